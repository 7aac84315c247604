"""argmap beside the reference tool of Argdown: starting up, and from Argdown to a picture.

    python -m bench.argdown [--quick] [--runs N] [--sizes N ...] [--patience S] [--markdown FILE]

It runs whole commands as people run them, taking turns, so that whatever else the machine does meets all of
them alike; the ratios are worked out turn by turn. Nothing here passes or fails.
"""

from __future__ import annotations

import argparse
import datetime as dt
import os
import platform
import shutil
import sys
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from bench.debates import Debate, generate, write
from bench.measure import Command, Failed, Series, note, rounds
from bench.peers import Missing, install_argdown, install_argmap, version
from bench.tables import Aim, comparisons, costs

ARGMAP, TREE, ARGDOWN = "argmap", "argmap, tree layout", "argdown"
EMPTY, ISOLATED = "empty Python", "empty Python, isolated"
LARGE_SECONDS = 5.0


@dataclass(frozen=True, slots=True)
class Programs:
    """The commands to compare; `argdown` is missing where there is no Node.js."""

    argmap: str
    python: str
    argdown: str | None


def main() -> int:
    options = _options()
    with tempfile.TemporaryDirectory(prefix="argmap-bench-") as name:
        folder = Path(name)
        argmap = Path(options.argmap).absolute() if options.argmap else install_argmap(folder / "environment")
        beside = argmap.with_name("python")
        python = str(beside) if beside.exists() else sys.executable
        try:
            programs = Programs(str(argmap), python, str(install_argdown()))
            missing = ""
        except Missing as peer:
            programs = Programs(str(argmap), python, None)
            missing = f"Missing, and so not compared: {peer}"
        text = "\n\n".join(_report(programs, options, folder, missing)) + "\n"
    if options.markdown:
        Path(options.markdown).write_text(text, "utf-8")
    return 0


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        prog="python -m bench.argdown", description="argmap beside Argdown's own tool."
    )
    parser.add_argument("--runs", type=int, default=7, metavar="N", help="turns of every comparison (7)")
    parser.add_argument("--sizes", type=int, nargs="+", metavar="N", help="statements (100 1000 10000)")
    parser.add_argument(
        "--patience", type=float, default=30, metavar="S", help="seconds until argdown is given up (30)"
    )
    parser.add_argument(
        "--quick", action="store_true", help="a first impression: 3 turns, 100 and 1000 statements"
    )
    parser.add_argument(
        "--argmap", metavar="COMMAND", help="an argmap to measure; else its wheel is built and installed"
    )
    parser.add_argument("--markdown", metavar="FILE", help="write the results to this file too")
    options = parser.parse_args()
    if options.quick:
        options.runs = min(options.runs, 3)
    options.sizes = options.sizes or ([100, 1000] if options.quick else [100, 1000, 10_000])
    if options.runs < 1 or min(options.sizes) < 1:
        parser.error("--runs and --sizes take whole numbers from 1 on")
    return options


def _report(programs: Programs, options: argparse.Namespace, folder: Path, missing: str) -> Iterator[str]:
    """The sections of the report, each printed as soon as it is known."""

    def shown(text: str) -> str:
        print(text, end="\n\n", flush=True)
        return text

    yield shown(_machine(programs))
    if missing:
        yield shown(missing)
    yield shown("### Starting up: `--version`")
    measured = _start(programs, options.runs, folder)
    aims = [Aim(ARGMAP, ARGDOWN, 0.2), Aim(ARGMAP, EMPTY, 8), Aim(ARGMAP, ISOLATED), Aim(ARGDOWN, EMPTY)]
    yield from map(shown, _tables(measured, aims))
    for size in options.sizes:
        yield shown(f"### From Argdown to SVG: {size:,} statements")
        debate = generate(size)
        measured = _draw(programs, debate, options, folder)
        aims = [Aim(ARGMAP, ARGDOWN, 0.2), Aim(TREE, ARGDOWN, 0.2), Aim(TREE, ARGMAP)]
        yield from map(shown, _tables(measured, aims))
        yield from map(shown, _remarks(measured, debate, folder))


def _machine(programs: Programs) -> str:
    versions = [
        version(programs.argmap, "--version"),
        version(programs.python, "--version"),
        f"@argdown/cli {version(programs.argdown, '--version')}" if programs.argdown else "",
        f"Node.js {version('node', '--version')}" if programs.argdown else "",
        version("dot", "-V"),
        f"{platform.system()} on {platform.machine()}, {os.cpu_count()} cores",
        dt.datetime.now(dt.UTC).date().isoformat(),
    ]
    return "; ".join(filter(None, versions))


def _tables(measured: list[Series], aims: list[Aim]) -> Iterator[str]:
    yield from filter(None, (comparisons(measured, aims), costs(measured)))


def _start(programs: Programs, runs: int, folder: Path) -> list[Series]:
    commands = [Command(ARGMAP, (programs.argmap, "--version"))]
    if programs.argdown:
        commands.append(Command(ARGDOWN, (programs.argdown, "--version")))
    commands.append(Command(EMPTY, (programs.python, "-c", "pass")))
    commands.append(Command(ISOLATED, (programs.python, "-I", "-c", "pass")))
    note("starting up")
    rounds(commands, 1, folder)  # so that every file has been read once
    return rounds(commands, 3 * runs, folder)


def _draw(programs: Programs, debate: Debate, options: argparse.Namespace, folder: Path) -> list[Series]:
    source = folder / f"debate-{debate.size}.argdown"
    source.write_text(write(debate), "utf-8")
    commands = []
    for name, layout in ((ARGMAP, "auto"), (TREE, "tree")):
        picture = str(_picture(name, debate, folder))
        commands.append(
            Command(name, (programs.argmap, "render", str(source), "-o", picture, "--layout", layout))
        )
    if programs.argdown:
        # It names the picture after its source, in the folder that it is given.
        words = (programs.argdown, "map", "-f", "svg", str(source), str(folder / "argdown"))
        commands.append(Command(ARGDOWN, words, options.patience))
    note(f"{debate.size:,} statements, {source.stat().st_size / 1000:,.0f} kB")
    return rounds(commands, options.runs, folder)


def _picture(name: str, debate: Debate, folder: Path) -> Path:
    if name == ARGDOWN:
        return folder / "argdown" / f"debate-{debate.size}.svg"
    return folder / f"{name.replace(', ', '-').replace(' ', '-')}-{debate.size}.svg"


def _remarks(measured: list[Series], debate: Debate, folder: Path) -> Iterator[str]:
    """What was really drawn, so that nobody wins by doing nothing; and how the largest map did."""
    drawn = []
    for series in measured:
        name = series.command.name
        if series.costs:
            svg = _picture(name, debate, folder).read_text("utf-8")
            drawn.append(f"{name} {debate.shown(svg):,} ({len(svg) / 1e6:.1f} MB)")
    yield f"Statements that can be read in the picture, of {debate.size:,}: {'; '.join(drawn)}."
    if debate.size >= 10_000 and (costs := measured[0].costs):
        most = max(cost.cpu for cost in costs)
        met = "met" if most <= LARGE_SECONDS else "not met"
        yield f"Aim for argmap alone: at most {LARGE_SECONDS:g} s of CPU; it took {most:.2f} s at most: {met}."


if __name__ == "__main__":
    if os.name != "posix":
        sys.exit("These measurements need wait4, which this system does not have.")
    if shutil.which("dot") is None:
        note("There is no dot here: argmap will use its own layout throughout.")
    try:
        sys.exit(main())
    except Failed as problem:
        sys.exit(str(problem))
