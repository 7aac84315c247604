"""How an operation that touches several things is carried out: as simpler operations, one after the other.

Each function looks at the map once and gives the list; removals go from the leaves inwards, so that no step
ever leaves something that refers to what is gone.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from argmap.messages import excerpt
from argmap.model.map import ArgumentMap, Group, Node, Quote, Relation
from argmap.model.operations import (
    Cite,
    EditGroup,
    EditNode,
    EditQuote,
    EditRelation,
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
from argmap.model.problems import Conflict, Problem

Compound = RemoveNode | RemoveRelation | RemoveSource | RemoveGroup | Move | Merge | Hide | Cite | Uncite


def steps(debate: ArgumentMap, operation: Compound) -> list[Operation]:
    """The simpler operations that carry this one out on this map, in order."""
    match operation:
        case RemoveNode(identifier):
            return list(_remove_node(debate, _node(debate, identifier)))
        case RemoveRelation(identifier):
            relation = debate.relations.get(identifier)
            if relation is None:
                raise _missing(identifier)
            return list(_remove_relations(debate, [relation]))
        case RemoveSource(identifier):
            return list(_remove_source(debate, identifier))
        case RemoveGroup(identifier):
            return list(_remove_group(debate, identifier))
        case Move(identifier, target, rank, was):
            changes = {
                name: value for name, value in (("target", target), ("rank", rank)) if value is not None
            }
            if not changes:
                raise Problem("A move needs a target or a rank.", item=identifier)
            return [EditRelation(identifier, changes, was)]
        case Merge(keep, gone):
            return list(_merge(debate, _node(debate, keep), _node(debate, gone)))
        case Hide(identifier, hidden, was):
            return [EditNode(identifier, {"hidden": hidden}, None if was is None else {"hidden": was})]
        case Cite(identifier, source):
            return [_cited(_node(debate, identifier), source)]
        case Uncite(identifier, source):
            return [_uncited(_node(debate, identifier), source)]


def _missing(identifier: str) -> Conflict:
    return Conflict(
        "'{id}' is not on the map; somebody may have removed it.", item=identifier, id=excerpt(identifier)
    )


def _node(debate: ArgumentMap, identifier: str) -> Node:
    node = debate.nodes.get(identifier)
    if node is None:
        raise _missing(identifier)
    return node


def _cited(node: Node, source: str) -> EditNode:
    if source in node.sources:
        raise Conflict("'{id}' cites '{source}' already.", item=node.id, id=node.id, source=excerpt(source))
    return EditNode(node.id, {"sources": (*node.sources, source)}, {"sources": node.sources})


def _uncited(node: Node, source: str) -> EditNode:
    if source not in node.sources:
        raise Conflict("'{id}' does not cite '{source}'.", item=node.id, id=node.id, source=excerpt(source))
    return EditNode(
        node.id, {"sources": tuple(s for s in node.sources if s != source)}, {"sources": node.sources}
    )


def _remove_node(debate: ArgumentMap, node: Node) -> Iterator[Operation]:
    falling: list[Relation] = []
    for identifier in debate.referrers(node.id):
        item = debate.item(identifier)
        if isinstance(item, Quote):
            yield RemoveQuote(item.id, was=item)
        elif isinstance(item, Relation) and (item.target == node.id or item.premises == (node.id,)):
            falling.append(item)
    doomed = list(_remove_relations(debate, falling))
    yield from doomed
    gone = {removal.id for removal in doomed}
    for relation in debate.outgoing(node.id):
        if relation.id not in gone:
            yield _without_premise(relation, node.id)
    yield RemoveNode(node.id, was=node)


def _without_premise(relation: Relation, premise: str) -> EditRelation:
    rest = tuple(each for each in relation.premises if each != premise)
    return EditRelation(relation.id, {"premises": rest}, {"premises": relation.premises})


def _remove_relations(debate: ArgumentMap, relations: list[Relation]) -> Iterator[RemoveRelation]:
    """Remove relations and whatever is aimed at them, the undercuts of undercuts first. Linear in what falls."""
    seen: set[str] = set()
    waiting = [(relation, False) for relation in reversed(relations)]
    while waiting:
        relation, bare = waiting.pop()
        if bare:
            yield RemoveRelation(relation.id, was=relation)
        elif relation.id not in seen:
            seen.add(relation.id)
            waiting.append((relation, True))
            waiting.extend((undercut, False) for undercut in debate.incoming(relation.id))


def _remove_source(debate: ArgumentMap, identifier: str) -> Iterator[Operation]:
    source = debate.sources.get(identifier)
    if source is None:
        raise _missing(identifier)
    for other in debate.referrers(identifier):
        item = debate.item(other)
        if isinstance(item, Node):
            yield _uncited(item, identifier)
        elif isinstance(item, Quote):
            yield RemoveQuote(item.id, was=item)
    yield RemoveSource(identifier, was=source)


def _remove_group(debate: ArgumentMap, identifier: str) -> Iterator[Operation]:
    group = debate.groups.get(identifier)
    if group is None:
        raise _missing(identifier)
    for other in debate.referrers(identifier):
        item = debate.item(other)
        if isinstance(item, Node):
            yield EditNode(item.id, {"group": group.parent}, {"group": identifier})
        elif isinstance(item, Group):
            yield EditGroup(item.id, {"parent": group.parent}, {"parent": identifier})
    yield RemoveGroup(identifier, was=group)


def _merge(debate: ArgumentMap, keep: Node, gone: Node) -> Iterator[Operation]:
    if keep.id == gone.id:
        raise Problem("'{id}' cannot be merged with itself.", item=keep.id, id=keep.id)
    there = {_sense(r) for r in (*debate.incoming(keep.id), *debate.outgoing(keep.id))}
    falling: list[Relation] = []
    edits: list[EditRelation] = []
    for relation in {r.id: r for r in (*debate.incoming(gone.id), *debate.outgoing(gone.id))}.values():
        merged = _redirected(relation, keep.id, gone.id)
        said = (relation.weight, relation.scheme, relation.note)
        bare = said == (None, None, None) and not debate.incoming(relation.id)
        if not merged.premises or (bare and _sense(merged) in there):
            falling.append(relation)
            continue
        there.add(_sense(merged))
        changes = {name: getattr(merged, name) for name in ("premises", "target")}
        edits.append(EditRelation(relation.id, changes, {name: getattr(relation, name) for name in changes}))
    removals = list(_remove_relations(debate, falling))
    yield from removals
    fallen = {removal.id for removal in removals}
    yield from (edit for edit in edits if edit.id not in fallen)
    for other in list(debate.referrers(gone.id)):
        quote = debate.quotes.get(other)
        if quote is not None:
            # Not taken off and put up again: its version would not rise when that is undone.
            yield EditQuote(quote.id, {"node": keep.id}, {"node": gone.id})
    changes = _united(keep, gone)
    if changes:
        yield EditNode(keep.id, changes, {name: getattr(keep, name) for name in changes})
    yield RemoveNode(gone.id, was=gone)


def _redirected(relation: Relation, keep: str, gone: str) -> Relation:
    """The relation with one card in place of the other; without premises when it would rest on its own target."""
    target = keep if relation.target == gone else relation.target
    premises = dict.fromkeys(keep if premise == gone else premise for premise in relation.premises)
    if target == keep:
        premises.pop(keep, None)
    return replace(relation, target=target, premises=tuple(premises))


def _sense(relation: Relation) -> tuple[str, frozenset[str], str]:
    return relation.kind, frozenset(relation.premises), relation.target


def _united(keep: Node, gone: Node) -> dict[str, Any]:
    """What the kept card takes over: sources and tags of both, and a title where it had none.

    Not a title that somebody else gave: whoever erases what they wrote could not take it back from there.
    """
    united: dict[str, Any] = {
        "sources": tuple(dict.fromkeys((*keep.sources, *gone.sources))),
        "tags": tuple(dict.fromkeys((*keep.tags, *gone.tags))),
        "title": keep.title or (gone.title if gone.author == keep.author else None),
    }
    return {name: value for name, value in united.items() if value != getattr(keep, name)}
