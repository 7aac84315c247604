"""Maps told in another way: in plain words, and with groups closed; and the sheets behind groups that are open."""

from __future__ import annotations

import xml.etree.ElementTree as ET

import pytest

from argmap.diagram import Look, render
from argmap.diagram.drawing import plan
from argmap.diagram.inline import inline
from argmap.diagram.retold import closed, simply
from argmap.diagram.words import ENGLISH
from argmap.model import ArgumentMap, Group, Node, Relation, replay
from argmap.model.operations import AddGroup, AddNode, AddRelation
from argmap.model.text import clean
from tests.diagram.geometry import overlapping
from tests.diagram.safety import SVG, assert_safe
from tests.diagram.test_drawing import EVIL
from tests.generated import SHAPES, generated

SIMPLE = Look(layout="tree", view="simple")


def debate(nodes: str, *relations: tuple[str, str, str, str], groups: str = "") -> ArgumentMap:
    """Cards by letter (capitals are positions), relations as (id, kind, premises, target), and the cards of group g1."""
    log = [AddGroup(Group("g1", "Water and land")), AddGroup(Group("g2", "Water", "g1"))] if groups else []
    cards = [
        AddNode(
            Node(
                n,
                "position" if n.isupper() else "claim",
                f"Statement {n}.",
                group="g1" if n in groups else None,
            )
        )
        for n in nodes
    ]
    return replay(
        [*log, *cards, *(AddRelation(Relation(i, kind, tuple(p), t)) for i, kind, p, t in relations)]
    )


def told(made: ArgumentMap) -> set[tuple[str, str, str]]:
    return {(r.kind, "".join(r.premises), r.target) for r in made.relations.values()}


def test_told_simply_premises_argue_one_by_one_and_what_is_said_of_a_step_is_said_to_its_first_card():
    whole = debate(
        "Aabc", ("r1", "support", "ab", "A"), ("r2", "attack", "c", "r1"), ("r3", "attack", "c", "b")
    )
    simple = simply(whole)
    assert told(simple.debate) == {
        ("support", "a", "A"),
        ("support", "b", "A"),
        ("attack", "c", "a"),
        ("attack", "c", "b"),
    }
    assert simple.origin["r2"] == "r2"
    assert sorted(simple.origin.values()).count("r1") == 2
    (note,) = map(str, simple.notes)
    assert note.startswith(
        "Told simply: premises that count only together stand one by one (1), and what is said"
    )


def test_premises_told_one_by_one_stay_together_among_their_siblings():
    whole = debate(
        "Aabcd", ("r1", "support", "ab", "A"), ("r2", "support", "c", "A"), ("r3", "support", "d", "A")
    )
    order = [r.premises[0] for r in simply(whole).debate.incoming("A")]
    assert order == ["a", "b", "c", "d"]


@pytest.mark.parametrize("shape", SHAPES)
def test_told_simply_every_card_is_there_and_no_bar_and_no_undercut(shape: str):
    for seed in range(4):
        whole = generated(seed, 30, shape)
        made = plan(whole, look=SIMPLE)
        assert made.cards.keys() == whole.nodes.keys()
        assert all(link.bar is None for link in made.routes.links)
        assert not made.routes.spots
        assert set(made.routes.heads.values()) <= {"reason", "objection"}
        heads = {card.head for card in made.cards.values()}
        assert heads <= {"Because", "But", "Source", "Position", "Claim", "Question", "Evidence"}
        assert overlapping(made.boxes) == 0


def test_what_is_simple_already_says_nothing_of_being_told_simply():
    assert simply(debate("Aa", ("r1", "support", "a", "A"))).notes == ()


def test_lines_that_do_not_count_stay_light_when_told_simply():
    whole = debate("Aab", ("r1", "support", "ab", "A"))
    made = plan(whole, faint={"r1"}, look=SIMPLE)
    assert [link.faint for link in made.routes.links] == [True, True]


def test_a_closed_group_is_one_card_that_does_what_its_cards_did_to_others():
    whole = debate(
        "Aabcd",
        ("r1", "support", "ab", "A"),  # both in the group: one argument from the group
        ("r2", "attack", "c", "a"),  # against a card of the group
        ("r3", "support", "a", "b"),  # inside it
        ("r4", "attack", "d", "r3"),  # against what is inside it
        ("r5", "support", "a", "A"),  # the same as r1, closed
        groups="ab",
    )
    shut = closed(whole, {"g1"})
    assert shut.counts == {"g1": 2}
    assert told(shut.debate) == {("support", "g1", "A"), ("attack", "c", "g1"), ("attack", "d", "g1")}
    assert shut.debate.nodes["g1"].text == "Water and land"
    assert "g1" not in shut.debate.groups


def test_a_closed_group_says_how_many_cards_it_holds_to_everybody():
    whole = debate("Aab", ("r1", "support", "ab", "A"), groups="ab")
    card = plan(whole, look=Look(layout="tree", closed=frozenset({"g1"}))).cards["g1"]
    assert (card.head, card.source, card.pile) == ("Reason", "2 cards in this group", True)
    assert card.label == "Reason: Water and land. 2 cards in this group. Supports: Statement A."


def test_the_outermost_closed_group_holds_those_in_it_and_a_group_without_cards_is_not_there():
    whole = replay(
        [AddGroup(Group("g9", "Empty")), AddGroup(Group("g1", "Outer")), AddGroup(Group("g2", "Inner", "g1")),
         AddNode(Node("a", "claim", "One.", group="g1")), AddNode(Node("b", "position", "Two.", group="g2"))]
    )  # fmt: skip
    assert closed(whole, {"g1", "g2"}).counts == {"g1": 2}
    inner = closed(whole, {"g2", "g9"})
    assert inner.counts == {"g2": 1}
    assert (inner.debate.nodes["g2"].kind, inner.debate.nodes["g2"].group) == ("position", "g1")
    assert closed(whole, {"g9"}).debate == whole


@pytest.mark.parametrize("shape", SHAPES)
def test_whatever_is_closed_can_be_drawn(shape: str):
    for seed in range(6):
        whole = generated(seed, 40, shape)
        for view in ("full", "simple"):
            made = plan(whole, look=Look(layout="tree", view=view, closed=frozenset(whole.groups)))
            assert overlapping(made.boxes) == 0
            counts = closed(whole.visible(), whole.groups).counts
            assert made.closed == counts.keys()
            assert len(made.cards) == len(whole.visible().nodes) - sum(counts.values()) + len(counts)


def test_behind_an_open_group_lies_a_sheet_with_its_title_and_touches_no_other_card():
    for seed in range(8):
        whole = generated(seed, 40, "mixed")
        for layout in ("tree", "facing"):
            made = plan(whole, look=Look(layout=layout))
            assert {frame.group for frame in made.frames} == {
                n.group for n in whole.nodes.values() if n.group
            }
            for frame in made.frames:
                for node, box in made.boxes.items():
                    inside = box.top < frame.top + frame.height and frame.top < box.bottom
                    if inside and box.left < frame.left + frame.width and frame.left < box.right:
                        assert whole.nodes[node].group == frame.group


def test_on_a_page_a_group_is_closed_at_its_title_and_opened_at_its_card():
    whole = debate("Aab", ("r1", "support", "ab", "A"), groups="ab")

    def svg(**look: frozenset[str]) -> ET.Element:
        made = plan(whole, look=Look(layout="tree", **look))  # type: ignore[arg-type]
        way = "?group={}&closed={}".format
        return ET.fromstring(inline(made, words=ENGLISH, link="?card={}".format, chosen=None, group=way).svg)

    frame = next(each for each in svg().iter("a") if each.get("class") == "frame")
    assert (frame.get("href"), frame.get("aria-label")) == (
        "?group=g1&closed=True",
        "Close the group: Water and land",
    )
    card = next(each for each in svg(closed=frozenset({"g1"})).iter("a") if each.get("id") == "card-g1")
    assert card.get("href") == "?group=g1&closed=False"


def test_nothing_that_is_typed_as_the_title_of_a_group_becomes_markup():
    for title in filter(None, map(clean, EVIL)):
        whole = replay([AddGroup(Group("g1", title)), AddNode(Node("n1", "claim", "One.", group="g1"))])
        for look in (Look(layout="tree"), Look(layout="tree", closed=frozenset({"g1"}))):
            assert_safe(render(whole, look=look).svg)


def test_without_groups_a_picture_has_no_sheets():
    assert "frame" not in {
        each.get("class") for each in ET.fromstring(render(generated(1, 8, "tree")).svg).iter(f"{SVG}g")
    }
