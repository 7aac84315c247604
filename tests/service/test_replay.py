"""How a debate grew: in the order in which its cards came, and nothing that cannot be seen now."""

from __future__ import annotations

from datetime import UTC, datetime

from hypothesis import given, settings

from argmap.model import ArgumentMap, Node, Relation, replay
from argmap.model.operations import AddNode, AddRelation, Batch, Hide, RemoveNode
from argmap.service import bundled, sharing
from argmap.service.numbers import Numbers
from argmap.service.replay import grown, growth
from argmap.service.sharing import Access
from argmap.service.shelf import Outcome, Press, Shelf
from argmap.store.history import Birth
from tests.strategies import maps

AT = datetime(2026, 3, 1, tzinfo=UTC)


def birth(revision: int) -> Birth:
    return Birth(revision, AT, f"p{revision}")


def village() -> ArgumentMap:
    return replay([
        AddNode(Node("n1", "position", "Yes.")),
        AddNode(Node("n2", "claim", "Less noise.")),
        AddNode(Node("n3", "claim", "Cleaner air.")),
        AddNode(Node("n4", "position", "No.")),
        AddRelation(Relation("r1", "support", ("n2",), "n1")),
        AddRelation(Relation("r2", "support", ("n3",), "n1")),
    ])  # fmt: skip


def test_without_a_history_the_positions_come_first_and_then_the_argument():
    assert [step.cards for step in grown(village(), {}).steps] == [("n1",), ("n4",), ("n2",), ("n3",)]


def test_cards_come_as_they_were_added_with_who_added_them():
    known = {"n1": birth(1), "n4": birth(1), "n3": birth(2), "r2": birth(2), "n2": birth(5), "r1": birth(5)}
    steps = grown(village(), known).steps
    assert [(step.cards, step.author) for step in steps] == [
        (("n1",), "p1"), (("n4",), "p1"), (("n3",), "p2"), (("n2",), "p5"),
    ]  # fmt: skip


def test_a_link_that_came_later_is_a_step_of_its_own():
    known = {"n1": birth(1), "n2": birth(2), "n3": birth(3), "n4": birth(4), "r2": birth(3), "r1": birth(9)}
    made = grown(village(), known)
    assert made.steps[-1].links == ("r1",)
    assert made.steps[-1].cards == ()
    assert made.appears["r1"] == 5
    assert made.appears["n2"] == 2


@settings(deadline=None, max_examples=40)
@given(maps())
def test_every_card_comes_once_and_no_link_before_its_cards(debate: ArgumentMap):
    debate = debate.visible()
    made = grown(debate, {})
    assert sorted(card for step in made.steps for card in step.cards) == sorted(debate.nodes)
    for relation in debate.relations.values():
        ends = [*relation.premises, relation.target]
        assert made.appears[relation.id] >= max(made.appears[each] for each in ends)


def test_a_bundled_map_has_no_times():
    name = next(iter(bundled.maps()))
    access = Access(name, "bundled", 1, debate=bundled.maps()[name].debate)
    made = growth(None, access, bundled.maps()[name].debate)  # type: ignore[arg-type]
    assert made.steps
    assert {(step.at, step.author) for step in made.steps} == {(None, None)}


def test_what_is_hidden_or_gone_does_not_come_up_again(shelf: Shelf, town: Access):
    access = town

    def add(debate: ArgumentMap, numbers: Numbers) -> Outcome:
        return Outcome(Batch(tuple(AddNode(Node(f"x{n}", "claim", f"Secret {n}.")) for n in range(3))))

    shelf.change(access, Press.fresh(), add)
    shelf.change(access, Press.fresh(), lambda debate, _: Outcome(Hide("x1", hidden=True)))
    shelf.change(access, Press.fresh(), lambda debate, _: Outcome(RemoveNode("x2")))
    access = sharing.enter(shelf, access.map, access.key)
    debate = shelf.read(access).debate.visible()
    steps = growth(shelf, access, debate).steps
    shown = [card for step in steps for card in step.cards]
    assert "x0" in shown
    assert not {"x1", "x2"} & set(shown)
    assert steps[-1].cards == ("x0",)
    assert all(step.at is not None for step in steps)
