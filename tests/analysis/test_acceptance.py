"""Many questions about one framework get the same answers as each of them alone, and a budget for all of them holds."""

from __future__ import annotations

import random

import pytest

from argmap.analysis.acceptance import Acceptance, inquire
from argmap.analysis.engine.clock import Undetermined
from argmap.analysis.extensions import MODES, SEMANTICS, accepted, count
from argmap.analysis.framework import Framework
from argmap.analysis.translation import framework_of
from tests.analysis.hard import pigeons
from tests.analysis.structures import structure


def thrown(seed: int) -> Framework:
    dice = random.Random(seed)
    names = [f"a{number}" for number in range(dice.randint(1, 9))]
    pairs = {(dice.choice(names), dice.choice(names)) for _ in range(dice.randint(0, 18))}
    return Framework(names, sorted(pairs))


@pytest.mark.parametrize("semantics", SEMANTICS)
def test_asked_together_or_one_by_one_the_answers_are_the_same(semantics: str):
    dice = random.Random(semantics)
    for seed in range(120):
        framework = thrown(seed) if seed % 3 else framework_of(structure(random.Random(seed), 4)).framework
        asked = Acceptance(framework, semantics)
        questions = [(name, mode) for name in framework.arguments for mode in MODES] * 2
        dice.shuffle(questions)
        for name, mode in questions:
            assert asked.accepted(name, mode) == accepted(framework, name, semantics, mode), (
                seed,
                name,
                mode,
            )


def test_an_inquiry_answers_everything_when_there_is_time():
    framework = thrown(7)
    for semantics in SEMANTICS:
        found = list(inquire(framework, semantics, ["a0"], ["a1"], budget=600))
        assert [(each.argument, each.mode) for each in found] == [
            ("a0", "credulous"), ("a0", "skeptical"), (None, None), ("a1", "credulous"), ("a1", "skeptical"),
        ]  # fmt: skip
        assert found[2].value == count(framework, semantics)
        for each in (*found[:2], *found[3:]):
            assert each.value == accepted(framework, each.argument or "", semantics, each.mode or "")


def test_a_hard_question_does_not_keep_the_others_waiting():
    hard = pigeons(12)
    beside = Framework([*hard.arguments, "x", "y"], [*hard.attacks, ("x", "y"), ("y", "x")])
    found = list(inquire(beside, "preferred", ["fits", "x"], ["y"], budget=2))
    said = {(each.argument, each.mode): each.value for each in found}
    assert said == {
        ("x", "credulous"): True, ("x", "skeptical"): False, ("y", "credulous"): True, ("y", "skeptical"): False,
    }  # fmt: skip


def test_what_is_asked_must_be_there():
    framework = Framework("ab", [("a", "b")])
    with pytest.raises(ValueError, match="there is no semantics 'bold'"):
        inquire(framework, "bold", ["a"], budget=1)
    with pytest.raises(ValueError, match="'c' is no argument"):
        inquire(framework, "stable", ["a"], ["c"], budget=1)
    with pytest.raises(ValueError, match="there is no mode 'maybe'"):
        Acceptance(framework, "stable").accepted("a", "maybe")
    with pytest.raises(Undetermined):
        Acceptance(framework, "stable").accepted("a", "credulous", budget=0)


def test_without_a_budget_nothing_is_answered():
    assert list(inquire(Framework("ab", [("a", "b")]), "stable", ["a"], ["b"], budget=0)) == []
