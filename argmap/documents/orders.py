"""What somebody asks for when they take a map with them, and the file that comes of it."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, field

from argmap.diagram import render
from argmap.diagram.drawing import Drawing
from argmap.diagram.look import Look
from argmap.diagram.marks import Mark
from argmap.diagram.plan import plan
from argmap.diagram.stacks import headline
from argmap.diagram.words import ENGLISH, Words
from argmap.documents import faces, letters, picture
from argmap.documents.lettering import faceless
from argmap.documents.paper import AUTO, known
from argmap.documents.press import SECONDS
from argmap.documents.problems import NotMade
from argmap.messages import Message, counted, excerpt
from argmap.model import ArgumentMap

TYPE_CHECKING = False  # as in argmap/__init__.py

if TYPE_CHECKING:
    from argmap.analysis.report import Report

MUCH = 60_000
"""How many characters of fonts a drawing may carry whole: those of plain Latin letters are 36,000."""
FORMS = ("svg", "png", "pdf", "html")
"""The files there are, by their endings."""

_UNTITLED = "Argument map"


@dataclass(frozen=True, slots=True)
class Order:
    """A file that is asked for: its `form` (one of `FORMS`), and how it is to be made.

    `scale` (1 to 4) and `social` (the picture for passing an address on) concern PNG; `paper` ("auto", A4 to A0),
    `report`, `poster` and its `tiles` concern PDF. Raises `NotMade` for what there is not, or does not go together.

    >>> Order("pdf", paper="a3").paper
    'A3'
    >>> Order("png", poster=True)
    Traceback (most recent call last):
    argmap.documents.problems.NotMade: A poster is a PDF file: it cannot be made as PNG.
    """

    form: str
    scale: int = 1
    paper: str = AUTO
    report: bool = False
    poster: bool = False
    tiles: str = "A4"
    social: bool = False

    def __post_init__(self) -> None:
        if self.form not in FORMS:
            values = {"typed": excerpt(self.form), "choices": ", ".join(FORMS)}
            raise NotMade(Message("There is no file of the kind '{typed}'; there are: {choices}.", values))
        said = {"form": self.form.upper()}
        for asked, form, key in (
            (self.scale != 1, "png", "A scale is for PNG files: {form} files are sharp at any size."),
            (
                self.social,
                "png",
                "The picture for passing a map on is a PNG file: it cannot be made as {form}.",
            ),
            (self.poster, "pdf", "A poster is a PDF file: it cannot be made as {form}."),
            (self.report, "pdf", "A report is a PDF file: it cannot be made as {form}."),
            (self.paper != AUTO, "pdf", "A paper size is for PDF files: it means nothing for {form}."),
        ):
            if asked and self.form != form:
                raise NotMade(Message(key, said))
        if self.report and self.poster:
            raise NotMade(Message("A file is either a report or a poster: ask for one of them."))
        if self.scale not in picture.SCALES:
            raise picture.no_scale(self.scale)
        object.__setattr__(self, "paper", known(self.paper))
        object.__setattr__(self, "tiles", known(self.tiles, auto=False))

    @classmethod
    def of(cls, form: str, asked: Mapping[str, str]) -> Order:
        """The order that is asked for by name, as a query string has it. Raises `NotMade`.

        Other names are left alone, and what is empty is as if it were not there.

        >>> Order.of("pdf", {"paper": "A1", "poster": "1", "palette": "mono"}).poster
        True
        """
        scale = asked.get("scale") or "1"
        if not scale.isascii() or not scale.isdigit() or len(scale) > 3:
            raise picture.no_scale(excerpt(scale))
        return cls(
            form, int(scale), asked.get("paper") or AUTO, asked.get("report") == "1", asked.get("poster") == "1",
            asked.get("tiles") or "A4",
        )  # fmt: skip


@dataclass(frozen=True, slots=True)
class Setting:
    """How a map is shown in a file: its look, all the words around it, and what is said of its cards.

    `marks`, `badges`, `faint` are as in `diagram.render`; `found` is what the analysis says, for reports (None: nothing is
    said of that). `language` and `direction` are those of the words. `cut`: an SVG file carries the letters that it shows and no
    others, which takes a third of a second for new letters; else that is done only where much would be carried.
    `seconds` is how long a document may take to be set.
    """

    look: Look = field(default_factory=Look)
    words: Words = field(default_factory=lambda: ENGLISH)
    translate: Callable[[str], str] = str
    marks: Mapping[str, Mark] | None = None
    badges: Mapping[str, str] | None = None
    faint: Collection[str] = ()
    found: Report | None = None
    language: str = "en"
    direction: str = "ltr"
    cut: bool = True
    seconds: float = SECONDS


@dataclass(frozen=True, slots=True)
class Taken:
    """A finished file, and what there is to say about it."""

    data: bytes
    notes: tuple[Message, ...] = ()


def carried_out(debate: ArgumentMap, order: Order, setting: Setting) -> Taken:
    """The file of a map that is asked for. What is hidden is not in it. Raises `NotMade`."""
    debate = debate.visible()
    title = _title(debate, setting)
    if order.social:
        from argmap.documents import social

        return Taken(social.png(debate, title, setting.translate), _unlettered(debate))
    if order.form == "html":
        from argmap.documents import onefile

        made = plan(
            debate, words=setting.words, badges=setting.badges, marks=setting.marks, faint=setting.faint, look=setting.look
        )  # fmt: skip
        text = onefile.html(
            debate, made, title, setting.words, setting.translate, setting.language, setting.direction
        )
        return Taken(text.encode(), made.notes)
    drawing = render(
        debate, look=setting.look, words=setting.words, badges=setting.badges, marks=setting.marks,
        faint=setting.faint,
    )  # fmt: skip
    if order.form == "svg":
        cut = setting.cut or len(drawing.svg) - len(faceless(drawing.svg)) > MUCH
        return Taken(
            (faces.carried(drawing.svg) if cut else drawing.svg).encode(), (*drawing.notes, *_cut(drawing))
        )
    notes = (*drawing.notes, *(() if order.report else _cut(drawing)), *_unlettered(debate))
    return Taken(_set(debate, drawing, title, order, setting), notes)


def _set(debate: ArgumentMap, drawing: Drawing, title: str, order: Order, setting: Setting) -> bytes:
    if order.form == "png":
        return picture.png(drawing, title, order.scale, setting.seconds)
    if order.report:
        from argmap.documents import report

        return report.pdf(
            debate,
            drawing,
            title,
            setting.found,
            paper=order.paper,
            translate=setting.translate,
            seconds=setting.seconds,
        )
    if order.poster:
        paper = "A1" if order.paper == AUTO else order.paper
        from argmap.documents import poster

        return poster.pdf(drawing, title, paper, order.tiles, setting.translate, setting.seconds)
    return picture.pdf(drawing, title, order.paper, setting.seconds)


def _title(debate: ArgumentMap, setting: Setting) -> str:
    asked = headline(debate)
    return debate.nodes[asked].text if asked else setting.translate(_UNTITLED)


def _cut(drawing: Drawing) -> tuple[Message, ...]:
    """What to say where cards end before their text does."""
    if not drawing.cut:
        return ()
    return (
        counted(
            drawing.cut,
            "On one card the text is cut short; a report and an HTML file have it whole.",
            "On {count} cards the text is cut short; a report and an HTML file have it whole.",
        ),
    )


def _unlettered(debate: ArgumentMap) -> tuple[Message, ...]:
    note = letters.note(debate)
    return (note,) if note else ()
