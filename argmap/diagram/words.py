"""Every word that a diagram writes, in English: the keys, and what stands in for a missing translation.

A caller who speaks another language passes a mapping with the same keys.
"""

from __future__ import annotations

from collections.abc import Mapping

Words = Mapping[str, str]

ENGLISH: Words = {
    # the head of a card
    "question": "Question",
    "position": "Position",
    "claim": "Claim",
    "evidence": "Evidence",
    "reason": "Reason",
    "premise": "Premise",
    "objection": "Objection",
    "rebuttal": "Rebuttal",
    "undercut": "Undercut",
    "backing": "Support of a link",
    # what a relation does to its target, for those who cannot see the arrow
    "supports": "supports",
    "attacks": "objects to",
    "rebuts": "rebuts",
    "undercuts": "undercuts the link from",
    "backs": "supports the link from",
    "together with": "together with",
    "source": "Source",
    "origin": "Origin",
    # a card that serves in a second place
    "also supports": "also supports: {target}",
    "also attacks": "also attacks: {target}",
    "also undercuts": "also undercuts: {target}",
    "also backs": "also supports the link: {target}",
    "and others": "and {count} more",
    "more": "more",
    # the key
    "key support": "supports",
    "key objection": "objects to",
    "key rebuttal": "rebuts",
    "key undercut": "undercuts a link",
    "key linked": "count only together",
    "key cross": "serves elsewhere too, by a thin line",
    # told simply: what stands for the heads of cards, and for the key
    "simple reason": "Because",
    "simple objection": "But",
    "simple evidence": "Source",
    "simple key support": "because",
    "simple key objection": "but",
    # groups
    "group": "Group",
    "close group": "Close the group: {group}",
    "cards in group": "{count} cards in this group",
    # the whole
    "map": "Argument map",
    "map of": "Argument map: {question}",
    "contents": "{cards} cards: {positions} positions, {support} in support, {attack} against.",
    "empty": "There is nothing on this map yet.",
}


_SIMPLE = {
    "reason": "simple reason", "premise": "simple reason", "backing": "simple reason",
    "objection": "simple objection", "rebuttal": "simple objection", "undercut": "simple objection",
    "evidence": "simple evidence",
    "key support": "simple key support", "key objection": "simple key objection",
}  # fmt: skip


def plain(words: Words) -> Words:
    """The same words where a map is told simply: because, but, source."""
    return {**words, **{name: words[simple] for name, simple in _SIMPLE.items()}}
