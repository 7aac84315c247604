"""The forms of the panel, each as its template needs it: to answer, edit, connect, move and take away a card."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from argmap.messages import Message, excerpt
from argmap.model import ArgumentMap, Node
from argmap.model.map import place as order
from argmap.model.roles import Standing
from argmap.service import edits
from argmap.service.answers import rebuttable, steps
from argmap.service.references import Reference, reference
from argmap.web.addresses import Place
from argmap.web.form_views import AddForm, Choice, ConnectForm, EditForm, MoveForm, RemoveForm, SourceFields
from argmap.web.sentences import deeds, link_name
from argmap.web.views import Stand
from argmap.web.words import NAMES, STARTERS, Translate, tone

Form = AddForm | EditForm | ConnectForm | MoveForm | RemoveForm

MOST_TARGETS = 400
"""How many cards a list to choose from may have; on a larger map it holds those nearest to the card."""


@dataclass(frozen=True, slots=True)
class FormState:
    """What a form needs to know beside the map: where it stands, for whom, and what was typed already.

    `typed` and `error` are set when the form comes back because something was wrong with it.
    """

    place: Place
    translate: Translate
    edit: bool
    full: bool
    operation: str
    typed: Mapping[str, str] = field(default_factory=dict)
    error: str | None = None


def form(
    debate: ArgumentMap, where: Standing, node: Node, does: tuple[Stand, ...], state: FormState
) -> Form | None:
    """The form that the place asks for; None when none is open, or it makes no sense for this card."""
    match state.place.do:
        case None:
            return None
        case "edit":
            return _edit(debate, node, state)
        case "connect":
            return _connect(debate, node, state)
        case "move":
            return _move(debate, where, node, does, state)
        case "remove":
            return _remove(debate, node, state)
        case "position":
            return position(state)
        case kind:
            return _answer(debate, where, node, kind, state)


def position(state: FormState) -> AddForm:
    """The form for one more position."""
    return _add_form(state, "position", state.translate("One more position"), "", ())


def _answer(debate: ArgumentMap, where: Standing, node: Node, kind: str, state: FormState) -> AddForm | None:
    translate = state.translate
    aims: tuple[Choice, ...] = ()
    target = node
    wanted = state.place.aim
    if kind == "rebuttal":
        cards = rebuttable(debate, where, node.id)
        if not cards:
            return None
        chosen = wanted if wanted in cards else cards[0]
        target = debate.nodes[chosen]
        aims = tuple(Choice(each, excerpt(debate.nodes[each].name, 100), each == chosen) for each in cards)
    elif kind in ("undercut", "premise"):
        links = steps(debate, node.id)
        if not links:
            return None
        link = next((each.id for each in links if each.id == wanted), links[0].id)
        aims = tuple(Choice(each.id, link_name(debate, each, translate), each.id == link) for each in links)
    label = Message(
        "“{text}”, {starter}", {"text": excerpt(target.name, 120), "starter": translate(STARTERS[kind])}
    ).text(translate)
    aim = next((each.value for each in aims if each.chosen), "")
    return _add_form(state, kind, label, aim, aims if len(aims) > 1 else ())


_AIMS = {"rebuttal": "Which objection does it answer?", "undercut": "Which link does it question?",
         "premise": "Which argument does it belong to?"}  # fmt: skip
_HINTS = {
    "evidence": "What was found, seen or measured: one whole sentence.",
    "premise": "What must also hold for the argument to count: one whole sentence.",
    "undercut": "Why the one does not follow from the other, even if both are true: one whole sentence.",
}


def _add_form(state: FormState, kind: str, label: str, aim: str, aims: tuple[Choice, ...]) -> AddForm:
    translate, place, typed = state.translate, state.place, state.typed
    return AddForm(
        action=place.form("cards"),
        operation=state.operation,
        card=place.card or "",
        kind=kind,
        word=translate(NAMES[kind]),
        tone=tone(kind),
        label=label,
        hint=translate(_HINTS.get(kind, "One whole sentence.")),
        aim=aim,
        aims_label=translate(_AIMS[kind]) if aims else "",
        aims=aims,
        text=typed.get("text", ""),
        source=_source(typed, Reference()) if kind == "evidence" else None,
        error=state.error,
        cancel=place.at(place.card).href(),
    )


def _source(typed: Mapping[str, str], known: Reference) -> SourceFields:
    return SourceFields(
        typed.get("source_title", known.title),
        typed.get("source_author", known.author),
        typed.get("source_year", known.year),
        typed.get("source_url", known.url),
        typed.get("quote", known.quote),
    )


def _edit(debate: ArgumentMap, node: Node, state: FormState) -> EditForm:
    translate, typed = state.translate, state.typed
    kind = typed.get("kind", node.kind)
    kinds: tuple[Choice, ...] = ()
    if node.kind != "question":
        kinds = tuple(
            Choice(each, translate(NAMES[each]), each == kind) for each in ("claim", "evidence", "position")
        )
    stances: tuple[Choice, ...] = ()
    if node.kind == "position":
        stance = typed.get("stance", node.stance or "rival")
        words = {"rival": "competes with the other positions", "independent": "may hold together with them"}
        stances = tuple(Choice(each, translate(word), each == stance) for each, word in words.items())
    cited = node.kind == "evidence" or node.sources
    return EditForm(
        action=state.place.form("cards", node.id, "edit"),
        operation=state.operation,
        version=node.version,
        text=typed.get("text", node.text),
        title=typed.get("title", node.title or ""),
        kinds=kinds,
        stances=stances,
        source=_source(typed, reference(debate, node.id)) if cited or state.full else None,
        full=state.full,
        error=state.error,
        cancel=state.place.at(node.id).href(),
    )


def _connect(debate: ArgumentMap, node: Node, state: FormState) -> ConnectForm:
    translate, typed = state.translate, state.typed
    kinds = tuple(
        Choice(each, translate(word), each == typed.get("kind", "support"))
        for each, word in (("support", "supports"), ("attack", "speaks against"))
    )
    links: tuple[Choice, ...] = ()
    if state.full:
        links = tuple(
            Choice(each.id, link_name(debate, each, translate), each.id == typed.get("target"))
            for each in list(debate.relations.values())[:MOST_TARGETS]
            if node.id not in each.premises
        )
    return ConnectForm(
        action=state.place.form("cards", node.id, "connect"),
        operation=state.operation,
        kinds=kinds,
        targets=tuple(_targets(debate, node, {node.id}, typed.get("target"))),
        steps=links,
        error=state.error,
        cancel=state.place.at(node.id).href(),
    )


def _move(
    debate: ArgumentMap, where: Standing, node: Node, does: tuple[Stand, ...], state: FormState
) -> MoveForm:
    home = debate.relations.get(does[0].relation) if does else None
    siblings = debate.incoming(home.target) if home else []
    place = siblings.index(home) if home else 0
    inside = {node.id, *edits.under(debate, where, node.id)}
    return MoveForm(
        action=state.place.form("relations", "move"),
        order=state.place.form("relations", "order"),
        disconnect=state.place.form("relations", "remove"),
        operation=state.operation,
        relations=deeds(does),
        targets=tuple(_targets(debate, node, inside, home.target if home else None)),
        earlier=place > 0,
        later=home is not None and place < len(siblings) - 1,
        error=state.error,
        cancel=state.place.at(node.id).href(),
    )


def _targets(debate: ArgumentMap, node: Node, without: set[str], chosen: str | None) -> Iterator[Choice]:
    """The cards to choose from: all, in their order; on a large map the positions and the nearest to the card."""
    cards = [each for each in debate.nodes.values() if each.id not in without and each.kind != "question"]
    if len(cards) > MOST_TARGETS:
        near = _near(debate, node.id)
        cards = [each for each in cards if each.kind == "position" or each.id in near][:MOST_TARGETS]
    for each in sorted(cards, key=lambda card: (card.kind != "position", *order(card))):
        yield Choice(each.id, excerpt(each.name, 90), each.id == chosen)


def _near(debate: ArgumentMap, card: str) -> set[str]:
    """The cards a few links around a card, at most `MOST_TARGETS`."""
    found = {card}
    waiting = [card]
    while waiting and len(found) < MOST_TARGETS:
        each = waiting.pop(0)
        around = [r.target for r in debate.outgoing(each)]
        around += [premise for r in debate.incoming(each) for premise in r.premises]
        for other in around:
            if other in debate.nodes and other not in found:
                found.add(other)
                waiting.append(other)
    return found


def _remove(debate: ArgumentMap, node: Node, state: FormState) -> RemoveForm:
    translate = state.translate
    sentences = [message.text(translate) for message in edits.touches(debate, node.id)]
    below = len(edits.below(debate, node.id))
    words = Message("Take the {count} cards that stand under it alone away too", {"count": below})
    if below == 1:
        words = Message("Take the one card that stands under it alone away too")
    return RemoveForm(
        action=state.place.form("cards", node.id, "remove"),
        operation=state.operation,
        version=node.version,
        touches=tuple(sentences),
        below=below,
        below_words=words.text(translate),
        error=state.error,
        cancel=state.place.at(node.id).href(),
    )
