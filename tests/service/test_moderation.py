"""Cards hidden, shown, merged, and refused while they wait."""

from __future__ import annotations

import pytest

from argmap.model import ArgumentMap, Node, Problem, Relation, apply, replay
from argmap.model.operations import AddNode, AddRelation
from argmap.service import moderation
from argmap.service.shelf import WAITING


@pytest.fixture
def debate() -> ArgumentMap:
    return replay(
        [
            AddNode(Node("n1", "position", "Cars leave.")),
            AddNode(Node("n2", "claim", "The air gets cleaner.")),
            AddNode(Node("n3", "claim", "Cleaner air.")),
            AddNode(Node("n4", "claim", "Vans stay.", hidden=True, tags=(WAITING, "kept"))),
            AddRelation(Relation("r1", "support", ("n2",), "n1")),
            AddRelation(Relation("r2", "support", ("n3",), "n1")),
        ]
    )


def test_what_is_hidden_is_shown_again(debate: ArgumentMap):
    hidden, _ = apply(debate, moderation.hide(debate, "n2").operation)
    assert "n2" not in hidden.visible().nodes
    shown, _ = apply(hidden, moderation.hide(hidden, "n2", hidden=False).operation)
    assert shown == debate


def test_two_cards_become_one_and_two_again(debate: ArgumentMap):
    merged, inverse = apply(debate, moderation.merge(debate, "n2", "n3").operation)
    assert "n3" not in merged.nodes
    assert merged.nodes["n2"].text == "The air gets cleaner."
    assert apply(merged, inverse)[0] == debate


def test_what_is_refused_waits_no_longer_and_stays_hidden(debate: ArgumentMap):
    refused, _ = apply(debate, moderation.refuse(debate, "n4").operation)
    assert refused.nodes["n4"].hidden
    assert refused.nodes["n4"].tags == ("kept",)


@pytest.mark.parametrize(
    ("act", "said"),
    [
        (lambda debate: moderation.hide(debate, "n4"), "hidden already"),
        (lambda debate: moderation.hide(debate, "n2", hidden=False), "shown already"),
        (lambda debate: moderation.hide(debate, "n9"), "not on the map any more"),
        (lambda debate: moderation.merge(debate, "n2", "n2"), "cannot be merged with itself"),
        (lambda debate: moderation.merge(debate, "n9", "n2"), "not on the map any more"),
        (lambda debate: moderation.merge(debate, "n2", "n9"), "not on the map any more"),
        (lambda debate: moderation.refuse(debate, "n2"), "does not wait"),
    ],
)
def test_what_cannot_be_done_says_why(debate: ArgumentMap, act, said: str):
    with pytest.raises(Problem, match=said):
        act(debate)
