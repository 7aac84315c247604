"""The server killed in a stream of changes: every acknowledged change is there, once, and the log leads to the map."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.e2e.killed import Killed


@pytest.fixture(params=["sqlite", "postgresql"])
def database(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    if request.param == "sqlite":
        return str(tmp_path / "maps.db")
    address: str = request.getfixturevalue("postgres")()
    return address


@pytest.mark.timeout(240)
def test_nothing_that_was_acknowledged_is_lost_or_there_twice(database: str, tmp_path: Path):
    Killed(database, tmp_path).play(changes=400, kills=3)


@pytest.mark.soak
def test_nothing_is_lost_however_often_the_server_is_killed(database: str, tmp_path: Path):
    Killed(database, tmp_path).play(changes=10_000, kills=60)
