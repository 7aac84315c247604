"""``argmap analyze``: what a debate amounts to, as a report to read or as JSON."""

from __future__ import annotations

import argparse
import shutil
import sys

from argmap.cli.files import LARGE, Failure, Progress, add_input, load, show

BURDENS = ("presume", "prove")
STANDARDS = ("none", "scintilla", "preponderance", "clear", "beyond-doubt", "dialectical")
SEMANTICS = ("dfquad", "qe", "euler", "mlp", "hcat", "hmax", "hcard", "social")
_WIDEST = 100


def add(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Add the words of the command."""
    parser = commands.add_parser(
        "analyze", help="say what a debate amounts to, and why",
        description="Say where each position stands, why, what would change it, and where the map is weak.",
    )  # fmt: skip
    add_input(parser)
    add_settings(parser)
    parser.add_argument("--json", action="store_true", help="write JSON for programs")
    parser.set_defaults(run=run)


def add_settings(parser: argparse.ArgumentParser) -> None:
    """Add how a map is judged."""
    parser.add_argument(
        "--burden", choices=BURDENS, default="presume",
        help="presume: claims count until they are challenged (default); prove: only what has been shown counts",
    )  # fmt: skip
    parser.add_argument(
        "--standard", choices=STANDARDS, default="none",
        help="how a reason and an attack that meet are weighed; none leaves it open (default)",
    )  # fmt: skip
    parser.add_argument(
        "--semantics", choices=SEMANTICS, default="qe", help="how strengths are worked out (default: qe)"
    )


def run(arguments: argparse.Namespace) -> int:
    """Say what the debate amounts to; 0 when it is said."""
    debate = load(arguments.input, arguments.format, strict=False)
    Progress(large=len(debate.nodes) > LARGE)(f"analysing {len(debate.nodes):,} cards")
    import json
    from dataclasses import replace

    from argmap.analysis.report import Settings, analyze
    from argmap.cli.telling import told

    settings = Settings(arguments.semantics, arguments.burden, arguments.standard)
    try:
        report = analyze(debate, settings)
        if arguments.json:
            show(json.dumps(report.record(), ensure_ascii=False, indent=2))
            return 0
        other = analyze(debate, replace(settings, burden=BURDENS[arguments.burden == "presume"]))
    except ValueError as error:
        raise Failure(str(error)) from None
    for line in told(report, other, _width()):
        show(line)
    return 0


def _width() -> int:
    return min(_WIDEST, shutil.get_terminal_size((80, 24)).columns) if sys.stdout else 80
