from __future__ import annotations

from datetime import UTC, datetime

import pytest

from argmap.model import Problem
from argmap.service import bundled, maps, sharing
from argmap.service.refusals import NotAllowed, NotThere
from argmap.service.sharing import Access
from argmap.service.shelf import Shelf
from argmap.store.rooms import Room


def test_a_key_opens_its_own_map_and_no_other(shelf: Shelf, town: Access):
    other = maps.make(shelf, "Another?", [])
    assert sharing.enter(shelf, other.map, other.view_key).role == "view"
    for map_id, key in (
        (town.map, other.edit_key),
        (other.map, town.key),
        (town.map, None),
        (town.map, ""),
        (town.map, town.key[:-1]),
        (town.map, town.key + "a"),
        (town.map, town.key[:8] + other.edit_key[8:]),
        (town.map, "é" * 34),
        ("nothing", town.key),
    ):
        with pytest.raises(NotThere):
            sharing.enter(shelf, map_id, key)


def test_links_are_made_shown_and_revoked(shelf: Shelf, town: Access):
    made = sharing.share(shelf, town, "view")
    assert made.key is not None
    reader = sharing.enter(shelf, town.map, made.key)
    assert (reader.role, reader.edit) == ("view", False)
    shown = sharing.shared(shelf, town)
    assert [(link.role, link.own, link.key is not None) for link in shown] == [
        ("edit", True, True),
        ("view", False, True),
        ("view", False, True),
    ]
    assert shown[2].key == made.key
    sharing.revoke(shelf, town, made.id)
    with pytest.raises(NotThere):
        sharing.enter(shelf, town.map, made.key)
    with pytest.raises(Problem, match="no such link"):
        sharing.revoke(shelf, town, made.id)


def test_the_key_of_a_link_is_shown_to_whoever_made_it_alone(shelf: Shelf, town: Access):
    second = sharing.share(shelf, town, "edit")
    other = sharing.enter(shelf, town.map, second.key)
    seen = {link.id: link.key for link in sharing.shared(shelf, other)}
    assert seen[second.id] == second.key
    assert [key for link, key in seen.items() if link != second.id] == [None, None]


def test_nobody_locks_out_whoever_let_them_in(shelf: Shelf, town: Access):
    second = sharing.share(shelf, town, "edit")
    guest = sharing.enter(shelf, town.map, second.key)
    third = sharing.share(shelf, guest, "edit")
    assert town.link is not None
    with pytest.raises(NotAllowed, match="not made by way of yours"):
        sharing.revoke(shelf, guest, town.link)
    assert [(link.id, link.below) for link in sharing.shared(shelf, guest)][-2:] == [
        (second.id, False),
        (third.id, True),
    ]
    # Whoever is shut out leaves no door of their own behind.
    assert sharing.revoke(shelf, town, second.id) == 2
    for key in (second.key, third.key):
        with pytest.raises(NotThere):
            sharing.enter(shelf, town.map, key)


def test_one_cannot_lock_oneself_out_and_readers_cannot_share(shelf: Shelf, town: Access):
    assert town.link is not None
    with pytest.raises(Problem, match="this very link"):
        sharing.revoke(shelf, town, town.link)
    link = sharing.share(shelf, town, "view")
    reader = sharing.enter(shelf, town.map, link.key)
    for action in (
        lambda: sharing.share(shelf, reader, "view"),
        lambda: sharing.shared(shelf, reader),
        lambda: sharing.revoke(shelf, reader, link.id),
    ):
        with pytest.raises(NotAllowed):
            action()
    with pytest.raises(Problem, match="made to read"):
        sharing.share(shelf, town, "owner")


def test_there_is_a_most_of_links(shelf: Shelf, town: Access):
    for _ in range(sharing.MOST_LINKS - 2):
        sharing.share(shelf, town, "view")
    with pytest.raises(Problem, match="withdraw one first"):
        sharing.share(shelf, town, "view")


def test_no_secret_is_in_the_database(shelf: Shelf, town: Access, tmp_path):
    made = sharing.share(shelf, town, "view")
    assert made.key is not None
    shelf.close()
    written = b"".join(path.read_bytes() for path in tmp_path.iterdir())
    assert town.map.encode() in written
    for key in (town.key, made.key):
        assert key.encode() not in written
        assert key[8:].encode() not in written


def test_bundled_maps_are_for_everybody_to_read(shelf: Shelf):
    access = sharing.enter(shelf, bundled.OPENING, None)
    assert (access.role, access.edit) == ("bundled", False)
    assert shelf.read(access).debate.nodes
    assert next(iter(bundled.maps())) == bundled.OPENING
    assert [each.template for each in bundled.maps().values()] == sorted(
        each.template for each in bundled.maps().values()
    )


def test_keys_are_not_shown_by_accident(town: Access):
    assert town.key not in repr(town)
    assert town.secret not in repr(town)


@pytest.mark.parametrize(("role", "anonymous", "named"), [
    ("facilitator", True, True), ("participant", False, True), ("participant", True, False),
    ("onlooker", False, False), ("onlooker", True, False), ("view", False, False),
])  # fmt: skip
def test_names_are_for_those_whom_the_table_of_the_room_lets_see_them(
    role: str, anonymous: bool, named: bool
):
    now = datetime(2026, 1, 1, tzinfo=UTC)
    room = Room("m" * 12, "CDFHJK", "debate", anonymous, False, False, False, 1, now, now)
    assert Access("m" * 12, role, 1, room=room).named is named
    assert Access("m" * 12, "view", 1).named
