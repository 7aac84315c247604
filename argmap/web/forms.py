"""What the forms of a map do: each reads its fields, calls one function of the service, and goes on to a page."""

from __future__ import annotations

from dataclasses import replace
from functools import partial

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from argmap.analysis.review import twins
from argmap.debate.ownership import NotYours
from argmap.messages import Message, excerpt
from argmap.model import ArgumentMap, Problem
from argmap.model.text import clean
from argmap.service import answers, edits, history, own, sharing
from argmap.service.answers import Answer
from argmap.service.edits import Wanted
from argmap.service.faults import Fault
from argmap.service.numbers import Numbers
from argmap.service.presses import press
from argmap.service.refusals import NotAllowed, Stale, UndoRefused
from argmap.service.seeing import told
from argmap.service.sharing import Access
from argmap.service.shelf import Outcome
from argmap.web import conflicts
from argmap.web.addresses import Place
from argmap.web.conflict_views import ConflictPage
from argmap.web.fields import Fields, posted
from argmap.web.form_views import Choice
from argmap.web.map_page import map_page, page_title, title
from argmap.web.pages import bar, seen
from argmap.web.problems import Refused
from argmap.web.site import Visit
from argmap.web.words import counted


def add(request: Request, fields: Fields) -> Response:
    """Answer a card. The form then stands open again, empty, under the same card."""
    visit, access = _visit(request)
    kind = fields.get("kind")
    back = visit.back(access.map, fields.get("back"))
    asked = Place.of(access.map, {name: fields.get(name) for name in ("card", "aim")})
    place = back.at(asked.card, kind if kind in answers.KINDS else None, asked.aim)
    answer = Answer(kind, asked.card or "", fields.get("text"), asked.aim or "", fields.reference())
    similar = _similar(visit, access, answer, fields)
    if similar:
        return again(visit, access, place, fields, similar=similar)
    try:
        done = press(visit.site.shelf, access, fields.press(request.url.path), partial(_add, answer=answer))
    except Problem as problem:
        return again(visit, access, place, fields, problem)
    made = done.debate.nodes.get(done.card or "")
    waits = made is not None and made.hidden
    key = "Sent: “{text}” It is seen once the facilitator lets it through." if waits else "Added: “{text}”"
    said = Message(key, {"text": excerpt(clean(answer.text), _SAID)})
    notices = (said, *done.notes)
    if kind != "position" and asked.card not in done.debate.nodes and done.card is not None:
        return visit.go(place.at(done.card).href(f"card-{done.card}"), notices)
    return visit.go(place.href("text"), notices)


def _similar(visit: Visit, access: Access, answer: Answer, fields: Fields) -> tuple[Choice, ...]:
    """What says nearly the same as a participant is about to say, to be pointed out once: never to refuse it."""
    if access.role != "participant":
        return ()
    seen = fields.get("seen").split()
    debate = visit.site.shelf.read(access).debate.visible()
    kind = answer.kind if answer.kind in ("position", "evidence") else "claim"
    found = twins.alike(debate, answer.text, kind=kind)
    if all(node.id in seen for node in found):
        return ()
    return tuple(Choice(node.id, excerpt(node.text, _SAID)) for node in found)


def _add(debate: ArgumentMap, numbers: Numbers, answer: Answer) -> Outcome:
    return answers.add(debate, numbers, answer)


def edit(request: Request, fields: Fields) -> Response:
    """Change a card; when somebody else changed the same meanwhile, what both wrote is shown."""
    visit, access = _visit(request)
    card = request.path_params["card"]
    place = visit.back(access.map, fields.get("back")).at(card, "edit")
    wanted = conflicts.wanted(card, fields)
    try:
        done = press(
            visit.site.shelf,
            access,
            fields.press(request.url.path),
            lambda debate, numbers: edits.edit(debate, numbers, wanted),
        )
    except Stale:
        return _conflict(visit, access, place, wanted)
    except Problem as problem:
        if wanted.version == 0:
            return _conflict(visit, access, place, wanted, problem)
        return again(visit, access, place, fields, problem)
    if done.card is None:
        return visit.go(place.at(card).href(f"card-{card}"), (Message("Saved."), *done.notes))
    return visit.go(
        place.at(done.card).href(f"card-{done.card}"), (Message("The card is put back."), *done.notes)
    )


def connect(request: Request, fields: Fields) -> Response:
    """Let a card support or attack another one too."""
    visit, access = _visit(request)
    card = request.path_params["card"]
    place = visit.back(access.map, fields.get("back")).at(card, "connect")
    try:
        done = press(
            visit.site.shelf,
            access,
            fields.press(request.url.path),
            lambda debate, numbers: edits.connect(
                debate, numbers, fields.get("kind"), card, fields.get("target")
            ),
        )
    except Problem as problem:
        return again(visit, access, place, fields, problem)
    return visit.go(place.at(card).href(f"card-{card}"), (Message("Connected."), *done.notes))


def remove(request: Request, fields: Fields) -> Response:
    """Take a card away, with what stands under it alone if so wished."""
    visit, access = _visit(request)
    card = request.path_params["card"]
    place = visit.back(access.map, fields.get("back")).at(card, "remove")
    debate = visit.site.shelf.read(access).debate
    above, node = _above(debate, card), debate.nodes.get(card)
    try:
        done = press(
            visit.site.shelf,
            access,
            fields.press(request.url.path),
            lambda debate, _: _taken(access, debate, card, fields),
        )
    except Stale as stale:
        if stale.theirs is None:
            raise Refused(409, "This card has been taken away already.") from None
        raise Refused(
            409,
            "Somebody has changed this card since: it says now “{text}”. Look again before you take it away.",
            text=stale.theirs.text,
        ) from None
    except Problem as problem:
        return again(visit, access, place, fields, problem)
    said = Message("Deleted. Undo brings it back.")
    if node is not None:
        said = Message("Deleted: “{name}”. Undo brings it back.", {"name": excerpt(node.name, _SAID)})
    return visit.go(place.at(above).href(f"card-{above}" if above else "map"), (said, *done.notes))


def _taken(access: Access, debate: ArgumentMap, card: str, fields: Fields) -> Outcome:
    version = fields.whole("version")
    if access.role == "participant" and access.participant is not None:
        return own.remove(debate, card, version, access.participant)
    return edits.remove(debate, card, version, bool(fields.get("branch")))


def _above(debate: ArgumentMap, card: str) -> str | None:
    """The card under which a card stands, to be chosen when that one is gone."""
    for relation in debate.outgoing(card):
        if relation.target in debate.nodes:
            return relation.target
    return None


def relate(request: Request, fields: Fields) -> Response:
    """Move what a card does to another target, earlier or later, or away."""
    visit, access = _visit(request)
    back = visit.back(access.map, fields.get("back"))
    card, relation = back.card or "", fields.get("relation")
    what = request.url.path.rpartition("/")[2]

    def build(debate: ArgumentMap, _: Numbers) -> Outcome:
        if what == "move":
            return edits.move(debate, relation, fields.get("target"))
        if what == "order":
            return edits.order(debate, relation, fields.get("place") == "earlier")
        return edits.disconnect(debate, relation, card)

    try:
        done = press(visit.site.shelf, access, fields.press(request.url.path), build)
    except Problem as problem:
        return again(visit, access, back.at(card or None, "move"), fields, problem)
    place, said = back.at(card or None), Message("Disconnected." if what == "remove" else "Moved.")
    if what == "order":
        # Earlier or later is pressed several times in a row: the form stays, with the same connection chosen.
        chosen = Place.of(access.map, {"aim": relation}).aim
        place = back.at(card or None, "move", chosen)
    return visit.go(place.href(f"card-{card}" if card else "map"), (said, *done.notes))


def undo(request: Request, fields: Fields) -> Response:
    """Take a change back: the one that the button named when it was pressed, whatever others did since."""
    visit, access = _visit(request)
    back = fields.get("back")
    place = visit.back(access.map, back)
    then = place.href(f"card-{place.card}" if place.card else "")
    if back.startswith(place.form("history")):
        then = _history(access, back)
    elif back == place.form("room"):
        then = back
    shown = fields.whole("revision")
    return _toggle(visit, access, fields, shown if shown > 0 else None, False, then)


def toggle(request: Request, fields: Fields) -> Response:
    """Take one change of the history back, or make it again."""
    visit, access = _visit(request)
    revision = min(request.path_params["revision"], _MOST)
    then = _history(access, fields.get("back"))
    return _toggle(visit, access, fields, revision, fields.get("again") == "1", then)


def _history(access: Access, back: str) -> str:
    """The page of the history that a form came from."""
    here = f"/maps/{access.map}/history"
    before = back.removeprefix(f"{here}?before=")
    return f"{here}?before={before}" if before.isascii() and before.isdigit() and len(before) < 10 else here


def _toggle(
    visit: Visit, access: Access, fields: Fields, revision: int | None, again: bool, then: str
) -> Response:
    press = fields.press(visit.request.url.path)
    try:
        done = history.undo(visit.site.shelf, access, press, revision, again)
    except UndoRefused as refused:
        key = (
            "This change cannot be redone: {reason}"
            if refused.again
            else "This change cannot be undone: {reason}"
        )
        raise Refused(409, key, reason=refused.reason, advice=_ON_TOP) from None
    except (NotAllowed, NotYours) as refused:
        raise Refused(403, "{reason}", reason=refused.message, advice=_ANSWER) from None
    except Problem as problem:
        raise Refused(409, "{reason}", reason=problem.message) from None
    return visit.go(then, done.notes)


_ON_TOP = "Other changes rest on it: the history shows them, the newest first."


def make_link(request: Request, fields: Fields) -> Response:
    """Make one more link to a map."""
    visit, access = _visit(request)
    try:
        days, label = fields.days("ends"), fields.get("label")
        sharing.share(visit.site.shelf, access, fields.get("role"), days=days, label=label)
    except NotAllowed as refused:
        raise Refused(403, "{reason}", reason=refused.message) from None
    except Problem as problem:
        raise Refused(422, "{reason}", reason=problem.message) from None
    return visit.go(
        f"/maps/{access.map}/share#links", (Message("The new link stands at the end of the list."),)
    )


def revoke_link(request: Request, fields: Fields) -> Response:  # noqa: ARG001 - a form without fields
    """Let a link open nothing any more."""
    visit, access = _visit(request)
    try:
        count = sharing.revoke(visit.site.shelf, access, request.path_params["link"])
    except NotAllowed as refused:
        raise Refused(403, "{reason}", reason=refused.message) from None
    except Problem as problem:
        raise Refused(422, "{reason}", reason=problem.message) from None
    said = counted(
        count,
        "The link is withdrawn: it opens nothing any more.",
        "{count} links are withdrawn, this one and those made by way of it: they open nothing any more.",
    )
    return visit.go(f"/maps/{access.map}/share#links", (said,))


def _visit(request: Request) -> tuple[Visit, Access]:
    visit = Visit(request)
    return visit, visit.enter_to_change(request.path_params["map"])


def again(
    visit: Visit,
    access: Access,
    place: Place,
    fields: Fields,
    problem: Problem | None = None,
    similar: tuple[Choice, ...] = (),
) -> Response:
    """The same form of a map with what was typed, and what was wrong with it, or what says nearly the same."""
    if isinstance(problem, NotYours):
        raise Refused(403, "{reason}", reason=problem.message, advice=_ANSWER)
    access = visit.enter(access.map)
    held = visit.site.shelf.read(access)
    typed = dict(fields.pairs)
    wrong = problem.field if isinstance(problem, Fault) else "text"
    before = replace(seen(visit, access, held, place), similar=similar)
    page = map_page(before, place, typed, visit.say(problem.message) if problem else None, wrong)
    if page.start is None and (page.panel is None or page.panel.form is None):
        raise Refused(422, "{reason}", reason=problem.message if problem else _GONE)
    return visit.page("map.html", page, 422)


_ANSWER = "In a room everybody changes their own cards, and answers anybody's."
_GONE = (
    "What you answered has been taken away in the meantime, and somebody has said nearly the same elsewhere."
)


_MOST = 2**31 - 1  # no map has so many changes
_SAID = 80  # how much of a text is said again in a notice


def _conflict(
    visit: Visit, access: Access, place: Place, wanted: Wanted, problem: Problem | None = None
) -> Response:
    """Yours and theirs, side by side, and a form to settle it."""
    access = visit.enter(access.map)
    held = visit.site.shelf.read(access)
    debate = told(access, held.debate)
    theirs = debate.nodes.get(wanted.card)
    page = ConflictPage(
        visit.frame(page_title(debate, visit.translate), place.href()),
        bar(visit, access, held, place),
        title(debate, visit.translate),
        visit.request.url.path,
        f"r{held.revision}",
        theirs.version if theirs is not None else 0,
        theirs is None,
        tuple(conflicts.differences(debate, wanted, visit.translate)),
        conflicts.settling(debate, wanted),
        place.at(wanted.card if theirs else None).href(),
        visit.say(problem.message) if problem else None,
    )
    return visit.page("conflict.html", page, 422 if problem else 409)


ROUTES = [
    Route("/maps/{map}/cards", posted(add), methods=["POST"]),
    Route("/maps/{map}/cards/{card}/edit", posted(edit), methods=["POST"]),
    Route("/maps/{map}/cards/{card}/connect", posted(connect), methods=["POST"]),
    Route("/maps/{map}/cards/{card}/remove", posted(remove), methods=["POST"]),
    Route("/maps/{map}/relations/move", posted(relate), methods=["POST"]),
    Route("/maps/{map}/relations/order", posted(relate), methods=["POST"]),
    Route("/maps/{map}/relations/remove", posted(relate), methods=["POST"]),
    Route("/maps/{map}/undo", posted(undo), methods=["POST"]),
    Route("/maps/{map}/history/{revision:int}", posted(toggle), methods=["POST"]),
    Route("/maps/{map}/links", posted(make_link), methods=["POST"]),
    Route("/maps/{map}/links/{link}/revoke", posted(revoke_link), methods=["POST"]),
]
