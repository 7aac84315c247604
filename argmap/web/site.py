"""What the pages of one server share, and one visit to them: who comes, in which language, with which keys."""

from __future__ import annotations

import time
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from urllib.parse import parse_qsl, quote, unquote, urlsplit

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from argmap.messages import Message
from argmap.service import rooms, sharing
from argmap.service.hub import Hub
from argmap.service.refusals import Ended, Hidden, NotThere
from argmap.service.reports import Reports
from argmap.service.rooms import Room
from argmap.service.sharing import Access
from argmap.service.shelf import Shelf
from argmap.web import languages, templating
from argmap.web.addresses import Place
from argmap.web.kept import Pages
from argmap.web.limits import Limits
from argmap.web.problems import Refused
from argmap.web.static_files import StaticFiles
from argmap.web.views import Frame

YEAR = 365 * 24 * 3600
MOST_OPENED = 40
"""How many maps a browser remembers: each costs a cookie, and a request can carry only so many."""

CLOSED = "This browser could open this map before, and cannot any more."
CLOSED_ADVICE = (
    "The link that it came by was withdrawn, or you are not in the room any more, or the map is gone. "
    "Ask whoever shared it with you, or whoever leads the room; with the code one can join again."
)
READING = "This link lets you read the map, not change it."
LOCKED = "The room is locked at present: whoever leads it can open it again."
LOCKED_ADVICE = "What you wrote is kept: send it once more then. Until then you can read the map."
NO_ROOM = "There is no room with this code."
NO_ROOM_ADVICE = "Look at the board again: a code has six letters and digits, and it may have been changed."

ENDED = "This link was open until {day}, and has ended."
ENDED_ADVICE = "Ask whoever shared the map with you for a new link."
HIDDEN = "This map was public. It was reported, and whoever runs this server has hidden it."
HIDDEN_ADVICE = (
    "Whoever may change the map still can. Write to whoever runs this server if this is a mistake."
)

_PREFIX = "argmap_map_"
_NOTICE = "argmap_notice"
_VIEW = "argmap_view"
_LONGEST_NOTICE = 600


@dataclass(frozen=True, slots=True)
class Site:
    """The maps, the limits, the finished pages, the reports, the static files and who listens, of one server.

    `public` is the address at which others reach it, without a slash at its end, where it was told one; after `forget_after`
    days it forgets a map that nobody opens or changes.
    """

    shelf: Shelf
    limits: Limits
    kept: Pages
    reports: Reports
    static: StaticFiles
    hub: Hub
    public: str | None = None
    forget_after: int | None = None


class Visit:
    """One request, seen as somebody's visit."""

    def __init__(self, request: Request) -> None:
        self.request = request
        self.site: Site = request.app.state.site
        self.translate = templating.translator(self.language)

    @cached_property
    def language(self) -> str:
        """The language of the page: one of those there are, as was chosen, or as the browser prefers."""
        return languages.preferred(self.request)

    @cached_property
    def asked(self) -> str | None:
        """The language that the address asks for, which every link of the page then asks for too."""
        return languages.asked(self.request)

    @property
    def tongue(self) -> tuple[str, bool]:
        """The language of the page, and whether its links ask for it: what a kept page depends on."""
        return self.language, self.asked is not None

    @cached_property
    def view(self) -> str:
        """How much of the structure is offered: "simple" or "full"."""
        return "full" if self.request.cookies.get(_VIEW) == "full" else "simple"

    @property
    def address(self) -> str:
        """The network address of the visitor, for limits alone; never stored."""
        client = self.request.client
        return client.host if client is not None else "?"

    @property
    def base(self) -> str:
        """Where others find this server, without a slash at its end: what it was told, else as the visitor came here."""
        return self.site.public or str(self.request.base_url).rstrip("/")

    def say(self, message: Message | str) -> str:
        """A message in the language of the page."""
        return self.translate(message) if isinstance(message, str) else message.text(self.translate)

    def frame(self, title: str, here: str | None = None, *, kept: bool = False) -> Frame:
        """What every page has. `here` is the address to come back to, where it is not that of the request.

        `kept`: the page is kept for others too, so that nothing is in it that was said to this visitor alone.
        """
        url = self.request.url
        return Frame(
            self.language,
            templating.direction(self.language),
            title,
            self.site.static.prefix,
            here or (f"{url.path}?{url.query}" if url.query else url.path),
            None if kept else self.notice,
        )

    @cached_property
    def notice(self) -> str | None:
        """What the last press of a button left to be said."""
        left = self.request.cookies.get(_NOTICE)
        return unquote(left)[:_LONGEST_NOTICE] if left else None

    def page(self, template: str, page: object, status: int = 200) -> Response:
        """A page from its template."""
        response = Response(self.written(template, page), status, media_type="text/html; charset=utf-8")
        response.headers["vary"] = "Cookie, Accept-Encoding, Accept-Language"
        if self.notice is not None:
            response.delete_cookie(_NOTICE, path="/")
        return response

    def written(self, template: str, page: object) -> str:
        """A page from its template, as text."""
        text = templating.render(template, page, self.language)
        return text if self.asked is None else languages.carried(text, self.asked, self.base)

    def go(self, address: str, notices: tuple[Message, ...] = ()) -> Response:
        """Go on to another page after a form (303), which then says `notices`."""
        address = address if self.asked is None else languages.carry(address, self.asked)
        response = RedirectResponse(address, 303)
        if notices:
            said = " ".join(self.say(notice) for notice in notices)[:_LONGEST_NOTICE]
            self._cookie(response, _NOTICE, quote(said), 60)
        return response

    # Keys and cookies

    def enter(self, map_id: str) -> Access:
        """What the visitor may do with a map, by a bearer token or a cookie. Raises `Refused` (404, 429)."""
        bearer = self.bearer
        key = bearer if bearer is not None else self.key(map_id)
        try:
            # A program that sends a key means that key; a browser may hold one that is long gone.
            return sharing.enter(self.site.shelf, map_id, key, strict=bearer is not None)
        except NotThere as refusal:
            if key is not None and not isinstance(refusal, Ended):
                self.count_failure()
            raise self.closed(refusal, key is not None) from None

    def closed(self, refusal: NotThere, held: bool = False) -> Refused:
        """Why a map does not open, as far as whoever asks may know it; `held`: this browser has a key to it."""
        if isinstance(refusal, Hidden):
            return Refused(410, HIDDEN, advice=HIDDEN_ADVICE)
        if isinstance(refusal, Ended):
            day = refusal.at.date().isoformat()
            return Refused(404, ENDED, day=day, advice=ENDED_ADVICE)
        if self.request.url.path.startswith("/api/"):
            return Refused(404, "There is no such map, or the key does not open it.")
        if held:
            return Refused(404, CLOSED, advice=CLOSED_ADVICE)
        return Refused(404, "There is no such map, or this browser has no link to it.")

    def enter_to_change(self, map_id: str) -> Access:
        """The same, for a change: refuses readers (403) and those who change too much at once (429)."""
        access = self.enter(map_id)
        if not access.edit:
            if access.role == "participant":
                raise Refused(403, LOCKED, advice=LOCKED_ADVICE, heading="Not at this moment")
            raise Refused(403, READING)
        if access.role == "participant":
            self.spend("person", f"{map_id}/{access.participant}")
        else:
            self.spend("write", f"{map_id}/{access.link}")
        self.spend("busy", map_id)
        return access

    def room(self, typed: str) -> Room:
        """The room with a code, as it was typed. Raises `Refused` (404; 429 after too many wrong codes).

        A code is short: after too many wrong ones from an address, only those rooms open to it in which somebody is
        already, so that guessing tells nothing, and a class that shares the address is not locked out by one of it.
        """
        limits, here = self.site.limits, self.address
        try:
            found = rooms.find(self.site.shelf, typed)
        except NotThere:
            self.count_failure()
            raise Refused(404, NO_ROOM, advice=NO_ROOM_ADVICE) from None
        wait = limits.wait("failed", here)
        if wait and not limits.familiar.knows(here, found.map):
            raise Refused(429, "That was too much at once.", retry_after=wait)
        return found

    def in_room(self, room: Room) -> None:
        """Note that somebody at the visitor's address is in a room, for `room` (in memory alone)."""
        self.site.limits.familiar.note(self.address, room.map)

    def count_failure(self) -> None:
        """Count a wrong key against the address it came from. Raises `Refused` (429) for too many."""
        self.spend("failed", self.address)

    def spend(self, kind: str, key: str) -> None:
        """Count one write, one new map or one wrong key. Raises `Refused` (429) when it is one too many."""
        wait = self.site.limits.take(kind, key)
        if wait:
            raise Refused(429, "That was too much at once.", retry_after=wait)

    @property
    def bearer(self) -> str | None:
        """The key that a program sends."""
        scheme, _, token = self.request.headers.get("authorization", "").partition(" ")
        return token.strip() if scheme.lower() == "bearer" else None

    def key(self, map_id: str) -> str | None:
        """The key to a map that this browser holds."""
        held = self.request.cookies.get(_PREFIX + map_id)
        return held.partition(".")[0] if held else None

    def keys(self) -> Iterator[tuple[str, str]]:
        """The maps that this browser holds keys to, and the keys; the one opened last first."""
        held = [
            (name.removeprefix(_PREFIX), *value.partition(".")[::2])
            for name, value in self.request.cookies.items()
            if name.startswith(_PREFIX)
        ]
        for map_id, key, _ in sorted(held, key=lambda each: each[2].zfill(12)[:12], reverse=True):
            yield map_id, key

    def hold(self, response: Response, map_id: str, key: str) -> Response:
        """Let the browser hold a key; it forgets the maps that it opened longest ago."""
        self._cookie(response, _PREFIX + map_id, f"{key}.{int(time.time())}", YEAR)
        for others in [each for each, _ in self.keys() if each != map_id][MOST_OPENED - 1 :]:
            response.delete_cookie(_PREFIX + others, path="/")
        return response

    def drop(self, response: Response, map_id: str) -> Response:
        """Let the browser hold no key to a map any more."""
        response.delete_cookie(_PREFIX + map_id, path="/")
        return response

    def remember(self, response: Response, name: str, value: str, seconds: int) -> Response:
        """Let the browser keep something for a while; no script can read it."""
        self._cookie(response, name, quote(value), seconds)
        return response

    def choose_view(self, response: Response, view: str) -> Response:
        """Remember the chosen view in the browser."""
        self._cookie(response, _VIEW, view, YEAR)
        return response

    def _cookie(self, response: Response, name: str, value: str, age: int) -> None:
        # `Secure` over https alone: on a school's own network a browser would refuse the cookie.
        secure = self.request.url.scheme == "https"
        response.set_cookie(name, value, max_age=age, path="/", secure=secure, httponly=True, samesite="lax")

    def back(self, map_id: str, typed: str) -> Place:
        """The place on the map's page that a form came from. Whatever else the field says leads to the map."""
        try:
            query = dict(parse_qsl(urlsplit(typed).query, max_num_fields=20))
        except ValueError:
            query = {}
        return Place.of(map_id, query)
