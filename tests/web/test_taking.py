"""Files to take away: each made as it was asked for, for those who may see what is in it, and kept."""

from __future__ import annotations

import asyncio
import re
import threading
from collections.abc import Callable, Iterator
from html import unescape
from typing import Any
from urllib.parse import unquote

import pytest

from argmap.diagram.look import CHOICES
from argmap.documents.orders import Taken
from argmap.service import bundled, maps, sharing, snapshots
from argmap.service.shelf import Shelf
from argmap.web import taking
from argmap.web.app import create_app
from argmap.web.exports import drawn
from argmap.web.taking import SETTING
from tests.documents.debates import pages, picture
from tests.web.asgi import run
from tests.web.conftest import Browser
from tests.web.test_forms import add, document, map_of
from tests.web.test_gate import ask, held

DEAL = "/maps/balochistan-mining-deal"
TOWN = "/maps/town-centre-cars"


def test_each_address_gives_its_file(browser: Callable[[], Browser]):
    visitor = browser()
    for address, kind in (
        (".svg", "image/svg+xml"), (".png", "image/png"), (".pdf", "application/pdf"), (".html", "text/html; charset=utf-8"),
        ("/social.png", "image/png"),
    ):  # fmt: skip
        answer = visitor.get(TOWN + address)
        assert answer.status_code == 200, answer.text
        assert answer.headers["content-type"] == kind
        assert answer.headers["content-security-policy"].startswith("default-src 'none'")
        assert "frame-ancestors 'none'" in answer.headers["content-security-policy"]
        assert answer.headers["cross-origin-resource-policy"] == "cross-origin"
        way = "attachment" if address == ".html" else "inline"
        assert re.fullmatch(rf'{way}; filename="[a-z0-9-]+\.\w+"', answer.headers["content-disposition"])
        again = visitor.get(TOWN + address, headers={"if-none-match": answer.headers["etag"]})
        assert again.status_code == 304
    assert visitor.head(TOWN + ".png").status_code in (200, 405)


def test_a_file_is_made_once(browser: Callable[[], Browser], monkeypatch: pytest.MonkeyPatch):
    visitor = browser()
    first = visitor.get(f"{TOWN}.png?palette=mono").content
    monkeypatch.setattr(taking, "carried_out", None)
    assert visitor.get(f"{TOWN}.png?palette=mono").content == first
    # The same asked for in other words is the same.
    assert visitor.get(f"{TOWN}.png?palette=mono&scale=1&x=y").content == first


def test_what_is_asked_for_is_what_comes(browser: Callable[[], Browser]):
    visitor = browser()
    one, two = (picture(visitor.get(f"{TOWN}.png?scale={n}").content).size for n in (1, 2))
    assert all(abs(2 * a - b) <= 1 for a, b in zip(one, two, strict=True))
    told = "".join(pages(visitor.get(f"{TOWN}.pdf?report=1").content))
    assert "The debate in full" in told
    assert "Weak points" in told
    assert "How the tiles lie" in pages(visitor.get(f"{TOWN}.pdf?poster=1&paper=A2").content)[0]
    assert 'class="mark' in visitor.get(f"{TOWN}.svg?badges=strength").text
    assert "#14171B" in visitor.get(f"{TOWN}.svg?palette=dark").text


@pytest.mark.parametrize(
    ("asked", "said"),
    [
        (".png?scale=9", "no scale '9'"),
        (".pdf?paper=B5", "no paper size 'B5'"),
        (".pdf?report=1&poster=1", "either a report or a poster"),
        (".svg?palette=pink", "no palette 'pink'"),
        (".svg?badges=medal", "no badge 'medal'"),
        (".html?paper=A3", "paper size is for PDF files"),
    ],
)
def test_what_there_is_not_is_told(browser: Callable[[], Browser], asked: str, said: str):
    answer = browser().get(TOWN + asked, headers={"accept": "text/html"})
    assert answer.status_code == 422
    assert said in unescape(answer.text)


def test_a_map_too_large_for_its_paper_or_for_waiting(
    browser: Callable[[], Browser], monkeypatch: pytest.MonkeyPatch
):
    visitor = browser()
    answer = visitor.get(f"{DEAL}.pdf?paper=A4", headers={"accept": "application/json"})
    assert answer.status_code == 422
    assert "which nobody can read" in answer.text
    monkeypatch.setattr(taking, "MOST_CARDS", 5)
    answer = visitor.get(f"{DEAL}.png")
    assert answer.status_code == 422
    assert "more than 5 cards" in answer.text


def test_strangers_get_nothing(browser: Callable[[], Browser], teacher: Browser):
    here = f"/maps/{map_of(teacher)}"
    for address in (".svg", ".png", ".pdf", ".html", "/social.png"):
        assert browser().get(here + address).status_code == 404
    for address in ("/social.png", ".svg", ".json"):
        answer = teacher.get(here + address)
        assert answer.status_code == 200
        # Nor may a page of another site show it in the browser of somebody who has the key.
        assert answer.headers["cross-origin-resource-policy"] == "same-origin"


@pytest.mark.parametrize(
    ("question", "name"),
    [
        ("هل تغادر السيارات\u202e المدينة؟", "هل تغادر السيارات المدينة؟"),
        ('Où va\u200b ../../l’école\r\nSet-Cookie: x=1;\t"ü"?', "Où va l’école Set-Cookie x=1; ü"),
        ("水" * 300, "水" * 60),
        ("کیا یہ ٹھیک\u200cہے", "کیا یہ ٹھیک\u200cہے"),
    ],
)
def test_a_file_is_called_by_the_real_title_too(teacher: Browser, question: str, name: str):
    teacher.open("/new")
    teacher.submit("/new", question=question, position=["Yes."])
    here = f"/maps/{map_of(teacher)}"
    for ending in (".json", ".svg"):
        told = teacher.get(here + ending).headers["content-disposition"]
        found = re.fullmatch(
            r"\w+; filename=\"[a-z0-9-]+\.\w+\"; filename\*=UTF-8''([A-Za-z0-9%._~-]+)", told
        )
        assert found, told
        assert unquote(found.group(1)) == name + ending


def test_a_file_follows_the_map(teacher: Browser):
    here = f"/maps/{map_of(teacher)}"
    add(teacher, "n2", "reason", text="Nobody may read this.")
    told = "".join(pages(teacher.get(f"{here}.pdf?report=1").content)) + teacher.get(f"{here}.html").text
    assert told.count("Nobody may read this.") >= 3
    token = document(teacher)["nodes"][-1]["id"]
    teacher.open(f"{here}?card={token}&do=remove")
    assert teacher.submit("/remove") == 200
    told = "".join(pages(teacher.get(f"{here}.pdf?report=1").content)) + teacher.get(f"{here}.html").text
    assert "Nobody may read this." not in told


def test_what_follows_is_told_to_those_who_may_know(
    browser: Callable[[], Browser], monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr(sharing, "may_judge", lambda access: access.map == "")
    told = "".join(pages(browser().get(f"{TOWN}.pdf?report=1").content))
    assert "The debate in full" in told
    assert "Weak points" not in told
    assert "Strength" not in told
    assert 'class="mark' not in browser().get(f"{TOWN}.svg?badges=verdict").text


def test_the_page_to_share_offers_every_file(browser: Callable[[], Browser]):
    visitor = browser()
    page = visitor.open(f"{TOWN}/share")
    usual = {choices[0] for choices in CHOICES.values()}
    links = set(re.findall(r'<a href="(/maps/[^"]+)" download>', page))
    assert {f"{TOWN}/social.png", f"{TOWN}.json", f"{TOWN}.argdown"} == links
    forms = re.findall(r'<form method="get" action="([^"]+)">(.*?)</form>', page, re.DOTALL)
    assert [address for address, _ in forms] == [
        TOWN + ending for ending in (".png", ".pdf", ".pdf", ".pdf", ".html", ".svg")
    ]
    for address, fields in forms:
        sent = dict(re.findall(r'<input type="hidden" name="(\w+)" value="(\w+)"', fields))
        for name, options in re.findall(r'<select name="(\w+)">(.*?)</select>', fields, re.DOTALL):
            chosen = re.findall(r'value="(\w*)" selected', options)
            assert len(chosen) == 1
            sent[name] = chosen[0]
        answer = visitor.get(address, params=sent)
        assert answer.status_code == 200, (address, sent)
        # Pictures are kept; what is to be printed is shown by the browser first.
        way = "inline" if address.endswith(".pdf") else "attachment"
        assert answer.headers["content-disposition"].startswith(way), address
        # And everything that can be chosen of the drawing, under the names that addresses have.
        offered = dict(re.findall(r'<select name="(\w+)">(.*?)</select>', fields, re.DOTALL))
        for name in {"palette", "layout", "view", "density", "badges"} & offered.keys():
            for value in re.findall(r'value="([\w,]+)"', offered[name]):
                assert drawn({name: value}, judge=True) != drawn({}, judge=True) or value in usual, (
                    name,
                    value,
                )
    assert "Two sides facing each other" in page


def test_letters_without_a_font_are_told_before_anything_is_taken(teacher: Browser):
    here = f"/maps/{map_of(teacher)}"
    assert "no font" not in unescape(teacher.open(f"{here}/share"))
    add(teacher, "n2", "reason", text="水 is for everybody.")
    assert "argmap carries no font for 1 character (水). PNG and PDF" in unescape(
        teacher.open(f"{here}/share")
    )


@pytest.fixture
def drawing(monkeypatch: pytest.MonkeyPatch) -> Iterator[tuple[threading.Event, list[int]]]:
    """Drawing that lasts until it is let go; how many cards each drawing has that was begun."""
    go, begun = threading.Event(), list[int]()

    def slow(debate: Any, *_given: object) -> Taken:
        begun.append(len(debate.nodes))
        assert go.wait(20)
        return Taken(b"<svg/>", ())

    monkeypatch.setattr(taking, "carried_out", slow)
    yield go, begun
    go.set()


def test_who_waits_for_a_drawing_does_so_in_no_thread_and_each_map_is_drawn_once(shelf: Shelf, drawing: Any):
    go, begun = drawing
    kept = maps.put(shelf, bundled.maps()[bundled.OPENING].debate)
    frozen = snapshots.freeze(shelf, sharing.enter(shelf, kept.map, kept.edit_key), public=True)
    addresses = [f"{frozen.path}.svg", *(f"/maps/{name}.svg" for name in bundled.maps())] * 4
    statuses = held(create_app(shelf), SETTING, addresses, f"/maps/{bundled.OPENING}", go, begun)
    assert statuses == [200] * len(addresses)
    debates = [bundled.maps()[bundled.OPENING].debate, *(each.debate for each in bundled.maps().values())]
    assert sorted(begun) == sorted(len(each.nodes) for each in debates)


def test_when_too_many_wait_one_is_told_to_come_again(
    shelf: Shelf, drawing: Any, monkeypatch: pytest.MonkeyPatch
):
    app = create_app(shelf)
    go, begun = drawing
    monkeypatch.setattr(SETTING, "waiting", 1)
    addresses = [f"/maps/{name}.svg" for name in bundled.maps()][: SETTING.most + 2]

    async def together() -> list[dict[str, Any]]:
        asked = [asyncio.create_task(ask(app, "GET", each)) for each in addresses]
        await asyncio.wait(asked, return_when=asyncio.FIRST_COMPLETED)
        while len(begun) < SETTING.most:
            await asyncio.sleep(0.01)
        go.set()
        return await asyncio.gather(*asked)

    answers = run(together())
    assert sorted(answer["status"] for answer in answers) == [200] * (SETTING.most + 1) + [503]
    assert all(("retry-after" in answer["headers"]) == (answer["status"] == 503) for answer in answers)
