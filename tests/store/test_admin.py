from __future__ import annotations

from datetime import timedelta

from sqlalchemy import func, select
from sqlmodel import SQLModel

from argmap.model import Node, replay
from argmap.model.operations import AddNode
from argmap.store import admin, links, maps, rooms
from argmap.store.database import Database
from argmap.store.links import NewLink
from argmap.store.rooms import NewPerson, Room
from tests.store.conftest import NOW


def put(database: Database, name: str, days: int = 0) -> None:
    debate = replay([AddNode(Node("n1", "question", f"Why {name}?")), AddNode(Node("n2", "position", "So."))])
    each = [NewLink(f"{name}edit", "edit", "x"), NewLink(f"{name}view", "view", "x", f"{name}edit")]
    when = NOW - timedelta(days=days)
    maps.create(database, name, debate, operation_id="a", number=2, now=when, links=each)


def room(database: Database, name: str, code: str = "CDFHJK") -> None:
    made = Room(name, code, "debate", False, False, False, False, 1, NOW, NOW)
    assert rooms.create(database, made, NewPerson("lead", "facilitator", "Lead", "lead", "", "leadkey", "x"))
    rooms.join(
        database, name, NewPerson("one", "participant", "Ayesha", "ayesha", "w", "onekey", "x"), 9, NOW
    )


def rows(database: Database, map_id: str) -> int:
    with database.reading() as connection:
        return sum(
            connection.execute(select(func.count()).where(table.c.map_id == map_id)).scalar() or 0
            for table in SQLModel.metadata.sorted_tables
            if "map_id" in table.c
        )


def test_every_map_is_listed_the_one_changed_last_first(database: Database):
    put(database, "old", days=3)
    put(database, "new")
    room(database, "old")
    found = [(each.map, each.title, each.cards, each.code, each.people) for each in admin.every(database)]
    assert found == [("new", "Why new?", 2, None, 0), ("old", "Why old?", 2, "CDFHJK", 2)]
    assert admin.every(database)[1].changed_at == NOW - timedelta(days=3)


def test_a_map_that_is_withdrawn_opens_to_those_who_lead_alone(database: Database):
    put(database, "one")
    put(database, "two")
    room(database, "one")
    assert admin.withdraw(database, "one", NOW) == 2
    assert links.find(database, "one", "oneedit") is not None
    assert rooms.find(database, "one", "leadkey") is not None
    assert links.find(database, "one", "oneview") is None
    assert rooms.find(database, "one", "onekey") is None
    found = rooms.of_map(database, "one")
    assert found is not None
    assert (found.locked, found.revision) == (True, 3)
    assert links.find(database, "two", "twoview") is not None
    assert admin.withdraw(database, "one", NOW) == 0


def test_a_map_that_is_deleted_is_in_no_table_any_more(database: Database):
    put(database, "one")
    put(database, "two")
    room(database, "one")
    before = rows(database, "two")
    assert admin.remove(database, ["one", "nothing"]) == 1
    assert rows(database, "one") == 0
    assert rows(database, "two") == before > 0
    assert admin.known(database, "two")
    assert not admin.known(database, "one")
    # Its code is free again.
    room(database, "two")


def test_maps_are_old_by_their_last_change(database: Database):
    for name, days in (("a", 40), ("b", 400), ("c", 0)):
        put(database, name, days)
    assert admin.unchanged(database, NOW - timedelta(days=30)) == ["b", "a"]
    assert admin.unchanged(database, NOW - timedelta(days=41)) == ["b"]


def test_a_database_is_swept_while_others_use_it(database: Database):
    put(database, "one")
    assert admin.sweep(database)
    assert admin.vacuum(database)
    assert maps.load(database, "one") is not None


def test_whoever_reads_for_long_keeps_the_log_of_writes(tmp_path, monkeypatch):
    monkeypatch.setattr(admin, "_PATIENCE", 1)
    database = Database.open(str(tmp_path / "maps.db"))
    put(database, "one")
    with database.reading() as connection:
        connection.exec_driver_sql("SELECT count(*) FROM map").all()
        put(database, "two")
        assert not admin.sweep(database)
    assert admin.sweep(database)
    database.close()
