"""An answer that is ready to be sent, plain or compressed, with all of its headers and a tag that names its bytes."""

from __future__ import annotations

import gzip
import hashlib
from dataclasses import dataclass
from typing import Self

from starlette.responses import Response

from argmap.web.negotiation import matches

Headers = list[tuple[bytes, bytes]]


@dataclass(frozen=True, slots=True)
class Representation:
    """The bytes of an answer, their strong tag, and the headers: of the answer, and of the answer 304."""

    body: bytes
    etag: str
    headers: Headers
    unchanged: Headers

    @classmethod
    def of(cls, body: bytes, media_type: str, caching: Headers) -> Self:
        """An answer as it is. `caching`: who may keep it, and on what it depends."""
        etag = f'"{hashlib.sha256(body).hexdigest()[:24]}"'
        return cls._made(body, etag, [*caching, (b"content-type", media_type.encode("latin-1"))])

    def compressed(self, level: int) -> Self | None:
        """The same, compressed by gzip; None where that gains nothing."""
        body = gzip.compress(self.body, level, mtime=0)
        if len(body) >= len(self.body):
            return None
        own = (b"etag", b"content-length")
        others = [header for header in self.headers if header[0] not in own]
        # Other bytes, another tag: a strong one stands for exactly these.
        return self._made(body, f'{self.etag[:-1]}-gz"', [*others, (b"content-encoding", b"gzip")])

    def answer(self, known: str | None) -> Finished:
        """The answer to who has `known` already (the header `If-None-Match`): all of it, or 304."""
        if known is not None and matches(known, self.etag):
            return Finished(304, b"", self.unchanged)
        return Finished(200, self.body, self.headers)

    @classmethod
    def _made(cls, body: bytes, etag: str, headers: Headers) -> Self:
        length = (b"content-length", b"%d" % len(body))
        headers = [*headers, (b"etag", etag.encode("ascii")), length]
        return cls(body, etag, headers, [each for each in headers if not each[0].startswith(b"content-")])


class Finished(Response):
    """An answer whose headers are ready: nothing is worked out anew."""

    def __init__(self, status: int, body: bytes, headers: Headers) -> None:
        # Not by way of Response.__init__, which would put all headers together again.
        self.status_code = status
        self.body = body
        self.background = None
        self.raw_headers = headers.copy()
