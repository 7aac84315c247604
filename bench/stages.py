"""Where argmap's own time goes, stage by stage, for whoever wants to make it quicker.

    python -m bench.stages [--size N] [--layout auto|graphviz|tree] [--profile STAGE]

The first figures are those of a fresh process, imports and all, as the command line meets them.
"""

from __future__ import annotations

import argparse
import cProfile
import pstats
import resource
import sys
import time
from collections.abc import Callable
from typing import Any

from bench.debates import generate, write


class Clock:
    """Runs one stage after the other and prints the computing time of each; profiles one of them if asked."""

    def __init__(self, profiled: str | None) -> None:
        self._profiled = profiled

    def __call__(self, stage: str, work: Callable[[], Any]) -> Any:
        """Run a stage and hand on what it makes."""
        profile = cProfile.Profile() if stage == self._profiled else None
        children = _children()
        began = time.process_time()
        made = profile.runcall(work) if profile else work()
        own = time.process_time() - began
        print(
            f"{stage:<10} {own * 1000:8.1f} ms, and {(_children() - children) * 1000:8.1f} ms in other programs"
        )
        if profile:
            pstats.Stats(profile).sort_stats("tottime").print_stats(25)
        return made


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m bench.stages")
    parser.add_argument("--size", type=int, default=1000, metavar="N", help="statements (1000)")
    parser.add_argument("--layout", default="auto", choices=["auto", "graphviz", "tree"])
    parser.add_argument("--profile", choices=["formats", "read", "diagram", "plan", "render", "again"])
    options = parser.parse_args()
    text = write(generate(options.size))
    run = Clock(options.profile)
    formats = run("formats", _formats)
    debate, _report = run("read", lambda: formats.load(text, format="argdown"))
    drawing = run("diagram", _diagram)
    run("plan", lambda: drawing.plan(debate, options.layout))
    picture = run("render", lambda: drawing.render(debate, layout=options.layout))
    _forget()
    run("again", lambda: drawing.render(debate, layout=options.layout))
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / (
        1 << 20 if sys.platform == "darwin" else 1024
    )
    print(
        f"{picture.layout} layout, {len(picture.svg) / 1e6:.1f} MB of SVG, {peak:.0f} MB of memory at the peak"
    )


def _formats() -> Any:
    from argmap import formats

    formats.load("[A]: Yes.", format="argdown")
    return formats


def _diagram() -> Any:
    from argmap.diagram import drawing

    return drawing


def _forget() -> None:
    """What was drawn and laid out is remembered; here it is to be done again, by a process that is warm."""
    from argmap.diagram.layout.kept import LAYOUTS
    from argmap.diagram.remembered import DRAWINGS

    LAYOUTS.clear()
    DRAWINGS.clear()


def _children() -> float:
    usage = resource.getrusage(resource.RUSAGE_CHILDREN)
    return usage.ru_utime + usage.ru_stime


if __name__ == "__main__":
    main()
