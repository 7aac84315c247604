"""A drawing cut into the parts that pages show: of its shapes and words each part has those that meet it, and no others.

So a document grows as its map does, however many pages it has.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import asdict, dataclass
from itertools import pairwise
from math import floor
from typing import Any
from xml.etree import ElementTree as ET

from argmap.diagram.fonts import REGULAR, STRONG
from argmap.diagram.measure import width
from argmap.documents.lettering import Lettered, Word

_SVG = "{http://www.w3.org/2000/svg}"
_COMMAND = re.compile(r"([A-Za-z])([^A-Za-z]*)")
_NUMBER = re.compile(r"-?\d*\.?\d+")
_ARGUMENTS = {"m": 2, "l": 2, "h": 1, "v": 1, "q": 4, "c": 6, "a": 7}
_AROUND = 14.0  # pixels that strokes, heads and piles reach beyond their outline
_STEP = 500.0  # pixels: how high the shelves are on which shapes lie
_FINE = 12  # how often a curve is halved, at most, to find where it enters a part
_STRAIGHT = 0.75  # pixels: what strays less from a straight line is one
_SPARE = 1.05  # how much wider than measured a text may come out

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


@dataclass(frozen=True, slots=True)
class _Shape:
    """Something drawn: where it is, in which group of the drawing it lies, and the line that it is, if it is one."""

    area: Area
    element: ET.Element
    group: ET.Element | None
    line: Line | None


@dataclass(frozen=True, slots=True)
class Cut:
    """A part that is cut out: its shapes as SVG, its words, and the lines that run through it."""

    shapes: str
    words: tuple[Word, ...]
    lines: tuple[Line, ...]

    def told(self) -> list[dict[str, Any]]:
        """Its words for the typesetter."""
        return [asdict(each) for each in self.words]


class Cutting:
    """A drawing that is taken apart, ready to be cut. Linear."""

    def __init__(self, made: Lettered) -> None:
        self._root = ET.fromstring(made.shapes)  # noqa: S314 - our own drawing: no entities, no document type
        self._style = self._root.find(f"{_SVG}style")
        self._shapes = list(_shapes(self._root))
        self._words = made.words
        self._shelves: defaultdict[int, list[int]] = defaultdict(list)
        for n, shape in enumerate(self._shapes):
            for shelf in _shelf(shape.area):
                self._shelves[shelf].append(n)
        self._written: defaultdict[int, list[int]] = defaultdict(list)
        for n, word in enumerate(self._words):
            self._written[floor(word.y / _STEP)].append(n)

    def cut(self, area: Area) -> Cut:
        """One part: all that meets it, in the order of the drawing. Linear in what lies beside it, too."""
        around = area.wider(_AROUND)
        near = sorted({n for shelf in _shelf(around) for n in self._shelves[shelf]})
        found = [self._shapes[n] for n in near if self._shapes[n].area.meets(around)]
        root = ET.Element(f"{_SVG}svg", {**self._root.attrib, **_frame(area)})
        if self._style is not None:
            root.append(self._style)
        group, inside, seen = None, root, set[tuple[str, str]]()
        for shape in found:
            if shape.group is not group:
                group = shape.group
                inside = root if group is None else ET.SubElement(root, group.tag, group.attrib)
            if shape.line is None:
                inside.append(shape.element)
                continue
            for d in _drawn(shape.line, around):
                if (shape.line.look, d) not in seen:  # lines to one card run over one another
                    seen.add((shape.line.look, d))
                    ET.SubElement(inside, shape.element.tag, {"class": shape.line.look, "d": d})
        written = sorted(n for shelf in _shelf(around) for n in self._written[shelf])
        words = tuple(self._words[n] for n in written if _shown(self._words[n], area))
        return Cut(ET.tostring(root, encoding="unicode"), words, tuple(s.line for s in found if s.line))


def _frame(area: Area) -> dict[str, str]:
    wide, high = area.right - area.left, area.bottom - area.top
    return {
        "width": f"{wide:.3f}", "height": f"{high:.3f}",
        "viewBox": f"{area.left:.3f} {area.top:.3f} {wide:.3f} {high:.3f}",
    }  # fmt: skip


def _shelf(area: Area) -> Iterable[int]:
    return range(floor(area.top / _STEP), floor(area.bottom / _STEP) + 1)


def _shapes(root: ET.Element) -> Iterator[_Shape]:
    for each in root:
        name, look = each.tag.removeprefix(_SVG), each.get("class", "")
        if name == "style" or not (len(each) or each.attrib.get("d")):
            continue  # a group whose words were taken out holds nothing any more
        if look in ("lines", "key"):
            yield from (_shape(child, each) for child in each)
        else:
            yield _shape(each, None)


def _shape(element: ET.Element, group: ET.Element | None) -> _Shape:
    looks = element.get("class", "").split()
    line = None
    if "link" in looks or "cross" in looks:
        line = Line(element.get("class", ""), tuple(_curves(element.get("d", ""))))
    points = list(_points(element))
    xs, ys = [x for x, _ in points], [y for _, y in points]
    return _Shape(Area(min(xs), min(ys), max(xs), max(ys)), element, group, line)


def _points(element: ET.Element) -> Iterator[Point]:
    """Points between which all of an element lies; marks stand on their cards, and count for nothing."""
    for each in element.iter():
        if each.tag == f"{_SVG}rect" and "x" in each.attrib:
            left, top, wide, high = (float(each.get(name, "0")) for name in ("x", "y", "width", "height"))
            yield from ((left, top), (left + wide, top + high))
            if element.get("class") != "frame":
                return  # the sheet of a card: whatever is on it is within
        elif each.tag == f"{_SVG}path":
            yield from (point for curve in _curves(each.get("d", "")) for point in curve)


def _curves(d: str) -> Iterator[Curve]:
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


def _drawn(line: Line, area: Area) -> Iterator[str]:
    """A line as it is drawn in a part: whole where it lies in it, else the pieces that do."""
    pieces = [piece for curve in line.curves for piece in _within(curve, area, _FINE)]
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


def _within(curve: Curve, area: Area, most: int) -> Iterator[Curve]:
    """The pieces of a curve that meet an area, one after the other."""
    top, bottom = min(y for _, y in curve), max(y for _, y in curve)
    left, right = min(x for x, _ in curve), max(x for x, _ in curve)
    if bottom < area.top or top > area.bottom or right < area.left or left > area.right:
        return
    inside = top >= area.top - _AROUND and bottom <= area.bottom + _AROUND
    if most == 0 or inside or right - left < _STRAIGHT:
        yield curve
        return
    for half in _halves(curve):
        yield from _within(half, area, most - 1)


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
    if min(first, last) > area.top or max(first, last) < area.bottom:
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


def _shown(word: Word, area: Area) -> bool:
    """Whether a part of a line may fall into an area: what cannot is left out, so that nobody reads it there."""
    if word.y < area.top or word.y - word.size > area.bottom:
        return False
    reach = width(word.text, STRONG if word.strong else REGULAR) * word.size * _SPARE
    first = word.x - (reach if word.anchor != "start" else 0)
    last = word.x + (reach if word.anchor != "end" else 0)
    return first < area.right and last > area.left
