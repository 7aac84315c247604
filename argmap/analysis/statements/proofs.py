"""The cheapest proof of a label: which standing statements already make a statement stand."""

from __future__ import annotations

from collections.abc import Collection
from heapq import heappop, heappush

from argmap.analysis.statements.ripple import Ripple
from argmap.analysis.statements.structure import IN, OUT, UNDECIDED

_Need = tuple[list[int], list[int]]
"""Units whose labels are all needed, and units of which one is enough; no such units: none is needed."""


def proof(ripple: Ripple, goal: int) -> frozenset[int] | None:
    """The standing statements, apart from the goal, in a proof of its label that needs few of them.

    Knuth's generalization of Dijkstra's algorithm (1977) over what each label needs; a statement that serves
    twice is counted twice, so there may be a smaller proof. None where the labels follow from there being no
    source at all. O(n log n).
    """
    labels = ripple.labels
    needs = {unit: _needs(ripple, unit) for unit in ripple.distance if labels[unit] != UNDECIDED}
    uses: dict[int, list[tuple[int, bool]]] = {}
    missing: dict[int, int] = {}
    for unit, (every, some) in needs.items():
        missing[unit] = len(every) + bool(some)
        for need in every:
            uses.setdefault(need, []).append((unit, True))
        for need in some:
            uses.setdefault(need, []).append((unit, False))
    cost = {unit: int(unit < ripple.structure.statements and labels[unit] == IN) for unit in needs}
    chosen: dict[int, list[int]] = {unit: [] for unit in needs}
    ready = sorted((cost[unit], unit) for unit in needs if not missing[unit])
    done: set[int] = set()
    served: set[int] = set()
    while ready and goal not in done:
        _, unit = heappop(ready)
        done.add(unit)
        for user, needed in uses.get(unit, ()):
            if not needed and user in served:
                continue
            if not needed:
                served.add(user)
            missing[user] -= 1
            chosen[user].append(unit)
            cost[user] += cost[unit]
            if not missing[user]:
                heappush(ready, (cost[user], user))
    return _collected(ripple, goal, chosen) if goal in done else None


def _collected(ripple: Ripple, goal: int, chosen: dict[int, list[int]]) -> frozenset[int]:
    seen = {goal}
    waiting = [goal]
    while waiting:
        for unit in chosen[waiting.pop()]:
            if unit not in seen:
                seen.add(unit)
                waiting.append(unit)
    count = ripple.structure.statements
    return frozenset(unit for unit in seen - {goal} if unit < count and ripple.labels[unit] == IN)


def _needs(ripple: Ripple, unit: int) -> _Need:
    structure, labels, rules = ripple.structure, ripple.labels, ripple.rules
    if unit in ripple.held:
        return [], []
    if unit >= structure.statements:
        if labels[unit] == IN:
            return structure.inputs(unit), []
        breaking = [each for each in structure.premises[unit] if labels[each] == OUT]
        return [], breaking + [each for each in structure.incoming[unit] if labels[each] == IN]
    reasons = [each for each in structure.incoming[unit] if structure.supports[each]]
    attacks = [each for each in structure.incoming[unit] if not structure.supports[each]]
    weights = rules.strengths or [0.0] * structure.size
    if labels[unit] == IN:
        standing = [each for each in reasons if labels[each] == IN]
        if rules.strengths and standing:
            standing = [max(standing, key=lambda each: weights[each])]
        best = max((weights[each] for each in standing), default=None)
        must = [each for each in attacks if best is None or not rules.holds(best, weights[each])]
        return [each for each in must if labels[each] == OUT], [] if ripple.assumed[unit] and len(
            must
        ) == len(attacks) else standing
    hitting = [each for each in attacks if labels[each] == IN]
    if rules.strengths and hitting:
        hitting = [max(hitting, key=lambda each: weights[each])]
    worst = max((weights[each] for each in hitting), default=None)
    must = [each for each in reasons if worst is None or rules.holds(weights[each], worst) is not False]
    silent = rules.prove and not ripple.assumed[unit] and len(must) == len(reasons)
    return [each for each in must if labels[each] == OUT], [] if silent else hitting


def suffices(ripple: Ripple, goal: int, cards: Collection[int]) -> bool:
    """Whether the goal keeps its label when no other standing statement is relied on: all of them become open."""
    count = ripple.structure.statements
    others = {
        unit: UNDECIDED
        for unit in ripple.distance
        if unit < count and unit != goal and unit not in cards and ripple.labels[unit] == IN
    }
    return ripple.effect(others) == ()
