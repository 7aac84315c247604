"""A map is searched by an address: what it lists, what it keeps, and what nobody may find."""

from __future__ import annotations

import re
from collections.abc import Callable
from html import unescape

import pytest

from argmap.web.addresses import Place
from argmap.web.finding import _part
from tests.web.conftest import Browser

DEAL = "/maps/balochistan-mining-deal"


def listed(html: str) -> list[str]:
    return re.findall(r'id="found-(n\d+)"', html)


def test_a_place_keeps_what_is_searched_for_and_no_more_than_fits():
    place = Place.of("m", {"find": "water & “قوم” #1", "focus": "n3"})
    assert place.find == "water & “قوم” #1"
    address = place.at("n7").href("card-n7")
    assert "find=water%20%26%20%E2%80%9C%D9%82%D9%88%D9%85%E2%80%9D%20%231#card-n7" in address
    assert "find" not in place.finding("").href()
    assert len(Place.of("m", {"find": "x" * 900}).find) == 200
    assert Place.of("m", {"find": "a\x00b\r\n"}).find == "ab"
    assert Place("m", find="100%").cards()("n2") == "/maps/m?card=n2&find=100%25#card-n2"


def test_the_cards_are_listed_and_the_place_is_kept(browser: Callable[[], Browser]):
    visitor = browser()
    plain = visitor.open(f"{DEAL}?view=simple&fold=n3&card=n5&focus=n5")
    assert listed(plain) == []
    action, fields = next(each for each in visitor.forms() if each[0] == f"{DEAL}#found")
    assert (action, fields["find"]) == (f"{DEAL}#found", "")
    assert {name: value for name, value in fields.items() if name != "find"} == {
        "view": "simple",
        "fold": "n3",
        "focus": "n5",
    }
    page = visitor.open(f"{DEAL}?find=MINES&focus=n5&card=n5")
    found = listed(page)
    assert found
    assert f"{len(found)} cards with “MINES”" in page
    links = [unescape(each) for each in re.findall(r'id="found-n\d+" href="([^"]*)"', page)]
    assert links == [f"{DEAL}?card={card}&find=MINES#card-{card}" for card in found]
    chosen = visitor.open(links[-1])
    assert f'id="card-{found[-1]}"' in chosen
    assert re.search(rf'id="found-{found[-1]}"[^>]*aria-current="true"', chosen)
    nothing = visitor.open(f"{DEAL}?find=%3Cb%3Ezzz")
    assert "No card with “&lt;b&gt;zzz”" in nothing
    assert "<b>zzz" not in nothing
    assert f'id="end-search" href="{DEAL}"' in nothing
    assert listed(visitor.open(f"{DEAL}?find=%20%20")) == []


@pytest.mark.parametrize("where", ["embed"])
def test_what_others_embed_is_searched_there(browser: Callable[[], Browser], where: str):
    page = browser().open(f"{DEAL}/{where}?find=water")
    assert f'href="{DEAL}/{where}?card={listed(page)[0]}&amp;find=water#card-' in page


def test_what_is_hidden_is_not_found(browser: Callable[[], Browser]):
    visitor = browser()
    nodes: list[dict[str, object]] = [
        {"id": f"n{n}", "kind": "claim", "text": f"Stone {n}."} for n in range(60)
    ]
    nodes.append({"id": "n70", "kind": "claim", "text": "Stone secret.", "hidden": True})
    made = visitor.post("/api/maps", json={"nodes": nodes, "relations": []}).json()
    visitor.open(made["links"]["edit"])
    page = visitor.open(f"/maps/{made['id']}?find=stone")
    assert "60 cards with “stone”" in page
    assert "The first 50 are listed." in page
    assert len(listed(page)) == 50
    assert listed(visitor.open(f"/maps/{made['id']}?find=secret")) == []


def test_of_a_long_text_what_was_found_is_shown():
    text = "The beginning. " * 40 + "Here is the Needle, at last. " + "The end. " * 40
    shown = _part(text, "needle")
    assert shown.startswith("… ")
    assert "Needle" in shown
    assert len(shown) <= 162
    assert _part("Short needle.", "needle") == "Short needle."
