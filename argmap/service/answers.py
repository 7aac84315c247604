"""How one answers a card: with a reason, evidence, an objection, a rebuttal, an undercut, a linked premise.

Every function makes an operation from the map as it is, and changes nothing itself.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace

from argmap.messages import Message
from argmap.model import ArgumentMap, Node, Problem, Relation
from argmap.model.map import place
from argmap.model.operations import AddNode, AddRelation, Batch, EditNode, EditRelation, Operation
from argmap.model.ranks import after, is_rank, spread
from argmap.model.roles import Standing, role, standing
from argmap.service.numbers import Numbers
from argmap.service.references import Reference, citing
from argmap.service.shelf import Outcome
from argmap.service.wording import statement

KINDS = ("reason", "evidence", "objection", "rebuttal", "premise", "undercut", "position")
MOST_PREMISES = 100
"""How many premises an argument may have."""

_GONE = "What you answered has been removed in the meantime. What you wrote is kept, as a card of its own."


@dataclass(frozen=True, slots=True)
class Answer:
    """What somebody wants to add: one of `KINDS`, to which card, in which words.

    `aim` says to which of several things: for a rebuttal the objection (a card), for an undercut and a linked
    premise the link (a relation). Empty: the one that lies at hand.
    """

    kind: str
    card: str
    text: str
    aim: str = ""
    reference: Reference = field(default_factory=Reference)


def add(debate: ArgumentMap, numbers: Numbers, answer: Answer) -> Outcome:
    """The operation that adds an answer. Adding never fails because something else was changed or removed.

    Raises `Problem` for an empty text and the like.
    """
    notes: list[Message] = []
    if answer.kind not in KINDS:
        raise Problem("'{kind}' is no way to answer a card.", kind=answer.kind[:40])
    text = statement(answer.text, notes)
    if answer.kind == "position":
        rank, anew = last_card(debate)
        made = Node(numbers.give("n"), "position", text, rank=rank)
        return Outcome(_joined([*anew, AddNode(made)]), tuple(notes))
    node = Node(numbers.give("n"), "evidence" if answer.kind == "evidence" else "claim", text)
    source, before, behind = citing(debate, numbers, node.id, answer.reference, notes)
    if source is not None:
        node = replace(node, sources=(source,))
    where = _aim(debate, answer)
    if where is None:
        rank, anew = last_card(debate)
        notes.append(Message(_GONE))
        adding = AddNode(replace(node, rank=rank))
        return Outcome(_joined([*anew, *before, adding, *behind]), tuple(notes))
    linking = _linking(debate, numbers, answer.kind, node.id, where)
    return Outcome(_joined([*before, AddNode(node), *linking, *behind]), tuple(notes))


def _linking(debate: ArgumentMap, numbers: Numbers, kind: str, card: str, where: str) -> list[Operation]:
    if kind == "premise":
        premises = debate.relations[where].premises
        return [EditRelation(where, {"premises": (*premises, card)})]
    rank, anew = last_place(debate, where)
    sign = "support" if kind in ("reason", "evidence") else "attack"
    return [*anew, AddRelation(Relation(numbers.give("r"), sign, (card,), where, rank=rank))]


def _aim(debate: ArgumentMap, answer: Answer) -> str | None:
    """The card or the link that an answer is aimed at; None when it is gone."""
    if answer.kind in ("undercut", "premise"):
        choices = steps(debate, answer.card) if answer.kind == "undercut" else linkable(debate, answer.card)
        if not answer.aim:
            return choices[0].id if choices else None
        return answer.aim if any(each.id == answer.aim for each in choices) else None
    if answer.kind == "rebuttal":
        where = standing(debate)
        choices_ = rebuttable(debate, where, answer.card)
        if not answer.aim:
            return choices_[0] if choices_ else None
        return answer.aim if answer.aim in debate.nodes else None
    return answer.card if answer.card in debate.nodes else None


def steps(debate: ArgumentMap, card: str) -> list[Relation]:
    """The links that lead on from a card, the one under which it stands first: those one can undercut."""
    if card not in debate.nodes:
        return []
    home = standing(debate).home.get(card)
    return sorted(debate.outgoing(card), key=lambda relation: relation.id != home)


def linkable(debate: ArgumentMap, card: str) -> list[Relation]:
    """The arguments of a card to which a further premise can be linked."""
    return [relation for relation in steps(debate, card) if len(relation.premises) < MOST_PREMISES]


def rebuttable(debate: ArgumentMap, where: Standing, card: str) -> list[str]:
    """What a rebuttal given at a card can be aimed at: the card itself if it objects, then its objections."""
    if card not in debate.nodes:
        return []
    home = debate.relations.get(where.home.get(card, ""))
    itself = home is not None and role(debate, home, where.depth) in ("objection", "undercut")
    found = dict.fromkeys([card] if itself else [])
    for relation in debate.incoming(card):
        if role(debate, relation, where.depth) == "objection":
            found.update(dict.fromkeys(relation.premises))
    return list(found)


def objectable(debate: ArgumentMap, where: Standing, card: str) -> bool:
    """Whether an attack on this card counts as an objection (on an objection it is a rebuttal)."""
    home = debate.relations.get(where.home.get(card, ""))
    return home is None or where.depth.get(home.id, 0) % 2 == 0


def last_place(debate: ArgumentMap, target: str) -> tuple[str, list[Operation]]:
    """A rank after all that is aimed at a target; and, where there is no room left, new ranks for the others."""
    siblings = debate.incoming(target)
    rank = after(siblings[-1].rank) if siblings else after("")
    if is_rank(rank):
        return rank, []
    *ranks, last = spread(len(siblings) + 1)
    return last, [EditRelation(each.id, {"rank": new}) for each, new in zip(siblings, ranks, strict=True)]


def last_card(debate: ArgumentMap) -> tuple[str, list[Operation]]:
    """A rank after all cards at the top; and, where there is no room left, new ranks for all cards."""
    ordered = sorted(debate.nodes.values(), key=place)
    rank = after(ordered[-1].rank) if ordered else after("")
    if is_rank(rank):
        return rank, []
    *ranks, last = spread(len(ordered) + 1)
    return last, [EditNode(each.id, {"rank": new}) for each, new in zip(ordered, ranks, strict=True)]


def _joined(operations: list[Operation]) -> Operation:
    return operations[0] if len(operations) == 1 else Batch(tuple(operations))
