"""Writing texts, titles, tags and data so that every reader of Argdown gets them back as they were."""

from __future__ import annotations

import json
import math
import re
from collections.abc import Mapping
from typing import Any

from argmap.model.text import clean

_SPECIAL = re.compile(r"[\\#*_\[<{]|/(?=[/*])|(?<==)=(?==)|(?<===)=|=(?===)")
_START = re.compile("[\ufeff]|" r"[-+_(>=]|\d+(?=\.(?:\s|\Z))")
_CODE = re.compile(r"[.:][^\s]+?[.:]")
_SAFE_TITLE = re.compile(r"[^\W_](?:[^\[\]<>{}\n]*[^\[\]<>{}\s])?\Z")
# Titles that the reference parser takes for something of its own.
_TAKEN_TITLE = re.compile(r"Untitled \d+\Z|constructor\Z|toString\Z|valueOf\Z|hasOwnProperty\Z|isPrototypeOf\Z"
                          r"|propertyIsEnumerable\Z|toLocaleString\Z")  # fmt: skip
_TAG = re.compile(r"[A-Za-z0-9\-\u00A0-\uD7FF\uF900-\uFDCF\uFDF0-\uFFEF]+\Z")
_LONG_TAG = re.compile(r"[^()\n\\][^)\n]*\Z")
_PLAIN = re.compile(r"[^\W\d_](?:[\w.'()!?%&/;-]| (?=[^ #]))*\Z")
_WORDS = frozenset(["true", "false", "null", "yes", "no", "on", "off", "y", "n", "none", "nan", "inf"])
_UNPRINTABLE = re.compile("[^\x20-\x7e\xa0-\ud7ff\ue000-\ufefe\uff00-\ufffd\U00010000-\U0010ffff]")


def text(words: str) -> str:
    """A text with its special signs escaped.

    >>> text("3 * 4 [sic], see https://a.org/x_y")
    '3 \\\\* 4 \\\\[sic], see https:\\\\//a.org/x\\\\_y'
    """
    escaped = _SPECIAL.sub(r"\\\g<0>", words)
    if (escaped is not words and "\\" in escaped) or _CODE.search(escaped):
        escaped = " ".join(_decoded(word) for word in escaped.split(" "))
    return "\\" + escaped if _START.match(escaped) and not escaped[0].isdigit() else _numbered(escaped)


def _numbered(escaped: str) -> str:
    """A text that begins like a point of a list, its full stop escaped."""
    found = _START.match(escaped)
    return f"{found[0]}\\{escaped[found.end() :]}" if found else escaped


_CODES = frozenset(
    [
        "A",
        "E",
        "O",
        "P",
        "->",
        "<->",
        "~",
        "^",
        "v",
        "v_",
        "<>",
        "[]",
        "happy",
        "smile",
        "smiley",
        "laugh",
        "lol",
        "rofl",
        "joy",
        "heart",
        "?",
        "question",
        "love",
        "wink",
        "shush",
        "meh",
        "eye-roll",
        "sad",
        "disappointed",
        "scream",
        "+1",
        "up",
        "-1",
        "down",
        "think",
        "star",
        "y",
        "agree",
        "x",
        "disagree",
        "X",
        "n",
    ]
)


def _decoded(word: str) -> str:
    """A word in which no full stops or colons enclose what would be read as the name of a sign."""
    for sign in ".:":
        if word.count(sign) > 1 and ("\\" in word or _CODES.intersection(word.split(sign)[1:-1])):
            word = re.sub(rf"(?<!\\){re.escape(sign)}", rf"\\{sign}", word)
    return word


def is_title(title: str) -> bool:
    """Whether a title can stand in brackets as it is."""
    return len(title) < 200 and bool(_SAFE_TITLE.match(title)) and not _TAKEN_TITLE.match(title)


def near_title(title: str) -> str:
    """A title that can stand in brackets, near to one that cannot."""
    near = " ".join(re.sub(r"[^\w '.,?!%&-]+", " ", title[:100]).split()).strip("_-'.,?!%& ")
    return near if is_title(near) else "Card"


def tags(names: tuple[str, ...]) -> str | None:
    """Tags as they stand behind a text; None when one of them cannot."""
    if not all(_TAG.match(name) or _LONG_TAG.match(name) for name in names):
        return None
    return " ".join(f"#{name}" if _TAG.match(name) else f"#({name})" for name in names)


def scheme(words: str) -> str:
    """The name of a scheme for the line between premises and conclusion.

    >>> scheme("modus ponens, chained"), scheme("a,b -- c")
    ('modus ponens, chained', 'a\\\\,b \\\\-\\\\- c')
    """
    plain = ", ".join(part for each in words.split(",") if (part := each.strip())) == words
    escaped = re.sub(r"[\\{]|-(?=-)|(?<=-)-|/(?=[/*])|<(?=!)", r"\\\g<0>", words)
    return escaped if plain else escaped.replace(",", "\\,")


def data(values: Mapping[str, Any]) -> str:
    """Data in braces, on one line.

    >>> data({"origin": "added", "source": {"title": "A: b", "issued": 2025}})
    '{origin: added, source: {title: "A: b", issued: 2025}}'
    """
    made: list[str] = []
    # What is still to be written, the next on top; a text is written as it is.
    waiting: list[Any] = [_Value(values)]
    while waiting:
        part = waiting.pop()
        if isinstance(part, str):
            made.append(part)
            continue
        value = part.value
        if isinstance(value, Mapping):
            parts: list[Any] = ["}"]
            for index, (key, each) in reversed(list(enumerate(value.items()))):
                parts += [_Value(each), f"{', ' if index else ''}{word(key)}: "]
            waiting += [*parts, "{"]
        elif isinstance(value, list | tuple):
            parts = ["]"]
            for index, each in reversed(list(enumerate(value))):
                parts += [_Value(each), *([", "] if index else [])]
            waiting += [*parts, "["]
        else:
            made.append(word(value))
    return "".join(made)


class _Value:
    def __init__(self, value: Any) -> None:
        self.value = value


def word(value: Any) -> str:
    """One plain value of the data."""
    if value is None or isinstance(value, bool):
        return {None: "null", True: "true", False: "false"}[value]
    if isinstance(value, int | float):
        return repr(value) if math.isfinite(value) and abs(value) < 2**53 else f'"{value}"'
    words = clean(str(value))
    if _PLAIN.match(words) and words.lower() not in _WORDS and not words.endswith(" "):
        return words
    quoted = (
        json.dumps(words, ensure_ascii=False)
        .replace("{", "\\x7B")
        .replace("}", "\\x7D")
        .replace("==", "\\x3D=")
    )
    return _UNPRINTABLE.sub(lambda found: f"\\u{ord(found[0]):04x}" if ord(found[0]) < 65536 else
                            f"\\U{ord(found[0]):08x}", quoted)  # fmt: skip
