"""Calls an ASGI application with exactly the bytes a test wants, without a client that would put them right."""

from __future__ import annotations

import asyncio
import gzip
from collections.abc import Coroutine, Iterable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from typing import Any, TypeVar

from starlette.types import ASGIApp, Message, Scope

T = TypeVar("T")

Headers = list[tuple[bytes, bytes]]


@dataclass
class Answer:
    """What came back; `events` are the raw messages."""

    status: int
    headers: Headers
    body: bytes
    events: list[Message] = field(repr=False)

    def all(self, name: str) -> list[str]:
        return [value.decode("latin-1") for given, value in self.headers if given == name.encode()]

    def header(self, name: str) -> str | None:
        found = self.all(name)
        assert len(found) < 2, f"{name} stands there {len(found)} times"
        return found[0] if found else None

    @property
    def text(self) -> str:
        coded = self.header("content-encoding") == "gzip"
        return (gzip.decompress(self.body) if coded else self.body).decode()


def scope(
    method: str = "GET", path: str = "/", headers: Iterable[tuple[Any, Any]] = (), **more: Any
) -> Scope:
    """The head of a request. A header given as text is sent as Latin-1."""
    return {
        "type": "http",
        "asgi": {"version": "3.0"},
        "http_version": "1.1",
        "scheme": "http",
        "method": method,
        "path": path,
        "raw_path": path.encode("utf-8", "replace"),
        "query_string": b"",
        "root_path": "",
        "headers": [(coded(name).lower(), coded(value)) for name, value in headers],
        "client": ("192.0.2.1", 1234),
        "server": ("class.test", 80),
        **more,
    }


def run(coroutine: Coroutine[Any, Any, T]) -> T:
    """What a coroutine comes to, in a thread of its own: a browser's loop may be running in this one."""
    with ThreadPoolExecutor(1) as pool:
        return pool.submit(asyncio.run, coroutine).result()


def coded(value: str | bytes) -> bytes:
    return value if isinstance(value, bytes) else value.encode("latin-1")


def call(
    app: ASGIApp,
    method: str = "GET",
    path: str = "/",
    headers: Iterable[tuple[Any, Any]] = (),
    body: Iterable[bytes] = (b"",),
    **more: Any,
) -> Answer:
    """One request from its head to the end of its answer. `body` is sent piece by piece, then the client leaves."""
    pieces = list(body)
    waiting: list[Message] = [
        {"type": "http.request", "body": piece, "more_body": number < len(pieces)}
        for number, piece in enumerate(pieces, 1)
    ]
    events: list[Message] = []

    async def receive() -> Message:
        return waiting.pop(0) if waiting else {"type": "http.disconnect"}

    async def send(message: Message) -> None:
        events.append(message)

    run(app(scope(method, path, headers, **more), receive, send))  # type: ignore[arg-type]
    starts = [event for event in events if event["type"] == "http.response.start"]
    assert len(starts) == 1, events
    assert events[0] is starts[0]
    sent = b"".join(event.get("body", b"") for event in events[1:])
    return Answer(starts[0]["status"], list(starts[0]["headers"]), sent, events)
