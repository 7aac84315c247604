"""What was worked out for one page and is wanted again for the next: how a debate grew, the order of its cards."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Hashable
from threading import Lock
from typing import Generic, TypeVar
from weakref import WeakKeyDictionary

from argmap.service.shelf import Shelf

T = TypeVar("T")


class Lately(Generic[T]):
    """The values used last for the maps of a shelf, at most so many. Safe to use from many threads.

    A key says everything that a value depends on, the revision of the map too.
    """

    def __init__(self, most: int = 8) -> None:
        self._most = most
        self._items: WeakKeyDictionary[Shelf, OrderedDict[Hashable, T]] = WeakKeyDictionary()
        self._lock = Lock()

    def of(self, shelf: Shelf, key: Hashable, make: Callable[[], T]) -> T:
        """The value under a key; made if it is not kept, by more than one at worst."""
        with self._lock:
            kept = self._items.setdefault(shelf, OrderedDict())
            if key in kept:
                kept.move_to_end(key)
                return kept[key]
        made = make()
        with self._lock:
            kept[key] = made
            while len(kept) > self._most:
                kept.popitem(last=False)
        return made
