"""Files by their endings, from the command line."""

from __future__ import annotations

import pytest

from tests.cli.test_main import TOWN, argmap
from tests.documents.debates import pages, picture


def test_the_ending_says_what_is_written(tmp_path):
    for name in ("a.svg", "a.png", "a.pdf", "a.html"):
        done = argmap("render", "-", "-o", name, given=TOWN, cwd=tmp_path)
        assert done.returncode == 0, done.stderr
    assert (tmp_path / "a.svg").read_bytes().startswith(b"<svg")
    assert picture((tmp_path / "a.png").read_bytes()).format == "PNG"
    assert len(pages((tmp_path / "a.pdf").read_bytes())) == 1
    assert (tmp_path / "a.html").read_bytes().lstrip().startswith(b"<!doctype html>")


def test_reports_posters_and_the_social_picture(tmp_path):
    done = argmap("render", "-", "-o", "-", "--report", given=TOWN)
    assert "The debate in full" in "".join(pages(done.stdout))
    done = argmap("render", "-", "-o", "p.PDF", "--poster", "--paper", "a3", given=TOWN, cwd=tmp_path)
    assert "How the tiles lie" in pages((tmp_path / "p.PDF").read_bytes())[0], done.stderr
    assert picture(argmap("render", "-", "-o", "-", "--social", given=TOWN).stdout).size == (1200, 630)


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["x.svg", "--report"], "A report is a PDF file"),
        (["x.png", "--paper", "A3"], "paper size is for PDF"),
        (["x.png", "--scale", "7"], "no scale '7'"),
        (["x.pdf", "--paper", "A9"], "no paper size 'A9'"),
        (["x.pdf", "--poster", "--paper", "A3", "--tiles", "A2"], "take smaller tiles"),
    ],
)
def test_what_does_not_go_together_is_one_clear_line(words, said, tmp_path):
    done = argmap("render", "-", "-o", *words, given=TOWN, cwd=tmp_path)
    assert done.returncode == 2
    assert said in done.stderr.decode()
    assert len(done.stderr.decode().strip().splitlines()) == 1
    assert not list(tmp_path.iterdir())


def test_letters_without_a_font_are_told(tmp_path):
    done = argmap("render", "-", "-o", "x.png", given="[A]: 水 is life. #position\n".encode(), cwd=tmp_path)
    assert done.returncode == 0
    assert "Note: argmap carries no font for 1 character (水)" in done.stderr.decode()
