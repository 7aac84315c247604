"""Reports that are kept while they may be asked for again."""

from __future__ import annotations

import pytest

from argmap import load
from argmap.analysis.report import Settings
from argmap.service.reports import Reports
from argmap.store.maps import Held


def held(name: str = "a", revision: int = 1, text: str = "[A]: Out. #position\n  + [B]: Air.\n") -> Held:
    return Held(name, revision, 0, load(text)[0])


def test_the_same_map_in_the_same_state_is_judged_once():
    reports = Reports()
    first = reports.of(held(), Settings())
    assert reports.of(held(), Settings()) is first
    assert reports.of(held(), Settings(burden="prove")) is not first
    assert reports.of(held(revision=2), Settings()) is not first
    assert reports.of(held("b"), Settings()) is not first


def test_what_is_supposed_is_not_kept():
    reports = Reports()
    supposed = Settings(off=("n2",))
    assert reports.of(held(), supposed) is not reports.of(held(), supposed)


def test_the_oldest_make_room():
    reports = Reports(room=30)
    first = reports.of(held("a"), Settings())
    second = reports.of(held("b"), Settings())
    assert reports.of(held("a"), Settings()) is first
    reports.of(held("c"), Settings())
    assert reports.of(held("a"), Settings()) is first
    assert reports.of(held("b"), Settings()) is not second


def test_what_does_not_go_together_is_refused():
    with pytest.raises(ValueError, match="knows attacks only"):
        Reports().of(held(), Settings("hcat"))
