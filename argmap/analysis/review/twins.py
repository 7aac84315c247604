"""Cards that say the same, word for word or nearly."""

from __future__ import annotations

from collections import defaultdict
from difflib import SequenceMatcher
from math import ceil

from argmap.analysis.review.findings import Finding
from argmap.analysis.review.ground import Findings, Ground, finding
from argmap.analysis.review.words import lexicon, singular, words
from argmap.model import Node
from argmap.model.map import by_age

_LIKE = 0.8  # the share of common words from which two cards are compared closely
_IN_ORDER = 0.8  # the share of words in the same order from which they say nearly the same
_LEAST = 4  # words: of shorter cards nothing but the same words is the same
_COMPARED = 24  # the most cards that one is compared with closely
_READ = 200  # the words of a text of which the order is compared
_POSTED = 64  # the latest cards that are remembered for a word


def twins(ground: Ground) -> Findings:
    """Cards with the same words, and cards with nearly the same; each is compared with older ones.

    Capitals, punctuation and plurals do not count. Two cards that differ in a number, or in a word that turns a
    sentence round (not, no, more and less), do not say the same. Candidates share one of their rarest words (the
    prefix filter of Chaudhuri, Ganti and Kaushik 2006), and no card is compared with more than 24: near-linear, at
    the price of missing some pairs on maps where hundreds of cards are nearly the same.
    """
    said: dict[str, list[str]] = {}
    same: dict[tuple[str, ...], list[Node]] = defaultdict(list)
    for identifier in by_age(ground.nodes):
        node = ground.nodes[identifier]
        if node.kind != "question" and not node.argument:
            said[identifier] = _normal(node.text)
            if said[identifier]:
                same[tuple(said[identifier])].append(node)
    for nodes in same.values():
        if len(nodes) > 1:
            yield _same(ground, nodes)
    yield from _near(ground, {nodes[0].id: said[nodes[0].id] for nodes in same.values()})


def _normal(text: str) -> list[str]:
    """The words of a text as they are compared; of a script without spaces its letters."""
    found = [singular(word) for word in words(text)]
    if any(len(word) > 12 and not word.isascii() for word in found):
        return [letter for word in found for letter in (word if len(word) > 12 else [word])]
    return found


def _same(ground: Ground, nodes: list[Node]) -> Finding:
    first, *others = nodes
    count = len(nodes)
    values = {"card": ground.name(first.id), "count": count}
    if _leads(ground, others[0].id, first.id) or _leads(ground, first.id, others[0].id):
        return finding(
            "duplicate",
            others[0].id,
            "“{card}” is given as a reason for the very same words.",
            "Give a reason that says something new, or merge the two cards.",
            **values,
        )
    return finding(
        "duplicate",
        others[0].id,
        "“{card}” stands on the map twice." if count == 2 else "“{card}” stands on the map {count} times.",
        "Merge them into one card: it can serve in several places.",
        **values,
    )


def _leads(ground: Ground, premise: str, target: str) -> bool:
    return any(r.kind == "support" and r.target == target for r in ground.outgoing[premise])


def _near(ground: Ground, said: dict[str, list[str]]) -> Findings:
    frequent: dict[str, int] = defaultdict(int)
    # Of long texts the beginning is enough to find candidates.
    said = {identifier: text[:_READ] for identifier, text in said.items()}
    for text in said.values():
        for word in set(text):
            frequent[word] += 1
    posted: dict[str, list[str]] = defaultdict(list)
    for identifier, text in said.items():
        different = sorted(set(text), key=lambda word: (frequent[word], word))
        if len(different) < _LEAST:
            continue
        prefix = different[: len(different) - ceil(_LIKE * len(different)) + 1]
        candidates = {other: None for word in prefix for other in reversed(posted[word])}
        own = set(different)
        for other in list(candidates)[:_COMPARED]:
            if _alike(ground, identifier, other, own, said):
                yield finding(
                    "near-duplicate",
                    identifier,
                    "“{card}” says nearly the same as “{other}”.",
                    "Merge them, or word them so that the difference shows.",
                    card=ground.name(identifier),
                    other=ground.name(other),
                )
                break
        for word in prefix:
            posted[word].append(identifier)
            if len(posted[word]) > _POSTED:
                del posted[word][0]


def _alike(ground: Ground, one: str, other: str, own: set[str], said: dict[str, list[str]]) -> bool:
    theirs = set(said[other])
    if len(own & theirs) < _LIKE * len(own | theirs):
        return False
    nodes = ground.nodes
    if nodes[one].kind == nodes[other].kind == "position":
        return False  # rival answers are worded alike, and should be
    known = ground.lexicon(nodes[one]) or lexicon("en")
    turned = known.negations if known else frozenset()
    for word in own ^ theirs:
        if word in turned or word.endswith("n't") or any(map(str.isdigit, word)):
            return False
    return SequenceMatcher(None, said[one], said[other], autojunk=False).ratio() >= _IN_ORDER
