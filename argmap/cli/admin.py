"""``argmap admin``: for whoever runs a server, what is kept there, and the deleting of it."""

from __future__ import annotations

import argparse
from pathlib import Path

from argmap.cli.files import Failure, say, show
from argmap.cli.serve import default_database

TYPE_CHECKING = False  # as in argmap/__init__.py
if TYPE_CHECKING:
    from argmap.service.admin import Kept
    from argmap.service.shelf import Shelf

_WIDE = 60  # characters of a title
_SIZES = "{:<12}  {:>6}  {:<10}  {:<10}  {:<10}  {:<6}  {:>6}  {:<6}  {:>7}  {}"
_REASON = 400  # characters of a report


def add(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Add the words of the commands."""
    admin = commands.add_parser(
        "admin",
        help="list, hide and delete the maps of a server, and see what people report",
        description="For whoever runs a server: what is kept there, whoever made it. It may run beside the server.",
    )
    doing = admin.add_subparsers(title="what to do", metavar="WHAT", required=True)
    every = doing.add_parser("list", help="name every map and room", description="Name every map and room.")
    every.add_argument(
        "--reported", action="store_true", help="those alone that somebody has reported, with what they said"
    )
    _database(every, _list)
    hide = doing.add_parser(
        "hide",
        help="take a map from all who may not change it",
        description="Let only those open a map who may change all of it: links to read it, the keys of participants and"
        " its snapshots open nothing any more, its room is locked, and it is not public. It can be shared no further.",
    )
    unhide = doing.add_parser(
        "show",
        help="let a hidden map be shared again",
        description="Let a map that was hidden be shared again by whoever may change it. It stays secret until they do.",
    )
    dismiss = doing.add_parser(
        "dismiss",
        help="put the reports about a map away",
        description="Put what people reported about a map away: it may stay as it is.",
    )
    delete = doing.add_parser(
        "delete",
        help="delete a map wholly",
        description="Delete a map wholly: its cards, its history, its links, its room and the names in it.",
    )
    purge = doing.add_parser(
        "purge",
        help="erase the names whose time has come, and old maps",
        description="Erase the names of rooms whose time has come and, with --days, delete the maps that nobody has"
        " opened or changed for so long. Then the database is written anew, so that nothing of it is left.",
    )
    purge.add_argument(
        "--days", type=int, metavar="N", help="delete maps that nobody has opened or changed for N days too"
    )
    for parser in (hide, unhide, dismiss, delete):
        parser.add_argument("map", metavar="MAP", help="the id of the map, as argmap admin list has it")
    for parser in (delete, purge):
        parser.add_argument("--yes", action="store_true", help="do it: maps that are deleted are gone")
    does = {hide: _hide, unhide: _show, dismiss: _dismiss, delete: _delete, purge: _purge}
    for parser, function in does.items():
        _database(parser, function)


def _database(parser: argparse.ArgumentParser, does: object) -> None:
    parser.add_argument(
        "--database", metavar="PATH_OR_URL", help="where the maps are kept (default: as argmap serve has it)"
    )
    parser.set_defaults(run=run, does=does)


def run(arguments: argparse.Namespace) -> int:
    """Carry out one of the commands; 0 when it is done."""
    from argmap.model import Problem
    from argmap.service.refusals import NoDatabase
    from argmap.service.shelf import open_shelf

    where = arguments.database or default_database()
    if "://" not in where and not Path(where).expanduser().is_file():
        raise Failure(f"There is no database at '{where}': say where it is with --database.")
    try:
        shelf = open_shelf(where)
        try:
            arguments.does(shelf, arguments)
        finally:
            shelf.close()
    except (NoDatabase, Problem) as problem:
        raise Failure(str(problem)) from None
    return 0


def _list(shelf: Shelf, arguments: argparse.Namespace) -> None:
    from argmap.service import admin

    found = admin.every(shelf, reported=arguments.reported)
    if not found:
        say("Nobody has reported a map." if arguments.reported else "There are no maps.")
        return
    heads = ("map", "cards", "made", "changed", "opened", "room", "people", "seen", "reports", "title")
    show(_SIZES.format(*heads))
    told = admin.reports(shelf) if arguments.reported else []
    for each in found:
        show(_line(each))
        for report in told:
            if report.map == each.map:
                about = f"snapshot {report.snapshot}, " if report.snapshot else ""
                show(f"    {about}{report.at:%Y-%m-%d %H:%M}  {_printable(report.reason, _REASON)}")


def _line(each: Kept) -> str:
    people = str(each.people) if each.code else ""
    days = (
        "" if moment is None else f"{moment:%Y-%m-%d}"
        for moment in (each.made_at, each.changed_at, each.opened_on)
    )
    seen = "hidden" if each.hidden else "public" if each.public else ""
    title, reports = _printable(each.title or "", _WIDE), str(each.reports or "")
    return _SIZES.format(each.map, each.cards, *days, each.code or "", people, seen, reports, title).rstrip()


def _printable(text: str, wide: int) -> str:
    """What people wrote, which may hold anything, so that it stays on its line."""
    line = "".join(character if character.isprintable() else "?" for character in " ".join(text.split()))
    return line if len(line) <= wide else line[: wide - 1] + "…"


def _hide(shelf: Shelf, arguments: argparse.Namespace) -> None:
    from argmap.service import admin

    gone = admin.hide(shelf, arguments.map)
    show(f"Hidden: {gone} links and keys open nothing any more.")


def _show(shelf: Shelf, arguments: argparse.Namespace) -> None:
    from argmap.service import admin

    admin.show(shelf, arguments.map)
    show("It can be shared again, by whoever may change it.")


def _dismiss(shelf: Shelf, arguments: argparse.Namespace) -> None:
    from argmap.service import admin

    show(f"Put away: {admin.dismiss(shelf, arguments.map)} reports.")


def _delete(shelf: Shelf, arguments: argparse.Namespace) -> None:
    from argmap.service import admin

    if not arguments.yes:
        raise Failure("A map that is deleted is gone. To delete it, say --yes too.")
    _left(admin.delete(shelf, arguments.map))
    show("Deleted.")


def _purge(shelf: Shelf, arguments: argparse.Namespace) -> None:
    from argmap.service import admin

    old = admin.aged(shelf, arguments.days) if arguments.days is not None else []
    if old and not arguments.yes:
        for map_id in old:
            show(map_id)
        raise Failure(f"To delete these {len(old)} maps, say --yes too. Nothing was done.")
    done = admin.purge(shelf, arguments.days)
    _left(done.clean)
    show(f"Names erased in {done.rooms} rooms; {done.maps} maps deleted.")


def _left(clean: bool) -> None:
    if not clean:
        say(
            "Others are reading the database at this moment: run argmap admin purge again for the last traces."
        )
