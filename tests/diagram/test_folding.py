"""Branches of a picture that are closed: counted where they are closed, and nothing else is lost."""

from __future__ import annotations

from collections.abc import Mapping

from hypothesis import given, settings
from hypothesis import strategies as st

from argmap.diagram.part import centred, folded, parents
from argmap.diagram.room import Room
from argmap.model import ArgumentMap, Node, Relation, replay
from argmap.model.operations import AddNode, AddRelation
from tests.strategies import maps

TREE = (
    "n1 position Yes.",
    "n2 claim Below one.",
    "n3 claim Below two.",
    "n4 claim Below three.",
    "n5 claim Beside two.",
)


def tree() -> ArgumentMap:
    return replay([
        *(AddNode(Node(each.split()[0], each.split()[1], each.split(" ", 2)[2])) for each in TREE),
        AddRelation(Relation("r1", "support", ("n2",), "n1")),
        AddRelation(Relation("r2", "support", ("n3",), "n2")),
        AddRelation(Relation("r3", "attack", ("n4",), "n3")),
        AddRelation(Relation("r4", "support", ("n5",), "n1")),
    ])  # fmt: skip


def test_a_closed_branch_is_counted_where_it_is_closed():
    part = folded(tree(), 9, closed=["n2"])
    assert set(part.debate.nodes) == {"n1", "n2", "n5"}
    assert part.more == {"n2": 2}
    assert not part.full


def test_a_card_to_keep_opens_what_it_stands_in_and_its_own_branch_stays_closed():
    assert set(folded(tree(), 9, ["n3"], closed=["n2"]).debate.nodes) == {"n1", "n2", "n3", "n4", "n5"}
    part = folded(tree(), 9, ["n3"], closed=["n3"])
    assert set(part.debate.nodes) == {"n1", "n2", "n3", "n5"}
    assert part.more == {"n3": 1}


def test_a_closed_branch_stays_closed_around_a_card():
    part = centred(tree(), "n1", 3, Room(100, 100, 10_000), ["n2"])
    assert set(part.debate.nodes) == {"n1", "n2", "n5"}
    assert part.more == {"n2": 2}
    # The way to the card in the middle stays.
    part = centred(tree(), "n3", 1, Room(100, 100, 10_000), ["n2"])
    assert set(part.debate.nodes) == {"n2", "n3", "n4"}


@settings(deadline=None, max_examples=40)
@given(maps(), st.data())
def test_whatever_is_closed_every_card_is_shown_or_counted_once_and_every_argument_is_whole(
    debate: ArgumentMap, data: st.DataObject
):
    debate = debate.visible()
    closed = data.draw(st.lists(st.sampled_from(sorted(debate.nodes)), max_size=4)) if debate.nodes else []
    part = folded(debate, 99, closed=closed)
    assert len(part.debate.nodes) + sum(part.more.values()) <= len(debate.nodes)
    assert set(part.more) <= set(part.debate.nodes)
    above = parents(debate)
    assert all(card in closed or _closed_above(card, above, closed) for card in part.more)
    for relation in part.debate.relations.values():
        assert relation.premises == debate.relations[relation.id].premises


def _closed_above(card: str, above: Mapping[str, str], closed: list[str]) -> bool:
    at: str | None = card
    while at is not None:
        if at in closed:
            return True
        at = above.get(at)
    return False
