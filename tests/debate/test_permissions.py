"""The table as people read it (docs/rooms.md) against the table as it is, and against what the issue asks for."""

from __future__ import annotations

import re
from collections.abc import Callable
from itertools import product

import pytest

from argmap.debate.permissions import ACTIONS, ROLES, may, ruling, table
from tests.conftest import CHECKOUT

MEANING: dict[str, Callable[[bool, bool, bool], bool]] = {
    "yes": lambda own, answered, shown: True,
    "no": lambda own, answered, shown: False,
    "own": lambda own, answered, shown: own,
    "own unanswered": lambda own, answered, shown: own and not answered,
    "when shown": lambda own, answered, shown: shown,
}

READING = {"read", "see hidden", "see names", "see verdicts", "copy", "take away files"}
LEAVING = {"leave", "erase own"}


def documented() -> list[tuple[str, ...]]:
    """The rows of the table in docs/rooms.md."""
    text = (CHECKOUT / "docs" / "rooms.md").read_text(encoding="utf-8")
    _head, _, rest = text.partition("| action | ")
    assert rest, "docs/rooms.md has the table of permissions"
    lines = rest.splitlines()[2:]
    rows = []
    for line in lines:
        if not line.startswith("|"):
            break
        rows.append(tuple(cell.strip() for cell in line.strip("|").split("|")))
    return rows


def test_the_page_says_what_the_code_does():
    said = [row[:1] + row[2:] for row in documented()]
    assert said == [(r.action, r.facilitator, r.participant, r.locked, r.onlooker) for r in table()]


def test_the_page_says_what_every_action_is():
    assert all(re.match(r"[A-Z].{10,}\.$", row[1]) for row in documented())


@pytest.mark.parametrize("row", table(), ids=lambda row: row.action)
def test_every_row_is_kept(row):
    columns = {
        ("facilitator", False): row.facilitator,
        ("facilitator", True): row.facilitator,
        ("participant", False): row.participant,
        ("participant", True): row.locked,
        ("onlooker", False): row.onlooker,
        ("onlooker", True): row.onlooker,
    }
    for (role, locked), said in columns.items():
        assert ruling(role, row.action, locked=locked) == said
        for own, answered, shown in product((False, True), repeat=3):
            found = may(role, row.action, own=own, answered=answered, shown=shown, locked=locked)
            assert found is MEANING[said](own, answered, shown)


def test_there_are_more_than_a_hundred_cells_and_no_action_twice():
    assert len(ACTIONS) == len(set(ACTIONS)) == len(table())
    assert len(ACTIONS) * (len(ROLES) + 1) >= 100


def test_onlookers_only_look():
    allowed = {row.action for row in table() if row.onlooker != "no"}
    assert allowed == {"read", "see verdicts", "copy", "take away files"}


def test_in_a_locked_room_participants_read_and_may_still_leave():
    for row in table():
        if row.action in READING | LEAVING:
            assert row.locked == row.participant
        else:
            assert row.locked == "no"


def test_facilitators_do_everything_but_leave():
    assert [row.action for row in table() if row.facilitator != "yes"] == ["leave"]


def test_participants_touch_only_their_own():
    for action in ("edit", "move", "delete", "take back", "undo", "redo", "erase own"):
        assert may("participant", action, own=True)
        assert not may("participant", action, shown=True)
    assert not may("participant", "delete", own=True, answered=True)
    assert may("participant", "take back", own=True, answered=True)
    assert may("participant", "answer")


@pytest.mark.parametrize(("role", "action"), [("teacher", "read"), ("participant", "fly"), ("", "")])
def test_what_the_table_does_not_know_is_an_error_and_no_permission(role, action):
    with pytest.raises(ValueError, match="is no"):
        may(role, action, own=True, shown=True)
