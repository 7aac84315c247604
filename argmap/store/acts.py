"""What was done at the desks of rooms: for the log that a facilitator takes away. It knows ids, and no name."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, Table, delete, func, insert, select

from argmap.store.database import Database
from argmap.store.tables import RoomActRow

ACTS: Table = RoomActRow.__table__  # type: ignore[attr-defined]
MOST = 5_000
"""How many are kept of a room: the latest."""


@dataclass(frozen=True, slots=True)
class Act:
    """One press at the desk: `what` was done, by which participant, about which one, and when.

    `participant` is None for what happened by itself, or was done by the owner of the map.
    """

    what: str
    participant: str | None
    at: datetime
    about: str | None = None


def note(connection: Connection, map_id: str, act: Act) -> None:
    """Write an act down, within the transaction that carries it out and holds the row of the room."""
    here = ACTS.c.map_id == map_id
    number = (connection.execute(select(func.max(ACTS.c.number)).where(here)).scalar() or 0) + 1
    values = {"what": act.what, "participant": act.participant, "about": act.about, "at": act.at}
    connection.execute(insert(ACTS), {"map_id": map_id, "number": number, **values})
    connection.execute(delete(ACTS).where(here, ACTS.c.number <= number - MOST))


def acts(database: Database, map_id: str) -> list[Act]:
    """What was done at the desk of a room, in its order."""
    columns = (ACTS.c.what, ACTS.c.participant, ACTS.c.at, ACTS.c.about)
    query = select(*columns).where(ACTS.c.map_id == map_id).order_by(ACTS.c.number)
    with database.reading() as connection:
        return [Act(*row) for row in connection.execute(query)]
