"""``argmap hash``: the hash of a map, to see whether it is the one that was frozen."""

from __future__ import annotations

import argparse

from argmap.cli.files import add_input, load, show


def add(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Add the words of the command."""
    parser = commands.add_parser(
        "hash",
        help="say the SHA-256 of a map, as a frozen snapshot has it",
        description="Say the SHA-256 of a map as argmap JSON. For the file of a frozen snapshot it is the hash that its page shows,"
        " even after the file was indented or its items were put in another order.",
    )
    add_input(parser)
    parser.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> int:
    """Say the hash of a map; 0 then."""
    from argmap.formats.canonical import canonical, fingerprint

    show(f"{fingerprint(canonical(load(arguments.input, arguments.format, False)))}  {arguments.input}")
    return 0
