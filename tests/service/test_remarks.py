"""What one remarks on a map, and what the history says of it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest

from argmap.analysis.labelling import label
from argmap.analysis.review import review
from argmap.analysis.review.dismissed import dismissed
from argmap.analysis.schemes import NEEDS_BACKING, questions
from argmap.model import ArgumentMap, Problem, apply, replay
from argmap.model.operations import EditNode, EditRelation, Hide
from argmap.service import answers, history, remarks
from argmap.service.answers import Answer
from argmap.service.numbers import Numbers
from argmap.service.remarks import KEPT, NO_SCHEME, Already
from argmap.service.sharing import Access
from argmap.service.shelf import Done, Outcome, Press, Shelf
from argmap.store import history as log
from tests.hostile import SCRIPT
from tests.written import written


def debate() -> ArgumentMap:
    return written(
        "n1 position The mine should open.",
        "n2 claim She is a geologist.",
        "n3 claim She says that there is gold.",
        "r1 n2,n3 support n1",
    )


def after(start: ArgumentMap, outcome: Outcome) -> ArgumentMap:
    return replay([outcome.operation], start)


def test_a_finding_is_fine_and_open_again():
    start = debate()
    said = after(start, remarks.fine(start, "unsupported-claim", "n2"))
    assert ("unsupported-claim", "n2") in dismissed(said)
    assert after(said, remarks.fine(said, "unsupported-claim", "n2", again=True)).nodes["n2"].tags == ()


def test_other_tags_stay():
    start = replay([EditNode("n2", {"tags": ("town", "fine:rabbit")})], debate())
    said = after(start, remarks.fine(start, "fragment", "n2"))
    assert said.nodes["n2"].tags == ("town", "fine:rabbit", "fine:fragment")
    back = after(said, remarks.fine(said, "rabbit", "r1", again=True))
    assert back.nodes["n2"].tags == ("town", "fine:fragment")


def test_what_is_said_already_is_no_change():
    start = after(debate(), remarks.fine(debate(), "fragment", "n2"))
    with pytest.raises(Already) as already:
        remarks.fine(start, "fragment", "n2")
    assert already.value.item == "n2"
    with pytest.raises(Already):
        remarks.fine(start, "fragment", "n3", again=True)


@pytest.mark.parametrize("again", [False, True])
@pytest.mark.parametrize(
    ("rule", "on"), [("nonsense", "n2"), (SCRIPT, "n2"), ("fragment", "n99"), ("fragment", SCRIPT), ("", "")]
)
def test_unknown_rules_and_items_are_refused(rule: str, on: str, again: bool):
    with pytest.raises(Problem) as refused:
        remarks.fine(debate(), rule, on, again)
    assert not isinstance(refused.value, Already)


def test_a_scheme_is_chosen_changed_and_taken_away():
    start = debate()
    one = after(start, remarks.choose(start, "r1", "expert-opinion"))
    assert one.relations["r1"].scheme == "Argument from expert opinion"
    two = after(one, remarks.choose(one, "r1", "Argument from Sign"))
    assert two.relations["r1"].scheme == "Argument from sign"
    assert after(two, remarks.choose(two, "r1", NO_SCHEME)).relations["r1"].scheme is None


@pytest.mark.parametrize(
    ("kept", "chosen"),
    [
        (None, NO_SCHEME),
        (None, KEPT),
        ("ExpertOpinion", "expert-opinion"),
        ("Argument from expert opinion", "expert-opinion"),
        ("modus ponens", KEPT),
    ],
)
def test_the_same_scheme_again_is_no_change(kept: str | None, chosen: str):
    start = replay([EditRelation("r1", {"scheme": kept})], debate()) if kept else debate()
    with pytest.raises(Already):
        remarks.choose(start, "r1", chosen)


def test_even_a_scheme_called_none_can_be_taken_away():
    start = replay([EditRelation("r1", {"scheme": NO_SCHEME})], debate())
    assert after(start, remarks.choose(start, "r1", NO_SCHEME)).relations["r1"].scheme is None


@pytest.mark.parametrize("scheme", ["modus ponens", "", SCRIPT, "x" * 10_000])
def test_an_unknown_scheme_is_refused(scheme: str):
    with pytest.raises(Problem) as refused:
        remarks.choose(debate(), "r1", scheme)
    assert not isinstance(refused.value, Already)
    assert len(str(refused.value)) < 200


@pytest.mark.parametrize(
    "do",
    [
        lambda start: remarks.choose(start, "r99", "sign"),
        lambda start: remarks.choose(start, "n2", "sign"),
        lambda start: remarks.ask(start, Numbers(9), "r99", "trust"),
    ],
)
def test_an_argument_that_is_gone_is_refused_in_words(do: Callable[[ArgumentMap], Outcome]):
    with pytest.raises(Problem, match="not on the map any more"):
        do(debate())


def asked(question: str, premise: str | None = None) -> ArgumentMap:
    start = replay([EditRelation("r1", {"scheme": "ExpertOpinion"})], debate())
    return after(start, remarks.ask(start, Numbers(9), "r1", question, premise))


def test_a_question_is_asked_once():
    made = asked("trust")
    assert [each.question.id for each in questions(made, "r1") if each.by] == ["trust"]
    with pytest.raises(Already) as already:
        remarks.ask(made, Numbers(20), "r1", "trust")
    assert already.value.item == "n10"
    hidden, _ = apply(made, Hide("n10"))
    again = after(hidden, remarks.ask(hidden, Numbers(20), "r1", "trust"))
    assert [each.by for each in questions(again, "r1") if each.by] == [("r22",)]


def test_whoever_asks_may_choose_the_premise():
    assert asked("wording").relations["r11"].target == "n2"
    assert asked("wording", "n3").relations["r11"].target == "n3"
    with pytest.raises(Problem, match="no such premise"):
        asked("wording", "n1")


@pytest.mark.parametrize("question", ["", "shoes", "counter-case", SCRIPT])
def test_an_unknown_question_is_refused(question: str):
    with pytest.raises(Problem, match="no question"):
        asked(question)


def test_a_question_that_must_be_backed_counts_with_a_reason():
    made = asked("trust")
    card = made.nodes["n10"]
    assert NEEDS_BACKING in card.tags
    assert label(made).nodes[card.id] == "undecided"
    reason = answers.add(made, Numbers(20), Answer("reason", card.id, "The company pays her."))
    backed = label(after(made, reason))
    assert (backed.nodes[card.id], backed.relations["r1"]) == ("in", "out")


def test_a_question_that_need_only_be_asked_counts_at_once():
    made = asked("evidence")
    assert made.nodes["n10"].tags == ("cq:expert-opinion:evidence",)
    assert label(made).relations["r1"] == "out"


def test_open_questions_are_no_finding_once_they_are_asked():
    start = replay([EditRelation("r1", {"scheme": "analogy"})], debate())
    assert "open-questions" in {each.rule for each in review(start)}
    for question in [each.question.id for each in questions(start, "r1")]:
        numbers = Numbers(20 + len(start.nodes) * 2)
        start = after(start, remarks.ask(start, numbers, "r1", question))
    assert "open-questions" not in {each.rule for each in review(start)}


# What the history says


def change(
    shelf: Shelf, access: Access, build: Callable[[ArgumentMap, Numbers], Outcome]
) -> tuple[Done, str]:
    done = shelf.change(access, Press.fresh(), build)
    revision = log.entries(shelf.database, access.map, None, 1)[0].revision
    return done, str(history.events(shelf, replace(access, revision=revision))[0][0].words)


def test_the_history_says_what_was_remarked(shelf: Shelf, town: Access):
    done, _ = change(
        shelf,
        town,
        lambda debate, numbers: answers.add(debate, numbers, Answer("reason", "n2", "A study says so.")),
    )
    reason = done.card or ""
    (relation,) = done.debate.relations
    for build, words in (
        (
            lambda debate, _: remarks.fine(debate, "unsupported-claim", reason),
            "Said that “Unsupported claim” is fine at “A study says so.”",
        ),
        (
            lambda debate, _: remarks.fine(debate, "unsupported-claim", reason, True),
            "Took back that “Unsupported claim” is fine at “A study says so.”",
        ),
        (
            lambda debate, _: remarks.fine(debate, "one-sided", ""),
            "Said that “One side only” is fine at “Should cars leave the town?”",
        ),
        (
            lambda debate, _: remarks.choose(debate, relation, "expert-opinion"),
            "Gave “A study says so.” the scheme “Argument from expert opinion”",
        ),
        (
            lambda debate, numbers: remarks.ask(debate, numbers, relation, "evidence"),
            "Asked “What does the expert base this on?” about “A study says so.”",
        ),
        (
            lambda debate, _: remarks.choose(debate, relation, NO_SCHEME),
            "Took the scheme from “A study says so.”",
        ),
    ):
        assert change(shelf, town, build)[1] == words


@pytest.mark.parametrize(
    ("before", "changes", "words"),
    [
        ((), {"tags": ("town",)}, "Changed “Yes, they should.”"),
        ((), {"tags": ("fine:wine",)}, "Changed “Yes, they should.”"),
        (
            ("fine:fragment",),
            {"tags": ()},
            "Took back that “No whole sentence” is fine at “Yes, they should.”",
        ),
        ((), {"tags": ("fine:fragment",), "text": "Yes."}, "Changed a card to “Yes.”"),
    ],
)
def test_other_tags_are_a_change_like_any_other(
    before: tuple[str, ...], changes: dict[str, object], words: str
):
    start = written("n2 position Yes, they should.")
    start = replay([EditNode("n2", {"tags": before})], start)
    operation = EditNode("n2", changes)
    later, inverse = apply(start, operation)
    said = str(history.said(later, operation, inverse))
    assert said == words
