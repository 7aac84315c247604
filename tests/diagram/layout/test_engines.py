"""Graphviz's programs: which is asked, what it is told, what happens when it fails; and the same pictures from either."""

from __future__ import annotations

import importlib.metadata
import os
import stat
import sys
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from argmap.diagram.layout import SIBLING_GAP, LayoutFailed, engines, graphviz, place
from argmap.diagram.layout.engines import Engine
from tests.diagram.layout.test_layouts import Forest, forest, least_gap

TWO = ([40.0, 40.0], [[1], []], [0])

needs_a_shell = pytest.mark.skipif(os.name != "posix", reason="needs a shell to play the part of dot")


@pytest.fixture(scope="module")
def carried() -> Engine:
    """The program that was installed with argmap; there is one on every machine that the tests run on."""
    return next(each for each in engines.engines() if each.carried)


def program(folder: Path, script: str, name: str = "dot") -> Path:
    path = folder / name
    path.write_text(f"#!/bin/sh\n{script}\n")
    path.chmod(path.stat().st_mode | stat.S_IXUSR)
    return path


def use(monkeypatch: pytest.MonkeyPatch, *found: Engine) -> None:
    monkeypatch.setattr(graphviz, "engines", lambda: iter(found))


def lines(tops: list[float], made: Forest) -> float:
    """How far all lines of a picture go up and down together: what Graphviz makes least."""
    heights, children, _ = made
    middle = [top + height / 2 for top, height in zip(tops, heights, strict=True)]
    return sum(abs(middle[box] - middle[child]) for box, below in enumerate(children) for child in below)


# Which program


def test_an_installed_dot_is_asked_first_and_ours_after_it(dot, monkeypatch):
    first, second = engines.engines()
    assert first == Engine(dot, carried=False)
    assert second.carried
    monkeypatch.setenv("PATH", "")
    assert list(engines.engines()) == [second]


def test_ours_is_found_where_pip_put_it_wherever_python_is(monkeypatch, tmp_path, carried):
    monkeypatch.setattr(sys, "executable", str(tmp_path / "python"))
    engines._carried.cache_clear()
    try:
        assert engines._carried() == str(Path(carried.program).resolve())
        engines._carried.cache_clear()
        monkeypatch.setattr(importlib.metadata, "files", lambda _: [])
        assert engines._carried() is None
    finally:
        engines._carried.cache_clear()


def test_a_program_says_its_version_or_why_it_does_not_run(tmp_path, carried):
    assert carried.version().startswith("graphviz-pure")
    with pytest.raises(OSError, match="No such file"):
        Engine(str(tmp_path / "nothing"), carried=False).version()


@needs_a_shell
def test_a_program_that_cannot_start_says_so_in_its_own_words(tmp_path):
    broken = program(tmp_path, "echo 'libgvc.so.6 is missing' >&2; exit 127")
    with pytest.raises(OSError, match=r"libgvc\.so\.6 is missing"):
        Engine(str(broken), carried=False).version()


# The same pictures


@settings(max_examples=25)
@given(seed=st.integers(0, 10**6), size=st.integers(2, 90), roots=st.integers(1, 4))
def test_either_program_gives_pictures_of_one_kind(dot, carried, seed, size, roots):
    """Order and gaps are the same, and so are the heights where both are of one version of Graphviz."""
    made = forest(seed, size, roots)
    installed = Engine(dot, carried=False)
    theirs, ours = (graphviz._placed(each, *made) for each in (installed, carried))
    assert least_gap(ours, made) >= SIBLING_GAP - 1.5
    if "version 16.1" in installed.version():
        assert ours == pytest.approx(theirs, abs=0.02)


def test_lines_are_as_short_from_either_program(dot, carried):
    """Graphviz looks for the shortest lines and may stop a little short of them, each version elsewhere. So one picture
    may be a few hundredths worse than the other program's; all together are equally good."""
    forests = [forest(seed, 2 + 4 * seed, 1 + seed % 4) for seed in range(23)]
    theirs, ours = (
        sum(lines(graphviz._placed(each, *made), made) for made in forests)
        for each in (Engine(dot, carried=False), carried)
    )
    assert ours == pytest.approx(theirs, rel=0.01)


def test_the_layout_is_the_same_without_dot_on_the_machine(monkeypatch, carried):
    made = forest(3, 40, 2)
    monkeypatch.setenv("PATH", "")
    tops, used, notes = place("graphviz", *made)
    assert (used, notes) == ("graphviz", [])
    assert least_gap(tops, made) >= SIBLING_GAP - 1.5


# When it fails


@needs_a_shell
@pytest.mark.parametrize(
    ("script", "said"),
    [
        ("exit 3", "exit 3"),
        ("echo broken >&2; exit 1", "broken"),
        ("cat >/dev/null; echo '<svg/>'", "not complete"),
        ("sleep 60", "longer than"),
        ("while :; do :; done", "longer than"),
    ],
)
def test_when_nothing_works_the_tree_takes_its_place_and_says_so(tmp_path, monkeypatch, script, said):
    use(monkeypatch, Engine(str(program(tmp_path, script)), carried=False))
    monkeypatch.setattr(graphviz, "SECONDS", 1)
    tops, used, notes = place("auto", *TWO)
    assert (tops, used) == ([0.0, 0.0], "tree")
    assert said in str(notes[0])
    assert "tree layout" in str(notes[0])


@needs_a_shell
def test_a_broken_dot_is_passed_over_for_ours(tmp_path, monkeypatch, carried):
    use(monkeypatch, Engine(str(program(tmp_path, "exit 127")), carried=False), carried)
    assert place("graphviz", *TWO)[1:] == ("graphviz", [])


def test_without_any_program_the_tree_takes_its_place_and_says_so(monkeypatch):
    use(monkeypatch)
    with pytest.raises(LayoutFailed):
        graphviz.place(*TWO)
    assert place("auto", *TWO)[1] == "tree"
    assert "Install argmap again" in str(place("graphviz", *TWO)[2][0])


# What is kept


@needs_a_shell
def test_the_same_boxes_are_laid_out_once(tmp_path, monkeypatch, carried):
    log = tmp_path / "log"
    counted = program(tmp_path, f'echo run >>{log}; exec {carried.program} "$@"')
    use(monkeypatch, Engine(str(counted), carried=False))
    made = forest(5, 30)
    first = graphviz.place(*made)
    first_again = list(first)
    first[0] = -1.0  # what somebody does with their copy is theirs
    assert graphviz.place(*made) == first_again
    assert log.read_text().split() == ["run"]
    taller = [made[0][0] + 1, *made[0][1:]]
    graphviz.place(taller, *made[1:])
    assert log.read_text().split() == ["run", "run"]


@needs_a_shell
def test_what_took_too_long_is_not_tried_again(tmp_path, monkeypatch, carried):
    log = tmp_path / "log"
    slow = program(tmp_path, f"echo run >>{log}; sleep 60")
    use(monkeypatch, Engine(str(slow), carried=False), carried)
    monkeypatch.setattr(graphviz, "SECONDS", 1)
    said = [place("auto", *TWO)[1:] for _ in range(2)]
    assert said[0] == said[1]
    assert said[0][0] == "tree"
    assert log.read_text().split() == ["run"]


# What it is told


@needs_a_shell
def test_it_is_given_nothing_that_anybody_typed(tmp_path, monkeypatch, carried):
    """What the program sees: its input and its environment, recorded by a stand-in that then calls the real one."""
    spy = program(tmp_path, f'env >{tmp_path}/env; tee {tmp_path}/input | exec {carried.program} "$@"')
    use(monkeypatch, Engine(str(spy), carried=False))
    monkeypatch.setenv("ARGMAP_SECRET", "hunter2")
    graphviz.place([40.0, 50.0], [[1], []], [0])
    assert "hunter2" not in (tmp_path / "env").read_text()
    assert "SERVER_NAME=argmap" in (tmp_path / "env").read_text()
    assert set("".join((tmp_path / "input").read_text().split())) <= set(
        'digraph{}[]=,;->.0123456789abcdefghijklmnopqrstuvwxyzLRT"'
    )


@needs_a_shell
def test_it_works_within_limits(tmp_path, monkeypatch):
    limits = "cat >/dev/null; (ulimit -t; ulimit -f; ulimit -v) >" + str(tmp_path / "limits")
    use(monkeypatch, Engine(str(program(tmp_path, limits)), carried=False))
    with pytest.raises(LayoutFailed):
        graphviz.place(*TWO)
    seconds, blocks, *memory = (tmp_path / "limits").read_text().split()
    assert int(seconds) == graphviz.SECONDS
    assert 0 < int(blocks) * 512 <= 100_000_000
    if sys.platform == "linux":
        assert 0 < int(memory[0]) * 1024 <= 2_000_000_000
