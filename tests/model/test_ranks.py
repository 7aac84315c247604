from __future__ import annotations

import random
from itertools import pairwise

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from argmap.model.ranks import after, between, is_rank, spread
from tests.invariants import is_rank as is_rank_said_again
from tests.strategies import ranks

DIGITS = "0123456789abcdefghijklmnopqrstuvwxyz"


def base36(number: int, width: int) -> str:
    made = ""
    for _ in range(width):
        number, digit = divmod(number, 36)
        made = DIGITS[digit] + made
    return made.rstrip("0")


@pytest.mark.parametrize("rank", ["", "1", "i", "z", "01", "0001", "a0b", "9" * 200])
def test_ranks(rank: str):
    assert is_rank(rank)


@pytest.mark.parametrize("rank", ["0", "10", "A", "i ", "i\n", "é", "٣", "-1", "1.5", "9" * 201])
def test_what_is_no_rank(rank: str):
    assert not is_rank(rank)


@given(st.text("019azAé ", max_size=5))
def test_what_is_a_rank_is_said_twice(text: str):
    assert is_rank(text) == is_rank_said_again(text)


@given(st.lists(ranks(), min_size=2, max_size=2, unique=True).map(sorted))
def test_between_two_ranks_is_always_another(ends: list[str]):
    low, high = ends
    middle = between(low, high)
    assert low < middle < high
    assert is_rank(middle)
    assert len(middle) <= max(map(len, ends)) + 1


@given(ranks())
def test_after_the_last_rank_is_always_another(last: str):
    for following in (between(last, None), after(last)):
        assert last < following
        assert is_rank(following)


@given(ranks(), ranks())
def test_between_refuses_ends_that_leave_no_room(low: str, high: str):
    assume(low >= high)
    with pytest.raises(ValueError, match="no rank between"):
        between(low, high)


@given(st.integers(0, 3000))
def test_spread_ranks_are_in_order_with_room_everywhere(count: int):
    made = spread(count)
    assert len(made) == count
    assert all(map(is_rank, made))
    assert made == sorted(set(made))
    for low, high in pairwise(["", *made]):
        assert low < between(low, high) < high
    width = 1
    while 36**width < 2 * (count + 1):
        width += 1
    assert all(len(rank) <= width for rank in made)


def test_ranks_are_no_longer_than_they_need_be():
    assert between("1", "20001") == "1i"
    assert between("a1", "b") == "ai"
    assert (max(map(len, spread(17))), max(map(len, spread(18)))) == (1, 2)


def test_a_hundred_thousand_cards_spread_out_in_order():
    made = spread(100_000)
    assert all(low < high for low, high in pairwise(made))
    assert max(map(len, made)) == 4


def test_a_million_appends_stay_at_most_eight_characters_long():
    # Each append is the next number of four digits, and then of eight: looked at here and there on the way.
    dice = random.Random(36)
    numbers = [0, 1, 35, 36, 36**3 - 1, 36**4 - 2, *(dice.randrange(36**4 - 1) for _ in range(2_000))]
    for number in numbers:
        assert after(base36(number, 4)) == base36(number + 1, 4)
    full = base36(36**4 - 1, 4)
    assert after(full) == "zzzz0001"
    for number in (1, 36, 1_000_000, *(dice.randrange(1, 1_000_000) for _ in range(2_000))):
        assert after(full + base36(number, 4)) == full + base36(number + 1, 4)
    last = ""
    for _ in range(5_000):
        last, before = after(last), last
        assert before < last
    assert len(last) <= 4


def test_a_hundred_moves_to_one_and_the_same_place_keep_ranks_short():
    low = high = "i"
    for _ in range(100):
        low = between(low, "j")
        high = between("", high)
    assert max(len(low), len(high)) <= 25


def test_any_order_can_be_made_by_moving_one_at_a_time():
    dice = random.Random(7)
    row = spread(10)
    for _ in range(500):
        row.pop(dice.randrange(len(row)))
        place = dice.randrange(len(row) + 1)
        low = row[place - 1] if place else ""
        row.insert(place, between(low, row[place] if place < len(row) else None))
        assert row == sorted(set(row))
    assert all(map(is_rank, row))
