"""The gradual semantics for many arguments at once: the functions of `rules`, on arrays.

Imported only where a framework is large, since importing numpy takes longer than working out a small one.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Reals = NDArray[np.float64]
Places = NDArray[np.intp]


@dataclass(frozen=True, slots=True)
class Inputs:
    """The supporters, or the attackers, of a run of arguments: `sources` one after the other, `counts` of each.

    `starts` says where those of the `filled` arguments, which have any, begin.
    """

    sources: Places
    counts: Places
    starts: Places
    filled: NDArray[np.bool_]

    @classmethod
    def of(cls, pointers: Places, sources: Places, first: int, last: int) -> Inputs:
        """Those of the arguments from `first` up to `last`, out of the rows of a sparse matrix."""
        begin = pointers[first]
        counts = np.diff(pointers[first : last + 1])
        filled = counts > 0
        return cls(sources[begin : pointers[last]], counts, pointers[first:last][filled] - begin, filled)

    def gathered(self, how: np.ufunc, terms: Reals, none: float) -> Reals:
        """The terms of each argument as one; `none` where an argument has no input."""
        result = np.full(len(self.counts), none)
        if len(terms):
            result[self.filled] = how.reduceat(terms, self.starts)
        return result

    def spread(self, numbers: Reals) -> Reals:
        """A number of each argument, once for each of its inputs."""
        return np.repeat(numbers, self.counts)

    def total(self, values: Reals) -> Reals:
        """The sum of the inputs' strengths."""
        return self.gathered(np.add, values[self.sources], 0.0)

    def unmet(self, values: Reals) -> Reals:
        """The product of 1 - strength."""
        return self.gathered(np.multiply, 1.0 - values[self.sources], 1.0)

    def greatest(self, values: Reals) -> Reals:
        """The greatest strength."""
        return self.gathered(np.maximum, values[self.sources], 0.0)

    def standing(self, values: Reals) -> Reals:
        """How many strengths are above 0."""
        return self.gathered(np.add, (values[self.sources] > 0).astype(float), 0.0)

    def unmet_by_others(self, values: Reals) -> Reals:
        """For each input the product of 1 - strength of the others of its argument."""
        factors = 1.0 - values[self.sources]
        zero = factors == 0
        zeros = self.spread(self.gathered(np.add, zero.astype(float), 0.0))
        safe = np.where(zero, 1.0, factors)
        rest = self.spread(self.gathered(np.multiply, safe, 1.0)) / safe
        return np.where(zeros == zero, rest, 0.0)

    def shares_of_greatest(self, values: Reals) -> Reals:
        """For each input its share in the greatest strength."""
        reached = (values[self.sources] == self.spread(self.greatest(values))).astype(float)
        result: Reals = reached / np.maximum(self.spread(self.gathered(np.add, reached, 0.0)), 1.0)
        return result


Values = Callable[[Reals, Inputs, Inputs], Reals]
Slopes = Callable[[Reals, Inputs, Inputs], tuple[Reals, Reals]]


def _energy(values: Reals, pro: Inputs, con: Inputs) -> Reals:
    return pro.total(values) - con.total(values)


def _energy_slopes(_: Reals, pro: Inputs, con: Inputs) -> tuple[Reals, Reals]:
    return np.ones(len(pro.sources)), -np.ones(len(con.sources))


def _balance(values: Reals, pro: Inputs, con: Inputs) -> Reals:
    return con.unmet(values) - pro.unmet(values)


def _balance_slopes(values: Reals, pro: Inputs, con: Inputs) -> tuple[Reals, Reals]:
    return pro.unmet_by_others(values), -con.unmet_by_others(values)


def _total(values: Reals, _: Inputs, con: Inputs) -> Reals:
    return con.total(values)


def _total_slopes(_: Reals, pro: Inputs, con: Inputs) -> tuple[Reals, Reals]:
    return np.zeros(len(pro.sources)), np.ones(len(con.sources))


def _greatest(values: Reals, _: Inputs, con: Inputs) -> Reals:
    return con.greatest(values)


def _greatest_slopes(values: Reals, pro: Inputs, con: Inputs) -> tuple[Reals, Reals]:
    return np.zeros(len(pro.sources)), con.shares_of_greatest(values)


def _cards(values: Reals, _: Inputs, con: Inputs) -> Reals:
    standing = con.standing(values)
    return standing + con.total(values) / np.maximum(standing, 1.0)


def _cards_slopes(values: Reals, pro: Inputs, con: Inputs) -> tuple[Reals, Reals]:
    counted = (values[con.sources] > 0).astype(float)
    return np.zeros(len(pro.sources)), counted / np.maximum(con.spread(con.standing(values)), 1.0)


def _unmet(values: Reals, _: Inputs, con: Inputs) -> Reals:
    return con.unmet(values)


def _unmet_slopes(values: Reals, pro: Inputs, con: Inputs) -> tuple[Reals, Reals]:
    return np.zeros(len(pro.sources)), -con.unmet_by_others(values)


def _towards(w: Reals, g: Reals) -> Reals:
    return w + np.where(g > 0, 1.0 - w, w) * g


def _towards_slopes(w: Reals, g: Reals) -> tuple[Reals, Reals]:
    return 1.0 - np.abs(g), np.where(g > 0, 1.0 - w, np.where(g < 0, w, 0.5))


def _quadratic(w: Reals, energy: Reals) -> Reals:
    square = energy * energy
    return w + np.where(energy > 0, 1.0 - w, -w) * (square / (1.0 + square))


def _quadratic_slopes(w: Reals, energy: Reals) -> tuple[Reals, Reals]:
    below = 1.0 + energy * energy
    return 1.0 / below, np.where(energy > 0, 1.0 - w, w) * 2.0 * np.abs(energy) / below**2


_LARGE = 700.0


def _euler(w: Reals, energy: Reals) -> Reals:
    return 1.0 - (1.0 - w * w) / (1.0 + w * np.exp(np.minimum(energy, _LARGE)))


def _euler_slopes(w: Reals, energy: Reals) -> tuple[Reals, Reals]:
    grown = np.exp(np.minimum(energy, _LARGE))
    below, rest = 1.0 + w * grown, 1.0 - w * w
    return 2.0 * w / below + rest / below * (grown / below), rest / below * (w * grown / below)


def _logistic(w: Reals, energy: Reals) -> Reals:
    small = np.exp(-np.minimum(np.abs(energy), _LARGE))
    shrunk = w * small / (1.0 - w + w * small)
    return np.where(energy >= 0, w / (w + (1.0 - w) * small), shrunk)


def _logistic_slopes(w: Reals, energy: Reals) -> tuple[Reals, Reals]:
    strength = _logistic(w, energy)
    small = np.exp(-np.minimum(np.abs(energy), _LARGE))
    below = np.where(energy >= 0, w + (1.0 - w) * small, 1.0 - w + w * small)
    return small / below / below, strength * (1.0 - strength)


def _divided(w: Reals, against: Reals) -> Reals:
    return w / (1.0 + against)


def _divided_slopes(w: Reals, against: Reals) -> tuple[Reals, Reals]:
    return 1.0 / (1.0 + against), -w / (1.0 + against) ** 2


def _multiplied(w: Reals, unmet: Reals) -> Reals:
    return w * unmet


def _multiplied_slopes(w: Reals, unmet: Reals) -> tuple[Reals, Reals]:
    return unmet, w


@dataclass(frozen=True, slots=True)
class ArrayRule:
    """A rule of `rules.SEMANTICS` on arrays: aggregate and influence, each with its slopes."""

    aggregate: Values
    aggregate_slopes: Slopes
    influence: Callable[[Reals, Reals], Reals]
    influence_slopes: Callable[[Reals, Reals], tuple[Reals, Reals]]


ARRAY_RULES = {
    "dfquad": ArrayRule(_balance, _balance_slopes, _towards, _towards_slopes),
    "qe": ArrayRule(_energy, _energy_slopes, _quadratic, _quadratic_slopes),
    "euler": ArrayRule(_energy, _energy_slopes, _euler, _euler_slopes),
    "mlp": ArrayRule(_energy, _energy_slopes, _logistic, _logistic_slopes),
    "hcat": ArrayRule(_total, _total_slopes, _divided, _divided_slopes),
    "hmax": ArrayRule(_greatest, _greatest_slopes, _divided, _divided_slopes),
    "hcard": ArrayRule(_cards, _cards_slopes, _divided, _divided_slopes),
    "social": ArrayRule(_unmet, _unmet_slopes, _multiplied, _multiplied_slopes),
}
"""The rules by the names that they have in `rules.SEMANTICS`."""
