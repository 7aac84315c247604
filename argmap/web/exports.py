"""The files of a map to take away: the drawing, and its text in the formats."""

from __future__ import annotations

import base64
import hashlib
import re

from markupsafe import Markup
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import Response

from argmap import formats
from argmap.diagram import render
from argmap.diagram.thumbnail import thumbnail
from argmap.messages import Message
from argmap.model import ArgumentMap
from argmap.service import sharing
from argmap.service.rooms import shown
from argmap.service.sharing import Access
from argmap.service.shelf import Held
from argmap.service.verdicts import verdicts
from argmap.web import words
from argmap.web.drawing import drawn
from argmap.web.kept import Entry
from argmap.web.map_page import title
from argmap.web.share_views import Download
from argmap.web.site import Visit

_STYLE = re.compile(r"<style>(.*?)</style>", re.DOTALL)
_WORD = re.compile(r"[a-z0-9]+")
_MOST_WORDS = 8


async def svg(request: Request) -> Response:
    """The drawing of the whole map, as one file with its fonts; `?verdicts=1`: with the verdicts on its cards."""
    visit = Visit(request)
    access = await run_in_threadpool(visit.enter, request.path_params["map"])
    judged = request.query_params.get("verdicts") == "1" and sharing.may_judge(access)
    key = ("svg", access.map, access.revision, visit.language, judged)
    kept = visit.site.kept
    entry = await drawn(
        request, kept, access.map, key, "image/svg+xml", lambda: _drawing(visit, access, judged)
    )
    return await run_in_threadpool(_picture, visit, access, entry)


def _drawing(visit: Visit, access: Access, judged: bool) -> bytes:
    held = visit.site.shelf.read(access)
    found = verdicts(held.debate) if judged else None
    drawing = render(
        shown(access, held.debate),
        words=words.diagram(visit.translate),
        marks=found.marks(visit.translate) if found else None,
        faint=found.failing if found else (),
    )
    return drawing.svg.encode()


def _picture(visit: Visit, access: Access, entry: Entry) -> Response:
    response = visit.site.kept.respond(visit.request.headers, entry)
    response.headers["content-disposition"] = f'inline; filename="{file_name(visit, access)}.svg"'
    response.headers["content-security-policy"] = _policy(entry.body)
    return response


def _policy(drawing: bytes) -> str:
    """The content policy of a drawing that is opened by itself: its own styles, by their hash, and nothing else."""
    found = _STYLE.search(drawing.decode())
    styles = found.group(1) if found else ""
    digest = base64.b64encode(hashlib.sha256(styles.encode()).digest()).decode()
    return f"default-src 'none'; style-src 'sha256-{digest}'; font-src data:; sandbox"


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
        Download(_("A picture, for slides, paper and pages"), "SVG", f"{here}.svg"),
        Download(_("Everything, to bring it back here or keep it safe"), "argmap JSON", f"{here}.json"),
        Download(_("A text that one can read and write by hand"), "Argdown", f"{here}.argdown", note),
    )


def shape(debate: ArgumentMap) -> Markup:
    """The shape of a debate as a very small picture."""
    return Markup(thumbnail(debate))  # noqa: S704 - lines and boxes, no text
