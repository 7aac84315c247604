"""The argument about a position as a short dialogue: for, against, even so."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from argmap.analysis.labelling import Labelling
from argmap.messages import Message, excerpt
from argmap.model import Relation

TURNS = 6
"""How long a dialogue goes on at most."""
WORDS = 240
"""How much of a card is said."""


@dataclass(frozen=True, slots=True)
class Turn:
    """One thing said: by which side ("for", "against", or "so" for the result), in words, and resting on which cards."""

    side: str
    message: Message
    cards: tuple[str, ...]


def dispute(labelling: Labelling, position: str) -> tuple[Turn, ...]:
    """How one would argue about a position: the best reason for it, the best answer, the answer to that, and so on.

    Each side says what stands if it can, else what is open, else what has been refuted, so that the dialogue shows why the label
    is what it is. Nothing is said twice; after `TURNS` turns it ends. The last turn is the result. O(d log d)
    for the d relations looked at. `ValueError` for a card without label.

    >>> from argmap import load
    >>> from argmap.analysis.labelling import label
    >>> debate, _ = load(b"[A]: Cars out. #position\\n  + The air clears.\\n  - Trade suffers.\\n    - It grew.\\n")
    >>> for turn in dispute(label(debate), "n1"):
    ...     print(turn.message)
    For: The air clears.
    Against: Trade suffers.
    Even so: It grew.
    So far “A” stands.
    """
    if position not in labelling.nodes:
        raise ValueError(f"The card '{excerpt(str(position))}' has no label.")
    debate = labelling.case.debate
    turns: list[Turn] = []
    said: set[str] = set()
    reason = _best(labelling, [r for r in debate.incoming(position) if r.kind == "support"], said)
    if reason:
        said.add(reason.id)
        turns.append(_turn(labelling, "for", "For: {words}", reason))
    elif debate.incoming(position):
        turns.append(Turn("for", Message("For: nobody has given a reason yet."), ()))
    aims = [position, *(_aims(reason) if reason else ())]
    side = "against"
    while len(turns) < TURNS:
        answer = _best(labelling, _attacks(labelling, aims), said)
        if answer is None or (_unproven(labelling, turns[-1:]) and labelling.relations[answer.id] != "in"):
            break
        said.add(answer.id)
        turns.append(_turn(labelling, side, _key(labelling, side, answer), answer))
        aims = _aims(answer)
        side = "for" if side == "against" else "against"
    if turns and _unproven(labelling, turns[-1:]):
        key = (
            "Against: nobody has shown that so far."
            if side == "against"
            else "Even so: nobody has shown that so far."
        )
        turns.append(Turn(side, Message(key), turns[-1].cards))
    return (*turns, _result(labelling, position, bool(turns)))


def _unproven(labelling: Labelling, turns: list[Turn]) -> bool:
    """Whether what was said last rests on a card that does not stand, though nothing that stands speaks against it."""
    debate = labelling.case.debate
    for card in (card for turn in turns for card in turn.cards if labelling.nodes.get(card) == "out"):
        attacks = [relation for relation in debate.incoming(card) if relation.kind == "attack"]
        if all(labelling.relations[relation.id] == "out" for relation in attacks):
            return True
    return False


def _aims(relation: Relation) -> list[str]:
    return [relation.id, *relation.premises]


def _attacks(labelling: Labelling, aims: Iterable[str]) -> list[Relation]:
    debate = labelling.case.debate
    return [relation for aim in aims for relation in debate.incoming(aim) if relation.kind == "attack"]


def _best(labelling: Labelling, relations: list[Relation], said: set[str]) -> Relation | None:
    """What stands before what is open, and that before what does not stand; among equals the first."""
    rank = {"in": 0, "undecided": 1, "out": 2}
    fresh = [relation for relation in relations if relation.id not in said]
    return min(fresh, key=lambda each: rank[labelling.relations[each.id]], default=None)


def _key(labelling: Labelling, side: str, relation: Relation) -> str:
    if relation.target in labelling.case.debate.relations:
        if side == "for":
            return "Even so: that does not follow. {words}"
        return "Against: that does not follow. {words}"
    return "Even so: {words}" if side == "for" else "Against: {words}"


def _turn(labelling: Labelling, side: str, key: str, relation: Relation) -> Turn:
    nodes = labelling.case.debate.nodes
    words = " ".join(excerpt(nodes[premise].text, WORDS) for premise in relation.premises)
    return Turn(side, Message(key, {"words": words}), relation.premises)


def _result(labelling: Labelling, position: str, argued: bool) -> Turn:
    keys = {
        "in": "So far “{position}” stands.",
        "out": "So far “{position}” does not stand.",
        "undecided": "So far “{position}” is open.",
    }
    key = keys[labelling.nodes[position]] if argued else "Nobody has argued about “{position}” yet."
    name = excerpt(labelling.case.debate.nodes[position].name)
    return Turn("so", Message(key, {"position": name}), (position,))
