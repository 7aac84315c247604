from __future__ import annotations

from datetime import timedelta
from functools import partial
from pathlib import Path

import pytest

from argmap import formats
from argmap.model import ArgumentMap, Node, Problem
from argmap.model.operations import AddNode
from argmap.service import admin, maps, rooms, sharing
from argmap.service.numbers import Numbers
from argmap.service.refusals import NotThere
from argmap.service.shelf import Outcome, Press, Shelf

NAMES = ("Zarminagul", "Quirinius", "Obiageli")


@pytest.fixture
def room(shelf: Shelf) -> rooms.Opened:
    """A room in which three people have written a card each."""
    opened = rooms.open_room(shelf, "Should cars leave the town?", ["Yes.", "No."], days=30)
    for number, name in enumerate(NAMES):
        joined = rooms.join(shelf, opened.room, name)
        access = sharing.enter(shelf, opened.room.map, joined.key)
        node = Node(f"c{number}", "claim", f"Reason {number}.")
        shelf.change(access, Press.fresh(), partial(_add, node))
    return opened


def _add(node: Node, _debate: ArgumentMap, _numbers: Numbers) -> Outcome:
    return Outcome(AddNode(node))


def found(folder: Path) -> list[tuple[str, str]]:
    """Which names stand in which files of the database: as they are, in small letters, in UTF-16."""
    return [
        (path.name, name)
        for path in sorted(folder.iterdir())
        for name in NAMES
        if any(
            each.encode(code) in path.read_bytes()
            for each in (name, name.lower(), name.upper())
            for code in ("utf-8", "utf-16-le")
        )
    ]


def test_nothing_in_the_files_or_exports_tells_a_name_once_they_are_erased(
    shelf: Shelf, room: rooms.Opened, tmp_path: Path
):
    assert found(tmp_path)
    access = sharing.enter(shelf, room.room.map, room.facilitator_key)
    assert rooms.erase_names(shelf, access) == 4
    assert admin.purge(shelf).clean
    assert found(tmp_path) == []
    debate = shelf.read(access).debate
    for form in formats.FORMATS:
        text, _ = formats.dump(debate, form)
        assert not any(name.lower() in text.lower() for name in NAMES)
    assert len(debate.nodes) == 6


def test_erasing_alone_leaves_no_name_either(shelf: Shelf, room: rooms.Opened, tmp_path: Path):
    rooms.erase_names(shelf, sharing.enter(shelf, room.room.map, room.facilitator_key))
    assert found(tmp_path) == []


def test_names_are_forgotten_when_their_time_has_come(shelf: Shelf, room: rooms.Opened, tmp_path: Path):
    now = shelf.clock()
    shelf.clock = lambda: now + timedelta(days=29)
    assert admin.purge(shelf) == admin.Purged(0, 0, True)
    assert len(found(tmp_path)) >= len(NAMES)
    shelf.clock = lambda: now + timedelta(days=31)
    assert admin.purge(shelf) == admin.Purged(1, 0, True)
    assert found(tmp_path) == []
    assert sharing.enter(shelf, room.room.map, room.facilitator_key).leads
    assert admin.purge(shelf).rooms == 0


def test_maps_that_nobody_has_changed_for_long_are_deleted_where_asked(shelf: Shelf, room: rooms.Opened):
    now = shelf.clock()
    shelf.clock = lambda: now + timedelta(days=100)
    fresh = maps.make(shelf, "Why?", ["So."])
    assert admin.aged(shelf, 99) == [room.room.map]
    assert admin.purge(shelf, 99).maps == 1
    with pytest.raises(NotThere):
        sharing.enter(shelf, room.room.map, room.facilitator_key)
    assert sharing.enter(shelf, fresh.map, fresh.edit_key).edit
    # Whoever opens a map keeps it, even by reading.
    shelf.clock = lambda: now + timedelta(days=190)
    assert not sharing.enter(shelf, fresh.map, fresh.view_key).edit
    shelf.clock = lambda: now + timedelta(days=280)
    assert admin.forget(shelf, 99) == 0
    shelf.clock = lambda: now + timedelta(days=291)
    assert admin.forget(shelf, 99) == 1
    assert admin.every(shelf) == []
    with pytest.raises(Problem, match="how many days"):
        admin.purge(shelf, 0)


def test_a_map_is_hidden_or_deleted_whoever_made_it(shelf: Shelf):
    made = maps.make(shelf, "Why?", ["So."])
    assert [(each.map, each.title) for each in admin.every(shelf)] == [(made.map, "Why?")]
    assert admin.hide(shelf, made.map) == 1
    with pytest.raises(NotThere):
        sharing.enter(shelf, made.map, made.view_key)
    assert sharing.enter(shelf, made.map, made.edit_key).edit
    assert admin.delete(shelf, made.map)
    with pytest.raises(NotThere):
        sharing.enter(shelf, made.map, made.edit_key)
    assert admin.every(shelf) == []
    for does in (admin.hide, admin.delete):
        with pytest.raises(Problem, match="no map"):
            does(shelf, made.map)
