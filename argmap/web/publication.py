"""A map for everybody: made public and taken back, reported, and found by search engines or not."""

from __future__ import annotations

from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Route

from argmap import assets
from argmap.messages import Message
from argmap.model import Problem
from argmap.service import publication, sharing
from argmap.service.publication import LONGEST_REASON
from argmap.service.refusals import NotAllowed, NotThere
from argmap.service.rooms import shown
from argmap.service.sharing import Access
from argmap.web.fields import Fields, posted
from argmap.web.map_page import title
from argmap.web.problems import Refused
from argmap.web.report_views import ReportPage
from argmap.web.site import Visit


def robots(request: Request) -> Response:  # noqa: ARG001
    """What search engines may look at: public maps, by their own addresses."""
    text = (assets.static() / "robots.txt").read_text("utf-8")
    return PlainTextResponse(text, headers={"cache-control": "public, max-age=3600"})


def publish(request: Request, fields: Fields) -> Response:
    """Let everybody read the map, or nobody but those who have a link."""
    visit = Visit(request)
    access = visit.enter_to_change(request.path_params["map"])
    there = f"/maps/{access.map}/share#who"
    try:
        if fields.get("public") != "1":
            publication.withdraw(visit.site.shelf, access)
            return visit.go(there, (Message("The map is secret again: only whoever has a link sees it."),))
        publication.publish(visit.site.shelf, access, days=fields.days("ends"))
    except NotAllowed as refused:
        raise Refused(403, "{reason}", reason=refused.message) from None
    except Problem as problem:
        raise Refused(422, "{reason}", reason=problem.message) from None
    return visit.go(there, (Message("The map is public: everybody who has its address can read it."),))


def report(request: Request) -> Response:
    """The form by which anybody reports a public map."""
    visit = Visit(request)
    return report_page(visit, *_reported(visit))


def send_report(request: Request, fields: Fields) -> Response:
    """Take a report, and thank for it."""
    visit = Visit(request)
    access, name = _reported(visit)
    return reported(visit, access.map, name, fields.get("reason"))


def _reported(visit: Visit) -> tuple[Access, str]:
    """The public map that is meant, and what it is called. Raises `Refused`."""
    map_id = visit.request.path_params["map"]
    try:
        access = sharing.enter(visit.site.shelf, map_id, None)
    except NotThere as refusal:
        raise visit.closed(refusal) from None
    if access.debate is not None:
        raise Refused(404, "This map comes with argmap: there is nobody here to whom it could be reported.")
    return access, title(shown(access, visit.site.shelf.read(access).debate), visit.translate)


def report_page(
    visit: Visit, access: Access, name: str, reason: str = "", error: str | None = None
) -> Response:
    """The form, with what was typed and what is wrong with that."""
    here = f"/maps/{access.map}"
    return form(visit, name, f"{here}/report", here, reason, error)


def form(
    visit: Visit, name: str, action: str, back: str, reason: str = "", error: str | None = None
) -> Response:
    """The form for the report of a map, or of a snapshot."""
    frame = visit.frame(visit.translate("Report a map – argmap"), back)
    page = ReportPage(frame, name, action, back, reason, LONGEST_REASON, error)
    return visit.page("report.html", page, 422 if error else 200)


def reported(visit: Visit, map_id: str, name: str, reason: str, snapshot: str | None = None) -> Response:
    """A report taken, limited by address; or the form again, with what was wrong."""
    back = f"/snapshots/{snapshot}" if snapshot else f"/maps/{map_id}"
    visit.spend("report", visit.address)
    try:
        publication.report(visit.site.shelf, map_id, reason, snapshot)
    except Problem as problem:
        return form(visit, name, f"{back}/report", back, reason, visit.say(problem.message))
    frame = visit.frame(visit.translate("Thank you – argmap"), back)
    return visit.page("report.html", ReportPage(frame, name, "", back, "", LONGEST_REASON, None, told=True))


ROUTES = [
    Route("/robots.txt", robots),
    Route("/maps/{map}/public", posted(publish), methods=["POST"]),
    Route("/maps/{map}/report", report, methods=["GET"]),
    Route("/maps/{map}/report", posted(send_report), methods=["POST"]),
]
