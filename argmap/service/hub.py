"""Who waits for news of which map, and how the news reaches them.

A change that this server makes wakes its listeners at once (`Shelf.listen`). What other processes write is noticed by
one question a second about all maps that somebody listens to. What is new is worked out once for all who have seen
equally much, in a thread that the hub has for itself: the event loop never waits for the database.

A listener holds no queue. It knows how far it has seen, and asks for what came since when it is ready for more; so
whoever reads slowly costs nothing, and nobody misses anything. All of this runs in one event loop, except `_written`.
"""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable, Collection, Coroutine, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from typing import TypeVar

from argmap.service import news, sharing
from argmap.service.news import News, Stamp
from argmap.service.refusals import NoDatabase, NotThere
from argmap.service.sharing import Access
from argmap.service.shelf import Shelf

T = TypeVar("T")

MOST = 1_000
"""How many listen to one server at once."""

MOST_OF_MAP = 400
"""And how many of them to one map."""

_MOST_TOLD = 20  # different pasts of one map for which what came since is kept at once


class Full(Exception):
    """So many listen already, or the server is about to stop: come again later, or ask from time to time."""


@dataclass(frozen=True, slots=True)
class Pace:
    """Seconds: between two looks for what other processes wrote, between two signs of life, between two looks at keys."""

    look: float = 1.0
    beat: float = 15.0
    keys: float = 15.0


@dataclass(slots=True)
class Told:
    """What came since some stamp, and how far that leads; no news is a sign of life.

    `made` is for whoever puts it into bytes, so that this happens once for all who get the same.
    """

    news: tuple[News, ...]
    stamp: Stamp
    made: dict[str, bytes] = field(default_factory=dict)


@dataclass(slots=True, eq=False)
class _Watched:
    """A map that somebody listens to, and what was worked out since its latest change, by what had been seen before."""

    stamp: Stamp
    listeners: set[Listener] = field(default_factory=set)
    told: dict[Stamp, asyncio.Task[tuple[Told, set[tuple[str, str]]]]] = field(default_factory=dict)


class Listener:
    """Somebody who waits for news of one map.

    `revoked` is set when it ended because the key opens the map no more, or because the map is gone.
    """

    def __init__(self, hub: Hub, access: Access, watched: _Watched, seen: Stamp) -> None:
        self.map = access.map
        self.link = access.link
        self.ends = access.ends
        self.seen = seen
        self.revoked = False
        self._hub = hub
        self._watched = watched
        self._ended = False
        self._woken = asyncio.Event()

    def wake(self) -> None:
        """There may be something new."""
        self._woken.set()

    def end(self, *, revoked: bool = False) -> None:
        """There is nothing more to come."""
        self._ended = True
        self.revoked = self.revoked or revoked
        self._woken.set()

    async def __aiter__(self) -> AsyncIterator[Told]:
        """What is new, as soon as it is; something without news when nothing has come for a while."""
        while not self._ended:
            if self.seen == self._watched.stamp:
                self._woken.clear()
                try:
                    async with asyncio.timeout(self._hub.pace.beat):
                        await self._woken.wait()
                except TimeoutError:
                    yield Told((), self.seen)
                continue
            try:
                told, links = await self._hub.since(self.map, self._watched, self.seen)
            except NotThere:
                self.end(revoked=True)
                break
            except NoDatabase:
                break  # it has lost nothing: whoever comes again says how far it has seen
            if self.link is not None and (self.map, self.link) not in links:
                self.end(revoked=True)
                break
            self.seen = told.stamp
            if told.news:
                yield told


class Hub:
    """All who listen to the maps of one shelf."""

    def __init__(
        self, shelf: Shelf, *, most: int = MOST, most_of_map: int = MOST_OF_MAP, pace: Pace | None = None
    ) -> None:
        self.most = most
        self.most_of_map = most_of_map
        self.pace = pace or Pace()
        self._shelf = shelf
        self._maps: dict[str, _Watched] = {}
        self._count = 0
        self._closed = False
        self._loop: asyncio.AbstractEventLoop | None = None
        self._looking: asyncio.Task[None] | None = None
        self._tasks: set[asyncio.Task[None]] = set()
        self._thread = ThreadPoolExecutor(1, "argmap-news")
        shelf.listen(self._written)

    def __len__(self) -> int:
        """How many listen."""
        return self._count

    @contextmanager
    def listening(self, access: Access, seen: Stamp | None = None) -> Iterator[Listener]:
        """Listen to a map as long as the block lasts, from what has been `seen` on (None: from now on). Raises `Full`."""
        now = news.stamp(access)
        watched = self._maps.get(access.map)
        of_map = len(watched.listeners) if watched is not None else 0
        if self._closed or self._count >= self.most or of_map >= self.most_of_map:
            raise Full
        if watched is None:
            watched = self._maps[access.map] = _Watched(now)
        listener = Listener(self, access, watched, now if seen is None else seen)
        watched.listeners.add(listener)
        self._count += 1
        self._begin()
        self._advance(access.map, now)
        try:
            yield listener
        finally:
            listener.end()
            self._count -= 1
            watched.listeners.discard(listener)
            if not watched.listeners and self._maps.get(access.map) is watched:
                del self._maps[access.map]

    def close(self) -> None:
        """End all of them; nobody can listen any more. To be called in the event loop."""
        self._closed = True
        for listener in self._all(list(self._maps)):
            listener.end()
        self._thread.shutdown(wait=False)

    async def since(self, map_id: str, watched: _Watched, seen: Stamp) -> tuple[Told, set[tuple[str, str]]]:
        """What came to a map since a stamp, and which links open it; asked of the database once for all who ask the same."""
        task = watched.told.get(seen)
        if task is None:
            if len(watched.told) >= _MOST_TOLD:
                watched.told.clear()
            task = watched.told[seen] = asyncio.create_task(self._ask(self._find, map_id, seen))
        try:
            # Shielded: whoever leaves while others wait for the same leaves alone.
            told, links = await asyncio.shield(task)
        except Exception:
            watched.told.pop(seen, None)
            raise
        if told.stamp == seen and watched.told.get(seen) is task:
            # Nothing came, nor did anybody say so meanwhile: the map is no further than this, such as in an older copy.
            watched.stamp = seen
        # Or there was what nobody had noticed yet.
        self._advance(map_id, told.stamp)
        return told, links

    def _find(self, map_id: str, seen: Stamp) -> tuple[Told, set[tuple[str, str]]]:
        return Told(*news.since(self._shelf, map_id, seen)), sharing.still_open(self._shelf, [map_id])

    async def _ask(self, function: Callable[..., T], *arguments: object) -> T:
        if self._closed:
            raise NoDatabase("The server is about to stop.")
        return await asyncio.get_running_loop().run_in_executor(self._thread, function, *arguments)

    def _written(self, map_id: str, revision: int | None) -> None:
        """Called in whichever thread has changed a map."""
        loop = self._loop
        if loop is not None and map_id in self._maps:
            with suppress(RuntimeError):  # the loop has just ended
                loop.call_soon_threadsafe(self._heard, map_id, revision)

    def _heard(self, map_id: str, revision: int | None) -> None:
        if revision is not None:
            self._advance(map_id, Stamp(revision))
        elif not self._closed:
            self._run(self._look_at([map_id], keys=True))

    def _advance(self, map_id: str, stamp: Stamp) -> None:
        watched = self._maps.get(map_id)
        if watched is None or (later := watched.stamp.with_later(stamp)) == watched.stamp:
            return
        watched.stamp = later
        watched.told.clear()
        for listener in watched.listeners:
            listener.wake()

    def _begin(self) -> None:
        """Look around from now on, if nobody does. A loop that has ended (there may be several in tests) is left behind."""
        loop = asyncio.get_running_loop()
        if self._loop is not loop or self._looking is None or self._looking.done():
            self._loop, self._tasks = loop, set()
            self._looking = self._run(self._look())

    def _run(self, work: Coroutine[object, object, None]) -> asyncio.Task[None]:
        task = asyncio.ensure_future(work)
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)
        return task

    async def _look(self) -> None:
        """As long as anybody listens: notice what other processes write, and who may listen no more."""
        since_keys = 0.0
        while self._maps and not self._closed:
            await asyncio.sleep(self.pace.look)
            self._end_those_over()
            since_keys += self.pace.look
            keys = since_keys >= self.pace.keys
            since_keys = 0.0 if keys else since_keys
            await self._look_at(list(self._maps), keys)

    def _end_those_over(self) -> None:
        """A link that ends at a time ends its streams then."""
        now = self._shelf.clock()
        for listener in self._all(list(self._maps)):
            if listener.ends is not None and now >= listener.ends:
                listener.end(revoked=True)

    async def _look_at(self, maps: Collection[str], keys: bool) -> None:
        """Notice how far maps are, and end those whose map is gone; with `keys`, also those whose key opens it no more."""
        with suppress(NoDatabase):
            found = await self._ask(news.stamps, self._shelf, maps)
            for map_id, stamp in found.items():
                self._advance(map_id, stamp)
            links = await self._ask(sharing.still_open, self._shelf, maps) if keys else None
            for listener in self._all(maps):
                shut = (
                    links is not None
                    and listener.link is not None
                    and (listener.map, listener.link) not in links
                )
                if listener.map not in found or shut:
                    listener.end(revoked=True)

    def _all(self, maps: Collection[str]) -> Iterator[Listener]:
        for map_id in maps:
            watched = self._maps.get(map_id)
            yield from list(watched.listeners) if watched is not None else ()
