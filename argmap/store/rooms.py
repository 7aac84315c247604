"""Rooms and who is in them. Names are here and nowhere else; secrets are known by their hashes alone."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Row, Table, and_, bindparam, delete, func, insert, select, update

from argmap.store import public
from argmap.store.acts import ACTS, Act, note
from argmap.store.database import Database
from argmap.store.public import State
from argmap.store.tables import (
    FORMATS,
    ROOM_ROLES,
    LinkRow,
    MapRow,
    ParticipantKeyRow,
    ParticipantRow,
    RoomCodeRow,
    RoomRow,
)

__all__ = ["CODES", "COLUMNS", "FORMATS", "ROOMS", "ROOM_ROLES"]

_MAPS: Table = MapRow.__table__  # type: ignore[attr-defined]
_LINKS: Table = LinkRow.__table__  # type: ignore[attr-defined]
ROOMS: Table = RoomRow.__table__  # type: ignore[attr-defined]
CODES: Table = RoomCodeRow.__table__  # type: ignore[attr-defined]
_PEOPLE: Table = ParticipantRow.__table__  # type: ignore[attr-defined]
_KEYS: Table = ParticipantKeyRow.__table__  # type: ignore[attr-defined]

_AT_ONCE = 500
_NAMES = ("format", "anonymous", "locked", "verdicts", "queue", "revision", "made_at", "forget_at")
COLUMNS = (ROOMS.c.map_id, CODES.c.code, *(ROOMS.c[name] for name in _NAMES))
"""What a query takes that wants to know a room; `room` reads it."""


@dataclass(frozen=True, slots=True)
class Room:
    """A room as it is open now. `verdicts`: they may be seen; `queue`: what participants write waits for a nod."""

    map: str
    code: str
    format: str
    anonymous: bool
    locked: bool
    verdicts: bool
    queue: bool
    revision: int
    made_at: datetime
    forget_at: datetime | None


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody in a room. `name` is None when it was erased."""

    id: str
    role: str
    name: str | None
    joined_at: datetime
    removed_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class NewPerson:
    """Somebody who comes into a room, with a first key. `words` is the hash of the code to come back with."""

    id: str
    role: str
    name: str
    skeleton: str
    words: str = field(repr=False)
    key: str
    digest: str = field(repr=False)


class NameTaken(Exception):
    """Somebody in the room has a name that looks like this one."""


class Full(Exception):
    """So many are in the room already."""


class Occupied(Exception):
    """A room is open on the map already."""


class Locked(Exception):
    """Nobody comes into the room at present."""


def create(database: Database, room: Room, first: NewPerson) -> bool:
    """Open a room on a map, with its facilitator; False when the code is another room's already. Raises `Occupied`."""
    with database.writing() as connection:
        # Of two who open a room on one map at the same moment the second finds that of the first.
        connection.execute(select(_MAPS.c.id).where(_MAPS.c.id == room.map).with_for_update())
        if connection.execute(select(ROOMS.c.map_id).where(ROOMS.c.map_id == room.map)).first() is not None:
            raise Occupied
        taken = connection.execute(select(CODES.c.map_id).where(CODES.c.code == room.code)).first()
        if taken is not None:
            return False
        values = {
            name: getattr(room, name) for name in ("format", "anonymous", "locked", "verdicts", "queue")
        }
        times = {"revision": room.revision, "made_at": room.made_at, "forget_at": room.forget_at}
        connection.execute(insert(ROOMS), {"map_id": room.map, **values, **times})
        connection.execute(insert(CODES), {"code": room.code, "map_id": room.map})
        _put(connection, room.map, first, room.made_at)
    return True


def by_code(database: Database, code: str) -> Room | None:
    """The room with this code."""
    with database.looking() as connection:
        row = connection.execute(_ROOM.where(CODES.c.code == code)).first()
    return None if row is None else room(row)


def of_map(database: Database, map_id: str) -> Room | None:
    """The room of a map; None where the map has none."""
    with database.looking() as connection:
        row = connection.execute(_ROOM.where(ROOMS.c.map_id == map_id)).first()
    return None if row is None else room(row)


@dataclass(frozen=True, slots=True)
class Found:
    """What a key leads to: whose it is, in which room, the hash of its secret, the revision of the map, and who else reads it."""

    person: Person
    room: Room
    digest: str = field(repr=False)
    revision: int
    state: State


def find(database: Database, map_id: str, key: str) -> Found | None:
    """Whose a key is; None for one that is unknown, revoked, or of somebody who was removed."""
    with database.looking() as connection:
        row = connection.execute(_FIND, {"map": map_id, "key": key}).first()
    if row is None:
        return None
    return Found(_person(row, "person_"), room(row), row.digest, row.map_revision, public.state(row))


def revisions(database: Database, maps: Iterable[str]) -> dict[str, int]:
    """How often rooms were changed, by their maps, by one question (for each `_AT_ONCE` maps)."""
    asked, found = list(maps), dict[str, int]()
    with database.looking() as connection:
        for start in range(0, len(asked), _AT_ONCE):
            here = ROOMS.c.map_id.in_(asked[start : start + _AT_ONCE])
            rows = connection.execute(select(ROOMS.c.map_id, ROOMS.c.revision).where(here))
            found.update({row.map_id: row.revision for row in rows})
    return found


def open_ones(database: Database, maps: Iterable[str]) -> set[tuple[str, str]]:
    """Of these maps every pair of a map and a key of somebody in its room that still opens it."""
    asked, found = list(maps), set[tuple[str, str]]()
    with database.looking() as connection:
        for start in range(0, len(asked), _AT_ONCE):
            here = (_KEYS.c.map_id.in_(asked[start : start + _AT_ONCE]), _KEYS.c.revoked_at.is_(None))
            rows = connection.execute(select(_KEYS.c.map_id, _KEYS.c.id).where(*here))
            found |= {(row.map_id, row.id) for row in rows}
    return found


def join(database: Database, map_id: str, person: NewPerson, most: int, now: datetime) -> None:
    """Let somebody into a room. Raises `NameTaken`, `Full`, `Locked`."""
    with database.writing() as connection:
        # Whoever comes in waits for whoever is coming in just now: names are looked at one after the other.
        row = connection.execute(
            select(ROOMS.c.locked).where(ROOMS.c.map_id == map_id).with_for_update()
        ).first()
        if row is None or row.locked:
            raise Locked
        here = _PEOPLE.c.map_id == map_id
        if connection.execute(
            select(_PEOPLE.c.id).where(here, _PEOPLE.c.skeleton == person.skeleton)
        ).first():
            raise NameTaken
        if (connection.execute(select(func.count()).where(here)).scalar() or 0) >= most:
            raise Full
        _put(connection, map_id, person, now)
        _changed(connection, map_id)


def people(database: Database, map_id: str) -> list[Person]:
    """Everybody in a room, those who were removed too, in the order in which they came."""
    columns = [_PEOPLE.c[name] for name in ("id", "role", "name", "joined_at", "removed_at")]
    query = select(*columns).where(_PEOPLE.c.map_id == map_id).order_by(_PEOPLE.c.joined_at, _PEOPLE.c.id)
    with database.reading() as connection:
        return [_person(row) for row in connection.execute(query)]


def by_words(database: Database, map_id: str, words: str) -> Person | None:
    """Who may come back with a code of words (its hash); None for nobody."""
    columns = [_PEOPLE.c[name] for name in ("id", "role", "name", "joined_at", "removed_at")]
    here = (_PEOPLE.c.map_id == map_id, _PEOPLE.c.words == words, _PEOPLE.c.removed_at.is_(None))
    with database.looking() as connection:
        row = connection.execute(select(*columns).where(*here)).first()
    return None if row is None else _person(row)


def add_key(database: Database, map_id: str, participant: str, key: str, digest: str, now: datetime) -> None:
    """One more key for somebody: another device becomes the same person."""
    with database.writing() as connection:
        connection.execute(insert(_KEYS), _key(map_id, participant, key, digest, now))


def revoke_key(database: Database, map_id: str, key: str, now: datetime) -> None:
    """Let one key open nothing any more: somebody else sits at this device."""
    here = (_KEYS.c.map_id == map_id, _KEYS.c.id == key, _KEYS.c.revoked_at.is_(None))
    with database.writing() as connection:
        connection.execute(update(_KEYS).where(*here).values(revoked_at=now))


def set_room(database: Database, map_id: str, act: Act | None = None, **values: Any) -> None:
    """Change how a room is open: locked, verdicts, queue, anonymous, forget_at. `act`, here and below, goes to its log."""
    with database.writing() as connection:
        connection.execute(update(ROOMS).where(ROOMS.c.map_id == map_id).values(**values))
        _changed(connection, map_id, act)


def set_code(database: Database, map_id: str, code: str, act: Act | None = None) -> bool:
    """Give a room another code; False when it is another room's. The old one opens nothing any more."""
    with database.writing() as connection:
        if connection.execute(select(CODES.c.map_id).where(CODES.c.code == code)).first() is not None:
            return False
        connection.execute(update(CODES).where(CODES.c.map_id == map_id).values(code=code))
        _changed(connection, map_id, act)
    return True


def rename(
    database: Database, map_id: str, participant: str, name: str, skeleton: str, act: Act | None = None
) -> None:
    """Give somebody another name. Raises `NameTaken`."""
    here = _PEOPLE.c.map_id == map_id
    with database.writing() as connection:
        connection.execute(select(ROOMS.c.map_id).where(ROOMS.c.map_id == map_id).with_for_update())
        other = and_(here, _PEOPLE.c.skeleton == skeleton, _PEOPLE.c.id != participant)
        if connection.execute(select(_PEOPLE.c.id).where(other)).first():
            raise NameTaken
        named = update(_PEOPLE).where(here, _PEOPLE.c.id == participant).values(name=name, skeleton=skeleton)
        connection.execute(named)
        _changed(connection, map_id, act)


def remove(database: Database, map_id: str, participant: str, now: datetime, act: Act | None = None) -> None:
    """Let somebody's keys open nothing any more. What they wrote stays, and so does their name, for the record."""
    with database.writing() as connection:
        here = (_PEOPLE.c.map_id == map_id, _PEOPLE.c.id == participant)
        connection.execute(update(_PEOPLE).where(*here).values(removed_at=now))
        connection.execute(
            update(_KEYS)
            .where(_KEYS.c.map_id == map_id, _KEYS.c.participant == participant, _KEYS.c.revoked_at.is_(None))
            .values(revoked_at=now)
        )
        _changed(connection, map_id, act)


def erase_names(
    database: Database, map_id: str, participants: Sequence[str] | None = None, act: Act | None = None
) -> int:
    """Erase the names, and the codes to come back with, of these people or of all; how many had one.

    With all of them goes what says for whom a link to the map is: it may be a name too.
    """
    here = [_PEOPLE.c.map_id == map_id, _PEOPLE.c.name.is_not(None)]
    if participants is not None:
        here.append(_PEOPLE.c.id.in_(participants))
    with database.writing() as connection:
        gone = connection.execute(
            update(_PEOPLE).where(*here).values(name=None, skeleton=None, words=None)
        ).rowcount
        if participants is None:
            connection.execute(update(_LINKS).where(_LINKS.c.map_id == map_id).values(label=None))
        _changed(connection, map_id, act)
    return gone


def due(database: Database, now: datetime) -> list[str]:
    """The maps whose rooms are to forget their names by now, and have not."""
    named = (
        select(_PEOPLE.c.map_id)
        .where(_PEOPLE.c.name.is_not(None), _PEOPLE.c.map_id == ROOMS.c.map_id)
        .exists()
    )
    with database.reading() as connection:
        return list(
            connection.execute(select(ROOMS.c.map_id).where(ROOMS.c.forget_at <= now, named)).scalars()
        )


def close(database: Database, map_id: str) -> None:
    """Take a room away, with everybody in it; the map stays."""
    with database.writing() as connection:
        for table in (ACTS, _KEYS, _PEOPLE, CODES, ROOMS):
            connection.execute(delete(table).where(table.c.map_id == map_id))


_ROOM = select(*COLUMNS).join(CODES, CODES.c.map_id == ROOMS.c.map_id)
_FIND = (
    select(
        *COLUMNS,
        *(
            _PEOPLE.c[name].label(f"person_{name}")
            for name in ("id", "role", "name", "joined_at", "removed_at")
        ),
        _KEYS.c.digest,
        _MAPS.c.revision.label("map_revision"),
        *public.COLUMNS,
    )
    .join(_PEOPLE, and_(_PEOPLE.c.map_id == _KEYS.c.map_id, _PEOPLE.c.id == _KEYS.c.participant))
    .join(ROOMS, ROOMS.c.map_id == _KEYS.c.map_id)
    .join(CODES, CODES.c.map_id == _KEYS.c.map_id)
    .join(_MAPS, _MAPS.c.id == _KEYS.c.map_id)
    .where(
        _KEYS.c.map_id == bindparam("map"),
        _KEYS.c.id == bindparam("key"),
        _KEYS.c.revoked_at.is_(None),
        _PEOPLE.c.removed_at.is_(None),
    )
)


def _put(connection: Connection, map_id: str, person: NewPerson, now: datetime) -> None:
    values = {name: getattr(person, name) for name in ("id", "role", "name", "skeleton", "words")}
    connection.execute(insert(_PEOPLE), {"map_id": map_id, **values, "joined_at": now})
    connection.execute(insert(_KEYS), _key(map_id, person.id, person.key, person.digest, now))


def _key(map_id: str, participant: str, key: str, digest: str, now: datetime) -> dict[str, object]:
    return {"map_id": map_id, "id": key, "participant": participant, "digest": digest, "made_at": now}


def _changed(connection: Connection, map_id: str, act: Act | None = None) -> None:
    # Whoever is the first to write the row of the room goes first with the number of the act as well.
    connection.execute(update(ROOMS).where(ROOMS.c.map_id == map_id).values(revision=ROOMS.c.revision + 1))
    if act is not None:
        note(connection, map_id, act)


def room(row: Row[*tuple[Any, ...]]) -> Room:
    """The room in a row of `COLUMNS`."""
    return Room(row.map_id, row.code, *(getattr(row, name) for name in _NAMES))


def _person(row: Row[*tuple[Any, ...]], before: str = "") -> Person:
    return Person(
        *(getattr(row, before + name) for name in ("id", "role", "name", "joined_at", "removed_at"))
    )
