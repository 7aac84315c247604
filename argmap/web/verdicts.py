"""Verdicts on the page of a map, where they are switched on: on its cards, in its outline, in the panel."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from argmap.diagram.marks import Mark
from argmap.model import ArgumentMap
from argmap.service.verdicts import HEADING, SIGNS, STRENGTHS, UNSETTLED, WORDS, Verdicts
from argmap.web.addresses import Place
from argmap.web.verdict_views import Count, Judged, Switch, Verdict
from argmap.web.words import Translate, counted

_STEP = "this step does not hold"
_LIGHTER = "A lighter line is a step that does not hold."
_COUNTS = {
    "in": ("one card stands", "{count:,} cards stand"),
    "undecided": ("one is open", "{count:,} are open"),
    "out": ("one does not stand", "{count:,} do not stand"),
}


@dataclass(frozen=True, slots=True)
class Said:
    """The verdicts of a map in the language of a page; `full`: with strengths."""

    verdicts: Verdicts
    translate: Translate
    full: bool

    def of(self, card: str, relation: str | None = None) -> Verdict | None:
        """What to say beside a card that stands under a relation; None where it has no label."""
        name = self.verdicts.label(card)
        if name is None:
            return None
        figure = self.verdicts.figure(card) if self.full else None
        fails = name != "out" and relation in self.failing
        return Verdict(
            self.translate(WORDS[name]),
            SIGNS[name],
            figure.text(self.translate) if figure else None,
            self.translate(_STEP) if fails else None,
        )

    def marks(self, cards: Iterable[str]) -> Mapping[str, Mark]:
        """What the picture shows on these cards."""
        return self.verdicts.marks(self.translate, strength=self.full, cards=cards)

    @property
    def failing(self) -> frozenset[str]:
        """The arguments that do not count."""
        return self.verdicts.failing

    def judged(self, card: str) -> Judged | None:
        """What the panel says of the chosen card; None where it has no label."""
        name = self.verdicts.label(card)
        if name is None:
            return None
        basis = self.verdicts.basis(card)
        return Judged(
            self.translate(HEADING),
            SIGNS[name],
            self.verdicts.reason(card).text(self.translate),
            basis.text(self.translate) if basis else None,
        )


def switch(debate: ArgumentMap, place: Place, said: Said | None, translate: Translate) -> Switch | None:
    """The switch, and what there is to say while it is on; none where there is nothing that could stand."""
    if all(node.kind == "question" for node in debate.nodes.values()):
        return None
    away, back = place.judged(False).href(), place.judged(True).href()
    heading = translate(HEADING)
    if said is None:
        return Switch(False, away, back, heading)
    counts = tuple(
        Count(SIGNS[name], counted(count, *_COUNTS[name]).text(translate))
        for name, count in said.verdicts.counts().items()
    )
    notes = [_LIGHTER] if said.failing else []
    if said.full:
        notes.append(STRENGTHS if said.verdicts.strengths.converged else UNSETTLED)
    return Switch(True, away, back, heading, counts, tuple(map(translate, notes)))
