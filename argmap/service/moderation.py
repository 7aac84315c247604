"""What the facilitator of a room does with single cards: let them through, hide and show them, merge two that say the same.

Every function makes an operation from the map as it is, and changes nothing itself.
"""

from __future__ import annotations

from argmap.model import ArgumentMap, Node, Problem
from argmap.model.map import by_age
from argmap.model.operations import Batch, EditNode, Hide, Merge
from argmap.service.shelf import WAITING, Outcome


def hide(debate: ArgumentMap, card: str, hidden: bool = True) -> Outcome:
    """Take a card out of sight, with whatever only it brings in; or show it again. Raises `Problem`."""
    if _card(debate, card).hidden == hidden:
        key = "This card is hidden already." if hidden else "This card is shown already."
        raise Problem(key, item=card)
    return Outcome(Hide(card, hidden))


def approve(debate: ArgumentMap, card: str) -> Outcome:
    """Let a card be seen that waited for a nod, with all that it brings in. Raises `Problem`."""
    node = _card(debate, card)
    if WAITING not in node.tags:
        raise Problem("This card does not wait any more.", item=card)
    return Outcome(Batch(_let_through(node)))


MOST_AT_ONCE = 200
"""How many cards are let through by one press."""


def approve_all(debate: ArgumentMap) -> Outcome:
    """Let all cards be seen that wait for a nod, the oldest 200 of them, as one change. Raises `Problem`."""
    cards = by_age(each.id for each in debate.nodes.values() if WAITING in each.tags)[:MOST_AT_ONCE]
    if not cards:
        raise Problem("No card waits any more.")
    return Outcome(Batch(tuple(step for card in cards for step in _let_through(debate.nodes[card]))))


def _let_through(node: Node) -> tuple[EditNode, Hide]:
    tags = tuple(tag for tag in node.tags if tag != WAITING)
    return EditNode(node.id, {"tags": tags}), Hide(node.id, hidden=False)


def refuse(debate: ArgumentMap, card: str) -> Outcome:
    """Let a card that waits for a nod wait no longer, and stay out of sight. Raises `Problem`."""
    node = _card(debate, card)
    if WAITING not in node.tags:
        raise Problem("This card does not wait any more.", item=card)
    return Outcome(EditNode(card, {"tags": tuple(tag for tag in node.tags if tag != WAITING)}))


def merge(debate: ArgumentMap, keep: str, gone: str) -> Outcome:
    """Make two cards that say the same into one, with the words of `keep`. Raises `Problem`."""
    if keep == gone:
        raise Problem("A card cannot be merged with itself: choose another one.", item=gone)
    _card(debate, keep)
    _card(debate, gone)
    return Outcome(Merge(keep, gone))


def _card(debate: ArgumentMap, card: str) -> Node:
    node = debate.nodes.get(card)
    if node is None:
        raise Problem("This card is not on the map any more.", item=card)
    return node
