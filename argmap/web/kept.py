"""Finished answers that are kept in memory, so that a page many people read at once is made once.

A key says everything that an answer depends on (the map and its revision, the language, what its reader may
do); so an entry is never wrong, only no longer asked for, and makes room when there is no more.
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Hashable, Mapping
from dataclasses import dataclass, field
from threading import Lock

from starlette.responses import Response

from argmap.web.negotiation import accepts_gzip
from argmap.web.representation import Representation

_ROOM = 64 * 2**20
_OVERHEAD = 2000  # what an entry takes beside its bytes, generously
_LEAST = 500  # what is shorter gains nothing by compression
_LEVEL = 9  # made once for many; one byte in a hundred fewer than at 6
_CACHING = [
    (b"vary", b"Cookie, Accept-Encoding, Accept-Language"),
    (b"cache-control", b"private, no-cache"),
]


@dataclass(slots=True, eq=False)
class Entry:
    """A finished answer; the compressed form is made when somebody first asks for it."""

    key: Hashable
    plain: Representation
    compressed: Representation | None = None
    lock: Lock = field(default_factory=Lock)

    @property
    def body(self) -> bytes:
        """The answer, not compressed."""
        return self.plain.body

    @property
    def size(self) -> int:
        """How many bytes the entry takes."""
        made = self.compressed
        extra = len(made.body) if made is not None and made is not self.plain else 0
        return _OVERHEAD + len(self.plain.body) + extra


class Pages:
    """The answers used last, as many as fit into `room` bytes. Safe to use from many threads."""

    def __init__(self, room: int = _ROOM) -> None:
        self.room = room
        self._size = 0
        self._entries: OrderedDict[Hashable, tuple[Entry, int]] = OrderedDict()
        self._lock = Lock()
        self._making: dict[Hashable, Lock] = {}

    @property
    def size(self) -> int:
        """How many bytes are in use."""
        return self._size

    def __len__(self) -> int:
        return len(self._entries)

    def get(self, key: Hashable) -> Entry | None:
        """The answer kept under a key, if it still is."""
        with self._lock:
            found = self._entries.get(key)
            if found is None:
                return None
            self._entries.move_to_end(key)
            return found[0]

    def put(self, key: Hashable, body: str | bytes, media_type: str = "text/html; charset=utf-8") -> Entry:
        """Keep an answer. What alone is larger than the room is not kept, and can be sent all the same."""
        data = body.encode("utf-8", "replace") if isinstance(body, str) else body
        entry = Entry(key, Representation.of(data, media_type, _CACHING))
        self._account(entry)
        return entry

    def once(self, key: Hashable, make: Callable[[], str | bytes]) -> Entry:
        """The answer kept under a key; else it is made, by one of all who want it at this moment, and kept."""
        entry = self.get(key)
        if entry is not None:
            return entry
        with self._lock:
            making = self._making.setdefault(key, Lock())
        try:
            with making:
                return self.get(key) or self.put(key, make())
        finally:
            with self._lock:
                self._making.pop(key, None)

    def respond(self, headers: Mapping[str, str], entry: Entry) -> Response:
        """The answer to a request with these headers: compressed if it may be, empty if it is known (304)."""
        form = entry.plain
        if accepts_gzip(headers.get("accept-encoding", "")):
            form = entry.compressed or self._compress(entry)
        return form.answer(headers.get("if-none-match"))

    def _compress(self, entry: Entry) -> Representation:
        with entry.lock:
            if entry.compressed is not None:
                return entry.compressed
            made = entry.plain.compressed(_LEVEL) if len(entry.body) >= _LEAST else None
            entry.compressed = made or entry.plain
        self._account(entry, grown=True)
        return entry.compressed

    def _account(self, entry: Entry, *, grown: bool = False) -> None:
        """Note an entry's size, and make room. `grown`: only if it has not been dropped or replaced meanwhile."""
        with self._lock:
            held = self._entries.get(entry.key)
            if grown and (held is None or held[0] is not entry):
                return
            if held is not None:
                del self._entries[entry.key]
                self._size -= held[1]
            size = entry.size
            if size > self.room:
                return  # it would drive out all others, and then itself
            self._entries[entry.key] = (entry, size)
            self._size += size
            while self._size > self.room:
                self._size -= self._entries.popitem(last=False)[1][1]
