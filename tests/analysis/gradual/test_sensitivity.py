from __future__ import annotations

import math

import pytest

from argmap.analysis.gradual.equations import solved_plain
from argmap.analysis.gradual.network import Network
from argmap.analysis.gradual.rules import SEMANTICS
from argmap.analysis.gradual.sensitivity import slopes


def test_where_there_is_no_slope_no_number_is_told():
    # Of base score 0, supporting itself: by DF-QuAD every strength stays as it is, and the least more tips it over.
    network = Network(SEMANTICS["dfquad"], [0.0], [[0]], [[]])
    found = slopes(network, [0.5], 0)
    assert not found.settled
    assert math.isnan(found.by_weight[0])
    assert found.residual == math.inf


def test_a_circle_on_the_edge_of_tipping_over_has_no_slope():
    # Four that support one another and themselves: at strength 0.5 each moves all by as much as it is moved.
    every = [[0, 1, 2, 3]] * 4
    network = Network(SEMANTICS["mlp"], [1 / (1 + math.exp(2))] * 4, every, [[]] * 4)
    assert not slopes(network, [0.5] * 4, 0).settled
    values, outcome = network.solve()
    assert not outcome.converged
    assert outcome.residual > 1e-12
    assert values[0] == pytest.approx(0.5, abs=0.1)


def test_equations_are_solved_directly():
    x, close, residual = solved_plain([(0, 1, -3.0), (1, 0, 2.0)], [1.0, 4.0])
    assert x == pytest.approx([-11 / 7, 6 / 7])  # x = 1 - 3 y, y = 4 + 2 x
    assert close
    assert residual < 1e-12
