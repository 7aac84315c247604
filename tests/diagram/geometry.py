"""What is wrong with a picture, counted: the quality of a layout as numbers."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import pairwise

from argmap.diagram.cards import WIDTH
from argmap.diagram.corridors import Box
from argmap.diagram.drawing import Plan
from argmap.diagram.layout import STEP
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
    """The cards that a line runs into: each of its short straight parts is cut to the columns that it crosses."""
    for (ax, ay), (bx, by) in _parts(line):
        left, right = (ax, bx) if ax <= bx else (bx, ax)
        for column in range(max(0, int(left // STEP)), int(right // STEP) + 1):
            near, far = column * STEP + _TOUCH, column * STEP + WIDTH - _TOUCH
            if right <= near or left >= far:
                continue
            ends = (ay, by)
            if ax != bx:
                ends = (
                    ay + (by - ay) * (max(left, near) - ax) / (bx - ax),
                    ay + (by - ay) * (min(right, far) - ax) / (bx - ax),
                )
            yield from _between(min(ends), max(ends), by_column.get(column, []))


def _parts(line: Path) -> Iterator[tuple[Point, Point]]:
    """The short straight parts of a line, but for the curves that stay between two columns: they meet no card."""
    here = line.start
    for stretch in line.stretches:
        across = [x - x // STEP * STEP for x, _ in (here, *stretch)]
        if len({x // STEP for x, _ in (here, *stretch)}) > 1 or min(across) < WIDTH:
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
