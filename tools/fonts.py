"""Copies the fonts that argmap draws with, and writes the table of how wide their letters are.

The fonts come from the npm packages `@fontsource/*`, which split each family by script ("slices"), so that
a page loads only what it shows. Text is measured with the advances of the very files that draw it:

    python tools/fonts.py NODE_MODULES

`make fonts` fetches the packages at their pinned versions and runs this. The same packages give the same
bytes.
"""

from __future__ import annotations

import argparse
import json
import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any
from unicodedata import category

from fontTools.ttLib import TTFont

ROOT = Path(__file__).resolve().parent.parent
FONTS = ROOT / "static" / "fonts"
TABLE = ROOT / "argmap" / "diagram" / "data" / "fonts.json"

WEIGHTS = (400, 600)

# Package, and its slices. A script's own family follows the general one, as in the page's font-family.
SLICES = {
    "noto-sans": (
        "latin",
        "latin-ext",
        "greek",
        "greek-ext",
        "cyrillic",
        "cyrillic-ext",
        "vietnamese",
        "devanagari",
    ),
    "noto-sans-arabic": ("arabic",),
    "noto-sans-hebrew": ("hebrew",),
}

# Every substitution through which a letter may take another shape while text is shaped. Features that a
# page must ask for (old-style figures, fractions) are left out.
SHAPING = {"ccmp", "isol", "init", "medi", "fina", "rlig", "calt", "liga"}

# These count as format characters for Unicode, but they are drawn: signs that span the digits after them.
DRAWN_FORMATS = {*range(0x600, 0x606), 0x6DD, 0x70F, 0x890, 0x891, 0x8E2, 0x110BD, 0x110CD}

SINGLE, MULTIPLE, EXTENSION = 1, 2, 7  # kinds of lookup in a GSUB table


@dataclass(frozen=True)
class Slice:
    """One script's part of a family: its files, one for each weight."""

    package: str
    script: str
    folder: Path

    def file(self, weight: int) -> str:
        return f"{self.package}-{self.script}-{weight}-normal.woff2"

    def path(self, weight: int) -> Path:
        return self.folder / self.package / "files" / self.file(weight)

    @cached_property
    def ranges(self) -> list[tuple[int, int]]:
        """The code points for which a page loads this slice, as first and last."""
        text = json.loads((self.folder / self.package / "unicode.json").read_text("utf-8"))[self.script]
        bounds = (part.strip().removeprefix("U+").split("-") for part in text.split(","))
        return sorted((int(bound[0], 16), int(bound[-1], 16)) for bound in bounds)


def slices(folder: Path) -> Iterator[Slice]:
    for package, scripts in SLICES.items():
        for script in scripts:
            yield Slice(package, script, folder)


def substitutions(font: Any) -> dict[str, list[list[str]]]:
    """For each glyph, what shaping may put in its place: one glyph or several.

    Contextual rules are not followed one by one; what they can call counts as reachable. So the result is
    an upper bound, which is what a measure that must never be too narrow needs.
    """
    if "GSUB" not in font:
        return {}
    table = font["GSUB"].table
    lookups = table.LookupList.Lookup
    waiting = [
        index
        for record in table.FeatureList.FeatureRecord
        if record.FeatureTag in SHAPING
        for index in record.Feature.LookupListIndex
    ]
    seen: set[int] = set()
    found: dict[str, list[list[str]]] = {}
    while waiting:
        index = waiting.pop()
        if index in seen:
            continue
        seen.add(index)
        for subtable in lookups[index].SubTable:
            rule = subtable.ExtSubTable if subtable.LookupType == EXTENSION else subtable
            if rule.LookupType == SINGLE:
                for glyph, other in rule.mapping.items():
                    found.setdefault(glyph, []).append([other])
            elif rule.LookupType == MULTIPLE:
                for glyph, others in rule.mapping.items():
                    found.setdefault(glyph, []).append(list(others))
            else:
                waiting.extend(called(rule))
    return found


def called(rule: Any) -> Iterator[int]:
    """The lookups that a contextual rule calls, wherever in the rule they are named."""
    for name, value in vars(rule).items():
        if name == "LookupListIndex":
            yield value
        for part in value if isinstance(value, list) else [value]:
            if hasattr(part, "__dict__"):
                yield from called(part)


def widest(glyph: str, advances: Any, forms: dict[str, list[list[str]]], trail: frozenset[str]) -> int:
    """The widest advance that a glyph can have, itself or any form shaping may give it."""
    width = int(advances[glyph][0])
    if glyph not in trail:  # a form may lead back to where it came from
        for form in forms.get(glyph, ()):
            width = max(width, sum(widest(part, advances, forms, trail | {glyph}) for part in form))
    return width


def measure(font: Any, characters: list[int], joined: bool) -> list[int]:
    """The advances of the characters, in thousandths of an em."""
    units = font["head"].unitsPerEm
    glyphs, advances = font.getBestCmap(), font["hmtx"]
    forms = substitutions(font) if joined else {}
    result = []
    for code in characters:
        kind = category(chr(code))
        if kind in {"Cc", "Zl", "Zp"} or (kind == "Cf" and code not in DRAWN_FORMATS):
            result.append(0)
        else:
            # Rounded up: text must never come out wider than it was measured.
            result.append(-(-widest(glyphs[code], advances, forms, frozenset()) * 1000 // units))
    return result


def describe(part: Slice) -> dict[str, object]:
    """One line of the table."""
    fonts = {weight: TTFont(part.path(weight)) for weight in WEIGHTS}
    first = fonts[WEIGHTS[0]]
    inside = {code for low, high in part.ranges for code in range(low, high + 1)}
    # A page never draws with this slice what lies outside its ranges, even where the file has a glyph.
    characters = sorted(inside & set.intersection(*(set(font.getBestCmap()) for font in fonts.values())))
    units = first["head"].unitsPerEm
    return {
        "family": family(part),
        "script": part.script,
        "files": {str(weight): part.file(weight) for weight in WEIGHTS},
        "units": units,
        "ascent": first["hhea"].ascent * 1000 // units,
        "descent": -first["hhea"].descent * 1000 // units,
        "ranges": part.ranges,
        "characters": characters,
        "advances": {
            str(weight): measure(font, characters, joined=part.script == "arabic")
            for weight, font in fonts.items()
        },
    }


def family(part: Slice) -> str:
    """The family's name as style sheets write it; the names inside the files differ by weight."""
    return str(json.loads((part.folder / part.package / "metadata.json").read_text("utf-8"))["family"])


def licence(folder: Path) -> str:
    """The Open Font License under the copyright lines of every family in use."""
    lines: list[str] = []
    body = ""
    for part in slices(folder):
        notice = TTFont(part.path(WEIGHTS[0]))["name"].getDebugName(0)
        line = f"{notice} ({family(part)})"
        if line not in lines:
            lines.append(line)
        body = (folder / part.package / "LICENSE").read_text("utf-8").partition("\n")[2]
    return "\n".join(lines) + "\n" + body


def write(folder: Path) -> None:
    """Copy the files, and write the licence and the table."""
    FONTS.mkdir(parents=True, exist_ok=True)
    for old in FONTS.glob("*.woff2"):
        old.unlink()
    for part in slices(folder):
        for weight in WEIGHTS:
            shutil.copyfile(part.path(weight), FONTS / part.file(weight))
    (FONTS / "OFL.txt").write_text(licence(folder), "utf-8", newline="\n")
    rows = [json.dumps(describe(part), separators=(",", ":")) for part in slices(folder)]
    TABLE.parent.mkdir(parents=True, exist_ok=True)
    TABLE.write_text("[\n" + ",\n".join(rows) + "\n]\n", "utf-8", newline="\n")


def main() -> None:
    parser = argparse.ArgumentParser(description=str(__doc__).partition("\n")[0])
    parser.add_argument("folder", type=Path, help="the node_modules folder with the @fontsource packages")
    folder: Path = parser.parse_args().folder / "@fontsource"
    if not folder.is_dir():
        parser.error(f"{folder} is not there")
    write(folder)
    size = sum(file.stat().st_size for file in FONTS.iterdir())
    print(f"{FONTS.relative_to(ROOT)}: {size} bytes")
    print(f"{TABLE.relative_to(ROOT)}: {TABLE.stat().st_size} bytes")


if __name__ == "__main__":
    main()
