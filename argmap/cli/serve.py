"""``argmap serve`` and ``argmap demo``: the maps on pages of one's own, in a browser."""

from __future__ import annotations

import argparse
import os
import sys
from pathlib import Path
from urllib.parse import urlsplit

from argmap.cli.files import Failure, say, show

TYPE_CHECKING = False  # as in argmap/__init__.py
if TYPE_CHECKING:
    from argmap.web.server import Bounds

HOST, PORT = "127.0.0.1", 8000
_PATIENCE = 10.0


def add(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Add the words of the two commands."""
    serve = commands.add_parser(
        "serve",
        help="serve maps as web pages",
        description="Serve maps as web pages, to be made, changed and shared in a browser.",
    )
    common(serve, str(PORT))
    reached(serve, "https://maps.example.org", "as each visitor came")
    _bounds(serve)
    serve.set_defaults(run=run, demo=False)
    demo = commands.add_parser(
        "demo",
        help="open a bundled map in the browser",
        description="Serve maps as web pages, and open a bundled one in the browser.",
    )
    common(demo, f"{PORT}, or the next one that is free")
    demo.add_argument("--no-browser", action="store_true", help="only say the address")
    demo.set_defaults(run=run, demo=True)


def common(parser: argparse.ArgumentParser, port: str, *, host: bool = True) -> None:
    """Add what every command has that serves pages; `host`: the address to listen on can be said."""
    if host:
        parser.add_argument(
            "--host", default=HOST, help=f"the address to listen on (default {HOST}: this machine alone)"
        )
    parser.add_argument("--port", type=_port, help=f"the port to listen on (default {port})")
    parser.add_argument(
        "--database",
        metavar="PATH_OR_URL",
        help="where the maps are kept: a file (made if absent), or an address such as "
        "postgresql://user@host/argmap (default: a file in your data folder)",
    )


def reached(parser: argparse.ArgumentParser, example: str, default: str) -> None:
    """Add the address at which others reach the server, for commands that can be told it."""
    parser.add_argument(
        "--public-url",
        metavar="URL",
        type=public,
        help=f"the address at which others reach it, such as {example} (default: {default})",
    )


def public(given: str) -> str:
    """An address that others can be told: http or https, a host, perhaps a port, and nothing behind.

    >>> public("http://maps.school.example:8000/")
    'http://maps.school.example:8000'
    """
    try:
        parts = urlsplit(given)
        fits = parts.scheme in ("http", "https") and parts.hostname and parts.port != 0
    except ValueError:
        fits = False
    if not fits or parts.path not in ("", "/") or parts.query or parts.fragment or "@" in parts.netloc:
        raise argparse.ArgumentTypeError(
            f"'{given}' is no such address: give one like http://maps.school.example or http://192.168.1.20:8000"
        )
    if not given.isascii() or not given.isprintable() or " " in given:
        raise argparse.ArgumentTypeError(f"'{given}' has characters that stand in no address")
    return f"{parts.scheme}://{parts.netloc}"


def _bounds(parser: argparse.ArgumentParser) -> None:
    """Add what a server for everybody is given; without these nothing is bounded, and nothing forgotten."""
    parser.add_argument("--most-maps", type=_whole, metavar="N", help="keep so many maps at most")
    parser.add_argument(
        "--most-bytes", type=_size, metavar="SIZE",
        help="take nothing more in when the database has reached this size, such as 20GB",
    )  # fmt: skip
    parser.add_argument(
        "--most-map-bytes", type=_size, metavar="SIZE",
        help="how much one map may hold at most, such as 5MB, its history not counted",
    )  # fmt: skip
    parser.add_argument(
        "--forget-after", type=_whole, metavar="DAYS",
        help="delete maps that nobody has opened or changed for so many days; every map's page Share says so",
    )  # fmt: skip


_UNITS = {"": 1, "B": 1, "KB": 10**3, "MB": 10**6, "GB": 10**9, "TB": 10**12}


def _whole(given: str) -> int:
    if not (given.isascii() and given.isdigit() and 0 < int(given[:10]) == int(given)):
        raise argparse.ArgumentTypeError(f"'{given}' is no such number: give one from 1 on")
    return int(given)


def _size(given: str) -> int:
    """A size in bytes.

    >>> _size("500MB"), _size("2 gb"), _size("4096")
    (500000000, 2000000000, 4096)
    """
    number = given.rstrip("BKMGTbkmgt ")
    unit = _UNITS.get(given[len(number) :].strip().upper())
    if unit is None or not (number.isascii() and number.isdigit() and len(number) < 16 and int(number)):
        raise argparse.ArgumentTypeError(f"'{given}' is no size: give one like 500MB or 20GB")
    return int(number) * unit


def _port(given: str) -> int:
    if not (given.isascii() and given.isdigit() and int(given[:6]) < 65536):
        raise argparse.ArgumentTypeError(f"'{given}' is no port: give a number from 0 to 65535")
    return int(given)


def run(arguments: argparse.Namespace) -> int:
    """Serve until interrupted; 0 then."""
    from dataclasses import replace

    from argmap.web.server import Server, Unservable

    try:
        server = Server.prepare(
            arguments.host,
            arguments.port,
            PORT,
            arguments.database or default_database(),
            others=arguments.demo,
            bounds=None if arguments.demo else _bounded(arguments),
        )
    except Unservable as problem:
        raise Failure(str(problem)) from None
    if not arguments.demo:
        server = replace(server, public=arguments.public_url)
    address = server.demo if arguments.demo else server.address
    # Of an address that was given, which may hold a password, nothing is repeated.
    kept = "" if arguments.database else f"Maps are kept in {default_database()}. "
    show(f"{kept}Stop it with Ctrl+C.")
    show(f"argmap is at {address}")
    if server.public is not None:
        show(f"Links, codes and pages tell people this address: {server.public}/")
    if sys.stdout is not None:
        sys.stdout.flush()
    if arguments.demo and not arguments.no_browser and _has_screen():
        _open(address)
    server.run()
    say("Stopped.")
    return 0


def _bounded(arguments: argparse.Namespace) -> Bounds:
    from argmap.web.server import Bounds

    return Bounds(arguments.most_maps, arguments.most_bytes, arguments.most_map_bytes, arguments.forget_after)


def default_database() -> str:
    """The file in which maps are kept unless told otherwise."""
    import platformdirs

    return str(Path(platformdirs.user_data_dir("argmap", appauthor=False)) / "argmap.db")


def _has_screen() -> bool:
    """Whether a window can be opened. Without one, Python would start a browser inside this very terminal."""
    if sys.platform in ("win32", "darwin"):
        return True
    return bool(os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"))


def _open(address: str) -> None:
    """Open a page in the browser as soon as the server listens; where there is none, the address is enough."""
    import threading
    import webbrowser

    def show_page() -> None:
        if not webbrowser.open(address):
            say("No browser could be opened: open the address above in yours.")

    threading.Thread(target=show_page, daemon=True).start()
