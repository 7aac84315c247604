"""The files of a map to take away: the drawing, and its text in the formats."""

from __future__ import annotations

import base64
import hashlib
import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass, replace
from urllib.parse import quote

from markupsafe import Markup
from starlette.requests import Request
from starlette.responses import Response

from argmap import formats
from argmap.diagram import Look, UnknownLook
from argmap.diagram.layout import MOST_FOR_GRAPHVIZ
from argmap.diagram.thumbnail import thumbnail
from argmap.documents import letters
from argmap.messages import excerpt
from argmap.model import ArgumentMap
from argmap.model.visibility import unsigned
from argmap.service import rooms, sharing
from argmap.service.rooms import shown
from argmap.service.sharing import Access
from argmap.service.shelf import Held
from argmap.web import words
from argmap.web.file_choices import Offer, files
from argmap.web.file_views import Download
from argmap.web.looks import two_sided
from argmap.web.map_page import title
from argmap.web.problems import Refused
from argmap.web.site import Visit

_STYLE = re.compile(r"<style>(.*?)</style>", re.DOTALL)
_WORD = re.compile(r"[a-z0-9]+")
_MOST_WORDS = 8
_PARTING = frozenset('/\\:*?"<>|')  # what parts paths, or what one system or another takes in no name
_LONGEST_TITLE = 300
_LONGEST_NAME = 180  # bytes: systems take 255, the ending and the number of a second download included
BADGES = ("verdict", "strength", "author")
"""What a card can say of itself."""


def bounded(look: Look, debate: ArgumentMap) -> Look:
    """The same look, but that nobody can ask for a layout that would take very long."""
    large = look.layout == "graphviz" and len(debate.nodes) > MOST_FOR_GRAPHVIZ
    return replace(look, layout="auto") if large else look


@dataclass(frozen=True, slots=True)
class Drawn:
    """How a map is to be drawn, and what its cards say of themselves: a verdict, a strength, who wrote them."""

    look: Look
    verdict: bool = False
    strength: bool = False
    signed: bool = False

    @property
    def judged(self) -> bool:
        """Whether what follows from the map has to be worked out."""
        return self.verdict or self.strength


def drawn(query: Mapping[str, str], judge: bool) -> Drawn:
    """What a query string asks for: the parts of a `Look` by their names, and `badges` with commas.

    `verdicts=1` asks for the badge `verdict`. Where `judge` is not set, nothing is judged. Raises `Refused` (422).
    """
    try:
        look = Look.of(query)
    except UnknownLook as error:
        raise Refused(422, "{reason}", reason=error.message) from None
    asked = set(filter(None, (each.strip() for each in query.get("badges", "").split(","))))
    unknown = sorted(asked - set(BADGES))
    if unknown:
        raise Refused(
            422, "There is no badge '{typed}'; there are: {choices}.",
            typed=excerpt(unknown[0]), choices=", ".join(BADGES),
        )  # fmt: skip
    verdict = judge and ("verdict" in asked or query.get("verdicts") == "1")
    return Drawn(look, verdict, judge and "strength" in asked, "author" in asked)


def policy(drawing: bytes) -> str:
    """The content policy of a drawing that is opened by itself: its own styles, by their hash, and nothing else."""
    found = _STYLE.search(drawing.decode())
    styles = found.group(1) if found else ""
    digest = base64.b64encode(hashlib.sha256(styles.encode()).digest()).decode()
    return f"default-src 'none'; style-src 'sha256-{digest}'; font-src data:; frame-ancestors 'none'; sandbox"


def json(request: Request) -> Response:
    """The map as argmap JSON."""
    return _text(request, "json", "application/json")


def argdown(request: Request) -> Response:
    """The map as Argdown."""
    return _text(request, "argdown", "text/plain; charset=utf-8")


def _text(request: Request, form: str, media_type: str) -> Response:
    visit = Visit(request)
    access = visit.enter(request.path_params["map"])
    key = (form, access.map, access.revision, access.named)
    entry = visit.site.kept.get(key)
    if entry is None:
        held = visit.site.shelf.read(access)
        made, _ = formats.dump(shown(access, held.debate), form)
        entry = visit.site.kept.put(key, made.encode(), media_type)
    response = visit.site.kept.respond(request.headers, entry)
    ending = formats.FORMATS[form].endings[0]
    response.headers["content-disposition"] = f"attachment; {titled(visit, access, ending)}"
    return shared(response) if everybodys(access) else response


def everybodys(access: Access) -> bool:
    """Whether a stranger may have the same file: in a room a key may show more than a public map does."""
    return access.stranger or (access.public and access.room is None)


def shared(response: Response) -> Response:
    """An answer that pages of other sites may show, as a picture for example."""
    response.headers["cross-origin-resource-policy"] = "cross-origin"
    return response


def titled(visit: Visit, access: Access, ending: str) -> str:
    """What the file of a map is called, as a header has it."""
    return called(title(shown(access, visit.site.shelf.read(access).debate), visit.translate), ending)


def called(name: str, ending: str) -> str:
    """What a file is called, as a header has it (RFC 6266): in plain letters, and by its real name where those cannot say it.

    >>> called("Should cars leave the town?", ".png")
    'filename="should-cars-leave-the-town.png"'
    >>> called("Où ?", ".png").partition("; ")[2]
    "filename*=UTF-8''O%C3%B9.png"
    """
    plain = f'filename="{slug(name)}{ending}"'
    return plain if name.isascii() else f"{plain}; filename*=UTF-8''{quote(real(name) + ending, safe='')}"


def real(name: str) -> str:
    """A text as the name of a file that every system takes: what parts paths, and what is not seen, is left out.

    >>> real("هل تغادر/السيارات\u202e المدينة؟"), real("…")
    ('هل تغادر السيارات المدينة؟', '…')
    """
    line = "".join(
        each if _seen(each) else " " for each in unicodedata.normalize("NFC", name[:_LONGEST_TITLE])
    )
    words = [each for each in line.split() if each.strip(".")] or [""]
    while len(words) > 1 and len(" ".join(words).encode()) > _LONGEST_NAME:
        words.pop()
    cut = " ".join(words).encode()[:_LONGEST_NAME].decode("utf-8", "ignore")
    return cut.strip(" .\u200c\u200d") or slug("")


def _seen(character: str) -> bool:
    # Letters of Urdu and of Indian scripts are joined, or kept apart, by two signs that are not seen themselves.
    return character in "\u200c\u200d" or (
        character.isprintable() and character not in _PARTING and unicodedata.category(character) != "Cf"
    )


def slug(name: str) -> str:
    """The name of a file for what is called so, in plain Latin letters as far as there are any.

    >>> slug("Should cars leave the town?"), slug("L’école"), slug("؟")
    ('should-cars-leave-the-town', 'l-ecole', 'argument-map')
    """
    folded = unicodedata.normalize("NFKD", name[:_LONGEST_TITLE].lower())
    bare = "".join(each for each in folded if not unicodedata.combining(each))
    return "-".join(_WORD.findall(bare)[:_MOST_WORDS])[:60] or "argument-map"


def downloads(visit: Visit, access: Access, held: Held) -> tuple[Download, ...]:
    """The files of a map, with what each is for and what it cannot hold."""
    debate = shown(access, held.debate)
    if access.room is not None and access.room.anonymous:
        # Who wrote what is kept from everybody there: that a file does not say it either is no loss.
        debate = unsigned(debate)
    names = rooms.names(visit.site.shelf, access)
    signed = any(node.author in names for node in debate.nodes.values())
    offer = Offer(two_sided(debate), sharing.may_judge(access), signed)
    return listed(visit, f"/maps/{access.map}", debate, offer)


def listed(visit: Visit, here: str, debate: ArgumentMap, offer: Offer) -> tuple[Download, ...]:
    """The files of what stands at an address, with what can be chosen for them."""
    _ = visit.translate
    strange = letters.note(debate)
    losses = formats.dump(debate, "argdown")[1].losses
    note = None
    if losses:
        said = words.counted(
            len(losses),
            "One thing is said differently there: {first}",
            "{count} things are said differently there, such as: {first}",
            first=losses[0].message,
        )
        note = visit.say(said)
    return (
        *files(here, _, visit.say(strange) if strange else None, offer),
        Download(_("Everything, to bring it back here or keep it safe"), "argmap JSON", f"{here}.json"),
        Download(_("A text that one can read and write by hand"), "Argdown", f"{here}.argdown", note),
    )


def shape(debate: ArgumentMap) -> Markup:
    """The shape of a debate as a very small picture."""
    return Markup(thumbnail(debate))  # noqa: S704 - lines and boxes, no text
