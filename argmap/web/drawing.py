"""The gate before drawing a map whole: a few at a time, outside the threads that answer everybody, and each once.

A page draws a bounded part of a map by itself (`picture`). A file holds all of it, and may be large.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request

from argmap.web.gate import Gate
from argmap.web.judging import check_presence
from argmap.web.kept import Entry, Pages

DRAWING = Gate(2, 200, "Others are having their maps drawn at this moment.")
"""The gate before a drawing, which takes a processor for itself; whoever waits often finds it done."""


async def drawn(
    request: Request, kept: Pages, about: str, key: Hashable, media_type: str, draw: Callable[[], bytes]
) -> Entry:
    """The drawing kept under a key; else made by `draw`, in a thread of its own behind the gate, and kept.

    `about` is the map: what is asked of one map goes one after the other. Raises `Refused` (503) when too many wait.
    """
    entry = kept.get(key)
    if entry is not None:
        return entry
    async with DRAWING.passed(about):
        entry = kept.get(key)
        if entry is None:
            await check_presence(request)
            entry = await run_in_threadpool(lambda: kept.put(key, draw(), media_type))
    return entry
