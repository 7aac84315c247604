"""What there is on a map, in words: for whoever cannot see the picture, and wherever a map is told of in a line."""

from __future__ import annotations

from collections.abc import Callable, Collection

from argmap.messages import Message, counted
from argmap.model.tally import Tally

_PARTS: tuple[tuple[str, str, str], ...] = (
    ("question", "one question", "{count} questions"),
    ("position", "one position", "{count} positions"),
    ("reason", "one reason", "{count} reasons"),
    ("evidence", "one piece of evidence", "{count} pieces of evidence"),
    ("objection", "one objection", "{count} objections"),
    ("rebuttal", "one rebuttal", "{count} rebuttals"),
    ("undercut", "one undercut", "{count} undercuts"),
    ("claim", "one claim that serves no other", "{count} claims that serve no other"),
    ("loose", "one piece of evidence that serves no claim", "{count} pieces of evidence that serve no claim"),
)  # fmt: skip


def cards(number: int) -> Message:
    """So many cards."""
    return counted(number, "one card", "{count} cards")


def counts(found: Tally, only: Collection[str] | None = None) -> tuple[Message, ...]:
    """How many cards do what, each part of a map by itself; or `only` some of the parts."""
    shown = (each for each in _PARTS if only is None or each[0] in only)
    numbers = ((found.counts.get(part, 0), one, many) for part, one, many in shown)
    return tuple(counted(number, one, many) for number, one, many in numbers if number)


def contents(found: Tally, translate: Callable[[str], str] = str) -> str:
    """How many cards there are and what they do, in one sentence; empty where there are none.

    >>> contents(Tally({"position": 2, "reason": 1}))
    '3 cards: 2 positions, one reason.'
    """
    if not found.cards:
        return ""
    said = translate(", ").join(each.text(translate) for each in counts(found))
    text = Message("{cards}: {parts}.", {"cards": cards(found.cards), "parts": said}).text(translate)
    return text[:1].upper() + text[1:]
