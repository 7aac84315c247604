"""An inverse is refused, and changes nothing, once somebody has built on what it would take back."""

from __future__ import annotations

from dataclasses import FrozenInstanceError

import pytest

from argmap.model import ArgumentMap, Conflict, Group, Node, Problem, Quote, Relation, Source, apply, replay
from argmap.model.operations import (
    AddGroup,
    AddNode,
    AddQuote,
    AddRelation,
    AddSource,
    Batch,
    Cite,
    EditGroup,
    EditMap,
    EditNode,
    EditQuote,
    EditRelation,
    EditSource,
    Hide,
    Merge,
    Move,
    Operation,
    RemoveGroup,
    RemoveNode,
    RemoveQuote,
    RemoveRelation,
    RemoveSource,
    Uncite,
)


@pytest.fixture
def deal() -> ArgumentMap:
    return replay(
        [
            AddGroup(Group("g1", "Economy")),
            AddGroup(Group("g2", "Reko Diq", "g1")),
            AddSource(Source("s1", {"title": "The audit"})),
            AddSource(Source("s2", {"title": "The contract"})),
            AddNode(Node("n1", "position", "The deal goes ahead.")),
            AddNode(Node("n2", "claim", "Jobs come.", group="g1")),
            AddNode(Node("n3", "evidence", "Saindak employs 1,500.", sources=("s1",))),
            AddNode(Node("n4", "claim", "Work comes.")),
            AddQuote(Quote("q1", "n3", "s1", "fifteen hundred")),
            AddRelation(Relation("r1", "support", ("n2", "n3"), "n1")),
            AddRelation(Relation("r2", "attack", ("n4",), "r1")),
            AddRelation(Relation("r3", "support", ("n4",), "n1")),
        ]
    )


CLAIM = Node("n9", "claim", "The port pays.")
ATTACK = Relation("r9", "attack", ("n4",), "n2")

# What was done, and what somebody else did on top of it.
BUILT_ON: dict[str, tuple[Operation, Operation]] = {
    "a card, argued from": (AddNode(CLAIM), AddRelation(Relation("r8", "support", ("n9",), "n1"))),
    "a card, argued against": (AddNode(CLAIM), AddRelation(Relation("r8", "attack", ("n2",), "n9"))),
    "a card, rephrased": (AddNode(CLAIM), EditNode("n9", {"text": "The port of Gwadar pays."})),
    "a card, quoted for": (AddNode(CLAIM), AddQuote(Quote("q9", "n9", "s1", "pays"))),
    "a card, removed": (AddNode(CLAIM), RemoveNode("n9")),
    "an argument, undercut": (AddRelation(ATTACK), AddRelation(Relation("r8", "attack", ("n3",), "r9"))),
    "an argument, weighed": (AddRelation(ATTACK), EditRelation("r9", {"weight": 0.5})),
    "an argument, moved": (AddRelation(ATTACK), Move("r9", target="n1")),
    "a source, cited": (AddSource(Source("s9", {})), Cite("n2", "s9")),
    "a source, judged": (AddSource(Source("s9", {})), EditSource("s9", {"credibility": 0.1})),
    "a quote, removed": (AddQuote(Quote("q9", "n2", "s1", "jobs")), RemoveQuote("q9")),
    "a quote, moved by a merge": (AddQuote(Quote("q9", "n2", "s1", "jobs")), Merge("n4", "n2")),
    "a quote, moved": (EditQuote("q1", {"node": "n2"}), EditQuote("q1", {"node": "n4"})),
    "a heading, stood under": (AddGroup(Group("g9", "Peace")), EditNode("n2", {"group": "g9"})),
    "a heading, parted": (AddGroup(Group("g9", "Peace")), AddGroup(Group("g8", "Truce", "g9"))),
    "a heading, renamed": (AddGroup(Group("g9", "Peace")), EditGroup("g9", {"title": "War"})),
    "a text": (EditNode("n2", {"text": "Some jobs come."}), EditNode("n2", {"text": "Few jobs come."})),
    "a text, card removed": (EditNode("n2", {"text": "Some jobs come."}), RemoveNode("n2")),
    "a weight": (EditRelation("r1", {"weight": 0.5}), EditRelation("r1", {"weight": 0.6})),
    "a credibility": (EditSource("s1", {"credibility": 0.5}), EditSource("s1", {"credibility": 0.6})),
    "a heading's title": (EditGroup("g1", {"title": "Trade"}), EditGroup("g1", {"title": "Toll"})),
    "the language": (EditMap({"language": "ur"}), EditMap({"language": "ar"})),
    "a removed card, its id taken": (RemoveNode("n4"), AddNode(Node("n4", "claim", "Peace comes."))),
    "a removed card, its argument changed": (
        RemoveNode("n2"),
        EditRelation("r1", {"premises": ("n3", "n4")}),
    ),
    "a removed argument, its id taken": (
        RemoveRelation("r3"),
        AddRelation(Relation("r3", "attack", ("n4",), "n1")),
    ),
    "a removed source, another cited": (RemoveSource("s1"), Cite("n3", "s2")),
    "a removed quote, its id taken": (RemoveQuote("q1"), AddQuote(Quote("q1", "n2", "s2", "jobs"))),
    "a removed heading, card moved": (RemoveGroup("g1"), EditNode("n2", {"group": "g2"})),
    "a move, moved on": (Move("r3", target="n2"), Move("r3", target="n3")),
    "a place, moved on": (Move("r3", rank="i"), Move("r3", rank="z")),
    "a merge, argued from": (Merge("n2", "n4"), EditRelation("r3", {"premises": ("n3",)})),
    "a merge, argument removed": (Merge("n2", "n4"), RemoveRelation("r3")),
    "a merge, its id taken": (Merge("n2", "n4"), AddNode(Node("n4", "claim", "Peace comes."))),
    "a card hidden, then shown": (Hide("n2"), Hide("n2", hidden=False)),
    "a citation, taken back": (Cite("n2", "s1"), Uncite("n2", "s1")),
    "a citation taken back, made again": (Uncite("n3", "s1"), Cite("n3", "s1")),
    "a batch, one part of it": (
        Batch((AddNode(CLAIM), EditNode("n2", {"text": "Some jobs come."}))),
        EditNode("n9", {"origin": "added"}),
    ),
}


@pytest.mark.parametrize("case", BUILT_ON)
def test_an_inverse_is_refused_when_somebody_has_built_on_the_change(deal: ArgumentMap, case: str):
    done, later = BUILT_ON[case]
    changed, inverse = apply(deal, done)
    built, _ = apply(changed, later)
    before = built.copy()
    with pytest.raises(Conflict) as refusal:
        apply(built, inverse)
    assert refusal.value.item
    assert built == before


# Something else of the same item changed, or something beside it: no reason to refuse.
BESIDE: dict[str, tuple[Operation, Operation]] = {
    "another field": (EditNode("n2", {"text": "Some jobs come."}), EditNode("n2", {"title": "Jobs"})),
    "another argument": (RemoveNode("n4"), EditRelation("r1", {"weight": 0.5})),
    "another card": (Merge("n2", "n4"), EditNode("n1", {"text": "The deal waits."})),
    "another card of the group": (RemoveGroup("g1"), AddNode(CLAIM)),
    "the place, not the target": (Move("r3", target="n2"), Move("r3", rank="i")),
}


@pytest.mark.parametrize("case", BESIDE)
def test_an_inverse_works_when_only_something_else_has_changed(deal: ArgumentMap, case: str):
    done, beside = BESIDE[case]
    changed, inverse = apply(deal, done)
    built, _ = apply(changed, beside)
    assert apply(built, inverse)[0] == apply(deal, beside)[0]


# Undone where what it needs is gone: refused too.
GONE: dict[str, tuple[Operation, Operation]] = {
    "the target": (RemoveRelation("r3"), RemoveNode("n1")),
    "the premise": (RemoveRelation("r3"), RemoveNode("n4")),
    "the heading": (EditNode("n2", {"group": None}), RemoveGroup("g1")),
    "the source": (RemoveQuote("q1"), RemoveSource("s1")),
    "the straight chain": (Move("r2", target="n1"), Move("r1", target="r2")),
    "the stance": (
        EditNode("n2", {"kind": "position"}),
        EditNode("n2", {"stance": "rival"}),
    ),
}


@pytest.mark.parametrize("case", GONE)
def test_an_inverse_is_refused_when_what_it_needs_is_gone(deal: ArgumentMap, case: str):
    done, later = GONE[case]
    changed, inverse = apply(deal, done)
    built, _ = apply(changed, later)
    with pytest.raises(Problem):
        apply(built, inverse)


# The form in somebody's browser says what they saw: refused when it is no longer so.
SEEN: dict[str, Operation] = {
    "a card's text": EditNode("n2", {"text": "Some jobs come."}, was={"text": "Jobs came."}),
    "a card's version": EditNode("n2", {"text": "Some jobs come."}, was={"version": 7}),
    "a weight": EditRelation("r1", {"weight": 0.5}, was={"weight": 0.1}),
    "a target": Move("r1", target="n4", was={"target": "n2"}),
    "a card that was hidden": Hide("n2", hidden=False, was=True),
    "the card to remove": RemoveNode("n4", was=Node("n4", "claim", "Work came.")),
    "the card to remove, argued from": RemoveNode("n4", was=Node("n4", "claim", "Work comes.")),
    "the quote to remove": RemoveQuote("q1", was=Quote("q1", "n3", "s1", "two thousand")),
    "the heading to remove": RemoveGroup("g1", was=Group("g1", "Economy")),
    "the source to remove": RemoveSource("s1", was=Source("s1", {"title": "The audit"})),
    "the argument to remove": RemoveRelation("r1", was=Relation("r1", "support", ("n2", "n3"), "n1")),
    "the language": EditMap({"language": "ur"}, was={"language": "ar"}),
}


@pytest.mark.parametrize("case", SEEN)
def test_a_change_is_refused_when_its_ground_is_gone(deal: ArgumentMap, case: str):
    with pytest.raises(Conflict):
        apply(deal, SEEN[case])


@pytest.mark.parametrize(
    "operation",
    [
        EditNode("n8", {"text": "Peace comes."}),
        EditNode("r1", {"text": "Peace comes."}),
        RemoveNode("n8"),
        EditRelation("r8", {"weight": 1}),
        EditRelation("n1", {"weight": 1}),
        RemoveRelation("r8"),
        Move("r8", target="n1"),
        Merge("n1", "n8"),
        Merge("n8", "n1"),
        Hide("n8"),
        Cite("n8", "s1"),
        Uncite("n2", "s1"),
        EditSource("s8", {"reason": "Dated."}),
        RemoveSource("s8"),
        EditQuote("q8", {"exact": "jobs"}),
        RemoveQuote("q8"),
        EditGroup("g8", {"title": "Peace"}),
        RemoveGroup("g8"),
        AddNode(Node("r1", "claim", "An id names one thing, of whatever kind.")),
    ],
    ids=repr,
)
def test_what_is_not_there_cannot_be_changed_and_what_is_there_not_added(
    deal: ArgumentMap, operation: Operation
):
    with pytest.raises(Conflict):
        apply(deal, operation)


def test_operations_are_frozen():
    with pytest.raises(FrozenInstanceError):
        Hide("n2").id = "n3"  # type: ignore[misc]
