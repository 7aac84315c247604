"""In which language a page is shown: as its address says, as was chosen by hand, or as the browser prefers; and the menu for it."""

from __future__ import annotations

from dataclasses import dataclass
from urllib.parse import parse_qsl, quote, urlencode, urlsplit

from starlette.requests import HTTPConnection, Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from argmap.web import templating

NAMES = {"en": "English", "es": "Español", "fr": "Français", "ar": "العربية", "ur": "اردو"}
"""Each language as those who speak it call it, in the order of the menu."""

_COOKIE = "argmap_language"
_ASKED = "lang"
_YEAR = 365 * 24 * 3600
_LONGEST = 4000
_DRAWN = ("ar", "ur")
"""The names that are drawn (`static/names`), since most pages load no font for their letters."""


@dataclass(frozen=True, slots=True)
class Way:
    """The way to the same page in another language. `drawn`: the page has no letters for its name."""

    language: str
    name: str
    href: str
    drawn: bool
    current: bool


def preferred(request: HTTPConnection) -> str:
    """The language of a page: what its address asks for (`?lang=ur`), what was chosen by hand, what the browser likes best."""
    known = templating.languages()
    for wish in (request.query_params.get(_ASKED), request.cookies.get(_COOKIE)):
        if wish in known:
            return wish
    return templating.choose(request.headers.get("accept-language", ""), known)


def ways(language: str, here: str) -> tuple[Way, ...]:
    """The menu of languages on a page in `language` at the address `here`.

    >>> [(way.name, way.current) for way in ways("fr", "/new")][:3]
    [('English', False), ('Español', False), ('Français', True)]
    """
    known = templating.languages()
    right = templating.direction(language) == "rtl"
    return tuple(
        Way(
            code,
            name,
            f"/language?to={code}&back={quote(here, safe='/?=')}",
            not right and code in _DRAWN,
            code == language,
        )
        for code, name in NAMES.items()
        if code in known
    )


def change(request: Request) -> Response:
    """Remember a language in the browser, and go back to the page that it was chosen on."""
    response = RedirectResponse(local(request.query_params.get("back", "")), 303)
    response.headers["cache-control"] = "no-store"
    wish = request.query_params.get("to")
    if wish in templating.languages():
        secure = request.url.scheme == "https"
        response.set_cookie(_COOKIE, wish, _YEAR, path="/", secure=secure, httponly=True, samesite="lax")
    return response


def local(typed: str) -> str:
    """An address of this site, as a field of a link or form names it, and in no language; all else leads to the first page.

    >>> local("/maps/abc?card=n2&lang=ar"), local("//elsewhere.example"), local("https://elsewhere.example/")
    ('/maps/abc?card=n2', '/', '/')
    """
    if len(typed) > _LONGEST or not typed.startswith("/") or not typed.isprintable() or "\\" in typed:
        return "/"
    try:
        parts = urlsplit(typed)
        query = parse_qsl(parts.query, keep_blank_values=True, max_num_fields=400)
    except ValueError:
        return "/"
    if parts.netloc or parts.path.startswith("//") or parts.path == "/language":
        return "/"
    kept = [(name, value) for name, value in query if name != _ASKED]
    same = parts.query if len(kept) == len(query) else urlencode(kept)
    return parts._replace(query=same, scheme="", netloc="", fragment="").geturl()


ROUTES = [Route("/language", change, methods=["GET"])]
