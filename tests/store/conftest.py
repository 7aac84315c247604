"""Every test of the store runs on both kinds of database."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from argmap.store.database import Database

NOW = datetime(2026, 3, 9, 12, 30, tzinfo=UTC)


@pytest.fixture(params=["sqlite", "postgresql"])
def address(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """Where an empty database is."""
    if request.param == "sqlite":
        return str(tmp_path / "maps.db")
    fresh: str = request.getfixturevalue("postgres")()
    return fresh


@pytest.fixture
def database(address: str, tables: Path) -> Iterator[Database]:
    """A database with all tables, and nothing in them."""
    if not address.startswith("postgresql"):
        shutil.copyfile(tables, address)
    opened = Database.open(address)
    yield opened
    opened.close()
