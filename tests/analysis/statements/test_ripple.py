"""The ripple of a change gives what working everything out anew gives."""

from __future__ import annotations

from random import Random

import pytest

from argmap.analysis.labelling import Labelling
from argmap.analysis.statements import ripple
from argmap.analysis.statements.circles import components, upstream
from argmap.analysis.statements.ripple import Ripple
from argmap.analysis.statements.structure import LABELS, Structure
from tests.analysis.structures import structure, trial
from tests.generated import SHAPES, generated


def _ripple(base: Labelling, watched: list[int]) -> Ripple:
    case = base.case
    return Ripple(case.structure, case.assumed, case.rules, base.labels, watched, case.held)


@pytest.mark.parametrize("reach", [1, ripple.REACH, 1000])
def test_every_effect_is_that_of_a_new_labelling(reach: int, monkeypatch: pytest.MonkeyPatch):
    """Whether circles are always revised, as far as it pays, or nearly always worked out anew."""
    monkeypatch.setattr(ripple, "REACH", reach)
    changed = 0
    for seed in range(1000 * reach, 1000 * reach + 700):
        each, random = trial(seed, forcing=0.2), Random(seed)
        base = each.labelled()
        ids, count = base.case.structure.ids, base.case.structure.statements
        watched = [unit for unit in range(count) if random.random() < 0.4]
        found = _ripple(base, watched)
        free = [unit for unit in range(count) if unit not in base.case.held]
        for _ in range(6 if free else 0):
            chosen = random.sample(free, min(len(free), random.choice((1, 1, 1, 2, 3))))
            changes = {unit: random.choice((0, 1, 2)) for unit in chosen}
            new = base.holding({ids[unit]: LABELS[label] for unit, label in changes.items()}).labels
            expected = {unit: new[unit] for unit in watched if new[unit] != base.labels[unit]}
            assert dict(found.effect(changes)) == expected, (seed, changes)
            changed += bool(expected)
    assert changed > 500


@pytest.mark.parametrize("shape", SHAPES)
@pytest.mark.parametrize("burden", ["presume", "prove"])
def test_in_large_debates_too(shape: str, burden: str):
    from argmap.analysis.labelling import label

    base = label(generated(5, 60 if shape == "dense" else 300, shape), burden=burden)
    structure_, random = base.case.structure, Random(shape)
    watched = [unit for unit in range(structure_.statements) if unit % 7 == 0]
    found = _ripple(base, watched)
    for unit in random.sample(range(structure_.statements), 60):
        label_ = random.choice([each for each in (0, 1, 2) if each != base.labels[unit]])
        new = base.holding({structure_.ids[unit]: LABELS[label_]}).labels
        expected = {each: new[each] for each in watched if new[each] != base.labels[each]}
        assert dict(found.effect({unit: label_})) == expected


def test_components_are_the_circles_inputs_first():
    for seed in range(300):
        found = Structure.of(structure(Random(seed)).visible())
        units = list(range(found.size))
        circles = components(found, units)
        assert sorted(unit for circle in circles for unit in circle) == units
        reach = {unit: set(upstream(found, found.inputs(unit))) for unit in units}
        place = {unit: number for number, circle in enumerate(circles) for unit in circle}
        for unit in units:
            together = {unit} | {other for other in reach[unit] if unit in reach[other]}
            assert set(circles[place[unit]]) == together
            assert all(place[other] <= place[unit] for other in reach[unit])


def test_the_distance_is_that_of_the_shortest_way():
    for seed in range(100):
        found = Structure.of(structure(Random(seed)).visible())
        if found.statements:
            distance = upstream(found, [0])
            assert distance[0] == 0
            for unit in distance:
                assert all(distance[before] <= distance[unit] + 1 for before in found.inputs(unit))
