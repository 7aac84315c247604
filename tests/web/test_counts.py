"""How many cards a map has is said alike wherever it is said."""

from __future__ import annotations

import re
from collections.abc import Callable
from html import unescape

from argmap.documents import report, social
from argmap.model import Node, replay
from argmap.model.operations import AddNode
from argmap.model.tally import headline, size, tally
from argmap.service import bundled
from argmap.web.social import describe
from tests.web.conftest import Browser

DEAL = "balochistan-mining-deal"


def test_every_place_counts_the_same_cards(browser: Callable[[], Browser]):
    debate = bundled.maps()[DEAL].debate
    cards, found = f"{size(debate)} cards", tally(debate)
    assert len(debate.nodes) == size(debate) + 1  # the question is the title
    assert found.cards == size(debate)
    reader = browser()
    assert cards in reader.open("/")
    page = unescape(reader.open(f"/maps/{DEAL}"))
    (said,) = set(re.findall(rf"{cards}: [^.<]*\.", page))  # under the title, and of the picture
    assert f"{found.counts['reason']} reasons, " in said
    assert f"with {cards}." in describe(debate, str)
    reasons, objections = f"{found.counts['reason']} reasons", f"{found.counts['objection']} objections"
    for said in (social._counts(debate, str), report._counts(debate, (), str)):
        counts = re.sub("[\u2068\u2069]", "", said)  # what keeps numbers beside their words
        assert counts.startswith(cards)
        assert {reasons, objections} <= set(re.split(r"\s*·\s*", counts))
    assert unescape(reader.open(f"/maps/{DEAL}?fold=n3")).count(f"of {size(debate)} cards") == 1


def test_a_question_that_is_argued_about_is_a_card_and_so_is_a_second_one():
    asked = [AddNode(Node("n1", "question", "Why?")), AddNode(Node("n2", "question", "How?"))]
    debate = replay(asked)
    assert headline(debate) == "n1"
    assert size(debate) == 1
    assert tally(debate).counts == {"question": 1}
    assert size(replay([])) == 0
