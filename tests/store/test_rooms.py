"""Rooms in the database: opened, entered, changed, and names erased."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from argmap.model import Node, replay
from argmap.model.operations import AddNode
from argmap.store import links, maps, rooms
from argmap.store.database import Database
from argmap.store.links import NewLink
from argmap.store.rooms import Full, Locked, NameTaken, NewPerson, Room
from tests.store.conftest import NOW

ROOM = Room("m", "KQ7RTX", "debate", False, False, False, False, 1, NOW, NOW + timedelta(days=30))


def person(number: int, name: str = "", role: str = "participant") -> NewPerson:
    name = name or f"Heron {number}"
    return NewPerson(
        f"p{number}", role, name, name.casefold(), f"words{number}", f"key{number}", f"hash{number}"
    )


@pytest.fixture
def room(database: Database) -> Database:
    for name in ("m", "other"):
        maps.create(
            database, name, replay([AddNode(Node("n1", "position", "Yes."))]), operation_id="a", number=1, now=NOW,
            links=(NewLink("view1", "view", "hash"),),
        )  # fmt: skip
    assert rooms.create(database, ROOM, person(0, "Facilitator", "facilitator"))
    return database


def test_a_room_is_found_by_its_code_its_map_and_every_key(room: Database):
    assert rooms.by_code(room, "KQ7RTX") == ROOM
    assert rooms.of_map(room, "m") == ROOM
    assert rooms.of_map(room, "other") is None
    found = rooms.find(room, "m", "key0")
    assert found is not None
    assert (found.person.role, found.room, found.digest, found.revision) == ("facilitator", ROOM, "hash0", 1)
    assert rooms.find(room, "other", "key0") is None
    link = links.find(room, "m", "view1")
    assert link is not None
    assert link.room == ROOM
    elsewhere = links.find(room, "other", "view1")
    assert elsewhere is not None
    assert elsewhere.room is None


def test_a_code_opens_one_room_and_the_old_one_nothing(room: Database):
    assert not rooms.create(room, replace(ROOM, map="other"), person(9))
    assert not rooms.set_code(room, "m", "KQ7RTX")
    assert rooms.set_code(room, "m", "ABCDEF")
    assert rooms.by_code(room, "KQ7RTX") is None
    found = rooms.by_code(room, "ABCDEF")
    assert found is not None
    assert found.revision == 2


def test_names_that_look_alike_come_in_once(room: Database):
    rooms.join(room, "m", person(1), 3, NOW)
    with pytest.raises(NameTaken):
        rooms.join(room, "m", replace(person(2), skeleton="heron 1"), 3, NOW)
    rooms.join(room, "m", person(2), 3, NOW)
    with pytest.raises(Full):
        rooms.join(room, "m", person(3), 3, NOW)
    rooms.set_room(room, "m", locked=True)
    with pytest.raises(Locked):
        rooms.join(room, "m", person(4), 9, NOW)
    assert [each.name for each in rooms.people(room, "m")] == ["Facilitator", "Heron 1", "Heron 2"]
    with pytest.raises(NameTaken):
        rooms.rename(room, "m", "p2", "HERON 1", "heron 1")
    rooms.rename(room, "m", "p2", "Heron two", "heron two")
    assert rooms.people(room, "m")[2].name == "Heron two"


def test_another_device_is_the_same_person_until_it_is_not(room: Database):
    rooms.join(room, "m", person(1), 9, NOW)
    back = rooms.by_words(room, "m", "words1")
    assert back is not None
    assert back.id == "p1"
    assert rooms.by_words(room, "other", "words1") is None
    rooms.add_key(room, "m", "p1", "key1b", "hash1b", NOW)
    second = rooms.find(room, "m", "key1b")
    assert second is not None
    assert second.person.id == "p1"
    rooms.revoke_key(room, "m", "key1b", NOW)
    assert rooms.find(room, "m", "key1b") is None
    assert rooms.find(room, "m", "key1") is not None


def test_who_was_removed_comes_in_no_more(room: Database):
    rooms.join(room, "m", person(1), 9, NOW)
    rooms.remove(room, "m", "p1", NOW)
    assert rooms.find(room, "m", "key1") is None
    assert rooms.by_words(room, "m", "words1") is None
    assert rooms.people(room, "m")[1].removed_at == NOW


def test_names_are_erased_at_once_or_when_their_time_has_come(room: Database):
    rooms.join(room, "m", person(1), 9, NOW)
    assert rooms.due(room, NOW + timedelta(days=29)) == []
    assert rooms.due(room, NOW + timedelta(days=30)) == ["m"]
    assert rooms.erase_names(room, "m", ["p1"]) == 1
    assert [each.name for each in rooms.people(room, "m")] == ["Facilitator", None]
    assert rooms.erase_names(room, "m") == 1
    assert rooms.due(room, NOW + timedelta(days=99)) == []
    assert rooms.by_words(room, "m", "words1") is None
    # Several whose names are gone do not stand in one another's way.
    assert rooms.find(room, "m", "key1") is not None


def test_a_room_is_closed_and_its_map_stays(room: Database):
    rooms.join(room, "m", person(1), 9, NOW)
    rooms.close(room, "m")
    assert rooms.by_code(room, "KQ7RTX") is None
    assert rooms.find(room, "m", "key1") is None
    assert maps.load(room, "m") is not None
