from __future__ import annotations

import pytest

from argmap.analysis.map_attribution import (
    Bar,
    map_removals,
    map_sensitivities,
    map_shapley,
    tornado,
)
from argmap.analysis.map_strength import Ratings, map_strengths
from argmap.model import ArgumentMap, replay
from argmap.model.operations import EditRelation
from tests.analysis.frameworks import BIPOLAR
from tests.analysis.test_map_strength import arrow, debate
from tests.strategies import generated


def weighed(shape: str, size: int = 16, seed: int = 3) -> tuple[ArgumentMap, Ratings]:
    """A random map with weights and ratings of which no two are equal."""
    held = generated(seed, size, shape)
    held = replay(
        [EditRelation(r, {"weight": 0.5 + place / 200}) for place, r in enumerate(held.relations)], held
    )
    return held, Ratings({card: (0.1 + (place * 37 % 101) / 127, 1) for place, card in enumerate(held.nodes)})


SHAPES = ("tree", "graph", "linked", "undercuts", "dense")


@pytest.mark.parametrize("joint", ["product", "minimum"])
@pytest.mark.parametrize("semantics", BIPOLAR)
@pytest.mark.parametrize("shape", SHAPES)
def test_sensitivities_are_finite_differences(shape: str, semantics: str, joint: str):
    held, ratings = weighed(shape)

    def at(changes: dict[str, float | None] | None = None) -> float:
        return map_strengths(held, semantics, joint=joint, ratings=ratings, changes=changes).cards["n1"]

    strengths = map_strengths(held, semantics, joint=joint, ratings=ratings)
    found = map_sensitivities(strengths, "n1")
    assert found.converged
    own = {card: base.score for card, base in strengths.bases.items()}
    own |= {i: relation.weight or 0.0 for i, relation in held.relations.items()}
    step, named = 1e-6, {**found.cards, **found.relations}
    for identifier, value in own.items():
        slope = (at({identifier: value + step}) - at({identifier: value - step})) / 2 / step
        assert named.get(identifier, 0.0) == pytest.approx(slope, abs=5e-6), identifier
    assert {"n1"} <= set(found.cards)


@pytest.mark.parametrize("shape", SHAPES)
def test_a_removal_is_what_the_strength_is_less_without_the_card(shape: str):
    held, ratings = weighed(shape)
    strengths = map_strengths(held, ratings=ratings)
    found = map_removals(strengths, "n1")
    assert found.converged
    assert "n1" not in found.values
    for card in set(held.nodes) - {"n1"}:
        without = map_strengths(held, ratings=ratings, changes={card: None}).cards["n1"]
        assert found.values.get(card, 0.0) == pytest.approx(strengths.cards["n1"] - without, abs=1e-10)
    relation = next(iter(held.relations))
    without = map_strengths(held, ratings=ratings, changes={relation: None}).cards["n1"]
    lost = map_removals(strengths, "n1", [relation]).values
    assert lost == pytest.approx({relation: strengths.cards["n1"] - without}, abs=1e-10)


def test_linked_premises_share_alike():
    strengths = map_strengths(debate("t a b c", arrow("r1", "a b -> t"), arrow("r2", "c -x r1")))
    found = map_shapley(strengths, "t")
    assert found.exact
    assert found.values["a"] == pytest.approx(found.values["b"])
    assert found.values["c"] < 0 < found.values["a"]
    assert sum(found.values.values()) == pytest.approx(strengths.cards["t"] - 0.5)
    assert map_shapley(strengths, "t", ["a"]).values == map_removals(strengths, "t", ["a"]).values


def test_many_cards_are_told_with_an_interval():
    held, ratings = weighed("tree", 40)
    strengths = map_strengths(held, ratings=ratings)
    found = map_shapley(strengths, "n1", orders=100, seed=4)
    assert not found.exact
    assert found == map_shapley(strengths, "n1", orders=100, seed=4)
    alone = map_strengths(held, ratings=ratings, changes=dict.fromkeys(found.values)).cards["n1"]
    assert sum(found.values.values()) == pytest.approx(strengths.cards["n1"] - alone)
    assert all(margin >= 0 for margin in found.margins.values())


@pytest.mark.parametrize("shape", SHAPES)
def test_a_bar_reaches_from_base_score_0_to_1(shape: str):
    held, ratings = weighed(shape)
    strengths = map_strengths(held, ratings=ratings)
    bars = tornado(strengths, "n1")
    assert bars
    for bar in bars:
        ends = [map_strengths(held, ratings=ratings, changes={bar.card: s}).cards["n1"] for s in (0.0, 1.0)]
        assert [bar.low, bar.high] == pytest.approx(ends, abs=1e-10)
        assert bar.converged
    spans = [bar.span for bar in bars]
    assert spans == pytest.approx(sorted(spans, reverse=True), abs=1e-12)
    assert {bar.card for bar in bars} == set(map_removals(strengths, "n1").values)


def test_equal_bars_stand_by_age():
    cards = ["n9", "n10", "n2"]
    strengths = map_strengths(debate("t " + " ".join(cards), *(arrow(f"r{c}", f"{c} -> t") for c in cards)))
    assert [bar.card for bar in tornado(strengths, "t")] == ["n2", "n9", "n10"]


def test_only_what_reaches_the_topic_has_a_bar():
    strengths = map_strengths(debate("t a b", arrow("r1", "a -> t"), arrow("r2", "t -> b")))
    (bar,) = tornado(strengths, "t")
    assert bar == Bar("a", 0.5, 0.75)
    assert tornado(strengths, "t", of=["a", "b"]) == [
        bar,
        Bar("b", strengths.cards["t"], strengths.cards["t"]),
    ]
    assert tornado(strengths, "a") == []
    assert map_removals(strengths, "a").values == {}
    assert map_shapley(strengths, "a").values == {}


@pytest.mark.parametrize("ask", [map_sensitivities, map_removals, map_shapley, tornado])
def test_the_topic_is_a_card_with_a_strength(ask):
    strengths = map_strengths(debate("q:question t a", arrow("r1", "a -> t")))
    for topic, said in (("q", "neither a card"), ("x", "neither a card"), ("r1", "is a relation")):
        with pytest.raises(ValueError, match=said):
            ask(strengths, topic)


def test_contributors_are_cards_or_relations_of_the_map():
    strengths = map_strengths(debate("t a", arrow("r1", "a -> t")))
    for ask in (map_removals, map_shapley):
        with pytest.raises(ValueError, match="'x' is neither"):
            ask(strengths, "t", ["x"])
    with pytest.raises(ValueError, match="does not contribute to itself"):
        map_shapley(strengths, "t", ["t"])
