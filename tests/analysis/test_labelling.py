"""The labelling: each rule by a small case, the laws by many structures, all of it against a second implementation."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from random import Random

import pytest

from argmap.analysis.labelling import label
from argmap.analysis.statements.standards import BURDENS, STANDARDS
from argmap.model import ArgumentMap, Node, Relation, Source, replay
from argmap.model.changes import building
from argmap.model.map import targets_first
from argmap.model.operations import AddNode, AddRelation, AddSource, EditNode, Hide, Operation
from tests.analysis.naive_labelling import naive_labels
from tests.analysis.structures import structure, trial
from tests.generated import generated
from tests.written import written

ORDER = {"out": 0, "undecided": 1, "in": 2}


def labels(*lines: str, **rules: object) -> dict[str, str]:
    """The labels of a debate in the notation of `written`, "n1 position ..." being understood for n1."""
    found = label(written(*lines), **rules)  # type: ignore[arg-type]
    return {**found.nodes, **found.relations}


def test_the_labelling_is_the_one_of_the_definition():
    seen: Counter[str] = Counter()
    for seed in range(5000):
        each = trial(seed)
        found = each.labelled()
        expected = naive_labels(each.debate, **each.rules, strengths=each.strengths, forced=each.forced)
        assert {**found.nodes, **found.relations} == expected, (seed, each)
        seen.update(expected.values())
    assert min(seen.values()) > 5000


def test_a_claim_is_presumed_and_a_position_is_not():
    found = labels("n1 position Yes.", "n2 claim Jobs.", "n3 evidence Figures.")
    assert found == {"n1": "undecided", "n2": "in", "n3": "in"}


def test_what_has_to_be_proved_is_out_without_reasons():
    sourced = AddNode(Node("n3", "evidence", "Figures.", sources=("s1",)))
    debate = replay(
        [AddSource(Source("s1", {})), sourced], written("n1 position A.", "n2 evidence B.", "n4 claim C.")
    )
    assert label(debate, burden="prove").nodes == {"n1": "out", "n2": "out", "n3": "in", "n4": "out"}


@pytest.mark.parametrize("burden", BURDENS)
def test_agreed_is_always_assumed_and_needs_backing_never(burden: str):
    debate = written("n1 position A.", "n2 claim B.", "n3 claim C.", "n4 claim D.")
    tags = {"n1": ("agreed",), "n2": ("agreed",), "n3": ("needs-backing",), "n4": ("agreed", "needs-backing")}
    debate = replay([EditNode(card, {"tags": each}) for card, each in tags.items()], debate)
    silent = "undecided" if burden == "presume" else "out"
    assert label(debate, burden=burden).nodes == {"n1": "in", "n2": "in", "n3": silent, "n4": "in"}


def test_assumed_cards_take_the_place_of_the_rule():
    debate = written("n1 position A.", "n2 claim B.", "r1 n2 support n1")
    assert label(debate, assumed=[]).nodes == {"n1": "undecided", "n2": "undecided"}
    assert label(debate, burden="prove", assumed={"n2"}).nodes == {"n1": "in", "n2": "in"}
    assert label(debate, burden="prove", assumed=()).nodes == {"n1": "out", "n2": "out"}


LINES = ("n1 position A.", "n2 claim B.", "n3 claim C.", "n4 claim D.", "n5 claim E.")


def test_linked_premises_count_together_and_separate_reasons_each():
    refuted = (*LINES, "r9 n5 attack n3")
    assert labels(*refuted, "r1 n2,n3 support n1")["n1"] == "undecided"
    assert labels(*refuted, "r1 n2 support n1", "r2 n3 support n1")["n1"] == "in"


def test_a_bad_reason_harms_nobody():
    assert labels(*LINES, "r1 n2 support n3", "r2 n4 attack n2")["n3"] == "in"


def test_what_defeats_an_attacker_brings_its_target_back():
    chain = (*LINES, "r1 n2 support n1", "r2 n3 attack n1")
    assert labels(*chain)["n1"] == "undecided"
    assert labels(*chain, "r3 n4 attack n3")["n1"] == "in"
    assert labels(*chain, "r3 n4 attack n3", "r4 n5 attack n4")["n1"] == "undecided"


def test_an_undercut_of_an_undercut_reinstates():
    chain = (*LINES, "r1 n2 support n1", "r2 n3 attack r1")
    assert labels(*chain)["r1"] == "out"
    found = labels(*chain, "r3 n4 attack r2")
    assert (found["r1"], found["r2"], found["n1"]) == ("in", "out", "in")
    assert labels(*chain, "r3 n4 attack r2", "r4 n5 attack r3")["n1"] == "undecided"


def test_an_attack_without_a_reason_refutes():
    assert labels(*LINES, "r1 n2 attack n1", "r2 n3 attack n4") == {
        "n1": "out", "n2": "in", "n3": "in", "n4": "out", "n5": "in", "r1": "in", "r2": "in",
    }  # fmt: skip


def test_two_that_attack_each_other_stay_open_and_so_does_one_that_attacks_itself_through_another():
    found = labels(*LINES, "r1 n2 attack n3", "r2 n3 attack n2")
    assert (found["n2"], found["n3"]) == ("undecided", "undecided")
    found = labels(*LINES, "r1 n2 support n1", "r2 n1 attack n2")
    assert (found["n1"], found["n2"]) == ("undecided", "undecided")


def test_statements_that_only_hold_one_another_up_are_out_where_they_must_be_proved():
    loop = (*LINES, "r1 n2 support n3", "r2 n3 support n2", "r3 n3 support n1")
    assert [labels(*loop, burden="prove")[card] for card in ("n1", "n2", "n3")] == ["out"] * 3
    assert [labels(*loop)[card] for card in ("n1", "n2", "n3")] == ["in"] * 3
    outside = (*loop, "r4 n4 support n2")
    assert [labels(*outside, burden="prove", assumed=["n4"])[card] for card in ("n1", "n2", "n3")] == [
        "in"
    ] * 3


def test_a_loop_that_falls_takes_others_with_it():
    chain = [f"n{number} claim C." for number in range(1, 10)]
    chain += ["r1 n1 support n2", "r2 n2 support n1", "r3 n1 attack n3"]
    chain += ["r4 n4 support n5", "r5 n5 support n4", "r6 n6 support n4", "r7 n3 attack r6"]
    found = labels(*chain, burden="prove", assumed=["n3", "n6"])
    assert [found[f"n{i}"] for i in range(1, 7)] == ["out", "out", "in", "out", "out", "in"]


def test_chains_of_any_length_and_of_loops_too():
    size = 5_000
    chain = [f"n{number} claim C." for number in range(1, size + 1)]
    chain += [f"r{number} n{number} support n{number + 1}" for number in range(1, size)]
    found = label(written(*chain), burden="prove", assumed=["n1"])
    assert set(found.nodes.values()) == {"in"}
    assert set(label(written(*chain), burden="prove").nodes.values()) == {"out"}


@pytest.mark.parametrize(
    ("standard", "verdicts"),
    [
        ("none", "???????"),
        ("scintilla", "iiiiiii"),
        ("preponderance", "i?oiiii"),
        ("clear", "oooioio"),
        ("beyond-doubt", "oooiooo"),
        ("dialectical", "ooooooo"),
    ],
)
def test_a_proof_standard_decides_where_reasons_meet_attacks(standard: str, verdicts: str):
    pairs = [(0.6, 0.5), (0.5, 0.5), (0.4, 0.5), (0.9, 0.2), (0.8, 0.3), (1.0, 0.4), (0.7, 0.2)]
    lines = (*LINES, "r1 n2 support n1", "r2 n3 attack n1")
    found = [labels(*lines, standard=standard, strengths={"r1": pro, "r2": con})["n1"] for pro, con in pairs]
    assert "".join({"in": "i", "out": "o", "undecided": "?"}[each] for each in found) == verdicts


def test_a_standard_waits_for_what_could_change_its_verdict():
    lines = (*LINES, "r1 n2 support n1", "r2 n3 attack n1", "r3 n4 attack n3", "r4 n3 attack n4")
    strong, weak = {"r1": 0.5, "r2": 0.9, "r3": 1, "r4": 1}, {"r1": 0.5, "r2": 0.1, "r3": 1, "r4": 1}
    assert labels(*lines, standard="preponderance", strengths=strong)["n1"] == "undecided"
    assert labels(*lines, standard="preponderance", strengths=weak)["n1"] == "in"


def test_strengths_are_taken_from_the_map_where_the_standard_needs_them():
    lines = (*LINES, "r1 n2 support n1", "r2 n3 attack n1")
    assert labels(*lines, standard="preponderance")["n1"] == "undecided"
    assert labels(*lines, "r3 n4 support n2", standard="preponderance")["n1"] == "in"


def test_a_question_has_no_label_and_an_argument_with_one_is_never_in():
    lines = (
        "n1 question Should it?",
        "n2 position Yes.",
        "n3 claim Jobs.",
        "r1 n1 attack n3",
        "r2 n2 support n1",
    )
    found = labels(*lines)
    assert found == {"n2": "undecided", "n3": "undecided", "r1": "undecided", "r2": "undecided"}
    found = labels(*lines, "n4 claim X.", "r3 n4 attack r1")
    assert (found["r1"], found["n3"]) == ("out", "in")
    proved = labels("n1 question Should it?", "n2 position Yes.", "r1 n1 support n2", burden="prove")
    assert proved == {"n2": "out", "r1": "undecided"}


def test_a_support_of_an_argument_counts_for_nothing():
    lines = (*LINES, "r1 n2 support n1", "r2 n3 attack r1")
    assert labels(*lines, "r3 n4 support r1")["n1"] == labels(*lines)["n1"]


def test_cards_can_be_held_at_a_label():
    debate = written(*LINES, "r1 n2 support n1", "r2 n3 attack n1")
    assert label(debate, forced={"n3": "out"}).nodes["n1"] == "in"
    assert label(debate, forced={"n2": "out"}).nodes["n1"] == "out"
    assert label(debate, forced={"n1": "in"}).nodes["n1"] == "in"
    assert label(debate, forced={"n1": "undecided", "n2": "out"}).nodes["n1"] == "undecided"
    base = label(debate)
    assert base.without("n3").nodes == label(debate, forced={"n3": "out"}).nodes
    assert base.without("n3").holding({"n2": "out"}).nodes["n1"] == "undecided"


@pytest.mark.parametrize(
    "wrong",
    [
        {"burden": "doubt"},
        {"standard": "majority"},
        {"assumed": ["n9"]},
        {"assumed": "n1"},
        {"forced": {"n9": "in"}},
        {"forced": {"n1": "true"}},
        {"standard": "clear", "strengths": {}},
        {"standard": "clear", "strengths": {"r1": 2}},
        {"standard": "clear", "strengths": {"r1": True}},
        {"standard": "clear", "strengths": {"r1": float("nan")}},
    ],
)
def test_what_does_not_exist_is_refused(wrong: dict[str, object]):
    with pytest.raises(ValueError, match=r"There is no|must be given|as a set"):
        label(written(*LINES, "r1 n2 support n1"), **wrong)  # type: ignore[arg-type]


def test_hidden_cards_count_for_nothing():
    for seed in range(300):
        each = trial(seed)
        card = Random(seed).choice(sorted(each.debate.nodes))
        hidden = replay([Hide(card)], each.debate) if not each.debate.nodes[card].hidden else each.debate
        forced = {key: value for key, value in each.forced.items() if key in hidden.visible().nodes}
        shown = replace(each, forced=forced)
        assert card not in shown.labelled(hidden).nodes
        own = (
            None
            if each.rules["assumed"] is None
            else set(each.rules["assumed"]) & set(hidden.visible().nodes)
        )
        bare = replace(shown, rules=each.rules | {"assumed": own})
        assert shown.labelled(hidden) == bare.labelled(hidden.visible())


def test_there_is_one_labelling_whatever_the_order_and_the_names():
    for seed in range(500):
        each = trial(seed, forcing=0)
        names = {i: f"x{i}" for i in [*each.debate.nodes, *each.debate.relations]}
        shuffled = _renamed(each.debate, names, Random(seed))
        own = each.rules["assumed"]
        rules = each.rules | {"assumed": None if own is None else [names[card] for card in own]}
        strengths = {names[i]: value for i, value in each.strengths.items()}
        other = label(shuffled, **rules, strengths=strengths)
        found = each.labelled()
        assert other.nodes == {names[i]: name for i, name in found.nodes.items()}
        assert other.relations == {names[i]: name for i, name in found.relations.items()}


def _renamed(debate: ArgumentMap, names: dict[str, str], random: Random) -> ArgumentMap:
    nodes = [replace(node, id=names[node.id]) for node in debate.nodes.values()]
    random.shuffle(nodes)
    made = [operation for operation in building(debate) if isinstance(operation, AddSource)]
    relations = [
        replace(
            each,
            id=names[each.id],
            premises=tuple(names[premise] for premise in reversed(each.premises)),
            target=names[each.target],
        )
        for each in debate.relations.values()
    ]
    random.shuffle(relations)
    ordered = targets_first({each.id: each for each in relations})
    return replay([*made, *(AddNode(node) for node in nodes), *(AddRelation(each) for each in ordered)])


def test_no_attack_helps_its_target_and_no_reason_harms():
    """The new argument rests on a card of its own, so that nothing else changes but where it is aimed."""
    for seed in range(1500):
        each = trial(seed)
        random = Random(seed)
        target = random.choice(sorted(each.debate.nodes))
        kind = random.choice(("support", "attack"))
        name = random.choice(("in", "out", "undecided"))
        added: list[Operation] = [
            AddNode(Node("x1", "claim", "New.")),
            AddRelation(Relation("x2", kind, ("x1",), target)),
        ]
        more = replay(added, each.debate)
        plus = replace(each, strengths=each.strengths | {"x2": random.random()})
        before, after = each.labelled(), plus.labelled(more, x1=name)
        if target in before.nodes:
            change = ORDER[after.nodes[target]] - ORDER[before.nodes[target]]
            assert change <= 0 if kind == "attack" else change >= 0, (seed, kind, name)


@pytest.mark.parametrize("burden", BURDENS)
@pytest.mark.parametrize("standard", STANDARDS)
def test_large_debates_agree_with_the_definition_too(burden: str, standard: str):
    debate = generated(3, 120, "mixed")
    strengths = {relation: (number % 10) / 10 for number, relation in enumerate(debate.relations)}
    found = label(debate, burden=burden, standard=standard, strengths=strengths)
    expected = naive_labels(debate, burden, standard, strengths=strengths)
    assert {**found.nodes, **found.relations} == expected


def test_an_empty_debate_has_no_labels():
    found = label(ArgumentMap())
    assert (found.nodes, found.relations, dict(found.reasons)) == ({}, {}, {})
    assert label(structure(Random(1))) == label(structure(Random(1)))
