"""What the README promises: its pictures are those that argmap draws today, its examples run."""

from __future__ import annotations

import re

import pytest

import argmap
from tests.conftest import CHECKOUT

README = (CHECKOUT / "README.md").read_text(encoding="utf-8")


@pytest.mark.parametrize("name", ["balochistan-mining-deal", "town-centre-cars"])
def test_the_pictures_are_those_that_argmap_draws_today(name):
    """After a change of the looks: `make pictures`."""
    debate, _ = argmap.load(CHECKOUT / "argmap" / "examples" / f"{name}.argdown")
    shown = (CHECKOUT / "docs" / "pictures" / f"{name}.svg").read_text(encoding="utf-8")
    assert argmap.render(debate, layout="tree").svg == shown
    assert f"docs/pictures/{name}.svg" in README


def test_the_debate_to_copy_can_be_drawn():
    (text,) = re.findall(r"```argdown\n(.*?)```", README, re.DOTALL)
    debate, report = argmap.load(text)
    assert len(report) == 0
    assert sorted(node.kind for node in debate.nodes.values()) == ["claim"] * 3 + ["position"] * 2 + [
        "question"
    ]


def test_the_python_example_prints_what_it_says(capsys, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    ((code, printed),) = re.findall(r"```python\n(.*?)```\n\n```\n(.*?)```", README, re.DOTALL)
    exec(compile(code, "README.md", "exec"), {})
    assert capsys.readouterr().out == printed


def test_every_page_it_names_is_there():
    for target in re.findall(r"\]\(((?!http)[^)#]+)\)", README):
        assert (CHECKOUT / target).exists(), target


def test_every_test_that_the_status_names_is_there():
    status = (CHECKOUT / "docs" / "status.md").read_text(encoding="utf-8")
    named = re.findall(r"`(tests/[^`]+)`", status)
    assert len(named) > 20
    assert [path for path in named if not (CHECKOUT / path).exists()] == []
