"""The fields of a form as they were sent, read within limits."""

from __future__ import annotations

import functools
from collections.abc import Callable
from dataclasses import dataclass, field

from starlette.concurrency import run_in_threadpool
from starlette.datastructures import UploadFile
from starlette.requests import Request
from starlette.responses import Response

from argmap.model import Problem
from argmap.service.references import Reference
from argmap.service.shelf import Press
from argmap.web.gate import Gate
from argmap.web.problems import Refused

SMALL = 20_000
"""What is shorter than this, in characters or bytes, is read in a moment: no gate is needed for it."""

_MOST_FIELDS = 100
_LONGEST = 2_000_000
_KINDS = ("application/x-www-form-urlencoded", "multipart/form-data")


@dataclass(frozen=True, slots=True)
class Fields:
    """What a form sent: texts by name, in their order, and at most one file."""

    pairs: tuple[tuple[str, str], ...]
    file_name: str | None = None
    file: bytes = field(default=b"", repr=False)

    @property
    def size(self) -> int:
        """How much was sent."""
        return len(self.file) + sum(len(value) for _, value in self.pairs)

    def get(self, name: str) -> str:
        """The first value of a field; empty when there is none."""
        return next((value for key, value in self.pairs if key == name), "")

    def all(self, name: str) -> list[str]:
        """Every value of a field that may be there several times."""
        return [value for key, value in self.pairs if key == name]

    def has(self, name: str) -> bool:
        """Whether a field was sent at all."""
        return any(key == name for key, _ in self.pairs)

    def press(self, path: str) -> Press:
        """The press of a button: the same form with the same content, sent twice, counts once."""
        typed = [part for pair in sorted(self.pairs) if pair[0] != "operation" for part in pair]
        return Press.of(self.get("operation"), path, *typed)

    def whole(self, name: str) -> int:
        """A whole number that a page put into its own form; -1 for anything else, which fits nothing."""
        value = self.get(name)
        return int(value) if value.isascii() and value.isdigit() and len(value) < 10 else -1

    def days(self, name: str) -> int | None:
        """In how many days something is to end, as a list says it; None for never. Raises `Problem`."""
        value = self.get(name).strip()
        if value in ("", "never"):
            return None
        if not (value.isascii() and value.isdigit() and len(value) < 6):
            raise Problem("Choose from the list when it ends.")
        return int(value)

    def reference(self) -> Reference:
        """The source that was typed."""
        return Reference(
            self.get("source_title"),
            self.get("source_author"),
            self.get("source_year"),
            self.get("source_url"),
            self.get("quote"),
        )


Handler = Callable[[Request, Fields], Response]


def posted(handler: Handler, gate: Gate | None = None, least: int = SMALL) -> Callable[[Request], object]:
    """An endpoint that reads a form and then does its work in a thread; `least` and more behind the gate, if any."""

    @functools.wraps(handler)
    async def endpoint(request: Request) -> Response:
        fields = await _read(request)
        request.state.typed = [
            (name, value)
            for name, value in fields.pairs
            if name not in ("operation", "back", "version", "stood") and not name.startswith("was_")
        ]
        if gate is None or fields.size < least:
            return await run_in_threadpool(handler, request, fields)
        async with gate.passed():
            return await run_in_threadpool(handler, request, fields)

    return endpoint


async def _read(request: Request) -> Fields:
    kind = request.headers.get("content-type", "").partition(";")[0].strip().lower()
    if kind not in _KINDS:
        raise Refused(415, "This address takes forms alone.")
    pairs: list[tuple[str, str]] = []
    name, data = None, b""
    async with request.form(max_files=1, max_fields=_MOST_FIELDS, max_part_size=_LONGEST) as form:
        for key, value in form.multi_items():
            if isinstance(value, UploadFile):
                name, data = value.filename or None, await value.read()
            else:
                pairs.append((key, value))
    if len(pairs) > _MOST_FIELDS:
        raise Refused(400, "The form has more fields than any of ours.")
    return Fields(tuple(pairs), name, data)
