from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from argmap.analysis.review import twins
from argmap.model import ArgumentMap, Node, replay
from argmap.model.operations import AddNode


def placed(*texts: str, kind: str = "claim", **more: Any) -> ArgumentMap:
    return replay(AddNode(Node(f"n{number}", kind, text, **more)) for number, text in enumerate(texts, 1))


def found(debate: ArgumentMap, text: str, **more: Any) -> list[str]:
    return [node.id for node in twins.alike(debate, text, **more)]


def test_a_text_is_held_against_the_cards_that_there_are():
    debate = placed(
        "The mine will bring many new jobs.",
        "Water is scarce in the valley.",
        "Jobs!",
        "The mines will bring many new jobs",
    )
    assert found(debate, "the mine will bring many NEW jobs") == ["n1", "n4"]
    assert found(debate, "The mine will bring many new jobs.", but="n1") == ["n4"]
    assert found(debate, "Jobs.") == ["n3"]
    assert found(debate, "Work.") == []
    assert found(debate, "The mine will bring 40 new jobs.") == []
    assert found(debate, "?!") == []


def test_positions_and_questions_and_what_is_hidden_are_let_be():
    text = "Cars should leave the centre of the town."
    near = "The cars should leave the centre of the town."
    assert found(placed(near, kind="position"), text, kind="position") == []
    assert found(placed(text, kind="position"), text, kind="position") == ["n1"]
    assert found(placed(near, kind="position"), text) == ["n1"]
    assert found(placed(text, kind="question"), text) == []
    assert found(placed(text), text, kind="question") == []
    assert found(placed(text, hidden=True), text) == []


def test_of_many_the_latest_five_are_told():
    assert found(placed(*["The same words again and again."] * 9), "The same words, again and again.") == [
        f"n{number}" for number in range(5, 10)
    ]


def test_the_latest_cards_are_looked_at_and_few_of_them_closely(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(twins, "MOST_ALIKE", 3)
    debate = placed("Dust falls on the town.", "One.", "Two.", "Three.")
    assert found(debate, "Dust falls on the town.") == []
    seen = []
    monkeypatch.setattr(twins, "MOST_ALIKE", 2_000)
    monkeypatch.setattr(twins, "_nearly", lambda *given: seen.append(given))
    words = "alpha beta gamma delta epsilon zeta eta theta iota kappa"
    turned = [" ".join(reversed(words.split())) + f" {letter}" for letter in "abcdefghijklmnopqrstuvwxyzäöü"]
    assert found(placed(*turned), words) == []
    assert len(seen) == twins._COMPARED


def test_long_texts_are_read_as_far_as_there_is_time(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(twins, "_MOST_READ", 50)
    debate = placed("Dust falls on the old town.", "Noise fills the old town.", "Smoke hangs over the town.")
    assert found(debate, "Smoke hangs over the town.") == ["n3"]
    assert found(debate, "Dust falls on the old town.") == []


PAIRS = [
    (*line[2:].split(" | "), line[0] == "=")
    for line in (Path(__file__).parent / "likeness.txt").read_text(encoding="utf-8").splitlines()
]


@pytest.mark.parametrize(("one", "other", "same"), PAIRS)
def test_what_is_said_in_nearly_the_same_words_is_told_from_what_is_not(one: str, other: str, same: bool):
    others = ["Phones are what the class talks about.", "The buzzing of one would disturb the class."]
    assert found(placed(one, *others), other) == (["n1"] if same else [])


def test_the_closest_card_is_of_its_own_kind():
    debate = placed(
        "Parents must reach their child.", "Parents must be able to reach their children at any time."
    )
    near = Node("n9", "claim", "Parents must be able to reach their children.")
    assert twins.closest(debate, near) == "n2"
    assert twins.closest(debate, Node("n9", "position", near.text)) is None
    assert twins.closest(debate, Node("n9", "claim", "Water is scarce in the valley.")) is None
    assert twins.closest(placed(near.text, kind="position"), near) is None
