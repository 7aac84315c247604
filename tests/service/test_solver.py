"""Questions in a process of their own: exact where there is time, honest where there is not, and nothing is left running."""

from __future__ import annotations

import os
import random
import subprocess
import sys
from collections.abc import Iterator
from typing import Any

import pytest

from argmap.analysis.extensions import SEMANTICS, accepted, count
from argmap.analysis.framework import Framework
from argmap.service import solver
from tests.analysis.hard import pigeons

NIXON = Framework("abc", [("a", "b"), ("b", "a"), ("a", "c"), ("b", "c")])


@pytest.fixture
def started(monkeypatch: pytest.MonkeyPatch) -> Iterator[list[subprocess.Popen[bytes]]]:
    """The processes that were started; all must have ended, and been waited for."""
    processes: list[subprocess.Popen[bytes]] = []
    real = subprocess.Popen

    def popen(*words: Any, **more: Any) -> Any:
        processes.append(real(*words, **more))
        return processes[-1]

    monkeypatch.setattr(subprocess, "Popen", popen)
    yield processes
    assert processes
    assert all(each.returncode is not None for each in processes)


@pytest.mark.parametrize("semantics", SEMANTICS)
def test_the_answers_are_those_of_the_analysis(semantics: str, started: object):
    dice = random.Random(semantics)
    names = [f"argument {number}" for number in range(8)]
    framework = Framework(names, sorted({(dice.choice(names), dice.choice(names)) for _ in range(14)}))
    found = solver.ask(framework, semantics, names[:3], names[3:], seconds=60)
    assert found.why is None
    assert found.count == count(framework, semantics)
    assert found.credulous == {name: accepted(framework, name, semantics, "credulous") for name in names}
    assert found.skeptical == {name: accepted(framework, name, semantics, "skeptical") for name in names}


def test_a_question_that_defeats_the_solver_ends_and_says_so(started: list[subprocess.Popen[bytes]]):
    hard = pigeons(12)
    framework = Framework([*hard.arguments, *"abc"], [*hard.attacks, *NIXON.attacks])
    found = solver.ask(framework, "stable", ["fits", "a"], ["b"], seconds=1)
    assert str(found.why) == "Undetermined within 1 s."
    assert (found.credulous, found.skeptical, found.count) == ({}, {}, None)
    # Under a semantics that takes components apart, what is beside it is told all the same.
    found = solver.ask(framework, "preferred", ["fits", "a"], ["c"], seconds=1)
    assert str(found.why) == "Undetermined within 1 s."
    assert (found.credulous, found.skeptical) == ({"a": True, "c": False}, {"a": False, "c": False})
    assert [each.returncode for each in started] == [0, 0]


def test_a_process_that_does_not_end_by_itself_is_ended(
    started: list[subprocess.Popen[bytes]], monkeypatch: pytest.MonkeyPatch, tmp_path: Any
):
    stuck = tmp_path / "stuck.py"
    stuck.write_text(
        "print('[1, \"credulous\", true]', flush=True)\nprint('[1, ', end='', flush=True)\nwhile True: pass\n"
    )
    monkeypatch.setattr(solver, "_PROGRAM", (str(stuck),))
    monkeypatch.setattr(solver, "GRACE", 1)
    found = solver.ask(NIXON, "stable", ["a"], seconds=0)
    assert found.credulous in ({"a": True}, {})  # as far as it came
    assert str(found.why) == "Undetermined within 0 s."
    assert [each.returncode for each in started] == [-9 if os.name == "posix" else 1]


@pytest.mark.skipif(sys.platform != "linux", reason="memory is bounded on Linux alone")
def test_a_process_that_takes_too_much_memory_says_so(started: object, monkeypatch: pytest.MonkeyPatch):
    words = "import argmap.service.solver as s, sys; s._MEMORY = 60_000_000; sys.exit(s.main())"
    monkeypatch.setattr(solver, "_PROGRAM", ("-c", words))
    large = Framework.numbered([str(n) for n in range(200_000)], [(n, n + 1) for n in range(1, 200_000)])
    found = solver.ask(large, "preferred", ["1"], seconds=60)
    assert str(found.why) == "The search needed more memory than it may take."


def test_what_goes_wrong_is_told(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(solver, "_PROGRAM", ("-c", "raise SystemExit(3)"))
    assert str(solver.ask(NIXON, "stable", ["a"], seconds=5).why) == "The search broke off."
    monkeypatch.setattr(sys, "executable", "/nowhere/python")
    assert str(solver.ask(NIXON, "stable", ["a"], seconds=5).why) == "The search could not be started."


def test_very_large_numbers_come_through(started: object):
    pairs = [
        (f"{side}{number}", f"{other}{number}") for number in range(20_000) for side, other in ("ab", "ba")
    ]
    names = dict.fromkeys(name for pair in pairs for name in pair)
    assert solver.ask(Framework(names, pairs), "stable", [], seconds=60).count == 2**20_000


def test_the_process_knows_nothing_else_of_the_server(started: object, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv("ARGMAP_DATABASE", "postgresql://secret")
    assert set(solver._environment()) <= {"PYTHONPATH", "PYTHONSAFEPATH", "SYSTEMROOT"}
    assert solver.ask(NIXON, "grounded", ["c"], seconds=60).count == 1


def test_what_is_asked_must_be_there():
    with pytest.raises(ValueError, match="there is no semantics 'bold'"):
        solver.ask(NIXON, "bold", ["a"], seconds=1)
    with pytest.raises(ValueError, match="'x' is no argument"):
        solver.ask(NIXON, "stable", ["x"], seconds=1)
