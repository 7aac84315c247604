"""Argdown: debates written in any text editor.

Reading goes text -> `Document` (what the file says) -> map, and writing the same way back. The two steps
between document and map follow one convention, "argmap in Argdown" of docs/formats.md; everything before and
after them knows Argdown only, and nothing that a file says is ever carried out.
"""

from __future__ import annotations

from argmap.formats.argdown.doubts import doubt
from argmap.formats.argdown.parse import parse
from argmap.formats.argdown.to_map import to_map
from argmap.formats.argdown.write import write
from argmap.formats.report import Report
from argmap.model import ArgumentMap

__all__ = ["dump", "load", "parse", "to_map", "write"]


def load(text: str, report: Report) -> ArgumentMap:
    """The map that an Argdown text holds. Raises `Unreadable`."""
    document = parse(text, report)
    doubt(document, report)
    return to_map(document, report)


def dump(debate: ArgumentMap, report: Report) -> str:
    """A map as Argdown text; the report counts what Argdown does not carry."""
    return write(debate, report)
