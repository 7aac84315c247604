"""The guard in front of all pages: whose requests come in, how long they may be, what every answer says.

Keys lie in cookies, which a browser sends along with whatever any page makes it send. So a request that changes
something has to come from a page of this very server, or from a program, which has no cookies of anybody.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable

from starlette.exceptions import HTTPException
from starlette.responses import Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

CROSS_SITE = "This was sent from a page of another site, so it was not carried out."
TOO_MUCH = "What was sent is longer than argmap takes at once."
TOO_LONG = "This address is longer than argmap reads."

MOST_BODY = 256 * 1024
"""How many bytes a request may carry."""

MOST_FILE = 2 * 1024 * 1024
"""And how many where a whole map comes in."""

MOST_ADDRESS = 4096
"""How many bytes the path of an address and its query may have together."""

POLICY = (
    "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self' data:; font-src 'self'; "
    "connect-src 'self'; frame-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)
"""What a page may load and do: what comes from this server, and nothing that stands inside the page itself."""

_HEADERS = (
    (b"content-security-policy", POLICY.encode()),
    # Not "no-referrer": the origin of a form would then be "null", which counts as another site.
    (b"referrer-policy", b"same-origin"),
    (b"x-content-type-options", b"nosniff"),
    (b"cross-origin-opener-policy", b"same-origin"),
    (b"cross-origin-resource-policy", b"same-origin"),
    (b"permissions-policy", b"camera=(), geolocation=(), microphone=()"),
    (b"cache-control", b"private, no-cache"),
    # A page that everybody may find says so itself.
    (b"x-robots-tag", b"noindex"),
)
_SAFE = frozenset({"GET", "HEAD", "OPTIONS"})
_WHOLE_MAPS = re.compile(r"/import|/api/maps(/[^/]+/operations)?")
_ORIGIN = re.compile(rb"https?://([^/?#@\s]+)", re.IGNORECASE)

Refuse = Callable[[Scope, int, str], Response]
"""Makes the answer to a request that is refused, from the status and an English sentence (the key of a message)."""


class Guard:
    """Stands around an application and lets no request in that is too long, or was made by another site."""

    def __init__(self, app: ASGIApp, refuse: Refuse) -> None:
        self.app = app
        self.refuse = refuse

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":  # the server's own start and stop; there are no web sockets
            await self.app(scope, receive, send)
            return

        async def sending(message: Message) -> None:
            if message["type"] == "http.response.start":
                message = {**message, "headers": furnished(message.get("headers", ()))}
            await send(message)

        refusal = refused(scope)
        if refusal is None:
            meter = _Meter(receive, sending, most_body(scope["path"]))
            try:
                await self.app(scope, meter.receive, meter.send)
            except Exception:
                # Whatever the application made of the broken-off body: it was too long, and that is the answer.
                if not meter.cut:
                    raise
            if not meter.cut:
                return
            refusal = 413, TOO_MUCH
        await self.refuse(scope, *refusal)(scope, receive, sending)


def refused(scope: Scope) -> tuple[int, str] | None:
    """Why a request is not let in, as far as its head tells; None when it is."""
    path = scope.get("raw_path") or scope["path"].encode("utf-8", "surrogatepass")
    if len(path) + len(scope.get("query_string", b"")) > MOST_ADDRESS:
        return 414, TOO_LONG
    if scope["method"] not in _SAFE and cross_site(scope["headers"]):
        return 403, CROSS_SITE
    announced = _all(scope["headers"], b"content-length")
    if any(_exceeds(length, most_body(scope["path"])) for length in announced):
        return 413, TOO_MUCH
    return None


def cross_site(headers: Iterable[tuple[bytes, bytes]]) -> bool:
    """Whether a request that changes something was made by a page of another site.

    Browsers say so by `Sec-Fetch-Site`; over plain http to anything but localhost only by `Origin`. Whoever
    sends neither is no browser. Headers given twice all have to be right.
    """
    headers = list(headers)
    # A page can send a bearer token to another site only by a script, for which the browser first asks that site
    # for leave; this one never gives it. And where no cookie comes along, nothing is done in anybody's name: the
    # page would have to know the key itself. So this is a program, one inside a browser (an extension) too.
    if _bearer(headers) and not _all(headers, b"cookie"):
        return False
    sites = _all(headers, b"sec-fetch-site")
    if sites:
        return any(site not in (b"same-origin", b"none") for site in sites)
    hosts = {host.lower() for host in _all(headers, b"host")}
    # The scheme is not compared: behind a proxy that speaks https the server itself knows http alone.
    return any(hosts != {_host(origin)} for origin in _all(headers, b"origin"))


def most_body(path: str) -> int:
    """How many bytes may be sent to an address.

    >>> most_body("/new"), most_body("/api/maps/abc/operations")
    (262144, 2097152)
    """
    return MOST_FILE if _WHOLE_MAPS.fullmatch(path) else MOST_BODY


def furnished(headers: Iterable[tuple[bytes, bytes]]) -> list[tuple[bytes, bytes]]:
    """The headers of an answer, and those that every answer has unless it sets them itself."""
    given = list(headers)
    names = {name.lower() for name, _ in given}
    return [*given, *(header for header in _HEADERS if header[0] not in names)]


class _Cut(HTTPException):
    """A body that went on beyond its limit. An HTTPException, since frameworks wrap all others while reading."""

    def __init__(self) -> None:
        super().__init__(413)


class _Meter:
    """Counts a body while it comes in. Once it is too long, nothing the application says gets out any more."""

    def __init__(self, receive: Receive, send: Send, most: int) -> None:
        self._receive = receive
        self._send = send
        self._most = most
        self._count = 0
        self._started = False
        self.cut = False

    async def receive(self) -> Message:
        message = await self._receive()
        if message["type"] == "http.request":
            self._count += len(message.get("body", b""))
            if self._count > self._most:
                # An answer that has begun already can only be broken off.
                self.cut = not self._started
                raise _Cut
        return message

    async def send(self, message: Message) -> None:
        if not self.cut:
            self._started = True
            await self._send(message)


def _all(headers: Iterable[tuple[bytes, bytes]], name: bytes) -> list[bytes]:
    return [value.strip() for given, value in headers if given == name]


def _bearer(headers: Iterable[tuple[bytes, bytes]]) -> bool:
    return any(value[:7].lower() == b"bearer " for value in _all(headers, b"authorization"))


def _host(origin: bytes) -> bytes | None:
    found = _ORIGIN.fullmatch(origin)
    return found.group(1).lower() if found else None


def _exceeds(length: bytes, most: int) -> bool:
    # Compared by its digits first: a number of thousands of digits is not worth reading.
    digits = length.lstrip(b"0")
    return digits.isdigit() and (len(digits) > 9 or int(digits) > most)
