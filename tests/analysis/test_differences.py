"""What changed the verdict between two revisions."""

from __future__ import annotations

from random import Random

from argmap.analysis.differences import Cause, difference
from argmap.analysis.labelling import label
from argmap.model import Node, Relation, replay
from argmap.model.operations import (
    AddNode,
    AddRelation,
    EditNode,
    Hide,
    Operation,
    RemoveNode,
    RemoveRelation,
)
from tests.analysis.structures import structure
from tests.written import written

OLD = written("n1 position Yes.", "n2 claim Jobs.", "n3 claim Water.", "r1 n2 support n1", "n4 claim Pumps.")


def _told(*operations: Operation, **rules: str) -> list[str]:
    return [str(change.message) for change in difference(OLD, replay(operations, OLD), **rules).positions]


def test_what_was_added_removed_hidden_or_edited_is_responsible():
    assert _told() == []
    assert _told(AddRelation(Relation("r2", "attack", ("n3",), "n1"))) == [
        "“Yes.” stood before and is open now, because “Water.” was added."
    ]
    assert _told(RemoveNode("n2")) == ["“Yes.” stood before and is open now, because “Jobs.” was taken away."]
    assert _told(Hide("n2")) == _told(RemoveRelation("r1")) == _told(RemoveNode("n2"))
    assert _told(EditNode("n2", {"tags": ("agreed",)}), burden="prove") == [
        "“Yes.” did not stand before and stands now, because “Jobs.” was changed."
    ]


def test_the_cause_may_lie_further_back_and_what_does_not_bear_on_it_is_left_out():
    added: list[Operation] = [
        AddNode(Node("n5", "claim", "Dust.")), AddRelation(Relation("r2", "attack", ("n5",), "n2")),
        AddNode(Node("n6", "claim", "Other.")), AddRelation(Relation("r3", "attack", ("n6",), "n4")),
        EditNode("n1", {"text": "Yes!"}),
    ]  # fmt: skip
    (change,) = difference(OLD, replay(added, OLD)).positions
    assert change.causes == (Cause("r2", "added", ("n5",)),)
    assert (change.before, change.after) == ("in", "undecided")


def test_positions_come_and_go():
    assert _told(AddNode(Node("n5", "position", "No."))) == ["“No.” is new, and open."]
    assert _told(RemoveNode("n1")) == ["“Yes.” was removed."]


def test_several_causes():
    attacks: list[Operation] = [AddRelation(Relation(f"r{i}", "attack", (f"n{i}",), "n1")) for i in (3, 4)]
    assert _told(*attacks) == [
        "“Yes.” stood before and is open now, because “Water.” was added and “Pumps.” was added."
    ]
    more: list[Operation] = [
        AddNode(Node("n5", "claim", "X.")),
        AddRelation(Relation("r5", "attack", ("n5",), "n1")),
    ]
    assert _told(*attacks, *more) == [
        "“Yes.” stood before and is open now, because “Water.” was added, and because of 2 other changes."
    ]


def test_every_changed_verdict_has_a_cause_and_every_changed_label_is_given():
    changed = 0
    for seed in range(1500):
        random = Random(seed)
        old = structure(random)
        operations = [RemoveNode(card) for card in old.nodes if random.random() < 0.15]
        new = replay(operations, old)
        for burden in ("presume", "prove"):
            found = difference(old, new, burden=burden)
            before, after = label(old, burden=burden), label(new, burden=burden)
            both = ({**side.nodes, **side.relations} for side in (before, after))
            was, now = both
            assert found.labels == {
                i: (was.get(i), now.get(i)) for i in {**was, **now} if was.get(i) != now.get(i)
            }
            for change in found.positions:
                assert change.causes, (seed, change)
                changed += change.after is not None
    assert changed > 30
