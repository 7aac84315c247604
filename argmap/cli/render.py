"""``argmap render``: a map as a picture, on paper, or as a page in one file."""

from __future__ import annotations

import argparse

from argmap.cli import writing
from argmap.cli.files import (
    LARGE,
    Progress,
    add_files,
    check_output,
    load,
    say,
    write,
)

TYPE_CHECKING = False  # as in argmap/__init__.py


if TYPE_CHECKING:
    from argmap.diagram.marks import Mark
    from argmap.model import ArgumentMap

BADGES = ("verdict", "strength")
"""What a card can say of itself."""


def add(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Add the words of the command."""
    parser = commands.add_parser(
        "render",
        help="draw a map as a picture, on paper, or as a page in one file",
        description="Draw a map. The ending of OUT says as what: .svg, .png, .pdf or .html.",
    )
    add_files(parser, "OUT.svg|png|pdf|html")
    writing.add(parser)
    parser.add_argument(
        "--layout", choices=["auto", "graphviz", "tree"], default="auto",
        help="who places the cards: Graphviz, or a quick tidy tree; auto is Graphviz for all but very large maps",
    )  # fmt: skip
    parser.add_argument(
        "--palette", choices=["default", "classic", "dark", "mono"], default="default",
        help="the colours; the default keeps apart for everybody, mono is for photocopies",
    )  # fmt: skip
    parser.add_argument(
        "--badges", metavar="LIST", type=badges, default=(),
        help="what each card says of itself: verdict (stands, open, does not stand), strength, or both, with a comma; "
        "nothing by default",
    )  # fmt: skip
    parser.add_argument("--strict", action="store_true", help="fail when anything in IN would be lost")
    parser.set_defaults(run=run)


def badges(given: str) -> tuple[str, ...]:
    """The badges that a list with commas asks for. Raises what argparse tells the person who typed it."""
    asked = tuple(filter(None, (each.strip() for each in given.split(","))))
    unknown = [each for each in asked if each not in BADGES]
    if unknown or not asked:
        what = f"there is no badge {unknown[0][:40]!r}" if unknown else "no badge is named"
        raise argparse.ArgumentTypeError(f"{what}; there are: {', '.join(BADGES)}")
    return asked


def run(arguments: argparse.Namespace) -> int:
    """Draw the map; 0 when the file is written."""
    order = writing.order(arguments)
    check_output(arguments.output)
    debate = load(arguments.input, arguments.format, arguments.strict)
    progress = Progress(large=len(debate.nodes) > LARGE)
    progress(f"drawing {len(debate.nodes):,} cards")
    from argmap.diagram.look import Look

    marks, faint = _verdicts(debate, arguments.badges) if arguments.badges else (None, frozenset[str]())
    look = Look(layout=arguments.layout, palette=arguments.palette)
    made = writing.made(debate, order, look, marks, faint)
    for note in made.notes:
        say(f"Note: {note}")
    progress("writing the file")
    write(arguments.output, made.data)
    return 0


def _verdicts(debate: ArgumentMap, asked: tuple[str, ...]) -> tuple[dict[str, Mark], frozenset[str]]:
    """What the cards say of themselves, and which lines are drawn lighter: those of arguments that do not count."""
    from argmap.service.verdicts import UNSETTLED, verdicts

    found = verdicts(debate)
    if "strength" in asked and not found.strengths.converged:
        say(f"Note: {UNSETTLED}")
    marks = found.marks(verdict="verdict" in asked, strength="strength" in asked)
    return marks, found.failing if "verdict" in asked else frozenset()
