"""What the debate on a map amounts to, for programs."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from argmap.analysis.report import Settings, analyze
from argmap.service import bundled, maps, sharing
from argmap.service.shelf import Shelf
from tests.web.conftest import Browser

DEAL = f"/api/maps/{bundled.OPENING}/analysis"


@pytest.fixture
def program(browser: Callable[[], Browser]) -> Browser:
    return browser()


def test_it_is_the_report_of_the_map(program: Browser):
    answer = program.get(DEAL)
    assert answer.status_code == 200
    assert answer.headers["content-type"] == "application/json"
    assert answer.json() == analyze(bundled.maps()[bundled.OPENING].debate).record()


def test_it_keeps_to_the_settings(program: Browser):
    words = {"burden": "prove", "standard": "preponderance", "semantics": "dfquad"}
    expected = analyze(
        bundled.maps()[bundled.OPENING].debate, Settings("dfquad", "prove", "preponderance")
    ).record()
    assert program.get(DEAL, params=words).json() == expected


def test_it_changes_with_the_map_and_not_before(program: Browser, shelf: Shelf):
    made = maps.make(shelf, "Should cars leave the town?", ["Yes.", "No."])
    headers = {"authorization": f"Bearer {made.edit_key}"}
    address = f"/api/maps/{made.map}"
    first = program.get(f"{address}/analysis", headers=headers)
    assert first.json()["positions"][0]["label"] == "undecided"
    known = {**headers, "if-none-match": first.headers["etag"]}
    assert program.get(f"{address}/analysis", headers=known).status_code == 304
    program.post(
        f"{address}/nodes",
        headers=headers,
        json={"kind": "claim", "text": "The air clears.", "supports": "n2"},
    )
    second = program.get(f"{address}/analysis", headers=known)
    assert second.status_code == 200
    assert second.json()["positions"][0]["label"] == "in"


@pytest.mark.parametrize("name", ["semantics", "burden", "standard"])
def test_settings_that_do_not_exist_are_refused_in_words(program: Browser, name: str):
    answer = program.get(DEAL, params={name: "<b>shrug</b>"})
    assert answer.status_code == 422
    assert answer.headers["content-type"] == "application/problem+json"
    assert "“<b>shrug</b>”" in answer.json()["detail"]


@pytest.mark.parametrize(
    ("query", "words"),
    [
        ("burdn=prove", "There is no setting “burdn”"),
        ("burden=prove&burden=presume", "“burden” is given twice"),
    ],
)
def test_slips_are_not_passed_over(program: Browser, query: str, words: str):
    answer = program.get(f"{DEAL}?{query}")
    assert answer.status_code == 422
    assert words in answer.json()["detail"]


def test_a_semantics_of_attacks_does_not_go_with_supports(program: Browser):
    answer = program.get(DEAL, params={"semantics": "hmax"})
    assert answer.status_code == 409
    assert "knows attacks only" in answer.json()["detail"]


def test_without_the_key_there_is_no_such_map(program: Browser, shelf: Shelf):
    made = maps.make(shelf, "Why?", ["Yes."])
    assert program.get(f"/api/maps/{made.map}/analysis").status_code == 404
    wrong = {"authorization": "Bearer " + "a" * 34}
    assert program.get(f"/api/maps/{made.map}/analysis", headers=wrong).status_code == 404


def test_a_room_may_keep_verdicts_to_itself(program: Browser, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(sharing, "may_judge", lambda access: False)
    answer = program.get(DEAL)
    assert answer.status_code == 403
    assert "the facilitator decides when" in answer.json()["detail"]
