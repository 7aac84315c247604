"""What depends on what: statements and relations as numbered units, and their strengths worked out.

A unit's strength follows by its rule from its weight and from the strengths of its inputs: `pro` (supporters;
the premises of a relation) and `con` (attackers; undercutters). Where no circle is, one pass in order of
dependence is exact. In a circle the strengths are approached round by round.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from argmap.analysis.gradual.components import components
from argmap.analysis.gradual.rules import Rule

TOLERANCE = 1e-12
"""Strengths in a circle have settled when no rule asks for a change greater than this."""
PATIENCE = 32
"""Full steps after which the changes must have halved, else a circle starts again with half the step."""
SMALLEST_STEP = 1 / 1024
MOST_ROUNDS, FEW_ROUNDS = 5_000, 100
"""How many rounds a circle has, and how many when it is large or there is little hope."""
_MOST_WORK = 4_000_000  # rounds times units and their inputs: some two seconds


class Outcome(NamedTuple):
    """How it went: `rounds` of the circle that took most, 0 without circles; `residual` as in `Strengths`."""

    converged: bool
    rounds: int
    residual: float

    def joined(self, other: Outcome) -> Outcome:
        """The outcome of both."""
        return Outcome(
            self.converged and other.converged,
            max(self.rounds, other.rounds),
            max(self.residual, other.residual),
        )


EXACT = Outcome(True, 0, 0.0)


@dataclass(frozen=True, slots=True)
class Part:
    """Units that depend on one another; or one unit alone, which is in a circle only when it is its own input.

    `quick` units (relations) have no weight of their own against change: they follow the others at once, in
    this order. `slow` ones (statements) move together, once a round.
    """

    slow: tuple[int, ...]
    quick: tuple[int, ...]
    circular: bool

    @property
    def units(self) -> tuple[int, ...]:
        """All units of the part."""
        return self.slow + self.quick


@dataclass(slots=True)
class Pace:
    """How far one goes in a round, and when to go less far. See `Network.settle`."""

    step: float = 1.0
    clock: int = 0
    mark: float = math.inf

    def again(self, residual: float) -> bool:
        """Whether to start again, with half the step, after a round that asked for this change."""
        if not self.clock:
            self.mark = residual
        self.clock += 1
        if self.clock * self.step < PATIENCE:
            return False
        self.clock = 0
        if residual <= self.mark / 2:
            self.mark = residual
            return False
        self.step /= 2
        return True


class Network:
    """Units and what they depend on; immutable but for what it works out once and keeps.

    The first `statements` units are statements, with weights that are base scores, and follow `rule`. The
    others are relations and follow `joint`; each stands after the relations that undercut it.
    """

    def __init__(
        self,
        rule: Rule,
        weights: Sequence[float],
        pro: Sequence[Sequence[int]],
        con: Sequence[Sequence[int]],
        *,
        statements: int | None = None,
        joint: Rule | None = None,
        order: Iterable[Sequence[int]] | None = None,
    ) -> None:
        self.weights, self.pro, self.con = weights, pro, con
        self.statements = len(weights) if statements is None else statements
        self.rules = [rule] * self.statements + [joint or rule] * (len(weights) - self.statements)
        found = components([[*p, *c] for p, c in zip(pro, con, strict=True)]) if order is None else order
        self.parts = [self._part(units) for units in found]
        self._steps = [
            (rule.aggregate.value, rule.influence.value, p, c)
            for rule, p, c in zip(self.rules, pro, con, strict=True)
        ]
        self._outputs: list[list[int]] | None = None
        self._place: list[int] | None = None

    def _part(self, units: Sequence[int]) -> Part:
        if len(units) == 1:
            unit = units[0]
            return Part((unit,), (), unit in self.pro[unit] or unit in self.con[unit])
        slow = tuple(unit for unit in units if unit < self.statements)
        return Part(slow, tuple(sorted(unit for unit in units if unit >= self.statements)), True)

    def solve(
        self, weights: Sequence[float] | None = None, off: Collection[int] = ()
    ) -> tuple[list[float], Outcome]:
        """All strengths; with other weights, or with units that count for nothing (strength 0)."""
        values = list(self.weights if weights is None else weights)
        return values, self.run(self.parts, values, self.weights if weights is None else weights, off)

    def again(
        self,
        values: Sequence[float],
        places: Iterable[int],
        changes: Mapping[int, float],
        off: Collection[int] = (),
        most: int = MOST_ROUNDS,
    ) -> tuple[list[float], Outcome]:
        """The strengths after a change of weights, given those before; only these places are worked out."""
        fresh, weights = list(values), list(self.weights)
        for unit, weight in changes.items():
            weights[unit] = weight
        return fresh, self.run((self.parts[place] for place in places), fresh, weights, off, most)

    def run(
        self,
        parts: Iterable[Part],
        values: list[float],
        weights: Sequence[float],
        off: Collection[int],
        most: int = MOST_ROUNDS,
    ) -> Outcome:
        """Work out these parts, in order of dependence, into `values`; `most` rounds for a circle."""
        outcome, strength = EXACT, self.strength
        for part in parts:
            if part.circular:
                outcome = outcome.joined(self.settle(part, values, weights, off, most))
            else:
                unit = part.slow[0]
                values[unit] = 0.0 if unit in off else strength(unit, values, weights[unit])
        return outcome

    def strength(self, unit: int, values: Sequence[float], weight: float) -> float:
        """What the rule of a unit makes of the strengths of its inputs."""
        aggregate, influence, pro, con = self._steps[unit]
        # Most units have inputs of one sort or none, and a list of nothing costs as much as one of something.
        supporters = [values[i] for i in pro] if pro else ()
        attackers = [values[i] for i in con] if con else ()
        return influence(weight, aggregate(supporters, attackers))

    def settle(
        self,
        part: Part,
        values: list[float],
        weights: Sequence[float],
        off: Collection[int],
        most: int = MOST_ROUNDS,
    ) -> Outcome:
        """Approach the strengths in a circle, from the base scores.

        In a round every statement moves a step towards what its rule asks for. The step is full at first:
        then this is plain iteration. Whenever the changes asked for have not halved for some time, all start
        again at the base scores with half the step, which damps what swings to and fro.
        """
        slow, quick, strength = part.slow, part.quick, self.strength
        work = len(slow) + sum(len(self.pro[unit]) + len(self.con[unit]) for unit in part.units)
        most = max(FEW_ROUNDS, min(most, _MOST_WORK // work))
        pace, rounds = Pace(), 0
        for unit in slow:
            values[unit] = 0.0 if unit in off else weights[unit]
        while True:
            rounds += 1
            for unit in quick:
                values[unit] = 0.0 if unit in off else strength(unit, values, weights[unit])
            asked, residual = [], 0.0
            for unit in slow:
                new = 0.0 if unit in off else strength(unit, values, weights[unit])
                asked.append(new)
                residual = max(residual, abs(new - values[unit]))
            if residual <= TOLERANCE or rounds == most:
                return Outcome(residual <= TOLERANCE, rounds, residual)
            if pace.again(residual):
                if pace.step < SMALLEST_STEP:
                    return Outcome(False, rounds, residual)
                for unit in slow:
                    values[unit] = 0.0 if unit in off else weights[unit]
                continue
            step = pace.step
            for unit, new in zip(slow, asked, strict=True):
                values[unit] = new if step == 1.0 else values[unit] + step * (new - values[unit])

    @property
    def outputs(self) -> list[list[int]]:
        """For each unit those that it bears on."""
        if self._outputs is None:
            self._outputs = [[] for _ in self.weights]
            for unit in range(len(self.weights)):
                for i in (*self.pro[unit], *self.con[unit]):
                    self._outputs[i].append(unit)
        return self._outputs

    @property
    def place(self) -> list[int]:
        """For each unit the place of its part in the order."""
        if self._place is None:
            self._place = [0] * len(self.weights)
            for place, part in enumerate(self.parts):
                for unit in part.units:
                    self._place[unit] = place
        return self._place

    def upstream(self, unit: int) -> set[int]:
        """The unit, and all that bear on it, at whatever distance."""
        return _reached([unit], lambda i: (*self.pro[i], *self.con[i]))

    def downstream(self, units: Iterable[int]) -> set[int]:
        """These units, and all that they bear on, at whatever distance."""
        return _reached(units, self.outputs.__getitem__)

    def places(self, units: Iterable[int]) -> list[int]:
        """The places of these units, in order of dependence."""
        return sorted(set(map(self.place.__getitem__, units)))


def _reached(starts: Iterable[int], following: Callable[[int], Iterable[int]]) -> set[int]:
    seen = set(starts)
    waiting = list(seen)
    while waiting:
        for other in following(waiting.pop()):
            if other not in seen:
                seen.add(other)
                waiting.append(other)
    return seen
