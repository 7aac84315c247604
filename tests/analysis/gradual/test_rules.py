from __future__ import annotations

import math
from random import Random
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from argmap.analysis.gradual.rules import JOINTS, SEMANTICS, Rule, from_votes, joint, others, semantics

RULES = [*SEMANTICS.values(), *JOINTS.values()]


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.name)
@pytest.mark.parametrize("seed", range(20))
def test_slopes_are_those_of_the_values(rule: Rule, seed: int):
    dice = Random(seed)
    pro = [dice.random() for _ in range(dice.randint(0, 3) if rule.supports else 0)]
    con = [dice.random() for _ in range(dice.randint(0, 3))]
    w, step = 0.05 + 0.9 * dice.random(), 1e-6
    x = rule.aggregate.value(pro, con)
    by_w, by_x = rule.influence.slopes(w, x)
    value = rule.influence.value
    assert by_w == pytest.approx((value(w + step, x) - value(w - step, x)) / 2 / step, abs=1e-8)
    if x:  # there DF-QuAD has a kink
        assert by_x == pytest.approx((value(w, x + step) - value(w, x - step)) / 2 / step, abs=1e-8)
    for side, slopes in zip((pro, con), rule.aggregate.slopes(pro, con), strict=True):
        for place, slope in enumerate(slopes):
            ends = []
            for sign in (1, -1):
                side[place] += sign * step
                ends.append(rule.aggregate.value(pro, con))
                side[place] -= sign * step
            assert slope == pytest.approx((ends[0] - ends[1]) / 2 / step, abs=1e-8)


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.name)
@pytest.mark.parametrize("w", [0.0, 0.5, 1.0])
@pytest.mark.parametrize("many", [(0, 2000), (2000, 0), (2000, 2000)])
def test_no_number_of_relations_is_too_many(rule: Rule, w: float, many: tuple[int, int]):
    pro, con = [1.0] * (many[0] if rule.supports else 0), [1.0] * many[1]
    x = rule.aggregate.value(pro, con)
    assert 0 <= rule.influence.value(w, x) <= 1
    assert all(map(math.isfinite, rule.influence.slopes(w, x)))


@given(st.lists(st.floats(0, 1), max_size=6))
def test_the_product_of_the_others(factors: list[float]):
    expected = [math.prod(factors[:place] + factors[place + 1 :]) for place in range(len(factors))]
    assert others(factors) == pytest.approx(expected)


def test_every_semantics_names_its_paper():
    assert all(any(character.isdigit() for character in rule.source) for rule in SEMANTICS.values())


def test_names_that_are_none():
    for find in (semantics, joint):
        names: list[Any] = ["", "QE", None, []]
        for name in names:
            with pytest.raises(ValueError, match="choose"):
                find(name)


def test_no_votes_no_strength():
    assert from_votes(0, 0, 0) == 0
    assert from_votes(0, 7, 0.1) == 0
    assert from_votes(3, 0, 0) == 1
