"""The addresses of the analysis of a map: how it is judged, which position is looked at, and what is supposed.

Nothing that is supposed is kept anywhere else, so an address with its suppositions can be shared.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Any

from argmap.analysis.report import Settings
from argmap.model.rules import is_id
from argmap.web.judging import NAMES

MOST_SUPPOSED = 40
"""How many cards can be supposed otherwise at once."""

_SCORE = "score."
_USUAL = Settings()


@dataclass(frozen=True, slots=True)
class AnalysisPlace:
    """A place on the page of an analysis. `off` are the cards left out, `scores` the base scores in percent."""

    map: str
    semantics: str = _USUAL.semantics
    burden: str = _USUAL.burden
    standard: str = _USUAL.standard
    position: str | None = None
    off: tuple[str, ...] = ()
    scores: tuple[tuple[str, int], ...] = ()

    @classmethod
    def of(cls, map_id: str, query: Iterable[tuple[str, str]]) -> AnalysisPlace:
        """What a query string asks for; what makes no sense is left out, since addresses are typed and cut."""
        made: dict[str, Any] = {}
        off: dict[str, None] = {}
        scores: dict[str, int] = {}
        for name, value in query:
            if (name in NAMES and value in NAMES[name]) or (name == "position" and is_id(value)):
                made[name] = value
            elif name == "off" and is_id(value):
                off[value] = None
            elif name.startswith(_SCORE) and is_id(name.removeprefix(_SCORE)) and _is_percent(value):
                scores[name.removeprefix(_SCORE)] = int(value)
        kept = [each for each in scores.items() if each[0] not in off]
        return cls(map_id, **made, off=tuple(off)[:MOST_SUPPOSED], scores=tuple(kept[:MOST_SUPPOSED]))

    def settings(self) -> Settings:
        """How the map is judged, with what is supposed."""
        scores = tuple((card, percent / 100) for card, percent in self.scores)
        return Settings(self.semantics, self.burden, self.standard, self.off, scores)

    def real(self) -> AnalysisPlace:
        """The same without what is supposed."""
        return replace(self, off=(), scores=())

    def judged(self, **settings: str) -> AnalysisPlace:
        """The same with other settings."""
        return replace(self, **settings)  # type: ignore[arg-type]

    def leaving_out(self, card: str) -> AnalysisPlace:
        """The same with one more card left out."""
        scores = tuple(each for each in self.scores if each[0] != card)
        return replace(self, off=(*dict.fromkeys((card, *self.off)),)[:MOST_SUPPOSED], scores=scores)

    def among(self, bases: Mapping[str, float]) -> AnalysisPlace:
        """The same without what is not supposed at all: cards that are gone, and sliders that were left alone.

        `bases` are the base scores as they are, by card.
        """
        off = tuple(card for card in self.off if card in bases)
        scores = tuple(
            (card, percent)
            for card, percent in self.scores
            if card in bases and percent != round(100 * bases[card])
        )
        return replace(self, off=off, scores=scores)

    def fields(self) -> tuple[tuple[str, str], ...]:
        """The settings that differ from the usual ones, and the position, for the hidden fields of a form."""
        given = {name: getattr(self, name) for name in NAMES if getattr(self, name) != getattr(_USUAL, name)}
        if self.position is not None:
            given["position"] = self.position
        return tuple(given.items())

    def everything(self) -> tuple[tuple[str, str], ...]:
        """The same fields, and what is supposed."""
        off = (("off", card) for card in self.off)
        return (*self.fields(), *off, *((_SCORE + card, str(percent)) for card, percent in self.scores))

    def href(self, fragment: str = "") -> str:
        """The address of the place, within the site."""
        parts = self.everything()
        # Ids are letters, digits and signs that mean nothing in a query, and all else comes from here.
        query = "&".join(f"{name}={value}" for name, value in parts)
        end = f"#{fragment}" if fragment else ""
        return f"/maps/{self.map}/analysis{'?' + query if query else ''}{end}"


def _is_percent(value: str) -> bool:
    return value.isascii() and value.isdigit() and len(value) < 4 and int(value) <= 100
