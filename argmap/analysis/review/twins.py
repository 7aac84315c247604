"""Cards that say the same, word for word or nearly."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from difflib import SequenceMatcher
from math import ceil

from argmap.analysis.review.findings import Finding
from argmap.analysis.review.ground import Findings, Ground, finding
from argmap.analysis.review.words import Lexicon, gist, guess, lexicon, singular, words
from argmap.model import ArgumentMap, Node
from argmap.model.map import by_age

_LIKE = 0.8  # the share of common words from which two cards are compared closely
_IN_ORDER = 0.8  # the share of words in the same order from which they say nearly the same
_LEAST = 4  # words: of shorter cards nothing but the same words is the same
_GIST = 3  # words that carry the meaning: of fewer nothing is told
_NEAR = 0.5  # the share of such words from which a card is the closest to another one
_GUESSED = 40  # cards by which the language of a map is told
_COMPARED = 24  # the most cards that one is compared with closely
_READ = 200  # the words of a text of which the order is compared
_POSTED = 64  # the latest cards that are remembered for a word
_MOST_FOUND = 5
_MOST_READ = 400_000


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
    return _nearly(said[one], said[other], ground.lexicon(nodes[one]))


def _nearly(one: list[str], other: list[str], known: Lexicon | None) -> bool:
    """Whether two texts, by their words, say nearly the same."""
    known = known or lexicon("en")
    turned = known.negations if known else frozenset()
    for word in set(one) ^ set(other):
        if word in turned or word.endswith("n't") or any(map(str.isdigit, word)):
            return False
    return SequenceMatcher(None, one[:_READ], other[:_READ], autojunk=False).ratio() >= _IN_ORDER


MOST_ALIKE = 2_000
"""With how many cards one text is compared, the latest of a map: whoever writes does not wait for more."""


def alike(debate: ArgumentMap, text: str, *, kind: str = "claim", but: str | None = None) -> list[Node]:
    """The visible cards that say the same as a text or nearly, the oldest first: of many the five latest.

    The measure is that of `twins`; the same words in the same order but for those that carry no meaning of their own
    (`words.gist`) are nearly the same too. `but` is a card that is left out: the one that says the text already. A
    position is not held against positions, which are worded alike and should be. The latest 2,000 cards are looked at, as far
    as they have 400,000 characters together, and 24 are compared closely: linear.

    >>> from argmap.model import replay
    >>> from argmap.model.operations import AddNode
    >>> debate = replay([AddNode(Node("n1", "claim", "The mine will bring many new jobs."))])
    >>> [node.id for node in alike(debate, "The mines will bring many new jobs!")]
    ['n1']
    >>> alike(debate, "The mine will not bring many new jobs.")
    []
    """
    wanted = _normal(text)
    if not wanted or kind == "question":
        return []
    found: list[Node] = []
    closely, known = 0, _language(debate, text)
    meant = gist(text, known) if known else []
    for node, theirs in _likely(debate, text, but):
        rivals = kind == node.kind == "position"
        near = not rivals and _close(set(wanted), set(theirs))
        if theirs != wanted and near:
            closely += 1
            near = closely <= _COMPARED and _nearly(wanted, theirs, known)
        if not rivals and known and len(meant) >= _GIST:
            near = near or gist(node.text, known) == meant
        if theirs == wanted or near:
            found.append(node)
        if len(found) == _MOST_FOUND:
            break
    return found[::-1]


def closest(debate: ArgumentMap, card: Node) -> str | None:
    """The visible card that says most nearly what another one says; None where none comes near. Linear, as `alike`.

    For a card that may be one with it: never a position for anything else. Of two it is the older one.
    """
    cards = [node for node, _ in _likely(debate, card.text, card.id) if _one_kind(node, card)]
    same = [
        each.id for each in alike(debate, card.text, kind=card.kind, but=card.id) if _one_kind(each, card)
    ]
    if same:
        return same[0]
    known = _language(debate, card.text)

    def said(node: Node) -> set[str]:
        return set(gist(node.text, known) if known else _normal(node.text))

    own, best, found = said(card), _NEAR, None
    for node in cards:
        theirs = said(node)
        share = 2 * len(own & theirs) / ((len(own) + len(theirs)) or 1)
        if share >= best:
            best, found = share, node.id
    return found


def _one_kind(one: Node, other: Node) -> bool:
    return (one.kind == "position") == (other.kind == "position")


def _likely(debate: ArgumentMap, text: str, but: str | None) -> Iterator[tuple[Node, list[str]]]:
    """The cards that are about as long as a text, with their words, the latest first."""
    room = _MOST_READ
    for node in reversed([debate.nodes[each] for each in by_age(debate.nodes)[-MOST_ALIKE:]]):
        if node.id == but or node.hidden or node.argument or node.kind == "question":
            continue
        if not len(text) <= 2 * len(node.text) <= 4 * len(text):
            continue
        room -= len(node.text)
        if room < 0:
            return
        yield node, _normal(node.text)


def _close(own: set[str], theirs: set[str]) -> bool:
    return len(own) >= _LEAST <= len(theirs) and len(own & theirs) >= _LIKE * len(own | theirs)


def _language(debate: ArgumentMap, text: str) -> Lexicon | None:
    # A card alone is often too short to tell.
    latest = (debate.nodes[each].text for each in by_age(debate.nodes)[-_GUESSED:])
    tag = debate.language or guess([text]) or guess(latest)
    return lexicon(tag) if tag else None
