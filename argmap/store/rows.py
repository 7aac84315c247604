"""Between the items of a map and the rows of its tables: whole maps read, and what has changed written."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from sqlalchemy import Connection, Table, and_, bindparam, delete, insert, select, update

from argmap.model import ArgumentMap, Group, Item, Node, Quote, Relation, Source, replay
from argmap.model.map import targets_first
from argmap.model.operations import AddGroup, AddNode, AddQuote, AddRelation, AddSource, EditMap, Operation
from argmap.store.tables import GroupRow, NodeRow, PremiseRow, QuoteRow, RelationRow, SourceRow

Values = dict[str, Any]

TABLES: Mapping[type[Item], Table] = {
    Group: GroupRow.__table__,  # type: ignore[attr-defined]
    Source: SourceRow.__table__,  # type: ignore[attr-defined]
    Node: NodeRow.__table__,  # type: ignore[attr-defined]
    Quote: QuoteRow.__table__,  # type: ignore[attr-defined]
    Relation: RelationRow.__table__,  # type: ignore[attr-defined]
}
PREMISES: Table = PremiseRow.__table__  # type: ignore[attr-defined]


def encoded(value: Any) -> str:
    """Plain data as JSON, readable where it can be: half a character (a lone surrogate) is escaped."""
    text = json.dumps(value, ensure_ascii=False, allow_nan=False, separators=(",", ":"))
    try:
        text.encode()
    except UnicodeEncodeError:
        return json.dumps(value, allow_nan=False, separators=(",", ":"))
    return text


def values(item: Item) -> Values:
    """The columns of an item, but for the map it is on and, of a relation, its premises."""
    match item:
        case Node():
            return {
                "kind": item.kind, "text": item.text, "title": item.title, "language": item.language,
                "tags": encoded(item.tags), "group": item.group, "author": item.author, "origin": item.origin,
                "sources": encoded(item.sources), "hidden": item.hidden, "stance": item.stance,
                "argument": item.argument, "rank": item.rank, "version": item.version,
            }  # fmt: skip
        case Relation():
            return {
                "kind": item.kind, "target": item.target, "weight": item.weight, "rank": item.rank,
                "scheme": item.scheme, "note": item.note, "version": item.version,
            }  # fmt: skip
        case Source():
            return {
                "fields": encoded(dict(item.fields)), "credibility": item.credibility, "reason": item.reason,
                "version": item.version,
            }  # fmt: skip
        case Quote():
            return {
                "node": item.node, "source": item.source, "exact": item.exact, "before": item.before,
                "after": item.after, "start": item.start, "end": item.end, "version": item.version,
            }  # fmt: skip
        case Group():
            return {"title": item.title, "parent": item.parent, "rank": item.rank, "version": item.version}


def read(connection: Connection, map_id: str, language: str | None, foreign: str) -> ArgumentMap:
    """The map as its tables hold it. The model looks at every item once more. O(n log n)."""
    found = {kind: _select(connection, table, map_id) for kind, table in TABLES.items()}
    premises: dict[str, list[str]] = {}
    query = select(PREMISES.c.relation, PREMISES.c.node).where(PREMISES.c.map_id == map_id)
    for relation, node in connection.execute(query.order_by(PREMISES.c.relation, PREMISES.c.place)):
        premises.setdefault(relation, []).append(node)
    start: list[Operation] = [EditMap({"language": language, "foreign": json.loads(foreign)})]
    return replay([*start, *_building(found, premises)])


def _select(connection: Connection, table: Table, map_id: str) -> list[Values]:
    columns = [column for column in table.c if column.name != "map_id"]
    rows = connection.execute(select(*columns).where(table.c.map_id == map_id).order_by(table.c.id))
    return [dict(row) for row in rows.mappings()]


def _building(
    found: Mapping[type[Item], list[Values]], premises: Mapping[str, list[str]]
) -> Iterator[Operation]:
    yield from (AddGroup(group) for group in _parents_first(Group(**row) for row in found[Group]))
    for row in found[Source]:
        yield AddSource(Source(**{**row, "fields": json.loads(row["fields"])}))
    for row in found[Node]:
        lists = {name: tuple(json.loads(row[name])) for name in ("tags", "sources")}
        yield AddNode(Node(**{**row, **lists}))
    for row in found[Quote]:
        yield AddQuote(Quote(**row))
    relations = (Relation(**row, premises=tuple(premises.get(row["id"], ()))) for row in found[Relation])
    for relation in targets_first({relation.id: relation for relation in relations}):
        yield AddRelation(relation)


def _parents_first(groups: Iterable[Group]) -> Iterator[Group]:
    waiting = {group.id: group for group in groups}
    while waiting:
        chain = [next(iter(waiting.values()))]
        while chain[-1].parent in waiting:
            chain.append(waiting[chain[-1].parent])
        for group in reversed(chain):
            yield waiting.pop(group.id)


def write(connection: Connection, map_id: str, old: ArgumentMap, new: ArgumentMap) -> None:
    """Let the tables hold `new` where they held `old`. One pass over both; writes only what is different.

    An item that was left as it was is the very same value in both maps.
    """
    for kind, table in TABLES.items():
        before, after = _table(old, kind), _table(new, kind)
        added = [item for key, item in after.items() if key not in before]
        edited = [item for key, item in after.items() if key in before and before[key] is not item]
        gone = [item for key, item in before.items() if key not in after]
        here = and_(table.c.map_id == map_id, table.c.id == bindparam("_id"))
        if kind is Relation:
            _write_premises(connection, map_id, [*gone, *edited], [*added, *edited])
        if gone:
            connection.execute(delete(table).where(here), [{"_id": item.id} for item in gone])
        if added:
            connection.execute(
                insert(table), [{"map_id": map_id, "id": item.id, **values(item)} for item in added]
            )
        if edited:
            connection.execute(
                update(table).where(here), [{"_id": item.id, **values(item)} for item in edited]
            )


def _write_premises(connection: Connection, map_id: str, gone: Iterable[Item], made: Iterable[Item]) -> None:
    old = [{"_relation": item.id} for item in gone]
    if old:
        here = and_(PREMISES.c.map_id == map_id, PREMISES.c.relation == bindparam("_relation"))
        connection.execute(delete(PREMISES).where(here), old)
    new = [
        {"map_id": map_id, "relation": item.id, "place": place, "node": node}
        for item in made
        if isinstance(item, Relation)
        for place, node in enumerate(item.premises)
    ]
    if new:
        connection.execute(insert(PREMISES), new)


def _table(debate: ArgumentMap, kind: type[Item]) -> Mapping[str, Item]:
    tables: Mapping[type[Item], Mapping[str, Item]] = {
        Node: debate.nodes,
        Relation: debate.relations,
        Source: debate.sources,
        Quote: debate.quotes,
        Group: debate.groups,
    }
    return tables[kind]
