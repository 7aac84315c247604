"""The map as an abstract framework: what the page says, the files, and that a hard question holds nobody up."""

from __future__ import annotations

import asyncio
import re
import subprocess
from collections.abc import Callable
from html import unescape
from typing import Any

import pytest

from argmap.analysis.extensions import SEMANTICS
from argmap.analysis.framework import Framework
from argmap.analysis.framework_files import load
from argmap.analysis.translation import framework_of
from argmap.messages import Message
from argmap.model import ArgumentMap, Node, Relation, replay
from argmap.model.operations import AddNode, AddRelation, Operation
from argmap.service import maps, sharing, solver
from argmap.service.shelf import Shelf
from argmap.web import frameworks
from argmap.web.app import create_app
from argmap.web.framework_page import MOST_STATEMENTS
from tests.analysis.hard import pigeons
from tests.web.asgi import run, scope
from tests.web.conftest import Browser

PAGE = "/analysis/frameworks"


def as_map(framework: Framework) -> ArgumentMap:
    """A debate of claims that attack one another as the arguments of a framework do."""
    log: list[Operation] = [AddNode(Node("q", "question", "What follows?"))]
    place = {name: f"n{number}" for number, name in enumerate(framework.arguments, 1)}
    log += [AddNode(Node(card, "claim", f"Claim “{name}”.")) for name, card in place.items()]

    log += [
        AddRelation(Relation(f"r{number}", "attack", (place[one],), place[other]))
        for number, (one, other) in enumerate(framework.attacks, 1)
    ]
    return replay(log)


def small() -> ArgumentMap:
    """Two rivals, one reason for each, and each reason against the other."""
    return replay([
        AddNode(Node("q", "question", "Cars in <town>?")),
        AddNode(Node("p1", "position", "Out.")),
        AddNode(Node("p2", "position", "In.")),
        AddNode(Node("a", "claim", "Air & noise <b>.")),
        AddNode(Node("b", "claim", "Trade.")),
        AddNode(Node("secret", "claim", "Hidden.", hidden=True)),
        AddRelation(Relation("r1", "support", ("a",), "p1")),
        AddRelation(Relation("r2", "support", ("b",), "p2")),
        AddRelation(Relation("r3", "attack", ("a",), "b")),
        AddRelation(Relation("r4", "attack", ("b",), "a")),
        AddRelation(Relation("r5", "attack", ("secret",), "p1")),
    ])  # fmt: skip


@pytest.fixture
def held(shelf: Shelf, browser: Callable[[], Browser]) -> Callable[[ArgumentMap], tuple[Browser, str]]:
    """A map on the shelf, somebody who may read it, and its address."""

    def hold(debate: ArgumentMap) -> tuple[Browser, str]:
        made = maps.put(shelf, debate)
        visitor = browser()
        visitor.get(f"/maps/{made.map}/open/{made.view_key}")
        return visitor, f"/maps/{made.map}"

    return hold


Hold = Callable[[ArgumentMap], tuple[Browser, str]]


def verdicts(html: str) -> dict[str, str]:
    """What the page says of each statement."""
    rows = re.findall(r'<li><a href="[^"]*"[^>]*>(.*?)</a> <span class="[a-z]+">(.*?)</span></li>', html)
    return {unescape(text): unescape(words) for text, words in rows}


def test_each_semantics_answers_in_its_way(held: Hold):
    visitor, here = held(small())
    html = visitor.open(f"{here}{PAGE}")
    assert "There are 2 preferred extensions." in html
    assert "4 statements and 4 links become" in html
    assert verdicts(html) == dict.fromkeys(("Out.", "In.", "Air & noise <b>.", "Trade."), "in some of them")
    html = visitor.open(f"{here}{PAGE}?semantics=grounded")
    assert "There is exactly one grounded extension." in html
    assert set(verdicts(html).values()) == {"not accepted"}
    for semantics in SEMANTICS:
        html = visitor.open(f"{here}{PAGE}?semantics={semantics}&burden=prove")
        assert visitor.status == 200
        assert f'<option value="{semantics}" selected>' in html
        assert f"{semantics} extension" in html
        assert "undetermined" not in html
        assert ("asks for no defence" in html) == (semantics in ("stage", "naive", "conflict-free"))
    assert verdicts(visitor.open(f"{here}{PAGE}?burden=prove"))["Trade."] == "not accepted"


def test_what_is_hidden_or_harmful_is_not_shown(held: Hold):
    visitor, here = held(small())
    html = visitor.open(f"{here}{PAGE}")
    assert "Hidden." not in html
    assert "<b>." not in html
    assert "secret" not in visitor.get(f"{here}/analysis/framework.apx").text


@pytest.mark.parametrize(
    ("credulous", "skeptical", "count", "words", "said"),
    [
        (True, True, 3, "in all of them", ""),
        (None, True, 3, "in all of them", ""),
        (True, False, 3, "in some of them", ""),
        (False, None, 3, "in none of them", ""),
        (True, None, 3, "in some of them; whether in all: undetermined", "where one statement is accepted"),
        (
            None,
            False,
            3,
            "not in all of them; whether in some: undetermined",
            "where one statement is accepted",
        ),
        (None, None, 3, "undetermined", "where one statement is accepted"),
        (True, True, None, "in all of them", "how many extensions there are"),
        (
            None,
            None,
            None,
            "undetermined",
            "where one statement is accepted, and how many extensions there are",
        ),
        (True, True, 1, "accepted", ""),
        (None, None, 1, "undetermined", "where one statement is accepted"),
    ],
)
def test_whatever_could_be_told_is_told_and_the_rest_is_owned_up_to(
    held: Hold, monkeypatch: pytest.MonkeyPatch, credulous: bool | None, skeptical: bool | None, count: int | None,
    words: str, said: str,
):  # fmt: skip
    def ask(*_: object, **__: object) -> solver.Found:
        some = {} if credulous is None else {"a": credulous}
        every = {} if skeptical is None else {"a": skeptical}
        late = Message("Undetermined within {seconds} s.", {"seconds": "5"})
        return solver.Found(some, every, count, None if None not in (credulous, skeptical, count) else late)

    monkeypatch.setattr(solver, "ask", ask)
    visitor, here = held(replay([AddNode(Node("a", "claim", "A."))]))
    html = visitor.open(f"{here}{PAGE}")
    assert verdicts(html) == {"A.": words}
    assert (f"Undetermined within 5 s. It is not known {said}. Such" in html) == bool(said)
    assert ("It is not known" in html) == bool(said)


def test_where_there_is_no_stable_extension_it_says_so(held: Hold):
    visitor, here = held(as_map(Framework("abx", [("a", "a"), ("b", "x")])))
    html = visitor.open(f"{here}{PAGE}?semantics=stable")
    assert "There is no stable extension." in html
    assert set(verdicts(html).values()) == {"in none of them"}


def test_very_many_extensions_are_counted(held: Hold):
    pairs = [(f"{a}{number}", f"{b}{number}") for number in range(60) for a, b in ("xy", "yx")]
    visitor, here = held(as_map(Framework(dict.fromkeys(name for pair in pairs for name in pair), pairs)))
    html = visitor.open(f"{here}{PAGE}")
    assert "There are very many preferred extensions: their number has about 19 digits." in html


def test_more_statements_than_a_page_asks_about_are_counted(held: Hold):
    cards = [
        AddNode(Node(f"n{number}", "claim", f"Claim {number}.")) for number in range(1, MOST_STATEMENTS + 51)
    ]
    visitor, here = held(replay(cards))
    html = visitor.open(f"{here}{PAGE}")
    assert len(verdicts(html)) == MOST_STATEMENTS
    assert f"The first {MOST_STATEMENTS} of {MOST_STATEMENTS + 50} statements are asked about" in html


def test_maps_without_a_statement(held: Hold):
    visitor, here = held(replay([AddNode(Node("q", "question", "Why?"))]))
    html = visitor.open(f"{here}{PAGE}")
    assert "0 statements and 0 links become 0 arguments and 0 attacks." in html
    assert "There is exactly one preferred extension." in html


@pytest.mark.parametrize("ending", ["af", "apx", "tgf"])
def test_the_framework_can_be_taken_away(held: Hold, ending: str):
    visitor, here = held(small())
    page = visitor.open(f"{here}{PAGE}?burden=prove")
    (address,) = re.findall(rf'href="([^"]*framework\.{ending}[^"]*)"', page)
    answer = visitor.get(unescape(address))
    assert answer.status_code == 200
    assert answer.headers["content-type"] == "text/plain; charset=utf-8"
    assert answer.headers["content-disposition"] == f'attachment; filename="cars-in-town.{ending}"'
    made = framework_of(small(), "prove").framework
    read = load(answer.text)
    assert (len(read), read.graph.targets) == (len(made), made.graph.targets)
    assert len(load(visitor.get(f"{here}/analysis/framework.{ending}").text)) == len(
        framework_of(small()).framework
    )


def test_what_there_is_not_is_told(held: Hold, browser: Callable[[], Browser]):
    visitor, here = held(small())
    for query, said in (
        ("?semantics=bold", "There is no semantics “bold”."),
        ("?semantics=", "There is no semantics “”."),
        ("?burden=guess", "There is no burden “guess”."),
    ):
        assert said in unescape(visitor.open(f"{here}{PAGE}{query}"))
        assert visitor.status == 422
    assert visitor.get(f"{here}/analysis/framework.pdf").status_code == 404
    stranger = browser()
    for path in (PAGE, "/analysis/framework.af"):
        assert stranger.get(f"{here}{path}").status_code == 404


def test_verdicts_can_be_switched_off(held: Hold, monkeypatch: pytest.MonkeyPatch):
    visitor, here = held(small())
    monkeypatch.setattr(sharing, "may_judge", lambda _access: False)
    html = visitor.open(f"{here}{PAGE}")
    assert visitor.status == 403
    assert "What follows from this map is not shown yet" in html
    assert "accepted" not in html


@pytest.fixture
def started(monkeypatch: pytest.MonkeyPatch) -> list[subprocess.Popen[bytes]]:
    """The processes that search."""
    processes: list[subprocess.Popen[bytes]] = []
    real = subprocess.Popen

    def popen(*words: Any, **more: Any) -> Any:
        processes.append(real(*words, **more))
        return processes[-1]

    monkeypatch.setattr(subprocess, "Popen", popen)
    return processes


def test_answers_are_kept_until_the_map_changes(held: Hold, started: list[object], teacher: Browser):
    visitor, here = held(small())
    first = visitor.open(f"{here}{PAGE}")
    assert verdicts(visitor.open(f"{here}{PAGE}?semantics=preferred&burden=presume")) == verdicts(first)
    assert len(started) == 1
    visitor.open(f"{here}{PAGE}?semantics=stable")
    assert len(started) == 2
    here = teacher.at.partition("?")[0]
    assert verdicts(teacher.open(f"{here}{PAGE}")) == {"Yes.": "not accepted", "No.": "not accepted"}
    teacher.open(f"{here}?card=n2&do=reason")
    teacher.submit("/cards", text="Air.")
    assert verdicts(teacher.open(f"{here}{PAGE}"))["Yes."] == "accepted"
    assert len(started) == 4


async def asked(app: Any, path: str, cookie: str) -> tuple[int, str]:
    """One request among others in the same loop: the status and the text."""
    path, _, query = path.partition("?")
    events: list[Any] = []

    async def receive() -> dict[str, Any]:
        return {"type": "http.request", "body": b"", "more_body": False}

    async def send(event: Any) -> None:
        events.append(event)

    headers = [("host", "class.test"), ("accept", "text/html"), ("cookie", cookie)]
    await app(scope("GET", path, headers, query_string=query.encode()), receive, send)
    return events[0]["status"], b"".join(event.get("body", b"") for event in events[1:]).decode()


def test_a_question_that_defeats_the_solver_holds_nobody_up(
    shelf: Shelf, started: list[subprocess.Popen[bytes]], monkeypatch: pytest.MonkeyPatch
):
    """It says that it could not tell, and meanwhile all others get their pages; nothing is left running."""
    monkeypatch.setattr(frameworks, "SECONDS", 4.0)
    made = maps.put(shelf, as_map(pigeons(12)))
    cookie = f"argmap_map_{made.map}={made.view_key}.1"
    app = create_app(shelf)
    order: list[str] = []
    texts: dict[str, str] = {}

    async def page(name: str, path: str) -> None:
        status, texts[name] = await asked(app, path, cookie)
        order.append(f"{name} {status}")

    async def together() -> None:
        hard = asyncio.create_task(page("hard", f"/maps/{made.map}{PAGE}?semantics=preferred"))
        while not started:
            await asyncio.sleep(0.01)
        for number in range(10):
            await page(f"other {number}", ("/new", "/maps/school-uniforms", "/")[number % 3])
        await hard

    run(together())
    assert order == [*(f"other {number} 200" for number in range(10)), "hard 200"]
    said = unescape(texts["hard"])
    assert "Undetermined within 4 s." in said
    assert "It is not known where" in said
    assert "How many preferred extensions there are could not be told." in said
    assert "undetermined" in verdicts(texts["hard"]).values()
    assert [each.returncode for each in started] == [0]
