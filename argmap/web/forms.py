"""What the forms of a map do: each reads its fields, calls one function of the service, and goes on to a page."""

from __future__ import annotations

from functools import partial

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from argmap.model import ArgumentMap, Problem
from argmap.service import answers, edits, history, sharing
from argmap.service.answers import Answer
from argmap.service.edits import Wanted
from argmap.service.numbers import Numbers
from argmap.service.refusals import Stale, UndoRefused
from argmap.service.sharing import Access
from argmap.service.shelf import Outcome
from argmap.web.addresses import Place
from argmap.web.fields import Fields, posted
from argmap.web.map_page import map_page, page_title, title
from argmap.web.pages import bar, seen
from argmap.web.problems import Refused
from argmap.web.site import Visit
from argmap.web.views import ConflictPage


def add(request: Request, fields: Fields) -> Response:
    """Answer a card. The form then stands open again, empty, under the same card."""
    visit, access = _visit(request)
    kind, card, aim = fields.get("kind"), fields.get("card"), fields.get("aim")
    place = visit.back(access.map, fields.get("back")).at(card or None, kind, aim or None)
    answer = Answer(kind, card, fields.get("text"), aim, fields.reference())
    try:
        done = visit.site.shelf.change(access, fields.press(request.url.path), partial(_add, answer=answer))
    except Problem as problem:
        return _again(visit, access, place, fields, problem)
    if kind != "position" and card not in done.debate.nodes and done.card is not None:
        return visit.go(place.at(done.card).href(f"card-{done.card}"), done.notes)
    return visit.go(place.href("text"), done.notes)


def _add(debate: ArgumentMap, numbers: Numbers, answer: Answer) -> Outcome:
    return answers.add(debate, numbers, answer)


def edit(request: Request, fields: Fields) -> Response:
    """Change a card; when somebody else did so meanwhile, both texts are shown."""
    visit, access = _visit(request)
    card = request.path_params["card"]
    place = visit.back(access.map, fields.get("back")).at(card, "edit")
    cites = any(
        fields.has(name) for name in ("source_title", "source_author", "source_year", "source_url", "quote")
    )
    wanted = Wanted(
        card,
        fields.whole("version"),
        fields.get("text"),
        fields.get("title") if fields.has("title") else None,
        fields.get("kind") or None,
        fields.get("stance") or None,
        fields.reference() if cites else None,
    )
    try:
        done = visit.site.shelf.change(
            access,
            fields.press(request.url.path),
            lambda debate, numbers: edits.edit(debate, numbers, wanted),
        )
    except Stale as stale:
        return _conflict(visit, access, place, fields, stale)
    except Problem as problem:
        return _again(visit, access, place, fields, problem)
    there = card if card in done.debate.nodes else done.card
    return visit.go(place.at(there).href(f"card-{there}"), done.notes)


def connect(request: Request, fields: Fields) -> Response:
    """Let a card support or attack another one too."""
    visit, access = _visit(request)
    card = request.path_params["card"]
    place = visit.back(access.map, fields.get("back")).at(card, "connect")
    try:
        done = visit.site.shelf.change(
            access,
            fields.press(request.url.path),
            lambda debate, numbers: edits.connect(
                debate, numbers, fields.get("kind"), card, fields.get("target")
            ),
        )
    except Problem as problem:
        return _again(visit, access, place, fields, problem)
    return visit.go(place.at(card).href(f"card-{card}"), done.notes)


def remove(request: Request, fields: Fields) -> Response:
    """Take a card away, with what stands under it alone if so wished."""
    visit, access = _visit(request)
    card = request.path_params["card"]
    place = visit.back(access.map, fields.get("back")).at(card, "remove")
    above = _above(visit, access, card)
    try:
        done = visit.site.shelf.change(
            access,
            fields.press(request.url.path),
            lambda debate, _: edits.remove(debate, card, fields.whole("version"), bool(fields.get("branch"))),
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
        return _again(visit, access, place, fields, problem)
    return visit.go(place.at(above).href(f"card-{above}" if above else "map"), done.notes)


def _above(visit: Visit, access: Access, card: str) -> str | None:
    """The card under which a card stands, to be chosen when that one is gone."""
    debate = visit.site.shelf.read(access).debate
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
        done = visit.site.shelf.change(access, fields.press(request.url.path), build)
    except Problem as problem:
        return _again(visit, access, back.at(card or None, "move"), fields, problem)
    # Earlier or later is pressed several times in a row: the form stays.
    place = back.at(card or None, "move" if what == "order" else None)
    return visit.go(place.href(f"card-{card}" if card else "map"), done.notes)


def undo(request: Request, fields: Fields) -> Response:
    """Take the latest change back."""
    visit, access = _visit(request)
    place = visit.back(access.map, fields.get("back"))
    then = place.href(f"card-{place.card}" if place.card else "")
    history_page = place.form("history")
    if fields.get("back").startswith(history_page):
        then = history_page
    return _toggle(visit, access, fields, None, False, then)


def toggle(request: Request, fields: Fields) -> Response:
    """Take one change of the history back, or bring it again."""
    visit, access = _visit(request)
    revision = min(request.path_params["revision"], _MOST)
    here = f"/maps/{access.map}/history"
    return _toggle(visit, access, fields, revision, fields.get("again") == "1", here)


def _toggle(
    visit: Visit, access: Access, fields: Fields, revision: int | None, again: bool, then: str
) -> Response:
    press = fields.press(visit.request.url.path)
    try:
        done = history.undo(visit.site.shelf, access, press, revision, again)
    except UndoRefused as refused:
        raise Refused(409, "This change cannot be taken back: {reason}", reason=refused.reason) from None
    except Problem as problem:
        raise Refused(409, "{reason}", reason=problem.message) from None
    return visit.go(then, done.notes)


def make_link(request: Request, fields: Fields) -> Response:
    """Make one more link to a map."""
    visit, access = _visit(request)
    try:
        sharing.share(visit.site.shelf, access, fields.get("role"))
    except Problem as problem:
        raise Refused(422, "{reason}", reason=problem.message) from None
    return visit.go(f"/maps/{access.map}/share#links")


def revoke_link(request: Request, fields: Fields) -> Response:  # noqa: ARG001 - a form without fields
    """Let a link open nothing any more."""
    visit, access = _visit(request)
    try:
        sharing.revoke(visit.site.shelf, access, request.path_params["link"])
    except Problem as problem:
        raise Refused(422, "{reason}", reason=problem.message) from None
    return visit.go(f"/maps/{access.map}/share#links")


def _visit(request: Request) -> tuple[Visit, Access]:
    visit = Visit(request)
    return visit, visit.enter_to_change(request.path_params["map"])


def _again(visit: Visit, access: Access, place: Place, fields: Fields, problem: Problem) -> Response:
    """The same form with what was typed, and what was wrong with it."""
    access = visit.enter(access.map)
    held = visit.site.shelf.read(access)
    typed = dict(fields.pairs)
    page = map_page(seen(visit, access, held, place), place, typed, visit.say(problem.message))
    if page.start is None and (page.panel is None or page.panel.form is None):
        raise Refused(422, "{reason}", reason=problem.message)
    return visit.page("map.html", page, 422)


_MOST = 2**31 - 1  # no map has so many changes
_SETTLED = frozenset({"operation", "version", "text", "back"})


def _conflict(visit: Visit, access: Access, place: Place, fields: Fields, stale: Stale) -> Response:
    """Yours and theirs, side by side, and a form to settle it."""
    access = visit.enter(access.map)
    held = visit.site.shelf.read(access)
    theirs = stale.theirs
    page = ConflictPage(
        visit.frame(page_title(held.debate, visit.translate)),
        bar(visit, access, held, place),
        title(held.debate, visit.translate),
        visit.request.url.path,
        f"r{held.revision}",
        theirs.version if theirs is not None else 0,
        fields.get("text"),
        theirs.text if theirs is not None else None,
        tuple(pair for pair in fields.pairs if pair[0] not in _SETTLED),
        place.at(stale.card if theirs else None).href(),
    )
    return visit.page("conflict.html", page, 409)


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
