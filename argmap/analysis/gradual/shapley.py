"""Shapley values: what each of several contributors has a share in, averaged over all orders of arrival.

Where contributors arrive one after the other, each brings the change that its arrival makes; the Shapley
value is the mean of that over all orders (Shapley 1953). The shares add up to what all bring together.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import combinations
from random import Random

EXACT_UP_TO = 12
"""So many contributors are taken in all orders; of more, orders are drawn by lot."""
CONFIDENCE = 1.959964  # standard errors to either side that hold the value in 95 of 100 cases

Worth = Callable[[frozenset[int]], float]


@dataclass(frozen=True, slots=True)
class Shares:
    """The share of each contributor, and the half width of its 95 % confidence interval: 0 where exact."""

    values: tuple[float, ...]
    margins: tuple[float, ...]
    exact: bool


def shares(count: int, worth: Worth, *, orders: int, seed: int) -> Shares:
    """The Shapley values of `count` contributors, where `worth` says what any of them bring together.

    Exact up to `EXACT_UP_TO`, with `2**count` questions; above, `orders` orders are drawn with the seed given,
    at `count` questions each.

    >>> shares(2, lambda present: float(len(present) == 2), orders=0, seed=0).values
    (0.5, 0.5)
    """
    if count <= EXACT_UP_TO:
        return Shares(tuple(_exact(count, worth)), (0.0,) * count, True)
    if orders < 2:
        raise ValueError("Draw 2 orders or more: of fewer there is no telling how far they are off.")
    return _drawn(count, worth, orders, Random(seed))  # noqa: S311 -- lots, no secrets


def _exact(count: int, worth: Worth) -> list[float]:
    players = range(count)
    known = {
        frozenset(some): worth(frozenset(some))
        for size in range(count + 1)
        for some in combinations(players, size)
    }
    weight = [1 / (count * math.comb(count - 1, size)) for size in range(count)]
    return [
        math.fsum(
            weight[len(some)] * (known[some | {player}] - value)
            for some, value in known.items()
            if player not in some
        )
        for player in players
    ]


def _drawn(count: int, worth: Worth, orders: int, dice: Random) -> Shares:
    nobody = worth(frozenset())
    gains: Sequence[list[float]] = [[] for _ in range(count)]
    for _ in range(orders):
        present, before = frozenset[int](), nobody
        for player in dice.sample(range(count), count):
            present |= {player}
            now = worth(present)
            gains[player].append(now - before)
            before = now
    means = tuple(math.fsum(each) / orders for each in gains)
    errors = (
        math.sqrt(math.fsum((gain - mean) ** 2 for gain in each) / (orders - 1) / orders)
        for each, mean in zip(gains, means, strict=True)
    )
    return Shares(means, tuple(CONFIDENCE * error for error in errors), False)
