"""Parts of a map that are maps themselves: what stands around a card, and what stands near the top.

Pages fold and focus; files and downloads show the whole map.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from argmap.diagram.room import Room, Shown, only
from argmap.diagram.stacks import headline
from argmap.model import ArgumentMap
from argmap.model.map import place
from argmap.model.roles import Standing, standing

_BESIDE = 9  # a card to which the way is too long to be drawn stands with what is at most so many links away
_FIRST = 50  # so many of the cards at the top come before those below the card that is kept
_LONGEST = 300  # an argument of more cards, down to the last that it undercuts, is not looked at


@dataclass(frozen=True, slots=True)
class Folded:
    """A part of a map; `more` says for a card how many are folded away below it.

    `full`: there was no room for all that was to be shown. `left` is how many of the links between the cards
    of the part there was no room for.
    """

    debate: ArgumentMap
    more: Mapping[str, int]
    full: bool = False
    left: int = 0


def around(debate: ArgumentMap, focus: str, depth: int) -> ArgumentMap:
    """The cards at most `depth` links away from one card, towards the positions and away from them. Linear.

    An argument is one link between all its cards: its premises and its target. So linked premises stay
    together, and what undercuts an argument stands next to each card of it. Around the question at the head
    of the map stand the positions that answer it. Nothing is left of the map when the card is not on it.
    """
    debate = debate.visible()
    return only(debate, _near(debate, focus, depth).keys())


def centred(debate: ArgumentMap, focus: str, depth: int, room: Room, closed: Collection[str] = ()) -> Folded:
    """What stands `around` a card, the nearer first, as much of it as there is room for; the card always. Linear.

    What stands below the cards that are `closed` is left out, and counted for them, but for the way to the card itself.
    """
    debate = debate.visible()
    near = _near(debate, focus, depth)
    above: dict[str, str] = {}
    if any(card in near for card in closed):
        above = parents(debate)
        near = _without(debate, near, _inside(above, closed, [focus]))
    shown = Shown(debate, {}, room)
    part, left = shown.part([focus]) if shown.add(near) else (debate, 1)
    if left:
        shown = _by_breadth(debate, focus, near, room)
        part, left = shown.part([focus])
    more = _more(above, shown.cards)
    counted = {card: more[card] for card in closed if card in more}
    return Folded(part, counted, len(shown.cards) < len(near), left)


def _without(debate: ArgumentMap, near: Mapping[str, None], inside: Collection[str]) -> dict[str, None]:
    """The cards that are not inside what is closed, and those with which they count only together."""
    kept = {card for card in near if card not in inside}
    for relation in debate.relations.values():
        if len(relation.premises) > 1 and not kept.isdisjoint(relation.premises):
            kept.update(relation.premises)
    return {card: None for card in near if card in kept}


def parents(debate: ArgumentMap, where: Standing | None = None) -> dict[str, str]:
    """The card below which each card of a visible map stands; cards at the top have none. O(n log n).

    >>> from argmap.model import Node, Relation, replay
    >>> from argmap.model.operations import AddNode, AddRelation
    >>> parents(replay([AddNode(Node("n1", "position", "Cars out.")), AddNode(Node("n2", "claim", "Less noise.")),
    ...                 AddRelation(Relation("r1", "support", ("n2",), "n1"))]))
    {'n2': 'n1'}
    """
    where = standing(debate) if where is None else where
    return {card: _above(debate, where.home, relation) for card, relation in where.home.items()}


def _inside(above: Mapping[str, str], closed: Collection[str], keep: Iterable[str]) -> set[str]:
    """The cards below those that are closed. What has to be opened to get to the cards to keep is not closed."""
    shut = set(closed)
    for card in keep:
        at = above.get(card)
        while at is not None:
            shut.discard(at)
            at = above.get(at)
    found: dict[str, bool] = {}
    for card in above if shut else ():
        way = list[str]()
        at = card
        while at is not None and at not in found:
            way.append(at)
            at = above.get(at)
        inside = at is not None and (found[at] or at in shut)
        for each in reversed(way):
            found[each] = inside
            inside = inside or each in shut
    return {card for card, inside in found.items() if inside}


def _near(debate: ArgumentMap, focus: str, depth: int) -> dict[str, None]:
    """The cards at most `depth` links away from one card, the nearer first."""
    level = [focus] if focus in debate.nodes else []
    near = dict.fromkeys(level)
    if level and depth > 0 and focus == headline(debate):
        near.update({node.id: None for node in debate.nodes.values() if node.kind == "position"})
        depth, level = depth - 1, list(near)
    walk = _Walk(debate)
    for _ in range(depth):
        level = [card for card in dict.fromkeys(walk.next_to(level)) if card not in near]
        near.update(dict.fromkeys(level))
        if not level:
            break
    return near


class _Walk:
    """A walk from card to card along arguments, in both directions; no argument is gone through twice."""

    def __init__(self, debate: ArgumentMap) -> None:
        self._debate = debate
        self._told: set[str] = set()  # arguments whose own cards have been told, down to the target
        self._climbed: set[str] = set()  # and those for which all have been told that are aimed at them

    def next_to(self, cards: Iterable[str]) -> Iterator[str]:
        """The cards that share an argument with these, but for those told before; some more than once."""
        for card in cards:
            for identifier in self._debate.referrers(card):
                if identifier in self._debate.relations:
                    yield from self._cards(identifier)
                    yield from self._aimed_at(identifier)

    def _cards(self, identifier: str) -> Iterator[str]:
        """The cards of an argument: its premises and its target; of an undercut those of what it cuts too."""
        relations = self._debate.relations
        while identifier in relations and identifier not in self._told:
            self._told.add(identifier)
            yield from relations[identifier].premises
            identifier = relations[identifier].target
        if identifier not in relations:
            yield identifier

    def _aimed_at(self, identifier: str) -> Iterator[str]:
        """The premises of what is aimed at an argument, and at that, and so on."""
        waiting = [identifier]
        while waiting:
            aim = waiting.pop()
            if aim in self._climbed:
                continue
            self._climbed.add(aim)
            above = [i for i in self._debate.referrers(aim) if i in self._debate.relations]
            yield from (premise for i in above for premise in self._debate.relations[i].premises)
            waiting.extend(above)


def _by_breadth(debate: ArgumentMap, focus: str, near: Mapping[str, None], room: Room) -> Shown:
    """Those of the cards `near` one card for which there is room: whole arguments, the nearer first."""
    shown = Shown(debate, {}, room)
    if focus in near:
        shown.add([focus])
    if focus == headline(debate):
        for card in near:
            if debate.nodes[card].kind == "position" and not shown.full:
                shown.add([card])
    told: set[str] = set()
    waiting = deque(shown.cards)  # cards, and arguments, whose own arguments have not been looked at
    seen = set(waiting)
    while waiting and not shown.full:
        item = waiting.popleft()
        for identifier in debate.referrers(item):
            if identifier not in debate.relations or identifier in told or shown.full:
                continue
            told.add(identifier)
            cards = _argument(debate, identifier, near)
            if cards and (all(card in shown.cards for card in cards) or shown.add((), identifier)):
                waiting.extend(each for each in (*cards, identifier) if each not in seen)
                seen.update(cards)
    return shown


def _argument(debate: ArgumentMap, identifier: str, near: Mapping[str, None]) -> list[str]:
    """The cards of an argument down to the last target; none when not all of them are near, or they are very many."""
    cards: list[str] = []
    while identifier in debate.relations:
        cards.extend(debate.relations[identifier].premises)
        if len(cards) > _LONGEST:
            return []
        identifier = debate.relations[identifier].target
    cards.append(identifier)
    return cards if all(card in near for card in cards) else []


def folded(
    debate: ArgumentMap,
    depth: int,
    keep: Sequence[str] = (),
    where: Standing | None = None,
    room: Room | None = None,
    closed: Collection[str] = (),
) -> Folded:
    """The cards at most `depth` below the top, the way to each card in `keep`, and the cards right below that.

    What stands below the cards that are `closed` is left out, but for the way to a card to keep.
    With a card go the other premises of its argument, what that is aimed at, and the ways from the top to
    them, so that no card loses its place. A card that is not shown counts once, for the nearest one above it
    that is. `where` is the standing of the visible map, for whoever has worked it out already. O(n log n).

    Where there is `room` for a part of that alone, the cards to keep come first, then what stands at the top
    and below them, then the others by their depth, those of all branches in turn. A card to which the way is
    too long stands with what is `around` it.

    >>> from argmap.model import Node, Relation, replay
    >>> from argmap.model.operations import AddNode, AddRelation
    >>> town = replay([AddNode(Node("n1", "position", "Cars out.")), AddNode(Node("n2", "claim", "Less noise.")),
    ...                AddRelation(Relation("r1", "support", ("n2",), "n1"))])
    >>> folded(town, 0).more
    {'n1': 1}
    """
    debate = debate.visible()
    where = standing(debate) if where is None else where
    above = parents(debate, where)
    kept = [card for card in dict.fromkeys(keep) if card in debate.nodes]
    shown = Shown(debate, where.home, room)
    for card in kept:
        if not shown.add([card]) and room is not None:
            shown = _by_breadth(debate, card, _near(debate, card, _BESIDE), room)
            part, left = shown.part(kept)
            return Folded(part, _more(above, shown.cards), True, left)
    inside = _inside(above, closed, kept)
    wanted = [card for card in _in_turn(debate, where, above, depth, kept) if card not in inside]
    for card in wanted:
        if shown.full:
            break
        shown.add([card])
    part, left = shown.part(kept)
    return Folded(part, _more(above, shown.cards), any(card not in shown.cards for card in wanted), left)


def _in_turn(
    debate: ArgumentMap, where: Standing, above: Mapping[str, str], depth: int, kept: Sequence[str]
) -> list[str]:
    """The cards at most `depth` below the top, and those right below the cards to keep, by their right to be shown."""
    depths = _depths(debate, where)
    below: dict[str, list[str]] = {}
    for card in sorted(above, key=lambda each: place(debate.relations[where.home[each]])):
        below.setdefault(above[card], []).append(card)
    seat = {card: number for siblings in below.values() for number, card in enumerate(siblings)}
    upper = sorted((c for c in above if depths[c] <= depth), key=lambda each: (depths[each], seat[each]))
    asked = [card for each in kept for card in below.get(each, ())]
    return [*where.roots[:_FIRST], *asked, *where.roots[_FIRST:], *upper]


def _depths(debate: ArgumentMap, where: Standing) -> dict[str, int]:
    """How far each card stands below the top, in the outline; an undercut stands below the link that it cuts."""
    found = dict.fromkeys(where.roots, 0)
    for card, relation in where.home.items():  # none comes before what it stands under
        way = []
        at = relation
        while at not in found:
            way.append(at)
            at = debate.relations[at].target
        for number, each in enumerate(reversed(way), found[at] + 1):
            found[each] = number
        found[card] = found[relation]
    return found


def _above(debate: ArgumentMap, home: Mapping[str, str], identifier: str) -> str:
    """The card below which an argument stands: its target, or the last premise at home in what it undercuts."""
    target = debate.relations[identifier].target
    if target in debate.nodes:
        return target
    premises = debate.relations[target].premises
    # Where none is at home there, as in the picture: the first, which stands elsewhere.
    return next((p for p in reversed(premises) if home.get(p) == target), premises[0])


def _more(above: Mapping[str, str], shown: Mapping[str, None]) -> dict[str, int]:
    """How many cards are folded away below each shown one; those with none above them count nowhere."""
    more: dict[str, int] = {}
    nearest: dict[str, str | None] = {}
    for each in above:
        way = list[str]()
        card: str | None = each
        while card is not None and card not in shown and card not in nearest:
            way.append(card)
            card = above.get(card)
        found = nearest.get(card, card) if card is not None else None
        nearest.update(dict.fromkeys(way, found))
        if way and found is not None:
            more[found] = more.get(found, 0) + len(way)
    return more
