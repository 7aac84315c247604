from __future__ import annotations

import threading
from dataclasses import replace
from datetime import timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import text

from argmap.model import ArgumentMap, Conflict, Problem, apply, replay
from argmap.model.map import Node
from argmap.model.operations import AddNode, Operation, RemoveNode
from argmap.store import history, maps
from argmap.store.database import Database
from argmap.store.maps import Change, Held, Press
from tests import strategies
from tests.store.conftest import NOW


def card(number: int, words: str = "A claim.") -> AddNode:
    return AddNode(Node(f"n{number}", "claim", words))


def start(database: Database, map_id: str = "town", debate: ArgumentMap | None = None) -> Held:
    debate = replay([card(1)]) if debate is None else debate
    return maps.create(database, map_id, debate, operation_id="begin", number=1, now=NOW)


def doing(operation: Operation):
    def decide(held: Held) -> Change:
        debate, inverse = apply(held.debate, operation)
        return Change(debate, operation, inverse, held.number + 1)

    return decide


def change(database: Database, press: str, operation: Operation, known: Held | None = None) -> maps.Written:
    done = maps.change(database, "town", Press(press), doing(operation), now=NOW, known=known)
    assert done is not None
    return done


def loaded(database: Database, map_id: str = "town") -> Held:
    held = maps.load(database, map_id)
    assert held is not None
    return held


def versions(debate: ArgumentMap) -> dict[str, int]:
    tables = (debate.nodes, debate.relations, debate.sources, debate.quotes, debate.groups)
    return {key: item.version for table in tables for key, item in table.items()}


@settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
@given(data=st.data())
def test_whatever_is_done_to_a_map_state_and_log_say_the_same(database: Database, data):
    with database.writing() as connection:
        connection.execute(text("DELETE FROM map"))
    debate = data.draw(strategies.maps())
    held = start(database, debate=debate)
    for number in range(data.draw(st.integers(1, 6))):
        operation = data.draw(strategies.operations(held.debate))
        known = data.draw(st.sampled_from([held, None]))
        try:
            done = change(database, f"press{number}", operation, known)
        except Problem:
            continue
        assert done.operation == operation
        held = done.held
        found = loaded(database)
        assert found.debate == held.debate
        assert versions(found.debate) == versions(held.debate)
        assert (found.revision, found.number) == (held.revision, held.number)
    assert replay(operation for _, operation in history.log(database, "town")) == held.debate
    found = loaded(database)
    assert (found.debate, found.revision) == (held.debate, held.revision)


def test_a_change_counts_once(database: Database):
    start(database)
    first = change(database, "a", card(2))
    change(database, "b", card(3))
    again = change(database, "a", card(2))
    assert (first.repeated, first.revision) == (False, 2)
    assert (again.repeated, again.revision, again.operation) == (True, 2, card(2))
    assert (again.held.revision, len(again.held.debate.nodes)) == (3, 3)
    with pytest.raises(Conflict, match="used for another change"):
        maps.change(database, "town", Press("a", "other"), doing(card(9)), now=NOW)
    assert loaded(database).revision == 3


def test_the_same_name_may_stand_on_two_maps(database: Database):
    start(database)
    start(database, "village")
    change(database, "a", card(2))
    done = maps.change(database, "village", Press("a"), doing(card(7)), now=NOW)
    assert done is not None
    assert not done.repeated
    assert set(loaded(database).debate.nodes) == {"n1", "n2"}
    assert set(loaded(database, "village").debate.nodes) == {"n1", "n7"}


def test_a_change_that_is_refused_leaves_nothing(database: Database):
    start(database)
    with pytest.raises(Problem):
        change(database, "a", RemoveNode("nowhere"))
    assert loaded(database).revision == 1
    assert not change(database, "a", card(2)).repeated


def test_there_is_nothing_to_change_where_there_is_no_map(database: Database):
    assert maps.load(database, "nowhere") is None
    assert maps.change(database, "nowhere", Press("a"), doing(card(2)), now=NOW) is None


def test_what_somebody_knew_of_an_older_map_is_not_trusted(database: Database):
    old = start(database)
    change(database, "a", card(2))
    late = change(database, "b", card(3), known=old)
    assert set(late.held.debate.nodes) == {"n1", "n2", "n3"}
    assert loaded(database).debate == late.held.debate


def test_many_write_at_once_and_readers_see_one_moment(database: Database):
    """Every card is one revision: whoever reads must never see more cards, or fewer, than the revision says."""
    start(database)
    wrong: list[object] = []
    writing = threading.Event()

    def write(name: int) -> None:
        for each in range(12):
            number = 100 * (name + 1) + each
            change(database, f"p{number}", card(number))

    def read() -> None:
        while not writing.is_set():
            held = loaded(database)
            if len(held.debate.nodes) != held.revision:
                wrong.append(held)

    reader = threading.Thread(target=read)
    writers = [threading.Thread(target=write, args=(name,)) for name in range(5)]
    for thread in (reader, *writers):
        thread.start()
    for thread in writers:
        thread.join()
    writing.set()
    reader.join()
    assert wrong == []
    assert (loaded(database).revision, len(loaded(database).debate.nodes)) == (61, 61)


def test_the_same_press_at_the_same_moment_counts_once(database: Database):
    start(database)
    done: list[bool] = []
    threads = [
        threading.Thread(target=lambda: done.append(change(database, "a", card(2)).repeated))
        for _ in range(8)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(done) == [False, *[True] * 7]
    assert loaded(database).revision == 2


def test_maps_are_called_by_their_question_or_first_position(database: Database):
    asked = replay(
        [
            AddNode(Node("n1", "position", "Yes.", rank="a")),
            AddNode(Node("n2", "question", "Why?", language="de", rank="b")),
            AddNode(Node("n3", "question", "Hidden?", hidden=True, rank="a")),
        ]
    )
    start(database, "asked", asked)
    places = [
        AddNode(Node("n10", "position", "Later.", rank="m")),
        AddNode(Node("n9", "position", "First.", rank="m")),
        AddNode(Node("n2", "position", "Last.", rank="z")),
    ]
    start(database, "places", replay(places))
    start(database)
    assert maps.titles(database, ["asked", "places", "town", "gone"]) == {
        "asked": ("Why?", "de"),
        "places": ("First.", None),
        "town": (None, None),
    }


def test_of_many_maps_one_learns_at_once_how_far_they_are(database: Database):
    start(database)
    start(database, "village")
    change(database, "a", card(2))
    many = [*(f"none{number}" for number in range(1200)), "town", "village"]
    assert maps.revisions(database, many) == {"town": 2, "village": 1}
    assert maps.revisions(database, []) == {}


def test_a_large_map_is_written_and_read(database: Database):
    debate = strategies.generated(3, 2_000, "mixed")
    maps.create(database, "large", debate, operation_id="begin", number=9, now=NOW)
    assert loaded(database, "large").debate == debate


def test_nothing_is_kept_of_a_map_that_cannot_be_made(database: Database):
    start(database)
    with pytest.raises(Exception, match=r"(?i)unique"):
        start(database)
    assert loaded(database).revision == 1


def test_a_map_takes_everything_of_it_along(database: Database):
    start(database, debate=strategies.generated(1, 50, "mixed"))
    with database.writing() as connection:
        connection.execute(text("DELETE FROM map WHERE id = 'town'"))
    with database.reading() as connection:
        for table in ("node", "relation", "premise", "source", "quote", '"group"', "operation", "share_link"):
            assert connection.execute(text(f"SELECT count(*) FROM {table}")).scalar() == 0


def test_a_text_may_hold_any_letters_and_half_ones_are_kept_in_foreign_data(database: Database):
    from argmap.model.operations import EditMap

    words = "كلمة \u200f 🦉 𝒳 '; DROP TABLE node; -- %s :x \\"
    debate = replay(
        [AddNode(Node("n1", "claim", words)), EditMap({"foreign": {"x": {"half": "\ud800\x00"}}})]
    )
    start(database, debate=debate)
    assert loaded(database).debate == debate
    assert replay(operation for _, operation in history.log(database, "town")) == debate


def test_times_keep_their_zone(database: Database):
    start(database)
    maps.change(database, "town", Press("a"), doing(card(2)), now=NOW + timedelta(hours=1))
    first, second = sorted(history.entries(database, "town", None, 9), key=lambda entry: entry.revision)
    assert (first.at, second.at) == (NOW, NOW + timedelta(hours=1))
    assert replace(first).at.tzinfo is not None
