"""A picture while it grows: a part of a plan, every card and line at the place that it has in the whole."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace
from math import hypot

from argmap.diagram.drawing import Plan
from argmap.diagram.room import only
from argmap.diagram.routes import Routes

_NEAR = 6.0  # a spot lies at the tip of its head


def part_of(made: Plan, cards: Collection[str], links: Collection[str]) -> Plan:
    """These cards and links of a plan, at their places; an arrow head stays with the last line that ends in it. Linear.

    >>> from argmap.diagram.drawing import plan
    >>> from argmap.model import Node, replay
    >>> from argmap.model.operations import AddNode
    >>> town = plan(replay([AddNode(Node("n1", "position", "Yes.")), AddNode(Node("n2", "position", "No."))]), "tree")
    >>> part_of(town, {"n2"}, ()).boxes == {"n2": town.boxes["n2"]}
    True
    """
    shown = [link for link in made.routes.links if link.relation in links]
    ends = {link.lines[0].end for link in shown}
    heads = {head: tone for head, tone in made.routes.heads.items() if head.base in ends}
    tips = [head.tip for head in heads]
    spots = {
        (x, y): tone
        for (x, y), tone in made.routes.spots.items()
        if any(hypot(x - tip[0], y - tip[1]) < _NEAR for tip in tips)
    }
    cut = made.debate.relations.keys() - set(links)
    debate = only(made.debate, {card for card in made.debate.nodes if card in cards}, cut)
    boxes = {card: box for card, box in made.boxes.items() if card in cards}
    return replace(
        made,
        debate=debate,
        boxes=boxes,
        routes=Routes(shown, heads, spots, made.routes.answers, made.routes.stubs),
    )
