"""What counts as a fault of a picture: the tests of layouts and links rest on it."""

from __future__ import annotations

import pytest

from argmap.diagram.cards import WIDTH
from argmap.diagram.corridors import Box
from argmap.diagram.layout import STEP
from argmap.diagram.paths import Path
from tests.diagram.geometry import _met

CARDS = {1: [(0.0, 40.0, "upper"), (56.0, 100.0, "lower")]}
BOXES = {node: Box(1, top, bottom - top, STEP, WIDTH) for top, bottom, node in CARDS[1]}
LEFT, RIGHT = STEP, STEP + WIDTH


@pytest.mark.parametrize(
    ("line", "met"),
    [
        (Path((0, 20), (((900, 20),),)), {"upper"}),
        (Path((900, 70), (((0, 70),),)), {"lower"}),
        (Path((0, 48), (((900, 48),),)), set()),  # between the two
        (Path((0, 40), (((900, 40),),)), set()),  # along an edge
        (Path((LEFT + 9, -50), (((LEFT + 9, 200),),)), {"upper", "lower"}),
        (Path((RIGHT + 9, -50), (((RIGHT + 9, 200),),)), set()),  # down the corridor
        (
            Path((RIGHT, 20), (((RIGHT + 20, 20), (RIGHT + 20, 90), (2 * STEP, 90)),)),
            set(),
        ),  # swings through it
        (Path((RIGHT, 20), (((RIGHT - 90, 20), (RIGHT - 90, 90), (2 * STEP, 90)),)), {"upper", "lower"}),
        (Path((LEFT - 9, -50), (((LEFT + 9, 90),),)), {"lower", "upper"}),
        (Path((LEFT - 9, 50), (((LEFT + 9, 51),), ((LEFT + 9, 60),))), {"lower"}),
    ],
)
def test_a_line_meets_the_cards_that_it_runs_through(line, met):
    assert set(_met(line, BOXES, CARDS)) == met
