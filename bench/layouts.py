"""Layouts alone, in processes that are warm; and what a picture of 36 statements takes in one, beside a bare `dot`."""

from __future__ import annotations

import argparse
import json
import shutil
import statistics
import subprocess
from collections.abc import Sequence
from pathlib import Path

from bench.graphs import Files
from bench.measure import Failed, clean_environment, note
from bench.tables import Row, table

HERE = Path(__file__).parent
MOST_FOR_GRAPHVIZ = 1500
_TIMES = 5

# What each layout takes in ms of computing, that of programs it starts included; nothing is kept from one to the next.
_OURS = """
import json, resource, sys, time
from argmap.diagram.layout import graphviz, kept, tree
graph = json.load(open(sys.argv[1]))
place = {"graphviz": graphviz.place, "tree": tree.place}[sys.argv[2]]
def used():
    return sum(sum(resource.getrusage(who)[:2]) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
took = []
for _ in range(int(sys.argv[3])):
    kept.LAYOUTS.clear()
    before = used()
    place(graph["heights"], graph["children"], graph["roots"])
    took.append((used() - before) * 1000)
print(json.dumps({"took": took}))
"""

# 36 statements, other ones each time, in a process that has drawn before; the same from memory; and `dot` on its own, as a
# process that is given the same boxes.
_WARM = """
import json, resource, subprocess, sys, textwrap, time
from pathlib import Path
from graphviz import Digraph
from argmap import load
from argmap.diagram import drawing, render
from argmap.diagram.layout import graphviz, kept
debates = [load(Path(path))[0] for path in sys.argv[2:]]
render(debates[0])
asked = []
place, make = graphviz.place, graphviz._graph
def noted(*boxes):
    asked.append(make(*boxes))
    return asked[-1]
graphviz._graph = noted
def clocked(work):
    began = time.perf_counter()
    work()
    return (time.perf_counter() - began) * 1000
def used():
    return sum(sum(resource.getrusage(who)[:2]) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
def computed(work):
    began = used()
    work()
    return (used() - began) * 1000
def bare(graph):
    subprocess.run([sys.argv[1], "-Tsvg"], input=graph, capture_output=True, check=True)
def written(debate):
    # As one would write the map for `dot`: a box with its text for every card, an edge for every premise.
    graph = Digraph(graph_attr={"rankdir": "LR", "ordering": "out"}, node_attr={"shape": "box", "fontsize": "13"})
    for node in debate.nodes.values():
        graph.node(node.id, label="\\\\n".join(textwrap.wrap(node.text, 36)))
    for relation in debate.relations.values():
        for premise in relation.premises:
            if relation.target in debate.nodes:
                graph.edge(relation.target, premise)
    return graph.source.encode()
found = {"cold": [], "tree": [], "boxes": [], "texts": [], "kept": []}
for debate in debates[1:]:
    found["cold"].append(computed(lambda: render(debate)))
    found["boxes"].append(computed(lambda: bare(asked[-1])))
    texts = written(debate)
    found["texts"].append(computed(lambda: bare(texts)))
    found["tree"].append(computed(lambda: render(debate, layout="tree")))
    found["kept"].append(clocked(lambda: render(debate)))
print(json.dumps(found))
"""


def alone(argmap: str, modules: str | None, given: Files, options: argparse.Namespace, folder: Path) -> str:
    """A table of what each layout takes: the median of the turns, each turn the median of several layouts."""
    python = str(Path(argmap).with_name("python"))
    ours = (python, "-c", _OURS, str(given.boxes))
    programs: dict[str, tuple[str, ...]] = {}
    if given.stacks <= MOST_FOR_GRAPHVIZ:
        programs["argmap, Graphviz"] = (*ours, "graphviz", str(_TIMES))
    programs["argmap, tree"] = (*ours, "tree", str(_TIMES))
    if modules:
        for engine, name in (("dagre", "dagre"), ("elk", "ELK")):
            script = str(HERE / "layouters.cjs")
            programs[name] = ("node", script, engine, modules, str(given.boxes), str(_TIMES))
    found: dict[str, list[float]] = {name: [] for name in programs}
    unfinished: set[str] = set()
    for turn in range(options.runs):
        note(f"  turn {turn + 1} of {options.runs}")
        for name, words in programs.items():
            if name in unfinished:
                continue
            took = _took(words, folder, options.patience)
            if took is None:
                unfinished.add(name)
            else:
                found[name].append(statistics.median(took["took"]))
    rows = [
        _row(
            name,
            found,
            name in unfinished,
            options.patience,
            [each for each in ("dagre", "ELK") if each in found],
        )
        for name in found
    ]
    return table(("layout", "CPU: median", "/ dagre", "/ ELK"), rows)


def _row(
    name: str, found: dict[str, list[float]], unfinished: bool, patience: float, others: Sequence[str]
) -> Row:
    if unfinished or not found[name]:
        return name, f"{_TIMES} layouts not finished in {patience:.0f} s", "", ""
    cells = [f"{statistics.median(found[name]):.1f} ms"]
    for other in ("dagre", "ELK"):
        pairs = list(zip(found[name], found.get(other, []), strict=False))
        ratio = statistics.median(a / b for a, b in pairs) if pairs else None
        cells.append("" if ratio is None or other == name or other not in others else f"{ratio:.3g}")
    return (name, *cells)


def thirty_six(argmap: str, folder: Path, turns: int) -> str:
    """What a picture of 36 statements takes in a running process: computing time of new ones, one that is remembered."""
    from bench.debates import generate, write

    dot = shutil.which("dot")
    if dot is None:
        return "There is no dot here to compare with."
    sources = []
    for number in range(4 * turns + 1):
        source = folder / f"small-{number}.argdown"
        source.write_text(write(generate(36, seed=number)), "utf-8")
        sources.append(str(source))
    python = str(Path(argmap).with_name("python"))
    found = _took((python, "-c", _WARM, dot, *sources), folder, 600)
    if found is None:
        return "Not finished."
    rows: list[Row] = [("a picture never drawn before, laid out by Graphviz", _ms(found["cold"]), "1", "")]
    for name, what, aim in (
        ("tree", "the same with the tree layout", ""),
        ("texts", "bare dot, which draws the same cards with their texts", "at most 1.5"),
        ("boxes", "bare dot, which draws the same boxes, empty", "at most 1.5"),
        ("kept", "a picture that is remembered (on the clock)", "1 ms"),
    ):
        ratio = statistics.median(a / b for a, b in zip(found["cold"], found[name], strict=True))
        rows.append((what, _ms(found[name]), f"{ratio:.2f}", aim))
    return table(("what", "CPU: median", "the first / this", "aim"), rows)


def _ms(values: list[float]) -> str:
    return f"{statistics.median(values):.3g} ms"


def _took(words: tuple[str, ...], folder: Path, patience: float) -> dict[str, list[float]] | None:
    """What a process printed as JSON; None when it was stopped because it took too long."""
    try:
        said = subprocess.run(
            words, cwd=folder, capture_output=True, text=True, check=False, timeout=patience,
            env=clean_environment(),
        )  # fmt: skip
    except subprocess.TimeoutExpired:
        return None
    if said.returncode != 0:
        raise Failed(f"{words[0]} ended with exit code {said.returncode}: {said.stderr.strip()[-500:]}")
    made: dict[str, list[float]] = json.loads(said.stdout)
    return made
