"""Widths, line breaks and directions."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from argmap.diagram.fonts import REGULAR, STRONG
from argmap.diagram.measure import ELLIPSIS, SPARE, drawable, right_to_left, shorten, width, wrap

TEXTS = st.text(st.characters(codec="utf-8"), max_size=200).map(lambda t: " ".join(t.split()))


def test_a_wide_letter_runs_wider_than_a_narrow_one_and_strong_type_wider_than_regular():
    assert width("i") < width("n") < width("m") < 2 * width("n")
    assert width("mining", STRONG) > width("mining", REGULAR)


def test_the_width_of_a_line_is_the_sum_of_its_characters():
    assert width("Reko Diq") == pytest.approx(sum(width(c) for c in "Reko Diq"))


@given(TEXTS, st.floats(2, 30))
def test_every_line_fits_and_nothing_is_lost(text, room):
    lines = wrap(text, room)
    assert "".join(lines).replace(" ", "") == text.replace(" ", "")
    # Only a single character, with its marks, may be wider than a whole line.
    assert all(width(line) <= room * SPARE + 1e-6 or len(set(line)) <= 3 or room < 4 for line in lines)


def test_lines_break_at_spaces():
    assert wrap("The deal brings jobs to the province.", 9.5) == [
        "The deal brings",
        "jobs to the",
        "province.",
    ]


def test_a_word_too_long_for_a_line_is_broken_inside():
    lines = wrap("x" * 100, 10)
    assert len(lines) > 4
    assert "".join(lines) == "x" * 100


def test_ideographs_break_between_characters_but_no_line_begins_with_a_full_stop():
    lines = wrap("采矿协议给当地居民带来的好处很少。" * 3, 8.4)
    assert len(lines) > 5
    assert not any(line.startswith("。") for line in lines)


def test_marks_and_joined_pictures_stay_whole():
    family = "👨\u200d👩\u200d👧"
    assert all(line.count("\u200d") % 2 == 0 for line in wrap(family * 6, 6))
    assert not any(line.startswith("\u0301") for line in wrap("e\u0301" * 40, 3))


def test_no_more_lines_than_wanted_are_made():
    assert len(wrap("word " * 1000, 10, most=13)) == 13


@given(TEXTS, st.floats(3, 30))
def test_a_shortened_text_fits_and_says_that_it_was_cut(text, room):
    short = shorten(text, room)
    assert width(short) <= room + 1e-6
    assert short == text or short.endswith(ELLIPSIS)


def test_direction_is_that_of_the_first_strong_character():
    assert right_to_left("معدنی معاہدے")
    assert right_to_left("«لا تنمية» says the poster")
    assert right_to_left("12: שלום")
    assert not right_to_left("The word سلام means peace")
    assert not right_to_left("123 …")


def test_what_could_break_out_of_its_line_is_not_drawn():
    assert drawable("a\u202eb\u2067c\x00d\ud800e\uffff") == "abcde"
