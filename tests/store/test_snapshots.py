from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

from argmap.store import admin, snapshots
from argmap.store.database import Database
from argmap.store.snapshots import Kept
from tests.store.conftest import NOW
from tests.store.test_maps import start

ONE = Kept("town", "snap1", 1, NOW, "edit1", "digest", "hash1", 11)
TWO = replace(ONE, id="snap2", digest=None, hash="hash2", made_at=NOW + timedelta(days=1))


def test_snapshots_are_kept_listed_and_withdrawn_without_a_trace(database: Database):
    start(database)
    for each, text in ((ONE, "first äöü 1"), (TWO, "second text")):
        assert snapshots.add(database, each, text, 2, 100)
    assert not snapshots.add(database, replace(ONE, id="snap3"), "x", 2, 100)
    assert not snapshots.add(database, replace(ONE, id="snap3"), "x", 9, 30)
    assert snapshots.find(database, "snap1") == ONE
    assert snapshots.find(database, "snap9") is None
    assert snapshots.body(database, "snap1") == ("first äöü 1", "hash1")
    assert snapshots.of_map(database, "town") == [TWO, ONE]
    later = NOW + timedelta(days=2)
    assert not snapshots.withdraw(database, "village", "snap1", later)
    assert snapshots.withdraw(database, "town", "snap1", later)
    assert not snapshots.withdraw(database, "town", "snap1", later)
    assert snapshots.of_map(database, "town") == [TWO]
    assert snapshots.body(database, "snap1") is None
    gone = snapshots.find(database, "snap1")
    assert gone == replace(ONE, hash="", size=0, withdrawn_at=later)
    # What was withdrawn makes room.
    assert snapshots.add(database, replace(ONE, id="snap3"), "third text.", 2, 100)


def test_texts_are_rewritten_where_there_is_something_to_take_out(database: Database):
    start(database)
    snapshots.add(database, ONE, "Quirinius", 9, 100)
    snapshots.add(database, TWO, "Nobody", 9, 100)

    def anew(body: str) -> tuple[str, str] | None:
        return ("[erased]", "hash3") if body == "Quirinius" else None

    with database.writing() as connection:
        assert snapshots.rewrite(connection, "town", anew, NOW) == 1
    assert snapshots.find(database, "snap1") == replace(ONE, hash="hash3", size=8, redacted_at=NOW)
    assert snapshots.body(database, "snap1") == ("[erased]", "hash3")
    assert snapshots.find(database, "snap2") == TWO


def test_whoever_hides_a_map_hides_its_snapshots_and_they_go_with_it(database: Database):
    start(database)
    snapshots.add(database, ONE, "first", 9, 100)
    admin.hide(database, "town", NOW)
    found = snapshots.find(database, "snap1")
    assert found is not None
    assert found.hidden
    assert admin.remove(database, ["town"]) == 1
    assert snapshots.find(database, "snap1") is None
