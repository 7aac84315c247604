"""Debates as argument maps for the benchmarks: seeded, so the same ones every time, and shaped as people argue.

A few positions; below them a forest of reasons and objections, most of them about what was said lately; linked
premises, undercuts, cards that speak a second time elsewhere, and now and then two that contradict each other, a circle.
"""

from __future__ import annotations

from random import Random

from argmap.model import ArgumentMap, Node, Relation, Source, replay
from argmap.model.operations import AddNode, AddRelation, AddSource, Operation

POSITIONS = 5
_LATELY = 40


def debate(cards: int, seed: int = 1) -> ArgumentMap:
    """A debate of so many cards; some 6 in 100 are linked premises, 4 undercuts, 2 stand in a circle, 7 speak twice.

    >>> made = debate(100)
    >>> len(made.nodes), len(made.relations)
    (100, 98)
    """
    dice = _Dice(Random(f"{seed} {cards}"))
    for _ in range(min(POSITIONS, cards)):
        dice.card("position")
    while len(dice.cards) < cards:
        dice.argue(cards - len(dice.cards))
    dice.across(cards // 15)
    return replay(dice.log)


class _Dice:
    """A debate as it grows."""

    def __init__(self, random: Random) -> None:
        self.random = random
        self.log: list[Operation] = [AddSource(Source("s1", {"title": "A report"}))]
        self.cards: list[str] = []
        self.relations: list[str] = []

    def card(self, kind: str) -> str:
        number = f"n{len(self.cards) + 1}"
        sources = ("s1",) if kind == "evidence" else ()
        self.log.append(AddNode(Node(number, kind, f"What number {number} says.", sources=sources)))
        self.cards.append(number)
        return number

    def relate(self, kind: str, premises: tuple[str, ...], target: str) -> None:
        number = f"r{len(self.relations) + 1}"
        self.log.append(AddRelation(Relation(number, kind, premises, target)))
        self.relations.append(number)

    def argue(self, room: int) -> None:
        """One thing more that somebody says, in at most `room` cards."""
        chance = self.random.random()
        target = self.random.choice(self.cards[-_LATELY:] if self.random.random() < 0.5 else self.cards)
        kind = self.random.choices(("support", "attack"), (11, 9))[0]
        if chance < 0.04 and self.relations:
            self.relate("attack", (self._new(),), self.random.choice(self.relations))
        elif chance < 0.07 and room > 2:
            self.relate(kind, tuple(self._new() for _ in range(self.random.choice((2, 2, 3)))), target)
        else:
            one = self._new()
            contrary = chance > 0.98
            self.relate("attack" if contrary else kind, (one,), target)
            if contrary:
                self.relate("attack", (target,), one)

    def _new(self) -> str:
        return self.card("evidence" if self.random.random() < 0.2 else "claim")

    def across(self, count: int) -> None:
        """Cards that speak once more, for or against older ones."""
        for _ in range(count):
            older, younger = sorted(self.random.sample(range(len(self.cards)), 2))
            if younger >= POSITIONS:
                kind = self.random.choice(("support", "attack"))
                self.relate(kind, (self.cards[younger],), self.cards[older])
