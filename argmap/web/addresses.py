"""The addresses of the pages of one map, and what a query string asks for. Nothing that anybody typed becomes a path."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from typing import Any
from urllib.parse import parse_qsl, quote, urlencode, urlsplit

from argmap.diagram.look import CHOICES, MOST_CLOSED, Look
from argmap.model.rules import is_id
from argmap.service.finding import LONGEST as LONGEST_SEARCH

FORMS = (
    "reason", "evidence", "objection", "rebuttal", "premise", "undercut", "position",
    "edit", "connect", "move", "remove", "scheme", "merge",
)  # fmt: skip
DRAWN = {
    "layout": tuple(each for each in CHOICES["layout"] if each != "graphviz"),
    "palette": tuple(each for each in CHOICES["palette"] if each != "dark"),
    "density": CHOICES["density"],
}
"""What there is to choose from for the picture of a page, the usual choice first.

No program lays out while somebody waits for a page, and whether it is dark is up to the browser."""
DEEPEST = 9
_ANY = "\x00"
_LONGEST = 4000  # characters of an address to come back to
_MOST_ASKED = 300
_MOST_FOLDS = 60  # branches that an address tells


@dataclass(frozen=True, slots=True)
class Place:
    """A place on the page of a map: the chosen card, the form that is open, the part that is shown.

    `focus` is the card in the middle of what is shown, `depth` how many links around it; `whole` asks for the
    whole outline, `verdicts` for what follows from the map, `simple` for the picture in plain words, `signed` for who wrote the cards;
    `closed` are the groups that are drawn as one card. `start` says how many lines below the chosen card (or at the top) it leaves out first, and
    `made` stays set after the map was made until its address is kept. `root` is the page, where it is another one than that of the
    map itself: a snapshot, or the page that others embed. Branches of the picture are folded below the cards in `fold`, and unfolded
    below those in `open`, where a large map would not show them. `find` are words that are searched for. `layout`, `palette` and
    `density` say how the picture is drawn (`DRAWN`).
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
    simple: bool = False
    closed: frozenset[str] = frozenset()
    signed: bool = False
    root: str | None = None
    fold: tuple[str, ...] = ()
    open: tuple[str, ...] = ()
    find: str = ""
    layout: str = DRAWN["layout"][0]
    palette: str = DRAWN["palette"][0]
    density: str = DRAWN["density"][0]

    @classmethod
    def of(cls, map_id: str, query: Mapping[str, str], root: str | None = None) -> Place:
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
            query.get("view") == "simple",
            frozenset(each for each in query.get("closed", "").split(",")[:MOST_CLOSED] if is_id(each)),
            query.get("badges") == "author",
            root,
            fold,
            tuple(card for card in opened if card not in fold),
            "".join(filter(str.isprintable, query.get("find", "")[:LONGEST_SEARCH])),
            **{part: query[part] for part, choices in DRAWN.items() if query.get(part) in choices},
        )

    def at(self, card: str | None, do: str | None = None, aim: str | None = None) -> Place:
        """The same part of the map, with another card chosen, or another form open."""
        return replace(self, card=card, do=do, aim=aim, start=0)

    def further(self, card: str | None, start: int) -> Place:
        """The lines of the outline below a card (None: at the top) from a later one on."""
        return replace(self.at(card), start=start)

    def finding(self, words: str) -> Place:
        """The same place with the cards that hold some words listed; without such a list for none."""
        return replace(self, find=words, do=None, aim=None, start=0)

    def outlined(self, whole: bool) -> Place:
        """The same place with the whole outline, or with that which opens by branch."""
        return replace(self, whole=whole, start=0)

    def around(self, focus: str | None, depth: int = 2) -> Place:
        """The part of the map around a card; the whole of it for None."""
        return replace(self, focus=focus, depth=depth, do=None, aim=None, start=0)

    def judged(self, verdicts: bool) -> Place:
        """The same place with the verdicts shown, or without."""
        return replace(self, verdicts=verdicts)

    def told(self, simple: bool) -> Place:
        """The same place with the picture in plain words, or in full."""
        return replace(self, simple=simple)

    def closing(self, group: str, closed: bool) -> Place:
        """The same place with a group closed, or open again."""
        return replace(self, closed=self.closed | {group} if closed else self.closed - {group})

    @property
    def look(self) -> Look:
        """How the picture is drawn here."""
        view = "simple" if self.simple else "full"
        return Look(self.layout, self.palette, self.density, view, self.closed)

    def drawn(self, part: str, choice: str) -> Place:
        """The same place with a part of `DRAWN` chosen."""
        chosen: dict[str, Any] = {part: choice}
        return replace(self, **chosen)

    def folding(self, card: str) -> Place:
        """The same place with the branch below a card folded to a chip."""
        others = tuple(each for each in self.fold if each != card)
        opened = tuple(each for each in self.open if each != card)
        return replace(self, fold=(*others, card)[-_MOST_FOLDS:], open=opened, do=None, aim=None)

    def unfolding(self, card: str) -> Place:
        """The same place with the branch below a card unfolded, whether it was folded by hand or is by itself."""
        if card in self.fold:
            return replace(self, fold=tuple(each for each in self.fold if each != card), do=None, aim=None)
        others = tuple(each for each in self.open if each != card)
        return replace(self, open=(*others, card)[-_MOST_FOLDS:], do=None, aim=None)

    def unfolded(self) -> Place:
        """The same place with no branch folded or unfolded by hand."""
        return replace(self, fold=(), open=(), do=None, aim=None)

    def href(self, fragment: str = "", **more: str) -> str:
        """The address of the place, within the site."""
        query = "&".join(f"{name}={value}" for name, value in (self.asked() | more).items() if value)
        return f"{self.root or '/maps/' + self.map}{'?' + query if query else ''}{'#' + fragment if fragment else ''}"

    def asked(self) -> dict[str, str | None]:
        """What the address asks for, by its names, ready to stand in a query."""
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
        asked |= self.look.asked()
        if self.signed:
            asked["badges"] = "author"
        if self.start:
            asked["from"] = str(self.start)
        if self.find:
            asked["find"] = quote(self.find, safe="")
        # Ids are letters, digits and signs that mean nothing in a query, and all else comes from here.
        return asked

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
