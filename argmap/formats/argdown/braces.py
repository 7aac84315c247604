"""Where the data of Argdown, which stand in braces, end."""

from __future__ import annotations

import re

_SIGN = re.compile(r"[{}]|(?<=[{\[,:])[ \t\n]*(?:\"(?:[^\"\\]|\\.)*\"|'[^']*')", re.DOTALL)


class Braces:
    """The partners of the braces of a text, quotes honoured.

    A brace without a partner is looked at once: all questions together cost one pass over the text.

    >>> Braces("a {b: '}', c: {d: e}} f").end(2)
    21
    """

    def __init__(self, text: str) -> None:
        self._text = text
        self._partner: dict[int, int] = {}
        self._seen = 0

    def end(self, start: int) -> int:
        """The place after the brace that closes the one at `start`; 0 when nothing closes it."""
        if start in self._partner:
            return self._partner[start]
        if start < self._seen:
            return 0
        waiting = [start]
        for found in _SIGN.finditer(self._text, start + 1):
            sign = found[0]
            if sign == "{":
                waiting.append(found.start())
            elif sign == "}":
                self._partner[waiting.pop()] = found.end()
                if not waiting:
                    self._seen = found.end()
                    return found.end()
        self._seen = len(self._text)
        return 0
