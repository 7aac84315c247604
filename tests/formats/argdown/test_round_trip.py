"""A map, as Argdown, as a map: nothing that the convention promises is lost."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given

from argmap import formats
from argmap.model import ArgumentMap
from tests.formats.same import canonical
from tests.strategies import SHAPES, assert_invariants, generated, maps

EXAMPLES = sorted((Path(formats.__file__).parent.parent / "examples").glob("*.argdown"))


def again(debate: ArgumentMap) -> tuple[str, ArgumentMap]:
    text, _ = formats.dump(debate, "argdown")
    read, report = formats.load(text, "argdown")
    assert not report.losses, [str(remark) for remark in report.losses] + [text]
    return text, read


@given(maps())
def test_a_map_comes_back_the_same(debate: ArgumentMap) -> None:
    text, read = again(debate)
    assert_invariants(read)
    assert canonical(read) == canonical(debate), text


@given(maps())
def test_what_was_written_is_written_again(debate: ArgumentMap) -> None:
    text, read = again(debate)
    assert formats.dump(read, "argdown")[0] == text


@pytest.mark.parametrize("shape", SHAPES)
@pytest.mark.parametrize("seed", range(5))
def test_generated_debates_come_back(shape: str, seed: int) -> None:
    debate = generated(seed, 60, shape)
    text, read = again(debate)
    assert canonical(read) == canonical(debate), text
    assert formats.dump(read, "argdown")[0] == text


@pytest.mark.parametrize("path", EXAMPLES, ids=lambda path: path.stem)
def test_the_bundled_debates_come_back_without_a_word(path: Path) -> None:
    debate, report = formats.load(path)
    assert [str(remark) for remark in report] == []
    text, read = again(debate)
    assert canonical(read) == canonical(debate)
    assert read.foreign == debate.foreign or len(read.relations) == len(debate.relations)
    assert formats.dump(read, "argdown")[0] == text
