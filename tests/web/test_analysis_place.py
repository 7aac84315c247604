"""The addresses of an analysis: what they ask for, and what makes no sense in them."""

from __future__ import annotations

from urllib.parse import parse_qsl, urlsplit

import pytest
from hypothesis import given
from hypothesis import strategies as st

from argmap.analysis.report import Settings
from argmap.web.analysis_place import MOST_SUPPOSED, AnalysisPlace
from argmap.web.judging import NAMES

IDS = st.from_regex(r"[A-Za-z0-9_][A-Za-z0-9_.:-]{0,20}", fullmatch=True)


def place(query: str) -> AnalysisPlace:
    return AnalysisPlace.of("m", parse_qsl(query, keep_blank_values=True))


def test_an_address_without_a_query_asks_for_the_usual():
    assert place("") == AnalysisPlace("m")
    assert place("").settings() == Settings()
    assert place("").href() == "/maps/m/analysis"


def test_everything_that_can_be_asked_for():
    asked = place(
        "burden=prove&standard=clear&semantics=dfquad&position=n2&off=n3&off=n4&score.n5=20&score.n6=100"
    )
    assert asked.settings() == Settings("dfquad", "prove", "clear", ("n3", "n4"), (("n5", 0.2), ("n6", 1.0)))
    assert asked.position == "n2"
    assert asked.real().settings() == Settings("dfquad", "prove", "clear")


@pytest.mark.parametrize(
    "query",
    [
        "burden=shrug", "semantics=<script>", "standard=", "position=a b", "off=", "off=<b>", "score.n1=101",
        "score.n1=-1", "score.n1=abc", "score.n1=1e9", "score.n1=²", "score.=5", "score.a b=5", "x=1",
    ],
)  # fmt: skip
def test_what_makes_no_sense_is_left_out(query: str):
    assert place(query) == AnalysisPlace("m")


def test_what_is_left_out_has_no_score():
    assert place("off=n1&score.n1=20").scores == ()
    assert place("score.n1=20").leaving_out("n1") == place("off=n1")


def test_so_much_can_be_supposed_and_no_more():
    many = "&".join(f"off=n{number}&score.m{number}=1" for number in range(500))
    assert len(place(many).off) == MOST_SUPPOSED
    assert len(place(many).scores) == MOST_SUPPOSED


def test_sliders_that_were_left_alone_and_cards_that_are_gone_suppose_nothing():
    asked = place("off=n9&off=n1&score.n2=50&score.n3=88&score.n4=60&score.n8=10")
    found = asked.among({"n1": 0.5, "n2": 0.5, "n3": 0.875, "n4": 0.5})
    assert (found.off, found.scores) == (("n1",), (("n4", 60),))


@given(
    st.builds(
        AnalysisPlace,
        st.just("m"),
        st.sampled_from(NAMES["semantics"]),
        st.sampled_from(NAMES["burden"]),
        st.sampled_from(NAMES["standard"]),
        st.none() | IDS,
        st.lists(IDS, unique=True, max_size=5).map(tuple),
        st.dictionaries(IDS, st.integers(0, 100), max_size=5).map(lambda each: tuple(each.items())),
    )
)
def test_every_place_has_an_address_that_leads_back_to_it(made: AnalysisPlace):
    kept = tuple(each for each in made.scores if each[0] not in made.off)
    back = AnalysisPlace.of("m", parse_qsl(urlsplit(made.href("x")).query))
    assert (back.off, back.scores, back.fields()) == (made.off, kept, made.fields())
