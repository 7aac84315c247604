"""What a browser or a program says it would rather have: the headers `Accept…` and `If-None-Match`.

Whatever arrives here was written by somebody else: nonsense is passed over, and nothing is read beyond a bound.
"""

from __future__ import annotations

import re
from functools import lru_cache

_LONGEST = 1000
_MOST = 50
_WEIGHT = re.compile(r"q=(0(?:\.[0-9]{0,3})?|1(?:\.0{0,3})?)")


def weighted(header: str) -> dict[str, float]:
    """The choices that a header lists, in lower case, and how welcome each is (RFC 9110, 12.4.2).

    A choice whose weight is none is left out.

    >>> weighted("de-CH, de;q=0.9, *;q=0.1, fr;q=much")
    {'de-ch': 1.0, 'de': 0.9, '*': 0.1}
    """
    if len(header) > _LONGEST:
        header = header[:_LONGEST].rpartition(",")[0]
    found: dict[str, float] = {}
    for part in header.split(",", _MOST)[:_MOST]:
        choice, *parameters = (piece.strip().lower() for piece in part.split(";"))
        weight = 1.0
        for parameter in parameters:
            if parameter.startswith("q="):
                match = _WEIGHT.fullmatch(parameter)
                weight = float(match.group(1)) if match else -1.0
        if choice and weight >= 0:
            found[choice] = max(weight, found.get(choice, 0.0))
    return found


def accepts_gzip(header: str) -> bool:
    """Whether an answer may be compressed: the header `Accept-Encoding`.

    >>> accepts_gzip("gzip, deflate, br"), accepts_gzip("*, gzip;q=0"), accepts_gzip("")
    (True, False, False)
    """
    return _accepts_gzip(header) if len(header) <= _LONGEST else False


# A handful of browsers send a handful of different headers.
@lru_cache(maxsize=256)
def _accepts_gzip(header: str) -> bool:
    choices = weighted(header)
    for name in ("gzip", "x-gzip", "*"):
        if name in choices:
            return choices[name] > 0
    return False


def prefers_json(header: str) -> bool:
    """Whether the header `Accept` asks for JSON rather than for a page. Who takes anything gets a page.

    >>> prefers_json("application/json"), prefers_json("text/html, application/json"), prefers_json("*/*")
    (True, False, False)
    """
    choices = weighted(header)
    named = max(choices.get("application/json", 0.0), choices.get("application/problem+json", 0.0))
    if not named:
        return False
    page = choices.get("text/html")
    if page is None:
        # Programs often end their list with "*/*": JSON, which they name, is what they hope for.
        return named >= choices.get("text/*", choices.get("*/*", 0.0))
    return named > page


def matches(header: str, etag: str) -> bool:
    """Whether the header `If-None-Match` names what would be sent: whoever asks has it already.

    Proxies that compress make a strong tag weak (`W/`); it is the same page all the same.

    >>> matches('"a", W/"b"', '"b"'), matches("*", '"b"'), matches('"bc"', '"b"')
    (True, True, False)
    """
    if header == etag:
        return True
    if not header or len(header) > _LONGEST:
        return False
    return any(part.strip().removeprefix("W/") in (etag, "*") for part in header.split(","))
