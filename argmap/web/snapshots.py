"""Frozen snapshots: made and withdrawn, shown, cited, reported. Their files are in `frozen_files`."""

from __future__ import annotations

from dataclasses import replace
from string import Formatter

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from argmap.formats import citation
from argmap.formats.citation import Citation
from argmap.messages import Message
from argmap.model import ArgumentMap, Problem
from argmap.service import sharing, snapshots
from argmap.service.refusals import NotAllowed, NotThere
from argmap.service.snapshots import Frozen, Withdrawn
from argmap.web import publication
from argmap.web.addresses import Place
from argmap.web.exports import listed, slug
from argmap.web.fields import Fields, posted
from argmap.web.file_choices import Offer
from argmap.web.looks import two_sided
from argmap.web.making import READING
from argmap.web.map_page import Seen, map_page, page_title, title
from argmap.web.problems import Refused
from argmap.web.site import Visit
from argmap.web.snapshot_views import Cite, SentencePart, SnapshotPage
from argmap.web.snapshot_views import Frozen as FrozenView
from argmap.web.social import social
from argmap.web.turns import in_turn, large
from argmap.web.views import Bar, MapPage
from argmap.web.words import Translate

NOTHING = "There is no such snapshot, or the address is incomplete."
WITHDRAWN = "This snapshot was withdrawn on {day}, and its text was erased."
HIDDEN = "This snapshot was hidden by whoever runs this server."


def freeze(request: Request, fields: Fields) -> Response:
    """Freeze a map as it is now."""
    visit = Visit(request)
    access = visit.enter_to_change(request.path_params["map"])
    try:
        snapshots.freeze(visit.site.shelf, access, public=fields.get("public") == "1")
    except NotAllowed as refused:
        raise Refused(403, "{reason}", reason=refused.message) from None
    except Problem as problem:
        raise Refused(422, "{reason}", reason=problem.message) from None
    return visit.go(f"/maps/{access.map}/share#snapshots", (Message("Frozen. It stands first in the list."),))


def withdraw(request: Request, fields: Fields) -> Response:  # noqa: ARG001 - a form without fields
    """Withdraw a snapshot."""
    visit = Visit(request)
    access = visit.enter_to_change(request.path_params["map"])
    try:
        snapshots.withdraw(visit.site.shelf, access, request.path_params["snapshot"])
    except NotAllowed as refused:
        raise Refused(403, "{reason}", reason=refused.message) from None
    except Problem as problem:
        raise Refused(422, "{reason}", reason=problem.message) from None
    said = Message("The snapshot is withdrawn: it opens nothing any more, and its text is erased.")
    return visit.go(f"/maps/{access.map}/share#snapshots", (said,))


def entered(visit: Visit) -> Frozen:
    """The snapshot that an address means. Raises `Refused`."""
    found = visit.request.path_params
    return by_address(visit, found["snapshot"], found.get("key"))


def by_address(visit: Visit, snapshot: str, key: str | None) -> Frozen:
    """The snapshot with an id, and perhaps a key. Raises `Refused`."""
    try:
        return snapshots.enter(visit.site.shelf, snapshot, key)
    except Withdrawn as refusal:
        if refusal.hidden or refusal.at is None:
            raise Refused(410, HIDDEN) from None
        raise Refused(410, WITHDRAWN, day=refusal.at.date().isoformat()) from None
    except NotThere:
        if key is not None:
            visit.count_failure()
        raise Refused(404, NOTHING) from None


def show(request: Request, turn: bool) -> Response | None:
    """A snapshot: the picture, the outline, the chosen card, and what is to be known of it."""
    visit = Visit(request)
    frozen = entered(visit)
    place = Place.of(frozen.kept.map, request.query_params, frozen.path)
    # Nobody is asked anything here, and nothing is said but what the address says.
    place = replace(place, do=None, made=False, verdicts=False)
    live = _live(visit, frozen)
    assets = visit.site.static.prefix
    key = ("snapshot", frozen.kept.id, frozen.kept.hash, place, visit.tongue, visit.base, live, assets)
    if not turn and visit.site.kept.get(key) is None and large(snapshots.read(visit.site.shelf, frozen)):
        return None
    entry = visit.site.kept.once(key, lambda: _page(visit, frozen, place, live))
    response = visit.site.kept.respond(request.headers, entry)
    if frozen.public:
        response.headers["x-robots-tag"] = "all"
    return response


def _live(visit: Visit, frozen: Frozen) -> bool:
    """Whether everybody may read the map that was frozen."""
    try:
        return sharing.enter(visit.site.shelf, frozen.kept.map, None).public
    except NotThere:
        return False


def _page(visit: Visit, frozen: Frozen, place: Place, live: bool) -> bytes:
    debate = snapshots.read(visit.site.shelf, frozen)
    page = frozen_map(visit, frozen, debate, place)
    files = listed(visit, frozen.path or "", debate, Offer(two_sided(debate), judged=False, signed=False))
    made = SnapshotPage.of(page, view(visit, frozen, debate, live), files)
    return bytes(visit.page("snapshot.html", made).body)


def frozen_map(visit: Visit, frozen: Frozen, debate: ArgumentMap, place: Place) -> MapPage:
    """The map of a snapshot as a page shows it: to be read, and nothing else."""
    frame = replace(visit.frame(page_title(debate, visit.translate), place.href()), notice=None)
    told = social(
        debate,
        title(debate, visit.translate),
        visit.base,
        frozen.path or "",
        visit.translate,
        image=f"{frozen.path}/social.png",
        index=frozen.public,
    )
    return map_page(
        Seen(debate, replace(frame, social=told), reading(place), visit.translate, judge=False), place
    )


def reading(place: Place) -> Bar:
    """The bar above a map that is there to be read alone."""
    return Bar(place.map, False, True, "simple", place.href(), place.href(), None, 0, "", False, False)


def cited(visit: Visit, frozen: Frozen, debate: ArgumentMap) -> Citation:
    """What is to be cited of a snapshot."""
    kept = frozen.kept
    address = f"{visit.base}{frozen.path or f'/snapshots/{kept.id}'}"
    name = title(debate, visit.translate)
    return Citation(kept.id, name, kept.made_at.date(), address, kept.hash, debate.language)


def cite(visit: Visit, frozen: Frozen, debate: ArgumentMap) -> Cite:
    """How a snapshot is cited."""
    said = cited(visit, frozen, debate)
    return Cite(
        _parted(citation.sentence(said), visit.translate),
        citation.bibtex(said),
        citation.csl_json(said),
        f"{frozen.path}.bib",
        f"{frozen.path}.csl.json",
    )


def _parted(sentence: Message, translate: Translate) -> tuple[SentencePart, ...]:
    """A sentence in a language, its gaps apart: the title as it runs itself, days, addresses and hashes from the left."""
    parts = []
    for words, gap, _, _ in Formatter().parse(translate(sentence.key)):
        parts.append(SentencePart(words))
        if gap is not None:
            turn = "auto" if gap == "title" else "ltr"
            parts.append(SentencePart(str(sentence.parameters[gap]), turn))
    return tuple(parts)


def view(visit: Visit, frozen: Frozen, debate: ArgumentMap, live: bool) -> FrozenView:
    """What is to be known of a snapshot."""
    kept, path = frozen.kept, frozen.path
    return FrozenView(
        kept.made_at.date().isoformat(),
        kept.made_at.isoformat(timespec="seconds"),
        kept.revision,
        kept.hash,
        f"{file_name(visit, frozen, debate)}.json",
        cite(visit, frozen, debate),
        kept.redacted_at.date().isoformat() if kept.redacted_at is not None else None,
        f"/maps/{kept.map}" if live else None,
        f"{path}/report" if frozen.public else None,
    )


def file_name(visit: Visit, frozen: Frozen, debate: ArgumentMap) -> str:
    """What the files of a snapshot are called in plain letters, but for the ending."""
    return f"{slug(title(debate, visit.translate))}-{frozen.kept.made_at.date().isoformat()}"


def report(request: Request) -> Response:
    """The form by which anybody reports a public snapshot."""
    visit = Visit(request)
    frozen, name = _reported(visit)
    return publication.form(visit, name, f"{frozen.path}/report", frozen.path or "/")


def send_report(request: Request, fields: Fields) -> Response:
    """Take a report, and thank for it."""
    visit = Visit(request)
    frozen, name = _reported(visit)
    return publication.reported(visit, frozen.kept.map, name, fields.get("reason"), frozen.kept.id)


def _reported(visit: Visit) -> tuple[Frozen, str]:
    frozen = by_address(visit, visit.request.path_params["snapshot"], None)
    return frozen, title(snapshots.read(visit.site.shelf, frozen), visit.translate)


_OF_ONE = ("/snapshots/{snapshot}", "/snapshots/{snapshot}/{key}")

ROUTES = [
    Route("/maps/{map}/snapshots", posted(freeze, READING, 0), methods=["POST"]),
    Route("/maps/{map}/snapshots/{snapshot}/withdraw", posted(withdraw), methods=["POST"]),
    Route("/snapshots/{snapshot}/report", report, methods=["GET"]),
    Route("/snapshots/{snapshot}/report", posted(send_report), methods=["POST"]),
    *(Route(path, in_turn(show, "snapshot"), methods=["GET"]) for path in _OF_ONE),
]
