"""The report: what a debate amounts to, in one value."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest

from argmap import load
from argmap.analysis.cruxes import cruxes
from argmap.analysis.labelling import label
from argmap.analysis.map_strength import Ratings, map_strengths
from argmap.analysis.report import MOST_BARS, Settings, analyze
from argmap.analysis.review import review
from argmap.model import Node, Relation, Source, apply, replay
from argmap.model.operations import AddNode, AddRelation, AddSource, EditNode, Operation

TOWN = """\
[Out]: Cars should leave the town. #position
  + [Air]: The air gets cleaner.
    - [Detour]: Traffic moves elsewhere.
  - [Trade]: Shops lose customers.

[In]: Cars should stay. #position
  + [Trade]
  + [Habit]: People are used to them.
"""


@pytest.fixture
def town():
    return load(TOWN)[0]


def test_it_says_the_same_as_its_parts(town):
    report = analyze(town)
    labels, strengths = label(town), map_strengths(town)
    record = report.record()
    assert record["labels"] == {**labels.nodes, **labels.relations}
    assert record["strengths"] == {**strengths.cards, **strengths.relations}
    assert record["cruxes"] == [each.record for each in cruxes(labels)]
    assert [(each["rule"], each["on"]) for each in record["findings"]] == [
        (each.rule, each.on) for each in review(town)
    ]
    assert [each["id"] for each in record["positions"]] == ["n1", "n5"]
    first = record["positions"][0]
    assert first == {
        "id": "n1",
        "text": "Cars should leave the town.",
        "label": "out",
        "strength": strengths.cards["n1"],
        "why": str(labels.reasons["n1"]),
    }
    assert json.loads(json.dumps(record)) == record


@pytest.mark.parametrize("burden", ["presume", "prove"])
@pytest.mark.parametrize("standard", ["none", "preponderance", "dialectical"])
@pytest.mark.parametrize("semantics", ["qe", "dfquad", "euler", "mlp"])
def test_settings_reach_every_part(town, burden, standard, semantics):
    report = analyze(town, Settings(semantics, burden, standard))
    strengths = map_strengths(town, semantics)
    expected = label(town, burden=burden, standard=standard, strengths=strengths.relations)
    assert report.labelling.nodes == expected.nodes
    assert report.strengths.cards == strengths.cards


def test_what_is_supposed_changes_labels_and_strengths_and_saves_nothing(town):
    before = analyze(town)
    after = analyze(town, Settings(off=("n4",), scores=(("n2", 1.0),)))
    assert (before.labelling.nodes["n1"], after.labelling.nodes["n1"]) == ("out", "undecided")
    assert after.strengths.cards["n1"] > before.strengths.cards["n1"]
    assert "n4" not in after.strengths.cards
    assert after.strengths.bases["n2"].origin == "what if"
    assert analyze(town).record() == before.record()


def test_a_position_that_is_switched_off_has_no_strength(town):
    report = analyze(town, Settings(off=("n1",)))
    assert report.verdicts[0].strength is None
    assert report.movers("n1") is None


@pytest.mark.parametrize(
    ("settings", "words"),
    [
        (Settings(semantics="cubic"), "cubic"),
        (Settings(semantics="hcat"), "knows attacks only"),
        (Settings(burden="shrug"), "shrug"),
        (Settings(standard="shrug"), "shrug"),
        (Settings(off=("n99",)), "n99"),
        (Settings(scores=(("n2", 1.5),)), "from 0 to 1"),
        (Settings(scores=(("n99", 0.5),)), "n99"),
    ],
)
def test_what_does_not_exist_is_refused_in_words(town, settings, words):
    with pytest.raises(ValueError, match=words):
        analyze(town, settings)


def test_a_semantics_of_attacks_judges_a_map_of_attacks():
    debate, _ = load("[A]: Out. #position\n  - [B]: Trade suffers.\n")
    assert analyze(debate, Settings("hcat")).strengths.cards["n1"] == pytest.approx(0.5 / 1.5)


def test_what_is_fine_is_left_out(town):
    every = {(each.rule, each.on) for each in analyze(town).findings}
    some = next(iter(sorted(every)))
    assert {(each.rule, each.on) for each in analyze(town, fine=frozenset([some])).findings} == every - {some}


def test_weak_points_stand_with_the_case_that_they_weaken(town):
    points = analyze(town).weak_points()
    assert list(points) == ["n1", "n5", None]
    assert ("unanswered-objection", "n3") in {(each.rule, each.on) for each in points["n1"]}
    assert ("unsupported-claim", "n6") in {(each.rule, each.on) for each in points["n5"]}
    assert sorted(str(each) for those in points.values() for each in those) == sorted(
        map(str, analyze(town).findings)
    )


def test_a_map_of_many_reasons_tries_those_that_matter_most():
    items: list[Operation] = [AddNode(Node("n1", "position", "Yes."))]
    for number in range(2, 102):
        items.append(AddNode(Node(f"n{number}", "claim", f"Reason {number}.")))
        weight = 0.001 * number
        items.append(AddRelation(Relation(f"r{number}", "support", (f"n{number}",), "n1", weight=weight)))
    bars = analyze(replay(items)).movers("n1")
    assert [bar.card for bar in bars or ()] == [f"n{number}" for number in range(101, 101 - MOST_BARS, -1)]


def test_it_says_what_the_strengths_rest_on():
    source = Source("s1", {"title": "A report"}, credibility=0.9)
    debate = replay(
        [
            AddSource(source),
            AddNode(Node("n1", "position", "Yes.")),
            AddNode(Node("n2", "evidence", "It rained.", sources=("s1",))),
        ]
    )
    ratings = Ratings({"n1": (0.8, 5)})
    assert "1 of 2 cards begin at how far their source is trusted" in str(analyze(debate).grounds)
    both = analyze(debate, ratings=ratings)
    assert "1 of 2 cards begin at what people think of them, 1 at how far" in str(both.grounds)
    assert both.strengths.cards["n1"] == 0.8
    bare = replay([AddNode(Node("n1", "position", "Yes."))])
    assert "every card begins at 50 %" in str(analyze(bare).grounds)
    assert "1 of 1 cards begin at what people think" in str(analyze(bare, ratings=ratings).grounds)


def test_strengths_that_do_not_settle_are_never_silent():
    """Three camps of twelve that chase one another round in a circle."""
    camps = [[f"n{number}" for number in range(first, first + 12)] for first in (1, 13, 25)]
    items: list[Operation] = [
        AddNode(Node(card, "claim", f"Claim {card}.")) for camp in camps for card in camp
    ]
    pairs = [
        (one, other) for place, camp in enumerate(camps) for one in camp for other in camps[(place + 1) % 3]
    ]
    items += [
        AddRelation(Relation(f"r{number}", "attack", (one,), other))
        for number, (one, other) in enumerate(pairs, 1)
    ]
    debate = replay(items)
    scores = tuple((card, 0.8 if camp is camps[1] else 0.9) for camp in camps for card in camp)
    report = analyze(debate, Settings("mlp", scores=scores))
    record = report.record()
    assert not record["converged"]
    assert record["rounds"] > 0 < record["residual"]
    assert "did not settle" in str(report.unsettled)


def test_hidden_cards_are_seen_nowhere(town):
    hidden, _ = apply(town, EditNode("n4", {"hidden": True}))
    record = json.dumps(analyze(hidden).record())
    assert '"n4"' not in record
    assert "Shops" not in record
    with pytest.raises(ValueError, match="n4"):
        analyze(hidden, Settings(off=("n4",)))


def test_an_empty_map_has_an_empty_report():
    record = analyze(replay([])).record()
    assert (record["positions"], record["labels"], record["cruxes"]) == ([], {}, [])


def test_settings_are_values(town):
    assert replace(Settings(), burden="prove") == Settings(burden="prove")
    assert Settings(off=("n1",)).supposing
    assert not Settings().supposing


def test_a_standard_that_compares_compares_the_strengths_of_the_semantics():
    """One strong reason against two weaker ones: the sum is more, the product of what is left is not."""
    items: list[Operation] = [AddNode(Node("n1", "position", "Yes."))]
    for number, kind in ((2, "support"), (3, "attack")):
        items.append(AddNode(Node(f"n{number}", "claim", f"Claim {number}.")))
        items.append(AddRelation(Relation(f"r{number}", kind, (f"n{number}",), "n1")))
    for number in (4, 5):  # what speaks for the reason
        items.append(AddNode(Node(f"n{number}", "claim", f"Claim {number}.")))
        items.append(AddRelation(Relation(f"r{number}", "support", (f"n{number}",), "n2", weight=0.5)))
    items.append(AddNode(Node("n6", "claim", "Claim 6.")))  # what speaks for the attack
    items.append(AddRelation(Relation("r6", "support", ("n6",), "n3", weight=0.9)))
    debate = replay(items)
    labels = {}
    for semantics in ("qe", "dfquad"):
        strengths = map_strengths(debate, semantics)
        found = analyze(debate, Settings(semantics, standard="preponderance"))
        labels[semantics] = found.labelling.nodes["n1"]
        stronger = strengths.relations["r2"] - strengths.relations["r3"]
        assert labels[semantics] == ("in" if stronger > 1e-9 else "out" if stronger < -1e-9 else "undecided")
    assert len(set(labels.values())) == 2


def test_what_was_tried_once_is_not_tried_again(town):
    report = analyze(town)
    assert report.deciding("n1") is report.deciding("n1")
    assert report.movers("n1") is report.movers("n1")
    assert report.movers("n1")


def test_where_arguments_go_in_too_many_circles_no_chart_is_drawn():
    """Forty against forty, each against each: one trial alone is more than may be done for all."""
    cards = [f"n{number}" for number in range(2, 82)]
    items: list[Operation] = [AddNode(Node("n1", "position", "Yes."))]
    items += [AddNode(Node(card, "claim", f"Claim {card}.")) for card in cards]
    pairs = [(one, other) for one in cards[:40] for other in cards[40:]]
    pairs += [(other, one) for one, other in pairs] + [(card, "n1") for card in cards]
    items += [AddRelation(Relation(f"r{n}", "attack", (one,), other)) for n, (one, other) in enumerate(pairs)]
    report = analyze(replay(items))
    assert report.verdicts[0].strength is not None
    assert report.movers("n1") is None
