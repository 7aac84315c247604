"""Products of lists that are still being found."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import count, islice, product

from hypothesis import given
from hypothesis import strategies as st

from argmap.analysis.engine.product import products


@given(st.lists(st.lists(st.integers(), max_size=3), max_size=4))
def test_all_choices_each_once(factors: list[list[int]]):
    assert sorted(products([iter(each) for each in factors])) == sorted(product(*factors))


def test_no_more_is_fetched_than_needed():
    fetched: list[int] = []

    def endless(factor: int) -> Iterator[int]:
        for number in count():
            fetched.append(factor)
            yield number

    assert list(islice(products([endless(factor) for factor in range(50)]), 3))
    assert len(fetched) <= 50 + 2


def test_an_empty_list_leaves_no_choice_and_is_asked_first():
    assert list(products([iter([]), count()])) == []
    assert list(products([count(), iter([])])) == []
