"""How much the strength of one unit changes with each weight: all derivatives by one pass against the arrows.

The pass carries backwards what a little more strength of each unit would bring the topic (the adjoint). In a
circle this is a system of linear equations, by the implicit function theorem at the strengths that settled.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import NamedTuple

from argmap.analysis.gradual.network import Network

CLOSE = 1e-13
"""How far the equations of a circle may be from holding, in proportion to the largest value in them."""
SLACK = 1e4
"""How many times as far they may be when they are solved directly, where nothing nearer can be had."""
STEEPEST = 1e9
"""A value above this is that of a circle on the edge of tipping over, where there is no slope."""
HALVED_IN = 32
"""Rounds in which simple iteration must halve what is left; else the equations are solved directly."""

Entry = tuple[int, int, float]
"""One value of a sparse matrix: row, column, value."""


class Slopes(NamedTuple):
    """The derivatives of the topic's strength by each weight, absent where nothing leads to the topic.

    `residual` says how far the equations of circles are from holding, 0 without circles; `settled` whether
    that is close enough.
    """

    by_weight: dict[int, float]
    settled: bool
    residual: float


def slopes(network: Network, values: Sequence[float], topic: int) -> Slopes:
    """The derivative of one unit's strength by every weight, at strengths that have settled.

    Linear in what bears on the topic, but for the equations of circles.
    """
    bearing = {topic: 1.0}
    by_weight: dict[int, float] = {}
    settled, residual = True, 0.0
    for place in reversed(network.places(network.upstream(topic))):
        part = network.parts[place]
        rows = {unit: _row(network, values, unit) for unit in part.units}
        if part.circular:
            close, left = _through_circle(rows, bearing)
            settled, residual = settled and close, max(residual, left)
        for unit, (by_own, inputs) in rows.items():
            carried = bearing.get(unit, 0.0)
            by_weight[unit] = carried * by_own
            for other, slope in inputs:
                if other not in rows:
                    bearing[other] = bearing.get(other, 0.0) + carried * slope
    return Slopes(by_weight, settled, residual)


Row = tuple[float, list[tuple[int, float]]]


def _row(network: Network, values: Sequence[float], unit: int) -> Row:
    """The derivatives of a unit's rule: by its weight, and by the strength of each input."""
    rule = network.rules[unit]
    pro, con = network.pro[unit], network.con[unit]
    strengths = [values[i] for i in pro], [values[i] for i in con]
    aggregate = rule.aggregate.value(*strengths)
    by_weight, by_aggregate = rule.influence.slopes(network.weights[unit], aggregate)
    for_pro, for_con = rule.aggregate.slopes(*strengths)
    pairs = [*zip(pro, for_pro, strict=True), *zip(con, for_con, strict=True)]
    return by_weight, [(i, by_aggregate * slope) for i, slope in pairs]


def _through_circle(rows: dict[int, Row], bearing: dict[int, float]) -> tuple[bool, float]:
    """Put into `bearing`, for the units of a circle, what they bear with all ways round the circle."""
    local = {unit: place for place, unit in enumerate(rows)}
    inner = [
        (local[other], local[unit], slope)
        for unit, (_, inputs) in rows.items()
        for other, slope in inputs
        if other in local
    ]
    given = [bearing.get(unit, 0.0) for unit in rows]
    carried, close, residual = _solved(inner, given)
    bearing.update(zip(rows, carried, strict=True))
    return close, residual


def _solved(inner: list[Entry], given: list[float]) -> tuple[list[float], bool, float]:
    """Solve carried = given + inner carried: by iteration where that is quick, else directly."""
    carried, mark, rounds = given, math.inf, 0
    while True:
        fresh = list(given)
        for row, column, slope in inner:
            fresh[row] += slope * carried[column]
        residual = max(abs(a - b) for a, b in zip(fresh, carried, strict=True))
        if residual <= CLOSE * max(1.0, *map(abs, carried)):
            return carried, True, residual
        if rounds % HALVED_IN == 0:
            if not residual <= mark / 2:
                from argmap.analysis.gradual.equations import solved_plain

                return solved_plain(inner, given)
            mark = residual
        carried, rounds = fresh, rounds + 1
