"""The map as a forest of stacks: what a layout places.

A *stack* is a run of cards that stand one below the other and are placed as one: the premises of an
argument, then the cards that undercut it. So linked premises stay together and an undercut stands under the
card whose link it cuts, whatever the layout; and every layout gets boxes of known size in a forest.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from argmap.model import ArgumentMap, Relation
from argmap.model.roles import Standing
from argmap.model.tally import headline as headline  # noqa: PLC0414 - it stands above the stacks


@dataclass(slots=True)
class Stack:
    """Cards that are placed as one, and the stacks that answer them (their indices), in order."""

    cards: tuple[str, ...]
    depth: int
    children: list[int] = field(default_factory=list)


def stacks(debate: ArgumentMap, where: Standing) -> tuple[list[Stack], list[int]]:
    """The stacks of a visible map, each before its children, and which of them are roots. O(n log n).

    The map's question stands in no stack when nothing is related to it: it is the picture's title.
    """
    made: list[Stack] = []
    roots: list[int] = []
    title = headline(debate)
    waiting: list[tuple[Relation | str, int, list[int]]] = [
        (root, 0, roots) for root in reversed(where.roots) if root != title
    ]
    while waiting:
        start, depth, siblings = waiting.pop()
        cards = tuple(_run(debate, where, start))
        if not cards:
            continue
        stack = Stack(cards, depth)
        siblings.append(len(made))
        made.append(stack)
        answers = [relation for card in cards for relation in debate.incoming(card)]
        waiting.extend((relation, depth + 1, stack.children) for relation in reversed(answers))
    return made, roots


def heights(made: Sequence[Stack], card_heights: Mapping[str, float], gap: float) -> list[float]:
    """The height of each stack, its cards being so far apart."""
    return [sum(card_heights[card] for card in stack.cards) + gap * (len(stack.cards) - 1) for stack in made]


def _run(debate: ArgumentMap, where: Standing, start: Relation | str) -> Iterator[str]:
    """The cards of one stack: those at home under a relation (or one root), each followed by what cuts its links."""
    waiting: list[Relation | str] = [start]
    while waiting:
        entry = waiting.pop()
        if isinstance(entry, str):
            yield entry
            waiting.extend(
                cut
                for relation in reversed(debate.outgoing(entry))
                if relation.premises[0] == entry and not _homed(where, relation)
                for cut in reversed(debate.incoming(relation.id))
            )
        elif homed := _homed(where, entry):
            waiting.extend(reversed(debate.incoming(entry.id)))
            waiting.extend(reversed(homed))


def _homed(where: Standing, relation: Relation) -> list[str]:
    return [premise for premise in relation.premises if where.home.get(premise) == relation.id]
