"""The history of a map: what was done, newest first; taking a change back, and bringing it again."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import datetime

from argmap.messages import Message, excerpt
from argmap.model import ArgumentMap, Node, Problem, Relation, apply
from argmap.model.operations import (
    AddGroup,
    AddNode,
    AddQuote,
    AddRelation,
    AddSource,
    Batch,
    Cite,
    EditGroup,
    EditMap,
    EditNode,
    EditQuote,
    EditRelation,
    EditSource,
    Hide,
    Merge,
    Move,
    Operation,
    RemoveGroup,
    RemoveNode,
    RemoveQuote,
    RemoveRelation,
    RemoveSource,
    Uncite,
)
from argmap.service.refusals import UndoRefused
from argmap.service.sharing import Access
from argmap.service.shelf import Done, Press, Shelf
from argmap.store import history
from argmap.store.history import Entry
from argmap.store.maps import Change, Held

PAGE = 50


@dataclass(frozen=True, slots=True)
class Event:
    """One line of the history. `undone`: it has been taken back. `toggles`: it takes back, or brings again, that one."""

    revision: int
    at: datetime
    words: Message
    undone: bool
    toggles: int | None


def events(shelf: Shelf, access: Access, before: int | None = None) -> tuple[list[Event], int | None]:
    """A page of the history, the newest first, and the revision before which the next page goes on (None: the end)."""
    if access.debate is not None:
        return [], None
    debate = shelf.read(access).debate
    found = history.entries(shelf.database, access.map, before, PAGE + 1)
    made = [_event(debate, entry) for entry in found[:PAGE]]
    return made, (found[PAGE - 1].revision if len(found) > PAGE else None)


def undoable(shelf: Shelf, access: Access) -> Event | None:
    """The change that the undo button would take back now."""
    if access.debate is not None:
        return None
    entry = history.undoable(shelf.database, access.map)
    return None if entry is None else _event(shelf.read(access).debate, entry)


def undo(
    shelf: Shelf, access: Access, press: Press, revision: int | None = None, again: bool = False
) -> Done:
    """Take a change back, the latest one unless told which; with `again`, bring it again after that.

    Raises `UndoRefused` when others have built on it since, `Problem` when there is nothing to take back.
    """
    for _ in range(_TRIES):
        seen = shelf.read(access).revision
        try:
            return _undo(shelf, access, press, revision, again, seen)
        except _Overtaken:
            access = replace(access, revision=seen + 1)
    raise UndoRefused(Message("Others are changing the map at this moment. Try again."))


_TRIES = 30


class _Overtaken(Exception):
    """Somebody else was quicker: what was read before the transaction no longer holds."""


def _undo(shelf: Shelf, access: Access, press: Press, revision: int | None, again: bool, seen: int) -> Done:
    if revision is None:
        entry = history.undoable(shelf.database, access.map)
    else:
        entry = history.entry(shelf.database, access.map, revision)
        if entry is None:
            raise Problem("The history has no change {revision}.", revision=revision)
    latest = entry and (history.last_toggle(shelf.database, access.map, entry.revision) or entry)

    def decide(held: Held) -> Change:
        if held.revision != seen:
            raise _Overtaken
        if entry is None or latest is None:
            raise Problem("There is nothing left to take back.")
        _check(entry, again)
        try:
            debate, inverse = apply(held.debate, latest.inverse)
        except Problem as problem:
            raise UndoRefused(problem.message) from None
        words = said(held.debate, entry.operation, entry.inverse)
        notes.append(
            Message("Brought again: {change}" if again else "Taken back: {change}", {"change": words})
        )
        return Change(debate, latest.inverse, inverse, held.number, toggles=entry.revision)

    notes: list[Message] = []
    return shelf.write(access, press, decide, notes)


def _check(entry: Entry, again: bool) -> None:
    if entry.toggles is not None:
        raise Problem("This line of the history is an undo itself: use the line that it took back.")
    if entry.revision == 1:
        raise Problem("With this the map began: it cannot be taken back.")
    if entry.undone and not again:
        raise Problem("This change has been taken back already.")
    if again and not entry.undone:
        raise Problem("This change stands: there is nothing to bring again.")


def _event(debate: ArgumentMap, entry: Entry) -> Event:
    words = Message("Began the map") if entry.revision == 1 else said(debate, entry.operation, entry.inverse)
    if entry.toggles is not None:
        words = Message("Undo or redo of change {revision}", {"revision": entry.toggles})
    return Event(entry.revision, entry.at, words, entry.undone, entry.toggles)


def said(debate: ArgumentMap, operation: Operation, inverse: Operation) -> Message:
    """What an operation did, in a sentence. `debate` is any later state of the map, for the names of cards."""
    everything = list(_flat(operation))
    names = _Names(debate, [*everything, *_flat(inverse)])
    return _answer(names, everything) or _simple(names, _main(everything))


_WEIGHT = (
    RemoveNode, Merge, AddNode, EditNode, Hide, Move, AddRelation, RemoveRelation, EditRelation,
    AddQuote, EditQuote, RemoveQuote, EditSource, Cite, Uncite,
)  # fmt: skip


def _main(operations: list[Operation]) -> Operation:
    """Of several operations the one that says most."""
    for kind in _WEIGHT:
        for operation in operations:
            if isinstance(operation, kind):
                return operation
    return operations[0] if operations else Batch(())


def _answer(names: _Names, operations: list[Operation]) -> Message | None:
    """A card that was added together with what it does."""
    card = next((each.node for each in operations if isinstance(each, AddNode)), None)
    if card is None or any(isinstance(each, RemoveNode) for each in operations):
        return None
    said = excerpt(card.text, 80)
    if card.kind == "position":
        return Message("Added the position “{text}”", {"text": said})
    for each in operations:
        if isinstance(each, AddRelation) and each.relation.premises == (card.id,):
            values = {"text": said, "target": names.of(each.relation.target)}
            if names.is_link(each.relation.target):
                return Message("Added “{text}” to undercut the link from “{target}”", values)
            if each.relation.kind == "attack":
                return Message("Added “{text}” against “{target}”", values)
            if card.kind == "evidence":
                return Message("Added the evidence “{text}” for “{target}”", values)
            return Message("Added “{text}” for “{target}”", values)
        if isinstance(each, EditRelation) and card.id in each.changes.get("premises", ()):
            others = [premise for premise in each.changes["premises"] if premise != card.id]
            return Message(
                "Linked “{text}” with “{other}”",
                {"text": said, "other": names.of(others[0]) if others else "?"},
            )
    return Message("Added “{text}”", {"text": said})


def _simple(names: _Names, operation: Operation) -> Message:  # noqa: C901 - one line for each operation
    match operation:
        case AddNode(node):
            return Message("Added “{text}”", {"text": excerpt(node.text, 80)})
        case EditNode(identifier, changes) if "text" in changes:
            return Message("Changed a card to “{text}”", {"text": excerpt(str(changes["text"]), 80)})
        case EditNode(identifier):
            return Message("Changed “{name}”", {"name": names.of(identifier)})
        case RemoveNode(identifier):
            return Message("Took “{name}” away", {"name": names.of(identifier)})
        case Hide(identifier, hidden):
            key = "Hid “{name}”" if hidden else "Showed “{name}” again"
            return Message(key, {"name": names.of(identifier)})
        case Merge(keep):
            return Message("Merged another card into “{name}”", {"name": names.of(keep)})
        case AddRelation(relation):
            key = "Connected “{name}” to “{target}”"
            return Message(key, {"name": names.of(relation.premises[0]), "target": names.of(relation.target)})
        case Move(identifier) | EditRelation(identifier):
            return Message("Moved “{name}”", {"name": names.of(identifier)})
        case RemoveRelation(identifier):
            return Message("Took a connection of “{name}” away", {"name": names.of(identifier)})
        case AddSource() | EditSource() | RemoveSource() | Cite() | Uncite():
            return Message("Changed a source")
        case AddQuote() | EditQuote() | RemoveQuote():
            return Message("Changed a quotation")
        case AddGroup() | EditGroup() | RemoveGroup():
            return Message("Changed a heading")
        case EditMap():
            return Message("Changed the language of the map")
        case _:
            return Message("Changed several things")


class _Names:
    """What cards are called, and links by the card they come from: as they stand now, else as they stood then."""

    def __init__(self, debate: ArgumentMap, operations: Iterable[Operation]) -> None:
        self.nodes: dict[str, Node] = {}
        self.relations: dict[str, Relation] = {}
        for each in operations:
            if isinstance(each, AddNode):
                self.nodes[each.node.id] = each.node
            elif isinstance(each, RemoveNode) and each.was is not None:
                self.nodes[each.id] = each.was
            elif isinstance(each, AddRelation):
                self.relations[each.relation.id] = each.relation
            elif isinstance(each, RemoveRelation) and each.was is not None:
                self.relations[each.id] = each.was
        self.debate = debate

    def is_link(self, identifier: str) -> bool:
        return identifier in self.debate.relations or identifier in self.relations

    def of(self, identifier: str) -> str:
        relation = self.debate.relations.get(identifier) or self.relations.get(identifier)
        if relation is not None:
            identifier = relation.premises[0]
        node = self.debate.nodes.get(identifier) or self.nodes.get(identifier)
        return excerpt(node.text, 60) if node is not None else "?"


def _flat(operation: Operation) -> Iterator[Operation]:
    if isinstance(operation, Batch):
        for each in operation.operations:
            yield from _flat(each)
    else:
        yield operation
