"""Gradual strengths in a large framework: argmap beside formal-argumentation, and all sensitivities of one argument.

    python -m bench.strength [--quick] [--runs N] [--arguments N] [--pairs N] [--patience S] [--markdown FILE]

Every run is a process of its own that makes the framework by a seeded dice and then works it out once; told is the
computing time of that alone, with what each program does first to check and store it, but without starting Python,
importing numpy or making the framework. The programs take turns. Nothing here passes or fails.
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

from bench.measure import note, spread
from bench.peers import CHECKOUT
from bench.tables import Row, table

PEER = "formal-argumentation"
ABSENT = (
    "QBAF-Py and Uncertainpy are not on PyPI as packages that can be installed (the latter's name belongs to another "
    "program), and so are not compared."
)
AIM = 0.4
SEMANTICS = ("qe", "dfquad", "euler", "mlp")
SHAPES = ("no circles", "circles")

_FRAMEWORK = """
import json, random, resource, sys, time
arguments, pairs, circles = {arguments}, {pairs}, {circles}
dice = random.Random(1)
names = ["n%d" % number for number in range(arguments)]
base = {{name: dice.random() for name in names}}
told = {{}}
while len(told) < pairs:
    one, other = dice.randrange(arguments), dice.randrange(arguments)
    if one != other:
        pair = (one, other) if circles else (min(one, other), max(one, other))
        told[names[pair[0]], names[pair[1]]] = dice.random() < 0.5
supports = [pair for pair, supporting in told.items() if supporting]
attacks = [pair for pair, supporting in told.items() if not supporting]
def peak():
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
def say(cpu, converged, values, before):
    some = [values[name] for name in names[:: max(1, arguments // 50)]]
    print(json.dumps([cpu, converged, before, peak(), some]))
"""

_ARGMAP = """
import numpy, scipy.sparse.csgraph
from argmap.analysis.gradual import large
from argmap.analysis.strength import strengths
before, began = peak(), time.process_time()
found = strengths(base, supports, attacks, {semantics!r})
say(time.process_time() - began, found.converged, found.values, before)
"""

_SLOPES = """
from argmap.analysis.gradual.large import LargeNetwork
from argmap.analysis.strength import checked
framework = checked(base, supports, attacks, "qe")
network = LargeNetwork(framework.rule, framework.weights, framework.pro, framework.con)
values, outcome = network.settled()
# The topic: among some fifty of the younger half, the one on which most others bear.
reach = lambda place: sum(slope != 0 for slope in network.slopes(values, place).by_weight.values())
topic = max(range(arguments - 1, arguments // 2, -max(1, arguments // 100)), key=reach)
network.slopes(values, topic)
before, began = peak(), time.process_time()
found = network.slopes(values, topic)
cpu = time.process_time() - began
print(json.dumps([cpu, outcome.converged and found.settled, before, peak(), [reach(topic)]]))
"""

_PEER = """
sys.path.insert(0, {folder!r})
from argumentation.gradual.gradual import WeightedBipolarGraph, quadratic_energy_strengths_discrete
before, began = peak(), time.process_time()
graph = WeightedBipolarGraph(frozenset(names), base, frozenset(attacks), frozenset(supports))
found = quadratic_energy_strengths_discrete(graph)
say(time.process_time() - began, found.converged, found.strengths, before)
"""


@dataclass(slots=True)
class Case:
    """What is run, in turns: seconds of computing for each, megabytes at the peak, and a sample of the answer."""

    name: str
    source: str
    shape: str
    costs: list[float] = field(default_factory=list)
    memory: tuple[float, float] = (0.0, 0.0)
    answer: list[float] = field(default_factory=list)
    converged: bool = False
    unfinished: str = ""

    def run(self, patience: float) -> None:
        """Run it once, unless it did not finish before."""
        if self.unfinished:
            return
        words = [sys.executable, "-c", self.source]
        try:
            said = subprocess.run(
                words, capture_output=True, text=True, timeout=patience, cwd=CHECKOUT, check=False
            )
        except subprocess.TimeoutExpired:
            self.unfinished = f"not finished in {patience:.0f} s"
            return
        if said.returncode != 0:
            self.unfinished = f"failed: {said.stderr.strip().splitlines()[-1][:80]}"
            return
        cpu, self.converged, before, after, self.answer = json.loads(said.stdout)
        self.costs.append(cpu)
        self.memory = before, max(self.memory[1], after)


def cases(options: argparse.Namespace, peer: str | None) -> Iterator[Case]:
    for shape in SHAPES:
        made = _FRAMEWORK.format(arguments=options.arguments, pairs=options.pairs, circles=shape == "circles")
        for semantics in SEMANTICS[: 1 if options.quick else None]:
            yield Case(f"argmap, {semantics}", made + _ARGMAP.format(semantics=semantics), shape)
        if peer:
            yield Case(f"{PEER}, qe", made + _PEER.format(folder=peer), shape)
        yield Case("argmap, all sensitivities (qe)", made + _SLOPES, shape)


def install(folder: Path) -> str | None:
    """The peer from PyPI in a folder of its own; None where it cannot be had."""
    pip = [sys.executable, "-m", "pip", "--quiet", "--disable-pip-version-check", "install"]
    note(f"installing {PEER}")
    said = subprocess.run(
        [*pip, "--only-binary", ":all:", "--target", str(folder), PEER],
        capture_output=True,
        text=True,
        timeout=300,
        check=False,
    )
    return str(folder) if said.returncode == 0 else None


def report(measured: list[Case], options: argparse.Namespace, peer: str | None) -> str:
    """The figures as one table, and how far the answers are apart."""
    first = {case.shape: case for case in reversed(measured) if case.name == "argmap, qe"}
    rows: list[Row] = []
    for case in measured:
        if not case.costs:
            rows.append((case.name, case.shape, case.unfinished, "", "", "", ""))
            continue
        low, middle, high = spread(case.costs)
        own, slopes = first[case.shape], "sensitivities" in case.name
        ratio = spread([one / other for one, other in zip(case.costs, own.costs, strict=False)])[1]
        apart = max(abs(a - b) for a, b in zip(case.answer, own.answer, strict=False))
        same = f"{apart:.0e}" if case.name.endswith(", qe") else f"of {case.answer[0]:,.0f}" if slopes else ""
        met = f"at most {AIM:g} s: {'met' if middle <= AIM else 'not met'}"
        rows.append((
            case.name, case.shape, f"{low:.3f}, **{middle:.3f}**, {high:.3f} s", f"{ratio:.2f}",
            f"{case.memory[1]:.0f} MB ({case.memory[0]:.0f} before)",
            same + ("" if case.converged else ", not converged"),
            met if case.name.startswith("argmap") and not slopes else "",
        ))  # fmt: skip
    head = ("program", "framework", "CPU: min, median, max", "to argmap, qe", "peak memory", "apart", "aim")
    lines = [
        f"### Gradual strengths: {options.arguments:,} arguments, {options.pairs:,} pairs",
        (
            f"Python {platform.python_version()}, {platform.system()}, {platform.machine()}; {options.runs} turns, "
            f"each program given {options.patience:g} s. Peak memory is that of the whole process. Apart: the "
            "greatest difference from argmap's strengths in a sample of 50; for sensitivities, on how many base "
            "scores the topic hangs."
        ),
        table(head, rows),
        ABSENT if peer else f"{PEER} could not be installed, and so is not compared. {ABSENT}",
    ]
    return "\n\n".join(lines) + "\n"


def main() -> int:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--quick", action="store_true", help="a first impression: 2 turns, one semantics")
    parser.add_argument("--runs", type=int, default=7)
    parser.add_argument("--arguments", type=int, default=100_000)
    parser.add_argument("--pairs", type=int, default=150_000)
    parser.add_argument("--patience", type=float, default=60, help="seconds until a run is given up")
    parser.add_argument("--markdown", help="write the tables here too")
    options = parser.parse_args()
    if options.quick:
        options.runs = 2
    with tempfile.TemporaryDirectory(prefix="argmap-bench-") as folder:
        peer = install(Path(folder))
        measured = list(cases(options, peer))
        for turn in range(options.runs):
            note(f"  turn {turn + 1} of {options.runs}")
            for case in measured:
                case.run(options.patience)
        text = report(measured, options, peer)
    print(text)
    if options.markdown:
        Path(options.markdown).write_text(text, "utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
