"""PDF and PNG files beside those of argdown, from an Argdown file, as whole commands."""

from __future__ import annotations

import argparse
import struct
from collections.abc import Iterator
from pathlib import Path

from bench.graphs import Files
from bench.measure import Command, Failed, run, turns
from bench.peers import Missing, install_argdown_png
from bench.tables import Aim, comparisons, costs

MOST = 100
"""Up to how many statements: larger maps do not go on one sheet of paper."""

_SCRIPT = Path(__file__).parent / "argdown_png.mjs"
_SCALE = 2  # of argmap's picture: the pixels of both are told


def report(
    argmap: str, argdown: str | None, given: Files, options: argparse.Namespace, folder: Path
) -> Iterator[str]:
    """Tables for both formats: argmap's commands and argdown's in turns, and the size of what they make."""
    for ending in ("pdf", "png"):
        more = ("--scale", str(_SCALE)) if ending == "png" else ()
        ours = Command(
            f"argmap, {ending}",
            (argmap, "render", str(given.argdown), "-o", f"map.{ending}", *more),
            options.patience,
        )
        commands, made = [ours], {ours.name: folder / f"map.{ending}"}
        theirs = _theirs(argdown, ending, given, folder)
        if isinstance(theirs, str):
            yield theirs
        else:
            commands.append(Command(f"argdown, {ending}", theirs, options.patience))
            # argdown names a PDF after its source, and puts a PNG into a folder of its own.
            where = folder / "argdown" if ending == "pdf" else folder / "images"
            made[f"argdown, {ending}"] = where / f"{given.argdown.stem}.{ending}"
        measured = turns(commands, options.runs, folder)
        aims = [Aim(ours.name, f"argdown, {ending}", 1)]
        yield from filter(None, (comparisons(measured, aims), costs(measured), _sizes(made)))


def _theirs(argdown: str | None, ending: str, given: Files, folder: Path) -> tuple[str, ...] | str:
    """What argdown's file is made with; or why it cannot be."""
    if argdown is None:
        return f"argdown, {ending}: not here"
    if ending == "pdf":
        return (argdown, "map", "-f", ending, str(given.argdown), str(folder / "argdown"))
    try:
        modules = install_argdown_png()
        words = ("node", str(_SCRIPT), str(modules), str(given.argdown))
        run(Command("argdown, png", words, 120), folder)
    except (Missing, Failed) as problem:
        return f"argdown, png: {problem}"
    return words


def _sizes(made: dict[str, Path]) -> str:
    """How large the files are, and of pictures how many pixels they have."""
    return "; ".join(
        f"{name}: {path.stat().st_size:,} bytes{_pixels(path)}"
        for name, path in made.items()
        if path.exists()
    )


def _pixels(path: Path) -> str:
    if path.suffix != ".png":
        return ""
    across, down = struct.unpack(">II", path.read_bytes()[16:24])
    return f", {across:,} × {down:,} pixels"
