"""argmap's diagrams beside those of others: from a file to a picture, layouts alone, and what is sent to a browser.

    python -m bench.diagram [--quick] [--runs N] [--sizes N ...] [--patience S] [--argmap COMMAND] [--markdown FILE]

The programs take turns on the same debates, so that whatever else the machine does meets all of them alike; the ratios
are worked out turn by turn. Whatever takes longer than the patience is stopped, and said to be. Nothing passes or fails.
"""

from __future__ import annotations

import argparse
import datetime as dt
import os
import platform
import sys
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from bench import paper, peers, weights
from bench.graphs import Files, files
from bench.layouts import alone, thirty_six
from bench.measure import Command, Failed, Series, note, turns
from bench.peers import Missing
from bench.tables import Aim, comparisons, costs

HERE = Path(__file__).parent
ARGMAP, TREE = "argmap", "argmap, tree layout"
ARGDOWN, ARGUEBUF = "argdown", "arguebuf"
DAGRE, ELK = "dagre, layout only", "ELK, layout only"


@dataclass(slots=True)
class Programs:
    """The commands to compare; those that cannot be had here are missing, and `missing` says why."""

    argmap: str
    argdown: str | None = None
    arguebuf: str | None = None
    modules: str | None = None
    missing: list[str] = field(default_factory=list)


def main() -> int:
    options = _options()
    with tempfile.TemporaryDirectory(prefix="argmap-bench-") as name:
        folder = Path(name)
        programs = _programs(options, folder)
        text = "\n\n".join(_report(programs, options, folder)) + "\n"
    if options.markdown:
        Path(options.markdown).write_text(text, "utf-8")
    return 0


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        prog="python -m bench.diagram", description="argmap's diagrams beside others."
    )
    parser.add_argument("--runs", type=int, default=5, metavar="N", help="turns of every comparison (5)")
    parser.add_argument("--sizes", type=int, nargs="+", metavar="N", help="statements (36 100 1000 10000)")
    parser.add_argument(
        "--patience", type=float, default=60, metavar="S", help="seconds until a program is given up (60)"
    )
    parser.add_argument("--quick", action="store_true", help="a first impression: 3 turns, no 10,000")
    parser.add_argument(
        "--argmap", metavar="COMMAND", help="an argmap to measure; else its wheel is built and installed"
    )
    parser.add_argument("--markdown", metavar="FILE", help="write the results to this file too")
    options = parser.parse_args()
    if options.quick:
        options.runs = min(options.runs, 3)
    options.sizes = options.sizes or ([36, 100, 1000] if options.quick else [36, 100, 1000, 10_000])
    if options.runs < 1 or min(options.sizes) < 1:
        parser.error("--runs and --sizes take whole numbers from 1 on")
    return options


def _programs(options: argparse.Namespace, folder: Path) -> Programs:
    found = Programs(
        str(Path(options.argmap).absolute())
        if options.argmap
        else str(peers.install_argmap(folder / "environment"))
    )
    try:
        found.argdown = str(peers.install_argdown())
    except Missing as peer:
        found.missing.append(str(peer))
    try:
        found.arguebuf = str(peers.install_python(peers.ARGUEBUF))
    except Missing as peer:
        found.missing.append(str(peer))
    try:
        found.modules = str(peers.install_npm("layouters", *peers.LAYOUTERS))
    except Missing as peer:
        found.missing.append(str(peer))
    return found


def _report(programs: Programs, options: argparse.Namespace, folder: Path) -> Iterator[str]:
    """The sections of the report, each printed as soon as it is known."""

    def shown(text: str) -> str:
        print(text, end="\n\n", flush=True)
        return text

    yield shown(_machine(programs))
    for missing in programs.missing:
        yield shown(f"Missing, and so not compared: {missing}")
    given = {size: files(size, folder) for size in options.sizes}
    for size, each in given.items():
        yield shown(f"### From a file to SVG: {size:,} statements")
        measured = _pictures(programs, each, options, folder)
        aims = [Aim(one, other, 1) for other in (ARGDOWN, ARGUEBUF) for one in (ARGMAP, TREE)]
        # These two draw nothing: what they do is compared below, layout beside layout.
        aims += [Aim(one, other) for other in (DAGRE, ELK) for one in (ARGMAP, TREE)]
        yield from map(shown, filter(None, (comparisons(measured, aims), costs(measured))))
    for size, each in given.items():
        yield shown(f"### Layout alone, in a running process: {size:,} statements in {each.stacks:,} boxes")
        yield shown(alone(programs.argmap, programs.modules, each, options, folder))
    yield shown("### 36 statements in a running process")
    yield shown(thirty_six(programs.argmap, folder, options.runs))
    for size, each in given.items():
        if size <= paper.MOST:
            yield shown(f"### PDF and PNG: {size:,} statements")
            yield from map(shown, paper.report(programs.argmap, programs.argdown, each, options, folder))
    yield shown("### What is sent to a browser")
    yield from map(shown, weights.report(programs.argmap, programs.argdown, given, folder))


def _machine(programs: Programs) -> str:
    versions = [
        peers.version(programs.argmap, "--version"),
        f"@argdown/cli {peers.version(programs.argdown, '--version')}" if programs.argdown else "",
        peers.ARGUEBUF.replace("==", " ") if programs.arguebuf else "",
        ", ".join(peers.LAYOUTERS) if programs.modules else "",
        f"Node.js {peers.version('node', '--version')}" if programs.modules else "",
        peers.version("dot", "-V"),
        f"{platform.system()} on {platform.machine()}, {os.cpu_count()} cores",
        dt.datetime.now(dt.UTC).date().isoformat(),
    ]
    return "; ".join(filter(None, versions))


def _pictures(programs: Programs, given: Files, options: argparse.Namespace, folder: Path) -> list[Series]:
    """Whole commands: those that draw, and those that only lay out boxes whose sizes they are told."""
    source, patience = str(given.argdown), options.patience
    commands = [
        Command(
            name, (programs.argmap, "render", source, "-o", f"{layout}.svg", "--layout", layout), patience
        )
        for name, layout in ((ARGMAP, "auto"), (TREE, "tree"))
    ]
    if programs.argdown:
        drawn = (programs.argdown, "map", "-f", "svg", source, str(folder / "argdown"))
        commands.append(Command(ARGDOWN, drawn, patience))
    if programs.arguebuf:
        script = str(HERE / "arguebuf_picture.py")
        commands.append(
            Command(ARGUEBUF, (programs.arguebuf, script, str(given.arguebuf), "arguebuf.svg"), patience)
        )
    if programs.modules:
        for name, engine in ((DAGRE, "dagre"), (ELK, "elk")):
            script = str(HERE / "layouters.cjs")
            words = ("node", script, engine, programs.modules, str(given.boxes), "1")
            commands.append(Command(name, words, patience))
    note(f"{given.cards:,} cards")
    return turns(commands, options.runs, folder)


if __name__ == "__main__":
    if os.name != "posix":
        sys.exit("These measurements need wait4, which this system does not have.")
    try:
        sys.exit(main())
    except Failed as problem:
        sys.exit(str(problem))
