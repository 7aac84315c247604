"""The page on which a map is shared: who can see it, its links and snapshots, how to embed and cite it, files to take away."""

from __future__ import annotations

from datetime import datetime, timedelta

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from argmap.messages import Message, excerpt
from argmap.service import publication, sharing, snapshots
from argmap.service.rooms import shown
from argmap.service.sharing import Access
from argmap.service.snapshots import Frozen
from argmap.web import exports, qr, reach
from argmap.web.addresses import Place
from argmap.web.dates import said
from argmap.web.embedding import snippet
from argmap.web.form_views import Choice
from argmap.web.map_page import title
from argmap.web.pages import address, bar
from argmap.web.problems import Refused
from argmap.web.share_views import CodePage, Door, Embedding, ShareLink, SharePage, SnapshotLine, Who
from argmap.web.site import Visit
from argmap.web.snapshots import cite
from argmap.web.words import counted

_EMBED = '<script src="{base}/embed.js" async></script>'


def share(request: Request) -> Response:
    """Who may do what with a map, and the files to take away."""
    visit = Visit(request)
    access = visit.enter(request.path_params["map"])
    held = visit.site.shelf.read(access)
    name = title(shown(access, held.debate), visit.translate)
    alone = access.room is not None and not access.leads
    words = "Take “{title}” with you – argmap" if alone else "Share “{title}” – argmap"
    heading = visit.say(Message(words, {"title": excerpt(name, 50)}))
    links = _links(visit, access)
    bundled = access.debate is not None
    # Of a hidden map no snapshot opens.
    frozen = [] if bundled or access.hidden else snapshots.listed(visit.site.shelf, access)
    best = next((each for each in frozen if each.public), next((each for each in frozen if each.path), None))
    may = access.leads and not access.hidden
    page = SharePage(
        visit.frame(heading),
        bar(visit, access, held, Place(access.map)),
        name,
        Place(access.map).href(),
        access.leads,
        None if bundled else _who(visit, access),
        _door(visit, access, links),
        links,
        f"/maps/{access.map}/links" if may else None,
        _ends(visit),
        tuple(_snapshot(visit, access, each) for each in frozen),
        f"/maps/{access.map}/snapshots" if may else None,
        _embedding(visit, access, links, name),
        cite(visit, best, snapshots.read(visit.site.shelf, best)) if best else None,
        best.kept.made_at.date().isoformat() if best else None,
        exports.downloads(visit, access, held),
        f"/maps/{access.map}/copy",
        f"/rooms/new?map={access.map}" if access.room is None else None,
    )
    return visit.page("share.html", page)


def _links(visit: Visit, access: Access) -> tuple[ShareLink, ...]:
    if not access.leads:
        return ()
    return tuple(_link(visit, access, each) for each in sharing.shared(visit.site.shelf, access))


def _who(visit: Visit, access: Access) -> Who:
    """Who can see the map."""
    shelf, here = visit.site.shelf, f"/maps/{access.map}"
    state = publication.state(shelf, access)
    reports = publication.reported(shelf, access)
    told = counted(reports, "Somebody has reported this map.", "{count} people have reported this map.")
    return Who(
        access.public,
        visit.base + here,
        _day(state.public_until) if access.public else None,
        access.hidden,
        visit.say(told) if reports else None,
        _forgotten(visit),
        f"{here}/public" if access.leads and not access.hidden else None,
        f"{here}/code/public",
    )


def _forgotten(visit: Visit) -> str | None:
    """What becomes of a map that nobody uses, where the server was told to forget such maps."""
    days = visit.site.forget_after
    if days is None:
        return None
    day = _day(visit.site.shelf.clock() + timedelta(days=days))
    key = (
        "This server deletes maps that nobody has opened or changed for {days} days. Opened today, this one is kept "
        "until {day} at least. Take a copy with you to be safe."
    )
    return visit.say(Message(key, {"days": days, "day": day}))


def _door(visit: Visit, access: Access, links: tuple[ShareLink, ...]) -> Door | None:
    """The address for readers: the public one, else that of the first link for reading that can be shown."""
    here = f"/maps/{access.map}"
    if access.public or access.debate is not None:
        there = visit.base + here
        return Door(qr.code(there), there, True, f"{here}/code/public", reach.local(there))
    link = _reading(links)
    if link is None or link.address is None or link.code is None:
        return None
    return Door(qr.code(link.address), link.address, False, link.code, reach.local(link.address))


def _reading(links: tuple[ShareLink, ...]) -> ShareLink | None:
    found = (each for each in links if each.role == "view" and each.address and not each.over)
    return next(found, None)


def _embedding(visit: Visit, access: Access, links: tuple[ShareLink, ...], name: str) -> Embedding | None:
    """How the map is put into a page: by its public address, else by a link for reading."""
    here, link = f"/maps/{access.map}/embed", _reading(links)
    secret = not access.public and access.debate is None
    if secret:
        if link is None or link.address is None:
            return None
        here += "/" + link.address.rpartition("/")[2]
    fit = _EMBED.format(base=visit.base)
    return Embedding(snippet(visit.base + here, name, visit.translate), fit, here, secret)


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
    words = {"view": visit.translate("read"), "edit": visit.translate("read and change")}[link.role]
    when = said(link.made_at, visit.site.shelf.clock(), visit.translate)
    values = {"words": words, "whom": link.label or when}
    return ShareLink(
        link.id,
        link.role,
        words,
        visit.say(Message("{words}, {whom}", values)),
        address(visit, access.map, link.key) if link.key and not link.over else None,
        when,
        link.made_at.isoformat(timespec="seconds"),
        link.own,
        f"/maps/{access.map}/links/{link.id}/revoke" if link.below else None,
        _day(link.ends),
        link.over,
        link.label,
        f"/maps/{access.map}/code/{link.id}" if link.key and not link.over else None,
    )


def _snapshot(visit: Visit, access: Access, frozen: Frozen) -> SnapshotLine:
    kept, here = frozen.kept, f"/maps/{access.map}"
    return SnapshotLine(
        kept.id,
        kept.made_at.date().isoformat(),
        kept.made_at.isoformat(timespec="seconds"),
        kept.hash,
        frozen.public,
        visit.base + frozen.path if frozen.path else None,
        f"{here}/code/{kept.id}" if frozen.path else None,
        _day(kept.redacted_at),
        f"{here}/snapshots/{kept.id}/withdraw" if access.leads else None,
    )


def _day(moment: datetime | None) -> str | None:
    return None if moment is None else moment.date().isoformat()


def code(request: Request) -> Response:
    """The QR code of a link, of a snapshot or of the public address, on a sheet to be printed."""
    visit = Visit(request)
    access = visit.enter(request.path_params["map"])
    debate = shown(access, visit.site.shelf.read(access).debate)
    there, words = _coded(visit, access, request.path_params["what"])
    name = title(debate, visit.translate)
    frame = visit.frame(visit.say(Message("Code for “{title}” – argmap", {"title": excerpt(name, 50)})))
    page = CodePage(frame, name, qr.code(there), words, f"/maps/{access.map}/share", reach.local(there))
    return visit.page("code.html", page)


def _coded(visit: Visit, access: Access, what: str) -> tuple[str, str]:
    """The address that is meant, and what one may do there. Raises `Refused`."""
    _ = visit.translate
    if what == sharing.PUBLIC and (access.public or access.debate is not None):
        return f"{visit.base}/maps/{access.map}", _("Read the debate")
    for link in _links(visit, access):
        if link.id == what and link.address:
            words = _("Read the debate") if link.role == "view" else _("Read the debate, and take part")
            return link.address, words
    frozen = [] if access.debate is not None else snapshots.listed(visit.site.shelf, access)
    for each in frozen:
        if each.kept.id == what and each.path:
            day = each.kept.made_at.date().isoformat()
            return visit.base + each.path, visit.say(Message("The debate as it was on {day}", {"day": day}))
    raise Refused(404, "There is no such link, or its address cannot be shown in this browser.")


ROUTES = [
    Route("/maps/{map}/share", share, methods=["GET"]),
    Route("/maps/{map}/code/{what}", code, methods=["GET"]),
]
