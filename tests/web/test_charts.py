"""The charts of an analysis: lengths are those of the numbers, on either side of the page."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from jinja2 import Environment

from argmap.analysis.balance import Balance, Side
from argmap.analysis.map_attribution import Bar
from argmap.web import charts

SHARES = st.floats(0, 1)


def number(text: str) -> float:
    assert text.endswith("%")
    return float(text[:-1])


def drawn(bars: list[Bar], now: float, *, right_to_left: bool = False) -> charts.Chart:
    return charts.tornado(bars, now, "What it hangs on", str, right_to_left=right_to_left)


def test_a_bar_runs_from_disbelief_to_belief():
    made = drawn([Bar("n1", 0.2, 0.8), Bar("n2", 0.7, 0.4)], 0.5)
    assert [(tick.x, tick.words) for tick in made.ticks] == [
        ("0%", "20\xa0%"), ("33.33%", "40\xa0%"), ("66.67%", "60\xa0%"), ("100%", "80\xa0%"),
    ]  # fmt: skip
    assert made.mark == "50%"
    first, second = made.rows
    assert [(each.look, each.x, each.width) for each in first.pieces] == [
        ("pro doubted", "0%", "50%"), ("pro believed", "50%", "50%"),
    ]  # fmt: skip
    assert [(each.look, each.x, each.width) for each in second.pieces] == [
        ("con doubted", "50%", "33.33%"), ("con believed", "33.33%", "16.67%"),
    ]  # fmt: skip


def test_right_to_left_it_is_the_mirror_image():
    made = drawn([Bar("n1", 0.2, 0.8)], 0.5, right_to_left=True)
    assert [tick.x for tick in made.ticks] == ["100%", "66.67%", "33.33%", "0%"]
    assert [tick.anchor for tick in made.ticks] == ["start", "middle", "middle", "end"]
    assert made.start == "100%"


@given(st.lists(st.tuples(SHARES, SHARES), min_size=1, max_size=12), SHARES, st.booleans())
def test_nothing_leaves_the_chart_and_the_axis_holds_it(pairs, now, right_to_left):
    made = drawn(
        [Bar(f"n{place}", *pair) for place, pair in enumerate(pairs)], now, right_to_left=right_to_left
    )
    for row in made.rows:
        for piece in row.pieces:
            assert -0.01 <= number(piece.x) <= number(piece.x) + number(piece.width) <= 100.02
        assert row.bar_y + made.bar_height < made.height
    assert 2 <= len(made.ticks) <= 6
    assert {number(made.ticks[0].x), number(made.ticks[-1].x)} == {0, 100}
    assert 0 <= number(made.mark or "") <= 100


def test_long_names_are_cut():
    made = charts.tornado([Bar("n1", 0, 1)], 0.5, "", lambda _: "word " * 50, right_to_left=False)
    assert len(made.rows[0].words) <= 46


def test_the_balance_goes_from_the_middle_outwards():
    made = charts.balance(
        [Balance("n1", Side(2, 1, 1, 3), Side(1, 0, 0, 1))], "Sides", str, right_to_left=False
    )
    assert [(each.look, each.x, each.width) for each in made.rows[0].pieces] == [
        ("con stands", "37.5%", "12.5%"),
        ("pro stands", "50%", "25%"), ("pro open", "75%", "12.5%"), ("pro falls", "87.5%", "12.5%"),
    ]  # fmt: skip


@pytest.mark.parametrize("right_to_left", [True, False])
def test_a_balance_of_nothing_is_empty(right_to_left):
    nothing = Side(0, 0, 0, 0)
    made = charts.balance([Balance("n1", nothing, nothing)], "Sides", str, right_to_left=right_to_left)
    assert made.rows[0].pieces == ()


def test_no_line_runs_through_the_words_of_a_chart():
    template = (Path(__file__).parents[2] / "templates" / "chart.svg").read_text(encoding="utf-8")
    page = Environment(autoescape=True).from_string(template + "{{ chart(made, 'id') }}")
    made = page.render(made=drawn([Bar("n1", 0.2, 0.8)], 0.5))
    assert made.index('class="mark"') < made.index(">n1</text>")
