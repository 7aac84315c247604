"""Abstract argumentation frameworks: arguments without inner structure, and which attacks which."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from argmap.analysis.engine.graph import Graph, graph_of
from argmap.messages import excerpt


@dataclass(frozen=True, slots=True, init=False, eq=False, repr=False)
class Framework:
    """An argumentation framework (Dung 1995): a finite set of arguments and a relation of attack among them.

    `arguments` are names, in an order that answers keep; `attacks` are pairs (from, to). An argument may
    attack itself. Raises ValueError for an argument or an attack that stands twice, and for an attack from or
    to an unknown argument. Building takes time linear in arguments and attacks, and the value never changes.

    >>> nixon = Framework(["quaker", "republican"], [("quaker", "republican"), ("republican", "quaker")])
    >>> nixon.attackers_of("quaker")
    ('republican',)
    >>> Framework(["a"], [("a", "b")])
    Traceback (most recent call last):
    ValueError: an attack names 'b', which is no argument
    """

    arguments: tuple[str, ...]
    graph: Graph = field(repr=False)
    _numbers: dict[str, int] = field(repr=False)

    def __init__(self, arguments: Iterable[str], attacks: Iterable[tuple[str, str]]) -> None:
        names = tuple(arguments)
        numbers = _numbered(names)
        try:
            pairs = [(numbers[attacker], numbers[target]) for attacker, target in attacks]
        except KeyError as missing:
            raise ValueError(f"an attack names {_quoted(missing.args[0])}, which is no argument") from None
        self._set(names, numbers, graph_of(len(names), pairs))
        for target, attackers in enumerate(self.graph.attackers):
            if len(set(attackers)) != len(attackers):
                twice = next(each for each in attackers if attackers.count(each) > 1)
                raise ValueError(
                    f"the attack of {_quoted(names[twice - 1])} on {_quoted(names[target - 1])} stands twice"
                )

    @classmethod
    def numbered(cls, arguments: Sequence[str], attacks: Iterable[tuple[int, int]]) -> Framework:
        """The same from attacks between the places of the arguments, from 1: for readers of files.

        An attack that stands twice counts once. Raises ValueError for a name that stands twice; the places
        are not checked.
        """
        made = cls.__new__(cls)
        made._set(tuple(arguments), _numbered(arguments), graph_of(len(arguments), attacks).once())
        return made

    def _set(self, names: tuple[str, ...], numbers: dict[str, int], graph: Graph) -> None:
        object.__setattr__(self, "arguments", names)
        object.__setattr__(self, "graph", graph)
        object.__setattr__(self, "_numbers", numbers)

    def number(self, argument: str) -> int:
        """The place of an argument, from 1; raises ValueError for a name that is none.

        >>> Framework("ab", []).number("b")
        2
        """
        found = self._numbers.get(argument)
        if found is None:
            raise ValueError(f"{_quoted(argument)} is no argument of this framework")
        return found

    def named(self, numbers: Iterable[int]) -> frozenset[str]:
        """The arguments at these places."""
        names = self.arguments
        return frozenset([names[number - 1] for number in numbers])

    def attackers_of(self, argument: str) -> tuple[str, ...]:
        """The arguments that attack this one, in the order of the attacks."""
        return tuple(self.arguments[each - 1] for each in self.graph.attackers[self.number(argument)])

    @property
    def attacks(self) -> list[tuple[str, str]]:
        """All attacks, ordered by the places of attacker and target.

        >>> Framework("abc", [("b", "c"), ("a", "c"), ("a", "b")]).attacks
        [('a', 'b'), ('a', 'c'), ('b', 'c')]
        """
        names = self.arguments
        return [
            (names[attacker - 1], names[target - 1])
            for attacker, targets in enumerate(self.graph.targets)
            for target in sorted(targets)
        ]

    def __contains__(self, argument: object) -> bool:
        return argument in self._numbers

    def __len__(self) -> int:
        return len(self.arguments)

    def __eq__(self, other: object) -> bool:
        """Two frameworks are equal that have the same arguments in the same order, and the same attacks."""
        if not isinstance(other, Framework):
            return NotImplemented
        return self.arguments == other.arguments and self.attacks == other.attacks

    def __hash__(self) -> int:
        return hash((self.arguments, sum(map(len, self.graph.targets))))

    def __repr__(self) -> str:
        return f"<Framework of {len(self):,} arguments and {sum(map(len, self.graph.targets)):,} attacks>"


def _numbered(names: Sequence[str]) -> dict[str, int]:
    numbers = {name: number for number, name in enumerate(names, 1)}
    if len(numbers) != len(names):
        twice = next(name for number, name in enumerate(names, 1) if numbers[name] != number)
        raise ValueError(f"the argument {_quoted(twice)} stands twice")
    return numbers


def _quoted(name: object) -> str:
    return repr(excerpt(str(name)))
