"""``argmap classroom``: rooms for all who are on the same network, with an address that their devices can open."""

from __future__ import annotations

import argparse
import sys

from argmap.cli.files import Failure, say, show
from argmap.cli.serve import PORT, common, default_database, reached

EVERYWHERE = "0.0.0.0"  # noqa: S104 - the whole network is whom it is for

_NONE = (
    "No address was found at which other devices could reach this one. Connect it to their network and start again,\n"
    "or say the address with --public-url."
)


def add(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Add the words of the command."""
    classroom = commands.add_parser(
        "classroom",
        help="serve rooms to everybody on the same network",
        description="Serve maps and rooms to every device on the same network: it says the address that they can open,"
        " and rooms are told to people by it.",
    )
    common(classroom, f"{PORT}, or the next one that is free", host=False)
    reached(classroom, "http://maps.school.example", "found by itself")
    classroom.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> int:
    """Serve until interrupted; 0 then."""
    from dataclasses import replace

    from argmap.web.reach import addresses
    from argmap.web.server import Server, Unservable

    database = arguments.database or default_database()
    try:
        server = Server.prepare(EVERYWHERE, arguments.port, PORT, database, others=True)
    except Unservable as problem:
        raise Failure(str(problem)) from None
    found = [f"http://{host}:{server.port}" for host in addresses()]
    base = arguments.public_url or (found[0] if found else None)
    server = replace(server, public=base)
    show("Stop it with Ctrl+C.")
    show(f"argmap is at {base}/" if base else f"argmap is at {server.address}")
    show(f"Open a room: {base or server.address.rstrip('/')}/rooms/new")
    if base is None:
        say(_NONE)
    elif arguments.public_url is None:
        for other in found[1:]:
            show(
                f"If other devices cannot open that address, this machine has another one: --public-url {other}"
            )
        show(f"If they cannot open it at all: {base}/help/network")
    if sys.stdout is not None:
        sys.stdout.flush()
    server.run()
    say("Stopped.")
    return 0
