"""How maps travel: one module or folder for each format, which turns text into a map and a map into text.

A reader never loses anything in silence: it returns a map and a report, or raises one `Unreadable` that says
where the trouble is and what to write instead. Every format is registered here and loaded when it is used.
"""

from __future__ import annotations

import importlib
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType

from argmap.formats.decode import LARGEST, decode
from argmap.formats.report import Remark, Report, Unreadable
from argmap.messages import excerpt
from argmap.model import ArgumentMap

__all__ = ["FORMATS", "Format", "Remark", "Report", "Unreadable", "detect", "dump", "load"]

Load = Callable[[str, Report], ArgumentMap]
Dump = Callable[[ArgumentMap, Report], str]


@dataclass(frozen=True, slots=True)
class Format:
    """A way to write a map down: its name, a title for people, and the functions that read and write it.

    `load` is None for formats that can only be written, `dump` for those that can only be read.
    """

    name: str
    title: str
    endings: tuple[str, ...]
    media_types: tuple[str, ...]
    load: Load | None
    dump: Dump | None


def _loader(module: str) -> Load:
    def load(text: str, report: Report) -> ArgumentMap:
        made: ArgumentMap = importlib.import_module(f"argmap.formats.{module}").load(text, report)
        return made

    return load


def _dumper(module: str) -> Dump:
    def dump(debate: ArgumentMap, report: Report) -> str:
        made: str = importlib.import_module(f"argmap.formats.{module}").dump(debate, report)
        return made

    return dump


_ALL = (
    Format(
        "json",
        "argmap JSON",
        (".json",),
        ("application/vnd.argmap+json", "application/json"),
        _loader("argmap_json"),
        _dumper("argmap_json"),
    ),
    Format(
        "argdown",
        "Argdown",
        (".argdown", ".ad", ".adown"),
        ("text/argdown", "text/vnd.argdown"),
        _loader("argdown"),
        _dumper("argdown"),
    ),
)

FORMATS: Mapping[str, Format] = MappingProxyType({each.name: each for each in _ALL})
"""Every format, by its name."""

_ENDINGS = tuple(ending for each in _ALL for ending in each.endings)


def load(
    source: bytes | str | Path,
    format: str | None = None,  # noqa: A002
    name: str | None = None,
) -> tuple[ArgumentMap, Report]:
    """The map that a text in one of the formats holds, and the report of the reading.

    `source` is the text, its bytes, or the path of a file. Without `format` the content decides, the ending
    of the name being a hint. `name` is what messages call the input. Raises `Unreadable`, which carries the
    place, when no map can be made; `TypeError` for what is no text; `OSError` when a file cannot be opened. Linear in the text, but for the
    sorting of siblings.

    >>> debate, report = load("[Cars out]: Cars should leave the town. #position\\n  + The air gets cleaner.\\n")
    >>> [(relation.kind, relation.target) for relation in debate.relations.values()], len(report)
    ([('support', 'n1')], 0)
    """
    if not isinstance(source, bytes | str | Path):
        raise TypeError(f"A map is a text, bytes or a pathlib.Path, and not {type(source).__name__}.")
    if isinstance(source, str) and "\n" not in source and source.lower().endswith(_ENDINGS):
        raise Unreadable(
            "'{path}' is the name of a file, not a map: pass Path('{path}').", path=excerpt(source, 80)
        )
    if isinstance(source, Path):
        name = str(source) if name is None else name
        with source.open("rb") as file:
            source = file.read(LARGEST + 1)
    report = Report("<input>" if name is None else name)
    try:
        text = decode(source, report)
        return _reader(_chosen(format) if format else detect(text, name))(text, report), report
    except Unreadable as error:
        error.name = report.name
        raise


def dump(debate: ArgumentMap, format: str) -> tuple[str, Report]:  # noqa: A002
    """A map as text of a format, and the report of what that format cannot say.

    Deterministic: equal maps give equal texts. Raises `ValueError` for a format that cannot be written.
    """
    chosen = _chosen(format)
    if chosen.dump is None:
        raise Unreadable("{title} can be read but not written.", title=chosen.title)
    report = Report(f"<{format}>")
    return chosen.dump(debate, report), report


def detect(data: bytes | str, name: str | None = None) -> Format:
    """The format that a text is in, judged by its content first and by the ending of its name next.

    >>> detect('{"format": "argmap"}').name, detect("[A]: Yes.").name, detect("", "town.json").name
    ('json', 'argdown', 'json')
    """
    start = data[:1000].decode("utf-8", "replace") if isinstance(data, bytes) else data[:1000]
    start = start.lstrip("\ufeff \t\r\n")
    # A brace and a quoted key; Argdown's own data stand behind a statement, and their keys bear no quotes.
    if start[:1] == "{" and start[1:].lstrip()[:1] in ('"', "}", ""):
        return FORMATS["json"]
    for each in _ALL:
        if name is not None and name.lower().endswith(each.endings):
            return each
    return (
        FORMATS["json"] if start[:1] == "[" and start[1:].lstrip()[:1] in ("{", '"') else FORMATS["argdown"]
    )


def _chosen(name: str) -> Format:
    if name not in FORMATS:
        raise Unreadable(
            "There is no format '{format}': write {known}.", format=name, known=" or ".join(sorted(FORMATS))
        )
    return FORMATS[name]


def _reader(chosen: Format) -> Load:
    if chosen.load is None:
        raise Unreadable("{title} can be written but not read.", title=chosen.title)
    return chosen.load
