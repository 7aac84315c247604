"""What whoever runs a server can do with all maps and rooms on it, whoever made them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta

from argmap.model import Problem
from argmap.service import rooms
from argmap.service.shelf import Shelf
from argmap.store import admin, public
from argmap.store.admin import Kept
from argmap.store.public import Report

__all__ = ["Kept", "Purged", "Report"]


@dataclass(frozen=True, slots=True)
class Purged:
    """What a purge came to: how many rooms forgot their names, how many maps were deleted, and whether no trace is left."""

    rooms: int
    maps: int
    clean: bool


def every(shelf: Shelf, *, reported: bool = False) -> list[Kept]:
    """Every map with its room, the one changed last first; or those alone that somebody has reported."""
    return admin.every(shelf.database, shelf.clock(), reported=reported)


def reports(shelf: Shelf) -> list[Report]:
    """What people said is wrong with public maps, those about one map together."""
    return public.reports(shelf.database)


def hide(shelf: Shelf, map_id: str) -> int:
    """Take a map from everybody but those who may change all of it; how many links and keys open nothing any more.

    It is not public any more, its snapshots open nothing, and it cannot be shared. Raises `Problem` when there is no such map.
    """
    _check(shelf, map_id)
    gone = admin.hide(shelf.database, map_id, shelf.clock())
    shelf.tell(map_id)
    return gone


def show(shelf: Shelf, map_id: str) -> None:
    """Let a map that was hidden be shared again, by whoever may change it. Raises `Problem`."""
    _check(shelf, map_id)
    admin.show(shelf.database, map_id)


def dismiss(shelf: Shelf, map_id: str) -> int:
    """Put the reports about a map away: it may stay; how many there were. Raises `Problem`."""
    _check(shelf, map_id)
    return public.dismiss(shelf.database, map_id)


def delete(shelf: Shelf, map_id: str) -> bool:
    """Delete a map wholly, with its history, links and room; whether no trace is left. Raises `Problem`."""
    _check(shelf, map_id)
    admin.remove(shelf.database, [map_id])
    return admin.vacuum(shelf.database)


def aged(shelf: Shelf, days: int) -> list[str]:
    """The maps that nobody has opened or changed for so many days, the one unused for longest first. Raises `Problem`."""
    if days < 1:
        raise Problem("Say how many days, 1 at least.")
    return admin.unused(shelf.database, shelf.clock() - timedelta(days=days))


def forget(shelf: Shelf, days: int) -> int:
    """Delete the maps that nobody has opened or changed for so many days, and leave no trace; how many there were."""
    gone = aged(shelf, days)
    if not gone:
        return 0
    count = admin.remove(shelf.database, gone)
    for map_id in gone:
        shelf.tell(map_id)
    admin.sweep(shelf.database)
    return count


def purge(shelf: Shelf, days: int | None = None) -> Purged:
    """Erase the names whose time has come and, where told, the maps that nobody has opened or changed for so many days.

    Then the database is written anew, so that nothing that was erased is left in it.
    """
    forgotten = rooms.forget_due(shelf)
    gone = admin.remove(shelf.database, aged(shelf, days)) if days is not None else 0
    return Purged(forgotten, gone, admin.vacuum(shelf.database))


def _check(shelf: Shelf, map_id: str) -> None:
    if not admin.known(shelf.database, map_id):
        raise Problem("There is no map '{id}': argmap admin list names all of them.", id=map_id[:40])
