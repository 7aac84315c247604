"""A tall drawing in columns side by side, as a newspaper has them: drawings grow downwards, and sheets of paper do not.

It is cut where no card is cut, or else a card stands in both columns. Columns have numbers, and lines that are cut say in which column they go on.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from copy import deepcopy
from dataclasses import dataclass, replace
from xml.etree import ElementTree as ET

from argmap.diagram.drawing import Place
from argmap.documents.cutting import Cutting, Lead, Part, leads, parts, put
from argmap.documents.lettering import Lettered, Word

MOST = 24
"""In how many columns a drawing is set at most."""

_SVG = "{http://www.w3.org/2000/svg}"
_GAP = 2.0  # times the type: between two columns
_ABOVE, _BELOW = 4.0, 2.2  # times the type: what the numbers of columns and of lines take
_ROOM = (1.0, 1.03, 1.07, 1.12, 1.2, 1.3)  # times the height that columns would have if cards could be cut
_FEWEST = 2.0  # times as high as its highest card a column is at least
_COMMAND = re.compile(r"([A-Z])([^A-Za-z]*)")
_NUMBER = re.compile(r"-?\d*\.?\d+")


@dataclass(frozen=True, slots=True)
class Columns:
    """How a drawing lies in columns: its parts, from the first, and how wide and high it then is."""

    parts: tuple[Part, ...]
    across: float
    type_size: float

    @property
    def gap(self) -> float:
        """The space between two columns."""
        return _GAP * self.type_size

    @property
    def width(self) -> float:
        """How wide all are together."""
        return len(self.parts) * (self.across + self.gap) - self.gap

    @property
    def height(self) -> float:
        """How high the highest is, with the numbers above and below it."""
        return max(part.bottom - part.top for part in self.parts) + (_ABOVE + _BELOW) * self.type_size


def columns(made: Lettered, boxes: Mapping[str, Place]) -> Iterator[Columns]:
    """The ways to set a drawing in two columns and more."""
    highest = max((box.height for box in boxes.values()), default=0.0)
    for count in range(2, MOST + 1):
        if made.height < _FEWEST * count * highest:
            return  # there would be hardly more than a card in each
        for more in _ROOM:
            found = tuple(parts(made, boxes, made.height / count * more))
            if len(found) <= count:
                if len(found) == count:
                    yield Columns(found, made.width, made.type_size)
                break


def set_in(made: Lettered, lie: Columns) -> Lettered:
    """The drawing, set in columns. Linear, and what lines run through all of them."""
    cutting = Cutting(made)
    root = ET.Element(
        f"{_SVG}svg",
        {**cutting.attributes, "width": f"{lie.width:.1f}", "height": f"{lie.height:.1f}", "viewBox": f"0 0 {lie.width:.1f} {lie.height:.1f}"},
    )  # fmt: skip
    if cutting.style is not None:
        root.append(cutting.style)
    ink = Counter(each.fill for each in made.words).most_common(1)[0][0] if made.words else "#000000"
    backwards = "mirrored" in cutting.attributes.get("class", "").split()  # one reads from the right
    words: list[Word] = []
    for n, part in enumerate(lie.parts):
        place = len(lie.parts) - 1 - n if backwards else n
        dx, dy = place * (lie.across + lie.gap), _ABOVE * made.type_size - part.top
        put(root, ((group, moved(deepcopy(each), dx, dy)) for group, each in cutting.column(part)))
        words += (replace(each, x=each.x + dx, y=each.y + dy) for each in cutting.words(part))
        words.append(
            _numbered(str(n + 1), dx + lie.across / 2, 1.6 * made.type_size, 1.5 * made.type_size, ink)
        )
        for lead in leads(cutting.lines(part), lie.parts, n):
            words.append(
                _led(root, lead, dx, dy + (part.top if lead.way < 0 else part.bottom), made.type_size, ink)
            )
        if place:
            x = dx - lie.gap / 2
            ET.SubElement(
                root, f"{_SVG}path", {"d": f"M{x:.1f} 0V{lie.height:.1f}", "fill": "none", "stroke": ink, "stroke-opacity": ".2"}
            )  # fmt: skip
    return Lettered(ET.tostring(root, encoding="unicode"), tuple(words), lie.width, lie.height, made.paper)


def _numbered(text: str, x: float, y: float, size: float, fill: str) -> Word:
    return Word(text, x, y, round(size, 1), True, fill, "middle", False, None)


def _led(root: ET.Element, lead: Lead, dx: float, edge: float, size: float, fill: str) -> Word:
    """What a cut line says: an arrow head, up or down, and the number of the column in which it goes on."""
    small, x = size, dx + lead.x
    y = edge + (1.3 if lead.way > 0 else -0.5) * size
    side, tip = small / 3, small * 0.6 * lead.way
    middle = y - 0.35 * small - tip / 2
    d = f"M{x - 2.2 * side:.1f} {middle:.1f}h{2 * side:.1f}l-{side:.1f} {tip:.1f}z"
    ET.SubElement(root, f"{_SVG}path", {"d": d, "fill": fill})
    told = str(lead.first + 1) if lead.first == lead.last else f"{lead.first + 1}–{lead.last + 1}"
    return replace(_numbered(told, x + 0.4 * side, y, small, fill), anchor="start")


def moved(element: ET.Element, dx: float, dy: float) -> ET.Element:
    """Move something drawn, with all that is in it."""
    if "transform" in element.attrib:
        element.set("transform", f"translate({dx:.1f} {dy:.1f}) {element.get('transform')}")
        return element
    if element.tag == f"{_SVG}rect":
        for name, by in (("x", dx), ("y", dy)):
            element.set(name, f"{float(element.get(name, '0')) + by:.1f}")
    if "d" in element.attrib:
        element.set(
            "d", _COMMAND.sub(lambda found: _shifted(found[1], found[2], (dx, dy)), element.attrib["d"])
        )
    for each in element:
        moved(each, dx, dy)
    return element


def _shifted(letter: str, values: str, by: Sequence[float]) -> str:
    """A command of a path that counts from the corner of the drawing, moved; those that count from the last point stay."""
    across = {"H": (by[0],), "V": (by[1],)}.get(letter, tuple(by))
    numbers = [float(each) + across[n % len(across)] for n, each in enumerate(_NUMBER.findall(values))]
    return letter + " ".join(f"{each:.1f}" for each in numbers)
