"""``argmap render``: a map as a picture."""

from __future__ import annotations

import argparse
from pathlib import Path

from argmap.cli.files import (
    LARGE,
    STREAM,
    Failure,
    Progress,
    add_files,
    check_output,
    load,
    say,
    write,
)


def add(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Add the words of the command."""
    parser = commands.add_parser(
        "render", help="draw a map as an SVG picture", description="Draw a map as an SVG picture."
    )
    add_files(parser, "OUT.svg")
    parser.add_argument(
        "--layout", choices=["auto", "graphviz", "tree"], default="auto",
        help="who places the cards: Graphviz, or a quick tidy tree; auto is Graphviz for all but very large maps",
    )  # fmt: skip
    parser.add_argument(
        "--palette", choices=["default", "classic", "dark", "mono"], default="default",
        help="the colours; the default keeps apart for everybody, mono is for photocopies",
    )  # fmt: skip
    parser.add_argument("--strict", action="store_true", help="fail when anything in IN would be lost")
    parser.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> int:
    """Draw the map; 0 when the picture is written."""
    ending = Path(arguments.output).suffix.lower()
    if arguments.output != STREAM and ending not in (".svg", ""):
        raise Failure(f"argmap render writes SVG pictures, not '{ending}'. Name the output '….svg'.")
    check_output(arguments.output)
    debate = load(arguments.input, arguments.format, arguments.strict)
    progress = Progress(large=len(debate.nodes) > LARGE)
    progress(f"drawing {len(debate.nodes):,} cards")
    from argmap.diagram import render

    drawing = render(debate, layout=arguments.layout, palette=arguments.palette)
    for note in drawing.notes:
        say(f"Note: {note}")
    progress("writing the picture")
    write(arguments.output, drawing.svg)
    return 0
