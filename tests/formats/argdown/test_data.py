from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from argmap.formats import Report, Unreadable
from argmap.formats.argdown import data, escape
from argmap.formats.argdown.braces import Braces
from argmap.formats.argdown.places import Speaker
from argmap.model.text import clean


def read(text: str) -> dict[str, Any]:
    return dict(data.read(text, 0, len(text), Speaker(text, Report())))


def test_words_stay_words() -> None:
    assert read("{a: no, b: 2025-09-10, c: 1.5, d: true, e: ~, f: 0x1F, g: '7', h: .inf, i: [x, {y: z}]}") == {
        "a": "no", "b": "2025-09-10", "c": 1.5, "d": True, "e": None, "f": "0x1F", "g": "7", "h": ".inf",
        "i": ["x", {"y": "z"}],
    }  # fmt: skip


def test_a_block_of_several_lines() -> None:
    text = "{\n  a: text: 1\n}"
    with pytest.raises(Unreadable, match="2:10: Put the text in double quotes: it holds a colon"):
        read(text)
    assert read("{\n  a: x\n  b:\n    - y\n}") == {"a": "x", "b": ["y"]}


_PLAIN = st.text().map(clean)


@given(
    st.dictionaries(
        _PLAIN.filter(bool),
        st.recursive(
            st.none() | st.booleans() | st.integers(-(2**53) + 1, 2**53 - 1) | st.floats(-1e9, 1e9) | _PLAIN,
            lambda inner: st.lists(inner, max_size=3) | st.dictionaries(_PLAIN, inner, max_size=3),
            max_leaves=8,
        ),
    )
)
def test_what_is_written_is_read_again(values: dict[str, Any]) -> None:
    text = escape.data(values)
    assert read(text) == values
    assert Braces(text).end(0) == len(text)
