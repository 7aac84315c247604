"""The dialogue about a position."""

from __future__ import annotations

import pytest

from argmap.analysis.disputes import TURNS, dispute
from argmap.analysis.labelling import label
from tests.analysis.structures import trial
from tests.written import written

LINES = (
    "n1 position Yes.",
    "n2 claim Jobs come.",
    "n3 claim Water goes.",
    "n4 claim Pumps help.",
    "n5 claim Pumps fail.",
)


def _said(*lines: str, **rules: object) -> list[str]:
    return [str(turn.message) for turn in dispute(label(written(*LINES, *lines), **rules), "n1")]  # type: ignore[arg-type]


def test_reasons_answers_and_answers_to_these_take_turns():
    lines = ("r1 n2 support n1", "r2 n3 attack n1", "r3 n4 attack n3", "r4 n5 attack n4")
    assert _said(*lines) == [
        "For: Jobs come.", "Against: Water goes.", "Even so: Pumps help.", "Against: Pumps fail.",
        "So far “Yes.” is open.",
    ]  # fmt: skip


def test_an_undercut_says_that_it_does_not_follow():
    assert _said("r1 n2 support n1", "r2 n3 attack r1", "r3 n4 attack r2") == [
        "For: Jobs come.", "Against: that does not follow. Water goes.",
        "Even so: that does not follow. Pumps help.", "So far “Yes.” stands.",
    ]  # fmt: skip


def test_linked_premises_are_said_together_and_what_stands_comes_first():
    lines = ("r1 n3 support n1", "r2 n2,n4 support n1", "r3 n5 attack n3")
    assert _said(*lines)[0] == "For: Jobs come. Pumps help."


def test_silence():
    assert _said() == ["Nobody has argued about “Yes.” yet."]
    assert _said("r1 n2 attack n1") == [
        "For: nobody has given a reason yet.", "Against: Jobs come.", "So far “Yes.” does not stand.",
    ]  # fmt: skip


def test_what_nobody_has_shown():
    assert _said("r1 n2 support n1", "r2 n3 attack n1", burden="prove") == [
        "For: Jobs come.", "Against: nobody has shown that so far.", "So far “Yes.” does not stand.",
    ]  # fmt: skip


def test_every_dialogue_ends_and_says_nothing_twice():
    for seed in range(500):
        base = trial(seed).labelled()
        for card in base.nodes:
            turns = dispute(base, card)
            assert 1 <= len(turns) <= TURNS + 2
            assert [turn.side for turn in turns].count("so") == 1
            assert all(each in base.case.debate.nodes for turn in turns for each in turn.cards)


def test_a_card_without_a_label_is_refused():
    with pytest.raises(ValueError, match="n9"):
        dispute(label(written(*LINES)), "n9")
