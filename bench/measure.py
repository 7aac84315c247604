"""What a command costs, as a whole process: computing time, time on the clock, peak memory.

Computing time is user and system time of the command and of every process that it waited for, such as
`dot`. Peak memory is that of the largest single process among them, not their sum; what is smaller than a
Python that imports nothing (some 8 MB) shows as that.
"""

from __future__ import annotations

import os
import shutil
import signal
import statistics
import subprocess
import sys
from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path

LAUNCH = Path(__file__).with_name("launch.py")
COMPLAINTS = "complaints.txt"


class Failed(Exception):
    """A command that ended with an error: what it complained of."""


class Unfinished(Exception):
    """A command that was stopped because it took too long."""


PEAK = """
def peak_memory():
    try:
        with open("/proc/self/status") as file:
            return next(int(line.split()[1]) for line in file if line.startswith("VmHWM")) / 1024
    except OSError:
        import resource
        return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
"""
"""A function for a process that tells its own peak memory, in MB. On Linux `getrusage` would also count the process that started it."""


@dataclass(frozen=True, slots=True)
class Cost:
    """What one run took: seconds of computing, seconds on the clock, megabytes at the peak."""

    cpu: float
    wall: float
    memory: float


@dataclass(frozen=True, slots=True)
class Command:
    """What to run: a name for the table, the words, how long to wait for it in seconds."""

    name: str
    words: tuple[str, ...]
    patience: float = 600


@dataclass(slots=True)
class Series:
    """The runs of one command, one for every round; `unfinished` says after how long it was stopped."""

    command: Command
    costs: list[Cost] = field(default_factory=list)
    unfinished: float | None = None


def spread(values: Sequence[float]) -> tuple[float, float, float]:
    """Minimum, median and maximum.

    >>> spread([3.0, 1.0, 2.0])
    (1.0, 2.0, 3.0)
    """
    return min(values), statistics.median(values), max(values)


def ratios(one: Series, other: Series, of: str) -> list[float]:
    """How `one` compares with `other` in each round, where both ran within the same moments."""
    pairs = zip(one.costs, other.costs, strict=False)
    return [getattr(a, of) / getattr(b, of) for a, b in pairs]


def rounds(commands: Sequence[Command], count: int, folder: Path) -> list[Series]:
    """Run the commands in turns, A B C A B C ...; whichever does not finish is not asked again."""
    made = [Series(command) for command in commands]
    for turn in range(count):
        note(f"  turn {turn + 1} of {count}")
        for series in made:
            if series.unfinished is None:
                try:
                    series.costs.append(run(series.command, folder))
                except Unfinished:
                    series.unfinished = series.command.patience
    return made


def run(command: Command, folder: Path) -> Cost:
    """Run the command once, in the folder given. Raises `Failed` or `Unfinished`."""
    program = shutil.which(command.words[0])
    if program is None:
        raise Failed(f"{command.words[0]}: there is no such program")
    words = [sys.executable, "-I", "-S", str(LAUNCH), COMPLAINTS, program, *command.words[1:]]
    launched = subprocess.Popen(
        words, cwd=folder, env=clean_environment(), stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, text=True,
        start_new_session=True,
    )  # fmt: skip
    try:
        line, _ = launched.communicate(timeout=command.patience)
    except subprocess.TimeoutExpired:
        raise Unfinished(command.name) from None
    finally:
        # Whatever is left of it, in its own session, must not be in the way of the next one.
        with suppress(ProcessLookupError):
            os.killpg(launched.pid, signal.SIGKILL)
        launched.wait()
    code, user, system, wall, peak = line.split() if line else ("1", "0", "0", "0", "0")
    if code != "0":
        said = (folder / COMPLAINTS).read_text("utf-8", "replace").strip()[-500:]
        raise Failed(f"{command.name} ended with exit code {code}: {said}")
    return Cost(float(user) + float(system), float(wall), int(peak) / 1024)


def clean_environment() -> Mapping[str, str]:
    """The environment without what would change how Python runs, or which packages it sees."""
    return {
        name: value
        for name, value in os.environ.items()
        if not name.startswith("PYTHON") and name not in {"VIRTUAL_ENV", "__PYVENV_LAUNCHER__"}
    }


def note(line: str) -> None:
    """Say on standard error what is being done; the results alone go to standard output."""
    print(line, file=sys.stderr, flush=True)


def turns(commands: list[Command], count: int, folder: Path) -> list[Series]:
    """`rounds`, after a first try: what breaks down or does not finish is told, and not tried again."""
    sound, unfinished = [], []
    for command in commands:
        try:
            run(command, folder)  # so that every file has been read once
        except Failed as problem:
            note(f"  {problem}")
        except Unfinished:
            unfinished.append(Series(command, unfinished=command.patience))
        else:
            sound.append(command)
    return [*rounds(sound, count, folder), *unfinished]
