"""Parts of a map: valid maps, of whole arguments, in which every card is shown or counted once."""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Callable, Mapping

import pytest
from hypothesis import given
from hypothesis import strategies as st

from argmap.diagram.part import Folded, around, centred, folded
from argmap.diagram.room import Room
from argmap.model import ArgumentMap, Node, Quote, Source, replay
from argmap.model.operations import AddNode, AddQuote, AddSource, Hide
from argmap.model.outline import outline
from argmap.model.roles import standing
from tests.strategies import SHAPES, assert_invariants, generated, maps
from tests.written import written

DEAL = (
    "n1 position The deal goes ahead.",
    "n2 claim Jobs come.",
    "n3 claim The jobs are for residents.",
    "n4 claim The jobs go to outsiders.",
    "n5 claim Outsiders leave again.",
    "n6 claim Many stayed in Saindak.",
)


def cards_of(debate: ArgumentMap, identifier: str) -> set[str]:
    """The cards of an argument: its premises, its target, and those of the argument that it is aimed at."""
    if identifier in debate.nodes:
        return {identifier}
    relation = debate.relations[identifier]
    return {*relation.premises, *cards_of(debate, relation.target)}


def near(debate: ArgumentMap, focus: str, depth: int) -> set[str]:
    """The same part once more, the slow way: argument by argument."""
    found = {focus} & set(debate.nodes)
    links = [cards_of(debate, relation) for relation in debate.relations]
    for _ in range(depth):
        found = found.union(*(link for link in links if link & found))
    return found


def assert_part(part: ArgumentMap, debate: ArgumentMap) -> None:
    """A valid map, of items of the whole as they are, with every argument whose cards are all in it."""
    assert_invariants(part)
    assert part.nodes.items() <= debate.nodes.items()
    whole = {i for i in debate.relations if cards_of(debate, i) <= part.nodes.keys()}
    assert set(part.relations) == whole
    assert all(part.relations[i] == debate.relations[i] for i in whole)
    assert set(part.quotes) == {i for i, quote in debate.quotes.items() if quote.node in part.nodes}


@given(maps(), st.data())
def test_around_a_card_stand_all_cards_at_most_so_many_links_away(debate: ArgumentMap, data: st.DataObject):
    shown = debate.visible()
    focus = data.draw(st.sampled_from([*debate.nodes, "nowhere"]))
    depth = data.draw(st.integers(0, 4))
    part = around(debate, focus, depth)
    assert_part(part, shown)
    found = near(shown, focus, depth)
    asked = focus in shown.nodes and shown.nodes[focus].kind == "question"
    assert set(part.nodes) >= found if asked else set(part.nodes) == found


@pytest.mark.parametrize("shape", SHAPES)
def test_in_debates_of_every_shape_too(shape: str):
    for seed in range(6):
        debate = generated(seed, 20 if shape == "dense" else 60, shape)
        for focus in list(debate.nodes)[1::7]:
            for depth in range(4):
                part = around(debate, focus, depth)
                assert_part(part, debate)
                if debate.nodes[focus].kind != "question":
                    assert set(part.nodes) == near(debate, focus, depth)


def test_both_ways_and_linked_premises_together():
    deal = written(*DEAL, "r1 n2,n3 support n1", "r2 n4 attack n3", "r3 n5 support n4")
    assert set(around(deal, "n3", 0).nodes) == {"n3"}
    assert set(around(deal, "n1", 1).nodes) == {"n1", "n2", "n3"}
    assert set(around(deal, "n3", 1).nodes) == {"n1", "n2", "n3", "n4"}
    assert set(around(deal, "n3", 1).relations) == {"r1", "r2"}


def test_an_undercut_stands_next_to_every_card_of_the_link_that_it_cuts_and_beside_other_undercuts_only_by_them():
    deal = written(
        *DEAL, "r1 n2,n3 support n1", "r2 n4 attack r1", "r3 n5 attack r2", "r4 n6 attack r1",
    )  # fmt: skip
    assert set(around(deal, "n1", 1).nodes) == {"n1", "n2", "n3", "n4", "n5", "n6"}
    assert set(around(deal, "n4", 1).nodes) == {"n1", "n2", "n3", "n4", "n5"}
    assert set(around(deal, "n5", 1).relations) == {"r1", "r2", "r3"}


def test_around_the_question_stand_the_positions_that_answer_it():
    deal = written(*DEAL, "n0 question Should it go ahead?", "r1 n2 support n1", "r2 n3 support n2")
    assert set(around(deal, "n0", 0).nodes) == {"n0"}
    assert set(around(deal, "n0", 1).nodes) == {"n0", "n1"}
    assert set(around(deal, "n0", 2).nodes) == {"n0", "n1", "n2"}
    assert set(around(deal, "n2", 9).nodes) == {"n1", "n2", "n3"}


def test_a_part_brings_only_the_sources_that_its_cards_rest_on():
    deal = replay(
        [
            AddSource(Source("s1", {"title": "Payroll"})),
            AddSource(Source("s2", {"title": "Contract"})),
            AddNode(Node("n7", "evidence", "The payroll.", sources=("s1",))),
            AddNode(Node("n8", "evidence", "The contract.", sources=("s2",))),
            AddQuote(Quote("q1", "n7", "s1", "one in ten")),
        ],
        written(*DEAL),
    )
    assert set(around(deal, "n7", 1).sources) == {"s1"}
    assert set(around(deal, "n7", 1).quotes) == {"q1"}
    assert set(around(deal, "n8", 1).quotes) == set()


def test_around_what_is_hidden_or_gone_there_is_nothing():
    deal = replay([Hide("n2")], written(*DEAL, "r1 n2 support n1"))
    assert not around(deal, "n2", 3).nodes
    assert not around(deal, "n99", 3).nodes


def assert_folded(made: Folded, debate: ArgumentMap, depth: int, keep: list[str]) -> None:
    """What is shown is a map, each card at its home; what is not shown is counted once, by the nearest above it."""
    assert_part(made.debate, debate)
    shown = made.debate.nodes
    full = [line for line in outline(debate) if not line.again]
    assert {line.node for line in full if line.depth <= depth} <= set(shown)
    where = standing(debate)
    for card in shown:
        assert where.home.get(card) is None or where.home[card] in made.debate.relations
    above = {card: parent(debate, where.home, relation) for card, relation in where.home.items()}
    assert {card for card in debate.nodes if card in keep or above.get(card) in keep} <= set(shown)
    hidden: Counter[str] = Counter()
    for card in debate.nodes:
        up = card
        while up not in shown:
            up = above[up]
        hidden[up] += card not in shown
    assert made.more == {card: count for card, count in hidden.items() if count}
    assert len(shown) + sum(made.more.values()) == len(debate.nodes)


def parent(debate: ArgumentMap, home: Mapping[str, str], identifier: str) -> str:
    """The card under which an argument stands."""
    target = debate.relations[identifier].target
    if target in debate.nodes:
        return target
    cut = debate.relations[target].premises
    return [cut[0], *(premise for premise in cut if home.get(premise) == target)][-1]


@given(maps(), st.data())
def test_every_card_is_shown_or_counted_once(debate: ArgumentMap, data: st.DataObject):
    depth = data.draw(st.integers(0, 3))
    keep = data.draw(st.lists(st.sampled_from([*debate.nodes, "nowhere"]), max_size=2))
    assert_folded(folded(debate, depth, keep), debate.visible(), depth, keep)


@pytest.mark.parametrize("shape", SHAPES)
def test_every_card_of_a_debate_of_any_shape_is_shown_or_counted_once(shape: str):
    for seed in range(6):
        debate = generated(seed, 25 if shape == "dense" else 80, shape)
        for depth in range(4):
            for keep in ([], [f"n{seed + 10}"], ["n20", "n79"]):
                made = folded(debate, depth, keep)
                assert_folded(made, debate, depth, keep)
                assert standing(made.debate).home.items() <= standing(debate).home.items()


@pytest.mark.parametrize("shape", SHAPES)
def test_whoever_opens_a_card_that_says_more_sees_more(shape: str):
    debate = generated(1, 90, shape)
    first = folded(debate, 1)
    for card in first.more:
        opened = folded(debate, 1, [card])
        assert set(opened.debate.nodes) > set(first.debate.nodes)
        assert opened.more.get(card, 0) == 0


def test_a_map_folds_below_a_depth_and_opens_along_the_way_to_a_card():
    deal = written(
        *DEAL, "r1 n2 support n1", "r2 n3 support n2", "r3 n4 attack n3", "r4 n5 support n4", "r5 n6 attack n2",
    )  # fmt: skip
    assert set(folded(deal, 1).debate.nodes) == {"n1", "n2"}
    assert folded(deal, 1).more == {"n2": 4}
    opened = folded(deal, 1, ["n3"])
    assert set(opened.debate.nodes) == {"n1", "n2", "n3", "n4"}
    assert opened.more == {"n4": 1, "n2": 1}


def test_undercuts_fold_below_the_last_premise_of_the_link_that_they_cut():
    deal = written(*DEAL, "r1 n2,n3 support n1", "r2 n4 attack r1", "r3 n5 attack r2", "r4 n6 attack n2")
    assert folded(deal, 1).more == {"n3": 2, "n2": 1}
    assert set(folded(deal, 0, ["n5"]).debate.nodes) == {"n1", "n2", "n3", "n4", "n5"}


def test_a_premise_that_stands_elsewhere_is_shown_with_the_argument_that_rests_on_it():
    deal = written(
        *DEAL, "n7 claim Saindak is near.", "r1 n2 support n1", "r2 n3 support n2", "r3 n5 support n3",
        "r4 n5,n6 support n7",
    )  # fmt: skip
    assert standing(deal).roots == ("n1", "n4", "n7")
    assert set(folded(deal, 0).debate.nodes) == {"n1", "n4", "n7"}
    shown = folded(deal, 1).debate
    assert {"n6", "n5", "n3"} <= set(shown.nodes)
    assert "r4" in shown.relations


def test_a_map_that_is_not_deep_is_shown_whole():
    deal = written(*DEAL, "r1 n2 support n1", "r2 n3 support n2")
    assert folded(deal, 2).debate == deal
    assert folded(deal, 2).more == {}
    assert folded(ArgumentMap(), 2).debate == ArgumentMap()


def test_circles_fold():
    deal = written(*DEAL, "r1 n2 support n3", "r2 n3 support n2", "r3 n4 support n3", "r4 n5 attack n5")
    made = folded(deal, 0)
    assert set(made.debate.nodes) == {"n1", "n2", "n5", "n6"}
    assert made.more == {"n2": 2}


def work(task: Callable[[ArgumentMap], object], debate: ArgumentMap) -> int:
    """How many calls a task takes: counted, since clocks measure the machine."""
    calls = 0

    def count(frame: object, event: str, argument: object) -> None:
        nonlocal calls
        calls += event in ("call", "c_call")

    sys.setprofile(count)
    try:
        task(debate)
    finally:
        sys.setprofile(None)
    return calls


def chain(size: int, *, cuts: bool) -> ArgumentMap:
    """A chain of objections, or of undercuts."""
    cards = [f"n{i} claim Statement {i}." for i in range(1, size)]
    links = [f"r{i} n{i} attack {'r' if cuts and i > 1 else 'n'}{i - 1}" for i in range(1, size)]
    return written("n0 position The deal goes ahead.", *cards, *links)


@pytest.mark.parametrize("cuts", [False, True])
def test_the_work_grows_with_the_map(cuts):
    def fold(debate: ArgumentMap) -> Folded:
        return folded(debate, 2, [f"n{len(debate.nodes) // 2}"])

    def focus(debate: ArgumentMap) -> ArgumentMap:
        return around(debate, f"n{len(debate.nodes) // 2}", len(debate.nodes) // 5)

    small, large = chain(500, cuts=cuts), chain(1000, cuts=cuts)
    assert work(fold, large) < 2.5 * work(fold, small)
    assert work(focus, large) < 2.5 * work(focus, small)


@pytest.mark.parametrize("cuts", [False, True])
def test_ten_thousand_cards_in_a_chain_fold(cuts):
    debate = chain(10_000, cuts=cuts)
    made = folded(debate, 2)
    assert set(made.debate.nodes) == {"n0", "n1", "n2"}
    assert made.more == {"n2": 9997}
    assert len(around(debate, "n9999", 1).nodes) == (10_000 if cuts else 2)


def assert_fits(made: Folded, room: Room) -> None:
    shown = made.debate
    assert_invariants(shown)
    assert len(shown.nodes) <= room.cards
    assert sum(len(relation.premises) for relation in shown.relations.values()) <= room.lines
    assert sum(len(node.text) for node in shown.nodes.values()) <= room.characters


ROOMS = st.builds(Room, st.integers(1, 12), st.integers(0, 12), st.integers(200_000, 400_000))


@given(maps(), ROOMS, st.data())
def test_a_part_fits_into_the_room_there_is(debate: ArgumentMap, room: Room, data: st.DataObject):
    focus = data.draw(st.sampled_from([*debate.nodes, "nowhere"]))
    seen = debate.visible()
    made = folded(debate, data.draw(st.integers(0, 3)), [focus], room=room)
    beside = centred(debate, focus, data.draw(st.integers(0, 3)), room)
    for part in (made, beside):
        assert_fits(part, room)
        assert (focus in part.debate.nodes) == (focus in seen.nodes)
        inside = [r for r in seen.relations if cards_of(seen, r) <= part.debate.nodes.keys()]
        assert len(inside) == len(part.debate.relations) + part.left
    above = {card: parent(seen, standing(seen).home, r) for card, r in standing(seen).home.items()}
    counted: Counter[str] = Counter()
    for card in seen.nodes:
        up: str | None = card
        while up is not None and up not in made.debate.nodes:
            up = above.get(up)
        if up is not None and up != card:
            counted[up] += 1
    assert made.more == counted


@given(maps(), st.data())
def test_with_room_for_all_nothing_is_different(debate: ArgumentMap, data: st.DataObject):
    room = Room(1_000, 10_000, 10_000_000)
    focus = data.draw(st.sampled_from([*debate.nodes, "nowhere"]))
    depth = data.draw(st.integers(0, 3))
    assert folded(debate, depth, [focus], room=room) == folded(debate, depth, [focus])
    assert centred(debate, focus, depth, room) == Folded(around(debate, focus, depth), {})


def fan(branches: int, leaves: int) -> ArgumentMap:
    """Positions, each with so many reasons."""
    cards = [f"p{i} position Position {i}." for i in range(branches)]
    cards += [f"n{i}-{j} claim Reason {j}." for i in range(branches) for j in range(leaves)]
    links = [f"r{i}-{j} n{i}-{j} support p{i}" for i in range(branches) for j in range(leaves)]
    return written(*cards, *links)


def test_where_there_is_little_room_the_branches_take_turns():
    made = folded(fan(2, 50), 2, room=Room(12, 100, 10_000))
    assert made.more == {"p0": 45, "p1": 45}
    assert made.full
    kept = folded(fan(2, 50), 2, ["n1-49"], room=Room(12, 100, 10_000))
    assert "n1-49" in kept.debate.nodes
    opened = folded(fan(2, 50), 0, ["p1"], room=Room(12, 100, 10_000))
    assert opened.more == {"p0": 50, "p1": 40}


def test_a_card_too_deep_for_its_way_stands_with_what_is_near_it():
    room = Room(40, 100, 10_000)
    made = folded(chain(500, cuts=False), 2, ["n400"], room=room)
    assert set(made.debate.nodes) == {f"n{i}" for i in range(391, 410)}
    assert made.full
    assert made.more == {"n409": 90}
    cut = folded(chain(500, cuts=True), 2, ["n400"], room=room)
    assert set(cut.debate.nodes) == {"n400"}


def test_links_for_which_there_is_no_room_are_counted_and_those_of_the_kept_card_come_first():
    cards = [f"n{i} claim Statement {i}." for i in range(1, 6)]
    home = [f"r{i} n{i} support n0" for i in range(1, 6)]
    more = [f"s{i}{j} n{i} attack n{j}" for i in range(1, 6) for j in range(1, 6) if i != j]
    debate = written("n0 position The deal goes ahead.", *cards, *home, *more)
    made = folded(debate, 9, ["n5"], room=Room(10, 13, 10_000))
    assert made.left == 25 - 13
    assert {f"r{i}" for i in range(1, 6)} | {f"s5{j}" for j in range(1, 5)} <= set(made.debate.relations)
    assert centred(debate, "n5", 3, Room(10, 13, 10_000)).left == 25 - 13


def test_the_nearer_cards_around_a_card_come_before_the_farther():
    debate = fan(3, 30)
    made = centred(debate, "n1-7", 2, Room(10, 100, 10_000))
    assert {"n1-7", "p1"} <= set(made.debate.nodes)
    assert len(made.debate.nodes) == 10
    assert made.full
    assert len(made.debate.relations) == 9


def test_the_work_is_bounded_by_the_room_and_not_by_what_is_left_out():
    def fold(debate: ArgumentMap) -> Folded:
        return folded(debate, 2, ["p0"], room=Room(40, 100, 10_000))

    small, large = fan(2, 500), fan(2, 1000)
    assert work(fold, large) < 2.5 * work(fold, small)
