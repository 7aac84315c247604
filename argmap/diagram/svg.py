"""The drawing: a placed map as SVG, from the template ``templates/diagram.svg``.

Text from users meets markup here and nowhere else: the template escapes whatever it is given, and nothing
that anybody typed becomes a name, an attribute of style, or a link.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from argmap.assets import templates
from argmap.diagram import cards as card
from argmap.diagram.cards import Card, texts
from argmap.diagram.corridors import Box
from argmap.diagram.fonts import REGULAR, STACK, STRONG, faces, used
from argmap.diagram.measure import drawable, right_to_left, shorten, width, wrap
from argmap.diagram.paths import Path, number
from argmap.diagram.routes import Link, Routes
from argmap.diagram.theme import TONES, Palette
from argmap.diagram.words import Words
from argmap.model import ArgumentMap

if TYPE_CHECKING:
    from jinja2 import Template

MARGIN = 28
TITLE_SIZE, TITLE_LEADING = 24, 31
MOST_TITLE_LINES = 12
KEY_SIZE = 12
CHIP_SIGN = "M{x} {y}m0-1q0-5 4-5h5m-2.7-2.7l2.9 2.7l-2.9 2.7"
_LEAST_WIDTH = 420
_LANGUAGE = re.compile(r"[A-Za-z]{2,8}(-[A-Za-z0-9]{1,8}){0,5}")

# Text that runs from right to left is kept to its line: browsers and rasterisers then agree.
_ISOLATE = "\u2067{}\u2069"

_KEY = (
    ("reason", "key support"),
    ("objection", "key objection"),
    ("rebuttal", "key rebuttal"),
    ("undercut", "key undercut"),
)


@dataclass(frozen=True, slots=True)
class TextLine:
    """One line of text and where it begins (or, from right to left, ends)."""

    x: str
    y: str
    text: str


@dataclass(frozen=True, slots=True)
class ChipShape:
    """A chip: where its sign and its text stand."""

    sign: str
    x: str
    y: str
    text: str
    tone: str


@dataclass(frozen=True, slots=True)
class CardShape:
    """One card with every coordinate worked out."""

    node: str
    language: str | None
    tone: str
    label: str
    x: str
    y: str
    height: str
    band: str
    sign: str
    head: TextLine
    badge: TextLine | None
    origin: TextLine | None
    cut: str | None
    title: TextLine | None
    lines: tuple[TextLine, ...]
    source: TextLine | None
    chips: tuple[ChipShape, ...]
    strong: bool
    right_to_left: bool


@dataclass(frozen=True, slots=True)
class LineShape:
    """Paths of one look: `tone` (theme.TONES), `look` (link, cross, stub, bar, spot, head)."""

    tone: str
    look: str
    d: str


@dataclass(frozen=True, slots=True)
class KeyEntry:
    """A row of the key: what a line looks like and what it means."""

    tone: str
    look: str
    line: str
    head: str
    text: TextLine


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


@cache
def _template() -> Template:
    from jinja2 import Environment, FileSystemLoader, StrictUndefined

    environment = Environment(
        loader=FileSystemLoader(templates()),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    return environment.get_template("diagram.svg")


def draw(
    debate: ArgumentMap,
    question: str | None,
    drawn: Mapping[str, Card],
    boxes: Mapping[str, Box],
    routed: Routes,
    palette: Palette,
    words: Words,
) -> str:
    """The whole picture. The cards stand in the document in the order of `boxes`, that of the argument."""
    left, top, right, bottom = _bounds(boxes, routed)
    across = max(right - left, _LEAST_WIDTH)
    title = _title(question, across) if question else []
    dx, dy = MARGIN - left, MARGIN - top + (len(title) * TITLE_LEADING + 22 if title else 0)
    key_y = dy + bottom + 38
    key, key_end = _key(routed, words, key_y, across)
    backwards = right_to_left(question or "")
    anchor = MARGIN + across if backwards else MARGIN
    page = DiagramPage(
        width=number(across + 2 * MARGIN), height=number(key_end + MARGIN if key else dy + bottom + MARGIN),
        language=_language(debate.language), name=_name(question, words), description=_description(debate, words),
        palette=palette, tones=TONES, font_stack=STACK, faces=_faces(title, drawn.values(), words),
        card_width=card.WIDTH,
        title=tuple(
            _line(anchor, MARGIN + 22 + TITLE_LEADING * n, line, backwards) for n, line in enumerate(title)
        ),
        title_right_to_left=backwards,
        lines=tuple(_lines(routed, dx, dy)),
        cards=tuple(_shape(drawn[node], box, dx, dy) for node, box in boxes.items()),
        key=tuple(key),
        empty=None if boxes else _line(MARGIN, dy + 20, words["empty"]),
    )  # fmt: skip
    return _template().render(page=page) + "\n"


def _title(question: str, across: float) -> list[str]:
    lines = wrap(drawable(question), across / TITLE_SIZE, STRONG, MOST_TITLE_LINES + 1)
    if len(lines) > MOST_TITLE_LINES:
        # The cut line is made too long for its room, so that it ends in an ellipsis.
        lines[-2:] = [shorten(f"{lines[-2]} {lines[-1]}", across / TITLE_SIZE, STRONG)]
    return lines


def _bounds(boxes: Mapping[str, Box], routed: Routes) -> tuple[float, float, float, float]:
    xs = [0.0, *(box.right for box in boxes.values())]
    ys = [edge for box in boxes.values() for edge in (box.top, box.bottom)] or [0.0, 40.0]
    for link in routed.links:
        if link.cross:
            for line in link.lines:
                for x, y in line.points(4):
                    xs.append(x)
                    ys.append(y)
    return min(xs), min(ys), max(xs), max(ys)


def _lines(routed: Routes, dx: float, dy: float) -> Iterable[LineShape]:
    """The lines, those of cross links first, so that the others run over them; heads and bars on top."""
    for cross in (True, False):
        for link in routed.links:
            if link.cross is cross:
                yield from _link(link, dx, dy)
    for link in routed.links:
        if link.bar:
            x, low, high = link.bar
            yield LineShape(link.tone, "bar", f"M{number(x + dx)} {number(low + dy)}V{number(high + dy)}")
    for (x, y), tone in routed.spots.items():
        yield LineShape(tone, "spot", f"M{number(x + dx - 3)} {number(y + dy)}a3 3 0 1 0 6 0a3 3 0 1 0-6 0z")
    for head, tone in routed.heads.items():
        yield LineShape(tone, "head", type(head)((head.tip[0] + dx, head.tip[1] + dy), head.toward).d())


def _link(link: Link, dx: float, dy: float) -> Iterable[LineShape]:
    for n, line in enumerate(link.lines):
        yield LineShape(
            link.tone, "cross" if link.cross else "stub" if n else "link", _moved(line, dx, dy).d()
        )


def _moved(line: Path, dx: float, dy: float) -> Path:
    return Path(
        (line.start[0] + dx, line.start[1] + dy),
        tuple(tuple((x + dx, y + dy) for x, y in stretch) for stretch in line.stretches),
    )


def _line(x: float, y: float, text: str, backwards: bool = False) -> TextLine:
    return TextLine(number(x), number(y), _ISOLATE.format(text) if backwards else text)


def _shape(drawn: Card, box: Box, dx: float, dy: float) -> CardShape:
    x, y = box.left + dx, box.top + dy
    text_x = x + card.WIDTH - card.TEXT_RIGHT if drawn.right_to_left else x + card.TEXT_LEFT
    head_y = y + card.PAD_TOP + 11
    signed = drawn.tone in _SIGNED
    line_y = y + card.PAD_TOP + card.HEAD_LEADING + 13
    title = None
    if drawn.title is not None:
        title = _line(text_x, line_y, drawn.title, drawn.right_to_left)
        line_y += card.LEADING
    # A space ends every line but the last, inside its isolate: copied text keeps its words apart.
    spaced = [f"{text} " for text in drawn.lines[:-1]] + list(drawn.lines[-1:])
    lines = [
        _line(text_x, line_y + card.LEADING * n, text, drawn.right_to_left) for n, text in enumerate(spaced)
    ]
    foot_y = line_y + card.LEADING * len(drawn.lines) - 1
    source = None
    if drawn.source is not None:
        source = _line(x + card.TEXT_LEFT, foot_y, drawn.source)
        foot_y += card.SMALL_LEADING
    chips = [
        ChipShape(
            CHIP_SIGN.format(x=number(x + card.TEXT_LEFT), y=number(foot_y + 3 + card.SMALL_LEADING * n)),
            number(x + card.TEXT_LEFT + 15), number(foot_y + 3 + card.SMALL_LEADING * n), chip.text, chip.tone,
        )
        for n, chip in enumerate(drawn.chips)
    ]  # fmt: skip
    return CardShape(
        node=drawn.node, language=_language(drawn.language), tone=drawn.tone, label=drawn.label, x=number(x), y=number(y), height=number(drawn.height),
        band=f"M{number(x + 5)} {number(y)}h-1q-4 0-4 4v{number(drawn.height - 8)}q0 4 4 4h1z",
        sign=f"{number(x + card.TEXT_LEFT)} {number(head_y - 8)}",
        head=_line(x + card.TEXT_LEFT + (14 if signed else 0), head_y, drawn.head),
        badge=None if drawn.badge is None else _line(x + card.WIDTH - card.TEXT_RIGHT, head_y, drawn.badge),
        origin=None if drawn.origin is None or drawn.badge else _line(x + card.WIDTH - card.TEXT_RIGHT, head_y, drawn.origin),
        cut=drawn.cut, title=title, lines=tuple(lines), source=source, chips=tuple(chips),
        strong=drawn.strong, right_to_left=drawn.right_to_left,
    )  # fmt: skip


_SIGNED = frozenset({"reason", "evidence", "objection", "rebuttal", "undercut"})


def _key(routed: Routes, words: Words, y: float, across: float) -> tuple[list[KeyEntry], float]:
    """What the lines mean, for those that occur, in rows; and where the last row ends."""
    present = set(routed.heads.values())
    rows = [(tone, "link", words[name]) for tone, name in _KEY if tone in present]
    if any(link.bar for link in routed.links):
        rows.append(("reason", "linked", words["key linked"]))
    if any(link.cross for link in routed.links):
        rows.append(("claim", "cross", words["key cross"]))
    made: list[KeyEntry] = []
    x = float(MARGIN)
    for tone, look, text in rows:
        wide = 42 + width(text, REGULAR) * KEY_SIZE + 26
        if x + wide > MARGIN + across + 26 and x > MARGIN:
            x, y = float(MARGIN), y + 24
        middle = y - 4
        line, head = (
            f"M{number(x + 9)} {number(middle)}h25",
            f"M{number(x + 9)} {number(middle - 4.5)}l-9 4.5l9 4.5z",
        )
        if look == "linked":
            line, head = (
                f"M{number(x)} {number(middle)}h16M{number(x + 18)} {number(middle - 5)}h16M{number(x + 18)} {number(middle + 5)}h16",
                "",
            )
            head = f"M{number(x + 18)} {number(middle - 7)}v14"
        elif look == "cross":
            line, head = CHIP_SIGN.format(x=number(x + 20), y=number(middle + 4)), ""
        made.append(KeyEntry(tone, look, line, head, _line(x + 42, y, text)))
        x += wide
    return made, y


def _language(tag: str | None) -> str | None:
    """A language tag, if it is shaped like one (BCP 47): anything else says nothing to anybody."""
    return tag if tag and _LANGUAGE.fullmatch(tag) else None


def _name(question: str | None, words: Words) -> str:
    return words["map of"].format(question=drawable(question)) if question else words["map"]


def _description(debate: ArgumentMap, words: Words) -> str:
    relations = debate.relations.values()
    return words["contents"].format(
        cards=len(debate.nodes),
        positions=sum(node.kind == "position" for node in debate.nodes.values()),
        support=sum(relation.kind == "support" for relation in relations),
        attack=sum(relation.kind == "attack" for relation in relations),
    )


def _faces(title: list[str], drawn: Iterable[Card], words: Words) -> str:
    """The fonts that this picture needs, to be carried in it."""
    shown = {REGULAR: set("".join(words[name] for _, name in _KEY)), STRONG: set("".join(title))}
    for text, weight in texts(drawn):
        shown[weight].update(text)
    return faces(tuple((each.script, weight) for weight in shown for each in used(shown[weight])))
