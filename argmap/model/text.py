"""Plain text, as the cards of a map hold it."""

from __future__ import annotations

import re
from typing import Any
from unicodedata import is_normalized, normalize

MAXIMUM = 10_000
"""The most characters that one text may have."""

# Controls that are no white space, and surrogates that stand alone: neither can be shown or stored.
_STRAY = re.compile("[\x00-\x08\x0e-\x1b\x7f\ud800-\udfff]")


def clean(text: str) -> str:
    """The text as a map holds it: NFC, one space for every run of white space, no stray control characters.

    The length is not looked at. Linear in the text.

    >>> clean("  Jobs\\tcome\\n first\\x00 ")
    'Jobs come first'
    """
    if text.isascii() and text.isprintable():
        return " ".join(text.split()) if "  " in text or text[:1] == " " or text[-1:] == " " else text
    text = " ".join(_STRAY.sub("", text).split())
    return text if is_normalized("NFC", text) else normalize("NFC", text)


def strays(text: str) -> int:
    """How many characters `clean` takes out because they can be neither shown nor stored.

    >>> strays("a\\x00b\\ud800c d")
    2
    """
    return 0 if text.isascii() and text.isprintable() else len(_STRAY.findall(text))


def tidied(value: dict[str, Any]) -> tuple[dict[str, Any], int]:
    """Plain data with every text in it clean, names too, and how many characters were taken out. Iterative.

    >>> tidied({"title": " On\\tcars", "author": [{"family": "Li\\x00"}]})
    ({'title': 'On cars', 'author': [{'family': 'Li'}]}, 1)
    """
    count = 0
    top: list[Any] = [value]
    waiting: list[tuple[Any, Any]] = [(top, 0)]
    while waiting:
        holder, key = waiting.pop()
        each = holder[key]
        if isinstance(each, str):
            count += strays(each)
            holder[key] = clean(each)
        elif isinstance(each, dict):
            count += sum(strays(name) for name in each)
            holder[key] = made = {clean(name): part for name, part in each.items()}
            waiting += [(made, name) for name in made]
        elif isinstance(each, list):
            holder[key] = copy = list(each)
            waiting += [(copy, place) for place in range(len(copy))]
    result: dict[str, Any] = top[0]
    return result, count
