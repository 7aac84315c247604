"""Centring: nearer the middle of the answers, never over a neighbour, never out of order."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from argmap.diagram.layout import SIBLING_GAP, tree
from argmap.diagram.layout.centre import centre
from tests.diagram.layout.test_layouts import depths, forest, in_reading_order, least_gap


def test_a_box_moves_to_the_middle_of_its_answers():
    assert centre([0.0, 0.0, 56.0], [40.0] * 3, [[1, 2], [], []], [0]) == [28.0, 0.0, 56.0]


def test_it_moves_only_as_far_as_its_neighbour_allows():
    # 1 and 2 stand one below the other; the answers of 1 stand far below both.
    tops = centre([28.0, 0.0, 56.0, 300.0], [40.0] * 4, [[1, 2], [3], [], []], [0])
    assert tops[1] == 0.0
    assert tops[2] == 56.0


@given(st.integers(0, 10**6), st.integers(1, 60), st.integers(1, 4), st.randoms(use_true_random=False))
def test_order_and_gaps_are_kept_wherever_the_boxes_stood(seed, size, roots, dice):
    heights, children, tops_of = forest(seed, size, roots)
    tops = tree.place(heights, children, tops_of)
    # Spread every column by chance: still in order, no longer centred.
    shift: dict[int, float] = {}
    far = depths(children)
    for box in in_reading_order(children, tops_of):
        shift[far[box]] = shift.get(far[box], 0.0) + dice.choice([0, 0, 30])
        tops[box] += shift[far[box]]
    moved = centre(tops, heights, children, tops_of)
    assert least_gap(moved, (heights, children, tops_of)) >= SIBLING_GAP - 1e-6
