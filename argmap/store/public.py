"""Who may read a map without a key: nobody, unless it is public; and what people report about those that are."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from sqlalchemy import Row, Table, and_, delete, func, insert, or_, select, update

from argmap.store.database import Database
from argmap.store.tables import MapRow, ReportRow

_MAPS: Table = MapRow.__table__  # type: ignore[attr-defined]
_REPORTS: Table = ReportRow.__table__  # type: ignore[attr-defined]

_NAMES = ("public_at", "public_until", "hidden_at", "opened_on")
_AT_ONCE = 500
COLUMNS = tuple(_MAPS.c[name] for name in _NAMES)
"""What a query takes that wants to know the state of a map; `state` reads it."""


@dataclass(frozen=True, slots=True)
class State:
    """Since when a map is public and until when, since when it is hidden by whoever runs the server, when it was last opened."""

    public_at: datetime | None = None
    public_until: datetime | None = None
    hidden_at: datetime | None = None
    opened_on: datetime | None = None

    def public(self, now: datetime) -> bool:
        """Whether everybody may read the map at a moment."""
        if self.public_at is None or self.hidden_at is not None:
            return False
        return self.public_until is None or now < self.public_until


@dataclass(frozen=True, slots=True)
class Report:
    """What somebody said is wrong with a public map, or with one of its snapshots."""

    map: str
    at: datetime
    reason: str = field(repr=False)
    snapshot: str | None = None


def state(row: Row[*tuple[Any, ...]]) -> State:
    """The state of the map in a row of `COLUMNS`."""
    return State(*(getattr(row, name) for name in _NAMES))


def find(database: Database, map_id: str) -> State | None:
    """The state of a map."""
    with database.looking() as connection:
        row = connection.execute(select(*COLUMNS).where(_MAPS.c.id == map_id)).first()
    return None if row is None else state(row)


def set_public(database: Database, map_id: str, at: datetime | None, until: datetime | None = None) -> bool:
    """Let everybody read a map, until a moment if one is given, or nobody (`at` is None); False for one that is hidden."""
    here = [_MAPS.c.id == map_id]
    if at is not None:
        here.append(_MAPS.c.hidden_at.is_(None))
    with database.writing() as connection:
        changed = update(_MAPS).where(*here).values(public_at=at, public_until=until)
        return connection.execute(changed).rowcount > 0


def public_ones(database: Database, maps: Iterable[str], now: datetime) -> set[str]:
    """Which of these maps everybody may read, by one question (for each `_AT_ONCE` maps)."""
    asked, found = list(maps), set[str]()
    open_now = and_(
        _MAPS.c.public_at.is_not(None),
        _MAPS.c.hidden_at.is_(None),
        or_(_MAPS.c.public_until.is_(None), _MAPS.c.public_until > now),
    )
    with database.looking() as connection:
        for start in range(0, len(asked), _AT_ONCE):
            here = _MAPS.c.id.in_(asked[start : start + _AT_ONCE])
            found |= set(connection.execute(select(_MAPS.c.id).where(here, open_now)).scalars())
    return found


def opened(database: Database, map_id: str, day: datetime) -> None:
    """Note the day on which a map was opened."""
    before = or_(_MAPS.c.opened_on.is_(None), _MAPS.c.opened_on < day)
    with database.writing() as connection:
        connection.execute(update(_MAPS).where(_MAPS.c.id == map_id, before).values(opened_on=day))


def report(database: Database, report_id: str, said: Report, most: int) -> bool:
    """Keep a report; False where a map has so many already, all of which say what there is to say."""
    with database.writing() as connection:
        # Whoever reports a map waits for whoever is reporting it just now.
        connection.execute(select(_MAPS.c.id).where(_MAPS.c.id == said.map).with_for_update())
        count = connection.execute(select(func.count()).where(_REPORTS.c.map_id == said.map)).scalar() or 0
        if count >= most:
            return False
        values = {"map_id": said.map, "id": report_id, "snapshot": said.snapshot}
        connection.execute(insert(_REPORTS), {**values, "reason": said.reason, "at": said.at})
    return True


def reports(database: Database, map_id: str | None = None) -> list[Report]:
    """The reports about all maps, or about one; those of one map together, the oldest first."""
    columns = (_REPORTS.c.map_id, _REPORTS.c.at, _REPORTS.c.reason, _REPORTS.c.snapshot)
    query = select(*columns).order_by(_REPORTS.c.map_id, _REPORTS.c.at, _REPORTS.c.id)
    if map_id is not None:
        query = query.where(_REPORTS.c.map_id == map_id)
    with database.reading() as connection:
        return [Report(*row) for row in connection.execute(query)]


def dismiss(database: Database, map_id: str) -> int:
    """Put the reports about a map away; how many there were."""
    with database.writing() as connection:
        return connection.execute(delete(_REPORTS).where(_REPORTS.c.map_id == map_id)).rowcount
