"""Palettes: what every part of a diagram is coloured with.

Colour never carries a meaning alone: sign, word, dash and arrow head say the same again. The default was
chosen so that support and attack stay far apart in every kind of sight; rebuttal does not, and need not.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

TONES = ("question", "position", "claim", "reason", "evidence", "objection", "rebuttal", "undercut")
"""What a card, a link or a chip can be; each has a colour in every palette."""


@dataclass(frozen=True, slots=True)
class Palette:
    """The colours of a diagram. `outlined`: cards are told apart by their outline, for photocopies."""

    name: str
    paper: str
    sheet: str
    ink: str
    muted: str
    edge: str
    tones: Mapping[str, str]
    outlined: bool = False


def _tones(plain: str, support: str, attack: str, rebuttal: str, **others: str) -> dict[str, str]:
    tones = {
        "question": plain, "position": plain, "claim": plain, "reason": support, "evidence": support,
        "objection": attack, "rebuttal": rebuttal, "undercut": attack,
    }  # fmt: skip
    return tones | others


PALETTES: Mapping[str, Palette] = {
    "default": Palette(
        "default", paper="#FBFAF7", sheet="#FFFFFF", ink="#1D2126", muted="#4A5058", edge="#CFCAC0",
        tones=_tones("#1D2126", "#005A8C", "#A84300", "#00695C"),
    ),
    "classic": Palette(
        "classic", paper="#FFFFFF", sheet="#FFFFFF", ink="#111827", muted="#4B5563", edge="#CBD5E1",
        tones=_tones("#334155", "#15803D", "#B91C1C", "#C2410C", position="#1D4ED8", evidence="#0F766E", undercut="#7E22CE"),
    ),
    "dark": Palette(
        "dark", paper="#14171B", sheet="#1D2127", ink="#ECEAE5", muted="#BFC2C7", edge="#454C55",
        tones=_tones("#ECEAE5", "#7FB2FF", "#FFAE70", "#5BE3C0"),
    ),
    "mono": Palette(
        "mono", paper="#FFFFFF", sheet="#FFFFFF", ink="#000000", muted="#000000", edge="#000000",
        tones=_tones("#000000", "#000000", "#000000", "#000000"), outlined=True,
    ),
}  # fmt: skip
