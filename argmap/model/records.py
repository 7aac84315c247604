"""Operations and items as plain data, and back: what a log keeps, and what a program sends.

An operation is an object with its `type` and its fields, `{"type": "Move", "id": "r4", "target": "n2"}`; an item
is an object with the fields that are set, as argmap JSON has it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import MISSING, Field, fields
from typing import Any

from argmap.messages import excerpt
from argmap.model import operations
from argmap.model.map import Group, Item, Node, Quote, Relation, Source
from argmap.model.operations import Batch, Operation
from argmap.model.problems import Problem

DEEPEST = 20
"""How deep batches may stand in batches."""

TYPES: Mapping[str, type[Any]] = {
    name: getattr(operations, name)
    for name in (
        "AddNode", "EditNode", "RemoveNode", "Hide", "Merge", "AddRelation", "EditRelation", "RemoveRelation",
        "Move", "AddSource", "EditSource", "RemoveSource", "Cite", "Uncite", "AddQuote", "EditQuote",
        "RemoveQuote", "AddGroup", "EditGroup", "RemoveGroup", "EditMap", "Batch",
    )
}  # fmt: skip
"""Every operation by its name."""

_ALWAYS = frozenset(("rank", "fields", "premises"))  # said even when empty: an empty one is one
_TUPLES = frozenset(("premises", "sources", "tags"))
_WHOLE = frozenset(("start", "end", "version"))

_KINDS: Mapping[str, tuple[Callable[[Any], bool], str]] = {
    "str": (lambda value: isinstance(value, str), "a text"),
    "bool": (lambda value: isinstance(value, bool), "true or false"),
    "int": (lambda value: type(_whole(value)) is int, "a whole number"),
    "float": (lambda value: type(value) in (int, float), "a number"),
    "tuple[str, ...]": (
        lambda value: isinstance(value, list | tuple) and all(isinstance(each, str) for each in value),
        "a list of texts",
    ),
    "Mapping[str, Any]": (lambda value: isinstance(value, dict), "an object"),
}
"""By the type of a field: whether a value is of it, and what to call it."""

_ITEMS: Mapping[str, type[Any]] = {kind.__name__: kind for kind in (Node, Relation, Source, Quote, Group)}


def plain(item: Item) -> dict[str, Any]:
    """An item as a JSON object: the fields that are set.

    >>> plain(Node("n1", "claim", "Jobs come.", tags=("work",)))
    {'id': 'n1', 'kind': 'claim', 'text': 'Jobs come.', 'tags': ('work',), 'rank': ''}
    """
    return dict(_set(item))


def _set(item: Item) -> Iterable[tuple[str, Any]]:
    for field in fields(item):
        value = getattr(item, field.name)
        if field.name in _ALWAYS:
            yield field.name, value
        elif value is None or value == () or value is False or value == "":
            continue
        elif not (field.name == "version" and value == 1):
            yield field.name, value


def record(operation: Operation) -> dict[str, Any]:
    """An operation as a JSON object, from which `operation` makes an equal one.

    >>> record(operations.RemoveNode("n4"))
    {'type': 'RemoveNode', 'id': 'n4'}
    """
    made: dict[str, Any] = {"type": type(operation).__name__}
    for field in fields(operation):
        value = getattr(operation, field.name)
        if isinstance(value, Node | Relation | Source | Quote | Group):
            made[field.name] = plain(value)
        elif isinstance(operation, Batch):
            made[field.name] = [record(each) for each in value]
        elif value is not None:
            made[field.name] = value
    return made


def operation(value: Any, depth: int = 0) -> Operation:
    """The operation that a JSON object holds. Raises `Problem` with what is wrong with it.

    Whether it can be carried out is another question, which `changes.apply` answers.

    >>> operation({"type": "Hide", "id": "n4", "hidden": True})
    Hide(id='n4', hidden=True, was=None)
    """
    if not isinstance(value, Mapping):
        raise Problem('An operation is an object such as {{"type": "RemoveNode", "id": "n4"}}.')
    name = value.get("type")
    kind = TYPES.get(name) if isinstance(name, str) else None
    if kind is None:
        raise Problem("'{name}' is no type of operation.", name=excerpt(str(name)))
    if depth > DEEPEST:
        raise Problem("Batches stand more than {most} deep in one another.", most=DEEPEST)
    given = {field: each for field, each in value.items() if field != "type"}
    if kind is Batch:
        inner = given.get("operations")
        if not isinstance(inner, list) or len(given) > 1:
            raise Problem("A Batch has the field 'operations', a list of them, and no other.")
        return Batch(tuple(operation(each, depth + 1) for each in inner))
    made: Operation = _made(kind, given, kind.__name__)
    return made


def _made(kind: type[Any], given: Mapping[str, Any], name: str) -> Any:
    """A value of a kind from its fields. Raises `Problem` for unknown, missing and unfit ones."""
    known = {field.name: field for field in fields(kind)}
    for each in given:
        if each not in known:
            raise Problem("{kind} has no field '{field}'.", kind=name, field=excerpt(str(each)))
    made: dict[str, Any] = {}
    for field in known.values():
        if field.name in given:
            made[field.name] = _value(field, given[field.name], name)
        elif field.default is MISSING and field.default_factory is MISSING:
            raise Problem("{kind} needs the field '{field}'.", kind=name, field=field.name)
    return kind(**made)


def _value(field: Field[Any], value: Any, name: str) -> Any:
    """What a field holds, from plain data."""
    annotation = str(field.type)
    if value is None and annotation.endswith(" | None"):
        return None
    annotation = annotation.removesuffix(" | None")
    item = _ITEMS.get(annotation)
    if item is not None and isinstance(value, Mapping):
        return _made(item, value, annotation)
    fits, called = _KINDS.get(annotation, (None, "an object"))
    if fits is None or not fits(value):
        raise Problem(
            "The field '{field}' of {kind} has to be {called}.", field=field.name, kind=name, called=called
        )
    if annotation == "tuple[str, ...]":
        return tuple(value)
    if annotation == "int":
        return _whole(value)
    if field.name in ("changes", "was") and isinstance(value, Mapping):
        return {each: _changed(each, new) for each, new in value.items()}
    return value


def _changed(field: str, value: Any) -> Any:
    """A new value of a field, by its name alone; the model judges it when the change is made."""
    if field in _TUPLES and isinstance(value, list) and all(isinstance(each, str) for each in value):
        return tuple(value)
    return _whole(value) if field in _WHOLE else value


def _whole(value: Any) -> Any:
    """A whole number as such, since JSON does not tell 1.0 from 1; anything else as it is."""
    return int(value) if type(value) is float and value.is_integer() else value
