"""The log of a map: what was done to it, and which of that has been taken back.

Whether a change has been taken back is never stored: it follows from how often the log says that it was toggled.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Row, Select, String, Table, and_, bindparam, cast, func, or_, select

from argmap.model.operations import Operation
from argmap.model.records import operation as from_record
from argmap.store.database import Database
from argmap.store.tables import OperationRow

_LOG: Table = OperationRow.__table__  # type: ignore[attr-defined]
_AT_ONCE = 200


@dataclass(frozen=True, slots=True)
class Entry:
    """One change of a map. `undone`: it has been taken back; `toggles`: it is itself the undo or redo of that revision.

    `turn` says of an undo or redo how often that change has been toggled by then: odd for an undo, even for a redo.
    """

    revision: int
    at: datetime
    undone: bool
    toggles: int | None
    turn: int
    author: str | None
    _body: str = field(repr=False)
    _inverse: str = field(repr=False)

    @property
    def operation(self) -> Operation:
        """What was done."""
        return from_record(json.loads(self._body))

    @property
    def inverse(self) -> Operation:
        """What takes it back."""
        return from_record(json.loads(self._inverse))


def entries(database: Database, map_id: str, before: int | None, most: int) -> list[Entry]:
    """The latest changes of a map, the newest first, those before a revision if one is given."""
    query = _entries(map_id)
    if before is not None:
        query = query.where(_LOG.c.revision < before)
    with database.reading() as connection:
        return [_entry(row) for row in connection.execute(query.order_by(_LOG.c.revision.desc()).limit(most))]


def after(database: Database, map_id: str, revision: int, most: int) -> list[Entry]:
    """The changes of a map that came after a revision, the oldest first."""
    query = _entries(map_id).where(_LOG.c.revision > revision).order_by(_LOG.c.revision).limit(most)
    with database.looking() as connection:
        return [_entry(row) for row in connection.execute(query)]


def entry(database: Database, map_id: str, revision: int) -> Entry | None:
    """The change that made a revision, if there was one."""
    with database.reading() as connection:
        row = connection.execute(_entries(map_id).where(_LOG.c.revision == revision)).first()
    return None if row is None else _entry(row)


def undoable(database: Database, map_id: str, author: str | None = None) -> Entry | None:
    """The change that was made, or brought again, last and stands; with the first one the map began, so it never counts.

    Of one author's changes, if one is given; "": of those that nobody has signed.
    """
    with database.looking() as connection:
        row = connection.execute(_UNDOABLE, {"map": map_id, "author": author}).first()
    return None if row is None else _entry(row)


def last_toggle(database: Database, map_id: str, revision: int) -> Entry | None:
    """The latest undo or redo of a change; None when it was never taken back."""
    query = _entries(map_id).where(_LOG.c.toggles == revision).order_by(_LOG.c.revision.desc()).limit(1)
    with database.reading() as connection:
        row = connection.execute(query).first()
    return None if row is None else _entry(row)


def log(database: Database, map_id: str) -> Iterator[tuple[str, Operation]]:
    """Every operation id and operation of a map, from its beginning: replayed, they make the map as it stands."""
    after = 0
    while True:
        columns = (_LOG.c.revision, _LOG.c.operation_id, _LOG.c.body)
        query = select(*columns).where(_LOG.c.map_id == map_id, _LOG.c.revision > after)
        with database.reading() as connection:
            found = connection.execute(query.order_by(_LOG.c.revision).limit(_AT_ONCE)).all()
        for row in found:
            yield row.operation_id, from_record(json.loads(row.body))
        if len(found) < _AT_ONCE:
            return
        after = found[-1].revision


_OTHERS = _LOG.alias("others")


def _toggles(*these: ColumnElement[bool]) -> ColumnElement[int]:
    """How many undos and redos there are of something on the same map."""
    here = (_OTHERS.c.map_id == _LOG.c.map_id, *these)
    return select(func.count()).select_from(_OTHERS).where(*here).correlate(_LOG).scalar_subquery()


_OF_IT = _OTHERS.c.toggles == _LOG.c.revision
_OF_THE_SAME = _OTHERS.c.toggles == _LOG.c.toggles

_ENTRIES: Select[*tuple[Any, ...]] = select(
    _LOG.c.revision,
    _LOG.c.at,
    _LOG.c.toggles,
    _LOG.c.author,
    _LOG.c.body,
    _LOG.c.inverse,
    (_toggles(_OF_IT) % 2).label("undone"),
    _toggles(_OF_THE_SAME, _OTHERS.c.revision <= _LOG.c.revision).label("turn"),
)

# From the latest entry backwards, the first that says of a change that it stands: its own, if nobody has toggled
# it since, or the redo that was its last toggle.
_MADE = and_(_LOG.c.toggles.is_(None), _LOG.c.revision > 1, _toggles(_OF_IT) == 0)
_REDONE = and_(
    _LOG.c.toggles.is_not(None),
    _toggles(_OF_THE_SAME) % 2 == 0,
    _toggles(_OF_THE_SAME, _OTHERS.c.revision > _LOG.c.revision) == 0,
)
_LAST = (
    select(func.coalesce(_LOG.c.toggles, _LOG.c.revision).label("revision"))
    .where(
        _LOG.c.map_id == bindparam("map"),
        or_(_MADE, _REDONE),
        or_(
            cast(bindparam("author"), String).is_(None),
            func.coalesce(_LOG.c.author, "") == bindparam("author"),
        ),
    )
    .order_by(_LOG.c.revision.desc())
    .limit(1)
    .subquery("last")
)
_UNDOABLE = _ENTRIES.where(
    _LOG.c.map_id == bindparam("map"), _LOG.c.revision == select(_LAST.c.revision).scalar_subquery()
)


def _entries(map_id: str) -> Select[*tuple[Any, ...]]:
    return _ENTRIES.where(_LOG.c.map_id == map_id)


def _entry(row: Row[*tuple[Any, ...]]) -> Entry:
    return Entry(
        row.revision, row.at, bool(row.undone), row.toggles, row.turn, row.author, row.body, row.inverse
    )


@dataclass(frozen=True, slots=True)
class Birth:
    """When a card or a link was first put on a map, and by whom."""

    revision: int
    at: datetime
    author: str | None


def births(database: Database, map_id: str) -> dict[str, Birth]:
    """Of every card and link that was ever added to a map, when that was. Linear in the log, a part of it at a time."""
    found: dict[str, Birth] = {}
    after = 0
    columns = (_LOG.c.revision, _LOG.c.at, _LOG.c.author, _LOG.c.body)
    while True:
        query = select(*columns).where(_LOG.c.map_id == map_id, _LOG.c.revision > after)
        with database.reading() as connection:
            rows = connection.execute(query.order_by(_LOG.c.revision).limit(_AT_ONCE)).all()
        for row in rows:
            # Only the names are needed: operations are not put together for them.
            for item in _added(json.loads(row.body)):
                found.setdefault(item, Birth(row.revision, row.at, row.author))
        if len(rows) < _AT_ONCE:
            return found
        after = rows[-1].revision


def _added(body: dict[str, Any]) -> Iterator[str]:
    waiting = [body]
    while waiting:
        each = waiting.pop()
        match each["type"]:
            case "AddNode":
                yield each["node"]["id"]
            case "AddRelation":
                yield each["relation"]["id"]
            case "Batch":
                waiting.extend(each["operations"])
