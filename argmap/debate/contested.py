"""The points that people disagree about most: where most is said for and against, as it stands on the map."""

from __future__ import annotations

from dataclasses import dataclass

from argmap.model import ArgumentMap
from argmap.model.outline import outline
from argmap.model.roles import Standing, standing


@dataclass(frozen=True, slots=True)
class Contested:
    """A card that is argued about, and how many arguments are aimed at it for it and against it.

    What undercuts the argument through which the card stands at its place counts against it.
    """

    card: str
    pro: int
    con: int


def contested(debate: ArgumentMap, where: Standing | None = None) -> tuple[Contested, ...]:
    """The cards with an objection, the most contested first. O(n log n).

    First those cards with the most arguments that have a counterpart on the other side (two for and three against: two
    on each side); of equals the more evenly matched (two and one before six and one), then the more disputed, then the
    earlier in the outline. Nothing is judged, arguments are only counted.
    `where` is the standing of the visible map, for whoever has worked it out already.

    >>> from argmap.model import Node, Relation, replay
    >>> from argmap.model.operations import AddNode, AddRelation
    >>> contested(replay([AddNode(Node("n1", "position", "Cars out.")), AddNode(Node("n2", "claim", "Vans stay.")),
    ...                   AddRelation(Relation("r1", "attack", ("n2",), "n1"))]))
    (Contested(card='n1', pro=0, con=1),)
    """
    debate = debate.visible()
    where = standing(debate) if where is None else where
    found = []
    for line in outline(debate, where):
        if line.again:
            continue
        aimed = [relation.kind for relation in debate.incoming(line.node)]
        home = where.home.get(line.node)
        cuts = sum(each.kind == "attack" for each in debate.incoming(home)) if home is not None else 0
        con = aimed.count("attack") + cuts
        if con:
            found.append(Contested(line.node, aimed.count("support"), con))
    return tuple(sorted(found, key=_order))


def _order(point: Contested) -> tuple[int, int]:
    matched, most = sorted((point.pro, point.con))
    # What nothing speaks for is the more disputed, the more objections it has; else every argument too many is uneven.
    return -matched, most if matched else -most
