"""A drawing cut into the parts that pages show: of its shapes and words each part has those that meet it, and no others.

So a document grows as its map does, however many pages it has.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from copy import deepcopy
from dataclasses import asdict, dataclass
from math import floor
from typing import Any
from xml.etree import ElementTree as ET

from argmap.diagram.drawing import Place
from argmap.diagram.fonts import REGULAR, STRONG
from argmap.diagram.measure import width
from argmap.documents.curves import Area, Curve, Line, Point, curves, drawn
from argmap.documents.lettering import Lettered, Word

AROUND = 14.0  # pixels that strokes, heads and piles reach beyond their outline
_SVG = "{http://www.w3.org/2000/svg}"
_STEP = 500.0  # pixels: how high the shelves are on which shapes lie
_TOGETHER = 64.0  # pixels: lines nearer to one another than this are told of together where a part cuts them
_LEAST_PART = 0.55  # a part is filled that far at least before it is cut between cards
_AIR = 14.0  # pixels above a card that begins a part
_TRIED = 20  # how many places are looked at for a cut that no card stands in the way of
_SPARE = 1.05  # how much wider than measured a text may come out


@dataclass(frozen=True, slots=True)
class _Shape:
    """Something drawn: where it is, in which group of the drawing it lies, and the line that it is, if it is one."""

    area: Area
    element: ET.Element
    group: ET.Element | None
    line: Line | None

    @property
    def card(self) -> bool:
        """Whether it is a card."""
        return self.element.tag == f"{_SVG}a"


@dataclass(frozen=True, slots=True)
class Cut:
    """A part that is cut out: its shapes as SVG, its words, and the lines that run through it."""

    shapes: str
    words: tuple[Word, ...]
    lines: tuple[Line, ...]

    def told(self) -> list[dict[str, Any]]:
        """Its words for the typesetter."""
        return [asdict(each) for each in self.words]


@dataclass(frozen=True, slots=True)
class Part:
    """A part of the map that is shown on one page, or in one column: from where to where, in pixels."""

    top: float
    bottom: float


@dataclass(frozen=True, slots=True)
class Lead:
    """Where lines go on that the edge of a part cuts: up (`way` -1) or down (1), about at `x`; from the `first` part to the `last`."""

    x: float
    way: int
    first: int
    last: int


class Cutting:
    """A drawing that is taken apart, ready to be cut, with the attributes of its root and its style sheet. Linear."""

    def __init__(self, made: Lettered) -> None:
        root = ET.fromstring(made.shapes)  # noqa: S314 - our own drawing: no entities, no document type
        self.style = root.find(f"{_SVG}style")
        self.attributes = root.attrib
        self._shapes = list(_shapes(root))
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
        around = area.wider(AROUND)
        near = sorted({n for shelf in _shelf(around) for n in self._shelves[shelf]})
        found = [self._shapes[n] for n in near if self._shapes[n].area.meets(around)]
        root = ET.Element(f"{_SVG}svg", {**self.attributes, **_frame(area)})
        if self.style is not None:
            root.append(self.style)
        put(root, ((shape.group, each) for shape, each in _clipped(found, around)))
        written = sorted(n for shelf in _shelf(around) for n in self._written[shelf])
        words = tuple(self._words[n] for n in written if _shown(self._words[n], area))
        return Cut(ET.tostring(root, encoding="unicode"), words, tuple(s.line for s in found if s.line))

    def column(self, part: Part) -> Iterator[tuple[ET.Element | None, ET.Element]]:
        """What stands in a part, each thing with its group: whole, but for lines and the sheets of groups."""
        area = Area(float("-inf"), part.top, float("inf"), part.bottom)
        near = sorted({n for shelf in _shelf(area) for n in self._shelves[shelf]})
        found = [self._shapes[n] for n in near if self._shapes[n].area.meets(area)]
        for shape, each in _clipped(found, area, slack=0):
            if each.get("class") == "frame":
                yield shape.group, _trimmed(each, part)
            elif shape.line or part.top <= (shape.area.top + shape.area.bottom) / 2 < part.bottom:
                yield shape.group, each

    def words(self, part: Part) -> list[Word]:
        """The words of what stands in a part: those on a card are where the card is."""
        shelves = _shelf(Area(0, part.top - _STEP, 0, part.bottom + _STEP))
        near = sorted(n for shelf in shelves for n in self._written[shelf])
        return [self._words[n] for n in near if part.top <= self._standing(self._words[n]) < part.bottom]

    def _standing(self, word: Word) -> float:
        """The middle of the card on which a word stands, or the height of one that stands on none."""
        for n in self._shelves[floor(word.y / _STEP)]:
            area = self._shapes[n].area
            if self._shapes[n].card and area.left < word.x < area.right and area.top < word.y < area.bottom:
                return (area.top + area.bottom) / 2
        return word.y

    def lines(self, part: Part) -> list[Line]:
        """The lines that run through a part."""
        area = Area(float("-inf"), part.top, float("inf"), part.bottom)
        near = sorted({n for shelf in _shelf(area) for n in self._shelves[shelf]})
        return [shape.line for n in near if (shape := self._shapes[n]).line and shape.area.meets(area)]


def put(root: ET.Element, found: Iterable[tuple[ET.Element | None, ET.Element]]) -> None:
    """Put things into a drawing, each into its group, which is there once for all that follow one another in it."""
    group, inside = None, root
    for their, each in found:
        if their is not group:
            group = their
            inside = root if their is None else ET.SubElement(root, their.tag, their.attrib)
        inside.append(each)


def _clipped(
    found: Iterable[_Shape], area: Area, slack: float = AROUND
) -> Iterator[tuple[_Shape, ET.Element]]:
    """The elements of shapes; of lines what lies in an area, and what several of them draw alike once."""
    seen = set[tuple[str, str]]()
    for shape in found:
        if shape.line is None:
            yield shape, shape.element
            continue
        for d in drawn(shape.line, area, slack):
            if (shape.line.look, d) not in seen:
                seen.add((shape.line.look, d))
                yield shape, ET.Element(shape.element.tag, {"class": shape.line.look, "d": d})


def _trimmed(frame: ET.Element, part: Part) -> ET.Element:
    """The sheet of a group, as far as it lies in a part."""
    frame = deepcopy(frame)
    for each in frame:
        top, high = float(each.get("y", "0")), float(each.get("height", "0"))
        low, high = max(top, part.top), min(top + high, part.bottom)
        each.attrib |= {"y": f"{low:.1f}", "height": f"{max(high - low, 0):.1f}"}
    return frame


def leads(lines: Sequence[Line], shown: Sequence[Part], here: int) -> Iterator[Lead]:
    """Where the lines lead that the edges of a part cut. Lines near one another are told of together."""
    tops = [part.top for part in shown]
    for way, edge in ((-1, shown[here].top), (1, shown[here].bottom)):
        found = []
        for line in lines:
            far = max(line.ends, key=lambda end: way * end[1])[1]
            part = bisect_right(tops, far) - 1
            if (part - here) * way > 0:
                found += [(_middle(each), part) for each in line.curves if _crosses(each, edge)]
        found.sort()
        while found:
            near = [each for each in found if each[0] - found[0][0] < _TOGETHER]
            found = found[len(near) :]
            led = [part for _, part in near]
            yield Lead(sum(x for x, _ in near) / len(near), way, min(led), max(led))


def _crosses(curve: Curve, height: float) -> bool:
    return min(curve[0][1], curve[-1][1]) < height < max(curve[0][1], curve[-1][1])


def _middle(curve: Curve) -> float:
    """About where a stretch that runs up or down does so."""
    inner = curve[1:-1] or curve
    return sum(x for x, _ in inner) / len(inner)


def parts(made: Lettered, boxes: Mapping[str, Place], room: float) -> Iterator[Part]:
    """The map in parts of at most `room` pixels, cut where no card is cut, if there is such a place. O(n log n) for each.

    Where there is none, the few cards that stand across a cut stand whole in both parts. Only what is higher than a part is cut.
    """
    edges = sorted((box.top, box.top + box.height) for box in boxes.values())
    top = 0.0
    while made.height - top > room:
        first, bottom = top + room * _LEAST_PART, top + room
        cut = _gap(edges, first, bottom)
        end, following = (
            (cut, cut)
            if cut is not None and cut > first
            else _shared(edges, first, bottom) or (bottom, bottom)
        )
        yield Part(top, end)
        top = following
    yield Part(top, made.height)


def _shared(edges: list[tuple[float, float]], first: float, last: float) -> tuple[float, float] | None:
    """Where a part ends between two heights, and the next begins above that, so that the fewest cards stand in both."""
    uppers, lowers = [upper for upper, _ in edges], sorted(lower for _, lower in edges)
    cuts = [each + 0.5 for each in lowers[bisect_right(lowers, first) : bisect_right(lowers, last)]]
    for cut in sorted(cuts, key=lambda cut: (bisect_left(uppers, cut) - bisect_left(lowers, cut), -cut))[
        :_TRIED
    ]:
        across = [(upper, lower) for upper, lower in edges if upper < cut < lower]
        if not across:
            if cut <= last:
                return cut, cut
            continue
        begin, end = (
            min(upper for upper, _ in across) - _AIR / 2,
            max(lower for _, lower in across) + _AIR / 2,
        )
        if first < begin and end <= last:
            return end, begin
    return None


def _gap(edges: list[tuple[float, float]], first: float, last: float) -> float | None:
    """The lowest place between two heights where no card stands; `edges` are those of the cards, the upper ones in order."""
    found, reached = None, 0.0
    for upper, lower in edges:
        if upper > last:
            break
        if upper > reached and upper >= first:
            found = max((reached + upper) / 2, upper - _AIR)
        reached = max(reached, lower)
    if reached <= last and last >= first:
        found = last if reached < first else max(found or 0, min(last, reached + _AIR))
    return found


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
        line = Line(element.get("class", ""), tuple(curves(element.get("d", ""))))
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
            yield from (point for curve in curves(each.get("d", "")) for point in curve)


def _shown(word: Word, area: Area) -> bool:
    """Whether a part of a line may fall into an area: what cannot is left out, so that nobody reads it there."""
    if word.y < area.top or word.y - word.size > area.bottom:
        return False
    reach = width(word.text, STRONG if word.strong else REGULAR) * word.size * _SPARE
    first = word.x - (reach if word.anchor != "start" else 0)
    last = word.x + (reach if word.anchor != "end" else 0)
    return first < area.right and last > area.left
