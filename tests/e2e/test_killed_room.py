"""A room under a server that is killed: every post that was acknowledged is there once, in one order for all.

All fifty listen too: each comes back by themselves, and hears of every change once.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.e2e.killed_room import KilledRoom


@pytest.mark.timeout(240)
def test_whatever_fifty_people_were_told_is_kept_is_there_once(tmp_path: Path):
    KilledRoom(str(tmp_path / "maps.db"), tmp_path, posts=300).play()


@pytest.mark.soak
@pytest.mark.parametrize("kind", ["sqlite", "postgresql"])
def test_nothing_of_two_thousand_posts_is_lost(kind: str, tmp_path: Path, request: pytest.FixtureRequest):
    database = str(tmp_path / "maps.db") if kind == "sqlite" else request.getfixturevalue("postgres")()
    KilledRoom(database, tmp_path, posts=2_000).play()
