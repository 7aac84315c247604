"""How pictures are drawn, asked for by address: on the page of a map, and in the file of its drawing."""

from __future__ import annotations

import xml.etree.ElementTree as ET
from dataclasses import replace
from urllib.parse import parse_qs, urlsplit

import pytest

from argmap.diagram.layout import FACING_SCROLLED, NO_FACING
from argmap.diagram.look import CHOICES
from argmap.diagram.plan import plan
from argmap.model import ArgumentMap, Group, Node, replay
from argmap.model.operations import AddGroup, AddNode
from argmap.web.addresses import Place
from argmap.web.exports import drawn
from argmap.web.looks import choices, opened, turned
from argmap.web.problems import Refused
from tests.diagram.safety import SVG

DEAL = "/maps/balochistan-mining-deal"


def grouped() -> ArgumentMap:
    """A claim in a group that is in another one, and one beside them."""
    return replay([
        AddGroup(Group("g1", "Town")), AddGroup(Group("g2", "Water", "g1")),
        AddNode(Node("n1", "claim", "The water is foul.", group="g2")), AddNode(Node("n2", "claim", "It was cleaned.")),
    ])  # fmt: skip


def heads(svg: str) -> set[str]:
    return {text.text or "" for text in ET.fromstring(svg).iter(f"{SVG}text") if text.get("class") == "head"}


def test_a_place_keeps_how_the_picture_is_drawn():
    place = Place.of("m", {"view": "simple", "closed": "g1,g2,<b>", "badges": "author", "card": "n1"})
    assert (place.simple, place.closed, place.signed) == (True, frozenset({"g1", "g2"}), True)
    for there in (place.at("n2"), place.around("n3"), place.judged(True), place.further(None, 40)):
        asked = parse_qs(urlsplit(there.href()).query)
        assert (asked["view"], asked["closed"], asked["badges"]) == (["simple"], ["g1,g2"], ["author"])
    assert (
        place.closing("g1", False).closing("g2", False).told(False).href() == "/maps/m?card=n1&badges=author"
    )
    assert Place.of("m", {"closed": "," * 900}).closed == frozenset()
    drawn = Place.of("m", {"layout": "facing", "palette": "mono", "density": "print"})
    assert drawn.at("n2").href() == "/maps/m?card=n2&layout=facing&palette=mono&density=print"
    assert drawn.drawn("layout", "auto").drawn("palette", "default").href() == "/maps/m?density=print"
    # No program is started for a page, and whether it is dark is up to the browser.
    strange = {"layout": "graphviz", "palette": "dark", "density": "<b>"}
    assert Place.of("m", strange) == Place("m")


def test_the_file_is_drawn_as_it_is_asked_for(browser):
    visitor = browser()
    plain = visitor.open(f"{DEAL}.svg")
    assert "Because" not in heads(plain)
    assert {"Because", "But", "Evidence"} <= heads(visitor.open(f"{DEAL}.svg?view=simple"))
    wide = ET.fromstring(visitor.open(f"{DEAL}.svg?layout=facing&density=projector&palette=dark"))
    assert float(wide.get("width", 0)) > 1.5 * float(wide.get("height", 0))
    mirrored = visitor.open(f"{DEAL}.svg?layout=tree&direction=rtl")
    assert 'class="mirrored"' in mirrored
    assert visitor.open(f"{DEAL}.svg?closed=nowhere") == plain
    assert "stands" in visitor.open(f"{DEAL}.svg?badges=verdict")
    assert "stands" not in visitor.open(f"{DEAL}.svg?badges=author")


@pytest.mark.parametrize("part", [*CHOICES, "badges"])
def test_what_there_is_not_is_answered_in_words(part: str):
    with pytest.raises(Refused) as refused:
        drawn({part: "<script>"}, judge=True)
    assert refused.value.status == 422
    assert "there are: " in str(refused.value.message)


def test_nothing_is_judged_where_nothing_may_be():
    asked = drawn({"badges": "verdict,strength,author", "verdicts": "1"}, judge=False)
    assert (asked.verdict, asked.strength, asked.signed) == (False, False, True)


def test_the_page_tells_its_picture_simply_and_keeps_it_so(browser):
    visitor = browser()
    html = visitor.open(f"{DEAL}?view=simple")
    assert ">Because<" in html
    assert "Told simply: " in html
    assert 'id="told-second" aria-current="true"' in html
    assert ">Because<" not in visitor.open(DEAL)
    cards = [line for line in html.split('href="') if line.startswith(f"{DEAL}?card=")]
    assert len(cards) > 40
    assert all("view=simple" in line.split('"')[0] for line in cards)


def test_the_page_draws_its_picture_as_its_address_says_and_offers_what_there_is(browser):
    visitor = browser()
    usual = visitor.open(DEAL)
    facing = visitor.open(f"{DEAL}?layout=facing&palette=classic&density=projector")
    assert 'class="seen"' in usual
    assert 'class="seen classic"' in facing
    assert 'class="diagram projector"' in facing
    # The question is the title of the page, but stands between two sides.
    assert 'id="card-n1"' not in usual
    assert 'id="card-n1"' in facing
    assert f'href="{DEAL}?layout=facing"' in usual
    assert f'href="{DEAL}?palette=classic&amp;density=projector"' in facing
    # A map without two positions has no sides.
    offered = {
        each.name: [option.label for option in each.options] for each in choices(grouped(), Place("m"), str)
    }
    assert offered["layout"] == ["Usual", "Tree"]
    assert offered["palette"] == ["Usual", "Classic", "Black and white"]
    made = plan(grouped(), FACING_SCROLLED)
    assert (made.layout, [str(note) for note in made.notes]) == ("tree", [NO_FACING])


def test_a_chosen_card_opens_the_groups_that_it_is_in_and_closing_one_lets_go_of_it():
    place = Place("m", "n1", closed=frozenset({"g1", "g2", "gone"}))
    assert opened(grouped(), place).closed == frozenset()
    assert opened(grouped(), replace(place, card="n2")).closed == frozenset({"g1", "g2"})
    assert turned(grouped(), Place("m", "n1", focus="n1"), "g1", True) == Place("m", closed=frozenset({"g1"}))
    assert turned(grouped(), Place("m", "n2"), "g1", True) == Place("m", "n2", closed=frozenset({"g1"}))
    assert turned(grouped(), place, "g1", False) == Place("m", "n1", closed=frozenset({"g2", "gone"}))
