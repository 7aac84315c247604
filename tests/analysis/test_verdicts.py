"""Positions side by side."""

from __future__ import annotations

import pytest

from argmap.analysis.labelling import label
from argmap.analysis.verdicts import rivalry, verdict
from argmap.model import replay
from argmap.model.operations import EditNode
from tests.written import written

DEBATE = written(
    "n1 position A.", "n2 position B.", "n3 position C.", "n4 claim D.",
    "r1 n4 support n1", "r2 n4 support n2", "r3 n4 support n3",
)  # fmt: skip


def test_one_position():
    found = label(DEBATE, forced={"n2": "out", "n3": "undecided"})
    said = [str(verdict(found, position)) for position in ("n1", "n2", "n3")]
    assert said == ["“A.” stands", "“B.” does not stand", "“C.” is open"]


@pytest.mark.parametrize(
    ("forced", "beginning"),
    [
        ({}, "3 rival positions stand"),
        ({"n1": "out"}, "“B.” and “C.” stand both, though they are rivals"),
        ({"n1": "out", "n2": "undecided"}, None),
        ({"n1": "out", "n2": "undecided", "n3": "out"}, "None of the rival positions stands so far."),
        ({"n1": "out", "n2": "out", "n3": "out"}, "None of the rival positions stands: each"),
    ],
)
def test_rivals(forced: dict[str, str], beginning: str | None):
    said = rivalry(label(DEBATE, forced=forced))
    assert said is None if beginning is None else str(said).startswith(beginning)


def test_independent_positions_are_no_rivals():
    free = replay([EditNode(card, {"stance": "independent"}) for card in ("n1", "n2")], DEBATE)
    assert rivalry(label(free)) is None
