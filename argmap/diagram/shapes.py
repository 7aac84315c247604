"""The shapes of a picture: cards, lines and the key with every coordinate worked out, ready for a template.

Both drawings are made of them: the file that stands alone (`svg`) and the picture inside a page (`inline`).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from argmap.diagram import cards as card
from argmap.diagram import marks
from argmap.diagram.cards import Card
from argmap.diagram.corridors import Box
from argmap.diagram.fonts import REGULAR
from argmap.diagram.marks import MarkShape, SetMark, mark_shape
from argmap.diagram.markup import language
from argmap.diagram.measure import width
from argmap.diagram.paths import Head, Path, number
from argmap.diagram.routes import Link, Routes
from argmap.diagram.words import Words

KEY = (
    ("reason", "key support"),
    ("objection", "key objection"),
    ("rebuttal", "key rebuttal"),
    ("undercut", "key undercut"),
)
"""The tones that the key explains, and the words that it has for them."""

_KEY_SIZE, _KEY_LEADING = 12, 24
_KEY_TEXT, _KEY_GAP = 42, 26  # from the beginning of an entry to its text, and from there to the next entry
_CHIP_SIGN = "M{x} {y}m0-1q0-5 4-5h5m-2.7-2.7l2.9 2.7l-2.9 2.7"
_PLUS = "m0 4h8m-4-4v8"
_SIGNS = {
    "reason": _PLUS,
    "evidence": _PLUS,
    "objection": "m0 4h8",
    "rebuttal": "m3.2 0l-3 2.7l3 2.7m-3-2.7h5.3q2.5 0 2.5 2.6t-2.5 2.6h-2.5",
    "undercut": "m0.5 0.5l7 7m0-7l-7 7",
}

# Text that runs from right to left is kept to its line: browsers and rasterisers then agree.
_ISOLATE = "\u2067{}\u2069"


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
    sign: str | None
    head: TextLine
    badge: TextLine | None
    origin: TextLine | None
    mark: MarkShape | None
    cut: str | None
    title: TextLine | None
    lines: tuple[TextLine, ...]
    source: TextLine | None
    chips: tuple[ChipShape, ...]
    strong: bool
    right_to_left: bool


@dataclass(frozen=True, slots=True)
class LineShape:
    """Paths of one look: `tone` (theme.TONES), `look` (link, cross, stub, bar, spot, head; the first three may be faint).

    `of`: the relations to which it belongs, as far as they are told.
    """

    tone: str
    look: str
    d: str
    of: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class KeyEntry:
    """An entry of the key: what a line looks like and what it means."""

    tone: str
    look: str
    line: str
    head: str
    text: TextLine
    width: float


@dataclass(frozen=True, slots=True)
class Key:
    """The rows of a key, where the longest ends, and the height of the last."""

    entries: tuple[KeyEntry, ...]
    right: float
    bottom: float


def bounds(boxes: Mapping[str, Box], routed: Routes) -> tuple[float, float, float, float]:
    """The left, upper, right and lower edge of all that is drawn."""
    xs = [0.0, *(box.right for box in boxes.values())]
    ys = [edge for box in boxes.values() for edge in (box.top, box.bottom)] or [0.0, 40.0]
    for link in routed.links:
        if link.cross:
            for line in link.lines:
                for x, y in line.points(4):
                    xs.append(x)
                    ys.append(y)
    return min(xs), min(ys), max(xs), max(ys)


def lines(routed: Routes, dx: float = 0, dy: float = 0, relative: bool = False) -> Iterable[LineShape]:
    """The lines, those of cross links first, so that the others run over them; heads and bars on top.

    `dx` and `dy` say how far all is moved; `relative` is as in `Path.d`.
    """
    for cross in (True, False):
        for link in routed.links:
            if link.cross is cross:
                yield from _link(link, dx, dy, relative)
    for link in routed.links:
        if link.bar:
            x, low, high = link.bar
            yield LineShape(
                link.tone,
                "bar",
                f"M{number(x + dx)} {number(low + dy)}V{number(high + dy)}",
                (link.relation,),
            )
    for (x, y), tone in routed.spots.items():
        yield LineShape(tone, "spot", f"M{number(x + dx - 3)} {number(y + dy)}a3 3 0 1 0 6 0a3 3 0 1 0-6 0z")
    ending: dict[tuple[float, float], list[str]] = {}
    for link in routed.links:
        ending.setdefault(link.lines[0].end, []).append(link.relation)
    for head, tone in routed.heads.items():
        moved = Head((head.tip[0] + dx, head.tip[1] + dy), head.toward)
        yield LineShape(tone, "head", moved.d(relative), tuple(ending.get(head.base, ())))


def _link(link: Link, dx: float, dy: float, relative: bool) -> Iterable[LineShape]:
    for n, line in enumerate(link.lines):
        look = "cross" if link.cross else "stub" if n else "link"
        name = f"{look} faint" if link.faint else look
        yield LineShape(link.tone, name, _moved(line, dx, dy).d(relative), (link.relation,))


def _moved(line: Path, dx: float, dy: float) -> Path:
    return Path(
        (line.start[0] + dx, line.start[1] + dy),
        tuple(tuple((x + dx, y + dy) for x, y in stretch) for stretch in line.stretches),
    )


def text_line(x: float, y: float, text: str, backwards: bool = False) -> TextLine:
    """A line of text; `backwards`: from right to left, so that `x` is where it ends."""
    return TextLine(number(x), number(y), _ISOLATE.format(text) if backwards else text)


def card_shape(drawn: Card, x: float = 0, y: float = 0) -> CardShape:
    """A card whose upper left corner stands at a point."""
    text_x = x + card.WIDTH - card.TEXT_RIGHT if drawn.right_to_left else x + card.TEXT_LEFT
    head_y = y + card.PAD_TOP + 11
    sign = _SIGNS.get(drawn.tone)
    apart = marks.LEADING if drawn.mark and drawn.mark.apart else 0
    line_y = y + card.PAD_TOP + card.HEAD_LEADING + apart + 13
    title = None
    if drawn.title is not None:
        title = text_line(text_x, line_y, drawn.title, drawn.right_to_left)
        line_y += card.LEADING
    # A space ends every line but the last, inside its isolate: copied text keeps its words apart.
    spaced = [f"{text} " for text in drawn.lines[:-1]] + list(drawn.lines[-1:])
    told = [
        text_line(text_x, line_y + card.LEADING * n, text, drawn.right_to_left)
        for n, text in enumerate(spaced)
    ]
    foot_y = line_y + card.LEADING * len(drawn.lines) - 1
    source = None
    if drawn.source is not None:
        source = text_line(x + card.TEXT_LEFT, foot_y, drawn.source)
        foot_y += card.SMALL_LEADING
    chips = [
        ChipShape(
            _CHIP_SIGN.format(x=number(x + card.TEXT_LEFT), y=number(foot_y + 3 + card.SMALL_LEADING * n)),
            number(x + card.TEXT_LEFT + 15), number(foot_y + 3 + card.SMALL_LEADING * n), chip.text, chip.tone,
        )
        for n, chip in enumerate(drawn.chips)
    ]  # fmt: skip
    corner = x + card.WIDTH - card.TEXT_RIGHT
    return CardShape(
        node=drawn.node, language=language(drawn.language), tone=drawn.tone, label=drawn.label, x=number(x), y=number(y), height=number(drawn.height),
        band=f"M{number(x + 5)} {number(y)}h-1q-4 0-4 4v{number(drawn.height - 8)}q0 4 4 4h1z",
        sign=sign and f"M{number(x + card.TEXT_LEFT)} {number(head_y - 8)}{sign}",
        head=text_line(x + card.TEXT_LEFT + (card.SIGN_WIDTH if sign else 0), head_y, drawn.head),
        badge=None if drawn.badge is None else text_line(corner, head_y, drawn.badge),
        origin=None if drawn.origin is None or drawn.badge or drawn.mark else text_line(corner, head_y, drawn.origin),
        mark=None if drawn.mark is None else _mark(drawn, drawn.mark, x, head_y), cut=drawn.cut, title=title, lines=tuple(told), source=source, chips=tuple(chips),
        strong=drawn.strong, right_to_left=drawn.right_to_left,
    )  # fmt: skip


def _mark(drawn: Card, mark: SetMark, x: float, head_y: float) -> MarkShape:
    """The mark of a card: in its corner, or on a line of its own where the text begins."""
    right = x + card.WIDTH - card.TEXT_RIGHT
    if mark.apart:
        left = right - mark.across if drawn.right_to_left else x + card.TEXT_LEFT
        return mark_shape(mark, left, head_y + marks.LEADING)
    return mark_shape(mark, right - card.corner_width(drawn.badge) - mark.across, head_y)


def key(routed: Routes, words: Words, left: float, y: float, across: float) -> Key:
    """What the lines mean, for those that occur, in rows as wide as `across`; the first row stands at `y`."""
    made: list[KeyEntry] = []
    x = end = left
    for tone, look, text in meanings(routed, words):
        entry = key_entry(tone, look, text, x, y)
        if x + entry.width > left + across and x > left:
            x, y = left, y + _KEY_LEADING
            entry = key_entry(tone, look, text, x, y)
        made.append(entry)
        end = max(end, x + entry.width)
        x += entry.width + _KEY_GAP
    return Key(tuple(made), end, y)


def meanings(routed: Routes, words: Words) -> list[tuple[str, str, str]]:
    """Of every sort of line that occurs its tone, its look, and what it means."""
    present = set(routed.heads.values())
    found = [(tone, "link", words[name]) for tone, name in KEY if tone in present]
    if any(link.bar for link in routed.links):
        found.append(("reason", "linked", words["key linked"]))
    if any(link.cross for link in routed.links):
        found.append(("claim", "cross", words["key cross"]))
    return found


def key_entry(tone: str, look: str, text: str, x: float, y: float) -> KeyEntry:
    """An entry of the key that begins at `x`, its text standing on the line at `y`."""
    line, head = _sample(look, x, y - 4)
    wide = _KEY_TEXT + width(text, REGULAR) * _KEY_SIZE
    return KeyEntry(tone, look, line, head, text_line(x + _KEY_TEXT, y, text), wide)


def _sample(look: str, x: float, middle: float) -> tuple[str, str]:
    """A line as the key shows it, and its head (or bar)."""
    if look == "linked":
        two = "".join(f"M{number(x + 18)} {number(middle + aside)}h16" for aside in (-5, 5))
        return f"M{number(x)} {number(middle)}h16{two}", f"M{number(x + 18)} {number(middle - 7)}v14"
    if look == "cross":
        return _CHIP_SIGN.format(x=number(x + 20), y=number(middle + 4)), ""
    return f"M{number(x + 9)} {number(middle)}h25", f"M{number(x + 9)} {number(middle - 4.5)}l-9 4.5l9 4.5z"
