from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from argmap.model import ArgumentMap, Problem, apply, replay
from argmap.model.map import Node
from argmap.model.operations import AddNode, AddQuote, Batch, EditNode, EditQuote, Operation
from argmap.model.records import DEEPEST, TYPES, operation, plain, record
from tests import strategies


def through_json(value: Operation) -> Operation:
    return operation(json.loads(json.dumps(record(value))))


@given(strategies.maps(), st.data())
def test_every_operation_and_its_inverse_come_back_as_they_were(debate: ArgumentMap, data):
    made = data.draw(strategies.operations(debate))
    try:
        changed, inverse = apply(debate, made)
    except Problem:
        return
    assert through_json(made) == made
    assert apply(debate, through_json(made))[0] == changed
    assert through_json(inverse) == inverse
    assert apply(changed, through_json(inverse))[0] == debate


@given(strategies.maps())
def test_a_map_comes_back_from_its_records(debate: ArgumentMap):
    from argmap.model import building

    made = replay(operation(json.loads(json.dumps(record(each)))) for each in building(debate))
    assert made == debate
    assert [node.version for node in made.nodes.values()] == [node.version for node in debate.nodes.values()]


def test_there_is_a_record_for_every_operation():
    from typing import get_args

    assert set(TYPES.values()) == set(get_args(Operation))


@pytest.mark.parametrize(
    ("value", "said"),
    [
        (None, "An operation is an object"),
        (["AddNode"], "An operation is an object"),
        ({}, "'None' is no type"),
        ({"type": ["AddNode"]}, "is no type of operation"),
        ({"type": "Explode"}, "'Explode' is no type"),
        ({"type": "__class__"}, "is no type of operation"),
        ({"type": "RemoveNode"}, "RemoveNode needs the field 'id'"),
        ({"type": "RemoveNode", "id": 4}, "The field 'id' of RemoveNode has to be a text"),
        ({"type": "RemoveNode", "id": "n1", "branch": True}, "RemoveNode has no field 'branch'"),
        ({"type": "Hide", "id": "n1", "hidden": 1}, "has to be true or false"),
        ({"type": "EditNode", "id": "n1", "changes": []}, "has to be an object"),
        ({"type": "AddNode", "node": {"id": "n1", "kind": "claim"}}, "Node needs the field 'text'"),
        ({"type": "AddNode", "node": "n1"}, "has to be an object"),
        (
            {"type": "AddNode", "node": {"id": "n1", "kind": "claim", "text": "A.", "tags": "x"}},
            "has to be a list of texts",
        ),
        (
            {
                "type": "AddRelation",
                "relation": {"id": "r", "kind": "support", "premises": ["a"], "target": "b", "weight": True},
            },
            "has to be a number",
        ),
        ({"type": "Batch", "operations": {}}, "A Batch has the field 'operations'"),
        ({"type": "Batch", "operations": [7]}, "An operation is an object"),
    ],
)
def test_what_is_no_operation_is_refused_with_the_reason(value: Any, said: str):
    with pytest.raises(Problem, match=said):
        operation(value)


def test_batches_stand_only_so_deep_in_one_another():
    deep: dict[str, Any] = {"type": "RemoveNode", "id": "n1"}
    for _ in range(DEEPEST):
        deep = {"type": "Batch", "operations": [deep]}
    assert isinstance(operation(deep), Batch)
    with pytest.raises(Problem, match="deep in one another"):
        operation({"type": "Batch", "operations": [{"type": "Batch", "operations": [deep]}]})


def test_lists_in_changes_become_what_a_card_holds():
    made = operation({"type": "EditNode", "id": "n1", "changes": {"tags": ["a", "b"], "title": None}})
    assert made == EditNode("n1", {"tags": ("a", "b"), "title": None})
    card = replay([AddNode(Node("n1", "claim", "A."))])
    assert apply(card, made)[0].nodes["n1"].tags == ("a", "b")


def test_a_whole_number_may_be_written_with_a_point():
    quote = {"id": "q1", "node": "n1", "source": "s1", "exact": "A.", "start": 2.0, "end": 3}
    made = operation({"type": "AddQuote", "quote": quote})
    assert isinstance(made, AddQuote)
    assert (made.quote.start, type(made.quote.start)) == (2, int)
    edit = operation({"type": "EditQuote", "id": "q1", "changes": {"end": 4.0}, "was": {"version": 1.0}})
    assert isinstance(edit, EditQuote)
    assert type(edit.changes["end"]) is type((edit.was or {})["version"]) is int
    with pytest.raises(Problem, match="a whole number"):
        operation({"type": "AddQuote", "quote": quote | {"start": 2.5}})


def test_only_what_is_set_is_said():
    assert plain(Node("n1", "claim", "A.", version=3)) == {
        "id": "n1",
        "kind": "claim",
        "text": "A.",
        "rank": "",
        "version": 3,
    }
