from __future__ import annotations

import logging
from datetime import timedelta
from threading import Event

import pytest

from argmap.service import admin, maps, rooms, sharing
from argmap.service.refusals import NoDatabase
from argmap.service.shelf import Shelf
from argmap.web import server


def test_names_whose_time_has_come_are_erased_while_the_server_runs(
    shelf: Shelf, caplog: pytest.LogCaptureFixture
):
    opened = rooms.open_room(shelf, "Why?", ["So."], days=1)
    now = shelf.clock()
    server.forget(shelf)
    access = sharing.enter(shelf, opened.room.map, opened.facilitator_key)
    assert rooms.people(shelf, access)[0].name is not None
    shelf.clock = lambda: now + timedelta(days=2)
    with caplog.at_level(logging.INFO):
        server.forget(shelf)
    assert rooms.people(shelf, access)[0].name is None
    assert "Names erased in 1 rooms" in caplog.text


def test_it_looks_at_once_and_again_and_ends_with_the_server(shelf: Shelf, monkeypatch: pytest.MonkeyPatch):
    twice, seen = Event(), []

    def forget(given: Shelf, _days: int | None) -> None:
        seen.append(given)
        if len(seen) == 2:
            twice.set()

    monkeypatch.setattr(server, "forget", forget)
    with server.forgetting(shelf, every=0.001):
        assert twice.wait(10)
    count = len(seen)
    assert set(seen) == {shelf}
    assert not Event().wait(0.05)
    assert len(seen) == count


def test_a_database_that_does_not_answer_ends_nothing(
    shelf: Shelf, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
):
    def due(_: object) -> int:
        raise NoDatabase("The disk is full.")

    monkeypatch.setattr(rooms, "forget_due", due)
    server.forget(shelf)
    assert "The disk is full." in caplog.text


def test_maps_are_forgotten_only_where_the_server_was_told_to(shelf: Shelf, caplog: pytest.LogCaptureFixture):
    made = maps.make(shelf, "Why?", ["So."])
    now = shelf.clock()
    shelf.clock = lambda: now + timedelta(days=10_000)
    server.forget(shelf)
    assert [each.map for each in admin.every(shelf)] == [made.map]
    with caplog.at_level(logging.INFO):
        server.forget(shelf, 365)
    assert admin.every(shelf) == []
    assert "1 maps deleted" in caplog.text
