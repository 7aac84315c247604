"""Where input comes from and output goes to: files, the two standard streams, and the bundled maps."""

from __future__ import annotations

import os
import sys
import time
from pathlib import Path

from argmap import __file__ as home

TYPE_CHECKING = False  # as in argmap/__init__.py
if TYPE_CHECKING:
    from argparse import ArgumentParser
    from typing import TextIO

    from argmap.formats import Report
    from argmap.model import ArgumentMap

STREAM = "-"
EXAMPLE = "example:"
MOST_BYTES = 20_000_000
_LARGE_FILE = 300_000
NAMES = ("json", "argdown")
"""The formats by name, said here too, so that the words of a command are known before a format is loaded."""


class Failure(Exception):
    """What ends a command: a sentence for the person who typed it."""


def add_input(parser: ArgumentParser) -> None:
    """Add what every command that reads a map has."""
    help_in = f"a file, '{STREAM}' for standard input, or {EXAMPLE}NAME for a bundled map (see argmap doctor)"
    parser.add_argument("input", metavar="IN", help=help_in)
    parser.add_argument(
        "--from", dest="format", choices=NAMES, help="the format of IN, when it cannot be told"
    )


def add_files(parser: ArgumentParser, output: str) -> None:
    """Add what every command that turns one file into another has: where it reads, and where it writes."""
    add_input(parser)
    help_out = f"the file to write, '{STREAM}' for standard output"
    parser.add_argument("-o", "--output", metavar=output, required=True, help=help_out)


def say(line: str) -> None:
    """Write a line to standard error, if there is one, whatever characters the terminal knows."""
    _write_line(sys.stderr, line)


def show(line: str) -> None:
    """Write a line to standard output, if there is one, whatever characters the terminal knows."""
    _write_line(sys.stdout, line)


def _write_line(stream: TextIO | None, line: str) -> None:
    if stream is not None:
        encoding = stream.encoding or "ascii"
        stream.write(line.encode(encoding, "backslashreplace").decode(encoding) + "\n")


def examples() -> list[Path]:
    """The bundled maps."""
    return sorted((Path(home).parent / "examples").glob("*.argdown"))


def load(given: str, form: str | None, strict: bool) -> ArgumentMap:
    """Read a map from wherever it was asked for, and say on standard error what got lost on the way.

    Raises `Failure` when the input is unusable or, if `strict`, when anything got lost.
    """
    from argmap import formats

    name, data = _read(given)
    Progress(large=len(data) > _LARGE_FILE)(f"reading {len(data) / 1e6:.1f} MB")
    try:
        debate, report = formats.load(data, format=form, name=name)
    except formats.Unreadable as problem:
        raise Failure(str(problem)) from None
    tell(report, strict)
    return debate


def tell(report: Report, strict: bool) -> None:
    """Say what a reader or a writer reports, but for mere notes; with `strict`, losses end the command."""
    for remark in report:
        if remark.kind != "noted":
            say(str(remark))
    if strict and report.losses:
        raise Failure(
            "Nothing was written, because --strict was given and something would have been lost (see above)."
        )


def check_output(given: str) -> None:
    """Refuse an output that cannot be written, before any work is done for it (`Failure`)."""
    if given == STREAM:
        if sys.stdout is None:
            raise Failure("There is no standard output to write to.")
        return
    path = Path(given)
    if not given or path.is_dir():
        raise Failure(f"'{given}' is a folder. Name the file to write, such as {path / 'map.svg'}.")
    if not path.parent.is_dir():
        raise Failure(f"'{given}' cannot be written: there is no folder '{path.parent}'.")


def write(given: str, result: str | bytes) -> None:
    """Write the result: a file whole or not at all, or standard output."""
    data = result.encode("utf-8") if isinstance(result, str) else result
    if given == STREAM:
        sys.stdout.buffer.write(data)
        return
    path = Path(given)
    try:
        if path.exists() and not path.is_file():  # a device or a pipe cannot be replaced
            path.write_bytes(data)
            return
        _replace(path, data)
    except OSError as error:
        raise Failure(f"'{given}' cannot be written: {error.strerror or error}.") from None


def _replace(path: Path, data: bytes) -> None:
    """Write beside the file first, so that a failure in the middle leaves what was there."""
    path = path.resolve()  # a link stays a link
    beside = path.with_name(f".{path.name[:60]}.{os.getpid()}")
    try:
        beside.write_bytes(data)
        if path.exists():
            beside.chmod(path.stat().st_mode)
        beside.replace(path)
    except BaseException:
        beside.unlink(missing_ok=True)
        raise


def _read(given: str) -> tuple[str, bytes]:
    if not given:
        raise Failure("The name of the input is empty: name a file.")
    if given == STREAM:
        if sys.stdin is None:
            raise Failure("There is no standard input to read from.")
        return "<stdin>", sys.stdin.buffer.read(MOST_BYTES + 1)
    if given.startswith(EXAMPLE):
        name = given.removeprefix(EXAMPLE)
        for path in examples():
            if path.stem == name:
                return given, path.read_bytes()
        raise Failure(
            f"There is no bundled map {name!r}; there are: {', '.join(p.stem for p in examples())}."
        )
    try:
        with Path(given).open("rb") as file:
            return given, file.read(MOST_BYTES + 1)
    except (OSError, ValueError) as error:
        reason = error.strerror if isinstance(error, OSError) else error
        hint = " argmap reads files: download it first." if "://" in given else ""
        raise Failure(f"'{given}' cannot be read: {reason}.{hint}") from None


LARGE = 2_000
"""From how many cards on work takes long enough to be told of."""


class Progress:
    """What is being done, on a terminal, while it takes long. Says nothing into files and pipes."""

    def __init__(self, large: bool) -> None:
        self._shown = large and sys.stderr.isatty()
        self._began = time.monotonic()

    def __call__(self, doing: str) -> None:
        """Name the next stage of the work."""
        if self._shown:
            say(f"{time.monotonic() - self._began:5.1f} s  {doing}")
