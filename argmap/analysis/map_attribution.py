"""Why a card of a map is as strong as it is: what each card and each relation has to do with it.

All four questions are put to strengths that `map_strength.map_strengths` has found, and so keep to its
semantics, ratings and changes. What cannot reach the topic is left out of the answers.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from argmap.analysis.attribution import Attribution, ShapleyValues, hope, losses, portions
from argmap.analysis.gradual.network import EXACT
from argmap.analysis.gradual.sensitivity import slopes
from argmap.analysis.map_strength import MapStrengths
from argmap.model.map import by_age


@dataclass(frozen=True, slots=True)
class MapSensitivities:
    """The derivative of a card's strength by each base score (`cards`) and by each weight (`relations`)."""

    cards: Mapping[str, float]
    relations: Mapping[str, float]
    converged: bool
    residual: float


@dataclass(frozen=True, slots=True)
class Bar:
    """One bar of a tornado chart: the topic's strength when the card's base score is 0, and when it is 1."""

    card: str
    low: float
    high: float
    converged: bool = True

    @property
    def span(self) -> float:
        """How much hangs on the card."""
        return abs(self.high - self.low)


def map_sensitivities(strengths: MapStrengths, topic: str) -> MapSensitivities:
    """How much a small change of each base score and of each weight moves the strength of one card.

    One pass against the arrows: linear, but for circles (see `attribution.sensitivities`, which also says
    what a kink and an equation without solution come to). The topic's own base score is among them.
    `ValueError` where the topic is no card with a strength.

    >>> from argmap import load
    >>> from argmap.analysis.map_strength import map_strengths
    >>> debate, _ = load(b"[A]: Cars out. #position\\n  + The air clears.\\n")
    >>> found = map_sensitivities(map_strengths(debate), "n1")
    >>> found.cards, found.relations
    ({'n1': 0.8, 'n2': 0.32}, {'r1': 0.16})
    """
    compiled = strengths.compiled
    found = slopes(compiled.network, compiled.values, compiled.card(topic))
    named = {i: found.by_weight[unit] for i, unit in compiled.units.items() if unit in found.by_weight}
    return MapSensitivities(
        {i: slope for i, slope in named.items() if i in strengths.cards},
        {i: slope for i, slope in named.items() if i in strengths.relations},
        strengths.converged and found.settled,
        max(strengths.residual, found.residual),
    )


def map_removals(strengths: MapStrengths, topic: str, of: Iterable[str] | None = None) -> Attribution:
    """What each card adds to the topic's strength by being there: the strength, less that without the card.

    With a card go all arguments that it is part of. Of all cards that bear on the topic, but itself; or of
    those asked for, relations too. `ValueError` where the topic is no card with a strength.

    >>> from argmap import load
    >>> from argmap.analysis.map_strength import map_strengths
    >>> debate, _ = load(b"[A]: Cars out. #position\\n  + The air clears.\\n")
    >>> {card: round(value, 3) for card, value in map_removals(map_strengths(debate), "n1").values.items()}
    {'n2': 0.1}
    """
    compiled = strengths.compiled
    place, ids = compiled.card(topic), compiled.ids
    units = contributors(strengths, topic) if of is None else _units(strengths, of)
    lost, outcome = losses(compiled.network, compiled.values, strengths.outcome, place, units)
    return Attribution(
        {ids[unit]: lost[unit] for unit in units},
        outcome.converged,
        outcome.residual,
    )


def map_shapley(
    strengths: MapStrengths,
    topic: str,
    among: Iterable[str] | None = None,
    *,
    orders: int = 200,
    seed: int = 0,
) -> ShapleyValues:
    """How the topic's strength is to be divided among the cards that bear on it.

    The values add up to its strength less that with none of them there. Exact up to 12 cards, above by lot
    with a 95 % confidence interval: see `attribution.shapley`. `among` names the cards (or relations) among
    whom to divide. `ValueError` where the topic is no card with a strength.

    >>> from argmap import load
    >>> from argmap.analysis.map_strength import map_strengths
    >>> debate, _ = load(b"[A]: Cars out. #position\\n  + The air clears.\\n  + It gets quiet.\\n")
    >>> {card: round(value, 3) for card, value in map_shapley(map_strengths(debate), "n1").values.items()}
    {'n2': 0.125, 'n3': 0.125}
    """
    compiled = strengths.compiled
    place, ids = compiled.card(topic), compiled.ids
    units = contributors(strengths, topic) if among is None else _units(strengths, among)
    if place in units:
        raise ValueError("The topic does not contribute to itself: name the others.")
    found, converged = portions(compiled.network, place, [[u] for u in units], orders=orders, seed=seed)
    return ShapleyValues(
        {ids[unit]: value for unit, value in zip(units, found.values, strict=True)},
        {ids[unit]: margin for unit, margin in zip(units, found.margins, strict=True)},
        found.exact,
        converged,
    )


def tornado(strengths: MapStrengths, topic: str, of: Iterable[str] | None = None) -> list[Bar]:
    """For each card the topic's strength when the card's base score is 0 and when it is 1, most first.

    What a tornado chart shows: how much hangs on each card, all others as they are. The topic itself has no
    bar. A base score of 0 does not switch a card off: what supports the card may still lift it.

    Each bar works out anew what lies between its card and the topic, twice: some 0.15 ms a card on the usual
    map of 1,000 cards, but half a minute where hundreds of them stand in one circle; `of` asks for some cards
    only. `ValueError` where the topic, or one of these, is no card with a strength.

    >>> from argmap import load
    >>> from argmap.analysis.map_strength import map_strengths
    >>> debate, _ = load(b"[A]: Cars out. #position\\n  + The air clears.\\n  - Trade suffers.\\n")
    >>> [(bar.card, round(bar.low, 2), round(bar.high, 2)) for bar in tornado(map_strengths(debate), "n1")]
    [('n2', 0.4, 0.6), ('n3', 0.6, 0.4)]
    """
    compiled = strengths.compiled
    network, place, ids = compiled.network, compiled.card(topic), compiled.ids
    upstream, most = network.upstream(place), hope(strengths.outcome)
    bars: list[Bar] = []
    units = contributors(strengths, topic) if of is None else [compiled.card(i) for i in dict.fromkeys(of)]
    values, weights = list(compiled.values), list(network.weights)
    for unit in units:
        parts = [network.parts[each] for each in network.places(network.downstream([unit]) & upstream)]
        outcome, ends = EXACT, []
        for score in (0.0, 1.0):
            weights[unit] = score
            outcome = outcome.joined(network.run(parts, values, weights, (), most))
            ends.append(values[place])
        # What has been tried is put back: for a thousand cards that costs less than copies of everything.
        weights[unit] = network.weights[unit]
        for part in parts:
            for each in part.units:
                values[each] = compiled.values[each]
        bars.append(Bar(ids[unit], ends[0], ends[1], strengths.converged and outcome.converged))
    age = {card: place for place, card in enumerate(by_age(bar.card for bar in bars))}
    return sorted(bars, key=lambda bar: (-round(bar.span, 12), age[bar.card]))


def contributors(strengths: MapStrengths, topic: str) -> list[int]:
    """The units of the cards that bear on a card, at whatever distance, but itself."""
    network, place = strengths.compiled.network, strengths.compiled.card(topic)
    return sorted(unit for unit in network.upstream(place) - {place} if unit < network.statements)


def _units(strengths: MapStrengths, wanted: Iterable[str]) -> list[int]:
    return [strengths.compiled.unit(identifier) for identifier in dict.fromkeys(wanted)]
