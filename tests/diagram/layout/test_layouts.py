"""Both layouts: no boxes overlap, siblings keep their order, any forest is placed."""

from __future__ import annotations

import sys
from itertools import pairwise
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from argmap.diagram.layout import ROOT_GAP, SCROLLED, SIBLING_GAP, graphviz, place, tree

Forest = tuple[list[float], list[list[int]], list[int]]


def forest(seed: int, size: int, roots: int = 1) -> Forest:
    """A forest drawn by a seeded dice; boxes come parents first."""
    dice = Random(seed)
    children: list[list[int]] = [[] for _ in range(size)]
    for box in range(roots, size):
        children[dice.randrange(max(0, box - 12), box)].append(box)
    return [dice.uniform(40, 200) for _ in range(size)], children, list(range(min(roots, size)))


def depths(children: list[list[int]]) -> list[int]:
    found = [0] * len(children)
    for box, below in enumerate(children):
        for child in below:
            found[child] = found[box] + 1
    return found


def in_reading_order(children: list[list[int]], roots: list[int]) -> list[int]:
    order, waiting = [], list(reversed(roots))
    while waiting:
        box = waiting.pop()
        order.append(box)
        waiting.extend(reversed(children[box]))
    return order


def least_gap(tops: list[float], made: Forest) -> float:
    """The least space between neighbours in one column; below 0 they overlap or stand in the wrong order."""
    heights, children, roots = made
    far = depths(children)
    least = float("inf")
    last: dict[int, float] = {}
    for box in in_reading_order(children, roots):
        least = min(least, tops[box] - last.get(far[box], float("-inf")))
        last[far[box]] = tops[box] + heights[box]
    return least


@given(st.integers(0, 10**6), st.integers(1, 60), st.integers(1, 4))
def test_the_tree_layout_keeps_the_order_and_the_gaps(seed, size, roots):
    made = forest(seed, size, roots)
    assert least_gap(tree.place(*made), made) >= SIBLING_GAP - 1e-6


@settings(max_examples=15)
@given(seed=st.integers(0, 10**6), size=st.integers(1, 60), roots=st.integers(1, 4))
def test_graphviz_keeps_the_order_and_the_gaps(seed, size, roots):
    made = forest(seed, size, roots)
    assert least_gap(graphviz.place(*made), made) >= SIBLING_GAP - 1.5  # dot rounds to whole points


@given(st.integers(0, 10**6), st.integers(1, 60), st.integers(1, 4), st.floats(0, 400))
def test_no_box_stands_lower_than_one_wishes_below_its_first_answer(seed, size, roots, lowest):
    made = forest(seed, size, roots)
    tops = tree.place(*made, lowest)
    assert least_gap(tops, made) >= SIBLING_GAP - 1e-6
    for box, answers in enumerate(made[1]):
        assert not answers or tops[box] <= tops[answers[0]] + lowest + 1e-6


def test_a_small_tree_is_the_same_when_it_is_scrolled():
    made = forest(7, 5)
    small = ([40.0] * 5, *made[1:])
    assert place(SCROLLED, *small)[0] == tree.place(*small)


def test_a_parent_stands_at_the_middle_of_its_answers():
    tops = tree.place([50.0, 50.0, 50.0], [[1, 2], [], []], [0])
    assert tops[0] - tops[1] == tops[2] - tops[0] == (50 + SIBLING_GAP) / 2


def test_trees_stand_apart_from_one_another():
    tops = tree.place([50.0, 50.0], [[], []], [0, 1])
    assert tops == [0, 50 + ROOT_GAP]


def test_a_shallow_tree_moves_up_into_the_space_beside_a_deep_one():
    # 0 has two answers: 1 with three answers of its own, 2 with none. 2 need not wait for the end of 1's.
    tops = tree.place([40.0] * 6, [[1, 2], [3, 4, 5], [], [], [], []], [0])
    assert tops[2] == tops[1] + 40 + SIBLING_GAP
    assert tops[3] < tops[1] < tops[2] <= tops[5]


def test_chains_of_any_length_and_crowds_of_any_size():
    long = 20_000
    chain = [[box + 1] for box in range(long - 1)] + [[]]
    assert set(tree.place([40.0] * long, chain, [0])) == {0.0}
    crowd = tree.place([40.0] * long, [list(range(1, long)), *([[]] * (long - 1))], [0])
    assert all(b - a == pytest.approx(40 + SIBLING_GAP) for a, b in pairwise(crowd[1:]))


def test_outlines_are_merged_at_the_cost_of_the_shorter():
    """Adding one card at the end of a long chain, again and again, must not walk the chain."""

    def work(size: int) -> int:
        # A comb: a spine whose every card has one more answer.
        children: list[list[int]] = []
        for link in range(size):
            children += [[2 * link + 1, 2 * link + 2] if link < size - 1 else [2 * link + 1], []]
        calls = 0

        def count(frame: object, event: str, argument: object) -> None:
            nonlocal calls
            calls += event in ("call", "c_call")

        sys.setprofile(count)
        try:
            tree.place([40.0] * len(children), children, [0])
        finally:
            sys.setprofile(None)
        return calls

    assert work(2000) < 2.5 * work(1000)


def test_no_boxes_at_all():
    assert tree.place([], [], []) == graphviz.place([], [], []) == []


def test_large_maps_do_not_wait_for_dot(monkeypatch):
    def fail(*_: object) -> list[float]:
        raise AssertionError("dot was started")

    monkeypatch.setattr(graphviz, "place", fail)
    size = 1501
    assert place("auto", [40.0] * size, [list(range(1, size)), *([[]] * (size - 1))], [0])[1:] == ("tree", [])
