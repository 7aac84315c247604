"""The drawn and printed files of a map on the page where one takes it along: what each is for, and what to choose."""

from __future__ import annotations

from dataclasses import dataclass

from argmap.diagram.look import CHOICES
from argmap.documents.paper import AUTO, SIZES
from argmap.documents.picture import SCALES
from argmap.web.file_views import Download, FileChoice
from argmap.web.form_views import Choice
from argmap.web.looks import LABELS, WORDS
from argmap.web.words import Translate

_TILES = ("A4", "A3")


@dataclass(frozen=True, slots=True)
class Offer:
    """What can be chosen for the files of one map: whether it has `two_sides`, whether it may be judged, whether its cards are `signed`."""

    two_sides: bool
    judged: bool
    signed: bool


def files(here: str, _: Translate, letters: str | None, offer: Offer) -> tuple[Download, ...]:
    """The files, the one that most people want first. `here` is the address of the map, `letters` what there is to say of them.

    A report of what may be judged tells the weak points too.
    """
    size = FileChoice(
        "scale", _("Size"), tuple(Choice(str(scale), f"{scale}×", scale == 2) for scale in SCALES)
    )
    paper = FileChoice(
        "paper", _("Paper"), (Choice(AUTO, _("as needed"), True), *(Choice(name, name) for name in SIZES))
    )
    wall = FileChoice(
        "paper", _("Size"), tuple(Choice(name, name, name == "A1") for name in SIZES if name != "A4")
    )
    tiles = FileChoice("tiles", _("Sheets"), tuple(Choice(name, name, name == "A4") for name in _TILES))
    pages = FileChoice("paper", _("Paper"), tuple(Choice(name, name, name == "A4") for name in _TILES))
    colours, layout, told, *further = _drawn(_, offer)
    looks = (layout, told, *further)
    return (
        Download(_("A picture, for slides, messages and pages"), "PNG", f"{here}.png", letters, (size, colours), looks, (("save", "1"),)),
        Download(_("The map on one sheet, to print"), "PDF", f"{here}.pdf", None, (paper, colours), looks),
        Download(
            _("A poster for the wall, in sheets to put together"), "PDF", f"{here}.pdf", None, (wall, tiles),
            (colours, *looks), (("poster", "1"),),
        ),
        Download(
            _("A report: the question, the map, every argument in words, sources and weak points") if offer.judged
            else _("A report: the question, the map, every argument in words, and sources"),
            "PDF", f"{here}.pdf", None, (pages, colours), looks, (("report", "1"),),
        ),
        # One such page is light or dark as its reader's system is.
        Download(
            _("A page in one file, which works without a network"), "HTML", f"{here}.html", None, (layout, told),
            tuple(further),
        ),
        Download(
            _("A drawing that stays sharp at any size, for articles"), "SVG", f"{here}.svg", None, (layout, colours),
            (told, *further), (("save", "1"),),
        ),
        Download(_("The picture that stands for the map where its address is passed on"), "PNG", f"{here}/social.png"),
    )  # fmt: skip


def _drawn(_: Translate, offer: Offer) -> tuple[FileChoice, ...]:
    """The parts of a look, by the names that stand in addresses: colours, layout, how it is told, type; and badges, where there are any."""
    parts = tuple(
        FileChoice(
            part,
            _(LABELS[part]),
            tuple(
                Choice(name, _(words), name == CHOICES[part][0])
                for name, words in WORDS[part].items()
                if name != "facing" or offer.two_sides
            ),
        )
        for part in ("palette", "layout", "view", "density")
    )
    badges = [Choice("", _("Nothing"), True)]
    if offer.judged:
        badges += [
            Choice("verdict", _("Verdicts")),
            Choice("strength", _("Strengths")),
            Choice("verdict,strength", _("Verdicts and strengths")),
        ]
    if offer.signed:
        badges.append(Choice("author", _("Authors")))
    return (*parts, FileChoice("badges", _("On the cards"), tuple(badges))) if badges[1:] else parts
