"""What is wrong with a picture, counted: the quality of a layout as numbers."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import pairwise
from math import hypot

from argmap.diagram.corridors import Box
from argmap.diagram.drawing import Plan
from argmap.diagram.paths import Path, Point
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


def distance(point: Point, line: Path) -> float:
    """How far a point lies from a line."""
    return min(_aside(point, a, b) for a, b in pairwise(line.points(40)))


def _aside(point: Point, a: Point, b: Point) -> float:
    (x, y), (ax, ay), (bx, by) = point, a, b
    whole = (bx - ax) ** 2 + (by - ay) ** 2
    part = min(1.0, max(0.0, ((x - ax) * (bx - ax) + (y - ay) * (by - ay)) / whole)) if whole else 0.0
    return hypot(x - ax - part * (bx - ax), y - ay - part * (by - ay))


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
    """The cards that a line runs into: each of its short straight parts is cut to the columns that it crosses."""
    columns = sorted(
        (boxes[cards[0][2]].left, boxes[cards[0][2]].right, column) for column, cards in by_column.items()
    )
    for (ax, ay), (bx, by) in _parts(line, columns):
        left, right = (ax, bx) if ax <= bx else (bx, ax)
        for start, end, column in columns[max(0, bisect_left(columns, (left,)) - 1) :]:
            near, far = start + _TOUCH, end - _TOUCH
            if near >= right:
                break
            if left >= far:
                continue
            ends = (ay, by)
            if ax != bx:
                ends = (
                    ay + (by - ay) * (max(left, near) - ax) / (bx - ax),
                    ay + (by - ay) * (min(right, far) - ax) / (bx - ax),
                )
            yield from _between(min(ends), max(ends), by_column[column])


def _parts(line: Path, columns: list[tuple[float, float, int]]) -> Iterator[tuple[Point, Point]]:
    """The short straight parts of a line, but for the curves that stay between two columns: they meet no card."""
    here = line.start
    for stretch in line.stretches:
        across = [x for x, _ in (here, *stretch)]
        at = bisect_left(columns, (min(across),)) - 1
        free = at < 0 or columns[at][1] <= min(across)
        if not free or (at + 1 < len(columns) and columns[at + 1][0] < max(across)):
            yield from pairwise(Path(here, (stretch,)).points(40))
        here = stretch[-1]


def _between(upper: float, lower: float, cards: list[tuple[float, float, str]]) -> Iterator[str]:
    """The cards of a column that reach into this stretch of it."""
    for at in range(max(0, bisect_left(cards, (upper, float("inf"), "")) - 1), len(cards)):
        top, bottom, node = cards[at]
        if top + _TOUCH >= lower:
            return
        if upper < bottom - _TOUCH:
            yield node


def _inside(box: Box, point: tuple[float, float]) -> bool:
    return box.left < point[0] < box.right and box.top < point[1] < box.bottom
