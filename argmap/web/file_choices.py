"""The drawn and printed files of a map on the page where one takes it along: what each is for, and what to choose."""

from __future__ import annotations

from argmap.documents.paper import AUTO, SIZES
from argmap.documents.picture import SCALES
from argmap.web.file_views import Download, FileChoice
from argmap.web.form_views import Choice
from argmap.web.words import Translate

_PALETTES = {
    "default": "Usual",
    "classic": "Classic",
    "dark": "Dark",
    "mono": "Black and white",
}


def files(here: str, _: Translate, letters: str | None, judge: bool = True) -> tuple[Download, ...]:
    """The files, the one that most people want first. `here` is the address of the map, `letters` what there is to say of them.

    `judge`: a report tells the weak points too.
    """
    sizes = FileChoice(
        "scale", _("Size"), tuple(Choice(str(scale), f"{scale}×", scale == 2) for scale in SCALES)
    )
    colours = FileChoice(
        "palette", _("Colours"), tuple(Choice(name, _(words), name == "default") for name, words in _PALETTES.items())
    )  # fmt: skip
    sheet = FileChoice(
        "paper", _("Paper"), (Choice(AUTO, _("as needed"), True), *(Choice(name, name) for name in SIZES))
    )  # fmt: skip
    poster = FileChoice(
        "paper", _("Size"), tuple(Choice(name, name, name == "A1") for name in SIZES if name != "A4")
    )
    return (
        Download(_("A picture, for slides, messages and pages"), "PNG", f"{here}.png", letters, (sizes, colours)),
        Download(_("The map on one sheet, to print"), "PDF", f"{here}.pdf", choices=(sheet, colours)),
        Download(
            _("A poster for the wall, in sheets of A4 to put together"), "PDF", f"{here}.pdf",
            choices=(poster, colours), fixed=(("poster", "1"),),
        ),
        Download(
            _("A report: the question, the map, every argument in words, sources and weak points") if judge
            else _("A report: the question, the map, every argument in words, and sources"),
            "PDF", f"{here}.pdf?report=1",
        ),
        Download(_("A page in one file, which works without a network"), "HTML", f"{here}.html"),
        Download(_("A drawing that stays sharp at any size, for articles"), "SVG", f"{here}.svg"),
        Download(_("The picture that stands for the map where its address is passed on"), "PNG", f"{here}/social.png"),
    )  # fmt: skip
