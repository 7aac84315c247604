from __future__ import annotations

import pytest
from hypothesis import given

from argmap.model import ArgumentMap, replay
from argmap.model.map import place
from argmap.model.operations import EditRelation, Hide
from argmap.model.outline import Line, outline
from argmap.model.roles import role, standing
from tests.strategies import SHAPES, generated, maps
from tests.written import written

DEAL = (
    "n1 position The deal goes ahead.",
    "n2 claim Jobs come.",
    "n3 claim The jobs are for residents.",
    "n4 claim The jobs go to outsiders.",
    "n5 evidence The payroll of Saindak.",
)


def text(debate: ArgumentMap) -> list[str]:
    """The outline as a person would see it."""
    return [
        "  " * line.depth
        + line.node
        + (f" {line.role}" if line.role else "")
        + (" again" if line.again else "")
        for line in outline(debate)
    ]


def test_an_outline_reads_from_the_position_downwards():
    assert text(
        written(*DEAL, "r1 n2 support n1", "r2 n4 attack n2", "r3 n5 support n4", "r4 n3 support n1")
    ) == [
        "n1",
        "  n2 reason",
        "    n4 objection",
        "      n5 evidence",
        "  n3 reason",
    ]


def test_linked_premises_follow_one_another_and_the_undercut_comes_after_the_last():
    deal = written(
        *DEAL,
        "r1 n2,n3 support n1",
        "r2 n4 attack r1",
        "r3 n5 attack n2",
        "r4 n5 attack r2",
        "r5 n4 attack n1",
    )
    assert text(deal) == [
        "n1",
        "  n2 premises",
        "    n5 objection",
        "  n3 premises",
        "    n4 undercut again",
        "      n5 undercut again",
        "  n4 objection",
    ]


def test_siblings_stand_by_rank():
    deal = written(*DEAL, "r1 n2 support n1", "r2 n3 support n1", "r3 n4 attack n1")
    ranked = replay([EditRelation("r3", {"rank": "5"}), EditRelation("r1", {"rank": "9"})], deal)
    assert text(ranked) == ["n1", "  n3 reason", "  n4 objection", "  n2 reason", "n5"]


def test_a_card_that_argues_twice_stands_in_full_once():
    deal = written(*DEAL, "r1 n2 support n1", "r2 n3 support n2", "r3 n5 support n3", "r4 n3 attack n1")
    assert text(deal) == [
        "n1",
        "  n2 reason",
        "    n3 reason again",
        "  n3 objection",
        "    n5 evidence",
        "n4",
    ]


def test_circles_end():
    deal = written(*DEAL, "r1 n2 support n3", "r2 n3 support n2", "r3 n4 attack n4")
    assert text(deal) == [
        "n1",
        "n5",
        "n2",
        "  n3 reason",
        "    n2 reason again",
        "n4",
        "  n4 objection again",
    ]


def test_what_is_hidden_is_absent_and_what_stood_on_it_alone_moves_to_the_top():
    deal = written(*DEAL, "r1 n2,n3 support n1", "r2 n4 attack n3", "r3 n5 support n4")
    assert text(replay([Hide("n3")], deal)) == ["n1", "n2", "n4", "  n5 evidence"]


def assert_complete(debate: ArgumentMap) -> None:
    shown = debate.visible()
    lines = list(outline(debate))
    full = [line.node for line in lines if not line.again]
    assert sorted(full) == sorted(shown.nodes)
    # Every argument stands there once, each of its premises on a line.
    said = [(line.relation, line.node) for line in lines if line.relation is not None]
    assert sorted(said) == sorted((r.id, p) for r in shown.relations.values() for p in r.premises)
    where = standing(shown)
    assert tuple(line.node for line in lines if line.relation is None) == where.roots
    above: list[list[Line]] = []
    for line in lines:
        assert line.depth <= len(above)
        if len(above) == line.depth:
            above.append([])
        del above[line.depth + 1 :]
        assert_under(shown, line, above[line.depth - 1] if line.depth else [])
        above[line.depth].append(line)
        if line.relation is not None:
            assert line.role == role(shown, shown.relations[line.relation], where.depth)


def assert_under(debate: ArgumentMap, line: Line, parents: list[Line]) -> None:
    """A line stands under its target: the card that it ends at, or the last premise of what it undercuts."""
    if line.relation is None:
        assert (line.depth, line.role, line.again) == (0, None, False)
        return
    target = debate.relations[line.relation].target
    parent = parents[-1]
    if target in debate.nodes:
        assert parent.node == target
        assert not parent.again
    else:
        assert parent.relation == target
        assert parent.node == debate.relations[target].premises[-1]


@given(maps())
def test_every_visible_card_stands_in_full_exactly_once_under_what_it_argues_about(debate: ArgumentMap):
    assert_complete(debate)


@pytest.mark.parametrize("shape", SHAPES)
def test_outlines_of_generated_debates_are_complete(shape: str):
    for seed in range(5):
        assert_complete(generated(seed, 50, shape))


@given(maps())
def test_siblings_stand_in_their_order(debate: ArgumentMap):
    shown = debate.visible()
    lines = [line for line in outline(debate) if line.relation is not None]
    for target in (*shown.nodes, *shown.relations):
        told = [
            r
            for r in dict.fromkeys(line.relation for line in lines)
            if r and shown.relations[r].target == target
        ]
        assert told == [r.id for r in sorted((shown.relations[r] for r in told), key=place)]


def test_a_chain_of_ten_thousand_cards_has_an_outline():
    lines = [f"n{i} claim Jobs come." for i in range(2, 10_001)]
    lines += [f"r{i} n{i} attack n{i - 1}" for i in range(2, 10_001)]
    told = list(outline(written("n1 position The deal goes ahead.", *lines)))
    assert [line.depth for line in told] == list(range(10_000))
    assert told[-1] == Line("n10000", 9_999, "r10000", "objection")


def test_a_chain_of_five_thousand_undercuts_has_an_outline():
    lines = [f"r{i} n2 attack r{i - 1}" for i in range(2, 5_001)]
    told = list(outline(written(*DEAL[:2], "r1 n2 support n1", *lines)))
    assert [line.depth for line in told] == list(range(5_001))
    assert [line.again for line in told[:3]] == [False, False, True]
