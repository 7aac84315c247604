"""What a card does, said as a sentence around the card that it does it to."""

from __future__ import annotations

from argmap.messages import Message, excerpt
from argmap.model import ArgumentMap, Node, Relation
from argmap.model.roles import Standing, role
from argmap.web.addresses import Place
from argmap.web.form_views import Choice
from argmap.web.views import Stand
from argmap.web.words import Translate, tone

MOST = 200
"""How much of what a card does is said."""

_LONGEST = 160
_MOST_OTHERS = 6

_SENTENCES = {
    "reason": ("A reason for", "."),
    "evidence": ("Evidence for", "."),
    "premises": ("A premise, with others, for", "."),
    "objection": ("An objection to", "."),
    "rebuttal": ("A rebuttal of", "."),
    "undercut": ("Undercuts the link from", "."),
    "backing": ("Supports the link from", ", which counts for nothing."),
}


_ABOUT = {
    "reason": "Reason for “{card}”",
    "evidence": "Evidence for “{card}”",
    "premises": "Premise, with others, for “{card}”",
    "objection": "Objection to “{card}”",
    "rebuttal": "Rebuttal of “{card}”",
    "undercut": "Undercut of the link from “{card}”",
    "backing": "Support of the link from “{card}”",
}


def about(debate: ArgumentMap, where: Standing, node: Node, translate: Translate) -> str | None:
    """What a card is, and of which other one, for a list where the two do not stand together; None for a card alone."""
    home = debate.relations.get(where.home.get(node.id, ""))
    if node.kind in ("question", "position") or home is None:
        return None
    words = _ABOUT[role(debate, home, where.depth)]
    return Message(words, {"card": excerpt(end(debate, home).name, 80)}).text(translate)


def phrase(node: Node, length: int) -> str:
    """The beginning of what a card says, without its full stop, to go on from in a sentence.

    >>> phrase(Node("n1", "claim", "Jobs come."), 40), phrase(Node("n1", "claim", "And then ..."), 40)
    ('Jobs come', 'And then ...')
    """
    text = excerpt(node.text, length)
    return text if text.endswith("..") else text.removesuffix(".").removesuffix("。")


def end(debate: ArgumentMap, relation: Relation) -> Node:
    """The card at which a relation ends; for one aimed at a link, the card that the link comes from."""
    if relation.target in debate.nodes:
        return debate.nodes[relation.target]
    return debate.nodes[debate.relations[relation.target].premises[0]]


def stands(
    debate: ArgumentMap, where: Standing, card: str, place: Place, translate: Translate
) -> tuple[Stand, ...]:
    """What a card does, at most `MOST` of it: what it does first and foremost at the head, then what is aimed at."""
    home = where.home.get(card)
    made = []
    every = sorted(debate.outgoing(card), key=lambda each: (each.id != home, each.id != place.aim))
    for relation in every[:MOST]:
        part = role(debate, relation, where.depth)
        before, after = _SENTENCES[part]
        target = end(debate, relation)
        others = [premise for premise in relation.premises if premise != card]
        said = phrase(target, _LONGEST)
        tail = translate(after)
        if after == "." and said.endswith((".", "…", "?", "!")):
            tail = ""
        if others:
            names = "; ".join(f"“{phrase(debate.nodes[other], 80)}”" for other in others[:_MOST_OTHERS])
            more = len(others) - _MOST_OTHERS
            several = ", together with {others} and {count} more."
            tail = Message(
                several if more > 0 else ", together with {others}.", {"others": names, "count": more}
            ).text(translate)
            before = "Counts for" if relation.kind == "support" else "Counts against"
        made.append(
            Stand(
                relation.id,
                translate(before),
                said,
                place.at(target.id).href(f"card-{target.id}"),
                tail,
                tone(part),
            )
        )
    return tuple(made)


def link_name(debate: ArgumentMap, relation: Relation, translate: Translate) -> str:
    """A link in words, for choosing it: from which card to which."""
    start, aim = phrase(debate.nodes[relation.premises[0]], 60), phrase(end(debate, relation), 60)
    return Message("from “{start}” to “{aim}”", {"start": start, "aim": aim}).text(translate)


def deeds(stands: tuple[Stand, ...], chosen: str) -> tuple[Choice, ...]:
    """What a card does, for choosing one of it."""
    return tuple(
        Choice(stand.relation, f"{stand.before} “{excerpt(stand.target, 80)}”", stand.relation == chosen)
        for stand in stands
    )
