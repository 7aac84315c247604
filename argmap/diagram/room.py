"""How much a picture can hold, and which cards and links of a map there is room for: counted before they are drawn."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from collections.abc import Set as AbstractSet
from dataclasses import dataclass

from argmap.model import ArgumentMap
from argmap.model.map import targets_first
from argmap.model.visibility import without

MISSES = 50
"""After so many cards for which there was no room, no others are tried."""


@dataclass(frozen=True, slots=True)
class Room:
    """How much there is room for: cards, lines (every premise of an argument has one), and characters of text."""

    cards: int
    lines: int
    characters: int

    def holds(self, debate: ArgumentMap) -> bool:
        """Whether there is room for a whole map. Linear."""
        return (
            len(debate.nodes) <= self.cards
            and sum(len(each.premises) for each in debate.relations.values()) <= self.lines
            and sum(len(node.text) for node in debate.nodes.values()) <= self.characters
        )


class Shown:
    """The cards of a map that are shown, and the arguments that have to be for each of them to stand at its home."""

    def __init__(self, debate: ArgumentMap, home: Mapping[str, str], room: Room | None = None) -> None:
        self._debate, self._home, self._room = debate, home, room
        self.cards: dict[str, None] = {}
        self.arguments: dict[str, None] = {}
        self.misses = 0
        self._lines = self._characters = 0

    @property
    def full(self) -> bool:
        """Whether it is of no use to try further cards."""
        return self._room is not None and (
            self.misses >= MISSES
            or len(self.cards) >= self._room.cards
            or self._characters >= self._room.characters
        )

    def add(self, cards: Iterable[str], by: str | None = None) -> bool:
        """Show these cards and all that they need; nothing of it, and False, when there is no room for all.

        `by` names an argument that is shown with all its cards.
        """
        relations = self._debate.relations
        new: dict[str, None] = {}
        arguments: dict[str, None] = {}
        lines, characters = self._lines, self._characters
        waiting = [*cards, *([] if by is None else [by])]
        while waiting:
            item = waiting.pop()
            way = item
            if item not in relations:
                if item in self.cards or item in new:
                    continue
                new[item] = None
                characters += len(self._debate.nodes[item].text)
                way = self._home.get(item, "")
            if way in relations and way not in self.arguments and way not in arguments:
                arguments[way] = None
                lines += len(relations[way].premises)
                waiting.extend((*relations[way].premises, relations[way].target))
            if self._exceeds(len(new), lines, characters):
                self.misses += 1
                return False
        self.cards |= new
        self.arguments |= arguments
        self._lines, self._characters = lines, characters
        return True

    def _exceeds(self, new: int, lines: int, characters: int) -> bool:
        room = self._room
        return room is not None and (
            len(self.cards) + new > room.cards or lines > room.lines or characters > room.characters
        )

    def part(self, first: Iterable[str] = ()) -> tuple[ArgumentMap, int]:
        """The map of these cards, and how many links between them there was no room for. Linear.

        It has the arguments that bring its cards to their places, then those of the cards named `first`, then
        the others, the older first.
        """
        whole = only(self._debate, self.cards.keys())
        if self._room is None or self._room.lines >= sum(len(r.premises) for r in whole.relations.values()):
            return whole, 0
        kept = dict(self.arguments)
        left = self._room.lines - self._lines
        beside = [
            r for card in first if card in whole.nodes for r in (*whole.outgoing(card), *whole.incoming(card))
        ]
        for relation in (*beside, *targets_first(whole.relations)):
            above = relation.target in whole.nodes or relation.target in kept
            if relation.id not in kept and above and len(relation.premises) <= left:
                kept[relation.id] = None
                left -= len(relation.premises)
        dropped = whole.relations.keys() - kept.keys()
        return without(whole, frozenset(), dropped), len(dropped)


def only(debate: ArgumentMap, cards: AbstractSet[str], cut: AbstractSet[str] = frozenset()) -> ArgumentMap:
    """The map of these cards: without the others, without the links `cut`, and without what only those bring in."""
    return without(debate, debate.nodes.keys() - cards, cut)
