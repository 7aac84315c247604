"""A shelf in a file of its own, and a small debate on it."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from argmap.service import maps, sharing
from argmap.service.sharing import Access
from argmap.service.shelf import Shelf, open_shelf


@pytest.fixture
def shelf(tmp_path: Path, tables: Path) -> Iterator[Shelf]:
    opened = open_shelf(str(shutil.copyfile(tables, tmp_path / "maps.db")))
    yield opened
    opened.close()


@pytest.fixture
def town(shelf: Shelf) -> Access:
    """A map with a question (n1) and two positions (n2, n3), open for changes."""
    made = maps.make(shelf, "Should cars leave the town?", ["Yes, they should.", "No, they should stay."])
    return sharing.enter(shelf, made.map, made.edit_key)
