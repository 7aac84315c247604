"""The stream of a room: open to those who are in it, on what the room itself does too, and without anybody's name."""

from __future__ import annotations

import json
from typing import Any

import pytest

from argmap.service import programs, rooms, sharing
from argmap.service.programs import Card
from argmap.service.rooms import Joined, Opened
from argmap.service.shelf import Press, Shelf
from tests.web.test_live import Stream, serving


@pytest.fixture
def opened(shelf: Shelf) -> Opened:
    return rooms.open_room(shelf, "Should cars leave the town?", ["Yes.", "No."], anonymous=True)


@pytest.fixture
def heron(shelf: Shelf, opened: Opened) -> Joined:
    return rooms.join(shelf, opened.room, "Heron 1")


def listen(port: int, address: str, key: str) -> Stream:
    return Stream(port, address, authorization=f"Bearer {key}")


def status(port: int, address: str, key: str | None = None) -> int:
    """What answers somebody who wants to listen."""
    headers = {} if key is None else {"authorization": f"Bearer {key}"}
    stream = Stream(port, address, **headers)
    try:
        return stream.answer.status
    finally:
        stream.close()


def change(stream: Stream) -> tuple[str, Any]:
    """The id of the next change, and what it says."""
    while found := stream.event():
        if found["event"] == "change":
            return found["id"], json.loads(found["data"])
        assert found["event"] == "beat", found
    raise AssertionError("the stream has ended")


def say(shelf: Shelf, opened: Opened, key: str, text: str) -> str:
    access = sharing.enter(shelf, opened.room.map, key)
    done = programs.add(shelf, access, Press.fresh(), Card("claim", text, "support", "n2"))
    assert done.card is not None
    return done.card


@pytest.mark.parametrize("address", ["/maps/{map}/events", "/api/rooms/{code}/events"])
def test_who_is_in_a_room_hears_what_others_write(shelf: Shelf, opened: Opened, heron: Joined, address: str):
    where = address.format(map=opened.room.map, code=opened.room.code)
    with serving(shelf) as (port, _):
        streams = [listen(port, where, key) for key in (heron.key, opened.facilitator_key)]
        assert [stream.answer.status for stream in streams] == [200, 200]
        for number, text in enumerate(("The air gets cleaner.", "It gets quiet.")):
            card = say(shelf, opened, heron.key, text)
            for stream in streams:
                identifier, said = change(stream)
                assert (said["revision"], said["cards"]) == (number + 2, [card])
                assert identifier.startswith(f"{number + 2}.")
                assert text in said["said"]
                assert heron.person not in json.dumps(said)
                assert "Heron" not in json.dumps(said)
        for stream in streams:
            stream.close()


def test_what_the_room_does_is_heard_too_and_resumed_from(shelf: Shelf, opened: Opened, heron: Joined):
    facilitator = sharing.enter(shelf, opened.room.map, opened.facilitator_key)
    with serving(shelf) as (port, _):
        stream = listen(port, f"/maps/{opened.room.map}/events", heron.key)
        rooms.switch(shelf, facilitator, "verdicts", True)
        identifier, said = change(stream)
        assert identifier == "1.3"  # opened, joined, switched
        assert said["cards"] == []
        stream.close()
        card = say(shelf, opened, heron.key, "The air gets cleaner.")
        again = Stream(
            port,
            f"/maps/{opened.room.map}/events",
            authorization=f"Bearer {heron.key}",
            last_event_id=identifier,
        )
        identifier, said = change(again)
        assert (identifier, said["cards"]) == ("2.3", [card])
        again.close()


def test_whoever_is_removed_hears_no_more(shelf: Shelf, opened: Opened, heron: Joined):
    facilitator = sharing.enter(shelf, opened.room.map, opened.facilitator_key)
    with serving(shelf) as (port, _):
        stream = listen(port, f"/maps/{opened.room.map}/events", heron.key)
        rooms.remove(shelf, facilitator, heron.person)
        names = []
        while found := stream.event():
            names.append(found["event"])
        assert names[-1] == "gone"
        assert "change" not in names
        stream.close()
        assert status(port, f"/maps/{opened.room.map}/events", heron.key) == 404


def test_the_code_alone_opens_no_stream(shelf: Shelf, opened: Opened):
    with serving(shelf) as (port, _):
        assert status(port, f"/api/rooms/{opened.room.code}/events") == 404
        other = rooms.open_room(shelf, "Why?", ["Yes."])
        assert status(port, f"/api/rooms/{opened.room.code}/events", other.facilitator_key) == 404
