"""What did not work, told so that a person knows what to do: a page for people, problem+json for programs.

Whoever refuses something raises `Refused` with a sentence. Everything else that goes wrong gets the sentence of its
status; what nobody foresaw is logged with its traceback, of which nothing reaches the page.
"""

from __future__ import annotations

import json
import logging
import re
from collections.abc import Callable, Mapping
from html import escape
from http.client import responses as phrases
from typing import NamedTuple, cast
from urllib.parse import quote

from fastapi import FastAPI
from fastapi.exceptions import RequestValidationError
from starlette.exceptions import HTTPException
from starlette.requests import ClientDisconnect, HTTPConnection, Request
from starlette.responses import Response
from starlette.types import ASGIApp, Receive, Scope, Send
from starlette.types import Message as Event

from argmap.messages import Message, excerpt
from argmap.service.refusals import NoDatabase
from argmap.web import languages, templating
from argmap.web.negotiation import prefers_json
from argmap.web.security import CROSS_SITE
from argmap.web.views import Frame, ProblemPage

Render = Callable[[str, object, str], str]

_LOG = logging.getLogger("argmap")
_VARY = "Cookie, Accept, Accept-Language"
_MOST_FAULTS = 50
_MAP = re.compile(r"(/maps/[A-Za-z0-9_-]{1,64})(?:/.*)?", re.DOTALL)
_BODILESS = frozenset({204, 205, 304})


class Words(NamedTuple):
    """What is said by default about a status: in two or three words, what is wrong, and what to do."""

    heading: str
    sentence: str
    advice: str


WORDS: Mapping[int, Words] = {
    400: Words(
        "This could not be read",
        "What arrived here is incomplete, or not what belongs here.",
        "Go back, load the page again, and send it once more.",
    ),
    403: Words(
        "This is not allowed",
        "The link you came by does not allow this.",
        "Ask whoever shared the map with you for a link that does, or make a copy of the map.",
    ),
    404: Words(
        "There is nothing here",
        "There is no such page, or the link you came by does not open it.",
        "Look for missing letters in the address. If somebody shared a map with you, open their link once more.",
    ),
    405: Words(
        "Not in this way",
        "This address cannot be used in this way.",
        "Go back, and use the links and buttons of the page.",
    ),
    409: Words(
        "This does not fit any more",
        "What you worked on has changed in the meantime, so nothing was done.",
        "Go back, see what stands there now, and do it again if it is still needed.",
    ),
    410: Words(
        "This is not here any more",
        "What was here has been taken away.",
        "Ask whoever shared it with you whether there is a newer one.",
    ),
    413: Words(
        "This is too much at once",
        "What was sent is longer than argmap takes at once.",
        "Shorten it, or send it in several parts. A file with a map may have up to 2 MB.",
    ),
    414: Words(
        "This address is too long",
        "This address is longer than argmap reads.",
        "Follow the link once more as it was given to you, or begin at the first page.",
    ),
    415: Words(
        "argmap does not read this",
        "This is not of a kind that argmap reads here.",
        "Send a map as Argdown or as argmap JSON; programs name the type of what they send.",
    ),
    422: Words(
        "Something does not fit",
        "Something is missing, or is not as it should be.",
        "Go back, mend it, and send it again.",
    ),
    429: Words(
        "A little too fast",
        "That was too much at once.",
        "Wait a minute, then try again.",
    ),
    500: Words(
        "Something went wrong here",
        "The mistake is argmap's, not yours.",
        "Try it once more. If it happens again, tell whoever runs this server what you did, and when.",
    ),
    503: Words(
        "Not at this moment",
        "argmap has too much to do at this moment.",
        "Wait a few seconds, then try again.",
    ),
}
"""By status; a status that is not here gets the words of 400 or of 500."""

_ADVICE = {
    CROSS_SITE: "Open argmap in a tab of its own, and send it from there. If you did: what you typed is still there "
    "when you go back; tell whoever runs this server that its proxy has to pass on the header Host.",
}
_SOON = "Wait a moment, then try again."
_LATER = "Wait {seconds} seconds, then try again."

LABELS: Mapping[str, str] = {
    "question": "Question",
    "position": "Position",
    "text": "Text",
    "title": "Title",
    "source_title": "Title of the source",
    "source_author": "Author of the source",
    "source_year": "Year of the source",
    "source_url": "Address of the source",
    "quote": "Quoted words",
}
"""What the fields are called that somebody writes into, to show them what they wrote."""


class Refused(Exception):
    """Something that is not done: the status, and a sentence with gaps that says why.

    `advice` says what to do, and `heading` what is wrong in short, where the words of the status do not. `retry_after` is how many seconds to wait.
    `extra` is told to programs besides. What a page would show is raised like this:

    >>> str(Refused(409, "The card “{name}” is gone.", name="Jobs").message)
    'The card “Jobs” is gone.'
    """

    def __init__(
        self,
        status: int,
        key: str,
        /,
        *,
        advice: str | Message | None = None,
        heading: str | None = None,
        retry_after: int = 0,
        headers: Mapping[str, str] | None = None,
        extra: Mapping[str, object] | None = None,
        **values: object,
    ) -> None:
        self.status = status
        self.message = Message(key, values)
        self.advice = _advice(status, key, retry_after) if advice is None else _message(advice)
        self.heading = heading or words(status).heading
        self.headers = dict(headers or {})
        if retry_after:
            self.headers["retry-after"] = str(retry_after)
        self.extra = dict(extra or {})
        super().__init__(status, str(self.message))


def words(status: int) -> Words:
    """What is said by default about a status.

    >>> words(418) == words(400), words(599) == words(500)
    (True, True)
    """
    return WORDS.get(status) or WORDS[400 if status < 500 else 500]


def _message(advice: str | Message) -> Message:
    return advice if isinstance(advice, Message) else Message(advice)


def _advice(status: int, key: str, retry_after: int) -> Message:
    if retry_after:
        return Message(_LATER, {"seconds": retry_after}) if retry_after > 1 else Message(_SOON)
    return Message(_ADVICE.get(key, words(status).advice))


class Problems:
    """Answers for all that goes wrong. `assets` gives the address under which pages find their style sheet."""

    def __init__(self, assets: Callable[[], str], render: Render = templating.render) -> None:
        self._assets = assets
        self._render = render

    def answer(self, request: HTTPConnection, refused: Refused) -> Response:
        """The page, or for programs the problem+json, that tells why something is refused."""
        path = str(request.scope.get("path", ""))
        language = languages.preferred(request)
        headers = {"vary": _VARY, "content-language": language, **refused.headers}
        accept = request.headers.get("accept", "")
        program = (
            request.headers.get("authorization", "").lower().startswith("bearer ") and "html" not in accept
        )
        if path.startswith("/api/") or program or prefers_json(accept):
            translate = templating.translator(language)
            body = problem_json(path, refused, translate)
            return Response(body, refused.status, headers, "application/problem+json")
        text = self._page(path, typed(request), refused, language)
        if languages.asked(request) is not None:
            text = languages.carried(text, language)
        return Response(text.encode("utf-8", "replace"), refused.status, headers, "text/html; charset=utf-8")

    def refuse(self, scope: Scope, status: int, key: str) -> Response:
        """The same for the guard, which lets nothing through to the pages."""
        return self.answer(HTTPConnection(scope), Refused(status, key))

    def _page(self, path: str, typed: tuple[tuple[str, str], ...], refused: Refused, language: str) -> str:
        translate = templating.translator(language)
        heading = translate(refused.heading)
        back, back_words = way_back(path, refused.status)
        frame = Frame(language, templating.direction(language), f"{heading} – argmap", self._assets(), back)
        page = ProblemPage(
            frame,
            refused.status,
            heading,
            refused.message.text(translate),
            refused.advice.text(translate),
            tuple((translate(label), text) for label, text in typed),
            back,
            translate(back_words),
        )
        try:
            return self._render("problem.html", page, language)
        except Exception:  # noqa: BLE001 - the page that tells of mistakes must come, whatever is wrong with it
            _LOG.error("The page that tells of problems cannot be made.", exc_info=True)
            return bare(page)

    async def refused(self, request: Request, error: Exception) -> Response:
        """For `Refused`."""
        return self.answer(request, cast("Refused", error))

    async def http(self, request: Request, error: Exception) -> Response:
        """For what the framework refuses: an unknown address, a wrong method, a form that cannot be read."""
        found = cast("HTTPException", error)
        status, headers = found.status_code, dict(found.headers or {})
        if status < 400 or status in _BODILESS:
            return Response(None, status, headers)
        return self.answer(request, Refused(status, words(status).sentence, headers=headers))

    async def no_database(self, request: Request, error: Exception) -> Response:
        """For a database that does not answer: its reason is for whoever runs the server, and goes to the log."""
        _LOG.error("%s", error)
        return self.answer(request, Refused(503, "The maps cannot be reached at this moment.", retry_after=5))

    async def invalid(self, request: Request, error: Exception) -> Response:
        """For values that do not fit what an address expects."""
        found = cast("RequestValidationError", error).errors()[:_MOST_FAULTS]
        # What was sent is not sent back: it may be long, and the page shows it in its own way.
        faults = [
            {
                "field": excerpt(".".join(map(str, fault["loc"])), 100),
                "message": excerpt(str(fault["msg"]), 300),
            }
            for fault in found
        ]
        if not faults:
            return self.answer(request, Refused(422, words(422).sentence))
        first = Message("{field}: {message}", faults[0])
        sentence = "What was sent is not as it should be. {first}"
        return self.answer(request, Refused(422, sentence, first=first, extra={"errors": faults}))


class Unforeseen:
    """Stands inside the guard: logs what nobody foresaw, and answers that something went wrong."""

    def __init__(self, app: ASGIApp, problems: Problems) -> None:
        self.app = app
        self.problems = problems

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        started = False

        async def sending(event: Event) -> None:
            nonlocal started
            started = True
            await send(event)

        try:
            await self.app(scope, receive, sending)
        except ClientDisconnect:
            return  # nobody is there any more to be told
        except Exception as error:
            # Not the address: it may hold the key to a map.
            _LOG.error("%s %s failed.", scope["method"], _endpoint(scope), exc_info=error)
            if started:
                raise  # the server then cuts the connection, so that half an answer does not pass for a whole one
            refused = Refused(500, words(500).sentence)
            await self.problems.answer(HTTPConnection(scope), refused)(scope, receive, send)


def install(app: FastAPI, assets: Callable[[], str], render: Render = templating.render) -> Problems:
    """Let an application tell all of its problems like this. The guard goes around it: add it afterwards."""
    problems = Problems(assets, render)
    app.add_exception_handler(Refused, problems.refused)
    app.add_exception_handler(HTTPException, problems.http)
    app.add_exception_handler(RequestValidationError, problems.invalid)
    app.add_exception_handler(NoDatabase, problems.no_database)
    app.add_middleware(Unforeseen, problems=problems)
    return problems


def problem_json(path: str, refused: Refused, translate: Callable[[str], str]) -> bytes:
    """The problem as RFC 9457 has it."""
    status = refused.status
    told = {
        "type": "about:blank",
        "title": phrases.get(status) or words(status).heading,
        "status": status,
        "detail": f"{refused.message.text(translate)} {refused.advice.text(translate)}",
        "instance": quote(path[:500], errors="replace"),
    }
    # In ASCII, so that half a character that somebody sent can be sent back.
    return json.dumps({**refused.extra, **told}).encode("ascii")


def typed(request: HTTPConnection) -> tuple[tuple[str, str], ...]:
    """What somebody wrote into a form that was refused, with the words for its fields (see `LABELS`).

    The fields are looked for in `request.state.typed`, as pairs of name and value. What was only chosen is left
    out: it has no white space, and no label.
    """
    pairs = getattr(request.state, "typed", None) or ()
    return tuple(
        (LABELS.get(name, name), value)
        for name, value in pairs
        if value.strip() and (name in LABELS or any(map(str.isspace, value)))
    )


def way_back(path: str, status: int) -> tuple[str, str]:
    """Where to go on from a problem, and the words of the link: to the map, to the form, to the first page.

    >>> way_back("/maps/abc/cards", 422), way_back("/maps/abc", 404)
    (('/maps/abc', 'Back to the map'), ('/', 'To the first page'))
    """
    found = _MAP.fullmatch(path)
    if found and "/history/" in path:
        return f"{found.group(1)}/history", "Back to the history"
    if found and status != 404:
        return found.group(1), "Back to the map"
    if path in ("/new", "/import"):
        return path, "Back to the form"
    return "/", "To the first page"


def bare(page: ProblemPage) -> str:
    """The page without its template."""
    lines = [page.sentence, page.advice, *(f"{label}: {text}" for label, text in page.typed)]
    return (
        f'<!DOCTYPE html><html lang="{escape(page.frame.language)}" dir="{escape(page.frame.direction)}">'
        f'<meta charset="utf-8"><title>{escape(page.frame.title)}</title><h1>{escape(page.heading)}</h1>'
        + "".join(f"<p>{escape(line)}</p>" for line in lines)
        + f'<p><a href="{escape(page.back)}">{escape(page.back_words)}</a></p></html>'
    )


def _endpoint(scope: Scope) -> str:
    endpoint = scope.get("endpoint")
    if endpoint is None:
        return "(no endpoint)"
    name = getattr(endpoint, "__qualname__", type(endpoint).__qualname__)
    return f"{getattr(endpoint, '__module__', '')}.{name}"
