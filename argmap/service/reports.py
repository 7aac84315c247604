"""The reports on maps, kept while they may be asked for again: many people look at the same debate at once."""

from __future__ import annotations

from collections import OrderedDict
from dataclasses import dataclass, field
from threading import Lock

from argmap.analysis.report import Report, Settings, analyze
from argmap.service.shelf import Held

_ROOM = 60_000  # cards of all maps whose reports are kept; a report takes about as much room as its map


@dataclass(slots=True)
class Reports:
    """Reports by map, revision and settings: those used last, as many as fit. Safe to use from many threads."""

    room: int = _ROOM
    _items: OrderedDict[tuple[str, int, Settings], Report] = field(default_factory=OrderedDict, init=False)
    _size: int = field(default=0, init=False)
    _lock: Lock = field(default_factory=Lock, init=False)

    def of(self, held: Held, settings: Settings) -> Report:
        """The report on a map as it stands. Raises `ValueError` for settings that do not go with it.

        What is supposed for now is not kept: there are too many suppositions, and each is worked out quickly.
        """
        if settings.supposing:
            return analyze(held.debate, settings)
        key = (held.map, held.revision, settings)
        with self._lock:
            found = self._items.get(key)
            if found is not None:
                self._items.move_to_end(key)
                return found
        made = analyze(held.debate, settings)
        with self._lock:
            if key not in self._items:
                self._items[key] = made
                self._size += _weight(made)
                while self._size > self.room and len(self._items) > 1:
                    self._size -= _weight(self._items.popitem(last=False)[1])
        return made


def _weight(report: Report) -> int:
    return 10 + len(report.debate.nodes) + len(report.debate.relations)
