"""What a map becomes as an abstract framework, and how far that agrees with the labelling: on random maps with everything."""

from __future__ import annotations

import random

import pytest

from argmap.analysis.extensions import SEMANTICS, accepted, extensions, one
from argmap.analysis.framework_files import FORMATS, dump, load
from argmap.analysis.labelling import Labelling, is_assumed, label
from argmap.analysis.statements.standards import BURDENS
from argmap.analysis.translation import Translation, framework_of
from argmap.model import ArgumentMap, Node, Relation, replay
from argmap.model.operations import AddNode, AddRelation, Operation
from tests.analysis.structures import structure

SEEDS = range(1_500)


def debate(*cards: str, **relations: str) -> ArgumentMap:
    """Cards as "n1 claim", relations as r1="n1,n2 attack n3"."""
    log: list[Operation] = []
    for card in cards:
        identifier, kind, *tags = card.split()
        log.append(AddNode(Node(identifier, kind, f"Text of {identifier}.", tags=tuple(tags))))
    for identifier, words in relations.items():
        premises, kind, target = words.split()
        log.append(AddRelation(Relation(identifier, kind, tuple(premises.split(",")), target)))
    return replay(log)


def grounded(made: Translation) -> dict[str, str]:
    """The labels that the grounded extension gives to cards and relations."""
    (extension,) = extensions(made.framework, "grounded")
    beaten = {target for attacker, target in made.framework.attacks if attacker in extension}
    own = {**made.cards, **made.relations}
    return {
        item: "in" if name in extension else "out" if name in beaten else "undecided"
        for item, name in own.items()
    }


def labels(found: Labelling) -> dict[str, str]:
    return {**found.nodes, **found.relations}


def decides_no_more(less: dict[str, str], other: dict[str, str]) -> bool:
    """Whether all that the first decides, the other decides alike."""
    assert less.keys() == other.keys()
    return all(name in ("undecided", other[item]) for item, name in less.items())


def assumed(shown: ArgumentMap, burden: str) -> list[str]:
    return [card for card, node in shown.nodes.items() if is_assumed(node, burden)]


def goes_in_a_circle(shown: ArgumentMap) -> bool:
    """Whether some statement supports itself over some steps."""
    above: dict[str, set[str]] = {card: set() for card in shown.nodes}
    for relation in shown.relations.values():
        if relation.kind == "support" and relation.target in above:
            for premise in relation.premises:
                above[premise].add(relation.target)
    for start, targets in above.items():
        reached = set(targets)
        waiting = list(reached)
        while waiting:
            new = above[waiting.pop()] - reached
            reached |= new
            waiting += new
        if start in reached:
            return True
    return False


@pytest.mark.parametrize("burden", BURDENS)
def test_the_grounded_extension_lies_between_two_labellings(burden: str):
    equal = circles = further = 0
    for seed in SEEDS:
        shown = structure(random.Random(seed)).visible()
        cards = assumed(shown, burden)
        own = grounded(framework_of(shown, burden))
        least = labels(label(shown, burden="presume", standard="dialectical", assumed=cards))
        most = labels(label(shown, burden="prove", standard="dialectical", assumed=cards))
        assert decides_no_more(labels(label(shown, burden="presume", assumed=cards)), least), seed
        assert decides_no_more(least, own), seed
        assert decides_no_more(own, most), seed
        further += own != least
        if goes_in_a_circle(shown):
            circles += own != most
            continue
        assert own == most, seed
        equal += 1
    # It was no accident: there were maps of each sort.
    assert equal > 500
    assert circles > 0
    assert further > 100


@pytest.mark.parametrize("burden", BURDENS)
def test_what_is_accepted_is_never_out_in_the_labelling_itself(burden: str):
    for seed in SEEDS:
        shown = structure(random.Random(seed)).visible()
        own = grounded(framework_of(shown, burden))
        for standard in ("none", "dialectical"):
            found = labels(label(shown, burden=burden, standard=standard))
            assert {own[i] + " " + name for i, name in found.items()}.isdisjoint({"in out", "out in"}), seed


def test_what_the_auxiliary_arguments_say_is_true():
    """Under semantics that ask for defence, in every extension: with all premises, with some reason."""
    for seed in range(150):
        shown = structure(random.Random(seed), 5).visible()
        made = framework_of(shown, "prove")
        attacked = {name: set(made.framework.attackers_of(name)) for name in made.framework.arguments}
        for semantics in ("complete", "preferred", "stable", "semi-stable", "ideal", "eager"):
            for extension in extensions(made.framework, semantics):
                for relation in shown.relations.values():
                    if relation.id in extension:
                        assert extension.issuperset(relation.premises), (seed, semantics)
                for card in set(made.cards) & extension:
                    reasons = [
                        each.id
                        for each in shown.relations.values()
                        if each.kind == "support" and each.target == card and each.id in extension
                    ]
                    assert is_assumed(shown.nodes[card], "prove") or reasons, (seed, semantics)
                for name in made.auxiliary:
                    if name.startswith("not-") and name in extension:
                        assert attacked[name.removeprefix("not-")] & extension, (seed, semantics)


def test_supports_linked_premises_and_undercuts_as_attacks():
    made = framework_of(
        debate("p position", "a claim", "b claim", "u claim", r1="a,b support p", r2="u attack r1")
    )
    assert set(made.framework.attacks) == {
        ("a", "not-a"), ("b", "not-b"), ("u", "not-u"), ("not-a", "r1"), ("not-b", "r1"), ("not-u", "r2"),
        ("r2", "r1"), ("r1", "nothing-for-p"), ("nothing-for-p", "p"),
    }  # fmt: skip
    assert made.cards == {"p": "p", "a": "a", "b": "b", "u": "u"}
    assert made.relations == {"r1": "r1", "r2": "r2"}
    assert set(made.auxiliary) == {"not-a", "not-b", "not-u", "nothing-for-p"}
    assert str(made.auxiliary["not-a"]) == "“Text of a.” is rejected."
    assert one(made.framework, "grounded") == frozenset({"a", "b", "u", "r2", "nothing-for-p"})


def test_the_burden_and_the_tags_say_what_is_assumed():
    shown = debate("a claim", "b claim agreed", "c claim needs-backing")
    assert set(framework_of(shown).auxiliary) == {"nothing-for-c"}
    assert set(framework_of(shown, "prove").auxiliary) == {"nothing-for-a", "nothing-for-c"}
    with pytest.raises(ValueError, match="There is no burden 'guess': presume, prove"):
        framework_of(shown, "guess")


def test_a_relation_that_rests_on_a_question_is_never_accepted():
    shown = debate("q question", "a claim", "p position", r1="q attack a", r2="q,a support p")
    made = framework_of(shown)
    assert ("r1", "r1") in made.framework.attacks
    for semantics in SEMANTICS:
        for item in ("r1", "r2"):
            assert not accepted(made.framework, item, semantics, "credulous")


def test_two_who_contradict_each_other_can_both_be_defended():
    shown = debate("a claim", "b claim", "c claim", r1="a attack b", r2="b attack a", r3="a attack c")
    made = framework_of(shown)
    found = {frozenset(each & {"a", "b", "c"}) for each in extensions(made.framework, "preferred")}
    assert found == {frozenset("a"), frozenset("bc")}


def test_names_never_clash_whatever_the_ids_are():
    shown = debate(
        "a claim", "not-a claim", "nothing-for-a claim", "not-a- claim needs-backing", "a- claim",
        r1="a attack not-a", r2="a- attack a", r3="not-a- attack a",
    )  # fmt: skip
    made = framework_of(shown, "prove")
    assert len(set(made.framework.arguments)) == len(made.framework.arguments)
    assert len(made.framework) == len(made.cards) + len(made.relations) + len(made.auxiliary)


def test_every_format_takes_it():
    made = framework_of(structure(random.Random(11)))
    for form in FORMATS:
        back = load(dump(made.framework, form))
        assert sum(map(len, back.graph.targets)) == len(made.framework.attacks)
        assert (back == made.framework) == (form != "iccma")


def test_it_is_linear_in_the_map():
    shown = debate(
        *(f"n{i} claim" for i in range(1, 5_001)),
        **{f"r{i}": f"n{i},n{i + 1} support n{i // 2 + 1}" for i in range(1, 5_000)},
    )
    made = framework_of(shown, "prove")
    assert len(made.framework) <= 3 * len(shown.nodes) + len(shown.relations)
    premises = sum(len(each.premises) for each in shown.relations.values())
    assert len(made.framework.attacks) <= 2 * len(shown.nodes) + 2 * len(shown.relations) + premises


def test_an_empty_map_and_hidden_cards():
    assert len(framework_of(replay([])).framework) == 0
    shown = replay([AddNode(Node("a", "claim", "A.", hidden=True)), AddNode(Node("b", "claim", "B."))])
    assert framework_of(shown).framework.arguments == ("b",)
