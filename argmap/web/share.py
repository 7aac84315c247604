"""The page on which a map is shared: who can see it, its links, and the files to take away."""

from __future__ import annotations

from datetime import datetime, timedelta

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from argmap.messages import Message, excerpt
from argmap.service import publication, sharing
from argmap.service.rooms import shown
from argmap.service.sharing import Access
from argmap.web import exports
from argmap.web.addresses import Place
from argmap.web.dates import said
from argmap.web.form_views import Choice
from argmap.web.map_page import title
from argmap.web.pages import address, bar
from argmap.web.share_views import ShareLink, SharePage, Who
from argmap.web.site import Visit
from argmap.web.words import counted


def share(request: Request) -> Response:
    """Who may do what with a map, and the files to take away."""
    visit = Visit(request)
    access = visit.enter(request.path_params["map"])
    held = visit.site.shelf.read(access)
    name = title(shown(access, held.debate), visit.translate)
    heading = visit.say(Message("Share “{title}” – argmap", {"title": excerpt(name, 50)}))
    place = Place(access.map)
    links = (
        tuple(_link(visit, access, each) for each in sharing.shared(visit.site.shelf, access))
        if access.leads
        else ()
    )
    page = SharePage(
        visit.frame(heading),
        bar(visit, access, held, place),
        name,
        place.href(),
        access.leads,
        _who(visit, access),
        links,
        f"/maps/{access.map}/links",
        _ends(visit),
        exports.downloads(visit, access, held),
        f"/maps/{access.map}/copy",
        f"/rooms/new?map={access.map}" if access.room is None else None,
    )
    return visit.page("share.html", page)


def _who(visit: Visit, access: Access) -> Who | None:
    """Who can see the map; None for those that come with argmap."""
    if access.debate is not None:
        return None
    shelf = visit.site.shelf
    state = publication.state(shelf, access)
    ends = state.public_until if access.public else None
    reports = publication.reported(shelf, access)
    forgotten = None
    if visit.site.forget_after is not None:
        days = visit.site.forget_after
        day = _day(shelf.clock() + timedelta(days=days))
        forgotten = visit.say(
            Message(
                "This server deletes maps that nobody has opened or changed for {days} days. Opened today, this one is kept "
                "until {day} at least. Take a copy with you to be safe.",
                {"days": days, "day": day},
            )
        )
    told = counted(reports, "Somebody has reported this map.", "{count} people have reported this map.")
    return Who(
        access.public,
        f"{visit.base}/maps/{access.map}",
        _day(ends),
        access.hidden,
        visit.say(told) if reports else None,
        forgotten,
        f"/maps/{access.map}/public" if access.leads and not access.hidden else None,
    )


def _ends(visit: Visit) -> tuple[Choice, ...]:
    """When a link can end, in the words of the list."""
    _ = visit.translate
    return (
        Choice("never", _("never"), True),
        Choice("1", _("in one day")),
        Choice("7", _("in one week")),
        Choice("30", _("in 30 days")),
        Choice("365", _("in one year")),
    )


def _link(visit: Visit, access: Access, link: sharing.Shared) -> ShareLink:
    words = {"view": visit.translate("read the map"), "edit": visit.translate("read and change the map")}
    return ShareLink(
        link.id,
        link.role,
        words[link.role],
        address(visit, access.map, link.key) if link.key else None,
        said(link.made_at, visit.site.shelf.clock(), visit.translate),
        link.made_at.isoformat(timespec="seconds"),
        link.own,
        f"/maps/{access.map}/links/{link.id}/revoke" if link.below else None,
        _day(link.ends),
        link.over,
        link.label,
    )


def _day(moment: datetime | None) -> str | None:
    return None if moment is None else moment.date().isoformat()


ROUTES = [Route("/maps/{map}/share", share, methods=["GET"])]
