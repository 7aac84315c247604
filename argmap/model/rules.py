"""The rules that every item of a map keeps, whoever made it."""

from __future__ import annotations

import json
import math
import re
from collections.abc import Mapping
from typing import Any

from argmap.messages import excerpt
from argmap.model.map import (
    NODE_KINDS,
    RELATION_KINDS,
    STANCES,
    ArgumentMap,
    Group,
    Item,
    Node,
    Quote,
    Relation,
    Source,
)
from argmap.model.problems import Conflict, Problem
from argmap.model.ranks import is_rank
from argmap.model.text import MAXIMUM, clean

_ID = re.compile(r"[A-Za-z0-9_][A-Za-z0-9_.:-]{0,63}\Z")
_SHORT = 200
_FIELDS = 20_000
_FOREIGN = 1_000_000  # the most characters, as JSON, that `ArgumentMap.foreign` may hold
_DEPTH = 6
_MANY = 100


def is_id(text: str) -> bool:
    """Whether a text can be an id: 1 to 64 Latin letters, digits and ``_ - . :``, starting with no sign."""
    return _ID.match(text) is not None


def check(item: Item, debate: ArgumentMap) -> None:
    """Refuse an item that breaks a rule of its own (`Problem`), or has no place on this map (`Conflict`)."""
    if not isinstance(item.id, str) or not is_id(item.id):
        raise Problem(
            "'{id}' is no id: use 1 to 64 Latin letters, digits, '_', '-', '.' or ':'.",
            item=str(item.id),
            id=excerpt(str(item.id)),
        )
    if type(item.version) is not int or item.version < 1:
        raise Problem("The version of '{id}' must be a whole number from 1 on.", item=item.id, id=item.id)
    match item:
        case Node():
            _check_node(item, debate)
        case Relation():
            _check_relation(item, debate)
        case Source():
            _check_source(item)
        case Quote():
            _check_quote(item, debate)
        case Group():
            _check_group(item, debate)


def check_own(changes: Mapping[str, Any]) -> None:
    """Refuse what the map's own fields, `language` and `foreign`, cannot hold (`Problem`)."""
    language = changes.get("language")
    if language is not None and not (
        isinstance(language, str) and 0 < len(language) <= _SHORT and clean(language) == language
    ):
        raise Problem("The language of a map must be plain text, and not empty.")
    foreign = changes.get("foreign", {})
    try:
        size = len(json.dumps(foreign, allow_nan=False))
    except (TypeError, ValueError, RecursionError):
        size = -1
    if size < 0 or not isinstance(foreign, dict):
        raise Problem("What a file said beyond the map must be plain data, by format.")
    if size > _FOREIGN:
        raise Problem("What a file said beyond the map is longer than {most} characters.", most=_FOREIGN)


def _check_node(node: Node, debate: ArgumentMap) -> None:
    _one_of(node, "kind", node.kind, NODE_KINDS)
    _text(node, "text", node.text, MAXIMUM)
    _optional_text(node, "title", node.title, MAXIMUM)
    for name, value in (("language", node.language), ("origin", node.origin), ("author", node.author)):
        _optional_text(node, name, value, _SHORT)
    for tag in _few(node, "tags", node.tags):
        _text(node, "tags", tag, _SHORT)
    if not isinstance(node.hidden, bool) or not isinstance(node.argument, bool):
        raise Problem("Write true or false for hidden and argument of '{id}'.", item=node.id, id=node.id)
    if node.stance is not None:
        _one_of(node, "stance", node.stance, STANCES)
        if node.kind != "position":
            raise Problem("Only a position has a stance; '{name}' is a {kind}.", item=node.id, **_named(node))
    for source in _few(node, "sources", node.sources):
        _held(node, "source", source, debate.sources)
    if node.group is not None:
        _held(node, "group", node.group, debate.groups)
    _rank(node, node.rank)


def _check_relation(relation: Relation, debate: ArgumentMap) -> None:
    _one_of(relation, "kind", relation.kind, RELATION_KINDS)
    if not _few(relation, "premises", relation.premises):
        raise Problem(
            "The relation '{id}' has no premise: give it at least one.", item=relation.id, id=relation.id
        )
    for premise in relation.premises:
        _held(relation, "premise", premise, debate.nodes)
    _held(relation, "target", relation.target, debate.nodes, debate.relations)
    _unit(relation, "weight", relation.weight)
    _optional_text(relation, "scheme", relation.scheme, _SHORT)
    _optional_text(relation, "note", relation.note, MAXIMUM)
    _rank(relation, relation.rank)
    _ends_in_a_node(relation, debate)


def _ends_in_a_node(relation: Relation, debate: ArgumentMap) -> None:
    old = debate.relations.get(relation.id)
    if old is None or old.target == relation.target:
        return  # nothing is aimed at it yet, or nothing moves: there can be no circle, however long the chain
    target = relation.target
    while target in debate.relations:
        if target == relation.id:
            raise Conflict(
                "'{id}' would be aimed at itself: following the targets of undercuts must end in a card.",
                item=relation.id,
                id=relation.id,
            )
        target = debate.relations[target].target


def _check_source(source: Source) -> None:
    if not isinstance(source.fields, dict):
        raise Problem(
            "The source '{id}' needs fields: names, and what they hold.", item=source.id, id=source.id
        )
    size = _measure(source, source.fields, 0)
    if size > _FIELDS:
        raise Problem(
            "The source '{id}' is longer than {most} characters.", item=source.id, id=source.id, most=_FIELDS
        )
    _unit(source, "credibility", source.credibility)
    _optional_text(source, "reason", source.reason, MAXIMUM)


def _check_quote(quote: Quote, debate: ArgumentMap) -> None:
    _held(quote, "card", quote.node, debate.nodes)
    _held(quote, "source", quote.source, debate.sources)
    _text(quote, "exact", quote.exact, MAXIMUM)
    for name, value in (("before", quote.before), ("after", quote.after)):
        if value != "":
            _text(quote, name, value, MAXIMUM)
    start, end = quote.start, quote.end
    if any(n is not None and (type(n) is not int or not 0 <= n < 2**53) for n in (start, end)) or (
        start is not None and end is not None and end < start
    ):
        raise Problem(
            "The quote '{id}' needs whole numbers for start and end, the end not before the start.",
            item=quote.id,
            id=quote.id,
        )


def _check_group(group: Group, debate: ArgumentMap) -> None:
    _text(group, "title", group.title, MAXIMUM)
    _rank(group, group.rank)
    parent = group.parent
    if parent is not None:
        _held(group, "group", parent, debate.groups)
    old = debate.groups.get(group.id)
    if old is None or old.parent == parent:
        return  # nothing stands in it yet, or nothing moves
    while parent is not None:
        if parent == group.id:
            raise Conflict("The group '{id}' would stand inside itself.", item=group.id, id=group.id)
        parent = debate.groups[parent].parent


def _named(node: Node) -> dict[str, object]:
    return {"name": excerpt(node.name), "kind": node.kind}


def _held(item: Item, role: str, identifier: object, *tables: Mapping[str, Item]) -> None:
    if not isinstance(identifier, str) or not any(identifier in table for table in tables):
        raise Conflict(
            "'{id}' names the {role} '{missing}', which is not on the map.",
            item=item.id,
            id=item.id,
            role=role,
            missing=excerpt(str(identifier)),
        )


def _one_of(item: Item, name: str, value: object, known: tuple[str, ...]) -> None:
    if value not in known:
        raise Problem(
            "'{value}' is no {name} of '{id}': write {known}.",
            item=item.id,
            id=item.id,
            name=name,
            value=excerpt(str(value)),
            known=" or ".join(known),
        )


def _text(item: Item, name: str, value: object, longest: int) -> None:
    if not isinstance(value, str) or not value or clean(value) != value:
        raise Problem(
            "The {name} of '{id}' must be plain text, and not empty.", item=item.id, id=item.id, name=name
        )
    if len(value) > longest:
        raise Problem(
            "The {name} of '{id}' has {length} characters; {most} are the most. Split it into several cards.",
            item=item.id,
            id=item.id,
            name=name,
            length=len(value),
            most=longest,
        )


def _optional_text(item: Item, name: str, value: str | None, longest: int) -> None:
    if value is not None:
        _text(item, name, value, longest)


def _few(item: Item, name: str, values: tuple[str, ...]) -> tuple[str, ...]:
    plain = isinstance(values, tuple) and len(values) <= _MANY and all(isinstance(v, str) for v in values)
    if not plain or len(set(values)) < len(values):
        raise Problem(
            "The {name} of '{id}' must be different from one another, and at most {most}.",
            item=item.id,
            id=item.id,
            name=name,
            most=_MANY,
        )
    return values


def _unit(item: Item, name: str, value: object) -> None:
    if value is None:
        return
    if (
        isinstance(value, bool)
        or not isinstance(value, int | float)
        or math.isnan(value)
        or not 0 <= value <= 1
    ):
        raise Problem("The {name} of '{id}' must lie between 0 and 1.", item=item.id, id=item.id, name=name)


def _rank(item: Item, rank: object) -> None:
    if not isinstance(rank, str) or not is_rank(rank):
        raise Problem(
            "'{rank}' is no rank of '{id}': use digits and small letters, the last no zero.",
            item=item.id,
            id=item.id,
            rank=excerpt(str(rank)),
        )


def _measure(source: Source, value: Any, depth: int) -> int:
    """The size of a source's fields in characters; refuses what is no plain data, or too deep."""
    if depth > _DEPTH:
        raise Problem(
            "The source '{id}' is nested more than {most} deep.", item=source.id, id=source.id, most=_DEPTH
        )
    if isinstance(value, str):
        if clean(value) != value:
            raise Problem("The source '{id}' holds text that is not plain.", item=source.id, id=source.id)
        return len(value)
    if value is None or isinstance(value, bool):
        return 4
    if isinstance(value, int | float):
        if not -(2**53) < value < 2**53:
            raise Problem("The source '{id}' holds a number that is none.", item=source.id, id=source.id)
        return len(repr(value))
    if isinstance(value, dict) and all(isinstance(key, str) for key in value):
        return sum(_measure(source, k, depth + 1) + _measure(source, v, depth + 1) for k, v in value.items())
    if isinstance(value, list):
        return sum(1 + _measure(source, part, depth + 1) for part in value)
    raise Problem(
        "The source '{id}' holds something that is no text, number or list.", item=source.id, id=source.id
    )
