"""Sets of greatest range: semi-stable extensions among the admissible sets, stage ones among the conflict-free.

The range of a set is what it contains and what it attacks. Where there are stable extensions, these are the
sets of greatest range, and nothing else is searched. (Verheij 1996; Caminada 2006; Dvořák, Järvisalo, Wallner
and Woltran 2014.)
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import chain

from argmap.analysis.engine.clauses import ranged
from argmap.analysis.engine.clock import Clock
from argmap.analysis.engine.graph import Graph
from argmap.analysis.engine.models import Rules, every_stable, find_stable
from argmap.analysis.engine.solver import Solver


def every_greatest(rules: Rules, graph: Graph, clock: Clock) -> Iterator[set[int]]:
    """All sets that obey the rules and whose range is contained in no other's."""
    lacking = True
    for extension in every_stable(graph, clock):
        lacking = False
        yield extension
    if not lacking:
        return
    search = _Search(rules, graph, clock)
    with search.solver as solver:
        while (found := solver.model()) is not None:
            found = search.widened(found)
            reach = search.range_of(found)
            while found is not None:
                extension = graph.named(found)
                yield extension
                solver.add(graph.others(extension))  # of two such sets, none contains the other
                found = solver.model([search.variable(number) for number in reach])
            search.forbid(reach)


def find_greatest(rules: Rules, graph: Graph, side: Sequence[int] | None, clock: Clock) -> set[int] | None:
    """Such a set that obeys one more clause (numbers of the graph, negative: not in it), if there is any."""
    if side is None:
        return next(every_greatest(rules, graph, clock))
    if find_stable(graph, None, clock) is not None:
        return find_stable(graph, side, clock)
    search = _Search(rules, graph, clock)
    with search.solver as solver:
        asked = solver.switch(side)
        while (found := solver.model([asked])) is not None:
            found = search.widened(found, [asked])
            wider = search.wider(found)
            if wider is None:
                return graph.named(found)
            search.forbid(search.range_of(search.widened(wider)))
    return None


class _Search:
    """A solver that knows about ranges."""

    def __init__(self, rules: Rules, graph: Graph, clock: Clock) -> None:
        self.graph = graph
        self.solver = Solver(chain(rules(graph), ranged(graph)), graph.size, clock)

    def variable(self, number: int) -> int:
        """What says that an argument is in the range (see `ranged`)."""
        return 2 * self.graph.size + number

    def range_of(self, found: Sequence[int]) -> set[int]:
        """The range of a set."""
        targets = self.graph.targets
        return {*found, *chain.from_iterable(targets[number] for number in found)}

    def forbid(self, reach: set[int]) -> None:
        """From now on, only sets that reach something outside."""
        self.solver.add(self._outside(reach))

    def wider(self, found: Sequence[int], assumptions: Sequence[int] = ()) -> list[int] | None:
        """A set whose range contains that of another one, and more; if there is one."""
        reach = self.range_of(found)
        outside = self._outside(reach)
        if not outside:
            return None
        switch = self.solver.switch(outside)
        wider = self.solver.model(
            [switch, *assumptions, *[self.variable(number) for number in sorted(reach)]]
        )
        self.solver.add([-switch])
        return wider

    def widened(self, found: list[int], assumptions: Sequence[int] = ()) -> list[int]:
        """A set of greatest range among those which the assumptions admit, at least as wide as another one."""
        while (wider := self.wider(found, assumptions)) is not None:
            found = wider
        return found

    def _outside(self, reach: set[int]) -> list[int]:
        return [self.variable(number) for number in range(1, self.graph.size + 1) if number not in reach]
