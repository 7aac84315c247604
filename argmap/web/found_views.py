"""What the templates get of a search: the form that asks, and the cards that were found."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Finder:
    """The form that searches a map. Fields sent: find, and `fields`, which keep the place. `typed` is what was searched for.

    `whole`: every card stands on the page, so that a script can search them all by itself.
    """

    action: str
    fields: tuple[tuple[str, str], ...]
    typed: str
    whole: bool


@dataclass(frozen=True, slots=True)
class FoundLine:
    """A card that was found: what it does (its role, with its tone), what it says, and the address that opens it."""

    card: str
    role: str
    tone: str
    text: str
    language: str | None
    href: str
    chosen: bool


@dataclass(frozen=True, slots=True)
class Found:
    """The cards that hold the words `typed`: how many, in words, and as many of them as are listed. `close` ends the search."""

    typed: str
    heading: str
    note: str | None
    lines: tuple[FoundLine, ...]
    close: str
