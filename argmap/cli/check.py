"""``argmap check``: what a teacher would mark on a map, a line for each finding."""

from __future__ import annotations

import argparse

from argmap.cli.files import LARGE, Progress, add_input, load, show

FINDINGS = 1
_GRAVITY = {1: "serious", 2: "weak", 3: "hint"}


def add(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Add the words of the command."""
    parser = commands.add_parser(
        "check", help="list the weak points of a map",
        description="List what is weak, missing, doubled, circular or one-sided on a map, and what to do about it.",
        epilog="exit codes: 0 nothing found, 1 findings, 2 unusable input or words",
    )  # fmt: skip
    add_input(parser)
    parser.add_argument("--json", action="store_true", help="write JSON for programs")
    parser.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> int:
    """List the findings; 1 when there are any."""
    debate = load(arguments.input, arguments.format, strict=False)
    Progress(large=len(debate.nodes) > LARGE)(f"checking {len(debate.nodes):,} cards")
    import json

    from argmap.analysis.report import analyze

    report = analyze(debate)
    if arguments.json:
        show(json.dumps({"findings": report.record()["findings"]}, ensure_ascii=False, indent=2))
    else:
        for each in report.findings:
            show(
                f"{_GRAVITY[each.severity]}: {each.message} {each.suggestion} [{each.rule}{' ' * bool(each.on)}{each.on}]"
            )
        if not report.findings:
            show("Nothing to mark.")
    return FINDINGS if report.findings else 0
