from __future__ import annotations

from random import Random

import pytest

from argmap.analysis.gradual.components import components
from argmap.analysis.gradual.network import SMALLEST_STEP, TOLERANCE, Network, Outcome, Pace
from argmap.analysis.gradual.rules import SEMANTICS, joint
from tests.analysis.frameworks import WEIGHTED, thrown


def reachable(inputs: list[list[int]], start: int) -> set[int]:
    seen, waiting = {start}, [start]
    while waiting:
        for other in inputs[waiting.pop()]:
            if other not in seen:
                seen.add(other)
                waiting.append(other)
    return seen


@pytest.mark.parametrize("seed", range(60))
def test_components_are_what_reaches_one_another_in_order_of_dependence(seed: int):
    dice = Random(seed)
    count = dice.randint(1, 12)
    inputs = [[dice.randrange(count) for _ in range(dice.randint(0, 2))] for _ in range(count)]
    found = components(inputs)
    reach = [reachable(inputs, place) for place in range(count)]
    place = {unit: number for number, part in enumerate(found) for unit in part}
    assert sorted(unit for part in found for unit in part) == list(range(count))
    for one in range(count):
        for other in range(count):
            assert (place[one] == place[other]) == (other in reach[one] and one in reach[other])
        assert all(place[other] <= place[one] for other in inputs[one])


def test_components_of_any_depth():
    count = 50_000
    assert len(components([[place + 1] for place in range(count - 1)] + [[]])) == count
    assert len(components([[(place + 1) % count] for place in range(count)])) == 1


@pytest.mark.parametrize("semantics", WEIGHTED)
def test_one_pass_gives_what_iteration_gives(semantics: str):
    graph = thrown(3, 60, 90, semantics, circles=False)
    names = list(graph.base)
    inputs = [
        [[names.index(a) for a, b in dict.fromkeys(pairs) if b == name] for name in names]
        for pairs in (graph.supports, graph.attacks)
    ]
    rule, weights = SEMANTICS[semantics], list(graph.base.values())
    passed, outcome = Network(rule, weights, *inputs).solve()
    whole = Network(rule, weights, *inputs, order=[range(len(names))])  # as if it were one circle
    iterated, rounds = whole.solve()
    assert iterated == pytest.approx(passed, abs=1e-11)
    assert outcome == Outcome(True, 0, 0.0)
    assert rounds.converged
    assert rounds.rounds > 1


def test_only_what_is_asked_for_is_worked_out_again():
    graph = thrown(4, 80, 110, "qe")
    names = list(graph.base)
    inputs = [
        [[names.index(a) for a, b in dict.fromkeys(pairs) if b == name] for name in names]
        for pairs in (graph.supports, graph.attacks)
    ]
    network = Network(SEMANTICS["qe"], list(graph.base.values()), *inputs)
    values, _ = network.solve()
    for unit in range(0, 80, 7):
        places = network.places(network.downstream([unit]))
        weights = [*network.weights]
        weights[unit] = 0.9
        assert network.again(values, places, {unit: 0.9})[0] == network.solve(weights)[0]
        assert network.again(values, places, {}, {unit})[0] == network.solve(off={unit})[0]
        assert unit in network.upstream(unit)


def test_relations_follow_at_once_so_that_circles_of_a_map_move_like_those_of_a_framework():
    plain = Network(SEMANTICS["qe"], [0.9, 0.8], [[], []], [[1], [0]])
    # The same, each attack a relation of its own.
    mapped = Network(
        SEMANTICS["qe"], [0.9, 0.8, 1.0, 1.0], [[], [], [0], [1]], [[3], [2], [], []], statements=2, joint=joint("product")
    )  # fmt: skip
    (values, outcome), (others, other) = plain.solve(), mapped.solve()
    assert others[:2] == values
    assert other == outcome


def test_the_step_is_halved_when_nothing_comes_of_it():
    pace, restarts = Pace(), 0
    for _ in range(96):
        restarts += pace.again(0.5)
    assert restarts == 2
    assert pace.step == 0.25
    pace = Pace()
    assert not any(pace.again(0.5**number) for number in range(200))
    assert SMALLEST_STEP < 1
    assert TOLERANCE == 1e-12
