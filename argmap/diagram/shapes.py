"""The shapes of a picture: cards, lines and the key with every coordinate worked out, ready for a template.

Both drawings are made of them: the file that stands alone (`svg`) and the picture inside a page (`inline`).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from argmap.diagram import marks
from argmap.diagram.aims import SPOT
from argmap.diagram.cards import CHIP_SIGN, SIGN_WIDTH, Card, Chip, corner_width
from argmap.diagram.corridors import Box
from argmap.diagram.density import SCREEN, Density
from argmap.diagram.fonts import STRONG
from argmap.diagram.frames import Frame
from argmap.diagram.marks import MarkShape, SetMark, mark_shape
from argmap.diagram.markup import language
from argmap.diagram.measure import drawable, right_to_left, shorten
from argmap.diagram.paths import Path, number
from argmap.diagram.routes import Link, Routes

CHIP_DRAWN = "m0-1q0-5 4-5h5m-2.7-2.7l2.9 2.7l-2.9 2.7"
"""The sign of a chip."""
_PIECES = 12  # of a line that many links share: what is traced ends near the card it comes from
_CORNERED = 5  # the stretches of a line with two corners
_SIGN = 11  # the type beside which signs were drawn
_NUMBER = re.compile(r"-?\d*\.?\d+")
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
    """One line of text and where it begins (or, `backwards`, from right to left, ends)."""

    x: str
    y: str
    text: str
    backwards: bool = False


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
    """One card with every coordinate worked out; `width` where it is wider than the others, as the title is."""

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
    pile: str | None = None
    width: str | None = None


@dataclass(frozen=True, slots=True)
class LineShape:
    """Paths of one look: `tone` (theme.TONES), `look` (link, cross, stub, bar, spot, head, answer; the first three may be faint).

    `of`: the relations to which it belongs, as far as they are told.
    """

    tone: str
    look: str
    d: str
    of: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class FrameShape:
    """The sheet behind cards of an open group, and its title."""

    group: str
    name: str
    x: str
    y: str
    width: str
    height: str
    title: TextLine


def bounds(
    boxes: Mapping[str, Box], routed: Routes, behind: Iterable[Frame] = ()
) -> tuple[float, float, float, float]:
    """The left, upper, right and lower edge of all that is drawn."""
    xs = [0.0, *(box.right for box in boxes.values())]
    ys = [edge for box in boxes.values() for edge in (box.top, box.bottom + box.foot)] or [0.0, 40.0]
    for frame in behind:
        xs += [frame.left, frame.left + frame.width]
        ys += [frame.top, frame.top + frame.height]
    for link in routed.links:
        if link.cross:
            for line in link.lines:
                for x, y in line.points(4):
                    xs.append(x)
                    ys.append(y)
    return min(xs), min(ys), max(xs), max(ys)


def lines(
    routed: Routes, dx: float = 0, dy: float = 0, relative: bool = False, scale: float = 1
) -> Iterable[LineShape]:
    """The lines, those of cross links first, so that the others run over them; heads and bars on top.

    `dx` and `dy` say how far all is moved; `relative` is as in `Path.d`, `scale` how large the spots are.
    """
    spines: dict[tuple[object, ...], list[Link]] = {}
    for cross in (True, False):
        for link in routed.links:
            if link.cross is cross:
                yield from _link(link, dx, dy, relative)
            if link.spine is not None and not cross and (there := _along(link)) is not None:
                down = there.start[1] < there.end[1]
                spines.setdefault((link.spine, there.end, link.tone, link.faint, down), []).append(link)
    for links in spines.values():
        yield from _spine(links, dx, dy, relative)
    for path in routed.answers:
        yield LineShape("question", "answer", path.moved(1, dx, dy).d(relative))
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
        r = SPOT * scale
        round_ = f"a{number(r)} {number(r)} 0 1 0 {number(2 * r)} 0a{number(r)} {number(r)} 0 1 0-{number(2 * r)} 0z"
        yield LineShape(tone, "spot", f"M{number(x + dx - r)} {number(y + dy)}{round_}")
    ending: dict[tuple[float, float], list[str]] = {}
    for link in routed.links:
        ending.setdefault(link.lines[0].end, []).append(link.relation)
    for head, tone in routed.heads.items():
        moved = replace(head, tip=(head.tip[0] + dx, head.tip[1] + dy))
        yield LineShape(tone, "head", moved.d(relative), tuple(ending.get(head.base, ())))


def _link(link: Link, dx: float, dy: float, relative: bool) -> Iterable[LineShape]:
    for n, line in enumerate(link.lines):
        look = "cross" if link.cross else "stub" if n else "link"
        name = f"{look} faint" if link.faint else look
        drawn = line if n or _along(link) is None else Path(line.start, line.stretches[:2])
        yield LineShape(link.tone, name, drawn.moved(1, dx, dy).d(relative), (link.relation,))


def _along(link: Link) -> Path | None:
    """The part of a link that runs along a spine, to its head; what is nearly straight has none."""
    main = link.lines[0]
    if link.spine is None or len(main.stretches) < _CORNERED:
        return None
    return Path(main.stretches[1][-1], main.stretches[2:])


def _spine(links: list[Link], dx: float, dy: float, relative: bool) -> Iterable[LineShape]:
    """The upright line that links share, drawn once, from the farthest of them on: a piece belongs to all that use it."""
    ways = [(way, link.relation) for link in links if (way := _along(link)) is not None]
    ways.sort(key=lambda each: -abs(each[0].end[1] - each[0].start[1]))
    name = "link faint" if links[0].faint else "link"
    step = -(-len(ways) // _PIECES)
    for first in range(0, len(ways), step):
        piece = ways[first][0]
        if first + step < len(ways):
            piece = Path(piece.start, ((ways[first + step][0].start,),))
        users = tuple(relation for _, relation in ways[: first + step])
        yield LineShape(links[0].tone, name, piece.moved(1, dx, dy).d(relative), users)


def frame_shape(frame: Frame, dx: float, dy: float, density: Density, mirrored: bool = False) -> FrameShape:
    """The sheet behind a run of cards, its title on the side where one begins to read."""
    aside = density.card_gap / 2
    left, top = frame.left + dx, frame.top + dy
    name = drawable(frame.title)
    told = shorten(name, (density.width - 2 * aside) / density.head_size, STRONG)
    x = left + frame.width - 2 * aside if mirrored else left + 2 * aside
    return FrameShape(
        frame.group, name, number(left), number(top), number(frame.width), number(frame.height),
        TextLine(number(x), number(top + density.head_base + density.card_gap / 4), isolated(told)),
    )  # fmt: skip


def text_line(x: float, y: float, text: str, backwards: bool = False) -> TextLine:
    """A line of text; `backwards`: from right to left, so that `x` is where it ends."""
    return TextLine(number(x), number(y), _ISOLATE.format(text) if backwards else text, backwards)


def card_shape(
    drawn: Card,
    x: float = 0,
    y: float = 0,
    density: Density = SCREEN,
    mirrored: bool = False,
    banner: bool = False,
) -> CardShape:
    """A card whose upper left corner stands at a point.

    `mirrored`: of a picture that is read from the right. `banner`: it is the title.
    """
    density = density.banner if banner else density
    edges = _Edges(density, x, mirrored)
    head_y = y + density.pad_top + density.head_base
    sign = _SIGNS.get(drawn.tone)
    apart = marks.LEADING * density.signs if drawn.mark and drawn.mark.apart else 0
    line_y = y + density.pad_top + density.head_leading + apart + density.base
    title = None
    if drawn.title is not None:
        title = edges.text(line_y, drawn.title, drawn.right_to_left)
        line_y += density.leading
    # A space ends every line but the last, inside its isolate: copied text keeps its words apart.
    spaced = [f"{text} " for text in drawn.lines[:-1]] + list(drawn.lines[-1:])
    told = [
        edges.text(line_y + density.leading * n, text, drawn.right_to_left) for n, text in enumerate(spaced)
    ]
    foot_y = line_y + density.leading * len(drawn.lines) - density.base + density.small_base
    source = None
    if drawn.source is not None:
        source = edges.text(foot_y, drawn.source, right_to_left(drawn.source))
        foot_y += density.small_leading
    foot_y += 3 * density.lines
    chips = [edges.chip(foot_y + density.small_leading * n, chip) for n, chip in enumerate(drawn.chips)]
    lone = drawn.origin is not None and not drawn.badge and not drawn.mark
    return CardShape(
        node=drawn.node, language=language(drawn.language), tone=drawn.tone, label=drawn.label, x=number(x), y=number(y), height=number(drawn.height),
        band=edges.band(y, drawn.height), sign=sign and edges.sign(head_y - 8 * density.signs, sign),
        head=edges.head(head_y, drawn.head, bool(sign)),
        badge=None if drawn.badge is None else edges.corner(head_y, drawn.badge),
        origin=edges.corner(head_y, drawn.origin or "") if lone else None,
        mark=None if drawn.mark is None else edges.mark(drawn, drawn.mark, head_y), cut=drawn.cut, title=title, lines=tuple(told), source=source, chips=tuple(chips),
        strong=drawn.strong, right_to_left=drawn.right_to_left, pile=edges.pile(y, drawn.height) if drawn.pile else None,
        width=number(density.width) if banner else None,
    )  # fmt: skip


@dataclass(frozen=True, slots=True)
class _Edges:
    """Where texts and signs begin and end across a card; `mirrored`: its band stands at the right."""

    density: Density
    x: float
    mirrored: bool

    @property
    def left(self) -> float:
        """Where what stands at the left begins."""
        return self.x + (self.density.text_right if self.mirrored else self.density.text_left)

    @property
    def right(self) -> float:
        """Where what stands at the right ends."""
        return (
            self.x
            + self.density.width
            - (self.density.text_left if self.mirrored else self.density.text_right)
        )

    def text(self, y: float, text: str, backwards: bool) -> TextLine:
        """A line of a text, on the side where it begins by itself."""
        return text_line(self.right if backwards else self.left, y, text, backwards)

    def head(self, y: float, text: str, signed: bool) -> TextLine:
        """The head, on the side of the band, after its sign."""
        aside = SIGN_WIDTH * self.density.signs if signed else 0
        x = self.right - aside if self.mirrored else self.left + aside
        return TextLine(number(x), number(y), isolated(text))

    def corner(self, y: float, text: str) -> TextLine:
        """What stands in the corner across from the head."""
        return TextLine(number(self.left if self.mirrored else self.right), number(y), isolated(text))

    def sign(self, y: float, drawn: str) -> str:
        """The sign before the head."""
        x = self.right - 8 * self.density.signs if self.mirrored else self.left
        return f"M{number(x)} {number(y)}{sized(drawn, self.density.signs)}"

    def chip(self, y: float, chip: Chip) -> ChipShape:
        """A chip: its sign on the side of the band, its text beside it."""
        factor = self.density.small_size / _SIGN
        aside = CHIP_SIGN * factor
        x = self.right if self.mirrored else self.left
        drawn = sized(CHIP_DRAWN, factor, self.mirrored)
        return ChipShape(
            f"M{number(x)} {number(y)}{drawn}", number(x - aside if self.mirrored else x + aside), number(y),
            isolated(chip.text), chip.tone,
        )  # fmt: skip

    def band(self, y: float, height: float) -> str:
        """The band of colour down the side."""
        wide, r = number(self.density.band - 4), number(4)
        rest, fall = number(self.density.band - 4), number(height - 8)
        if self.mirrored:
            x = self.x + self.density.width - self.density.band
            return f"M{number(x)} {number(y)}h{wide}q{r} 0 {r} {r}v{fall}q0 {r}-{r} {r}h-{rest}z"
        return f"M{number(self.x + self.density.band)} {number(y)}h-{wide}q-{r} 0-{r} {r}v{fall}q0 {r} {r} {r}h{rest}z"

    def pile(self, y: float, height: float) -> str:
        """The edges of the cards that lie below the uppermost of a closed group."""
        aside, down = 5.0 * self.density.lines, 2.5 * self.density.lines
        return "".join(
            f"M{number(self.x + aside * n)} {number(y + height + down * (n - 1))}v{number(down)}"
            f"h{number(self.density.width - 2 * aside * n)}v-{number(down)}"
            for n in (1, 2)
        )

    def mark(self, drawn: Card, mark: SetMark, y: float) -> MarkShape:
        """The mark of a card: in its corner, or on a line of its own where the text begins."""
        scale = self.density.signs
        across = mark.across * scale
        if mark.apart:
            left = self.right - across if drawn.right_to_left else self.left
            return mark_shape(mark, left, y + marks.LEADING * scale, scale)
        badge = corner_width(drawn.badge) * scale
        return mark_shape(mark, self.left + badge if self.mirrored else self.right - badge - across, y, scale)


def isolated(text: str) -> str:
    """A text kept to its line where it runs from right to left."""
    return _ISOLATE.format(text) if right_to_left(text) else text


def sized(drawn: str, factor: float, mirrored: bool = False) -> str:
    """A sign of lines and quadratic curves (relative; no arcs), larger or smaller, or turned to the other side."""
    if factor == 1 and not mirrored:
        return drawn
    made: list[str] = []
    for letter, rest in re.findall(r"([a-z])([^a-z]*)", drawn):
        values = [float(each) * factor for each in _NUMBER.findall(rest)]
        if mirrored:
            across = 1 if letter == "h" else 0 if letter == "v" else 2  # of pairs the first, of heights none
            values = [-each if across and n % across == 0 else each for n, each in enumerate(values)]
        made.append(letter + " ".join(number(each) for each in values))
    return "".join(made)
