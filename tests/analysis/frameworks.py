"""Weighted frameworks for the tests: drawn by Hypothesis, or by a seeded dice; and a second opinion on them.

The second opinion (`naive`) is written from the definitions alone and shares nothing with argmap: it walks the
graph by names, and where there are circles it takes very many small steps.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass, replace
from random import Random

from hypothesis import strategies as st
from hypothesis.strategies import DrawFn

BIPOLAR = ("dfquad", "qe", "euler", "mlp")
ATTACKS_ONLY = ("hcat", "hmax", "hcard")
WEIGHTED = (*BIPOLAR, *ATTACKS_ONLY)

Pairs = list[tuple[str, str]]
Attackers = list[tuple[float, float]]  # the strength of each, and its base score


@dataclass(frozen=True)
class Graph:
    base: dict[str, float]
    supports: Pairs
    attacks: Pairs

    def renamed(self, names: dict[str, str]) -> Graph:
        """The same under other names, and told in the opposite order."""

        def pairs(old: Pairs) -> Pairs:
            return [(names[a], names[b]) for a, b in reversed(old)]

        base = {names[name]: score for name, score in reversed(self.base.items())}
        return Graph(base, pairs(self.supports), pairs(self.attacks))

    def beside(self, other: Graph) -> Graph:
        return Graph(
            {**self.base, **other.base}, self.supports + other.supports, self.attacks + other.attacks
        )

    def setting(self, name: str, score: float) -> Graph:
        return replace(self, base={**self.base, name: score})

    def plus(self, name: str, score: float, target: str, attack: bool) -> Graph:
        """With one more argument that bears on one that is there."""
        more = [(name, target)]
        return Graph(
            {**self.base, name: score},
            self.supports + more * (not attack),
            self.attacks + more * attack,
        )

    def without(self, name: str) -> Graph:
        return Graph(
            {n: score for n, score in self.base.items() if n != name},
            [p for p in self.supports if name not in p],
            [p for p in self.attacks if name not in p],
        )


SCORES = st.sampled_from([0.0, 0.25, 0.5, 1.0]) | st.floats(0, 1, allow_subnormal=False)


@st.composite
def graphs(draw: DrawFn, semantics: str, circles: bool = True, prefix: str = "n") -> Graph:
    names = [f"{prefix}{number}" for number in range(draw(st.integers(1, 7)))]
    base = {name: draw(SCORES) for name in names}
    name = st.sampled_from(names)
    pair = st.tuples(name, name)
    some = st.lists(pair, max_size=8)
    if not circles:
        # Each pair the right way round, so that all point from the older to the younger; none to itself.
        some = some.map(lambda pairs: [(min(p), max(p)) for p in pairs if p[0] != p[1]])
    return Graph(base, draw(some) if semantics in BIPOLAR else [], draw(some))


def thrown(seed: int, size: int, pairs: int, semantics: str, circles: bool = True) -> Graph:
    """A random graph with scores of which no two are equal."""
    dice = Random(f"{seed} {size} {pairs}")
    names = [f"n{number}" for number in range(size)]
    base = {name: 0.02 + 0.96 * dice.random() for name in names}
    supports: Pairs = []
    attacks: Pairs = []
    for _ in range(pairs):
        one, other = dice.randrange(size), dice.randrange(size)
        if not circles:
            one, other = sorted((one, other))
            if one == other:
                continue
        side = supports if semantics in BIPOLAR and dice.random() < 0.5 else attacks
        side.append((names[one], names[other]))
    return Graph(base, supports, attacks)


def naive(graph: Graph, semantics: str, rounds: int = 4000, step: float = 0.05) -> dict[str, float]:
    """The strengths, by very many small steps from the base scores."""
    supports, attacks = set(graph.supports), set(graph.attacks)
    now = dict(graph.base)
    for _ in range(rounds):
        new = {}
        for name, w in graph.base.items():
            pro = [now[a] for a, b in supports if b == name]
            con = [(now[a], graph.base[a]) for a, b in attacks if b == name]
            new[name] = now[name] + step * (DEFINITIONS[semantics](w, pro, con) - now[name])
        now = new
    return now


def _energy(pro: list[float], con: Attackers) -> float:
    return math.fsum([*pro, *(-strength for strength, _ in con)])


def _dfquad(w: float, pro: list[float], con: Attackers) -> float:
    v_pro = 1 - math.prod(1 - s for s in pro)
    v_con = 1 - math.prod(1 - s for s, _ in con)
    return w - w * abs(v_pro - v_con) if v_con >= v_pro else w + (1 - w) * abs(v_pro - v_con)


def _qe(w: float, pro: list[float], con: Attackers) -> float:
    def h(x: float) -> float:
        return max(x, 0) ** 2 / (1 + max(x, 0) ** 2)

    energy = _energy(pro, con)
    return w - w * h(-energy) + (1 - w) * h(energy)


def _mlp(w: float, pro: list[float], con: Attackers) -> float:
    if w in (0, 1):
        return w
    return 1 / (1 + math.exp(-(math.log(w / (1 - w)) + _energy(pro, con))))


def _hcard(w: float, _: list[float], con: Attackers) -> float:
    founded = [strength for strength, base in con if base > 0]
    return w / (1 + len(founded) + sum(founded) / len(founded)) if founded else w


DEFINITIONS: dict[str, Callable[[float, list[float], Attackers], float]] = {
    "dfquad": _dfquad,
    "qe": _qe,
    "euler": lambda w, pro, con: 1 - (1 - w**2) / (1 + w * math.e ** _energy(pro, con)),
    "mlp": _mlp,
    "hcat": lambda w, _, con: w / (1 + sum(s for s, _ in con)),
    "hmax": lambda w, _, con: w / (1 + max((s for s, _ in con), default=0)),
    "hcard": _hcard,
}
