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

# Every substitution through which any letter may take another shape while text is shaped. Features that a
# page must ask for (old-style figures, fractions) are left out.
SHAPING = {"ccmp", "rlig", "calt", "liga"}
# The shapes of a letter that joins others: alone, at the beginning, in the middle, at the end.
FORMS = ("isol", "init", "medi", "fina")

# These count as format characters for Unicode, but they are drawn: signs that span the digits after them.
DRAWN_FORMATS = {*range(0x600, 0x606), 0x6DD, 0x70F, 0x890, 0x891, 0x8E2, 0x110BD, 0x110CD}

TATWEEL = 0x640  # a stroke that joins what stands on either side

# Letters that join only the one before them, by the Unicode Character Database (ArabicShaping.txt). The
# font alone does not tell: it has beginnings for some that never begin anything.
RIGHT_JOINING = {
    *range(0x622, 0x626), 0x627, 0x629, *range(0x62F, 0x633), 0x648, *range(0x671, 0x674), *range(0x675, 0x678),
    *range(0x688, 0x69A), 0x6C0, *range(0x6C3, 0x6CC), 0x6CD, 0x6CF, 0x6D2, 0x6D3, 0x6D5, 0x6EE, 0x6EF,
    *range(0x759, 0x75C), 0x76B, 0x76C, 0x771, 0x773, 0x774, 0x778, 0x779, *range(0x870, 0x883), 0x88E,
    *range(0x8AA, 0x8AD), 0x8AE, 0x8B1, 0x8B2, 0x8B9,
}  # fmt: skip

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


def substitutions(font: Any, features: set[str]) -> dict[str, list[list[str]]]:
    """For each glyph, what these features of shaping may put in its place: one glyph or several.

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
        if record.FeatureTag in features
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


@dataclass(frozen=True)
class Shapes:
    """How the glyphs of a font come out in one form (one of `FORMS`; None for scripts that do not join)."""

    advances: Any
    anywhere: dict[str, list[list[str]]]
    formed: dict[str, list[list[str]]]

    @classmethod
    def of(cls, font: Any, form: str | None) -> Shapes:
        if form is None:
            return cls(font["hmtx"], {}, {})
        return cls(font["hmtx"], substitutions(font, SHAPING), substitutions(font, {form}))

    def widest(self, glyph: str, trail: frozenset[str] = frozenset()) -> int:
        """The widest advance that a glyph can have in this form."""
        if glyph in trail:  # a shape may lead back to where it came from
            return int(self.advances[glyph][0])
        trail |= {glyph}
        anywhere = self.anywhere.get(glyph, [])
        formed = self.formed.get(glyph, []) + [s for s in anywhere if not self.formed.keys().isdisjoint(s)]
        # What has a shape of its own in this form, itself or once its dots are taken off, is drawn in no other.
        width = 0 if formed else int(self.advances[glyph][0])
        for shape in formed or anywhere:
            width = max(width, sum(self.widest(part, trail) for part in shape))
        return width

    def takes(self, glyph: str) -> bool:
        """Whether a glyph, or a part of it, has a shape of its own in this form."""
        parts = {glyph, *(part for shape in self.anywhere.get(glyph, ()) for part in shape)}
        return not parts.isdisjoint(self.formed)


def measure(font: Any, characters: list[int], form: str | None) -> list[int]:
    """The advances of the characters in a form, in thousandths of an em."""
    units = font["head"].unitsPerEm
    glyphs, shapes = font.getBestCmap(), Shapes.of(font, form)
    result = []
    for code in characters:
        kind = category(chr(code))
        if kind in {"Cc", "Zl", "Zp"} or (kind == "Cf" and code not in DRAWN_FORMATS):
            result.append(0)
        else:
            # Rounded up: text must never come out wider than it was measured.
            result.append(-(-shapes.widest(glyphs[code]) * 1000 // units))
    return result


def joining(font: Any, characters: list[int]) -> str:
    """For each character how it joins: D to both sides, R to the one before it only, U to none."""
    glyphs = font.getBestCmap()
    begins, ends = Shapes.of(font, "init"), Shapes.of(font, "fina")

    def of(code: int) -> str:
        if code in RIGHT_JOINING:
            return "R"
        if code == TATWEEL or begins.takes(glyphs[code]):
            return "D"
        return "R" if ends.takes(glyphs[code]) else "U"

    return "".join(map(of, characters))


def joined(part: Slice, fonts: dict[int, Any], characters: list[int]) -> dict[str, object]:
    """What the table says besides, of a script whose letters join."""
    if part.script != "arabic":
        return {}
    forms = {str(w): [measure(font, characters, form) for form in FORMS[1:]] for w, font in fonts.items()}
    return {"joining": joining(fonts[WEIGHTS[0]], characters), "forms": forms}


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
            str(weight): measure(font, characters, FORMS[0] if part.script == "arabic" else None)
            for weight, font in fonts.items()
        },
        **joined(part, fonts, characters),
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
