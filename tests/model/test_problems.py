from __future__ import annotations

import pytest

from argmap.messages import Message
from argmap.model import ArgumentMap, Conflict, Node, Problem, apply
from argmap.model.operations import AddNode


def test_a_problem_says_what_is_wrong_and_with_what():
    problem = Problem("'{id}' has no premise.", item="r1", id="r1")
    assert str(problem) == "'r1' has no premise."
    assert problem.message == Message("'{id}' has no premise.", {"id": "r1"})
    assert problem.item == "r1"
    assert Problem("Nothing there.").item is None


def test_a_problem_can_be_said_in_another_language():
    urdu = {"'{id}' has no premise.": "'{id}' کا کوئی مقدمہ نہیں۔"}
    problem = Problem("'{id}' has no premise.", item="r1", id="r1")
    assert problem.message.text(urdu.__getitem__) == "'r1' کا کوئی مقدمہ نہیں۔"


def test_a_conflict_is_a_problem_and_a_problem_a_value_error():
    assert issubclass(Conflict, Problem)
    assert issubclass(Problem, ValueError)


def test_what_people_typed_cannot_break_the_message():
    with pytest.raises(Problem) as refusal:
        apply(ArgumentMap(), AddNode(Node("{id} {0.__class__}" * 50, "claim", "Jobs come.")))
    assert "{0.__class__}" in str(refusal.value)
    assert len(str(refusal.value)) < 200
