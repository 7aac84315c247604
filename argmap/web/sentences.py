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
_STOPS = (".", "۔")
_HERE = "\0"
"""Where the card stands in a sentence: a sign that no text of a map holds."""

_SENTENCES = {
    "reason": "A reason for {card}.",
    "evidence": "Evidence for {card}.",
    "premises": "A reason, with others, for {card}.",
    "objection": "An objection to {card}.",
    "rebuttal": "A rebuttal of {card}.",
    "undercut": "Undercuts the link from {card}.",
    "backing": "Supports the link from {card}, which counts for nothing.",
}
_TOGETHER = {
    "support": "Counts for {card}, together with {others}.",
    "attack": "Counts against {card}, together with {others}.",
}
_TOGETHER_AND_MORE = {
    "support": "Counts for {card}, together with {others} and {count} more.",
    "attack": "Counts against {card}, together with {others} and {count} more.",
}


_ABOUT = {
    "reason": "Reason for “{card}”",
    "evidence": "Evidence for “{card}”",
    "premises": "Reason, with others, for “{card}”",
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
        target = end(debate, relation)
        said = phrase(target, _LONGEST)
        before, after = _around(debate, relation, card, part, translate)
        if after in _STOPS and said.endswith((".", "…", "?", "!", "؟", "۔")):
            after = ""
        href = place.at(target.id).href(f"card-{target.id}")
        made.append(Stand(relation.id, before, said, href, after, tone(part)))
    return tuple(made)


def _around(
    debate: ArgumentMap, relation: Relation, card: str, part: str, translate: Translate
) -> tuple[str, str]:
    """What stands before and after the card that something is done to; a language may say it all on one side."""
    others = [premise for premise in relation.premises if premise != card]
    values: dict[str, object] = {"card": _HERE}
    key = _SENTENCES[part]
    if others:
        more = len(others) - _MOST_OTHERS
        names = (quoted(phrase(debate.nodes[other], 80), translate) for other in others[:_MOST_OTHERS])
        values["others"] = translate("; ").join(names)
        key = (_TOGETHER_AND_MORE if more > 0 else _TOGETHER)[relation.kind]
        if more > 0:
            values["count"] = more
    before, _, after = Message(key, values).text(translate).partition(_HERE)
    return before, after


def quoted(text: str, translate: Translate) -> str:
    """A text in the quotation marks of a language."""
    return Message("“{text}”", {"text": text}).text(translate)


def link_name(debate: ArgumentMap, relation: Relation, translate: Translate) -> str:
    """A link in words, for choosing it: from which card to which."""
    start, aim = phrase(debate.nodes[relation.premises[0]], 60), phrase(end(debate, relation), 60)
    return Message("from “{start}” to “{aim}”", {"start": start, "aim": aim}).text(translate)


def deeds(stands: tuple[Stand, ...], chosen: str, translate: Translate) -> tuple[Choice, ...]:
    """What a card does, for choosing one of it."""
    return tuple(
        Choice(
            stand.relation,
            f"{stand.before}{quoted(excerpt(stand.target, 80), translate)}{stand.after}".rstrip(".۔"),
            stand.relation == chosen,
        )
        for stand in stands
    )
