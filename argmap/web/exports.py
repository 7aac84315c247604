"""The files of a map to take away: the drawing, and its text in the formats."""

from __future__ import annotations

import re

from markupsafe import Markup
from starlette.requests import Request
from starlette.responses import Response

from argmap import formats
from argmap.diagram.thumbnail import thumbnail
from argmap.messages import Message
from argmap.model import ArgumentMap
from argmap.service.rooms import shown
from argmap.service.sharing import Access
from argmap.service.shelf import Held
from argmap.web.file_choices import drawn
from argmap.web.map_page import title
from argmap.web.share_views import Download
from argmap.web.site import Visit

_WORD = re.compile(r"[a-z0-9]+")
_MOST_WORDS = 8


def json(request: Request) -> Response:
    """The map as argmap JSON."""
    return _text(request, "json", "application/json")


def argdown(request: Request) -> Response:
    """The map as Argdown."""
    return _text(request, "argdown", "text/plain; charset=utf-8")


def _text(request: Request, form: str, media_type: str) -> Response:
    visit = Visit(request)
    access = visit.enter(request.path_params["map"])
    key = (form, access.map, access.revision, access.named)
    entry = visit.site.kept.get(key)
    if entry is None:
        held = visit.site.shelf.read(access)
        made, _ = formats.dump(shown(access, held.debate), form)
        entry = visit.site.kept.put(key, made.encode(), media_type)
    response = visit.site.kept.respond(request.headers, entry)
    ending = formats.FORMATS[form].endings[0]
    response.headers["content-disposition"] = f'attachment; filename="{file_name(visit, access)}{ending}"'
    return response


def file_name(visit: Visit, access: Access) -> str:
    """A name for a file: the words of the question in plain Latin letters, as far as there are any."""
    name = title(shown(access, visit.site.shelf.read(access).debate), visit.translate).lower()
    return "-".join(_WORD.findall(name)[:_MOST_WORDS])[:60] or "argument-map"


def downloads(visit: Visit, access: Access, held: Held) -> tuple[Download, ...]:
    """The files, with what each is for and what it cannot hold."""
    _ = visit.translate
    here = f"/maps/{access.map}"
    losses = formats.dump(shown(access, held.debate), "argdown")[1].losses
    note = None
    if losses:
        first = losses[0].message.text(_)
        note = visit.say(
            Message(
                "{count} things are said differently there, such as: {first}",
                {"count": len(losses), "first": first},
            )
        )
    return (
        *drawn(here, _),
        Download(_("Everything, to bring it back here or keep it safe"), "argmap JSON", f"{here}.json"),
        Download(_("A text that one can read and write by hand"), "Argdown", f"{here}.argdown", note),
    )


def shape(debate: ArgumentMap) -> Markup:
    """The shape of a debate as a very small picture."""
    return Markup(thumbnail(debate))  # noqa: S704 - lines and boxes, no text
