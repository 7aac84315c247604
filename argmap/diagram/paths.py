"""Lines in the plane: what a link is drawn along, and where on it an arrow can be aimed."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

Point = tuple[float, float]
HEAD = 9.0
"""The length of an arrow head, in pixels."""


@dataclass(frozen=True, slots=True)
class Path:
    """A line from `start` on; each stretch is straight (its end), quadratic or cubic (controls and end)."""

    start: Point
    stretches: tuple[tuple[Point, ...], ...]

    @property
    def end(self) -> Point:
        """Where the line ends."""
        return self.stretches[-1][-1] if self.stretches else self.start

    def d(self, relative: bool = False) -> str:
        """The path in the words of SVG. `relative`: told from point to point, so that like lines read alike."""
        words = [f"M{number(self.start[0])} {number(self.start[1])}"]
        letters = "lqc" if relative else "LQC"
        here = self.start
        for stretch in self.stretches:
            from_x, from_y = here if relative else (0.0, 0.0)
            steps = (f"{_step(from_x, x)} {_step(from_y, y)}" for x, y in stretch)
            words.append(letters[len(stretch) - 1] + " ".join(steps))
            here = stretch[-1]
        return "".join(words)

    def scaled(self, factor: float) -> Path:
        """The same line with all coordinates multiplied."""
        return self.moved(factor, 0, 0)

    def moved(self, factor: float, dx: float, dy: float) -> Path:
        """The same line with all coordinates multiplied, then moved."""
        (x, y) = self.start
        return Path(
            (x * factor + dx, y * factor + dy),
            tuple(
                tuple((a * factor + dx, b * factor + dy) for a, b in stretch) for stretch in self.stretches
            ),
        )

    def points(self, steps: int = 16) -> Iterator[Point]:
        """Points along the line, `steps` to a curved stretch."""
        here = self.start
        yield here
        for stretch in self.stretches:
            for step in range(1, steps + 1) if len(stretch) > 1 else [1]:
                yield _bezier((here, *stretch), step / steps if len(stretch) > 1 else 1.0)
            here = stretch[-1]

    def at(self, part: float) -> Point:
        """The point at a part (0..1) of the first stretch."""
        return _bezier((self.start, *self.stretches[0]), part)


@dataclass(frozen=True, slots=True)
class Head:
    """An arrow head: its tip, the direction in which it points (one of left, right, up, down), its length."""

    tip: Point
    toward: tuple[int, int]
    size: float = HEAD

    @property
    def base(self) -> Point:
        """Where the line meets the head."""
        return self.tip[0] - self.size * self.toward[0], self.tip[1] - self.size * self.toward[1]

    def scaled(self, factor: float) -> Head:
        """The same head with all coordinates multiplied."""
        return Head((self.tip[0] * factor, self.tip[1] * factor), self.toward, self.size * factor)

    def d(self, relative: bool = False) -> str:
        """The outline of the head in the words of SVG."""
        (bx, by), (dx, dy) = self.base, self.toward
        aside = self.size / 2
        left, right = (bx - aside * dy, by + aside * dx), (bx + aside * dy, by - aside * dx)
        return Path(left, ((self.tip,), (right,))).d(relative) + "z"


def number(value: float) -> str:
    """A coordinate with at most one decimal, the same on every machine.

    >>> number(12.04), number(-0.01), number(3.25)
    ('12', '0', '3.2')
    """
    text = f"{value:.1f}"
    if text[-1] != "0":
        return text
    return "0" if text == "-0.0" else text[:-2]


def _step(here: float, there: float) -> str:
    """The way between two coordinates as they are written, so that what is rounded away never adds up."""
    return number(round(there, 1) - round(here, 1))


def swing(start: Point, end: Point) -> Path:
    """A line that leaves and arrives level: straight where it can be, else an S."""
    if abs(start[1] - end[1]) < 0.6:
        return Path(start, ((end,),))
    middle = (start[0] + end[0]) / 2
    return Path(start, (((middle, start[1]), (middle, end[1]), end),))


def corners(points: Sequence[Point], radius: float = 7.0) -> Path:
    """A line along level and upright stretches, its corners rounded. Stretches of no length are left out."""
    kept: list[Point] = []
    for point in points:
        if not kept or abs(point[0] - kept[-1][0]) + abs(point[1] - kept[-1][1]) > 0.05:
            kept.append(point)
    stretches: list[tuple[Point, ...]] = []
    for before, here, after in zip(kept, kept[1:], kept[2:], strict=False):
        bend = min(radius, _length(before, here) / 2, _length(here, after) / 2)
        stretches.append((_toward(here, before, bend),))
        stretches.append((here, _toward(here, after, bend)))
    if len(kept) > 1:
        stretches.append((kept[-1],))
    return Path(kept[0], tuple(stretches))


def _length(a: Point, b: Point) -> float:
    return abs(a[0] - b[0]) + abs(a[1] - b[1])


def _toward(here: Point, there: Point, distance: float) -> Point:
    whole = _length(here, there)
    part = distance / whole
    return here[0] + (there[0] - here[0]) * part, here[1] + (there[1] - here[1]) * part


def _bezier(points: Sequence[Point], part: float) -> Point:
    while len(points) > 1:
        points = [(ax + (bx - ax) * part, ay + (by - ay) * part) for (ax, ay), (bx, by) in pairwise(points)]
    return points[0]
