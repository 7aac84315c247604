"""What a program sends: operations as plain data, carried out all or none of them; and single cards.

Programs may choose the ids of what they add, or leave them out: then they are given here.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, fields, replace
from typing import Any

from argmap.messages import Message
from argmap.model import ArgumentMap, Conflict, Node, Problem, Relation
from argmap.model.operations import (
    AddGroup,
    AddNode,
    AddQuote,
    AddRelation,
    AddSource,
    Batch,
    EditGroup,
    EditMap,
    EditNode,
    EditQuote,
    EditRelation,
    EditSource,
    Move,
    Operation,
)
from argmap.model.ranks import after, is_rank
from argmap.model.records import DEEPEST
from argmap.model.records import operation as from_record
from argmap.service.answers import last_card, last_place
from argmap.service.numbers import Numbers, number
from argmap.service.sharing import Access
from argmap.service.shelf import Done, Outcome, Press, Shelf
from argmap.service.wording import statement, worded

MOST_OPERATIONS = 2_000
_ADDED = {"AddNode": ("node", "n"), "AddRelation": ("relation", "r"), "AddSource": ("source", "s"),
          "AddQuote": ("quote", "q"), "AddGroup": ("group", "g")}  # fmt: skip
_NONE = "There are no operations: send at least one."
_REMOVED = "The target has been removed in the meantime; the card is kept, as one of its own."


def carry_out(shelf: Shelf, access: Access, press: Press, sent: list[Any]) -> Done:
    """Carry out operations as one change: one revision, one step to undo. Raises `Problem`, `Conflict`."""

    def build(debate: ArgumentMap, numbers: Numbers) -> Outcome:
        notes: list[Message] = []
        made: list[Operation] = []
        links, places = _Links(debate), _Places(debate)
        numbers.spare(identifier for each in sent for identifier in _chosen(each))
        for each in sent:
            prepared = from_record(_numbered(each, numbers, places.unranked))
            for part in _flat(prepared):
                made.extend(places.placed(_allowed(links, part, notes)))
            _few(len(made))
        numbers.see(_ids(made))
        return Outcome(made[0] if len(made) == 1 else Batch(tuple(made)), tuple(notes))

    if not sent:
        raise Problem(_NONE)
    _few(len(sent))
    return shelf.change(access, press, build)


@dataclass(frozen=True, slots=True)
class Card:
    """A card that a program adds: its kind, its text, and what it does to which target (None: it stands alone)."""

    kind: str
    text: str
    sign: str | None = None
    target: str | None = None


def add(shelf: Shelf, access: Access, press: Press, card: Card) -> Done:
    """Add a card, and let it support or attack a card, or attack (undercut) a relation. Raises `Problem`."""

    def build(debate: ArgumentMap, numbers: Numbers) -> Outcome:
        notes: list[Message] = []
        node = Node(numbers.give("n"), card.kind, statement(card.text, notes))
        target = card.target
        if target is not None and debate.item(target) is None and 0 < number(target) < numbers.last:
            notes.append(Message(_REMOVED))
            target = None
        if target is None:
            rank, anew = last_card(debate)
            return Outcome(Batch((*anew, AddNode(replace(node, rank=rank)))), tuple(notes))
        rank, anew = last_place(debate, target)
        relation = Relation(numbers.give("r"), card.sign or "support", (node.id,), target, rank=rank)
        linking = _allowed(_Links(debate), AddRelation(relation), notes)
        return Outcome(Batch((*anew, AddNode(node), linking)), tuple(notes))

    return shelf.change(access, press, build)


def _few(count: int) -> None:
    if count > MOST_OPERATIONS:
        raise Problem(
            "{count} operations came at once; {most} are the most. Send several requests.",
            count=count,
            most=MOST_OPERATIONS,
        )


def _added(sent: Any) -> tuple[str, str, Any]:
    """For the record of an addition: the name of the field that holds the new item, the letter of its ids, the item."""
    name, letter = _ADDED.get(str(sent.get("type")), ("", "")) if isinstance(sent, Mapping) else ("", "")
    return name, letter, sent.get(name) if name else None


def _within(sent: Any, depth: int) -> list[Any] | None:
    """The records in the record of a batch; None for what is none."""
    if not isinstance(sent, Mapping) or sent.get("type") != "Batch" or depth > DEEPEST:
        return None
    operations = sent.get("operations")
    return operations if isinstance(operations, list) else None


def _chosen(sent: Any, depth: int = 0) -> Iterator[str]:
    """The ids that were chosen for new items."""
    for each in _within(sent, depth) or ():
        yield from _chosen(each, depth + 1)
    item = _added(sent)[2]
    if isinstance(item, Mapping) and isinstance(item.get("id"), str):
        yield item["id"]


def _numbered(sent: Any, numbers: Numbers, unranked: set[str], depth: int = 0) -> Any:
    """What was sent, with an id for each new item that has none; notes which of them have no rank."""
    within = _within(sent, depth)
    if within is not None:
        return {**sent, "operations": [_numbered(each, numbers, unranked, depth + 1) for each in within]}
    name, letter, item = _added(sent)
    if not isinstance(item, Mapping):
        return sent
    identifier = item["id"] if "id" in item else numbers.give(letter)
    if "rank" not in item and isinstance(identifier, str):
        unranked.add(identifier)
    return {**sent, name: {**item, "id": identifier}}


class _Places:
    """Where cards and arguments come that are added without a rank: after the last of their siblings so far.

    A card's siblings are all cards, an argument's those with the same target.
    """

    def __init__(self, debate: ArgumentMap) -> None:
        self.debate = debate
        self.unranked: set[str] = set()
        self._added: dict[str | None, str] = {}
        self._next: dict[str | None, str] = {}

    def placed(self, operation: Operation) -> Iterator[Operation]:
        """The operation, with a rank for what it adds; before it, new ranks for others where there is no room."""
        match operation:
            case AddNode(node) if isinstance(node.id, str):
                rank, anew = self._rank(None, node)
                yield from anew
                yield AddNode(replace(node, rank=rank))
            case AddRelation(relation) if isinstance(relation.id, str) and isinstance(relation.target, str):
                rank, anew = self._rank(relation.target, relation)
                yield from anew
                yield AddRelation(replace(relation, rank=rank))
            case _:
                yield operation

    def _rank(self, target: str | None, item: Node | Relation) -> tuple[str, list[Operation]]:
        if item.id not in self.unranked:
            self._added[target] = max(self._added.get(target, ""), item.rank)
            return item.rank, []
        anew: list[Operation] = []
        if target not in self._next:
            self._next[target], anew = (
                last_card(self.debate) if target is None else last_place(self.debate, target)
            )
        elif is_rank(following := after(self._next[target])):
            self._next[target] = following
        if self._added.get(target, "") >= self._next[target] and is_rank(
            following := after(self._added[target])
        ):
            self._next[target] = following
        return self._next[target], anew


class _Links:
    """The relations of a map, and those that are being added to it: what an argument can undercut."""

    def __init__(self, debate: ArgumentMap) -> None:
        self.debate = debate
        self.added: dict[str, Relation] = {}

    def get(self, identifier: object) -> Relation | None:
        """The relation with this id, if it is one."""
        if not isinstance(identifier, str):
            return None
        return self.added.get(identifier) or self.debate.relations.get(identifier)

    def check(self, made: Relation, old: Relation | None = None) -> None:
        """Refuse the support of a relation: it would be drawn, and count for nothing (`Conflict`)."""
        backing = made.kind == "support" and self.get(made.target) is not None
        if backing and (old is None or (old.kind, old.target) != (made.kind, made.target)):
            raise Conflict(
                "A relation can be attacked, which undercuts it, and not supported.", item=str(made.target)
            )
        self.added[made.id] = made


def _allowed(links: _Links, operation: Operation, notes: list[Message]) -> Operation:
    """The operation with clean texts, at first versions; refuses what people could not do either (`Problem`)."""
    match operation:
        case AddNode(node):
            return AddNode(_first(node, notes))
        case AddRelation(relation):
            links.check(relation)
            return AddRelation(_first(relation, notes))
        case AddSource(source):
            return AddSource(_first(source, notes))
        case AddQuote(quote):
            return AddQuote(_first(quote, notes))
        case AddGroup(group):
            return AddGroup(_first(group, notes))
        case EditNode() | EditRelation() | EditSource() | EditQuote() | EditGroup() | EditMap():
            return _edit(links, operation, notes)
        case Move(identifier, target) if target is not None and (old := links.get(identifier)) is not None:
            links.check(replace(old, target=target), old)
    return operation


def _first(item: Any, notes: list[Message]) -> Any:
    """A new item with clean texts, at its first version, whichever version was sent."""
    sent = {field.name: getattr(item, field.name) for field in fields(item)}
    return replace(item, **{**worded(sent, notes), "version": 1})


def _edit(links: _Links, edit: Any, notes: list[Message]) -> Operation:
    if not edit.changes:
        raise Problem("There is nothing in 'changes': name at least one field.")
    old = links.get(edit.id) if isinstance(edit, EditRelation) else None
    if old is not None:
        known = {name: edit.changes[name] for name in ("kind", "target") if name in edit.changes}
        links.check(replace(old, **known), old)
    changed: Operation = replace(edit, changes=worded(edit.changes, notes))
    return changed


def _ids(operations: list[Operation]) -> Iterator[str]:
    for each in operations:
        match each:
            case AddNode(item) | AddRelation(item) | AddSource(item) | AddQuote(item) | AddGroup(item):
                if isinstance(item.id, str):
                    yield item.id


def _flat(operation: Operation) -> Iterator[Operation]:
    if isinstance(operation, Batch):
        if not operation.operations:
            raise Problem(_NONE)
        for each in operation.operations:
            yield from _flat(each)
    else:
        yield operation
