"""One preferred extension: argmap beside clingo, pygarg and PyArg; then the grounded one, cruxes, what-if, starting up.

    python -m bench.analysis [--quick] [--runs N] [--sizes N ...] [--patience S] [--markdown FILE]

Each run is a process of its own, which reads a generated framework, builds what the program works on, and then says
how much computing the question alone took, and its peak memory. argmap and clingo take turns, and the ratios are
worked out turn by turn; the other two are asked once, and no more when they did not finish. Nothing here passes or
fails.
"""

from __future__ import annotations

import argparse
import json
import platform
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from bench.frameworks import SHAPES, generate
from bench.measure import PEAK, Command, clean_environment, note, rounds, spread
from bench.peers import CHECKOUT
from bench.questions import on_maps
from bench.tables import Row, costs, table

AIM, AIM_GROUNDED, AIM_START = 0.5, 0.1, 0.25
GROUNDED_SIZE = 100_000

_READ = (
    """
import json, sys, time
sys.path[:0] = json.loads(sys.argv[2])
with open(sys.argv[1]) as file:
    size, attacks = json.load(file)
names = [str(number) for number in range(1, size + 1)]
def tell(began, found):
    took = time.process_time() - began
    print(json.dumps([took, peak_memory(), sorted(map(int, found))]))
"""
    + PEAK
)
_ARGMAP = """
from argmap.analysis.framework import Framework
from argmap.analysis.extensions import one
import pysat.solvers
framework = Framework.numbered(names, [tuple(pair) for pair in attacks])
began = time.process_time()
tell(began, one(framework, "{semantics}"))
"""
_CLINGO = """
import clingo
program = '''{in(X)} :- arg(X). :- in(X), in(Y), att(X,Y). beaten(X) :- in(Y), att(Y,X).
:- in(X), att(Y,X), not beaten(Y). #show in/1.'''
facts = "".join(["arg(%s)." % name for name in names] + ["att(%d,%d)." % tuple(pair) for pair in attacks])
found = []
began = time.process_time()
control = clingo.Control(["--heuristic=Domain", "--enum-mode=domRec", "--dom-mod=3,16", "1"])
control.add("base", [], program + facts)
control.ground([("base", [])])
control.solve(on_model=lambda model: found.extend(each.arguments[0].number for each in model.symbols(shown=True)))
tell(began, found)
"""
_PYGARG = """
from pygarg.dung.solver import compute_some_extension
pairs = [[str(one), str(other)] for one, other in attacks]
began = time.process_time()
tell(began, compute_some_extension(names, pairs, "PR"))
"""
_PYARG = """
from py_arg.abstract_argumentation_classes.abstract_argumentation_framework import AbstractArgumentationFramework
from py_arg.abstract_argumentation_classes.argument import Argument
from py_arg.abstract_argumentation_classes.defeat import Defeat
from py_arg.algorithms.semantics.get_preferred_extensions import get_preferred_extensions
arguments = [Argument(name) for name in names]
defeats = [Defeat(arguments[one - 1], arguments[other - 1]) for one, other in attacks]
framework = AbstractArgumentationFramework("", arguments, defeats)
began = time.process_time()
tell(began, [each.name for each in min(get_preferred_extensions(framework), key=str)])
"""
ENGINES = {
    "argmap": _ARGMAP.format(semantics="preferred"),
    "clingo": _CLINGO,
    "pygarg": _PYGARG,
    "PyArg": _PYARG,
}
PACKAGES = {"pygarg": "pygarg", "PyArg": "python-argumentation"}
ONCE = tuple(PACKAGES)


@dataclass(slots=True)
class Engine:
    """One program on one framework: what each run took, and the extension it found."""

    name: str
    source: str
    file: Path
    paths: list[str]
    seconds: list[float] = field(default_factory=list)
    memory: float = 0.0
    found: frozenset[int] | None = None
    failed: str = ""

    def ask(self, patience: float) -> None:
        """Run it once more, unless it failed before."""
        if self.failed:
            return
        words = [sys.executable, "-c", _READ + self.source, str(self.file), json.dumps(self.paths)]
        try:
            said = subprocess.run(
                words,
                capture_output=True,
                text=True,
                timeout=patience,
                cwd=CHECKOUT,
                check=False,
                env=clean_environment(),
            )
        except subprocess.TimeoutExpired:
            self.failed = f"> {patience:.0f} s"
            return
        if said.returncode:
            self.failed = (said.stderr.strip().splitlines() or ["failed"])[-1][:60]
            return
        took, peak, found = json.loads(said.stdout)
        self.seconds.append(took)
        self.memory = max(self.memory, peak)
        self.found = frozenset(found)

    def __str__(self) -> str:
        if not self.seconds:
            return self.failed
        low, middle, high = (1_000 * each for each in spread(self.seconds))
        shown = f"{middle:,.1f} ms" if low == high else f"{low:,.1f}, **{middle:,.1f}**, {high:,.1f} ms"
        return f"{shown} ({self.memory:.0f} MB)"


def install(folder: Path) -> tuple[dict[str, list[str]], list[str]]:
    """Where the other programs are, and what is to be said of those that cannot be had."""
    found: dict[str, list[str]] = {"argmap": [], "clingo": []}
    missing = []
    for name, package in PACKAGES.items():
        note(f"installing {package}")
        words = [sys.executable, "-m", "pip", "--disable-pip-version-check", "install", "--quiet", "--target"]
        said = subprocess.run(
            [*words, str(folder / name), package], capture_output=True, text=True, timeout=300, check=False
        )
        if said.returncode:
            missing.append(f"Missing, and so not compared: {name} (pip could not install {package}).")
        else:
            found[name] = [str(folder / name)]
    return found, missing


def preferred(options: argparse.Namespace, paths: dict[str, list[str]], folder: Path) -> Iterator[Row]:
    """A row for each framework."""
    given_up: set[tuple[str, str]] = set()
    for size in options.sizes:
        for shape in SHAPES:
            note(f"  {shape}, {size:,} arguments")
            file = folder / f"{shape} {size}.json"
            attacks = generate(shape, size)
            file.write_text(json.dumps([size, attacks]), "utf-8")
            engines = {name: Engine(name, ENGINES[name], file, path) for name, path in paths.items()}
            for name, engine in engines.items():
                if (shape, name) in given_up:
                    engine.failed = "not asked"
            for turn in range(options.runs):
                for name, engine in engines.items():
                    if name not in ONCE or not turn:
                        engine.ask(options.patience)
            given_up |= {(shape, name) for name, engine in engines.items() if engine.failed}
            yield (f"{shape}, {size:,}", f"{len(attacks):,}", *_shown(engines))


def _shown(engines: dict[str, Engine]) -> Row:
    argmap, clingo = engines["argmap"], engines["clingo"]
    pairs = list(zip(argmap.seconds, clingo.seconds, strict=False))
    ratio = spread([one / other for one, other in pairs]) if pairs else (0.0, 0.0, 0.0)
    met = "met" if ratio[1] <= AIM else "not met"
    compared = f"{ratio[0]:.2f}, **{ratio[1]:.2f}**, {ratio[2]:.2f}; {met}" if pairs else ""
    sizes = "/".join("-" if engine.found is None else str(len(engine.found)) for engine in engines.values())
    return (
        str(argmap),
        str(clingo),
        compared,
        *(str(engines[name]) for name in ONCE if name in engines),
        sizes,
    )


def grounded(options: argparse.Namespace, folder: Path) -> Iterator[Row]:
    """A row for each shape."""
    for shape in SHAPES:
        note(f"  grounded, {shape}, {GROUNDED_SIZE:,} arguments")
        file = folder / "grounded.json"
        attacks = generate(shape, GROUNDED_SIZE)
        file.write_text(json.dumps([GROUNDED_SIZE, attacks]), "utf-8")
        engine = Engine("argmap", _ARGMAP.format(semantics="grounded"), file, [])
        for _ in range(options.runs):
            engine.ask(options.patience)
        middle = spread(engine.seconds)[1] if engine.seconds else float("inf")
        found = len(engine.found or ())
        yield (
            shape,
            f"{len(attacks):,}",
            f"{found:,}",
            str(engine),
            "met" if middle <= AIM_GROUNDED else "not met",
        )


def start_up(options: argparse.Namespace, folder: Path) -> str:
    """The whole process, as people run it: with this Python, and with argmap as it stands in the checkout."""
    small = folder / "small.af"
    small.write_text("p af 4\n1 2\n2 1\n2 3\n3 4\n", "utf-8")
    run = f"import sys; sys.path.insert(0, {str(CHECKOUT)!r}); from argmap.cli import main; sys.exit(main())"
    words = (sys.executable, "-c", run, "solve", "-f", str(small), "-p")
    commands = [
        Command("empty Python", (sys.executable, "-c", "pass"), options.patience),
        Command("argmap solve -p SE-GR", (*words, "SE-GR"), options.patience),
        Command("argmap solve -p SE-PR", (*words, "SE-PR"), options.patience),
    ]
    return costs(rounds(commands, options.runs, folder))


def report(options: argparse.Namespace, folder: Path) -> Iterator[str]:
    """The figures as tables, each as soon as it is there."""
    paths, missing = install(folder / "peers")
    yield f"Python {platform.python_version()}, {platform.system()}, {platform.machine()}; {options.runs} turns."
    yield from missing
    yield "### One preferred extension: computing time of the question alone, and peak memory of the process"
    names = [name for name in ONCE if name in paths]
    head = ("framework", "attacks", "argmap", "clingo", f"ratio to clingo; aim {AIM:g}", *names, "accepted")
    yield table(head, preferred(options, paths, folder))
    yield "PyArg finds all preferred extensions, having no way to ask for one. Extensions may differ, and so their sizes."
    yield f"### The grounded extension of {GROUNDED_SIZE:,} arguments"
    yield table(
        ("framework", "attacks", "accepted", "argmap", f"aim {AIM_GROUNDED:g} s"), grounded(options, folder)
    )
    yield "### What is asked about a map: computing time, and peak memory of the process with the map in it"
    yield table(
        ("what", "cards", "CPU: min, median, max", "peak memory", "found", "aim"), on_maps(options.runs)
    )
    yield f"### Starting up on a framework of four arguments (aim: {AIM_START:g} s of computing)"
    yield start_up(options, folder)


def main() -> int:
    parser = argparse.ArgumentParser(
        prog="python -m bench.analysis", description=(__doc__ or "").splitlines()[0]
    )
    parser.add_argument(
        "--quick", action="store_true", help="a first impression: 3 turns, up to 1,000 arguments"
    )
    parser.add_argument("--runs", type=int, default=7, metavar="N", help="turns (7)")
    parser.add_argument("--sizes", type=int, nargs="+", metavar="N", help="arguments (100 1000 10000)")
    parser.add_argument(
        "--patience", type=float, default=20, metavar="S", help="seconds until one run is given up (20)"
    )
    parser.add_argument("--markdown", metavar="FILE", help="write the results to this file too")
    options = parser.parse_args()
    if options.quick:
        options.runs = min(options.runs, 3)
    options.sizes = options.sizes or ([100, 1_000] if options.quick else [100, 1_000, 10_000])
    parts = []
    with tempfile.TemporaryDirectory(prefix="argmap-bench-") as name:
        for part in report(options, Path(name)):
            print(part, end="\n\n", flush=True)
            parts.append(part)
    if options.markdown:
        Path(options.markdown).write_text("\n\n".join(parts) + "\n", "utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
