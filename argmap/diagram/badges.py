"""Badges: what stands in the corner of a card. Who wrote it, and how it was rated; handed in, since maps hold neither."""

from __future__ import annotations

from collections.abc import Mapping

from argmap.diagram.fonts import STRONG
from argmap.diagram.measure import SPARE, drawable, width
from argmap.model import ArgumentMap

CORNER = 70
"""How wide a badge may run, beside a head of 11 pixels."""
_HEAD = 11
_MOST_INITIALS = 3


def authors(debate: ArgumentMap, names: Mapping[str, str]) -> dict[str, str]:
    """Who wrote each card, by its id: a name that fits into a corner, or the initials of one that does not.

    `names` says what the authors are called; whoever is not in it is not named. Linear.

    >>> from argmap.model import Node, replay
    >>> from argmap.model.operations import AddNode
    >>> town = replay([AddNode(Node("n1", "claim", "Jobs come.", author="p1"))])
    >>> authors(town, {"p1": "Ada"}), authors(town, {"p1": "Wilhelmina van der Meer-Hohenstein"})
    ({'n1': 'Ada'}, {'n1': 'WvM'})
    """
    short = {author: _short(drawable(name).strip()) for author, name in names.items()}
    found = {node.id: short.get(node.author or "", "") for node in debate.nodes.values()}
    return {card: name for card, name in found.items() if name}


def ratings(scores: Mapping[str, float]) -> dict[str, str]:
    """How each card was rated, by its id: a score from 0 to 1 as hundredths.

    >>> ratings({"n1": 0.724})
    {'n1': '72\\xa0%'}
    """
    return {card: f"{round(100 * min(max(score, 0.0), 1.0))}\u00a0%" for card, score in scores.items()}


def together(*badges: Mapping[str, str]) -> dict[str, str]:
    """Several badges in one corner, in this order."""
    cards = dict.fromkeys(card for each in badges for card in each)
    return {card: " \u00b7 ".join(each[card] for each in badges if card in each) for card in cards}


def _short(name: str) -> str:
    if width(name, STRONG) * _HEAD / SPARE <= CORNER:
        return name
    words = name.replace("-", " ").split()
    initials = "".join(word[0] for word in words[:_MOST_INITIALS])
    return initials if len(words) > 1 else name
