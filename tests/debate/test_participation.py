from __future__ import annotations

import pytest

from argmap.debate.ownership import taken_back
from argmap.debate.participation import Count, counts, latest, most_answered, unanswered
from argmap.model import ArgumentMap, Node, Relation, apply
from argmap.model.operations import (
    AddNode,
    AddRelation,
    Batch,
    EditNode,
    EditRelation,
    Hide,
    Merge,
    Move,
    Operation,
    RemoveNode,
)

Entry = tuple[str | None, Operation]


def added(
    number: int, author: str | None, target: str | None = None, kind: str = "claim", sign: str = "support"
) -> Operation:
    node = AddNode(Node(f"n{number}", kind, f"Words {number}.", author=author))
    if target is None:
        return node
    return Batch((node, AddRelation(Relation(f"r{number}", sign, (f"n{number}",), target, rank="1"))))


LOG: list[Entry] = [
    (None, Batch((added(1, None, kind="question"), added(2, None, kind="position")))),
    ("ada", added(3, "ada", "n2")),
    ("ada", added(4, "ada", "n3", kind="evidence")),  # evidence for her own: no answer to anybody
    ("ben", added(5, "ben", "n3", sign="attack")),
    ("ben", added(6, "ben", "r4", sign="attack")),
    ("cleo", added(7, "cleo")),
    ("cleo", EditRelation("r5", {"premises": ("n5", "n7")})),  # linked with Ben's
    ("ben", EditNode("n5", {"text": "Better words."})),
    ("ben", Batch((EditNode("n5", {"title": "T"}), EditNode("n5", {"title": None})))),
    ("ben", EditNode("n5", {"rank": "3"})),  # room, no edit
    ("dan", added(8, "dan", "n2")),
    ("dan", RemoveNode("n8")),
    ("eve", added(9, "eve", "n2")),
    ("fay", added(10, "fay", "n2")),
    (None, Merge("n3", "n9")),
    (None, Hide("n10")),
]


def played(log: list[Entry]) -> ArgumentMap:
    debate = ArgumentMap()
    for _, operation in log:
        debate, _ = apply(debate, operation)
    return debate


def test_who_did_how_much():
    assert counts(LOG, played(LOG)) == {
        "ada": Count(cards=2, answers=1, evidence=1, edits=0),
        "ben": Count(cards=2, answers=2, evidence=0, edits=2),
        "cleo": Count(cards=1, answers=1, evidence=0, edits=1),
        "dan": Count(cards=0, answers=0, evidence=0, edits=1),  # what he deleted does not count
        "eve": Count(cards=1, answers=0, evidence=0, edits=0),  # merged into Ada's, it still counts
        "fay": Count(cards=1, answers=1, evidence=0, edits=0),  # hidden, it still counts
    }


def test_an_empty_room():
    assert counts([], ArgumentMap()) == {}
    assert latest(ArgumentMap()) == unanswered(ArgumentMap()) == []
    assert most_answered(ArgumentMap()) == []


def test_a_card_taken_back_counts_no_more():
    debate = played(LOG)
    back = taken_back(debate, "n3", "(taken back)")
    debate, _ = apply(debate, back)
    found = counts([*LOG, ("ada", back)], debate)
    assert found["ada"] == Count(cards=1, answers=0, evidence=1, edits=1)
    assert "n3" not in {node.id for node in latest(debate)}


def test_the_wall_shows_the_newest_first():
    assert [node.id for node in latest(played(LOG))] == ["n7", "n6", "n5", "n4", "n3", "n2"]
    assert [node.id for node in latest(played(LOG), most=2)] == ["n7", "n6"]


def test_n10_is_newer_than_n9():
    log: list[Entry] = [("ada", added(number, "ada")) for number in (9, 10)]
    assert [node.id for node in latest(played(log))] == ["n10", "n9"]


def test_the_wall_shows_what_is_answered_most():
    found = [(node.id, number) for node, number in most_answered(played(LOG))]
    assert found == [("n3", 2), ("n2", 1), ("n4", 1)]
    assert most_answered(played(LOG), most=1)[0][0].id == "n3"


def test_the_wall_shows_who_waits_for_an_answer():
    assert [node.id for node in unanswered(played(LOG))] == ["n5", "n6", "n7"]
    assert [node.id for node in unanswered(played(LOG), most=1)] == ["n5"]


def test_what_is_hidden_is_on_no_wall_and_answers_nobody():
    debate = played([*LOG, (None, Hide("n5")), (None, Hide("n7")), (None, Hide("n6"))])
    assert {node.id for node in latest(debate)} == {"n2", "n3", "n4"}
    assert [node.id for node in unanswered(debate)] == ["n4"]


@pytest.mark.parametrize("operation", [Move("r3", rank="2"), Move("r3", "n1")])
def test_moving_counts_as_an_edit(operation):
    assert counts([*LOG, ("ada", operation)], played([*LOG, ("ada", operation)]))["ada"].edits == 1
