"""What holds of every review, whatever the map."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest
from hypothesis import given

import argmap
from argmap.analysis.review import HINT, RULES, SERIOUS, Finding, Rating, review
from argmap.analysis.review.circles import shortest
from argmap.analysis.review.findings import WEAK
from argmap.analysis.review.ground import Ground
from argmap.analysis.review.support import bottleneck
from argmap.formats import Unreadable
from argmap.model import ArgumentMap, Node, Relation, building, replay
from argmap.model.map import by_age
from argmap.model.operations import AddNode, AddQuote, AddRelation, Hide, Operation
from argmap.model.roles import sides
from tests.conftest import CHECKOUT
from tests.generated import SHAPES, generated
from tests.strategies import maps

EXAMPLES = CHECKOUT / "argmap" / "examples"


def given_for(debate: ArgumentMap) -> dict[str, object]:
    """Strengths and ratings for every card, so that no rule is left out."""
    ids = by_age(debate.nodes)
    return {
        "strengths": {identifier: (number * 7 % 11) / 10 for number, identifier in enumerate(ids)},
        "ratings": {
            identifier: Rating((number * 3 % 10) / 10, number % 7, (number % 6) / 10)
            for number, identifier in enumerate(ids)
        },
    }


def everything(debate: ArgumentMap) -> list[Finding]:
    return review(debate, **given_for(debate))  # type: ignore[arg-type]


def holds(debate: ArgumentMap) -> None:
    """What must be true of the review of any map."""
    found = everything(debate)
    shown = debate.visible()
    for each in found:
        assert each.rule in RULES
        assert each.on in shown.nodes or each.on in shown.relations
        for message in (each.message, each.suggestion):
            said = str(message)
            assert said.removesuffix("”")[-1] in ".?", said
            assert said.isprintable()
            assert len(said) < 500
    assert len({(each.rule, each.on) for each in found}) == len(found)
    assert [each.severity for each in found] == sorted(each.severity for each in found)
    assert everything(debate) == found
    assert review(shown, **given_for(debate)) == found  # type: ignore[arg-type]
    fine = [(each.rule, each.on) for each in found[::2]]
    left = review(debate, fine=fine, **given_for(debate))  # type: ignore[arg-type]
    assert left == [each for each in found if (each.rule, each.on) not in fine]


@given(maps())
def test_any_map_can_be_reviewed(debate: ArgumentMap):
    holds(debate)


@pytest.mark.parametrize("shape", SHAPES)
@pytest.mark.parametrize("size", [1, 30, 120])
def test_debates_of_every_shape_can_be_reviewed(shape: str, size: int):
    holds(generated(size, size, shape))


@pytest.mark.parametrize("shape", SHAPES)
def test_other_ids_change_nothing_else(shape: str):
    debate = generated(5, 80, shape)
    names = {old: f"z{number:05}" for number, old in enumerate(by_age([*debate.nodes, *debate.relations]))}
    renamed = replay(_renamed(operation, names) for operation in building(debate))
    found = [(each.rule, names[each.on], str(each.message)) for each in everything(debate)]
    assert [(each.rule, each.on, str(each.message)) for each in everything(renamed)] == found


def _renamed(operation: Operation, names: dict[str, str]) -> Operation:
    if isinstance(operation, AddNode):
        return AddNode(replace(operation.node, id=names[operation.node.id]))
    if isinstance(operation, AddRelation):
        made = operation.relation
        premises = tuple(names[premise] for premise in made.premises)
        return AddRelation(replace(made, id=names[made.id], premises=premises, target=names[made.target]))
    if isinstance(operation, AddQuote):
        return AddQuote(replace(operation.quote, node=names[operation.quote.node]))
    return operation


@given(maps())
def test_hidden_cards_count_for_nothing(debate: ArgumentMap):
    hidden = Node("hid", "claim", "Nobody is to see this.", hidden=True)
    more: list[Operation] = [AddNode(hidden)]
    for number, node in enumerate(by_age(debate.nodes)):
        more.append(AddRelation(Relation(f"hid-r{number}", "attack", ("hid",), node)))
    given = given_for(debate)
    assert review(replay(more, debate), **given) == review(debate, **given)  # type: ignore[arg-type]


def test_the_bundled_debate_gets_a_short_list_with_weak_points_of_both_sides():
    debate, _report = argmap.load(EXAMPLES / "balochistan-mining-deal.argdown")
    found = review(debate)
    assert 8 <= len(found) <= 18
    assert all(each.severity > SERIOUS for each in found)
    positions = {node.title: node.id for node in debate.nodes.values() if node.kind == "position"}
    reached = sides(debate)
    for position in positions.values():
        named = [each for each in found if each.on == position or (position, "+") in reached.get(each.on, ())]
        assert len(named) >= 4
        assert {"one-source", "burden-of-rejoinder"} <= {each.rule for each in found if each.on == position}


@pytest.mark.parametrize("path", sorted(EXAMPLES.glob("[!t]*.argdown")), ids=lambda path: path.stem)
def test_the_words_of_the_bundled_debates_are_in_order(path):
    """They were written by the rules that the review checks."""
    debate, _report = argmap.load(path)
    wrong = {
        "fragment",
        "several-statements",
        "rabbit",
        "holding-hands",
        "duplicate",
        "near-duplicate",
        "dangler",
    }
    assert [str(each.message) for each in review(debate) if each.rule in wrong] == []


def test_the_files_of_the_corpus_can_be_reviewed(shared):
    for path in sorted((shared / "corpus" / "argdown" / "inputs").rglob("*.argdown")):
        try:
            debate, _report = argmap.load(path)
        except Unreadable:
            continue
        holds(debate)


def test_a_long_chain_and_a_large_circle_are_no_trouble():
    cards = [AddNode(Node(f"n{number}", "claim", f"Thing {number} is so.")) for number in range(1500)]
    chain = [AddRelation(Relation(f"r{n}", "support", (f"n{n + 1}",), f"n{n}")) for n in range(1499)]
    assert "begging-the-question" not in {each.rule for each in review(replay([*cards, *chain]))}
    circle = [*chain, AddRelation(Relation("r1500", "support", ("n0",), "n1499"))]
    (found,) = [each for each in review(replay([*cards, *circle])) if each.rule == "begging-the-question"]
    assert found.on == "n0"


def test_the_circle_is_a_shortest_one():
    ways = {"a": "b", "b": "cd", "c": "a", "d": "e", "e": "a"}
    assert sorted(shortest(list("abcde"), ways.__getitem__, set("abcde"))) == ["a", "b", "c"]


def test_hiding_a_card_takes_its_findings_away():
    debate, _report = argmap.load(EXAMPLES / "school-uniforms.argdown")
    survey = next(each.on for each in review(debate) if each.rule == "unsourced-evidence")
    assert survey not in {each.on for each in review(replay([Hide(survey)], debate))}


def test_ratings_that_none_can_come_to_are_refused():
    for mean, n, spread in ((1.1, 3, 0.1), (0.5, -1, 0.1), (0.5, 3, 0.6), (float("nan"), 3, 0.1)):
        with pytest.raises(ValueError, match="no ratings"):
            Rating(mean, n, spread)


def test_rules_are_named_alike():
    for identifier, rule in RULES.items():
        assert rule.id == identifier
        assert re.fullmatch(r"[a-z]+(-[a-z]+)*", identifier)
        assert rule.severity in (SERIOUS, WEAK, HINT)
        assert rule.title


def test_the_page_lists_every_rule_and_every_scheme():
    from argmap.analysis.schemes import schemes

    page = (CHECKOUT / "docs" / "review.md").read_text("utf-8")
    listed = set(re.findall(r"^\| [^|]+ \| `([a-z-]+)` \|", page, re.MULTILINE))
    assert listed == set(RULES)
    for rule in RULES.values():
        assert f"| {rule.title} | `{rule.id}` |" in page
    for scheme in schemes():
        assert f"| {scheme.name} | " in page, scheme.name


def _free(ground: Ground, top: str, without: str) -> bool:
    """Whether some line of reasons reaches the ground without this card or argument; the definition, naively."""
    seen = {without}
    waiting = [top]
    while waiting:
        place = waiting.pop()
        if place in seen:
            continue
        seen.add(place)
        if place in ground.relations:
            waiting.extend(ground.relations[place].premises)
        elif not ground.reasons[place] or ground.given(ground.nodes[place]):
            return True
        else:
            waiting.extend(relation.id for relation in ground.reasons[place])
    return False


@given(maps())
def test_a_single_point_of_failure_is_on_every_line_of_reasons(debate: ArgumentMap):
    ground = Ground(debate, {}, {})
    for top, case in ground.cases.items():
        places = [*case.nodes, *(relation.id for relation in case.relations)]
        critical = {place for place in places if not _free(ground, top, place)}
        found = bottleneck(ground, top)
        if not ground.reasons[top] or ground.given(ground.nodes[top]) or not _free(ground, top, ""):
            assert found is None or found in critical
        else:
            assert (found in critical) == bool(critical)
            assert found is None or found in critical
