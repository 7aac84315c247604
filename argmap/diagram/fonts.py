"""The type in which maps are set: which glyphs there are, how wide they run, and the files that draw them.

Noto Sans is split by script into slices, so that a picture carries only the scripts it shows. The table of
advances in ``data/fonts.json`` is made from the font files themselves by ``tools/fonts.py``.
"""

from __future__ import annotations

import json
from base64 import b64encode
from bisect import bisect_right
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from argmap.assets import static

REGULAR, STRONG = "400", "600"
"""The two weights."""

FAMILY = "Noto Sans"
STACK = f"'{FAMILY}', system-ui, 'Segoe UI', Roboto, 'Helvetica Neue', Arial, sans-serif"
"""The family, and what stands in for it where a viewer refuses the fonts that a file carries."""


@dataclass(frozen=True, slots=True)
class Slice:
    """One script of the family: the code points it is used for, its advances, its files (by weight).

    Where letters join, `joining` says how each does (D to both sides, R to the one before it, U to none), and
    `forms` holds the advances at the beginning, in the middle and at the end of what is joined.
    """

    script: str
    files: dict[str, str]
    ranges: tuple[tuple[int, int], ...]
    advances: dict[str, dict[str, float]]
    joining: dict[str, str]
    forms: dict[str, tuple[dict[str, float], ...]]

    def covers(self, character: str) -> bool:
        """Whether a browser takes this slice for the character."""
        code = ord(character)
        place = bisect_right(self.ranges, (code, 0x110000)) - 1
        return place >= 0 and self.ranges[place][0] <= code <= self.ranges[place][1]


@cache
def slices() -> tuple[Slice, ...]:
    """Every slice there is, Latin first. Advances are fractions of the type size."""
    rows: list[dict[str, Any]] = json.loads((Path(__file__).parent / "data" / "fonts.json").read_bytes())
    return tuple(
        Slice(
            script=row["script"],
            files=row["files"],
            ranges=tuple(sorted((low, high) for low, high in row["ranges"])),
            advances={weight: _table(row, widths) for weight, widths in row["advances"].items()},
            joining=dict(zip(map(chr, row["characters"]), row.get("joining", ""), strict=False)),
            forms={
                weight: tuple(_table(row, widths) for widths in forms)
                for weight, forms in row.get("forms", {}).items()
            },
        )
        for row in rows
    )


def _table(row: Mapping[str, Any], widths: Iterable[int]) -> dict[str, float]:
    return dict(zip(map(chr, row["characters"]), (width / row["units"] for width in widths), strict=True))


@cache
def joined() -> Slice:
    """The slice whose letters join."""
    return next(each for each in slices() if each.joining)


def used(characters: Iterable[str]) -> list[Slice]:
    """The slices that draw these characters, in a fixed order."""
    wanted = set(characters)
    return [each for each in slices() if any(c in each.advances[REGULAR] and each.covers(c) for c in wanted)]


@cache
def faces(drawn: tuple[tuple[str, str], ...]) -> str:
    """The ``@font-face`` rules, files included, for pairs of a script and a weight."""
    return "".join(
        _face(each, weight)
        for each in slices()
        for weight in (REGULAR, STRONG)
        if (each.script, weight) in drawn
    )


def _face(each: Slice, weight: str) -> str:
    data = b64encode((static() / "fonts" / each.files[weight]).read_bytes()).decode("ascii")
    ranges = ",".join(f"U+{low:X}" + (f"-{high:X}" if high > low else "") for low, high in each.ranges)
    return (
        f"@font-face{{font-family:'{FAMILY}';font-weight:{weight};"
        f"src:url(data:font/woff2;base64,{data}) format('woff2');unicode-range:{ranges}}}"
    )
