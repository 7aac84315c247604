"""Draws the names of languages in scripts that most pages do not use, for the language menu.

A page in English that named Arabic in Arabic letters would load the Arabic font for one word. So the word is drawn once,
shaped by HarfBuzz from the very font that pages load:

    python tools/names.py
"""

from __future__ import annotations

import io
from pathlib import Path

import uharfbuzz
from fontTools.pens.svgPathPen import SVGPathPen
from fontTools.pens.transformPen import TransformPen
from fontTools.ttLib import TTFont

ROOT = Path(__file__).resolve().parent.parent
FONT = ROOT / "static" / "fonts" / "noto-sans-arabic-arabic-400-normal.woff2"
OUT = ROOT / "static" / "names"
NAMES = {"ar": "العربية", "ur": "اردو"}
SIZE = 100
"""Units of a drawing for the size of the letters, whole numbers all."""


def drawn(name: str, font: TTFont, shaped: uharfbuzz.Font) -> str:
    """A word as a drawing of one path, as high as a line of text."""
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
    box = f"0 -106 {round(at * scale)} 150"
    return f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="{box}"><path d="{pen.getCommands()}"/></svg>\n'


def main() -> None:
    """Draw all names."""
    font = TTFont(FONT)
    font.flavor = None
    plain = io.BytesIO()
    font.save(plain)
    shaped = uharfbuzz.Font(uharfbuzz.Face(plain.getvalue()))
    OUT.mkdir(exist_ok=True)
    for code, name in NAMES.items():
        (OUT / f"{code}.svg").write_text(drawn(name, font, shaped), "utf-8")


if __name__ == "__main__":
    main()
