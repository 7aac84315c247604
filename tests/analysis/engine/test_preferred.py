"""Preferred extensions grow step by step, however small the steps are that the solver happens to take."""

from __future__ import annotations

import random

import pytest

from argmap.analysis.engine import preferred
from argmap.analysis.engine.clock import Clock
from argmap.analysis.engine.graph import Graph
from argmap.analysis.engine.models import every_admissible
from argmap.analysis.framework import Framework
from argmap.messages import Message
from tests.analysis.brute import Brute, drawn


def smallest(graph: Graph, clock: Clock) -> list[int] | None:
    """An admissible set that is not empty, and as small as may be."""
    every = every_admissible(graph._replace(origin=range(graph.size + 1)), clock)
    found = [list(each) for each in every if each]
    if not found:
        return None
    least = min(found, key=len)
    return sorted(least)


@pytest.mark.parametrize("steps", ["small", "as they come"])
def test_growing_ends_in_a_preferred_extension(monkeypatch: pytest.MonkeyPatch, steps: str):
    if steps == "small":
        monkeypatch.setattr(preferred, "something", smallest)
    random_ = random.Random(5)
    clock = Clock(None, Message("a test"))
    for _ in range(300):
        names, attacks = drawn(random_)
        framework, brute = Framework(names, attacks), Brute(names, attacks)
        for chosen in random_.sample(brute.admissible, min(3, len(brute.admissible))):
            numbers = [framework.number(name) for name in chosen]
            found = framework.named(preferred.grown(framework.graph, numbers, clock))
            assert found in brute.extensions("preferred"), (names, attacks, chosen)
            assert chosen <= found
