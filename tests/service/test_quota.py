from __future__ import annotations

from pathlib import Path

import pytest

from argmap.model import Problem
from argmap.service import answers, edits, maps, sharing, weight
from argmap.service.quota import Quota
from argmap.service.shelf import Press, Shelf, open_shelf


def opened(folder: Path, quota: Quota) -> Shelf:
    return open_shelf(str(folder / "maps.db"), quota)


def test_there_are_as_many_maps_as_were_said(tmp_path: Path):
    shelf = opened(tmp_path, Quota(maps=2))
    made = [maps.make(shelf, "Why?", []) for _ in range(2)]
    with pytest.raises(Problem, match="2 maps at most"):
        maps.make(shelf, "Why?", [])
    with pytest.raises(Problem, match="2 maps at most"):
        maps.copy(shelf, sharing.enter(shelf, made[0].map, made[0].edit_key))
    shelf.close()


def test_a_map_is_as_large_as_was_said_and_can_always_be_made_smaller(tmp_path: Path):
    shelf = opened(tmp_path, Quota())
    made = maps.make(shelf, "Why?", ["So.", "Not so."])
    access = sharing.enter(shelf, made.map, made.edit_key)
    shelf.quota = Quota(map_bytes=weight.size(made.debate) + 10)
    with pytest.raises(Problem, match="bytes; on this server"):
        shelf.change(
            access,
            Press.fresh(),
            lambda debate, numbers: answers.add(
                debate, numbers, answers.Answer("reason", "n2", "It is long.")
            ),
        )
    shelf.quota = Quota(map_bytes=1, bytes=1)
    shelf.change(access, Press.fresh(), lambda debate, _: edits.remove(debate, "n3", 1, branch=False))
    with pytest.raises(Problem, match="bytes; on this server"):
        maps.make(shelf, "Why?", [])
    shelf.close()


def test_when_there_is_no_room_left_nothing_is_added(tmp_path: Path):
    shelf = opened(tmp_path, Quota(bytes=10_000_000))
    maps.make(shelf, "Why?", [])
    shelf.quota = Quota(bytes=4096)
    with pytest.raises(Problem, match="no room left"):
        maps.make(shelf, "Why?", [])
    shelf.close()
