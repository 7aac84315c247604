"""The cards: what each one says, line by line, and how high it comes out.

All measures are CSS pixels. A card knows nothing of its place.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace

from argmap.diagram.badges import CORNER
from argmap.diagram.density import SCREEN, Density
from argmap.diagram.fonts import REGULAR, STRONG
from argmap.diagram.labels import ADDED, DEEDS, aim, label, name
from argmap.diagram.labels import held as held_in
from argmap.diagram.marks import LEADING as MARK_LEADING
from argmap.diagram.marks import Mark, SetMark, set_mark
from argmap.diagram.measure import ELLIPSIS, SPARE, drawable, right_to_left, shorten, width, wrap
from argmap.diagram.sources import citation
from argmap.diagram.words import Words, sentence
from argmap.messages import Message
from argmap.model import ArgumentMap, Node, Relation
from argmap.model.roles import LINKED, Standing, called, role

WIDTH = SCREEN.width
SIGN_WIDTH = 14
"""How much room a sign beside the head takes, as it was drawn."""
SIGNED = frozenset({"reason", "evidence", "objection", "rebuttal", "undercut"})
"""The tones whose sign stands before the head."""

CHIP_SIGN = 15

_HEAD, _FOOT = 11, 3
_CORNER, _CORNER_GAP = CORNER, 8


@dataclass(frozen=True, slots=True)
class Chip:
    """A line at the foot of a card: what else the card does, elsewhere on the map."""

    text: str
    tone: str


@dataclass(frozen=True, slots=True)
class Card:
    """A card ready to be drawn, but for its place.

    `tone` is one of `theme.TONES`; `label` says in words what the card is, says and does, in full; `cut` is
    the whole text where the lines hold only its beginning. `origin` says where the card comes from, when that
    is not the text at hand; it gives way to a badge and to a mark. `pile`: it stands for all the cards of a closed group.
    """

    node: str
    language: str | None
    tone: str
    head: str
    lines: tuple[str, ...]
    title: str | None
    strong: bool
    right_to_left: bool
    source: str | None
    chips: tuple[Chip, ...]
    badge: str | None
    origin: str | None
    mark: SetMark | None
    cut: str | None
    label: str
    height: float
    pile: bool = False


@dataclass(frozen=True, slots=True)
class Setting:
    """How cards are set: for a density; `simple`: a rebuttal is an objection like any other.

    `counts` says of cards that stand for closed groups how many cards are in them; `banner` is the card that is the title.
    """

    density: Density = SCREEN
    simple: bool = False
    counts: Mapping[str, int] = field(default_factory=dict)
    banner: str | None = None


USUAL = Setting()


def cards(
    debate: ArgumentMap,
    where: Standing,
    words: Words,
    badges: Mapping[str, str],
    marks: Mapping[str, Mark],
    setting: Setting = USUAL,
) -> dict[str, Card]:
    """The cards of a visible map, by node id. Linear in the text shown."""
    roles = {relation.id: role(debate, relation, where.depth) for relation in debate.relations.values()}
    if setting.simple:
        roles = {name: "objection" if part == "rebuttal" else part for name, part in roles.items()}
    setter = _Setter(debate, where, words, setting.density, roles, setting.counts)
    titler = replace(setter, density=setting.density.banner)
    return {
        node.id: (titler if node.id == setting.banner else setter).card(
            node, badges.get(node.id), marks.get(node.id)
        )
        for node in debate.nodes.values()
    }


@dataclass(frozen=True, slots=True)
class _Setter:
    """Whoever sets the cards of one map: it knows the map, the words, and the measures of the type."""

    debate: ArgumentMap
    where: Standing
    words: Words
    density: Density
    roles: Mapping[str, str]
    counts: Mapping[str, int]

    def card(self, node: Node, badge: str | None, mark: Mark | None) -> Card:
        """One card, measured."""
        return _card(self, node, badge, mark)


def _card(setter: _Setter, node: Node, badge: str | None, mark: Mark | None) -> Card:
    debate, words, density = setter.debate, setter.words, setter.density
    home = debate.relations.get(setter.where.home.get(node.id, ""))
    tone, head = _tone_and_head(setter, node, home)
    count = setter.counts.get(node.id)
    strong = node.kind in ("question", "position") or count is not None
    text = drawable(node.text)
    named = node.argument and node.title and node.title != node.text
    title = shorten(drawable(node.title or ""), density.room / density.size, STRONG) if named else None
    lines = _lines(text, STRONG if strong else REGULAR, words, density)
    if count is not None and home is None:
        head = words["group"]
    held = None if count is None else sentence(words, held_in(count))
    source = (
        _source(debate, node, density) if held is None else shorten(held, density.room / density.small_size)
    )
    chips = tuple(_chips(setter, node))
    corner = None if badge is None else shorten(drawable(badge), _CORNER / _HEAD, STRONG)
    origin = None if node.origin in (None, ADDED) else shorten(drawable(node.origin), _CORNER / _HEAD)
    said = (
        None
        if mark is None
        else set_mark(mark, _head_width(tone, head, corner), density.room / density.signs)
    )
    height = (
        density.pad_top + density.head_leading + (MARK_LEADING * density.signs if said and said.apart else 0)
        + density.leading * (len(lines) + (title is not None)) + density.pad_bottom
        + density.small_leading * ((source is not None) + len(chips)) + (_FOOT * density.lines if chips else 0)
    )  # fmt: skip
    return Card(
        node=node.id, language=node.language, tone=tone, head=head, lines=tuple(lines), title=title, strong=strong,
        right_to_left=right_to_left(text), source=source, chips=chips,
        badge=corner, origin=origin, mark=said,
        cut=text if len(lines) == density.most_lines and lines[-1].endswith(words["more"]) else None,
        label=label(debate, node, head, setter.roles, words, mark, held), height=height, pile=count is not None,
    )  # fmt: skip


def _head_width(tone: str, head: str, badge: str | None) -> float:
    """How much of the first line of a card is taken: by its head, and by the badge in its corner; as signs are drawn."""
    sign = SIGN_WIDTH if tone in SIGNED else 0
    text = width(f"? {head}" if tone == "question" else head, STRONG) * _HEAD / SPARE
    return sign + text + corner_width(badge)


def corner_width(badge: str | None) -> float:
    """The width of the badge in the corner of a card, with the gap before it; as signs are drawn."""
    return 0.0 if badge is None else width(badge, STRONG) * _HEAD / SPARE + _CORNER_GAP


def _tone_and_head(setter: _Setter, node: Node, home: Relation | None) -> tuple[str, str]:
    """In which tone a card is drawn, and what stands at its head: what `roles.called` calls it, as the picture is told."""
    does = called(node, home, setter.roles[home.id] if home else None)
    if home is None or does == node.kind != "evidence":
        tone = "claim" if does == "evidence" else does
    else:
        tone = (
            "reason"
            if does in ("backing", "backing linked", "evidence linked")
            else does.removesuffix(LINKED)
        )
    return tone, setter.words[does]


def _lines(text: str, weight: str, words: Words, density: Density) -> list[str]:
    room, most = density.room / density.size, density.most_lines
    lines = wrap(text, room, weight, most + 1)
    if len(lines) <= most:
        return _without_widow(text, lines, weight, room)
    tail = f"{ELLIPSIS} {words['more']}"
    return [*lines[: most - 1], wrap(lines[most - 1], room - 0.7 * len(tail), weight)[0] + tail]


def _without_widow(text: str, lines: list[str], weight: str, room: float) -> list[str]:
    """The same text in as many lines, set narrower when that saves the last line from being a lone short word."""
    if len(lines) > 1 and width(lines[-1], weight) < 0.25 * room:
        for narrower in (0.85, 0.92):
            others = wrap(text, narrower * room, weight, len(lines) + 1)
            if len(others) == len(lines):
                return others
    return lines


def _source(debate: ArgumentMap, node: Node, density: Density) -> str | None:
    if node.kind != "evidence" or not node.sources:
        return None
    first, *others = node.sources
    return citation(debate.sources[first].fields, len(others), density.room / density.small_size)


_ALSO = {"supports": "also supports", "attacks": "also attacks", "rebuts": "also attacks",
         "undercuts": "also undercuts", "backs": "also backs"}  # fmt: skip


def _chips(setter: _Setter, node: Node) -> Iterator[Chip]:
    debate, words, density = setter.debate, setter.words, setter.density
    others = [r for r in debate.outgoing(node.id) if setter.where.home.get(node.id) != r.id]
    shown = others if len(others) <= density.most_chips else others[: density.most_chips - 1]
    room = (density.room - CHIP_SIGN * density.small_size / _HEAD) / density.small_size
    for relation in shown:
        part = setter.roles[relation.id]
        target = aim(debate, relation)
        said = words[_ALSO[DEEDS[part]]].format(target=drawable(name(target))[:200])
        yield Chip(_shortened(said, room), "reason" if part in ("premises", "backing") else part)
    if len(others) > len(shown):
        more = Message("and {count:,} more", {"count": len(others) - len(shown)})
        yield Chip(shorten(sentence(words, more), room), "claim")


def _shortened(sentence: str, room: float) -> str:
    """A sentence that fits, cut between two words unless nothing but its beginning is left then."""
    fitting = shorten(sentence, room)
    if fitting == sentence:
        return fitting
    whole = fitting.removesuffix(ELLIPSIS).rpartition(" ")[0].rstrip()
    return f"{whole}{ELLIPSIS}" if whole and not whole.endswith((":", ",")) else fitting


def texts(drawn: Iterable[Card]) -> Iterator[tuple[str, str]]:
    """Every piece of text on the cards with the weight it is set in: what the fonts have to cover."""
    for card in drawn:
        yield card.head, STRONG
        if card.title:
            yield card.title, STRONG
        for line in card.lines:
            yield line, STRONG if card.strong else REGULAR
        yield from ((chip.text, REGULAR) for chip in card.chips)
        if card.source:
            yield card.source, REGULAR
        if card.badge:
            yield card.badge, STRONG
        if card.mark:
            yield card.mark.words, card.mark.weight
            yield card.mark.figure, REGULAR
        if card.origin and not card.badge and not card.mark:
            yield card.origin, REGULAR
