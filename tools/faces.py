"""Makes the two fonts that documents are set with, from the slices of the pages in `static/fonts`.

Pages load a family script by script, as WOFF2; a typesetter wants one plain file a weight. So the slices are joined,
each with what a browser takes from it, into `argmap/documents/data/`:

    python tools/faces.py

In Noto Sans Arabic a letter is a body with dots set beside it, which many letters share. A reader of a PDF would then
find letters doubled, or words torn apart. So each such letter becomes a glyph of its own here, in all of its forms,
composed of the very parts that shaping gives: it looks the same, and a glyph says which letter it is.

It needs `uharfbuzz`, which argmap itself does not: `pip install uharfbuzz`.
"""

from __future__ import annotations

import sys
import tempfile
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path
from typing import Any

import uharfbuzz
from fontTools import merge, subset
from fontTools.feaLib.builder import addOpenTypeFeaturesFromString
from fontTools.pens.ttGlyphPen import TTGlyphPen
from fontTools.ttLib import TTFont

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from argmap.diagram.fonts import FAMILY, REGULAR, STRONG, slices  # noqa: E402

TARGET = ROOT / "argmap" / "documents" / "data"
MADE = 3_786_912_000
"""When the fonts say that they were made (seconds since 1904), so that the same slices give the same bytes."""

UNUSED = ["STAT", "gasp", "prep"]
JOINER = "\u200d"
LAM = "\u0644"
ALEFS = "\u0622\u0623\u0625\u0671\u0672\u0673\u0675"

FORMS = {"isol": ("", ""), "init": ("", JOINER), "medi": (JOINER, JOINER), "fina": (JOINER, "")}
"""What stands before and after a letter in each of its forms."""

Placed = tuple[tuple[str, int, int], ...]
"""Glyphs with where each stands, in reading order from left to right."""


def joined(weight: str, folder: Path) -> TTFont:
    """One font of all slices. Each letter comes from the slice that a browser takes it from."""
    taken: set[int] = set()
    parts = []
    for each in slices():
        font = TTFont(ROOT / "static" / "fonts" / each.files[weight])
        font.flavor = None
        letters = {code for code in font.getBestCmap() if each.covers(chr(code))} - taken
        taken |= letters
        options = subset.Options(
            layout_features=["*"], hinting=False, notdef_outline=True, name_IDs=[0, 1, 2, 4, 6, 13, 14]
        )
        options.drop_tables += UNUSED
        cut = subset.Subsetter(options)
        cut.populate(unicodes=letters)
        cut.subset(font)
        parts.append(str(folder / f"{each.script}.ttf"))
        font.save(parts[-1])
    font = merge.Merger(merge.Options(drop_tables=UNUSED)).merge(parts)
    for record in font["name"].names:
        named = {1: FAMILY, 2: "Regular", 4: f"{FAMILY} {weight}", 6: f"NotoSans-{weight}"}
        if record.nameID in named:
            record.string = named[record.nameID]
    font["OS/2"].usWeightClass = int(weight)
    return font


class Shaper:
    """What a font makes of a text."""

    def __init__(self, font: TTFont) -> None:
        data = BytesIO()
        font.save(data)
        self._font = uharfbuzz.Font(uharfbuzz.Face(data.getvalue()))
        self._order = font.getGlyphOrder()

    def shape(self, text: str, last: bool | None = None) -> tuple[Placed, int]:
        """The glyphs of an Arabic text but for joiners, and how wide they run; `last`: those of the last letter, or all others."""
        buffer = uharfbuzz.Buffer()
        buffer.add_str(text)
        buffer.guess_segment_properties()
        buffer.direction, buffer.script = "rtl", "Arab"
        buffer.flags = uharfbuzz.BufferFlags.REMOVE_DEFAULT_IGNORABLES
        uharfbuzz.shape(self._font, buffer)
        at, placed = 0, []
        for glyph, place in zip(buffer.glyph_infos, buffer.glyph_positions, strict=True):
            if last is not None and (glyph.cluster == len(text) - 1) is not last:
                continue
            placed.append((self._order[glyph.codepoint], at + place.x_offset, place.y_offset))
            at += place.x_advance
        return tuple(placed), at


def composed(font: TTFont) -> Iterator[tuple[str, dict[str, str]]]:
    """Give each letter that is drawn in parts a glyph of its own; its name, and the names of its forms."""
    shaper, cmap = Shaper(font), font.getBestCmap()
    for code in sorted(c for c in cmap if 0x620 <= c < 0x8E0 or 0x750 <= c < 0x780):
        made = {form: shaper.shape(before + chr(code) + after) for form, (before, after) in FORMS.items()}
        if all(len(parts) < 2 for parts, _ in made.values()):
            continue
        name = f"letter{code:04X}"
        forms: dict[str, str] = {}
        for form, (parts, advance) in made.items():
            if form == "isol" or (parts, advance) != made["isol"]:
                forms[form] = name if form == "isol" else f"{name}.{form}"
                add(font, forms[form], parts, advance)
        for table in font["cmap"].tables:
            if code in table.cmap:
                table.cmap[code] = name
        yield name, forms


def bound(font: TTFont, shaper: Shaper) -> str:
    """How lam binds to the alefs that are drawn in parts, as rules: each of the two takes another shape, as beside a plain alef.

    They stay two glyphs, since what reads a PDF may turn the letters of one glyph round.
    """
    lookups, rules = "", ""
    for alef in ALEFS:
        name = f"letter{ord(alef):04X}"
        if f"{name}.fina" not in font.getGlyphOrder():
            continue
        for form, before in (("init", ""), ("medi", JOINER)):
            (free, _, _), (tied, _, _) = (
                shaper.shape(before + LAM + JOINER)[0][0], shaper.shape(before + LAM + alef, last=False)[0][0]
            )  # fmt: skip
            add(font, f"{name}.{form}bound", *shaper.shape(before + LAM + alef, last=True))
            lookups += f"lookup L{name}{form} {{ sub {free} by {tied}; }} L{name}{form};\n"
            lookups += f"lookup A{name}{form} {{ sub {name}.fina by {name}.{form}bound; }} A{name}{form};\n"
            rules += f"  sub {free}' lookup L{name}{form} {name}.fina' lookup A{name}{form};\n"
    return f"{lookups}feature rlig {{\n script arab;\n{rules}}} rlig;\n"


def add(font: TTFont, name: str, placed: Placed, advance: int) -> None:
    """A glyph composed of others."""
    pen = TTGlyphPen(font.getGlyphSet())
    for part, x, y in placed:
        pen.addComponent(part, (1, 0, 0, 1, x, y))
    glyph = pen.glyph()
    font.setGlyphOrder([*font.getGlyphOrder(), name])
    font["glyf"].glyphs[name] = glyph
    font["glyf"].glyphOrder = font.getGlyphOrder()
    glyph.recalcBounds(font["glyf"])
    font["hmtx"].metrics[name] = (advance, getattr(glyph, "xMin", 0))
    if font["GDEF"].table.GlyphClassDef is not None:
        font["GDEF"].table.GlyphClassDef.classDefs[name] = 1


def face(weight: str, folder: Path) -> TTFont:
    """The font of a weight."""
    font = joined(weight, folder)
    shaper = Shaper(font)
    rules: dict[str, list[str]] = {form: [] for form in FORMS if form != "isol"}
    for name, forms in composed(font):
        for form, lines in rules.items():
            if form in forms:
                lines.append(f"  sub {name} by {forms[form]};")
    text = "languagesystem DFLT dflt;\nlanguagesystem arab dflt;\n"
    for tag, found in rules.items():
        text += f"feature {tag} {{\n script arab;\n" + "\n".join(found) + f"\n}} {tag};\n"
    text += bound(font, shaper)
    own = font["GSUB"]
    addOpenTypeFeaturesFromString(font, text, tables=["GSUB"])
    adopt(own.table, font["GSUB"].table)
    font["GSUB"] = own
    return font


def adopt(table: Any, other: Any) -> None:
    """Let a table of substitutions have the rules of another one too, after its own."""
    shift = len(table.LookupList.Lookup)
    for lookup in other.LookupList.Lookup:
        for record in called(lookup):
            record.LookupListIndex += shift
    table.LookupList.Lookup += other.LookupList.Lookup
    table.LookupList.LookupCount = len(table.LookupList.Lookup)
    added = {
        record.FeatureTag: [shift + index for index in record.Feature.LookupListIndex]
        for record in other.FeatureList.FeatureRecord
    }
    arab = next(record.Script for record in table.ScriptList.ScriptRecord if record.ScriptTag == "arab")
    systems = [arab.DefaultLangSys, *(record.LangSys for record in arab.LangSysRecord)]
    records = {index for system in systems for index in system.FeatureIndex}
    for index in records:
        record = table.FeatureList.FeatureRecord[index]
        lookups = record.Feature.LookupListIndex
        lookups += [each for each in added.get(record.FeatureTag, ()) if each not in lookups]
        record.Feature.LookupCount = len(lookups)


def called(table: Any) -> Iterator[Any]:
    """What in a rule names another rule, wherever it stands."""
    for value in vars(table).values():
        for part in value if isinstance(value, list) else [value]:
            if type(part).__name__ == "SubstLookupRecord":
                yield part
            elif hasattr(part, "__dict__"):
                yield from called(part)


def main() -> None:
    """Make both."""
    TARGET.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as folder:
        for weight in (REGULAR, STRONG):
            font = face(weight, Path(folder))
            font["head"].created = font["head"].modified = MADE
            font.recalcTimestamp = False
            font.save(TARGET / f"noto-sans-{weight}.ttf")


if __name__ == "__main__":
    main()
