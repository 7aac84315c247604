"""Frameworks that are hard for a reason: pigeons, who do not fit into their holes."""

from __future__ import annotations

from itertools import combinations

from argmap.analysis.framework import Framework


def pigeons(holes: int) -> Framework:
    """Whether holes + 1 pigeons fit into so many holes, as a framework (after Dvořák and Dunne 2018).

    "fits" is credulously accepted, and there is a stable extension, if and only if they do, which they do not.
    No SAT solver of the usual kind finds that out in reasonable time for twelve holes.
    """
    inside = [[f"{pigeon} in {hole}" for hole in range(holes)] for pigeon in range(holes + 1)]
    attacks: list[tuple[str, str]] = []
    for pigeon in inside:
        for name in pigeon:
            attacks += [(name, f"not {name}"), (f"not {name}", name)]
    clauses = [("some", number, pigeon) for number, pigeon in enumerate(inside)]
    for hole in range(holes):
        for one, other in combinations(range(holes + 1), 2):
            clauses.append(
                (f"{one} or {other} not", hole, [f"not {inside[one][hole]}", f"not {inside[other][hole]}"])
            )
    for word, number, literals in clauses:
        clause = f"{word} {number}"
        attacks += [(clause, clause), (clause, "fits"), *[(literal, clause) for literal in literals]]
    names = dict.fromkeys(name for pair in attacks for name in pair)
    return Framework(names, attacks)
