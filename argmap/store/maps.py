"""Maps as they stand now: made, read, and changed together with their log."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Row, Table, case, func, insert, select, update

from argmap.model import ArgumentMap, Conflict, building
from argmap.model.operations import Batch, Operation
from argmap.model.records import operation as from_record
from argmap.model.records import record
from argmap.store import rows
from argmap.store.database import Database
from argmap.store.links import NewLink, put
from argmap.store.tables import MapRow, NodeRow, OperationRow

_MAPS: Table = MapRow.__table__  # type: ignore[attr-defined]
_NODES: Table = NodeRow.__table__  # type: ignore[attr-defined]
_LOG: Table = OperationRow.__table__  # type: ignore[attr-defined]

_AT_ONCE = 500  # maps in one question
_USED = "The operation id was used for another change already: give every change an id of its own."


@dataclass(frozen=True, slots=True)
class Held:
    """A map as it stands at a revision; `number` is the last number that was given to something on it."""

    map: str
    revision: int
    number: int
    debate: ArgumentMap = field(repr=False)


@dataclass(frozen=True, slots=True)
class Change:
    """What a change comes to: the map after it, the operation, what takes it back, the last number given.

    `toggles`: the change is the undo, or the redo, of that revision.
    """

    debate: ArgumentMap
    operation: Operation
    inverse: Operation
    number: int
    toggles: int | None = None


@dataclass(frozen=True, slots=True)
class Written:
    """A change that is in the log: the map as it stands now, the operation, and the revision that it made.

    `repeated`: it had been written before, under the same operation id, and nothing was done this time.
    """

    held: Held
    operation: Operation
    revision: int
    repeated: bool


def create(
    database: Database,
    map_id: str,
    debate: ArgumentMap,
    *,
    operation_id: str,
    number: int,
    now: datetime,
    links: Sequence[NewLink] = (),
) -> Held:
    """Put a new map into the database, with its first links; its log begins with all that builds it."""
    with database.writing() as connection:
        connection.execute(
            insert(_MAPS),
            {
                "id": map_id,
                "revision": 1,
                "number": number,
                "language": debate.language,
                "foreign": rows.encoded(dict(debate.foreign)),
                "made_at": now,
                "changed_at": now,
            },
        )
        rows.write(connection, map_id, ArgumentMap(), debate)
        beginning = Change(debate, Batch(tuple(building(debate))), Batch(()), number)
        _log(connection, map_id, 1, Press(operation_id), None, now, beginning)
        for link in links:
            put(connection, map_id, link, now)
    return Held(map_id, 1, number, debate)


def load(database: Database, map_id: str) -> Held | None:
    """The map as it stands now; None when there is none."""
    with database.reading() as connection:
        return _load(connection, map_id)


@dataclass(frozen=True, slots=True)
class Press:
    """The name of a change, so that it counts once: an id, and the digest of what it holds."""

    operation_id: str
    digest: str = ""


def change(
    database: Database,
    map_id: str,
    press: Press,
    decide: Callable[[Held], Change],
    *,
    author: str | None = None,
    now: datetime,
    known: Held | None = None,
) -> Written | None:
    """Change a map in one transaction; None when there is no such map.

    `decide` gets the map as it stands, with nobody else able to change it, and says what to do; what it raises
    leaves everything as it was. The same press again does nothing, and raises `Conflict` when its digest is
    another one. `known` spares reading the map when it is still as it was.
    """
    try:
        with database.writing() as connection:
            held = _taken(connection, map_id, press, now, known)
            if held is None:
                return None
            decided = decide(held)
            _write(connection, held, decided)
            _log(connection, map_id, held.revision + 1, press, author, now, decided)
    except _Seen as seen:
        # Nothing is left of this try; what the first one came to is read in a transaction of its own.
        return _repeated(database, map_id, seen.before)
    made = Held(map_id, held.revision + 1, decided.number, decided.debate)
    return Written(made, decided.operation, made.revision, False)


class _Seen(Exception):
    """The change has been written before."""

    def __init__(self, before: Row[*tuple[Any, ...]]) -> None:
        self.before = before
        super().__init__()


def _taken(
    connection: Connection, map_id: str, press: Press, now: datetime, known: Held | None
) -> Held | None:
    """The map as it stands, for this transaction alone. Raises `_Seen`, `Conflict`."""
    # Whoever writes first is served first: from here on the others wait for this map.
    raised = update(_MAPS).where(_MAPS.c.id == map_id).values(revision=_MAPS.c.revision + 1, changed_at=now)
    revision = connection.execute(raised.returning(_MAPS.c.revision)).scalar()
    if revision is None:
        return None
    columns = (_LOG.c.revision, _LOG.c.digest, _LOG.c.body)
    here = (_LOG.c.map_id == map_id, _LOG.c.operation_id == press.operation_id)
    before = connection.execute(select(*columns).where(*here)).first()
    if before is not None:
        if before.digest != press.digest:
            raise Conflict(_USED)
        raise _Seen(before)
    if known is not None and known.revision == revision - 1:
        return known
    held = _load(connection, map_id)
    return None if held is None else replace(held, revision=revision - 1)


def revisions(database: Database, ids: Iterable[str]) -> dict[str, int]:
    """At which revision maps are, by one question (for each `_AT_ONCE` maps); those that are gone are left out."""
    asked = list(ids)
    found: dict[str, int] = {}
    with database.looking() as connection:
        for start in range(0, len(asked), _AT_ONCE):
            here = _MAPS.c.id.in_(asked[start : start + _AT_ONCE])
            rows_found = connection.execute(select(_MAPS.c.id, _MAPS.c.revision).where(here))
            found.update({row.id: row.revision for row in rows_found})
    return found


def titles(database: Database, ids: Iterable[str]) -> dict[str, tuple[str | None, str | None]]:
    """For each map that there is, the text of its question, else of its first position, and the language of that."""
    found: dict[str, tuple[str | None, str | None]] = {}
    first = case((_NODES.c.kind == "question", 0), else_=1)
    with database.reading() as connection:
        for map_id in ids:
            if connection.execute(select(_MAPS.c.id).where(_MAPS.c.id == map_id)).first() is None:
                continue
            here = (_NODES.c.map_id == map_id, _NODES.c.kind.in_(("question", "position")), ~_NODES.c.hidden)
            named = select(_NODES.c.text, _NODES.c.language).where(*here)
            order = (first, _NODES.c.rank, func.length(_NODES.c.id), _NODES.c.id)
            row = connection.execute(named.order_by(*order).limit(1)).first()
            found[map_id] = (None, None) if row is None else (row.text, row.language)
    return found


def _load(connection: Connection, map_id: str) -> Held | None:
    columns = (_MAPS.c.revision, _MAPS.c.number, _MAPS.c.language, _MAPS.c.foreign)
    row = connection.execute(select(*columns).where(_MAPS.c.id == map_id)).first()
    if row is None:
        return None
    return Held(map_id, row.revision, row.number, rows.read(connection, map_id, row.language, row.foreign))


def _repeated(database: Database, map_id: str, before: Row[*tuple[Any, ...]]) -> Written | None:
    held = load(database, map_id)
    if held is None:
        return None
    return Written(held, from_record(json.loads(before.body)), before.revision, True)


def _write(connection: Connection, held: Held, decided: Change) -> None:
    """The new state of a map: its items, and its own fields where they are different."""
    rows.write(connection, held.map, held.debate, decided.debate)
    own: dict[str, object] = {}
    if decided.number != held.number:
        own["number"] = decided.number
    if decided.debate.language != held.debate.language:
        own["language"] = decided.debate.language
    if decided.debate.foreign is not held.debate.foreign:
        own["foreign"] = rows.encoded(dict(decided.debate.foreign))
    if own:
        connection.execute(update(_MAPS).where(_MAPS.c.id == held.map).values(own))


def _log(
    connection: Connection,
    map_id: str,
    revision: int,
    press: Press,
    author: str | None,
    now: datetime,
    decided: Change,
) -> None:
    entry = {
        "map_id": map_id,
        "revision": revision,
        "operation_id": press.operation_id,
        "digest": press.digest,
        "author": author,
        "at": now,
        "body": rows.encoded(record(decided.operation)),
        "inverse": rows.encoded(record(decided.inverse)),
        "toggles": decided.toggles,
    }
    connection.execute(insert(_LOG), entry)
