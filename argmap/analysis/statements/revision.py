"""The labels in a circle after a change, from those before it: only what the change touches is looked at again.

First everything is taken back that may have followed from what has changed, in the order in which it once
followed; then what follows now is drawn. (Deleting too much and deriving again: the DRed of Gupta, Mumick and
Subrahmanian, 1993.) What has been taken back for nothing comes again.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping
from heapq import heapify, heappop, heappush

from argmap.analysis.statements.structure import UNDECIDED, Structure

Judge = Callable[[int, Callable[[int], int]], int]
"""The label of a unit, given a function that tells those of its inputs."""


class Revision:
    """A circle under change: `time` says of its labelled members in which order their labels once followed."""

    def __init__(
        self,
        structure: Structure,
        time: Mapping[int, int],
        members: frozenset[int],
        outside: Callable[[int], int],
        fixed: Collection[int] = (),
    ) -> None:
        """`members` are the units that may get another label, apart from those in `fixed`; `outside` tells the labels
        of all other units as they are now, and of these as they were.
        """
        self.structure, self.time, self.members, self.fixed = structure, time, members, fixed
        self.outside = outside
        self.new: dict[int, int] = {}
        self.judged = 0

    def free(self, unit: int) -> bool:
        """Whether a unit may get another label."""
        return unit in self.members and unit not in self.fixed

    def label(self, unit: int) -> int:
        """The label of a unit as it is now."""
        label = self.new.get(unit)
        return self.outside(unit) if label is None else label

    def take_back(self, touched: Iterable[int], judge: Judge, most: int) -> bool:
        """Take back, oldest first, what no longer follows from what is older; False when that is more than `most`."""
        waiting = [(self.time[unit], unit) for unit in touched if unit in self.time and self.free(unit)]
        heapify(waiting)
        seen = {unit for _, unit in waiting}
        while waiting:
            now, unit = heappop(waiting)

            def before(other: int, now: int = now) -> int:
                if self.time.get(other, now) >= now and self.free(other):
                    return UNDECIDED
                return self.label(other)

            self.judged += 1
            if judge(unit, before) == self.outside(unit):
                continue
            self.new[unit] = UNDECIDED
            if len(self.new) > most:
                return False
            for after in self.structure.outputs(unit):
                later = self.time.get(after, -1)
                if later > now and after not in seen and self.free(after):
                    seen.add(after)
                    heappush(waiting, (later, after))
        return True

    def draw(self, touched: Iterable[int], judge: Judge) -> None:
        """Label what follows now: of what has been taken back, and of what is touched and open."""
        waiting = [*self.new, *(unit for unit in touched if self.free(unit))]
        while waiting:
            unit = waiting.pop()
            if self.label(unit) != UNDECIDED:
                continue
            self.judged += 1
            label = judge(unit, self.label)
            if label != UNDECIDED:
                self.new[unit] = label
                waiting += [after for after in self.structure.outputs(unit) if self.free(after)]
