"""Whose card is whose: what a participant's change may touch, and what becomes of a card that others built on.

A card belongs to whoever wrote it; an argument to those who wrote its premises, since it is what they say. To aim
an argument at a card, or to link a card of one's own to somebody's argument, is to answer, and answering is free.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Any

from argmap.debate.permissions import ROLES, may
from argmap.messages import excerpt
from argmap.model import ArgumentMap, Node, Problem, Relation, walk
from argmap.model.operations import (
    AddNode,
    AddQuote,
    AddRelation,
    AddSource,
    Batch,
    Cite,
    EditNode,
    EditQuote,
    EditRelation,
    EditSource,
    Hide,
    Merge,
    Move,
    Operation,
    RemoveNode,
    RemoveQuote,
    RemoveRelation,
    RemoveSource,
    Uncite,
)
from argmap.model.steps import steps

TAKEN_BACK = "taken-back"
"""The tag of a card whose writer took its words back; it stays, since others have answered it."""


ERASED = "[erased by its author]"
"""What stands in the place of a text whose writer has left and taken it away, in the history too."""


def emptied(node: Node) -> bool:
    """Whether a card stands only for those that answer it: its writer has taken its words back, or erased them.

    >>> emptied(Node("n1", "claim", ERASED)), emptied(Node("n1", "claim", "Jobs come."))
    (True, False)
    """
    return TAKEN_BACK in node.tags or node.text == ERASED


class NotYours(Problem):
    """A change of what belongs to somebody else, or is the facilitator's to do. Nothing was changed."""


def owns(node: Node, participant: str | None) -> bool:
    """Whether a card is this participant's. A card without author belongs to no participant.

    >>> owns(Node("n1", "claim", "Jobs come.", author="p3"), "p3"), owns(Node("n2", "claim", "Or not."), None)
    (True, False)
    """
    return participant is not None and node.author == participant


def answered(debate: ArgumentMap, card: str, participant: str | None) -> bool:
    """Whether anybody but the participant has answered a card.

    Answers are arguments aimed at the card, cards linked with it as premises, and whatever is aimed at one of
    these arguments, at any depth. Linear in them.
    """
    waiting = [*debate.incoming(card), *debate.outgoing(card)]
    seen: set[str] = set()
    while waiting:
        relation = waiting.pop()
        if relation.id in seen:
            continue
        if not _all_own(debate, relation.premises, participant):
            return True
        seen.add(relation.id)
        waiting.extend(debate.incoming(relation.id))
    return False


def check(
    debate: ArgumentMap, operation: Operation, *, role: str, participant: str | None, locked: bool = False
) -> None:
    """Refuse an operation that whoever is in this role may not carry out: raises `NotYours`.

    The facilitator may do everything to the map. A batch is judged step by step, each on the map as it stands then.
    What cannot be carried out at all raises the model's own `Problem`, here or when it is applied. Linear.

    >>> from argmap.model import replay
    >>> debate = replay([AddNode(Node("n1", "claim", "Jobs come.", author="p3"))])
    >>> check(debate, RemoveNode("n1"), role="participant", participant="p4")
    Traceback (most recent call last):
    argmap.debate.ownership.NotYours: “Jobs come.” is somebody else's: answer it instead of deleting it.
    """
    if role == "facilitator":
        return
    if role not in ROLES or not may(role, "add") or participant is None:
        raise NotYours("Onlookers read the map: to take part, join the room with its code.")
    if not may(role, "add", locked=locked):
        raise NotYours(
            "The room is locked: its map can be read, and changed again once the facilitator opens it."
        )
    for before, each in walk(debate, operation):
        _Judge(before, participant, role).judge(each)


def check_undo(
    debate: ArgumentMap,
    author: str | None,
    inverse: Operation,
    *,
    role: str,
    participant: str | None,
    locked: bool = False,
) -> None:
    """Refuse to take a change back (or to bring it again), unless it may be done: raises `NotYours`.

    `author` is who made the change, `inverse` what would take it back now. That it was theirs is not enough: it may
    touch what others have built on it since.
    """
    own = participant is not None and author == participant
    if role == "participant" and not may(role, "undo", own=own):
        raise NotYours("Somebody else made this change: you can take back your own.")
    check(debate, inverse, role=role, participant=participant, locked=locked)


def authored(operation: Operation, participant: str | None) -> Operation:
    """The same operation, every card that it adds being this participant's, whatever it said before.

    >>> authored(AddNode(Node("n1", "claim", "Jobs come.", author="p9")), "p3").node.author
    'p3'
    """
    match operation:
        case AddNode(node):
            return AddNode(replace(node, author=participant))
        case Batch(operations):
            return Batch(tuple(authored(each, participant) for each in operations))
    return operation


def taken_back(debate: ArgumentMap, card: str, words: str) -> Operation:
    """What deleting an answered card comes to: its words go, and `words` stand in their place, so that answers stay.

    Title, tags, quotes and sources go too, a source altogether if no other card cites it, and so do the notes on the
    arguments that the card makes alone. Raises `Problem` when there is no such card.
    """
    node = debate.nodes.get(card)
    if node is None:
        raise Problem("This card is not on the map any more.", item=card)
    quotes = [each for each in debate.referrers(card) if each in debate.quotes]
    made: list[Operation] = [RemoveQuote(each) for each in quotes]
    blank = {"text": words, "title": None, "language": None, "tags": (TAKEN_BACK,), "sources": ()}
    made.append(EditNode(card, blank))
    # By the quotes that other cards take from it a source is still in use.
    kept = {*quotes, card}
    made += [RemoveSource(each) for each in node.sources if kept.issuperset(debate.referrers(each))]
    made += [
        EditRelation(each.id, {"note": None})
        for each in debate.outgoing(card)
        if each.note is not None and len(each.premises) == 1
    ]
    return Batch(tuple(made))


def _all_own(debate: ArgumentMap, cards: Iterable[str], participant: str | None) -> bool:
    return all(card in debate.nodes and owns(debate.nodes[card], participant) for card in cards)


class _Judge:
    """What one participant may do to a map as it stands at this moment.

    What names nothing on the map is let through: the model refuses it, and says why.
    """

    def __init__(self, debate: ArgumentMap, participant: str, role: str) -> None:
        self.debate = debate
        self.participant = participant
        self.role = role

    def judge(self, operation: Operation) -> None:
        """Refuse one operation that is no batch."""
        match operation:
            case RemoveNode(card):
                self._removal(card)
                if operation.was is None:
                    self._steps(operation)
            case Cite(card) | Uncite(card):
                self._card(card, "edit", _EDIT)
                self._steps(operation)
            case Move():
                self._steps(operation)
            case RemoveRelation(was=None) | RemoveSource(was=None):
                self._simple(operation)
                self._steps(operation)
            case Hide(card, hidden):
                if not may(self.role, "hide" if hidden else "show again"):
                    raise NotYours("Only the facilitator hides cards and shows them again.", item=card)
            case Merge(keep):
                if not may(self.role, "merge"):
                    raise NotYours("Only the facilitator merges cards.", item=keep)
            case _:
                self._simple(operation)

    def _steps(self, operation: Cite | Uncite | Move | RemoveNode | RemoveRelation | RemoveSource) -> None:
        for each in steps(self.debate, operation):
            self._simple(each)

    def _simple(self, operation: Operation) -> None:  # noqa: C901 - one line for each operation
        match operation:
            case AddNode(node):
                if node.author is not None and not owns(node, self.participant):
                    raise NotYours(
                        "A card that you add is yours: it cannot be in somebody else's name.", item=node.id
                    )
            case EditNode(card, changes):
                self._edit(card, changes)
            case AddRelation(relation):
                for card in relation.premises:
                    self._card(card, "edit", _PREMISE)
            case EditRelation(identifier, changes) if identifier in self.debate.relations:
                self._argument(self.debate.relations[identifier], changes)
            case RemoveRelation(identifier) if identifier in self.debate.relations:
                self._disconnection(self.debate.relations[identifier])
            case AddSource() | RemoveNode():
                pass  # whose card it was has been asked already
            case EditSource(source) | RemoveSource(source):
                self._source(source)
            case AddQuote(quote):
                self._card(quote.node, "edit", _QUOTE)
            case EditQuote(identifier, changes) if identifier in self.debate.quotes:
                self._card(self.debate.quotes[identifier].node, "edit", _QUOTE)
                if isinstance(changes.get("node"), str):
                    self._card(changes["node"], "edit", _QUOTE)
            case RemoveQuote(identifier) if identifier in self.debate.quotes:
                self._card(self.debate.quotes[identifier].node, "edit", _QUOTE)
            case EditRelation() | RemoveRelation() | EditQuote() | RemoveQuote():
                pass
            case _ if not may(self.role, "arrange"):
                raise NotYours("Headings and the language of the map are the facilitator's.")

    def _card(self, card: str, action: str, key: str) -> None:
        node = self.debate.nodes.get(card)
        if node is not None and not may(self.role, action, own=owns(node, self.participant)):
            raise self._refusal(key, card, node)

    def _refusal(self, key: str, item: str, node: Node) -> NotYours:
        """What is refused, with the card's name; but without the words of a card that is not to be seen."""
        if node.id in self.debate.visible().nodes or owns(node, self.participant):
            return NotYours(key, item=item, name=excerpt(node.name, 60))
        return NotYours("'{id}' is not yours to change.", item=item, id=item)

    def _edit(self, card: str, changes: Mapping[str, Any]) -> None:
        if changes.keys() == {"rank"}:
            return  # making room among siblings
        self._card(card, "edit", _EDIT)
        if "author" in changes:
            raise NotYours("Who wrote a card does not change.", item=card)
        if "hidden" in changes:
            raise NotYours("Only the facilitator hides cards and shows them again.", item=card)

    def _removal(self, card: str) -> None:
        self._card(card, "delete", _DELETE)
        node = self.debate.nodes.get(card)
        if node is not None and not may(
            self.role, "delete", own=True, answered=answered(self.debate, card, self.participant)
        ):
            raise NotYours(
                "Others have answered “{name}”: it can be taken back, not deleted.",
                item=card,
                name=excerpt(node.name, 60),
            )

    def _argument(self, relation: Relation, changes: Mapping[str, Any]) -> None:
        if changes.keys() == {"rank"}:
            return
        new = changes.get("premises", relation.premises)
        if not isinstance(new, tuple):
            return  # no list of cards: the model says so
        for card in new:
            if card not in relation.premises and isinstance(card, str):
                self._card(card, "edit", _PREMISE)
        own = _all_own(self.debate, relation.premises, self.participant)
        if may(self.role, "edit", own=own):
            return
        if changes.keys() == {"premises"} and self._others(new) == self._others(relation.premises):
            return  # a card of one's own is linked, or is linked no longer
        raise self._refusal(_ARGUMENT, relation.id, self._writer(relation))

    def _others(self, cards: tuple[Any, ...]) -> list[Any]:
        return [
            card
            for card in cards
            if not (isinstance(card, str) and _all_own(self.debate, [card], self.participant))
        ]

    def _disconnection(self, relation: Relation) -> None:
        own = _all_own(self.debate, relation.premises, self.participant)
        if not may(self.role, "move", own=own):
            raise self._refusal(_ARGUMENT, relation.id, self._writer(relation))
        for undercut in self.debate.incoming(relation.id):
            if not _all_own(self.debate, undercut.premises, self.participant):
                raise self._refusal(_ANSWERED_LINK, relation.id, self._writer(relation))

    def _source(self, source: str) -> None:
        for identifier in self.debate.referrers(source):
            quote = self.debate.quotes.get(identifier)
            self._card(identifier if quote is None else quote.node, "edit", _SOURCE)

    def _writer(self, relation: Relation) -> Node:
        """The card by which an argument is called: the first of its premises that is somebody else's, or the first."""
        others = self._others(relation.premises) or relation.premises
        return self.debate.nodes[others[0]]


_DELETE = "“{name}” is somebody else's: answer it instead of deleting it."
_EDIT = "“{name}” is somebody else's: answer it instead of changing it."
_PREMISE = "“{name}” is somebody else's: only they can say what it speaks for or against."
_ARGUMENT = "What “{name}” speaks for or against is for its writer to say: answer it instead."
_QUOTE = "“{name}” is somebody else's: only they choose the words that it quotes."
_SOURCE = "“{name}” cites this source too, and is somebody else's: cite a source of your own."
_ANSWERED_LINK = "Others have answered the link from “{name}”: it cannot be taken off the map."
