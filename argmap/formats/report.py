"""What a reader or a writer has to say beside its result: remarks, and the one error that stops it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from argmap.messages import Message

KINDS = ("dropped", "altered", "guessed", "noted")
"""What a remark can be; "noted" is said although nothing is lost."""

_EACH = 100


@dataclass(frozen=True, slots=True)
class Remark:
    """One thing that was dropped, altered, guessed or noted on the way, and where.

    >>> str(Remark("dropped", Message("The field '{field}' is unknown.", {"field": "colour"}), 3, 7, "a.json"))
    "a.json:3:7: dropped: The field 'colour' is unknown."
    """

    kind: str
    message: Message
    line: int | None = None
    column: int | None = None
    name: str = "<input>"

    def __str__(self) -> str:
        return _placed(f"{self.kind}: {self.message}", self.line, self.column, self.name)


class Unreadable(ValueError):
    """Input of which no map can be made: what is wrong, where, and what to write instead.

    `message` holds the sentence and its values, `line` and `column` (from 1) the place, `name` the file.

    >>> print(Unreadable("The quote is not closed: write '\\"' at its end.", line=2, column=9, name="a.json"))
    a.json:2:9: The quote is not closed: write '"' at its end.
    """

    def __init__(
        self,
        key: str | Message,
        /,
        *,
        line: int | None = None,
        column: int | None = None,
        name: str = "<input>",
        **values: object,
    ) -> None:
        self.message = key if isinstance(key, Message) else Message(key, values)
        self.line = line
        self.column = column
        self.name = name
        super().__init__(str(self.message))

    def __str__(self) -> str:
        return _placed(self.message, self.line, self.column, self.name)


class Report:
    """The remarks of one reading or writing, in their order.

    Of remarks with the same sentence the first hundred are kept; the others are counted, and one remark at
    the end says how many there are.

    >>> report = Report("a.argdown")
    >>> for line in range(1, 200):
    ...     report.add("altered", "Bold became plain.", line, 1)
    >>> len(report), str(list(report)[-1])
    (101, 'a.argdown: altered: … and 99 more of: Bold became plain.')
    """

    def __init__(self, name: str = "<input>") -> None:
        self.name = name
        self._remarks: list[Remark] = []
        self._counts: dict[tuple[str, str], int] = {}
        self._first: dict[tuple[str, str], Message] = {}

    def add(
        self, kind: str, key: str, line: int | None = None, column: int | None = None, /, **values: object
    ) -> None:
        """Remark something: `kind` is one of `KINDS`, `key` the sentence, `values` what fills its gaps."""
        count = self._counts.get((kind, key), 0)
        self._counts[kind, key] = count + 1
        if count < _EACH:
            message = Message(key, values)
            self._first.setdefault((kind, key), message)
            self._remarks.append(Remark(kind, message, line, column, self.name))

    @property
    def losses(self) -> list[Remark]:
        """The remarks that say what the result lacks or says differently: dropped or altered."""
        return [remark for remark in self if remark.kind in ("dropped", "altered")]

    def __iter__(self) -> Iterator[Remark]:
        yield from self._remarks
        for (kind, key), count in self._counts.items():
            if count > _EACH:
                # The first of them, its gaps filled: a bare sentence would show their names in braces.
                sentence = str(self._first[kind, key])
                more = Message(
                    "… and {count:,} more of: {sentence}", {"count": count - _EACH, "sentence": sentence}
                )
                yield Remark(kind, more, name=self.name)

    def __len__(self) -> int:
        return len(self._remarks) + sum(count > _EACH for count in self._counts.values())

    def __repr__(self) -> str:
        return f"<Report: {len(self)} remarks on {self.name}>"


def _placed(message: Message | str, line: int | None, column: int | None, name: str) -> str:
    place = "" if line is None else f"{line}:" if column is None else f"{line}:{column}:"
    return f"{name}:{place} {message}"
