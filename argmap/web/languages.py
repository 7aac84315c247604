"""In which language a page is shown: as its address says, as was chosen by hand, or as the browser prefers; and the menu for it.

A page that was asked for by `?lang=` says so in every link and form of its own, so that whoever came by such an address, perhaps
without a cookie, stays in that language.
"""

from __future__ import annotations

import re
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
_TAG = re.compile(r"<(?:a|form|button|figure|div)\b[^<>]*>")
_LEADS = re.compile(r'(\s(?:href|action|formaction|data-folding|data-play)=")([^"]*)"')
_NOT_PAGES = ("/language", "/static/", "//")
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
    for wish in (asked(request), request.cookies.get(_COOKIE)):
        if wish in known:
            return wish
    return templating.choose(request.headers.get("accept-language", ""), known)


def asked(request: HTTPConnection) -> str | None:
    """The language that the address of a page asks for, if it is one of those there are."""
    wish = request.query_params.get(_ASKED)
    return wish if wish in templating.languages() else None


def carry(address: str, language: str, base: str = "") -> str:
    """The address of a page of this site (which stands at `base`), asking for a language; any other address as it is.

    >>> carry("/maps/abc?card=n2#card-n2", "ur"), carry("/maps/abc", "ur"), carry("#top", "ur")
    ('/maps/abc?card=n2&lang=ur#card-n2', '/maps/abc?lang=ur', '#top')
    """
    path = address.removeprefix(base) if base else address
    if not path.startswith("/") or path.startswith(_NOT_PAGES) or re.search(rf"[?&;]{_ASKED}=", path):
        return address
    there, sign, fragment = address.partition("#")
    return f"{there}{'&' if '?' in there else '?'}{_ASKED}={language}{sign}{fragment}"


def carried(page: str, language: str, base: str = "") -> str:
    """A finished page of which every link and form asks for a language. What people wrote is escaped in it, and holds no tag.

    >>> carried('<a href="/new">x</a><form method="get" action="/join"></form>', "ur")
    '<a href="/new?lang=ur">x</a><form method="get" action="/join"><input type="hidden" name="lang" value="ur"></form>'
    """

    def leading(found: re.Match[str]) -> str:
        address = carry(found[2].replace("&amp;", "&"), language, base).replace("&", "&amp;")
        return f'{found[1]}{address}"'

    def tag(found: re.Match[str]) -> str:
        # The query of a form that asks is made of its fields.
        if found[0].startswith("<form") and 'method="get"' in found[0]:
            return f'{found[0]}<input type="hidden" name="{_ASKED}" value="{language}">'
        return _LEADS.sub(leading, found[0])

    return _TAG.sub(tag, page)


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
