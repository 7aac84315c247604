"""When something happened, as people say it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from argmap.messages import counted


def said(at: datetime, now: datetime, translate: Callable[[str], str]) -> str:
    """How long ago something was, and from a week on the day (both times with a zone).

    >>> from datetime import UTC, timedelta
    >>> now = datetime(2026, 3, 9, 12, tzinfo=UTC)
    >>> said(now - timedelta(minutes=5), now, str), said(now - timedelta(days=9), now, str)
    ('5 minutes ago', '2026-02-28')
    """
    seconds = max((now - at).total_seconds(), 0)
    if seconds < 90:
        return translate("just now")
    for limit, size, one, many in (
        (5400, 60, "a minute ago", "{count} minutes ago"),
        (36 * 3600, 3600, "an hour ago", "{count} hours ago"),
        (7 * 86400, 86400, "a day ago", "{count} days ago"),
    ):
        if seconds < limit:
            return counted(round(seconds / size), one, many).text(translate)
    return at.date().isoformat()
