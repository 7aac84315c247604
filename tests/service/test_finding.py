"""Cards are found by their words as people type them, in any of the scripts that maps are written in."""

from __future__ import annotations

import pytest

from argmap.model import ArgumentMap, Node, Quote, Relation, Source, replay
from argmap.model.operations import AddNode, AddQuote, AddRelation, AddSource
from argmap.model.roles import standing
from argmap.service.finding import LONGEST, find, words


@pytest.fixture
def debate() -> ArgumentMap:
    return replay([
        AddSource(Source("s1", {"title": "Groundwater", "author": [{"family": "Łukasiewicz"}], "issued": {"date-parts": [[2019]]}})),
        AddNode(Node("n9", "position", "The café's Wasserstraße costs 12.5 million.")),
        AddNode(Node("n2", "claim", "پانی کی کمی ہے۔ یہ ۱۲ سال سے ہے۔", title="Water")),
        AddNode(Node("n3", "evidence", "الأَمْن المائي في المدينة", sources=("s1",))),
        AddNode(Node("n4", "claim", "जल और जाल")),
        AddNode(Node("n5", "claim", "Hidden water.", hidden=True)),
        AddRelation(Relation("r1", "support", ("n3", "n2"), "n9")),
        AddQuote(Quote("q1", "n3", "s1", "Wells run dry")),
    ])  # fmt: skip


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("CAFE", ["n9"]),
        ("“café’s”, wasserSTRASSE", ["n9"]),
        ("cafe water", []),
        ("12", ["n9", "n2"]),
        ("پاني كي", ["n2"]),
        ("یہ", ["n2"]),
        ("الامن المدينه", ["n3"]),
        ("lukasiewicz 2019 dry", ["n3"]),
        ("water", ["n3", "n2"]),
        ("जल", ["n4"]),
        ("?", []),
        (" \t", []),
        ("", []),
    ],
)
def test_cards_are_found_whatever_the_form_of_a_letter(debate: ArgumentMap, typed: str, found: list[str]):
    seen = debate.visible()
    assert [line.node for line in find(seen, standing(seen), typed)] == found


def test_a_search_is_bounded():
    assert len(words("word " * 1000)) == 1
    assert len(words(" ".join(map(str, range(100))))) == 12
    assert words("x" * 1000) == ("x" * LONGEST,)
