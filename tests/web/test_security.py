from __future__ import annotations

import socket
import threading
import time
from collections.abc import Iterator
from http.client import HTTPConnection
from typing import Any

import pytest
import uvicorn
from fastapi import FastAPI, Form
from hypothesis import given
from hypothesis import strategies as st
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.types import Receive, Scope, Send

from argmap.web.security import (
    CROSS_SITE,
    MOST_ADDRESS,
    MOST_BODY,
    MOST_FILE,
    POLICY,
    TOO_LONG,
    TOO_MUCH,
    Guard,
    cross_site,
    most_body,
)
from tests.web.asgi import call, run, scope

HOST = ("host", "class.test:8000")
BEARER = ("authorization", "Bearer abc")
COOKIE = ("cookie", "argmap_map_x=abc")


def refuse(scope: Scope, status: int, key: str) -> Response:
    return PlainTextResponse(key, status)


async def echo(scope: Scope, receive: Receive, send: Send) -> None:
    """Says how long the body was that it could read."""
    body = await Request(scope, receive).body()
    await PlainTextResponse(f"read {len(body)}")(scope, receive, send)


guard = Guard(echo, refuse)

LET_IN: list[list[tuple[Any, Any]]] = [
    [],  # a program
    [("sec-fetch-site", "same-origin")],
    [("sec-fetch-site", "none")],
    [
        ("sec-fetch-site", "same-origin"),
        ("origin", "http://elsewhere.test"),
    ],  # behind a proxy that renames the host
    [("origin", "http://class.test:8000")],
    [("origin", "https://class.test:8000")],
    [("origin", "HTTP://Class.Test:8000")],
    [COOKIE, ("origin", "http://class.test:8000")],
    [BEARER],
    [BEARER, ("sec-fetch-site", "cross-site"), ("origin", "chrome-extension://abcdef")],
    [("authorization", "bearer abc"), ("origin", "null")],
]
KEPT_OUT: list[list[tuple[Any, Any]]] = [
    [("sec-fetch-site", "cross-site")],
    [("sec-fetch-site", "same-site")],
    [("sec-fetch-site", "")],
    [("sec-fetch-site", "Same-Origin")],
    [("sec-fetch-site", b"\xff\xfe")],
    [("sec-fetch-site", "same-origin"), ("sec-fetch-site", "cross-site")],
    [("sec-fetch-site", "cross-site"), ("origin", "http://class.test:8000")],
    [("origin", "null")],
    [("origin", "")],
    [("origin", "http://evil.test")],
    [("origin", "http://class.test")],  # another port
    [("origin", "http://class.test:80000")],
    [("origin", "http://class.test:8000.evil.test")],
    [("origin", "http://evil.test/class.test:8000")],
    [("origin", "http://class.test:8000@evil.test")],
    [("origin", "http://evil.test#@class.test:8000")],
    [("origin", "http://xclass.test:8000")],
    [("origin", "ftp://class.test:8000")],
    [("origin", "class.test:8000")],
    [("origin", b"http://class.test:8000\xe9")],
    [("origin", "http://" + "a" * 60_000)],
    [("origin", "http://class.test:8000"), ("origin", "http://evil.test")],
    [("origin", "http://class.test:8000"), ("host", "evil.test")],
    [COOKIE, ("sec-fetch-site", "cross-site")],
    [COOKIE, BEARER, ("sec-fetch-site", "cross-site")],
    [COOKIE, BEARER, ("origin", "http://evil.test")],
    [("authorization", "Basic abc"), ("origin", "http://evil.test")],
    [("authorization", "Bearer"), ("origin", "http://evil.test")],
]


@pytest.mark.parametrize("headers", LET_IN)
@pytest.mark.parametrize("method", ["POST", "DELETE"])
def test_programs_and_pages_of_this_server_may_change_something(method: str, headers: list[tuple[str, str]]):
    answer = call(guard, method, "/new", [HOST, *headers], [b"abc"])
    assert (answer.status, answer.text) == (200, "read 3")


@pytest.mark.parametrize("headers", KEPT_OUT)
@pytest.mark.parametrize("method", ["POST", "PUT", "PATCH", "DELETE", "TRACE", "get"])
def test_pages_of_other_sites_may_not(method: str, headers: list[tuple[str, str]]):
    answer = call(guard, method, "/new", [HOST, *headers], [b"abc"])
    assert (answer.status, answer.text) == (403, CROSS_SITE)


@pytest.mark.parametrize("headers", KEPT_OUT)
@pytest.mark.parametrize("method", ["GET", "HEAD", "OPTIONS"])
def test_everybody_may_follow_a_link(method: str, headers: list[tuple[str, str]]):
    assert call(guard, method, "/", [HOST, *headers]).status == 200


def test_without_a_host_no_origin_is_the_right_one():
    assert cross_site([(b"origin", b"http://class.test")])
    assert not cross_site([])


@given(st.lists(st.tuples(st.sampled_from([b"origin", b"host", b"sec-fetch-site"]), st.binary(max_size=30))))
def test_no_bytes_make_the_guard_fail(headers: list[tuple[bytes, bytes]]):
    assert cross_site(headers) in (True, False)


@pytest.mark.parametrize(
    ("path", "most"),
    [
        ("/new", MOST_BODY),
        ("/", MOST_BODY),
        ("/maps/abc/cards", MOST_BODY),
        ("/api/maps/abc/nodes", MOST_BODY),
        ("/api/maps/abc/x/operations", MOST_BODY),
        ("/api/maps//operations", MOST_BODY),
        ("/import/", MOST_BODY),
        ("/import\n", MOST_BODY),
        ("/import", MOST_FILE),
        ("/api/maps", MOST_FILE),
        ("/api/maps/abc/operations", MOST_FILE),
    ],
)
def test_a_body_is_taken_up_to_its_limit_and_not_a_byte_more(path: str, most: int):
    assert most_body(path) == most
    piece = b"x" * 65536
    whole = [piece] * (most // len(piece))
    assert call(guard, "POST", path, body=whole).text == f"read {most}"
    answer = call(guard, "POST", path, body=[*whole, b"y"])
    assert (answer.status, answer.text) == (413, TOO_MUCH)


@pytest.mark.parametrize(
    ("length", "status"),
    [
        (str(MOST_BODY), 200),
        ("0" * 5000 + "7", 200),
        ("0", 200),
        ("", 200),
        ("-5", 200),
        ("abc", 200),
        (b"\xb2", 200),
        (str(MOST_BODY + 1), 413),
        ("9" * 50_000, 413),
        ("000" + str(MOST_BODY + 1), 413),
    ],
)
def test_what_is_announced_too_long_is_not_even_read(length: str, status: int):
    asked = []

    async def app(scope: Scope, receive: Receive, send: Send) -> None:
        asked.append(await receive())
        await PlainTextResponse("read")(scope, receive, send)

    answer = call(Guard(app, refuse), "POST", "/new", [("content-length", length)], [b"abc"])
    assert answer.status == status
    assert bool(asked) is (status == 200)


def test_one_of_several_lengths_is_enough():
    headers = [("content-length", "3"), ("content-length", str(MOST_BODY + 1))]
    assert call(guard, "POST", "/new", headers, [b"abc"]).status == 413


def test_a_form_of_fastapi_that_goes_on_too_long_gets_the_same_answer():
    app = FastAPI()

    @app.post("/new")
    def new(text: str = Form()) -> str:
        return text

    app.add_middleware(Guard, refuse=refuse)
    form = [("content-type", "application/x-www-form-urlencoded")]
    assert call(app, "POST", "/new", form, [b"text=Jobs"]).text == '"Jobs"'
    answer = call(app, "POST", "/new", form, [b"text=", *[b"x" * 65536] * 5])
    assert (answer.status, answer.text) == (413, TOO_MUCH)
    assert answer.header("content-security-policy") == POLICY


def test_an_application_that_swallows_the_end_of_the_body_cannot_hide_it():
    async def app(scope: Scope, receive: Receive, send: Send) -> None:
        try:
            await Request(scope, receive).body()
        except HTTPException:
            await PlainTextResponse("all is well")(scope, receive, send)
            raise ValueError from None

    answer = call(Guard(app, refuse), "POST", "/new", body=[b"x" * (MOST_BODY + 1)])
    assert (answer.status, answer.text) == (413, TOO_MUCH)


def test_an_answer_that_has_begun_is_broken_off():
    events = []

    async def app(scope: Scope, receive: Receive, send: Send) -> None:
        await send({"type": "http.response.start", "status": 200, "headers": []})
        await Request(scope, receive).body()

    async def receive() -> dict[str, Any]:
        return {"type": "http.request", "body": b"x" * (MOST_BODY + 1), "more_body": True}

    async def send(message: Any) -> None:
        events.append(message)

    with pytest.raises(Exception, match="413"):
        run(Guard(app, refuse)(scope("POST", "/new"), receive, send))
    assert [event["type"] for event in events] == ["http.response.start"]


def test_a_mistake_of_the_application_is_not_hidden():
    async def app(scope: Scope, receive: Receive, send: Send) -> None:
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        call(Guard(app, refuse), "POST", "/new", body=[b"x"])


def test_an_address_may_be_so_long_and_no_longer():
    def asked(path: str, query: bytes = b"", **more: Any) -> int:
        return call(guard, "GET", path, query_string=query, **more).status

    assert asked("/" + "a" * (MOST_ADDRESS - 1)) == 200
    assert asked("/" + "a" * MOST_ADDRESS) == 414
    assert asked("/maps", b"x" * (MOST_ADDRESS - 5)) == 200
    assert asked("/maps", b"x" * (MOST_ADDRESS - 4)) == 414
    assert asked("/", raw_path=b"/" + b"%C3%A9" * 1000) == 414
    # Servers need not say how the path was written.
    assert asked("/" + "é" * 3000, raw_path=None) == 414
    assert asked("/\udcff", raw_path=None) == 200
    assert call(guard, "GET", "/" + "a" * 9999).text == TOO_LONG


def test_every_answer_says_what_a_page_may_do():
    for answer in (
        call(guard),
        call(guard, "POST", headers=[("origin", "null")]),
        call(guard, "POST", headers=[("content-length", "9999999")]),
        call(guard, path="/" + "a" * 9999),
    ):
        assert answer.header("content-security-policy") == POLICY
        assert answer.header("referrer-policy") == "same-origin"
        assert answer.header("x-content-type-options") == "nosniff"
        assert answer.header("cross-origin-opener-policy") == "same-origin"
        assert answer.header("cross-origin-resource-policy") == "same-origin"
        assert answer.header("permissions-policy") == "camera=(), geolocation=(), microphone=()"
        assert answer.header("cache-control") == "private, no-cache"
    assert "'unsafe-inline'" not in POLICY
    assert POLICY.startswith("default-src 'none'; ")


def test_what_an_answer_says_itself_stands():
    own = {"Content-Security-Policy": "sandbox", "Cache-Control": "public, max-age=1", "X-Other": "1"}
    response = PlainTextResponse("here", headers=own)
    before = list(response.raw_headers)
    answer = call(Guard(response, refuse))
    assert answer.header("content-security-policy") == "sandbox"
    assert answer.header("cache-control") == "public, max-age=1"
    assert answer.header("x-other") == "1"
    assert answer.header("referrer-policy") == "same-origin"
    # An answer may be sent again: its own list stays as it was.
    assert response.raw_headers == before


def test_start_and_stop_of_the_server_pass_through():
    seen = []

    async def app(scope: Scope, receive: Receive, send: Send) -> None:
        seen.append(scope["type"])

    async def nothing(*_: object) -> Any:
        raise AssertionError

    run(Guard(app, refuse)({"type": "lifespan"}, nothing, nothing))
    assert seen == ["lifespan"]


@pytest.fixture
def served() -> Iterator[int]:
    """The port of a real server with the guard."""
    bound = socket.socket()
    bound.bind(("127.0.0.1", 0))
    server = uvicorn.Server(uvicorn.Config(guard, log_level="warning", lifespan="off"))
    thread = threading.Thread(target=server.run, kwargs={"sockets": [bound]})
    thread.start()
    while not server.started:
        assert thread.is_alive()
        time.sleep(0.01)
    yield bound.getsockname()[1]
    server.should_exit = True
    thread.join()


@pytest.mark.parametrize("announced", [True, False])
def test_a_browser_that_sends_far_too_much_still_sees_why_it_is_refused(served: int, announced: bool):
    connection = HTTPConnection("127.0.0.1", served, timeout=30)
    data = b"x" * (5 * MOST_FILE)
    body = data if announced else iter([data[at : at + 65536] for at in range(0, len(data), 65536)])
    connection.request("POST", "/import", body, {"X": "1"}, encode_chunked=not announced)
    response = connection.getresponse()
    assert (response.status, response.read().decode()) == (413, TOO_MUCH)
    # And the connection can still be used.
    connection.request("POST", "/import", b"abc")
    assert connection.getresponse().read() == b"read 3"
    connection.close()
