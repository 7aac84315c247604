"""Hostile input ends in a map or in one clear error, soon."""

from __future__ import annotations

import pytest

from argmap import formats
from tests.hostile import CASES
from tests.strategies import assert_invariants

# Checking every rule a second time is quadratic in these; that they are maps is enough.
_BIG = 1_500

# Files of more bytes are read and written, but what was written is not read once more.
_LONG = 200_000


def _assert_clear(problem: formats.Unreadable, name: str) -> None:
    assert str(problem).startswith(f"{name}:")
    assert len(str(problem)) < 600
    assert problem.line is None or problem.line >= 1


@pytest.mark.timeout(60)
@pytest.mark.parametrize("name", CASES)
def test_a_map_that_can_be_written_and_read_or_one_clear_error(name: str) -> None:
    form = name.rpartition(".")[2]
    try:
        debate, report = formats.load(CASES[name], format=form, name=name)
    except formats.Unreadable as problem:
        _assert_clear(problem, name)
        return
    assert all(str(remark).startswith(f"{name}:") for remark in report)
    assert len(report) < 3_000
    if len(debate.nodes) + len(debate.relations) < _BIG:
        assert_invariants(debate)
    for each in ("json", "argdown"):
        text, _ = formats.dump(debate, each)
        text.encode()
        if len(CASES[name]) >= _LONG:
            continue
        again, _ = formats.load(text, each)
        assert len(again.nodes) == len(debate.visible().nodes if each == "argdown" else debate.nodes)
        assert formats.dump(again, each)[0] == text


def test_there_are_enough_cases_for_each_reader() -> None:
    assert min(sum(name.endswith(f".{ending}") for name in CASES) for ending in ("json", "argdown")) >= 50
