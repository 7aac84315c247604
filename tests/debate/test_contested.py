"""Which points are contested: counted, never judged."""

from __future__ import annotations

from argmap.debate.contested import Contested, contested
from argmap.model import ArgumentMap, Node, Relation, replay
from argmap.model.operations import AddNode, AddRelation, Hide


def debate(*relations: tuple[str, str, str]) -> ArgumentMap:
    """A position p and cards a..f; each relation as kind, premise and target."""
    cards = [AddNode(Node("p", "position", "Yes."))] + [
        AddNode(Node(each, "claim", f"Card {each}.")) for each in "abcdef"
    ]
    links = [
        AddRelation(Relation(f"r{n}", kind, (premise,), target))
        for n, (kind, premise, target) in enumerate(relations)
    ]
    return replay([*cards, *links])


def test_a_map_without_objections_has_no_contested_point():
    assert contested(debate(("support", "a", "p"))) == ()


def test_those_come_first_whose_arguments_find_their_equal():
    made = debate(
        ("attack", "a", "p"),
        ("support", "b", "a"),
        ("attack", "c", "a"),
        ("attack", "d", "b"),
        ("attack", "e", "b"),
    )
    assert contested(made) == (Contested("a", 1, 1), Contested("b", 0, 2), Contested("p", 0, 1))


def test_of_equals_the_more_evenly_matched_comes_first():
    """Three for and one against is less of a dispute than one and one; what nobody defends comes last."""
    made = debate(
        ("support", "a", "p"),
        ("support", "b", "p"),
        ("support", "c", "p"),
        ("attack", "d", "p"),
        ("support", "e", "d"),
        ("attack", "f", "d"),
        ("attack", "d", "c"),
    )
    assert contested(made) == (Contested("d", 1, 1), Contested("p", 3, 1), Contested("c", 0, 1))


def test_an_undercut_counts_against_the_card_whose_link_it_cuts():
    assert contested(debate(("support", "a", "p"), ("attack", "b", "r0"))) == (Contested("a", 0, 1),)


def test_what_is_hidden_does_not_count():
    made = debate(("attack", "a", "p"))
    hidden = replay([Hide("a", hidden=True)], made)
    assert contested(hidden) == ()
