"""Preferred and stable extensions, and acceptance, against clingo, on 200 frameworks of 50 to 200 arguments."""

from __future__ import annotations

import random

import clingo
import pytest

from argmap.analysis.extensions import Undetermined, accepted, count, extensions, one
from argmap.analysis.framework import Framework

PARTS = 4
MOST = 40  # extensions that are compared one by one

CONFLICT_FREE = "{in(X)} :- arg(X). :- in(X), in(Y), att(X,Y). beaten(X) :- in(Y), att(Y,X). #show in/1."
ADMISSIBLE = CONFLICT_FREE + ":- in(X), att(Y,X), not beaten(Y)."
STABLE = CONFLICT_FREE + ":- arg(X), not in(X), not beaten(X)."
GREATEST = ("--heuristic=Domain", "--enum-mode=domRec", "--dom-mod=3,16")


def drawn(random_: random.Random) -> Framework:
    """A framework of a few clusters, with attacks within and between them, many of them mutual."""
    size = random_.randint(50, 200)
    names = [str(number) for number in range(1, size + 1)]
    cluster = random_.choice([6, 12, 25])
    density = random_.choice([1.2, 2.0, 3.0])
    attacks = set()
    for _ in range(int(size * density)):
        one_ = random_.randint(1, size)
        near = random_.random() < 0.9
        other = (
            (one_ - 1) // cluster * cluster + random_.randint(1, cluster)
            if near
            else random_.randint(1, size)
        )
        if other <= size:
            attacks.add((one_, other))
            if random_.random() < 0.3:
                attacks.add((other, one_))
    return Framework.numbered(names, sorted(attacks))


def models(framework: Framework, program: str, *options: str, most: int = 0) -> list[frozenset[str]]:
    control = clingo.Control([*options, str(most)])
    facts = [f"arg({name})." for name in framework.arguments]
    facts += [f"att({attacker},{target})." for attacker, target in framework.attacks]
    control.add("base", [], program + "".join(facts))
    control.ground([("base", [])])
    found: list[frozenset[str]] = []
    control.solve(
        on_model=lambda model: found.append(
            frozenset(str(each.arguments[0].number) for each in model.symbols(shown=True))
        )
    )
    return found


@pytest.mark.parametrize("part", range(PARTS))
def test_clingo_agrees(part: int):
    random_ = random.Random(part)
    compared = 0
    for _ in range(200 // PARTS):
        framework = drawn(random_)
        for semantics, program, options in (("preferred", ADMISSIBLE, GREATEST), ("stable", STABLE, ())):
            expected = models(framework, program, *options, most=MOST + 1)
            few = len(expected) <= MOST
            if few:
                compared += 1
                assert set(extensions(framework, semantics)) == set(expected)
                assert count(framework, semantics) == len(expected)
            else:
                assert all(accepted(framework, each, semantics, "credulous") for each in expected[0])
            some = one(framework, semantics)
            assert (some in expected if expected else some is None) if few else some is not None
            for argument in random_.sample(framework.arguments, 2):
                agree(framework, argument, semantics, program, expected if few else None)
    assert compared > 40


def agree(
    framework: Framework, argument: str, semantics: str, program: str, expected: list[frozenset[str]] | None
) -> None:
    """Acceptance of one argument; skeptical under preferred is asked of clingo only where it has listed all."""
    inside = models(framework, f"{program} :- not in({argument}).", most=1)
    assert accepted(framework, argument, semantics, "credulous") == bool(inside)
    if expected is not None:
        outside = any(argument not in each for each in expected)
    elif semantics == "stable":
        outside = bool(models(framework, f"{program} :- in({argument}).", most=1))
    else:
        return
    assert accepted(framework, argument, semantics, "skeptical") == (not outside)


@pytest.mark.parametrize("semantics", ["semi-stable", "stage", "ideal", "eager"])
def test_the_others_agree_with_what_clingo_lists(semantics: str):
    """Semi-stable and eager from all preferred extensions, stage from all naive ones, ideal by its definition."""
    random_ = random.Random(99)
    compared = 0
    for _ in range(20):
        framework = drawn(random_)
        program = CONFLICT_FREE if semantics == "stage" else ADMISSIBLE
        listed = models(framework, program, *GREATEST, most=301)
        if len(listed) > 300:
            continue
        compared += 1
        widest = greatest_ranges(framework, listed)
        if semantics in {"semi-stable", "stage"}:
            assert set(extensions(framework, semantics)) == set(widest)
        else:
            within = listed if semantics == "ideal" else widest
            shared = frozenset.intersection(*within)
            barred = "".join(f":- in({each})." for each in framework.arguments if each not in shared)
            assert [one(framework, semantics)] == models(framework, ADMISSIBLE + barred, *GREATEST, most=0)
    assert compared >= 3 or semantics == "stage"


def greatest_ranges(framework: Framework, listed: list[frozenset[str]]) -> list[frozenset[str]]:
    targets: dict[str, set[str]] = {name: set() for name in framework.arguments}
    for attacker, target in framework.attacks:
        targets[attacker].add(target)
    ranges = {each: each.union(*(targets[name] for name in each)) for each in listed}
    return [each for each in listed if not any(ranges[each] < other for other in ranges.values())]


def test_pigeons_are_undetermined_and_not_refused():
    from tests.analysis.hard import pigeons

    with pytest.raises(Undetermined):
        accepted(pigeons(12), "fits", "preferred", "credulous", budget=0.3)
    assert not accepted(pigeons(5), "fits", "preferred", "credulous")
    assert one(pigeons(5), "stable") is None
