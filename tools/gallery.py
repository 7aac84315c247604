"""Draws the pictures of the README and of docs/gallery.md, each by the command that stands beside it there.

    python tools/gallery.py              all of them, into docs/pictures/

The maps are bundled ones, but for the two in docs/maps/: there is what no bundled one has, two scripts and groups.
"""

from __future__ import annotations

import json
import os
import sys
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from itertools import cycle
from pathlib import Path
from typing import Any
from unittest.mock import patch

from argmap import load
from argmap.cli.files import examples
from argmap.cli.main import main as argmap
from argmap.documents import poster, press
from argmap.formats import dump

DOCS = Path(__file__).resolve().parent.parent / "docs"
PICTURES = DOCS / "pictures"

CARS, SCHOOL, DEAL = "example:town-centre-cars", "example:school-uniforms", "example:balochistan-mining-deal"
WELL, LANGUAGES = "docs/maps/old-well.argdown", "docs/maps/two-languages.argdown"
ROOM = "room.json"

SHOWN: Mapping[str, tuple[str, str]] = {
    "balochistan-mining-deal.svg": (DEAL, "--layout tree"),
    "town-centre-cars.svg": (CARS, "--layout tree"),
    "gallery-graphviz.svg": (CARS, "--layout graphviz"),
    "gallery-facing.svg": (CARS, "--layout facing"),
    "gallery-simple.svg": (CARS, "--layout tree --view simple"),
    "gallery-classic.svg": (SCHOOL, "--layout tree --palette classic"),
    "gallery-dark.svg": (SCHOOL, "--layout tree --palette dark"),
    "gallery-mono.svg": (SCHOOL, "--layout tree --palette mono"),
    "gallery-projector.svg": (SCHOOL, "--layout tree --density projector"),
    "gallery-print.svg": (SCHOOL, "--layout tree --density print"),
    "gallery-verdicts.svg": (SCHOOL, "--layout tree --badges verdict,strength"),
    "gallery-authors.svg": (ROOM, "--layout tree --badges author"),
    "gallery-groups.svg": (WELL, "--layout tree"),
    "gallery-closed.svg": (WELL, "--layout tree --close Money"),
    "gallery-mirrored.svg": (LANGUAGES, "--layout tree"),
    "gallery-social.png": (CARS, "--social"),
    "gallery-poster.png": (DEAL, "--layout facing --poster --paper A1"),
}
"""The pictures, and for each the map and what `argmap render` is told."""

ELSEWHERE = frozenset({"gallery-graphviz.svg"})
"""Those that may differ from machine to machine: programs of Graphviz's do."""


def command(name: str) -> str:
    """The command that makes a picture. That of a poster makes the document, of which the first page is shown."""
    source, options = SHOWN[name]
    output = name.replace(".png", ".pdf") if "--poster" in options else name
    return f"argmap render {source} -o {output} {options}"


def draw(name: str, folder: Path) -> Path:
    """Make one of the pictures in a folder, by its command."""
    source, options = SHOWN[name]
    path = folder / name
    with tempfile.TemporaryDirectory() as aside:
        if source == ROOM:
            given = Path(aside) / ROOM
            given.write_text(signed(), encoding="utf-8")
            source = str(given)
        elif source in (WELL, LANGUAGES):
            source = str(DOCS.parent / source)
        with _carried_engine(), _plan_alone(path if "--poster" in options else None):
            output = Path(aside) / "poster.pdf" if "--poster" in options else path
            if argmap(["render", source, "-o", str(output), *options.split()]) != 0:
                raise SystemExit(f"{name} was not made")
    return path


def signed() -> str:
    """The map of the town centre as three people in a room may have written it, as a JSON file."""
    found = next(path for path in examples() if CARS.endswith(path.stem))
    record: dict[str, Any] = json.loads(dump(load(found)[0], "json")[0])
    for node, author in zip(record["nodes"], cycle(("Amina", "Bilal", "Chen")), strict=False):
        node["author"] = author
    return json.dumps(record)


@contextmanager
def _carried_engine() -> Iterator[None]:
    """Graphviz as it comes with argmap, whatever else is installed."""
    with patch.dict(os.environ, {"PATH": ""}):
        yield


@contextmanager
def _plan_alone(path: Path | None) -> Iterator[None]:
    """The plan of a poster, its first page, as a PNG file beside the document."""

    def both(source: str, job: Mapping[str, Any], files: Mapping[str, bytes]) -> bytes:
        if path is not None:
            path.write_bytes(press.set_document(source, {**job, "printed": []}, files, form="png"))
        return press.set_document(source, job, files)

    with patch.object(poster, "set_document", both):
        yield


def main() -> int:
    """Draw them all."""
    for name in SHOWN:
        draw(name, PICTURES)
    weight = sum((PICTURES / name).stat().st_size for name in SHOWN)
    print(f"{len(SHOWN)} pictures, {weight / 1000:,.0f} kB: docs/gallery.md shows them")
    return 0


if __name__ == "__main__":
    sys.exit(main())
