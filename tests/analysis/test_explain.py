"""What suffices for a position that stands, and what defeats one that does not."""

from __future__ import annotations

import pytest

from argmap.analysis import explain
from argmap.analysis.explain import Defeat, defeat, positions_of, sufficient
from argmap.analysis.labelling import Labelling, label
from tests.analysis.structures import trial
from tests.written import written


def _holds(base: Labelling, position: str, cards: set[str]) -> bool:
    """Whether the position stands when all other standing cards are open; straight from the definition."""
    others = {
        card: "undecided"
        for card, name in base.nodes.items()
        if name == "in" and card != position and card not in cards
        and base.case.structure.place[card] not in base.case.held
    }  # fmt: skip
    return base.holding(others).nodes[position] == "in"


def test_what_suffices_suffices_and_nothing_in_it_can_be_spared():
    seen = 0
    for seed in range(1500):
        base = trial(seed, forcing=0).labelled()
        for position in base.nodes:
            found = sufficient(base, position)
            assert (found is not None) == (base.nodes[position] == "in")
            if found is not None:
                cards = set(found.cards)
                assert found.minimal
                assert all(base.nodes[card] == "in" for card in cards)
                assert _holds(base, position, cards), (seed, position)
                assert not any(_holds(base, position, cards - {card}) for card in cards), (seed, position)
                seen += bool(cards)
    assert seen > 150


LINES = ("n1 position Yes.", "n2 claim A.", "n3 claim B.", "n4 claim C.", "n5 claim D.", "n6 claim E.")


def test_the_smallest_of_several_is_taken():
    debate = written(*LINES, "r1 n2,n3 support n1", "r2 n4 support n1", "r3 n5 attack n1", "r4 n6 attack n5")
    found = sufficient(label(debate), "n1")
    assert found is not None
    assert found.cards == ("n4", "n6")


def test_the_closest_standing_attack_defeats():
    debate = written(*LINES, "r1 n2 support n1", "r2 n3 attack n2", "r3 n4 attack n1")
    assert defeat(label(debate), "n1") == Defeat("n1", "r3", ("n4",), "n1")
    assert defeat(label(debate), "n2") == Defeat("n2", "r2", ("n3",), "n2")
    assert defeat(label(debate), "n4") is None


def test_under_the_burden_of_proof_it_may_be_an_undercut_or_nothing():
    debate = written(*LINES, "r1 n2 support n1", "r2 n3 attack r1")
    assert defeat(label(debate, burden="prove", assumed=["n2", "n3"]), "n1") == Defeat(
        "n1", "r2", ("n3",), "r1"
    )
    assert defeat(label(debate, burden="prove", assumed=["n2"]), "n3") is None


def test_where_there_is_an_attack_it_stands():
    for seed in range(500):
        base = trial(seed).labelled()
        for position in positions_of(base):
            found = defeat(base, position)
            if found:
                assert base.nodes[position] == "out"
                assert base.relations[found.relation] == "in"
            elif base.nodes[position] == "out" and base.case.burden == "presume":
                assert base.case.structure.place[position] in base.case.held


def test_a_card_without_a_label_is_refused():
    base = label(written("n1 question Why?"))
    for function in (sufficient, defeat):
        with pytest.raises(ValueError, match="n1"):
            function(base, "n1")


def test_large_maps_are_not_pruned(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(explain, "PRUNING", 1)
    found = sufficient(label(written(*LINES, "r1 n2 support n1")), "n1")
    assert found == explain.Sufficient("n1", ("n2",), minimal=False)
