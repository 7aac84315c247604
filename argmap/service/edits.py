"""How one changes what is on a map: edit a card, connect it, move it, take it away.

Every function makes an operation from the map as it is, and changes nothing itself.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import islice
from typing import Any

from argmap.messages import Message
from argmap.model import ArgumentMap, Node, Problem, Relation
from argmap.model.map import RELATION_KINDS
from argmap.model.operations import (
    AddNode,
    AddRelation,
    Batch,
    EditNode,
    EditRelation,
    Move,
    Operation,
    RemoveNode,
    RemoveRelation,
)
from argmap.model.ranks import between, is_rank, spread
from argmap.model.roles import Standing, standing
from argmap.service.answers import MOST_PREMISES, last_card, last_place
from argmap.service.content import Content, Stood, content, disputed, overlaid, touched
from argmap.service.faults import about
from argmap.service.numbers import Numbers
from argmap.service.references import Reference, abandoned, citing, recited
from argmap.service.refusals import Stale
from argmap.service.shelf import Outcome
from argmap.service.wording import optional, statement


@dataclass(frozen=True, slots=True)
class Wanted:
    """A card as somebody wants it. None: that stays as it is.

    `seen` is what the card said when they began, and `stood` what it did; `version` tells how old that is where
    `seen` does not. Version 0 puts a card that was taken away meanwhile back.
    """

    card: str
    version: int
    text: str | None = None
    title: str | None = None
    kind: str | None = None
    stance: str | None = None
    reference: Reference | None = None
    seen: Content | None = None
    stood: tuple[Stood, ...] = ()

    @property
    def mine(self) -> Content:
        """What they wrote."""
        return Content(self.text, self.title, self.kind, self.stance, self.reference)


def edit(debate: ArgumentMap, numbers: Numbers, wanted: Wanted) -> Outcome:
    """Change what somebody changed of a card, and no more.

    Raises `Stale` when the card was removed in the meantime, or the same part of it changed; and `Problem`.
    """
    node = debate.nodes.get(wanted.card)
    if node is None:
        if wanted.version == 0:
            return _put_back(debate, numbers, wanted)
        raise Stale(wanted.card, None)
    notes: list[Message] = []
    now = content(debate, node.id)
    if wanted.seen is None and wanted.version != node.version:
        raise Stale(wanted.card, node)
    seen = wanted.seen or now
    worded = _worded(wanted.mine, notes)
    if disputed(wanted.mine, seen, now):
        raise Stale(wanted.card, node)
    parts = touched(wanted.mine, seen)
    changes = {part: worded[part] for part in parts if part != "reference"}
    if changes.get("kind", node.kind) != "position":
        changes["stance"] = None
    changes = {name: value for name, value in changes.items() if value != getattr(node, name)}
    operations: list[Operation] = [EditNode(node.id, changes)] if changes else []
    if wanted.reference is not None and "reference" in parts:
        operations += recited(debate, numbers, node.id, wanted.reference, notes)
    if not operations:
        key = "The card says this already." if parts else "Nothing is different: the card stands as it was."
        raise Problem(key, item=node.id)
    return Outcome(_joined(operations), tuple(notes))


def _worded(mine: Content, notes: list[Message]) -> dict[str, Any]:
    """The fields of a card from what somebody wrote. Raises `Problem`."""
    made: dict[str, Any] = {"kind": mine.kind, "stance": mine.stance or None}
    if mine.text is not None:
        made["text"] = statement(mine.text, notes)
    if mine.title is not None:
        with about("title"):
            made["title"] = optional(mine.title, "title", notes)
    return made


def _put_back(debate: ArgumentMap, numbers: Numbers, wanted: Wanted) -> Outcome:
    """Put a card that was taken away back, as whoever was editing it wants it, and where it stood."""
    notes: list[Message] = []
    whole = overlaid(wanted.mine, wanted.seen or Content())
    made = _worded(replace(whole, text=whole.text or ""), notes)
    kind = made["kind"] or "claim"
    made["stance"] = made["stance"] if kind == "position" else None
    node = Node(numbers.give("n"), **{**made, "kind": kind})
    source, before, behind = citing(debate, numbers, node.id, whole.reference or Reference(), notes)
    if source is not None:
        node = replace(node, sources=(source,))
    linking = [each for stood in wanted.stood for each in _standing(debate, numbers, node.id, stood)]
    if linking:
        return Outcome(_joined([*before, AddNode(node), *linking, *behind]), tuple(notes))
    if wanted.stood:
        notes.append(Message(_ALONE))
    rank, anew = last_card(debate)
    return Outcome(_joined([*anew, *before, AddNode(replace(node, rank=rank)), *behind]), tuple(notes))


_ALONE = "What it was connected to has been taken away too, so it is a card of its own now."


def _standing(debate: ArgumentMap, numbers: Numbers, card: str, stood: Stood) -> list[Operation]:
    """What lets a card do again what it did: nothing where that is no longer possible."""
    relation = debate.relations.get(stood.relation)
    if relation is not None:
        # Its linked premises have gone on without it.
        few = len(relation.premises) < MOST_PREMISES
        return [EditRelation(relation.id, {"premises": (*relation.premises, card)})] if few else []
    fits = stood.target in debate.nodes or (stood.kind == "attack" and stood.target in debate.relations)
    if not fits or stood.kind not in RELATION_KINDS:
        return []
    rank, anew = last_place(debate, stood.target)
    return [*anew, AddRelation(Relation(numbers.give("r"), stood.kind, (card,), stood.target, rank=rank))]


def connect(debate: ArgumentMap, numbers: Numbers, kind: str, card: str, target: str) -> Outcome:
    """Let a card support or attack another card too, or undercut a link. Raises `Problem`."""
    _card(debate, card)
    if kind not in ("support", "attack"):
        raise Problem("A card supports or attacks another one: choose which.")
    _aim(debate, card, target, kind)
    for relation in debate.outgoing(card):
        if relation.target == target and relation.kind == kind and relation.premises == (card,):
            raise Problem("The card does this already.", item=card)
    rank, anew = last_place(debate, target)
    made = Relation(numbers.give("r"), kind, (card,), target, rank=rank)
    return Outcome(_joined([*anew, AddRelation(made)]))


def move(debate: ArgumentMap, relation: str, target: str) -> Outcome:
    """Aim what a card does at another target. Raises `Problem`."""
    found = _relation(debate, relation)
    if found.target == target:
        raise Problem("It stands there already.", item=relation)
    for premise in found.premises:
        _aim(debate, premise, target, found.kind)
    rank, anew = last_place(debate, target)
    return Outcome(_joined([*anew, Move(relation, target, rank)]))


def order(debate: ArgumentMap, relation: str, earlier: bool) -> Outcome:
    """Put an argument one place earlier or later among those with the same target. Raises `Problem`."""
    found = _relation(debate, relation)
    siblings = debate.incoming(found.target)
    place = siblings.index(found)
    other = place - 1 if earlier else place + 1
    if not 0 <= other < len(siblings):
        raise Problem(
            "It is the {end} one already.", item=relation, end=Message("first" if earlier else "last")
        )
    siblings.insert(other, siblings.pop(place))
    low = siblings[other - 1].rank if other else ""
    high = siblings[other + 1].rank if other + 1 < len(siblings) else None
    if high is None or low < high:
        rank = between(low, high)
        if is_rank(rank):
            return Outcome(Move(relation, rank=rank))
    # No room between the two, or none of them has a place of its own yet: all get new ones.
    ranks = spread(len(siblings))
    return Outcome(
        Batch(tuple(EditRelation(each.id, {"rank": new}) for each, new in zip(siblings, ranks, strict=True)))
    )


def disconnect(debate: ArgumentMap, relation: str, card: str) -> Outcome:
    """Let a card no longer do what this relation says; linked premises that remain go on without it."""
    found = _relation(debate, relation)
    if card not in found.premises:
        raise Problem("This card does not do this: look again at what is to be disconnected.", item=relation)
    rest = tuple(premise for premise in found.premises if premise != card)
    if rest:
        return Outcome(EditRelation(relation, {"premises": rest}))
    return Outcome(RemoveRelation(relation))


def remove(debate: ArgumentMap, card: str, version: int, branch: bool) -> Outcome:
    """Take a card away, and its sources if nothing else cites them; with `branch` all that stands under it alone too.

    Raises `Stale`.
    """
    node = debate.nodes.get(card)
    if node is None or node.version != version:
        raise Stale(card, node)
    gone = [*reversed(below(debate, card)), card] if branch else [card]
    return Outcome(_joined([*map(RemoveNode, gone), *abandoned(debate, gone)]))


def below(debate: ArgumentMap, card: str) -> list[str]:
    """The cards that stand under a card and serve nowhere else: what would be left hanging without it. Linear.

    Positions and the question never count: they stand by themselves.
    """
    under_it = under(debate, standing(debate), card)
    inside = {*under_it, card}
    serving = [
        each
        for each in under_it
        if debate.nodes[each].kind in ("position", "question")
        or any(_end(debate, relation) not in inside for relation in debate.outgoing(each))
    ]
    while serving:
        each = serving.pop()
        if each in inside and each != card:
            # It stays, and so does whatever argues for it, against it, or about its links.
            inside.discard(each)
            arguments = [*debate.incoming(each)]
            arguments += [cut for link in debate.outgoing(each) for cut in debate.incoming(link.id)]
            serving.extend(premise for relation in arguments for premise in relation.premises)
    return [each for each in under_it if each in inside]


def under(debate: ArgumentMap, where: Standing, card: str) -> list[str]:
    """The cards at home under a card, at any depth, those nearer to it first. Linear."""
    homes: dict[str, list[str]] = {}
    for node, relation in where.home.items():
        homes.setdefault(_end(debate, debate.relations[relation]), []).append(node)
    found: dict[str, None] = {}
    waiting = deque(homes.get(card, []))
    while waiting:
        each = waiting.popleft()
        if each not in found and each != card:
            found[each] = None
            waiting.extend(homes.get(each, []))
    return list(found)


def _end(debate: ArgumentMap, relation: Relation) -> str:
    """The card at which a relation ends; for an undercut the first premise of the link it is aimed at."""
    if relation.target in debate.nodes:
        return relation.target
    return debate.relations[relation.target].premises[0]


def touches(debate: ArgumentMap, card: str, most: int = 12) -> Iterator[Message]:
    """What taking a card away takes with it, or leaves hanging: `most` sentences, and how many more there would be."""
    every = _touched(debate, card)
    yield from islice(every, most)
    more = sum(1 for _ in every)
    if more:
        yield Message("And {count:,} more.", {"count": more})


def _touched(debate: ArgumentMap, card: str) -> Iterator[Message]:
    node = _card(debate, card)
    for relation in debate.outgoing(card):
        target = debate.nodes[_end(debate, relation)].name
        if len(relation.premises) > 1:
            yield Message("The linked premises for “{target}” go on without it.", {"target": target})
        elif relation.target in debate.relations:
            yield Message("It no longer undercuts the link from “{target}”.", {"target": target})
        elif relation.kind == "support":
            yield Message("It no longer supports “{target}”.", {"target": target})
        else:
            yield Message("It no longer speaks against “{target}”.", {"target": target})
        if len(relation.premises) == 1:
            for undercut in debate.incoming(relation.id):
                for premise in undercut.premises:
                    name = debate.nodes[premise].name
                    yield Message("The undercut “{name}” loses the link it is aimed at.", {"name": name})
    for relation in debate.incoming(card):
        for premise in relation.premises:
            yield Message("“{name}” loses what it answers.", {"name": debate.nodes[premise].name})
    quotes = sum(1 for each in debate.referrers(node.id) if each in debate.quotes)
    if quotes:
        yield Message("Its quotations go with it.")


def _card(debate: ArgumentMap, card: str) -> Node:
    node = debate.nodes.get(card)
    if node is None:
        raise Problem("This card is not on the map any more.", item=card)
    return node


def _relation(debate: ArgumentMap, relation: str) -> Relation:
    found = debate.relations.get(relation)
    if found is None:
        raise Problem("This connection is not on the map any more.", item=relation)
    return found


def _aim(debate: ArgumentMap, card: str, target: str, kind: str) -> None:
    """Refuse a target that is gone, is the card itself, or cannot be aimed at in this way."""
    if target in debate.relations:
        if kind == "support":
            raise Problem("A link can be undercut, not supported: choose a card, or “speaks against”.")
        if card in debate.relations[target].premises:
            raise Problem("A card cannot undercut its own link.", item=card)
        return
    if target not in debate.nodes:
        raise Problem("The card to connect to is not on the map any more: choose another one.")
    if target == card:
        raise Problem("A card cannot be connected to itself: choose another one.", item=card)


def _joined(operations: list[Operation]) -> Operation:
    return operations[0] if len(operations) == 1 else Batch(tuple(operations))
