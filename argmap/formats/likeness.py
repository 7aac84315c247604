"""Probable typing errors: which known word an unknown one stands for."""

from __future__ import annotations

from difflib import get_close_matches
from functools import lru_cache

_LONGEST = 40
_NEAR = 0.82


@lru_cache(maxsize=1000)
def near(word: str, known: tuple[str, ...], cutoff: float = _NEAR) -> str | None:
    """The known word that another one is equal to but for case, or for a letter or two; None without any.

    >>> near("wieght", ("weight", "note")), near("Evidence", ("evidence",)), near("colour", ("title", "text"))
    ('weight', 'evidence', None)
    """
    if not 2 < len(word) <= _LONGEST or word in known:
        return None
    lower = {each.lower(): each for each in reversed(known)}
    found = get_close_matches(word.lower(), lower, 1, cutoff)
    return lower[found[0]] if found else None
