"""A map inside somebody else's page: the page that may be framed, and oEmbed, which tells other sites how to.

These pages take no cookie and set none. A secret map is shown by an address that holds the key of a link for reading, or of a
snapshot; a key that changes the map is refused here, since it would stand in somebody's page for everybody to see.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from dataclasses import dataclass, replace
from urllib.parse import urlsplit
from xml.sax.saxutils import escape

from markupsafe import Markup
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from argmap.messages import Message, excerpt
from argmap.model import ArgumentMap
from argmap.service import sharing, snapshots
from argmap.service.refusals import Ended, NotThere
from argmap.service.rooms import shown
from argmap.web.addresses import Place
from argmap.web.map_page import Seen, map_page, page_title, title
from argmap.web.problems import Refused
from argmap.web.security import POLICY
from argmap.web.site import Visit
from argmap.web.snapshot_views import EmbedPage
from argmap.web.snapshots import by_address, reading
from argmap.web.social import HEIGHT as IMAGE_HEIGHT
from argmap.web.social import WIDTH as IMAGE_WIDTH
from argmap.web.social import Social, social
from argmap.web.turns import in_turn, large

WIDTH, HEIGHT = 800, 560
"""How large a map is embedded unless somebody says otherwise, in CSS pixels."""

FRAMED = POLICY.replace("; frame-ancestors 'none'", "")
"""The content policy of the pages that others may frame: in everything else that of all pages.

It names nobody: an asterisk would leave out pages on a disk, and slides."""

_STYLE = "width: 100%; height: clamp(20rem, 80vh, 50rem); border: 0"
_LEAST = 200
_MOST = 4_000
_NO_READER = "This address holds a key for changing the map. Embed the map by a link for reading."
_NOTHING = "There is nothing at this address that can be embedded."
_PAGE = re.compile(
    r"/maps/(?P<map>[A-Za-z0-9_-]{1,64})(?:/(?:open|embed)/(?P<key>[a-z2-7]{34})|/embed)?"
    r"|/snapshots/(?P<snapshot>[a-z2-7]{12})(?:/(?P<secret>[a-z2-7]{26}))?(?:/embed)?"
)


@dataclass(frozen=True, slots=True)
class Shown:
    """Something that can be embedded: a map or a snapshot, the address of its page for others' pages, and its own.

    `key` names what is shown, for what is kept of it; `image` is the address of its picture; `secret`: its address holds a key.
    """

    debate: ArgumentMap
    map: str
    path: str
    whole: str
    key: tuple[object, ...]
    image: str | None = None
    day: str | None = None
    secret: bool = False


def embed(request: Request, turn: bool) -> Response | None:
    """A map as others embed it: by its public address, or by one with the key of a link for reading."""
    visit, found = Visit(request), request.path_params
    return _framed(visit, of_map(visit, found["map"], found.get("key")), turn)


def embed_snapshot(request: Request, turn: bool) -> Response | None:
    """A snapshot as others embed it."""
    visit, found = Visit(request), request.path_params
    return _framed(visit, of_snapshot(visit, found["snapshot"], found.get("key")), turn)


def of_map(visit: Visit, map_id: str, key: str | None) -> Shown:
    """The map that is to be embedded. Raises `Refused`."""
    shelf = visit.site.shelf
    try:
        access = sharing.enter(shelf, map_id, key, strict=key is not None)
    except NotThere as refusal:
        if key is not None and not isinstance(refusal, Ended):
            visit.count_failure()
        raise visit.closed(refusal) from None
    if access.role not in ("view", "onlooker", "bundled"):
        raise Refused(403, _NO_READER)
    held = shelf.read(access)
    here = f"/maps/{map_id}"
    secret = key is not None and access.debate is None
    names = (access.map, held.revision, access.named, access.room and access.room.revision)
    return Shown(
        shown(access, held.debate),
        map_id,
        f"{here}/embed/{key}" if secret else f"{here}/embed",
        f"{here}/open/{key}" if secret else here,
        names,
        None if secret else f"{here}/social.png",
        secret=secret,
    )


def of_snapshot(visit: Visit, snapshot: str, key: str | None) -> Shown:
    """The snapshot that is to be embedded. Raises `Refused`."""
    frozen = by_address(visit, snapshot, key)
    debate = snapshots.read(visit.site.shelf, frozen)
    day, path = frozen.kept.made_at.date().isoformat(), frozen.path or ""
    names = (frozen.kept.id, frozen.kept.hash)
    return Shown(
        debate, frozen.kept.map, f"{path}/embed", path, names, f"{path}/social.png", day, not frozen.public
    )


def _framed(visit: Visit, what: Shown, turn: bool) -> Response | None:
    place = Place.of(what.map, visit.request.query_params, what.path)
    place = replace(place, do=None, made=False, verdicts=False)
    key = ("embed", *what.key, place, visit.tongue, visit.base, visit.site.static.prefix)
    if not turn and large(what.debate) and visit.site.kept.get(key) is None:
        return None
    entry = visit.site.kept.once(key, lambda: _page(visit, what, place))
    response = visit.site.kept.respond(visit.request.headers, entry)
    response.headers["content-security-policy"] = FRAMED
    response.headers["cross-origin-resource-policy"] = "cross-origin"
    response.headers["vary"] = "Accept-Encoding, Accept-Language, Cookie"
    return response


def _page(visit: Visit, what: Shown, place: Place) -> bytes:
    frame = visit.frame(page_title(what.debate, visit.translate), place.href())
    frame = replace(frame, notice=None, social=told(visit, what))
    page = map_page(Seen(what.debate, frame, reading(place), visit.translate, judge=False), place)
    made = EmbedPage.of(page, visit.base + what.whole, what.day)
    return visit.written("embed.html", made).encode("utf-8", "replace")


def told(visit: Visit, what: Shown) -> Social:
    """What others show of it."""
    name = title(what.debate, visit.translate)
    return social(what.debate, name, visit.base, what.whole, visit.translate, image=what.image)


def snippet(src: str, name: str, translate: Callable[[str], str], size: tuple[int, int] | None = None) -> str:
    """The markup that puts a map into a page: of a size, or as wide as its place and as high as fits the window.

    It may be pasted anywhere: everything in it is escaped.

    >>> print(snippet("https://a.example/maps/k3v5/embed", 'Is it "so"?', str, (800, 560)))
    <iframe src="https://a.example/maps/k3v5/embed" title="Argument map: Is it &#34;so&#34;?" width="800" height="560" loading="lazy" allowfullscreen></iframe>
    """
    called = Message("Argument map: {title}", {"title": excerpt(name, 150)}).text(translate)
    width, height = size or ("100%", HEIGHT)
    # Where a style is not let through, the attributes say nearly the same.
    style = Markup("") if size else Markup(f' style="{_STYLE}"')  # noqa: S704 - a constant
    made = Markup(
        '<iframe src="{}" title="{}" width="{}" height="{}"{} loading="lazy" allowfullscreen></iframe>'
    )
    return str(made.format(src, called, width, height, style))


def oembed(request: Request) -> Response:
    """How to embed the page at an address of this server, as https://oembed.com has it: in JSON or in XML."""
    visit, query = Visit(request), request.query_params
    form = query.get("format", "json").lower()
    if form not in ("json", "xml"):
        return _open(Response("argmap answers in the formats json and xml.", 501, media_type="text/plain"))
    what = _meant(visit, query.get("url", ""))
    width, height = (
        _bound(query.get(name), usual) for name, usual in (("maxwidth", WIDTH), ("maxheight", HEIGHT))
    )
    name = title(what.debate, visit.translate)
    made: dict[str, object] = {
        "version": "1.0",
        "type": "rich",
        "title": excerpt(name, 150),
        "provider_name": "argmap",
        "provider_url": f"{visit.base}/",
        # A secret address may be withdrawn at any moment: nobody is asked to remember it.
        **({} if what.secret else {"cache_age": 3600}),
        "html": snippet(visit.base + what.path, name, visit.translate, (width, height)),
        "width": width,
        "height": height,
    }
    # A thumbnail may be no larger than what was asked for.
    fits = _asked(query.get("maxwidth"), IMAGE_WIDTH) >= IMAGE_WIDTH
    if what.image and fits and _asked(query.get("maxheight"), IMAGE_HEIGHT) >= IMAGE_HEIGHT:
        made |= {
            "thumbnail_url": visit.base + what.image,
            "thumbnail_width": IMAGE_WIDTH,
            "thumbnail_height": IMAGE_HEIGHT,
        }
    if form == "json":
        return _open(Response(json.dumps(made), media_type="application/json"))
    parts = "".join(f"<{key}>{_xml(str(value))}</{key}>" for key, value in made.items())
    body = f'<?xml version="1.0" encoding="utf-8" standalone="yes"?>\n<oembed>{parts}</oembed>\n'
    return _open(Response(body, media_type="text/xml; charset=utf-8"))


def _meant(visit: Visit, url: str) -> Shown:
    """What stands at an address of this server, as far as a stranger with this very address may see it. Raises `Refused`."""
    try:
        parts = urlsplit(url[:_MOST])
        here = {urlsplit(visit.base).netloc, visit.request.url.netloc}
        ours = parts.scheme in ("http", "https") and parts.netloc in here
    except ValueError:
        ours = False
    found = _PAGE.fullmatch(parts.path) if ours else None
    if found is None:
        raise Refused(404, _NOTHING)
    if found["snapshot"]:
        return of_snapshot(visit, found["snapshot"], found["secret"])
    return of_map(visit, found["map"], found["key"])


def _asked(given: str | None, usual: int) -> int:
    fits = given is not None and given.isascii() and given.isdigit() and len(given) < 8
    return int(given or "") if fits else usual


def _bound(given: str | None, usual: int) -> int:
    """A width or height that is no more than what was asked for, as far as anything can be read in it."""
    return max(min(_asked(given, usual), usual), min(_LEAST, _asked(given, usual)), 1)


def _xml(text: str) -> str:
    # What XML cannot hold in any way is left out.
    return escape(
        "".join(each for each in text if each in "\t\n\r" or each >= " ").encode("utf-8", "replace").decode()
    )


def _open(response: Response) -> Response:
    """An answer that scripts of other pages may read: it says nothing but what everybody may know who asks for it."""
    response.headers["access-control-allow-origin"] = "*"
    response.headers["cross-origin-resource-policy"] = "cross-origin"
    # Its words are in the language of whoever asks; and an address may hold a key that is withdrawn.
    response.headers["cache-control"] = "private, max-age=60"
    response.headers["vary"] = "Accept-Language, Cookie"
    return response


def script(request: Request) -> Response:
    """The script that a page may use which embeds maps: it gives each frame the height of what is in it."""
    visit = Visit(request)
    found = visit.site.static.read("embed.js")
    response = _open(Response(found, media_type="text/javascript; charset=utf-8"))
    response.headers["cache-control"] = "public, max-age=3600"
    return response


ROUTES = [
    Route("/maps/{map}/embed", in_turn(embed, "map"), methods=["GET"]),
    Route("/maps/{map}/embed/{key}", in_turn(embed, "map"), methods=["GET"]),
    Route("/snapshots/{snapshot}/embed", in_turn(embed_snapshot, "snapshot"), methods=["GET"]),
    Route("/snapshots/{snapshot}/{key}/embed", in_turn(embed_snapshot, "snapshot"), methods=["GET"]),
    Route("/oembed", oembed, methods=["GET"]),
    Route("/embed.js", script, methods=["GET"]),
]
