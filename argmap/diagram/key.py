"""The key of a picture: what its lines mean, for those that occur."""

from __future__ import annotations

from dataclasses import dataclass

from argmap.diagram.density import SCREEN, Density
from argmap.diagram.fonts import REGULAR
from argmap.diagram.measure import width
from argmap.diagram.paths import number
from argmap.diagram.routes import Routes
from argmap.diagram.shapes import CHIP_DRAWN, TextLine, isolated, sized
from argmap.diagram.words import Words

KEY = (
    ("reason", "key support"),
    ("objection", "key objection"),
    ("rebuttal", "key rebuttal"),
    ("undercut", "key undercut"),
)
"""The tones that the key explains, and the words that it has for them."""

_KEY_SIZE = 12  # the type beside which the samples of the key were drawn
_KEY_TEXT, _KEY_GAP = 42, 26  # from the beginning of an entry to its text, and from there to the next entry


@dataclass(frozen=True, slots=True)
class KeyEntry:
    """An entry of the key: what a line looks like and what it means."""

    tone: str
    look: str
    line: str
    head: str
    text: TextLine
    width: float


@dataclass(frozen=True, slots=True)
class Key:
    """The rows of a key, where the longest ends, and the height of the last."""

    entries: tuple[KeyEntry, ...]
    right: float
    bottom: float


def key(
    routed: Routes,
    words: Words,
    left: float,
    y: float,
    across: float,
    density: Density = SCREEN,
    mirrored: bool = False,
) -> Key:
    """What the lines mean, for those that occur, in rows as wide as `across`; the first row stands at `y`."""
    made: list[KeyEntry] = []
    scale = density.key_size / _KEY_SIZE
    x, end = 0.0, 0.0
    for tone, look, text in meanings(routed, words):
        wide = key_width(text, scale)
        if x + wide > across and x > 0:
            x, y = 0.0, y + density.key_leading
        made.append(key_entry(tone, look, text, left + (across - x if mirrored else x), y, scale, mirrored))
        end = max(end, x + wide)
        x += wide + _KEY_GAP * scale
    return Key(tuple(made), left + end, y)


def meanings(routed: Routes, words: Words) -> list[tuple[str, str, str]]:
    """Of every sort of line that occurs its tone, its look, and what it means."""
    present = set(routed.heads.values())
    found = [(tone, "link", words[name]) for tone, name in KEY if tone in present]
    if any(link.bar for link in routed.links):
        found.append(("reason", "linked", words["key linked"]))
    if any(link.cross for link in routed.links):
        found.append(("claim", "cross", words["key cross"]))
    return found


def key_width(text: str, scale: float) -> float:
    """How wide an entry of the key is."""
    return (_KEY_TEXT + width(text, REGULAR) * _KEY_SIZE) * scale


def key_entry(
    tone: str, look: str, text: str, x: float, y: float, scale: float = 1, mirrored: bool = False
) -> KeyEntry:
    """An entry of the key that begins at `x`, its text standing on the line at `y`; `mirrored`: that ends there."""
    way = -scale if mirrored else scale
    line, head = _sample(look, x, y - 4 * scale, scale, way)
    told = TextLine(number(x + _KEY_TEXT * way), number(y), isolated(text))
    return KeyEntry(tone, look, line, head, told, key_width(text, scale))


def _sample(look: str, x: float, middle: float, scale: float, way: float) -> tuple[str, str]:
    """A line as the key shows it, and its head (or bar)."""

    def at(across: float, down: float = 0) -> str:
        return f"{number(x + across * way)} {number(middle + down * scale)}"

    if look == "linked":
        two = "".join(f"M{at(18, aside)}H{number(x + 34 * way)}" for aside in (-5, 5))
        return f"M{at(0)}H{number(x + 16 * way)}{two}", f"M{at(18, -7)}V{number(middle + 7 * scale)}"
    if look == "cross":
        return f"M{at(20, 4)}{sized(CHIP_DRAWN, scale, way < 0)}", ""
    return f"M{at(9)}H{number(x + 34 * way)}", f"M{at(9, -4.5)}L{at(0)}L{at(9, 4.5)}z"
