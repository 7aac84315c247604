"""``argmap solve``, run as a process of its own, and as ICCMA 2023 would ask it."""

from __future__ import annotations

import subprocess
import sys

import pytest

from argmap.analysis.framework_files import FORMATS, dump
from argmap.cli import solve
from tests.analysis.hard import pigeons
from tests.cli.test_main import argmap

# 1 and 2 attack each other, 2 attacks 3, 3 attacks 4, and 4 itself.
SMALL = "p af 4\n# small\n1 2\n2 1\n2 3\n3 4\n4 4\n"


def answer(*words: str, given: str = SMALL) -> tuple[int, str, str]:
    done = argmap("solve", "-f", "-", *words, given=given)
    return done.returncode, done.stdout.decode().replace("\r\n", "\n"), done.stderr.decode()


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("-p SE-PR", {"w 1 3\n", "w 2\n"}),
        ("-p SE-ST", {"w 1 3\n"}),
        ("-p se-gr", {"w\n"}),
        ("-p SE-ID", {"w 1 3\n", "w\n"}),
        ("-p EE-PR", {"[[1,3],[2]]\n", "[[2],[1,3]]\n"}),
        ("-p EE-GR", {"[[]]\n"}),
        ("-p CE-CO", {"3\n"}),
        ("-p DC-CO -a 1", {"YES\nw 1 3\n"}),
        ("-p DC-PR -a 4", {"NO\n"}),
        ("-p DS-PR -a 1", {"NO\nw 2\n"}),
        ("-p DS-ST -a 1", {"YES\n"}),
        ("-p DS-ST -a 2 --budget 60", {"NO\nw 1 3\n"}),
        ("-p SE-SST -fo iccma", {"w 1 3\n"}),
    ],
)
def test_answers(words, expected):
    code, out, err = answer(*words.split())
    assert (code, err) == (0, "")
    assert out in expected


@pytest.mark.parametrize(
    ("words", "expected"),
    [("SE-ST", "NO\n"), ("EE-ST", "[]\n"), ("CE-ST", "0\n"), ("DC-ST -a a", "NO\n"), ("DS-ST -a a", "YES\n")],
)
def test_answers_where_there_is_no_extension(words, expected):
    assert answer("-p", *words.split(), given="arg(a). att(a,a).") == (0, expected, "")


def test_every_problem_is_answered():
    code, out, _ = answer("--problems")
    problems = out.strip().strip("[]").split(",")
    assert code == 0
    assert len(problems) == 5 * 11
    assert {"SE-PR", "EE-CO", "CE-STG", "DC-EA", "DS-CF", "SE-NA", "DC-AD"} <= set(problems)
    assert solve.FORMATS == FORMATS
    assert answer("--formats")[1] == "[iccma,apx,tgf]\n"


def test_a_file_in_each_format(tmp_path):
    for ending, text in (
        ("af", "p af 2\n1 2\n"),
        ("apx", "arg(1).arg(2).att(1,2)."),
        ("tgf", "1\n2\n#\n1 2\n"),
    ):
        path = tmp_path / f"f.{ending}"
        path.write_text(text, "utf-8")
        done = argmap("solve", "-p", "SE-PR", "-f", path)
        assert (done.returncode, done.stdout.split()) == (0, [b"w", b"1"])


def test_names_that_are_no_words_are_quoted():
    text = 'arg("cars out"). arg("a\\nb"). arg(c-d). att(c-d,"a\\nb").'
    assert answer("-p", "SE-PR", given=text)[1] == 'w "cars out" c-d\n'
    assert answer("-p", "DC-PR", "-a", "cars out", given=text)[1].startswith("YES\n")
    assert answer("-p", "DC-PR", "-a", "a\nb", given=text)[1] == "NO\n"


@pytest.mark.parametrize(
    ("words", "given", "said"),
    [
        ("-p SE-XY", SMALL, "There is no problem 'SE-XY'"),
        ("-p PR", SMALL, "There is no problem"),
        ("", SMALL, "Name the problem"),
        ("-p DC-PR", SMALL, "-a ARG"),
        ("-p SE-PR -a 1", SMALL, "-a ARG"),
        ("-p DC-PR -a 5", SMALL, "'5' is no argument"),
        ("-p SE-PR --budget -1", SMALL, "number of seconds"),
        ("-p SE-PR --budget nan", SMALL, "number of seconds"),
        ("-p SE-PR", "p af 2\n1 2\n1 x\n", "-:3: There is no argument 'x'."),
        ("-p SE-PR", "", "-: The file is empty."),
        ("-p SE-PR -fo tgf", SMALL, "no line '#'"),
    ],
)
def test_what_cannot_be_answered(words, given, said):
    code, out, err = answer(*words.split(), given=given)
    assert (code, out) == (2, "")
    assert said in err
    assert len(err.splitlines()) == 1
    assert "Traceback" not in err


def test_files_that_are_none(tmp_path):
    for path in (tmp_path, tmp_path / "absent.af"):
        done = argmap("solve", "-p", "SE-PR", "-f", path)
        assert done.returncode == 2
        assert b"cannot be read" in done.stderr
    done = argmap("solve", "-p", "SE-PR")
    assert (done.returncode, done.stderr.decode().strip()) == (2, "Name the framework: -f FILE.")


@pytest.mark.parametrize("problem", ["SE-ST", "DC-PR -a fits", "CE-PR", "EE-PR"])
def test_out_of_budget(problem):
    code, out, err = answer("-p", *problem.split(), "--budget", "0.5", given=dump(pigeons(12), "apx"))
    assert (code, err) == (3, "")
    assert out.endswith("UNDETERMINED\n")
    assert problem.startswith("EE") or out == "UNDETERMINED\n"


def test_it_starts_without_what_it_does_not_need():
    code = (
        "import sys; from argmap.cli import main; main(['solve', '-p', 'SE-GR', '-f', sys.argv[1]]); "
        "print(sorted({'pysat', 'numpy', 'scipy', 'yaml', 'jinja2', 'sqlmodel', 'fastapi'} & set(sys.modules)))"
    )
    done = subprocess.run(
        [sys.executable, "-c", code, "-"], input=SMALL, capture_output=True, text=True, timeout=60, check=True
    )
    assert done.stdout.split("\n")[:2] == ["w", "[]"]


def test_a_number_of_any_length_is_told_whole():
    pairs = "".join(f"att(a{n},b{n}). att(b{n},a{n}). " for n in range(15_000))
    arguments = "".join(f"arg(a{n}). arg(b{n}). " for n in range(15_000))
    code, out, err = answer("-p", "CE-PR", given=arguments + pairs)
    assert (code, err) == (0, "")
    assert len(out.strip()) == 4516
    assert out.startswith("2817")
