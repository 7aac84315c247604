from __future__ import annotations

from collections.abc import Iterator

import pytest
from hypothesis import given

from argmap.model import ArgumentMap, Relation, replay
from argmap.model.operations import EditNode
from argmap.model.roles import ROLES, role, sides, standing
from tests.strategies import SHAPES, generated, maps
from tests.written import written

DEAL = (
    "n1 position The deal goes ahead.",
    "n2 claim Jobs come.",
    "n3 claim The jobs go to outsiders.",
    "n4 claim The contract reserves them for residents.",
    "n5 claim Nobody enforces the contract.",
    "n6 evidence Saindak's payroll shows it.",
    "n7 evidence So do its camps.",
    "n8 position The people are asked first.",
    "n9 question Should the deal go ahead?",
)


def roles(*lines: str) -> dict[str, str]:
    return all_roles(written(*DEAL, *lines))


def all_roles(debate: ArgumentMap) -> dict[str, str]:
    depth = standing(debate).depth
    return {relation.id: role(debate, relation, depth) for relation in debate.relations.values()}


def test_a_support_is_a_reason_linked_ones_are_premises_and_evidence_alone_is_evidence():
    assert roles(
        "r1 n2 support n1",
        "r2 n2,n3 support n1",
        "r3 n6 support n2",
        "r4 n6,n7 support n2",
        "r5 n6,n4 support n2",
    ) == {"r1": "reason", "r2": "premises", "r3": "evidence", "r4": "evidence", "r5": "premises"}


def test_attacks_along_a_chain_are_objection_and_rebuttal_in_turn():
    assert roles("r1 n2 attack n1", "r2 n3 attack n2", "r3 n4 attack n3", "r4 n5 attack n4") == {
        "r1": "objection",
        "r2": "rebuttal",
        "r3": "objection",
        "r4": "rebuttal",
    }


def test_supports_on_the_way_do_not_count():
    assert roles("r1 n2 support n1", "r2 n3 attack n2", "r3 n4 support n3", "r4 n5 attack n4") == {
        "r1": "reason",
        "r2": "objection",
        "r3": "reason",
        "r4": "rebuttal",
    }


def test_the_shortest_chain_decides_not_the_one_with_fewer_attacks():
    # n4 reaches n1 over n3 and n2 with two attacks, and more quickly over n5 with one.
    assert (
        roles("r1 n2 attack n1", "r2 n3 attack n2", "r3 n4 support n3", "r4 n4 attack n1", "r5 n5 attack n4")[
            "r5"
        ]
        == "rebuttal"
    )
    assert (
        roles("r1 n2 attack n1", "r2 n3 attack n2", "r3 n4 support n3", "r5 n5 attack n4")["r5"]
        == "objection"
    )


def test_of_two_chains_of_one_length_the_older_relation_decides():
    assert roles("r1 n2 support n1", "r2 n2 attack n8", "r9 n3 attack n2")["r9"] == "objection"
    assert roles("r1 n2 attack n8", "r2 n2 support n1", "r9 n3 attack n2")["r9"] == "rebuttal"
    # r10 is younger than r9, whatever their order as words.
    assert roles("r10 n2 attack n8", "r9 n2 support n1", "r11 n3 attack n2")["r11"] == "objection"


def test_the_tie_is_decided_where_the_chains_part_nearest_to_the_relation():
    # From n5 on, r4 over n3 is older than r5 over n4, though r2 below it is younger than r1.
    lines = ("r1 n4 attack n1", "r2 n3 support n1", "r4 n5 support n3", "r5 n5 support n4", "r6 n6 attack n5")
    assert roles(*lines)["r6"] == "objection"


def test_an_undercut_is_one_at_any_depth_and_its_attackers_count_it():
    assert roles(
        "r1 n2 support n1", "r2 n3 attack r1", "r3 n4 attack r2", "r4 n5 attack n3", "r5 n6 attack n4"
    ) == {
        "r1": "reason",
        "r2": "undercut",
        "r3": "undercut",
        "r4": "rebuttal",
        "r5": "objection",
    }


def test_a_chain_may_run_through_the_argument_that_is_undercut():
    # n3 undercuts an objection, so it defends: who attacks n3 objects again.
    assert roles("r1 n2 attack n1", "r2 n3 attack r1", "r3 n4 attack n3")["r3"] == "objection"


def test_an_attack_from_which_no_position_is_reached_is_an_objection():
    assert roles("r1 n3 attack n2", "r2 n4 attack n3") == {"r1": "objection", "r2": "objection"}
    assert roles("r1 n2 attack n9", "r2 n3 attack n2") == {"r1": "objection", "r2": "objection"}


def test_a_support_of_a_relation_is_backing():
    assert roles("r1 n2 support n1", "r2 n6 support r1", "r3 n3,n4 support r2") == {
        "r1": "reason",
        "r2": "backing",
        "r3": "backing",
    }


def test_positions_that_attack_one_another_object():
    assert roles("r1 n1 attack n8", "r2 n8 attack n1") == {"r1": "objection", "r2": "objection"}


def test_circles_and_a_card_that_argues_for_itself():
    assert roles(
        "r1 n2 attack n1", "r2 n3 attack n2", "r3 n2 attack n3", "r4 n4 support n4", "r5 n3 attack n3"
    ) == {
        "r1": "objection",
        "r2": "rebuttal",
        "r3": "objection",
        "r4": "reason",
        "r5": "objection",
    }


def chains(debate: ArgumentMap, relation: Relation) -> Iterator[list[Relation]]:
    """Every chain from a relation to a position that meets no card and no relation twice."""
    waiting = [([relation], {relation.id})]
    while waiting:
        chain, met = waiting.pop()
        target = chain[-1].target
        if target in met:
            continue
        if target in debate.nodes and debate.nodes[target].kind == "position":
            yield chain
        elif target in debate.relations:
            waiting.append(([*chain, debate.relations[target]], met | {target}))
        else:
            for following in debate.relations.values():
                if target in following.premises and following.id not in met:
                    waiting.append(([*chain, following], met | {target, following.id}))


def by_chains(debate: ArgumentMap, relation: Relation) -> int | None:
    """The depth of a relation as the architecture page defines it, by trying all chains."""

    def key(chain: list[Relation]) -> tuple[int, list[tuple[int, str]]]:
        return len(chain), [(len(each.id), each.id) for each in chain]

    best = min(chains(debate, relation), key=key, default=None)
    return None if best is None else sum(each.kind == "attack" for each in best)


def assert_depths(debate: ArgumentMap) -> None:
    depth = standing(debate).depth
    for relation in debate.relations.values():
        attacks = by_chains(debate, relation)
        assert depth.get(relation.id) == attacks
        said = role(debate, relation, depth)
        assert said in ROLES
        if relation.kind == "attack" and relation.target in debate.nodes:
            assert said == ("rebuttal" if attacks is not None and attacks % 2 == 0 else "objection")


@given(maps(5))
def test_depth_is_that_of_the_shortest_of_all_chains(debate: ArgumentMap):
    assert_depths(debate)


@pytest.mark.parametrize("shape", [shape for shape in SHAPES if shape != "dense"])
def test_depth_is_that_of_the_shortest_of_all_chains_in_generated_debates(shape: str):
    for seed in range(40):
        assert_depths(generated(seed, 9, shape))
    for seed in range(3):
        assert_depths(generated(seed, 5, "dense"))


# Where each card stands


@given(maps())
def test_every_card_is_a_root_or_has_a_home_and_homes_lead_to_a_root(debate: ArgumentMap):
    where = standing(debate)
    assert len(set(where.roots)) == len(where.roots)
    assert {*where.roots, *where.home} == set(debate.nodes)
    assert not {*where.roots} & {*where.home}
    for identifier, first in where.home.items():
        assert identifier in debate.relations[first].premises
        home, seen = first, {identifier}
        while home:
            relation = debate.relations[home]
            while relation.target in debate.relations:
                relation = debate.relations[relation.target]
            assert relation.target not in seen
            seen.add(relation.target)
            home = where.home.get(relation.target, "")
        assert relation.target in where.roots
    positions = {node.id for node in debate.nodes.values() if node.kind == "position"}
    assert set(where.roots[: len(positions)]) == positions


def test_the_roots_are_positions_then_what_stands_under_none_then_circles():
    town = written(
        "n1 claim Buses are cheap.",
        "n2 claim Cars are loud.",
        "n3 claim Streets are full.",
        "n4 claim Bicycles are quiet.",
        "n5 claim Trees are nice.",
        "n6 position Cars out of town.",
        "n7 position Cars stay.",
        "r1 n2 support n3",
        "r2 n3 support n2",
        "r3 n4 attack n1",
    )
    where = standing(town)
    assert where.roots == ("n6", "n7", "n1", "n5", "n2")
    assert where.home == {"n4": "r3", "n3": "r2"}
    ranked = replay([EditNode("n6", {"rank": "z"}), EditNode("n1", {"rank": "i"})], town)
    assert standing(ranked).roots == ("n7", "n6", "n5", "n1", "n2")


def test_a_card_stands_where_it_is_reached_first():
    deal = written(
        *DEAL,
        "r1 n4 support n3",
        "r2 n3 support n2",
        "r3 n2 support n1",
        "r4 n4 attack n8",
        "r5 n4 attack n1",
    )
    assert standing(deal).home["n4"] == "r4"


# Sides


def side(*lines: str) -> dict[str, str]:
    found = sides(written(*DEAL, *lines))
    return {node: " ".join(sorted(p + sign for p, sign in pairs)) for node, pairs in found.items() if pairs}


def test_a_card_speaks_for_or_against_a_position_along_its_chain():
    assert side("r1 n2 support n1", "r2 n3 attack n2", "r3 n4 attack n3", "r4 n6,n7 support n4") == {
        "n2": "n1+",
        "n3": "n1-",
        "n4": "n1+",
        "n6": "n1+",
        "n7": "n1+",
    }


def test_an_undercut_speaks_against_what_the_argument_speaks_for():
    assert side("r1 n2 support n1", "r2 n3 attack r1", "r3 n4 attack r2") == {
        "n2": "n1+",
        "n3": "n1-",
        "n4": "n1+",
    }
    assert side("r1 n2 attack n1", "r2 n3 attack r1") == {"n2": "n1-", "n3": "n1+"}


def test_a_card_that_speaks_for_and_against_is_contested():
    assert side("r1 n2 support n1", "r2 n2 attack n1")["n2"] == "n1+ n1-"
    assert (
        side("r1 n2 support n1", "r2 n3 attack n2", "r3 n3 support n1", "r4 n4 support n3")["n4"] == "n1+ n1-"
    )


def test_a_card_can_speak_for_one_position_and_against_another():
    assert side("r1 n2 support n1", "r2 n2 attack n8", "r3 n1 attack n8") == {"n1": "n8-", "n2": "n1+ n8-"}


def test_what_reaches_no_position_speaks_for_nobody():
    assert side("r1 n2 support n3", "r2 n3 attack n9") == {}


def by_repetition(debate: ArgumentMap) -> dict[str, set[tuple[str, str]]]:
    """The sides found the slow way: each card asks what it argues about until nobody learns anything new."""
    known: dict[str, set[tuple[str, str]]] = {i: set() for i in (*debate.nodes, *debate.relations)}
    learned = True
    while learned:
        learned = False
        for relation in debate.relations.values():
            if relation.kind == "support" and relation.target in debate.relations:
                continue  # it counts for nothing
            pairs = set(known[relation.target])
            if relation.target in debate.nodes and debate.nodes[relation.target].kind == "position":
                pairs.add((relation.target, "+"))
            if relation.kind == "attack":
                pairs = {(position, "-" if sign == "+" else "+") for position, sign in pairs}
            for each in (relation.id, *relation.premises):
                learned = learned or not pairs <= known[each]
                known[each] |= pairs
    # That a position speaks for itself goes without saying.
    return {i: known[i] - {(i, "+")} for i in debate.nodes}


@given(maps())
def test_sides_are_those_found_the_slow_way(debate: ArgumentMap):
    assert sides(debate) == by_repetition(debate)


@pytest.mark.parametrize("shape", SHAPES)
def test_sides_of_generated_debates_are_those_found_the_slow_way(shape: str):
    for seed in range(5):
        debate = generated(seed, 40, shape)
        assert sides(debate) == by_repetition(debate)


def test_ten_thousand_cards_in_a_chain_have_their_place():
    lines = [f"n{i} claim Jobs come." for i in range(2, 10_001)]
    lines += [f"r{i} n{i} attack n{i - 1}" for i in range(2, 10_001)]
    deal = written("n1 position The deal goes ahead.", *lines)
    where = standing(deal)
    assert where.roots == ("n1",)
    assert where.depth["r10000"] == 9_999
    assert role(deal, deal.relations["r10000"], where.depth) == "objection"
    assert sides(deal)["n10000"] == {("n1", "-")}


def test_a_support_of_a_relation_speaks_for_no_side():
    deal = written(*DEAL, "r1 n2 support n1", "r2 n6 support r1", "r3 n3 attack r1")
    assert sides(deal)["n6"] == frozenset()
    assert sides(deal)["n3"] == {("n1", "-")}


def test_of_those_who_argue_in_a_circle_the_first_stands_at_the_top_and_who_leads_to_it_stands_below():
    circle = written(
        *DEAL[1:5], "r1 n2 support n3", "r2 n3 support n4", "r3 n4 support n3", "r4 n5 attack n2"
    )
    where = standing(circle)
    assert where.roots == ("n3",)
    assert where.home == {"n2": "r1", "n4": "r3", "n5": "r4"}
