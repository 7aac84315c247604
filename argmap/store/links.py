"""Secret links: found by their name, made, revoked. Their secrets are known here by their hashes alone."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Row, Table, bindparam, func, insert, select, update

from argmap.store import rooms
from argmap.store.database import Database
from argmap.store.rooms import Room
from argmap.store.tables import LinkRow, MapRow

_LINKS: Table = LinkRow.__table__  # type: ignore[attr-defined]
_MAPS: Table = MapRow.__table__  # type: ignore[attr-defined]
_AT_ONCE = 500  # maps in one question
# Every request asks this, so it is put into words once.
_FIND = (
    select(
        *(_LINKS.c[name] for name in ("id", "role", "digest", "made_by", "made_at")),
        _MAPS.c.revision.label("map_revision"),
        *rooms.COLUMNS,
    )
    .join(_MAPS, _MAPS.c.id == _LINKS.c.map_id)
    .outerjoin(rooms.ROOMS, rooms.ROOMS.c.map_id == _LINKS.c.map_id)
    .outerjoin(rooms.CODES, rooms.CODES.c.map_id == _LINKS.c.map_id)
    .where(
        _LINKS.c.map_id == bindparam("map"),
        _LINKS.c.id == bindparam("link"),
        _LINKS.c.revoked_at.is_(None),
    )
)
_COLUMNS = (_LINKS.c.id, _LINKS.c.role, _LINKS.c.digest, _LINKS.c.made_by, _LINKS.c.made_at)


@dataclass(frozen=True, slots=True)
class NewLink:
    """A link that is to be kept: its name, what it allows, the hash of its secret, by way of which link it was made."""

    id: str
    role: str
    digest: str = field(repr=False)
    made_by: str | None = None


@dataclass(frozen=True, slots=True)
class Link(NewLink):
    """A link that is kept, and when it was made."""

    made_at: datetime = field(kw_only=True)


def find(database: Database, map_id: str, link: str) -> tuple[Link, int, Room | None] | None:
    """A link that still opens its map, the revision of that map, and its room; None for a revoked or unknown one."""
    with database.looking() as connection:
        row = connection.execute(_FIND, {"map": map_id, "link": link}).first()
    if row is None:
        return None
    return _link(row), row.map_revision, None if row.code is None else rooms.room(row)


def links(database: Database, map_id: str) -> list[Link]:
    """The links that open a map, the oldest first."""
    query = select(*_COLUMNS).where(_LINKS.c.map_id == map_id, _LINKS.c.revoked_at.is_(None))
    with database.reading() as connection:
        # At one moment two are made together with a map: the one to change it, and then the one to read it.
        order = (_LINKS.c.made_at, _LINKS.c.made_by.is_not(None), _LINKS.c.id)
        return [_link(row) for row in connection.execute(query.order_by(*order))]


def open_ones(database: Database, maps: Iterable[str]) -> set[tuple[str, str]]:
    """Of these maps every pair of a map and a link that still opens it, by one question (for each `_AT_ONCE` maps)."""
    asked, found = list(maps), set()
    with database.looking() as connection:
        for start in range(0, len(asked), _AT_ONCE):
            here = (_LINKS.c.map_id.in_(asked[start : start + _AT_ONCE]), _LINKS.c.revoked_at.is_(None))
            rows = connection.execute(select(_LINKS.c.map_id, _LINKS.c.id).where(*here))
            found |= {(row.map_id, row.id) for row in rows}
    return found


def add(database: Database, map_id: str, link: NewLink, now: datetime, most: int) -> bool:
    """Keep one more link; False when so many open the map already."""
    with database.writing() as connection:
        # Whoever makes a link waits for whoever is making another one.
        connection.execute(select(_MAPS.c.id).where(_MAPS.c.id == map_id).with_for_update())
        here = (_LINKS.c.map_id == map_id, _LINKS.c.revoked_at.is_(None))
        if (connection.execute(select(func.count()).where(*here)).scalar() or 0) >= most:
            return False
        put(connection, map_id, link, now)
    return True


def put(connection: Connection, map_id: str, link: NewLink, now: datetime) -> None:
    """Keep one more link, within a transaction."""
    values = {
        "id": link.id,
        "role": link.role,
        "digest": link.digest,
        "made_by": link.made_by,
        "made_at": now,
    }
    connection.execute(insert(_LINKS), {"map_id": map_id, **values})


def revoke(database: Database, map_id: str, gone: Sequence[str], now: datetime) -> int:
    """Let links open nothing from now on; how many that did until now."""
    here = (_LINKS.c.map_id == map_id, _LINKS.c.id.in_(gone), _LINKS.c.revoked_at.is_(None))
    with database.writing() as connection:
        return connection.execute(update(_LINKS).where(*here).values(revoked_at=now)).rowcount


def _link(row: Row[*tuple[Any, ...]]) -> Link:
    return Link(row.id, row.role, row.digest, row.made_by, made_at=row.made_at)
