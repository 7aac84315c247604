"""Stacks: every card stands in exactly one, whatever the map."""

from __future__ import annotations

import sys

from hypothesis import given

from argmap.diagram.stacks import headline, stacks
from argmap.model import ArgumentMap, Node, Relation, replay
from argmap.model.operations import AddNode, AddRelation
from argmap.model.roles import standing
from tests.strategies import maps


@given(maps())
def test_every_card_stands_in_one_stack_and_every_stack_comes_after_its_parent(debate):
    shown = debate.visible()
    made, roots = stacks(shown, standing(shown))
    cards = [card for stack in made for card in stack.cards]
    assert sorted(cards) == sorted(set(shown.nodes) - {headline(shown)})
    children = [child for stack in made for child in stack.children]
    assert sorted([*roots, *children]) == list(range(len(made)))
    assert all(
        child > n and made[child].depth == stack.depth + 1
        for n, stack in enumerate(made)
        for child in stack.children
    )


def test_the_question_is_the_title_unless_it_is_argued_about():
    asked = replay([AddNode(Node("q", "question", "Cars out?")), AddNode(Node("p", "position", "Yes."))])
    assert headline(asked) == "q"
    about = Relation("r", "attack", ("p",), "q")
    assert headline(replay([AddRelation(about)], asked)) is None
    assert headline(ArgumentMap()) is None


def test_a_chain_of_undercuts_stands_in_one_stack():
    nodes = [AddNode(Node(f"n{i}", "claim", f"Statement {i}.")) for i in range(500)]
    cuts = [
        AddRelation(Relation(f"r{i}", "attack", (f"n{i}",), f"r{i - 1}" if i > 1 else "n0"))
        for i in range(1, 500)
    ]
    debate = replay([*nodes, *cuts])
    made, _ = stacks(debate, standing(debate))
    assert [len(stack.cards) for stack in made] == [1, 499]


def test_ten_thousand_lone_cards_are_linear_work():
    """Counted in calls, since clocks measure the machine."""

    def work(size: int) -> int:
        debate = replay(AddNode(Node(f"n{i}", "claim", f"Statement {i}.")) for i in range(size))
        where = standing(debate)
        calls = 0

        def count(frame: object, event: str, argument: object) -> None:
            nonlocal calls
            calls += event in ("call", "c_call")

        sys.setprofile(count)
        try:
            stacks(debate, where)
        finally:
            sys.setprofile(None)
        return calls

    assert work(2000) < 2.5 * work(1000)
