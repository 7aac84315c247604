"""Which programs of Graphviz's there are on this machine: `dot` on the search path, and the one that came with argmap.

The second is installed by pip together with argmap (the package graphviz-pure: Graphviz 16 in one file that needs
nothing else), so that the layout is to be had on every machine.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

PACKAGE = "graphviz-pure"
"""The package that carries the program, and the name of the program in it."""

_PATIENCE = 20


@dataclass(frozen=True, slots=True)
class Engine:
    """A program that understands what `dot` does; `carried`: it was installed together with argmap."""

    program: str
    carried: bool

    def version(self) -> str:
        """What it says of itself, such as ``dot - graphviz version 2.43.0 (0)``; OSError when it does not run."""
        try:
            said = subprocess.run(
                [self.program, "-V"], capture_output=True, text=True, check=False, timeout=_PATIENCE,
                env=environment(),
            )  # fmt: skip
        except subprocess.TimeoutExpired:
            raise OSError(f"it said nothing for {_PATIENCE} s") from None
        told = (said.stderr or said.stdout).strip()
        if said.returncode != 0 or not told:
            raise OSError(told[:200] or f"exit {said.returncode}")
        return told.splitlines()[0]


def engines() -> Iterator[Engine]:
    """The programs that there are, in the order of asking: a Graphviz that somebody installed, then the carried one."""
    if (program := _on_the_path()) is not None:
        yield Engine(program, carried=False)
    if (program := _carried()) is not None:
        yield Engine(program, carried=True)


def environment() -> Mapping[str, str]:
    """All that a program sees of ours: the search path, and the switch that keeps Graphviz from opening files."""
    kept = {"PATH": os.environ.get("PATH", os.defpath), "SERVER_NAME": "argmap"}
    if os.name == "nt":  # programs do not start there without it
        kept["SYSTEMROOT"] = os.environ.get("SYSTEMROOT", "")
    return kept


def _on_the_path() -> str | None:
    found = shutil.which("dot")
    # Windows looks in the current folder first; a program that lies there by chance is not run.
    if found is not None and Path(found).resolve().parent == Path.cwd() and os.name == "nt":
        return None
    return found


@cache
def _carried() -> str | None:
    """Where pip put the program. That folder need not be on the search path, so pip's own list of files is asked."""
    beside = Path(sys.executable).with_name(PACKAGE + (".exe" if os.name == "nt" else ""))
    if os.access(beside, os.X_OK):  # in a virtual environment, and quicker to find
        return str(beside)
    from importlib.metadata import PackageNotFoundError, files

    try:
        listed = files(PACKAGE) or ()
    except PackageNotFoundError:
        return None
    for each in listed:
        if each.name in (PACKAGE, f"{PACKAGE}.exe"):
            path = Path(str(each.locate())).resolve()
            if os.access(path, os.X_OK):
                return str(path)
    return None
