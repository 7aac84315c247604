"""From a map to its picture, in three steps: measure, lay out, draw."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace

from argmap.diagram import stacks as forest
from argmap.diagram.cards import Card, cards
from argmap.diagram.corridors import Box
from argmap.diagram.layout import place
from argmap.diagram.marks import Mark
from argmap.diagram.remembered import remembered
from argmap.diagram.routes import Routes, routes
from argmap.diagram.svg import draw
from argmap.diagram.theme import PALETTES
from argmap.diagram.words import ENGLISH, Words
from argmap.messages import Message
from argmap.model import ArgumentMap
from argmap.model.roles import standing


@dataclass(frozen=True, slots=True)
class Plan:
    """A map laid out: its visible part, the cards, where each stands, how the links run.

    `layout` names the layout that was used; `notes` says why when it is not the one that was asked for.
    """

    debate: ArgumentMap
    question: str | None
    cards: Mapping[str, Card]
    boxes: Mapping[str, Box]
    routes: Routes
    layout: str
    notes: tuple[Message, ...]


@dataclass(frozen=True, slots=True)
class Drawing:
    """A finished picture: the SVG, the layout that was used, and what there is to say about it."""

    svg: str
    layout: str
    notes: tuple[Message, ...]


def plan(
    debate: ArgumentMap,
    layout: str = "auto",
    words: Words = ENGLISH,
    badges: Mapping[str, str] | None = None,
    marks: Mapping[str, Mark] | None = None,
    faint: Collection[str] = (),
) -> Plan:
    """Measure the cards of a map and find their places. O(n log n), and what the layout program takes.

    The lines of the relations in `faint` are drawn lighter; all else is as in `render`.
    """
    debate = debate.visible()
    where = standing(debate)
    drawn = cards(debate, where, words, badges or {}, marks or {})
    question = forest.headline(debate)
    made, roots = forest.stacks(debate, where)
    sizes = forest.heights(made, {node: card.height for node, card in drawn.items()})
    tops, used, notes = place(layout, sizes, [stack.children for stack in made], roots)
    boxes: dict[str, Box] = {}
    for stack, upper in zip(made, tops, strict=True):
        top = upper
        for node in stack.cards:
            boxes[node] = Box(stack.depth, top, drawn[node].height)
            top += drawn[node].height + forest.CARD_GAP
    routed = routes(debate, where, boxes)
    if faint:
        routed.links = [replace(link, faint=link.relation in faint) for link in routed.links]
    if routed.stubs:
        far = (
            "{count} lines between cards that stand far apart are only begun; the cards say where they lead."
        )
        notes.append(Message(far, {"count": routed.stubs}))
    text = debate.nodes[question].text if question else None
    return Plan(debate, text, drawn, boxes, routed, used, tuple(notes))


@remembered
def render(
    debate: ArgumentMap,
    *,
    layout: str = "auto",
    palette: str = "default",
    words: Words = ENGLISH,
    badges: Mapping[str, str] | None = None,
    marks: Mapping[str, Mark] | None = None,
    faint: Collection[str] = (),
) -> Drawing:
    """Draw a map as an SVG file that stands alone: it carries its styles and its fonts.

    `layout` is one of `layout.LAYOUTS`, `palette` one of `theme.PALETTES`; `words` holds every word that the
    picture writes; by node id, `badges` are what is shown in a card's corner, and `marks` what is said of it
    beside its head. The lines of the relations in `faint` are drawn lighter. The same map and options give the
    same bytes, and those that were drawn last are remembered.

    >>> from argmap.model import Node, replay
    >>> from argmap.model.operations import AddNode
    >>> town = replay([AddNode(Node("n1", "position", "Cars out of town."))])
    >>> render(town, layout="tree").svg.count("<rect class=\\"sheet\\"")
    1
    """
    if palette not in PALETTES:
        raise ValueError(f"there is no palette {palette!r}; there are {', '.join(PALETTES)}")
    made = plan(debate, layout, words, badges, marks, faint)
    svg = draw(made.debate, made.question, made.cards, made.boxes, made.routes, PALETTES[palette], words)
    return Drawing(svg, made.layout, made.notes)
