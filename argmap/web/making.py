"""How maps come to be: from a question and positions, from a file or a text, as a copy."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from argmap import formats
from argmap.diagram.contents import cards
from argmap.formats import Report
from argmap.messages import Message
from argmap.model import Problem
from argmap.model.tally import size
from argmap.service import maps
from argmap.service.maps import Made
from argmap.web.addresses import Place
from argmap.web.fields import Fields, posted
from argmap.web.gate import Gate
from argmap.web.map_page import title
from argmap.web.problems import Refused
from argmap.web.site import Visit
from argmap.web.views import ImportedPage, ImportPage, NewPage, RemarkLine
from argmap.web.words import counted

READING = Gate(2, 20, "Others are bringing maps at this moment.")
"""The gate before the reading and copying of whole maps, which takes a processor for itself."""

_MOST_REMARKS = 300


def make(request: Request, fields: Fields) -> Response:
    """A map from a question and positions; the first position is chosen, and its first reason asked for."""
    visit = Visit(request)
    question, positions = fields.get("question"), fields.all("position")
    try:
        with counted_as_new(visit):
            made = maps.make(visit.site.shelf, question, positions)
    except Problem as problem:
        shown = (*positions, *[""] * (3 - len(positions)))
        frame = visit.frame(visit.translate("Make a map – argmap"), "/new")
        page = NewPage(frame, "/new", question, shown[:20], visit.say(problem.message))
        return visit.page("new.html", page, 422)
    first = next((node.id for node in made.debate.nodes.values() if node.kind == "position"), None)
    place = Place(made.map, first, "reason" if first else "position", made=True)
    # No fragment: the page is seen from its top, where the link to keep stands, and the form takes the focus itself.
    return visit.hold(visit.go(place.href(), made.notes), made.map, made.edit_key)


def bring(request: Request, fields: Fields) -> Response:
    """A map from a file or a pasted text, and what became of everything in it."""
    visit = Visit(request)
    text = fields.get("text")
    given: bytes | str = fields.file if fields.file_name is not None else text
    try:
        with counted_as_new(visit):
            made, report = maps.bring(visit.site.shelf, given, None, fields.file_name)
    except formats.Unreadable as problem:
        return _unreadable(visit, text, _placed(visit, problem))
    except Problem as problem:
        return _unreadable(visit, text, visit.say(problem.message))
    here = Place(made.map, made=True).href()
    if not len(report):
        return visit.hold(visit.go(here), made.map, made.edit_key)
    response = visit.page("imported.html", _imported(visit, made, report, here))
    return visit.hold(response, made.map, made.edit_key)


@contextmanager
def counted_as_new(visit: Visit) -> Iterator[None]:
    """The making of a map, which counts when one was made. Raises `Refused` (429) for one too many in a while."""
    wait = visit.site.limits.wait("map", visit.address)
    if wait:
        raise Refused(429, "That was too much at once.", retry_after=wait)
    yield
    visit.site.limits.take("map", visit.address)


def _unreadable(visit: Visit, text: str, error: str) -> Response:
    frame = visit.frame(visit.translate("Import a map – argmap"), "/import")
    return visit.page("import.html", ImportPage(frame, "/import", text, error), 422)


def _placed(visit: Visit, problem: formats.Unreadable) -> str:
    sentence = visit.say(problem.message)
    if problem.line is None:
        return sentence
    values = {"line": problem.line, "column": problem.column or 1, "sentence": sentence}
    return visit.say(Message("Line {line}, column {column}: {sentence}", values))


def _imported(visit: Visit, made: Made, report: Report, here: str) -> ImportedPage:
    _ = visit.translate
    kinds = {"dropped": _("left out"), "altered": _("changed"), "guessed": _("guessed"), "noted": _("noted")}
    remarks = tuple(
        RemarkLine(
            kinds[each.kind],
            visit.say(each.message),
            visit.say(Message("line {line}", {"line": each.line})) if each.line is not None else "",
        )
        for each in list(report)[:_MOST_REMARKS]
    )
    name = title(made.debate, _)
    values = {
        "cards": cards(size(made.debate)),
        "links": counted(len(made.debate.relations), "one link", "{count} links"),
        "remarks": counted(len(report), "one remark", "{count} remarks"),
    }
    summary = Message("The map has {cards} and {links}. Reading it gave {remarks}:", values)
    return ImportedPage(visit.frame(_("The map is here – argmap")), name, visit.say(summary), remarks, here)


def copy(request: Request, fields: Fields) -> Response:  # noqa: ARG001 - a form without fields
    """A copy of a map, of one's own."""
    visit = Visit(request)
    access = visit.enter(request.path_params["map"])
    try:
        with counted_as_new(visit):
            made = maps.copy(visit.site.shelf, access)
    except Problem as problem:
        raise Refused(422, "{reason}", reason=problem.message) from None
    here = Place(made.map, made=True).href()
    return visit.hold(visit.go(here), made.map, made.edit_key)


ROUTES = [
    Route("/new", posted(make), methods=["POST"]),
    Route("/import", posted(bring, READING), methods=["POST"]),
    Route("/maps/{map}/copy", posted(copy, READING, 0), methods=["POST"]),
]
