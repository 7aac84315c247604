"""Premise-conclusion structures: numbered statements, and the lines between premises and conclusions."""

from __future__ import annotations

import re
from collections.abc import Callable

from argmap.formats.argdown import data as yaml_data
from argmap.formats.argdown import lines
from argmap.formats.argdown.document import Argument, Document, End, Inference, Step
from argmap.formats.argdown.inline import Piece, Scanner
from argmap.formats.argdown.places import Speaker

_SIGN = re.compile(r"--+|\{|\\.|//|/\*|<!--|,|\n[ \t]*(?=\n)|\n")


class Structure:
    """The premise-conclusion structure that is being read, if any, and the argument that stood before it.

    `top` is the argument that began the last block.
    """

    def __init__(self, document: Document, speaker: Speaker) -> None:
        self.document = document
        self.speaker = speaker
        self.top: End | None = None
        self.current: Argument | None = None
        self.pending: Inference | None = None

    @property
    def unfinished(self) -> bool:
        """Whether a structure is under way that lacks its conclusion."""
        return self.current is not None and (
            self.pending is not None or not self.current.steps or self.current.steps[-1].inference is None
        )

    def begin(self, blank: bool, unnamed: Callable[[], int], place: int) -> None:
        """A numbered statement begins: it goes on with the structure under way, or begins a new one."""
        if self.current is not None and (not blank or self.unfinished):
            if blank:
                self.speaker.remark(
                    "guessed", "Read on: no line may be empty between premises and conclusion.", place
                )
            return
        self.close(keep_top=True)
        if self.top is not None:
            self.current = self.document.arguments[self.top.key]
            if self.current.steps:
                raise self.speaker.error(
                    "The argument '{title}' has premises and a conclusion already: give this one another title.",
                    place,
                    title=str(self.current.key)[:80],
                )
        else:
            key = unnamed()
            self.current = self.document.arguments[key] = Argument(key)

    def step(self, step: Step) -> None:
        """Put a numbered statement at the end of the structure."""
        step.inference, self.pending = self.pending, None
        if self.current is not None:
            self.current.steps.append(step)

    def undercut(self, above: End) -> End:
        """What an undercut indented under `above` is aimed at: under a conclusion, at its inference."""
        if self.current is not None and self.current.steps and above.kind == "statement":
            last = self.current.steps[-1]
            if last.statement == above.key and last.inference is not None:
                return End("inference", self.current.key, len(self.current.steps) - 1)
        return above

    def inference(self, at: int, scanner: Scanner) -> tuple[End, int]:
        """Read the line, or lines, between premises and conclusion; what it is, and where it ends."""
        if self.current is None or not self.current.steps or self.pending is not None:
            raise self.speaker.error(
                "Dashes stand between premises and conclusion: number the premises, as in (1), or write '\\--'.",
                at,
            )
        text = scanner.text
        self.pending = Inference(at)
        simple = lines.DASHES.match(text, at)
        end = simple.end() if simple else self._expanded(at, scanner, self.pending)
        rest: list[Piece] = []
        line = scanner.scan(end, rest)
        if any(piece.kind == "data" for piece in rest):
            raise self.speaker.error("These data stand between the dashes: write -- {{weight: 0.7}} --.", end)
        if any(piece.run.text.strip() for piece in rest):
            raise self.speaker.error("The conclusion stands on a line of its own, as in (3) ...", end)
        return End("inference", self.current.key, len(self.current.steps)), line

    def _expanded(self, at: int, scanner: Scanner, inference: Inference) -> int:
        text = scanner.text
        rules: list[str] = []
        words: list[str] = []
        position = at + 2
        while True:
            found = _SIGN.search(text, position)
            sign = found[0] if found else ""
            if found is None or (sign != "\n" and sign.startswith("\n")):
                raise self.speaker.error("This line of dashes does not end: write ---- or -- rule --.", at)
            words.append(text[position : found.start()])
            position = found.end()
            if sign.startswith("--"):
                rules.append("".join(words))
                inference.rules = tuple(rule for each in rules if (rule := " ".join(each.split())))
                return position
            if sign == ",":
                rules.append("".join(words))
                words = []
            elif sign == "{" and (end := scanner.braces.end(found.start())):
                inference.data = yaml_data.read(text, found.start(), end, self.speaker)
                position = end
            elif sign in ("//", "/*", "<!--"):
                position = max(position, scanner.comment(found.start()))
            else:
                words.append(" " if sign == "\n" else sign[1:] if sign[0] == "\\" else sign)

    def close(self, keep_top: bool = False) -> None:
        """The structure is over: it must have ended with a conclusion."""
        current, self.current = self.current, None
        if not keep_top:
            self.top = None
        if current is None:
            return
        pending, self.pending = self.pending, None
        if pending is not None:
            raise self.speaker.error(
                "No conclusion follows these dashes: write it below, as in (3) ...", pending.place
            )
        last = current.steps[-1]
        if last.inference is None:
            raise self.speaker.error(
                "No conclusion follows this premise: write ---- and the conclusion, or '\\({number})'.",
                last.place,
                number=last.number,
            )
