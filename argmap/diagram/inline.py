"""The drawing as part of a page: shapes and words alone, coloured by the style sheet of the page.

From the templates ``templates/inline.svg`` and ``templates/key.svg``. The question is the title of the page, so
it is not drawn; the key stands apart, so that it can be seen while the picture is scrolled.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from hashlib import sha256
from math import ceil, floor

from argmap.diagram import key as keys
from argmap.diagram import markup, shapes
from argmap.diagram.density import Density
from argmap.diagram.key import KeyEntry
from argmap.diagram.measure import SPARE, drawable, width
from argmap.diagram.part import parents
from argmap.diagram.paths import number
from argmap.diagram.plan import FOOT, Plan
from argmap.diagram.shapes import CardShape, FrameShape, LineShape, TextLine, text_line
from argmap.diagram.window import Bounds
from argmap.diagram.words import Words, plain

_MARGIN = 4  # the outline of a chosen card, and the ring around one in focus
_KEY_TOP, _KEY_HEIGHT = 14, 20
_CHIP_PAD, _CHIP_HEIGHT, _CHIP_SIZE = 8, 24, 11


@dataclass(frozen=True, slots=True)
class Chip:
    """What stands for the cards that are folded away below a card: how many (`count`, "+12"), the words for it, a
    label that says of what, and the address at which they are shown.
    """

    count: str
    text: str
    label: str
    href: str


@dataclass(frozen=True, slots=True)
class Inline:
    """A picture for a page: the svg element, and its key, an svg element for each sort of line that occurs.

    `tops` says of each card how far its upper edge lies below that of the picture, in CSS pixels.
    """

    svg: str
    key: str
    tops: Mapping[str, float]


@dataclass(frozen=True, slots=True)
class PlacedCard:
    """A card whose coordinates count from its own corner, and where that stands."""

    x: str
    y: str
    shape: CardShape
    href: str
    chosen: bool
    parent: str | None = None
    fresh: bool = False


@dataclass(frozen=True, slots=True)
class PlacedChip:
    """A chip, where it stands (its left and upper edge) and how wide it is; `tie` is the line up to its card."""

    card: str
    x: str
    y: str
    width: int
    shape: Chip
    tie: str


@dataclass(frozen=True, slots=True)
class Lines:
    """All lines of one look as one path; `of` names for each part of it (from an M on) the cards it comes from."""

    tone: str
    look: str
    d: str
    of: str


@dataclass(frozen=True, slots=True)
class InlinePage:
    """Everything that the template of the picture gets."""

    id: str
    left: int
    top: int
    width: int
    height: int
    language: str | None
    name: str
    density: Density
    mirrored: bool
    frames: tuple[tuple[FrameShape, str | None], ...]
    close: str
    lines: tuple[Lines, ...]
    cards: tuple[PlacedCard, ...]
    chips: tuple[PlacedChip, ...]
    empty: TextLine | None


@dataclass(frozen=True, slots=True)
class KeyPage:
    """Everything that the template of the key gets: the entries, each with its width, and the height of all."""

    entries: tuple[tuple[int, KeyEntry], ...]
    height: int


def inline(  # noqa: PLR0913 - the parts of a picture, each named
    made: Plan,
    *,
    words: Words,
    link: Callable[[str], str],
    chosen: str | None,
    group: Callable[[str, bool], str] | None = None,
    chips: Mapping[str, Chip] | None = None,
    frame: Bounds | None = None,
    fresh: Collection[str] = (),
) -> Inline:
    """A laid-out map for a page. Linear in what is drawn.

    Each card is a link to `link(card)`, and `chosen` is marked. Where groups can be closed and opened, `group` says where
    that leads: a group's id, and whether it is then closed. Cards stand in the order of the argument. `chips` stand
    at the foot of cards below which something is folded away: those for which the plan has room there (`more`). `frame` says what is to be seen, whether something is drawn there
    or not, so that nothing moves while a picture grows. Cards that are `fresh` are shown to be new.

    >>> from argmap.diagram.drawing import plan
    >>> from argmap.diagram.words import ENGLISH
    >>> from argmap.model import Node, replay
    >>> from argmap.model.operations import AddNode
    >>> town = replay([AddNode(Node("n1", "position", "Cars out of town."))])
    >>> inline(plan(town, "tree"), words=ENGLISH, link="?card={}".format, chosen=None).tops
    {'n1': 4.0}
    """
    words = plain(words) if made.simple else words
    left, top, right, bottom = frame or shapes.bounds(made.boxes, made.routes, made.frames)
    beside = _chips(made, chips or {})
    left = min([left, *(float(each.x) for each in beside)])
    right = max([right, *(float(each.x) + each.width for each in beside)])
    left, top = floor(left) - _MARGIN, floor(top) - _MARGIN
    empty = None if made.boxes or frame else text_line(0, 20, words["empty"])
    if empty:
        right = width(empty.text) * made.density.size / SPARE
    name = f"{markup.name(made.question, words)} {markup.description(made.debate, words)}".rstrip()
    page = InlinePage(
        id=_identifier(name, made),
        left=left, top=top, width=ceil(right) + _MARGIN - left, height=ceil(bottom) + _MARGIN - top,
        language=markup.language(made.debate.language), name=name, density=made.density, mirrored=made.backwards,
        frames=_frames(made, group),
        close=words["close group"],
        lines=_together(made),
        cards=_cards(made, link, group, chosen, fresh),
        chips=beside,
        empty=empty,
    )  # fmt: skip
    tops = {node: box.top - top for node, box in made.boxes.items()}
    return Inline(markup.template("inline.svg").render(page=page), _key(made, words), tops)


def _identifier(name: str, made: Plan) -> str:
    """An id for the words that name the picture: only pictures that are called alike can share it."""
    return "picture-" + sha256("\n".join([name, *made.boxes]).encode()).hexdigest()[:8]


def _frames(
    made: Plan, group: Callable[[str, bool], str] | None
) -> tuple[tuple[FrameShape, str | None], ...]:
    """The sheets of open groups, with the address that closes each."""
    return tuple(
        (
            shapes.frame_shape(each, 0, 0, made.density, made.backwards),
            group(each.group, True) if group else None,
        )
        for each in made.frames
    )


def _cards(
    made: Plan,
    link: Callable[[str], str],
    group: Callable[[str, bool], str] | None,
    chosen: str | None,
    fresh: Collection[str],
) -> tuple[PlacedCard, ...]:
    """The cards where they stand, each with the card under which it does; a closed group opens."""
    above = parents(made.debate)
    return tuple(
        PlacedCard(
            number(box.left), number(box.top), shapes.card_shape(made.cards[node], 0, 0, made.density, made.backwards, node == made.middle),
            drawable(group(node, False) if group and node in made.closed else link(node)),
            node == chosen, above.get(node), node in fresh,
        )
        for node, box in made.boxes.items()
    )  # fmt: skip


def _chips(made: Plan, chips: Mapping[str, Chip]) -> tuple[PlacedChip, ...]:
    """The chips in the order of their cards, each in the corner from which answers come."""
    found = []
    for node, box in made.boxes.items():
        if node in chips:
            wide = ceil(width(chips[node].text) * _CHIP_SIZE) + 2 * _CHIP_PAD
            x = box.right - wide if box.side > 0 else box.left
            y, gap = number(box.bottom + FOOT - _CHIP_HEIGHT), number(FOOT - _CHIP_HEIGHT)
            at = wide - 2 * _CHIP_PAD if box.side > 0 else 2 * _CHIP_PAD
            found.append(PlacedChip(node, number(x), y, wide, chips[node], f"M{at}-{gap}v{gap}"))
    return tuple(found)


def _together(made: Plan) -> tuple[Lines, ...]:
    """The lines, those that look alike as one path: layer by layer, so that heads and bars stay on top."""
    names = {each.id: ",".join(each.premises) for each in made.debate.relations.values()}
    alike: dict[tuple[str, str], list[LineShape]] = {}
    for line in shapes.lines(made.routes, relative=True, scale=made.density.lines):
        alike.setdefault((line.tone, line.look), []).append(line)
    return tuple(
        Lines(tone, look, "".join(part.d for part in parts), " ".join(_premises(part, names) for part in parts).strip())
        for (tone, look), parts in alike.items()
    )  # fmt: skip


def _premises(part: LineShape, names: Mapping[str, str]) -> str:
    """The cards from which a part of the lines comes, with commas."""
    return ",".join(dict.fromkeys(names[each] for each in part.of)) or ("-" if part.look == "head" else "")


def _key(made: Plan, words: Words) -> str:
    """The key as elements of their own, which the page lets flow: in one row or in several."""
    rows = [keys.key_entry(*each, 0, _KEY_TOP) for each in keys.meanings(made.routes, words)]
    entries = tuple((ceil(entry.width / SPARE), entry) for entry in rows)
    return markup.template("key.svg").render(page=KeyPage(entries, _KEY_HEIGHT)) if entries else ""
