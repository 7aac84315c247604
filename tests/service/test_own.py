"""A card that its own writer takes away: gone where nobody has answered it, else emptied."""

from __future__ import annotations

import pytest

from argmap.model import ArgumentMap, Node, Relation, apply, replay
from argmap.model.operations import AddNode, AddRelation
from argmap.service import own
from argmap.service.refusals import Stale


@pytest.fixture
def debate() -> ArgumentMap:
    return replay(
        [
            AddNode(Node("n1", "position", "Cars leave.")),
            AddNode(Node("n2", "claim", "The air gets cleaner.", author="ada")),
            AddNode(Node("n3", "claim", "Vans stay.", author="ben")),
            AddRelation(Relation("r1", "support", ("n2",), "n1")),
            AddRelation(Relation("r2", "attack", ("n3",), "n2")),
        ]
    )


def test_an_answered_card_loses_its_words_and_stays(debate: ArgumentMap):
    after, _ = apply(debate, own.remove(debate, "n2", 1, "ada").operation)
    assert after.nodes["n2"].text == own.TAKEN_BACK
    assert after.relations == debate.relations
    assert own.cards(after, "ada") == []


def test_a_card_that_nobody_else_answered_is_gone(debate: ArgumentMap):
    after, _ = apply(debate, own.remove(debate, "n3", 1, "ben").operation)
    assert "n3" not in after.nodes


@pytest.mark.parametrize(("card", "version"), [("n2", 2), ("n9", 1)])
def test_what_has_changed_since_is_not_taken_away(debate: ArgumentMap, card: str, version: int):
    with pytest.raises(Stale):
        own.remove(debate, card, version, "ada")


def test_ones_own_cards_are_told_from_those_of_others(debate: ArgumentMap):
    assert [node.id for node in own.cards(debate, "ben")] == ["n3"]
    assert own.cards(debate, "nobody") == []
