"""Support as evidence: an argument counts only at the end of a chain of accepted supports that begins in evidence.

After Oren and Norman 2008, and Polberg and Oren 2014, for supports by single arguments. The lack of evidence is
made an argument: it attacks what it is about, and is attacked by whatever supports that. So attacking all that
supports an argument is an attack on it, and an argument without evidence attacks nobody.

Where arguments support each other in a circle, they must not be each other's evidence. There each argument has
copies that say "stands, with a chain of at most so many steps inside the circle", with a lack for each copy.
"""

from __future__ import annotations

from collections.abc import Iterable

from argmap.analysis.engine.graph import reached
from argmap.analysis.framework import Framework


def evidential(attacks: Framework, supports: Framework, evident: Iterable[str] | None) -> Framework:
    """The framework of attacks alone, the arguments first in their order, then those about the lack of evidence.

    Its complete, preferred and grounded extensions are those of the evidential framework, but for the arguments
    that were added; so are its admissible sets where no arguments support each other in a circle. Quadratic at
    worst; in a circle of k arguments there are k copies of each.

    >>> none = Framework("abx", [("x", "a")])
    >>> evidential(none, Framework("abx", [("a", "b")]), None).attacks
    [('a', 'no evidence for b'), ('x', 'a'), ('no evidence for b', 'b')]
    """
    graph = supports.graph
    if evident is None:
        given = {
            number for number, supporters in enumerate(graph.attackers) if not set(supporters) - {number}
        }
    else:
        given = {supports.number(name) for name in evident}
    made = _Lacks(attacks)
    for number in range(1, graph.size + 1):
        if number not in given:
            circle = set(reached(number, graph.targets)).intersection(reached(number, graph.attackers))
            supporters = set(graph.attackers[number]) - {number}
            made.add(number, sorted(supporters - circle), sorted(supporters & circle), len(circle), given)
    return Framework.numbered(made.names, made.pairs)


class _Lacks:
    """Names and attacks, while the lacks are added."""

    def __init__(self, attacks: Framework) -> None:
        self.names = list(attacks.arguments)
        self.taken = set(self.names)
        self.graph = attacks.graph
        self.pairs = [(number, target) for number, each in enumerate(self.graph.targets) for target in each]
        self.copies: dict[tuple[int, int], int] = {}

    def add(self, number: int, outside: list[int], inside: list[int], size: int, given: set[int]) -> None:
        """The lacks of one argument, one for each length of the chain within its circle of so many arguments."""
        name = self.names[number - 1]
        for steps in range(size):
            last = steps == size - 1
            lack = self._new(f"no evidence for {name}" + ("" if last else f" within {steps} steps"))
            self.pairs.append((lack, number if last else self._copy(number, steps)))
            self.pairs += [(supporter, lack) for supporter in outside]
            for supporter in inside:
                if supporter in given:
                    self.pairs.append((supporter, lack))
                elif steps:
                    self.pairs.append((self._copy(supporter, steps - 1), lack))

    def _copy(self, number: int, steps: int) -> int:
        """The argument, as it stands with so short a chain: attacked by what attacks it, and attacking nothing."""
        if (number, steps) not in self.copies:
            copy = self._new(f"{self.names[number - 1]} within {steps} steps")
            self.copies[number, steps] = copy
            self.pairs += [(attacker, copy) for attacker in self.graph.attackers[number]]
        return self.copies[number, steps]

    def _new(self, name: str) -> int:
        while name in self.taken:
            name += "'"
        self.taken.add(name)
        self.names.append(name)
        return len(self.names)
