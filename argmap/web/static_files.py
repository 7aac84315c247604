"""The style sheets, scripts and fonts, from memory, under an address that changes when any of them does.

`/static/<hash of all of them>/style.css` may be kept by browsers for ever. Since all files share the hash, a
style sheet finds its fonts and a module its neighbours by relative addresses.
"""

from __future__ import annotations

import hashlib
import re
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from threading import Lock

from starlette.datastructures import Headers
from starlette.exceptions import HTTPException
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route
from starlette.types import Receive, Scope, Send

from argmap import assets
from argmap.web.negotiation import accepts_gzip
from argmap.web.representation import Representation

PREFIX = "/static"

# A table of our own: that of the system differs from machine to machine.
_MEDIA_TYPES = {
    ".css": "text/css; charset=utf-8",
    ".ico": "image/x-icon",
    ".js": "text/javascript; charset=utf-8",
    ".json": "application/json",
    ".png": "image/png",
    ".svg": "image/svg+xml; charset=utf-8",
    ".txt": "text/plain; charset=utf-8",
    ".webmanifest": "application/manifest+json",
    ".woff2": "font/woff2",
}
_COMPRESSED_ALREADY = {".ico", ".png", ".woff2"}
_FOR_EVER = (b"cache-control", b"public, max-age=31536000, immutable")

Stamp = tuple[tuple[str, int, int], ...]


@dataclass(frozen=True, slots=True)
class File:
    """A file as it is sent: plain, and compressed where that is worth it."""

    plain: Representation
    compressed: Representation | None


@dataclass(frozen=True, slots=True)
class _Files:
    """All files at one moment."""

    stamp: Stamp
    hash: str
    files: dict[str, File]


# At the head of a line, or after it with spaces around and no quote behind that might close a text.
_COMMENT = re.compile(rb"""^\s*//.*$|\s//(?: [^"'`]*)?$""")


class StaticFiles:
    """The files of one folder, read once. With `watch` (in a checkout) a changed file is noticed."""

    def __init__(
        self,
        folder: Path | None = None,
        *,
        watch: bool | None = None,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self._folder = assets.static() if folder is None else folder
        # In a wheel the files lie under _assets/ and stay what they are.
        self._watch = self._folder.parent.name != "_assets" if watch is None else watch
        self._clock = clock
        self._looked = clock()
        self._lock = Lock()
        self._held = _read(self._folder)

    @property
    def prefix(self) -> str:
        """The address that all files stand under, such as `/static/1a2b3c4d5e`."""
        return f"{PREFIX}/{self._files().hash}"

    def read(self, name: str) -> bytes:
        """What stands in a file, for what is sent under another address too."""
        return self._files().files[name].plain.body

    def routes(self) -> list[Route]:
        """The route by which they are sent, for the list of an application."""
        return [Route(PREFIX + "/{hash}/{path:path}", self, methods=["GET"], name="static")]

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Send a file: the application behind `routes`."""
        asked = scope["path_params"]
        held = self._files()
        found = held.files.get(asked["path"])
        if found is None:
            raise HTTPException(404)
        if asked["hash"] != held.hash:
            # A page that was opened before the last change still finds its style.
            here = f"{PREFIX}/{held.hash}/{asked['path']}"
            response: Response = RedirectResponse(here, 307, {"cache-control": "no-cache"})
            await response(scope, receive, send)
            return
        headers = Headers(raw=scope["headers"])
        form = found.plain
        if found.compressed is not None and accepts_gzip(headers.get("accept-encoding", "")):
            form = found.compressed
        await form.answer(headers.get("if-none-match"))(scope, receive, send)

    def _files(self) -> _Files:
        if not self._watch:
            return self._held
        now = self._clock()
        with self._lock:
            if now - self._looked >= 1:
                self._looked = now
                self._look()
            return self._held

    def _look(self) -> None:
        try:
            if _stamp(self._folder) != self._held.stamp:
                self._held = _read(self._folder)
        except OSError:
            # Somebody is saving this very moment: what was read before will do for another second.
            return


def _read(folder: Path) -> _Files:
    # The stamp first: what changes while it is read is then read again.
    stamp = _stamp(folder)
    made = hashlib.sha256()
    files = {}
    for path in sorted(_paths(folder)):
        name, body = path.relative_to(folder).as_posix(), path.read_bytes()
        made.update(b"%d:%s%d:%s" % (len(name.encode()), name.encode(), len(body), body))
        files[name] = _file(body, path.suffix)
    return _Files(stamp, made.hexdigest()[:10], files)


def _stamp(folder: Path) -> Stamp:
    found = ((path, path.stat()) for path in sorted(_paths(folder)))
    return tuple((str(path), status.st_mtime_ns, status.st_size) for path, status in found)


def _paths(folder: Path) -> Iterator[Path]:
    for path in folder.rglob("*"):
        # What begins with a dot belongs to the system or to an editor.
        if path.is_file() and not any(part.startswith(".") for part in path.relative_to(folder).parts):
            yield path


def lean(body: bytes, suffix: str) -> bytes:
    r"""A script or a style sheet without what is written for its readers alone: comments, and indentation.

    >>> lean(b"// Why.\n  go(); // Now.\n", ".js"), lean(b"/* Ink */ a { }", ".css"), lean(b"  <b>", ".svg")
    (b'go();', b'a{}', b'  <b>')
    """
    if suffix == ".css":
        bare = re.sub(rb"\s+", b" ", re.sub(rb"/\*.*?\*/", b"", body, flags=re.DOTALL))
        return re.sub(rb" ?([{};]) ?", rb"\1", bare).strip()
    if suffix != ".js":
        return body
    lines = (_COMMENT.sub(b"", line).strip() for line in body.split(b"\n"))
    return b"\n".join(line for line in lines if line)


@lru_cache(maxsize=100)
def _file(body: bytes, suffix: str) -> File:
    """A file as it is sent. Where it is read again and is the same, it is not compressed again."""
    body = lean(body, suffix)
    media_type = _MEDIA_TYPES.get(suffix, "application/octet-stream")
    if suffix in _COMPRESSED_ALREADY:
        return File(Representation.of(body, media_type, [_FOR_EVER]), None)
    plain = Representation.of(body, media_type, [_FOR_EVER, (b"vary", b"Accept-Encoding")])
    return File(plain, plain.compressed(9))
