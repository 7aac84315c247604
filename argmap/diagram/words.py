"""Every word that a diagram writes, in English: the keys, and what stands in for a missing translation.

A caller who speaks another language passes a mapping with the same keys.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping

from argmap.messages import Message

Words = Mapping[str, str]


class Spoken(dict[str, str]):
    """The words in the language of whoever looks, and what puts whole sentences into it: what a label says, and counts."""

    def __init__(self, words: Words, translate: Callable[[str], str]) -> None:
        super().__init__(words)
        self.translate = translate


def sentence(words: Words, message: Message) -> str:
    """A sentence in the language of the words; in English where they cannot say any."""
    return message.text(translator(words))


def translator(words: Words) -> Callable[[str], str]:
    """What puts a sentence into the language of the words."""
    return words.translate if isinstance(words, Spoken) else str


ENGLISH: Words = {
    # the head of a card
    "question": "Question",
    "position": "Position",
    "claim": "Claim",
    "evidence": "Evidence",
    "reason": "Reason",
    "objection": "Objection",
    "rebuttal": "Rebuttal",
    "undercut": "Undercut",
    "backing": "Support of a link",
    "reason linked": "Reason, linked",
    "evidence linked": "Evidence, linked",
    "objection linked": "Objection, linked",
    "rebuttal linked": "Rebuttal, linked",
    "undercut linked": "Undercut, linked",
    "backing linked": "Support of a link, linked",
    # what a relation does to its target, for those who cannot see the arrow
    "supports": "supports",
    "attacks": "objects to",
    "rebuts": "rebuts",
    "together with": "together with",
    "source": "Source",
    "origin": "Origin",
    # a card that serves in a second place
    "also supports": "also supports: {target}",
    "also attacks": "also attacks: {target}",
    "also undercuts": "also undercuts: {target}",
    "also backs": "also supports the link: {target}",
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
    "simple evidence": "Evidence",
    "simple key support": "because",
    "simple key objection": "but",
    # groups
    "group": "Group",
    "close group": "Close the group: {group}",
    # the whole
    "map": "Argument map",
    "map of": "Argument map: {question}",
    "empty": "There is nothing on this map yet.",
}


_SIMPLE = {
    "reason": "simple reason", "reason linked": "simple reason", "evidence": "simple evidence", "evidence linked": "simple evidence",
    "backing": "simple reason", "backing linked": "simple reason", "objection": "simple objection",
    "objection linked": "simple objection", "rebuttal": "simple objection", "rebuttal linked": "simple objection",
    "undercut": "simple objection", "undercut linked": "simple objection",
    "key support": "simple key support", "key objection": "simple key objection",
}  # fmt: skip


def plain(words: Words) -> Words:
    """The same words where a map is told simply: because, but, source."""
    return Spoken({**words, **{name: words[simple] for name, simple in _SIMPLE.items()}}, translator(words))
