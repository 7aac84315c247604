"""The addresses of the pages of one map, and what a query string asks for. Nothing that anybody typed becomes a path."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from urllib.parse import parse_qsl, urlencode, urlsplit

from argmap.model.rules import is_id

FORMS = (
    "reason", "evidence", "objection", "rebuttal", "premise", "undercut", "position",
    "edit", "connect", "move", "remove", "scheme", "merge",
)  # fmt: skip
DEEPEST = 9
_ANY = "\x00"
_LONGEST = 4000  # characters of an address to come back to
_MOST_ASKED = 300
_MOST_FOLDS = 60  # branches that an address tells


@dataclass(frozen=True, slots=True)
class Place:
    """A place on the page of a map: the chosen card, the form that is open, the part that is shown.

    `focus` is the card in the middle of what is shown, `depth` how many links around it; `whole` asks for the
    whole outline, `verdicts` for what follows from the map, `start` says how many lines below the chosen card (or at the top) it leaves out first, and
    `made` stays set after the map was made until its address is kept. Branches of the picture are closed below the cards
    in `fold`, and opened below those in `open`, where a large map would not show them.
    """

    map: str
    card: str | None = None
    do: str | None = None
    aim: str | None = None
    focus: str | None = None
    depth: int = 2
    whole: bool = False
    made: bool = False
    start: int = 0
    verdicts: bool = False
    fold: tuple[str, ...] = ()
    open: tuple[str, ...] = ()

    @classmethod
    def of(cls, map_id: str, query: Mapping[str, str]) -> Place:
        """What a query string asks for; what makes no sense is left out, since addresses are typed and cut."""
        depth, start = query.get("depth", ""), query.get("from", "")
        fold, opened = _ids(query.get("fold", "")), _ids(query.get("open", ""))
        return cls(
            map_id,
            _id(query.get("card")),
            query.get("do") if query.get("do") in FORMS else None,
            _id(query.get("aim")),
            _id(query.get("focus")),
            min(max(int(depth), 1), DEEPEST) if depth.isascii() and depth.isdigit() and len(depth) < 3 else 2,
            query.get("whole") == "1",
            query.get("made") == "1",
            int(start) if start.isascii() and start.isdigit() and len(start) < 7 else 0,
            query.get("verdicts") == "1",
            fold,
            tuple(card for card in opened if card not in fold),
        )

    def at(self, card: str | None, do: str | None = None, aim: str | None = None) -> Place:
        """The same part of the map, with another card chosen, or another form open."""
        return replace(self, card=card, do=do, aim=aim, start=0)

    def further(self, card: str | None, start: int) -> Place:
        """The lines of the outline below a card (None: at the top) from a later one on."""
        return replace(self.at(card), start=start)

    def outlined(self, whole: bool) -> Place:
        """The same place with the whole outline, or with that which opens by branch."""
        return replace(self, whole=whole, start=0)

    def around(self, focus: str | None, depth: int = 2) -> Place:
        """The part of the map around a card; the whole of it for None."""
        return replace(self, focus=focus, depth=depth, do=None, aim=None, start=0)

    def judged(self, verdicts: bool) -> Place:
        """The same place with the verdicts shown, or without."""
        return replace(self, verdicts=verdicts)

    def closed(self, card: str) -> Place:
        """The same place with the branch below a card closed to a chip."""
        others = tuple(each for each in self.fold if each != card)
        opened = tuple(each for each in self.open if each != card)
        return replace(self, fold=(*others, card)[-_MOST_FOLDS:], open=opened, do=None, aim=None)

    def opened(self, card: str) -> Place:
        """The same place with the branch below a card open, whether it was closed by hand or is by itself."""
        if card in self.fold:
            return replace(self, fold=tuple(each for each in self.fold if each != card), do=None, aim=None)
        others = tuple(each for each in self.open if each != card)
        return replace(self, open=(*others, card)[-_MOST_FOLDS:], do=None, aim=None)

    def unfolded(self) -> Place:
        """The same place with no branch closed or opened by hand."""
        return replace(self, fold=(), open=(), do=None, aim=None)

    def href(self, fragment: str = "", **more: str) -> str:
        """The address of the place, within the site."""
        asked = {"card": self.card, "do": self.do, "aim": self.aim, "focus": self.focus}
        if self.focus and self.depth != 2:
            asked["depth"] = str(self.depth)
        if self.fold:
            asked["fold"] = ",".join(self.fold)
        if self.open:
            asked["open"] = ",".join(self.open)
        if self.whole:
            asked["whole"] = "1"
        if self.made:
            asked["made"] = "1"
        if self.verdicts:
            asked["verdicts"] = "1"
        if self.start:
            asked["from"] = str(self.start)
        # Ids are letters, digits and signs that mean nothing in a query, and all else comes from here.
        query = "&".join([f"{name}={value}" for name, value in (asked | more).items() if value])
        return f"/maps/{self.map}{'?' + query if query else ''}{'#' + fragment if fragment else ''}"

    def cards(self) -> Callable[[str], str]:
        """The address of any card at this place, worked out once for all of them."""
        head, tail = self.at(_ANY).href().split(_ANY)
        return lambda card: f"{head}{card}{tail}#card-{card}"

    def form(self, *parts: str) -> str:
        """The address to which a form of this map is sent."""
        return "/".join(("/maps", self.map, *parts))


def returning(map_id: str, name: str, typed: str) -> str | None:
    """The address of another page of this map, with its query, when it is that from which a form came; else None.

    >>> returning("abc", "analysis", "/maps/abc/analysis?burden=prove#n2")
    '/maps/abc/analysis?burden=prove#n2'
    >>> returning("abc", "analysis", "https://elsewhere.example/maps/abc/analysis") is None
    True
    """
    here = f"/maps/{map_id}/{name}"
    try:
        parts = urlsplit(typed[:_LONGEST])
        asked = parse_qsl(parts.query, keep_blank_values=True, max_num_fields=_MOST_ASKED)
    except ValueError:
        return None
    if parts.scheme or parts.netloc or parts.path != here:
        return None
    # Written anew, so that nothing gets into an address of ours but names and values.
    query = urlencode(asked, errors="replace")
    fragment = _id(parts.fragment)
    return f"{here}{'?' + query if query else ''}{'#' + fragment if fragment else ''}"


def _ids(typed: str) -> tuple[str, ...]:
    """The ids in a list with commas, each once; what is none is left out."""
    return tuple(dict.fromkeys(each for each in typed[:_LONGEST].split(",") if is_id(each)))[:_MOST_FOLDS]


def _id(value: str | None) -> str | None:
    return value if value and is_id(value) else None
