"""The order in which units depend on one another, with circles taken together."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from argmap.analysis.statements.structure import Structure


def upstream(structure: Structure, starts: Iterable[int]) -> dict[int, int]:
    """The units on which these depend, themselves included, each with its distance. Linear."""
    distance = dict.fromkeys(starts, 0)
    level = list(distance)
    while level:
        following: list[int] = []
        for unit in level:
            for before in structure.inputs(unit):
                if before not in distance:
                    distance[before] = distance[unit] + 1
                    following.append(before)
        level = following
    return distance


def components(structure: Structure, units: Iterable[int]) -> list[Sequence[int]]:
    """The circles among these units, and the single ones, inputs first. `units` must hold all their own inputs.

    Tarjan's algorithm (1972), walking against the arrows, without recursion. Linear.
    """
    index: dict[int, int] = {}
    low: dict[int, int] = {}
    path: list[int] = []
    found: list[Sequence[int]] = []
    for start in units:
        if start in index:
            continue
        index[start] = low[start] = len(index)
        path.append(start)
        work = [(start, iter(structure.inputs(start)))]
        while work:
            unit, rest = work[-1]
            for before in rest:
                if before not in index:
                    index[before] = low[before] = len(index)
                    path.append(before)
                    work.append((before, iter(structure.inputs(before))))
                    break
                # What has been found already is in no circle with this one, and is marked by a great number.
                low[unit] = min(low[unit], low[before])
            else:
                work.pop()
                if work:
                    low[work[-1][0]] = min(low[work[-1][0]], low[unit])
                if low[unit] == index[unit]:
                    circle = [path.pop()]
                    while circle[-1] != unit:
                        circle.append(path.pop())
                    for each in circle:
                        low[each] = structure.size
                    found.append(circle)
    return found
