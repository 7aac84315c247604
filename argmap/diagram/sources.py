"""A source on one line of a card: its title and its year."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any
from unicodedata import bidirectional

from argmap.diagram.measure import SPARE, drawable, shorten, width

_MOST = 12  # characters of a date that is no year


def citation(fields: Mapping[str, Any], others: int, room: float) -> str:
    """The first source of a card (CSL-JSON fields) and how many others there are, in `room` ems.

    A title too long for the line gives way to the authors; the year is never cut.

    >>> citation({"title": "Annual report", "issued": {"date-parts": [[2025, 3]]}}, 1, 20)
    'Annual report, 2025 +1'
    """
    year = _year(fields)
    names = [
        drawable(str(name)) for name in (fields.get("title"), _authors(fields), fields.get("URL")) if name
    ]
    tail = (f"{comma(names[0] if names else '')} {year}" if year else "") + (f" +{others}" if others else "")
    room -= width(tail) / SPARE
    fitting = (name for name in names[:2] if shorten(name, room) == name)
    return next(fitting, shorten(names[0] if names else "?", room)) + tail


def _year(fields: Mapping[str, Any]) -> str:
    issued = fields.get("issued")
    if not isinstance(issued, Mapping):
        return ""
    match issued.get("date-parts"):
        case [[year, *_], *_]:
            return drawable(str(year))[:_MOST]
    return drawable(str(issued.get("literal") or issued.get("raw") or ""))[:_MOST]


def _authors(fields: Mapping[str, Any]) -> str:
    authors = fields.get("author")
    if not isinstance(authors, list):
        return ""
    names = [each.get("literal") or each.get("family") for each in authors if isinstance(each, Mapping)]
    said = [str(name) for name in names if name]
    return f"{comma(''.join(said))} ".join(said)


def comma(text: str) -> str:
    """The comma that goes with a text: that of its letters.

    >>> comma("Annual report"), comma("شہری رپورٹ")
    (',', '،')
    """
    strong = (direction for direction in map(bidirectional, text) if direction in ("L", "R", "AL"))
    return "\u060c" if next(strong, "L") == "AL" else ","
