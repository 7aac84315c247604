"""How pictures are drawn, asked for by address: on the page of a map, and in the file of its drawing."""

from __future__ import annotations

import xml.etree.ElementTree as ET
from urllib.parse import parse_qs, urlsplit

import pytest

from argmap.diagram.look import CHOICES
from argmap.web.addresses import Place
from argmap.web.exports import drawn
from argmap.web.problems import Refused
from tests.diagram.safety import SVG

DEAL = "/maps/balochistan-mining-deal"
GROUPED = """===
title: Water
===

[A]: Close the well. #position

# The town

## Water

[A]
  + [B]: The water is foul.
  + [C]: The pump is old.

## Money

[B]
  - [D]: It was cleaned.
"""


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


def test_the_file_is_drawn_as_it_is_asked_for(browser):
    visitor = browser()
    plain = visitor.open(f"{DEAL}.svg")
    assert "Because" not in heads(plain)
    assert {"Because", "But", "Source"} <= heads(visitor.open(f"{DEAL}.svg?view=simple"))
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
