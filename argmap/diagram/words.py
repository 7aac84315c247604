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
    # the whole
    "map": "Argument map",
    "map of": "Argument map: {question}",
    "contents": "{cards} cards: {positions} positions, {support} in support, {attack} against.",
    "empty": "There is nothing on this map yet.",
}
