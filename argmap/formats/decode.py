"""From the bytes of a file to its text, whatever made the file."""

from __future__ import annotations

import codecs

from argmap.formats.report import Report, Unreadable

LARGEST = 20_000_000
"""The most bytes that a file may have."""

_SIGNATURES = (
    (b"%PDF", "a PDF document"),
    (b"PK\x03\x04", "a zip archive or an office document"),
    (b"\x89PNG", "a picture"),
    (b"\xff\xd8\xff", "a picture"),
    (b"GIF8", "a picture"),
    (b"\x1f\x8b", "a compressed file"),
    (b"\xd0\xcf\x11\xe0", "an old office document"),
)
_CONTROLS = bytes(set(range(32)) - set(b"\t\n\v\f\r\x1a\x1b"))
_FEW = 3
"""As many control characters may have strayed into a text; more, if they are many, make it none."""

_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)


def decode(data: bytes | str, report: Report) -> str:
    """The text of a file: without byte-order mark, every line ended by a single line feed.

    UTF-8, or what a byte-order mark says; bytes that are no UTF-8 are read as Windows-1252, and the report
    says so. Raises `Unreadable` for files that are no text, or too large. Linear.

    >>> decode(b"\\xef\\xbb\\xbf[A]: Caf\\xc3\\xa9.\\r\\n", Report())
    '[A]: Café.\\n'
    """
    if len(data) > LARGEST:
        raise Unreadable(
            "The file has {size:,} bytes; {most:,} are the most. Split it into several maps.",
            line=1,
            column=1,
            size=len(data),
            most=LARGEST,
        )
    text = _decoded(data, report) if isinstance(data, bytes) else data.removeprefix("\ufeff")
    return text.replace("\r\n", "\n").replace("\r", "\n") if "\r" in text else text


def _decoded(data: bytes, report: Report) -> str:
    for signature, what in _SIGNATURES:
        if data.startswith(signature):
            raise Unreadable(
                "This is {what}, not a text: save the map as text first.", line=1, column=1, what=what
            )
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            try:
                return data[len(mark) :].decode(encoding)
            except UnicodeDecodeError:
                return _western(data[len(mark) :], report) if encoding == "utf-8" else _broken(encoding)
    controls = len(data) - len(data.translate(None, _CONTROLS))
    if controls > _FEW and controls * 50 > len(data):
        raise Unreadable("This is no text file: save the map as plain text.", line=1, column=1)
    try:
        return data.decode()
    except UnicodeDecodeError:
        return _western(data, report)


def _western(data: bytes, report: Report) -> str:
    try:
        data.decode()
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        column = error.start - data.rfind(b"\n", 0, error.start)
        report.add("guessed", "This is no UTF-8: read as Windows-1252. Save the file as UTF-8.", line, column)
    # The five bytes that Windows-1252 leaves open stand for the control characters of Latin-1.
    return data.decode("cp1252", errors="western")


def _broken(encoding: str) -> str:
    raise Unreadable(
        "The file says that it is {encoding}, but it is not: save it as UTF-8.",
        line=1,
        column=1,
        encoding=encoding,
    )


def _open_byte(error: UnicodeError) -> tuple[str | bytes, int]:
    if not isinstance(error, UnicodeDecodeError):
        raise error
    return error.object[error.start : error.end].decode("latin-1"), error.end


codecs.register_error("western", _open_byte)
