"""Letters that argmap carries no font for: which they are, and what is to be said of them."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache

from argmap.diagram.fonts import REGULAR, slices
from argmap.messages import Message
from argmap.model import ArgumentMap

_UNDRAWN = frozenset(
    [*map(chr, range(0x20)), *map(chr, range(0x7F, 0xA0)), *"\u00ad\u200b\u200c\u200d\u200e\u200f\u2060\ufe0e\ufe0f\ufeff",
     *map(chr, range(0x202A, 0x202F)), *map(chr, range(0x2066, 0x206A))]
)  # fmt: skip
_SAMPLE = 8


def strange(texts: Iterable[str]) -> frozenset[str]:
    """The characters in these texts that would be seen and that the fonts in the package have no glyph for. Linear.

    >>> sorted(strange(["Water, پانی, पानी", "水 is water"]))
    ['水']
    """
    found = set[str]()
    for text in texts:
        if not text.isascii():
            found.update(text)
    return frozenset(found - _covered() - _UNDRAWN) if found else frozenset()


def note(debate: ArgumentMap) -> Message | None:
    """What to say of the letters of a map that are in none of the fonts in the package; None where all are.

    >>> from argmap.model import Node, replay
    >>> from argmap.model.operations import AddNode
    >>> str(note(replay([AddNode(Node("n1", "claim", "水 is water."))])))[:63]
    'argmap carries no font for 1 character (水). PNG and PDF files s'
    """
    gone = "".join(sorted(strange(_written(debate))))
    if not gone:
        return None
    values = {"count": len(gone), "sample": gone[:_SAMPLE] + ("…" if len(gone) > _SAMPLE else "")}
    if len(gone) == 1:
        return Message(
            "argmap carries no font for 1 character ({sample}). PNG and PDF files show it in a font of the machine that makes "
            "them, if that has one, and as a box otherwise; SVG and HTML files in the fonts of whoever looks at them.",
            values,
        )
    return Message(
        "argmap carries no font for {count} characters ({sample}). PNG and PDF files show them in a font of the machine that "
        "makes them, if that has one, and as boxes otherwise; SVG and HTML files in the fonts of whoever looks at them.",
        values,
    )


def _written(debate: ArgumentMap) -> Iterable[str]:
    for node in debate.nodes.values():
        yield node.text
        yield node.title or ""
    for source in debate.sources.values():
        yield from (each for each in source.fields.values() if isinstance(each, str))
    for group in debate.groups.values():
        yield group.title


@cache
def _covered() -> frozenset[str]:
    """All that the fonts have glyphs for."""
    return frozenset(c for each in slices() for c in each.advances[REGULAR] if each.covers(c))
