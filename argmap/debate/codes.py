"""The codes of a room: the short one by which a class comes in, and the words by which one person comes back.

Both are read aloud, copied from a board and typed on phones, so they are forgiving in how they are typed. Give
`random.SystemRandom()`, whose numbers nobody can foresee.
"""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path
from random import Random
from unicodedata import normalize

LENGTH = 6
LETTERS = "CDFHJKMNPRTVWX679"
"""What room codes are made of: no vowels, nor digits that stand for them, and of letters that look alike only one.

Left out are 0, O and Q (like D), 1 (like 7), I and L, 5 and S, 2 and Z, 8 and B, G (like 6), U and Y (like V), and 3 and 4,
which are read as E and A. There are 17^6 codes, 24 millions.
"""

WORDS = 4

# What somebody types who misread a letter; each has one letter only that it can have been. Then the Cyrillic and
# Greek letters that stand where a Latin one is meant, on the keyboards of people who switch between two.
_MEANT = str.maketrans(
    {
        **dict.fromkeys("0OQ", "D"),
        **dict.fromkeys("UY", "V"),
        "G": "6",
        "1": "7",
        **dict(zip("СДНКМРТХ", "CDHKMPTX", strict=True)),
        **dict(zip("ΗΚΜΝΡΤΧ", "HKMNPTX", strict=True)),
    }
)
# Codes that would be read as an abbreviation one does not want on a board.
_UNWANTED = re.compile("F.?C.?K|FK|C.?N.?T|D.?C.?K|P.?RN|RTRD|CRP|KKK|WTF|XXX|69|666")
_BETWEEN = re.compile(r"[\s\-‐-―−_.,;:/+'\"]+")


def new(random: Random) -> str:
    """A new room code.

    >>> new(Random(7))
    'TJWDFH'
    """
    while True:
        code = "".join(random.choice(LETTERS) for _ in range(LENGTH))
        if not _UNWANTED.search(code):
            return code


def normalised(typed: str) -> str | None:
    """The code that somebody typed, in whatever case, with spaces or hyphens, with look-alikes; None when it is none.

    >>> normalised(" hmw-7ct "), normalised("HNW 7CG"), normalised("hello")
    ('HMW7CT', 'HNW7C6', None)
    """
    if len(typed) > 100:
        return None
    code = _BETWEEN.sub("", normalize("NFKC", typed)).upper().translate(_MEANT)
    return code if len(code) == LENGTH and all(letter in LETTERS for letter in code) else None


@cache
def words() -> tuple[str, ...]:
    """The words of return codes, in order: 1,024 at least, short, harmless, no two within one slip of each other."""
    return tuple((Path(__file__).parent / "data" / "words.txt").read_text("ascii").split())


def return_words(random: Random) -> str:
    """A new return code: four words out of a list of more than 1,024, so one of more than 2^40.

    >>> return_words(Random(7))
    'pavement figment rosemary bridge'
    """
    known = words()
    return " ".join(random.choice(known) for _ in range(WORDS))


def normalised_words(typed: str) -> str | None:
    """The return code that somebody typed; None when it is none.

    Case, hyphens and commas do not count, and a word with one wrong, missing or further letter is mended if only
    one word can have been meant. A guess gains nothing by that: it names one code, as it would without.

    >>> normalised_words("Pavement-Figment, ROSEMRY bridge"), normalised_words("pavement figment")
    ('pavement figment rosemary bridge', None)
    """
    if len(typed) > 200:
        return None
    parts = [part for part in _BETWEEN.split(normalize("NFKC", typed).casefold()) if part]
    if len(parts) != WORDS:
        return None
    meant = [_meant(part) for part in parts]
    return " ".join(word for word in meant if word is not None) if None not in meant else None


def _meant(typed: str) -> str | None:
    known = words()
    if typed in known:
        return typed
    near = [word for word in known if within_one(word, typed)]
    return near[0] if len(near) == 1 else None


def within_one(one: str, other: str) -> bool:
    """Whether one letter put in, left out or exchanged makes one word of the other (or none at all).

    >>> within_one("otter", "oter"), within_one("otter", "utter"), within_one("otter", "outre")
    (True, True, False)
    """
    if len(one) > len(other):
        one, other = other, one
    if len(other) - len(one) > 1:
        return False
    place = 0
    while place < len(one) and one[place] == other[place]:
        place += 1
    return one[place + (len(one) == len(other)) :] == other[place + 1 :]
