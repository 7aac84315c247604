"""Pages of large maps: where one is not kept yet, it is made when its turn has come. All others are answered at once.

To lay out a part of a map of thousands of cards takes a processor for a tenth of a second or more, and there are as many such
parts as there are cards. So a few are made at a time, each map's one after the other, and whoever waits does so in no thread.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import Response

from argmap.model import ArgumentMap
from argmap.web.gate import Gate
from argmap.web.judging import check_presence

DRAWING = Gate(2, 1_000, "Others are having large maps drawn at this moment.")
"""The gate before a page of a large map. As many may wait as follow maps on one server: after a change all come at once."""

MUCH = 800
"""From how many cards and links on a map is large: some four hundred cards. Up to there a page takes some hundredths of a second."""

_LONGEST_NAME = 100

Show = Callable[[Request, bool], Response | None]


def large(debate: ArgumentMap) -> bool:
    """Whether the pages of a map are made in turn."""
    return len(debate.nodes) + len(debate.relations) > MUCH


def in_turn(show: Show, name: str) -> Callable[[Request], Awaitable[Response]]:
    """What answers with `show`, which is told whether its turn has come.

    Before, it gives None where it would have to make a page of a large map. `name` is the part of the path that tells one map
    from another.
    """

    async def answer(request: Request) -> Response:
        made = await run_in_threadpool(show, request, False)
        if made is None:
            async with DRAWING.passed(request.path_params[name][:_LONGEST_NAME]):
                await check_presence(request)
                made = await run_in_threadpool(show, request, True)
        assert made is not None  # noqa: S101 - when its turn has come, `show` answers
        return made

    return answer
