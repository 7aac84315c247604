from __future__ import annotations

import re
import shutil
import subprocess

import pytest

from argmap.documents import letters, press
from argmap.documents.problems import NotMade
from tests.documents.debates import SCRIPTS

GEORGIAN = (
    shutil.which("fc-list")
    and subprocess.run(["fc-list", ":charset=10d0"], capture_output=True, check=False).stdout
)


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


def fonts(document: bytes) -> set[str]:
    """The fonts that a PDF carries."""
    return {name.decode() for name in re.findall(rb"/BaseFont */[A-Z]{6}\+([^ /]+)", document)}


def test_what_the_fonts_in_the_package_have_is_set_in_them_alone():
    for text in SCRIPTS.values():
        assert {name.split("-")[0] for name in fonts(press.set_document("proof", {"text": text}))} <= {
            "NotoSans"
        }


def test_other_letters_are_set_in_a_font_of_the_machine():
    """Georgian ones here, which DejaVu has: every Debian with a browser has it."""
    if not GEORGIAN:
        pytest.skip("no font of this machine has Georgian letters")
    assert any("Noto" not in name for name in fonts(press.set_document("proof", {"text": "ქართული, Water"})))


def test_a_machine_without_fonts_shows_boxes(monkeypatch):
    monkeypatch.setattr(letters, "strange", lambda _: frozenset())
    boxes = press.set_document("proof", {"text": "水"}, form="png")
    assert boxes == press.set_document("proof", {"text": "公"}, form="png")
