"""The history of a map: what was done, newest first; taking a change back, and bringing it again."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import datetime

from argmap.analysis import schemes
from argmap.analysis.review import dismissed
from argmap.debate import ownership
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
from argmap.service.refusals import NotAllowed, UndoRefused
from argmap.service.seeing import known
from argmap.service.sharing import Access
from argmap.service.shelf import WAITING, Done, Press, Shelf
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
    author: str | None = None


def events(shelf: Shelf, access: Access, before: int | None = None) -> tuple[list[Event], int | None]:
    """A page of the history, the newest first, and the revision before which the next page goes on (None: the end)."""
    if access.debate is not None:
        return [], None
    if not access.leads:
        # It holds what was hidden and taken back too.
        raise NotAllowed("Only somebody who may change the whole map can see its history.")
    debate = shelf.read(access).debate
    found = history.entries(shelf.database, access.map, before, PAGE + 1)
    subjects = {entry.revision: entry for entry in found}
    for entry in found:
        if entry.toggles is not None and entry.toggles not in subjects:
            subject = history.entry(shelf.database, access.map, entry.toggles)
            if subject is not None:
                subjects[subject.revision] = subject
    made = [_event(debate, entry, subjects) for entry in found[:PAGE]]
    return made, (found[PAGE - 1].revision if len(found) > PAGE else None)


def undoable(shelf: Shelf, access: Access) -> Event | None:
    """The change that the undo button would take back now: in a room the latest of one's own, elsewhere of anybody's."""
    if access.debate is not None:
        return None
    entry = history.undoable(shelf.database, access.map, _whose(access))
    # By the words of cards that they may know: those of a hidden one may have become others since.
    return None if entry is None else _event(known(access, shelf.read(access).debate), entry, {})


def undo(
    shelf: Shelf, access: Access, press: Press, revision: int | None = None, again: bool = False
) -> Done:
    """Take a change back, the latest one unless told which; with `again`, bring it again after that.

    In a room the latest one is one's own, so that nobody takes away what somebody else is about to write. Whoever leads
    the room takes back anybody's when they say which.

    Raises `UndoRefused` when others have built on it since, `Problem` when there is nothing to take back.
    """
    for _ in range(_TRIES):
        seen = shelf.read(access).revision
        try:
            return _undo(shelf, access, press, revision, again, seen)
        except _Overtaken:
            access = replace(access, revision=seen + 1)
    raise UndoRefused(Message("Others are changing the map at this moment. Try again."), again)


_TRIES = 30
_UNDID, _REDID = "Undid: {change}", "Redid: {change}"


class _Overtaken(Exception):
    """Somebody else was quicker: what was read before the transaction no longer holds."""


def _undo(shelf: Shelf, access: Access, press: Press, revision: int | None, again: bool, seen: int) -> Done:
    if revision is None:
        entry = history.undoable(shelf.database, access.map, _whose(access))
    else:
        entry = history.entry(shelf.database, access.map, revision)
        if entry is None:
            raise Problem("The history has no change {revision}.", revision=revision)
        if access.role == "participant" and access.participant != entry.author:
            raise NotAllowed("Somebody else made this change: you can undo your own.")
    latest = entry and (history.last_toggle(shelf.database, access.map, entry.revision) or entry)

    def decide(held: Held) -> Change:
        if held.revision != seen:
            raise _Overtaken
        if entry is None or latest is None:
            raise Problem("There is nothing left to undo.")
        _check(entry, again)
        if access.participant is not None:
            ownership.check(held.debate, latest.inverse, role=access.role, participant=access.participant)
        try:
            debate, inverse = apply(held.debate, latest.inverse)
        except Problem as problem:
            raise UndoRefused(_named(problem, held.debate, entry), again) from None
        words = said(known(access, held.debate), entry.operation, entry.inverse)
        notes.append(Message(_REDID if again else _UNDID, {"change": words}))
        return Change(debate, latest.inverse, inverse, held.number, toggles=entry.revision)

    notes: list[Message] = []
    return shelf.write(access, press, decide, notes)


def _whose(access: Access) -> str | None:
    """Whose changes the button takes back: in a room one's own ("": of an owner without a name there); None: anybody's."""
    if access.room is None and access.role != "participant":
        return None
    return access.participant or ""


def _check(entry: Entry, again: bool) -> None:
    if entry.toggles is not None:
        raise Problem("This line of the history is an undo itself: use the line that it is about.")
    if entry.revision == 1:
        raise Problem("With this the map began: it cannot be undone.")
    if entry.undone and not again:
        raise Problem("This change has been undone already.")
    if again and not entry.undone:
        raise Problem("This change stands: there is nothing to redo.")


def _named(problem: Problem, debate: ArgumentMap, entry: Entry) -> Message:
    """Why a change is refused, with the cards by what they say: their ids mean nothing to anybody."""
    names = _Names(debate, [*_flat(entry.operation), *_flat(entry.inverse)])
    missing = problem.message.parameters.get("missing")
    if isinstance(missing, str) and names.of(missing) == "?":
        return Message("What it belongs to has been undone or deleted since: bring that back first.")
    values = {
        name: names.of(value) if name in ("id", "other", "missing") and isinstance(value, str) else value
        for name, value in problem.message.parameters.items()
    }
    return Message(problem.message.key, values)


def _event(debate: ArgumentMap, entry: Entry, subjects: Mapping[int, Entry]) -> Event:
    words = Message("Began the map") if entry.revision == 1 else said(debate, entry.operation, entry.inverse)
    if entry.toggles is not None:
        subject = subjects.get(entry.toggles)
        change = said(debate, subject.operation, subject.inverse) if subject is not None else words
        words = Message(_UNDID if entry.turn % 2 else _REDID, {"change": change})
    return Event(entry.revision, entry.at, words, entry.undone, entry.toggles, entry.author)


def said(debate: ArgumentMap, operation: Operation, inverse: Operation) -> Message:
    """What an operation did, in a sentence. `debate` is any later state of the map, for the names of cards."""
    everything, before = list(_flat(operation)), list(_flat(inverse))
    names = _Names(debate, [*everything, *before])
    return (
        _nod(names, everything, before)
        or _remark(names, everything, before)
        or _answer(names, everything)
        or _simple(names, _main(everything))
    )


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


def _nod(names: _Names, operations: list[Operation], before: list[Operation]) -> Message | None:
    """That cards which waited for a nod were let through, or refused."""
    waited = {
        each.id for each in before if isinstance(each, EditNode) and WAITING in each.changes.get("tags", ())
    }
    cards = [
        each.id
        for each in operations
        if isinstance(each, EditNode)
        and each.id in waited
        and WAITING not in each.changes.get("tags", (WAITING,))
    ]
    if not cards:
        return None
    if len(cards) > 1:
        return Message("Let {count} cards through", {"count": len(cards)})
    shown = any(isinstance(each, Hide) and not each.hidden for each in operations)
    key = "Let through “{name}”" if shown else "Refused “{name}”"
    return Message(key, {"name": names.of(cards[0])})


def _remark(names: _Names, operations: list[Operation], before: list[Operation]) -> Message | None:
    """That a finding was said to be fine, a scheme was chosen, or a critical question was asked."""
    match operations:
        case [EditNode(card, {"tags": tags, **rest})] if not rest:
            had = next((each.changes.get("tags", ()) for each in before if isinstance(each, EditNode)), ())
            for changed, key in ((set(tags) - set(had), _FINE), (set(had) - set(tags), _NOT_FINE)):
                found = [rule for rule in map(dismissed.meant, changed) if rule is not None]
                if found:
                    return Message(key, {"name": names.of(card), "finding": Message(found[0].title)})
        case [EditRelation(relation, {"scheme": scheme, **rest})] if not rest:
            known = schemes.find(scheme) if scheme else None
            values = {
                "name": names.of(relation),
                "scheme": Message(known.name) if known else excerpt(scheme or "", 80),
            }
            return Message(_ARGUES if scheme else _NO_SCHEME, values)
        case [AddNode(node), AddRelation(relation)]:
            asked = next(filter(None, map(schemes.meant, node.tags)), None)
            if asked is not None:
                values = {"question": Message(asked[1].text), "name": names.of(relation.target)}
                return Message("Asked “{question}” about “{name}”", values)
    return None


_FINE = "Said that “{finding}” is fine at “{name}”"
_NOT_FINE = "Took back that “{finding}” is fine at “{name}”"
_ARGUES = "Gave “{name}” the scheme “{scheme}”"
_NO_SCHEME = "Took the scheme from “{name}”"


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
            return Message("Deleted “{name}”", {"name": names.of(identifier)})
        case Hide(identifier, hidden):
            key = "Hid “{name}”" if hidden else "Showed “{name}” again"
            return Message(key, {"name": names.of(identifier)})
        case Merge(keep, gone):
            return Message("Merged “{gone}” into “{name}”", {"gone": names.of(gone), "name": names.of(keep)})
        case AddRelation(relation):
            key = "Connected “{name}” to “{target}”"
            return Message(key, {"name": names.of(relation.premises[0]), "target": names.of(relation.target)})
        case Move(identifier) | EditRelation(identifier):
            return Message("Moved “{name}”", {"name": names.of(identifier)})
        case RemoveRelation(identifier):
            return Message("Disconnected “{name}”", {"name": names.of(identifier)})
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
