"""``argmap solve``: what is accepted in an abstract framework, asked and answered as in the ICCMA competitions."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterable
from pathlib import Path

from argmap.cli.files import STREAM, Failure, show

TYPE_CHECKING = False  # as in argmap/__init__.py
if TYPE_CHECKING:
    from argmap.analysis.framework import Framework

UNDETERMINED = 3
FORMATS = ("iccma", "apx", "tgf")
TASKS = ("SE", "EE", "CE", "DC", "DS")
SEMANTICS = {
    "CO": "complete", "GR": "grounded", "PR": "preferred", "ST": "stable", "SST": "semi-stable", "STG": "stage",
    "ID": "ideal", "EA": "eager", "NA": "naive", "AD": "admissible", "CF": "conflict-free",
}  # fmt: skip

_DESCRIPTION = """\
Solve a problem in an abstract argumentation framework, as in the ICCMA competitions. A problem is a task and a
semantics, such as SE-PR.

tasks:
  SE  some extension: 'w 1 2 5', or NO when there is none
  EE  all extensions: [[1,2],[3]] (as in 2019)
  CE  how many extensions there are: a number
  DC  is the argument in some extension? YES and such an extension ('w ...' on the next line), or NO
  DS  is the argument in all of them? YES, or NO and an extension without it

semantics:
"""
_EPILOG = """\
exit codes: 0 answered, 2 unusable input or words, 3 UNDETERMINED (out of budget)."""


def add(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Add the words of the command."""
    parser = commands.add_parser(
        "solve", help="answer what is accepted in an abstract framework (ICCMA)", epilog=_EPILOG,
        description=_DESCRIPTION + "".join(f"  {short:<4}{name}\n" for short, name in SEMANTICS.items()),
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )  # fmt: skip
    parser.add_argument("-p", dest="problem", metavar="TASK-SEMANTICS", help="the problem, such as DC-CO")
    parser.add_argument(
        "-f", dest="file", metavar="FILE", help=f"the framework, '{STREAM}' for standard input"
    )
    parser.add_argument("-fo", dest="form", choices=FORMATS, help="its format, when it cannot be told")
    parser.add_argument("-a", dest="argument", metavar="ARG", help="the argument, for DC and DS")
    parser.add_argument("--budget", type=float, metavar="SECONDS", help="give up after so long")
    parser.add_argument("--formats", action="store_true", help="list the formats that are read")
    parser.add_argument("--problems", action="store_true", help="list the problems that are solved")
    parser.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> int:
    """Solve the problem; 0 when it is answered, 3 when the budget did not suffice."""
    if arguments.formats:
        show(f"[{','.join(FORMATS)}]")
        return 0
    if arguments.problems:
        show(f"[{','.join(f'{task}-{semantics}' for semantics in SEMANTICS for task in TASKS)}]")
        return 0
    task, semantics = _problem(arguments.problem)
    if arguments.file is None:
        raise Failure("Name the framework: -f FILE.")
    if arguments.budget is not None and not arguments.budget >= 0:
        raise Failure("A budget is a number of seconds: --budget 60.")
    if (arguments.argument is None) == (task in {"DC", "DS"}):
        raise Failure("The tasks DC and DS, and these alone, ask about an argument: -a ARG.")
    from argmap.analysis.extensions import Undetermined

    framework = _read(arguments.file, arguments.form)
    if arguments.argument is not None and arguments.argument not in framework:
        raise Failure(f"'{arguments.argument}' is no argument of {arguments.file}.")
    try:
        _answer(framework, task, semantics, arguments.argument, arguments.budget)
    except Undetermined:
        show("UNDETERMINED")
        return UNDETERMINED
    return 0


def _problem(given: str | None) -> tuple[str, str]:
    task, _, short = (given or "").upper().partition("-")
    if task not in TASKS or short not in SEMANTICS:
        asked = f"There is no problem '{given}'." if given else "Name the problem: -p SE-PR."
        raise Failure(f"{asked} argmap solve --problems lists them all.")
    return task, SEMANTICS[short]


def _read(given: str, form: str | None) -> Framework:
    import sys

    from argmap.analysis.framework_files import MOST_BYTES, Unreadable, load

    try:
        if given == STREAM:
            data = sys.stdin.buffer.read(MOST_BYTES + 1) if sys.stdin else b""
        else:
            with Path(given).open("rb") as file:
                data = file.read(MOST_BYTES + 1)
        return load(data, form)
    except Unreadable as problem:
        place = given if problem.line is None else f"{given}:{problem.line}"
        raise Failure(f"{place}: {problem.message}") from None
    except (OSError, ValueError) as error:
        reason = error.strerror if isinstance(error, OSError) else error
        raise Failure(f"'{given}' cannot be read: {reason}.") from None


def _answer(
    framework: Framework, task: str, semantics: str, argument: str | None, budget: float | None
) -> None:
    from argmap.analysis import extensions as analysis

    if task == "CE":
        # Numbers of extensions have thousands of digits, and each of them is part of the answer.
        sys.set_int_max_str_digits(0)
        show(str(analysis.count(framework, semantics, budget=budget)))
    elif task == "EE":
        _show_all(framework, analysis.extensions(framework, semantics, budget=budget))
    elif task == "SE":
        some = analysis.one(framework, semantics, budget=budget)
        show("NO" if some is None else _witness(framework, some))
    elif argument is not None:
        mode = "credulous" if task == "DC" else "skeptical"
        shown = analysis.witness(framework, argument, semantics, mode, budget=budget)
        show("YES" if (shown is None) == (task == "DS") else "NO")
        if shown is not None:
            show(_witness(framework, shown))


def _ordered(framework: Framework, extension: frozenset[str]) -> list[str]:
    from argmap.analysis.framework_files import quoted

    return [quoted(name) for name in sorted(extension, key=framework.number)]


def _witness(framework: Framework, extension: frozenset[str]) -> str:
    return " ".join(["w", *_ordered(framework, extension)])


def _show_all(framework: Framework, every: Iterable[frozenset[str]]) -> None:
    """Written while they are found: there may be very many. The bracket is closed when all have been found."""
    from argmap.analysis.extensions import Undetermined

    before = "["
    try:
        for extension in every:
            _write(f"{before}[{','.join(_ordered(framework, extension))}]")
            before = ","
    except Undetermined:
        _write("\n")
        raise
    show("]" if before == "," else "[]")


def _write(text: str) -> None:
    """Like `show`, without an end of line."""
    import sys

    if sys.stdout is not None:
        encoding = sys.stdout.encoding or "ascii"
        sys.stdout.write(text.encode(encoding, "backslashreplace").decode(encoding))
