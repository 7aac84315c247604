"""The schemes of reasoning, and asking their critical questions."""

from __future__ import annotations

import json
import re
from collections import Counter

import pytest
from hypothesis import given

from argmap.analysis.schemes import NEEDS_BACKING, Scheme, ask, find, keys, meant, questions, schemes
from argmap.model import ArgumentMap, Problem, apply, replay
from argmap.model.operations import AddNode, AddRelation, EditNode, EditRelation, Hide
from argmap.model.rules import is_id
from tests.strategies import maps
from tests.written import written


def argued(scheme: str, kind: str = "support", *lines: str) -> ArgumentMap:
    """A position and one argument with this scheme for or against it."""
    debate = written(
        "n1 position We should do it.",
        "n2 claim This is so.",
        "n3 claim That is so.",
        f"r1 n2,n3 {kind} n1",
        *lines,
    )
    return replay([EditRelation("r1", {"scheme": scheme})], debate)


def asked(debate: ArgumentMap, relation: str = "r1") -> set[str]:
    return {each.question.id for each in questions(debate, relation) if each.by}


def test_there_are_about_thirty_schemes_and_each_has_its_questions():
    assert 30 <= len(schemes()) <= 40
    for scheme in schemes():
        assert is_id(scheme.id)
        assert scheme.id == scheme.id.lower()
        assert scheme.premises
        assert scheme.conclusion
        assert scheme.aliases
        assert len(scheme.questions) >= 2, scheme.id
        assert len({question.id for question in scheme.questions}) == len(scheme.questions)


@pytest.mark.parametrize("scheme", schemes(), ids=lambda scheme: scheme.id)
def test_the_data_file_is_in_shape(scheme: Scheme):
    for text in (scheme.description, *scheme.premises, scheme.conclusion):
        assert re.fullmatch(r"[A-Z].*\.", text), text
    for question in scheme.questions:
        assert question.kind in ("undercut", "premise", "rebuttal")
        assert question.burden in ("ask", "back")
        assert is_id(question.id)
        assert question.id == question.id.lower()
        assert question.text.endswith("?")
        assert question.text[0].isupper()
        assert question.doubt.endswith(".")
        assert question.doubt[0].isupper()
        assert 0 <= question.premise < len(scheme.premises)
        assert max(len(question.text.split()), len(question.doubt.split())) <= 18  # plain words are short
        assert len(scheme.tag(question)) <= 200


def test_a_tag_names_its_scheme_and_question_and_no_other():
    for scheme in schemes():
        for question in scheme.questions:
            assert meant(scheme.tag(question)) == (scheme, question)
    for tag in ("", "cq:", "cq:expert-opinion", "cq:expert-opinion:", "expert-opinion:trust", "cq:x:trust"):
        assert meant(tag) is None


def test_schemes_are_listed_by_family():
    families = Counter(scheme.family for scheme in schemes())
    assert 3 <= len(families) <= 8
    assert min(families.values()) >= 3


def test_no_two_questions_of_a_scheme_say_the_same():
    for scheme in schemes():
        doubts = Counter(question.doubt for question in scheme.questions)
        assert max(doubts.values()) == 1, scheme.id


def test_every_alias_names_one_scheme_only():
    owners: dict[str, set[str]] = {}
    for scheme in schemes():
        for name in (scheme.id, scheme.name, *scheme.aliases):
            assert find(name) == scheme, name
            for key in keys(name):
                owners.setdefault(key, set()).add(scheme.id)
    assert {key: ids for key, ids in owners.items() if len(ids) > 1} == {}


@pytest.mark.parametrize(
    ("name", "identifier"),
    [
        ("expert-opinion", "expert-opinion"),
        ("ExpertOpinion", "expert-opinion"),
        ("Argument from Expert Opinion", "expert-opinion"),
        ("ARGUMENT FROM EXPERT OPINION", "expert-opinion"),
        ("ArgumentFromExpertOpinion", "expert-opinion"),
        ("argument from consequences", "consequences"),
        ("from-analogy", "analogy"),
        ("CauseToEffect", "cause-to-effect"),
        ("Sign_Inference", "sign"),
        ("Default Inference", None),
        ("modus ponens", None),
        ("argument", None),
        ("", None),
        ("  --  ", None),
    ],
)
def test_a_scheme_is_found_by_any_of_its_names(name: str, identifier: str | None):
    found = find(name)
    assert (found.id if found else None) == identifier


def test_every_name_of_the_reference_list_is_found_and_its_questions_are_as_many(shared):
    listed = json.loads((shared / "cases" / "schemes.json").read_text("utf-8"))["schemes"]
    kinds = {"U": "undercut", "P": "premise", "R": "rebuttal"}
    burdens = {"Q": "ask", "E": "back"}
    for name, _pattern, rows in listed:
        scheme = find(name)
        assert scheme is not None, name
        expected = Counter((kinds[kind], burdens[burden]) for _text, kind, burden in rows)
        assert Counter((each.kind, each.burden) for each in scheme.questions) == expected, name


def test_no_question_is_copied_from_the_reference_list(shared):
    text = (shared / "cases" / "schemes.json").read_text("utf-8").lower()
    ours = [question.text for scheme in schemes() for question in scheme.questions if len(question.text) > 30]
    assert [each for each in ours if each.lower() in text] == []


def test_an_argument_without_a_known_scheme_has_no_questions():
    assert questions(argued("modus ponens"), "r1") == []
    assert questions(written("n1 claim A.", "n2 claim B.", "r1 n2 support n1"), "r1") == []


def test_asking_about_what_is_not_there_is_refused():
    debate = argued("expert opinion")
    with pytest.raises(Problem):
        questions(debate, "r9")
    with pytest.raises(Problem):
        ask(debate, "r9", "trust", node="n9", link="r8")
    with pytest.raises(Problem):
        ask(debate, "r1", "no such question", node="n9", link="r9")
    with pytest.raises(Problem):
        ask(debate, "r1", "field", node="n9", link="r9", premise="n1")


@pytest.mark.parametrize("kind", ["support", "attack"])
@pytest.mark.parametrize("scheme", schemes(), ids=lambda scheme: scheme.id)
def test_a_question_that_was_asked_counts_as_asked(scheme: Scheme, kind: str):
    for question in scheme.questions:
        debate = argued(scheme.name, kind)
        assert asked(debate) == set()
        debate, _inverse = apply(debate, ask(debate, "r1", question.id, node="n9", link="r9"))
        assert asked(debate) == {question.id}
        card, made = debate.nodes["n9"], debate.relations["r9"]
        assert card.text == question.doubt
        assert (NEEDS_BACKING in card.tags) == (question.burden == "back")
        if question.kind == "undercut":
            assert (made.kind, made.target) == ("attack", "r1")
        elif question.kind == "premise":
            assert (made.kind, made.target) == (
                "attack",
                ("n2", "n3")[question.premise] if len(scheme.premises) == 2 else "n2",
            )
        else:
            assert (made.kind, made.target) == ("attack" if kind == "support" else "support", "n1")


def test_what_would_rebut_an_undercut_undercuts_it():
    debate = argued("analogy", "support", "n4 claim It is like that.", "r2 n4 attack r1")
    debate = replay([EditRelation("r2", {"scheme": "analogy"})], debate)
    operation = ask(debate, "r2", "counter-case", node="n9", link="r9")
    debate, _inverse = apply(debate, operation)
    assert (debate.relations["r9"].kind, debate.relations["r9"].target) == ("attack", "r2")
    assert asked(debate, "r2") == {"counter-case"}
    assert asked(debate, "r1") == set()


def test_the_asker_may_choose_the_words_and_the_premise():
    debate = argued("expert opinion")
    operation = ask(debate, "r1", "field", node="n9", link="r9", text="She is a botanist.", premise="n3")
    debate, _inverse = apply(debate, operation)
    assert debate.nodes["n9"].text == "She is a botanist."
    assert debate.relations["r9"].target == "n3"


def test_our_own_words_on_a_map_in_another_language_say_so():
    debate = argued("expert opinion")
    debate.language = "de"
    ours, theirs = (
        ask(debate, "r1", "field", node="n9", link="r9", text=text).operations[0]
        for text in (None, "Falsches Fach.")
    )
    assert isinstance(ours, AddNode)
    assert ours.node.language == "en"
    assert isinstance(theirs, AddNode)
    assert theirs.node.language is None


def test_a_new_question_comes_last():
    debate = argued("expert opinion", "support", "n4 claim Not so.", "r2 n4 attack r1")
    debate = replay([EditRelation("r2", {"rank": "z" * 200})], debate)
    operation = ask(debate, "r1", "trust", node="n9", link="r9")
    assert isinstance(operation.operations[1], AddRelation)
    debate, _inverse = apply(debate, operation)
    assert [each.id for each in debate.incoming("r1")] == ["r2", "r9"]


def test_a_hidden_question_is_not_asked_and_taking_it_back_opens_it():
    debate = argued("expert opinion")
    debate, inverse = apply(debate, ask(debate, "r1", "trust", node="n9", link="r9"))
    hidden, _show = apply(debate, Hide("n9"))
    assert asked(hidden) == set()
    untagged, _tags = apply(debate, EditNode("n9", {"tags": ()}))
    assert asked(untagged) == set()
    back, _again = apply(debate, inverse)
    assert back == argued("expert opinion")


@given(maps())
def test_any_map_can_be_asked(debate: ArgumentMap):
    for relation in debate.relations:
        named, _back = apply(debate, EditRelation(relation, {"scheme": "ExpertOpinion"}))
        for each in questions(named, relation):
            operation = ask(named, relation, each.question.id, node="n-new", link="r-new")
            after, _inverse = apply(named, operation)
            (now,) = [again for again in questions(after, relation) if again.question == each.question]
            assert "r-new" in now.by
