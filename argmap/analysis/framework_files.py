"""Reads and writes frameworks as files: the format of ICCMA 2023, apx (ASPARTIX) and tgf (Trivial Graph Format).

* **iccma**: ``p af 3``, then an attack on each line, ``1 2``; the arguments are the numbers 1 to 3, lines that
  begin with ``#`` are comments.
* **apx**: facts ``arg(a). arg(b). att(a,b).`` in any order and on any lines, ``%`` begins a comment. A name is a
  word without blanks, brackets, commas, dots, quotation marks and ``%``, or stands in quotation marks.
* **tgf**: an argument on each line, a line with ``#``, then an attack on each line, ``a b``. What follows on a
  line is a label, and is left unread.

An attack that stands twice counts once; an argument must not. Files have at most 50 MB and 1,000,000 arguments.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from argmap.analysis.framework import Framework
from argmap.messages import Message, excerpt

MOST_BYTES = 50_000_000
MOST_ARGUMENTS = 1_000_000


class Unreadable(ValueError):
    """Text of which no framework can be made: `message` says what is wrong, `line` (from 1) where, if anywhere.

    >>> print(Unreadable("The file is empty."))
    The file is empty.
    >>> print(Unreadable("There is no argument '{name}'.", line=3, name="x"))
    line 3: There is no argument 'x'.
    """

    def __init__(self, key: str, /, *, line: int | None = None, **values: object) -> None:
        self.message = Message(key, values)
        self.line = line
        super().__init__(str(self.message))

    def __str__(self) -> str:
        return str(self.message) if self.line is None else f"line {self.line}: {self.message}"


def load(data: bytes | str, form: str | None = None) -> Framework:
    """The framework that a file holds, in the format given by name or else told by its content. Linear.

    Raises `Unreadable`, and ValueError for a format that there is not.

    >>> load(b"p af 2\\n# both ways\\n1 2\\n2 1\\n")
    <Framework of 2 arguments and 2 attacks>
    >>> load("arg(a). arg(b).\\natt(a,c).")
    Traceback (most recent call last):
    argmap.analysis.framework_files.Unreadable: line 2: There is no argument 'c'.
    """
    if form is not None and form not in _READERS:
        raise ValueError(f"there is no format {form!r}; there are: {', '.join(FORMATS)}")
    if len(data) > MOST_BYTES:
        raise Unreadable("The file has more than {most} MB.", most=MOST_BYTES // 1_000_000)
    text = _decoded(data) if isinstance(data, bytes) else data
    return _READERS[form or detect(text)](text)


def dump(framework: Framework, form: str) -> str:
    """The text of a file in one of `FORMATS`. Linear; raises ValueError for a format that there is not.

    Read again, it gives the same framework. But iccma knows numbers only, and tgf names without blanks only: where
    there are others, arguments are numbered in their order, and names stand in comments (iccma) or labels (tgf).

    >>> print(dump(Framework("ab", [("a", "b")]), "apx"), end="")
    arg(a).
    arg(b).
    att(a,b).
    """
    if form not in _WRITERS:
        raise ValueError(f"there is no format {form!r}; there are: {', '.join(FORMATS)}")
    return "".join(f"{line}\n" for line in _WRITERS[form](framework))


def detect(text: str) -> str:
    """The format of a text, told by its first lines; raises `Unreadable` when it is none that is known.

    >>> detect("# made by hand\\np af 1"), detect("% by hand\\narg(a)."), detect("a\\nb\\n#\\na b")
    ('iccma', 'apx', 'tgf')
    """
    first = None
    for line in _lines(text):
        if re.match(r"\s*p\s+af\b", line):
            return "iccma"
        if first is None and re.match(r"\s*(arg|att)\s*\(", line):
            return "apx"
        if line.strip() == "#":
            return "tgf"
        if first is None and line.strip() and not line.lstrip().startswith(("#", "%")):
            first = line
    if first is None and not text.strip():
        raise Unreadable("The file is empty.")
    raise Unreadable(
        "This is no framework: it has neither 'p af' and a number (iccma), nor arg(...) at its beginning (apx),"
        " nor a line '#' between arguments and attacks (tgf)."
    )


def _decoded(data: bytes) -> str:
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        raise Unreadable("This is not text in UTF-8.", line=line) from None


def _lines(text: str) -> Iterator[str]:
    """The lines, one at a time: a list of them would take more room than the text."""
    start = 0
    while start <= len(text):
        end = text.find("\n", start)
        end = len(text) if end < 0 else end
        yield text[start:end]
        start = end + 1


def _checked(names: list[str], line_of: Callable[[int], int]) -> dict[str, int]:
    """The numbers of the arguments, each of which must stand once; `line_of` gives the line of the first, and so on."""
    numbers: dict[str, int] = {}
    for number, name in enumerate(names, 1):
        if numbers.setdefault(name, number) != number:
            raise Unreadable("The argument '{name}' stands twice.", line=line_of(number), name=excerpt(name))
        if number > MOST_ARGUMENTS:
            raise Unreadable(
                "There are more than {most} arguments.", line=line_of(number), most=f"{MOST_ARGUMENTS:,}"
            )
    return numbers


def _attack(words: list[str], numbers: dict[str, int], line: int) -> tuple[int, int]:
    """The two arguments that a line names."""
    for word in words:
        if word not in numbers:
            raise Unreadable("There is no argument '{name}'.", line=line, name=excerpt(word))
    if len(words) != 2:
        raise Unreadable("An attack is two arguments, such as '1 2'.", line=line)
    return numbers[words[0]], numbers[words[1]]


def _read_iccma(text: str) -> Framework:
    lines = enumerate(_lines(text), 1)
    written = (
        (line, words) for line, words in ((line, content.split()) for line, content in lines)
        if words and not words[0].startswith("#")
    )  # fmt: skip
    line, words = next(written, (None, []))
    if words[:2] != ["p", "af"] or len(words) != 3 or not re.fullmatch("[0-9]{1,12}", words[2]):
        raise Unreadable("The first line is 'p af' and the number of arguments.", line=line)
    size = int(words[2])
    if size > MOST_ARGUMENTS:
        raise Unreadable("There are more than {most} arguments.", line=line, most=f"{MOST_ARGUMENTS:,}")
    names = [str(number) for number in range(1, size + 1)]
    numbers = {name: number for number, name in enumerate(names, 1)}

    def attacks() -> Iterator[tuple[int, int]]:
        for line, content in lines:
            words = content.split()
            try:
                attacker, target = words
                yield numbers[attacker], numbers[target]
            except (ValueError, KeyError):
                if words and not words[0].startswith("#"):
                    yield _attack(words, numbers, line)

    return Framework.numbered(names, attacks())


def _read_tgf(text: str) -> Framework:
    lines = enumerate(_lines(text), 1)
    names: list[str] = []
    places: list[int] = []
    for line, content in lines:
        words = content.split(maxsplit=1)
        if words == ["#"]:
            break
        if words:
            names.append(words[0])
            places.append(line)
    else:
        raise Unreadable("There is no line '#' between the arguments and the attacks.")
    numbers = _checked(names, lambda number: places[number - 1])

    def attacks() -> Iterator[tuple[int, int]]:
        for line, content in lines:
            words = content.split(maxsplit=2)
            if words:
                yield _attack(words[:2], numbers, line)

    return Framework.numbered(names, attacks())


_WORD = r"""[^\s(),.%"]+"""
_NAME = rf"""(?:{_WORD}|"(?:[^"\\\n]|\\.)*")"""
_FACT = re.compile(rf"(?:arg\s*\(\s*({_NAME})|att\s*\(\s*({_NAME})\s*,\s*({_NAME}))\s*\)\s*\.")
_BETWEEN = re.compile(r"(?:\s+|%[^\n]*)*")


def _read_apx(text: str) -> Framework:
    names: list[str] = []
    starts: list[int] = []
    for start, fact in _facts(text):
        if fact[1] is not None:
            names.append(_unquoted(fact[1]))
            starts.append(start)
    numbers = _checked(names, lambda number: _line(text, starts[number - 1]))

    def attacks() -> Iterator[tuple[int, int]]:
        for start, fact in _facts(text):
            if fact[1] is None:
                words = [_unquoted(fact[2]), _unquoted(fact[3])]
                try:
                    yield numbers[words[0]], numbers[words[1]]
                except KeyError:
                    _attack(words, numbers, _line(text, start))

    return Framework.numbered(names, attacks())


def _facts(text: str) -> Iterator[tuple[int, re.Match[str]]]:
    """The facts of an apx file and where they stand; arguments and attacks may be mixed."""
    end = _after_blanks(text, 0)
    while end < len(text):
        fact = _FACT.match(text, end)
        if fact is None:
            said = excerpt(text[end : end + 200].partition("\n")[0])
            raise Unreadable(
                "A fact is arg(a). or att(a,b)., not '{said}'.", line=_line(text, end), said=said
            )
        yield end, fact
        end = _after_blanks(text, fact.end())


def _after_blanks(text: str, start: int) -> int:
    """Where the next fact begins."""
    between = _BETWEEN.match(text, start)
    return start if between is None else between.end()


def _line(text: str, place: int) -> int:
    return text.count("\n", 0, place) + 1


_ESCAPES = {"n": "\n", "r": "\r"}


def _unquoted(name: str) -> str:
    if not name.startswith('"'):
        return name
    return re.sub(r"\\(.)", lambda found: _ESCAPES.get(found[1], found[1]), name[1:-1])


def quoted(name: str) -> str:
    """A name as apx has it: as it is, or in quotation marks when it is no single word.

    >>> print(quoted("a1"), quoted("cars out"))
    a1 "cars out"
    """
    if re.fullmatch(_WORD, name):
        return name
    name = name.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n").replace("\r", "\\r")
    return f'"{name}"'


def _write_iccma(framework: Framework) -> Iterator[str]:
    yield f"p af {len(framework)}"
    for number, name in enumerate(framework.arguments, 1):
        if name != str(number):
            yield f"# {number} is {excerpt(name, 200)}"
    for attacker, targets in enumerate(framework.graph.targets):
        for target in sorted(targets):
            yield f"{attacker} {target}"


def _write_apx(framework: Framework) -> Iterator[str]:
    names = ["", *map(quoted, framework.arguments)]
    for name in names[1:]:
        yield f"arg({name})."
    for attacker, targets in enumerate(framework.graph.targets):
        for target in sorted(targets):
            yield f"att({names[attacker]},{names[target]})."


def _write_tgf(framework: Framework) -> Iterator[str]:
    plain = all(name.split() == [name] and name != "#" for name in framework.arguments)
    numbers = [str(number) for number in range(1, len(framework) + 1)]
    names = ["", *(framework.arguments if plain else numbers)]
    for name, label in zip(names[1:], framework.arguments, strict=True):
        yield name if plain else f"{name} {excerpt(label, 200)}".rstrip()
    yield "#"
    for attacker, targets in enumerate(framework.graph.targets):
        for target in sorted(targets):
            yield f"{names[attacker]} {names[target]}"


_READERS: dict[str, Callable[[str], Framework]] = {
    "iccma": _read_iccma, "apx": _read_apx, "tgf": _read_tgf,
}  # fmt: skip
_WRITERS: dict[str, Callable[[Framework], Iterator[str]]] = {
    "iccma": _write_iccma, "apx": _write_apx, "tgf": _write_tgf,
}  # fmt: skip

FORMATS = tuple(_READERS)
"""The names of the formats."""
