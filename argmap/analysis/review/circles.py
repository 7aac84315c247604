"""Arguments that come back to where they started, and cards that pull both ways."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator

from argmap.analysis.review.findings import Finding
from argmap.analysis.review.ground import Findings, Ground, finding

_STARTS = 64  # places of one knot from which the shortest circle is looked for
_STEPS = 200_000  # and the most steps that this may take

Onwards = Callable[[str], Iterable[str]]


def circles(ground: Ground) -> Findings:
    """For each knot of arguments that lead back to themselves a shortest circle.

    A circle of supports alone begs the question. One with supports and attacks makes a claim speak, in the
    end, against or for itself. Claims that merely attack one another are no circle, they contradict one another; nor is
    it one when a position attacks its rivals.
    """
    begging: set[str] = set()
    for knot in knots(ground.nodes, lambda place: _onwards(ground, place, ("support",))):
        circle = shortest(
            ground.in_order(knot), lambda place: _onwards(ground, place, ("support",)), set(knot)
        )
        begging.update(knot)
        yield _begging(ground, circle)
    both = ("support", "attack")
    for knot in knots(ground.nodes, lambda place: _onwards(ground, place, both)):
        supports = [
            place
            for place in knot
            if place in ground.relations
            and ground.relations[place].kind == "support"
            and place not in begging
        ]
        if not supports:
            continue
        circle = shortest(ground.in_order(supports), lambda place: _onwards(ground, place, both), set(knot))
        if any(place in ground.relations and ground.relations[place].kind == "attack" for place in circle):
            cards = [place for place in circle if place in ground.nodes]
            yield finding(
                "circular-reasoning",
                ground.in_order(cards)[0],
                "The argument comes back to where it started: {cards}.",
                "Look which of these steps is meant, and take out the one that is not.",
                cards=ground.names(cards),
            )


def _begging(ground: Ground, circle: list[str]) -> Finding:
    cards = [place for place in circle if place in ground.nodes]
    first = ground.in_order(cards)[0]
    turn = cards.index(first)
    cards = cards[turn:] + cards[:turn]
    message = (
        "“{card}” is given as a reason for itself."
        if len(cards) == 1
        else "“{card}” rests in the end on itself: {cards} go round in a circle."
    )
    return finding(
        "begging-the-question",
        first,
        message,
        "Give a reason from outside the circle, and take one of its steps out.",
        card=ground.name(first),
        cards=ground.names(cards),
    )


def _onwards(ground: Ground, place: str, kinds: tuple[str, ...]) -> list[str]:
    """Where an argument leads: from a card to its arguments of these kinds, from an argument to its target."""
    if place in ground.relations:
        return [ground.relations[place].target]
    return [
        relation.id
        for relation in ground.outgoing[place]
        if relation.kind in (kinds if place not in ground.tops else ("support",))
        and not (relation.kind == "support" and relation.target in ground.relations)
    ]


def knots(starts: Iterable[str], onwards: Onwards) -> Iterator[list[str]]:
    """The strongly connected parts of more than one place (Tarjan 1972, without recursion). Linear.

    >>> list(knots("abcd", {"a": "b", "b": "c", "c": "b", "d": ""}.__getitem__))
    [['c', 'b']]
    """
    number: dict[str, int] = {}
    low: dict[str, int] = {}
    waiting: list[str] = []
    inside: set[str] = set()
    for start in starts:
        if start in number:
            continue
        walk: list[tuple[str, Iterator[str]]] = []
        place: str | None = start
        while place is not None or walk:
            if place is not None:
                number[place] = low[place] = len(number)
                waiting.append(place)
                inside.add(place)
                walk.append((place, iter(onwards(place))))
            here, further = walk[-1]
            place = None
            for other in further:
                if other not in number:
                    place = other
                    break
                if other in inside:
                    low[here] = min(low[here], number[other])
            if place is not None:
                continue
            walk.pop()
            if walk:
                low[walk[-1][0]] = min(low[walk[-1][0]], low[here])
            if low[here] == number[here]:
                knot = _taken(waiting, inside, here)
                if len(knot) > 1:
                    yield knot


def _taken(waiting: list[str], inside: set[str], last: str) -> list[str]:
    knot: list[str] = []
    while not knot or knot[-1] != last:
        knot.append(waiting.pop())
        inside.discard(knot[-1])
    return knot


def shortest(starts: list[str], onwards: Onwards, within: set[str]) -> list[str]:
    """A shortest way from one of the first starts back to it, inside a knot.

    Exact for up to 64 starts in a knot of up to 3,000 places; beyond, the shortest of those through the first few.

    >>> shortest(["a"], {"a": "b", "b": "ca", "c": "a"}.__getitem__, set("abc"))
    ['a', 'b']
    """
    best: list[str] = []
    for start in starts[: max(1, min(_STARTS, _STEPS // len(within)))]:
        came: dict[str, str] = {}
        level = [start]
        steps = 0
        while level and start not in came and (not best or steps < len(best)):
            further: list[str] = []
            for place in level:
                for other in onwards(place):
                    if other in within and other not in came:
                        came[other] = place
                        further.append(other)
            level = further
            steps += 1
        if start in came:
            way = [came[start]]
            while way[-1] != start:
                way.append(came[way[-1]])
            if not best or len(way) < len(best):
                best = way[::-1]
    return best


def both_ways(ground: Ground) -> Findings:
    """Cards that support and attack the same card or argument."""
    for identifier in ground.nodes:
        kinds: dict[str, set[str]] = {}
        for relation in ground.outgoing[identifier]:
            kinds.setdefault(relation.target, set()).add(relation.kind)
        for target, found in kinds.items():
            if len(found) > 1:
                yield finding(
                    "supports-and-attacks",
                    identifier,
                    "“{card}” speaks both for and against “{target}”.",
                    "Decide which is meant, or split the card into the two things that it says.",
                    card=ground.name(identifier),
                    target=ground.name(target),
                )
