"""Densities: for what the type of a picture is set. A screen at arm's length, a projector across a room, a sheet of paper.

They differ as settings of type do, not as enlargements: a projector gets large type and few lines, since nobody reads more
from the last row; paper gets small type, narrow gaps and the whole text, since nobody can open a card there.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from types import MappingProxyType

_SIGN = 11.0  # the size of the type beside which signs were drawn
_CORRIDOR = 64.0  # the corridor for which lines, heads and bars were drawn


@dataclass(frozen=True, slots=True)
class Density:
    """The measures of a picture, in CSS pixels.

    A card is `width` wide; between two columns runs a `corridor`. Each sort of text has a size, a leading, and a base: how
    far its line stands below the upper edge of its leading. At most `most_lines` of a text and `most_chips` of what else
    a card does are shown. The gaps are those between the cards of one argument (`card_gap`) and between others (`gap`).
    """

    name: str
    width: int
    corridor: int
    size: float
    leading: float
    base: float
    head_size: float
    head_leading: float
    head_base: float
    small_size: float
    small_leading: float
    small_base: float
    pad_top: float
    pad_bottom: float
    text_left: float
    text_right: float
    band: float
    radius: float
    most_lines: int
    most_chips: int
    card_gap: float
    gap: float
    title_size: float
    title_leading: float
    key_size: float
    key_leading: float
    margin: float

    @property
    def step(self) -> int:
        """From the left edge of one column to that of the next."""
        return self.width + self.corridor

    @property
    def room(self) -> float:
        """How wide a line of text may run."""
        return self.width - self.text_left - self.text_right

    @property
    def banner(self) -> Density:
        """The measures of the card that is the title of a picture: as large as titles, and over two columns."""
        return replace(
            self, width=2 * self.width + self.corridor,
            size=self.title_size, leading=self.title_leading, base=round(0.92 * self.title_size),
            pad_bottom=self.pad_bottom + round(0.12 * self.title_size),
        )  # fmt: skip

    @property
    def signs(self) -> float:
        """How many times as large the signs beside heads and chips are as they were drawn."""
        return self.head_size / _SIGN

    @property
    def lines(self) -> float:
        """How many times as large lines, heads and bars are as they were drawn."""
        return self.corridor / _CORRIDOR


SCREEN = Density(
    "screen", width=230, corridor=64,
    size=13, leading=17, base=13, head_size=11, head_leading=17, head_base=11,
    small_size=11, small_leading=15, small_base=12,
    pad_top=8, pad_bottom=9, text_left=15, text_right=11, band=5, radius=4,
    most_lines=12, most_chips=4, card_gap=12, gap=16,
    title_size=24, title_leading=31, key_size=12, key_leading=24, margin=28,
)  # fmt: skip
PROJECTOR = Density(
    "projector", width=430, corridor=100,
    size=25, leading=32, base=25, head_size=22, head_leading=31, head_base=21,
    small_size=22, small_leading=29, small_base=23,
    pad_top=13, pad_bottom=15, text_left=28, text_right=18, band=9, radius=7,
    most_lines=7, most_chips=2, card_gap=20, gap=28,
    title_size=46, title_leading=57, key_size=23, key_leading=42, margin=44,
)  # fmt: skip
PRINT = Density(
    "print", width=186, corridor=44,
    size=11, leading=13.5, base=10.5, head_size=8.5, head_leading=11.5, head_base=8,
    small_size=8.5, small_leading=11, small_base=8.7,
    pad_top=4.5, pad_bottom=5.5, text_left=10, text_right=7, band=3, radius=2,
    most_lines=600, most_chips=12, card_gap=6, gap=9,
    title_size=19, title_leading=24, key_size=9.5, key_leading=17, margin=14,
)  # fmt: skip

DENSITIES: Mapping[str, Density] = MappingProxyType({each.name: each for each in (SCREEN, PROJECTOR, PRINT)})
"""Every density by its name, the usual one first."""
