from __future__ import annotations

import pytest

from argmap.documents import press
from argmap.documents.problems import NotMade


def test_a_typesetter_is_there():
    assert press.version().startswith("typst ")


def test_what_takes_too_long_is_ended(monkeypatch):
    monkeypatch.setattr(press, "_GRACE", 0.0)
    with pytest.raises(NotMade, match=r"longer than 0\.01 s"):
        press.set_document("proof", {"text": "Aa"}, seconds=0.01)


def test_a_source_that_does_not_fit_its_job_is_no_traceback():
    with pytest.raises(NotMade, match="cannot make this document"):
        press.set_document("proof", {})


def test_a_place_without_the_typesetter_says_so(monkeypatch):
    monkeypatch.setattr(press, "_environment", lambda: {"PYTHONPATH": press.FONTS.parents[2].as_posix()})
    monkeypatch.setattr(press, "_PROGRAM", ("-S", "-m", "argmap.documents.press"))
    with pytest.raises(NotMade, match="need the package 'typst'"):
        press.set_document("proof", {"text": "Aa"})


def test_the_same_job_gives_the_same_bytes():
    first = press.set_document("proof", {"text": "Water"})
    assert press.set_document("proof", {"text": "Water"}) == first


def test_fonts_of_the_machine_are_not_used(tmp_path, monkeypatch):
    """A page set in a script that we have no font for has the same bytes wherever it is made: boxes."""
    monkeypatch.setattr(press, "_environment", lambda: {**press_environment(), "HOME": str(tmp_path)})
    boxes = press.set_document("proof", {"text": "水"}, form="png")
    assert boxes == press.set_document("proof", {"text": "公"}, form="png")


press_environment = press._environment
