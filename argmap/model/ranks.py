"""Ranks: short strings whose order is the order among siblings.

Between two ranks there is always room for another (a fractional index), so a card can be moved by writing
one rank, and no sibling is touched. Ranks use the digits and the small Latin letters, which every database
sorts alike.
"""

from __future__ import annotations

import re

_DIGITS = "0123456789abcdefghijklmnopqrstuvwxyz"
_BASE = len(_DIGITS)
_RANK = re.compile(r"[0-9a-z]*[1-9a-z]\Z")


def is_rank(rank: str) -> bool:
    """Whether a string is a rank: digits and small letters, the last no zero, at most 200; or empty (first)."""
    return rank == "" or (len(rank) <= 200 and _RANK.match(rank) is not None)


def spread(count: int) -> list[str]:
    """`count` ranks in order, with room between all of them.

    >>> spread(3)
    ['9', 'i', 'r']
    """
    width = 1
    while _BASE**width < 2 * (count + 1):
        width += 1
    step = _BASE**width / (count + 1)
    return [_digits(round(step * (place + 1)), width) for place in range(count)]


def after(last: str) -> str:
    """A rank after `last`, for adding at the end: a million in a row stay at most eight characters long.

    >>> after("i"), after("")
    ('i001', '0001')
    """
    width = 4
    while (number := _number(last[:width].ljust(width, "0")) + 1) >= _BASE**width:
        width += 4
    return _digits(number, width)


def between(low: str, high: str | None) -> str:
    """A rank after `low` ("" is before all) and before `high` (None is after all).

    >>> between("9", "i"), between("i", None), between("1", "2")
    ('d', 'r', '1i')
    """
    if high is not None and low >= high:
        raise ValueError(f"there is no rank between {low!r} and {high!r}")
    made = ""
    place = 0
    while True:
        least = _DIGITS.index(low[place]) if place < len(low) else 0
        most = _DIGITS.index(high[place]) if high is not None and place < len(high) else _BASE
        if most - least > 1:
            return made + _DIGITS[(least + most) // 2]
        made += _DIGITS[least]
        if most > least:
            high = None
        place += 1


def _number(digits: str) -> int:
    return int(digits, _BASE)


def _digits(number: int, width: int) -> str:
    made = ""
    for _ in range(width):
        number, digit = divmod(number, _BASE)
        made = _DIGITS[digit] + made
    return made.rstrip("0")
