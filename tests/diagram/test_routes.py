"""Links: none through a card it does not concern, linked premises share a bar, undercuts meet their link."""

from __future__ import annotations

from math import dist
from random import Random

import pytest

from argmap import load
from argmap.cli.files import examples
from argmap.diagram.aims import SPOT
from argmap.diagram.density import SCREEN
from argmap.diagram.drawing import Plan, plan
from argmap.diagram.look import Look
from argmap.diagram.paths import HEAD
from argmap.diagram.routes import Link
from argmap.diagram.shapes import lines
from argmap.diagram.tangle import MOST_CHIPS, told_alone
from argmap.model import ArgumentMap, Node, Relation, replay
from argmap.model.operations import AddNode, AddRelation, EditNode, Operation
from argmap.model.roles import standing
from tests.diagram.geometry import Faults, distance, faults
from tests.generated import SHAPES, generated

MAPS = 200


def debate(nodes: str, *relations: tuple[str, str, str, str]) -> ArgumentMap:
    """A small map: cards by letter (capitals are positions), relations as (id, kind, premises, target)."""
    added = [
        AddNode(Node(n, "position" if n.isupper() else "claim", f"Statement {n} of the debate."))
        for n in nodes
    ]
    return replay([*added, *(AddRelation(Relation(i, kind, tuple(p), t)) for i, kind, p, t in relations)])


def link(made: Plan, relation: str) -> Link:
    return next(each for each in made.routes.links if each.relation == relation)


@pytest.mark.parametrize("layout", ["graphviz", "tree"])
@pytest.mark.parametrize("shape", SHAPES)
def test_nothing_overlaps_and_no_line_runs_through_a_strange_card(shape, layout, dot, record_property):
    """Over both layouts, `MAPS` generated maps."""
    assert dot
    found: list[Faults] = []
    for seed in range(SHAPES.index(shape), MAPS, len(SHAPES)):
        size = 20 + (seed // 5 if shape == "dense" else seed)
        made = plan(generated(seed, size, shape), layout)
        assert made.layout == layout
        found.append(faults(made))
    overlapping, lines, through = (
        sum(getattr(f, n) for f in found) for n in ("overlapping", "lines", "through")
    )
    record_property(
        "faults", f"{len(found)} maps, {overlapping} overlaps, {through} of {lines} lines through a card"
    )
    assert lines > 500
    assert overlapping == 0
    assert through == 0


LOOKS = [
    Look(layout=layout, density=density, direction=direction)
    for layout, density, direction in (
        ("facing", "screen", "ltr"), ("facing", "projector", "rtl"), ("facing", "print", "ltr"),
        ("tree", "screen", "rtl"), ("tree", "projector", "ltr"), ("tree", "print", "rtl"),
    )
]  # fmt: skip


@pytest.mark.parametrize("look", LOOKS, ids=lambda each: f"{each.layout}-{each.density}-{each.direction}")
def test_nothing_overlaps_whichever_way_a_map_is_drawn(look: Look):
    """Every density and direction, over trees and tangles; together with the test above, more than 200 maps."""
    lines = through = facing = 0
    for seed in range(12):
        debate = (
            tangled(seed, 8 + seed)
            if seed % 3 == 0
            else generated(seed, 28 + (seed if seed % 6 == 5 else 4 * seed), SHAPES[seed % 6])
        )
        if look.layout == "facing":
            debate = two_sided(debate)
        made = plan(debate, look=look)
        found = faults(made)
        assert found.overlapping == 0, seed
        if SHAPES[seed % 6] == "tree" and seed % 3:
            assert found.through == 0, seed
        lines, through, facing = (
            lines + found.lines,
            through + found.through,
            facing + (made.layout == "facing"),
        )
    assert facing == (12 if look.layout == "facing" else 0)
    assert lines > 500
    assert through == 0


def two_sided(debate: ArgumentMap) -> ArgumentMap:
    """The same debate with two positions and a question: others become claims, or a second is added."""
    found = [node.id for node in debate.nodes.values() if node.kind == "position"]
    log: list[Operation] = [EditNode(each, {"kind": "claim", "stance": None}) for each in found[2:]]
    if len(found) < 2:
        log += [AddNode(Node("n900", "position", "The other position, which has one reason of its own."))]
        log += [
            AddNode(Node("n901", "claim", "That reason.")),
            AddRelation(Relation("z900", "support", ("n901",), "n900")),
        ]
    asked = [node.id for node in debate.nodes.values() if node.kind == "question"]
    if not asked:
        log.append(AddNode(Node("n902", "question", "Which of the two shall it be, all things considered?")))
    return replay(log, debate)


def tangled(seed: int, size: int) -> ArgumentMap:
    """A tree with as many further arguments, single and linked, from any cards at any cards and any links."""
    dice = Random(seed)
    cards = [f"n{i}" for i in range(size)]
    log: list[Operation] = [
        AddNode(Node(c, "claim" if i else "position", f"Statement {i}.")) for i, c in enumerate(cards)
    ]
    aims = list(cards)
    for i in range(1, size):
        log.append(AddRelation(Relation(f"a{i}", "support", (f"n{i}",), f"n{dice.randrange(i)}")))
        aims.append(f"a{i}")
    for i in range(size // 2):
        premises = tuple(dice.sample(cards, dice.choice([1, 2, 2, 3])))
        log.append(
            AddRelation(Relation(f"b{i}", dice.choice(["support", "attack"]), premises, dice.choice(aims)))
        )
        aims.append(f"b{i}")
    return replay(log)


@pytest.mark.parametrize("layout", ["graphviz", "tree"])
def test_whatever_is_aimed_at_whatever_no_line_runs_through_a_strange_card(layout, dot):
    assert dot
    for seed in range(120):
        made = plan(tangled(seed, 4 + seed % 40), layout)
        found = faults(made)
        assert (found.overlapping, found.through) == (0, 0), seed
        assert {each.relation for each in made.routes.links} == set(made.debate.relations)


def test_linked_premises_that_all_stand_elsewhere_meet_at_a_bar_beside_the_link_that_they_cut():
    made = plan(
        debate(
            "Abcd",
            ("r1", "support", "b", "A"),
            ("r2", "support", "c", "A"),
            ("r3", "support", "d", "b"),
            ("r4", "attack", "dA", "r2"),
        ),
        "tree",
    )
    cut = link(made, "r4")
    assert cut.cross
    assert cut.bar is not None
    (spot,) = made.routes.spots
    assert distance(spot, link(made, "r2").lines[0]) < 1
    assert abs(cut.bar[0] - spot[0]) == 14
    assert min(abs(height - spot[1]) for height in cut.bar[1:]) > 14
    assert len(cut.lines) == 1 + 2


def test_lines_across_very_many_columns_are_only_begun_and_a_note_says_so():
    chain = [AddNode(Node(f"n{i}", "claim" if i else "position", f"Statement {i}.")) for i in range(200)]
    links = [AddRelation(Relation(f"r{i}", "support", (f"n{i}",), f"n{i - 1}")) for i in range(1, 200)]
    far = [AddRelation(Relation(f"x{i}", "attack", ("n1",), f"n{100 + i}")) for i in range(50)]
    made = plan(replay([*chain, *links, *far]), "tree")
    assert made.routes.stubs == 50
    assert "50 lines" in str(made.notes[0])
    assert sum(len(line.stretches) for each in made.routes.links for line in each.lines) < 300


def test_a_link_swings_from_the_card_to_the_edge_of_its_target():
    made = plan(debate("Ab", ("r1", "support", "b", "A")), "tree")
    line = link(made, "r1").lines[0]
    assert line.start == (float(SCREEN.step), made.boxes["b"].middle)
    assert line.end[0] == pytest.approx(SCREEN.width + 9)  # the head takes the rest


def test_links_of_one_kind_share_a_head_and_those_of_another_have_their_own():
    made = plan(
        debate("Abcd", ("r1", "support", "b", "A"), ("r2", "support", "c", "A"), ("r3", "attack", "d", "A")),
        "tree",
    )
    assert sorted(made.routes.heads.values()) == ["objection", "reason"]


def test_linked_premises_share_a_bar_from_the_first_to_the_last():
    made = plan(debate("Abcd", ("r1", "support", "bcd", "A")), "tree")
    drawn = link(made, "r1")
    assert drawn.bar is not None
    assert drawn.bar[1:] == (made.boxes["b"].middle, made.boxes["d"].middle)
    assert len(drawn.lines) == 1 + 3


def test_an_undercut_stands_under_the_card_whose_link_it_cuts_and_points_at_that_link():
    made = plan(
        debate("Abcu", ("r1", "support", "b", "A"), ("r2", "support", "c", "A"), ("r3", "attack", "u", "r1")),
        "tree",
    )
    boxes = made.boxes
    assert boxes["u"].column == boxes["b"].column
    assert boxes["b"].bottom < boxes["u"].top < boxes["c"].top
    (spot,) = made.routes.spots
    cut = link(made, "r1").lines[0]
    assert distance(spot, cut) < 1
    tip = next(head.tip for head, tone in made.routes.heads.items() if tone == "undercut")
    assert abs(tip[0] - spot[0]) + abs(tip[1] - spot[1]) == 3


def crowded(made: Plan) -> tuple[int, int]:
    """The undercuts of a picture, and those that arrive where another link runs than the one they cut."""
    found = close = 0
    relations = made.debate.relations
    for cut in made.routes.links:
        end = cut.lines[0].end
        met = [spot for spot in made.routes.spots if dist(spot, end) < HEAD + SPOT + 1]
        if relations[cut.relation].target not in relations or not met:
            continue
        found += 1
        others = [
            link
            for link in made.routes.links
            if link.relation not in {cut.relation, relations[cut.relation].target}
        ]
        close += any(distance(met[0], line) < HEAD / 2 for link in others for line in link.lines)
    return found, close


@pytest.mark.parametrize("layout", ["tree", "facing"])
def test_an_undercut_points_at_one_link_where_that_runs_alone(layout: str):
    drawn = 0
    for path in examples():
        found, close = crowded(plan(load(path)[0], layout))
        assert close == 0, path.stem
        drawn += found
    assert drawn >= 6
    # Where they are as dense as grass there is not always such a place.
    counts = [crowded(plan(generated(seed, 50, "undercuts"), layout)) for seed in range(6)]
    assert sum(close for _, close in counts) < 0.2 * sum(found for found, _ in counts)


def test_many_links_of_one_kind_into_one_card_share_an_upright_line():
    cards = "Abcdefghi"
    made = plan(debate(cards, *((f"r{c}", "support", c, "A") for c in cards[1:])), "tree")
    (spine,) = {each.spine for each in made.routes.links}
    assert spine is not None
    drawn = [each for each in lines(made.routes) if each.look == "link"]
    upright = [set(each.of) for each in drawn[8:]]
    # Each piece belongs to all that use it: those farther from the head, and one more.
    assert all(len(some) == 1 or any(some - {each} in upright for each in some) for some in upright)
    assert len(upright) == 8
    assert set.union(*upright) == set(made.debate.relations)
    ends = [link(made, f"r{c}").lines[0].end for c in cards[1:]]
    assert len(set(ends)) == 1
    few = plan(debate("Abcd", *((f"r{c}", "support", c, "A") for c in "bcd")), "tree")
    assert {each.spine for each in few.routes.links} == {None}


def test_a_long_link_is_cut_near_the_card_that_it_comes_from():
    cards = "A" + "".join(chr(ord("a") + i) for i in range(20)) + "u"
    links = [(f"r{c}", "support", c, "A") for c in cards[1:-1]]
    made = plan(debate(cards, *links, ("ru", "attack", "u", "rt")), "tree")
    (spot,) = made.routes.spots
    assert abs(link(made, "rt").lines[0].end[1] - made.boxes["t"].middle) > 500
    assert abs(spot[1] - made.boxes["t"].middle) < 80


def test_a_card_that_serves_twice_is_drawn_once_with_a_line_and_a_chip_for_the_second_service():
    made = plan(debate("ABc", ("r1", "support", "c", "A"), ("r2", "attack", "c", "B")), "tree")
    assert not link(made, "r1").cross
    assert link(made, "r2").cross
    assert [chip.text for chip in made.cards["c"].chips] == ["also attacks: Statement B of the…"]


def test_every_relation_is_drawn_whatever_its_shape():
    for seed in range(60):
        made = plan(generated(seed, 40, SHAPES[seed % len(SHAPES)]), "tree")
        alone = told_alone(made.debate, standing(made.debate), None)
        assert {each.relation for each in made.routes.links} == made.debate.relations.keys() - alone
        assert bool(alone) == (SHAPES[seed % len(SHAPES)] == "dense")


def test_links_that_could_not_be_followed_are_told_on_the_cards_and_drawn_for_the_card_that_is_chosen():
    dense = generated(3, 60, "dense")
    made = plan(dense, "tree")
    drawn = {each.relation for each in made.routes.links}
    left = made.debate.relations.keys() - drawn
    assert len(left) > 1000
    assert f"{len(left):,} links are told on their cards alone" in str(made.notes[0])
    assert not any(each.cross for each in made.routes.links)
    card = max(made.debate.nodes, key=lambda each: len(made.debate.outgoing(each)))
    near = {each.id for each in (*made.debate.outgoing(card), *made.debate.incoming(card))}
    chosen = plan(dense, "tree", chosen=card)
    assert {each.relation for each in chosen.routes.links} == drawn | near
    assert len(chosen.cards[card].chips) == MOST_CHIPS
