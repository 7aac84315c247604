"""What was worked out lately is not worked out again; what has not been wanted for long makes room."""

from __future__ import annotations

from argmap.service.shelf import Shelf
from argmap.web.lately import Lately


def test_a_value_is_made_once_for_each_key_and_shelf(shelf: Shelf):
    made: list[str] = []

    def make(name: str) -> str:
        made.append(name)
        return name

    kept: Lately[str] = Lately(2)
    for name in ("a", "b", "a", "c", "a", "b"):
        assert kept.of(shelf, name, lambda name=name: make(name)) == name  # type: ignore[misc]
    # "b" had made room for "c".
    assert made == ["a", "b", "c", "b"]
