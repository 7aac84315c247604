"""From which side one reads a map: as its own language is written, else as most of its cards are."""

from __future__ import annotations

from argmap.diagram.measure import right_to_left
from argmap.model import ArgumentMap

BACKWARDS = frozenset({
    "ar", "arc", "azb", "bcc", "bqi", "ckb", "dv", "fa", "glk", "he", "iw", "ji", "ks", "lrc", "mzn", "nqo", "pnb",
    "ps", "sd", "sdh", "skr", "syr", "ug", "ur", "yi",
})  # fmt: skip
"""Languages that are written from right to left, by their subtags (IANA Language Subtag Registry, BCP 47)."""
_SCRIPTS = frozenset({"arab", "hebr", "thaa", "syrc", "nkoo", "adlm", "rohg"})
_FIRST = 2_000  # cards: by these one sees which script is the main one


def backwards(debate: ArgumentMap, direction: str = "auto") -> bool:
    """Whether a map is read from right to left; `direction` is that of a `Look`. Linear in the cards looked at.

    >>> backwards(ArgumentMap(language="ur")), backwards(ArgumentMap(language="ur-Latn"))
    (True, False)
    """
    if direction != "auto":
        return direction == "rtl"
    if debate.language:
        language, *subtags = debate.language.lower().split("-")
        scripts = [tag for tag in subtags if len(tag) == 4 and tag.isalpha()]
        if scripts:
            return scripts[0] in _SCRIPTS
        return language in BACKWARDS
    texts = [node.text for _, node in zip(range(_FIRST), debate.nodes.values(), strict=False)]
    return 2 * sum(map(right_to_left, texts)) > len(texts)
