"""The drawing as a file that stands alone: a placed map as SVG, from the template ``templates/diagram.svg``.

It carries its styles and its fonts. `inline` draws the same shapes into a page.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace

from argmap.diagram import key as keys
from argmap.diagram import markup, shapes
from argmap.diagram.cards import Card, texts
from argmap.diagram.density import Density
from argmap.diagram.fonts import REGULAR, STACK, STRONG, faces, used
from argmap.diagram.key import KeyEntry
from argmap.diagram.measure import drawable, right_to_left, shorten, wrap
from argmap.diagram.paths import number
from argmap.diagram.plan import Plan
from argmap.diagram.shapes import CardShape, FrameShape, LineShape, TextLine, text_line
from argmap.diagram.theme import TONES, Palette
from argmap.diagram.words import Words, plain

MOST_TITLE_LINES = 12
_LEAST_WIDTH = 15  # times the margin


@dataclass(frozen=True, slots=True)
class DiagramPage:
    """Everything that the template gets."""

    width: str
    height: str
    language: str | None
    name: str
    description: str
    palette: Palette
    density: Density
    mirrored: bool
    tones: tuple[str, ...]
    font_stack: str
    faces: str
    title: tuple[TextLine, ...]
    title_right_to_left: bool
    frames: tuple[FrameShape, ...]
    lines: tuple[LineShape, ...]
    cards: tuple[CardShape, ...]
    key: tuple[KeyEntry, ...]
    empty: TextLine | None
    marked: bool
    answered: bool
    piled: bool


@dataclass(frozen=True, slots=True)
class Sheet:
    """A drawn picture, its size in pixels, and how far everything was moved to stand in it."""

    svg: str
    width: float
    height: float
    dx: float
    dy: float


def draw(made: Plan, palette: Palette, words: Words) -> Sheet:
    """The whole picture. The cards stand in the document in the order of `boxes`, that of the argument."""
    words = plain(words) if made.simple else words
    density, margin = made.density, made.density.margin
    left, top, right, bottom = shapes.bounds(made.boxes, made.routes, made.frames)
    across = max(right - left, _LEAST_WIDTH * margin)
    question = None if made.middle else made.question
    title = _title(question, across, density) if question else []
    dx = margin - left + (across - right + left if made.backwards else 0)
    dy = margin - top + (len(title) * density.title_leading + round(0.8 * margin) if title else 0)
    key = keys.key(
        made.routes, words, margin, dy + bottom + round(1.36 * margin), across, density, made.backwards
    )
    backwards = right_to_left(question or "")
    anchor = margin + across if backwards else margin
    wide, high = across + 2 * margin, (key.bottom if key.entries else dy + bottom) + margin
    page = DiagramPage(
        width=number(wide), height=number(high),
        language=markup.language(made.debate.language),
        name=markup.name(made.question, words), description=markup.description(made.debate, words),
        palette=palette if density.name != "print" else replace(palette, paper=palette.sheet),
        density=density, mirrored=made.backwards,
        tones=TONES, font_stack=STACK, faces=_faces([*title, *(each.title for each in made.frames)], made.cards.values(), words),
        title=tuple(
            text_line(anchor, margin + round(0.92 * density.title_size) + density.title_leading * n, line, backwards)
            for n, line in enumerate(title)
        ),
        title_right_to_left=backwards,
        frames=tuple(shapes.frame_shape(each, dx, dy, density, made.backwards) for each in made.frames),
        lines=tuple(shapes.lines(made.routes, dx, dy, scale=density.lines)),
        cards=tuple(
            shapes.card_shape(made.cards[node], box.left + dx, box.top + dy, density, made.backwards, node == made.middle)
            for node, box in made.boxes.items()
        ),
        key=key.entries,
        empty=None if made.boxes else text_line(margin, dy + density.title_size, words["empty"]),
        marked=any(made.cards[node].mark for node in made.boxes),
        answered=bool(made.routes.answers), piled=bool(made.closed),
    )  # fmt: skip
    svg = markup.template("diagram.svg").render(page=page) + "\n"
    return Sheet(svg, float(page.width), float(page.height), dx, dy)


def _title(question: str, across: float, density: Density) -> list[str]:
    room = across / density.title_size
    lines = wrap(drawable(question), room, STRONG, MOST_TITLE_LINES + 1)
    if len(lines) > MOST_TITLE_LINES:
        # The cut line is made too long for its room, so that it ends in an ellipsis.
        lines[-2:] = [shorten(f"{lines[-2]} {lines[-1]}", room, STRONG)]
    return lines


def _faces(title: list[str], drawn: Iterable[Card], words: Words) -> str:
    """The fonts that this picture needs, to be carried in it."""
    shown = {
        REGULAR: set("".join(word for name, word in words.items() if name.startswith("key "))),
        STRONG: set("".join(title)),
    }
    for text, weight in texts(drawn):
        shown[weight].update(text)
    return faces(tuple((each.script, weight) for weight in shown for each in used(shown[weight])))
