"""The bundled maps: complete, sourced, fair, and what the pages about them say."""

from __future__ import annotations

import re
from collections import Counter
from functools import cache

import pytest

import argmap
from argmap.cli.files import examples
from argmap.model import ArgumentMap, Node
from argmap.model.roles import role, sides, standing
from tests.conftest import CHECKOUT

NAMES = (
    "balochistan-mining-deal", "school-uniforms", "template-classroom-debate", "template-policy-workshop", "town-centre-cars",
)  # fmt: skip
PAGE = (CHECKOUT / "docs" / "balochistan-mining-deal.md").read_text(encoding="utf-8")
TERMS = (
    "CPEC", "Reko Diq", "Saindak", "IMF", "copper", "gold", "lithium", "critical minerals", "surveillance", "consent",
    "displacement", "militarisation", "environmental degradation", "marginalisation", "self-determination", "insurgency",
    "infrastructure", "security forces", "exploitative", "economic collapse", "short-term financial relief", "long-term stability",
    "Donald Trump", "massive oil reserves", "strategic cover", "Chinese influence", "armed groups", "exclusion and repression",
    "supply chains", "local voices", "equitable development", "Baloch rights", "battlegrounds", "instability", "peace nor prosperity",
    "military occupation", "human rights abuses", "rivalry", "diplomacy", "external control", "political and economic rights",
)  # fmt: skip


@cache
def bundled(name: str) -> ArgumentMap:
    debate, report = argmap.load(CHECKOUT / "argmap" / "examples" / f"{name}.argdown")
    assert list(report) == []
    return debate


def roles(debate: ArgumentMap) -> Counter[str]:
    where = standing(debate)
    return Counter(role(debate, relation, where.depth) for relation in debate.relations.values())


def test_these_are_the_bundled_maps():
    assert tuple(path.stem for path in examples()) == NAMES


@pytest.mark.parametrize("name", NAMES)
def test_each_asks_one_question_and_hangs_together(name):
    debate = bundled(name)
    kinds = Counter(node.kind for node in debate.nodes.values())
    assert kinds["question"] == 1
    assert kinds["position"] >= 2
    where = standing(debate)
    assert all(debate.nodes[root].kind in ("question", "position") for root in where.roots)


def test_the_debate_of_the_article_is_as_rich_as_it_should_be():
    debate = bundled("balochistan-mining-deal")
    question = next(node for node in debate.nodes.values() if node.kind == "question")
    assert question.text == "Should the US-Pakistan mining deal in Balochistan go ahead?"
    assert len(debate.nodes) >= 40
    assert sum(node.kind == "position" for node in debate.nodes.values()) == 2
    assert sum(len(relation.premises) > 1 for relation in debate.relations.values()) >= 3
    assert roles(debate)["undercut"] >= 2


def test_a_reader_of_the_article_finds_its_terms():
    said = " ".join(node.text for node in cards("balochistan-mining-deal")).lower()
    assert [term for term in TERMS if term.lower() not in said] == []


def cards(name: str) -> list[Node]:
    return [node for node in bundled(name).nodes.values() if node.kind != "question"]


def test_every_card_is_either_the_articles_or_marked_as_added():
    """An added card cites nothing: no text of a source for it was at hand."""
    for node in cards("balochistan-mining-deal"):
        assert bool(node.sources) != (node.origin == "added"), node.title
    assert len(bundled("balochistan-mining-deal").sources) == 1


def test_the_map_takes_no_side():
    """Both sides have reasons, linked premises, objections to the other side, and answers to what is objected to them."""
    debate = bundled("balochistan-mining-deal")
    reached = sides(debate)
    for position in (node for node in debate.nodes.values() if node.kind == "position"):
        incoming = debate.incoming(position.id)
        assert sum(relation.kind == "support" for relation in incoming) >= 5
        assert sum(relation.kind == "attack" for relation in incoming) >= 1
        for_it = [i for i, pairs in reached.items() if (position.id, "+") in pairs]
        linked = {r.id for i in for_it for r in debate.outgoing(i) if len(r.premises) > 1}
        assert len(for_it) >= 15
        assert len(linked) >= 3


def test_the_page_lists_every_card_of_the_article_and_no_card_that_is_not_there():
    tables = "\n".join(line for line in PAGE.splitlines() if line.startswith("|"))
    cells = {cell.strip() for line in tables.splitlines() for cell in line.strip("|").split("|")}
    titles = {node.title for node in cards("balochistan-mining-deal")}
    from_article = {node.title for node in cards("balochistan-mining-deal") if node.sources}
    assert from_article <= cells
    named = set(re.findall(r"\*([A-Z][^*]+)\*", tables))
    assert {name for name in named if name not in titles} == set()


def test_every_added_card_is_named_on_the_page():
    added = {node.title or "" for node in cards("balochistan-mining-deal") if node.origin == "added"}
    assert {title for title in added if title not in PAGE} == set()


def test_the_article_itself_where_it_is_at_hand(shared):
    """Every paragraph has its section on the page, and no sentence of the article was copied into a card."""
    article = (shared / "seed" / "balochistan-mining-deal.txt").read_text(encoding="utf-8")
    paragraphs = [p for p in article.split("\n\n") if p.strip() and not p.startswith("Based On")]
    assert len(re.findall(r"^### Paragraph \d", PAGE, re.MULTILINE)) == len(paragraphs)
    words = re.findall(r"\w+", article.lower())
    runs = {tuple(words[i : i + 8]) for i in range(len(words) - 7)}
    for node in cards("balochistan-mining-deal"):
        own = re.findall(r"\w+", node.text.lower())
        assert not any(tuple(own[i : i + 8]) in runs for i in range(len(own) - 7)), node.text


def test_a_beginner_meets_the_simplest_things_first():
    assert set(roles(bundled("school-uniforms"))) <= {"reason", "evidence", "objection", "rebuttal"}
    assert {"premises", "undercut"} <= set(roles(bundled("town-centre-cars")))
