"""The gradual semantics: how the strength of an argument follows from its base score and what bears on it.

Each is a pair of functions. The *aggregate* makes one number of the strengths of the supporters and of the
attackers; the *influence* moves the base score w by that number. So sigma(a) = influence(w(a), aggregate(...)).
Both come with their slopes, from which sensitivities are made.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from typing import NamedTuple

Numbers = Sequence[float]


class Aggregate(NamedTuple):
    """Many strengths as one number.

    `value(supporters, attackers)`; `slopes` of the same gives its derivatives by each of them, in two lists.
    """

    value: Callable[[Numbers, Numbers], float]
    slopes: Callable[[Numbers, Numbers], tuple[list[float], list[float]]]


class Influence(NamedTuple):
    """A base score, moved. `value(w, x)`; `slopes(w, x)` gives its derivatives by w and by the aggregate x."""

    value: Callable[[float, float], float]
    slopes: Callable[[float, float], tuple[float, float]]


class Rule(NamedTuple):
    """One way to a strength. `supports`: whether supporters count; where not, there may be none."""

    name: str
    aggregate: Aggregate
    influence: Influence
    supports: bool
    source: str = ""


def product(factors: Numbers) -> float:
    """The product of all; 1 of none."""
    return math.prod(factors)


def others(factors: Numbers) -> list[float]:
    """For each factor the product of all the others, zeros or not. Linear.

    >>> others([2.0, 3.0, 0.0])
    [0.0, 0.0, 6.0]
    """
    result = [1.0] * len(factors)
    ahead = behind = 1.0
    for place in range(len(factors)):
        result[place] *= ahead
        result[-1 - place] *= behind
        ahead *= factors[place]
        behind *= factors[-1 - place]
    return result


def _against(strengths: Numbers) -> list[float]:
    return [1.0 - strength for strength in strengths]


def _energy(supporters: Numbers, attackers: Numbers) -> float:
    return sum(supporters) - sum(attackers)


def _energy_slopes(supporters: Numbers, attackers: Numbers) -> tuple[list[float], list[float]]:
    return [1.0] * len(supporters), [-1.0] * len(attackers)


def _balance(supporters: Numbers, attackers: Numbers) -> float:
    return math.prod(_against(attackers)) - math.prod(_against(supporters))


def _balance_slopes(supporters: Numbers, attackers: Numbers) -> tuple[list[float], list[float]]:
    return others(_against(supporters)), [-rest for rest in others(_against(attackers))]


def _total(_: Numbers, attackers: Numbers) -> float:
    return sum(attackers)


def _total_slopes(_: Numbers, attackers: Numbers) -> tuple[list[float], list[float]]:
    return [], [1.0] * len(attackers)


def _greatest(_: Numbers, attackers: Numbers) -> float:
    return max(attackers, default=0.0)


def shared(strengths: Numbers, extreme: float) -> list[float]:
    """The slopes of a maximum or minimum: those that reach it share it, since none alone decides."""
    count = sum(strength == extreme for strength in strengths)
    return [1.0 / count if strength == extreme else 0.0 for strength in strengths]


def _greatest_slopes(_: Numbers, attackers: Numbers) -> tuple[list[float], list[float]]:
    return [], shared(attackers, max(attackers, default=0.0))


def _cards(_: Numbers, attackers: Numbers) -> float:
    standing = sum(strength > 0 for strength in attackers)
    return standing + sum(attackers) / standing if standing else 0.0


def _cards_slopes(_: Numbers, attackers: Numbers) -> tuple[list[float], list[float]]:
    standing = sum(strength > 0 for strength in attackers)
    return [], [1.0 / standing if strength > 0 else 0.0 for strength in attackers]


def _unmet(supporters: Numbers, attackers: Numbers) -> float:
    met = math.prod(supporters)
    return met * math.prod(_against(attackers)) if attackers else met


def _unmet_slopes(supporters: Numbers, attackers: Numbers) -> tuple[list[float], list[float]]:
    every = others([*supporters, *_against(attackers)])
    return every[: len(supporters)], [-rest for rest in every[len(supporters) :]]


def _weakest(supporters: Numbers, attackers: Numbers) -> float:
    return min(supporters, default=1.0) * math.prod(_against(attackers))


def _weakest_slopes(supporters: Numbers, attackers: Numbers) -> tuple[list[float], list[float]]:
    least, against = min(supporters, default=1.0), _against(attackers)
    unmet = math.prod(against)
    return [unmet * part for part in shared(supporters, least)], [-least * rest for rest in others(against)]


def _towards(w: float, g: float) -> float:
    return w + (1.0 - w) * g if g > 0 else w + w * g


def _towards_slopes(w: float, g: float) -> tuple[float, float]:
    return (1.0 - g, 1.0 - w) if g > 0 else (1.0 + g, w if g else 0.5)


def _quadratic(w: float, energy: float) -> float:
    square = energy * energy
    height = square / (1.0 + square)
    return w + (1.0 - w) * height if energy > 0 else w - w * height


def _quadratic_slopes(w: float, energy: float) -> tuple[float, float]:
    square = energy * energy
    by_energy = (1.0 - w if energy > 0 else w) * 2.0 * abs(energy) / (1.0 + square) ** 2
    return 1.0 / (1.0 + square), by_energy


# Beyond this e**x would be too large for a number, and nothing changes any more.
_LARGE = 700.0


def _euler(w: float, energy: float) -> float:
    return 1.0 - (1.0 - w * w) / (1.0 + w * math.exp(min(energy, _LARGE)))


def _euler_slopes(w: float, energy: float) -> tuple[float, float]:
    grown = math.exp(min(energy, _LARGE))
    below, rest = 1.0 + w * grown, 1.0 - w * w
    return 2.0 * w / below + rest / below * (grown / below), rest / below * (w * grown / below)


def _logistic(w: float, energy: float) -> float:
    if energy >= 0:
        return w / (w + (1.0 - w) * math.exp(-min(energy, _LARGE)))
    shrunk = math.exp(max(energy, -_LARGE))
    return w * shrunk / (1.0 - w + w * shrunk)


def _logistic_slopes(w: float, energy: float) -> tuple[float, float]:
    strength = _logistic(w, energy)
    small = math.exp(-min(abs(energy), _LARGE))
    below = w + (1.0 - w) * small if energy >= 0 else 1.0 - w + w * small
    return small / below / below, strength * (1.0 - strength)


def _divided(w: float, against: float) -> float:
    return w / (1.0 + against)


def _divided_slopes(w: float, against: float) -> tuple[float, float]:
    return 1.0 / (1.0 + against), -w / (1.0 + against) ** 2


def _multiplied(w: float, unmet: float) -> float:
    return w * unmet


def _multiplied_slopes(w: float, unmet: float) -> tuple[float, float]:
    return unmet, w


ENERGY = Aggregate(_energy, _energy_slopes)
BALANCE = Aggregate(_balance, _balance_slopes)
TOTAL = Aggregate(_total, _total_slopes)
GREATEST = Aggregate(_greatest, _greatest_slopes)
CARDS = Aggregate(_cards, _cards_slopes)
UNMET = Aggregate(_unmet, _unmet_slopes)
WEAKEST = Aggregate(_weakest, _weakest_slopes)

TOWARDS = Influence(_towards, _towards_slopes)
QUADRATIC = Influence(_quadratic, _quadratic_slopes)
EULER = Influence(_euler, _euler_slopes)
LOGISTIC = Influence(_logistic, _logistic_slopes)
DIVIDED = Influence(_divided, _divided_slopes)
MULTIPLIED = Influence(_multiplied, _multiplied_slopes)

_IJCAI17 = "Amgoud, Ben-Naim, Doder, Vesic: Acceptability semantics for weighted argumentation frameworks, IJCAI 2017"

SEMANTICS: dict[str, Rule] = {
    rule.name: rule
    for rule in (
        Rule(
            "dfquad", BALANCE, TOWARDS, True,
            "Rago, Toni, Aurisicchio, Baroni: Discontinuity-free decision support with quantitative argumentation "
            "debates, KR 2016",
        ),
        Rule(
            "qe", ENERGY, QUADRATIC, True,
            "Potyka: Continuous dynamical systems for weighted bipolar argumentation, KR 2018",
        ),
        Rule(
            "euler", ENERGY, EULER, True,
            "Amgoud, Ben-Naim: Evaluation of arguments in weighted bipolar graphs, IJAR 99, 2018",
        ),
        Rule(
            "mlp", ENERGY, LOGISTIC, True,
            "Potyka: Interpreting neural networks as quantitative argumentation frameworks, AAAI 2021",
        ),
        Rule("hcat", TOTAL, DIVIDED, False, f"weighted h-categoriser; {_IJCAI17}"),
        Rule("hmax", GREATEST, DIVIDED, False, f"weighted max-based; {_IJCAI17}"),
        Rule("hcard", CARDS, DIVIDED, False, f"weighted card-based; {_IJCAI17}"),
        Rule(
            "social", UNMET, MULTIPLIED, False,
            "Leite, Martins: Social abstract argumentation, IJCAI 2011 (simple product semantics)",
        ),
    )
}  # fmt: skip
"""The semantics by name, each with the paper that it is from.

"dfquad"
    g = prod(1 - attackers) - prod(1 - supporters); w + (1 - w) g for g > 0, else w + w g.
"qe" (quadratic energy)
    E = sum of supporters - sum of attackers, h = E² / (1 + E²); w + (1 - w) h for E > 0, else w - w h.
"euler"
    1 - (1 - w²) / (1 + w e^E). The paper defines it where there are no cycles.
"mlp"
    logistic(ln(w / (1 - w)) + E), the neuron of a multilayer perceptron; w = 0 and w = 1 stay.
"hcat", "hmax", "hcard"
    w / (1 + x): x is the sum of the attackers; the greatest of them; their number n plus their mean, counting
    those of strength above 0 (which are those of base score above 0).
"social"
    w prod(1 - attackers), where w = up / (up + down + epsilon) from votes.
"""


def semantics(name: str) -> Rule:
    """The rule of that name; `ValueError` where there is none.

    >>> semantics("qe").supports
    True
    """
    rule = SEMANTICS.get(name) if isinstance(name, str) else None
    if rule is None:
        raise ValueError(f"{name!r} is no gradual semantics: choose one of {', '.join(SEMANTICS)}.")
    return rule


JOINTS: dict[str, Rule] = {
    "product": Rule("product", UNMET, MULTIPLIED, True),
    "minimum": Rule("minimum", WEAKEST, MULTIPLIED, True),
}
"""How a relation comes by its strength: weight times the product (or the minimum) of its premises' strengths,
times 1 - strength for each undercutter. Premises stand in the place of supporters, undercutters of attackers."""


def joint(name: str) -> Rule:
    """The rule for linked premises of that name; `ValueError` where there is none."""
    rule = JOINTS.get(name) if isinstance(name, str) else None
    if rule is None:
        raise ValueError(f"{name!r} is no way to join premises: choose {' or '.join(JOINTS)}.")
    return rule


def from_votes(up: float, down: float, epsilon: float) -> float:
    """The share of votes in favour, up / (up + down + epsilon); 0 without votes (Leite and Martins 2011).

    >>> from_votes(3, 1, 0)
    0.75
    """
    return up / (up + down + epsilon) if up else 0.0
