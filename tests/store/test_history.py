from __future__ import annotations

from argmap.model import apply
from argmap.store import history, maps
from argmap.store.database import Database
from argmap.store.maps import Change, Held, Press
from tests.store.conftest import NOW
from tests.store.test_maps import card, change, start


def toggle(database: Database, revision: int, press: str) -> None:
    """Take a change back, or bring it again: what the latest toggle of it, or it itself, says takes it back."""
    entry = history.last_toggle(database, "town", revision) or history.entry(database, "town", revision)
    assert entry is not None

    def decide(held: Held) -> Change:
        debate, inverse = apply(held.debate, entry.inverse)
        return Change(debate, entry.inverse, inverse, held.number, toggles=revision)

    maps.change(database, "town", Press(press), decide, now=NOW)


def latest(database: Database) -> int | None:
    entry = history.undoable(database, "town")
    return None if entry is None else entry.revision


def test_what_is_taken_back_follows_from_the_log(database: Database):
    start(database)
    assert history.undoable(database, "town") is None
    change(database, "a", card(2))
    change(database, "b", card(3))
    assert latest(database) == 3
    toggle(database, 3, "u1")
    assert latest(database) == 2
    found = {entry.revision: entry for entry in history.entries(database, "town", None, 10)}
    assert [(n, found[n].undone, found[n].toggles) for n in (4, 3, 2, 1)] == [
        (4, False, 3),
        (3, True, None),
        (2, False, None),
        (1, False, None),
    ]
    toggle(database, 3, "u2")
    assert latest(database) == 3
    toggled = history.last_toggle(database, "town", 3)
    assert toggled is not None
    assert toggled.revision == 5
    held = maps.load(database, "town")
    assert held is not None
    assert set(held.debate.nodes) == {"n1", "n2", "n3"}


def test_what_was_brought_again_last_is_taken_back_first(database: Database):
    start(database)
    for number in (2, 3, 4):
        change(database, f"p{number}", card(number))
    for turn, revision in enumerate((4, 3, 2, 2)):
        toggle(database, revision, f"u{turn}")
    assert latest(database) == 2
    toggle(database, 2, "u9")
    assert latest(database) is None
    toggle(database, 4, "u10")
    toggle(database, 3, "u11")
    assert latest(database) == 3
    turns = {entry.revision: entry.turn for entry in history.entries(database, "town", None, 99)}
    assert [turns[n] for n in (4, 5, 7, 8, 9, 10)] == [0, 1, 1, 2, 3, 2]


def test_changes_come_newest_first_and_in_pages(database: Database):
    start(database)
    for number in range(2, 8):
        change(database, f"p{number}", card(number))
    assert [entry.revision for entry in history.entries(database, "town", None, 3)] == [7, 6, 5]
    assert [entry.revision for entry in history.entries(database, "town", 5, 99)] == [4, 3, 2, 1]
    assert history.entries(database, "nowhere", None, 9) == []
    assert history.entry(database, "town", 99) is None


def test_what_came_after_a_revision_comes_in_order_and_bounded(database: Database):
    start(database)
    start(database, "village")
    for number in range(2, 7):
        change(database, f"p{number}", card(number))
    toggle(database, 6, "u")
    assert [entry.revision for entry in history.after(database, "town", 3, 9)] == [4, 5, 6, 7]
    assert [entry.revision for entry in history.after(database, "town", 0, 2)] == [1, 2]
    assert history.after(database, "town", 7, 9) == []
    assert history.after(database, "town", 6, 9)[0].toggles == 6


def test_a_log_longer_than_a_page_comes_whole_and_in_order(database: Database):
    start(database)
    for number in range(2, 450):
        change(database, f"p{number}", card(number))
    assert [press for press, _ in history.log(database, "town")] == [
        "begin",
        *(f"p{n}" for n in range(2, 450)),
    ]


def test_one_map_knows_nothing_of_the_history_of_another(database: Database):
    start(database)
    start(database, "village")
    change(database, "a", card(2))
    toggle(database, 2, "u")
    assert history.undoable(database, "village") is None
    assert [entry.undone for entry in history.entries(database, "village", None, 9)] == [False]
