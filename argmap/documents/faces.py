"""The fonts that a file carries: cut down to the letters it shows, so that it looks the same everywhere and stays small."""

from __future__ import annotations

import re
from base64 import b64encode
from functools import lru_cache
from html import unescape

from argmap.assets import static
from argmap.diagram.fonts import FAMILY, REGULAR, STRONG, Slice, used
from argmap.documents.lettering import faceless, with_faces

_KEPT = 200
_USUAL = frozenset(" …-")  # what a viewer may want besides
_UNUSED = ["STAT", "gasp", "prep", "DSIG"]
_MARKUP = re.compile(r"<style>.*?</style>|<[^>]*>", re.DOTALL)


def carried(drawing: str) -> str:
    """A drawing as a file of its own, with no more of the fonts than it shows. Some 50 ms for new letters, then 1 ms.

    >>> from argmap.diagram import render
    >>> from argmap.model import Node, replay
    >>> from argmap.model.operations import AddNode
    >>> town = render(replay([AddNode(Node("n1", "position", "Cars out of town."))])).svg
    >>> len(carried(town)) < len(town) / 1.5
    True
    """
    bare = faceless(drawing)
    return with_faces(drawing, rules(unescape(_MARKUP.sub("", bare))))


def rules(text: str) -> str:
    """The ``@font-face`` rules, fonts included, for setting a text in both weights."""
    drawn = frozenset(text)
    return "".join(
        _face(
            each,
            weight,
            frozenset(c for c in drawn | _USUAL if c in each.advances[weight] and each.covers(c)),
        )
        for each in used(drawn)
        for weight in (REGULAR, STRONG)
    )


def _face(each: Slice, weight: str, letters: frozenset[str]) -> str:
    ranges = ",".join(f"U+{ord(letter):X}" for letter in sorted(letters))
    data = b64encode(subset(each.files[weight], letters)).decode()
    return (
        f"@font-face{{font-family:'{FAMILY}';font-weight:{weight};"
        f"src:url(data:font/woff2;base64,{data}) format('woff2');unicode-range:{ranges}}}"
    )


@lru_cache(maxsize=_KEPT)
def subset(file: str, letters: frozenset[str]) -> bytes:
    """A font of the pages (`static/fonts`, WOFF2) with these letters alone, and whatever shaping makes of them."""
    from io import BytesIO

    from fontTools import subset as cutting
    from fontTools.ttLib import TTFont

    font = TTFont(static() / "fonts" / file, recalcTimestamp=False)
    cut = cutting.Subsetter(
        cutting.Options(hinting=False, notdef_outline=True, name_IDs=[1, 2], drop_tables=_UNUSED)
    )
    cut.populate(unicodes=sorted(map(ord, letters)))
    cut.subset(font)
    data = BytesIO()
    font.save(data)
    return data.getvalue()
