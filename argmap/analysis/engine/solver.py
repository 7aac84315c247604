"""The SAT solver: CaDiCaL, asked in short slices, so that a budget holds in the middle of a long search.

CaDiCaL cannot be interrupted from outside, but it can be told to stop after so many conflicts, and goes on
from there when asked again. How many conflicts make a slice follows from how long the last one took. Between
slices other threads have their turn, and Ctrl-C works.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from types import TracebackType
from typing import Self

from argmap.analysis.engine.clock import Clock

_CONFLICTS = 200  # of the first slice
_SHORT, _LONG = 0.02, 0.06  # seconds: a slice should take about this long


class Solver:
    """Clauses over the arguments 1 to `size`, and over further variables if need be.

    Models are sought with as many of the first `accepted` arguments as possible: that is a preference for each
    decision and no promise, but it makes most first models maximal or nearly so.
    """

    def __init__(self, clauses: Iterable[Sequence[int]], size: int, clock: Clock) -> None:
        from pysat.solvers import Cadical153

        self._cadical = Cadical153()
        self._size = size
        self._variables = size
        self._clock = clock
        self._conflicts = _CONFLICTS
        for clause in clock.watch(clauses):
            self._cadical.add_clause(clause)
        self._cadical.set_phases(range(1, size + 1))
        self._variables = max(size, self._cadical.nof_vars())

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._cadical.delete()

    def add(self, clause: Sequence[int]) -> None:
        """Add a clause for good; an empty one means that there are no more models."""
        self._cadical.add_clause(clause)

    def switch(self, clause: Sequence[int]) -> int:
        """Add a clause that counts only in those searches that assume the variable given back."""
        self._variables += 1
        self._cadical.add_clause([-self._variables, *clause])
        return self._variables

    def model(self, assumptions: Sequence[int] = ()) -> list[int] | None:
        """The arguments that are true in a model, in order; None when there is no model.

        Raises `Undetermined` when the clock has run down; by about a slice later than that at worst.
        """
        assumed = list(assumptions)
        answer: bool | None = None
        while answer is None:
            left = self._clock.left()
            began = self._clock.spent()
            self._cadical.conf_budget(self._conflicts)
            answer = self._cadical.solve_limited(assumed)
            took = self._clock.spent() - began
            if took > min(_LONG, left / 4):
                self._conflicts = max(self._conflicts // 2, 10)
            elif took < _SHORT and answer is None:
                self._conflicts = min(self._conflicts * 2, 1_000_000)
        if not answer:
            return None
        found: list[int] = self._cadical.get_model()
        return [number for number in found[: self._size] if number > 0]
