"""How much a map holds: characters of text, and roughly the bytes that it takes in memory."""

from __future__ import annotations

from typing import Any

from argmap.model import ArgumentMap

# Measured with tracemalloc on maps as the store loads them.
_MAP = 10_000
_ITEM = 500
_PREMISE = 100
_CHARACTER = 2
_VALUE = 100


def characters(debate: ArgumentMap) -> int:
    """The characters of all texts that people wrote. Linear."""
    count = 0
    for node in debate.nodes.values():
        count += len(node.text) + len(node.title or "") + len(node.origin or "") + sum(map(len, node.tags))
    for relation in debate.relations.values():
        count += len(relation.note or "") + len(relation.scheme or "")
    for source in debate.sources.values():
        count += len(source.reason or "") + _measured(source.fields)[0]
    for quote in debate.quotes.values():
        count += len(quote.exact) + len(quote.before) + len(quote.after)
    return count + sum(len(group.title) for group in debate.groups.values())


def premises(debate: ArgumentMap) -> int:
    """The premises of all arguments together: a line each in the outline and in the picture."""
    return sum(len(relation.premises) for relation in debate.relations.values())


def size(debate: ArgumentMap) -> int:
    """Roughly the bytes that a map takes in memory. Linear."""
    items = len(debate.nodes) + len(debate.relations) + len(debate.groups) + len(debate.quotes)
    values = sum(_measured(source.fields)[1] for source in debate.sources.values())
    foreign = _measured(debate.foreign)
    return (
        _MAP
        + _ITEM * (items + len(debate.sources))
        + _PREMISE * premises(debate)
        + _CHARACTER * (characters(debate) + foreign[0])
        + _VALUE * (values + foreign[1])
    )


def _measured(value: Any) -> tuple[int, int]:
    """The characters of plain data, and the number of values in it."""
    length = count = 0
    waiting = [value]
    while waiting:
        each = waiting.pop()
        count += 1
        if isinstance(each, str):
            length += len(each)
        elif isinstance(each, list | tuple):
            waiting.extend(each)
        elif isinstance(each, dict) or hasattr(each, "items"):
            waiting.extend(each.keys())
            waiting.extend(each.values())
    return length, count
