"""What docs/formats.md shows can be read as it says."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from argmap import formats

PAGE = (Path(__file__).resolve().parents[2] / "docs" / "formats.md").read_text(encoding="utf-8")
BLOCKS = re.findall(r"^```(argdown|json)\n(.*?)^```", PAGE, re.MULTILINE | re.DOTALL)


@pytest.mark.parametrize(("form", "text"), BLOCKS)
def test_examples_are_read_without_a_word(form: str, text: str) -> None:
    debate, report = formats.load(text, form)
    assert debate.nodes
    assert [str(remark) for remark in report] == []


def test_the_lesson_is_one_debate() -> None:
    argdown = [text for form, text in BLOCKS if form == "argdown"]
    debate, _ = formats.load("\n".join(argdown[:1] + argdown[1:4]), "argdown")
    assert {relation.weight for relation in debate.relations.values()} == {None, 0.7}
