"""Draws the gallery: the bundled maps in every style.

    python tools/gallery.py              every style of every bundled map, into docs/gallery/
    python tools/gallery.py --shown      the few that docs/gallery.md shows, into docs/pictures/

`docs/gallery/index.html` shows them side by side. The styles are named by what asks for them: `argmap render` takes the same.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterator, Mapping
from html import escape
from pathlib import Path

from argmap import load
from argmap.cli.files import examples
from argmap.diagram import Drawing, Look, render
from argmap.diagram.look import CHOICES
from argmap.service.verdicts import verdicts

DOCS = Path(__file__).resolve().parent.parent / "docs"

SHOWN: Mapping[str, tuple[str, Look, bool]] = {
    "gallery-facing": ("town-centre-cars", Look(layout="facing"), False),
    "gallery-simple": ("town-centre-cars", Look(layout="tree", view="simple"), False),
    "gallery-dark": ("town-centre-cars", Look(layout="facing", palette="dark", density="projector"), False),
    "gallery-print": ("school-uniforms", Look(layout="tree", palette="mono", density="print"), False),
    "gallery-verdicts": ("school-uniforms", Look(layout="tree", palette="classic"), True),
    "gallery-mirrored": ("mixed", Look(layout="tree"), False),
    "gallery-closed": ("groups", Look(layout="tree", closed=frozenset({"g2"})), False),
}
"""The pictures of docs/gallery.md: the map, the look, and whether verdicts are shown."""


SAMPLES: Mapping[str, str] = {
    "mixed": """[Close it]: The old well should be closed.
  + [پانی]: سیلاب کے بعد سے پانی گندا ہے، اور کسی کو وجہ معلوم نہیں۔
    - [Clean]: It was cleaned in June, and tested twice since then.
      - [ٹیسٹ]: دونوں بار ٹیسٹ صرف اوپر کے پانی کا ہوا۔
  + [رپورٹ]: ضلع کے ہر دوسرے کنویں میں لوہا پایا گیا۔ #evidence {source: {title: "Water report", issued: 2025}}
""",
    "groups": """===
title: Should the old well be closed?
===
[Close it]: The old well should be closed. #position

# Water

[Close it]
  + [Foul]: The water has been foul since the flood of last spring.
    - [Cleaned]: It was cleaned in June and tested twice since then.
  + [Pump]: The pump breaks down every second month.

# Money

[Close it]
  - [Cheap]: A new pump costs less than one year of tankers.
    - [Loan]: The town has no money for a pump before next year.
  - [Poor]: The poorest families have no other water near their homes.
""",
}
"""Maps in which there is what no bundled one has: two scripts; groups."""


def draw(name: str, look: Look, judged: bool) -> Drawing:
    """A map in one style: a bundled one, or a sample."""
    bundled = {path.stem: path for path in examples()}
    debate, _ = load(bundled[name] if name in bundled else SAMPLES[name].encode())
    found = verdicts(debate) if judged else None
    marks = found.marks(strength=True) if found else None
    return render(debate, look=look, marks=marks, faint=found.failing if found else ())


def styles() -> Iterator[tuple[str, Look, bool]]:
    """Every style by its name: each layout with each density and palette, then what else one can ask for."""
    for layout in ("tree", "facing"):
        for density in CHOICES["density"]:
            for palette in CHOICES["palette"]:
                yield f"{layout}-{density}-{palette}", Look(layout, palette, density), False
    yield "simple", Look(layout="tree", view="simple"), False
    yield "mirrored", Look(layout="tree", direction="rtl"), False
    yield "verdicts", Look(layout="tree"), True


def everything(folder: Path) -> int:
    """Draw every style of every bundled map into a folder, with a page that shows them; how many."""
    folder.mkdir(parents=True, exist_ok=True)
    parts = []
    for path in examples():
        parts.append(f"<h2>{escape(path.stem)}</h2>")
        for style, look, judged in styles():
            name = f"{path.stem}-{style}.svg"
            drawing = draw(path.stem, look, judged)
            (folder / name).write_text(drawing.svg, encoding="utf-8")
            notes = " ".join(map(str, drawing.notes))
            parts.append(
                f'<figure><a href="{name}"><img src="{name}" alt="" loading="lazy"></a>'
                f"<figcaption>{escape(style)} {escape(notes)}</figcaption></figure>"
            )
    head = "<!doctype html><html lang=en><meta charset=utf-8><title>Gallery</title><style>body{font-family:sans-serif}"
    looks = "figure{display:inline-block;margin:8px}img{width:420px;height:300px;object-fit:contain}</style><h1>Gallery</h1>"
    (folder / "index.html").write_text(head + looks + "".join(parts), encoding="utf-8")
    return sum(part.startswith("<figure>") for part in parts)


def main() -> int:
    """Draw what was asked for."""
    parser = argparse.ArgumentParser(description="Draw the gallery.")
    parser.add_argument("--shown", action="store_true", help="only the pictures of docs/gallery.md")
    if not parser.parse_args().shown:
        print(f"{everything(DOCS / 'gallery')} pictures: docs/gallery/index.html")
        return 0
    for name, style in SHOWN.items():
        (DOCS / "pictures" / f"{name}.svg").write_text(draw(*style).svg, encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
