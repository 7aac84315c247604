"""The scheme of an argument and its critical questions, as the panel of a card shows them."""

from __future__ import annotations

from collections.abc import Iterator

from argmap.analysis import schemes
from argmap.analysis.schemes import Asked, Scheme, ask, find, questions
from argmap.messages import Message, excerpt
from argmap.model import ArgumentMap, Node, Relation
from argmap.model.operations import AddRelation
from argmap.service.remarks import KEPT, NO_SCHEME
from argmap.web.form_views import Choice, CriticalQuestion, Deed, Pattern, SchemeForm
from argmap.web.panel_forms import FormState
from argmap.web.sentences import phrase, quoted
from argmap.web.views import SchemeLine, Stand
from argmap.web.words import counted

_LONGEST = 100  # of what cards say beside a question
_MOST_ASKED = 6
_MOST_PREMISES = 6


def scheme_line(debate: ArgumentMap, card: str, relation: str, state: FormState) -> SchemeLine | None:
    """By which scheme an argument of a card argues; None where there is nothing to say, nor to do."""
    named = debate.relations[relation].scheme
    if named is None and not state.edit:
        return None
    scheme = find(named) if named else None
    open_ = sum(not each.by for each in questions(debate, relation))
    words = counted(open_, "one question is open", "{count} questions are open").text(state.translate)
    word = "Choose a scheme" if named is None else "Ask or change" if open_ else "Change"
    return SchemeLine(
        state.translate(scheme.name) if scheme else named,
        words if scheme and open_ else None,
        state.translate(word),
        state.place.at(card, "scheme", relation).href("panel") if state.edit else None,
    )


def scheme_form(
    debate: ArgumentMap, node: Node, does: tuple[Stand, ...], state: FormState
) -> SchemeForm | None:
    """The form for the argument that the place names, else for the first one of the card; None when it has none."""
    stand = next((each for each in does if each.relation == state.place.aim), does[0] if does else None)
    if stand is None:
        return None
    argument = debate.relations[stand.relation]
    scheme = find(argument.scheme) if argument.scheme else None
    first, groups = _choices(argument, scheme, state)
    return SchemeForm(
        action=state.place.form("relations", "scheme"),
        ask=state.place.form("relations", "ask"),
        operation=state.operation,
        relation=argument.id,
        argument=f"{stand.before}{quoted(stand.target, state.translate)}{stand.after}",
        first=first,
        groups=groups,
        pattern=_pattern(debate, argument, scheme, state) if scheme else None,
        error=state.error,
        cancel=state.place.at(node.id).href(),
    )


def _choices(
    argument: Relation, scheme: Scheme | None, state: FormState
) -> tuple[tuple[Choice, ...], tuple[tuple[str, tuple[Choice, ...]], ...]]:
    """No scheme, the one that is not known here but kept, and all that are known, by family."""
    translate = state.translate
    kept = argument.scheme if argument.scheme and scheme is None else None
    first = [Choice(NO_SCHEME, translate("No scheme"), argument.scheme is None)]
    if kept is not None:
        first.append(Choice(KEPT, Message("as it is: {scheme}", {"scheme": kept}).text(translate), True))
    groups: dict[str, list[Choice]] = {}
    for each in schemes.schemes():
        made = Choice(each.id, translate(each.name), each == scheme)
        groups.setdefault(each.family, []).append(made)
    return tuple(first), tuple((translate(family), tuple(each)) for family, each in groups.items())


def _pattern(debate: ArgumentMap, argument: Relation, scheme: Scheme, state: FormState) -> Pattern:
    translate = state.translate
    return Pattern(
        translate(scheme.name),
        translate(scheme.description),
        tuple(translate(each) for each in scheme.premises),
        translate(scheme.conclusion),
        tuple(_question(debate, argument, scheme, each, state) for each in questions(debate, argument.id)),
    )


def _question(
    debate: ArgumentMap, argument: Relation, scheme: Scheme, asked: Asked, state: FormState
) -> CriticalQuestion:
    question, translate = asked.question, state.translate
    premises: tuple[str, ...] = ("",)
    if question.kind == "premise" and 1 < len(argument.premises) != len(scheme.premises):
        # Which of them the pattern means cannot be told from their number: whoever asks it knows.
        premises = argument.premises[:_MOST_PREMISES]
    return CriticalQuestion(
        question.id,
        translate(question.text),
        tuple(_deed(debate, argument, question.id, each, state) for each in premises),
        translate("needs a reason of its own") if question.burden == "back" else None,
        tuple(_cards(debate, asked, state)),
    )


def _deed(debate: ArgumentMap, argument: Relation, question: str, premise: str, state: FormState) -> Deed:
    """What the card would do that asks a question."""
    made = ask(debate, argument.id, question, node="new-card", link="new-link", premise=premise or None)
    relation = next(each.relation for each in made.operations if isinstance(each, AddRelation))
    said, tone = Message("speaks against the step"), "undercut"
    if relation.target in debate.nodes:
        target = {"target": phrase(debate.nodes[relation.target], _LONGEST)}
        said, tone = Message("speaks against “{target}”", target), "objection"
        if relation.kind == "support":
            said, tone = Message("speaks for “{target}”", target), "reason"
    return Deed(said.text(state.translate), tone, premise)


def _cards(debate: ArgumentMap, asked: Asked, state: FormState) -> Iterator[Choice]:
    """The cards that ask a question already."""
    address = state.place.cards()
    for relation in asked.by[:_MOST_ASKED]:
        (card, *_) = debate.relations[relation].premises
        yield Choice(address(card), excerpt(debate.nodes[card].text, _LONGEST))
