"""Extensions and acceptance: the published cases, what must hold between semantics, laziness, what is refused."""

from __future__ import annotations

import json
import math
import random
from itertools import islice, pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from argmap.analysis.extensions import MODES, SEMANTICS, accepted, count, extensions, one, witness
from argmap.analysis.framework import Framework

SHORT = {
    "GR": "grounded", "CO": "complete", "PR": "preferred", "ST": "stable", "SST": "semi-stable", "STG": "stage",
    "ID": "ideal", "EA": "eager", "NA": "naive",
}  # fmt: skip


@st.composite
def frameworks(draw: st.DrawFn, most: int = 12) -> Framework:
    names = [f"a{number}" for number in range(draw(st.integers(0, most)))]
    if not names:
        return Framework([], [])
    pairs = st.tuples(st.sampled_from(names), st.sampled_from(names))
    return Framework(names, draw(st.lists(pairs, unique=True, max_size=3 * len(names))))


def every(framework: Framework, semantics: str) -> set[frozenset[str]]:
    return set(extensions(framework, semantics))


def mutual(pairs: int) -> Framework:
    """Pairs of arguments that attack each other: two to the number of pairs preferred extensions."""
    attacks = [
        (f"{side}{number}", f"{other}{number}") for number in range(pairs) for side, other in ("xy", "yx")
    ]
    return Framework([name for name, _ in attacks], attacks)


def test_the_published_cases(shared):
    cases = [
        case
        for case in json.loads((shared / "cases" / "semantics.json").read_text("utf-8"))
        if case["kind"] == "dung"
    ]
    assert len(cases) >= 10
    for case in cases:
        framework = Framework(case["args"], [tuple(pair) for pair in case["attacks"]])
        for short, expected in (*case["expected"].items(), *case["all_semantics"].items()):
            assert every(framework, SHORT[short]) == {frozenset(each) for each in expected}, (
                case["id"],
                short,
            )


@pytest.mark.parametrize(
    ("attacks", "semantics", "expected"),
    [
        ("ab ba", "preferred", ["a", "b"]),  # Dung 1995: the Nixon diamond
        ("ab ba", "grounded", [""]),
        ("ab bc ca", "stable", []),  # an odd loop
        ("ab bc ca", "preferred", [""]),
        ("ab bc ca", "stage", ["a", "b", "c"]),  # Verheij 1996
        ("ab bc", "complete", ["ac"]),  # reinstatement
        ("ab ba bc cd de ec", "preferred", ["a", "bd"]),  # Caminada 2006
        ("ab ba bc cd de ec", "semi-stable", ["bd"]),
        ("ab ba bc cd de ec", "ideal", [""]),
        ("ab ba bc cd de ec", "eager", ["bd"]),  # Caminada 2007: larger than the ideal extension
        ("ab bb", "stable", ["a"]),
        ("ab ba ac bc", "ideal", [""]),
        ("ab ba bb", "ideal", ["a"]),  # Dung, Mancarella and Toni 2007: larger than the grounded extension
        ("ab ba bb", "grounded", [""]),
        ("aa", "naive", [""]),
        ("ab bc", "naive", ["ac", "b"]),
        ("ab bc", "admissible", ["", "a", "ac"]),
        ("ab", "conflict-free", ["", "a", "b"]),
    ],
)
def test_textbook(attacks: str, semantics: str, expected: list[str]):
    pairs = [(pair[0], pair[1]) for pair in attacks.split()]
    framework = Framework(sorted(set(attacks) - {" "}), pairs)
    assert every(framework, semantics) == {frozenset(each) for each in expected}


@given(frameworks())
def test_the_semantics_stand_in_the_proved_relations(framework: Framework):
    found = {semantics: every(framework, semantics) for semantics in SEMANTICS}
    (grounded,), (ideal,), (eager,) = found["grounded"], found["ideal"], found["eager"]
    assert grounded <= ideal <= eager
    assert {grounded, ideal, eager} <= found["complete"]
    assert all(grounded <= each for each in found["complete"])
    assert all(ideal <= each for each in found["preferred"])
    assert all(eager <= each for each in found["semi-stable"])
    assert found["stable"] <= found["semi-stable"] <= found["preferred"] <= found["complete"]
    assert found["complete"] <= found["admissible"] <= found["conflict-free"]
    assert found["stable"] <= found["stage"] <= found["naive"] <= found["conflict-free"]
    if found["stable"]:
        assert found["stable"] == found["semi-stable"] == found["stage"]


@given(frameworks(), st.randoms(use_true_random=False))
def test_names_and_order_do_not_matter(framework: Framework, random_: random.Random):
    names = list(framework.arguments)
    random_.shuffle(names)
    renamed = {name: f"z{number}" for number, name in enumerate(names)}
    attacks = [(renamed[one_], renamed[other]) for one_, other in framework.attacks]
    random_.shuffle(attacks)
    again = Framework(renamed.values(), attacks)
    for semantics in SEMANTICS:
        assert every(again, semantics) == {
            frozenset(renamed[name] for name in each) for each in every(framework, semantics)
        }


@given(frameworks(6), frameworks(6))
def test_extensions_of_two_components_are_their_products(first: Framework, second: Framework):
    left = [f"l{name}" for name in first.arguments]
    attacks = [(f"l{one_}", f"l{other}") for one_, other in first.attacks] + second.attacks
    both = Framework([*second.arguments, *left], attacks)
    for semantics in SEMANTICS:
        ones = [frozenset(f"l{name}" for name in each) for each in extensions(first, semantics)]
        expected = {one_ | other for one_ in ones for other in extensions(second, semantics)}
        assert every(both, semantics) == expected
        assert count(both, semantics) == len(expected)


@given(frameworks())
def test_witnesses_are_extensions(framework: Framework):
    for semantics in SEMANTICS:
        listed = every(framework, semantics)
        for argument in framework.arguments[:3]:
            inside = witness(framework, argument, semantics, "credulous")
            outside = witness(framework, argument, semantics, "skeptical")
            assert inside is None or (argument in inside and inside in listed)
            assert outside is None or (argument not in outside and outside in listed)


def test_very_many_extensions_are_counted_and_asked_about_at_once():
    # Listing them one by one would not end within the lifetime of anybody, so the timeout of the test is enough.
    framework = mutual(1_000)
    for semantics in ("preferred", "stable", "semi-stable", "stage", "naive"):
        assert count(framework, semantics) == 2**1_000
    assert (
        count(framework, "complete")
        == count(framework, "admissible")
        == count(framework, "conflict-free")
        == 3**1_000
    )
    for semantics in SEMANTICS:
        several = list(islice(extensions(framework, semantics), 5))
        assert len(set(several)) == len(several)
    assert accepted(framework, "x7", "preferred", "credulous")
    assert not accepted(framework, "x7", "preferred", "skeptical")


def test_the_first_of_very_many_in_one_component_are_there_at_once():
    pairs = mutual(200)
    names = [*pairs.arguments, "all"]
    framework = Framework(names, [*pairs.attacks, *((name, "all") for name in pairs.arguments)])
    for semantics in SEMANTICS:
        assert len(set(islice(extensions(framework, semantics, budget=20), 3))) == min(
            3, 1 if semantics in {"grounded", "ideal", "eager"} else 3
        )


def test_conflict_free_sets_are_counted_in_large_components():
    chain = [f"a{number}" for number in range(60)]
    framework = Framework(chain, pairwise(chain))
    fibonacci = [1, 2]
    while len(fibonacci) <= 60:
        fibonacci.append(sum(fibonacci[-2:]))
    assert count(framework, "conflict-free", budget=20) == fibonacci[60]
    clique = Framework(chain, [(one_, other) for one_ in chain for other in chain if one_ < other])
    assert count(clique, "conflict-free") == 61
    assert count(clique, "naive") == 60


def test_where_there_is_no_extension_all_are_skeptically_accepted_and_none_credulously():
    framework = Framework("abx", [("a", "a"), ("b", "x")])
    assert one(framework, "stable") is None
    assert count(framework, "stable") == 0
    assert list(extensions(framework, "stable")) == []
    for argument in framework.arguments:
        assert accepted(framework, argument, "stable", "skeptical")
        assert not accepted(framework, argument, "stable", "credulous")
        assert witness(framework, argument, "stable", "credulous") is None
        assert witness(framework, argument, "stable", "skeptical") is None


def test_the_empty_framework_has_one_extension_the_empty_one():
    for semantics in SEMANTICS:
        assert list(extensions(Framework([], []), semantics)) == [frozenset()]
        assert (count(Framework([], []), semantics), one(Framework([], []), semantics)) == (1, frozenset())


def test_long_chains_and_rings_do_not_exhaust_the_stack():
    chain = [f"a{number}" for number in range(20_000)]
    framework = Framework(chain, zip(chain, [*chain[1:], chain[0]], strict=True))
    assert count(framework, "preferred") == 2
    assert len(one(framework, "naive") or ()) == 10_000
    assert len(one(framework, "stable") or ()) == 10_000
    assert len(next(iter(extensions(framework, "conflict-free")))) == 10_000


def test_what_is_refused():
    framework = Framework("a", [])
    for call in (
        lambda: extensions(framework, "prefered"),
        lambda: one(framework, ""),
        lambda: count(framework, "PR"),
        lambda: accepted(framework, "a", "stable", "sceptical"),
        lambda: accepted(framework, "b", "stable", "credulous"),
        lambda: witness(framework, "b", "stable", "credulous"),
        lambda: extensions(framework, "stable", budget=-1),
        lambda: one(framework, "stable", budget=math.nan),
    ):
        with pytest.raises(ValueError, match=r"\w"):
            call()
    assert set(MODES) == {"credulous", "skeptical"}
