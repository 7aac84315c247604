"""The panel beside the picture, and that a card is called in it what it is called everywhere."""

from __future__ import annotations

import re
from collections.abc import Callable
from html import unescape

from tests.web.conftest import Browser

DEAL = "/maps/balochistan-mining-deal"
SAID = "Economic pressure pushes Islamabad to give up its natural resource assets"


def test_a_card_is_called_the_same_on_the_map_beside_it_in_the_outline_and_by_the_presenter(
    browser: Callable[[], Browser],
):
    reader = browser()
    page = unescape(reader.open(f"{DEAL}?structure=full"))
    card = re.search(
        rf'<a id="card-(n\d+)"[^>]*aria-label="([^:"]*): {SAID}.*?class="head"[^>]*>([^<]*)<', page
    )
    assert card is not None
    label, head = card[2], card[3]
    line = re.search(rf'id="line-{card[1]}".*?<b>([^<]*)\.</b>', page)
    chosen = unescape(reader.open(f"{DEAL}?card={card[1]}")).partition('id="panel"')[2]
    shown = unescape(reader.open(f"{DEAL}/present?card={card[1]}"))
    assert line is not None
    assert {label, head, line[1]} == {"Objection, linked"}
    assert "Objection, linked" in chosen.partition("</section>")[0][:1500]
    assert "Objection, linked" in shown


def test_where_a_card_was_added_is_said_in_words(browser: Callable[[], Browser]):
    said = "Added: it does not come from the text at hand."
    assert said in browser().open(f"{DEAL}?card=n3&structure=full")
    assert "added<" not in browser().open(DEAL)
