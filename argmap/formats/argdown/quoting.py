"""What stands wrongly without quotes in YAML: saying so in plain words, and reading it between === and ===."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping

_LINE = re.compile(r"^([A-Za-z][\w-]*:[ \t]+)([^\s'\"\[{].*?)[ \t]*$", re.MULTILINE)
# A colon or a hash that YAML reads as its own, or a sign with which no plain text may begin. What looks like an
# anchor, an alias or a type stays what it is: it is refused by its name.
_TROUBLE = re.compile(r".*?(?::(?:\s|\Z)|\s#)|[@`%,|>\]}]|[-?](?:\s|\Z)|[&*!](?!\S+\s*(?:\Z|[\[{]))")

ADVICE: Mapping[str, str] = {
    "mapping values are not allowed": "Put the text in double quotes: it holds a colon.",
    "expected ',' or": "Put the text in double quotes if it holds other signs; else a comma or a bracket is missing here.",
    "cannot start any token": "Put the text in double quotes: it begins with a sign that means something else.",
    "alphabetic or numeric character": "Put the text in double quotes: it begins with a sign that means something else.",
    "unexpected end of stream": "This quote is never closed: write it at the end of the text too.",
    "unknown escape": "Write '\\\\' for a backslash between double quotes.",
    "could not find expected ':'": "A colon is missing: write 'key: value'.",
    "expected <block end>": "This line does not go on with what stands above: write 'key: value', indented as the others.",
    "did not find expected key": "This line does not go on with what stands above: write 'key: value', indented as the others.",
}  # fmt: skip
"""What to write instead, by a part of what the YAML parser says."""

OTHERWISE = 'These data cannot be read: write key: value, and texts in double quotes, as in key: "a text".'


COMMENTED = "From '#' on this line is a comment: put the text in double quotes if it is none."

_COMMENT = re.compile(r"^[A-Za-z][\w-]*:[ \t]+[^\s'\"\[{#|>][^\n]*?[ \t](#)[^\s#]", re.MULTILINE)


def comments(block: str) -> list[int]:
    """Where a plain value ends in what YAML takes for a comment, and people hardly do, as in `Are we #1?`."""
    return [found.start(1) for found in _COMMENT.finditer(block)]


def commented(block: str, end: int) -> int:
    """The last place before `end` where a comment begins within the braces; -1 without any."""
    return max(block.rfind(" #", 0, end), block.rfind("\t#", 0, end)) + 1 or -1


def advice(problem: str, sign: str = "") -> str:
    """The sentence for what the YAML parser says, and the sign it stopped at.

    >>> advice("mapping values are not allowed in this context")
    'Put the text in double quotes: it holds a colon.'
    """
    if sign == ":":
        problem = "mapping values are not allowed"
    return next((said for part, said in ADVICE.items() if part in problem), OTHERWISE)


def quoted(block: str) -> tuple[str, list[int]]:
    """Lines `key: value` with their values in quotes where YAML would trip over them, and where those stood.

    >>> quoted("title: Q: should we?\\nlanguage: en\\n")
    ('title: "Q: should we?"\\nlanguage: en\\n', [7])
    """
    places: list[int] = []

    def quote(found: re.Match[str]) -> str:
        if not _TROUBLE.match(found[2]):
            return found[0]
        places.append(found.start(2))
        return found[1] + json.dumps(found[2], ensure_ascii=False)

    return _LINE.sub(quote, block), places
