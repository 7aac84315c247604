"""Branches of a picture that are closed: counted where they are closed, and nothing else is lost."""

from __future__ import annotations

import re
from collections.abc import Mapping

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from argmap.diagram.drawing import plan
from argmap.diagram.inline import Chip, inline
from argmap.diagram.layout import SCROLLED
from argmap.diagram.look import Look
from argmap.diagram.part import centred, folded, parents
from argmap.diagram.room import Room
from argmap.diagram.words import ENGLISH
from argmap.model import ArgumentMap, Node, Relation, replay
from argmap.model.operations import AddNode, AddRelation
from tests.diagram.geometry import faults
from tests.generated import SHAPES, generated
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


_PLACED = re.compile(
    r'id="more-\w+" [^>]*translate\(([-\d.]+) ([-\d.]+)\)"[^>]*><path[^>]*/><rect width="(\d+)" height="(\d+)"'
)


@pytest.mark.parametrize("look", [Look(), Look(direction="rtl"), Look(layout="facing", density="projector")])
@pytest.mark.parametrize("shape", [*SHAPES, "wide"])
def test_what_leads_to_folded_cards_lies_on_no_card_and_no_line_runs_through_it(shape: str, look: Look):
    for seed in range(3):
        if shape == "wide":
            debate, closed = _wide(), ["n1", "n2", "n3"]
        else:
            debate, closed = generated(seed, 60 if shape == "dense" else 150, shape), ["n3", "n9"]
        part = folded(debate, 1 + seed, closed=closed, room=Room(60, 200, 100_000))
        made = plan(part.debate, SCROLLED if look.layout == "auto" else None, look=look, more=part.more)
        # However many are counted: what they say is wider than the space between two columns.
        chips = {card: Chip("+1,234,567", "+1,234,567 more", "", "#") for card in part.more}
        drawn = inline(made, words=ENGLISH, link=str, chosen=None, chips=chips).svg
        places = [tuple(map(float, each)) for each in _PLACED.findall(drawn)]
        assert len(places) == len(part.more) > 0
        for left, top, wide, high in places:
            assert not [
                card
                for card, box in made.boxes.items()
                if left < box.right and box.left < left + wide and top < box.bottom and box.top < top + high
            ]
            for link in made.routes.links:
                for line in link.lines:
                    inside = [
                        (x, y) for x, y in line.points(40) if left < x < left + wide and top < y < top + high
                    ]
                    assert not inside, link.relation
        assert faults(made).overlapping == 0


def _wide() -> ArgumentMap:
    """Very many cards that answer one, two levels deep."""
    cards = [
        AddNode(Node("n1", "position", "Yes.")),
        *(AddNode(Node(f"n{n}", "claim", f"Reason {n}.")) for n in range(2, 200)),
    ]
    return replay([*cards, *(
        AddRelation(Relation(f"r{n}", "support", (f"n{n}",), "n1" if n < 90 else f"n{n % 9 + 2}")) for n in range(2, 200)
    )])  # fmt: skip


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
