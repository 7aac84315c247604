"""What becomes of a card that its own writer takes away, in a room where others may have built on it."""

from __future__ import annotations

from argmap.debate import ownership
from argmap.model import ArgumentMap, Node
from argmap.service import edits
from argmap.service.refusals import Stale
from argmap.service.shelf import Outcome

TAKEN_BACK = "[taken back by its author]"
"""What stands in the place of a text whose writer has deleted it, where others had answered it."""


def remove(debate: ArgumentMap, card: str, version: int, participant: str) -> Outcome:
    """Take a card of one's own away; where others have answered it, its words alone.

    Raises `Stale`.
    """
    node = debate.nodes.get(card)
    if node is None or node.version != version:
        raise Stale(card, node)
    if ownership.answered(debate, card, participant):
        return Outcome(ownership.taken_back(debate, card, TAKEN_BACK))
    return edits.remove(debate, card, version, branch=False)


def cards(debate: ArgumentMap, participant: str) -> list[Node]:
    """The cards that somebody wrote and has not taken back, in the order of the map. Linear."""
    return [
        node
        for node in debate.nodes.values()
        if ownership.owns(node, participant) and ownership.TAKEN_BACK not in node.tags
    ]
