from __future__ import annotations

import math
import time
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from argmap.analysis.map_strength import BaseScore, MapStrengths, Ratings, map_strengths
from argmap.model import ArgumentMap, Node, Quote, Relation, Source, replay
from argmap.model.operations import (
    AddNode,
    AddQuote,
    AddRelation,
    AddSource,
    EditRelation,
    Hide,
    Operation,
    RemoveNode,
)
from tests.analysis.frameworks import BIPOLAR, DEFINITIONS
from tests.strategies import SHAPES, generated, maps


def debate(nodes: str, *relations: Relation, sources: dict[str, float | None] | None = None) -> ArgumentMap:
    """A map from kinds by id, such as "p:position a b": what has no kind is a claim; "a/s" cites s."""
    operations: list[Operation] = [
        AddSource(Source(i, {"title": i}, credibility)) for i, credibility in (sources or {}).items()
    ]
    for word in nodes.split():
        name, _, cited = word.partition("/")
        identifier, _, kind = name.partition(":")
        operations.append(
            AddNode(
                Node(identifier, kind or "claim", identifier, sources=tuple(filter(None, cited.split(","))))
            )
        )
    return replay([*operations, *map(AddRelation, relations)])


def arrow(identifier: str, words: str, weight: float | None = None) -> Relation:
    """A relation from words such as "a b -> t" (support) and "a b -x t" (attack)."""
    sign = "->" if "->" in words else "-x"
    premises, target = words.split(sign)
    kind = "support" if sign == "->" else "attack"
    return Relation(identifier, kind, tuple(premises.split()), target.strip(), weight)


# Relations


def test_a_relation_is_as_strong_as_its_weight_and_its_premises():
    held = debate("t a b", arrow("r1", "a b -> t", 0.5))
    ratings = Ratings({"a": (0.8, 3), "b": (0.6, 1)})
    found = map_strengths(held, ratings=ratings)
    assert found.relations == pytest.approx({"r1": 0.5 * 0.8 * 0.6})
    energy = 0.24**2
    assert found.cards["t"] == pytest.approx(0.5 + 0.5 * energy / (1 + energy))
    assert map_strengths(held, ratings=ratings, joint="minimum").relations == pytest.approx({"r1": 0.5 * 0.6})


def test_undercuts_weaken_a_relation_and_undercuts_of_undercuts_give_back():
    held = debate(
        "t a b c d",
        arrow("r1", "a -> t"), arrow("r2", "b -x r1", 0.8), arrow("r3", "c -x r2"), arrow("r4", "d -x r1"),
    )  # fmt: skip
    scores = {"a": (1.0, 1), "b": (0.5, 1), "c": (0.25, 1), "d": (0.1, 1)}
    for joint in ("product", "minimum"):
        found = map_strengths(held, ratings=Ratings(scores), joint=joint)
        r2 = 0.8 * 0.5 * (1 - 0.25)
        assert found.relations == pytest.approx({"r1": (1 - r2) * (1 - 0.1), "r2": r2, "r3": 0.25, "r4": 0.1})
        assert (found.converged, found.rounds, found.residual, found.uncounted) == (True, 0, 0.0, ())


def test_without_weights_links_and_undercuts_a_map_is_a_framework():
    held = debate(
        "t a b c", arrow("r1", "a -> t"), arrow("r2", "b -x t"), arrow("r3", "c -x b"), arrow("r4", "t -x c")
    )
    from argmap.analysis.strength import strengths

    for semantics in BIPOLAR:
        plain = strengths(
            dict.fromkeys("tabc", 0.5), [("a", "t")], [("b", "t"), ("c", "b"), ("t", "c")], semantics
        )
        found = map_strengths(held, semantics)
        assert found.cards == pytest.approx(plain.values, abs=1e-12)
        assert (found.rounds, found.converged) == (plain.rounds, plain.converged)


@pytest.mark.parametrize("shape", ["undercuts", "mixed"])
def test_in_a_circle_a_relation_follows_those_that_undercut_it(shape: str):
    network = map_strengths(generated(4, 120, shape)).compiled.network
    relations = range(network.statements, len(network.weights))
    assert any(network.con[unit] for unit in relations)
    assert all(other < unit for unit in relations for other in network.con[unit])


def test_two_relations_between_the_same_cards_both_count():
    once, twice = (debate("t a", *(arrow(f"r{n}", "a -> t") for n in range(many))) for many in (1, 2))
    assert map_strengths(twice).cards["t"] > map_strengths(once).cards["t"]


def test_what_counts_for_nothing_is_named():
    held = debate(
        "q:question t a b c",
        arrow("r1", "a -> t"), arrow("r2", "b -> r1"), arrow("r3", "c -x r2"), arrow("r4", "t -> q"),
        arrow("r5", "q a -> t"), arrow("r6", "b -x r5"),
    )  # fmt: skip
    found = map_strengths(held)
    assert found.uncounted == ("r2", "r4", "r5", "r6")
    assert found.cards == map_strengths(debate("t a b c", arrow("r1", "a -> t"))).cards
    assert "q" not in found.cards
    assert found.relations == {"r1": 0.5, "r2": 0.25, "r3": 0.5, "r4": 0.6, "r6": 0.5}


def test_hidden_cards_have_no_strength_and_no_effect():
    relations = (
        arrow("r1", "a -> t"),
        arrow("r2", "b -x r1"),
        arrow("r3", "b c -x t"),
        arrow("r4", "c -x a"),
    )
    held = replay([Hide("b")], debate("t a b c", *relations))
    found = map_strengths(held)
    kept = map_strengths(debate("t a c", relations[0], relations[3]))
    assert (found.cards, found.relations) == (kept.cards, kept.relations)
    with pytest.raises(ValueError, match="'b' is neither a card nor a relation"):
        map_strengths(held, changes={"b": 0.5})


# Base scores


def test_a_base_score_says_where_it_comes_from():
    held = debate("a/s1,s2,s3 b/s3 c d/s1", sources={"s1": 0.3, "s2": 0.9, "s3": None})
    found = map_strengths(held, ratings=Ratings({"d": (0.1, 12)}))
    assert found.bases == {
        "a": BaseScore(0.9, "source"),
        "b": BaseScore(0.5, "default"),
        "c": BaseScore(0.5, "default"),
        "d": BaseScore(0.1, "rated", 12),
    }
    assert found.cards == {"a": 0.9, "b": 0.5, "c": 0.5, "d": 0.1}


def test_a_card_rests_on_the_source_that_it_quotes():
    held = replay([AddQuote(Quote("q1", "a", "s1", "Quite so."))], debate("a", sources={"s1": 0.8}))
    assert map_strengths(held).bases == {"a": BaseScore(0.8, "source")}


@pytest.mark.parametrize(
    "rating", [(1.1, 3), (-0.1, 3), (math.nan, 3), (0.5, 0), (0.5, True), (0.5, "3"), ("1", 3)]
)
def test_a_rating_that_is_none_is_refused(rating):
    with pytest.raises(ValueError, match="The rating of 'a'"):
        Ratings({"a": rating})


# What is refused


def test_semantics_of_attacks_take_no_map_with_supports():
    held = debate("t a b", arrow("r1", "a -> t"), arrow("r2", "b -x t"))
    for semantics in ("hcat", "hmax", "hcard", "social"):
        with pytest.raises(ValueError, match="knows attacks only, and the map has supports \\('r1'\\)"):
            map_strengths(held, semantics)
    only = debate("t a b", arrow("r1", "a b -x t"), arrow("r2", "a -> r1"))  # the support counts for nothing
    assert map_strengths(only, "hcat").cards["t"] == pytest.approx(0.5 / 1.25)
    assert map_strengths(only, "hmax").cards["t"] == pytest.approx(0.5 / 1.25)
    assert map_strengths(only, "hcard").cards["t"] == pytest.approx(0.5 / 2.25)
    assert map_strengths(only, "social").cards["t"] == pytest.approx(0.5 * 0.75)


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ({"semantics": "best"}, "no gradual semantics"),
        ({"joint": "sum"}, "no way to join premises: choose product or minimum"),
        ({"changes": {"x": 0.5}}, "'x' is neither a card nor a relation"),
        ({"changes": {"q": 0.5}}, "'q' is neither a card nor a relation"),
        ({"changes": {"a": 1.5}}, "What 'a' is set to must be a number"),
        ({"changes": {"r1": math.nan}}, "What 'r1' is set to must be a number"),
        ({"changes": {"a": True}}, "What 'a' is set to must be a number"),
    ],
)
def test_what_cannot_be_answered_is_refused(words, said: str):
    with pytest.raises(ValueError, match=said):
        map_strengths(debate("q:question t a", arrow("r1", "a -> t")), **words)


def test_an_empty_map_has_no_strengths():
    found = map_strengths(ArgumentMap())
    assert (found.cards, found.relations, found.converged) == ({}, {}, True)


# What if


def test_what_if_a_card_were_off_or_rated_otherwise():
    relations = (arrow("r1", "a b -> t"), arrow("r2", "c -x r1"), arrow("r3", "d -x t", 0.5))
    held = debate("t a b c d", *relations)
    before = held.copy()
    off = map_strengths(held, changes={"a": None})
    assert off.cards == map_strengths(debate("t b c d", relations[2])).cards
    assert map_strengths(held, changes={"r1": None}).cards["t"] == off.cards["t"]
    assert map_strengths(held, changes={"c": None}).relations == pytest.approx({"r1": 0.25, "r3": 0.25})
    raised = map_strengths(held, changes={"d": 1.0, "r3": 1.0})
    assert raised.bases["d"] == BaseScore(1.0, "what if")
    assert raised.relations["r3"] == 1.0
    assert held == before


@settings(max_examples=30)
@given(data=st.data())
def test_off_is_as_if_it_were_not_there(data):
    held = data.draw(maps()).visible()
    card = data.draw(st.sampled_from(sorted(held.nodes)) if held.nodes else st.none())
    if card is None or held.nodes[card].kind == "question":
        return
    off = map_strengths(held, changes={card: None})
    hidden = map_strengths(replay([Hide(card)], held))
    assert (off.cards, off.relations, off.uncounted) == (hidden.cards, hidden.relations, hidden.uncounted)
    alone = [i for i, r in held.relations.items() if len(r.premises) > 1 and card in r.premises]
    if not alone:  # then nothing is left of the arguments that the card is part of
        gone = map_strengths(replay([RemoveNode(card)], held))
        assert gone.cards == off.cards


# A second opinion


def naive(held: ArgumentMap, semantics: str, joint: str, bases: dict[str, float]) -> dict[str, float]:
    """The strengths of the cards of a map by the definitions, in many small steps; all relations count."""
    now = dict(bases)

    def strength(relation: Relation) -> float:
        premises = [now[premise] for premise in relation.premises]
        value = math.prod(premises) if joint == "product" else min(premises)
        value *= 1 if relation.weight is None else relation.weight
        for other in held.incoming(relation.id):
            value *= 1 - strength(other)
        return value

    for _ in range(600):
        new = {}
        for card, base in bases.items():
            aimed = held.incoming(card)
            pro = [strength(r) for r in aimed if r.kind == "support"]
            con = [(strength(r), 1.0) for r in aimed if r.kind == "attack"]
            new[card] = now[card] + 0.1 * (DEFINITIONS[semantics](base, pro, con) - now[card])
        now = new
    return now


@pytest.mark.parametrize("joint", ["product", "minimum"])
@pytest.mark.parametrize("semantics", BIPOLAR)
@pytest.mark.parametrize("shape", ["graph", "linked", "undercuts"])
def test_a_second_opinion_on_maps_agrees(shape: str, semantics: str, joint: str):
    held = generated(3, 24, shape)
    operations = [
        EditRelation(r, {"weight": (place % 5) / 4}) for place, r in enumerate(held.relations) if place % 2
    ]
    held = replay(operations, held)
    scores = {card: ((place * 37 % 101) / 100, 1) for place, card in enumerate(held.nodes)}
    found = map_strengths(held, semantics, joint=joint, ratings=Ratings(scores))
    assert found.converged
    bases = {card: score for card, (score, _) in scores.items()}
    assert found.cards == pytest.approx(naive(held, semantics, joint, bases), abs=1e-9)


# What holds of every map


@settings(max_examples=60)
@given(held=maps(), semantics=st.sampled_from(BIPOLAR), joint=st.sampled_from(["product", "minimum"]))
def test_every_map_has_strengths_between_0_and_1(held: ArgumentMap, semantics: str, joint: str):
    found = map_strengths(held, semantics, joint=joint)
    shown = held.visible()
    assert set(found.cards) == {i for i, node in shown.nodes.items() if node.kind != "question"}
    assert set(found.relations) | set(found.uncounted) == set(shown.relations)
    assert all(0 <= value <= 1 for value in (*found.cards.values(), *found.relations.values()))
    assert found.converged == (found.residual <= 1e-12)


@settings(max_examples=30)
@given(held=maps())
def test_the_order_of_making_does_not_matter(held: ArgumentMap):
    turned = held.copy()
    turned._tables = {kind: dict(reversed(table.items())) for kind, table in held._tables.items()}
    one, other = map_strengths(held), map_strengths(turned)
    assert comparable(one) == comparable(other)
    assert list(one.cards) == list(other.cards)


def comparable(found: MapStrengths):
    return replace(found, compiled=None)  # type: ignore[arg-type]


@pytest.mark.parametrize("shape", SHAPES)
def test_a_large_map_is_answered_at_once(shape: str):
    held = generated(1, 200 if shape == "dense" else 1000, shape)
    began = time.process_time()
    found = map_strengths(held, changes={"n5": None, "n7": 1.0})
    assert time.process_time() - began < 1  # some 10 ms, 100 for the dense one; on a busy machine, with room
    assert found.converged
