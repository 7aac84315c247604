from __future__ import annotations

from datetime import timedelta

from sqlalchemy import func, select
from sqlmodel import SQLModel

from argmap.model import Node, replay
from argmap.model.operations import AddNode
from argmap.store import admin, links, maps, public, rooms
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
    found = [
        (each.map, each.title, each.cards, each.code, each.people) for each in admin.every(database, NOW)
    ]
    assert found == [("new", "Why new?", 2, None, 0), ("old", "Why old?", 2, "CDFHJK", 2)]
    assert admin.every(database, NOW)[1].changed_at == NOW - timedelta(days=3)


def test_a_map_that_is_hidden_opens_to_those_who_lead_alone(database: Database):
    put(database, "one")
    put(database, "two")
    room(database, "one")
    assert admin.hide(database, "one", NOW) == 2
    assert links.find(database, "one", "oneedit") is not None
    assert rooms.find(database, "one", "leadkey") is not None
    assert links.find(database, "one", "oneview") is None
    assert rooms.find(database, "one", "onekey") is None
    found = rooms.of_map(database, "one")
    assert found is not None
    assert (found.locked, found.revision) == (True, 3)
    assert links.find(database, "two", "twoview") is not None
    assert admin.hide(database, "one", NOW) == 0


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


def test_maps_are_unused_by_their_last_change_and_the_day_they_were_opened_last(database: Database):
    for name, days in (("a", 40), ("b", 400), ("c", 0), ("d", 500)):
        put(database, name, days)
    public.opened(database, "d", NOW - timedelta(days=35))
    assert admin.unused(database, NOW - timedelta(days=30)) == ["d", "b", "a"]
    public.opened(database, "d", NOW - timedelta(days=300))
    assert admin.unused(database, NOW - timedelta(days=36)) == ["b", "a"]
    assert admin.count(database) == 4
    assert admin.size(database) > 0


def test_a_hidden_map_is_public_no_more_and_what_was_reported_stays_until_it_is_put_away(database: Database):
    put(database, "one")
    put(database, "two")
    assert public.set_public(database, "one", NOW)
    said = public.Report("one", NOW, "It names a child.")
    assert public.report(database, "r1", said, 1)
    assert not public.report(database, "r2", said, 1)
    assert public.reports(database) == [said] == public.reports(database, "one")
    assert public.reports(database, "two") == []
    (kept,) = admin.every(database, NOW, reported=True)
    assert (kept.map, kept.public, kept.hidden, kept.reports) == ("one", True, False, 1)
    admin.hide(database, "one", NOW)
    (kept,) = admin.every(database, NOW, reported=True)
    assert (kept.public, kept.hidden) == (False, True)
    assert not public.set_public(database, "one", NOW)
    assert public.public_ones(database, ["one", "two"], NOW) == set()
    assert public.dismiss(database, "one") == 1
    assert admin.every(database, NOW, reported=True) == []
    admin.show(database, "one")
    assert public.find(database, "one") == public.State()
    assert public.set_public(database, "one", NOW, NOW + timedelta(days=1))
    assert public.public_ones(database, ["one", "two"], NOW) == {"one"}
    assert public.public_ones(database, ["one"], NOW + timedelta(days=1)) == set()
    assert public.set_public(database, "one", None)
    assert public.public_ones(database, ["one"], NOW) == set()


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
