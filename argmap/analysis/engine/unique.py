"""The extensions of which there is exactly one: ideal and eager."""

from __future__ import annotations

from argmap.analysis.engine.clauses import admissible
from argmap.analysis.engine.clock import Clock
from argmap.analysis.engine.graph import Graph
from argmap.analysis.engine.ranges import find_greatest
from argmap.analysis.engine.solver import Solver


def ideal(graph: Graph, clock: Clock) -> set[int]:
    """The largest admissible set that no admissible set attacks (Dung, Mancarella and Toni 2007, theorem 3.3).

    Whatever an admissible set attacks is struck off, until none attacks what is left. Admissible sets of that do
    not attack each other, so that their union is the one that is sought.
    """
    candidates = {number for number, attackers in enumerate(graph.attackers) if number not in attackers} - {0}
    with Solver(admissible(graph), graph.size, clock) as solver:
        while candidates:
            against = {each for number in candidates for each in graph.attackers[number]}
            solver.add(sorted(against))
            found = solver.model() if against else None
            if found is None:
                break
            for number in found:
                candidates.difference_update(graph.targets[number])
    barred = [[-number] for number in range(1, graph.size + 1) if number not in candidates]
    union: set[int] = set()
    with Solver(admissible(graph), graph.size, clock) as solver:
        for clause in barred:
            solver.add(clause)
        while candidates - union:
            solver.add(sorted(candidates - union))
            found = solver.model()
            if found is None:
                break
            union.update(found)
    return graph.named(union)


def eager(graph: Graph, clock: Clock) -> set[int]:
    """The largest admissible set that is contained in every semi-stable extension (Caminada 2007).

    What all of these share is found by asking for one that lacks some of what the others had so far.
    """
    number_of = {name: number for number, name in enumerate(graph.origin) if number}
    found = find_greatest(admissible, graph, None, clock)
    shared: set[int] = set()
    while found is not None:
        numbers = {number_of[name] for name in found}
        shared = shared & numbers if shared else numbers
        if not shared:
            break
        found = find_greatest(admissible, graph, [-number for number in sorted(shared)], clock)
    return graph.named(_defending_itself(graph, shared))


def _defending_itself(graph: Graph, chosen: set[int]) -> set[int]:
    """The largest admissible subset of a conflict-free set: what it does not defend is dropped, and again."""
    left = set(chosen)
    while True:
        beaten = {target for number in left for target in graph.targets[number]}
        undefended = {number for number in left if not beaten.issuperset(graph.attackers[number])}
        if not undefended:
            return left
        left -= undefended
