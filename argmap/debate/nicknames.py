"""What people are called in a room: names they choose, names that look alike, and names that are given to them.

Looks are compared as Unicode does (UTS #39, `confusables.txt`), and case is left aside; `tools/lookalikes.py`, which
makes the table, says how the two go together.
"""

from __future__ import annotations

import json
import re
from collections.abc import Collection, Mapping
from functools import cache
from pathlib import Path
from random import Random
from unicodedata import category, normalize

from argmap.model import Problem

LONGEST = 30
"""The most characters that a nickname has."""

_DATA = Path(__file__).parent / "data"

# Marks one can hardly see or not at all, beyond the controls and format characters that Unicode lists as such:
# joiners and fillers of several scripts, selectors of variants, and a blank among the Braille patterns.
_UNSEEN = re.compile("[\u034f\u115f\u1160\u17b4\u17b5\u180b-\u180f\u2800\u3164\uffa0\U000e0100-\U000e01ef]")
_VARIANTS = re.compile("[\ufe00-\ufe0f]")  # behind many an emoji, put there by the keyboard
_MOST_MARKS = 3
_MOST_TYPED = 1_000


def cleaned(name: str) -> str:
    """A nickname as it is kept: NFC, trimmed, single spaces. Raises `Problem`, in words, for one that cannot be.

    It has 1 to 30 characters on one line, at least one of them a letter, a digit or a symbol; no controls, nothing
    invisible, nothing that turns the direction of other people's text, no towers of accents.

    >>> cleaned("  Quiet   Heron ")
    'Quiet Heron'
    """
    if len(name) > _MOST_TYPED:
        raise _too_long(len(name))
    text = normalize("NFC", _VARIANTS.sub("", name.strip(" \t\r\n")))
    for character in text:
        kind = category(character)
        if kind in ("Zl", "Zp") or character in "\n\r\t\v\f\x85":
            raise Problem("A nickname stands on one line.")
        if kind in ("Cc", "Cf", "Cn", "Co", "Cs") or _UNSEEN.match(character):
            raise Problem(
                "A nickname has no invisible characters: type it afresh instead of pasting it ({code}).",
                code=f"U+{ord(character):04X}",
            )
    text = " ".join(text.split())
    if not any(category(character)[0] in "LNS" for character in text):
        raise Problem("Write a nickname, with a letter or a digit in it at least.")
    if len(text) > LONGEST:
        raise _too_long(len(text))
    _check_marks(text)
    return text


def _too_long(length: int) -> Problem:
    return Problem(
        "This nickname has {length:,} characters; {most} are the most.", length=length, most=LONGEST
    )


def _check_marks(text: str) -> None:
    marks = 0
    for place, character in enumerate(text):
        marks = marks + 1 if category(character)[0] == "M" else 0
        if marks > _MOST_MARKS or (marks and (place == 0 or category(character) == "Me")):
            raise Problem("A nickname has no marks without a letter, and no towers of accents.")


def skeleton(name: str) -> str:
    """What a name looks like: two names with the same skeleton cannot be told apart at a glance.

    Case does not count, nor do spaces at the ends; i, l and 1 are alike, and so are o and 0. Linear.

    >>> skeleton("PauI") == skeleton("Paul"), skeleton("\u0410nna") == skeleton("anna")
    (True, True)
    >>> skeleton("Heron 1") == skeleton("Heron 2")
    False
    """
    plain = "".join(c for c in normalize("NFKC", name) if category(c) not in ("Cc", "Cf") or c.isspace())
    plain = _UNSEEN.sub("", _VARIANTS.sub("", plain))
    seen = normalize("NFKD", " ".join(plain.split())).translate(_alike())
    return normalize("NFKD", seen)


@cache
def _alike() -> Mapping[int, str]:
    data = json.loads((_DATA / "lookalikes.json").read_bytes())
    return {ord(each): seen for seen, characters in data["alike"].items() for each in characters}


def distinct(name: str, taken: Collection[str]) -> str:
    """A nickname as it is kept, if it looks like none of those taken. Raises `Problem` with a name that is free.

    >>> distinct("heron", ["Heron"])
    Traceback (most recent call last):
    argmap.model.problems.Problem: Somebody here is called “Heron” already: how about “heron 2”?
    """
    kept = cleaned(name)
    skeletons = {skeleton(each): each for each in taken}
    same = skeletons.get(skeleton(kept))
    if same is None:
        return kept
    raise Problem(
        "Somebody here is called “{name}” already: how about “{free}”?",
        name=same,
        free=_numbered(kept, skeletons),
    )


def given(random: Random, taken: Collection[str] = ()) -> str:
    """A friendly name that looks like none of those taken: an adjective and an animal, and a number if need be.

    >>> name = given(Random(1))
    >>> name, given(Random(1), [name])
    ('Early Robin', 'Early Robin 2')
    """
    adjectives, animals = _words()
    return _numbered(f"{random.choice(adjectives)} {random.choice(animals)}", {*map(skeleton, taken)})


def _numbered(name: str, skeletons: Collection[str]) -> str:
    free, number = name, 1
    while skeleton(free) in skeletons:
        number += 1
        behind = f" {number}"
        free = name[: LONGEST - len(behind)].rstrip() + behind
    return free


@cache
def _words() -> tuple[tuple[str, ...], tuple[str, ...]]:
    data = json.loads((_DATA / "nicknames.json").read_bytes())
    return tuple(data["adjectives"]), tuple(data["animals"])
