"""What is wrong with a picture, counted: the quality of a layout as numbers."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import pairwise

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
    middle = plan.boxes.get(plan.middle or "")
    columned = {node: box for node, box in plan.boxes.items() if node != plan.middle}
    by_column = _by_column(columned)
    through = lines = 0
    for link in plan.routes.links:
        relation = plan.debate.relations[link.relation]
        allowed = set(_concerned(plan, relation))
        for line in link.lines:
            lines += 1
            through += any(node not in allowed for node in _met(line, columned, by_column)) or (
                middle is not None and any(_inside(middle, point) for point in line.points(40))
            )
    return Faults(overlapping(plan.boxes), lines, through)


def _by_column(boxes: Mapping[str, Box]) -> dict[int, list[tuple[float, float, str]]]:
    columns: dict[int, list[tuple[float, float, str]]] = {}
    for node, box in boxes.items():
        columns.setdefault(box.column, []).append((box.top, box.bottom, node))
    for cards in columns.values():
        cards.sort()
    return columns


def overlapping(boxes: Mapping[str, Box]) -> int:
    """Pairs of cards that overlap, wherever they stand; the cards are swept over from the top down."""
    found, open_ = 0, list[Box]()
    for box in sorted(boxes.values(), key=lambda each: each.top):
        open_ = [each for each in open_ if each.bottom > box.top + 0.01]
        found += sum(each.left < box.right and box.left < each.right for each in open_)
        open_.append(box)
    return found


def _concerned(plan: Plan, relation: Relation) -> Iterator[str]:
    yield from relation.premises
    target = relation.target
    while target in plan.debate.relations:
        target = plan.debate.relations[target].target
    yield target


def _met(
    line: Path, boxes: Mapping[str, Box], by_column: Mapping[int, list[tuple[float, float, str]]]
) -> Iterator[str]:
    """The cards that a line runs into, found by walking along it in steps of two pixels."""
    edges = {
        column: (boxes[cards[0][2]].left, boxes[cards[0][2]].right) for column, cards in by_column.items()
    }
    step = next(((b - a) / (y - x) for (x, (a, _)), (y, (b, _)) in pairwise(sorted(edges.items()))), 1e9)
    first, (start, _) = min(edges.items())
    for (ax, ay), (bx, by) in pairwise(line.points(40)):
        steps = max(1, int(max(abs(bx - ax), abs(by - ay)) // 2))
        for part in range(steps + 1):
            x, y = ax + (bx - ax) * part / steps, ay + (by - ay) * part / steps
            column = int((x - start) // step) + first
            left, right = edges.get(column, (0.0, 0.0))
            if left + _TOUCH < x < right - _TOUCH:
                cards = by_column.get(column, [])
                at = bisect_left(cards, (y, float("inf"), "")) - 1
                if at >= 0 and cards[at][0] + _TOUCH < y < cards[at][1] - _TOUCH:
                    yield cards[at][2]


def _inside(box: Box, point: tuple[float, float]) -> bool:
    return box.left < point[0] < box.right and box.top < point[1] < box.bottom
