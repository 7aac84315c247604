"""What was done at a desk is written down in its order, within bounds, and goes with the room."""

from __future__ import annotations

from datetime import timedelta

import pytest

from argmap.store import acts, rooms
from argmap.store.acts import Act
from argmap.store.database import Database
from tests.store.conftest import NOW
from tests.store.test_rooms import room

__all__ = ["room"]


def test_acts_are_kept_in_their_order_and_the_latest_of_them(room: Database, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(acts, "MOST", 3)
    for number in range(5):
        act = Act(f"act {number}", "p1", NOW + timedelta(seconds=number), "p2")
        rooms.set_room(room, "m", act, locked=True)
    assert [each.what for each in acts.acts(room, "m")] == ["act 2", "act 3", "act 4"]
    assert acts.acts(room, "m")[0] == Act("act 2", "p1", NOW + timedelta(seconds=2), "p2")
    assert acts.acts(room, "other") == []


def test_what_is_not_carried_out_is_not_written_down(room: Database):
    assert not rooms.set_code(room, "m", "KQ7RTX", Act("code", None, NOW))
    assert acts.acts(room, "m") == []


def test_acts_go_with_their_room(room: Database):
    rooms.remove(room, "m", "p1", NOW, Act("remove", None, NOW, "p1"))
    rooms.close(room, "m")
    assert acts.acts(room, "m") == []
