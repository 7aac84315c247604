"""The forms of the panel, each as its template needs it: to answer, edit, connect, move and take away a card."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace

from argmap.analysis.review import twins
from argmap.messages import Message, counted, excerpt
from argmap.model import ArgumentMap, Node
from argmap.model.map import place as order
from argmap.model.roles import Standing
from argmap.service import edits
from argmap.service.answers import rebuttable, steps
from argmap.service.references import Reference, reference
from argmap.web.addresses import Place
from argmap.web.conflicts import KINDS, carried, recarried
from argmap.web.form_views import (
    AddForm,
    Choice,
    ConnectForm,
    EditForm,
    MergeForm,
    MoveForm,
    RemoveForm,
    SourceFields,
)
from argmap.web.rights import Rights
from argmap.web.sentences import deeds, link_name, phrase
from argmap.web.views import Stand
from argmap.web.words import NAMES, STANCES, STARTERS, Translate, tone

Form = AddForm | EditForm | ConnectForm | MoveForm | RemoveForm | MergeForm

MOST_TARGETS = 200
"""How many cards a list to choose from may have; on a larger map it holds those nearest to the card."""


@dataclass(frozen=True, slots=True)
class FormState:
    """What a form needs to know beside the map: where it stands, for whom, and what was typed already.

    `typed` and `error` are set when the form comes back because something was wrong with it, with the field `wrong`.
    `rights` say what of it is for whom.
    """

    place: Place
    translate: Translate
    edit: bool
    full: bool
    operation: str
    typed: Mapping[str, str] = field(default_factory=dict)
    error: str | None = None
    wrong: str = "text"
    rights: Rights = field(default_factory=lambda: Rights(all=True))
    similar: tuple[Choice, ...] = ()


def form(
    debate: ArgumentMap, where: Standing, node: Node, does: tuple[Stand, ...], state: FormState
) -> Form | None:
    """The form that the place asks for; None when none is open, or it makes no sense for this card."""
    rights = state.rights
    match state.place.do:
        case None:
            return None
        case "edit" | "connect" if not rights.edit(node):
            return None
        case "move" if not rights.move(node):
            return None
        case "remove" if not rights.remove(node):
            return None
        case "merge":
            return _merge(debate, node, state) if rights.moderates and node.kind != "question" else None
        case "edit":
            return _edit(debate, node, state)
        case "connect":
            return _connect(debate, node, state)
        case "move":
            return _move(debate, where, node, does, state)
        case "remove":
            return _remove(debate, node, state)
        case "position":
            return position(debate, state)
        case kind:
            return _answer(debate, where, node, kind, state)


def position(debate: ArgumentMap, state: FormState) -> AddForm:
    """The form for one more position."""
    first = not any(node.kind == "position" for node in debate.nodes.values())
    label = "The first position" if first else "One more position"
    return _add_form(state, "position", state.translate(label), "", ())


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
        aims = tuple(
            Choice(each, excerpt(debate.nodes[each].name, 100), each == chosen)
            for each in _first(cards, chosen)
        )
        aims += _rest(len(aims), len(cards), translate)
    elif kind in ("undercut", "premise"):
        links = steps(debate, node.id)
        if not links:
            return None
        ids = [each.id for each in links]
        link = wanted if wanted in ids else ids[0]
        aims = _links(debate, _first(ids, link), link, translate)
        aims += _rest(len(aims), len(ids), translate)
    label = Message(
        "“{text}”, {starter}", {"text": phrase(target, 120), "starter": translate(STARTERS[kind])}
    ).text(translate)
    aim = next((each.value for each in aims if each.chosen), "")
    return _add_form(state, kind, label, aim, aims if len(aims) > 1 else ())


def _first(ids: list[str], chosen: str | None) -> list[str]:
    """The first of many things to choose from, and the chosen one in any case."""
    found = ids[:MOST_TARGETS]
    if chosen not in found and chosen in ids:
        found[-1:] = [chosen]
    return found


def _rest(shown: int, every: int, translate: Translate) -> tuple[Choice, ...]:
    """What a list says at its end when it does not hold all that it might."""
    if shown >= every:
        return ()
    return (Choice("", Message("and {count:,} more", {"count": every - shown}).text(translate)),)


def _links(
    debate: ArgumentMap, ids: list[str], chosen: str | None, translate: Translate
) -> tuple[Choice, ...]:
    return tuple(Choice(i, link_name(debate, debate.relations[i], translate), i == chosen) for i in ids)


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
        source=_source(state, Reference()) if kind == "evidence" else None,
        error=state.error,
        wrong=state.wrong,
        cancel=place.at(place.card).href(),
        similar=tuple(replace(each, value=place.at(each.value).href()) for each in state.similar),
        seen=" ".join(each.value for each in state.similar),
    )


def _source(state: FormState, known: Reference) -> SourceFields:
    typed = state.typed
    return SourceFields(
        typed.get("source_title", known.title),
        typed.get("source_author", known.author),
        typed.get("source_year", known.year),
        typed.get("source_url", known.url),
        typed.get("quote", known.quote),
        state.wrong if state.error else "",
    )


def _edit(debate: ArgumentMap, node: Node, state: FormState) -> EditForm:
    translate, typed = state.translate, state.typed
    kind = typed.get("kind", node.kind)
    kinds: tuple[Choice, ...] = ()
    if node.kind != "question":
        kinds = tuple(Choice(each, translate(NAMES[each]), each == kind) for each in KINDS)
    stances: tuple[Choice, ...] = ()
    if node.kind == "position":
        stance = typed.get("stance", node.stance or "rival")
        stances = tuple(Choice(each, translate(word), each == stance) for each, word in STANCES.items())
    cited = node.kind == "evidence" or node.sources
    return EditForm(
        action=state.place.form("cards", node.id, "edit"),
        operation=state.operation,
        version=node.version,
        text=typed.get("text", node.text),
        title=typed.get("title", node.title or ""),
        kinds=kinds,
        stances=stances,
        source=_source(state, reference(debate, node.id)) if cited or state.full else None,
        full=state.full,
        error=state.error,
        wrong=state.wrong,
        # A form that comes back still stands on what its writer saw first.
        seen=recarried(typed) or carried(debate, node.id),
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
        ids = [each.id for each in debate.relations.values() if node.id not in each.premises]
        links = _links(debate, _first(ids, typed.get("target")), typed.get("target"), translate)
        links += _rest(len(links), len(ids), translate)
    return ConnectForm(
        action=state.place.form("cards", node.id, "connect"),
        operation=state.operation,
        kinds=kinds,
        targets=tuple(_targets(debate, node, {node.id}, typed.get("target"), translate)),
        steps=links,
        error=state.error,
        cancel=state.place.at(node.id).href(),
    )


def _move(
    debate: ArgumentMap, where: Standing, node: Node, does: tuple[Stand, ...], state: FormState
) -> MoveForm:
    several = len(does) > 1
    wanted = state.typed.get("relation") or state.place.aim
    chosen = next(
        (stand.relation for stand in does if stand.relation == wanted), does[0].relation if does else ""
    )
    home = debate.relations.get(chosen)
    siblings = debate.incoming(home.target) if home else []
    place = siblings.index(home) if home else 0
    inside = {node.id, *edits.under(debate, where, node.id)}
    return MoveForm(
        action=state.place.form("relations", "move"),
        order=state.place.form("relations", "order"),
        disconnect=state.place.form("relations", "remove"),
        operation=state.operation,
        relations=deeds(does, chosen, state.translate),
        targets=tuple(
            _targets(
                debate,
                node,
                inside,
                state.typed.get("target") or (home.target if home else None),
                state.translate,
            )
        ),
        # Which of several is to be moved is chosen in the form itself, so the buttons have to be there for all.
        earlier=several or place > 0,
        later=several or (home is not None and place < len(siblings) - 1),
        error=state.error,
        cancel=state.place.at(node.id).href(),
    )


def _targets(
    debate: ArgumentMap, node: Node, without: set[str], chosen: str | None, translate: Translate
) -> Iterator[Choice]:
    """The cards to choose from: all, in their order; on a large map the positions and the nearest to the card."""
    cards = [each for each in debate.nodes.values() if each.id not in without and each.kind != "question"]
    count = len(cards)
    if count > MOST_TARGETS:
        near = _near(debate, node.id)
        cards.sort(key=lambda card: (card.kind != "position", near.get(card.id, len(near))))
        by_id = {card.id: card for card in cards}
        cards = [by_id[each] for each in _first(list(by_id), chosen)]
    for each in sorted(cards, key=lambda card: (card.kind != "position", *order(card))):
        yield Choice(each.id, excerpt(each.name, 90), each.id == chosen)
    yield from _rest(len(cards), count, translate)


def _near(debate: ArgumentMap, card: str) -> dict[str, int]:
    """The cards a few links around a card, the nearer first, each with its number: not many more than a list holds."""
    found = {card: 0}
    waiting = deque([card])
    while waiting and len(found) <= MOST_TARGETS:
        each = waiting.popleft()
        around = [r.target for r in debate.outgoing(each)]
        around += [premise for r in debate.incoming(each) for premise in r.premises]
        for other in around:
            if other in debate.nodes and other not in found:
                found[other] = len(found)
                waiting.append(other)
    return found


def _remove(debate: ArgumentMap, node: Node, state: FormState) -> RemoveForm:
    translate = state.translate
    emptied = state.rights.answered(debate, node)
    sentences = [] if emptied else [message.text(translate) for message in edits.touches(debate, node.id)]
    below = len(edits.below(debate, node.id)) if state.rights.all else 0
    words = counted(
        below,
        "Take the one card that stands under it alone away too",
        "Take the {count} cards that stand under it alone away too",
    )
    return RemoveForm(
        action=state.place.form("cards", node.id, "remove"),
        operation=state.operation,
        version=node.version,
        touches=tuple(sentences),
        below=below,
        below_words=words.text(translate),
        error=state.error,
        cancel=state.place.at(node.id).href(),
        emptied=emptied,
    )


def _merge(debate: ArgumentMap, node: Node, state: FormState) -> MergeForm:
    """The cards to merge with: those that say nearly the same first, then all others in their order.

    A position is never the first choice for a reason: merged with one, it would be gone.
    """
    like = [each.id for each in twins.alike(debate, node.text, kind=node.kind, but=node.id)]
    near = twins.closest(debate, node)
    chosen = state.typed.get("keep") or near
    others = list(_targets(debate, node, {node.id}, chosen, state.translate))

    def order(choice: Choice) -> tuple[bool, ...]:
        other = debate.nodes.get(choice.value)
        apart = other is None or (other.kind == "position") != (node.kind == "position")
        return (not choice.chosen, not choice.value, apart, choice.value not in like)

    others.sort(key=order)
    if not any(each.chosen for each in others):
        others.insert(0, Choice("", state.translate("Choose the card that stays"), True))
    return MergeForm(
        action=state.place.form("cards", node.id, "merge"),
        operation=state.operation,
        text=excerpt(node.text, 160),
        targets=tuple(others),
        similar=excerpt(debate.nodes[near].text, 160) if near else None,
        error=state.error,
        cancel=state.place.at(node.id).href(),
    )
