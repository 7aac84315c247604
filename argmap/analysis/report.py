"""What a debate amounts to, all in one value: where each position stands, why, what would change it, where it is weak.

A report is worked out from a visible map and `Settings`; each part of it when it is first asked for.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from argmap.analysis.balance import Balance, balance
from argmap.analysis.cruxes import EFFORT, Cruxes, Deciding, cruxes, deciding, positions_of
from argmap.analysis.gradual.rules import SEMANTICS
from argmap.analysis.labelling import Labelling, label
from argmap.analysis.map_attribution import Bar, map_sensitivities, tornado
from argmap.analysis.map_strength import MapStrengths, Ratings, map_strengths
from argmap.analysis.review import Finding, Reviewed, reviewed
from argmap.analysis.statements.standards import BURDENS, STANDARDS
from argmap.analysis.verdicts import rivalry
from argmap.messages import Message, excerpt
from argmap.model import ArgumentMap
from argmap.model.roles import sides

__all__ = ["BURDENS", "SEMANTICS", "STANDARDS", "Report", "Settings", "Verdict", "analyze"]

MOST_POSITIONS = 20
"""For how many positions it is worked out what decides them; more than that nobody compares."""
MOST_BARS = 40
"""Of how many cards it is tried how far they move a strength: those on which it depends most."""
MOVING = 2_000_000
"""How much work may go into that: steps from an input to a strength, some second in all. Arguments in circles take many."""
_FEWEST = 3  # bars; fewer say nothing

_ANSWERS = frozenset({"unanswered-objection", "unanswered-rebuttal"})


@dataclass(frozen=True, slots=True)
class Settings:
    """How a map is judged, and what is supposed for now.

    `semantics` names a gradual semantics, `burden` and `standard` are those of `labelling.label`. `off` are cards
    that are switched off, `scores` other base scores (0 to 1): "what if?".
    """

    semantics: str = "qe"
    burden: str = "presume"
    standard: str = "none"
    off: tuple[str, ...] = ()
    scores: tuple[tuple[str, float], ...] = ()

    @property
    def supposing(self) -> bool:
        """Whether anything is supposed."""
        return bool(self.off or self.scores)


@dataclass(frozen=True, slots=True)
class Verdict:
    """Where one position stands: its label, its strength (0 to 1; None while it is switched off), and why, in a sentence."""

    id: str
    text: str
    label: str
    strength: float | None
    why: Message

    def record(self, translate: Callable[[str], str] = str) -> dict[str, Any]:
        """The verdict as programs get it."""
        why = self.why.text(translate)
        return {"id": self.id, "text": self.text, "label": self.label, "strength": self.strength, "why": why}


@dataclass(frozen=True)
class Report:
    """The analysis of one map. `debate` is what can be seen of it."""

    debate: ArgumentMap
    settings: Settings
    labelling: Labelling
    strengths: MapStrengths
    fine: frozenset[tuple[str, str]] = field(default=frozenset(), repr=False)
    _decided: dict[str, Deciding] = field(default_factory=dict, init=False, repr=False, compare=False)
    _moved: dict[str, tuple[Bar, ...] | None] = field(
        default_factory=dict, init=False, repr=False, compare=False
    )

    @property
    def positions(self) -> list[str]:
        """The positions, the oldest first."""
        return positions_of(self.labelling)

    @cached_property
    def verdicts(self) -> tuple[Verdict, ...]:
        """Where each position stands, the oldest first."""
        return tuple(self.verdict(each) for each in self.positions)

    def verdict(self, position: str) -> Verdict:
        """Where one position stands. `KeyError` for what is no statement that can be seen."""
        return Verdict(
            position,
            self.debate.nodes[position].text,
            self.labelling.nodes[position],
            self.strengths.cards.get(position),
            self.labelling.reasons[position],
        )

    @property
    def rivalry(self) -> Message | None:
        """What to make of rival positions together, where that is worth a word."""
        return rivalry(self.labelling)

    @property
    def grounds(self) -> Message:
        """On what the strengths rest: on ratings, on sources that somebody judged, or on nothing yet."""
        origins = [base.origin for base in self.strengths.bases.values()]
        rated, judged = origins.count("rated"), origins.count("source")
        values: dict[str, object] = {"rated": rated, "judged": judged, "all": len(origins)}
        if rated and judged:
            key = "{rated} of {all} cards begin at what people think of them, {judged} at how far their source is trusted, the others at 50 %."
        elif rated:
            key = "{rated} of {all} cards begin at what people think of them, the others at 50 %."
        elif judged:
            key = "{judged} of {all} cards begin at how far their source is trusted, the others at 50 %."
        else:
            key = "Nobody has rated a card or judged a source yet: every card begins at 50 %, and only the arguments move it."
        return Message(key, values)

    @property
    def unsettled(self) -> Message | None:
        """What to say of strengths that argue in circles and did not settle; None where all did."""
        if self.strengths.converged:
            return None
        values = {"rounds": self.strengths.rounds, "residual": f"{self.strengths.residual:.2g}"}
        return Message(
            "Some strengths did not settle: the arguments go round in circles, and after {rounds} rounds they still move by "
            "{residual}. Take them with care.",
            values,
        )

    @cached_property
    def cruxes(self) -> Cruxes:
        """The cards on which a position turns, each alone."""
        return cruxes(self.labelling, self.positions[:MOST_POSITIONS])

    def deciding(self, position: str) -> Deciding:
        """The smallest sets of cards that decide a position; the effort is shared by all positions."""
        if position not in self._decided:
            share = EFFORT // max(min(len(self.positions), MOST_POSITIONS), 1)
            self._decided[position] = deciding(self.labelling, position, effort=share)
        return self._decided[position]

    @cached_property
    def balance(self) -> tuple[Balance, ...]:
        """How much speaks for each of the first positions, and against it."""
        return balance(self.labelling, self.positions[:MOST_POSITIONS])

    def movers(self, position: str) -> tuple[Bar, ...] | None:
        """How much of a position's strength hangs on each card, most first, for a tornado chart.

        Of the `MOST_BARS` cards on which it depends most, or fewer where that is as much work as there may be. None
        where even a few would take too long (many arguments in circles), and for a position that has no strength.
        """
        if position not in self._moved:
            self._moved[position] = self._movers(position)
        return self._moved[position]

    def _movers(self, position: str) -> tuple[Bar, ...] | None:
        found = self.strengths
        if position not in found.cards:
            return None
        network = found.compiled.network
        circles = [unit for part in network.parts if part.circular for unit in part.units]
        inputs = [1 + len(pro) + len(con) for pro, con in zip(network.pro, network.con, strict=True)]
        trial = 2 * (sum(inputs) + found.rounds * sum(inputs[unit] for unit in circles))
        most = min(MOST_BARS, MOVING // trial)
        if most < _FEWEST:
            return None
        slopes = map_sensitivities(found, position).cards
        first = sorted((card for card in slopes if card != position), key=lambda card: -abs(slopes[card]))[
            :most
        ]
        return tuple(bar for bar in tornado(found, position, first) if bar.span > 0)

    @cached_property
    def reviewed(self) -> Reviewed:
        """What the review finds: what is open, and what people have said is fine."""
        judged = {
            card: strength
            for card, strength in self.strengths.cards.items()
            if self.strengths.bases[card].origin != "default"
        }
        return reviewed(self.debate, fine=self.fine, strengths=judged)

    @property
    def findings(self) -> tuple[Finding, ...]:
        """What the review marks and nobody has said is fine, the gravest first."""
        return self.reviewed.open

    def weak_points(self) -> dict[str | None, list[Finding]]:
        """The findings by the position whose case they weaken; None: those of no position, or of several.

        An objection that nobody has answered is a weak point of the case that it speaks against.
        """
        where = sides(self.debate, self.positions[:MOST_POSITIONS])
        found: dict[str | None, list[Finding]] = {each: [] for each in self.positions[:MOST_POSITIONS]}
        found[None] = []
        for each in self.findings:
            found[self._weakened(each, where)].append(each)
        return found

    def _weakened(self, finding: Finding, where: Mapping[str, frozenset[tuple[str, str]]]) -> str | None:
        relation = self.debate.relations.get(finding.on)
        card = finding.on if relation is None else relation.premises[0]
        node = self.debate.nodes.get(card)
        if node is None or node.kind == "position":
            return card if card in self.positions[:MOST_POSITIONS] else None
        sign = "-" if finding.rule in _ANSWERS else "+"
        reached = [position for position, side in where[card] if side == sign]
        return reached[0] if len(reached) == 1 else None

    def record(self, translate: Callable[[str], str] = str) -> dict[str, Any]:
        """The report as programs get it (`argmap analyze --json`, ``GET /api/maps/{id}/analysis``)."""
        found = self.strengths
        return {
            "semantics": self.settings.semantics,
            "burden": self.settings.burden,
            "standard": self.settings.standard,
            "positions": [each.record(translate) for each in self.verdicts],
            "labels": {**self.labelling.nodes, **self.labelling.relations},
            "strengths": {**found.cards, **found.relations},
            "converged": found.converged,
            "rounds": found.rounds,
            "residual": found.residual,
            "cruxes": [each.record for each in self.cruxes],
            "findings": [
                {
                    "rule": each.rule,
                    "on": each.on,
                    "message": each.message.text(translate),
                    "suggestion": each.suggestion.text(translate),
                }
                for each in self.findings
            ],
        }


def analyze(
    debate: ArgumentMap,
    settings: Settings | None = None,
    *,
    ratings: Ratings | None = None,
    fine: frozenset[tuple[str, str]] = frozenset(),
) -> Report:
    """What a debate amounts to. `ratings` are what participants think of its cards; `fine` the findings that
    they accept, beside those of which the map itself says so.

    Labels and strengths are worked out at once: linear, some 20 ms at 1,000 cards, but for arguments in circles (see
    `map_strength.map_strengths`). Where the proof standard compares, it compares the strengths of the semantics.
    `ValueError` for settings that do not exist, for cards that are not on the map, and for a semantics that
    knows attacks only where the map has supports.

    >>> from argmap import load
    >>> debate, _ = load(b"[A]: Cars out. #position\\n  + [B]: The air clears.\\n  - [C]: Trade suffers.\\n")
    >>> found = analyze(debate)
    >>> [(each.text, each.label, round(each.strength, 2)) for each in found.verdicts]
    [('Cars out.', 'undecided', 0.5)]
    >>> analyze(debate, Settings(off=("n3",))).verdicts[0].label
    'in'
    """
    settings = settings or Settings()
    seen = debate.visible()
    changes: dict[str, float | None] = {**dict(settings.scores), **dict.fromkeys(settings.off)}
    for card in changes:
        if card not in seen.nodes:
            raise ValueError(f"There is no card '{excerpt(card)}' on the map.")
    strengths = map_strengths(seen, settings.semantics, ratings=ratings, changes=changes)
    found = label(
        seen,
        burden=settings.burden,
        standard=settings.standard,
        strengths={**dict.fromkeys(seen.relations, 0.0), **strengths.relations},
        forced=dict.fromkeys(settings.off, "out"),
    )
    return Report(seen, settings, found, strengths, fine)
