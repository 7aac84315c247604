"""What is left of a map for those who may not see what is hidden, or who wrote what."""

from __future__ import annotations

from collections.abc import Iterable
from collections.abc import Set as AbstractSet
from dataclasses import replace

from argmap.model.map import ArgumentMap, Group, Node, Quote, Relation, Source, targets_first


def visible(debate: ArgumentMap) -> ArgumentMap:
    """The map without hidden cards, and without whatever only they bring in; the map itself when none is hidden. Linear."""
    return without(debate, {i for i, node in debate.nodes.items() if node.hidden})


def without(
    debate: ArgumentMap, hidden: AbstractSet[str], cut: AbstractSet[str] = frozenset()
) -> ArgumentMap:
    """The map without these cards, and without whatever only they bring in; the map itself when there are none. Linear.

    With a card go its quotes, the relations in which it is a premise or the target, the relations aimed at
    those, and the sources and headings that belong to such cards alone. `cut` are relations that go too, with
    those aimed at them.
    """
    if not hidden and not cut:
        return debate
    nodes = {i: node for i, node in debate.nodes.items() if i not in hidden}
    quotes = {i: quote for i, quote in debate.quotes.items() if quote.node not in hidden}
    secret = _cited(debate.nodes[i] for i in hidden) | {
        q.source for q in debate.quotes.values() if q.node in hidden
    }
    secret -= _cited(nodes.values()) | {quote.source for quote in quotes.values()}
    closed = _headings(debate, (debate.nodes[i].group for i in hidden))
    closed -= _headings(debate, (node.group for node in nodes.values()))
    closed -= _headings(debate, (group for group in debate.groups if group not in closed))
    shown = debate.copy()
    shown._tables |= {
        Node: nodes,
        Relation: _relations(debate, nodes, cut),
        Quote: quotes,
        Source: {i: source for i, source in debate.sources.items() if i not in secret},
        Group: {i: group for i, group in debate.groups.items() if i not in closed},
    }
    return shown


def unsigned(debate: ArgumentMap) -> ArgumentMap:
    """The map without a word on who wrote what; the map itself when nothing is signed. Linear.

    >>> from argmap.model import replay
    >>> from argmap.model.operations import AddNode
    >>> unsigned(replay([AddNode(Node("n1", "claim", "Jobs come.", author="p1"))])).nodes["n1"].author is None
    True
    """
    if all(node.author is None for node in debate.nodes.values()):
        return debate
    shown = debate.copy()
    shown._tables[Node] = {i: replace(node, author=None) for i, node in debate.nodes.items()}
    return shown


def _relations(debate: ArgumentMap, nodes: dict[str, Node], cut: AbstractSet[str]) -> dict[str, Relation]:
    kept: dict[str, Relation] = {}
    for relation in targets_first(debate.relations):
        if (
            relation.id not in cut
            and all(p in nodes for p in relation.premises)
            and (relation.target in nodes or relation.target in kept)
        ):
            kept[relation.id] = relation
    return kept


def _cited(nodes: Iterable[Node]) -> set[str]:
    return {source for node in nodes for source in node.sources}


def _headings(debate: ArgumentMap, groups: Iterable[str | None]) -> set[str]:
    """These groups, and all above them."""
    found: set[str] = set()
    for group in groups:
        above = group
        while above is not None and above not in found:
            found.add(above)
            above = debate.groups[above].parent
    return found
