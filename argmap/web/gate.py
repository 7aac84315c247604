"""A gate before heavy work: a few at a time, some who wait, and the others are told at once to come again.

Whoever waits does so here and in no thread, so that those who only want to read a page are not held up.
"""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from weakref import WeakKeyDictionary, WeakValueDictionary

from argmap.web.problems import Refused

_SOON = 5
"""After how many seconds it is worth coming again."""


@dataclass(slots=True)
class _Line:
    """Those who are at work and those who wait, in one event loop."""

    room: asyncio.Semaphore
    waiting: int = 0
    turns: WeakValueDictionary[str, asyncio.Lock] = field(default_factory=WeakValueDictionary)


@dataclass(slots=True)
class Gate:
    """Lets `most` in at a time, and `waiting` wait for them; `words` are said to the others (503)."""

    most: int
    waiting: int
    words: str
    # A server has one event loop; whoever has several gets a gate for each.
    _lines: WeakKeyDictionary[asyncio.AbstractEventLoop, _Line] = field(
        default_factory=WeakKeyDictionary, init=False
    )

    @asynccontextmanager
    async def passed(self, about: str | None = None) -> AsyncIterator[None]:
        """Wait until it is one's turn; leave again at the end. Raises `Refused` when too many wait already.

        What is `about` the same (a map) goes one after the other, so that many who ask about one thing do not hold up
        those who ask about another.
        """
        line = self._lines.setdefault(asyncio.get_running_loop(), _Line(asyncio.Semaphore(self.most)))
        turn = line.turns.setdefault(about, asyncio.Lock()) if about is not None else asyncio.Lock()
        if (line.room.locked() or turn.locked()) and line.waiting >= self.waiting:
            raise Refused(503, self.words, retry_after=_SOON)
        line.waiting += 1
        inside = False
        try:
            async with turn, line.room:
                line.waiting -= 1
                inside = True
                yield
        finally:
            if not inside:
                line.waiting -= 1
