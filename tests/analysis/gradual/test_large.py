"""Numpy does what plain Python does: the same strengths, rounds and slopes."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from argmap.analysis import strength
from argmap.analysis.attribution import sensitivities
from argmap.analysis.gradual import large
from argmap.analysis.gradual.arrays import ARRAY_RULES
from argmap.analysis.gradual.rules import SEMANTICS
from argmap.analysis.strength import strengths
from tests.analysis.frameworks import WEIGHTED, Graph, graphs, thrown

every = pytest.mark.parametrize("semantics", WEIGHTED)


def both(ask: Callable[..., Any], *words: Any) -> tuple[Any, Any]:
    """The answer of plain Python, and that of numpy."""
    plain = ask(*words)
    before, strength.LARGE = strength.LARGE, 0
    try:
        return plain, ask(*words)
    finally:
        strength.LARGE = before


def test_every_rule_is_there_for_arrays():
    assert ARRAY_RULES.keys() == SEMANTICS.keys()


@every
@settings(max_examples=40)
@given(data=st.data())
def test_strengths_are_the_same(semantics: str, data):
    graph = data.draw(graphs(semantics))
    plain, arrays = both(strengths, graph.base, graph.supports, graph.attacks, semantics)
    assert arrays.converged == plain.converged
    if plain.converged:
        assert arrays.values == pytest.approx(plain.values, abs=1e-9)


@every
@pytest.mark.parametrize("circles", [False, True])
def test_strengths_and_rounds_are_the_same_in_many_arguments(semantics: str, circles: bool):
    graph = thrown(7, 400, 560, semantics, circles)
    plain, arrays = both(strengths, graph.base, graph.supports, graph.attacks, semantics)
    assert arrays.values == pytest.approx(plain.values, abs=1e-10)
    assert (arrays.converged, arrays.rounds) == (plain.converged, plain.rounds)
    assert (plain.rounds > 0) == circles


@given(data=st.data())
def test_votes_give_the_same(data):
    graph = data.draw(graphs("hcat"))
    votes = {name: (round(8 * score), place) for place, (name, score) in enumerate(graph.base.items())}
    plain, arrays = both(strengths, votes, [], graph.attacks, "social")
    assert arrays.values == pytest.approx(plain.values, abs=1e-9)


@every
@settings(max_examples=40)
@given(data=st.data())
def test_sensitivities_are_the_same(semantics: str, data):
    graph = data.draw(graphs(semantics))
    topic = data.draw(st.sampled_from(sorted(graph.base)))
    plain, arrays = both(sensitivities, graph.base, graph.supports, graph.attacks, semantics, topic)
    assert arrays.converged == plain.converged
    if plain.converged:
        near = {name: pytest.approx(value, rel=1e-6, abs=1e-7) for name, value in plain.values.items()}
        assert arrays.values == near


@every
@pytest.mark.parametrize("circles", [False, True])
def test_sensitivities_are_the_same_in_many_arguments(semantics: str, circles: bool):
    graph = thrown(8, 300, 420, semantics, circles)
    topic = (graph.attacks[0] if circles else max(graph.attacks, key=lambda pair: int(pair[1][1:])))[1]
    plain, arrays = both(sensitivities, graph.base, graph.supports, graph.attacks, semantics, topic)
    assert arrays.values == pytest.approx(plain.values, abs=1e-9)
    assert plain.converged
    assert arrays.converged


def test_damping_is_the_same_for_each_circle_by_itself():
    # Two camps that swing, so that the step is halved, beside a circle that settles at once and one that never does.
    camps = {camp: [f"{camp}{number}" for number in range(6 if camp in "ab" else 12)] for camp in "abcde"}
    base = {
        name: 0.9 - ord(name[0]) % 3 / 20 - int(name[1:]) / 1000 for camp in camps.values() for name in camp
    }
    circles = [
        (one, other)
        for pair in ("ab", "ba", "cd", "de", "ec")
        for one in camps[pair[0]]
        for other in camps[pair[1]]
    ]
    alone = {"x": 0.4, "y": 0.7}
    attacks = [*circles, ("x", "y"), ("y", "x")]
    for kept, settles in (("abxy", True), ("abcdexy", False)):
        some = {name: score for name, score in {**base, **alone}.items() if name[0] in kept}
        pairs = [pair for pair in attacks if pair[0] in some and pair[1] in some]
        plain, arrays = both(strengths, some, [], pairs, "mlp")
        assert (arrays.converged, plain.converged) == (settles, settles)
        swinging = {name: value for name, value in plain.values.items() if name[0] in "abxy"}
        assert {name: arrays.values[name] for name in swinging} == pytest.approx(swinging, abs=1e-9)
        if settles:
            assert arrays.rounds == plain.rounds > 32
            assert arrays.residual == pytest.approx(plain.residual, rel=0.01)  # the same way, step by step


@pytest.mark.parametrize("turned", [False, True])
def test_long_chains_are_worked_out_one_by_one(turned: bool, monkeypatch: pytest.MonkeyPatch):
    count = 3000
    names = [f"n{number}" for number in range(count)]
    if turned:
        names.reverse()
    # A chain of attacks, two of them in a circle half-way, and one argument that supports the last.
    pairs = [(names[n], names[n + 1]) for n in range(count - 1)] + [(names[1501], names[1500])]
    graph = Graph(dict.fromkeys(sorted(names), 0.7) | {"last": 0.2}, [("last", names[-1])], pairs)
    plain, arrays = both(strengths, graph.base, graph.supports, graph.attacks, "qe")
    assert arrays == plain
    slopes, again = both(sensitivities, graph.base, graph.supports, graph.attacks, "qe", names[-1])
    assert again == slopes

    def every_way(*_: Any, **__: Any) -> None:
        raise AssertionError("too many levels for numpy")

    monkeypatch.setattr(large.LargeNetwork, "settled", every_way)
    both(strengths, graph.base, graph.supports, graph.attacks, "qe")
