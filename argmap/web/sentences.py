"""What a card does, said as a sentence around the card that it does it to."""

from __future__ import annotations

from argmap.messages import Message, excerpt
from argmap.model import ArgumentMap, Node, Relation
from argmap.model.roles import Standing, role
from argmap.web.addresses import Place
from argmap.web.form_views import Choice
from argmap.web.views import Stand
from argmap.web.words import Translate, tone

_LONGEST = 160

_SENTENCES = {
    "reason": ("A reason for", "."),
    "evidence": ("Evidence for", "."),
    "premises": ("A premise, with others, for", "."),
    "objection": ("An objection to", "."),
    "rebuttal": ("A rebuttal of", "."),
    "undercut": ("Undercuts the link from", "."),
    "backing": ("Supports the link from", ", which counts for nothing."),
}


def end(debate: ArgumentMap, relation: Relation) -> Node:
    """The card at which a relation ends; for one aimed at a link, the card that the link comes from."""
    if relation.target in debate.nodes:
        return debate.nodes[relation.target]
    return debate.nodes[debate.relations[relation.target].premises[0]]


def stands(
    debate: ArgumentMap, where: Standing, card: str, place: Place, translate: Translate
) -> tuple[Stand, ...]:
    """Everything that a card does, what it does first and foremost at the head."""
    home = where.home.get(card)
    made = []
    for relation in sorted(debate.outgoing(card), key=lambda each: each.id != home):
        part = role(debate, relation, where.depth)
        before, after = _SENTENCES[part]
        target = end(debate, relation)
        others = [debate.nodes[premise].name for premise in relation.premises if premise != card]
        tail = translate(after)
        if others:
            names = "; ".join(f"“{excerpt(name, 80)}”" for name in others)
            tail = Message(", together with {others}.", {"others": names}).text(translate)
            before = "Counts for" if relation.kind == "support" else "Counts against"
        made.append(
            Stand(
                relation.id,
                translate(before),
                excerpt(target.name, _LONGEST),
                place.at(target.id).href(f"card-{target.id}"),
                tail,
                tone(part),
            )
        )
    return tuple(made)


def link_name(debate: ArgumentMap, relation: Relation, translate: Translate) -> str:
    """A link in words, for choosing it: from which card to which."""
    start = debate.nodes[relation.premises[0]].name
    aim = end(debate, relation).name
    return Message("from “{start}” to “{aim}”", {"start": excerpt(start, 60), "aim": excerpt(aim, 60)}).text(
        translate
    )


def deeds(stands: tuple[Stand, ...]) -> tuple[Choice, ...]:
    """What a card does, for choosing one of it."""
    return tuple(
        Choice(stand.relation, f"{stand.before} “{excerpt(stand.target, 80)}”", number == 0)
        for number, stand in enumerate(stands)
    )
