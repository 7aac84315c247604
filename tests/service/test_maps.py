from __future__ import annotations

import json
from dataclasses import replace

import pytest
from hypothesis import HealthCheck, given, settings

from argmap import formats
from argmap.model import Problem, replay
from argmap.model.map import Node
from argmap.model.operations import AddNode, EditNode
from argmap.service import bundled, maps, sharing
from argmap.service.shelf import MOST_CARDS, Shelf
from tests import strategies


def test_a_map_is_made_from_a_question_and_positions(shelf: Shelf):
    made = maps.make(shelf, " Should cars  leave? ", ["Yes.", "", "  ", "No."])
    access = sharing.enter(shelf, made.map, made.edit_key)
    held = shelf.read(access)
    assert [(node.id, node.kind, node.text) for node in held.debate.nodes.values()] == [
        ("n1", "question", "Should cars leave?"),
        ("n2", "position", "Yes."),
        ("n3", "position", "No."),
    ]
    assert (access.role, held.revision, held.number) == ("edit", 1, 3)


def test_positions_in_which_nothing_can_be_seen_are_left_out(shelf: Shelf):
    made = maps.make(shelf, "Why?", ["", " ", "\x00", "Yes."])
    assert [node.text for node in made.debate.nodes.values()] == ["Why?", "Yes."]
    assert not made.notes


@pytest.mark.parametrize(
    ("question", "positions", "said"),
    [
        ("", [], "The question: There is no text yet"),
        ("Why?", ["x" * 10_001], "Position 1: This text has 10,001 characters"),
        ("Why?", ["Yes."] * 21, "There are 21 positions"),
    ],
)
def test_what_makes_no_map_is_refused(shelf: Shelf, question: str, positions: list[str], said: str):
    with pytest.raises(Problem, match=said):
        maps.make(shelf, question, positions)


@settings(max_examples=30, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(strategies.maps())
def test_every_map_is_put_on_the_shelf_as_it_is(shelf: Shelf, debate):
    made = maps.put(shelf, debate)
    fresh = Shelf(shelf.database)  # nothing of it in memory
    held = fresh.read(sharing.enter(fresh, made.map, made.edit_key))
    assert held.debate == debate
    assert all(node.version == 1 for node in held.debate.nodes.values())


def test_numbers_go_on_after_those_of_a_map_that_was_brought(shelf: Shelf):
    text = json.dumps({"nodes": [{"id": "n41", "text": "Yes."}, {"id": "x", "text": "No."}], "relations": []})
    made, report = maps.bring(shelf, text, "json", None)
    assert not report.losses
    assert shelf.read(sharing.enter(shelf, made.map, made.edit_key)).number == 41


def test_what_holds_no_map_is_refused(shelf: Shelf):
    with pytest.raises(formats.Unreadable, match="no card"):
        maps.bring(shelf, "// only a remark\n", "argdown", None)
    with pytest.raises(formats.Unreadable):
        maps.bring(shelf, "{", "json", None)


def test_a_map_that_is_too_large_is_refused(shelf: Shelf):
    nodes = [AddNode(Node(f"n{n}", "claim", "Yes.")) for n in range(MOST_CARDS + 1)]
    with pytest.raises(Problem, match="10,001 cards"):
        maps.put(shelf, replay(nodes))


def test_a_copy_is_a_map_of_its_own_without_what_was_hidden(shelf: Shelf):
    bundled_access = sharing.enter(shelf, bundled.OPENING, None)
    made = maps.copy(shelf, bundled_access)
    assert made.debate == bundled.maps()[bundled.OPENING].debate
    start = replay(
        [AddNode(Node("n1", "claim", "Seen.")), AddNode(Node("n2", "claim", "Hidden.", hidden=True))]
    )
    first = maps.put(shelf, start)
    second = maps.copy(shelf, sharing.enter(shelf, first.map, first.view_key))
    assert list(second.debate.nodes) == ["n1"]
    assert second.map != first.map
    with pytest.raises(LookupError):
        sharing.enter(shelf, second.map, first.edit_key)


def test_versions_begin_anew(shelf: Shelf):
    start = replay([EditNode("n1", {"text": "Later."})], replay([AddNode(Node("n1", "claim", "First."))]))
    assert start.nodes["n1"].version == 2
    huge = replay([AddNode(replace(start.nodes["n1"], version=10**30))])
    assert maps.put(shelf, huge).debate.nodes["n1"].version == 1
