"""When two maps say the same: equal up to ids, versions, authors, hidden cards and the values of ranks.

The canonical form of a map is found by refining labels: each item is labelled by what it says, then again
and again by the labels of what it is tied to, until nothing new is told apart.
"""

from __future__ import annotations

import json
from hashlib import sha256
from typing import Any

from argmap.formats import csl
from argmap.model import ArgumentMap
from argmap.model.map import place


def same(one: ArgumentMap, other: ArgumentMap) -> bool:
    return canonical(one) == canonical(other)


def canonical(debate: ArgumentMap) -> dict[str, Any]:
    """What a map says, without ids: comparable with ==, and readable enough to see a difference."""
    debate = debate.visible()
    own = _own(debate)
    labels = {identifier: _hash(value) for identifier, value in own.items()}
    ties = _ties(debate)
    for _ in range(12):
        labels = {i: _hash([labels[i], [[labels.get(j, j) for j in tie] for tie in ties[i]]]) for i in labels}
    return {
        "language": debate.language,
        "items": sorted([json.dumps(own[i], sort_keys=True), labels[i]] for i in own),
        "sources": sorted({_source(debate, identifier) for identifier in debate.sources}),
    }


def _hash(value: Any) -> str:
    return sha256(json.dumps(value, sort_keys=True).encode()).hexdigest()


def _source(debate: ArgumentMap, identifier: str) -> str:
    source = debate.sources[identifier]
    return json.dumps([csl.full(source.fields), source.credibility, source.reason], sort_keys=True)


def _own(debate: ArgumentMap) -> dict[str, Any]:
    """What each item says by itself."""
    own: dict[str, Any] = {}
    for node in debate.nodes.values():
        quotes = sorted(
            [_source(debate, q.source), q.exact, q.before, q.after, json.dumps([q.start, q.end])]
            for q in debate.quotes.values()
            if q.node == node.id
        )
        sources = list(dict.fromkeys(_source(debate, identifier) for identifier in node.sources))
        said = [node.title, node.language, list(node.tags), node.origin, node.stance, node.argument]
        own[node.id] = [node.kind, node.text, *said, sources, quotes]
    for relation in debate.relations.values():
        weight = None if relation.weight is None else float(relation.weight)
        own[relation.id] = [relation.kind, weight, relation.scheme, relation.note]
    for group in debate.groups.values():
        own[group.id] = [group.title]
    return own


def _ties(debate: ArgumentMap) -> dict[str, list[list[str]]]:
    """To what each item is tied, order included where people see it."""
    ties: dict[str, list[list[str]]] = {}
    below: dict[str | None, list[str]] = {}
    for group in sorted(debate.groups.values(), key=place):
        below.setdefault(group.parent, []).append(group.id)
    for node in debate.nodes.values():
        ties[node.id] = [[r.id for r in debate.incoming(node.id)], [node.group or "#"]]
    for relation in debate.relations.values():
        ties[relation.id] = [
            [*relation.premises],
            [relation.target],
            [r.id for r in debate.incoming(relation.id)],
        ]
    for group in debate.groups.values():
        siblings = below[group.parent]
        ties[group.id] = [[group.parent or "#"], [f"#{siblings.index(group.id)}"], below.get(group.id, [])]
    return ties
