"""What is wrong with a picture, counted: the quality of a layout as numbers."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import pairwise

from argmap.diagram.cards import WIDTH
from argmap.diagram.corridors import Box
from argmap.diagram.drawing import Plan
from argmap.diagram.paths import Path
from argmap.model import Relation

_TOUCH = 0.5  # how far, in pixels, a line may run into a card before it counts as running through it


@dataclass(frozen=True)
class Faults:
    """Pairs of cards that overlap; lines drawn; lines that run through a card they do not concern."""

    overlapping: int
    lines: int
    through: int


def faults(plan: Plan) -> Faults:
    """Count what is wrong with a laid-out map."""
    by_column = _by_column(plan.boxes)
    through = lines = 0
    for link in plan.routes.links:
        relation = plan.debate.relations[link.relation]
        allowed = set(_concerned(plan, relation))
        for line in link.lines:
            lines += 1
            through += any(node not in allowed for node in _met(line, by_column))
    return Faults(_overlapping(by_column), lines, through)


def _by_column(boxes: Mapping[str, Box]) -> dict[int, list[tuple[float, float, str]]]:
    columns: dict[int, list[tuple[float, float, str]]] = {}
    for node, box in boxes.items():
        columns.setdefault(box.column, []).append((box.top, box.bottom, node))
    for cards in columns.values():
        cards.sort()
    return columns


def _overlapping(by_column: Mapping[int, list[tuple[float, float, str]]]) -> int:
    return sum(above[1] > below[0] for cards in by_column.values() for above, below in pairwise(cards))


def _concerned(plan: Plan, relation: Relation) -> Iterator[str]:
    yield from relation.premises
    target = relation.target
    while target in plan.debate.relations:
        target = plan.debate.relations[target].target
    yield target


def _met(line: Path, by_column: Mapping[int, list[tuple[float, float, str]]]) -> Iterator[str]:
    """The cards that a line runs into, found by walking along it in steps of two pixels."""
    for (ax, ay), (bx, by) in pairwise(line.points(40)):
        steps = max(1, int(max(abs(bx - ax), abs(by - ay)) // 2))
        for step in range(steps + 1):
            x, y = ax + (bx - ax) * step / steps, ay + (by - ay) * step / steps
            column = int(x // 294)
            if column >= 0 and _TOUCH < x - column * 294 < WIDTH - _TOUCH:
                cards = by_column.get(column, [])
                at = bisect_left(cards, (y, float("inf"), "")) - 1
                if at >= 0 and cards[at][0] + _TOUCH < y < cards[at][1] - _TOUCH:
                    yield cards[at][2]
