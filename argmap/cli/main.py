"""Where the command line begins and ends."""

from __future__ import annotations

import argparse
import gc
import os
import sys
from collections.abc import Sequence
from contextlib import suppress

from argmap import __version__
from argmap.cli import admin, analyze, check, classroom, convert, doctor, fingerprint, render, serve, solve
from argmap.cli.files import Failure, say

OK, UNUSABLE, INTERRUPTED = 0, 2, 130

# A debate is many small things that live on: looking through them for rubbish after every 700, as Python does by itself,
# takes a fifth of the time and finds hardly any.
_MADE_UNTIL_SEARCHED = 20_000


def main(argv: Sequence[str] | None = None) -> int:
    """Carry out one command and give its exit code: 0 done, 2 unusable input or words, 130 interrupted."""
    parser = argparse.ArgumentParser(
        prog="argmap", description="Maps of a debate: drawn as diagrams, made and shared on web pages."
    )
    parser.add_argument("--version", action="version", version=f"argmap {__version__}")
    commands = parser.add_subparsers(title="commands", metavar="COMMAND", required=True)
    for module in (render, convert, analyze, check, fingerprint, serve, classroom, admin, solve, doctor):
        module.add(commands)
    arguments = parser.parse_args(argv)
    gc.set_threshold(_MADE_UNTIL_SEARCHED)
    try:
        code: int = arguments.run(arguments)
        if sys.stdout is not None:
            sys.stdout.flush()
    except Failure as failure:
        say(str(failure))
        return UNUSABLE
    except BrokenPipeError:
        # Whoever read our output has gone (`argmap ... | head`): nothing is wrong, and nothing more to say.
        _discard_output()
        return OK
    except OSError as error:
        # Files are dealt with where they are opened: this is the terminal, the pipe or the disk behind it.
        say(f"The output cannot be written: {error.strerror or error}.")
        _discard_output()
        return UNUSABLE
    except KeyboardInterrupt:
        say("Interrupted; nothing was written.")
        return INTERRUPTED
    return code


def _discard_output() -> None:
    """Let what is still to be written go nowhere: Python would complain about it at its end."""
    with suppress(OSError, AttributeError):
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
