from __future__ import annotations

from dataclasses import FrozenInstanceError
from typing import Any

import pytest
from hypothesis import given

from argmap.model import ArgumentMap, Node, apply, replay
from argmap.model.map import by_age, targets_first
from argmap.model.operations import AddNode, EditMap, EditNode, EditRelation, Hide
from tests.strategies import assert_invariants, maps
from tests.written import written


def deal() -> ArgumentMap:
    return written(
        "n1 position The deal goes ahead.",
        "n2 claim Jobs come.",
        "n10 claim The water runs dry.",
        "r1 n2 support n1",
        "r10 n10 attack n1",
        "r2 n10,n2 attack n1",
        "r3 n10 attack r1",
    )


def test_incoming_relations_stand_by_rank_and_then_the_older_first():
    assert [r.id for r in deal().incoming("n1")] == ["r1", "r2", "r10"]
    assert [r.id for r in deal().incoming("r1")] == ["r3"]
    ranked = replay([EditRelation("r1", {"rank": "i"}), EditRelation("r2", {"rank": "9"})], deal())
    assert [r.id for r in ranked.incoming("n1")] == ["r10", "r2", "r1"]


def test_outgoing_relations_stand_the_oldest_first():
    assert [r.id for r in deal().outgoing("n10")] == ["r2", "r3", "r10"]
    assert deal().outgoing("n1") == []
    assert deal().outgoing("nothing") == []


def test_an_item_is_found_by_its_id_whatever_it_is():
    item = deal().item("r1")
    assert item is not None
    assert item.id == "r1"
    assert deal().item("n3") is None


def test_ids_are_given_in_sequence():
    assert by_age(["n10", "n2", "n1"]) == ["n1", "n2", "n10"]


def test_equality_is_of_what_is_said_not_of_when_and_how_often():
    one = replay([AddNode(Node("n1", "claim", "Jobs come.")), AddNode(Node("n2", "claim", "Work comes."))])
    two = replay(
        [AddNode(Node("n2", "claim", "Work comes.", version=5)), AddNode(Node("n1", "claim", "Jobs come."))]
    )
    assert one == two
    assert one != replay([EditNode("n1", {"origin": "added"})], one)
    assert one != replay([EditMap({"language": "ur"})], one)
    assert one != replay([EditMap({"foreign": {"argdown": {"title": "Reko Diq"}}})], one)
    assert one != "a map"
    with pytest.raises(TypeError):
        hash(one)


def test_nothing_of_a_map_can_be_written_to_from_outside():
    debate: Any = deal()
    with pytest.raises(TypeError):
        debate.nodes["n3"] = debate.nodes["n1"]
    with pytest.raises(FrozenInstanceError):
        debate.nodes["n1"].text = "No deal."
    with pytest.raises(AttributeError):
        debate.anything = 1


def test_a_copy_is_a_map_of_its_own():
    one = deal()
    two = one.copy()
    two._drop(two.relations["r3"])
    assert "r3" in one.relations
    assert list(one.referrers("r1")) == ["r3"]
    assert list(two.referrers("r1")) == []


def test_a_card_is_called_by_its_title_or_else_its_text():
    assert Node("n1", "claim", "Jobs come.", title="Jobs").name == "Jobs"
    assert Node("n1", "claim", "Jobs come.").name == "Jobs come."


def test_what_is_hidden_takes_its_arguments_along():
    shown = replay([Hide("n2")], deal()).visible()
    assert set(shown.nodes) == {"n1", "n10"}
    # r1 and r2 rest on the hidden card, r2 with another; r3 is aimed at r1.
    assert set(shown.relations) == {"r10"}
    assert set(replay([Hide("n1")], deal()).visible().relations) == set()


@given(maps())
def test_the_visible_map_is_the_greatest_one_without_hidden_cards(debate: ArgumentMap):
    before = debate.copy()
    shown = debate.visible()
    assert debate == before
    assert_invariants(shown)
    assert not any(node.hidden for node in shown.nodes.values())
    assert set(debate.nodes) - set(shown.nodes) == {i for i, node in debate.nodes.items() if node.hidden}
    for relation in debate.relations.values():
        ends = {*relation.premises, relation.target}
        there = all(shown.item(end) is not None for end in ends)
        assert (relation.id in shown.relations) == there
    for quote in debate.quotes.values():
        assert (quote.id in shown.quotes) == (quote.node in shown.nodes)
    for identifier in {*debate.sources, *debate.groups} - {*shown.sources, *shown.groups}:
        assert debate.referrers(identifier)  # by what is hidden: nothing that is shown refers to what is gone
    assert (shown.language, shown.foreign) == (debate.language, debate.foreign)
    assert (shown is debate) == (len(shown.nodes) == len(debate.nodes))


@given(maps())
def test_targets_come_first(debate: ArgumentMap):
    order = [relation.id for relation in targets_first(debate.relations)]
    assert sorted(order) == sorted(debate.relations)
    for relation in debate.relations.values():
        if relation.target in debate.relations:
            assert order.index(relation.target) < order.index(relation.id)


def test_the_map_says_how_much_it_holds():
    assert repr(deal()) == "<ArgumentMap: 3 nodes, 4 relations>"


def test_a_changed_map_shares_nothing_that_the_next_change_could_reach():
    one = deal()
    list(one.referrers("n1"))
    two, _ = apply(one, EditRelation("r10", {"target": "n2"}))
    three, _ = apply(two, EditRelation("r10", {"target": "r1"}))
    assert [r.id for r in one.incoming("n1")] == ["r1", "r2", "r10"]
    assert [r.id for r in two.incoming("n2")] == ["r10"]
    assert [r.id for r in three.incoming("r1")] == ["r3", "r10"]
