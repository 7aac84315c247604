"""What the templates get of a frozen snapshot: its page, and how it is cited."""

from __future__ import annotations

from dataclasses import dataclass, fields
from typing import Self

from argmap.web.file_views import Download
from argmap.web.views import MapPage


@dataclass(frozen=True, slots=True)
class SentencePart:
    """A part of a sentence. `turn` is the direction of one that is set apart from the words around it: "ltr", or "auto" for its own.

    It is set apart by markup, so that no sign that is not seen comes along when the sentence is copied.
    """

    text: str
    turn: str | None = None


@dataclass(frozen=True, slots=True)
class Cite:
    """How a snapshot is cited: the texts to be copied, and the files with them."""

    sentence: tuple[SentencePart, ...]
    bibtex: str
    csl: str
    bib_href: str
    csl_href: str


@dataclass(frozen=True, slots=True)
class Frozen:
    """When a map was frozen, at which of its revisions, under which hash, and how it is cited.

    `redacted` is the day since which it lacks what somebody erased. `live` is the address of the map itself, where everybody may
    read that. `report` is where it is reported; None where it is secret. `file` is what the JSON file is called.
    """

    on: str
    on_iso: str
    revision: int
    hash: str
    file: str
    cite: Cite
    redacted: str | None
    live: str | None
    report: str | None


@dataclass(frozen=True, slots=True)
class SnapshotPage(MapPage):
    """The page of a snapshot: that of a map that nobody changes, and what is to be known of it as a snapshot."""

    frozen: Frozen | None = None
    downloads: tuple[Download, ...] = ()

    @classmethod
    def of(cls, page: MapPage, frozen: Frozen, downloads: tuple[Download, ...]) -> Self:
        """The page of a map as it was frozen, with the files to take away."""
        values = {each.name: getattr(page, each.name) for each in fields(MapPage)}
        return cls(**values, frozen=frozen, downloads=downloads)


@dataclass(frozen=True, slots=True)
class EmbedPage(MapPage):
    """A map inside somebody else's page. `whole` leads to the map itself, in a window of its own; `day` is that of a snapshot."""

    whole_href: str = ""
    day: str | None = None

    @classmethod
    def of(cls, page: MapPage, whole: str, day: str | None = None) -> Self:
        """The page of a map as others embed it."""
        values = {each.name: getattr(page, each.name) for each in fields(MapPage)}
        return cls(**values, whole_href=whole, day=day)
