"""What cards say of themselves: every relation of the map, in full, for those who cannot see the picture."""

from __future__ import annotations

import pytest

from argmap.diagram.plan import plan
from argmap.messages import counted
from argmap.model import ArgumentMap, Node, Relation, replay
from argmap.model.operations import AddNode, AddRelation
from tests.diagram import reading
from tests.generated import SHAPES, generated


def labels(debate: ArgumentMap) -> dict[str, str]:
    return {name: card.label for name, card in plan(debate, "tree").cards.items()}


@pytest.mark.parametrize("shape", SHAPES)
def test_every_relation_can_be_read_from_the_labels_alone(shape: str):
    for seed in range(3):
        debate = reading.plain(generated(seed, 30, shape))
        said = labels(debate)
        for relation in debate.relations.values():
            for premise in relation.premises:
                assert reading.meant(debate, relation) in reading.label(premise, said[premise])


@pytest.mark.parametrize("shape", SHAPES)
def test_nothing_is_said_that_the_map_does_not_hold(shape: str):
    debate = reading.plain(generated(7, 40, shape))
    held = {reading.meant(debate, relation) for relation in debate.relations.values()}
    for card, said in labels(debate).items():
        assert reading.label(card, said) <= held


def many(arguments: int) -> ArgumentMap:
    ends = range(1, arguments + 1)
    return replay(
        [
            AddNode(Node("n0", "claim", "Card n0")),
            *(AddNode(Node(f"n{n}", "claim", f"Card n{n}")) for n in ends),
            *(AddRelation(Relation(f"r{n}", "support", ("n0",), f"n{n}")) for n in ends),
        ]
    )


def test_a_card_that_serves_in_many_arguments_says_all_and_one_that_serves_in_very_many_how_many_more():
    assert len(reading.label("n0", labels(many(15))["n0"])) == 15
    said = labels(many(70))["n0"]
    assert len(reading.label("n0", said)) == 60
    assert said.endswith("And 10 more.")


def test_an_argument_is_named_by_what_stands_on_its_card():
    debate = replay(
        [
            AddNode(Node("n1", "claim", "Cars out.", title="Never shown")),
            AddNode(Node("n2", "claim", "The air clears.", title="Nor this")),
            AddNode(Node("n3", "claim", "Trees help.", title="Trees", argument=True)),
            AddRelation(Relation("r1", "support", ("n2", "n3"), "n1")),
        ]
    )
    said = labels(debate)
    assert said["n2"] == "Reason, linked: The air clears. Supports: Cars out. together with: Trees."
    assert (
        said["n3"] == "Reason, linked: Trees: Trees help. Supports: Cars out. together with: The air clears."
    )


def test_that_a_card_was_added_is_for_its_panel_to_say():
    added = replay([AddNode(Node("n1", "claim", "Cars out.", origin="added")),
                    AddNode(Node("n2", "claim", "Not.", origin="a letter"))])  # fmt: skip
    made = plan(added, "tree").cards
    assert made["n1"].origin is None
    assert made["n1"].label == "Claim: Cars out."
    assert made["n2"].origin == "a letter"
    assert made["n2"].label == "Claim: Not. Origin: a letter."


def test_the_picture_says_in_whole_words_what_there_is_in_it():
    from argmap.diagram.markup import description, name
    from argmap.diagram.words import ENGLISH, Spoken

    debate = many(2)
    assert name(None, ENGLISH) == "Argument map."
    assert description(debate, ENGLISH) == "3 cards: one reason, 2 claims that serve no other."
    twos = Spoken(ENGLISH, Dual())
    assert description(debate, twos).startswith("3 cards: one reason, a pair of 2 claims")
    assert counted(2, "one card", "{count} cards").text(Dual()) == "a pair of 2 cards"


class Dual:
    """A language with a form for two."""

    def __call__(self, key: str, /) -> str:
        return key

    def plural(self, one: str, many: str, count: int, /) -> str:
        return one if count == 1 else f"a pair of {many}" if count == 2 else many

    def around(self, text: str, /) -> str:
        return text
