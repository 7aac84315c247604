"""Extensions from their definitions, by looking at every set of arguments: slow, and plainly right."""

from __future__ import annotations

import random
from collections.abc import Iterable, Sequence
from itertools import chain, combinations

Attacks = Iterable[tuple[str, str]]
Sets = list[frozenset[str]]


def drawn(random_: random.Random, most: int = 10) -> tuple[list[str], list[tuple[str, str]]]:
    """A framework of up to so many arguments: any density, self-attacks included."""
    names = [f"a{number}" for number in range(random_.randint(0, most))]
    density = random_.choice([0.05, 0.1, 0.15, 0.2, 0.3, 0.5])
    pairs = [(one, other) for one in names for other in names]
    selfish = random_.choice([0.0, 0.05, 0.2])
    chances = [selfish if one == other else density for one, other in pairs]
    return names, [pair for pair, chance in zip(pairs, chances, strict=True) if random_.random() < chance]


def subsets(names: Sequence[str]) -> Iterable[frozenset[str]]:
    return map(frozenset, chain.from_iterable(combinations(names, size) for size in range(len(names) + 1)))


class Brute:
    """All extensions of one framework; `extensions(semantics)` is a list of sets."""

    def __init__(self, names: Sequence[str], attacks: Attacks) -> None:
        self.names = frozenset(names)
        self.attacks = frozenset(attacks)
        self.free = [each for each in subsets(names) if not self.attacked_by(each) & each]
        self.admissible = [each for each in self.free if self.defended_by(each) >= each]

    def attacked_by(self, chosen: frozenset[str]) -> frozenset[str]:
        return frozenset(target for attacker, target in self.attacks if attacker in chosen)

    def defended_by(self, chosen: frozenset[str]) -> frozenset[str]:
        """The arguments all of whose attackers are attacked."""
        beaten = self.attacked_by(chosen)
        return self.names - {target for attacker, target in self.attacks if attacker not in beaten}

    def range_of(self, chosen: frozenset[str]) -> frozenset[str]:
        return chosen | self.attacked_by(chosen)

    def extensions(self, semantics: str) -> Sets:
        made: Sets = getattr(self, "_" + semantics.replace("-", "_"))()
        return made

    def _conflict_free(self) -> Sets:
        return self.free

    def _admissible(self) -> Sets:
        return self.admissible

    def _naive(self) -> Sets:
        return greatest(self.free)

    def _complete(self) -> Sets:
        return [each for each in self.admissible if self.defended_by(each) == each]

    def _grounded(self) -> Sets:
        complete = self._complete()
        return [each for each in complete if all(each <= other for other in complete)]

    def _preferred(self) -> Sets:
        return greatest(self.admissible)

    def _stable(self) -> Sets:
        return [each for each in self.free if self.range_of(each) == self.names]

    def _semi_stable(self) -> Sets:
        return self._of_greatest_range(self.admissible)

    def _stage(self) -> Sets:
        return self._of_greatest_range(self.free)

    def _ideal(self) -> Sets:
        return greatest([each for each in self.admissible if all(each <= one for one in self._preferred())])

    def _eager(self) -> Sets:
        semi_stable = self._semi_stable()
        return greatest([each for each in self.admissible if all(each <= one for one in semi_stable)])

    def _of_greatest_range(self, sets: Sets) -> Sets:
        ranges = set(greatest([self.range_of(each) for each in sets]))
        return [each for each in sets if self.range_of(each) in ranges]


def greatest(sets: Iterable[frozenset[str]]) -> Sets:
    """The sets that are contained in no other."""
    kept: Sets = []
    for each in sorted(set(sets), key=len, reverse=True):
        if not any(each < other for other in kept):
            kept.append(each)
    return kept
