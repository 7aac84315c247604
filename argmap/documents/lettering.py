"""A drawing taken apart: its shapes, and its words with the place, size, weight and colour of each.

Shapes are drawn from SVG. Words are set by the typesetter itself: it shapes every script, and they can be read,
searched and copied in the finished document.
"""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass
from typing import Any
from xml.etree import ElementTree as ET

from argmap.documents.styles import Element, Sheet

_SVG = "http://www.w3.org/2000/svg"
_FACE = re.compile(r"@font-face\{[^}]*\}\s*")
_STYLE = re.compile(r"<style>.*?</style>", re.DOTALL)
_NUMBER = r"[-+]?(?:\d+\.?\d*|\.\d+)(?:[eE][-+]?\d+)?"
_STEP = re.compile(rf"\s*(translate|scale)\(\s*({_NUMBER})(?:[\s,]+({_NUMBER}))?\s*\)")
_FIRST, _LAST = "\u2067", "\u2069"  # around what runs from right to left
_SAID = ("aria-label", "aria-labelledby", "href", "id", "lang")  # for those who hear or press a drawing
_USUAL = 13.0
_ELSEWHERE = (
    "svg",
    "use",
    "symbol",
    "foreignObject",
)  # what counts from another corner than a transform says
_INHERITED = ("font-size", "font-weight", "fill", "text-anchor")


@dataclass(frozen=True, slots=True)
class Word:
    """A piece of text on one line: where it begins (`anchor` "start"), stands ("middle") or ends ("end"), in pixels.

    `right_to_left` says how its line runs, `strong` that it is set in the heavier weight.
    """

    text: str
    x: float
    y: float
    size: float
    strong: bool
    fill: str
    anchor: str
    right_to_left: bool
    language: str | None


@dataclass(frozen=True, slots=True)
class Frame:
    """Where an element counts from, and how many of the drawing's pixels one of its own is."""

    x: float = 0.0
    y: float = 0.0
    scale: float = 1.0

    def within(self, transform: str) -> Frame:
        """What an element with this `transform` counts from. `ValueError` for all but moves and even enlargements.

        >>> Frame(10, 5).within("translate(3 4) scale(2)")
        Frame(x=13.0, y=9.0, scale=2.0)
        """
        frame, read = self, 0
        while read < len(transform.rstrip()):
            step = _STEP.match(transform, read)
            if step is None or (step[1] == "scale" and float(step[3] or step[2]) != float(step[2])):
                raise ValueError(f"words cannot be placed in transform={transform!r}")
            frame, read = frame._after(step[1], float(step[2]), float(step[3] or 0)), step.end()
        return frame

    def _after(self, move: str, first: float, second: float) -> Frame:
        if move == "scale":
            return Frame(self.x, self.y, self.scale * first)
        return Frame(self.x + self.scale * first, self.y + self.scale * second, self.scale)


@dataclass(frozen=True, slots=True)
class Lettered:
    """A drawing without its words, its words, its size in CSS pixels, and the colour of what it is drawn on."""

    shapes: str
    words: tuple[Word, ...]
    width: float
    height: float
    paper: str

    def record(self) -> dict[str, Any]:
        """What the typesetter is told."""
        return {"width": self.width, "height": self.height, "words": [asdict(each) for each in self.words]}

    def files(self, name: str) -> dict[str, bytes]:
        """The files in which the typesetter finds it."""
        said = json.dumps(self.record(), ensure_ascii=False)
        return {f"{name}.svg": self.shapes.encode(), f"{name}.json": said.encode()}

    @property
    def type_size(self) -> float:
        """The size of most of its words, in pixels."""
        found = Counter(each.size for each in self.words).most_common(1)
        return found[0][0] if found else _USUAL


def lettered(drawing: str) -> Lettered:
    """Take a drawing apart that `diagram.render` made. Linear. `ValueError` where no such drawing has words.

    >>> town = '<svg xmlns="http://www.w3.org/2000/svg" width="90" height="20"><style>text{font-size:13px}</style>'
    >>> found = lettered(town + '<text x="5" y="15">Cars out</text></svg>')
    >>> found.words[0].text, found.words[0].size, "Cars" in found.shapes
    ('Cars out', 13.0, False)
    """
    drawing = faceless(drawing)
    ET.register_namespace("", _SVG)
    root = ET.fromstring(drawing)  # noqa: S314 - our own drawing: no entities, no document type
    sheet = Sheet("".join(each.text or "" for each in root.iter(f"{{{_SVG}}}style")))
    words = tuple(_taken(root, (), {}, sheet, Frame(), None))
    paper = sheet.of([Element("svg", frozenset()), Element("rect", frozenset({"paper"}))]).get(
        "fill", "#FFFFFF"
    )
    shapes = ET.tostring(root, encoding="unicode")
    return Lettered(shapes, words, float(root.get("width", "0")), float(root.get("height", "0")), paper)


def faceless(drawing: str) -> str:
    """A drawing without the fonts that it carries."""
    return with_faces(drawing, "")


def with_faces(drawing: str, faces: str) -> str:
    """A drawing that carries other fonts: these rules in the place of its own."""
    # Only inside our own style sheet: what people wrote stands after it, and may look like anything.
    return _STYLE.sub(
        lambda style: style[0][:7] + "\n" + faces + _FACE.sub("", style[0][7:]).lstrip(), drawing, count=1
    )


def _taken(
    element: ET.Element,
    above: Sequence[Element],
    inherited: dict[str, str],
    sheet: Sheet,
    frame: Frame,
    language: str | None,
) -> Iterator[Word]:
    """The words in an element, which are taken out of it."""
    name = _name(element)
    if above and name in _ELSEWHERE:
        raise ValueError(f"words cannot be placed in <{name}>")
    chain = (*above, Element(name, frozenset(element.get("class", "").split())))
    said = inherited | {key: element.attrib[key] for key in _INHERITED if key in element.attrib}
    ruled = sheet.of(chain)
    said |= {key: ruled[key] for key in _INHERITED if key in ruled}
    language = element.get("lang") or language
    frame = frame.within(element.get("transform", ""))
    for attribute in _SAID:
        element.attrib.pop(attribute, None)
    for child in list(element):
        if _name(child) == "text":
            yield from _lines(child, chain, said, sheet, frame, language)
            element.remove(child)
        elif _name(child) in ("title", "desc") or child.get("class") == "paper":
            element.remove(child)
        else:
            yield from _taken(child, chain, said, sheet, frame, language)


def _lines(
    element: ET.Element,
    above: Sequence[Element],
    inherited: dict[str, str],
    sheet: Sheet,
    frame: Frame,
    language: str | None,
) -> Iterator[Word]:
    """The words of a text element: its own, or those of each of its parts."""
    chain = (*above, Element(_name(element), frozenset(element.get("class", "").split())))
    said = inherited | {key: element.attrib[key] for key in _INHERITED if key in element.attrib}
    ruled = sheet.of(chain)
    said |= {key: ruled[key] for key in _INHERITED if key in ruled}
    if ruled.get("display") == "none":
        return
    frame = frame.within(element.get("transform", ""))
    text = (element.text or "").strip()
    if text:
        yield _word(text, element, said, frame, language)
    for part in element:
        yield from _lines(part, chain, said, sheet, frame, language)


def _word(
    text: str,
    element: ET.Element,
    said: dict[str, str],
    frame: Frame,
    language: str | None,
) -> Word:
    backwards = text.startswith(_FIRST)
    return Word(
        text=text.removeprefix(_FIRST).removesuffix(_LAST).strip(),
        x=frame.x + frame.scale * float(element.get("x", "0")),
        y=frame.y + frame.scale * float(element.get("y", "0")),
        size=round(frame.scale * float(said.get("font-size", "16px").removesuffix("px")), 3),
        strong=said.get("font-weight", "400") in ("600", "700", "bold"),
        fill=said.get("fill", "#000000"),
        anchor=said.get("text-anchor", "start"),
        right_to_left=backwards,
        language=language,
    )


def _name(element: ET.Element) -> str:
    return element.tag.rpartition("}")[2]
