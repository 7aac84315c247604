"""The strengths of the cards and of the relations of an argument map.

A card's strength follows from its base score and from the relations aimed at it, by one of the gradual
semantics. A relation's strength follows from its weight, its premises and its undercutters.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass, field

from argmap.analysis.gradual.network import Network, Outcome
from argmap.analysis.gradual.rules import joint as joint_of
from argmap.analysis.gradual.rules import semantics as rule_of
from argmap.messages import excerpt
from argmap.model import ArgumentMap, Relation
from argmap.model.map import by_age, targets_first

RATED, SOURCE, DEFAULT = "rated", "source", "default"
MIDDLE = 0.5
"""The base score of a card that nobody has rated and that rests on no judged source."""


@dataclass(frozen=True, slots=True)
class Ratings:
    """What the participants think of cards: by card, the score in 0..1 and by how many it was given.

    >>> Ratings({"n1": (0.75, 4)}).scores["n1"]
    (0.75, 4)
    """

    scores: Mapping[str, tuple[float, int]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        for card, (score, voices) in self.scores.items():
            if not _is_share(score) or type(voices) is not int or voices < 1:
                raise ValueError(
                    f"The rating of {_said(card)} must be a number from 0 to 1, given by 1 or more."
                )


@dataclass(frozen=True, slots=True)
class BaseScore:
    """The base score of a card, and its `origin`: "rated" (by `voices` people), "source", "default" or "what if"."""

    score: float
    origin: str
    voices: int | None = None


@dataclass(frozen=True, slots=True)
class MapStrengths:
    """The strengths of a map. `converged`, `rounds` and `residual` as in `strength.Strengths`.

    `cards` and `relations` give strengths by id, `bases` the base score of each card. `uncounted` names the
    relations that move no strength: supports of relations, and whatever has to do with a question. Those with
    a question among their premises have no strength either.
    """

    cards: Mapping[str, float]
    relations: Mapping[str, float]
    bases: Mapping[str, BaseScore]
    uncounted: tuple[str, ...]
    converged: bool
    rounds: int
    residual: float
    compiled: Compiled = field(repr=False, compare=False)

    @property
    def outcome(self) -> Outcome:
        """How the strengths settled."""
        return Outcome(self.converged, self.rounds, self.residual)


@dataclass(frozen=True, slots=True)
class Compiled:
    """A map as a network: `units` gives the unit of each card and relation, cards first."""

    network: Network
    units: Mapping[str, int]
    values: tuple[float, ...]

    @property
    def ids(self) -> list[str]:
        """The id of each unit."""
        return list(self.units)

    def unit(self, identifier: str) -> int:
        """The unit of a card or relation; `ValueError` where it has no strength."""
        if identifier not in self.units:
            raise ValueError(f"{_said(identifier)} is neither a card nor a relation that has a strength.")
        return self.units[identifier]

    def card(self, identifier: str) -> int:
        """The unit of a card; `ValueError` where it is none, or has no strength."""
        unit = self.unit(identifier)
        if unit >= self.network.statements:
            raise ValueError(f"{_said(identifier)} is a relation: name a card.")
        return unit


def map_strengths(
    debate: ArgumentMap,
    semantics: str = "qe",
    *,
    ratings: Ratings | None = None,
    joint: str = "product",
    changes: Mapping[str, float | None] | None = None,
) -> MapStrengths:
    """The strength of every position, claim and piece of evidence, and of every relation, in [0, 1].

    * A card: the rule of `semantics` (see `gradual.rules.SEMANTICS`) on its base score and on the strengths
      of the supports and attacks aimed at it.
    * A relation: its weight (unset: 1), times the product of the strengths of its premises (`joint="minimum"`:
      times the least of them, so that the weakest link counts alone), times 1 - strength for each undercutter,
      and so on for undercutters of undercutters.
    * The base score of a card: its rating; else the credibility of the most credible of its judged sources;
      else 0.5. With "social" it takes the place of the share of votes.

    Questions and hidden cards have no strength, and neither have relations that rest on a question; a support
    of a relation counts for nothing. `changes` asks "what if?": another base score for a card, another
    weight for a relation, or None for what is switched off (a card with all arguments that it is part of).

    Without circles exact, after one pass; in circles by damped iteration, with its outcome. O(n + m), times
    the rounds for circles; a map of 1,000 cards takes some 10 ms. `ValueError` for an unknown semantics or
    joint, for changes that name nothing with a strength, or are no numbers from 0 to 1, and for a semantics
    that knows attacks only (hcat, hmax, hcard, social) where the map has supports that count.

    >>> from argmap import load
    >>> debate, _ = load(b"[A]: Cars out. #position\\n  + The air clears.\\n  - Trade suffers.\\n    - It grew.\\n")
    >>> found = map_strengths(debate)
    >>> [round(strength, 3) for strength in found.cards.values()], found.converged
    ([0.505, 0.5, 0.4, 0.5], True)
    """
    shown = debate.visible()
    plan = _Plan(shown, changes or {})
    rule, joined = rule_of(semantics), joint_of(joint)
    if not rule.supports and plan.supports:
        raise ValueError(
            f"The semantics {semantics!r} knows attacks only, and the map has supports ({_said(plan.supports[0])}): "
            "choose dfquad, qe, euler or mlp."
        )
    bases = _bases(shown, plan, ratings or Ratings())
    weights = [base.score for base in bases.values()] + [plan.weight(relation) for relation in plan.relations]
    pro, con = plan.inputs()
    return _told(plan, bases, Network(rule, weights, pro, con, statements=len(bases), joint=joined))


def _told(plan: _Plan, bases: Mapping[str, BaseScore], network: Network) -> MapStrengths:
    values, outcome = network.solve()
    strengths = dict(zip(plan.units, values, strict=True))
    return MapStrengths(
        {card: strengths[card] for card in bases},
        {i: strengths[i] for i in by_age(strengths) if i not in bases},
        bases,
        tuple(by_age(plan.uncounted)),
        *outcome,
        Compiled(network, plan.units, tuple(values)),
    )


class _Plan:
    """Which cards and relations take part, and in which order: cards, then relations, undercutters first."""

    def __init__(self, debate: ArgumentMap, changes: Mapping[str, float | None]) -> None:
        cards = {i for i, node in debate.nodes.items() if node.kind != "question"}
        for identifier, value in changes.items():
            if identifier not in cards and identifier not in debate.relations:
                raise ValueError(f"{_said(identifier)} is neither a card nor a relation that has a strength.")
            if value is not None and not _is_share(value):
                raise ValueError(
                    f"What {_said(identifier)} is set to must be a number from 0 to 1, or nothing."
                )
        self.changes = changes
        self.cards = by_age(card for card in cards if changes.get(card, 0) is not None)
        there = set(self.cards)
        kept: dict[str, Relation] = {}
        gone: set[str] = set()
        self.uncounted: set[str] = set()
        for relation in targets_first({i: debate.relations[i] for i in by_age(debate.relations)}):
            ends = (*relation.premises, relation.target)
            if changes.get(relation.id, 0) is None or any(
                i in gone or (i in cards and i not in there) for i in ends
            ):
                gone.add(relation.id)
            elif not all(premise in there for premise in relation.premises):
                self.uncounted.add(relation.id)
            else:
                kept[relation.id] = relation
        self.relations = list(reversed(kept.values()))
        self.units = {i: unit for unit, i in enumerate((*self.cards, *(r.id for r in self.relations)))}
        self.uncounted |= {r.id for r in self.relations if not self._counts(r)}
        self.supports = [r.id for r in kept.values() if r.kind == "support" and r.id not in self.uncounted]

    def _counts(self, relation: Relation) -> bool:
        unit = self.units.get(relation.target)
        return unit is not None and (relation.kind == "attack" or unit < len(self.cards))

    def weight(self, relation: Relation) -> float:
        """The weight of a relation, as it is or as it is asked for."""
        own = 1.0 if relation.weight is None else relation.weight
        changed = self.changes.get(relation.id, own)
        return own if changed is None else float(changed)

    def inputs(self) -> tuple[list[list[int]], list[list[int]]]:
        """For each unit what speaks for it (its premises, if it is a relation), and what speaks against it."""
        pro: list[list[int]] = [[] for _ in self.units]
        con: list[list[int]] = [[] for _ in self.units]
        for relation in self.relations:
            unit = self.units[relation.id]
            pro[unit] += [self.units[premise] for premise in relation.premises]
            if relation.id not in self.uncounted:
                (pro if relation.kind == "support" else con)[self.units[relation.target]].append(unit)
        return pro, con


def _bases(debate: ArgumentMap, plan: _Plan, ratings: Ratings) -> dict[str, BaseScore]:
    sources: dict[str, set[str]] = {card: set(debate.nodes[card].sources) for card in plan.cards}
    for quote in debate.quotes.values():
        if quote.node in sources:
            sources[quote.node].add(quote.source)
    result: dict[str, BaseScore] = {}
    for card, cited in sources.items():
        judged = [c for c in (debate.sources[source].credibility for source in cited) if c is not None]
        changed = plan.changes.get(card)
        if changed is not None:
            result[card] = BaseScore(float(changed), "what if")
        elif card in ratings.scores:
            score, voices = ratings.scores[card]
            result[card] = BaseScore(float(score), RATED, voices)
        else:
            result[card] = BaseScore(float(max(judged)), SOURCE) if judged else BaseScore(MIDDLE, DEFAULT)
    return result


def _is_share(value: object) -> bool:
    return (
        isinstance(value, int | float)
        and not isinstance(value, bool)
        and not math.isnan(value)
        and 0 <= value <= 1
    )


def _said(identifier: object) -> str:
    return f"'{excerpt(str(identifier))}'"
