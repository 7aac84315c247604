"""A map reduced to what its labels depend on: statements and relations as units, numbered."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from functools import cached_property

from argmap.model import ArgumentMap, Node, Relation

UNDECIDED, IN, OUT = 0, 1, 2
LABELS = ("undecided", "in", "out")

NOWHERE = -1
"""The target of a relation that moves nothing: aimed at a question, or a support of a relation."""


class Structure:
    """The units of a map, statements first, then relations, each with what depends on it.

    `users[s]` are the relations in which statement s is a premise; `target[k]` is the unit that relation k
    moves, and `supports[k]` says how. `wait[k]` counts what must come true before k is in: premises and
    undercutters. `pro[s]` and `con[s]` count reasons and attacks. `hollow` are the relations with a question
    among their premises: a question is no statement, so it is never in, and they never are either.
    """

    def __init__(self, nodes: Iterable[Node], relations: Collection[Relation]) -> None:
        """Linear in the items and their premises."""
        self.ids = [node.id for node in nodes if node.kind != "question"]
        self.statements = count = len(self.ids)
        self.ids += [relation.id for relation in relations]
        self.size = len(self.ids)
        self.place: Mapping[str, int] = dict(zip(self.ids, range(self.size), strict=True))
        self.users: list[list[int]] = [[] for _ in range(count)]
        self.target = [NOWHERE] * self.size
        self.supports = [False] * self.size
        self.wait = [0] * self.size
        self.pro = [0] * count
        self.con = [0] * count
        self.hollow: set[int] = set()
        for unit, relation in enumerate(relations, count):
            self.wait[unit] += len(relation.premises)
            for premise in relation.premises:
                statement = self.place.get(premise)
                if statement is None:
                    self.hollow.add(unit)
                else:
                    self.users[statement].append(unit)
            target = self.place.get(relation.target, NOWHERE)
            if relation.kind == "support":
                if 0 <= target < count:
                    self.target[unit] = target
                    self.supports[unit] = True
                    self.pro[target] += 1
            elif target >= 0:
                self.target[unit] = target
                (self.con if target < count else self.wait)[target] += 1

    @classmethod
    def of(cls, debate: ArgumentMap) -> Structure:
        """The structure of what can be seen of a map."""
        return cls(debate.nodes.values(), debate.relations.values())

    def part(self, members: Collection[int]) -> tuple[Structure, list[int]]:
        """These units and what they depend on directly, as a structure of its own; and the old place of each unit.

        What lies outside, and is there only as an input, has no inputs itself: hold it at a label.
        """
        inside = set(members)
        units = sorted(inside.union(*(self.inputs(unit) for unit in members)))
        new = {unit: place for place, unit in enumerate(units)}
        part = Structure((), ())
        part.ids = [self.ids[unit] for unit in units]
        part.size = len(units)
        part.statements = count = sum(unit < self.statements for unit in units)
        part.place = dict(zip(part.ids, range(part.size), strict=True))
        part.users = [[new[user] for user in self.users[unit] if user in inside] for unit in units[:count]]
        aims = [self.target[unit] for unit in units]
        part.target = [new[aim] if aim in inside else NOWHERE for aim in aims]
        part.supports = [self.supports[unit] and self.target[unit] in inside for unit in units]
        part.wait = [self.wait[unit] for unit in units]
        part.pro = [self.pro[unit] for unit in units[:count]]
        part.con = [self.con[unit] for unit in units[:count]]
        part.hollow = {new[unit] for unit in self.hollow.intersection(units)}
        return part, units

    @cached_property
    def premises(self) -> list[list[int]]:
        """The statements that each relation rests on, by unit; empty for statements."""
        result: list[list[int]] = [[] for _ in range(self.size)]
        for statement, users in enumerate(self.users):
            for user in users:
                result[user].append(statement)
        return result

    @cached_property
    def incoming(self) -> list[list[int]]:
        """The relations that move each unit: reasons and attacks of a statement, undercutters of a relation."""
        result: list[list[int]] = [[] for _ in range(self.size)]
        for unit in range(self.statements, self.size):
            if self.target[unit] >= 0:
                result[self.target[unit]].append(unit)
        return result

    def inputs(self, unit: int) -> list[int]:
        """The units on which the label of this one depends directly."""
        return self.premises[unit] + self.incoming[unit]

    def outputs(self, unit: int) -> list[int]:
        """The units whose labels depend directly on this one."""
        if unit < self.statements:
            return self.users[unit]
        return [self.target[unit]] if self.target[unit] >= 0 else []
