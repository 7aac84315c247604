"""``argmap doctor``: what argmap found on this machine, and what would make it better."""

from __future__ import annotations

import argparse

from argmap import __version__
from argmap.cli.files import EXAMPLE, examples, show


def add(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Add the words of the command."""
    parser = commands.add_parser(
        "doctor",
        help="say what was found on this machine",
        description="Say what argmap found on this machine.",
    )
    parser.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> int:
    """Print the findings; 0 when argmap can draw, 1 when the installation is broken."""
    import platform

    del arguments
    sound = True
    rows = [
        ("argmap", __version__),
        ("Python", f"{platform.python_version()} on {platform.platform(terse=True)}"),
    ]
    rows.append(("layouts", _layouts()))
    rows.append(("PNG and PDF", _typesetter()))
    for name, check in (("fonts", _fonts), ("templates", _templates)):
        try:
            rows.append((name, check()))
        except (OSError, RuntimeError) as problem:
            rows.append((name, f"MISSING: {problem} Install argmap again."))
            sound = False
    rows.append(("bundled maps", "\n".join(EXAMPLE + path.stem for path in examples()) or "none"))
    for name, finding in rows:
        first, *rest = finding.split("\n")
        show(f"{name:<14}{first}")
        for line in rest:
            show(" " * 14 + line)
    return 0 if sound else 1


def _layouts() -> str:
    """Which program lays out, the one that is asked first; those that do not run, and why."""
    from argmap.diagram.layout import MOST_FOR_GRAPHVIZ
    from argmap.diagram.layout.engines import engines

    working, broken = [], []
    for engine in engines():
        whose = "installed with argmap" if engine.carried else "installed on this machine"
        try:
            working.append(f"{engine.program} ({engine.version()}), {whose}")
        except OSError as problem:
            broken.append(f"{engine.program} does not run: {problem}")
    tree = f"tree: argmap's own, for maps of more than {MOST_FOR_GRAPHVIZ:,} boxes"
    if not working:
        missing = broken or ["Graphviz was not found."]
        return "\n".join(["tree only", *missing, "Install argmap again, or Graphviz, for its layout."])
    first, *others = working
    return "\n".join([f"graphviz: {first}", *(f"  if that fails: {each}" for each in others), *broken, tree])


def _typesetter() -> str:
    from argmap.documents import press
    from argmap.documents.problems import NotMade

    try:
        return f"yes ({press.version()}), with fonts of our own alone"
    except NotMade as problem:
        return f"no: {problem} SVG and HTML files do without."


def _fonts() -> str:
    from argmap.assets import static
    from argmap.diagram.fonts import FAMILY, slices

    for each in slices():
        for file in each.files.values():
            if not (static() / "fonts" / file).is_file():
                raise OSError(f"the font file {file} is not there.")
    return f"{FAMILY}, carried in every picture, for: {', '.join(each.script for each in slices())}"


def _templates() -> str:
    from argmap.assets import templates

    return str(templates())
