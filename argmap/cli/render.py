"""``argmap render``: a map as a picture, on paper, or as a page in one file."""

from __future__ import annotations

import argparse

from argmap.cli import writing
from argmap.cli.files import (
    LARGE,
    Failure,
    Progress,
    add_files,
    check_output,
    load,
    say,
    write,
)

TYPE_CHECKING = False  # as in argmap/__init__.py


if TYPE_CHECKING:
    from argmap.diagram.look import Look
    from argmap.diagram.marks import Mark
    from argmap.model import ArgumentMap

BADGES = ("verdict", "strength", "author")
"""What a card can say of itself."""

_LOOK = (
    ("layout", ("auto", "graphviz", "tree", "facing"),
     "Graphviz, a quick tidy tree, auto (Graphviz for all but very large maps), or facing: two positions across a question"),
    ("palette", ("default", "classic", "dark", "mono"),
     "the colours; the default keeps apart for everybody, mono is for photocopies"),
    ("density", ("screen", "projector", "print"),
     "for what the type is set: a screen, a projector (large, few lines), paper (small, the whole text)"),
    ("view", ("full", "simple"),
     "full, or simple: because, but and source alone, without linked premises and undercuts"),
    ("direction", ("auto", "ltr", "rtl"),
     "from which side one reads: as the map's language does, from the left, or from the right"),
)  # fmt: skip


def add(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Add the words of the command."""
    parser = commands.add_parser(
        "render",
        help="draw a map as a picture, on paper, or as a page in one file",
        description="Draw a map. The ending of OUT says as what: .svg, .png, .pdf or .html.",
    )
    add_files(parser, "OUT.svg|png|pdf|html")
    writing.add(parser)
    for name, choices, says in _LOOK:
        parser.add_argument(f"--{name}", choices=choices, default=choices[0], help=says)
    parser.add_argument(
        "--close", metavar="GROUP", action="append", default=[],
        help="draw a group as one card, by its id or its title; may be given several times",
    )  # fmt: skip
    parser.add_argument(
        "--badges", metavar="LIST", type=badges, default=(),
        help="what each card says of itself: verdict (stands, open, does not stand), strength, author, or several, with "
        "commas; nothing by default",
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
    from argmap.diagram.badges import authors

    marks, faint = (
        _verdicts(debate, arguments.badges) if _judges(arguments.badges) else (None, frozenset[str]())
    )
    written = {node.author: node.author for node in debate.nodes.values() if node.author}
    signed = authors(debate, written) if "author" in arguments.badges else None
    made = writing.made(debate, order, look(debate, arguments), marks=marks, faint=faint, badges=signed)
    for note in made.notes:
        say(f"Note: {note}")
    progress("writing the file")
    write(arguments.output, made.data)
    return 0


def look(debate: ArgumentMap, arguments: argparse.Namespace) -> Look:
    """How the map is to be drawn. Raises `Failure` for what cannot be."""
    from argmap.diagram.look import Look, UnknownLook, unclosable

    titles = {group.title: group.id for group in debate.groups.values()}
    closed = frozenset(each if each in debate.groups else titles.get(each, each) for each in arguments.close)
    try:
        wrong = unclosable(closed, debate.groups)
        if wrong is not None:
            raise wrong
        return Look(closed=closed, **{name: getattr(arguments, name) for name, _, _ in _LOOK})
    except UnknownLook as error:
        raise Failure(str(error)) from None


def _judges(asked: tuple[str, ...]) -> bool:
    return "verdict" in asked or "strength" in asked


def _verdicts(debate: ArgumentMap, asked: tuple[str, ...]) -> tuple[dict[str, Mark], frozenset[str]]:
    """What the cards say of themselves, and which lines are drawn lighter: those of arguments that do not count."""
    from argmap.service.verdicts import UNSETTLED, verdicts

    found = verdicts(debate)
    if "strength" in asked and not found.strengths.converged:
        say(f"Note: {UNSETTLED}")
    marks = found.marks(verdict="verdict" in asked, strength="strength" in asked)
    return marks, found.failing if "verdict" in asked else frozenset()
