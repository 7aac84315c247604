"""Many pages of large maps are wanted at once: a few are made at a time, and everybody else is answered meanwhile."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Iterator
from typing import Any

import pytest

from argmap.service import bundled, maps, sharing, snapshots
from argmap.service.shelf import Shelf
from argmap.web import embedding, map_page, pages, turns
from argmap.web import snapshots as frozen_pages
from argmap.web.app import create_app
from argmap.web.turns import DRAWING
from tests.web.asgi import run
from tests.web.test_gate import held, wanted


@pytest.fixture
def drawing(monkeypatch: pytest.MonkeyPatch) -> Iterator[tuple[threading.Event, list[str]]]:
    """Pages that take until they are let go, and the maps of those that were begun."""
    go, begun = threading.Event(), list[str]()

    def slow(seen: Any, place: Any, *more: Any) -> Any:
        begun.append(place.map)
        assert go.wait(20)
        return map_page.map_page(seen, place, *more)

    for module in (pages, embedding, frozen_pages):
        monkeypatch.setattr(module, "map_page", slow)
    yield go, begun
    go.set()


@pytest.fixture
def addresses(shelf: Shelf) -> list[str]:
    """Pages of a map, of one that others embed and of a snapshot: each of another part."""
    made = maps.put(shelf, bundled.maps()[bundled.OPENING].debate)
    frozen = snapshots.freeze(shelf, sharing.enter(shelf, made.map, made.edit_key), public=True)
    roots = (f"/maps/{bundled.OPENING}", "/maps/town-centre-cars/embed", frozen.path, f"{frozen.path}/embed")
    return [f"{root}?focus=n{k}&card=n{k}" for root in roots for k in range(3, 9)]


def test_who_waits_for_a_page_of_a_large_map_does_so_in_no_thread(
    shelf: Shelf, drawing: Any, addresses: list[str], monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr(turns, "MUCH", 10)
    go, begun = drawing
    statuses = held(create_app(shelf), DRAWING, addresses, "/new", go, begun)
    assert statuses == [200] * len(addresses)
    assert len(begun) == len(addresses)


def test_small_maps_and_what_is_kept_wait_for_nobody(
    shelf: Shelf, drawing: Any, addresses: list[str], monkeypatch: pytest.MonkeyPatch
):
    go, begun = drawing
    app = create_app(shelf)

    async def together() -> list[dict[str, Any]]:
        # Three at once are more than pass the gate.
        asked = await wanted(app, addresses[:3])
        while len(begun) < 3:
            await asyncio.sleep(0.01)
        go.set()
        first = await asyncio.gather(*asked)
        go.clear()
        monkeypatch.setattr(turns, "MUCH", 10)
        held = await wanted(app, addresses[5:8])
        while len(begun) < 5:
            await asyncio.sleep(0.01)
        again = await asyncio.gather(*await wanted(app, addresses[:3]))
        go.set()
        await asyncio.gather(*held)
        return [*first, *again]

    assert [answer["status"] for answer in run(together())] == [200] * 6
