"""The files that ``argmap render`` writes: which one is meant, and how it is made."""

from __future__ import annotations

import argparse
from pathlib import Path

from argmap.cli.files import STREAM, Failure

TYPE_CHECKING = False  # as in argmap/__init__.py
if TYPE_CHECKING:
    from collections.abc import Collection, Mapping

    from argmap.diagram.look import Look
    from argmap.diagram.marks import Mark
    from argmap.documents.orders import Order, Taken
    from argmap.model import ArgumentMap

_ENDINGS = {"": "svg", ".svg": "svg", ".png": "png", ".pdf": "pdf", ".html": "html", ".htm": "html"}
_PATIENCE = 600.0  # seconds: nobody waits behind a command, as they do on a server
_SIZES = "A4, A3, A2, A1 or A0"


def add(parser: argparse.ArgumentParser) -> None:
    """Add the words that say how a file is made."""
    parser.add_argument(
        "--scale", type=int, metavar="1-4", default=1, help="PNG: how many times as large as the SVG"
    )
    parser.add_argument(
        "--paper", metavar="SIZE", default="auto",
        help=f"PDF: {_SIZES}; by default the smallest on which the map is read with ease",
    )  # fmt: skip
    parser.add_argument(
        "--report", action="store_true",
        help="PDF: the question, where it stands, the map, the outline, weak points and sources, on pages",
    )  # fmt: skip
    parser.add_argument(
        "--poster", action="store_true",
        help="PDF: a poster of the size --paper (usually A1), or larger if it must be, in tiles that any printer prints, with a plan",
    )  # fmt: skip
    parser.add_argument(
        "--tiles", metavar="SIZE", default="A4", help="the size of a poster's tiles; A4 by default"
    )
    parser.add_argument(
        "--social", action="store_true",
        help="PNG: the picture of 1200 by 630 that stands for a map where its address is passed on",
    )  # fmt: skip


def order(arguments: argparse.Namespace) -> Order:
    """The file that is asked for. Raises `Failure` for an ending that there is not, or words that do not go with it."""
    ending = "" if arguments.output == STREAM else Path(arguments.output).suffix.lower()
    if ending not in _ENDINGS:
        raise Failure(
            f"argmap render writes SVG, PNG, PDF and HTML files, not '{ending}'. End the name of the output in "
            ".svg, .png, .pdf or .html."
        )
    # The ending decides; where there is none, what only one kind of file can be.
    form = _ENDINGS[ending]
    if not ending and (arguments.report or arguments.poster or arguments.paper != "auto"):
        form = "pdf"
    elif not ending and (arguments.social or arguments.scale != 1):
        form = "png"
    from argmap.documents.orders import Order
    from argmap.documents.problems import NotMade

    try:
        return Order(
            form, arguments.scale, arguments.paper, arguments.report, arguments.poster, arguments.tiles,
            arguments.social,
        )  # fmt: skip
    except NotMade as problem:
        raise Failure(str(problem)) from None


def made(
    debate: ArgumentMap,
    order: Order,
    look: Look,
    *,
    marks: Mapping[str, Mark] | None,
    faint: Collection[str],
    badges: Mapping[str, str] | None = None,
) -> Taken:
    """The file. Raises `Failure` when it cannot be made."""
    from argmap.documents.orders import Setting, carried_out
    from argmap.documents.problems import NotMade

    found = None
    if order.report:
        from argmap.analysis.report import analyze

        found = analyze(debate)
    try:
        return carried_out(
            debate,
            order,
            Setting(
                look=look, marks=marks, faint=faint, badges=badges, found=found, cut=False, seconds=_PATIENCE
            ),
        )
    except NotMade as problem:
        raise Failure(str(problem)) from None
