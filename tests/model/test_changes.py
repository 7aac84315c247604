from __future__ import annotations

import random
import sys
from collections.abc import Callable, Iterable
from functools import partial
from types import FrameType
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from argmap.model import (
    ArgumentMap,
    Group,
    Item,
    Node,
    Problem,
    Quote,
    Relation,
    Source,
    apply,
    building,
    replay,
    walk,
)
from argmap.model.operations import (
    AddGroup,
    AddNode,
    AddQuote,
    AddRelation,
    AddSource,
    Batch,
    EditGroup,
    EditMap,
    EditNode,
    EditRelation,
    Merge,
    Move,
    Operation,
    RemoveGroup,
    RemoveNode,
    RemoveQuote,
    RemoveRelation,
    RemoveSource,
)
from tests.strategies import SHAPES, assert_invariants, generated, maps, operations
from tests.written import written


def whole(debate: ArgumentMap) -> tuple[Any, ...]:
    """All that a map holds, versions included, which equality leaves out."""
    return {i: (item, item.version) for i, item in items(debate).items()}, debate.language, debate.foreign


def items(debate: ArgumentMap) -> dict[str, Item]:
    return {**debate.nodes, **debate.relations, **debate.sources, **debate.quotes, **debate.groups}


def tried(debate: ArgumentMap, operation: Operation) -> tuple[ArgumentMap, Operation] | None:
    """The operation carried out, or None when it is refused; in either case the map itself is as before."""
    before = whole(debate)
    try:
        result = apply(debate, operation)
    except Problem:
        result = None
    assert whole(debate) == before
    return result


@given(maps(), st.data())
def test_any_operation_keeps_every_invariant_or_is_refused(debate: ArgumentMap, data: st.DataObject):
    for _ in range(4):
        if result := tried(debate, data.draw(operations(debate))):
            debate = result[0]
            assert_invariants(debate)


@given(maps(), st.data())
def test_an_operation_and_its_inverse_leave_an_equal_map(debate: ArgumentMap, data: st.DataObject):
    if result := tried(debate, data.draw(operations(debate))):
        changed, inverse = result
        undone, again = apply(changed, inverse)
        assert undone == debate
        assert_invariants(undone)
        redone, inverse = apply(undone, again)
        assert redone == changed
        assert apply(redone, inverse)[0] == debate


@given(maps(), st.data())
def test_a_log_replays_to_the_current_map_and_undone_backwards_to_none(
    start: ArgumentMap, data: st.DataObject
):
    log: list[Operation] = []
    inverses: list[Operation] = []
    debate = ArgumentMap()

    def write(operation: Operation) -> None:
        nonlocal debate
        if result := tried(debate, operation):
            debate, inverse = result
            log.append(operation)
            inverses.append(inverse)

    for operation in building(start):
        write(operation)
    for _ in range(5):
        write(data.draw(operations(debate)))
    assert whole(replay(log)) == whole(debate)
    # In place and step by step over the same ground: the index must not go astray in either.
    assert_invariants(replay(log))
    assert replay(reversed(inverses), debate) == ArgumentMap()
    assert whole(replay(log[1:], replay(log[:1]))) == whole(debate)


def added(operation: Operation) -> set[str]:
    match operation:
        case AddNode(item) | AddRelation(item) | AddSource(item) | AddQuote(item) | AddGroup(item):
            return {item.id}
        case Batch(several):
            return set().union(*map(added, several))
    return set()


@given(maps(), st.data())
def test_versions_only_ever_go_up(debate: ArgumentMap, data: st.DataObject):
    operation = data.draw(operations(debate))
    if result := tried(debate, operation):
        changed, undo = result
        undone, redo = apply(changed, undo)
        redone, _ = apply(undone, redo)
        last = items(debate)
        # Who takes away an item and gives its id to a new one in one breath says the version, too.
        for identifier in added(operation) & set(last):
            del last[identifier]
        for step in (changed, undone, redone):
            for identifier, item in items(step).items():
                old = last.get(identifier)
                assert old is None or item.version > old.version or (item, item.version) == (old, old.version)
                last[identifier] = item


def test_a_card_that_was_away_comes_back_as_a_later_version():
    deal = written("n1 position The deal goes ahead.", "n2 claim Jobs come.", "r1 n2 support n1")
    gone, restore = apply(deal, RemoveNode("n2"))
    back, remove = apply(gone, restore)
    assert (back.nodes["n2"].version, back.relations["r1"].version) == (2, 2)
    again, restore = apply(back, remove)
    assert apply(again, restore)[0].nodes["n2"].version == 3


def test_a_quote_that_a_merge_moved_and_undo_moved_back_is_a_later_version():
    deal = written("n1 claim Jobs come.", "n2 claim Work comes.")
    quoted = replay([AddSource(Source("s1", {})), AddQuote(Quote("q1", "n2", "s1", "work"))], deal)
    merged, undo = apply(quoted, Merge("n1", "n2"))
    undone, _ = apply(merged, undo)
    assert [debate.quotes["q1"].version for debate in (quoted, merged, undone)] == [1, 2, 3]


@given(maps(), st.data())
def test_a_batch_is_what_its_operations_are_one_by_one(debate: ArgumentMap, data: st.DataObject):
    several: list[Operation] = []
    current = debate
    for _ in range(3):
        operation = data.draw(operations(current))
        if result := tried(current, operation):
            current = result[0]
            several.append(operation)
    changed, inverse = apply(debate, Batch(tuple(several)))
    assert whole(changed) == whole(current)
    assert apply(changed, inverse)[0] == debate


def test_a_batch_is_all_or_nothing():
    deal = written("n1 position The deal goes ahead.", "n2 claim Jobs come.", "r1 n2 support n1")
    twin = deal.copy()
    batch = Batch(
        (
            AddNode(Node("n3", "claim", "The water runs dry.")),
            EditNode("n2", {"text": "Some jobs come."}),
            Batch((RemoveNode("n1"), AddRelation(Relation("r2", "attack", ("n3",), "n1")))),
        )
    )
    with pytest.raises(Problem, match="n1"):
        apply(deal, batch)
    assert whole(deal) == whole(twin)


@given(debate=maps(), data=st.data())
def test_a_walk_through_a_batch_sees_the_map_as_it_stands_at_each_step(
    debate: ArgumentMap, data: st.DataObject
):
    before, now = whole(debate), debate
    steps: list[Operation] = []
    for _ in range(data.draw(st.integers(0, 4))):
        operation = data.draw(operations(now))
        done = tried(now, operation)
        if done is not None:
            now = done[0]
            steps.append(operation)
    batch = Batch((Batch(tuple(steps[:2])), *steps[2:]))
    stands = debate
    for seen, operation in walk(debate, batch):
        assert not isinstance(operation, Batch)
        assert whole(seen) == whole(stands)
        stands, _ = apply(stands, operation)
    assert whole(stands) == whole(now)
    assert whole(debate) == before


def test_a_walk_stops_where_a_step_cannot_be_carried_out():
    walking = walk(ArgumentMap(), Batch((RemoveNode("n1"), RemoveNode("n2"))))
    assert next(walking)[1] == RemoveNode("n1")
    with pytest.raises(Problem):
        next(walking)
    assert [each for _, each in walk(ArgumentMap(), RemoveNode("n1"))] == [RemoveNode("n1")]


@pytest.mark.parametrize("kind", [RemoveNode, RemoveRelation, RemoveSource, RemoveQuote, RemoveGroup])
def test_a_removal_takes_away_nothing_of_another_kind(kind):
    debate = replay([AddNode(Node("n1", "claim", "Jobs come.")), AddSource(Source("s1", {"title": "A"}))])
    for identifier in {"n1", "s1"} - {{RemoveNode: "n1", RemoveSource: "s1"}.get(kind, "")}:
        for was in (None, debate.item(identifier)):
            assert tried(debate, kind(identifier, was)) is None


def test_an_empty_batch_changes_nothing():
    deal = written("n1 position The deal goes ahead.")
    changed, inverse = apply(deal, Batch(()))
    assert changed == deal
    assert apply(changed, inverse)[0] == deal


def test_replay_leaves_its_start_as_it_was():
    deal = written("n1 position The deal goes ahead.")
    longer = replay([AddNode(Node("n2", "claim", "Jobs come."))], deal)
    assert list(deal.nodes) == ["n1"]
    assert list(longer.nodes) == ["n1", "n2"]


@given(maps())
def test_building_builds_an_equal_map(debate: ArgumentMap):
    assert whole(replay(building(debate))) == whole(debate)


@pytest.mark.parametrize("shape", SHAPES)
def test_building_builds_generated_debates(shape: str):
    for seed in range(5):
        debate = generated(seed, 60, shape)
        assert_invariants(debate)
        assert whole(replay(building(debate))) == whole(debate)


def test_building_puts_groups_and_targets_before_what_needs_them():
    deal = written(
        "n1 position The deal goes ahead.",
        "n2 claim Jobs come.",
        "r1 n2 support n1",
        "r2 n2 attack n1",
    )
    log: list[Operation] = [
        AddGroup(Group("g1", "Economy")),
        AddGroup(Group("g2", "Reko Diq")),
        EditGroup("g1", {"parent": "g2"}),
        Move("r1", target="r2"),
    ]
    moved = replay(log, deal)
    assert replay(building(moved)) == moved


# Linear: counted in calls, since the machines are too noisy for the clock.


def calls(work: Callable[[], object]) -> int:
    """How many functions, Python's own and built-in, are called while something is done."""
    count = 0

    def seen(frame: FrameType, event: str, argument: object) -> None:
        nonlocal count
        count += event in {"call", "c_call"}

    # A coverage tool or debugger that profiles must find its own function again.
    previous = sys.getprofile()
    sys.setprofile(seen)
    try:
        work()
    finally:
        sys.setprofile(previous)
    return count


def mixed_log(size: int) -> Iterable[Operation]:
    """Cards added, rephrased, cited, moved, merged and removed, on a map that keeps growing."""
    dice = random.Random(4)
    yield AddSource(Source("s1", {"title": "Reko Diq"}))
    yield AddNode(Node("n0", "position", "The deal goes ahead."))
    nodes, relations = ["n0"], ["r0"]
    yield AddRelation(Relation("r0", "support", ("n0",), "n0"))
    for number in range(1, size // 5):
        card, argument = f"n{number}", f"r{number}"
        yield AddNode(Node(card, "claim", "Jobs come."))
        target = dice.choice(relations if number % 4 == 0 else nodes)
        yield AddRelation(Relation(argument, "attack", (card,), target))
        yield EditNode(card, {"text": "Some jobs come.", "sources": ("s1",)})
        if number % 10 == 9:
            # The youngest stands alone, so that its fall takes little with it.
            yield RemoveNode(card)
        elif number % 10 == 5:
            yield Merge(nodes[-1], card)
        else:
            nodes.append(card)
            relations.append(argument)
            yield EditRelation(argument, {"note": "Whose figures?"})
            yield Move(argument, rank="i")


def star_log(size: int) -> Iterable[Operation]:
    """One card under which all others stand, and which goes in the end with all of their arguments."""
    yield AddNode(Node("n0", "position", "The deal goes ahead."))
    for number in range(1, size // 3):
        yield AddNode(Node(f"n{number}", "claim", "Jobs come."))
        yield AddRelation(Relation(f"r{number}", "support", (f"n{number}",), "n0"))
        yield Move(f"r{number}", rank="i")
    yield RemoveNode("n0")


def undercut_log(size: int) -> Iterable[Operation]:
    """An undercut of an undercut of an undercut, each annotated, which all fall together in the end."""
    yield AddNode(Node("n1", "claim", "Jobs come."))
    yield AddRelation(Relation("r0", "attack", ("n1",), "n1"))
    for number in range(1, size // 2):
        yield AddRelation(Relation(f"r{number}", "attack", ("n1",), f"r{number - 1}"))
        yield EditRelation(f"r{number}", {"note": "Whose figures?"})
    yield RemoveRelation("r0")


def heading_log(size: int) -> Iterable[Operation]:
    """A heading under a heading under a heading."""
    yield AddGroup(Group("g0", "Economy"))
    for number in range(1, size // 2):
        yield AddGroup(Group(f"g{number}", "Economy", f"g{number - 1}"))
        yield EditGroup(f"g{number}", {"title": "Ecology"})


@pytest.mark.parametrize("log", [mixed_log, star_log, undercut_log, heading_log])
def test_ten_thousand_operations_are_linear(log: Callable[[int], Iterable[Operation]]):
    counts = []
    for size in (2_500, 10_000):
        several = list(log(size))
        counts.append(calls(partial(replay, several)))
        changed, inverse = apply(ArgumentMap(), Batch(tuple(several)))
        counts.append(calls(partial(apply, changed, inverse)))
    # Four times the work, and the logarithm of a sort; sixteen times would be quadratic.
    assert counts[2] < 5 * counts[0]
    assert counts[3] < 5 * counts[1]


def test_ten_thousand_operations_copy_the_map_once(monkeypatch: pytest.MonkeyPatch):
    copies = []
    copy = ArgumentMap.copy

    def counted(debate: ArgumentMap) -> ArgumentMap:
        copies.append(debate)
        return copy(debate)

    monkeypatch.setattr(ArgumentMap, "copy", counted)
    log = list(mixed_log(10_000))
    replay(log)
    assert len(copies) == 0
    apply(ArgumentMap(), Batch(tuple(log)))
    assert len(copies) == 1


def test_a_log_of_everything_undone_backwards_is_the_empty_map():
    log = [*mixed_log(2_000), EditMap({"language": "en"})]
    changed, inverse = apply(ArgumentMap(), Batch(tuple(log)))
    assert_invariants(changed)
    assert apply(changed, inverse)[0] == ArgumentMap()
