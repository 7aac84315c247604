"""The strongly connected components of a directed graph: what stands in one circle, and in which order."""

from __future__ import annotations

from collections.abc import Sequence


def components(inputs: Sequence[Sequence[int]]) -> list[list[int]]:
    """The strongly connected components of the graph in which place v depends on the places `inputs[v]`.

    Each component comes after those it depends on, so that one pass over the list settles a graph without
    circles. Linear (Tarjan 1972), without recursion, so of any depth.

    >>> components([[1], [2], [1], [0]])
    [[2, 1], [0], [3]]
    """
    found: list[list[int]] = []
    number = [0] * len(inputs)  # 0: not seen yet; else the order of discovery, lowered to the lowest in reach
    done = len(inputs) + 1  # higher than every number, so that what is settled lowers nothing
    counter = 0
    stack: list[int] = []
    for start in range(len(inputs)):
        if number[start]:
            continue
        counter += 1
        number[start] = counter
        stack.append(start)
        path = [(start, counter, iter(inputs[start]))]
        while path:
            place, own, rest = path[-1]
            for other in rest:
                if not number[other]:
                    counter += 1
                    number[other] = counter
                    stack.append(other)
                    path.append((other, counter, iter(inputs[other])))
                    break
                number[place] = min(number[place], number[other])
            else:
                path.pop()
                if number[place] == own:
                    found.append(_taken(stack, place, number, done))
                elif number[place] < number[path[-1][0]]:
                    number[path[-1][0]] = number[place]
    return found


def _taken(stack: list[int], last: int, number: list[int], done: int) -> list[int]:
    """What lies on the stack down to `last`: one component, now settled."""
    component: list[int] = []
    while True:
        place = stack.pop()
        number[place] = done
        component.append(place)
        if place == last:
            return component
