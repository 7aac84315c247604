from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from argmap.debate.ownership import (
    TAKEN_BACK,
    NotYours,
    answered,
    authored,
    check,
    check_undo,
    owns,
    taken_back,
)
from argmap.model import (
    ArgumentMap,
    Group,
    Node,
    Problem,
    Quote,
    Relation,
    Source,
    apply,
    building,
    replay,
)
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
from tests.strategies import maps, operations


def card(identifier: str, author: str | None, **values) -> Node:
    return Node(identifier, values.pop("kind", "claim"), f"Words of {identifier}.", author=author, **values)


@pytest.fixture
def debate() -> ArgumentMap:
    """A position of the facilitator; Ada's n2 with her evidence n3, undercut by Ben's n6; Ben's n4 and n5, linked."""
    return replay(
        [
            AddGroup(Group("g1", "Part one")),
            *(AddSource(Source(f"s{n}", {"title": f"Book {n}"})) for n in (1, 2, 3, 4)),
            AddNode(card("n1", None, kind="position")),
            AddNode(card("n2", "ada", title="Mine", tags=("fine:x",))),
            AddNode(card("n3", "ada", kind="evidence", sources=("s1", "s3"))),
            AddNode(card("n4", "ben", sources=("s2", "s3"))),
            AddNode(card("n5", "ben")),
            AddNode(card("n6", "ben")),
            AddNode(card("n7", "ada")),
            AddQuote(Quote("q1", "n3", "s1", "Exactly.")),
            AddQuote(Quote("q2", "n4", "s2", "So it is.")),
            AddRelation(Relation("r1", "support", ("n2",), "n1", rank="1", note="My note")),
            AddRelation(Relation("r2", "support", ("n3",), "n2")),
            AddRelation(Relation("r3", "attack", ("n4", "n5"), "n1", rank="2")),
            AddRelation(Relation("r4", "attack", ("n6",), "r2")),
            AddRelation(Relation("r5", "attack", ("n7",), "n4")),
        ]
    )


def ada(debate: ArgumentMap, operation: Operation) -> None:
    check(debate, operation, role="participant", participant="ada")


def checked_and_applied(debate: ArgumentMap, operation: Operation) -> None:
    ada(debate, operation)
    apply(debate, operation)


NEW = card("n9", "ada")

FINE: dict[str, Operation] = {
    "add a card": AddNode(NEW),
    "add a card that waits": AddNode(replace(NEW, hidden=True)),
    "answer a card": Batch((AddNode(NEW), AddRelation(Relation("r9", "attack", ("n9",), "n4")))),
    "answer an argument": Batch((AddNode(NEW), AddRelation(Relation("r9", "attack", ("n9",), "r3")))),
    "link a premise": Batch((AddNode(NEW), EditRelation("r3", {"premises": ("n4", "n5", "n9")}))),
    "link and unlink": Batch(
        (EditRelation("r3", {"premises": ("n4", "n7", "n5")}), EditRelation("r3", {"premises": ("n4", "n5")}))
    ),
    "change words": EditNode("n2", {"text": "Better words.", "title": None}),
    "make room among cards": EditNode("n4", {"rank": "5"}),
    "make room among arguments": EditRelation("r3", {"rank": "5"}),
    "move": Move("r1", "n4"),
    "move to a place": Move("r5", rank="7"),
    "make room by moving": Move("r3", rank="7"),
    "turn one's argument": EditRelation("r1", {"kind": "attack", "weight": 0.5}),
    "delete": RemoveNode("n7"),
    "disconnect": RemoveRelation("r5"),
    "cite": Cite("n2", "s2"),
    "cite no more": Uncite("n3", "s3"),
    "a source": AddSource(Source("s9", {"title": "New"})),
    "edit one's source": EditSource("s1", {"fields": {"title": "Right"}}),
    "edit a source nobody cites": EditSource("s4", {"fields": {"title": "Right"}}),
    "remove one's source": RemoveSource("s1"),
    "quote": AddQuote(Quote("q9", "n2", "s2", "Words")),
    "edit a quote": EditQuote("q1", {"exact": "Exactly so.", "node": "n2"}),
    "drop a quote": RemoveQuote("q1"),
    "nothing": Batch(()),
    "add and delete": Batch((AddNode(NEW), Batch((EditNode("n9", {"text": "Other."}), RemoveNode("n9"))))),
}

REFUSED: dict[str, tuple[Operation, str | None]] = {
    "add in another name": (AddNode(card("n9", "ben")), "n9"),
    "change words": (EditNode("n4", {"text": "Nonsense."}), "n4"),
    "change the facilitator's words": (EditNode("n1", {"text": "Nonsense."}), "n1"),
    "change words and rank": (EditNode("n4", {"rank": "5", "title": "No"}), "n4"),
    "touch and change nothing": (EditNode("n4", {}), "n4"),
    "take a card over": (EditNode("n4", {"author": "ada"}), "n4"),
    "give a card away": (EditNode("n2", {"author": "ben"}), "n2"),
    "hide by editing": (EditNode("n2", {"hidden": True}), "n2"),
    "hide": (Hide("n2"), "n2"),
    "show again": (Hide("n2", hidden=False), "n2"),
    "merge": (Merge("n2", "n7"), "n2"),
    "delete": (RemoveNode("n5"), "n5"),
    "delete what is answered": (RemoveNode("n2"), "n2"),
    "delete what is undercut": (RemoveNode("n3"), "n3"),
    "speak for another": (AddRelation(Relation("r9", "support", ("n4",), "n2")), "n4"),
    "speak together unasked": (AddRelation(Relation("r9", "support", ("n2", "n4"), "n1")), "n4"),
    "link another's card": (EditRelation("r1", {"premises": ("n2", "n5")}), "n5"),
    "unlink another's card": (EditRelation("r3", {"premises": ("n4",)}), "r3"),
    "shuffle premises": (EditRelation("r3", {"premises": ("n5", "n4")}), "r3"),
    "link and weigh": (EditRelation("r3", {"premises": ("n4", "n5", "n7"), "weight": 0.1}), "r3"),
    "weigh": (EditRelation("r3", {"weight": 0.1}), "r3"),
    "move": (Move("r3", "n2"), "r3"),
    "move to a place and a target": (Move("r3", "n2", "5"), "r3"),
    "disconnect": (RemoveRelation("r3"), "r3"),
    "disconnect what is undercut": (RemoveRelation("r2"), "r2"),
    "cite": (Cite("n4", "s1"), "n4"),
    "cite no more": (Uncite("n4", "s2"), "n4"),
    "edit a source": (EditSource("s2", {"fields": {"title": "Wrong"}}), "n4"),
    "edit a shared source": (EditSource("s3", {"credibility": 0.0}), "n4"),
    "remove a shared source": (RemoveSource("s3"), "n4"),
    "quote for another": (AddQuote(Quote("q9", "n4", "s2", "Words")), "n4"),
    "edit a quote": (EditQuote("q2", {"exact": "No."}), "n4"),
    "hang a quote on another": (EditQuote("q1", {"node": "n4"}), "n4"),
    "drop a quote": (RemoveQuote("q2"), "n4"),
    "a heading": (AddGroup(Group("g2", "Two")), None),
    "edit a heading": (EditGroup("g1", {"title": "No"}), None),
    "remove a heading": (RemoveGroup("g1"), None),
    "the map": (EditMap({"language": "de"}), None),
    "late in a batch": (Batch((AddNode(NEW), Batch((EditNode("n9", {"text": "A."}), RemoveNode("n5"))))), "n5"),
    "own by then, not before": (Batch((EditNode("n4", {"author": "ada"}), RemoveNode("n4"))), "n4"),
}  # fmt: skip


@pytest.mark.parametrize("name", FINE)
def test_a_participant_may(name, debate):
    ada(debate, FINE[name])
    apply(debate, FINE[name])  # and it is an operation that this map admits


@pytest.mark.parametrize("name", REFUSED)
def test_a_participant_may_not(name, debate):
    operation, item = REFUSED[name]
    with pytest.raises(NotYours) as refused:
        ada(debate, operation)
    assert refused.value.item == item
    assert str(refused.value).endswith(".")
    check(debate, operation, role="facilitator", participant=None)


@pytest.mark.parametrize("name", FINE)
@pytest.mark.parametrize(
    ("role", "participant", "locked"),
    [
        ("onlooker", "ada", False),
        ("onlooker", None, False),
        ("participant", None, False),
        ("participant", "ada", True),
        ("teacher", "ada", False),
    ],
)
def test_others_change_nothing(name, role, participant, locked, debate):
    with pytest.raises(NotYours):
        check(debate, FINE[name], role=role, participant=participant, locked=locked)


def test_a_facilitator_works_on_in_a_locked_room(debate):
    check(debate, RemoveNode("n4"), role="facilitator", participant=None, locked=True)


def test_what_is_hidden_is_not_told_by_its_refusal(debate):
    hidden, _ = apply(debate, Batch((Hide("n4"), Hide("n5"))))
    for operation in (
        EditNode("n4", {"text": "?"}, was={"text": "?"}),
        RemoveNode("n4"),
        Cite("n4", "s2"),
        RemoveRelation("r3"),
        EditSource("s2", {"credibility": 1.0}),
    ):
        with pytest.raises(NotYours) as refused:
            ada(hidden, operation)
        assert "Words" not in str(refused.value)


def test_what_is_not_there_is_refused_by_the_model_alone(debate):
    for operation in (
        EditNode("n99", {"text": "A."}),
        RemoveNode("n99"),
        EditRelation("r99", {"weight": 0.1}),
        EditRelation("r1", {"premises": 5}),
        RemoveQuote("q99"),
        RemoveQuote("n4"),  # a card by another name
    ):
        with pytest.raises(Problem) as refused:
            checked_and_applied(debate, operation)
        assert not isinstance(refused.value, NotYours)


def test_an_answer_to_an_answer_counts(debate):
    assert answered(debate, "n2", "ada")  # an undercut of the evidence for it
    assert answered(debate, "n3", "ada")
    assert not answered(debate, "n7", "ada")
    assert answered(debate, "n4", "ben")
    assert not answered(debate, "n6", "ben")
    linked, _ = apply(debate, EditRelation("r5", {"premises": ("n7", "n6")}))
    assert answered(linked, "n7", "ada")


def test_nobody_owns_a_card_without_author():
    assert not owns(card("n1", None), None)
    assert not owns(card("n1", None), "ada")
    assert owns(card("n1", "ada"), "ada")


def test_what_is_added_is_signed_whatever_it_said():
    operation = Batch((AddNode(card("n1", "ben")), Batch((AddNode(card("n2", None)), RemoveNode("n3")))))
    assert authored(operation, "ada") == Batch(
        (AddNode(card("n1", "ada")), Batch((AddNode(card("n2", "ada")), RemoveNode("n3"))))
    )


def test_a_card_taken_back_loses_its_words_and_keeps_its_place(debate):
    operation = taken_back(debate, "n3", "(taken back)")
    ada(debate, operation)
    changed, _ = apply(debate, operation)
    gone = Node("n3", "evidence", "(taken back)", author="ada", tags=(TAKEN_BACK,))
    assert changed.nodes["n3"] == gone
    assert changed.relations == debate.relations
    assert set(changed.quotes) == {"q2"}
    assert set(changed.sources) == {"s2", "s3", "s4"}, "nobody else cites s1"
    changed, _ = apply(debate, taken_back(debate, "n2", "(taken back)"))
    assert changed.nodes["n2"].title is None
    assert changed.relations["r1"].note is None
    assert "Words of n2" not in repr(list(building(changed)))


def test_a_card_that_is_gone_cannot_be_taken_back(debate):
    with pytest.raises(Problem):
        taken_back(debate, "n99", "(taken back)")


def test_undo_is_for_ones_own_changes_on_which_nobody_has_built(debate):
    answer = Batch((AddNode(NEW), AddRelation(Relation("r9", "attack", ("n9",), "n4"))))
    changed, inverse = apply(debate, answer)

    def undo(now: ArgumentMap, author: str | None, **who) -> None:
        check_undo(now, author, inverse, **{"role": "participant", "participant": "ada", **who})

    undo(changed, "ada")
    undo(changed, "ben", role="facilitator", participant=None)
    for author, who in (
        ("ben", {}),
        (None, {}),
        ("ben", {"participant": "ben"}),
        ("ada", {"locked": True}),
        ("ada", {"role": "onlooker"}),
        (None, {"participant": None}),
    ):
        with pytest.raises(NotYours):
            undo(changed, author, **who)
    built, _ = apply(changed, AddRelation(Relation("r10", "attack", ("n6",), "n9")))
    with pytest.raises(NotYours):
        undo(built, "ada")


PEOPLE = ("ada", "ada", "ben", None)


def signed(debate: ArgumentMap, authors: list[str | None]) -> ArgumentMap:
    edits = [
        EditNode(node, {"author": author, "hidden": False})
        for node, author in zip(sorted(debate.nodes), authors, strict=False)
    ]
    return replay(edits, debate)


@given(debate=maps(), authors=st.lists(st.sampled_from(PEOPLE), min_size=12, max_size=12), data=st.data())
def test_nothing_that_is_let_through_touches_what_is_others(
    debate: ArgumentMap, authors: list[str | None], data: st.DataObject
):
    debate = signed(debate, authors)
    # Several at once, since most are refused.
    for operation in [authored(data.draw(operations(debate)), "ada") for _ in range(6)]:
        try:
            changed, inverse = apply(debate, operation)
        except Problem:
            continue
        check(debate, operation, role="facilitator", participant=None)
        try:
            ada(debate, operation)
        except NotYours:
            continue
        assert_untouched(debate, changed)
        # What one may do one may take back, as long as nobody has built on it, and that touches nothing either.
        check_undo(changed, "ada", inverse, role="participant", participant="ada")
        assert_untouched(changed, apply(changed, inverse)[0])


def assert_untouched(before: ArgumentMap, after: ArgumentMap) -> None:
    """Cards, arguments and quotes of others are as they were, but for their places, and for what Ada linked."""
    for node in before.nodes.values():
        if node.author != "ada":
            assert replace(after.nodes[node.id], rank="") == replace(node, rank="")
    for node in after.nodes.values():
        assert node.author == "ada" or node.id in before.nodes
    for relation in before.relations.values():
        others = [each for each in relation.premises if before.nodes[each].author != "ada"]
        if others:
            now = after.relations[relation.id]
            kept = [
                each for each in now.premises if each not in after.nodes or after.nodes[each].author != "ada"
            ]
            assert kept == others
            assert replace(now, premises=(), rank="") == replace(relation, premises=(), rank="")
    for quote in before.quotes.values():
        if before.nodes[quote.node].author != "ada":
            assert after.quotes[quote.id] == quote
    for source in before.sources.values():
        users = [before.item(each) for each in before.referrers(source.id)]
        if any(isinstance(each, Node) and each.author != "ada" for each in users):
            assert after.sources[source.id] == source
    assert before.groups == after.groups
    assert (before.language, before.foreign) == (after.language, after.foreign)
