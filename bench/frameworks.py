"""Generated argumentation frameworks in four shapes, the same ones every time: arguments 1 to n, and who attacks whom."""

from __future__ import annotations

import random
from collections.abc import Callable

Attacks = list[tuple[int, int]]


def random_graph(size: int, dice: random.Random) -> Attacks:
    """Two attacks for each argument, between any two."""
    found: set[tuple[int, int]] = set()
    while len(found) < 2 * size:
        found.add((dice.randint(1, size), dice.randint(1, size)))
    return sorted(found)


def small_world(size: int, dice: random.Random) -> Attacks:
    """A ring in which each argument stands against its three next ones; every tenth line goes elsewhere (Watts, Strogatz)."""
    found: set[tuple[int, int]] = set()
    for number in range(1, size + 1):
        for step in (1, 2, 3):
            other = (number + step - 1) % size + 1
            if dice.random() < 0.1:
                other = dice.randint(1, size)
            if other != number:
                _oppose(found, number, other, dice, one_way=0.4, back=0.3)
    return sorted(found)


def scale_free(size: int, dice: random.Random) -> Attacks:
    """Each new argument stands against two of those before it, of which much opposed ones are likelier (Barabási, Albert)."""
    found: set[tuple[int, int]] = set()
    ends = [1]
    for number in range(2, size + 1):
        for other in (dice.choice(ends), dice.choice(ends)):
            _oppose(found, number, other, dice, one_way=0.4, back=0.3)
            ends.append(other)
        ends.append(number)
    return sorted(found)


def debate_forest(size: int, dice: random.Random) -> Attacks:
    """Debates as people have them: an argument attacks one of the hundred before it, which sometimes strikes back."""
    found: set[tuple[int, int]] = set()
    for number in range(max(1, size // 50) + 1, size + 1):
        other = dice.randint(max(1, number - 100), number - 1)
        found.add((number, other))
        if dice.random() < 0.15:
            found.add((other, number))
    return sorted(found)


def _oppose(
    found: set[tuple[int, int]], one: int, other: int, dice: random.Random, one_way: float, back: float
) -> None:
    """An attack one way, the other way, or both."""
    chance = dice.random()
    if chance < 1 - back:
        found.add((one, other))
    if chance >= one_way:
        found.add((other, one))


SHAPES: dict[str, Callable[[int, random.Random], Attacks]] = {
    "debate forest": debate_forest,
    "scale-free": scale_free,
    "random": random_graph,
    "small world": small_world,
}


def generate(shape: str, size: int) -> Attacks:
    """The attacks of a framework of that shape; the same ones every time."""
    return SHAPES[shape](size, random.Random(f"{shape} {size}"))
