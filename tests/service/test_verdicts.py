from __future__ import annotations

from dataclasses import replace

import pytest

from argmap.diagram.marks import SIGNS as DRAWN
from argmap.model import Node, Relation, Source, apply, replay
from argmap.model.operations import AddNode, AddRelation, AddSource
from argmap.service.verdicts import SIGNS, UNSETTLED, WORDS, percent, verdicts
from tests.written import written

DEAL = written(
    "n0 question Should it go ahead?",
    "n1 position It goes ahead.",
    "n2 claim Jobs come.",
    "n3 claim The jobs go to outsiders.",
    "n4 claim Outsiders leave again.",
    "n5 position It stops.",
    "r1 n2 support n1",
    "r2 n3 attack n2",
    "r3 n4 attack r2",
)


def test_every_statement_has_a_word_a_sign_and_a_reason_and_a_question_has_none():
    found = verdicts(DEAL)
    assert {card: found.label(card) for card in DEAL.nodes} == {
        "n0": None, "n1": "in", "n2": "in", "n3": "in", "n4": "in", "n5": "undecided",
    }  # fmt: skip
    assert found.failing == {"r2"}
    assert found.counts() == {"in": 4, "undecided": 1}
    marks = found.marks()
    assert marks.keys() == {"n1", "n2", "n3", "n4", "n5"}
    assert (marks["n1"].words, marks["n1"].sign, marks["n1"].figure) == ("stands", "tick", "")
    assert (marks["n5"].words, marks["n5"].sign) == ("open", "ring")
    assert str(found.reason("n1")).startswith("Stands: ")
    with pytest.raises(KeyError):
        found.reason("n0")
    assert found.basis("n0") is found.figure("n0") is None


def test_words_and_signs_are_those_of_all_labels():
    assert set(WORDS) == set(SIGNS) == {"in", "out", "undecided"}
    assert set(SIGNS.values()) == set(DRAWN)


def test_marks_are_of_what_was_asked_for_in_the_language_that_was_asked_for():
    found = verdicts(DEAL)
    german = {"open": "offen", "Verdict: {verdict}.": "Stand: {verdict}."}
    said = found.marks(lambda key: german.get(key, key), cards=["n5", "n0", "n9"])
    assert said.keys() == {"n5"}
    assert (said["n5"].words, said["n5"].said) == ("offen", "Stand: offen.")
    bare = found.marks(verdict=False, strength=True)["n5"]
    assert (bare.words, bare.figure, bare.said) == ("", "50\u00a0%", "Strength: 50\u00a0%.")
    assert found.marks(verdict=False) == {}


def test_a_strength_says_where_it_begins():
    debate = replay([
        AddSource(Source("s1", {"title": "A report"}, credibility=0.8)),
        AddNode(Node("n1", "evidence", "Dust fell.", sources=("s1",))),
        AddNode(Node("n2", "claim", "The air clears.")),
        AddRelation(Relation("r1", "support", ("n1",), "n2")),
    ])  # fmt: skip
    found = verdicts(debate)
    judged, middle = (str(found.basis(card)).replace("\u00a0", " ") for card in ("n1", "n2"))
    assert judged.startswith("Strength 80 %; its source was judged at 80 %")
    assert "in the middle, at 50 %" in middle


def test_what_does_not_settle_has_no_strength_and_that_is_said():
    found = verdicts(written("n1 claim A.", "n2 claim B.", "r1 n1 attack n2", "r2 n2 attack n1"))
    found.__dict__["strengths"] = replace(found.strengths, converged=False)
    assert found.figure("n1") is None
    assert str(found.basis("n1")) == UNSETTLED
    assert {mark.figure for mark in found.marks(strength=True).values()} == {""}


def test_a_share_is_never_said_to_be_nothing_or_everything_when_it_is_not():
    said = {share: str(percent(share)).split("\u00a0")[0] for share in (0.0, 0.001, 0.724, 0.9999, 1.0)}
    assert said == {0.0: "0", 0.001: "1", 0.724: "72", 0.9999: "99", 1.0: "100"}


def test_one_revision_is_judged_once_and_the_next_one_anew():
    first = verdicts(DEAL)
    assert verdicts(DEAL) is first
    more, _ = apply(DEAL, AddNode(Node("n6", "claim", "More.")))
    assert verdicts(more) is not first
    assert verdicts(more).label("n6") == "in"
    for n in range(20):  # so many that the first are no longer kept
        verdicts(written(f"n{n} claim A."))
    assert verdicts(DEAL) is not first
    assert verdicts(DEAL).labelling.nodes == first.labelling.nodes
