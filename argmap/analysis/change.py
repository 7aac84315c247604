"""What turned the order of two arguments, between an older and a newer version of a framework."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import dataclass
from itertools import combinations

from argmap.analysis.strength import strengths
from argmap.messages import excerpt

Pair = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Version:
    """A framework as it stood: base scores by name, and pairs (from, to) that support or attack."""

    base: Mapping[str, float]
    supports: frozenset[Pair] = frozenset()
    attacks: frozenset[Pair] = frozenset()

    def of(self, name: str) -> tuple[float | None, frozenset[Pair], frozenset[Pair]]:
        """What belongs to one argument: its base score, and the supports and attacks that it makes."""
        supports, attacks = (
            frozenset(p for p in pairs if p[0] == name) for pairs in (self.supports, self.attacks)
        )
        return self.base.get(name), supports, attacks


Evaluate = Callable[[Version], Mapping[str, float]]


def by_quadratic_energy(version: Version) -> Mapping[str, float]:
    """The strengths of a version by the semantics "qe"."""
    return strengths(version.base, version.supports, version.attacks, "qe").values


def sufficient_changes(
    old: Version,
    new: Version,
    first: str,
    second: str,
    *,
    evaluate: Evaluate = by_quadratic_energy,
    most: int = 3,
    near: float = 1e-9,
) -> list[frozenset[str]]:
    """The smallest sets of arguments whose changes alone turn the order of two arguments.

    These are the minimal sufficient explanations of strength inconsistency of Kampik, Cyras, Ruiz Alarcon
    (Change in quantitative bipolar argumentation, 2024): take the new version, but let every argument outside
    the set be as in the old one (there or not, with its base score and the relations it makes); the order
    then still differs from the old. All minimal sets of up to `most` arguments, in order of size and of
    names; the empty set alone where the order is the same in both versions. Strengths that differ by less
    than `near` are equal.

    Of k changed arguments it tries all sets of up to `most`: O(k ** most) evaluations. `ValueError` where an
    argument is not in both versions.

    >>> old = Version({"a": 0.5, "b": 0.4})
    >>> new = Version({"a": 0.5, "b": 0.4, "c": 0.9}, attacks=frozenset({("c", "a")}))
    >>> sufficient_changes(old, new, "a", "b")
    [frozenset({'c'})]
    """
    for name in (first, second):
        if name not in old.base or name not in new.base:
            raise ValueError(f"'{excerpt(name)}' must be in both versions to be compared.")

    def order(version: Version) -> int:
        values = evaluate(version)
        difference = values[first] - values[second]
        return 0 if abs(difference) < near else 1 if difference > 0 else -1

    before = order(old)
    if order(new) == before:
        return [frozenset()]
    changed = sorted(name for name in {*old.base, *new.base} if old.of(name) != new.of(name))
    found: list[frozenset[str]] = []
    for some in _sets(changed, most):
        if not any(smaller <= some for smaller in found) and order(mixed(old, new, some)) != before:
            found.append(some)
    return found


def _sets(names: list[str], most: int) -> Iterator[frozenset[str]]:
    for size in range(1, most + 1):
        yield from map(frozenset, combinations(names, size))


def mixed(old: Version, new: Version, kept: Collection[str]) -> Version:
    """The old version, but for the arguments in `kept`, which are as in the new one.

    Relations with an argument that is then not there are left out.
    """
    base = {name: score for name, score in old.base.items() if name not in kept}
    base |= {name: score for name, score in new.base.items() if name in kept}

    def pairs(before: frozenset[Pair], after: frozenset[Pair]) -> frozenset[Pair]:
        made = {p for p in before if p[0] not in kept} | {p for p in after if p[0] in kept}
        return frozenset(p for p in made if p[0] in base and p[1] in base)

    return Version(base, pairs(old.supports, new.supports), pairs(old.attacks, new.attacks))
