"""Folding without scripts: an address says which branches are closed, and every link keeps it."""

from __future__ import annotations

import re
from collections.abc import Callable
from html import unescape

import pytest

from argmap.web.addresses import Place
from tests.web.conftest import Browser

DEAL = "/maps/balochistan-mining-deal"


def cards(html: str) -> set[str]:
    return set(re.findall(r'<a id="card-([^"]+)"', html))


def href(html: str, identifier: str) -> str:
    found = re.search(rf'<a[^>]*id="{identifier}"[^>]*href="([^"]*)"', html)
    assert found, identifier
    return unescape(found.group(1))


@pytest.mark.parametrize(
    ("query", "fold", "opened"),
    [
        ({"fold": "n3,n8"}, ("n3", "n8"), ()),
        ({"fold": "n3,,n3,<b>,n 8"}, ("n3",), ()),
        ({"fold": "n3", "open": "n3,n8"}, ("n3",), ("n8",)),
        ({"fold": ",".join(f"n{n}" for n in range(500))}, tuple(f"n{n}" for n in range(60)), ()),
        ({}, (), ()),
    ],
)
def test_what_an_address_closes_and_opens(
    query: dict[str, str], fold: tuple[str, ...], opened: tuple[str, ...]
):
    place = Place.of("m", query)
    assert (place.fold, place.open) == (fold, opened)


def test_closing_and_opening_take_each_other_back():
    place = Place("m").folding("n3")
    assert place.href() == "/maps/m?fold=n3"
    assert place.folding("n8").href() == "/maps/m?fold=n3,n8"
    assert place.unfolding("n3") == Place("m")
    assert Place("m").unfolding("n3").href() == "/maps/m?open=n3"
    assert Place("m").unfolding("n3").folding("n3") == place
    assert place.unfolded() == Place("m")


def test_a_branch_is_closed_and_opened_by_links(browser: Callable[[], Browser]):
    visitor = browser()
    whole = cards(visitor.open(DEAL))
    page = visitor.open(DEAL + "?card=n2")
    assert cards(page) == whole
    page = visitor.open(href(page, "fold"))
    fewer = cards(page)
    assert fewer < whole
    gone = len(whole) - len(fewer)
    assert f">+{gone} more</text>" in page
    assert f"Open the branch (+{gone})" in page
    assert "opens what is folded away" in page
    # Every card of the picture, of the outline and of the panel keeps it.
    links = [unescape(each) for each in re.findall(rf'href="({DEAL}\?[^"]*card=[^"]*)"', page)]
    assert len(links) > 60
    opening = [each for each in links if "fold=n2" not in each]
    assert {each.partition("?")[2] for each in opening} == {"card=n2#card-n2", "card=n2"}
    assert cards(visitor.open(href(page, "more-n2"))) == whole
    assert cards(visitor.open(href(page, "see-unfolded"))) == whole


def test_a_card_in_a_closed_branch_is_shown_when_it_is_chosen(browser: Callable[[], Browser]):
    visitor = browser()
    inside = sorted(cards(visitor.open(DEAL)) - cards(visitor.open(DEAL + "?fold=n2")))
    assert inside[0] in cards(visitor.open(f"{DEAL}?fold=n2&card={inside[0]}"))


def test_nobody_is_led_astray_by_what_is_not_there(browser: Callable[[], Browser]):
    visitor = browser()
    whole = cards(visitor.open(DEAL))
    assert cards(visitor.open(DEAL + "?fold=nowhere&open=neither")) == whole
    assert visitor.status == 200


def test_several_branches_of_a_large_map_stay_open(teacher: Browser):
    nodes = [{"id": "p", "kind": "position", "text": "Yes."}]
    relations = []
    for i in range(30):
        above = "p"
        for level in range(4):
            card = f"c{i}-{level}"
            nodes.append({"id": card, "kind": "claim", "text": f"Card {i} {level}."})
            relations.append({"id": f"r{card}", "kind": "support", "premises": [card], "target": above})
            above = card
    made = teacher.post("/api/maps", json={"nodes": nodes, "relations": relations}).json()
    teacher.open(made["links"]["edit"].replace("http://argmap.test", ""))
    page = teacher.open(f"/maps/{made['id']}")
    assert len(cards(page)) == 61
    page = teacher.open(href(page, "more-c1-1"))
    page = teacher.open(href(page, "more-c2-1"))
    assert {"c1-2", "c2-2"} < cards(page)
    assert len(cards(page)) == 63
    assert 'aria-label="Show 1 more below “Card 1 2.”"' in page
    page = teacher.open(f"/maps/{made['id']}?open=c1-1,c2-1&card=c1-1")
    page = teacher.open(href(page, "fold"))
    assert "c1-2" not in cards(page)
    assert "c2-2" in cards(page)
