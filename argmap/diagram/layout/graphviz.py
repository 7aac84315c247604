"""Graphviz's `dot` as a layout: it is given boxes and edges under names of ours, and its places are read.

The program runs apart: nothing in its environment but the search path and the switch that keeps it from
opening files, limits on time, memory and output, its own process group, at most one per core.
"""

from __future__ import annotations

import os
import re
import shutil
import signal
import subprocess
from collections.abc import Sequence
from pathlib import Path
from threading import BoundedSemaphore

from argmap.diagram.layout import ROOT_GAP, SIBLING_GAP, STEP, LayoutFailed
from argmap.messages import Message

SECONDS = 20
"""How long `dot` may take, on the clock and in computing time."""

_MEMORY_KB = 2_000_000
_OUTPUT_BLOCKS = 200_000
_INCH = 72  # a point of dot's is a pixel of ours
_CARD = 230
_LIMITS = 'ulimit -t {seconds}; ulimit -f {blocks}; ulimit -v {memory} 2>/dev/null; exec "$0" "$@"'
_turns = BoundedSemaphore(os.cpu_count() or 1)


def find() -> str | None:
    """Where the `dot` program is; None when there is none on the search path."""
    found = shutil.which("dot")
    # Windows looks in the current folder first; a program that lies there by chance is not run.
    if found is not None and Path(found).resolve().parent == Path.cwd() and os.name == "nt":
        return None
    return found


def version(program: str) -> str:
    """What `dot` says of itself, such as ``dot - graphviz version 2.43.0 (0)``; OSError when it does not run."""
    shown = subprocess.run(
        [program, "-V"], capture_output=True, text=True, check=False, timeout=SECONDS, env=_environment()
    )
    said = (shown.stderr or shown.stdout).strip()
    if shown.returncode != 0 or not said:
        raise OSError(said or f"exit {shown.returncode}")
    return said


def place(heights: Sequence[float], children: Sequence[Sequence[int]], roots: Sequence[int]) -> list[float]:
    """The top of every box as `dot` places them. Raises `LayoutFailed`, never anything else of the program's."""
    program = find()
    if program is None:
        raise LayoutFailed(
            Message(
                "Graphviz's dot was not found, so the tree layout was used. Install Graphviz for the other one."
            )
        )
    if not heights:
        return []
    with _turns:
        drawn = _run(program, _graph(heights, children, roots))
    return _tops(drawn, heights)


def _graph(heights: Sequence[float], children: Sequence[Sequence[int]], roots: Sequence[int]) -> bytes:
    """The forest in DOT, under one box that is not shown, so that the trees keep their order."""
    from graphviz import Digraph

    gap = SIBLING_GAP / _INCH
    graph = Digraph(
        graph_attr={
            "rankdir": "LR", "ordering": "out", "nodesep": f"{gap:.4f}", "ranksep": f"{(STEP - _CARD) / _INCH:.4f}",
            "splines": "line", **({"mclimit": "0.5"} if len(heights) > 300 else {}),
        },
        node_attr={"shape": "box", "fixedsize": "true", "label": "", "width": f"{_CARD / _INCH:.4f}"},
        edge_attr={"arrowhead": "none"},
    )  # fmt: skip
    graph.node("top", width="0.01", height="0.01")
    for root in roots:
        graph.edge("top", f"b{root}")
    extra = ROOT_GAP - SIBLING_GAP if len(roots) > 1 else 0
    is_root = set(roots)
    for box, height in enumerate(heights):
        graph.node(f"b{box}", height=f"{(height + (extra if box in is_root else 0)) / _INCH:.4f}")
        for child in children[box]:
            graph.edge(f"b{box}", f"b{child}")
    source: str = graph.source
    return source.encode("ascii")


def _run(program: str, graph: bytes) -> str:
    command = [program, "-Tsvg"]
    if os.name == "posix":
        limits = _LIMITS.format(seconds=SECONDS, blocks=_OUTPUT_BLOCKS, memory=_MEMORY_KB)
        command = ["/bin/sh", "-c", limits, *command]
    try:
        running = subprocess.Popen(
            command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE,
            env=_environment(), start_new_session=os.name == "posix",
        )  # fmt: skip
    except OSError as error:
        raise _failed(str(error)) from error
    try:
        drawn, complaint = running.communicate(graph, timeout=SECONDS)
    except subprocess.TimeoutExpired:
        _end(running)
        raise _failed(f"it took longer than {SECONDS} s") from None
    except BaseException:
        _end(running)
        raise
    if running.returncode != 0:
        raise _failed(complaint.decode("utf-8", "replace").strip()[:200] or f"exit {running.returncode}")
    return drawn.decode("utf-8", "replace")


def _end(running: subprocess.Popen[bytes]) -> None:
    """Stop the program and whatever it started, and wait until it is gone."""
    if os.name == "posix":
        os.killpg(running.pid, signal.SIGKILL)
    else:
        running.kill()
    running.communicate()


def _environment() -> dict[str, str]:
    kept = {"PATH": os.environ.get("PATH", os.defpath), "SERVER_NAME": "argmap"}
    if os.name == "nt":  # programs do not start there without it
        kept["SYSTEMROOT"] = os.environ.get("SYSTEMROOT", "")
    return kept


def _failed(why: str) -> LayoutFailed:
    return LayoutFailed(
        Message("Graphviz could not lay this map out ({why}), so the tree layout was used.", {"why": why})
    )


# In dot's SVG every node is a group that begins with its name and its outline. Coordinates there keep two
# decimals at any size, which those of the plain and dot formats do not.
_BOX = re.compile(r'<title>b(\d+)</title>\s*<polygon [^>]*?points="([^"]*)"')


def _tops(drawn: str, heights: Sequence[float]) -> list[float]:
    tops: list[float | None] = [None] * len(heights)
    for match in _BOX.finditer(drawn):
        box = int(match[1])
        ys = [float(point.partition(",")[2]) for point in match[2].split()]
        # A root's box was made a little higher to keep the trees apart: its card stands in the middle.
        tops[box] = (min(ys) + max(ys) - heights[box]) / 2
    found = [top for top in tops if top is not None]
    if len(found) != len(tops):
        raise _failed("its answer was not complete")
    return found
