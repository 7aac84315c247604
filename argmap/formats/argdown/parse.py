"""From the text of an Argdown file to a document.

One pass, line by line: the mark at the beginning of a line says what begins there, and the indentation of a
relation says what it concerns. The element under way is kept open until the next one begins.
"""

from __future__ import annotations

from argmap.formats.argdown import data as yaml_data
from argmap.formats.argdown import lines
from argmap.formats.argdown.cards import remark_tags
from argmap.formats.argdown.document import (
    Argument,
    Document,
    End,
    Key,
    Link,
    Member,
    Run,
    Section,
    Statement,
    Step,
)
from argmap.formats.argdown.elements import Element, data_of, merged, reference_or_text
from argmap.formats.argdown.inline import Scanner, settle
from argmap.formats.argdown.places import Speaker
from argmap.formats.argdown.structure import Structure
from argmap.formats.report import Report

MOST = 50_000
"""The most statements and arguments that a file may have."""


def parse(text: str, report: Report) -> Document:
    """What an Argdown text says. Raises `Unreadable` where that cannot be told. Linear in the text.

    >>> document = parse("[Cars out]: Cars out.\\n  + Less noise.\\n", Report())
    >>> [(link.kind, link.source.key, link.target.key) for link in document.links]
    [('support', 1, 'Cars out')]
    """
    return _Parser(text, report).run()


class _Parser:
    def __init__(self, text: str, report: Report) -> None:
        self.text = text
        self.document = Document(text)
        self.speaker = Speaker(text, report)
        self.scanner = Scanner(text, self.speaker)
        self.structure = Structure(self.document, self.speaker)
        self.element: Element | None = None
        # What a relation may concern: indentations and what stands there, the innermost last.
        self.stack: list[tuple[int, End]] = []
        self.section: int | None = None
        self.sections: list[int] = []
        self.blank = True
        self.untitled = 0
        self.in_list = False

    def run(self) -> Document:
        position = self.front_matter()
        while position < len(self.text):
            position = self.line(position)
        self.settle()
        self.structure.close()
        return self.document

    def front_matter(self) -> int:
        found = lines.front_matter(self.text)
        if found is None:
            return 0
        start, end, rest = found
        if end < 0:
            raise self.speaker.error(
                "The lines after this === have no end: write === on a line of its own below them.", start - 3
            )
        self.document.front = front = yaml_data.front(self.text, start, end, self.speaker)
        if "title" not in front:
            for name in front:
                if name.lower() in ("title", "question"):
                    self.speaker.remark(
                        "guessed",
                        "'{name}' is kept, but is not the question: write 'title: ...'.",
                        front.places.get(name, start),
                        name=name,
                    )
        return rest

    def line(self, start: int) -> int:
        """Read one line, and those that its comments and data reach into; where the next one begins."""
        text = self.text
        at = _skip(text, start)
        indent = at - start
        if at >= len(text) or text[at] == "\n":
            self.settle()
            self.blank = True
            return at + 1
        while text[at] in "/<" and (end := self.scanner.comment(at)) > at:
            at = _skip(text, end)
            if at >= len(text) or text[at] == "\n":
                return at + 1
        end = self.marked(at, indent)
        if end < 0:
            end = self.plain(at)
        self.blank = False
        return end + 1

    def marked(self, at: int, indent: int) -> int:
        """Read a line that begins with a mark; its end, or -1 when it begins with none."""
        text = self.text
        sign = text[at]
        if sign == "-" and text.startswith("--", at):
            return self.inference(at)
        if sign in "+-<>_" and (found := lines.RELATION.match(text, at)):
            return self.relation(found[0], at, indent)
        above = bool(self.stack) if self.element is None else self.element.role != "heading"
        if above and indent and lines.LOOKALIKE.match(text, at):
            mark = lines.LOOKALIKES[sign]
            self.speaker.remark("guessed", "'{sign}' is read as '{mark}'.", at, sign=sign, mark=mark)
            return self.relation(mark, at, indent)
        if sign == "(" and (found := lines.NUMBER.match(text, at)):
            self.settle()
            self.structure.begin(self.blank, self.unnamed, at)
            self.in_list = False
            return self.content(Element("step", at, number=int(found[1])), _skip(text, found.end()))
        if sign == "#" and (indent == 0 or self.blank) and (found := lines.HEADING.match(text, at)):
            self.settle()
            if not self.blank:
                self.speaker.remark("guessed", "A heading begins here: leave a line empty before it.", at)
            self.structure.close()
            self.element = Element("heading", at, number=len(found[1]))
            self.in_list = False
            return self.scanner.scan(found.end(), self.element.pieces, at)
        if (self.blank or self.in_list) and (found := lines.ITEM.match(text, at)):
            self.settle()
            self.structure.close()
            if not self.in_list:
                self.speaker.remark("noted", "The points of this list are read as separate cards.", at)
            self.in_list = True
            return self.content(Element("top", at), _skip(text, found.end()))
        return -1

    def plain(self, at: int) -> int:
        """Read a line without a mark: it begins a statement or an argument, or goes on with one."""
        element = self.element
        if element is not None and element.role == "heading" and lines.title(self.text, at):
            self.speaker.remark("guessed", "The heading ends here: leave a line empty after it.", at)
            self.settle()
            element = None
            self.blank = True
        elif element is not None and not self.blank and (found := lines.title(self.text, at)) and found[2]:
            title = self.text[at : min(found[3] - 1, at + 40)]
            self.speaker.remark(
                "guessed", "A new block begins here: leave an empty line before {title}.", at, title=title
            )
            self.settle()
            element = None
            self.blank = True
        if self.blank or element is None:
            self.settle()
            if not self.blank:
                raise self.speaker.error(
                    "This text belongs to nothing: number it, as in (3), or leave a line empty before it.", at
                )
            self.structure.close()
            self.in_list = False
            self.doubt_bullet(at, "This line begins with '{sign}' and was read as a card of its own:"
                              " write '+' for a reason or '-' for an objection.")  # fmt: skip
            return self.content(Element("top", at), at)
        self.doubt_bullet(at, "This line begins with '{sign}' and was read as part of the text above:"
                          " write '+' for a reason or '-' for an objection.")  # fmt: skip
        element.pieces.append(element.space(at))
        return self.scanner.scan(at, element.pieces, element.place)

    def doubt_bullet(self, at: int, key: str) -> None:
        if lines.BULLET.match(self.text, at):
            self.speaker.remark("guessed", key, at, sign=self.text[at])

    def content(self, element: Element, at: int) -> int:
        """Begin an element: read its title and its text, to the end of the line."""
        self.element = element
        found = lines.title(self.text, at)
        if found:
            element.title, element.argument, element.defined, at = found
            element.bracketed = self.text[element.place : at]
            element.titled_at = at
        elif unclosed := lines.UNCLOSED.match(self.text, at):
            self.speaker.remark(
                "guessed", "This '{sign}' is never closed: for a title write '{title}: ...'.", at,
                sign=self.text[at], title=("[{}]" if self.text[at] == "[" else "<{}>").format(unclosed[1][:40]),
            )  # fmt: skip
        elif (
            element.role == "top" and not self.document.statements and not self.document.arguments
            and not self.document.front and lines.FENCELESS.match(self.text, at)
        ):  # fmt: skip
            self.speaker.remark(
                "guessed", "This is read as a card: write === on a line above and on a line below it.", at
            )
        return self.scanner.scan(at, element.pieces, element.place)

    def relation(self, mark: str, at: int, indent: int) -> int:
        self.settle()
        speaker = self.speaker
        if not self.stack:
            raise speaker.error(
                "Nothing stands above this '{mark}': write the statement that it concerns first, or '\\{mark}'.",
                at,
                mark=mark,
            )
        if self.blank:
            if indent == 0:
                raise speaker.error(
                    "What does this '{mark}' concern? Indent it under a statement, or write '\\{mark}'.",
                    at,
                    mark=mark,
                )
            speaker.remark(
                "guessed",
                "Read as concerning what stands above: no line may be empty before '{mark}'.",
                at,
                mark=mark,
            )
        elif indent == 0:
            speaker.remark("guessed", "Read as concerning what stands above: indent '{mark}'.", at, mark=mark)
        while len(self.stack) > 1 and self.stack[-1][0] >= indent:
            level = self.stack.pop()[0]
            # Between two levels: as in other programs, beside the outer of them.
            if len(self.stack) > 1 and self.stack[-1][0] < indent < level:
                indent = self.stack[-1][0]
        if mark in "+-_" and self.text.startswith(mark, at + 1):
            speaker.remark(
                "guessed", "The second '{mark}' is read as part of the text: write one.", at, mark=mark
            )
        kind, outward = lines.MARKS[mark]
        element = Element("relation", at, indent=indent, kind=kind, outward=outward, parent=self.stack[-1][1])
        return self.content(element, _skip(self.text, at + len(mark)))

    def inference(self, at: int) -> int:
        self.settle()
        if self.blank and not self.structure.unfinished and (found := lines.DASHES.match(self.text, at)):
            self.speaker.remark("dropped", "A line of dashes that separates nothing is left out.", at)
            self.stack = []
            return self.scanner.scan(found.end(), [])
        inference, end = self.structure.inference(at, self.scanner)
        self.stack = [(-1, inference)]
        return end

    def unnamed(self) -> int:
        """The key of the next statement or argument without a title."""
        self.untitled += 1
        return self.untitled

    # What is read is put into the document when the next element begins.

    def settle(self) -> None:
        element = self.element
        if element is None:
            return
        self.element = None
        runs = settle(element.pieces, self.speaker)
        if element.role == "heading":
            self.heading(element, runs)
            return
        runs = reference_or_text(element, runs, self.speaker)
        member = Member(
            element.place, runs, data_of(element, self.text, self.speaker), self.section, element.defined
        )
        if element.argument and element.title is not None:
            end = self.argument(element, element.title, member)
        else:
            end = self.statement(element, member)
        if len(self.document.statements) + len(self.document.arguments) > MOST:
            raise self.speaker.error(
                "There are more than {most:,} cards: split the map into several.", element.place, most=MOST
            )
        match element.role:
            case "relation" if element.parent is not None:
                self.link(element, element.parent, end)
                self.stack.append((element.indent, end))
            case _:
                self.stack = [(-1, end)]
                if element.role == "top":
                    self.structure.top = end if element.argument else None

    def statement(self, element: Element, member: Member) -> End:
        key: Key = element.title if element.title is not None else self.unnamed()
        self.document.statements.setdefault(key, Statement(key)).members.append(member)
        if element.role == "step":
            self.structure.step(Step(element.number, key, element.place))
        return End("statement", key)

    def argument(self, element: Element, title: str, member: Member) -> End:
        if element.role == "step":
            raise self.speaker.error(
                "A premise or conclusion is a statement: write [{title}] instead of <{title}>.",
                element.place,
                title=title,
            )
        self.document.arguments.setdefault(title, Argument(title)).members.append(member)
        return End("argument", title)

    def link(self, element: Element, above: End, end: End) -> None:
        if element.kind == "undercut" and not element.outward:
            above = self.structure.undercut(above)
        source, target = (above, end) if element.outward else (end, above)
        if source.kind == "inference":
            raise self.speaker.error(
                "An inference supports and attacks nothing by itself: indent this under its conclusion.",
                element.place,
            )
        self.document.links.append(Link(element.kind, source, target, element.place))

    def heading(self, element: Element, runs: tuple[Run, ...]) -> None:
        title = merged(runs)
        remark_tags(runs, self.speaker)
        if not title:
            raise self.speaker.error("This heading has no words: write them after the #.", element.place)
        if data_of(element, self.text, self.speaker):
            self.speaker.remark("dropped", "The data of a heading are left out.", element.place)
        while self.sections and self.document.sections[self.sections[-1]].level >= element.number:
            self.sections.pop()
        parent = self.sections[-1] if self.sections else None
        self.section = len(self.document.sections)
        self.sections.append(self.section)
        self.document.sections.append(Section(title, element.number, element.place, parent))
        self.stack = []


def _skip(text: str, at: int) -> int:
    found = lines.BLANK.match(text, at)
    return found.end() if found else at
