"""Places in a text: from an offset to the line and the column that a person counts."""

from __future__ import annotations

from bisect import bisect_right

from argmap.formats.report import Report, Unreadable
from argmap.messages import Message


class Places:
    """The lines of a text. Built on the first question, in linear time; O(log n) for each.

    >>> Places("one\\ntwo")(5)
    (2, 2)
    """

    def __init__(self, text: str) -> None:
        self.text = text
        self._starts: list[int] = []

    def __call__(self, offset: int) -> tuple[int, int]:
        """Line and column of an offset, both from 1."""
        if not self._starts:
            self._starts = [0]
            found = self.text.find("\n")
            while found >= 0:
                self._starts.append(found + 1)
                found = self.text.find("\n", found + 1)
        line = bisect_right(self._starts, offset)
        return line, offset - self._starts[line - 1] + 1


class Speaker:
    """Says things about places: remarks into a report, and errors."""

    def __init__(self, text: str, report: Report) -> None:
        self.places = Places(text)
        self.report = report
        self._spoken: set[tuple[str, int]] = set()

    def remark(self, kind: str, key: str, offset: int, /, **values: object) -> None:
        """Put a remark about a place into the report."""
        self.report.add(kind, key, *self.places(offset), **values)

    def once(self, kind: str, key: str, offset: int, /, **values: object) -> None:
        """Remark something about a sign, unless a sign in the same line was remarked upon."""
        line, column = self.places(offset)
        if (kind, line) not in self._spoken:
            self._spoken.add((kind, line))
            self.report.add(kind, key, line, column, **values)

    def error(self, key: str | Message, offset: int, /, **values: object) -> Unreadable:
        """The error to raise about a place."""
        line, column = self.places(offset)
        message = key if isinstance(key, Message) else Message(key, values)
        return Unreadable(message, line=line, column=column)
