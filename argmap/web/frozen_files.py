"""The files of a snapshot, at addresses beside that of its page: its text, how it is cited, and what is drawn of it.

What is drawn goes through the same gate as the files of a map, and has the same bounds.
"""

from __future__ import annotations

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from argmap import formats
from argmap.documents.orders import FORMS
from argmap.formats import citation
from argmap.model import ArgumentMap
from argmap.service import snapshots
from argmap.service.snapshots import Frozen
from argmap.web.exports import called, shared
from argmap.web.map_page import title
from argmap.web.site import Visit
from argmap.web.snapshots import cited, entered, file_name
from argmap.web.taking import Source, drawing, social

_TEXTS = {
    "csl.json": "application/vnd.citationstyles.csl+json",
    "json": "application/json",
    "argdown": "text/plain; charset=utf-8",
    "bib": "application/x-bibtex; charset=utf-8",
}
"""The files that are written; one whose ending ends with another one's comes first."""


def of_snapshot(visit: Visit) -> Source:
    """The snapshot that an address means. Nothing is judged in it, as on its page."""
    frozen, shelf = entered(visit), visit.site.shelf
    kept = frozen.kept

    def debate() -> ArgumentMap:
        return snapshots.read(shelf, frozen)

    def named(ending: str) -> str:
        return called(title(debate(), visit.translate), f"-{kept.made_at.date().isoformat()}{ending}")

    return Source(kept.id, ("frozen", kept.id, kept.hash), False, frozen.public, debate, named)


def text(request: Request) -> Response:
    """A text of a snapshot; of the JSON the SHA-256 is the hash of the snapshot."""
    visit = Visit(request)
    frozen = entered(visit)
    form = next(each for each in _TEXTS if request.url.path.endswith(f".{each}"))
    debate = snapshots.read(visit.site.shelf, frozen)
    key = ("frozen", form, frozen.kept.id, frozen.kept.hash, visit.language, visit.base)
    entry = visit.site.kept.get(key)
    if entry is None:
        made = _written(visit, frozen, debate, form).encode("utf-8", "replace")
        entry = visit.site.kept.put(key, made, _TEXTS[form])
    response = visit.site.kept.respond(request.headers, entry)
    # In plain letters, since it stands in commands that one types to check the hash.
    name = f"{file_name(visit, frozen, debate)}.{form}"
    response.headers["content-disposition"] = f'attachment; filename="{name}"'
    return shared(response) if frozen.public else response


def _written(visit: Visit, frozen: Frozen, debate: ArgumentMap, form: str) -> str:
    match form:
        case "json":
            return snapshots.text(visit.site.shelf, frozen)
        case "bib":
            return citation.bibtex(cited(visit, frozen, debate))
        case "csl.json":
            return citation.csl_json(cited(visit, frozen, debate))
        case _:
            return formats.dump(debate, form)[0]


_OF_ONE = ("/snapshots/{snapshot}", "/snapshots/{snapshot}/{key}")

ROUTES = [
    *(Route(f"{path}/social.png", social(of_snapshot), methods=["GET"]) for path in _OF_ONE),
    *(
        Route(f"{path}.{form}", drawing(of_snapshot, form), methods=["GET"])
        for path in _OF_ONE
        for form in FORMS
    ),
    *(Route(f"{path}.{form}", text, methods=["GET"]) for path in _OF_ONE for form in _TEXTS),
]
