"""Extensions that are the models of clauses as they stand: complete, admissible and stable ones."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import chain

from argmap.analysis.engine.clauses import Clause, admissible, complete, stable
from argmap.analysis.engine.clock import Clock
from argmap.analysis.engine.graph import Graph
from argmap.analysis.engine.settled import parted
from argmap.analysis.engine.solver import Solver

Rules = Callable[[Graph], Iterable[Clause]]


def model(rules: Rules, graph: Graph, side: Sequence[int], clock: Clock) -> list[int] | None:
    """The numbers of some set that obeys the rules and one more clause; None when there is none."""
    with Solver(chain(rules(graph), [side]), graph.size, clock) as solver:
        return solver.model()


def every_model(rules: Rules, graph: Graph, clock: Clock) -> Iterator[set[int]]:
    """All sets that obey the rules, each once, found one by one."""
    with Solver(rules(graph), graph.size, clock) as solver:
        while (found := solver.model()) is not None:
            yield graph.named(found)
            accepted = set(found)
            solver.add([-number if number in accepted else number for number in range(1, graph.size + 1)])


def every_admissible(graph: Graph, clock: Clock) -> Iterator[set[int]]:
    """All admissible sets."""
    return every_model(admissible, graph, clock)


def every_complete(graph: Graph, clock: Clock) -> Iterator[set[int]]:
    """All complete extensions."""
    return every_model(complete, graph, clock)


def every_stable(graph: Graph, clock: Clock) -> Iterator[set[int]]:
    """All stable extensions; since none contains another one, it does to forbid the subsets of those found."""
    with Solver(stable(graph), graph.size, clock) as solver:
        while (found := solver.model()) is not None:
            extension = graph.named(found)
            yield extension
            solver.add(graph.others(extension))


def find_stable(graph: Graph, side: Sequence[int] | None, clock: Clock) -> set[int] | None:
    """A stable extension that obeys one more clause (numbers of the graph, negative: not accepted), if any."""
    if not graph.size:
        return None if side is not None else set()
    with Solver(stable(graph), graph.size, clock) as solver:
        if side is not None:
            solver.add(side)
        found = solver.model()
    return None if found is None else graph.named(found)


def admissible_with(graph: Graph, argument: int, clock: Clock) -> set[int] | None:
    """An admissible set that contains the argument, if there is one. NP-complete."""
    found = model(admissible, graph, [argument], clock)
    return None if found is None else graph.named(found)


def complete_with(graph: Graph, argument: int, clock: Clock) -> set[int] | None:
    """A complete extension that contains the argument, if there is one: an admissible set and all it defends."""
    found = model(admissible, graph, [argument], clock)
    return None if found is None else parted(graph, found)[0]
