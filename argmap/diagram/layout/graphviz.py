"""Graphviz as a layout: its `dot` is given boxes and edges under names of ours, and its places are read.

The program runs apart: nothing in its environment but the search path and the switch that keeps it from
opening files, limits on time, memory and output, its own process group, at most one per core.
"""

from __future__ import annotations

import os
import re
import signal
import subprocess
import sys
from collections.abc import Sequence
from threading import BoundedSemaphore

from argmap.diagram.layout import ROOT_GAP, SIBLING_GAP, STEP, LayoutFailed, TooSlow, kept
from argmap.diagram.layout.engines import Engine, engines, environment
from argmap.messages import Message

SECONDS = 20
"""How long `dot` may take, on the clock and in computing time."""

_MEMORY = 2_000_000_000
_OUTPUT = 100_000_000
_BLOCK = 512
_INCH = 72  # a point of dot's is a pixel of ours
_CARD = 230
_LIMITS = 'ulimit -t {seconds}; ulimit -f {blocks}; ulimit -v {memory} 2>/dev/null; exec "$0" "$@"'
_turns = BoundedSemaphore(os.cpu_count() or 1)


def place(heights: Sequence[float], children: Sequence[Sequence[int]], roots: Sequence[int]) -> list[float]:
    """The top of every box as Graphviz places them. Raises `LayoutFailed`, never anything else of the program's.

    A program that does not work is passed over for the next one; one that takes too long is not, since the next
    would be no quicker. What was placed, or took too long, is kept: the same boxes are not laid out twice.
    """
    if not heights:
        return []
    failure: LayoutFailed | None = None
    for engine in engines():
        try:
            return _placed(engine, heights, children, roots)
        except TooSlow:
            raise
        except LayoutFailed as problem:
            failure = failure or problem
    raise failure or LayoutFailed(
        Message(
            "Graphviz was not found, so the tree layout was used. Install argmap again, or Graphviz, for the other one."
        )
    )


def _placed(
    engine: Engine, heights: Sequence[float], children: Sequence[Sequence[int]], roots: Sequence[int]
) -> list[float]:
    key = kept.key(engine.program, heights, children, roots)
    known = kept.LAYOUTS.get(key)
    if isinstance(known, Message):
        raise TooSlow(known)
    if known is not None:
        return list(known)
    graph = _graph(heights, children, roots)
    try:
        with _turns:
            drawn = _run(engine.program, graph)
        tops = _tops(drawn, heights)
    except TooSlow as failure:
        kept.LAYOUTS.put(key, failure.message, 1)
        raise
    kept.LAYOUTS.put(key, tuple(tops), len(tops))
    return tops


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
    running = _started(program)
    try:
        drawn, complaint = running.communicate(graph, timeout=SECONDS)
    except subprocess.TimeoutExpired:
        _end(running)
        raise _too_slow() from None
    except BaseException:
        _end(running)
        raise
    if os.name == "posix" and running.returncode in (-signal.SIGXCPU, -signal.SIGKILL):
        raise _too_slow()
    if running.returncode != 0:
        raise _failed(complaint.decode("utf-8", "replace").strip()[:200] or f"exit {running.returncode}")
    return drawn.decode("utf-8", "replace")


def _started(program: str) -> subprocess.Popen[bytes]:
    """The program, within its limits, before it was given anything."""
    command = [program, "-Tsvg"]
    from_outside = sys.platform == "linux"  # a shell to set them takes as long again as a small layout
    if os.name == "posix" and not from_outside:
        limits = _LIMITS.format(seconds=SECONDS, blocks=_OUTPUT // _BLOCK, memory=_MEMORY // 1024)
        command = ["/bin/sh", "-c", limits, *command]
    try:
        running = subprocess.Popen(
            command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE,
            env=environment(), start_new_session=os.name == "posix",
        )  # fmt: skip
    except OSError as error:
        raise _failed(str(error)) from error
    if from_outside:
        try:
            _limit(running.pid)
        except ProcessLookupError:
            pass  # it has ended already, and will say why
        except OSError as error:
            _end(running)
            raise _failed(str(error)) from error
    return running


def _limit(process: int) -> None:
    """Bound the computing time, the output and the memory of a process, never beyond what binds it already."""
    import resource

    bounds = (
        (resource.RLIMIT_CPU, SECONDS),
        (resource.RLIMIT_FSIZE, _OUTPUT),
        (resource.RLIMIT_AS, _MEMORY),
    )
    for kind, most in bounds:
        hard = resource.prlimit(process, kind)[1]
        bound = most if hard == resource.RLIM_INFINITY else min(most, hard)
        resource.prlimit(process, kind, (bound, bound))


def _end(running: subprocess.Popen[bytes]) -> None:
    """Stop the program and whatever it started, and wait until it is gone."""
    if os.name == "posix":
        os.killpg(running.pid, signal.SIGKILL)
    else:
        running.kill()
    running.communicate()


def _failed(why: str, sort: type[LayoutFailed] = LayoutFailed) -> LayoutFailed:
    return sort(
        Message("Graphviz could not lay this map out ({why}), so the tree layout was used.", {"why": why})
    )


def _too_slow() -> LayoutFailed:
    return _failed(f"it took longer than {SECONDS} s", TooSlow)


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
