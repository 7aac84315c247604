"""Why an argument is as strong as it is, and what would change that.

Three answers, since none alone will do. *Sensitivities* say what a small change of each base score brings;
they vanish where strengths are saturated, or where an argument helps as much as it harms. *Removals* say what
changes when an argument is gone. *Shapley values* divide the whole effect among all contributors. These are
the gradient-based, removal-based and Shapley-based attributions of Kampik, Potyka, Yin, Cyras, Toni
(Contribution functions for quantitative bipolar argumentation graphs, 2024).

This is for plain frameworks, as in `strength`; for argument maps see `map_attribution`.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from argmap.analysis.gradual import shapley as divided
from argmap.analysis.gradual.network import FEW_ROUNDS, MOST_ROUNDS, Network, Outcome
from argmap.analysis.gradual.sensitivity import slopes
from argmap.analysis.strength import EPSILON, Framework, Pairs, checked


@dataclass(frozen=True, slots=True)
class Attribution:
    """A number for each contributor, and how far the numbers can be relied on.

    `converged`: whether all strengths and equations behind them settled; `residual`: how far the worst is off.
    """

    values: Mapping[str, float]
    converged: bool
    residual: float


@dataclass(frozen=True, slots=True)
class ShapleyValues:
    """The share of each contributor in the strength of the topic.

    `margins` is the half width of each value's 95 % confidence interval (by the normal approximation), and 0
    where `exact`. `converged`: whether all strengths behind them settled.
    """

    values: Mapping[str, float]
    margins: Mapping[str, float]
    exact: bool
    converged: bool


def sensitivities(
    base: Mapping[str, Any],
    supports: Pairs,
    attacks: Pairs,
    semantics: str,
    topic: str,
    *,
    epsilon: float = EPSILON,
) -> Attribution:
    """The derivative of the topic's strength by the base score of every argument: all of them in one pass.

    For small changes only: 0.5 says that 0.01 more of the base score brings the topic 0.005 more. Through
    circles the derivative is that of the strengths that settled (implicit function theorem); where it does
    not exist, `converged` is false and the numbers are none (NaN). Where a rule has a kink, it is the mean of
    both sides: DF-QuAD where support and attack are equal, the maximum of equals. With "social" it is by the
    share of votes; with "hcard" the number of attackers is taken as fixed.

    Linear, but for circles whose equations have to be solved. Errors as `strength.strengths`, and `ValueError`
    for an unknown topic.

    >>> found = sensitivities({"a": 0.5, "b": 0.8, "c": 0.1}, [], [("b", "a")], "hcat", "a")
    >>> {name: round(value, 3) for name, value in found.values.items()}
    {'a': 0.556, 'b': -0.154, 'c': 0.0}
    """
    framework = checked(base, supports, attacks, semantics, epsilon)
    place = framework.place(topic)
    if framework.large:
        from argmap.analysis.gradual.large import LargeNetwork

        large = LargeNetwork(framework.rule, framework.weights, framework.pro, framework.con)
        outcome, found = large.sensitivities(place)
    else:
        network = framework.network()
        values, outcome = network.solve()
        found = slopes(network, values, place)
    by_weight = {name: found.by_weight.get(unit, 0.0) for name, unit in framework.names.items()}
    return Attribution(by_weight, outcome.converged and found.settled, max(outcome.residual, found.residual))


def removals(
    base: Mapping[str, Any],
    supports: Pairs,
    attacks: Pairs,
    semantics: str,
    topic: str,
    *,
    of: Iterable[str] | None = None,
    epsilon: float = EPSILON,
) -> Attribution:
    """What each argument contributes by being there: the topic's strength, less that without the argument.

    Of all arguments that bear on the topic, but itself; or of those asked for. Each is worked out anew for
    what lies between it and the topic alone: O(k (n + m)) at worst for k arguments. Errors as `sensitivities`.

    >>> removals({"a": 0.5, "b": 0.8}, [], [("b", "a")], "hcat", "a").values
    {'b': -0.2222222222222222}
    """
    framework = checked(base, supports, attacks, semantics, epsilon)
    network, place = framework.network(), framework.place(topic)
    units = _contributors(framework, network, place, of)
    values, outcome = network.solve()
    lost, after = losses(network, values, outcome, place, units)
    names = list(framework.names)
    return Attribution({names[unit]: lost[unit] for unit in units}, after.converged, after.residual)


def shapley(  # noqa: PLR0913 - the last four are seldom given
    base: Mapping[str, Any],
    supports: Pairs,
    attacks: Pairs,
    semantics: str,
    topic: str,
    *,
    among: Iterable[str] | None = None,
    orders: int = 200,
    seed: int = 0,
    epsilon: float = EPSILON,
) -> ShapleyValues:
    """How the topic's strength is to be divided among the arguments that bear on it.

    The values add up to the topic's strength less that without all of them. `among` names the contributors
    (else all that bear on the topic, but itself); whatever else is there stays. Exact up to 12 of them,
    which works out the topic 4,096 times; above, over `orders` random orders, the same for the same `seed`,
    with a 95 % confidence interval. Errors as `sensitivities`.

    >>> found = shapley({"a": 0.5, "b": 0.8, "c": 0.8}, [], [("b", "a"), ("c", "a")], "hcat", "a")
    >>> {name: round(value, 3) for name, value in found.values.items()}, found.exact
    ({'b': -0.154, 'c': -0.154}, True)
    """
    framework = checked(base, supports, attacks, semantics, epsilon)
    network, place = framework.network(), framework.place(topic)
    units = _contributors(framework, network, place, among)
    found, converged = portions(network, place, [[unit] for unit in units], orders=orders, seed=seed)
    names = list(framework.names)
    return ShapleyValues(
        {names[unit]: value for unit, value in zip(units, found.values, strict=True)},
        {names[unit]: margin for unit, margin in zip(units, found.margins, strict=True)},
        found.exact,
        converged,
    )


def _contributors(
    framework: Framework, network: Network, topic: int, wanted: Iterable[str] | None
) -> list[int]:
    if wanted is None:
        return sorted(network.upstream(topic) - {topic})
    units = list(dict.fromkeys(framework.place(name) for name in wanted))
    if topic in units:
        raise ValueError("The topic does not contribute to itself: name the others.")
    return units


def hope(outcome: Outcome) -> int:
    """How many rounds circles have in what is asked after an outcome."""
    return MOST_ROUNDS if outcome.converged else FEW_ROUNDS


def losses(
    network: Network, values: Sequence[float], outcome: Outcome, topic: int, units: Iterable[int]
) -> tuple[dict[int, float], Outcome]:
    """For each unit what the topic would lose without it, and how all settled.

    `values` and `outcome` are those with all there. Where they did not settle, little time is spent on what
    they would be otherwise.
    """
    upstream, most = network.upstream(topic), hope(outcome)
    lost: dict[int, float] = {}
    for unit in units:
        if unit not in upstream:
            lost[unit] = 0.0
            continue
        places = network.places(network.downstream([unit]) & upstream)
        without, after = network.again(values, places, {}, {unit}, most)
        lost[unit], outcome = values[topic] - without[topic], outcome.joined(after)
    return lost, outcome


def portions(
    network: Network, topic: int, players: Sequence[Collection[int]], *, orders: int, seed: int
) -> tuple[divided.Shares, bool]:
    """Shapley values of groups of units, each of which is there or not there as a whole; whether all settled."""
    parts = [network.parts[place] for place in network.places(network.upstream(topic))]
    most = hope(network.run(parts, list(network.weights), network.weights, ()))
    every = frozenset(range(len(players)))
    settled = True

    def worth(present: frozenset[int]) -> float:
        nonlocal settled
        off = {unit for player in every - present for unit in players[player]}
        values = list(network.weights)
        settled = network.run(parts, values, network.weights, off, most).converged and settled
        return values[topic]

    return divided.shares(len(players), worth, orders=orders, seed=seed), settled
