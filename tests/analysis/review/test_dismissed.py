"""What people have said is fine stands on the map, and travels with it."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from argmap import formats
from argmap.analysis.review import RULES, Reviewed, review, reviewed
from argmap.analysis.review.dismissed import dismissed, mark, meant
from argmap.model import ArgumentMap, Problem, apply, replay
from argmap.model.operations import EditNode, Hide
from tests.strategies import maps
from tests.written import written


def passed(debate: ArgumentMap, rule: str, on: str) -> ArgumentMap:
    """The map on which somebody has said that a finding is fine."""
    card, tag = mark(debate, rule, on)
    tags = dict.fromkeys((*debate.nodes[card].tags, tag))
    return apply(debate, EditNode(card, {"tags": tuple(tags)}))[0]


def town() -> ArgumentMap:
    return written(
        "n1 question What about the cars?",
        "n2 position Cars should leave the town.",
        "n3 claim Choosing clothes takes much too long every morning.",
        "n4 claim Every street would be quiet at night.",
        "n5 claim Streets at night are loud because lorries pass.",
        "r1 n4 support n2",
        "r2 n3,n5 support n4",
    )


def pairs(found: Reviewed) -> tuple[set[tuple[str, str]], set[tuple[str, str]]]:
    return {(each.rule, each.on) for each in found.open}, {(each.rule, each.on) for each in found.fine}


def test_what_is_fine_is_left_out_and_can_be_listed():
    debate = town()
    before, nothing = pairs(reviewed(debate))
    assert nothing == set()
    assert ("unsupported-claim", "n3") in before
    after = passed(debate, "unsupported-claim", "n3")
    still, fine = pairs(reviewed(after))
    assert fine == {("unsupported-claim", "n3")}
    assert still == before - fine
    assert {(each.rule, each.on) for each in review(after)} == still


def test_what_is_passed_in_is_left_out_too():
    debate = passed(town(), "unsupported-claim", "n3")
    one, *_ = review(debate)
    _, fine = pairs(reviewed(debate, fine=[(one.rule, one.on)]))
    assert fine == {("unsupported-claim", "n3"), (one.rule, one.on)}


def test_of_an_argument_it_is_said_on_its_first_premise():
    debate = town()
    assert mark(debate, "rabbit", "r2") == ("n3", "fine:rabbit")
    assert dismissed(passed(debate, "rabbit", "r2")) == {("rabbit", "n3"), ("rabbit", "r2")}
    # The second premise says nothing about the argument.
    assert dismissed(passed(debate, "rabbit", "n5")) == {("rabbit", "n5")}


def test_of_the_whole_map_it_is_said_on_the_question_else_on_the_first_position_else_on_the_first_card():
    debate = town()
    assert mark(debate, "one-sided", "") == ("n1", "fine:one-sided")
    assert ("one-sided", "") in dismissed(passed(debate, "one-sided", ""))
    hidden, _ = apply(debate, Hide("n1"))
    assert mark(hidden, "one-sided", "") == ("n2", "fine:one-sided")
    assert mark(written("n1 claim A.", "n2 claim B."), "one-sided", "")[0] == "n1"
    with pytest.raises(Problem):
        mark(ArgumentMap(), "one-sided", "")


@pytest.mark.parametrize(
    ("rule", "on"),
    [
        ("no-rule", "n3"),
        ("", "n3"),
        ("fine:rabbit", "n3"),
        ("rabbit", "n99"),
        ("rabbit", "\x00<b>"),
        ("rabbit", " "),
    ],
)
def test_unknown_rules_and_items_are_refused_in_words(rule: str, on: str):
    with pytest.raises(Problem) as refused:
        mark(town(), rule, on)
    said = str(refused.value)
    assert said.endswith(".")
    assert said.isprintable()


def test_a_hidden_card_is_not_there():
    debate, _ = apply(passed(town(), "unsupported-claim", "n3"), Hide("n3"))
    assert dismissed(debate) == frozenset()
    with pytest.raises(Problem):
        mark(debate, "unsupported-claim", "n3")


def test_tags_of_people_and_of_unknown_rules_say_nothing():
    tags = ("fine:wine", "fine:", "fine", "Fine:rabbit")
    debate = replay([EditNode("n3", {"tags": tags})], town())
    assert dismissed(debate) == frozenset()
    assert [meant(each) for each in tags] == [None] * 4


@given(maps(), st.sampled_from(sorted(RULES)), st.data())
def test_saying_it_and_taking_it_back(debate: ArgumentMap, rule: str, data: st.DataObject):
    shown = debate.visible()
    if not shown.nodes:
        return
    on = data.draw(st.sampled_from(["", *sorted(shown.nodes), *sorted(shown.relations)]))
    card, tag = mark(debate, rule, on)
    before = debate.nodes[card].tags
    if tag in before or len(before) >= 100:
        return
    after = passed(debate, rule, on)
    assert (rule, on) in dismissed(after)
    assert mark(after, rule, on) == (card, tag)
    again, _ = apply(after, EditNode(card, {"tags": before}))
    assert (rule, on) not in dismissed(again)
    assert dismissed(again) == dismissed(debate)


@pytest.mark.parametrize("name", ["json", "argdown"])
def test_it_travels_in_every_format(name: str):
    debate = town()
    for found in review(debate):
        debate = passed(debate, found.rule, found.on)
    debate = passed(passed(debate, "rabbit", "r2"), "contested", "")
    assert review(debate) == []
    text, losses = formats.dump(debate, name)
    assert list(losses) == []
    read, report = formats.load(text, name)
    assert list(report) == []
    before, after = reviewed(debate), reviewed(read)
    said = [(each.rule, str(each.message)) for each in before.fine]
    assert len(said) >= 3
    assert [(each.rule, str(each.message)) for each in after.fine] == said
    assert after.open == ()
    assert sum(rule == "rabbit" for rule, _ in dismissed(read)) == 2
    assert ("contested", "") in dismissed(read)
