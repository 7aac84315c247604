"""Every refusal has a page that says what is wrong and what to do, and the same for programs."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from fastapi import FastAPI
from starlette.requests import Request
from starlette.routing import Route

from argmap.service.shelf import Shelf
from argmap.web import problems
from argmap.web.app import create_app
from argmap.web.limits import Limit, Limits
from argmap.web.problems import Refused, way_back, words
from tests.web.asgi import call
from tests.web.conftest import Browser


def heading(html: str) -> str:
    found = re.search(r"<h1[^>]*>(.*?)</h1>", html)
    assert found is not None
    return found.group(1)


@pytest.mark.parametrize(
    ("status", "send"),
    [
        (404, lambda b, here: b.get("/nowhere")),
        (404, lambda b, here: b.get("/maps/aaaaaaaaaaaa")),
        (405, lambda b, here: b.post("/")),
        (409, lambda b, here: b.post(f"{here}/undo", data={"operation": "x"})),
        (413, lambda b, here: b.post("/new", data={"question": "x" * 300_000})),
        (414, lambda b, here: b.get("/" + "x" * 5000)),
        (415, lambda b, here: b.post("/new", content=b"x", headers={"content-type": "text/html"})),
        (422, lambda b, here: b.post(f"{here}/links", data={"role": "owner"})),
    ],
)
def test_what_is_refused_is_told_on_a_page_of_its_own(teacher: Browser, status: int, send):
    here = re.sub(r"[?#].*", "", teacher.at)
    teacher.headers["accept"] = "text/html"
    answer = send(teacher, here)
    assert answer.status_code == status
    assert heading(answer.text) == words(status).heading
    # What to do, and where to go on.
    assert re.search(r'<a class="button first" href="/[^"]*"', answer.text)
    assert "traceback" not in answer.text.lower()
    told = send_for_programs(teacher, send, here)
    assert told["status"] == status
    assert told["detail"]


def send_for_programs(teacher: Browser, send, here: str) -> dict[str, object]:
    teacher.headers["accept"] = "application/json"
    answer = send(teacher, here)
    assert answer.headers["content-type"] == "application/problem+json"
    told: dict[str, object] = answer.json()
    return told


def test_a_reader_who_wants_to_change_something_is_told_why_not(
    teacher: Browser, browser: Callable[[], Browser]
):
    share = teacher.get(re.sub(r"\?.*", "", teacher.at) + "/share").text
    view = re.findall(r'value="(http://argmap\.test/maps/[a-z2-7]+/open/[a-z2-7]+)"', share)[1]
    reader = browser()
    reader.open(view)
    answer = reader.post(f"{reader.at}/cards", data={"kind": "reason", "card": "n2", "text": "Let me in."})
    assert answer.status_code == 403
    assert "lets you read the map" in answer.text
    # Nothing typed is lost, and a way out is named.
    assert "Let me in." in answer.text
    assert "make a copy" in answer.text


def test_who_is_too_fast_is_told_when_to_come_again(shelf: Shelf):
    limits = {"write": Limit(60, 60, at_once=2)}
    generous = {kind: Limit(1000, 60, at_once=1000) for kind in ("busy", "failed", "map")}
    hasty = Browser(create_app(shelf, Limits(limits | generous)), base_url="http://argmap.test")
    hasty.open("/new")
    hasty.submit("/new", question="Why?", position=["Yes."])
    assert [hasty.submit("/cards", text=f"Reason {n}.") for n in range(3)] == [200, 200, 429]
    assert "Reason 2." in hasty.html
    assert "Wait" in hasty.html
    answer = hasty.post(re.sub(r"\?.*", "", hasty.at), data={"kind": "reason", "card": "n2", "text": "x"})
    assert int(answer.headers["retry-after"]) >= 1


def test_a_database_that_does_not_answer_is_told_of_without_its_reason(
    shelf: Shelf, teacher: Browser, caplog: pytest.LogCaptureFixture
):
    with shelf.database.writing() as connection:
        connection.exec_driver_sql('ALTER TABLE "share_link" RENAME TO "away"')
    answer = teacher.get(teacher.at, headers={"accept": "text/html"})
    assert (answer.status_code, answer.headers["retry-after"]) == (503, "5")
    assert "cannot be reached at this moment" in answer.text
    assert "share_link" not in answer.text
    assert "share_link" in caplog.text


def unforeseen(error: Exception) -> FastAPI:
    def fail(_request: Request) -> None:
        raise error

    app = FastAPI(openapi_url=None)
    app.router.routes.append(Route("/fail", fail))
    problems.install(app, lambda: "/static/x")
    return app


def test_what_nobody_foresaw_is_logged_and_its_page_says_nothing_of_it(caplog: pytest.LogCaptureFixture):
    answer = call(unforeseen(RuntimeError("a secret key")), "GET", "/fail", [("accept", "text/html")])
    assert answer.status == 500
    assert heading(answer.text) == words(500).heading
    assert "secret" not in answer.text
    assert "a secret key" in caplog.text


def test_the_page_of_problems_comes_even_without_its_template():
    def broken(_template: str, _page: object, _language: str) -> str:
        raise LookupError("no template")

    app = FastAPI(openapi_url=None)

    def refuse(_request: Request) -> None:
        raise Refused(409, "The card “{name}” is gone.", name="<b>Jobs</b>")

    app.router.routes.append(Route("/maps/abc/x", refuse))
    problems.install(app, lambda: "/static/x", broken)
    answer = call(app, "GET", "/maps/abc/x", [("accept", "text/html")])
    assert answer.status == 409
    assert "The card “&lt;b&gt;Jobs&lt;/b&gt;” is gone." in answer.text
    assert 'href="/maps/abc"' in answer.text


def test_the_way_back_never_leads_elsewhere():
    for path in ("//evil.example", "/maps//evil.example", "/maps/a b", "/maps/abc/../..//evil"):
        assert way_back(path, 409)[0] in ("/", "/maps/abc")
