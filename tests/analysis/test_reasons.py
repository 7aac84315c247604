"""The reasons in words: one case for each sentence, and what must be true of all of them."""

from __future__ import annotations

import re

import pytest

from argmap.analysis.labelling import label
from argmap.analysis.reasons import LENGTH
from argmap.model import ArgumentMap, Source, replay
from argmap.model.operations import AddSource, Cite, EditNode
from tests.analysis.structures import trial
from tests.generated import generated
from tests.written import written

LINES = (
    "n1 position Yes.", "n2 claim Jobs.", "n3 claim Water.", "n4 claim Pumps.", "n5 claim Roads.",
    "n6 evidence Figures.",
)  # fmt: skip
BEGINNINGS = {"in": "Stands: ", "out": "Does not stand: ", "undecided": "Open: "}


def _reason(*lines: str, card: str = "n1", **rules: object) -> str:
    return str(label(written(*LINES, *lines), **rules).reasons[card])  # type: ignore[arg-type]


def _sourced(debate: ArgumentMap, *pairs: tuple[str, str]) -> ArgumentMap:
    sources = [AddSource(Source(source, {})) for source in dict.fromkeys(source for _, source in pairs)]
    return replay([*sources, *(Cite(card, source) for card, source in pairs)], debate)


FOR, AGAINST, ANSWER = "r1 n2 support n1", "r2 n3 attack n1", "r3 n4 attack n3"


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        ((), "Open: nobody has given a reason that stands."),
        ((FOR,), "Stands: “Jobs.” speaks for it, and nobody has spoken against it."),
        ((AGAINST,), "Does not stand: “Water.” speaks against it, and nobody has given a reason for it."),
        ((FOR, AGAINST), "Open: “Jobs.” speaks for it, “Water.” against it, and neither has been answered."),
        (
            (FOR, AGAINST, ANSWER),
            "Stands: “Jobs.” speaks for it, and what was said against it (“Water.”) does not stand.",
        ),
        (
            (FOR, AGAINST, ANSWER, "r4 n5 attack n4"),
            "Open: “Jobs.” speaks for it, “Water.” against it, and both stand.",
        ),
        (
            (FOR, "r2 n3 attack r1"),
            "Open: “Jobs.” is not enough to show it, because of “Water.”; there is no other reason.",
        ),
        (
            (FOR, "r2 n3 attack n2"),
            "Open: the only reason for it, “Jobs.”, does not stand; nothing else speaks for or against it.",
        ),
        (
            (FOR, "r2 n3 attack n2", "r3 n2 attack n3"),
            "Open: “Jobs.”, given for it, is itself open.",
        ),
        (
            (FOR, AGAINST, ANSWER, "r4 n3 attack n4"),
            "Open: “Jobs.” speaks for it, but “Water.”, said against it, is itself open.",
        ),
        (
            (FOR, AGAINST, "r3 n4 attack n2", "r4 n2 attack n4"),
            "Open: “Water.” speaks against it; “Jobs.”, given for it, is itself open.",
        ),
        (
            (FOR, AGAINST, "r3 n4 attack n2"),
            "Does not stand: “Water.” speaks against it, and no reason for it stands.",
        ),
        (
            (FOR, "r4 n4,n5 support n1"),
            "Stands: “Jobs.” and “Pumps.” with “Roads.” speak for it, and nobody has spoken against it.",
        ),
        (
            (FOR, "r4 n4 support n1", "r5 n5 support n1"),
            "Stands: “Jobs.” and 2 more speak for it, and nobody has spoken against it.",
        ),
        (
            (FOR, "r4 n4 support n1", AGAINST),
            "Open: 2 of 2 reasons stand; answering “Water.” would settle it.",
        ),
        (
            (FOR, "r4 n4 support n1", AGAINST, "r5 n5 attack n1"),
            "Open: 2 of 2 reasons stand; “Water.” and “Roads.” keep it open.",
        ),
        (
            (FOR, "r4 n4 support n1", "r2 n3,n5 attack n1"),
            "Open: 2 of 2 reasons stand, but “Water.” with “Roads.” speaks against it; answering “Water.” would settle it.",
        ),
    ],
)
def test_a_position_under_presumption(lines: tuple[str, ...], expected: str):
    assert _reason(*lines) == expected


@pytest.mark.parametrize(
    ("lines", "card", "expected"),
    [
        ((), "n1", "Does not stand: nobody has given a reason for it."),
        ((), "n2", "Does not stand: nobody has given a reason for it."),
        ((), "n6", "Does not stand: it is given as evidence, but without a source."),
        ((FOR,), "n1", "Does not stand: the only reason for it, “Jobs.”, does not stand."),
        ((FOR, "r4 n4 support n1"), "n1", "Does not stand: none of the 2 reasons for it stands."),
        (
            (FOR, "r4 n1 support n2"),
            "n1",
            "Does not stand: the reasons for it, such as “Jobs.”, only lead round in a circle.",
        ),
    ],
)
def test_under_the_burden_of_proof(lines: tuple[str, ...], card: str, expected: str):
    assert _reason(*lines, card=card, burden="prove") == expected


def test_sources_under_the_burden_of_proof():
    debate = _sourced(written(*LINES, "r1 n6 support n1", "r2 n3 attack n6"), ("n6", "s1"))
    reasons = label(debate, burden="prove").reasons
    assert (
        str(reasons["n6"])
        == "Stands: it has a source, and what was said against it (“Water.”) does not stand."
    )
    assert str(reasons["n1"]).endswith("nobody has spoken against it. Only one source is cited for it.")


def test_agreed_and_needs_backing():
    debate = replay(
        [EditNode("n2", {"tags": ("agreed",)}), EditNode("n3", {"tags": ("needs-backing",)})], written(*LINES)
    )
    reasons = label(debate, burden="prove").reasons
    assert str(reasons["n2"]) == "Stands: it has been agreed on."
    assert str(reasons["n3"]) == "Does not stand: it needs backing, and nobody has given any."


@pytest.mark.parametrize(
    ("standard", "pro", "con", "expected"),
    [
        ("scintilla", 0.1, 0.9, "Stands: “Jobs.” speaks for it, and here one reason is enough, in spite of “Water.”"),
        ("preponderance", 0.6, 0.4, "Stands: “Jobs.” speaks for it more strongly than “Water.” against it (0.60 to 0.40)."),
        ("preponderance", 0.4, 0.6, "Does not stand: “Water.” speaks against it more strongly than “Jobs.” for it (0.60 to 0.40)."),
        ("preponderance", 0.4, 0.4, "Open: “Jobs.” speaks for it, “Water.” against it, and both are equally strong."),
        ("clear", 0.9, 0.2, "Stands: “Jobs.” speaks for it far more strongly than “Water.” against it (0.90 to 0.20)."),
        ("clear", 0.6, 0.4, "Does not stand: “Jobs.” for it does not clearly outweigh “Water.” against it (0.60 to 0.40)."),
        ("beyond-doubt", 0.9, 0.2, "Stands: “Jobs.” speaks for it so strongly that “Water.” leaves no real doubt (0.90 to 0.20)."),
        ("beyond-doubt", 0.9, 0.3, "Does not stand: “Water.” leaves a real doubt, in spite of “Jobs.” (0.90 to 0.30)."),
        ("dialectical", 0.9, 0.1, "Does not stand: “Water.” speaks against it, and here nothing may be left standing against it."),
    ],
)  # fmt: skip
def test_proof_standards(standard: str, pro: float, con: float, expected: str):
    lines = (FOR, AGAINST, ANSWER, "r4 n5 attack n4")
    strengths = {"r1": pro, "r2": con, "r3": 0.5, "r4": 0.5}
    assert _reason(*lines, standard=standard, strengths=strengths) == expected


def test_what_is_held_says_so():
    base = label(written(*LINES, FOR))
    assert (
        str(base.without("n2").reasons["n2"]) == "Does not stand: switched off for now, to see what follows."
    )
    assert str(base.holding({"n1": "in"}).reasons["n1"]) == "Stands: held so for now, to see what follows."


def test_a_question_is_no_reason():
    debate = written("n1 question Why?", "n2 position Yes.", "r1 n1 support n2")
    assert str(label(debate, burden="prove").reasons["n2"]) == (
        "Does not stand: “Why?”, put for it, is only a question."
    )
    assert "n1" not in label(debate).reasons


def test_one_source_alone_is_said_and_two_are_not():
    debate = written(*LINES, FOR, "r4 n6 support n2")
    said = "Only one source is cited for it."
    assert said not in str(label(debate).reasons["n1"])
    assert said in str(label(_sourced(debate, ("n2", "s1"), ("n6", "s1"))).reasons["n1"])
    assert said not in str(label(_sourced(debate, ("n2", "s1"), ("n6", "s2"))).reasons["n1"])
    against = _sourced(written(*LINES, AGAINST), ("n3", "s1"))
    assert str(label(against).reasons["n1"]).endswith("Only one source is cited against it.")


def test_every_label_has_its_sentence():
    for seed in range(2000):
        base = trial(seed).labelled()
        for card, message in base.reasons.items():
            assert str(message).startswith(BEGINNINGS[base.nodes[card]]), (seed, card, str(message))


def test_what_would_settle_it_settles_it():
    promised = 0
    for seed in range(3000):
        debate = trial(seed, most=12).debate
        base = label(replay([EditNode("n1", {"kind": "position", "hidden": False})], debate))
        sentence = str(base.reasons["n1"])
        if "would settle it" in sentence:
            answered = re.findall(r"answering “Text of (n\d+)\.” would settle it", sentence)[0]
            assert base.without(answered).nodes["n1"] != "undecided", (seed, sentence)
            promised += 1
    assert promised > 10


def test_sentences_stay_short_whatever_the_cards_are_called():
    for shape in ("linked", "mixed", "undercuts"):
        debate = generated(2, 300, shape)
        for burden in ("presume", "prove"):
            for standard in ("none", "preponderance"):
                found = label(debate, burden=burden, standard=standard)
                assert max(len(str(message)) for message in found.reasons.values()) <= LENGTH + 10


def test_reasons_are_a_mapping():
    reasons = label(written(*LINES)).reasons
    assert len(reasons) == 6
    assert list(reasons) == ["n1", "n2", "n3", "n4", "n5", "n6"]
    with pytest.raises(KeyError):
        reasons["n9"]
