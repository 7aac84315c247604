from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from argmap.formats import csl


@pytest.mark.parametrize(
    ("brief", "whole"),
    [
        ({"author": "X"}, {"author": [{"literal": "X"}]}),
        ({"author": ["X", "Y"]}, {"author": [{"literal": "X"}, {"literal": "Y"}]}),
        ({"issued": 2025}, {"issued": {"date-parts": [[2025]]}}),
        ({"issued": "2025-09"}, {"issued": {"date-parts": [[2025, 9]]}}),
        ({"issued": "2025-09-10"}, {"issued": {"date-parts": [[2025, 9, 10]]}}),
        ({"issued": "spring 2025"}, {"issued": {"literal": "spring 2025"}}),
        ({"title": "T", "URL": "https://a.org"}, {"title": "T", "URL": "https://a.org"}),
        ({"author": [{"family": "X", "given": "Y"}]}, {"author": [{"family": "X", "given": "Y"}]}),
    ],
)
def test_short_and_full(brief: dict[str, Any], whole: dict[str, Any]) -> None:
    assert csl.full(brief) == whole
    assert csl.short(whole) == brief


@given(
    st.dictionaries(
        st.sampled_from(["author", "issued", "title"]),
        st.recursive(
            st.none() | st.booleans() | st.integers(-1, 3000) | st.text(max_size=8) | st.just("2025-01-02"),
            lambda inner: (
                st.lists(inner, max_size=3)
                | st.dictionaries(st.sampled_from(["literal", "date-parts", "x"]), inner, max_size=2)
            ),
        ),
    )
)
def test_what_is_full_comes_back_from_its_short_form(fields: dict[str, Any]) -> None:
    whole = csl.full(fields)
    assert csl.same(csl.full(csl.short(whole)), whole)
