"""Where statements come from, under the burden of proof: which of them only hold one another up.

Every statement that is not out keeps one source: itself when it is assumed, else a reason whose premises all
have sources. When that reason falls, another one is looked for; a statement without any is in the air.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from argmap.analysis.statements.structure import OUT, UNDECIDED, Structure

_NONE, _OWN = -1, -2


class Sources:
    """A source for every statement, kept up while relations fall."""

    def __init__(
        self, structure: Structure, labels: Sequence[int], assumed: Sequence[int], held: Mapping[int, int]
    ) -> None:
        """`labels` is looked at anew in every round; what is held needs no source, unless it is held out."""
        self.structure, self.labels = structure, labels
        self.source = [_OWN if each else _NONE for each in assumed]
        for unit, label in held.items():
            if label == OUT:
                continue
            if unit < structure.statements:
                self.source[unit] = _OWN
            elif structure.supports[unit] and unit not in structure.hollow:
                self.source[structure.target[unit]] = unit

    def begin(self) -> list[int]:
        """Trace everything from what is assumed; the undecided statements that are in the air. Linear."""
        statements = range(self.structure.statements)
        self._trace([s for s in statements if self.source[s] != _NONE and self.labels[s] != OUT])
        return self._loose(statements)

    def lose(self, fallen: Sequence[int]) -> list[int]:
        """These relations have gone out: the undecided statements that are in the air because of that."""
        source, supports, target = self.source, self.structure.supports, self.structure.target
        lost: list[int] = []
        waiting = list(fallen)
        while waiting:
            relation = waiting.pop()
            statement = target[relation]
            if supports[relation] and source[statement] == relation:
                source[statement] = _NONE
                lost.append(statement)
                waiting += self.structure.users[statement]
        found = [statement for statement in lost if self._find(statement)]
        self._trace(found)
        return self._loose(lost)

    def _loose(self, statements: Sequence[int]) -> list[int]:
        return [s for s in statements if self.source[s] == _NONE and self.labels[s] == UNDECIDED]

    def _find(self, statement: int) -> bool:
        for relation in self.structure.incoming[statement]:
            if self.structure.supports[relation] and self._carries(relation):
                self.source[statement] = relation
                return True
        return False

    def _carries(self, relation: int) -> bool:
        """Whether a reason is not out, and all its premises have a source."""
        if self.labels[relation] == OUT or relation in self.structure.hollow:
            return False
        return all(self.source[premise] != _NONE for premise in self.structure.premises[relation])

    def _trace(self, waiting: list[int]) -> None:
        source, supports, target = self.source, self.structure.supports, self.structure.target
        while waiting:
            for user in self.structure.users[waiting.pop()]:
                if supports[user] and source[target[user]] == _NONE and self._carries(user):
                    source[target[user]] = user
                    waiting.append(target[user])
