"""JSON as text: parsing with errors that a person can use, and finding where in the text a value stands."""

from __future__ import annotations

import json
import re
from bisect import bisect_right
from collections.abc import Iterable, Mapping
from typing import Any, NoReturn

from argmap.formats.report import Report, Unreadable

Path = tuple[str | int, ...]
"""The way to a value: keys and places in lists, from the top."""

_SIGN = re.compile(r'"(?:[^"\\]|\\.)*"|[{}\[\]:,]|[^\s{}\[\]:,"]+', re.DOTALL)

_ADVICE = {
    "Expecting value": "a value is missing: write a text in double quotes, a number, true, false or null",
    "Expecting property name enclosed in double quotes": "a key in double quotes is missing, or a comma is too much",
    "Expecting ':' delimiter": "write ':' between key and value",
    "Expecting ',' delimiter": "write ',' between two values, or close the list or object",
    "Unterminated string starting at": "this text is not closed: write '\"' at its end",
    "Invalid control character at": "a line break or a control character stands in a text: write \\n, or close the text",
    "Invalid \\escape": "'\\' stands alone: write '\\\\'",
    "Invalid \\uXXXX escape": "write four digits after \\u",
    "Extra data": "something follows the end of the map: take it away",
    "Illegal trailing comma before end of object": "a comma is too much",
    "Illegal trailing comma before end of array": "a comma is too much",
}


class _Duplicates:
    """Builds objects and remembers keys that stand twice in one of them."""

    def __init__(self) -> None:
        self.count = 0

    def __call__(self, pairs: list[tuple[str, Any]]) -> dict[str, Any]:
        made = dict(pairs)
        self.count += len(pairs) - len(made)
        return made


def parse(text: str, report: Report) -> Any:
    """The value that a JSON text holds. Keys that stand twice are reported. Raises `Unreadable`."""
    duplicates = _Duplicates()
    try:
        value = json.loads(
            text,
            object_pairs_hook=duplicates,
            parse_constant=_refuse_constant,
            parse_int=_integer,
            parse_float=_real,
        )
    except json.JSONDecodeError as error:
        problem = next((advice for key, advice in _ADVICE.items() if error.msg.startswith(key)), error.msg)
        raise Unreadable(
            "This is no JSON: {problem}.", line=error.lineno, column=error.colno, problem=problem
        ) from None
    except RecursionError:
        raise Unreadable(
            "The values are nested too deep: a map needs a handful of levels.", line=1, column=1
        ) from None
    except _BadNumberError as error:
        at = next((m.start() for m in _SIGN.finditer(text) if m[0] == error.word), 0)
        line, column = _Lines(text)(at)
        raise Unreadable(
            "'{word}' is no number that a map can hold: write an ordinary one.",
            line=line, column=column, word=error.word[:40],
        ) from None  # fmt: skip
    if duplicates.count:
        _report_duplicates(text, report)
    return value


class _BadNumberError(Exception):
    def __init__(self, word: str) -> None:
        self.word = word
        super().__init__(word)


def _refuse_constant(word: str) -> NoReturn:
    raise _BadNumberError(word)


def _integer(word: str) -> int:
    if len(word) > 400:
        raise _BadNumberError(word)
    return int(word)


def _real(word: str) -> float:
    value = float(word) if len(word) < 400 else float("inf")
    if value in (float("inf"), float("-inf")):
        raise _BadNumberError(word)
    return value


class _Lines:
    def __init__(self, text: str) -> None:
        self._starts = [0, *(found.end() for found in re.finditer("\n", text))]

    def __call__(self, offset: int) -> tuple[int, int]:
        line = bisect_right(self._starts, offset)
        return line, offset - self._starts[line - 1] + 1


def walk(text: str) -> Iterable[tuple[Path, int, bool]]:
    """Every value of a JSON text: its path, its offset, and whether its key stood in the object before.

    The text must have been parsed without error. Iterative and linear, but for the length of the paths.

    >>> [(path, place) for path, place, _ in walk('{"a": [1, {"b": 2}]}')]
    [((), 0), (('a',), 6), (('a', 0), 7), (('a', 1), 10), (('a', 1, 'b'), 16)]
    """
    path: list[str | int] = []
    keys: list[set[str] | None] = []
    key_next = again = False
    for found in _SIGN.finditer(text):
        sign = found[0]
        if sign in ("}", "]"):
            keys.pop()
            if path and len(path) > len(keys):
                path.pop()
            key_next = False
        elif sign == ",":
            here = keys[-1]
            if here is None:
                last = path[-1]
                path[-1] = last + 1 if isinstance(last, int) else 0
            key_next = here is not None
        elif sign == ":":
            key_next = False
        elif key_next and (here := keys[-1]) is not None:
            key = json.loads(sign, strict=False)
            again = key in here
            here.add(key)
            path[-1] = key
        else:
            yield tuple(path), found.start(), again
            again = False
            if sign == "{":
                keys.append(set())
                path.append("")
                key_next = True
            elif sign == "[":
                keys.append(None)
                path.append(0)


def _report_duplicates(text: str, report: Report) -> None:
    lines = _Lines(text)
    for path, offset, again in walk(text):
        if again:
            report.add(
                "dropped",
                "'{key}' stands twice: the later one counts.",
                *lines(offset),
                key=str(path[-1])[:40],
            )


class Places(dict[Path, tuple[int, int]]):
    """Line and column of values, by their paths. What is not there has the place of what would hold it."""

    def __init__(self, text: str, paths: Iterable[Path]) -> None:
        super().__init__()
        wanted: Mapping[Path, None] = {
            path[:length]: None for path in paths for length in range(len(path) + 1)
        }
        lines = _Lines(text)
        for path, offset, _ in walk(text):
            if path in wanted:
                self[path] = lines(offset)
        self.setdefault((), (1, 1))

    def __missing__(self, path: Path) -> tuple[int, int]:
        while path not in self:
            path = path[:-1]
        return self[path]
