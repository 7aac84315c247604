"""Lines as curves: what a path says, and what of a line lies in an area."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

_COMMAND = re.compile(r"([A-Za-z])([^A-Za-z]*)")
_NUMBER = re.compile(r"-?\d*\.?\d+")
_ARGUMENTS = {"m": 2, "l": 2, "h": 1, "v": 1, "q": 4, "c": 6, "a": 7}
_FINE = 12  # how often a curve is halved, at most, to find where it enters a part
_STRAIGHT = 0.75  # pixels: what strays less from a straight line is one

Point = tuple[float, float]
Curve = tuple[Point, ...]
"""A stretch of a line: from its first point to its last; those between are controls."""


@dataclass(frozen=True, slots=True)
class Area:
    """A part of a drawing, in its pixels."""

    left: float
    top: float
    right: float
    bottom: float

    def meets(self, other: Area) -> bool:
        """Whether the two have anything in common."""
        return (
            self.left <= other.right and other.left <= self.right
            and self.top <= other.bottom and other.top <= self.bottom
        )  # fmt: skip

    def wider(self, by: float) -> Area:
        """The same with so much around it."""
        return Area(self.left - by, self.top - by, self.right + by, self.bottom + by)


@dataclass(frozen=True, slots=True)
class Line:
    """A line between two cards: its look, and its stretches."""

    look: str
    curves: tuple[Curve, ...]

    @property
    def ends(self) -> tuple[Point, Point]:
        """Where it begins and ends."""
        return self.curves[0][0], self.curves[-1][-1]


def curves(d: str) -> Iterator[Curve]:
    """The stretches of a path, with its controls; of an arc the square around each of its ends."""
    here: Point = (0.0, 0.0)
    for letter, rest in _COMMAND.findall(d):
        kind, values = letter.lower(), [float(each) for each in _NUMBER.findall(rest)]
        size = _ARGUMENTS.get(kind, 0)
        for start in range(0, len(values), size) if size else ():
            one = values[start : start + size]
            x, y = here if letter.islower() else (0.0, 0.0)
            if kind == "h":
                ends: Curve = ((x + one[0], here[1]),)
            elif kind == "v":
                ends = ((here[0], y + one[0]),)
            elif kind == "a":
                end = x + one[5], y + one[6]
                ends = ((end[0] - one[0], end[1] - one[1]), (end[0] + one[0], end[1] + one[1]), end)
            else:
                ends = tuple((x + a, y + b) for a, b in zip(one[::2], one[1::2], strict=True))
            if kind != "m" or start:
                yield (here, *ends)
            here = ends[-1]


def drawn(line: Line, area: Area, slack: float) -> Iterator[str]:
    """A line as it is drawn in a part: whole where it lies in it, else the pieces that do."""
    pieces = [piece for curve in line.curves for piece in _within(curve, area, slack, _FINE)]
    run: list[Curve] = []
    for piece in pieces:
        straight = _through(piece, area)
        if run and (straight or run[-1][-1] != piece[0]):
            yield _said(run)
            run = []
        if straight:
            yield straight
        else:
            run.append(piece)
    if run:
        yield _said(run)


def _within(curve: Curve, area: Area, slack: float, most: int) -> Iterator[Curve]:
    """The pieces of a curve that meet an area, one after the other."""
    top, bottom = min(y for _, y in curve), max(y for _, y in curve)
    left, right = min(x for x, _ in curve), max(x for x, _ in curve)
    if bottom < area.top or top > area.bottom or right < area.left or left > area.right:
        return
    inside = top >= area.top - slack and bottom <= area.bottom + slack
    if most == 0 or inside:
        yield curve
        return
    if right - left < _STRAIGHT:  # a straight line has its ends where it is cut
        ends = [(x, min(max(y, area.top - slack), area.bottom + slack)) for x, y in (curve[0], curve[-1])]
        yield ends[0], ends[1]
        return
    for half in _halves(curve):
        yield from _within(half, area, slack, most - 1)


def _halves(curve: Curve) -> tuple[Curve, Curve]:
    """A curve in two (de Casteljau)."""
    first, second, points = [curve[0]], [curve[-1]], list(curve)
    while len(points) > 1:
        points = [((a + c) / 2, (b + d) / 2) for (a, b), (c, d) in pairwise(points)]
        first.append(points[0])
        second.append(points[-1])
    return tuple(first), tuple(reversed(second))


def _through(curve: Curve, area: Area) -> str | None:
    """A curve that runs straight through the whole of an area, up or down: said so that its like say the same."""
    (x, first), (_, last) = curve[0], curve[-1]
    if max(px for px, _ in curve) - min(px for px, _ in curve) >= _STRAIGHT:
        return None
    if len(curve) > 2 or min(first, last) > area.top or max(first, last) < area.bottom:
        return None
    return f"M{round(x)} {area.top:.1f}V{area.bottom:.1f}"


def _said(run: list[Curve]) -> str:
    letters = {2: "L", 3: "Q", 4: "C"}
    told = [f"M{_pair(run[0][0])}"]
    for curve in run:
        told.append(letters[len(curve)] + " ".join(_pair(each) for each in curve[1:]))
    return "".join(told)


def _pair(point: Point) -> str:
    return f"{point[0]:.1f} {point[1]:.1f}"
