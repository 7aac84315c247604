"""Carrying out operations, and taking them back.

Only the three simple changes (put a new item, edit one, drop a bare one) and the map's own fields ever
touch a map; `steps` breaks every other operation down into these, so each inverse is exact by construction.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import fields, replace
from typing import Any

from argmap.messages import excerpt
from argmap.model.map import ArgumentMap, Group, Item, Node, Quote, Relation, Source, targets_first
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
    Operation,
    RemoveGroup,
    RemoveNode,
    RemoveQuote,
    RemoveRelation,
    RemoveSource,
    Uncite,
)
from argmap.model.problems import Conflict, Problem
from argmap.model.rules import check, check_own
from argmap.model.steps import steps

_Edit = EditNode | EditRelation | EditSource | EditQuote | EditGroup
_Removal = RemoveNode | RemoveRelation | RemoveSource | RemoveQuote | RemoveGroup
_EDITABLE = {
    kind: frozenset(field.name for field in fields(kind)) - {"id", "version"}
    for kind in (Node, Relation, Source, Quote, Group)
}


def apply(debate: ArgumentMap, operation: Operation) -> tuple[ArgumentMap, Operation]:
    """The changed map and the inverse of the operation; the map passed in is left as it was.

    The inverse takes the change back, and raises `Conflict` when somebody has built on it since. Raises
    `Problem` when the result would be no map. Linear in the map, which is copied; many operations at once
    are for `replay`, or a `Batch`.

    >>> one, undo = apply(ArgumentMap(), AddNode(Node("n1", "claim", "Jobs come.")))
    >>> apply(one, undo)[0] == ArgumentMap()
    True
    """
    changed = debate.copy()
    return changed, _change(changed, operation)


def replay(operations: Iterable[Operation], start: ArgumentMap | None = None) -> ArgumentMap:
    """The map that a log of operations leads to, from an empty map or from `start`, which is left as it was.

    Linear in the number of operations and of the relations that removals and merges concern.
    """
    debate = ArgumentMap() if start is None else start.copy()
    for operation in operations:
        _change(debate, operation)
    return debate


def walk(debate: ArgumentMap, operation: Operation) -> Iterator[tuple[ArgumentMap, Operation]]:
    """Every operation of a batch in turn (or the one that there is), with the map as it stands just before it.

    The map is one and the same value, which changes as one goes on: look at it before asking for the next. The map
    passed in is left as it was. Raises `Problem` where an operation cannot be carried out; the last one is not
    tried. Linear, like `replay`.

    >>> batch = Batch((AddNode(Node("n1", "claim", "Jobs come.")), RemoveNode("n1")))
    >>> [len(before.nodes) for before, _ in walk(ArgumentMap(), batch)]
    [0, 1]
    """
    if not isinstance(operation, Batch):
        yield debate, operation
        return
    changed = debate.copy()
    last: Operation | None = None
    for each in _single(operation):
        if last is not None:
            _change(changed, last)
        yield changed, each
        last = each


def _single(batch: Batch) -> Iterator[Operation]:
    for each in batch.operations:
        if isinstance(each, Batch):
            yield from _single(each)
        else:
            yield each


def building(debate: ArgumentMap) -> Iterator[Operation]:
    """The operations that build this map from an empty one, in an order in which all of them succeed."""
    if debate.language is not None or debate.foreign:
        yield EditMap({"language": debate.language, "foreign": debate.foreign})
    seen: set[str] = set()
    for group in debate.groups.values():
        chain: list[Group] = []
        above: Group | None = group
        while above is not None and above.id not in seen:
            seen.add(above.id)
            chain.append(above)
            above = debate.groups[above.parent] if above.parent is not None else None
        yield from (AddGroup(each) for each in reversed(chain))
    yield from (AddSource(source) for source in debate.sources.values())
    yield from (AddNode(node) for node in debate.nodes.values())
    yield from (AddQuote(quote) for quote in debate.quotes.values())
    yield from (AddRelation(relation) for relation in targets_first(debate.relations))


def _change(debate: ArgumentMap, operation: Operation) -> Operation:
    """Carry out an operation in place, and give its inverse; a `Problem` leaves the copy half changed."""
    match operation:
        case AddNode(item) | AddRelation(item) | AddSource(item) | AddQuote(item) | AddGroup(item):
            return _add(debate, item)
        case EditNode() | EditRelation() | EditSource() | EditQuote() | EditGroup():
            return _edit(debate, operation)
        case EditMap():
            return _edit_map(debate, operation)
        case RemoveNode(was=None) | RemoveRelation(was=None) | RemoveSource(was=None) | RemoveGroup(was=None):
            return _all(debate, steps(debate, operation))
        case RemoveNode() | RemoveRelation() | RemoveSource() | RemoveGroup() | RemoveQuote():
            return _remove(debate, operation)
        case Batch(operations):
            return _all(debate, operations)
        case Cite(node, source):
            _all(debate, steps(debate, operation))
            # Not the edit's own inverse: what others cite in the meantime may stay.
            return Uncite(node, source)
        case _:
            return _all(debate, steps(debate, operation))


def _all(debate: ArgumentMap, operations: Iterable[Operation]) -> Operation:
    # Nothing is taken back when one is refused: the copy that was being changed is then thrown away.
    inverses = [_change(debate, operation) for operation in operations]
    return inverses[0] if len(inverses) == 1 else Batch(tuple(reversed(inverses)))


def _add(debate: ArgumentMap, item: Item) -> Operation:
    if isinstance(item.id, str) and debate.item(item.id) is not None:
        raise Conflict("'{id}' is on the map already.", item=item.id, id=item.id)
    check(item, debate)
    debate._put(item)
    match item:
        case Node():
            return RemoveNode(item.id, was=item)
        case Relation():
            return RemoveRelation(item.id, was=item)
        case Source():
            return RemoveSource(item.id, was=item)
        case Quote():
            return RemoveQuote(item.id, was=item)
        case Group():
            return RemoveGroup(item.id, was=item)


def _edit(debate: ArgumentMap, edit: _Edit) -> Operation:
    item = debate._tables[_EDITS[type(edit)]].get(edit.id)
    if item is None:
        raise Conflict(
            "'{id}' is not on the map; somebody may have removed it.", item=edit.id, id=excerpt(edit.id)
        )
    for name in edit.changes:
        if name not in _EDITABLE[type(item)]:
            raise Problem(
                "'{id}' has no field '{name}' that can be changed.", item=edit.id, id=edit.id, name=name
            )
    _unchanged(item, edit.was, edit.id)
    changed = replace(item, **edit.changes, version=item.version + 1)
    check(changed, debate)
    debate._put(changed)
    return type(edit)(edit.id, {name: getattr(item, name) for name in edit.changes}, was=edit.changes)


_EDITS: Mapping[type, type] = {
    EditNode: Node,
    EditRelation: Relation,
    EditSource: Source,
    EditQuote: Quote,
    EditGroup: Group,
}


def _edit_map(debate: ArgumentMap, edit: EditMap) -> Operation:
    if not {*edit.changes, *(edit.was or {})} <= {"language", "foreign"}:
        raise Problem("A map has the fields 'language' and 'foreign'.")
    _unchanged(debate, edit.was, "map")
    check_own(edit.changes)
    old = {name: getattr(debate, name) for name in edit.changes}
    for name, value in edit.changes.items():
        setattr(debate, name, value)
    return EditMap(old, was=edit.changes)


def _unchanged(item: Item | ArgumentMap, was: Mapping[str, Any] | None, identifier: str) -> None:
    for name, value in (was or {}).items():
        if not hasattr(item, name):
            raise Problem("'{id}' has no field '{name}'.", item=identifier, id=identifier, name=excerpt(name))
        if getattr(item, name) != value:
            raise Conflict(
                "'{id}' has been changed since: its {name} is now '{value}'.",
                item=identifier,
                id=identifier,
                name=name,
                value=excerpt(str(getattr(item, name))),
            )


def _remove(debate: ArgumentMap, removal: _Removal) -> Operation:
    item: Item | None = debate._tables[_REMOVES[type(removal)]].get(removal.id)
    if item is None:
        raise Conflict("'{id}' is not on the map any more.", item=removal.id, id=excerpt(removal.id))
    if removal.was is not None and item != removal.was:
        raise Conflict("'{id}' has been changed since.", item=item.id, id=item.id)
    if others := sorted(debate.referrers(item.id)):
        raise Conflict(
            "'{id}' cannot go: '{other}' has been added to it since.",
            item=item.id,
            id=item.id,
            other=others[0],
        )
    debate._drop(item)
    # The version goes up, so that whoever still has the old one open is told that it was away.
    again = replace(item, version=item.version + 1)
    match again:
        case Node():
            return AddNode(again)
        case Relation():
            return AddRelation(again)
        case Source():
            return AddSource(again)
        case Quote():
            return AddQuote(again)
        case Group():
            return AddGroup(again)


_REMOVES: Mapping[type, type] = {
    RemoveNode: Node,
    RemoveRelation: Relation,
    RemoveSource: Source,
    RemoveQuote: Quote,
    RemoveGroup: Group,
}
