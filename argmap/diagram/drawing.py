"""From a map to its picture, in three steps: measure, lay out, draw."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass

from argmap.diagram.look import Look, chosen
from argmap.diagram.marks import Mark
from argmap.diagram.plan import Plan, plan
from argmap.diagram.remembered import remembered
from argmap.diagram.svg import draw
from argmap.diagram.theme import PALETTES
from argmap.diagram.words import ENGLISH, Words
from argmap.messages import Message
from argmap.model import ArgumentMap

__all__ = ["Drawing", "Place", "Plan", "plan", "render"]


@dataclass(frozen=True, slots=True)
class Place:
    """Where a card stands in a finished picture, in its pixels: from the left and the upper edge, and how large."""

    left: float
    top: float
    width: float
    height: float


@dataclass(frozen=True, slots=True)
class Drawing:
    """A finished picture: the SVG, the layout that was used, and what there is to say about it.

    `width` and `height` are its size in CSS pixels, `boxes` the place of every card in it, by id; `cut` is on how many
    cards there is no room for the whole text.
    """

    svg: str
    layout: str
    notes: tuple[Message, ...]
    width: float
    height: float
    boxes: Mapping[str, Place]
    cut: int = 0


@remembered
def render(  # noqa: PLR0913 - layout and palette are parts of a look, named alone
    debate: ArgumentMap,
    *,
    look: Look | None = None,
    layout: str | None = None,
    palette: str | None = None,
    words: Words = ENGLISH,
    badges: Mapping[str, str] | None = None,
    marks: Mapping[str, Mark] | None = None,
    faint: Collection[str] = (),
) -> Drawing:
    """Draw a map as an SVG file that stands alone: it carries its styles and its fonts.

    `look` says how; `layout` and `palette` name those parts of it for whoever asks for nothing else. `words` holds every word that the
    picture writes; by node id, `badges` are what is shown in a card's corner, and `marks` what is said of it
    beside its head. The lines of the relations in `faint` are drawn lighter. The same map and options give the
    same bytes, and those that were drawn last are remembered.

    >>> from argmap.model import Node, replay
    >>> from argmap.model.operations import AddNode
    >>> town = replay([AddNode(Node("n1", "position", "Cars out of town."))])
    >>> render(town, look=Look(layout="tree")).svg.count("<rect class=\\"sheet\\"")
    1
    """
    look = chosen(look, layout, palette)
    made = plan(debate, None, words, badges, marks, faint, look)
    sheet = draw(made, PALETTES[look.palette], words)
    places = {
        node: Place(box.left + sheet.dx, box.top + sheet.dy, box.right - box.left, box.height)
        for node, box in made.boxes.items()
    }
    cut = sum(made.cards[node].cut is not None for node in made.boxes)
    return Drawing(sheet.svg, made.layout, made.notes, sheet.width, sheet.height, places, cut)
