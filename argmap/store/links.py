"""Secret links: found by their name, made, revoked. Their secrets are known here by their hashes alone."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Row, Table, bindparam, func, insert, or_, select, update

from argmap.store import public, rooms
from argmap.store.database import Database
from argmap.store.public import State
from argmap.store.rooms import Room
from argmap.store.tables import LinkRow, MapRow

_LINKS: Table = LinkRow.__table__  # type: ignore[attr-defined]
_MAPS: Table = MapRow.__table__  # type: ignore[attr-defined]
_AT_ONCE = 500  # maps in one question
_NAMES = ("id", "role", "digest", "made_by", "expires_at", "label", "made_at")
# Every request asks this, so it is put into words once.
_FIND = (
    select(
        *(_LINKS.c[name] for name in _NAMES),
        _MAPS.c.revision.label("map_revision"),
        *public.COLUMNS,
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
_COLUMNS = tuple(_LINKS.c[name] for name in _NAMES)


@dataclass(frozen=True, slots=True)
class NewLink:
    """A link that is to be kept: its name, what it allows, the hash of its secret, by way of which link it was made.

    It opens its map until `expires_at`, for ever where that is None. `label` says for whom it is.
    """

    id: str
    role: str
    digest: str = field(repr=False)
    made_by: str | None = None
    expires_at: datetime | None = None
    label: str | None = None

    def open(self, now: datetime) -> bool:
        """Whether it opens its map at a moment, as far as its end goes."""
        return self.expires_at is None or now < self.expires_at


@dataclass(frozen=True, slots=True)
class Link(NewLink):
    """A link that is kept, and when it was made."""

    made_at: datetime = field(kw_only=True)


# What whoever has no key is told of a map.
_WITHOUT = (
    select(_MAPS.c.revision.label("map_revision"), *public.COLUMNS, *rooms.COLUMNS)
    .outerjoin(rooms.ROOMS, rooms.ROOMS.c.map_id == _MAPS.c.id)
    .outerjoin(rooms.CODES, rooms.CODES.c.map_id == _MAPS.c.id)
    .where(_MAPS.c.id == bindparam("map"))
)


@dataclass(frozen=True, slots=True)
class Found:
    """What a link leads to: the revision of its map, who else may read that, and its room. `link` is None without a key."""

    link: Link | None
    revision: int
    state: State
    room: Room | None


def find(database: Database, map_id: str, link: str) -> Found | None:
    """A link, which may have ended, with its map; None for a revoked or unknown one."""
    with database.looking() as connection:
        row = connection.execute(_FIND, {"map": map_id, "link": link}).first()
    return None if row is None else _found(row, _link(row))


def find_map(database: Database, map_id: str) -> Found | None:
    """The same of a map without a link to it: whether its `state` lets anybody read it is for the caller to see."""
    with database.looking() as connection:
        row = connection.execute(_WITHOUT, {"map": map_id}).first()
    return None if row is None else _found(row, None)


def _found(row: Row[*tuple[Any, ...]], link: Link | None) -> Found:
    room = None if row.code is None else rooms.room(row)
    return Found(link, row.map_revision, public.state(row), room)


def links(database: Database, map_id: str) -> list[Link]:
    """The links to a map that are not withdrawn, those that have ended too, the oldest first."""
    query = select(*_COLUMNS).where(_LINKS.c.map_id == map_id, _LINKS.c.revoked_at.is_(None))
    with database.reading() as connection:
        # At one moment two are made together with a map: the one to change it, and then the one to read it.
        order = (_LINKS.c.made_at, _LINKS.c.made_by.is_not(None), _LINKS.c.id)
        return [_link(row) for row in connection.execute(query.order_by(*order))]


def open_ones(database: Database, maps: Iterable[str], now: datetime) -> set[tuple[str, str]]:
    """Of these maps every pair of a map and a link that still opens it, by one question (for each `_AT_ONCE` maps)."""
    open_now = or_(_LINKS.c.expires_at.is_(None), _LINKS.c.expires_at > now)
    asked, found = list(maps), set()
    with database.looking() as connection:
        for start in range(0, len(asked), _AT_ONCE):
            here = (_LINKS.c.map_id.in_(asked[start : start + _AT_ONCE]), _LINKS.c.revoked_at.is_(None))
            rows = connection.execute(select(_LINKS.c.map_id, _LINKS.c.id).where(*here, open_now))
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
        "expires_at": link.expires_at,
        "label": link.label,
    }
    connection.execute(insert(_LINKS), {"map_id": map_id, **values})


def revoke(database: Database, map_id: str, gone: Sequence[str], now: datetime) -> int:
    """Let links open nothing from now on; how many that did until now."""
    here = (_LINKS.c.map_id == map_id, _LINKS.c.id.in_(gone), _LINKS.c.revoked_at.is_(None))
    with database.writing() as connection:
        return connection.execute(update(_LINKS).where(*here).values(revoked_at=now, label=None)).rowcount


def _link(row: Row[*tuple[Any, ...]]) -> Link:
    return Link(*(getattr(row, name) for name in _NAMES[:-1]), made_at=row.made_at)
