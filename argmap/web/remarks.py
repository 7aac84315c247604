"""What the forms do that remark on a map: "that is fine", a scheme, a critical question."""

from __future__ import annotations

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from argmap.analysis.schemes import NEEDS_BACKING
from argmap.messages import Message, excerpt
from argmap.model import ArgumentMap, Problem
from argmap.service import remarks
from argmap.service.presses import press
from argmap.service.remarks import Already
from argmap.web.addresses import Place, returning
from argmap.web.fields import Fields, posted
from argmap.web.forms import again
from argmap.web.problems import Refused
from argmap.web.site import Visit

_SAID = 80  # how much of a text is said again in a notice


def fine(request: Request, fields: Fields) -> Response:
    """Say that a finding of the review is fine, or (`again`) take that back."""
    visit = Visit(request)
    access = visit.enter_to_change(request.path_params["map"])
    back = fields.get("back")
    place = visit.back(access.map, back)
    then = returning(access.map, "analysis", back) or place.href(f"card-{place.card}" if place.card else "")
    rule, on, open_again = fields.get("rule"), fields.get("on"), fields.get("again") == "1"
    try:
        done = press(
            visit.site.shelf,
            access,
            fields.press(request.url.path),
            lambda debate, _: remarks.fine(debate, rule, on, open_again),
        )
    except Already as already:
        return visit.go(then, (already.message,))
    except Problem as problem:
        raise Refused(422, "{reason}", reason=problem.message) from None
    said = (
        "The review lists it again."
        if open_again
        else "Said to be fine: the review leaves it out from now on."
    )
    return visit.go(then, (Message(said), *done.notes))


def scheme(request: Request, fields: Fields) -> Response:
    """Choose the scheme of an argument. The form then stands open, with the questions of that scheme."""
    visit = Visit(request)
    access = visit.enter_to_change(request.path_params["map"])
    relation, chosen = fields.get("relation"), fields.get("scheme")
    place = _form(visit.back(access.map, fields.get("back")), visit.site.shelf.read(access).debate, relation)
    try:
        done = press(
            visit.site.shelf,
            access,
            fields.press(request.url.path),
            lambda debate, _: remarks.choose(debate, relation, chosen),
        )
    except Already as already:
        return visit.go(place.href("form"), (already.message,))
    except Problem as problem:
        return again(visit, access, place, fields, problem)
    argument = done.debate.relations.get(relation)
    if argument is None or argument.scheme is None:
        return visit.go(place.href("form"), (Message("The argument has no scheme now."), *done.notes))
    return visit.go(
        place.href("questions"), (Message("Saved: the scheme has questions to ask."), *done.notes)
    )


def ask(request: Request, fields: Fields) -> Response:
    """Ask a critical question of an argument: the card that asks it is chosen then."""
    visit = Visit(request)
    access = visit.enter_to_change(request.path_params["map"])
    relation, question, premise = fields.get("relation"), fields.get("question"), fields.get("premise")
    place = _form(visit.back(access.map, fields.get("back")), visit.site.shelf.read(access).debate, relation)
    try:
        done = press(
            visit.site.shelf,
            access,
            fields.press(request.url.path),
            lambda debate, numbers: remarks.ask(debate, numbers, relation, question, premise or None),
        )
    except Already as already:
        return visit.go(place.at(already.item).href(f"card-{already.item}"), (already.message,))
    except Problem as problem:
        return again(visit, access, place, fields, problem)
    card = done.card or ""
    node = done.debate.nodes.get(card)
    if node is None:  # taken away again since this was first sent
        return visit.go(place.href("form"), done.notes)
    key = "Asked: “{text}”"
    if NEEDS_BACKING in node.tags:
        key = "Asked: “{text}” It has to be backed: give a reason for it."
    said = Message(key, {"text": excerpt(node.text, _SAID)})
    return visit.go(place.at(card).href(f"card-{card}"), (said, *done.notes))


def _form(back: Place, debate: ArgumentMap, relation: str) -> Place:
    """The place where the scheme of an argument is chosen: at the card that one came from, if it is a premise."""
    found = debate.relations.get(relation)
    if found is None:
        return back.at(back.card)
    return back.at(back.card if back.card in found.premises else found.premises[0], "scheme", relation)


ROUTES = [
    Route("/maps/{map}/fine", posted(fine), methods=["POST"]),
    Route("/maps/{map}/relations/scheme", posted(scheme), methods=["POST"]),
    Route("/maps/{map}/relations/ask", posted(ask), methods=["POST"]),
]
