"""Credulous and skeptical acceptance, and what shows it, against the definitions, on 2,000 small frameworks."""

from __future__ import annotations

import random

import pytest

from argmap.analysis.extensions import SEMANTICS, accepted, witness
from argmap.analysis.framework import Framework
from tests.analysis.brute import Brute, drawn

PARTS = 4
ARGUMENTS = 2


@pytest.mark.parametrize("part", range(PARTS))
def test_acceptance_agrees_with_the_definitions(part: int):
    random_ = random.Random(1_000 + part)
    for _ in range(2_000 // PARTS):
        names, attacks = drawn(random_)
        brute, framework = Brute(names, attacks), Framework(names, attacks)
        for semantics in SEMANTICS:
            expected = brute.extensions(semantics)
            for argument in random_.sample(names, min(ARGUMENTS, len(names))):
                told = (argument, semantics, names, attacks)
                inside = [each for each in expected if argument in each]
                outside = [each for each in expected if argument not in each]
                assert accepted(framework, argument, semantics, "credulous") == bool(inside), told
                assert accepted(framework, argument, semantics, "skeptical") == (not outside), told
                for mode, those in (("credulous", inside), ("skeptical", outside)):
                    shown = witness(framework, argument, semantics, mode)
                    assert shown in those if those else shown is None, (mode, *told)
