"""The cards: what each one says, line by line, and how high it comes out.

All measures are CSS pixels. A card knows nothing of its place.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from argmap.diagram.fonts import REGULAR, STRONG
from argmap.diagram.marks import LEADING as MARK_LEADING
from argmap.diagram.marks import Mark, SetMark, set_mark
from argmap.diagram.measure import ELLIPSIS, SPARE, drawable, right_to_left, shorten, width, wrap
from argmap.diagram.sources import citation
from argmap.diagram.words import Words
from argmap.messages import excerpt
from argmap.model import ArgumentMap, Node, Relation
from argmap.model.roles import Standing, role

WIDTH = 230
SIZE, LEADING = 13, 17
HEAD_SIZE, HEAD_LEADING = 11, 17
SIGN_WIDTH = 14
SIGNED = frozenset({"reason", "evidence", "objection", "rebuttal", "undercut"})
"""The tones whose sign stands before the head."""

SMALL_SIZE, SMALL_LEADING = 11, 15
PAD_TOP, PAD_BOTTOM = 8, 9
TEXT_LEFT, TEXT_RIGHT = 15, 11
MOST_LINES, MOST_CHIPS = 12, 4
_MOST_DEEDS, _MOST_QUOTED = 10, 120  # a label says its own card in full, and of others enough to know them

_CORNER, _CORNER_GAP = 70, 8
_ROOM = WIDTH - TEXT_LEFT - TEXT_RIGHT


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
    is not the text at hand; it gives way to a badge and to a mark.
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


def cards(
    debate: ArgumentMap,
    where: Standing,
    words: Words,
    badges: Mapping[str, str],
    marks: Mapping[str, Mark],
) -> dict[str, Card]:
    """The cards of a visible map, by node id. Linear in the text shown."""
    roles = {relation.id: role(debate, relation, where.depth) for relation in debate.relations.values()}
    return {
        node.id: _card(debate, where, node, roles, words, badges.get(node.id), marks.get(node.id))
        for node in debate.nodes.values()
    }


def _card(
    debate: ArgumentMap,
    where: Standing,
    node: Node,
    roles: Mapping[str, str],
    words: Words,
    badge: str | None,
    mark: Mark | None,
) -> Card:
    home = debate.relations.get(where.home.get(node.id, ""))
    linked = home is not None and len(home.premises) > 1
    tone, head = _tone_and_head(node, roles[home.id] if home else None, linked, words)
    strong = node.kind in ("question", "position")
    text = drawable(node.text)
    named = node.argument and node.title and node.title != node.text
    title = shorten(drawable(node.title or ""), _ROOM / SIZE, STRONG) if named else None
    lines = _lines(text, STRONG if strong else REGULAR, words)
    source = _source(debate, node)
    chips = tuple(_chips(debate, where, node, roles, words))
    corner = None if badge is None else shorten(drawable(badge), _CORNER / HEAD_SIZE, STRONG)
    origin = None if node.origin is None else shorten(drawable(node.origin), _CORNER / HEAD_SIZE)
    said = None if mark is None else set_mark(mark, _head_width(tone, head, corner), _ROOM)
    height = (
        PAD_TOP + HEAD_LEADING + (MARK_LEADING if said and said.apart else 0) + LEADING * (len(lines) + (title is not None)) + PAD_BOTTOM
        + SMALL_LEADING * ((source is not None) + len(chips)) + (3 if chips else 0)
    )  # fmt: skip
    return Card(
        node=node.id, language=node.language, tone=tone, head=head, lines=tuple(lines), title=title, strong=strong,
        right_to_left=right_to_left(text), source=source, chips=chips,
        badge=corner, origin=origin, mark=said,
        cut=text if len(lines) == MOST_LINES and lines[-1].endswith(words["more"]) else None,
        label=_label(debate, node, head, roles, words, mark), height=height,
    )  # fmt: skip


def _head_width(tone: str, head: str, badge: str | None) -> float:
    """How much of the first line of a card is taken: by its head, and by the badge in its corner."""
    sign = SIGN_WIDTH if tone in SIGNED else 0
    text = width(f"? {head}" if tone == "question" else head, STRONG) * HEAD_SIZE / SPARE
    return sign + text + corner_width(badge)


def corner_width(badge: str | None) -> float:
    """The width of the badge in the corner of a card, with the gap before it."""
    return 0.0 if badge is None else width(badge, STRONG) * HEAD_SIZE / SPARE + _CORNER_GAP


def _tone_and_head(node: Node, part: str | None, linked: bool, words: Words) -> tuple[str, str]:
    if node.kind in ("question", "position") or part is None:
        tone = "claim" if node.kind == "evidence" else node.kind
        return tone, words[node.kind]
    if linked:
        return "reason" if part in ("premises", "evidence", "backing") else part, words["premise"]
    if part == "backing":
        return "reason", words["backing"]
    return part, words[part]


def _lines(text: str, weight: str, words: Words) -> list[str]:
    lines = wrap(text, _ROOM / SIZE, weight, MOST_LINES + 1)
    if len(lines) <= MOST_LINES:
        return _without_widow(text, lines, weight)
    tail = f"{ELLIPSIS} {words['more']}"
    room = _ROOM / SIZE - 0.7 * len(tail)
    return [*lines[: MOST_LINES - 1], wrap(lines[MOST_LINES - 1], room, weight)[0] + tail]


def _without_widow(text: str, lines: list[str], weight: str) -> list[str]:
    """The same text in as many lines, set narrower when that saves the last line from being a lone short word."""
    if len(lines) > 1 and width(lines[-1], weight) < 0.25 * _ROOM / SIZE:
        for narrower in (0.85, 0.92):
            others = wrap(text, narrower * _ROOM / SIZE, weight, len(lines) + 1)
            if len(others) == len(lines):
                return others
    return lines


def _source(debate: ArgumentMap, node: Node) -> str | None:
    if node.kind != "evidence" or not node.sources:
        return None
    first, *others = node.sources
    return citation(debate.sources[first].fields, len(others), _ROOM / SMALL_SIZE)


_DEEDS = {"reason": "supports", "evidence": "supports", "premises": "supports", "objection": "attacks",
          "rebuttal": "rebuts", "undercut": "undercuts", "backing": "backs"}  # fmt: skip
_ALSO = {"supports": "also supports", "attacks": "also attacks", "rebuts": "also attacks",
         "undercuts": "also undercuts", "backs": "also backs"}  # fmt: skip


def _chips(
    debate: ArgumentMap, where: Standing, node: Node, roles: Mapping[str, str], words: Words
) -> Iterator[Chip]:
    others = [r for r in debate.outgoing(node.id) if where.home.get(node.id) != r.id]
    shown = others if len(others) <= MOST_CHIPS else others[: MOST_CHIPS - 1]
    room = (_ROOM - 15) / SMALL_SIZE
    for relation in shown:
        part = roles[relation.id]
        target = _aim(debate, relation)
        # By the words that stand on that card: a title that is written nowhere would lead nowhere.
        name = target.title if target.argument and target.title else target.text
        sentence = words[_ALSO[_DEEDS[part]]].format(target=drawable(name)[:200])
        yield Chip(shorten(sentence, room), "reason" if part in ("premises", "backing") else part)
    if len(others) > len(shown):
        yield Chip(shorten(words["and others"].format(count=len(others) - len(shown)), room), "claim")


def _aim(debate: ArgumentMap, relation: Relation) -> Node:
    """The card that a relation concerns: its target, or the first premise of the link that it is aimed at."""
    if relation.target in debate.nodes:
        return debate.nodes[relation.target]
    return debate.nodes[debate.relations[relation.target].premises[0]]


def _label(
    debate: ArgumentMap, node: Node, head: str, roles: Mapping[str, str], words: Words, mark: Mark | None
) -> str:
    name = f"{node.title}: " if node.argument and node.title else ""
    sentences = [f"{head}: {name}{_stop(node.text)}"]
    if mark is not None:
        sentences.append(_stop(mark.said))
    for relation in debate.outgoing(node.id)[:_MOST_DEEDS]:
        deed = words[_DEEDS[roles[relation.id]]]
        target = _aim(debate, relation)
        sentence = f"{deed[:1].upper()}{deed[1:]}: {_stop(excerpt(target.text, _MOST_QUOTED))}"
        linked = [
            excerpt(debate.nodes[p].name, _MOST_QUOTED)
            for p in relation.premises[:_MOST_DEEDS]
            if p != node.id
        ]
        if linked:
            sentence += f" {words['together with']}: {_stop('; '.join(linked))}"
        sentences.append(sentence)
    for source in node.sources[:_MOST_DEEDS]:
        sentences.append(
            f"{words['source']}: {_stop(citation(debate.sources[source].fields, 0, _MOST_QUOTED))}"
        )
    if node.origin:
        sentences.append(_stop(f"{words['origin']}: {excerpt(node.origin, _MOST_QUOTED)}"))
    return drawable(" ".join(sentences))


def _stop(text: str) -> str:
    return text if text[-1:] in ".!?…。؟۔" else text + "."


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
