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
_MOVE = re.compile(r"translate\(([-\d.]+)[ ,]+([-\d.]+)\)")
_FIRST, _LAST = "\u2067", "\u2069"  # around what runs from right to left
_SAID = ("aria-label", "aria-labelledby", "href", "id", "lang")  # for those who hear or press a drawing
_USUAL = 13.0
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
    """Take a drawing apart that `diagram.render` made. Linear.

    >>> town = '<svg xmlns="http://www.w3.org/2000/svg" width="90" height="20"><style>text{font-size:13px}</style>'
    >>> found = lettered(town + '<text x="5" y="15">Cars out</text></svg>')
    >>> found.words[0].text, found.words[0].size, "Cars" in found.shapes
    ('Cars out', 13.0, False)
    """
    drawing = faceless(drawing)
    ET.register_namespace("", _SVG)
    root = ET.fromstring(drawing)  # noqa: S314 - our own drawing: no entities, no document type
    sheet = Sheet("".join(each.text or "" for each in root.iter(f"{{{_SVG}}}style")))
    words = tuple(_taken(root, (), {}, sheet, (0.0, 0.0), None))
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
    origin: tuple[float, float],
    language: str | None,
) -> Iterator[Word]:
    """The words in an element, which are taken out of it."""
    name = _name(element)
    chain = (*above, Element(name, frozenset(element.get("class", "").split())))
    said = inherited | {key: element.attrib[key] for key in _INHERITED if key in element.attrib}
    ruled = sheet.of(chain)
    said |= {key: ruled[key] for key in _INHERITED if key in ruled}
    language = element.get("lang") or language
    moved = _MOVE.fullmatch(element.get("transform", ""))
    if moved:
        origin = origin[0] + float(moved[1]), origin[1] + float(moved[2])
    for attribute in _SAID:
        element.attrib.pop(attribute, None)
    for child in list(element):
        if _name(child) == "text":
            yield from _lines(child, chain, said, sheet, origin, language)
            element.remove(child)
        elif _name(child) in ("title", "desc") or child.get("class") == "paper":
            element.remove(child)
        else:
            yield from _taken(child, chain, said, sheet, origin, language)


def _lines(
    element: ET.Element,
    above: Sequence[Element],
    inherited: dict[str, str],
    sheet: Sheet,
    origin: tuple[float, float],
    language: str | None,
) -> Iterator[Word]:
    """The words of a text element: its own, or those of each of its parts."""
    chain = (*above, Element(_name(element), frozenset(element.get("class", "").split())))
    said = inherited | {key: element.attrib[key] for key in _INHERITED if key in element.attrib}
    ruled = sheet.of(chain)
    said |= {key: ruled[key] for key in _INHERITED if key in ruled}
    if ruled.get("display") == "none":
        return
    text = (element.text or "").strip()
    if text:
        yield _word(text, element, said, origin, language)
    for part in element:
        yield from _lines(part, chain, said, sheet, origin, language)


def _word(
    text: str,
    element: ET.Element,
    said: dict[str, str],
    origin: tuple[float, float],
    language: str | None,
) -> Word:
    backwards = text.startswith(_FIRST)
    return Word(
        text=text.removeprefix(_FIRST).removesuffix(_LAST).strip(),
        x=origin[0] + float(element.get("x", "0")),
        y=origin[1] + float(element.get("y", "0")),
        size=float(said.get("font-size", "16px").removesuffix("px")),
        strong=said.get("font-weight", "400") in ("600", "700", "bold"),
        fill=said.get("fill", "#000000"),
        anchor=said.get("text-anchor", "start"),
        right_to_left=backwards,
        language=language,
    )


def _name(element: ET.Element) -> str:
    return element.tag.rpartition("}")[2]
