from __future__ import annotations

import math

import pytest

from argmap.analysis.gradual import shapley
from argmap.analysis.gradual.shapley import shares


def worth(present: frozenset[int]) -> float:
    """As if each of them were a chance of success, but the last, which spoils half of it."""
    chance = 1 - math.prod(1 - 1 / (player + 2) for player in present if player < 12)
    return chance * (0.5 if 12 in present else 1)


def test_up_to_twelve_are_exact():
    found = shares(12, worth, orders=0, seed=0)
    assert found.exact
    assert found.margins == (0.0,) * 12
    assert sum(found.values) == pytest.approx(worth(frozenset(range(12))))
    assert list(found.values) == sorted(found.values, reverse=True)


def test_the_interval_holds_the_value_as_often_as_it_says(monkeypatch: pytest.MonkeyPatch):
    drawn = [shares(13, worth, orders=80, seed=seed) for seed in range(60)]
    monkeypatch.setattr(shapley, "EXACT_UP_TO", 13)
    exact = shares(13, worth, orders=0, seed=0)
    assert exact.exact
    held = [
        abs(value - true) <= margin
        for found in drawn
        for value, margin, true in zip(found.values, found.margins, exact.values, strict=True)
    ]
    assert 0.92 <= sum(held) / len(held) <= 0.98
    assert not any(found.exact for found in drawn)


def test_nobody_has_no_shares():
    assert shares(0, worth, orders=0, seed=0).values == ()
    assert shares(1, worth, orders=0, seed=0).values == (0.5,)
