from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from argmap.web.negotiation import accepts_gzip, matches, prefers_json, weighted

# What browsers send, as they send it.
FIREFOX = "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8"
CHROMIUM = (
    "text/html,application/xhtml+xml,application/xml;q=0.9,image/avif,image/webp,image/apng,*/*;q=0.8,"
    "application/signed-exchange;v=b3;q=0.7"
)

hostile = st.text(st.sampled_from("abq=;,.01*/-W\"' \t\x00\xff"), max_size=200) | st.text(max_size=100)


def test_choices_come_with_their_weights_in_lower_case():
    assert weighted(" DE-ch ,fr;q=0.25; level=1 , *;Q=0") == {"de-ch": 1.0, "fr": 0.25, "*": 0.0}
    assert weighted("") == weighted(",;,  ") == {}


@pytest.mark.parametrize(
    "weight", ["2", "-1", "0.1234", "nan", "inf", "", "1e9", "1.5", "٠", "0x1", "1" * 5000]
)
def test_a_weight_that_is_none_takes_its_choice_away(weight: str):
    assert "fr" not in weighted(f"de, fr;q={weight}")


def test_a_choice_given_twice_counts_by_the_better_weight():
    assert weighted("fr;q=0.1, fr;q=0.9, fr;q=0.5") == {"fr": 0.9}


def test_a_list_is_read_up_to_a_bound_and_never_half_a_choice():
    found = weighted("de-CH-1996," * 100_000)
    assert found == {"de-ch-1996": 1.0}
    many = weighted(",".join(f"a{n}" for n in range(10_000)))
    assert len(many) == 50
    assert list(many)[-1] == "a49"
    assert weighted("x" * 100_000) == {}


@given(hostile)
def test_nothing_that_is_sent_makes_it_fail(header: str):
    assert all(0 <= weight <= 1 for weight in weighted(header).values())
    assert accepts_gzip(header) in (True, False)
    assert prefers_json(header) in (True, False)
    assert matches(header, '"a"') in (True, False)


@pytest.mark.parametrize(
    ("header", "accepted"),
    [
        ("gzip, deflate, br, zstd", True),
        ("GZIP;q=0.5", True),
        ("x-gzip", True),
        ("*", True),
        ("", False),
        ("br", False),
        ("identity", False),
        ("gzip;q=0", False),
        ("gzip;q=0, *", False),
        ("gzip;q=0.000, deflate", False),
        ("gzipped", False),
        ("gzip" + " " * 5000, False),
    ],
)
def test_whether_an_answer_may_be_compressed(header: str, accepted: bool):
    assert accepts_gzip(header) is accepted


@pytest.mark.parametrize(
    ("header", "json"),
    [
        (FIREFOX, False),
        (CHROMIUM, False),
        ("*/*", False),
        ("", False),
        ("text/plain", False),
        ("application/json", True),
        ("application/problem+json", True),
        ("application/json, text/plain, */*", True),
        ("application/json;q=0.5, */*", False),
        ("application/json;q=0.5, text/html;q=0.4", True),
        ("text/html, application/json;q=0.9", False),
        ("application/json, text/html", False),
        ("application/json;q=0", False),
    ],
)
def test_who_prefers_json_to_a_page(header: str, json: bool):
    assert prefers_json(header) is json


@pytest.mark.parametrize(
    ("header", "known"),
    [
        ('"abc"', True),
        ('W/"abc"', True),
        ('"x", "abc"', True),
        ('"x",W/"abc"', True),
        ("*", True),
        ("", False),
        ("abc", False),
        ('"abcd"', False),
        ('"abc-gz"', False),
        ("not a tag", False),
        (",".join(['"x"'] * 1000) + ',"abc"', False),
    ],
)
def test_whether_somebody_has_the_answer_already(header: str, known: bool):
    assert matches(header, '"abc"') is known
