"""The JSON Schema in docs/ says what the writer writes and what the reader refuses."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from jsonschema import Draft202012Validator

from argmap import formats
from argmap.model import ArgumentMap
from tests.strategies import SHAPES, generated, maps

ROOT = Path(__file__).resolve().parents[2]
SCHEMA = json.loads((ROOT / "docs" / "argmap.schema.json").read_text(encoding="utf-8"))
VALIDATOR = Draft202012Validator(SCHEMA)
EXAMPLES = sorted((ROOT / "argmap" / "examples").glob("*.argdown"))


def _written(debate: ArgumentMap) -> Any:
    return json.loads(formats.dump(debate, "json")[0])


def test_the_schema_is_one() -> None:
    Draft202012Validator.check_schema(SCHEMA)


@given(maps())
def test_what_is_written_is_valid(debate: ArgumentMap) -> None:
    VALIDATOR.validate(_written(debate))


@pytest.mark.parametrize("shape", SHAPES)
def test_generated_debates_are_valid(shape: str) -> None:
    VALIDATOR.validate(_written(generated(7, 80, shape)))


@pytest.mark.parametrize("path", EXAMPLES, ids=lambda path: path.stem)
def test_the_bundled_debates_are_valid(path: Path) -> None:
    VALIDATOR.validate(_written(formats.load(path)[0]))


@pytest.mark.parametrize(
    "change",
    [
        {"format": "aif"},
        {"version": 2},
        {"nodes": 3},
        {"nodes": [7]},
        {"nodes": [{"id": "a"}]},
        {"nodes": [{"id": "a", "kind": "idea", "text": "A"}]},
        {"nodes": [{"id": "a b", "kind": "claim", "text": "A"}]},
        {"nodes": [{"id": "a", "kind": "claim", "text": "A", "hidden": 1}]},
        {"nodes": [{"id": "a", "kind": "claim", "text": "A", "rank": "Z"}]},
        {"nodes": [{"id": "a", "kind": "claim", "text": "x" * 10_001}]},
        {"relations": [{"id": "r", "kind": "support", "premises": [], "target": "n"}]},
        {"relations": [{"id": "r", "kind": "support", "premises": ["n"], "target": "n", "weight": 2}]},
        {"sources": [{"id": "s", "fields": []}]},
        {"foreign": []},
    ],
)
def test_what_the_reader_refuses_is_invalid(change: dict[str, Any]) -> None:
    value = {
        "format": "argmap",
        "version": 1,
        "nodes": [{"id": "n", "kind": "claim", "text": "N"}],
        "relations": [],
        "sources": [],
        "quotes": [],
        "groups": [],
    }
    formats.load(json.dumps(value))
    VALIDATOR.validate(value)
    with pytest.raises(formats.Unreadable):
        formats.load(json.dumps(value | change))
    assert not VALIDATOR.is_valid(value | change)
