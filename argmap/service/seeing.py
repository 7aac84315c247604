"""What those are told of a map who may know of hidden cards: whoever leads of all of them, participants of their own.

For what everybody is shown there is `rooms.shown`. What differs between two who are told of one map is named by `sight`, so
that an answer that is kept for one of them is never given to the other.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from argmap.debate.ownership import owns
from argmap.model import ArgumentMap
from argmap.model.operations import Batch, EditNode, Operation, RemoveNode
from argmap.model.visibility import unsigned, without

if TYPE_CHECKING:
    from argmap.service.sharing import Access


def told(access: Access, debate: ArgumentMap) -> ArgumentMap:
    """The map as somebody may know it, without authors where those are kept from them. Linear.

    It is the map itself where nothing has to be left out.
    """
    seen = known(access, debate)
    return seen if access.named else unsigned(seen)


def known(access: Access, debate: ArgumentMap) -> ArgumentMap:
    """The same with all authors: for judging what somebody may do, not for answers."""
    if access.leads:
        return debate
    mine = _mine(access, debate)
    return without(debate, {i for i, node in debate.nodes.items() if node.hidden and i not in mine})


def sight(access: Access, debate: ArgumentMap) -> str:
    """A name for what `told` tells somebody of a map: alike for all to whom it tells the same."""
    if access.leads:
        return "all"
    names = "named" if access.named else "unsigned"
    return f"{names} {access.participant}" if _mine(access, debate) else names


def meant(access: Access, debate: ArgumentMap, operation: Operation) -> Operation:
    """An operation that says of cards what somebody was told of them, as it is meant: who wrote a card does not count.

    So it is refused for no author that they were not told, and no refusal tells them one.
    """
    if access.named:
        return operation
    match operation:
        case Batch(operations):
            return Batch(tuple(meant(access, debate, each) for each in operations))
        case EditNode(card, changes, was) if was is not None and "author" in was:
            return EditNode(card, changes, {name: value for name, value in was.items() if name != "author"})
        case RemoveNode(card, was) if was is not None:
            node = debate.nodes.get(card)
            return RemoveNode(card, replace(was, author=node.author if node else access.participant))
        case _:
            return operation


def _mine(access: Access, debate: ArgumentMap) -> set[str]:
    """The hidden cards of a participant's own."""
    if access.role != "participant":
        return set()
    return {i for i, node in debate.nodes.items() if node.hidden and owns(node, access.participant)}
