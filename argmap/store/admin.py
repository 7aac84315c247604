"""What whoever runs a server does with all that is kept: look through it, close maps, delete them, leave no traces."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Table, delete, exists, func, or_, select, update
from sqlmodel import SQLModel

from argmap.store import maps, public
from argmap.store.database import Database
from argmap.store.tables import (
    LinkRow,
    MapRow,
    NodeRow,
    ParticipantKeyRow,
    ParticipantRow,
    ReportRow,
    RoomCodeRow,
    RoomRow,
)

_MAPS: Table = MapRow.__table__  # type: ignore[attr-defined]
_NODES: Table = NodeRow.__table__  # type: ignore[attr-defined]
_LINKS: Table = LinkRow.__table__  # type: ignore[attr-defined]
_ROOMS: Table = RoomRow.__table__  # type: ignore[attr-defined]
_REPORTS: Table = ReportRow.__table__  # type: ignore[attr-defined]
_CODES: Table = RoomCodeRow.__table__  # type: ignore[attr-defined]
_PEOPLE: Table = ParticipantRow.__table__  # type: ignore[attr-defined]
_KEYS: Table = ParticipantKeyRow.__table__  # type: ignore[attr-defined]

_PATIENCE = 2_000  # milliseconds to wait for those who read at this moment


@dataclass(frozen=True, slots=True)
class Kept:
    """A map as it lies in the database: what it is called (None: nothing), and the code and the people of its room.

    `opened_on` is the day on which somebody opened it last; `reports` counts what people said is wrong with it.
    """

    map: str
    title: str | None
    cards: int
    made_at: datetime
    changed_at: datetime
    code: str | None
    people: int
    opened_on: datetime | None = None
    public: bool = False
    hidden: bool = False
    reports: int = 0


def every(database: Database, now: datetime, *, reported: bool = False) -> list[Kept]:
    """Every map, the one changed last first; or those alone that somebody has reported."""
    cards = select(func.count()).where(_NODES.c.map_id == _MAPS.c.id).scalar_subquery()
    people = select(func.count()).where(_PEOPLE.c.map_id == _MAPS.c.id).scalar_subquery()
    reports = select(func.count()).where(_REPORTS.c.map_id == _MAPS.c.id).scalar_subquery()
    query = (
        select(
            _MAPS.c.id,
            _MAPS.c.made_at,
            _MAPS.c.changed_at,
            _CODES.c.code,
            *public.COLUMNS,
            cards.label("cards"),
            people.label("people"),
            reports.label("reports"),
        )
        .outerjoin(_CODES, _CODES.c.map_id == _MAPS.c.id)
        .order_by(_MAPS.c.changed_at.desc(), _MAPS.c.id)
    )
    if reported:
        query = query.where(reports > 0)
    with database.reading() as connection:
        found = connection.execute(query).all()
    names = maps.titles(database, [row.id for row in found])
    return [
        Kept(
            row.id,
            names.get(row.id, (None, None))[0],
            row.cards,
            row.made_at,
            row.changed_at,
            row.code,
            row.people,
            row.opened_on,
            public.state(row).public(now),
            row.hidden_at is not None,
            row.reports,
        )
        for row in found
    ]


def count(database: Database) -> int:
    """How many maps there are."""
    with database.looking() as connection:
        return connection.execute(select(func.count()).select_from(_MAPS)).scalar() or 0


def size(database: Database) -> int:
    """How many bytes the database takes on the disk, but for what is erased and can be used again."""
    with database.looking() as connection:
        if database.engine.dialect.name != "sqlite":
            return int(
                connection.exec_driver_sql("SELECT pg_database_size(current_database())").scalar() or 0
            )
        pages, free, page = (
            int(connection.exec_driver_sql(f"PRAGMA {name}").scalar() or 0)
            for name in ("page_count", "freelist_count", "page_size")
        )
        return (pages - free) * page


def known(database: Database, map_id: str) -> bool:
    """Whether there is a map with this id."""
    with database.looking() as connection:
        return connection.execute(select(exists().where(_MAPS.c.id == map_id))).scalar() is True


def hide(database: Database, map_id: str, now: datetime) -> int:
    """Let only those open a map who may change all of it: links to read it, keys of participants and snapshots open nothing.

    How many links and keys that are. Nobody reads it without a key any more, and a room on it is locked.
    """
    joined = select(_PEOPLE.c.id).where(_PEOPLE.c.map_id == map_id, _PEOPLE.c.role != "facilitator")
    with database.writing() as connection:
        connection.execute(update(_MAPS).where(_MAPS.c.id == map_id).values(hidden_at=now))
        readers = update(_LINKS).where(_LINKS.c.map_id == map_id, _LINKS.c.role == "view")
        gone = connection.execute(
            readers.where(_LINKS.c.revoked_at.is_(None)).values(revoked_at=now, label=None)
        ).rowcount
        keys = update(_KEYS).where(_KEYS.c.map_id == map_id, _KEYS.c.participant.in_(joined))
        gone += connection.execute(keys.where(_KEYS.c.revoked_at.is_(None)).values(revoked_at=now)).rowcount
        connection.execute(
            update(_ROOMS)
            .where(_ROOMS.c.map_id == map_id)
            .values(locked=True, revision=_ROOMS.c.revision + 1)
        )
    return gone


def show(database: Database, map_id: str) -> None:
    """Let a map that was hidden be shared again. What was withdrawn stays withdrawn, and it is not public."""
    with database.writing() as connection:
        changed = update(_MAPS).where(_MAPS.c.id == map_id)
        connection.execute(changed.values(hidden_at=None, public_at=None, public_until=None))


def remove(database: Database, map_ids: Sequence[str]) -> int:
    """Delete maps wholly: from every table, with their history, links, rooms and people; how many there were."""
    gone = 0
    with database.writing() as connection:
        for map_id in map_ids:
            for table in reversed(SQLModel.metadata.sorted_tables):
                if "map_id" in table.c:
                    connection.execute(delete(table).where(table.c.map_id == map_id))
            gone += connection.execute(delete(_MAPS).where(_MAPS.c.id == map_id)).rowcount
    return gone


def unused(database: Database, since: datetime) -> list[str]:
    """The maps that nobody has opened or changed since a moment, the one unused for longest first."""
    idle = (_MAPS.c.changed_at < since, or_(_MAPS.c.opened_on.is_(None), _MAPS.c.opened_on < since))
    query = select(_MAPS.c.id).where(*idle).order_by(_MAPS.c.changed_at, _MAPS.c.id)
    with database.reading() as connection:
        return list(connection.execute(query).scalars())


def sweep(database: Database) -> bool:
    """Let nothing that was erased stand in SQLite's second file, the log of writes, any more; whether that is so now.

    Whoever reads at this moment for long can prevent it. PostgreSQL is left to itself.
    """
    if database.engine.dialect.name != "sqlite":
        return True
    with database.looking() as connection:
        before = connection.exec_driver_sql("PRAGMA busy_timeout").scalar()
        connection.exec_driver_sql(f"PRAGMA busy_timeout={_PATIENCE}")
        try:
            row = connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)").first()
        finally:
            connection.exec_driver_sql(f"PRAGMA busy_timeout={before}")
    return row is not None and row[0] == 0


def vacuum(database: Database) -> bool:
    """Write the database anew, without room for what was erased; whether nothing of it can be left."""
    if database.engine.dialect.name != "sqlite":
        with database.engine.connect() as connection:
            connection.execution_options(isolation_level="AUTOCOMMIT").exec_driver_sql("VACUUM")
        return True
    with database.looking() as connection:
        connection.exec_driver_sql("VACUUM")
    return sweep(database)
