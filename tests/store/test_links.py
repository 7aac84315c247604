from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

from argmap.store import links, maps
from argmap.store.database import Database
from argmap.store.links import NewLink
from tests.store.conftest import NOW
from tests.store.test_maps import card, change, start

EDIT, VIEW = NewLink("edit1", "edit", "hash1"), NewLink("view1", "view", "hash2", "edit1")


def test_a_link_is_found_on_its_own_map_until_it_is_revoked(database: Database):
    start(database)
    start(database, "village")
    assert links.add(database, "town", EDIT, NOW, 9)
    change(database, "a", card(2))
    found = links.find(database, "town", "edit1")
    assert found is not None
    link = found.link
    assert found.room is None
    assert link is not None
    assert (link.role, link.digest, link.made_by, link.made_at, found.revision) == (
        "edit",
        "hash1",
        None,
        NOW,
        2,
    )
    assert links.find(database, "village", "edit1") is None
    assert links.find(database, "town", "other") is None
    assert links.revoke(database, "village", ["edit1"], NOW) == 0
    assert links.revoke(database, "town", ["edit1", "other"], NOW) == 1
    assert links.revoke(database, "town", ["edit1"], NOW) == 0
    assert links.find(database, "town", "edit1") is None
    assert links.links(database, "town") == []


def test_links_come_in_the_order_in_which_they_were_made(database: Database):
    from argmap.model import ArgumentMap

    maps.create(database, "new", ArgumentMap(), operation_id="b", number=0, now=NOW, links=(EDIT, VIEW))
    later = NOW + timedelta(seconds=1)
    assert links.add(database, "new", NewLink("a", "view", "hash3", "edit1"), later, 3)
    assert not links.add(database, "new", NewLink("b", "view", "hash4", "edit1"), later, 3)
    assert [link.id for link in links.links(database, "new")] == ["edit1", "view1", "a"]


def test_of_many_maps_the_links_that_open_them_are_found_at_once(database: Database):
    start(database)
    start(database, "village")
    for map_id in ("town", "village"):
        assert links.add(database, map_id, EDIT, NOW, 9)
    assert links.add(database, "town", VIEW, NOW, 9)
    assert links.revoke(database, "town", ["edit1"], NOW) == 1
    many = ["town", "village", *(f"none{number}" for number in range(1200))]
    assert links.open_ones(database, many, NOW) == {("town", "view1"), ("village", "edit1")}
    assert links.open_ones(database, ["village"], NOW) == {("village", "edit1")}
    assert links.open_ones(database, [], NOW) == set()


def test_a_link_that_ends_opens_its_map_until_then_and_stays_on_the_list(database: Database):
    start(database)
    end = NOW + timedelta(days=1)
    assert links.add(database, "town", replace(VIEW, made_by=None, expires_at=end, label="Ms Khan"), NOW, 9)
    found = links.find(database, "town", "view1")
    assert found is not None
    assert found.link is not None
    assert found.link.open(NOW)
    assert not found.link.open(end)
    assert links.open_ones(database, ["town"], NOW) == {("town", "view1")}
    assert links.open_ones(database, ["town"], end) == set()
    assert [(each.id, each.expires_at, each.label) for each in links.links(database, "town")] == [
        ("view1", end, "Ms Khan")
    ]
    links.revoke(database, "town", ["view1"], NOW)
    with database.reading() as connection:
        assert connection.exec_driver_sql("SELECT label FROM share_link").scalar() is None
