"""Frozen snapshots: a map as it was at one moment, as a text that never changes, but for what somebody has erased since."""

from __future__ import annotations

from collections.abc import Callable, Collection
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Row, Table, func, insert, select, update

from argmap.store.database import Database
from argmap.store.tables import MapRow, SnapshotRow

_MAPS: Table = MapRow.__table__  # type: ignore[attr-defined]
_ROWS: Table = SnapshotRow.__table__  # type: ignore[attr-defined]

_NAMES = (
    "map_id", "id", "revision", "made_at", "made_by", "digest", "hash", "size", "redacted_at", "withdrawn_at",
)  # fmt: skip
_COLUMNS = tuple(_ROWS.c[name] for name in _NAMES)

Rewrite = Callable[[str], tuple[str, str] | None]
"""From the text of a snapshot the one without what was erased, and its hash; None where nothing of that is in it."""


@dataclass(frozen=True, slots=True)
class Kept:
    """What is known of a snapshot without its text. `hash` is the SHA-256 of that; `digest` is None where everybody may read it.

    `redacted_at`: since then it lacks what somebody erased, and has another hash. `withdrawn_at`: since then it opens nothing.
    `hidden`: whoever runs the server has hidden its map.
    """

    map: str
    id: str
    revision: int
    made_at: datetime
    made_by: str | None
    digest: str | None = field(repr=False)
    hash: str
    size: int
    redacted_at: datetime | None = None
    withdrawn_at: datetime | None = None
    hidden: bool = False


class Overtaken(Exception):
    """The map has changed since the snapshot was read: what somebody erased meanwhile would be in it for good."""


def add(database: Database, kept: Kept, body: str, most: int, room: int) -> bool:
    """Keep a snapshot; False when a map has so many already, or when they would take more than `room` characters.

    Raises `Overtaken` where the map is not at the revision of the snapshot any more.
    """
    with database.writing() as connection:
        # Whoever freezes a map waits for whoever is freezing or changing it just now.
        now = select(_MAPS.c.revision).where(_MAPS.c.id == kept.map).with_for_update()
        if connection.execute(now).scalar() != kept.revision:
            raise Overtaken
        here = (_ROWS.c.map_id == kept.map, _ROWS.c.withdrawn_at.is_(None))
        counts = select(func.count(), func.coalesce(func.sum(_ROWS.c.size), 0)).where(*here)
        count, taken = connection.execute(counts).one()
        if count >= most or taken + kept.size > room:
            return False
        values = {name: getattr(kept, name) for name in _NAMES if name != "map_id"}
        connection.execute(insert(_ROWS), {"map_id": kept.map, **values, "body": body})
    return True


def find(database: Database, snapshot: str) -> Kept | None:
    """A snapshot by its id, withdrawn or not."""
    query = select(*_COLUMNS, _MAPS.c.hidden_at).join(_MAPS, _MAPS.c.id == _ROWS.c.map_id)
    with database.looking() as connection:
        row = connection.execute(query.where(_ROWS.c.id == snapshot)).first()
    return None if row is None else _kept(row, row.hidden_at is not None)


def body(database: Database, snapshot: str) -> tuple[str, str] | None:
    """The text of a snapshot, and its hash; None for one that is withdrawn."""
    here = (_ROWS.c.id == snapshot, _ROWS.c.withdrawn_at.is_(None))
    with database.looking() as connection:
        row = connection.execute(select(_ROWS.c.body, _ROWS.c.hash).where(*here)).first()
    return None if row is None else (row.body, row.hash)


def of_map(database: Database, map_id: str) -> list[Kept]:
    """The snapshots of a map that are not withdrawn, the latest first."""
    here = (_ROWS.c.map_id == map_id, _ROWS.c.withdrawn_at.is_(None))
    query = select(*_COLUMNS).where(*here).order_by(_ROWS.c.made_at.desc(), _ROWS.c.id)
    with database.reading() as connection:
        return [_kept(row) for row in connection.execute(query)]


def withdraw(database: Database, map_id: str, snapshot: str, now: datetime) -> bool:
    """Let a snapshot open nothing any more, and forget its text; False where there was none."""
    here = (_ROWS.c.map_id == map_id, _ROWS.c.id == snapshot, _ROWS.c.withdrawn_at.is_(None))
    gone = update(_ROWS).where(*here).values(withdrawn_at=now, body="", hash="", size=0)
    with database.writing() as connection:
        return connection.execute(gone).rowcount > 0


def rewrite(connection: Connection, map_id: str, anew: Rewrite, now: datetime) -> int:
    """Take out of all snapshots of a map what was erased, within that transaction; how many there were with such in them."""
    here = (_ROWS.c.map_id == map_id, _ROWS.c.withdrawn_at.is_(None))
    changed = 0
    ids: Collection[str] = connection.execute(select(_ROWS.c.id).where(*here)).scalars().all()
    for each in ids:
        one = (_ROWS.c.map_id == map_id, _ROWS.c.id == each)
        found = anew(connection.execute(select(_ROWS.c.body).where(*one)).scalar() or "")
        if found is not None:
            text, made = found
            values = {"body": text, "hash": made, "size": len(text), "redacted_at": now}
            connection.execute(update(_ROWS).where(*one).values(**values))
            changed += 1
    return changed


def _kept(row: Row[*tuple[Any, ...]], hidden: bool = False) -> Kept:
    values = {name: getattr(row, name) for name in _NAMES if name != "map_id"}
    return Kept(map=row.map_id, hidden=hidden, **values)
