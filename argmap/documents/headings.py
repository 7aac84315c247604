"""The title of a drawing, and how it is set in shorter lines."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from xml.etree import ElementTree as ET

from argmap.diagram.fonts import STRONG
from argmap.diagram.measure import drawable, width, wrap
from argmap.documents.columns import moved
from argmap.documents.lettering import Lettered, Word

_LEADING = 1.29  # times the type, as drawings have it
_LEAST = 7.0  # ems: nobody reads a title in shorter lines


def titled(made: Lettered, title: str) -> tuple[Word, ...]:
    """The lines of a drawing's title; none where it has none, or does not show all of it."""
    size = max((each.size for each in made.words), default=0.0)
    found = tuple(each for each in made.words if each.size == size and each.strong)
    said = "".join(each.text for each in found).replace(" ", "")
    return found if said == drawable(title).replace(" ", "") else ()


def reach(word: Word) -> float:
    """How wide a line of a title is, in pixels."""
    return width(word.text, STRONG) * word.size


def retitled(made: Lettered, heading: Sequence[Word], room: float) -> Lettered:
    """The drawing with its title in lines of at most `room` pixels, and all else below it; the same where that is so already."""
    size = heading[0].size
    if max(reach(each) for each in heading) <= room or room < _LEAST * size:
        return made
    lines = wrap(" ".join(each.text for each in heading), room / size, STRONG)
    down = (len(lines) - len(heading)) * _LEADING * size
    first = heading[0]
    title = [replace(first, text=line, y=first.y + n * _LEADING * size) for n, line in enumerate(lines)]
    rest = [replace(each, y=each.y + down) for each in made.words if each not in heading]
    root = ET.fromstring(made.shapes)  # noqa: S314 - our own drawing: no entities, no document type
    for each in root:
        moved(each, 0, down)
    root.attrib |= {
        "height": f"{made.height + down:g}",
        "viewBox": f"0 0 {made.width:g} {made.height + down:g}",
    }
    return replace(
        made, shapes=ET.tostring(root, encoding="unicode"), words=(*title, *rest), height=made.height + down
    )
