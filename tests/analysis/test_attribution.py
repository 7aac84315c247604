from __future__ import annotations

import json
import math
from itertools import permutations
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from argmap.analysis import strength
from argmap.analysis.attribution import removals, sensitivities, shapley
from argmap.analysis.strength import strengths
from tests.analysis.frameworks import WEIGHTED, Graph, Pairs, graphs, thrown

every = pytest.mark.parametrize("semantics", WEIGHTED)


def told(graph: Graph, semantics: str) -> tuple[dict[str, float], Pairs, Pairs, str]:
    return graph.base, graph.supports, graph.attacks, semantics


def at(graph: Graph, semantics: str, topic: str) -> float:
    return strengths(*told(graph, semantics)).values[topic]


def slope(graph: Graph, semantics: str, topic: str, name: str, step: float = 1e-6) -> float:
    """By finite differences."""
    up, down = (at(graph.setting(name, graph.base[name] + by), semantics, topic) for by in (step, -step))
    return (up - down) / 2 / step


def test_published_sensitivity(shared: Path):
    cases = json.loads((shared / "cases" / "semantics.json").read_text("utf-8"))
    (case,) = (case for case in cases if case["kind"] == "attribution")
    found = sensitivities(case["base"], case["supports"], case["attacks"], case["semantics"], "e")
    assert found.values["a"] == pytest.approx(case["expected"]["grad(e<-a)"], abs=1e-12)


def test_what_helps_as_much_as_it_harms_has_no_sensitivity_but_an_effect_when_it_is_gone():
    base = {"a": 0.5, "b": 0.0, "c": 0.0, "d": 0.0, "e": 0.5}
    words = (base, [("a", "b"), ("a", "c"), ("a", "d"), ("d", "e")], [("b", "e"), ("c", "e")], "dfquad")
    assert sensitivities(*words, "e").values["a"] == 0
    # g = 0.5 * 0.5 - 0.5 with a, and 1 - 1 without
    assert removals(*words, "e", of=["a"]).values == pytest.approx({"a": -0.125})


def test_sensitivities_worked_out_by_hand():
    found = sensitivities({"a": 0.5, "b": 0.25}, [], [("b", "a")], "hcat", "a")
    assert found.values == pytest.approx({"a": 1 / 1.25, "b": -0.5 / 1.25**2})
    assert (found.converged, found.residual) == (True, 0.0)
    itself = sensitivities({"a": 1.0}, [], [("a", "a")], "hcat", "a")
    x = (math.sqrt(5) - 1) / 2  # x = w / (1 + x), so dx = dw / (1 + 2 x)
    assert itself.values == pytest.approx({"a": 1 / (1 + 2 * x)})


@every
@pytest.mark.parametrize("circles", [False, True])
@pytest.mark.parametrize("seed", range(6))
def test_sensitivities_are_finite_differences(semantics: str, circles: bool, seed: int):
    graph = thrown(seed, 10, 17, semantics, circles)
    topic = (graph.attacks + graph.supports)[seed % 3][1]
    found = sensitivities(*told(graph, semantics), topic)
    assert found.converged
    for name in graph.base:
        assert found.values[name] == pytest.approx(slope(graph, semantics, topic, name), abs=2e-6), name


@pytest.mark.parametrize("least", [0, strength.LARGE])
def test_sensitivities_where_the_strengths_had_to_be_damped(least: int, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(strength, "LARGE", least)
    one, other = ([f"{letter}{number}" for number in range(6)] for letter in "ab")
    base = dict.fromkeys(one + other, 0.9)
    attacks = [(a, b) for a in one for b in other] + [(b, a) for a in one for b in other]
    found = sensitivities(base, [], attacks, "mlp", "a0")
    assert found.converged
    # The strength x is that of all: x = logistic(logit w - 6 x). More for all moves it by the sum of all slopes.
    x = strengths(base, [], attacks, "mlp").values["a0"]
    together = x * (1 - x) / (0.9 * 0.1) / (1 + 6 * x * (1 - x))
    assert sum(found.values.values()) == pytest.approx(together)


def test_circles_that_do_not_settle_are_not_told_as_settled():
    base = {f"{camp}{number}": 0.9 - 0.1 * (camp == "b") for camp in "abc" for number in range(12)}
    attacks = [(a, b) for a in base for b in base if a[0] + b[0] in {"ab", "bc", "ca"}]
    for ask in (sensitivities, removals):
        found = ask(base, [], attacks, "mlp", "a0")
        assert not found.converged
        assert found.residual > 1e-3
    assert not shapley(base, [], attacks, "mlp", "a0", among=["a1"]).converged


def test_equals_share_the_slope_of_their_maximum():
    found = sensitivities({"a": 0.8, "b": 0.5, "c": 0.5}, [], [("b", "a"), ("c", "a")], "hmax", "a")
    assert found.values["b"] == found.values["c"] == pytest.approx(-0.8 / 1.5**2 / 2)


@every
@settings(max_examples=40)
@given(data=st.data())
def test_a_removal_is_the_difference_that_it_makes(semantics: str, data):
    graph = data.draw(graphs(semantics, circles=False))
    topic = data.draw(st.sampled_from(sorted(graph.base)))
    found = removals(*told(graph, semantics), topic, of=[name for name in graph.base if name != topic])
    for name, lost in found.values.items():
        kept = at(graph.without(name), semantics, topic)
        assert lost == pytest.approx(at(graph, semantics, topic) - kept, abs=1e-12)


@every
@pytest.mark.parametrize("seed", range(5))
def test_a_removal_in_circles_is_the_difference_that_it_makes(semantics: str, seed: int):
    graph = thrown(seed, 9, 14, semantics)
    topic = graph.attacks[0][1]
    found = removals(*told(graph, semantics), topic)
    assert found.converged
    for name, lost in found.values.items():
        kept = at(graph.without(name), semantics, topic)
        assert lost == pytest.approx(at(graph, semantics, topic) - kept, abs=1e-9)


def test_removals_are_those_of_what_bears_on_the_topic():
    graph = Graph(dict.fromkeys("abcd", 0.5), [], [("b", "a"), ("c", "b"), ("a", "d")])
    assert list(removals(*told(graph, "qe"), "a").values) == ["b", "c"]
    assert removals(*told(graph, "qe"), "a", of=["d"]).values == {"d": 0.0}


def by_orders(graph: Graph, semantics: str, topic: str) -> dict[str, float]:
    """Shapley values as they are defined: over all orders."""
    names = sorted(set(graph.base) - {topic})
    total = dict.fromkeys(names, 0.0)
    orders = list(permutations(names))
    known: dict[frozenset[str], float] = {}

    def worth(present: frozenset[str]) -> float:
        if present not in known:
            part = graph
            for name in names:
                part = part if name in present else part.without(name)
            known[present] = at(part, semantics, topic)
        return known[present]

    for order in orders:
        for place, name in enumerate(order):
            total[name] += worth(frozenset(order[: place + 1])) - worth(frozenset(order[:place]))
    return {name: value / len(orders) for name, value in total.items()}


@every
def test_shapley_values_are_means_over_all_orders(semantics: str):
    graph = thrown(2, 6, 9, semantics)
    topic = graph.attacks[0][1]
    found = shapley(*told(graph, semantics), topic, among=sorted(set(graph.base) - {topic}))
    assert found.exact
    assert found.values == pytest.approx(by_orders(graph, semantics, topic), abs=1e-9)
    assert set(found.margins.values()) == {0.0}


@every
@settings(max_examples=25)
@given(data=st.data())
def test_shapley_values_add_up_to_what_all_bring(semantics: str, data):
    graph = data.draw(graphs(semantics))
    topic = data.draw(st.sampled_from(sorted(graph.base)))
    found = shapley(*told(graph, semantics), topic)
    alone = graph
    for name in found.values:
        alone = alone.without(name)
    if found.converged:
        brought = at(graph, semantics, topic) - at(alone, semantics, topic)
        assert sum(found.values.values()) == pytest.approx(brought, abs=1e-9)


@every
def test_who_does_the_same_gets_the_same_share(semantics: str):
    graph = Graph(
        {"t": 0.7, "a": 0.6, "b": 0.6, "c": 0.3, "idle": 0.9},
        [],
        [("a", "t"), ("b", "t"), ("c", "a"), ("c", "b"), ("t", "idle")],
    )
    found = shapley(*told(graph, semantics), "t", among=["a", "b", "c", "idle"]).values
    assert found["a"] == pytest.approx(found["b"])
    assert found["idle"] == 0
    assert found["a"] < 0 <= found["c"]


def test_many_contributors_are_told_with_an_interval():
    graph = Graph(
        {"t": 0.6, **{f"n{number}": (number + 1) / 15 for number in range(14)}},
        [(f"n{number}", "t") for number in range(0, 14, 2)],
        [(f"n{number}", "t") for number in range(1, 14, 2)],
    )
    found = shapley(*told(graph, "qe"), "t", orders=300, seed=1)
    assert not found.exact
    assert found == shapley(*told(graph, "qe"), "t", orders=300, seed=1)
    assert found != shapley(*told(graph, "qe"), "t", orders=300, seed=2)
    assert sum(found.values.values()) == pytest.approx(at(graph, "qe", "t") - 0.6)
    finer = shapley(*told(graph, "qe"), "t", orders=1200, seed=1)
    assert max(finer.margins.values()) == pytest.approx(max(found.margins.values()) / 2, rel=0.2)
    with pytest.raises(ValueError, match="2 orders"):
        shapley(*told(graph, "qe"), "t", orders=1)


def test_what_is_asked_has_to_be_there():
    words = told(Graph({"a": 0.5, "b": 0.5}, [], [("b", "a")]), "qe")
    for ask in (sensitivities, removals, shapley):
        with pytest.raises(ValueError, match="There is no argument 'x'"):
            ask(*words, "x")
    with pytest.raises(ValueError, match="There is no argument 'x'"):
        removals(*words, "a", of=["x"])
    with pytest.raises(ValueError, match="does not contribute to itself"):
        shapley(*words, "a", among=["a", "b"])
    with pytest.raises(ValueError, match="does not contribute to itself"):
        removals(*words, "a", of=["a"])


def test_votes_are_asked_by_their_share():
    found = sensitivities({"a": (1, 1), "b": (1, 3)}, [], [("b", "a")], "social", "a", epsilon=0)
    assert found.values == pytest.approx({"a": 0.75, "b": -0.5})
