"""The least fixed point of the labelling: what stands, what does not, and what is left open.

Every unit is looked at once, when it gets its label; counters say how much of what it waits for is still to
come. A unit may also be held at a label, whatever speaks for or against it.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from argmap.analysis.statements.sources import Sources
from argmap.analysis.statements.standards import Rules
from argmap.analysis.statements.structure import IN, OUT, UNDECIDED, Structure

_KEPT = 3
"""The mark of a unit that is held undecided: neither in nor out, and not to be labelled."""


def solve(
    structure: Structure, assumed: Sequence[int], rules: Rules, held: Mapping[int, int] | None = None
) -> list[int]:
    """The label of every unit, those in `held` as they are held; `assumed` says of each statement whether it is.

    O(n) for n units and their premises; with a standard that compares O(n log n), for sorting. Under the
    burden of proof also linear, unless the same statements lose their sources again and again.
    """
    labels = [UNDECIDED] * structure.size
    for unit, label in (held or {}).items():
        labels[unit] = label or _KEPT
    fixpoint = _Fixpoint(structure, assumed, rules, labels)
    fixpoint.spread(fixpoint.first([unit for unit in held or () if labels[unit] != _KEPT]))
    if rules.prove:
        sources = Sources(structure, labels, assumed, held or {})
        loose = sources.begin()
        while loose:
            for statement in loose:
                labels[statement] = OUT
            loose = sources.lose(fixpoint.spread(loose))
    return [UNDECIDED if label == _KEPT else label for label in labels] if held else labels


class _Fixpoint:
    """Labels on their way, and for each unit what it still waits for.

    A unit is in when it is backed and nothing in `con` is left, out when it is struck and nothing in `pro` is
    left. For a statement these are its attacks and reasons that are not out yet. A relation is backed from the
    beginning; its `con` are the premises that are not in and the undercutters that are not out.
    """

    def __init__(self, structure: Structure, assumed: Sequence[int], rules: Rules, labels: list[int]) -> None:
        self.structure, self.rules, self.labels = structure, rules, labels
        statements, relations = structure.statements, structure.size - structure.statements
        self.con = structure.con + structure.wait[statements:]
        self.pro = structure.pro + [0] * relations
        self.backed = [*assumed, *[True] * relations]
        self.struck = [rules.prove and not each for each in assumed] + [False] * relations
        self.scales = _Scales(structure, rules, labels) if rules.standard != "none" else None

    def first(self, changed: list[int]) -> list[int]:
        """What has a label to begin with: these units, and the statements that wait for nothing."""
        labels, count = self.labels, self.structure.statements
        for statement, (con, backed) in enumerate(zip(self.con[:count], self.backed, strict=False)):
            if backed and not con and not labels[statement]:
                labels[statement] = IN
                changed.append(statement)
        for statement in range(count) if self.rules.prove else ():
            if self.struck[statement] and not self.pro[statement] and not labels[statement]:
                labels[statement] = OUT
                changed.append(statement)
        return changed

    def spread(self, changed: Sequence[int]) -> list[int]:
        """Draw every consequence of these units' labels; gives the relations that went out."""
        count = self.structure.statements
        relations = [unit for unit in changed if unit >= count]
        statements = [unit for unit in changed if unit < count]
        fallen: list[int] = []
        while statements or relations:
            relations += self._used(statements)
            statements = self._moved(relations)
            if self.rules.prove:
                fallen += [relation for relation in relations if self.labels[relation] == OUT]
            relations = []
        return fallen

    def _used(self, statements: Sequence[int]) -> list[int]:
        """The relations that get a label because of their premises."""
        labels, con, users = self.labels, self.con, self.structure.users
        found: list[int] = []
        for statement in statements:
            if labels[statement] == IN:
                for user in users[statement]:
                    con[user] -= 1
                    if not con[user] and not labels[user]:
                        labels[user] = IN
                        found.append(user)
            else:
                for user in users[statement]:
                    if not labels[user]:
                        labels[user] = OUT
                        found.append(user)
        return found

    def _moved(self, relations: list[int]) -> list[int]:
        """The statements that get a label because of these relations, to which those that they undercut are added."""
        labels, con, pro, backed, struck = self.labels, self.con, self.pro, self.backed, self.struck
        target, supports, count = self.structure.target, self.structure.supports, self.structure.statements
        found: list[int] = []
        for relation in relations:
            aim = target[relation]
            if aim < 0 or labels[aim]:
                continue
            if supports[relation]:
                if labels[relation] == IN:
                    backed[aim] = True
                else:
                    pro[aim] -= 1
            elif labels[relation] == IN:
                struck[aim] = True
            else:
                con[aim] -= 1
            if backed[aim] and not con[aim]:
                labels[aim] = IN
            elif struck[aim] and not pro[aim]:
                labels[aim] = OUT
            elif self.scales:
                labels[aim] = self.scales.weigh(relation, aim)
            if labels[aim]:
                (found if aim < count else relations).append(aim)
        return found


class _Scale:
    """The reasons or the attacks of one statement, the strongest first.

    `standing` is the strength of the strongest that is in; `open` the place of the strongest that is not out.
    """

    __slots__ = ("open", "order", "standing")

    def __init__(self, order: list[tuple[float, int]]) -> None:
        self.order = order
        self.open = 0
        self.standing: float | None = None

    def strongest(self, labels: Sequence[int]) -> float | None:
        """The strength of the strongest that is not out. The pointer only ever moves on, so in all it is linear."""
        while self.open < len(self.order) and labels[self.order[self.open][1]] == OUT:
            self.open += 1
        return self.order[self.open][0] if self.open < len(self.order) else None


class _Scales:
    """For each statement with reasons and attacks, what they weigh against each other under a proof standard."""

    def __init__(self, structure: Structure, rules: Rules, labels: Sequence[int]) -> None:
        self.rules, self.labels, self.supports = rules, labels, structure.supports
        self.strengths = rules.strengths or [0.0] * structure.size
        sides: dict[int, tuple[list[tuple[float, int]], list[tuple[float, int]]]] = {
            statement: ([], [])
            for statement, (pro, con) in enumerate(zip(structure.pro, structure.con, strict=True))
            if pro and con
        }
        for relation in range(structure.statements, structure.size):
            pair = sides.get(structure.target[relation])
            if pair:
                pair[structure.supports[relation]].append((self.strengths[relation], relation))
        for pair in sides.values():
            for side in pair:
                side.sort(reverse=True)
        self.pairs = {statement: (_Scale(con), _Scale(pro)) for statement, (con, pro) in sides.items()}

    def weigh(self, relation: int, target: int) -> int:
        """The label that the standard gives the target, whatever becomes of what is still open."""
        pair = self.pairs.get(target)
        if pair is None:
            return UNDECIDED
        con, pro = pair
        if self.labels[relation] == IN:
            mine = pair[self.supports[relation]]
            mine.standing = max(mine.standing or 0.0, self.strengths[relation])
        if pro.standing is not None:
            against = con.strongest(self.labels)
            if against is not None and self.rules.holds(pro.standing, against):
                return IN
        if con.standing is not None:
            best = pro.strongest(self.labels)
            if best is not None and self.rules.holds(best, con.standing) is False:
                return OUT
        return UNDECIDED
