"""Many bring maps at once: a few are read at a time, some wait, the rest are told to come again; pages are served."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Iterator
from typing import Any
from urllib.parse import urlencode

import anyio.to_thread
import pytest

from argmap.formats import Unreadable
from argmap.service import maps
from argmap.service.shelf import Shelf
from argmap.web.app import create_app
from argmap.web.gate import Gate
from argmap.web.limits import LIMITS, Limit, Limits
from argmap.web.making import READING
from argmap.web.problems import Refused
from tests.web.asgi import call, run, scope

LONG = "[A]: " + "A whole sentence. " * 1200
FORM = [
    ("content-type", "application/x-www-form-urlencoded"),
    ("host", "class.test"),
    ("origin", "http://class.test"),
]


async def ask(
    app: Any, method: str, path: str, body: bytes = b"", kind: str = FORM[0][1], query: str = ""
) -> dict[str, Any]:
    """One request among others in the same loop: status and headers."""
    answer: dict[str, Any] = {}

    async def receive() -> dict[str, Any]:
        return {"type": "http.request", "body": body, "more_body": False}

    async def send(event: Any) -> None:
        if event["type"] == "http.response.start":
            answer["status"] = event["status"]
            answer["headers"] = {name.decode(): value.decode() for name, value in event["headers"]}

    headers = [("content-type", kind), *FORM[1:]] if body else [("host", "class.test")]
    await app(scope(method, path, headers, query_string=query.encode()), receive, send)
    return answer


async def wanted(app: Any, addresses: list[str]) -> list[asyncio.Task[dict[str, Any]]]:
    """Everything at these addresses asked for at once."""
    parted = [each.partition("?") for each in addresses]
    return [asyncio.create_task(ask(app, "GET", path, query=query)) for path, _, query in parted]


def held(
    app: Any, gate: Gate, addresses: list[str], other: str, go: threading.Event, begun: list[Any]
) -> list[int]:
    """All addresses asked for at once, each held up until `go`: no more than the gate lets through are begun, and none waits in
    a thread, so that the `other` page is answered meanwhile. The statuses of all."""

    async def together() -> list[int]:
        asked = await wanted(app, addresses)
        while len(begun) < gate.most:
            await asyncio.sleep(0.01)
        page = await ask(app, "GET", other)
        assert page["status"] == 200
        threads = anyio.to_thread.current_default_thread_limiter().borrowed_tokens
        assert (threads, len(begun)) == (gate.most, gate.most)
        go.set()
        return [answer["status"] for answer in await asyncio.gather(*asked)]

    return run(together())


@pytest.fixture
def reading(monkeypatch: pytest.MonkeyPatch) -> Iterator[tuple[threading.Event, list[str]]]:
    """Reading that lasts until it is let go; who reads at this moment."""
    go, at_work = threading.Event(), list[str]()

    def slow(*_arguments: object) -> Any:
        at_work.append("one")
        assert go.wait(20)
        raise Unreadable("Not today.")

    monkeypatch.setattr(maps, "bring", slow)
    yield go, at_work
    go.set()


@pytest.mark.parametrize("path", ["/import", "/api/maps"])
def test_who_brings_a_map_waits_in_no_thread(shelf: Shelf, reading: Any, path: str):
    app = create_app(shelf)
    go, at_work = reading
    body, kind = (
        (urlencode({"text": LONG}).encode(), FORM[0][1])
        if path == "/import"
        else (LONG.encode(), "text/argdown")
    )

    async def together() -> tuple[list[dict[str, Any]], dict[str, Any], int, int]:
        brought = [asyncio.create_task(ask(app, "POST", path, body, kind)) for _ in range(60)]
        while sum(each.done() for each in brought) < 60 - READING.most - READING.waiting or len(at_work) < 2:
            await asyncio.sleep(0.01)
        threads = anyio.to_thread.current_default_thread_limiter().borrowed_tokens
        page = await ask(app, "GET", "/new")
        busy = len(at_work)
        go.set()
        return await asyncio.gather(*brought), page, threads, busy

    answers, page, threads, busy = run(together())
    assert page["status"] == 200
    assert (threads, busy) == (READING.most, READING.most)
    statuses = [answer["status"] for answer in answers]
    assert statuses.count(422) == READING.most + READING.waiting
    assert statuses.count(503) == 60 - READING.most - READING.waiting
    assert all("retry-after" in answer["headers"] for answer in answers if answer["status"] == 503)


def test_what_is_short_needs_no_gate(shelf: Shelf, reading: Any):
    go, at_work = reading
    go.set()
    app = create_app(shelf)
    body = urlencode({"text": "[A]: A sentence."}).encode()

    async def beside() -> list[int]:
        async with READING.passed(), READING.passed():
            return [(await ask(app, "POST", "/import", body))["status"]]

    assert run(beside()) == [422]
    assert at_work == ["one"]


def test_only_maps_that_were_made_count(shelf: Shelf):
    limits = Limits({**LIMITS, "map": Limit(2, 3600, at_once=2, by_address=True)})
    app = create_app(shelf, limits)

    def new(question: str) -> int:
        body = urlencode({"question": question}).encode()
        return call(app, "POST", "/new", FORM, [body]).status

    def brought(text: str) -> int:
        return call(app, "POST", "/import", FORM, [urlencode({"text": text}).encode()]).status

    def sent(text: str) -> int:
        headers = [("content-type", "text/argdown"), ("host", "class.test")]
        return call(app, "POST", "/api/maps", headers, [text.encode()]).status

    for _ in range(5):
        assert new(" ") == brought("") == sent("") == 422
    assert new("Shall it?") == 303
    assert brought("[A]: A whole sentence.") == 303
    assert new("Shall it?") == brought("[A]: A sentence.") == sent("[A]: A sentence.") == 429


def test_a_gate_lets_the_next_in_when_one_leaves():
    gate = Gate(1, 1, "Not now.")
    order: list[str] = []

    async def work(name: str) -> None:
        try:
            async with gate.passed():
                order.append(name)
                await asyncio.sleep(0.01)
                if name == "a":
                    raise ValueError
        except Refused as refused:
            order.append(f"{name} {refused.status}")
        except ValueError:
            order.append("a failed")

    async def all_of_them() -> None:
        await asyncio.gather(*map(work, "abc"))
        await work("d")

    for _ in range(2):  # each time in a loop of its own
        order.clear()
        run(all_of_them())
        assert order == ["a", "c 503", "a failed", "b", "d"]


def test_who_goes_away_while_waiting_leaves_the_line():
    gate = Gate(1, 1, "Not now.")

    async def leave() -> int:
        async with gate.passed():
            waiting = asyncio.create_task(gate.passed().__aenter__())
            await asyncio.sleep(0)
            waiting.cancel()
            await asyncio.gather(waiting, return_exceptions=True)
        async with gate.passed():
            return 1

    assert run(leave()) == 1


def test_who_asks_about_one_thing_holds_up_nobody_else():
    """Two may work at once. Three ask about one map: one of them works; somebody with another map works beside it."""
    gate = Gate(2, 10, "Later.")
    order: list[str] = []

    async def work(about: str, name: str, go: asyncio.Event) -> None:
        async with gate.passed(about):
            order.append(name)
            await go.wait()

    async def together() -> list[str]:
        go = asyncio.Event()
        tasks = [asyncio.create_task(work("slow", f"slow {number}", go)) for number in range(3)]
        await asyncio.sleep(0.05)
        tasks.append(asyncio.create_task(work("quick", "quick", go)))
        await asyncio.sleep(0.05)
        seen = list(order)
        go.set()
        await asyncio.gather(*tasks)
        return seen

    assert run(together()) == ["slow 0", "quick"]
    assert sorted(order) == ["quick", "slow 0", "slow 1", "slow 2"]


def test_whoever_gives_up_while_waiting_leaves_the_line():
    gate = Gate(1, 1, "Later.")

    async def tried() -> None:
        async with gate.passed("a"):
            waiting = asyncio.create_task(enter(gate, "b"))
            await asyncio.sleep(0.05)
            with pytest.raises(Refused):
                await enter(gate, "c")
            waiting.cancel()
            await asyncio.sleep(0.05)
            after = asyncio.create_task(enter(gate, "d"))
            await asyncio.sleep(0.05)
        await after

    async def enter(gate: Gate, about: str) -> None:
        async with gate.passed(about):
            pass

    run(tried())
