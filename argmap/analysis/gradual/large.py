"""A large framework, worked out with numpy: level by level, each level at once.

It does what `network.Network` does for statements alone, in the same steps, so that the strengths are the
same up to rounding. Imported only where a framework is large.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_array
from scipy.sparse.csgraph import connected_components

from argmap.analysis.gradual.arrays import ARRAY_RULES, Inputs, Places, Reals
from argmap.analysis.gradual.equations import solved
from argmap.analysis.gradual.network import EXACT, PATIENCE, SMALLEST_STEP, TOLERANCE, Network, Outcome
from argmap.analysis.gradual.rules import Rule
from argmap.analysis.gradual.sensitivity import Slopes, slopes

Ends = tuple[Sequence[int], Sequence[int]]
"""Pairs of places, as two sequences: from, to."""

_MOST_ROUNDS = 5_000
_MOST_WORK = 200_000_000  # rounds times arguments and their inputs: some two seconds
_WIDTH = 40  # how many arguments a level must have on average, to be worth the calls it takes


@dataclass(frozen=True, slots=True)
class Level:
    """Arguments of which none bears on another but within its own circle: places `first` to `last`.

    `owner` numbers the circles, from 0, and says for each argument in which it stands; None where there are
    no circles.
    """

    first: int
    last: int
    pro: Inputs
    con: Inputs
    owner: Places | None = None


class LargeNetwork:
    """The arguments of a framework in levels; or `ordered`, where the levels are too many to be worth it."""

    def __init__(self, rule: Rule, weights: Sequence[float], pro: Ends, con: Ends) -> None:
        self.rule = ARRAY_RULES[rule.name]
        size = len(weights)
        ends = [np.array(places, dtype=np.intp) for places in (*pro, *con)]
        source, target = np.concatenate(ends[::2]), np.concatenate(ends[1::2])
        self.ordered: Network | None = None
        owner, circular = _circles(source, target, size)
        level = _levels(owner[source], owner[target], len(circular), size // _WIDTH)
        self.at = np.arange(size)
        if level is None:
            self.ordered = _ordered(rule, weights, ends, owner)
            return
        order = np.lexsort((owner, circular[owner], level[owner]))
        self.at[order] = np.arange(size)
        self.weights = np.array(weights, dtype=float)[order]
        self.pro, self.con = (_rows(self.at[a], self.at[b], size) for a, b in (ends[:2], ends[2:]))
        self.levels = list(self._cut(level[owner][order], circular[owner][order], owner[order]))

    def _cut(self, level: Places, circular: NDArray[np.bool_], owner: Places) -> Iterator[Level]:
        change = np.flatnonzero((level[1:] != level[:-1]) | (circular[1:] != circular[:-1])) + 1
        bounds = [0, *change.tolist(), len(level)]
        for first, last in itertools.pairwise(bounds):
            pro, con = (Inputs.of(rows.indptr, rows.indices, first, last) for rows in (self.pro, self.con))
            within = np.unique(owner[first:last], return_inverse=True)[1] if circular[first] else None
            yield Level(first, last, pro, con, within)

    def solve(self) -> tuple[list[float], Outcome]:
        """All strengths, in the order of the weights given."""
        if self.ordered is not None:
            return self.ordered.solve()
        values, outcome = self.settled()
        return values[self.at].tolist(), outcome

    def settled(self) -> tuple[Reals, Outcome]:
        """All strengths, in the order of the levels."""
        values, outcome = self.weights.copy(), EXACT
        for level in self.levels:
            if level.owner is None:
                values[level.first : level.last] = self.asked(level, values)
            else:
                outcome = outcome.joined(self._settle(level, level.owner, values))
        return values, outcome

    def asked(self, level: Level, values: Reals) -> Reals:
        """What the rule makes of the inputs of a level."""
        weights = self.weights[level.first : level.last]
        return self.rule.influence(weights, self.rule.aggregate(values, level.pro, level.con))

    def _settle(self, level: Level, owner: Places, values: Reals) -> Outcome:
        """As `Network.settle`, each circle at its own pace."""
        run = slice(level.first, level.last)
        starts = np.flatnonzero(np.diff(owner, prepend=-1))
        most = max(
            100,
            min(_MOST_ROUNDS, _MOST_WORK // (len(owner) + len(level.pro.sources) + len(level.con.sources))),
        )
        step, clock = np.ones(len(starts)), np.zeros(len(starts))
        mark = np.full(len(starts), np.inf)
        moving, rounds = np.ones(len(starts), dtype=bool), 0
        while True:
            rounds += 1
            change = self.asked(level, values) - values[run]
            residual = np.maximum.reduceat(np.abs(change), starts)
            moving &= residual > TOLERANCE
            if rounds == most or not moving.any():
                worst = float(residual.max())
                return Outcome(worst <= TOLERANCE, rounds, worst)
            mark = np.where(clock == 0, residual, mark)
            clock += 1
            due = moving & (clock * step >= PATIENCE)
            failed = due & (residual > mark / 2)
            mark, clock = np.where(due, residual, mark), np.where(due, 0.0, clock)
            step = np.where(failed, step / 2, step)
            if failed.any():
                moving &= step >= SMALLEST_STEP
                failed &= moving
            pace = np.where(moving & ~failed, step, 0.0)
            values[run] += pace[owner] * change
            if failed.any():
                values[run] = np.where(failed[owner], self.weights[run], values[run])

    def sensitivities(self, topic: int) -> tuple[Outcome, Slopes]:
        """How the strengths settled, and the derivatives of one of them; by the places of the weights given."""
        if self.ordered is not None:
            strengths, outcome = self.ordered.solve()
            return outcome, slopes(self.ordered, strengths, topic)
        values, outcome = self.settled()
        return outcome, self.slopes(values, topic)

    def slopes(self, values: Reals, topic: int) -> Slopes:
        """As `sensitivity.slopes`, zeros included; `values` are those of `settled`."""
        bearing, by_weight = np.zeros(len(values)), np.zeros(len(values))
        bearing[self.at[topic]] = 1.0
        settled, residual = True, 0.0
        for level in reversed(self.levels):
            run = slice(level.first, level.last)
            if not bearing[run].any():
                continue
            aggregate = self.rule.aggregate(values, level.pro, level.con)
            by_own, by_aggregate = self.rule.influence_slopes(self.weights[run], aggregate)
            parts = self.rule.aggregate_slopes(values, level.pro, level.con)
            if level.owner is not None:
                close, left = _through_circles(level, by_aggregate, parts, bearing)
                settled, residual = settled and close, max(residual, left)
            by_weight[run] = bearing[run] * by_own
            carried = bearing[run] * by_aggregate
            for inputs, part in zip((level.pro, level.con), parts, strict=True):
                np.add.at(bearing, inputs.sources, inputs.spread(carried) * part)
        return Slopes(dict(enumerate(by_weight[self.at].tolist())), settled, residual)


def _through_circles(
    level: Level, by_aggregate: Reals, parts: tuple[Reals, Reals], bearing: Reals
) -> tuple[bool, float]:
    """Put into `bearing`, for all circles of a level, what they bear with all ways round them."""
    size, both = level.last - level.first, (level.pro, level.con)
    targets = np.concatenate([np.repeat(np.arange(size), inputs.counts) for inputs in both])
    sources = np.concatenate([inputs.sources for inputs in both]) - level.first
    slope = np.concatenate(
        [inputs.spread(by_aggregate) * part for inputs, part in zip(both, parts, strict=True)]
    )
    inner = (sources >= 0) & (sources < size)
    matrix = csr_array((slope[inner], (sources[inner], targets[inner])), shape=(size, size))
    given = bearing[level.first : level.last].copy()
    carried, close, residual = solved(matrix, given)
    bearing[level.first : level.last] = carried
    return close, residual


def _rows(source: Places, target: Places, size: int) -> csr_array:
    """For each place the places that point to it, each once."""
    return csr_array((np.ones(len(source)), (target, source)), shape=(size, size))


def _circles(source: Places, target: Places, size: int) -> tuple[Places, NDArray[np.bool_]]:
    """For each place its strongly connected component; and for each component whether it holds a circle."""
    count, owner = connected_components(_rows(source, target, size), connection="strong")
    circular = np.bincount(owner, minlength=count) > 1
    circular[owner[source[source == target]]] = True
    return owner, circular


def _levels(source: Places, target: Places, size: int, most: int) -> Places | None:
    """For each component the length of the longest chain that leads to it; None where that exceeds `most`."""
    apart = source != target
    onward = _rows(target[apart], source[apart], size)
    waiting = np.bincount(onward.indices, minlength=size)
    level = np.zeros(size, dtype=np.intp)
    front, depth = np.flatnonzero(waiting == 0), 0
    while front.size:
        if depth > most:
            return None
        level[front] = depth
        begin = onward.indptr[front]
        counts = onward.indptr[front + 1] - begin
        skipped = np.cumsum(counts) - counts
        reached = onward.indices[np.repeat(begin - skipped, counts) + np.arange(counts.sum())]
        reached, times = np.unique(reached, return_counts=True)
        waiting[reached] -= times
        front, depth = reached[waiting[reached] == 0], depth + 1
    return level


def _ordered(rule: Rule, weights: Sequence[float], ends: Sequence[Places], owner: Places) -> Network:
    """The framework as a plain network, its components in an order of dependence."""
    pro, con = (_lists(a, b, len(weights)) for a, b in (ends[:2], ends[2:]))
    source, target = (owner[np.concatenate(ends[i::2])] for i in (0, 1))
    if np.all(source <= target):
        rank = owner
    elif np.all(source >= target):
        rank = -owner
    else:
        return Network(rule, weights, pro, con)
    order = np.argsort(rank, kind="stable")
    bounds = [0, *(np.flatnonzero(np.diff(rank[order])) + 1).tolist(), len(order)]
    units = order.tolist()
    parts = [units[a:b] for a, b in itertools.pairwise(bounds)]
    return Network(rule, weights, pro, con, order=parts)


def _lists(source: Places, target: Places, size: int) -> list[list[int]]:
    rows = _rows(source, target, size)
    sources, pointers = rows.indices.tolist(), rows.indptr.tolist()
    return [sources[a:b] for a, b in itertools.pairwise(pointers)]
