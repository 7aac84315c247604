"""How wide a text runs, and where its lines break.

Widths come from the font that draws (`fonts`), so a text that fits here fits in the picture.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from unicodedata import bidirectional, category, east_asian_width

from argmap.diagram.fonts import REGULAR, joined, slices

SPARE = 0.96
"""How much of a line is filled: shaping and rounding take the rest."""

ELLIPSIS = "…"

# What must not be drawn: controls, what XML 1.0 forbids, and the embeddings that could reach out of a line.
_UNDRAWN = re.compile("[\x00-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff\ufffe\uffff]")
_NO_START = frozenset("、。，．：；！？）］｝〉》」』】〕ー々…‥")
_JOINING = re.compile("[\u0600-\u06ff\u0750-\u077f\u0870-\u08ff]")
_WIDE = re.compile(
    "[\u1100-\u11ff\u2e80-\ua4cf\uac00-\ud7af\uf900-\ufaff\ufe30-\ufe4f\uff00-\uff60\U00020000-\U0003ffff]"
)


def drawable(text: str) -> str:
    """The text without the characters that a picture cannot show or that reach beyond their own line."""
    return text if text.isascii() and text.isprintable() else _UNDRAWN.sub("", text)


def right_to_left(text: str) -> bool:
    """Whether a text runs from right to left: its first strong character says so."""
    if text.isascii():
        return False
    for character in text:
        direction = bidirectional(character)
        if direction == "L":
            return False
        if direction in ("R", "AL"):
            return True
    return False


def width(text: str, weight: str = REGULAR) -> float:
    """The width of a text in ems.

    >>> width("ii") < width("WW")
    True
    """
    return _word_width(text, weight) if len(text) < 40 else _sum(text, weight)


def _sum(text: str, weight: str) -> float:
    latin = slices()[0].advances[weight]
    if not text.isascii() and _JOINING.search(text):
        return sum(_shaped(text, weight))
    return sum(latin[c] if c in latin else _advance(c, weight) for c in text)


def _shaped(text: str, weight: str) -> Iterator[float]:
    """The advances of letters that join, each in the form that its neighbours give it."""
    arabic = joined()
    begin, middle, end = arabic.forms[weight]
    # Marks stand on their letter and neither join nor part.
    letters = [(c, arabic.joining.get(c, "U")) for c in text if category(c) != "Mn"]
    yield from (_advance(c, weight) for c in text if category(c) == "Mn")
    for n, (character, joins) in enumerate(letters):
        before = joins != "U" and n > 0 and letters[n - 1][1] == "D"
        after = joins == "D" and n + 1 < len(letters) and letters[n + 1][1] != "U"
        if before or after:
            yield (middle if before and after else end if before else begin)[character]
        else:
            yield _advance(character, weight)


_word_width = lru_cache(maxsize=20_000)(_sum)  # debates repeat their words


@lru_cache(maxsize=20_000)
def _advance(character: str, weight: str) -> float:
    for each in slices():
        if character in each.advances[weight] and each.covers(character):
            return each.advances[weight][character]
    kind = category(character)
    if kind in ("Mn", "Me", "Cf", "Cc"):
        return 0.0
    if east_asian_width(character) in ("W", "F"):
        return 1.0 if _WIDE.match(character) else 1.4  # pictographs run wider than ideographs
    return 1.1  # drawn by a font that nobody can foresee


def wrap(text: str, room: float, weight: str = REGULAR, most: int = 10_000) -> list[str]:
    """The lines of a text, each at most `room` ems wide; no more than `most` (the rest is not looked at).

    Breaks at spaces, between ideographs, and inside a word only where the word alone is too long. Linear.

    >>> wrap("Jobs come to the valley", 7.0)
    ['Jobs come to', 'the valley']
    """
    # A map that has changed is drawn again, and nearly all of its cards say what they said.
    return list((_remembered if len(text) <= _REMEMBERED else _wrapped)(text, room * SPARE, weight, most))


def _wrapped(text: str, room: float, weight: str, most: int) -> list[str]:
    space = width(" ", weight)
    lines: list[str] = []
    line, filled = "", 0.0
    for piece, glued, size in _pieces(text, room, weight):
        gap = 0.0 if glued or not line else space
        if line and filled + gap + size > room:
            lines.append(line)
            if len(lines) >= most:
                return lines
            line, filled = piece, size
        else:
            line += piece if glued or not line else " " + piece
            filled += gap + size
    return [*lines, line] if line or not lines else lines


_REMEMBERED = 500
_remembered = lru_cache(maxsize=10_000)(_wrapped)


def shorten(text: str, room: float, weight: str = REGULAR) -> str:
    """The text on one line of `room` ems, with an ellipsis where it had to be cut."""
    room *= SPARE
    head = text[:400]
    if len(text) == len(head) and width(text, weight) <= room:
        return text
    room -= width(ELLIPSIS, weight)
    filled, end = 0.0, 0
    for character in head:
        filled += width(character, weight)
        if filled > room:
            break
        end += 1
    return _whole(head, end).rstrip(" ,;:") + ELLIPSIS


def _whole(text: str, end: int) -> str:
    """`text[:end]`, without a character that is torn from the marks that follow it."""
    while 0 < end < len(text) and not _breakable(text, end):
        end -= 1
    return text[:end]


def _pieces(text: str, room: float, weight: str) -> Iterator[tuple[str, bool, float]]:
    """The unbreakable pieces of a text, whether each is glued to the one before it (no space between), and its width."""
    for word in text.split(" "):
        if not word:
            continue
        parts = [word] if word.isascii() or not _WIDE.search(word) else _ideographs(word)
        glued = False
        for part in parts:
            size = width(part, weight)
            if size <= room:
                yield part, glued, size
                glued = True
                continue
            for chunk in _chunks(part, room, weight):
                yield chunk, glued, width(chunk, weight)
                glued = True


def _ideographs(word: str) -> Iterator[str]:
    start = 0
    for i in range(1, len(word)):
        if (
            (_WIDE.match(word[i]) or _WIDE.match(word[i - 1]))
            and word[i] not in _NO_START
            and _breakable(word, i)
        ):
            yield word[start:i]
            start = i
    yield word[start:]


def _chunks(word: str, room: float, weight: str) -> Iterator[str]:
    """A word too long for a line, in pieces that fit, broken between whole characters."""
    start, filled = 0, 0.0
    for i, character in enumerate(word):
        size = width(character, weight)
        if i > start and filled + size > room and _breakable(word, i):
            yield word[start:i]
            start, filled = i, 0.0
        filled += size
    yield word[start:]


def _breakable(text: str, place: int) -> bool:
    """Whether a text may be cut before `place`: not before a combining mark, nor beside a joiner."""
    after, before = text[place], text[place - 1]
    if after.isascii() and before.isascii():
        return True
    return not (
        category(after) in ("Mn", "Mc", "Me") or after in "\u200d\ufe0e\ufe0f" or before == "\u200d"
        or "\U0001f3fb" <= after <= "\U0001f3ff"
        or ("\U0001f1e6" <= after <= "\U0001f1ff" and "\U0001f1e6" <= before <= "\U0001f1ff")
    )  # fmt: skip
