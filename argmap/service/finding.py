"""Finding cards by their words, as people type them: whatever the case, the accents, or the form of a letter."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any
from unicodedata import normalize

from argmap.model import ArgumentMap
from argmap.model.outline import Line, outline
from argmap.model.roles import Standing

LONGEST = 200
"""Characters of a search; what is typed beyond them is not looked at."""

_MOST = 12  # words of it
_ENDS = "\"'“”„‘«»‹›()[]{}.,;:!?…،؛؟۔।*-–—"
# Accents, vowel signs of Arabic and Hebrew, the stretched line, and what is not seen. Vowels of Indian scripts are letters.
_UNSEEN = re.compile(
    "[\u0300-\u036f\u0483-\u0487\u0591-\u05c7\u0610-\u061a\u0640\u064b-\u065f\u0670\u06d6-\u06dc\u06df-\u06ed"
    "\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]"
)
_SAME = str.maketrans(
    {
        letter: group[0]
        for group in ("كک", "يىی", "ههہھەۂۀۃة", "oøØ", "lłŁ", "dđĐ", "iı", "'’ʼ")
        for letter in group
    }
    | {"ٱ": "ا", "æ": "ae", "Æ": "ae", "œ": "oe", "Œ": "oe"}
    | {chr(zero + digit): str(digit) for zero in (0x0660, 0x06F0) for digit in range(10)}
)


def plain(text: str) -> str:
    """A text as it is compared: without case, accents and vowel signs, one form of a letter standing for all.

    >>> plain("L’Économie"), plain("الأَمْن") == plain("الامن"), plain("کی") == plain("كي"), plain("۱۲") == "12"
    ("l'economie", True, True, True)
    """
    if text.isascii():
        return text.lower()
    return _UNSEEN.sub("", normalize("NFKD", text)).translate(_SAME).casefold()


def words(typed: str) -> tuple[str, ...]:
    """The words of a search, without the marks around them.

    >>> words(' “Clean  WATER”, '), words("?")
    (('clean', 'water'), ('?',))
    """
    parts = plain(typed[:LONGEST]).split()[:_MOST]
    return tuple(dict.fromkeys(part.strip(_ENDS) or part for part in parts))


def find(debate: ArgumentMap, where: Standing, typed: str) -> tuple[Line, ...]:
    """The cards of a visible map that hold all the words, as lines of its outline: in their title or text, in what they
    quote or in the sources that they cite. Linear.
    """
    wanted = words(typed)
    if not wanted:
        return ()
    cited = {source.id: plain(" ".join(_told(source.fields))) for source in debate.sources.values()}
    quoted: dict[str, list[str]] = {}
    for quote in debate.quotes.values():
        quoted.setdefault(quote.node, []).append(plain(quote.exact))
    hits = set()
    for node in debate.nodes.values():
        texts = [plain(f"{node.title or ''}\n{node.text}"), *quoted.get(node.id, ())]
        texts += [cited[source] for source in node.sources]
        if all(any(word in text for text in texts) for word in wanted):
            hits.add(node.id)
    if not hits:
        return ()
    return tuple(line for line in outline(debate, where) if not line.again and line.node in hits)


def _told(fields: Mapping[str, Any]) -> Iterator[str]:
    """What a source says of itself: titles, names, years."""
    waiting: list[Any] = list(fields.values())
    while waiting:
        value = waiting.pop()
        if isinstance(value, Mapping):
            waiting.extend(value.values())
        elif isinstance(value, list | tuple):
            waiting.extend(value)
        elif isinstance(value, str | int):
            yield str(value)
