"""News of a map while others change it: a stream of server-sent events, and a tiny answer for those who ask by and by.

What is hidden is in neither: `service.news` tells only what can be seen of the map now. Nobody's name is there.
"""

from __future__ import annotations

import asyncio
import json
import random
from collections.abc import Callable, Iterator
from contextlib import suppress

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route
from starlette.types import Receive, Scope, Send

from argmap.messages import Message
from argmap.service import news
from argmap.service.hub import Full, Hub, Listener, Told
from argmap.service.news import News, Stamp
from argmap.service.sharing import Access
from argmap.web.negotiation import matches
from argmap.web.problems import Refused
from argmap.web.site import Visit
from argmap.web.words import tone

_PATIENCE = 30
"""Seconds that somebody may take to read what was sent; after that the stream ends, and they come again."""

_BACK = (1_000, 3_000)
"""After how many milliseconds a browser comes again: each after another while, since all of them lose a server at once."""

_NEW = {
    "question": "New question: “{text}”",
    "position": "New position: “{text}”",
    "claim": "New claim: “{text}”",
    "evidence": "New evidence: “{text}”",
    "reason": "New reason: “{text}”",
    "objection": "New objection: “{text}”",
    "rebuttal": "New rebuttal: “{text}”",
    "undercut": "New undercut: “{text}”",
}
_ONE = {"back": "Here again: “{text}”", "changed": "Changed: “{text}”", "gone": "A card was taken away."}
_MANY = {
    "new": "{count} new cards.",
    "back": "{count} cards are here again.",
    "changed": "{count} cards were changed.",
    "gone": "{count} cards were taken away.",
}


async def events(request: Request) -> Response:
    """The stream of a map's news, from what was seen last on; 204 for a map that nobody can change."""
    visit = Visit(request)
    access = await run_in_threadpool(visit.enter, request.path_params["map"])
    return stream(visit, access)


def stream(visit: Visit, access: Access) -> Response:
    """The stream for somebody who has come in already."""
    if access.debate is not None:
        return Response(None, 204)  # which tells a browser not to come again
    request = visit.request
    seen = request.headers.get("last-event-id") or request.query_params.get("after", "")
    return Events(visit, access, Stamp.read(seen))


def revision(request: Request) -> Response:
    """How far a map is, for those who cannot have a stream: 304 when it is as far as they know."""
    visit = Visit(request)
    access = visit.enter(request.path_params["map"])
    stamp = news.stamp(access)
    etag = f'"{stamp}"'
    headers = {"etag": etag, "vary": "Cookie, Authorization"}
    if matches(request.headers.get("if-none-match", ""), etag):
        return Response(None, 304, headers)
    body = json.dumps({"revision": stamp.revision, "stamp": str(stamp)})
    return Response(body, 200, headers, "application/json")


class Events(Response):
    """A stream that ends when its reader leaves or reads no more, when their key is withdrawn, or when the server stops."""

    def __init__(self, visit: Visit, access: Access, seen: Stamp | None) -> None:
        super().__init__(media_type="text/event-stream; charset=utf-8")
        # A proxy that gathers an answer before it passes it on, or compresses it, would pass on nothing.
        self.headers["cache-control"] = "no-store, no-transform"
        self.headers["x-accel-buffering"] = "no"
        del self.headers["content-length"]
        self._hub: Hub = visit.site.hub
        self._visit = visit
        self._access = access
        self._seen = seen

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        try:
            with self._hub.listening(self._access, self._seen) as listener:
                await send({"type": "http.response.start", "status": 200, "headers": self.raw_headers})
                watch = asyncio.create_task(_until_gone(receive, listener))
                try:
                    # Whoever does not read is left behind; the connection is then broken off.
                    with suppress(TimeoutError):
                        if scope["method"] != "HEAD":
                            await self._send_all(listener, send)
                finally:
                    watch.cancel()
            await send({"type": "http.response.body", "body": b"", "more_body": False})
        except Full:
            raise Refused(503, "Too many follow the maps of this server.", retry_after=30) from None

    async def _send_all(self, listener: Listener, send: Send) -> None:
        async def out(data: bytes) -> None:
            async with asyncio.timeout(_PATIENCE):
                await send({"type": "http.response.body", "body": data, "more_body": True})

        retry = b"retry: %d\n\n" % random.randint(*_BACK)  # noqa: S311 - nothing secret
        await out(retry + _beat(listener.seen))
        async for told in listener:
            await out(self._encoded(told))
        if listener.revoked:
            await out(_event(None, "gone", {}))

    def _encoded(self, told: Told) -> bytes:
        if not told.news:
            return _beat(told.stamp)
        made = told.made.get(self._visit.language)
        if made is None:
            parts = [_event(each.stamp, "change", record(each, self._visit.translate)) for each in told.news]
            made = told.made[self._visit.language] = b"".join(parts)
        return made


async def _until_gone(receive: Receive, listener: Listener) -> None:
    while (await receive())["type"] != "http.disconnect":
        pass
    listener.end()


def record(change: News, translate: Callable[[str], str]) -> dict[str, object]:
    """A change as an event says it."""
    if change.reload:
        return {"revision": change.stamp.revision, "reload": True}
    words = said(change)
    return {
        "revision": change.stamp.revision,
        "cards": list(change.cards),
        "said": words.text(translate) if words is not None else "",
    }


def said(change: News) -> Message | None:
    """A change in one sentence; None when there is nothing to be seen of it.

    >>> print(said(News(Stamp(3), ("n4",), "new", 1, "premises", "Shops lose customers.")))
    New reason: “Shops lose customers.”
    """
    if not change.what:
        return None
    if change.count > 1:
        return Message(_MANY[change.what], {"count": change.count})
    key = _NEW[tone(change.role)] if change.what == "new" else _ONE[change.what]
    return Message(key, {"text": change.text})


def _beat(stamp: Stamp) -> bytes:
    # Not a comment, which a page could not hear: it tells a stream that is silent from one that is stuck.
    return _event(stamp, "beat", {"revision": stamp.revision})


def _event(stamp: Stamp | None, name: str, data: object) -> bytes:
    return "".join(_lines(stamp, name, data)).encode("utf-8", "replace")


def _lines(stamp: Stamp | None, name: str, data: object) -> Iterator[str]:
    if stamp is not None:
        yield f"id: {stamp}\n"
    # JSON has no line breaks of its own, so that a text cannot begin another line of the stream.
    yield f"event: {name}\ndata: {json.dumps(data, ensure_ascii=False, separators=(',', ':'))}\n\n"


ROUTES = [
    Route("/maps/{map}/events", events, methods=["GET"]),
    Route("/maps/{map}/revision", revision, methods=["GET"]),
]
