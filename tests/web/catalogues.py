"""Writes small catalogues of translations (`.mo`), so that tests need no program that does."""

from __future__ import annotations

import struct
from collections.abc import Mapping
from pathlib import Path

HEAD = {"": "Content-Type: text/plain; charset=UTF-8\nPlural-Forms: nplurals=2; plural=(n != 1);\n"}


def write(folder: Path, language: str, sentences: Mapping[str, str]) -> None:
    """A catalogue at its place below `folder`. Forms of a plural are joined by NUL, as the format wants it."""
    items = sorted((key.encode(), value.encode()) for key, value in {**HEAD, **sentences}.items())
    count = len(items)
    tables, texts, at = [], b"", 28 + 16 * count
    for column in (0, 1):
        for item in items:
            tables.append(struct.pack("<II", len(item[column]), at + len(texts)))
            texts += item[column] + b"\0"
    head = struct.pack("<7I", 0x950412DE, 0, count, 28, 28 + 8 * count, 0, at)
    path = folder / language / "LC_MESSAGES" / "argmap.mo"
    path.parent.mkdir(parents=True)
    path.write_bytes(head + b"".join(tables) + texts)
