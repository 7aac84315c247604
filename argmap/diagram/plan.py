"""A map laid out: what its cards say, where each stands, how the links run. All that is left to do is to draw it."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import dataclass, replace

from argmap.diagram.arrange import Arranged, arrange
from argmap.diagram.cards import Card, Setting, cards
from argmap.diagram.corridors import Box
from argmap.diagram.density import DENSITIES, PROJECTOR, SCREEN, Density
from argmap.diagram.direction import backwards
from argmap.diagram.frames import Frame
from argmap.diagram.layout import FACING_SCROLLED
from argmap.diagram.look import Look
from argmap.diagram.marks import Mark
from argmap.diagram.retold import Retold, closed, simply
from argmap.diagram.routes import Routes, routes
from argmap.diagram.stacks import headline
from argmap.diagram.tangle import MOST_CHIPS, told_alone
from argmap.diagram.words import ENGLISH, Words, plain
from argmap.messages import Message
from argmap.model import ArgumentMap
from argmap.model.roles import Standing, standing

FOOT = 29.0
"""How much room below a card that takes which leads to cards that are folded away: a chip, and the gap above it."""

_WIDE = 2.6
_WIDER = (1.0, 1.15, 1.3, 1.5)  # times the usual width of a card: the wider, the fewer lines
_SCREEN = (1920, 1080)
_LEGIBLE = 14.0  # pixels of type on that screen
_ALONE = (
    "{count:,} links are told on their cards alone, since so many lines could not be followed; on a page, those of the card "
    "that you choose are drawn."
)
_BEGUN = "{count} lines between cards that stand far apart are only begun; the cards say where they lead."
_SMALL = (
    "The picture is {width:,} pixels wide and its type comes out {size} pixels high on a screen of 1,920 by 1,080; the simple "
    "view, closed groups or a part of the map make it larger."
)
_MOST_TRIED = 400  # cards: larger maps are set once


@dataclass(frozen=True, slots=True)
class Plan:
    """A map laid out: its visible part, the cards, where each stands, how the links run.

    `layout` names the layout that was used; `notes` says why when it is not the one that was asked for. `middle` is the
    question where it stands among the cards, `backwards` says that one reads from right to left, and
    `closed` names the cards that stand for closed groups; `frames` lie behind those of open ones. `simple`: it is told in
    plain words.
    """

    debate: ArgumentMap
    question: str | None
    cards: Mapping[str, Card]
    boxes: Mapping[str, Box]
    routes: Routes
    layout: str
    notes: tuple[Message, ...]
    density: Density = SCREEN
    backwards: bool = False
    middle: str | None = None
    closed: frozenset[str] = frozenset()
    frames: tuple[Frame, ...] = ()
    simple: bool = False


def plan(  # noqa: PLR0913 - what a picture is made of, each named
    debate: ArgumentMap | Retold,
    layout: str | None = None,
    words: Words = ENGLISH,
    badges: Mapping[str, str] | None = None,
    marks: Mapping[str, Mark] | None = None,
    faint: Collection[str] = (),
    look: Look | None = None,
    *,
    more: Collection[str] = (),
    chosen: str | None = None,
) -> Plan:
    """Measure the cards of a map and find their places. O(n log n), and what the layout program takes.

    What was `closed` already is taken as it is. `layout` is that of the look, or one of those for pictures that are scrolled
    (`layout.SCROLLED`). The lines of the relations in `faint` are drawn lighter; below
    the cards in `more` there is room for a chip. Where there are too many links to draw, those of the card that is `chosen` are
    drawn all the same. All else is as in `render`.
    """
    look = look or Look()
    shut = debate if isinstance(debate, Retold) else closed(debate.visible(), look.closed)
    simple = look.view == "simple"
    told, words = (simply(shut.debate), plain(words)) if simple else (Retold(shut.debate), words)
    debate = told.debate
    where = standing(debate)
    back = backwards(debate, look.direction)
    layout = layout or look.layout
    question = headline(debate)
    banner = question if layout in ("facing", FACING_SCROLLED) else None
    alone = told_alone(debate, where, chosen)

    def fitted(density: Density) -> tuple[Mapping[str, Card], Arranged]:
        setting = Setting(density, simple, shut.counts, banner)
        drawn = cards(debate, where, words, badges or {}, marks or {}, setting)
        feet = dict.fromkeys(drawn.keys() & set(more), FOOT)
        sizes = {node: card.height + feet.get(node, 0) for node, card in drawn.items()}
        return drawn, arrange(debate, where, sizes, density, layout, back).shortened(feet)

    density = _telling(DENSITIES[look.density], bool(alone))
    drawn, arranged = fitted(density)
    if arranged.layout == "facing" and layout != FACING_SCROLLED and len(drawn) <= _MOST_TRIED:
        density, drawn, arranged = _widened(density, drawn, arranged, fitted)
    routed = _routed(debate, where, arranged, density, simple, alone)
    if faint:
        _pale(routed, faint, told, shut)
    return Plan(
        debate, debate.nodes[question].text if question else None, drawn, arranged.boxes, routed, arranged.layout,
        (*told.notes, *arranged.notes, *_notes(arranged, routed, density, len(alone))), density, back, arranged.middle,
        frozenset(shut.counts), arranged.frames, simple,
    )  # fmt: skip


def _telling(density: Density, more: bool) -> Density:
    """The measures of a picture whose cards have to name `more` of their links than is usual."""
    return replace(density, most_chips=max(density.most_chips, MOST_CHIPS)) if more else density


def _notes(arranged: Arranged, routed: Routes, density: Density, alone: int) -> Iterator[Message]:
    """What is to be said of lines that are not drawn, and of type that comes out small where it should be large."""
    if alone:
        yield Message(_ALONE, {"count": alone})
    if routed.stubs:
        yield Message(_BEGUN, {"count": routed.stubs})
    if density.name == PROJECTOR.name:
        width, height = (each + 2 * density.margin for each in arranged.size)
        size = density.size * min(_SCREEN[0] / width, _SCREEN[1] / height)
        if size < _LEGIBLE:
            yield Message(_SMALL, {"size": round(size), "width": round(width)})


def _pale(routed: Routes, faint: Collection[str], *told: Retold) -> None:
    """Have the lines of some arguments of the whole map drawn lighter."""
    routed.links = [replace(link, faint=_first(link.relation, *told) in faint) for link in routed.links]


def _first(relation: str, *told: Retold) -> str:
    """The argument of the whole map from which one comes that is drawn."""
    for each in told:
        relation = each.origin.get(relation, relation)
    return relation


def _widened(
    density: Density,
    drawn: Mapping[str, Card],
    arranged: Arranged,
    fitted: Callable[[Density], tuple[Mapping[str, Card], Arranged]],
) -> tuple[Density, Mapping[str, Card], Arranged]:
    """The width of cards with which the type comes out largest on a wide screen, from the usual one on."""
    best, largest = (density, drawn, arranged), arranged.fit(_WIDE)
    for times in _WIDER[1:]:
        wider = replace(density, width=round(density.width * times))
        found = fitted(wider)
        size = found[1].fit(_WIDE)
        if size <= largest:
            break
        best, largest = (wider, *found), size
    return best


def _routed(
    debate: ArgumentMap,
    where: Standing,
    arranged: Arranged,
    density: Density,
    simple: bool,
    alone: Collection[str],
) -> Routes:
    """The links: found as if corridors had their usual width, then made as large as they are."""
    scale = density.lines
    boxes = {node: box if scale == 1 else box.scaled(1 / scale) for node, box in arranged.boxes.items()}
    grid = arranged.grid.scaled(1 / scale)
    taken = []
    if arranged.middle is not None:
        above = boxes[arranged.middle]
        boxes = {node: box for node, box in boxes.items() if node != arranged.middle}
        for column in (grid.turn - 1, grid.turn):
            position = min((box for box in boxes.values() if box.column == column), key=lambda each: each.top)
            taken.append(replace(above, column=column, height=position.bottom - above.top))
    found = routes(debate, where, boxes, grid, taken, simple, alone)
    if scale != 1:
        found = found.scaled(scale)
    found.answers.extend(arranged.answers)
    return found
