"""All extensions, their number and a single one, against the definitions, on 2,000 small frameworks."""

from __future__ import annotations

import random
from itertools import islice

import pytest

from argmap.analysis.extensions import SEMANTICS, count, extensions, one
from argmap.analysis.framework import Framework
from tests.analysis.brute import Brute, drawn

PARTS = 4


@pytest.mark.parametrize("part", range(PARTS))
def test_extensions_agree_with_the_definitions(part: int):
    random_ = random.Random(part)
    for _ in range(2_000 // PARTS):
        names, attacks = drawn(random_)
        brute, framework = Brute(names, attacks), Framework(names, attacks)
        for semantics in SEMANTICS:
            expected = brute.extensions(semantics)
            told = (semantics, names, attacks)
            found = list(extensions(framework, semantics))
            assert len(found) == len(set(found)), told
            assert set(found) == set(expected), told
            assert list(islice(extensions(framework, semantics), 2)) == found[:2], told
            assert count(framework, semantics) == len(expected), told
            some = one(framework, semantics)
            assert some in expected if expected else some is None, told
