"""What whoever runs a server can do with all maps and rooms on it, whoever made them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta

from argmap.model import Problem
from argmap.service import rooms
from argmap.service.shelf import Shelf
from argmap.store import admin
from argmap.store.admin import Kept

__all__ = ["Kept", "Purged"]


@dataclass(frozen=True, slots=True)
class Purged:
    """What a purge came to: how many rooms forgot their names, how many maps were deleted, and whether no trace is left."""

    rooms: int
    maps: int
    clean: bool


def every(shelf: Shelf) -> list[Kept]:
    """Every map with its room, the one changed last first."""
    return admin.every(shelf.database)


def hide(shelf: Shelf, map_id: str) -> int:
    """Take a map from everybody but those who may change all of it; how many links and keys open nothing any more.

    Raises `Problem` when there is no such map.
    """
    _check(shelf, map_id)
    return admin.withdraw(shelf.database, map_id, shelf.clock())


def delete(shelf: Shelf, map_id: str) -> bool:
    """Delete a map wholly, with its history, links and room; whether no trace is left. Raises `Problem`."""
    _check(shelf, map_id)
    admin.remove(shelf.database, [map_id])
    return admin.vacuum(shelf.database)


def aged(shelf: Shelf, days: int) -> list[str]:
    """The maps that nobody has changed for so many days, the oldest first. Raises `Problem`."""
    if days < 1:
        raise Problem("Say how many days, 1 at least.")
    return admin.unchanged(shelf.database, shelf.clock() - timedelta(days=days))


def purge(shelf: Shelf, days: int | None = None) -> Purged:
    """Erase the names whose time has come and, where told, the maps that nobody has changed for so many days.

    Then the database is written anew, so that nothing that was erased is left in it.
    """
    forgotten = rooms.forget_due(shelf)
    gone = admin.remove(shelf.database, aged(shelf, days)) if days is not None else 0
    return Purged(forgotten, gone, admin.vacuum(shelf.database))


def _check(shelf: Shelf, map_id: str) -> None:
    if not admin.known(shelf.database, map_id):
        raise Problem("There is no map '{id}': argmap admin list names all of them.", id=map_id[:40])
