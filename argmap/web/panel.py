"""The chosen card, beside the picture: what it says and does, how to answer it, and the form that is open."""

from __future__ import annotations

from argmap.diagram.sources import citation
from argmap.messages import Message, excerpt
from argmap.model import ArgumentMap, Node
from argmap.model.roles import Standing, role
from argmap.service.answers import objectable, rebuttable, steps
from argmap.service.references import is_link
from argmap.web.panel_forms import FormState, form
from argmap.web.sentences import stands
from argmap.web.views import Action, Cited, Panel
from argmap.web.words import NAMES, STARTERS, Translate, tone

_WIDE = 300.0


def panel(debate: ArgumentMap, where: Standing, state: FormState, top: float, card_link: str) -> Panel | None:
    """The panel for the card that the place names; None when there is no such card. `top`: where it stands."""
    place, translate = state.place, state.translate
    node = debate.nodes.get(place.card or "")
    if node is None:
        return None
    part = _part(debate, where, node)
    does = stands(debate, where, node.id, place, translate)
    return Panel(
        card=node.id,
        version=node.version,
        role=translate(NAMES[part]),
        tone=tone(part),
        text=node.text,
        title=node.title if node.title and node.title != node.text else None,
        language=node.language,
        offset=max(int(top), 0),
        stands=does,
        cited=tuple(_cited(debate, node)),
        details=_details(debate, node, translate) if state.full else (),
        actions=_actions(debate, where, node, state) if state.edit else (),
        more=_more(debate, node, state) if state.edit and state.full else (),
        focus=place.around(node.id).at(node.id).href(),
        edit=place.at(node.id, "edit").href("text"),
        connect=place.at(node.id, "connect").href("panel"),
        move=place.at(node.id, "move").href("panel"),
        remove=place.at(node.id, "remove").href("panel"),
        link=card_link,
        close=place.at(None).href(),
        form=form(debate, where, node, does, state) if state.edit else None,
    )


def _part(debate: ArgumentMap, where: Standing, node: Node) -> str:
    """What a card is called: a question or a position always that, another one for what it does first."""
    home = debate.relations.get(where.home.get(node.id, ""))
    if node.kind in ("question", "position") or home is None:
        return node.kind
    return role(debate, home, where.depth)


def _cited(debate: ArgumentMap, node: Node) -> list[Cited]:
    found: list[Cited] = []
    for source in (debate.sources[each] for each in node.sources):
        quotes = sorted(
            (
                q
                for each in debate.referrers(node.id)
                if (q := debate.quotes.get(each)) and q.source == source.id
            ),
            key=lambda quote: (len(quote.id), quote.id),
        )
        address = source.fields.get("URL")
        href = str(address) if is_link(address) else None
        line = citation(source.fields, 0, _WIDE)
        found.extend(Cited(quote.exact, line, href) for quote in quotes)
        if not quotes:
            found.append(Cited(None, line, href))
    return found


def _details(debate: ArgumentMap, node: Node, translate: Translate) -> tuple[tuple[str, str], ...]:
    facts: list[tuple[str, str | None]] = [
        ("Card", node.id),
        ("Tags", ", ".join(node.tags)),
        ("Origin", node.origin),
        ("Under the heading", debate.groups[node.group].title if node.group else None),
    ]
    if node.kind == "position":
        independent = node.stance == "independent"
        facts.append(
            (
                "Beside the other positions",
                translate("may hold together with them" if independent else "competes with them"),
            )
        )
    for relation in debate.outgoing(node.id):
        facts.append(("Scheme", relation.scheme))
        facts.append(("Note", relation.note))
        if relation.weight is not None:
            facts.append(("Weight", f"{relation.weight:g}"))
    return tuple((translate(label), value) for label, value in facts if value)


def _action(kind: str, node: str, state: FormState, aim: str | None = None) -> Action:
    place = state.place
    return Action(
        kind,
        state.translate(NAMES[kind]),
        state.translate(STARTERS[kind]),
        tone(kind),
        place.at(node, kind, aim).href("text"),
        place.do == kind,
    )


def _actions(debate: ArgumentMap, where: Standing, node: Node, state: FormState) -> tuple[Action, ...]:
    """The answers that make sense at this card: a card that objects is answered by a rebuttal."""
    if node.kind == "question":
        return (_action("position", node.id, state),)
    kinds = ["reason", "evidence"]
    if objectable(debate, where, node.id):
        kinds.append("objection")
    if rebuttable(debate, where, node.id):
        kinds.append("rebuttal")
    return tuple(_action(kind, node.id, state) for kind in kinds)


def _more(debate: ArgumentMap, node: Node, state: FormState) -> tuple[Action, ...]:
    """What only the full view offers: it needs a link to aim at."""
    if not steps(debate, node.id):
        return ()
    return (_action("premise", node.id, state), _action("undercut", node.id, state))


def heading(debate: ArgumentMap, card: str, translate: Translate) -> str:
    """A short name for a card in a title of a page."""
    node = debate.nodes.get(card)
    return excerpt(node.name, 60) if node else Message("Card {card}", {"card": card}).text(translate)
