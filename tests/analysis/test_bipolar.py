"""What supports mean: against the published examples, and against the definitions on small frameworks."""

from __future__ import annotations

import json
import random
from itertools import product

import pytest

from argmap.analysis.bipolar import KINDS, READINGS, Bipolar
from argmap.analysis.extensions import Undetermined, extensions
from tests.analysis.brute import Brute, greatest, subsets

Pair = tuple[str, str]


def drawn(random_: random.Random, most: int) -> tuple[list[str], list[Pair], list[Pair]]:
    names = [f"a{number}" for number in range(random_.randint(1, most))]
    pairs = list(product(names, names))
    attacks = [pair for pair in pairs if random_.random() < 0.2]
    supports = [pair for pair in pairs if random_.random() < 0.2]
    return names, attacks, supports


def closure(names: list[str], supports: list[Pair]) -> set[Pair]:
    """Support over any number of steps, none included."""
    found = {(name, name) for name in names} | set(supports)
    while more := {(a, d) for a, b in found for c, d in found if b == c} - found:
        found |= more
    return found


def test_the_published_cases(shared):
    cases = [
        case
        for case in json.loads((shared / "cases" / "semantics.json").read_text("utf-8"))
        if case["kind"] == "bipolar"
    ]
    assert len(cases) >= 2
    for case in cases:
        pairs = [[tuple(pair) for pair in case[key]] for key in ("attacks", "supports")]
        debate = Bipolar(case["args"], *pairs)
        expected = case["expected"]
        if "deductive_dung_attacks" in expected:
            deductive = debate.framework("deductive")
            assert deductive.attacks == sorted(tuple(pair) for pair in expected["deductive_dung_attacks"])
            assert set(extensions(deductive, "preferred")) == {frozenset(each) for each in expected["PR"]}
        for each in expected.get("d_admissible", ()):
            assert debate.is_admissible(set(each), "d")
            assert frozenset(each) in set(debate.admissible_sets("d"))
        for each in expected.get("not_s_admissible", ()):
            assert not debate.is_admissible(set(each), "s")
            assert frozenset(each) not in set(debate.admissible_sets("s"))


def test_deductive_support_carries_attacks_forward_and_back():
    debate = Bipolar("sabt", attacks=[("a", "b")], supports=[("s", "a"), ("t", "b")])
    assert debate.added_attacks("deductive") == [("s", "b"), ("s", "t"), ("a", "t")]


def test_necessary_support_is_deductive_support_turned_round():
    random_ = random.Random(1)
    for _ in range(100):
        names, attacks, supports = drawn(random_, 6)
        turned = [(target, supporter) for supporter, target in supports]
        necessary = Bipolar(names, attacks, supports).framework("necessary")
        assert necessary == Bipolar(names, attacks, turned).framework("deductive")


def test_necessary_support_has_secondary_and_extended_attacks():
    debate = Bipolar("anbm", attacks=[("a", "b")], supports=[("b", "m"), ("a", "n")])
    # Secondary: b is necessary for m. Extended: a is necessary for n.
    assert debate.added_attacks("necessary") == [("a", "m"), ("n", "b"), ("n", "m")]


def test_no_support_no_added_attack():
    debate = Bipolar("ab", [("a", "b")], [])
    assert [debate.added_attacks(reading) for reading in READINGS] == [[], [], []]


def test_the_deductive_reading_by_definition():
    random_ = random.Random(2)
    for _ in range(200):
        names, attacks, supports = drawn(random_, 6)
        chains = closure(names, supports)
        expected = {
            (a, b) for x, c in attacks for a in names for b in names if (a, x) in chains and (b, c) in chains
        }
        assert set(Bipolar(names, attacks, supports).framework("deductive").attacks) == expected


@pytest.mark.parametrize("kind", KINDS)
def test_admissible_sets_by_definition(kind):
    random_ = random.Random(3)
    for _ in range(150):
        names, attacks, supports = drawn(random_, 6)
        chains = closure(names, supports)
        set_attacks = {(a, c) for a, b in chains for x, c in attacks if x == b}
        set_attacks |= {(x, d) for x, b in attacks for c, d in chains if c == b}
        brute = Brute(names, set_attacks)
        debate = Bipolar(names, attacks, supports)

        def holds(chosen: frozenset[str], brute=brute, chains=chains, supports=supports) -> bool:
            if kind == "s":
                backed = {b for a, b in chains if a in chosen}
                return not brute.attacked_by(chosen) & backed
            return kind == "d" or all(b in chosen for a, b in supports if a in chosen)

        expected = {each for each in brute.admissible if holds(each)}
        found = list(debate.admissible_sets(kind))
        assert len(found) == len(set(found))
        assert set(found) == expected, (names, attacks, supports)
        assert {each for each in subsets(names) if debate.is_admissible(each, kind)} == expected


class Evidence:
    """Evidential frameworks by their definition (Oren and Norman 2008), for single supporters."""

    def __init__(
        self, names: list[str], attacks: list[Pair], supports: list[Pair], evident: set[str]
    ) -> None:
        self.names, self.attacks, self.supports, self.evident = names, attacks, supports, evident

    def chains(self, name: str, within: frozenset[str]) -> list[frozenset[str]]:
        """The chains of supports from evidence to a name, its supporters all within a set."""
        if name in self.evident:
            return [frozenset({name})]
        rest = within - {name}
        return [
            chain | {name}
            for one, other in self.supports
            if other == name and one in rest
            for chain in self.chains(one, rest)
        ]

    def hits(self, chosen: frozenset[str]) -> set[str]:
        return {target for one, target in self.attacks if one in chosen and self.chains(one, chosen)}

    def acceptable(self, name: str, chosen: frozenset[str]) -> bool:
        if not self.chains(name, chosen):
            return False
        everyone, hits = frozenset(self.names), self.hits(chosen)
        return all(
            hits & chain
            for one, target in self.attacks
            if target == name
            for chain in self.chains(one, everyone)
        )

    def admissible(self) -> list[frozenset[str]]:
        return [
            each for each in subsets(self.names)
            if not self.hits(each) & each and all(self.acceptable(name, each) for name in each)
        ]  # fmt: skip

    def complete(self) -> list[frozenset[str]]:
        return [
            each for each in self.admissible()
            if all(name in each for name in self.names if self.acceptable(name, each))
        ]  # fmt: skip


def test_the_evidential_reading_by_definition():
    random_ = random.Random(4)
    for turn in range(250):
        names, attacks, supports = drawn(random_, 5)
        evident = {name for name in names if random_.random() < 0.4} if turn % 2 else None
        given = (
            {name for name in names if not any(b == name != a for a, b in supports)}
            if evident is None
            else evident
        )
        right = Evidence(names, attacks, supports, given)
        framework = Bipolar(names, attacks, supports).framework("evidential", evident=evident)
        assert framework.arguments[: len(names)] == tuple(names)
        told = (names, attacks, supports, given)
        every = {"complete": right.complete(), "preferred": greatest(right.admissible())}
        chains = closure(names, supports)
        if not any(a != b and (b, a) in chains for a, b in chains):
            every["admissible"] = right.admissible()
        every["grounded"] = [
            each for each in every["complete"] if all(each <= other for other in every["complete"])
        ]
        for semantics, expected in every.items():
            found = {each.intersection(names) for each in extensions(framework, semantics)}
            assert found == set(expected), (semantics, *told)


def test_arguments_in_a_circle_are_not_each_others_evidence():
    circle = Bipolar("eabx", attacks=[("x", "e")], supports=[("e", "a"), ("a", "b"), ("b", "a")])
    (grounded,) = extensions(circle.framework("evidential"), "grounded")
    assert grounded.intersection("eabx") == {"x"}


def test_names_of_lacks_do_not_collide():
    debate = Bipolar(["a", "no evidence for a"], [], [("no evidence for a", "a")])
    assert debate.framework("evidential").arguments == ("a", "no evidence for a", "no evidence for a'")


def test_what_is_refused():
    debate = Bipolar("ab", [("a", "b")], [("a", "b")])
    for call in (
        lambda: debate.framework("defeasible"),
        lambda: debate.added_attacks("x"),
        lambda: debate.admissible_sets("e"),
        lambda: debate.is_admissible({"a"}, "e"),
        lambda: debate.is_admissible({"z"}, "d"),
        lambda: debate.framework("evidential", evident=["z"]),
        lambda: Bipolar("ab", [], [("a", "z")]),
        lambda: Bipolar("aa", [], []),
        lambda: Bipolar("ab", [], [("a", "b"), ("a", "b")]),
    ):
        with pytest.raises(ValueError, match=r"\w"):
            call()


def test_the_budget_of_admissible_sets_holds():
    names = [f"a{number}" for number in range(60)]
    attacks = [(names[number], names[number ^ 1]) for number in range(60)]
    with pytest.raises(Undetermined):
        sum(1 for _ in Bipolar(names, attacks, []).admissible_sets("s", budget=0.2))
