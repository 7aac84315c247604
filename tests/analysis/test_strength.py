from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from argmap.analysis import strength
from argmap.analysis.strength import Strengths, strengths, what_if
from tests.analysis.frameworks import BIPOLAR, DEFINITIONS, SCORES, WEIGHTED, Graph, graphs, naive, thrown


def solved(graph: Graph, semantics: str) -> Strengths:
    return strengths(graph.base, graph.supports, graph.attacks, semantics)


def same(one, other, near: float = 1e-9) -> None:
    assert one.keys() == other.keys()
    assert max(abs(one[name] - other[name]) for name in one) <= near


# What the papers and other programs say


def test_published_values(shared: Path):
    cases = json.loads((shared / "cases" / "semantics.json").read_text("utf-8"))
    tried = [case for case in cases if case["kind"] == "gradual"]
    assert len(tried) >= 13
    for case in tried:
        found = strengths(case["base"], case["supports"], case["attacks"], case["semantics"])
        near = min(case.get("tol", 1e-6), 1e-6)
        assert {n: found.values[n] for n in case["expected"]} == pytest.approx(case["expected"], abs=near), (
            case["id"]
        )
        assert found.converged


def test_published_values_of_social_argumentation(shared: Path):
    cases = json.loads((shared / "cases" / "semantics.json").read_text("utf-8"))
    (case,) = (case for case in cases if case["kind"] == "social")
    votes = {name: tuple(both) for name, both in case["votes"].items()}
    found = strengths(votes, [], case["attacks"], "social", epsilon=0.01)
    assert found.values == pytest.approx(case["expected"], abs=case["tol"])
    assert found.converged


@pytest.mark.parametrize(
    ("semantics", "base", "supports", "attacks", "expected"),
    [
        # g = (1 - 0.5)(1 - 0.2) - (1 - 0.8) = 0.2; 0.3 + 0.7 * 0.2
        ("dfquad", {"a": 0.5, "b": 0.2, "c": 0.8, "t": 0.3}, "ct", "at bt", 0.44),
        # g = 0.5 * 0.4 - 0.8 = -0.6; 0.3 - 0.3 * 0.6
        ("dfquad", {"a": 0.5, "b": 0.6, "c": 0.2, "t": 0.3}, "ct", "at bt", 0.12),
        ("qe", {"a": 0.75, "b": 0.25, "t": 0.4}, "at", "bt", 0.4 + 0.6 * 0.2),  # E = 0.5, h = 0.2
        ("qe", {"a": 0.25, "b": 0.75, "t": 0.4}, "at", "bt", 0.4 - 0.4 * 0.2),
        ("euler", {"a": 0.5, "b": 0.5, "t": 0.6}, "at", "bt", 0.6),  # E = 0: 1 - 0.64 / 1.6
        ("euler", {"a": 1.0, "t": 0.5}, "at", "", 1 - 0.75 / (1 + 0.5 * 2.718281828459045)),
        ("mlp", {"a": 1.0, "t": 0.5}, "at", "", 0.7310585786300049),  # the logistic function of 1
        ("mlp", {"a": 1.0, "t": 0.5}, "", "at", 0.2689414213699951),
        ("mlp", {"a": 1.0, "t": 0.0}, "at", "", 0.0),
        ("mlp", {"a": 1.0, "t": 1.0}, "", "at", 1.0),
        ("hcat", {"a": 0.5, "b": 0.25, "t": 0.7}, "", "at bt", 0.4),
        ("hmax", {"a": 0.5, "b": 0.25, "t": 0.6}, "", "at bt", 0.4),
        ("hcard", {"a": 0.5, "b": 0.25, "c": 0.0, "t": 0.675}, "", "at bt ct", 0.2),  # 1 + 2 + 0.75 / 2
        ("social", {"a": (3, 1), "t": (1, 1)}, "", "at", 0.125),
        ("social", {"a": (0, 0), "t": (4, 0)}, "", "at", 1.0),
    ],
)
def test_small_cases_worked_out_by_hand(semantics, base, supports, attacks, expected):
    found = strengths(base, supports.split(), attacks.split(), semantics, epsilon=0)
    assert found.values["t"] == pytest.approx(expected, abs=1e-12)
    assert (found.converged, found.rounds, found.residual) == (True, 0, 0.0)


def test_epsilon_keeps_few_votes_from_making_certain():
    assert strengths({"t": (1, 0)}, [], [], "social", epsilon=1).values == {"t": 0.5}
    assert strengths({"t": (1, 0)}, [], [], "social").values["t"] == pytest.approx(1 / 1.01)


@pytest.mark.parametrize("semantics", WEIGHTED)
@pytest.mark.parametrize("seed", range(4))
def test_a_second_opinion_agrees(semantics: str, seed: int):
    graph = thrown(seed, 9, 14, semantics)
    found = solved(graph, semantics)
    assert found.converged
    same(found.values, naive(graph, semantics, rounds=1500))


# How it is told


def test_a_pair_given_twice_counts_once():
    once = strengths({"a": 0.5, "b": 0.5}, [], [("a", "b")], "qe")
    assert strengths({"a": 0.5, "b": 0.5}, [], [("a", "b"), ("a", "b")], "qe") == once
    both = strengths({"a": 0.5, "b": 0.5}, [("a", "b")], [("a", "b")], "qe")
    assert both.values["b"] == 0.5  # for and against at once: both count


def test_nothing_has_no_strength():
    assert strengths({}, [], [], "qe") == Strengths({}, True, 0, 0.0)


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (({"a": 0.5}, [], [], "best"), "'best' is no gradual semantics: choose one of dfquad"),
        (({"a": 0.5}, [], [], ["qe"]), "is no gradual semantics"),
        (({"a": 1.5}, [], [], "qe"), "The base score of 'a' must be a number from 0 to 1"),
        (({"a": -0.1}, [], [], "hcat"), "The base score of 'a'"),
        (({"a": float("nan")}, [], [], "qe"), "The base score of 'a'"),
        (({"a": float("inf")}, [], [], "qe"), "The base score of 'a'"),
        (({"a": "0.5"}, [], [], "qe"), "The base score of 'a'"),
        (({"a": True}, [], [], "qe"), "The base score of 'a'"),
        (({"a": None}, [], [], "qe"), "The base score of 'a'"),
        (({"a": 10**400}, [], [], "qe"), "The base score of 'a'"),
        (({"a": 0.5}, [], [("b", "a")], "qe"), "There is no argument 'b'"),
        (({"a": 0.5}, [("a", "b")], [], "qe"), "There is no argument 'b'"),
        (({"a": 0.5}, [], [(["a"], "a")], "qe"), "There is no argument"),
        (({"a": 0.5}, [], [("a",)], "qe"), "must be pairs of two names"),
        (({"a": 0.5}, [], [("a", "a"), ("a", "a", "a")], "qe"), "must be pairs of two names"),
        (({"a": 0.5}, [], [7], "qe"), "must be pairs of two names"),
        (({"a": 0.5, "b": 0.5}, [("a", "b")], [], "hcat"), "'hcat' knows attacks only"),
        (({"a": (1, 2), "b": (1, 2)}, [("a", "b")], [], "social"), "'social' knows attacks only"),
        (({"a": 0.5}, [], [], "social"), "The votes of 'a' must be two numbers"),
        (({"a": (1, 2, 3)}, [], [], "social"), "The votes of 'a'"),
        (({"a": (-1, 2)}, [], [], "social"), "The votes of 'a'"),
        (({"a": (1, float("nan"))}, [], [], "social"), "The votes of 'a'"),
    ],
)
def test_what_makes_no_framework_is_refused(words, said: str):
    with pytest.raises(ValueError, match=said):
        strengths(*words)


@pytest.mark.parametrize("epsilon", [-1, float("nan"), float("inf"), "1"])
def test_an_epsilon_that_is_none_is_refused(epsilon):
    with pytest.raises(ValueError, match="Epsilon"):
        strengths({"a": (1, 2)}, [], [], "social", epsilon=epsilon)


def test_numbers_of_numpy_are_numbers():
    import numpy as np

    base = {"a": np.float32(0.5), "b": np.float64(0.5), "c": 1}
    assert strengths(base, [], [], "qe").values == {"a": 0.5, "b": 0.5, "c": 1.0}


def test_small_frameworks_need_no_numpy():
    code = (
        "import sys; from argmap.analysis.strength import strengths; from argmap.analysis import map_attribution;"
        "strengths({'a': 0.5}, [], [('a', 'a')], 'qe'); assert 'numpy' not in sys.modules"
    )
    subprocess.run([sys.executable, "-c", code], check=True)


# Circles are never a silent number

FIRST, SECOND, THIRD = ([f"{letter}{n}" for n in range(12)] for letter in "abc")


def bound(*rings: tuple[list[str], list[str]]) -> list[tuple[str, str]]:
    return [(one, other) for source, target in rings for one in source for other in target]


@pytest.mark.parametrize("least", [0, strength.LARGE])
def test_two_camps_that_swing_for_ever_are_damped(least: int, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(strength, "LARGE", least)
    base = dict.fromkeys(FIRST + SECOND, 0.9)
    found = strengths(base, [], bound((FIRST, SECOND), (SECOND, FIRST)), "mlp")
    assert found.converged
    assert found.rounds > 32
    assert found.residual <= 1e-12
    assert found.values == pytest.approx(dict.fromkeys(base, 0.26718246), abs=1e-8)


@pytest.mark.parametrize("least", [0, strength.LARGE])
def test_three_camps_that_chase_one_another_do_not_converge(least: int, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(strength, "LARGE", least)
    base = {**dict.fromkeys(FIRST, 0.9), **dict.fromkeys(SECOND, 0.8), **dict.fromkeys(THIRD, 0.9)}
    found = strengths(base, [], bound((FIRST, SECOND), (SECOND, THIRD), (THIRD, FIRST)), "mlp")
    assert not found.converged
    assert found.residual > 1e-3
    assert found.rounds >= 100
    assert all(0 <= value <= 1 for value in found.values.values())


def test_the_residual_is_that_of_the_values_told():
    graph = thrown(5, 12, 30, "qe")
    found = solved(graph, "qe")
    changes = [
        abs(
            DEFINITIONS["qe"](
                w,
                [found.values[a] for a, b in set(graph.supports) if b == name],
                [(found.values[a], 1) for a, b in set(graph.attacks) if b == name],
            )
            - found.values[name]
        )
        for name, w in graph.base.items()
    ]
    assert max(changes) <= found.residual + 1e-15


# What holds of every semantics

every = pytest.mark.parametrize("semantics", WEIGHTED)


@every
@settings(max_examples=40)
@given(data=st.data())
def test_strengths_lie_between_0_and_1(semantics: str, data):
    graph = data.draw(graphs(semantics))
    found = solved(graph, semantics)
    assert all(0 <= value <= 1 for value in found.values.values())
    assert found.converged == (found.residual <= 1e-12)


@every
@settings(max_examples=40)
@given(data=st.data())
def test_alone_an_argument_is_as_strong_as_its_base_score(semantics: str, data):
    graph = data.draw(graphs(semantics))
    alone = {*graph.base} - {b for _, b in graph.supports + graph.attacks}
    found = solved(graph, semantics).values
    assert all(found[name] == pytest.approx(graph.base[name], abs=1e-15) for name in alone)


@every
@settings(max_examples=40)
@given(data=st.data())
def test_names_and_order_do_not_matter(semantics: str, data):
    graph = data.draw(graphs(semantics, circles=False))
    names = {name: f"x{len(graph.base) - place}" for place, name in enumerate(graph.base)}
    found, other = solved(graph, semantics), solved(graph.renamed(names), semantics)
    same({names[name]: value for name, value in found.values.items()}, other.values)


@every
@pytest.mark.parametrize("seed", range(5))
def test_names_and_order_do_not_matter_in_circles(semantics: str, seed: int):
    graph = thrown(seed, 10, 16, semantics)
    names = {name: f"x{len(graph.base) - place}" for place, name in enumerate(graph.base)}
    found, other = solved(graph, semantics), solved(graph.renamed(names), semantics)
    same({names[name]: value for name, value in found.values.items()}, other.values)


@every
@pytest.mark.parametrize("least", [0, strength.LARGE])
@settings(max_examples=30)
@given(data=st.data())
def test_what_stands_apart_does_not_matter(semantics: str, least: int, data):
    one, other = data.draw(graphs(semantics)), data.draw(graphs(semantics, prefix="m"))
    before, strength.LARGE = strength.LARGE, least
    try:
        apart = {**solved(one, semantics).values, **solved(other, semantics).values}
        # Numpy adds up in another order where more stands beside.
        same(apart, solved(one.beside(other), semantics).values, 1e-9 if least == 0 else 0.0)
    finally:
        strength.LARGE = before


@every
@settings(max_examples=40)
@given(data=st.data())
def test_only_what_leads_to_an_argument_matters(semantics: str, data):
    graph = data.draw(graphs(semantics))
    source = data.draw(st.sampled_from(sorted(graph.base)))
    target = data.draw(st.sampled_from(sorted(graph.base)))
    more = Graph(graph.base, graph.supports, [*graph.attacks, (source, target)])
    touched, waiting = {target}, [target]
    while waiting:
        name = waiting.pop()
        for a, b in more.supports + more.attacks:
            if a == name and b not in touched:
                touched.add(b)
                waiting.append(b)
    before, after = solved(graph, semantics).values, solved(more, semantics).values
    assert all(before[name] == after[name] for name in graph.base if name not in touched)


@every
@settings(max_examples=40)
@given(data=st.data(), score=SCORES)
def test_more_attackers_weaken_and_more_supporters_strengthen(semantics: str, data, score: float):
    graph = data.draw(graphs(semantics, circles=False))
    target = data.draw(st.sampled_from(sorted(graph.base)))
    before = solved(graph, semantics).values[target]
    assert solved(graph.plus("new", score, target, attack=True), semantics).values[target] <= before + 1e-12
    if semantics in BIPOLAR:
        assert (
            solved(graph.plus("new", score, target, attack=False), semantics).values[target] >= before - 1e-12
        )


@every
@settings(max_examples=40)
@given(data=st.data())
def test_an_argument_without_strength_does_not_matter(semantics: str, data):
    graph = data.draw(graphs(semantics, circles=False))
    target = data.draw(st.sampled_from(sorted(graph.base)))
    before = solved(graph, semantics).values[target]
    for attack in (True, False)[: 1 + (semantics in BIPOLAR)]:
        found = solved(graph.plus("new", 0.0, target, attack), semantics).values[target]
        assert found == pytest.approx(before, abs=1e-12)


@pytest.mark.parametrize("semantics", BIPOLAR)
@given(w=SCORES, sides=st.lists(SCORES, max_size=5))
def test_what_is_balanced_changes_nothing(semantics: str, w: float, sides: list[float]):
    base = {f"p{n}": s for n, s in enumerate(sides)} | {f"c{n}": s for n, s in enumerate(sides)} | {"t": w}
    supports, attacks = ([(f"{side}{n}", "t") for n in range(len(sides))] for side in "pc")
    assert strengths(base, supports, attacks, semantics).values["t"] == pytest.approx(w, abs=1e-12)


@pytest.mark.parametrize("semantics", ["dfquad", "qe", "mlp"])  # the Euler-based semantics is not dual
@given(w=SCORES, pro=st.lists(SCORES, max_size=4), con=st.lists(SCORES, max_size=4))
def test_support_and_attack_are_mirror_images(semantics: str, w: float, pro, con):
    base = {f"p{n}": s for n, s in enumerate(pro)} | {f"c{n}": s for n, s in enumerate(con)}
    supports, attacks = ([(f"p{n}", "t") for n in range(len(pro))], [(f"c{n}", "t") for n in range(len(con))])
    found = strengths(base | {"t": w}, supports, attacks, semantics).values["t"]
    mirror = strengths(base | {"t": 1 - w}, attacks, supports, semantics).values["t"]
    assert found == pytest.approx(1 - mirror, abs=1e-9)


# What if


@every
@settings(max_examples=40)
@given(data=st.data(), score=SCORES)
def test_what_if_is_a_framework_told_otherwise(semantics: str, data, score: float):
    graph = data.draw(graphs(semantics))
    name = data.draw(st.sampled_from(sorted(graph.base)))
    told = (graph.base, graph.supports, graph.attacks, semantics)
    kept = dict(graph.base)
    assert what_if(*told, {name: None}) == solved(graph.without(name), semantics)
    assert what_if(*told, {name: score}) == solved(graph.setting(name, score), semantics)
    assert what_if(*told, {}) == solved(graph, semantics)
    assert graph.base == kept


def test_what_if_is_asked_of_what_is_there():
    with pytest.raises(ValueError, match="There is no argument 'b'"):
        what_if({"a": 0.5}, [], [], "qe", {"b": None})
    with pytest.raises(ValueError, match="The base score of 'a'"):
        what_if({"a": 0.5}, [], [], "qe", {"a": 2})
    with pytest.raises(ValueError, match="There is no argument 'b'"):
        what_if({"a": 0.5}, [], [("b", "a")], "qe", {"a": None})


def test_what_if_is_answered_for_a_thousand_arguments():
    graph = thrown(1, 1000, 1500, "qe")
    found = what_if(graph.base, graph.supports, graph.attacks, "qe", {"n5": None, "n7": 1.0})
    assert found.converged
    assert "n5" not in found.values
