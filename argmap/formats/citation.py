"""How a map is cited: as BibTeX, as CSL-JSON, and as a plain sentence.

What is cited is a frozen snapshot, so that others find what was read: its date, its address and its hash are said.
"""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from datetime import date

from argmap.messages import Message
from argmap.model.text import clean

_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")

# BibTeX counts braces even behind a backslash, so that a lone one has to be said in words.
_SPECIAL = {
    "\\": r"\textbackslash{}",
    "{": r"\textbraceleft{}",
    "}": r"\textbraceright{}",
    "~": r"\textasciitilde{}",
    "^": r"\textasciicircum{}",
    "$": r"\$",
    "&": r"\&",
    "#": r"\#",
    "_": r"\_",
    "%": r"\%",
}
_SPECIALS = re.compile("|".join(map(re.escape, _SPECIAL)))


@dataclass(frozen=True, slots=True)
class Citation:
    """What is cited: a map by its question, frozen on a day under an address, with the SHA-256 of its text."""

    id: str
    title: str
    on: date
    address: str
    hash: str
    language: str | None = None

    @property
    def line(self) -> str:
        """The title on one line."""
        return " ".join(clean(self.title).split())


def bibtex(cited: Citation) -> str:
    r"""A BibTeX entry, of a kind that every style knows.

    >>> print(bibtex(Citation("k3v5", "Is 5% & more {enough}?", date(2026, 11, 26), "https://a.example/snapshots/k3v5", "ab12")))
    @misc{argmap-k3v5,
      title = {{Is 5\% \& more \textbraceleft{}enough\textbraceright{}?}},
      year = {2026},
      month = nov,
      howpublished = {\url{https://a.example/snapshots/k3v5}},
      note = {Argument map, snapshot of 2026-11-26. SHA-256: ab12}
    }
    <BLANKLINE>
    """
    fields = [
        # Twice in braces: a style may not set a question in small letters, least of all its names.
        ("title", f"{{{{{latex(cited.line)}}}}}"),
        ("year", f"{{{cited.on.year}}}"),
        ("month", _MONTHS[cited.on.month - 1]),
        ("howpublished", f"{{\\url{{{cited.address}}}}}"),
        ("note", f"{{Argument map, snapshot of {cited.on.isoformat()}. SHA-256: {cited.hash}}}"),
    ]
    lines = ",\n".join(f"  {name} = {value}" for name, value in fields)
    return f"@misc{{argmap-{cited.id},\n{lines}\n}}\n"


def latex(text: str) -> str:
    r"""A text in which LaTeX finds nothing to carry out.

    >>> print(latex(r"\input{x} costs $5_000"))
    \textbackslash{}input\textbraceleft{}x\textbraceright{} costs \$5\_000
    """
    return _SPECIALS.sub(lambda found: _SPECIAL[found.group()], text)


def csl_json(cited: Citation) -> str:
    """A CSL-JSON file with one entry, as Zotero, pandoc and others read it."""
    entry = {
        "id": f"argmap-{cited.id}",
        "type": "webpage",
        "title": cited.line,
        "genre": "Argument map",
        "issued": {"date-parts": [[cited.on.year, cited.on.month, cited.on.day]]},
        "URL": cited.address,
        "note": f"SHA-256: {cited.hash}",
        **({"language": cited.language} if cited.language else {}),
    }
    lines = ",\n".join(f"  {_coded(key)}: {_coded(value)}" for key, value in entry.items())
    return f"[\n {{\n{lines}\n }}\n]\n"


def _coded(value: object) -> str:
    return json.dumps(value, ensure_ascii=False)


def sentence(cited: Citation) -> Message:
    """A plain sentence, for a text without a bibliography.

    >>> print(sentence(Citation("k3v5", "Why?", date(2026, 11, 26), "https://a.example/snapshots/k3v5", "ab12")))
    “Why?” Argument map, snapshot of 2026-11-26. https://a.example/snapshots/k3v5 (SHA-256: ab12)
    """
    values = {"title": cited.line, "day": cited.on.isoformat(), "address": cited.address, "hash": cited.hash}
    return Message("“{title}” Argument map, snapshot of {day}. {address} (SHA-256: {hash})", values)
