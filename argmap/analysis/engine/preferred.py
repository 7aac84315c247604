"""Preferred extensions: the admissible sets that are contained in no other.

A model of the clauses is closed under defence, and what it decides is cut out; an admissible set of what is
left makes it larger. Those searches are small, since little is left.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from argmap.analysis.engine.clauses import admissible
from argmap.analysis.engine.clock import Clock
from argmap.analysis.engine.graph import Graph
from argmap.analysis.engine.models import model
from argmap.analysis.engine.settled import parted, settled
from argmap.analysis.engine.solver import Solver


def grown(graph: Graph, chosen: Iterable[int], clock: Clock) -> set[int]:
    """A preferred extension that contains an admissible set."""
    inside, rest = parted(graph, chosen)
    waiting = rest.components()
    while waiting:
        clock.left()
        part = waiting.pop()
        more = something(part, clock)
        if more is not None:
            further, rest = parted(part, more)
            inside |= further
            waiting += rest.components()
    return inside


def something(graph: Graph, clock: Clock) -> list[int] | None:
    """An admissible set that is not empty, if there is one."""
    if graph.size == 1 and graph.attackers[1]:
        return None
    return model(admissible, graph, range(1, graph.size + 1), clock)


def preferred(graph: Graph, clock: Clock) -> set[int]:
    """Some preferred extension."""
    if not graph.size:
        return set()
    with Solver(admissible(graph), graph.size, clock) as solver:
        chosen = solver.model() or []
    return grown(graph, chosen, clock)


def every_preferred(graph: Graph, clock: Clock) -> Iterator[set[int]]:
    """All preferred extensions; since none contains another one, it does to forbid the subsets of those found."""
    with Solver(admissible(graph), graph.size, clock) as solver:
        while (chosen := solver.model()) is not None:
            extension = grown(graph, chosen, clock)
            yield extension
            solver.add(graph.others(extension))


def preferred_with(graph: Graph, argument: int, clock: Clock) -> set[int] | None:
    """A preferred extension that contains the argument, if there is one: an admissible set will do. NP-complete."""
    chosen = model(admissible, graph, [argument], clock)
    return None if chosen is None else grown(graph, chosen, clock)


def preferred_without(graph: Graph, argument: int, clock: Clock) -> set[int] | None:
    """A preferred extension that lacks the argument, if there is one. Complete for the second level.

    An admissible set that attacks the argument settles it. Otherwise admissible sets without the argument are
    tried; one that cannot be enlarged to contain it settles it, and from one that can, all its subsets are
    ruled out (as CEGARTIX does: Dvořák, Järvisalo, Wallner and Woltran 2014).
    """
    with Solver(admissible(graph), graph.size, clock) as solver:
        if solver.model([argument]) is None:
            return preferred(graph, clock)
        attacked = solver.switch(graph.attackers[argument])
        if (chosen := solver.model([attacked])) is not None:
            return grown(graph, chosen, clock)
        while (chosen := solver.model([-argument])) is not None:
            labels = settled(graph, chosen)
            if not labels[argument]:  # undecided; it is not out, since nothing admissible attacks it
                more = _joining(graph, labels, argument, clock)
                if more is None:
                    return grown(graph, chosen, clock)
                chosen = [*chosen, *more]
            solver.add(graph.others(grown(graph, chosen, clock)))
    return None


def _joining(graph: Graph, labels: bytearray, argument: int, clock: Clock) -> list[int] | None:
    """What of the undecided arguments can be accepted so that an undecided one among them is, if anything can."""
    undecided = [number for number, label in enumerate(labels) if not label and number]
    local = graph._replace(origin=range(graph.size + 1)).restricted(undecided)
    part = local.upstream(undecided.index(argument) + 1)
    found = model(admissible, part, [1], clock)
    return None if found is None else [part.origin[number] for number in found]
