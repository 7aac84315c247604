"""Questions about an abstract framework, answered in a process of their own: it cannot hold the server up.

No algorithm is known that answers all of them in reasonable time. So the search has a budget, which it keeps by
itself; whatever happens, its process is ended a little later. Its memory is bounded where the system can do that.

Run as a program (``python -m argmap.service.solver``) this module is that process: it reads a question as JSON from
standard input, and writes each answer on a line of its own as soon as it is there.
"""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from typing import Any

from argmap.analysis.acceptance import inquire
from argmap.analysis.extensions import MODES, SEMANTICS
from argmap.analysis.framework import Framework
from argmap.messages import Message

GRACE = 1.5
"""Seconds after its budget that the process may take to begin and to end."""

_MEMORY = 1_000_000_000
_PROGRAM = ("-m", "argmap.service.solver")
_BROKE = "The search broke off."
_NO_ROOM = "The search needed more memory than it may take."


@dataclass(frozen=True, slots=True)
class Found:
    """What could be told: acceptance by argument, in some extension and in all of them, and how many there are.

    What is not there could not be told; then `why` says why. An exact `count` may have thousands of digits.
    """

    credulous: Mapping[str, bool]
    skeptical: Mapping[str, bool]
    count: int | None
    why: Message | None = None


def ask(
    framework: Framework, semantics: str, first: Sequence[str], then: Sequence[str] = (), *, seconds: float
) -> Found:
    """Which of these arguments are accepted (the first ones first), and how many extensions there are.

    It takes `seconds` at most, and 1.5 more where the machine is busy. Never raises for what goes wrong in the
    process: what could not be told is missing. ValueError for an unknown semantics or argument.

    >>> ask(Framework("ab", [("a", "b")]), "stable", ["a"], seconds=20)
    Found(credulous={'a': True}, skeptical={'a': True}, count=1, why=None)
    """
    if semantics not in SEMANTICS:
        raise ValueError(f"there is no semantics {semantics!r}; there are: {', '.join(SEMANTICS)}")
    question = {
        "size": len(framework),
        "attacks": [
            (attacker, target)
            for attacker, targets in enumerate(framework.graph.targets)
            for target in targets
        ],
        "semantics": semantics,
        "first": [framework.number(name) for name in first],
        "then": [framework.number(name) for name in then],
        "seconds": seconds,
    }
    said, why = _run(json.dumps(question).encode("ascii"), seconds)
    found = _read(said, framework.arguments)
    complete = found.count is not None and all(
        len(each) == len({*first, *then}) for each in (found.credulous, found.skeptical)
    )
    if complete:
        return found
    late = Message("Undetermined within {seconds} s.", {"seconds": f"{seconds:g}"})
    return Found(found.credulous, found.skeptical, found.count, why or late)


def _run(question: bytes, seconds: float) -> tuple[bytes, Message | None]:
    """What the process wrote until it ended or was ended, and what went wrong with it, if anything."""
    try:
        running = subprocess.Popen(
            [sys.executable, *_PROGRAM],
            stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL,
            env=_environment(), start_new_session=os.name == "posix",
        )  # fmt: skip
    except OSError:
        return b"", Message("The search could not be started.")
    try:
        said, _ = running.communicate(question, timeout=seconds + GRACE)
    except subprocess.TimeoutExpired:
        return _end(running), None
    except BaseException:
        _end(running)
        raise
    if not running.returncode:
        return said, None
    return said, Message(_NO_ROOM if running.returncode == _FULL else _BROKE)


def _end(running: subprocess.Popen[bytes]) -> bytes:
    """End the process, and wait until it is gone; what it had written."""
    if os.name == "posix":
        with suppress(ProcessLookupError):
            os.killpg(running.pid, signal.SIGKILL)
    else:
        running.kill()
    return running.communicate()[0]


def _environment() -> dict[str, str]:
    """Nothing but where modules are found: what else the server knows is none of its business."""
    kept = {"PYTHONPATH": os.pathsep.join(entry or "." for entry in sys.path), "PYTHONSAFEPATH": "1"}
    if os.name == "nt":  # programs do not start there without it
        kept["SYSTEMROOT"] = os.environ.get("SYSTEMROOT", "")
    return kept


def _read(said: bytes, names: Sequence[str]) -> Found:
    """The answers. The last line may be half of one, when the process was ended in the middle of it."""
    by_mode: dict[str, dict[str, bool]] = {mode: {} for mode in MODES}
    count = None
    for line in said.split(b"\n")[:-1]:
        number, mode, value = json.loads(line)
        if number is None:
            count = int(value, 16)
        else:
            by_mode[mode][names[number - 1]] = bool(value)
    return Found(by_mode["credulous"], by_mode["skeptical"], count)


_FULL = 70
"""The exit code for too little memory."""


def main() -> int:
    """Answer the question on standard input: the work of the process."""
    asked = json.load(sys.stdin.buffer)
    _bound(asked["seconds"])
    try:
        _answer(asked)
    except MemoryError:
        return _FULL
    return 0


def _answer(asked: Mapping[str, Any]) -> None:
    names = [str(number) for number in range(1, asked["size"] + 1)]
    framework = Framework.numbered(names, map(tuple, asked["attacks"]))
    first, then = ([str(number) for number in asked[part]] for part in ("first", "then"))
    for each in inquire(framework, asked["semantics"], first, then, budget=asked["seconds"]):
        # In hexadecimal a number may have any length.
        told = (
            (None, None, hex(each.value))
            if each.argument is None
            else (int(each.argument), each.mode, each.value)
        )
        sys.stdout.write(json.dumps(told) + "\n")
        sys.stdout.flush()


def _bound(seconds: float) -> None:
    """Bound memory, and computing time, so that the process ends even if nobody is left to end it."""
    try:
        import resource
    except ImportError:  # Windows
        return
    most = int(seconds + GRACE) + 5
    os.nice(10)  # whoever reads a page comes first
    for kind, limit in ((resource.RLIMIT_AS, _MEMORY), (resource.RLIMIT_CPU, most)):
        # macOS refuses the first one.
        with suppress(ValueError, OSError):
            resource.setrlimit(kind, (limit, resource.getrlimit(kind)[1]))


if __name__ == "__main__":
    sys.exit(main())
