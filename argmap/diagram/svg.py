"""The drawing as a file that stands alone: a placed map as SVG, from the template ``templates/diagram.svg``.

It carries its styles and its fonts. `inline` draws the same shapes into a page.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from argmap.diagram import cards as card
from argmap.diagram import markup, shapes
from argmap.diagram.cards import Card, texts
from argmap.diagram.corridors import Box
from argmap.diagram.fonts import REGULAR, STACK, STRONG, faces, used
from argmap.diagram.measure import drawable, right_to_left, shorten, wrap
from argmap.diagram.paths import number
from argmap.diagram.routes import Routes
from argmap.diagram.shapes import CardShape, KeyEntry, LineShape, TextLine, text_line
from argmap.diagram.theme import TONES, Palette
from argmap.diagram.words import Words
from argmap.model import ArgumentMap

MARGIN = 28
TITLE_SIZE, TITLE_LEADING = 24, 31
MOST_TITLE_LINES = 12
_LEAST_WIDTH = 420


@dataclass(frozen=True, slots=True)
class DiagramPage:
    """Everything that the template gets."""

    width: str
    height: str
    language: str | None
    name: str
    description: str
    palette: Palette
    tones: tuple[str, ...]
    font_stack: str
    faces: str
    card_width: int
    title: tuple[TextLine, ...]
    title_right_to_left: bool
    lines: tuple[LineShape, ...]
    cards: tuple[CardShape, ...]
    key: tuple[KeyEntry, ...]
    empty: TextLine | None
    marked: bool


@dataclass(frozen=True, slots=True)
class Sheet:
    """A drawn picture, its size in pixels, and how far everything was moved to stand in it."""

    svg: str
    width: float
    height: float
    dx: float
    dy: float


def draw(
    debate: ArgumentMap,
    question: str | None,
    drawn: Mapping[str, Card],
    boxes: Mapping[str, Box],
    routed: Routes,
    palette: Palette,
    words: Words,
) -> Sheet:
    """The whole picture. The cards stand in the document in the order of `boxes`, that of the argument."""
    left, top, right, bottom = shapes.bounds(boxes, routed)
    across = max(right - left, _LEAST_WIDTH)
    title = _title(question, across) if question else []
    dx, dy = MARGIN - left, MARGIN - top + (len(title) * TITLE_LEADING + 22 if title else 0)
    key = shapes.key(routed, words, MARGIN, dy + bottom + 38, across)
    backwards = right_to_left(question or "")
    anchor = MARGIN + across if backwards else MARGIN
    wide, high = across + 2 * MARGIN, (key.bottom if key.entries else dy + bottom) + MARGIN
    page = DiagramPage(
        width=number(wide), height=number(high),
        language=markup.language(debate.language),
        name=markup.name(question, words), description=markup.description(debate, words),
        palette=palette, tones=TONES, font_stack=STACK, faces=_faces(title, drawn.values(), words),
        card_width=card.WIDTH,
        title=tuple(
            text_line(anchor, MARGIN + 22 + TITLE_LEADING * n, line, backwards) for n, line in enumerate(title)
        ),
        title_right_to_left=backwards,
        lines=tuple(shapes.lines(routed, dx, dy)),
        cards=tuple(shapes.card_shape(drawn[node], box.left + dx, box.top + dy) for node, box in boxes.items()),
        key=key.entries,
        empty=None if boxes else text_line(MARGIN, dy + 20, words["empty"]),
        marked=any(drawn[node].mark for node in boxes),
    )  # fmt: skip
    svg = markup.template("diagram.svg").render(page=page) + "\n"
    return Sheet(svg, float(page.width), float(page.height), dx, dy)


def _title(question: str, across: float) -> list[str]:
    lines = wrap(drawable(question), across / TITLE_SIZE, STRONG, MOST_TITLE_LINES + 1)
    if len(lines) > MOST_TITLE_LINES:
        # The cut line is made too long for its room, so that it ends in an ellipsis.
        lines[-2:] = [shorten(f"{lines[-2]} {lines[-1]}", across / TITLE_SIZE, STRONG)]
    return lines


def _faces(title: list[str], drawn: Iterable[Card], words: Words) -> str:
    """The fonts that this picture needs, to be carried in it."""
    shown = {REGULAR: set("".join(words[name] for _, name in shapes.KEY)), STRONG: set("".join(title))}
    for text, weight in texts(drawn):
        shown[weight].update(text)
    return faces(tuple((each.script, weight) for weight in shown for each in used(shown[weight])))
