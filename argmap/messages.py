"""What argmap says to people, apart from the language it is said in.

A room says *what* happened: a `Message` of an English sentence with named gaps, and the values for the
gaps. Whoever talks to the person (a page, the command line) chooses the language: the English sentence is
the key under which a catalogue of translations holds the others. How many forms a sentence has that counts
something is the language's affair too: English has two, Arabic six.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Protocol, runtime_checkable
from unicodedata import category


@runtime_checkable
class Translator(Protocol):
    """What puts a sentence into a language, and knows which form that language has for a number."""

    def __call__(self, key: str, /) -> str:
        """The sentence in this language; the English one where there is no translation."""
        ...

    def plural(self, one: str, many: str, count: int, /) -> str:
        """The form for so many of a sentence that is `one` in English for one, and `many` for others."""
        ...

    def around(self, text: str, /) -> str:
        """What is put into a gap, so that its own direction of writing does not disturb the sentence around it."""
        ...


@dataclass(frozen=True, slots=True)
class Message:
    """One thing to say: an English sentence with gaps in braces, and what stands in the gaps.

    A message may stand in a gap of another one; both are then said in the same language. A number in the gap
    `{count}` decides on the form of the sentence, in languages that have several; where English has a sentence of
    its own for one, that is `one` (see `counted`).

    >>> str(Message("'{word}' stands twice.", {"word": "mine"}))
    "'mine' stands twice."
    """

    key: str
    parameters: Mapping[str, object] = field(default_factory=dict)
    one: str | None = None

    def text(self, translate: Callable[[str], str] = str) -> str:
        """The sentence, its key passed through `translate` (the identity: English)."""
        values = dict(self.parameters)
        for name, value in values.items():
            if isinstance(value, Message):
                values[name] = value.text(translate)
            elif isinstance(value, str) and isinstance(translate, Translator):
                values[name] = translate.around(value)
        return stopped(self._form(translate).format_map(values))

    def _form(self, translate: Callable[[str], str]) -> str:
        count = self.parameters.get("count")
        if not isinstance(count, int) or "{count" not in self.key:
            return translate(self.key)
        if isinstance(translate, Translator):
            return translate.plural(self.one or self.key, self.key, count)
        return translate(self.one if self.one is not None and count == 1 else self.key)

    def __str__(self) -> str:
        return self.text()


_TWICE = re.compile("([.。])(\u2069?[”’»“\"']?\u2069?)\\.(?![.\\w])")


def stopped(sentence: str) -> str:
    """A sentence without a full stop behind the one of a text that is quoted at its end.

    >>> stopped("Merged into “Phones distract.”. Undo parts them."), stopped("And so on ...")
    ('Merged into “Phones distract.” Undo parts them.', 'And so on ...')
    """
    return _TWICE.sub(lambda found: found[0] if found[0] == ".." else found[1] + found[2], sentence)


def counted(count: int, one: str, many: str, **values: object) -> Message:
    """So many of something: a sentence for one, and one for others with the gap `{count}`; both may have more gaps.

    >>> str(counted(1, "one card", "{count} cards")), str(counted(0, "one card", "{count} cards"))
    ('one card', '0 cards')
    """
    return Message(many, {"count": count, **values}, one)


def excerpt(text: str, length: int = 40) -> str:
    """The beginning of a text, for quoting in a message: one line, printable, at most `length` characters.

    It ends with a whole word, where there are words: some scripts have no spaces between them, and some words are very long.

    >>> excerpt("The mine  brings\\n jobs", 12), excerpt("Schifffahrtsgesellschaft", 12), excerpt("鉱山は地域に仕事をもたらす", 9)
    ('The mine…', 'Schifffahrt…', '鉱山は地域に仕事…')
    """
    head = text[: 4 * length]
    if not head.isprintable():
        head = "".join(c if c.isprintable() else " " for c in head)
    line = " ".join(head.split())
    shortened = len(line) > length or len(text) > 4 * length
    return _whole(line, length - 1) + "…" if shortened else line


def _whole(line: str, room: int) -> str:
    """The beginning of a line, without a word that is cut, or a letter without its marks."""
    if len(line) <= room:
        return line
    space = line.rfind(" ", room // 2, room + 1)
    if space < 0:
        while room > 1 and (_joins(line[room]) or line[room - 1] == "\u200d"):
            room -= 1
        return line[:room].rstrip()
    return line[:space].rstrip(" ,;:،؛–—-")


def _joins(character: str) -> bool:
    """Whether a character belongs to the one before it: an accent, a vowel sign, a joiner, a tone of skin."""
    return category(character)[0] == "M" or character == "\u200d" or "\U0001f3fb" <= character <= "\U0001f3ff"
