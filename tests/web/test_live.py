"""The stream of a map's news from a real server, and the tiny answer for those who cannot have a stream."""

from __future__ import annotations

import asyncio
import json
import re
import socket
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from http.client import HTTPConnection
from typing import Any

import pytest
import uvicorn

from argmap.model import Node
from argmap.model.operations import AddNode, EditNode, Hide, Operation
from argmap.service import history, maps, sharing
from argmap.service.hub import Hub, Pace
from argmap.service.news import MOST
from argmap.service.sharing import Access
from argmap.service.shelf import Outcome, Press, Shelf
from argmap.web import live
from argmap.web.app import create_app
from argmap.web.limits import Limits
from argmap.web.server import Stopping
from argmap.web.site import Site
from tests.web.asgi import call, run, scope
from tests.web.conftest import GENEROUS, Browser

PATIENCE = 30


class Stream:
    """An open stream, read event by event."""

    def __init__(self, port: int, address: str, **headers: str) -> None:
        self.connection = HTTPConnection("127.0.0.1", port, timeout=PATIENCE)
        self.connection.request("GET", address, headers={k.replace("_", "-"): v for k, v in headers.items()})
        self.answer = self.connection.getresponse()

    def event(self) -> dict[str, str] | None:
        """The next event with a name; None when the stream has ended."""
        fields: dict[str, str] = {}
        while line := self.answer.readline().decode():
            name, _, value = line.rstrip("\n").partition(": ")
            if name:
                fields[name] = value
            elif "event" in fields:
                return fields
        return None

    def change(self) -> Any:
        """What the next change says."""
        while found := self.event():
            if found["event"] == "change":
                data = json.loads(found["data"])
                assert found["id"] == f"{data['revision']}.0"
                return data
        raise AssertionError("the stream has ended")

    def close(self) -> None:
        self.connection.close()
        self.answer.close()


@contextmanager
def serving(shelf: Shelf, pace: Pace | None = None, **bounds: int) -> Iterator[tuple[int, Hub]]:
    """A real server over the shelf, in a thread: its port, and who listens."""
    app = create_app(shelf, GENEROUS)
    site: Site = app.state.site
    hub = Hub(shelf, pace=pace, **bounds) if pace or bounds else site.hub
    app.state.site = Site(site.shelf, site.limits, site.kept, site.reports, site.static, hub)
    bound = socket.create_server(("127.0.0.1", 0))
    server = Stopping(uvicorn.Config(app, log_level="warning", lifespan="off"), hub)
    thread = threading.Thread(target=server.run, kwargs={"sockets": [bound]})
    thread.start()
    while not server.started:
        assert thread.is_alive()
        time.sleep(0.01)
    try:
        yield bound.getsockname()[1], hub
    finally:
        server.should_exit = True
        thread.join(PATIENCE)
        assert not thread.is_alive()


@pytest.fixture
def town(shelf: Shelf) -> Access:
    made = maps.make(shelf, "Should cars leave the town?", ["Yes, they should.", "No."])
    return sharing.enter(shelf, made.map, made.edit_key)


@pytest.fixture
def opened(shelf: Shelf, town: Access) -> Iterator[Callable[..., Stream]]:
    """Opens streams of the map, with the key that came with it unless told otherwise."""
    streams: list[Stream] = []
    with serving(shelf) as (port, _):

        def open_one(query: str = "", key: str = town.key, **headers: str) -> Stream:
            address = f"/maps/{town.map}/events{query}"
            streams.append(Stream(port, address, authorization=f"Bearer {key}", **headers))
            return streams[-1]

        yield open_one
    for stream in streams:
        assert stream.answer.status != 200 or _ended(stream)
        stream.close()


def _ended(stream: Stream) -> bool:
    while stream.event():
        pass
    return True


def change(shelf: Shelf, access: Access, operation: Operation) -> int:
    return shelf.change(access, Press.fresh(), lambda _map, _numbers: Outcome(operation)).revision


def add(shelf: Shelf, access: Access, name: str, text: str = "The air gets cleaner.") -> int:
    return change(shelf, access, AddNode(Node(name, "claim", text)))


# The stream


def test_a_stream_tells_every_change_once(shelf: Shelf, town: Access, opened: Callable[..., Stream]):
    stream = opened()
    assert stream.answer.status == 200
    assert stream.answer.headers["content-type"] == "text/event-stream; charset=utf-8"
    assert stream.answer.headers["cache-control"] == "no-store, no-transform"
    assert stream.answer.headers["x-accel-buffering"] == "no"
    assert stream.answer.headers["content-security-policy"]
    first = stream.event()
    assert first is not None
    assert (first["event"], first["id"], first["data"]) == ("beat", "1.0", '{"revision":1}')
    assert int(first["retry"]) > 0
    for number in range(2, 12):
        add(shelf, town, f"c{number}", f"Claim {number}: “so”.")
        assert stream.change() == {
            "revision": number,
            "cards": [f"c{number}"],
            "said": f"New claim: “Claim {number}: “so”.”",
        }


@pytest.mark.parametrize(
    ("query", "headers"),
    [
        ("?after=2", {}),
        ("", {"last_event_id": "2.0"}),
        # What a browser heard last counts for more than the address it began with.
        ("?after=1", {"last_event_id": "2.0"}),
    ],
)
def test_it_goes_on_where_somebody_left_off(
    shelf: Shelf, town: Access, opened: Callable[..., Stream], query: str, headers: dict[str, str]
):
    for name in "abcd":
        add(shelf, town, name)
    stream = opened(query, **headers)
    assert [stream.change()["revision"] for _ in range(3)] == [3, 4, 5]
    add(shelf, town, "e")
    assert stream.change()["revision"] == 6


@pytest.mark.parametrize("seen", ["", "x", "1.2.3", "-1", "9" * 50, "%00", "1;2"])
def test_nonsense_counts_as_having_seen_all(
    shelf: Shelf, town: Access, opened: Callable[..., Stream], seen: str
):
    add(shelf, town, "a")
    stream = opened(f"?after={seen}")
    assert stream.event()["id"] == "2.0"  # type: ignore[index]
    add(shelf, town, "b")
    assert stream.change()["revision"] == 3


def test_who_missed_too_much_loads_the_page_again(shelf: Shelf, town: Access, opened: Callable[..., Stream]):
    add(shelf, town, "a")
    for number in range(MOST):
        change(shelf, town, EditNode("a", {"tags": (f"t{number}",)}))
    assert opened("?after=1").change() == {"revision": MOST + 2, "reload": True}
    assert opened("?after=2").change()["revision"] == 3
    # So does whoever has seen what has never been: the maps come from a copy that is older.
    assert opened("?after=9999").change() == {"revision": MOST + 2, "reload": True}


def test_nothing_hidden_is_in_a_stream(shelf: Shelf, town: Access, opened: Callable[..., Stream]):
    secret = "Ann stole it"
    stream = opened()
    add(shelf, town, "a", "Somebody stole it.")
    change(shelf, town, Hide("a"))
    change(shelf, town, EditNode("a", {"text": secret}))
    change(shelf, town, AddNode(Node("b", "claim", secret, hidden=True)))
    history.undo(shelf, town, Press.fresh())
    told = [stream.change() for _ in range(5)]
    assert told[-1]["revision"] == 6
    assert secret not in json.dumps(told)
    assert [(each["cards"], each["said"]) for each in told[1:]] == [
        ([], "A card was taken away."),
        ([], ""),
        ([], ""),
        ([], ""),
    ]
    again = opened("?after=1")
    told = [again.change() for _ in range(5)]
    # By now nothing may be seen of the card, so nothing is told of how it came either.
    assert "stole" not in json.dumps(told)
    assert all(each["cards"] == [] for each in told)


def test_all_who_may_read_hear_the_same(shelf: Shelf, town: Access, opened: Callable[..., Stream]):
    reading = sharing.share(shelf, town, "view")
    one, other = opened(), opened(key=reading.key)
    add(shelf, town, "a")
    assert one.change() == other.change()


def test_a_key_that_is_withdrawn_ends_it(shelf: Shelf, town: Access, opened: Callable[..., Stream]):
    reading = sharing.share(shelf, town, "view")
    stream = opened(key=reading.key)
    assert stream.event()["event"] == "beat"  # type: ignore[index]
    sharing.revoke(shelf, town, reading.id)
    assert stream.event() == {"event": "gone", "data": "{}"}
    assert stream.event() is None
    assert opened(key=reading.key).answer.status == 404


def test_a_key_in_a_cookie_opens_it_too_and_without_one_there_is_nothing(shelf: Shelf, town: Access):
    with serving(shelf) as (port, _):
        address = f"/maps/{town.map}/events"
        wrong = {"authorization": "Bearer " + "a" * 34}
        streams = [
            Stream(port, address, cookie=f"argmap_map_{town.map}={town.key}.1"),
            Stream(port, address),
            Stream(port, address, **wrong),
            Stream(port, "/maps/abcdefghijkl/events", authorization=f"Bearer {town.key}"),
            # Nobody can change this one, so nobody need come again.
            Stream(port, "/maps/town-centre-cars/events"),
        ]
        assert [each.answer.status for each in streams] == [200, 404, 404, 404, 204]
        for stream in streams:
            stream.close()


def test_signs_of_life(shelf: Shelf, town: Access):
    with serving(shelf, Pace(beat=0.05)) as (port, _):
        stream = Stream(port, f"/maps/{town.map}/events", authorization=f"Bearer {town.key}")
        for _ in range(3):
            found = stream.event()
            assert found is not None
            assert (found["event"], found["id"]) == ("beat", "1.0")
        stream.close()


def test_who_leaves_makes_room_and_one_too_many_may_ask(shelf: Shelf, town: Access):
    key = {"authorization": f"Bearer {town.key}"}
    with serving(shelf, most=2) as (port, hub):
        streams = [Stream(port, f"/maps/{town.map}/events", **key) for _ in range(3)]
        assert [each.answer.status for each in streams] == [200, 200, 503]
        assert streams[2].answer.headers["retry-after"]
        asking = HTTPConnection("127.0.0.1", port, timeout=PATIENCE)
        asking.request("GET", f"/maps/{town.map}/revision", headers=key)
        assert asking.getresponse().status == 200
        asking.close()
        for stream in streams:
            stream.close()
        patience = time.monotonic() + PATIENCE
        while len(hub):
            assert time.monotonic() < patience
            time.sleep(0.01)
        again = Stream(port, f"/maps/{town.map}/events", **key)
        assert again.answer.status == 200
        again.close()


def test_who_does_not_read_is_left_behind(shelf: Shelf, town: Access, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(live, "_PATIENCE", 0.05)
    app = create_app(shelf, GENEROUS)
    add(shelf, town, "a")
    sent: list[Any] = []

    async def stream() -> None:
        async def receive() -> Any:
            await asyncio.sleep(PATIENCE * 10)

        async def send(event: Any) -> None:
            sent.append(event)
            if event.get("body", b"").startswith(b"id: 2.0\nevent: change"):
                await asyncio.sleep(PATIENCE * 10)

        asked = scope(
            path=f"/maps/{town.map}/events",
            headers=[("authorization", f"Bearer {town.key}"), ("last-event-id", "1.0")],
        )
        async with asyncio.timeout(PATIENCE):
            await app(asked, receive, send)

    run(stream())
    assert sent[-1]["more_body"] is False
    assert len(app.state.site.hub) == 0


def test_only_its_head(shelf: Shelf, town: Access):
    app = create_app(shelf, GENEROUS)
    answer = call(app, "HEAD", f"/maps/{town.map}/events", [("authorization", f"Bearer {town.key}")])
    assert (answer.status, answer.body) == (200, b"")


# For those who ask


def test_the_revision_is_told_and_not_told_twice(shelf: Shelf, town: Access, browser: Callable[[], Browser]):
    asking = browser()
    headers = {"authorization": f"Bearer {town.key}"}
    address = f"/maps/{town.map}/revision"
    answer = asking.get(address, headers=headers)
    assert (answer.status_code, answer.json()) == (200, {"revision": 1, "stamp": "1.0"})
    assert answer.headers["cache-control"] == "private, no-cache"
    known = {**headers, "if-none-match": answer.headers["etag"]}
    assert asking.get(address, headers=known).status_code == 304
    add(shelf, town, "a")
    answer = asking.get(address, headers=known)
    assert (answer.status_code, answer.json()["revision"]) == (200, 2)
    assert asking.get(address).status_code == 404
    assert asking.get("/maps/town-centre-cars/revision").json()["revision"] == 1


def test_asking_counts_against_no_limit(shelf: Shelf, town: Access):
    app = create_app(shelf, Limits())
    headers = [("authorization", f"Bearer {town.key}")]
    for _ in range(100):
        assert call(app, "GET", f"/maps/{town.map}/revision", headers).status == 200


# The page


def test_a_page_says_how_far_it_is(teacher: Browser):
    stamps = re.findall(r'data-live-map="(/maps/[a-z0-9]+)" data-stamp="([0-9.]+)"', teacher.html)
    assert [stamp for _, stamp in stamps] == ["1.0"]
    assert re.search(r'<script type="module" src="/static/[^"]*/live.js">', teacher.html)
    teacher.open(f"{stamps[0][0]}?do=position")
    teacher.submit("/cards", text="A third way.")
    assert 'data-stamp="2.0"' in teacher.html


def test_a_map_that_nobody_can_change_needs_no_news(browser: Callable[[], Browser]):
    page = browser().open("/maps/town-centre-cars")
    assert "live.js" not in page
    assert "data-stamp" not in page
