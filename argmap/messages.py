"""What argmap says to people, apart from the language it is said in.

A room says *what* happened: a `Message` of an English sentence with named gaps, and the values for the
gaps. Whoever talks to the person (a page, the command line) chooses the language: the English sentence is
the key under which a catalogue of translations holds the others.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Message:
    """One thing to say: an English sentence with gaps in braces, and what stands in the gaps.

    A message may stand in a gap of another one; both are then said in the same language.

    >>> str(Message("'{word}' stands twice.", {"word": "mine"}))
    "'mine' stands twice."
    """

    key: str
    parameters: Mapping[str, object] = field(default_factory=dict)

    def text(self, translate: Callable[[str], str] = str) -> str:
        """The sentence, its key passed through `translate` (the identity: English)."""
        values = {
            name: value.text(translate) if isinstance(value, Message) else value
            for name, value in self.parameters.items()
        }
        return stopped(translate(self.key).format_map(values))

    def __str__(self) -> str:
        return self.text()


_TWICE = re.compile(r"([.。])([”’»“\"']?)\.(?![.\w])")


def stopped(sentence: str) -> str:
    """A sentence without a full stop behind the one of a text that is quoted at its end.

    >>> stopped("Merged into “Phones distract.”. Undo parts them."), stopped("And so on ...")
    ('Merged into “Phones distract.” Undo parts them.', 'And so on ...')
    """
    return _TWICE.sub(lambda found: found[0] if found[0] == ".." else found[1] + found[2], sentence)


def excerpt(text: str, length: int = 40) -> str:
    """The beginning of a text, for quoting in a message: one line, printable, at most `length` characters.

    >>> excerpt("The mine  brings\\n jobs", 12)
    'The mine br…'
    """
    head = text[: 4 * length]
    if not head.isprintable():
        head = "".join(c if c.isprintable() else " " for c in head)
    line = " ".join(head.split())
    shortened = len(line) > length or len(text) > 4 * length
    return line[: length - 1].rstrip() + "…" if shortened else line
