"""What was made last, kept by everything that it was made from, so that the same is not made twice.

A key says all that a result depends on, so an entry is never wrong, only no longer asked for.
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Hashable
from threading import Lock
from typing import Generic, TypeVar

Value = TypeVar("Value")


class Kept(Generic[Value]):
    """The results used last, as many as weigh `room` together. Safe to use from many threads.

    >>> kept = Kept[str](room=10)
    >>> kept.put("a", "first", weight=6)
    >>> kept.put("b", "second", weight=6)
    >>> kept.get("a"), kept.get("b")
    (None, 'second')
    """

    def __init__(self, room: int) -> None:
        self._room = room
        self._used = 0
        self._entries: OrderedDict[Hashable, tuple[Value, int]] = OrderedDict()
        self._lock = Lock()

    def get(self, key: Hashable) -> Value | None:
        """What is kept under a key, if it still is."""
        with self._lock:
            found = self._entries.get(key)
            if found is None:
                return None
            self._entries.move_to_end(key)
            return found[0]

    def put(self, key: Hashable, value: Value, weight: int) -> None:
        """Keep a result, in place of those not asked for the longest. What alone weighs too much is not kept."""
        if weight > self._room:
            return
        with self._lock:
            old = self._entries.pop(key, None)
            self._used += weight - (old[1] if old is not None else 0)
            self._entries[key] = value, weight
            while self._used > self._room:
                self._used -= self._entries.popitem(last=False)[1][1]

    def clear(self) -> None:
        """Keep nothing any longer."""
        with self._lock:
            self._entries.clear()
            self._used = 0
