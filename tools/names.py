"""Draws the names of languages in scripts that most pages do not use, for the language menu.

A page in English that named Arabic in Arabic letters would load the Arabic font for one word. So the word is drawn once,
shaped by HarfBuzz from the very font that pages load:

    python tools/names.py
"""

from __future__ import annotations

import io
import json
from pathlib import Path

import uharfbuzz
from fontTools.pens.svgPathPen import SVGPathPen
from fontTools.pens.transformPen import TransformPen
from fontTools.ttLib import TTFont

ROOT = Path(__file__).resolve().parent.parent
FONT = ROOT / "static" / "fonts" / "noto-sans-arabic-arabic-400-normal.woff2"
OUT = ROOT / "argmap" / "web" / "data" / "languages.json"
NAMES = {"ar": "العربية", "ur": "اردو"}
SIZE = 100
"""Units of a drawing for the size of the letters, whole numbers all."""


def drawn(name: str, font: TTFont, shaped: uharfbuzz.Font) -> dict[str, object]:
    """A word as one path, with how wide it is and how far it reaches above the line and below, in units of `SIZE`."""
    buffer = uharfbuzz.Buffer()
    buffer.add_str(name)
    buffer.guess_segment_properties()
    uharfbuzz.shape(shaped, buffer)
    scale = SIZE / font["head"].unitsPerEm
    glyphs, pen, at = font.getGlyphSet(), SVGPathPen(font.getGlyphSet(), lambda value: str(round(value))), 0.0
    for info, place in zip(buffer.glyph_infos, buffer.glyph_positions, strict=True):
        move = (scale, 0, 0, -scale, (at + place.x_offset) * scale, -place.y_offset * scale)
        glyphs[font.getGlyphName(info.codepoint)].draw(TransformPen(pen, move))
        at += place.x_advance
    return {"width": round(at * scale), "path": pen.getCommands()}


def main() -> None:
    """Draw all names."""
    font = TTFont(FONT)
    font.flavor = None
    plain = io.BytesIO()
    font.save(plain)
    shaped = uharfbuzz.Font(uharfbuzz.Face(plain.getvalue()))
    made = {code: drawn(name, font, shaped) for code, name in NAMES.items()}
    OUT.parent.mkdir(exist_ok=True)
    OUT.write_text(json.dumps(made, separators=(",", ":")) + "\n", "utf-8")


if __name__ == "__main__":
    main()
