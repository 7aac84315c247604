"""Gradual strength: a number from 0 to 1 for every argument of a framework.

A framework here is plain: base scores by name, and pairs (from, to) that support or attack. For the strengths
of an argument map, whose relations are things in their own right, see `map_strength`.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from argmap.analysis.gradual.network import Network, Outcome
from argmap.analysis.gradual.rules import Rule, from_votes, semantics
from argmap.messages import excerpt

Pairs = Iterable[tuple[str, str]]

EPSILON = 0.01
"""What is added to the number of votes in social argumentation, so that few votes never make certain."""

LARGE = 20_000
"""From so many arguments and pairs on numpy does the work; below, importing it would take longer."""


@dataclass(frozen=True, slots=True)
class Strengths:
    """The strengths by name, and how far they can be relied on.

    `residual` is the greatest change that the rule of any argument still asks for: 0 where there are no
    circles. `converged` says whether it came below 1e-12; where it did not, the values are only where the
    rounds stopped. `rounds` counts those of the circle that took most.
    """

    values: Mapping[str, float]
    converged: bool
    rounds: int
    residual: float


@dataclass(frozen=True, slots=True)
class Framework:
    """A framework that has been checked: names, weights, and the places of each pair, as from and to."""

    rule: Rule
    names: Mapping[str, int]
    weights: Sequence[float]
    pro: tuple[Sequence[int], Sequence[int]]
    con: tuple[Sequence[int], Sequence[int]]

    @property
    def large(self) -> bool:
        """Whether numpy is worth while."""
        return len(self.names) + len(self.pro[0]) + len(self.con[0]) >= LARGE

    def network(self) -> Network:
        """The arguments as units; a pair that is given twice counts once."""
        count = len(self.names)
        return Network(self.rule, self.weights, _inputs(self.pro, count), _inputs(self.con, count))

    def place(self, name: str) -> int:
        """The place of an argument; `ValueError` where there is none of that name."""
        return _places(self.names, [name])[0]

    def told(self, values: Sequence[float], outcome: Outcome) -> Strengths:
        """Strengths in the order of places, by name."""
        return Strengths(dict(zip(self.names, values, strict=True)), *outcome)


def strengths(
    base: Mapping[str, Any], supports: Pairs, attacks: Pairs, semantics: str, *, epsilon: float = EPSILON
) -> Strengths:
    """The strength of every argument of a weighted bipolar framework.

    `base` gives each argument its base score w in [0, 1], which says how strong it is where nothing bears on
    it; for "social" its votes (up, down) instead. `supports` and `attacks` are pairs (from, to); each is a
    set, so a pair that is given twice counts once. `semantics` is a name in `gradual.rules.SEMANTICS`, where the
    definitions and their papers are: dfquad, qe, euler, mlp; and, for attacks alone, hcat, hmax, hcard,
    social. Every strength lies in [0, 1].

    Without circles the strengths are exact, after one pass. In a circle they are the limit of damped
    iteration from the base scores; what came of it is reported (see `Strengths`). Where a circle has several
    limits, the others are not looked for.

    O(n + m) for n arguments and m pairs, times the rounds for what stands in circles; from `LARGE` on with
    numpy. Raises `ValueError` for an unknown semantics or name, a base score that is no number from 0 to 1,
    votes that are none, and supports where only attacks count.

    >>> found = strengths({"cars": 0.5, "air": 0.8, "trade": 0.3},
    ...                   [("air", "cars")], [("trade", "cars")], "qe")
    >>> round(found.values["cars"], 3), found.converged, found.rounds
    (0.6, True, 0)
    """
    framework = checked(base, supports, attacks, semantics, epsilon)
    if not framework.large:
        return framework.told(*framework.network().solve())
    from argmap.analysis.gradual.large import LargeNetwork

    large = LargeNetwork(framework.rule, framework.weights, framework.pro, framework.con)
    return framework.told(*large.solve())


def what_if(
    base: Mapping[str, Any],
    supports: Pairs,
    attacks: Pairs,
    semantics: str,
    changes: Mapping[str, Any],
    *,
    epsilon: float = EPSILON,
) -> Strengths:
    """The strengths if some base scores were others, or some arguments were not there (None). Saves nothing.

    As quick as `strengths`, and with the same errors.

    >>> what_if({"a": 0.5, "b": 0.8}, [], [("b", "a")], "hcat", {"b": None}).values
    {'a': 0.5}
    """
    known = dict.fromkeys(base, 0)
    _places(known, changes)
    merged = {**base, **changes}
    off = {name for name, value in merged.items() if value is None}
    kept = {name: value for name, value in merged.items() if name not in off}
    for pairs in (supports := list(supports), attacks := list(attacks)):
        _split(known, pairs)
        pairs[:] = [pair for pair in pairs if off.isdisjoint(pair)]
    return strengths(kept, supports, attacks, semantics, epsilon=epsilon)


def checked(
    base: Mapping[str, Any], supports: Pairs, attacks: Pairs, name: str, epsilon: float = EPSILON
) -> Framework:
    """The framework with everything in its place; `ValueError` for what makes none. See `strengths`."""
    rule = semantics(name)
    weights = _from_votes(base, epsilon) if name == "social" else _weights(base)
    names = dict(zip(base, range(len(weights)), strict=True))
    pro, con = _split(names, supports), _split(names, attacks)
    if pro[0] and not rule.supports:
        raise ValueError(
            f"The semantics {name!r} knows attacks only; leave out the supports, or choose dfquad, qe, euler or mlp."
        )
    return Framework(rule, names, weights, pro, con)


def _weights(base: Mapping[str, Any]) -> list[float]:
    result: list[float] = []
    for name, given in base.items():
        value = given if type(given) is float else _number(given)
        if value is None or not 0.0 <= value <= 1.0:
            raise ValueError(f"The base score of {_said(name)} must be a number from 0 to 1.")
        result.append(value)
    return result


def _from_votes(base: Mapping[str, Any], epsilon: float) -> list[float]:
    more = _number(epsilon)
    if more is None or not 0 <= more < float("inf"):
        raise ValueError("Epsilon must be a number, 0 or more.")
    result: list[float] = []
    for name, votes in base.items():
        both = [_number(vote) for vote in votes] if isinstance(votes, tuple | list) else []
        counts = [vote for vote in both if vote is not None and 0 <= vote < float("inf")]
        if len(both) != 2 or len(counts) != 2:
            raise ValueError(f"The votes of {_said(name)} must be two numbers, for and against, 0 or more.")
        result.append(from_votes(counts[0], counts[1], more))
    return result


def _number(value: object) -> float | None:
    """A number as a float; None when it is none. Numbers of numpy have `__float__` too, texts have not."""
    if isinstance(value, bool) or not hasattr(value, "__float__"):
        return None
    try:
        return float(value)
    except (TypeError, ValueError, OverflowError):
        return None


def _split(names: Mapping[str, Any], pairs: Pairs) -> tuple[list[int], list[int]]:
    """The places of pairs: those they come from, and those they go to."""
    pairs = list(pairs)
    try:
        ends = list(zip(*pairs, strict=True)) or [(), ()]
    except (TypeError, ValueError):
        ends = []
    if len(ends) != 2:
        raise ValueError("Supports and attacks must be pairs of two names: from, to.")
    return _places(names, ends[0]), _places(names, ends[1])


def _places(names: Mapping[str, int], wanted: Iterable[str]) -> list[int]:
    wanted = list(wanted)
    try:
        return [names[name] for name in wanted]
    except (KeyError, TypeError):
        missing = next(name for name in wanted if not isinstance(name, str) or name not in names)
        raise ValueError(
            f"There is no argument {_said(missing)}: give every argument a base score."
        ) from None


def _said(name: object) -> str:
    return f"'{excerpt(str(name))}'"


def _inputs(ends: tuple[Sequence[int], Sequence[int]], count: int) -> list[list[int]]:
    inputs: list[list[int]] = [[] for _ in range(count)]
    for source, target in dict.fromkeys(zip(*ends, strict=True)):
        inputs[target].append(source)
    return inputs
