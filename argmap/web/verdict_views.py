"""What the templates get of verdicts: one frozen dataclass for each piece, in the words of the page."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Verdict:
    """What follows for one card: the word, its sign (`diagram.marks.SIGNS`), and in the full view its strength.

    `step` says so where the card is a premise of an argument that does not hold though the card itself may.
    """

    word: str
    sign: str
    strength: str | None
    step: str | None = None


@dataclass(frozen=True, slots=True)
class Judged:
    """What follows for the chosen card: a heading, the label with its reason, the strength and where it begins."""

    heading: str
    sign: str
    reason: str
    basis: str | None


@dataclass(frozen=True, slots=True)
class Count:
    """How many cards have a label: its sign, and the count in words."""

    sign: str
    words: str


@dataclass(frozen=True, slots=True)
class Switch:
    """The switch for verdicts: where it leads, and whether it is on; then how many cards have which label.

    `heading` stands above them. `notes` are what there is to know of lines and figures.
    """

    on: bool
    off_href: str
    on_href: str
    heading: str
    counts: tuple[Count, ...] = ()
    notes: tuple[str, ...] = ()
