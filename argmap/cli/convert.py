"""``argmap convert``: a map from one format to another, with a word about everything that does not come over."""

from __future__ import annotations

import argparse
from pathlib import Path

from argmap.cli.files import (
    LARGE,
    NAMES,
    STREAM,
    Failure,
    Progress,
    add_files,
    check_output,
    load,
    tell,
    write,
)


def add(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Add the words of the command."""
    parser = commands.add_parser(
        "convert", help="write a map in another format",
        description="Write a map in another format. What does not come over is said on standard error.",
    )  # fmt: skip
    add_files(parser, "OUT")
    parser.add_argument("--to", choices=NAMES, help="the format of OUT, when its name does not say it")
    parser.add_argument(
        "--strict", action="store_true", help="fail, and write nothing, when anything would be lost"
    )
    parser.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> int:
    """Convert the map; 0 when it is written, losses or not (unless --strict)."""
    from argmap import formats

    target = arguments.to or _by_ending(arguments.output)
    check_output(arguments.output)
    debate = load(arguments.input, arguments.format, arguments.strict)
    Progress(large=len(debate.nodes) > LARGE)(f"writing {len(debate.nodes):,} cards")
    text, report = formats.dump(debate, target)
    tell(report, arguments.strict)
    write(arguments.output, text)
    return 0


def _by_ending(output: str) -> str:
    from argmap import formats

    ending = Path(output).suffix.lower()
    for known in formats.FORMATS.values():
        if output != STREAM and ending in known.endings:
            return known.name
    endings = ", ".join(sorted({each for known in formats.FORMATS.values() for each in known.endings}))
    raise Failure(
        f"The format of the output is not clear: add --to json or --to argdown, or end its name in {endings}."
    )
