"""The inside of an Argdown text: tags, data, links, mentions, emphasis, escapes and comments.

`Scanner.scan` reads from a place to the end of the line and gives the pieces found. Whatever does not close,
such as a single underscore or bracket, is words: nobody loses a text over a stray sign.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal

from argmap.formats.argdown.braces import Braces
from argmap.formats.argdown.document import Run
from argmap.formats.argdown.places import Speaker
from argmap.model.text import MAXIMUM

_SPECIAL = re.compile(r"[\\@#*_\[<{/\n]")
_TAG = re.compile(
    r"#(?:\(([^()\n][^)\n]{0,300})\)|([\w\-^`\u00A0-\uD7FF\uF900-\uFDCF\uFDF0-\uFFEF]+))([ \t]?)"
)
_MENTION = re.compile(r"@(?:\[([^\]\n]{1,300})\]|<([^>\n]{1,300})>)([ \t]?)")
_ADDRESS = re.compile(r"(?<![^\W\d_])[A-Za-z][A-Za-z0-9+.\-]{1,15}:\Z")
_REST_OF_ADDRESS = re.compile(r'[^\s{}<>"\\]+')
_AFTER = re.compile(r"[ \t]*(?=\n|\Z|#[^\s#]|//|/\*|<!--|\{)")
_SPACE = re.compile(r"[ \t]*")
_CLOSES = re.compile(r"[ \t]|(?=[\n)}_.,!?;:\-*]|\Z)")
_LONGEST = 2000
_LONGEST_NAME = 300
MOST_PIECES = 4 * MAXIMUM
"""The most pieces of one text: two marks, a letter and a space for every character that it may have."""

TOO_LONG = "This text has {length:,} characters; {most:,} are the most. Split it into several statements."
_STRAY = "'{sign}' is read as part of the text: for other programs write '\\{sign}'."

PieceKind = Literal["run", "mark", "data"]


@dataclass(slots=True)
class Piece:
    """What the scanner finds: a run, a mark of emphasis that may open or close, or the place of data."""

    kind: PieceKind
    run: Run
    place: int
    end: int = 0
    opens: bool = False
    closes: bool = False


class Scanner:
    """Reads texts line by line. All of its searches together are linear in the text."""

    def __init__(self, text: str, speaker: Speaker) -> None:
        self.text = text
        self.speaker = speaker
        self.braces = Braces(text)
        self._next: dict[str, tuple[int, int]] = {}

    def find(self, what: str, start: int) -> int:
        """The next place of a string, -1 if there is none; asking again from further on costs nothing."""
        asked, found = self._next.get(what, (-1, -2))
        if asked <= start and (found >= start or found == -1):
            return found
        found = self.text.find(what, start)
        self._next[what] = (start, found)
        return found

    def comment(self, start: int) -> int:
        """The end of the comment that begins at a place, or the place itself when none begins there."""
        text = self.text
        if text.startswith("//", start):
            end = self.find("\n", start)
            return len(text) if end < 0 else end
        for opening, closing in (("/*", "*/"), ("<!--", "-->")):
            if text.startswith(opening, start):
                end = self.find(closing, start + len(opening))
                if end >= 0:
                    return end + len(closing)
                self.speaker.once(
                    "guessed",
                    "This comment does not end: read as text. Write '{closing}' at its end.",
                    start,
                    closing=closing,
                )
        return start

    def scan(self, start: int, pieces: list[Piece], place: int | None = None) -> int:
        """Read on to the end of the line; the place of the line feed, or of the end of the text.

        Raises `Unreadable` about `place`, where what is read begins, as soon as it is too long for any card.
        """
        text = self.text
        length = len(text)
        position = start
        while position < length:
            if len(pieces) > MOST_PIECES:
                begin = start if place is None else place
                end = self.find("\n", position)
                size = (length if end < 0 else end) - begin
                raise self.speaker.error(TOO_LONG, begin, length=size, most=MAXIMUM)
            found = _SPECIAL.search(text, position)
            special = found.start() if found else length
            if special > position:
                pieces.append(Piece("run", Run("words", text[position:special]), position))
            if special == length or text[special] == "\n":
                return special
            position = self._special(special, pieces)
        return length

    def _special(self, at: int, pieces: list[Piece]) -> int:
        """Read what begins with a special sign; where to go on."""
        text = self.text
        sign = text[at]
        end = at + 1
        match sign:
            case "\\":
                if end < len(text) and text[end] != "\n":
                    pieces.append(Piece("run", Run("words", text[end]), at))
                    return end + 1
            case "/" | "<":
                return self._comment(at, pieces)
            case "{":
                return self._data(at, pieces)
            case "[":
                return self._link(at, pieces)
            case "#":
                found = _TAG.match(text, at) if self._closes(at, "(", ")") else None
                if found:
                    tag = found[1] or found[2]
                    written = f"#({tag})" if found[1] else f"#{tag}"
                    pieces.append(Piece("run", Run("tag", written, tag, bool(found[3]), at), at))
                    return found.end()
            case "@":
                mention = text[end : end + 1] in ("[", "<")
                mention = mention and self._closes(at, "[", "]") and self._closes(at, "<", ">")
                found = _MENTION.match(text, at) if mention else None
                if found:
                    title = found[1] or found[2]
                    written = f"@[{title}]" if found[1] else f"@<{title}>"
                    kind: Literal["statement", "argument"] = "statement" if found[1] else "argument"
                    pieces.append(Piece("run", Run(kind, written, title, bool(found[3])), at))
                    return found.end()
            case _:
                return self._emphasis(at, pieces)
        pieces.append(Piece("run", Run("words", sign), at))
        return end

    def _closes(self, at: int, opening: str, closing: str) -> bool:
        """Whether a bracket after the sign at a place, if it is this one, closes soon: else why try to match it."""
        if not self.text.startswith(opening, at + 1):
            return True
        return self.text.find(closing, at, at + _LONGEST_NAME + 5) >= 0

    def _comment(self, at: int, pieces: list[Piece]) -> int:
        text = self.text
        if text.startswith("//", at) and _ADDRESS.search(text, max(0, at - 20), at):
            return self._address(at, pieces)
        end = self.comment(at)
        if end > at:
            return end
        if text[at] == "<":
            closing = self.find(">", at)
            line = self.find("\n", at)
            if closing > at + 1 and (line < 0 or closing < line):
                self._stray("<", at)
        pieces.append(Piece("run", Run("words", text[at]), at))
        return at + 1

    def _address(self, at: int, pieces: list[Piece]) -> int:
        """Read an address from its first '//' on: no sign in it means anything, but marks of emphasis after it."""
        self.speaker.once(
            "noted", "'//' in an address is no comment here: for other programs write '\\//'.", at
        )
        found = _REST_OF_ADDRESS.match(self.text, at)
        rest = found[0] if found else "//"
        rest = rest.rstrip("*_") or rest
        pieces.append(Piece("run", Run("words", rest), at))
        return at + len(rest)

    def _data(self, at: int, pieces: list[Piece]) -> int:
        end = self.braces.end(at)
        # Data stand at the end; a brace with words after it belongs to the text.
        if end > 0 and _AFTER.match(self.text, end):
            pieces.append(Piece("data", Run("words", ""), at, end))
            return end
        if end > 0:
            self._stray("{", at)
        else:
            self.speaker.once("guessed", "This '{{' is never closed, so it stays in the text.", at)
        pieces.append(Piece("run", Run("words", "{"), at))
        return at + 1

    def _link(self, at: int, pieces: list[Piece]) -> int:
        text = self.text
        closing = self.find("]", at + 1)
        if closing > at + 1 and text.startswith("](", closing):
            end = self.find(")", closing)
            if end > closing + 2 and end - at < _LONGEST and "\n\n" not in text[at:end]:
                spaced = text[end + 1 : end + 2] in (" ", "\t")
                words = " ".join(text[at + 1 : closing].split())
                pieces.append(Piece("run", Run("link", words, text[closing + 2 : end], spaced), at))
                return end + 1 + spaced
        line = self.find("\n", at)
        if closing > at + 1 and (line < 0 or closing < line):
            self._stray("[", at)
        pieces.append(Piece("run", Run("words", "["), at))
        return at + 1

    def _emphasis(self, at: int, pieces: list[Piece]) -> int:
        text = self.text
        mark = text[at : at + 2] if text[at + 1 : at + 2] == text[at] else text[at]
        end = at + len(mark)
        after = text[end : end + 1]
        before = text[at - 1 : at]
        closes = _CLOSES.match(text, end)
        pieces.append(
            Piece(
                "mark",
                Run("words", mark, mark, after in (" ", "\t")),
                at,
                opens=bool(after) and not after.isspace(),
                closes=closes is not None and bool(before) and not before.isspace(),
            )
        )
        return end

    def _stray(self, sign: str, at: int) -> None:
        self.speaker.once("noted", _STRAY, at, sign=sign)


def settle(pieces: list[Piece], speaker: Speaker) -> tuple[Run, ...]:
    """The runs of a whole text: every mark of emphasis has found its partner, or is words. Linear."""
    if all(piece.kind != "mark" for piece in pieces):
        return tuple(piece.run for piece in pieces if piece.kind == "run")
    partner = _partners(pieces)
    runs: list[Run] = []
    for index, piece in enumerate(pieces):
        if index in partner:
            runs.append(
                Run(partner[index], "", piece.run.value, partner[index] == "close" and piece.run.spaced)
            )
        elif piece.kind != "data":
            if piece.opens:
                speaker.once("noted", _STRAY, piece.place, sign=piece.run.value)
            runs.append(piece.run if piece.kind == "run" else Run("words", piece.run.text))
    return tuple(runs)


def _partners(pieces: list[Piece]) -> dict[int, Literal["open", "close"]]:
    """Which marks of emphasis open or close; the others are words. Each mark is looked at twice at most."""
    open_marks: list[int] = []
    waiting: dict[str, int] = {}
    partner: dict[int, Literal["open", "close"]] = {}
    for index, piece in enumerate(pieces):
        mark = piece.run.value
        if piece.kind != "mark":
            continue
        if piece.closes and waiting.get(mark):
            other = ""
            while other != mark:
                opening = open_marks.pop()
                other = pieces[opening].run.value
                waiting[other] -= 1
            partner[opening], partner[index] = "open", "close"
        elif piece.opens:
            open_marks.append(index)
            waiting[mark] = waiting.get(mark, 0) + 1
    return partner
