"""CSL-JSON, the fields of a source, and the short way in which people write them.

A name may be written as a text, or several in a list; a date as a year or as 2025-09-10. The full form is
the one that programs exchange.
"""

from __future__ import annotations

import json
import re
from calendar import monthrange
from collections.abc import Mapping
from typing import Any

NAMES = frozenset(
    [
        "author",
        "chair",
        "collection-editor",
        "compiler",
        "composer",
        "container-author",
        "contributor",
        "curator",
        "director",
        "editor",
        "editorial-director",
        "executive-producer",
        "guest",
        "host",
        "illustrator",
        "interviewer",
        "narrator",
        "organizer",
        "original-author",
        "performer",
        "producer",
        "recipient",
        "reviewed-author",
        "script-writer",
        "series-creator",
        "translator",
    ]
)
DATES = frozenset(["accessed", "available-date", "event-date", "issued", "original-date", "submitted"])

_DATE = re.compile(r"([0-9]{4})(?:-([0-9]{2})(?:-([0-9]{2}))?)?\Z")


def full(fields: Mapping[str, Any]) -> dict[str, Any]:
    """The fields of a source with names and dates in full.

    >>> full({"author": "Ada Lovelace", "issued": 1843, "title": "Notes"})
    {'author': [{'literal': 'Ada Lovelace'}], 'issued': {'date-parts': [[1843]]}, 'title': 'Notes'}
    """
    return {name: _full(name, value) for name, value in fields.items()}


def short(fields: Mapping[str, Any]) -> dict[str, Any]:
    """The fields with names and dates as people write them, wherever `full` gives the same back.

    >>> short({"author": [{"literal": "Ada Lovelace"}], "issued": {"date-parts": [[2025, 9, 10]]}})
    {'author': 'Ada Lovelace', 'issued': '2025-09-10'}
    """
    made = {}
    for name, value in full(fields).items():
        brief = _short(name, value)
        made[name] = brief if same(_full(name, brief), value) else value
    return made


def same(one: Any, other: Any) -> bool:
    """Whether two plain values are the same, true and 1 told apart."""
    return json.dumps(one, sort_keys=True) == json.dumps(other, sort_keys=True)


def _full(name: str, value: Any) -> Any:
    if name in NAMES:
        several = value if isinstance(value, list) else [value]
        return [{"literal": each} if isinstance(each, str) else each for each in several]
    if name in DATES and isinstance(value, str | int) and not isinstance(value, bool):
        found = _DATE.match(str(value))
        parts = [int(part) for part in found.groups() if part] if found else []
        return {"date-parts": [parts]} if _is_date(*parts) else {"literal": str(value)}
    return value


def _is_date(year: int = 0, month: int = 1, day: int = 1) -> bool:
    """Whether there is such a day."""
    return year > 0 and 1 <= month <= 12 and 1 <= day <= monthrange(year, month)[1]


def _short(name: str, value: Any) -> Any:
    if name in NAMES and isinstance(value, list) and value:
        brief = [
            each["literal"] if isinstance(each, dict) and each.keys() == {"literal"} else each
            for each in value
        ]
        return brief[0] if len(brief) == 1 and isinstance(brief[0], str) else brief
    if name in DATES and isinstance(value, dict):
        if value.keys() == {"literal"}:
            return value["literal"]
        parts = value.get("date-parts")
        if value.keys() == {"date-parts"} and isinstance(parts, list) and len(parts) == 1:
            date = parts[0] if isinstance(parts[0], list) else []
            if 0 < len(date) <= 3 and all(type(part) is int and part >= 0 for part in date):
                words = "-".join(
                    f"{part:04}" if index == 0 else f"{part:02}" for index, part in enumerate(date)
                )
                return date[0] if len(date) == 1 else words
    return value
