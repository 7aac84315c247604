"""The command line: parse the words, call one function, say what came of it.

Each command is a module of its own with `add` (its words) and `run` (its work, an exit code). Whatever is
heavy is imported inside `run`, so that the command line starts in a blink.
"""

from argmap.cli.main import main

__all__ = ["main"]
