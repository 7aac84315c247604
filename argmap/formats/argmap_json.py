"""argmap JSON: our own format, which loses nothing.

One object with the map's own fields and five lists of items, one item on a line. docs/argmap.schema.json
describes it in full.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any, NotRequired, TypedDict

from argmap.formats.json_items import Reader
from argmap.formats.json_text import Places, parse
from argmap.formats.report import Report, Unreadable
from argmap.model import ArgumentMap, Item, Problem, replay
from argmap.model.map import by_age
from argmap.model.records import plain

VERSION = 1
"""The version of the format; it rises when an older reader would misunderstand."""


class MapJSON(TypedDict):
    """The top level of a file."""

    format: str
    version: int
    language: NotRequired[str]
    nodes: list[dict[str, Any]]
    relations: list[dict[str, Any]]
    sources: list[dict[str, Any]]
    quotes: list[dict[str, Any]]
    groups: list[dict[str, Any]]
    foreign: NotRequired[dict[str, Any]]


def load(text: str, report: Report) -> ArgumentMap:
    """The map that a JSON text holds; generous with what people write by hand. Raises `Unreadable`. O(n log n).

    >>> debate = load('{"nodes": [{"id": "a", "text": "Yes."}], "relations": []}', Report())
    >>> debate.nodes["a"].kind
    'claim'
    """
    value = parse(text, report)
    reader = Reader(value, VERSION)
    try:
        debate = replay(reader.placed())
    except Problem as problem:
        path = reader.suspect(problem.item)
        line, column = Places(text, [path])[path]
        raise Unreadable(problem.message, line=line, column=column) from None
    except Unreadable as error:
        if reader.path is not None and error.line is None:
            error.line, error.column = Places(text, [reader.path])[reader.path]
        raise
    reader.tell(text, report)
    return debate


def dump(debate: ArgumentMap, report: Report) -> str:  # noqa: ARG001 - nothing is lost
    """A map as argmap JSON: every field that is set, the items in the order of their age. O(n log n).

    >>> from argmap.model import Node, replay
    >>> from argmap.model.operations import AddNode
    >>> print(dump(replay([AddNode(Node("n1", "claim", "Yes."))]), Report()))
    {
     "format": "argmap",
     "version": 1,
     "nodes": [
      {"id": "n1", "kind": "claim", "text": "Yes.", "rank": ""}
     ],
     "relations": [],
     "sources": [],
     "quotes": [],
     "groups": []
    }
    <BLANKLINE>
    """
    lines = [' "format": "argmap"', f' "version": {VERSION}']
    if debate.language is not None:
        lines.append(f' "language": {_encoded(debate.language)}')
    tables: tuple[tuple[str, Mapping[str, Item]], ...] = (
        ("nodes", debate.nodes),
        ("relations", debate.relations),
        ("sources", debate.sources),
        ("quotes", debate.quotes),
        ("groups", debate.groups),
    )
    for name, table in tables:
        items = ",\n".join(f"  {_encoded(plain(table[identifier]))}" for identifier in by_age(table))
        lines.append(f' "{name}": [\n{items}\n ]' if items else f' "{name}": []')
    if debate.foreign:
        lines.append(f' "foreign": {_encoded(debate.foreign)}')
    return "{\n" + ",\n".join(lines) + "\n}\n"


def _encoded(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, allow_nan=False)
