"""The chosen card, beside the picture: what it says and does, how to answer it, and the form that is open."""

from __future__ import annotations

from dataclasses import replace

from argmap.diagram.labels import ADDED
from argmap.diagram.sources import citation
from argmap.messages import Message, excerpt
from argmap.model import ArgumentMap, Node, Quote
from argmap.model.map import by_age
from argmap.model.roles import Standing, called, role
from argmap.service.answers import objectable, rebuttable, steps
from argmap.service.references import is_link
from argmap.web import tags
from argmap.web.addresses import Place
from argmap.web.form_views import Choice, SchemeForm
from argmap.web.panel_forms import Form, FormState, form
from argmap.web.questions import scheme_form, scheme_line
from argmap.web.sentences import stands
from argmap.web.verdicts import Said
from argmap.web.views import Action, Cited, Panel, Rest, Stand
from argmap.web.words import NAMES, STARTERS, Translate, tone

_WIDE = 300.0
_MOST_STANDS = 12  # what a card does; and the quotations and details that are shown of it
_MOST_CITED = 50
_MOST_DETAILS = 30


def panel(
    debate: ArgumentMap, where: Standing, state: FormState, top: float, said: Said | None = None
) -> Panel | None:
    """The panel for the card that the place names, with what is `said` of it; None when there is no such card.

    `top`: where the card stands.
    """
    place, translate = state.place, state.translate
    node = debate.nodes.get(place.card or "")
    if node is None:
        return None
    rights = state.rights
    moderated = rights.moderates and node.kind != "question"
    does_first = part(debate, where, node)
    does = stands(debate, where, node.id, place, translate)
    opened = _form(debate, where, node, does, state) if state.edit else None
    return Panel(
        card=node.id,
        version=node.version,
        role=translate(NAMES[does_first]),
        tone=tone(does_first),
        text=node.text,
        title=node.title if node.title and node.title != node.text else None,
        language=node.language,
        offset=max(int(top), 0),
        stands=_schemed(debate, node, does[:_MOST_STANDS], opened, state),
        others=_others(debate, node, translate),
        rests=_rests(debate, node, place, translate),
        unbacked=tags.unbacked(debate, node, translate),
        cited=tuple(_cited(debate, node)),
        details=_details(debate, node, translate) if state.full else (),
        actions=_actions(debate, where, node, state) if state.edit else (),
        more=_more(debate, node, state) if state.edit and state.full else (),
        focus=place.around(node.id).at(node.id).href(),
        edit=place.at(node.id, "edit").href("text") if state.edit and rights.edit(node) else None,
        connect=place.at(node.id, "connect").href("panel") if state.edit and rights.edit(node) else None,
        move=place.at(node.id, "move").href("panel") if state.edit and rights.move(node) else None,
        remove=place.at(node.id, "remove").href("panel") if state.edit and rights.remove(node) else None,
        close=place.at(None).href(),
        form=opened,
        judged=said.judged(node.id) if said else None,
        operation=state.operation,
        merge=place.at(node.id, "merge").href("panel") if moderated else None,
        hide=place.form("cards", node.id, "hide") if moderated else None,
        writer=rights.writer(node, translate),
    )


def _schemed(
    debate: ArgumentMap,
    node: Node,
    does: tuple[Stand, ...],
    opened: Form | SchemeForm | None,
    state: FormState,
) -> tuple[Stand, ...]:
    """What a card does, in the full view each with its scheme, but for the one whose form is open."""
    if not state.full:
        return does
    open_ = opened.relation if isinstance(opened, SchemeForm) else None
    return tuple(
        each
        if each.relation == open_
        else replace(each, scheme=scheme_line(debate, node.id, each.relation, state))
        for each in does
    )


def _form(
    debate: ArgumentMap, where: Standing, node: Node, does: tuple[Stand, ...], state: FormState
) -> Form | SchemeForm | None:
    if state.place.do == "scheme":
        return scheme_form(debate, node, does, state)
    return form(debate, where, node, does, state)


def part(debate: ArgumentMap, where: Standing, node: Node) -> str:
    """What a card is called: a question or a position always that, another one for what it does first."""
    home = debate.relations.get(where.home.get(node.id, ""))
    return called(node, home, role(debate, home, where.depth) if home else None)


_MOST_RESTS = 12


def _rests(debate: ArgumentMap, node: Node, place: Place, translate: Translate) -> tuple[Rest, ...]:
    """What speaks for a card and against it, each with its cards as links."""
    address = place.cards()
    made = []
    for kind, words in (("support", "What speaks for it"), ("attack", "What speaks against it")):
        cards = [p for each in debate.incoming(node.id) if each.kind == kind for p in each.premises]
        shown = [
            Choice(address(card), excerpt(debate.nodes[card].text, 100))
            for card in dict.fromkeys(cards[:_MOST_RESTS])
        ]
        if shown:
            more = len(cards) - _MOST_RESTS
            rest = Message("and {count} more", {"count": more}).text(translate) if more > 0 else None
            made.append(Rest(translate(words), tuple(shown), rest))
    return tuple(made)


def _others(debate: ArgumentMap, node: Node, translate: Translate) -> str | None:
    """How much more a card does than is said of it."""
    more = len(debate.outgoing(node.id)) - _MOST_STANDS
    return Message("It does {count:,} more things.", {"count": more}).text(translate) if more > 0 else None


def _cited(debate: ArgumentMap, node: Node) -> list[Cited]:
    found: list[Cited] = []
    quoted: dict[str, list[Quote]] = {}
    for each in by_age(i for i in debate.referrers(node.id) if i in debate.quotes):
        quoted.setdefault(debate.quotes[each].source, []).append(debate.quotes[each])
    for source in (debate.sources[each] for each in node.sources):
        quotes = quoted.get(source.id, [])
        address = source.fields.get("URL")
        href = str(address) if is_link(address) else None
        line = citation(source.fields, 0, _WIDE)
        found.extend(Cited(quote.exact, line, href) for quote in quotes)
        if not quotes:
            found.append(Cited(None, line, href))
        if len(found) >= _MOST_CITED:
            break
    return found[:_MOST_CITED]


def _details(debate: ArgumentMap, node: Node, translate: Translate) -> tuple[tuple[str, str], ...]:
    facts: list[tuple[str, str | None]] = [
        (
            "Origin",
            translate("Added: it does not come from the text at hand.")
            if node.origin == ADDED
            else node.origin,
        ),
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
    for relation in debate.outgoing(node.id)[:_MOST_DETAILS]:
        facts.append(("Note", relation.note))
        if relation.weight is not None:
            facts.append(("Weight", f"{relation.weight:g}"))
    said = tuple((translate(label), value) for label, value in facts if value)
    return (*tags.facts(debate, node, translate), *said)


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
    made = [_action(kind, node.id, state) for kind in kinds]
    objections = rebuttable(debate, where, node.id)
    if objections:
        answer = _action("rebuttal", node.id, state)
        if node.id not in objections:
            # It is not this card that it answers.
            answer = replace(answer, word=state.translate("Rebuttal of an objection to it"))
        made.append(answer)
    return tuple(made)


def _more(debate: ArgumentMap, node: Node, state: FormState) -> tuple[Action, ...]:
    """What only the full view offers: it needs a link to aim at."""
    if not steps(debate, node.id):
        return ()
    return (_action("premise", node.id, state), _action("undercut", node.id, state))
