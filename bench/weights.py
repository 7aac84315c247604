"""How much is sent to a browser: bytes of pictures and of scripts, as they are and compressed (gzip, level 9)."""

from __future__ import annotations

import gzip
import subprocess
from collections.abc import Iterator, Mapping
from pathlib import Path

from bench import peers
from bench.graphs import Files
from bench.measure import clean_environment
from bench.peers import Missing
from bench.tables import Row, table

# The picture as it stands in a page, and where the scripts of the pages are.
_INLINE = """
import sys
from pathlib import Path
from argmap import load
from argmap.assets import static
from argmap.diagram.drawing import plan
from argmap.diagram.inline import inline
from argmap.diagram.words import ENGLISH
made = inline(plan(load(Path(sys.argv[1]))[0], "tree"), words=ENGLISH, link="?card={}".format, chosen=None)
open(sys.argv[2], "w").write(made.svg)
print(static())
"""
# d3-graphviz brings its Graphviz along, and asks for d3.
_D3 = ("d3/dist/d3.min.js", "d3-graphviz/build/d3-graphviz.min.js")
_WEB_COMPONENT = ("@argdown/web-components/dist/argdown-map.umd.cjs",)


def report(argmap: str, argdown: str | None, given: Mapping[int, Files], folder: Path) -> Iterator[str]:
    """A table of pictures, and one of scripts."""
    python = str(Path(argmap).with_name("python"))
    rows: list[Row] = []
    static = ""
    for size, each in given.items():
        if size > 1000:
            continue
        file, inline = folder / "weighed.svg", folder / "inline.svg"
        _run((argmap, "render", str(each.argdown), "-o", str(file)))
        static = _run((python, "-c", _INLINE, str(each.argdown), str(inline))).strip()
        rows.append((f"{size:,}", "argmap, file with its fonts", *_sizes(file)))
        rows.append((f"{size:,}", "argmap, in a page", *_sizes(inline)))
        if argdown:
            _run((argdown, "map", "-f", "svg", str(each.argdown), str(folder / "weighed")))
            rows.append(
                (
                    f"{size:,}",
                    "argdown, file without fonts",
                    *_sizes(folder / "weighed" / f"{each.argdown.stem}.svg"),
                )
            )
    yield table(("statements", "picture", "bytes", "compressed"), rows)
    yield table(("scripts", "bytes", "compressed"), list(_scripts(static)))


def _scripts(static: str) -> Iterator[Row]:
    ours = sorted(Path(static).glob("*.js"))
    yield ("argmap, all scripts of all its pages", *_sizes(*ours))
    try:
        modules = peers.install_npm("viewers", *peers.VIEWERS)
    except Missing as peer:
        yield (f"not compared: {peer}", "", "")
        return
    yield ("d3-graphviz, with d3 and Graphviz", *_sizes(*(modules / each for each in _D3)))
    yield (
        "argdown's web component, for a picture made elsewhere",
        *_sizes(*(modules / each for each in _WEB_COMPONENT)),
    )


def _sizes(*files: Path) -> tuple[str, str]:
    """The bytes of files, and those of each compressed by itself, as they are sent."""
    read = [each.read_bytes() for each in files]
    return f"{sum(map(len, read)):,}", f"{sum(len(gzip.compress(each, 9)) for each in read):,}"


def _run(words: tuple[str, ...]) -> str:
    said = subprocess.run(
        words, capture_output=True, text=True, check=True, timeout=300, env=clean_environment()
    )
    return said.stdout
