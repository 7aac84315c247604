"""How much a server for everybody takes on: so many maps, so much in all of them, so much in one."""

from __future__ import annotations

import time
from dataclasses import dataclass, field

from argmap.model import ArgumentMap, Problem
from argmap.service import weight
from argmap.store import admin
from argmap.store.database import Database

_PATIENCE = 5.0  # seconds for which a count holds


@dataclass(slots=True)
class Quota:
    """How many maps there may be, how many bytes all of them and their histories may take on the disk, how many one map may.

    None stands for no bound. Counts are looked at every few seconds, so a few more may come in at once.
    """

    maps: int | None = None
    bytes: int | None = None
    map_bytes: int | None = None
    _looked: float = field(default=float("-inf"), init=False)
    _size: int = field(default=0, init=False)

    def new_map(self, database: Database, debate: ArgumentMap) -> None:
        """Refuse a new map that would be one too many, or too large (`Problem`)."""
        if self.maps is not None and admin.count(database) >= self.maps:
            key = (
                "This server keeps {most:,} maps at most, and has that many. Ask whoever runs it, or use argmap "
                "on a computer of your own."
            )
            raise Problem(key, most=self.maps)
        self.grown(database, ArgumentMap(), debate)

    def grown(self, database: Database, before: ArgumentMap, after: ArgumentMap) -> None:
        """Refuse a change by which a map grows beyond what it may take, or when there is no room left (`Problem`)."""
        if self.map_bytes is None and self.bytes is None:
            return
        size = weight.size(after)
        if size <= weight.size(before):
            return  # what makes a map smaller is always welcome
        if self.map_bytes is not None and size > self.map_bytes:
            key = "The map would take {size:,} bytes; on this server {most:,} are the most. Divide it into several maps."
            raise Problem(key, size=size, most=self.map_bytes)
        self.room(database)

    def room(self, database: Database) -> None:
        """Refuse to keep more when all maps together take as much as they may (`Problem`)."""
        if self.bytes is not None and self._now(database) >= self.bytes:
            raise Problem(
                "This server has no room left: nothing can be added at present. Tell whoever runs it, and take what you "
                "have written with you."
            )

    def _now(self, database: Database) -> int:
        now = time.monotonic()
        if now - self._looked >= _PATIENCE:
            self._size, self._looked = admin.size(database), now
        return self._size
