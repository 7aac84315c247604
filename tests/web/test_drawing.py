"""Many ask for the pictures of large maps at once: a few are drawn at a time, each once, and pages are served."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Iterator
from typing import Any

import anyio.to_thread
import pytest

from argmap.diagram.drawing import Drawing
from argmap.service import bundled
from argmap.service.shelf import Shelf
from argmap.web import exports
from argmap.web.app import create_app
from argmap.web.drawing import DRAWING
from tests.web.asgi import run
from tests.web.test_gate import ask


@pytest.fixture
def drawing(monkeypatch: pytest.MonkeyPatch) -> Iterator[tuple[threading.Event, list[int]]]:
    """Drawing that lasts until it is let go; how many cards each drawing has that was begun."""
    go, begun = threading.Event(), list[int]()

    def slow(debate: Any, **_options: object) -> Drawing:
        begun.append(len(debate.nodes))
        assert go.wait(20)
        return Drawing("<svg/>", "tree", ())

    monkeypatch.setattr(exports, "render", slow)
    yield go, begun
    go.set()


def test_who_waits_for_a_drawing_does_so_in_no_thread_and_each_map_is_drawn_once(shelf: Shelf, drawing: Any):
    app = create_app(shelf)
    go, begun = drawing
    addresses = [f"/maps/{name}.svg" for name in bundled.maps()] * 4

    async def together() -> tuple[list[dict[str, Any]], int, int, int]:
        asked = [asyncio.create_task(ask(app, "GET", each)) for each in addresses]
        while len(begun) < DRAWING.most:
            await asyncio.sleep(0.01)
        page = await ask(app, "GET", f"/maps/{bundled.OPENING}")
        threads = anyio.to_thread.current_default_thread_limiter().borrowed_tokens
        busy = len(begun)
        go.set()
        return await asyncio.gather(*asked), page["status"], threads, busy

    answers, page, threads, busy = run(together())
    assert page == 200
    assert (threads, busy) == (DRAWING.most, DRAWING.most)
    assert [answer["status"] for answer in answers] == [200] * len(addresses)
    assert sorted(begun) == sorted(len(each.debate.nodes) for each in bundled.maps().values())


def test_when_too_many_wait_one_is_told_to_come_again(
    shelf: Shelf, drawing: Any, monkeypatch: pytest.MonkeyPatch
):
    app = create_app(shelf)
    go, begun = drawing
    monkeypatch.setattr(DRAWING, "waiting", 1)
    addresses = [f"/maps/{name}.svg" for name in bundled.maps()][: DRAWING.most + 2]

    async def together() -> list[dict[str, Any]]:
        asked = [asyncio.create_task(ask(app, "GET", each)) for each in addresses]
        await asyncio.wait(asked, return_when=asyncio.FIRST_COMPLETED)
        while len(begun) < DRAWING.most:
            await asyncio.sleep(0.01)
        go.set()
        return await asyncio.gather(*asked)

    answers = run(together())
    assert sorted(answer["status"] for answer in answers) == [200] * (DRAWING.most + 1) + [503]
    assert all(("retry-after" in answer["headers"]) == (answer["status"] == 503) for answer in answers)
