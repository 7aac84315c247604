"""The outline of a page: the whole debate as a nested list, or as much of it as a page can bear."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from argmap.diagram.sources import citation
from argmap.model import ArgumentMap
from argmap.model.outline import Line
from argmap.model.roles import Standing
from argmap.web.addresses import Place
from argmap.web.views import OutlineLine
from argmap.web.words import NAMES, SIGNS, Translate, tone

COMPLETE = 150
"""Up to how many cards the outline on a page is complete; beyond that it opens by branch."""

_WIDE = 200.0  # ems: a line of the outline breaks by itself


def lines(
    debate: ArgumentMap, where: Standing, every: list[Line], place: Place, translate: Translate
) -> tuple[OutlineLine, ...]:
    """The lines of a page from `every` line of the outline. Linear."""
    shown: Iterable[tuple[Line, int]] = ((line, 0) for line in every)
    if len(debate.nodes) > COMPLETE and not place.whole:
        shown = _opened(debate, where, every, place.card)
    words = {name: translate(word) for name, word in NAMES.items()}
    return tuple(_nested(debate, list(shown), place, words))


def _opened(
    debate: ArgumentMap, where: Standing, every: list[Line], card: str | None
) -> Iterator[tuple[Line, int]]:
    """The lines down to the second level, those on the way to the chosen card, and those right below it.

    With each comes the number of lines that are folded away below it.
    """
    open_ = set(_way(debate, where, card)) if card in debate.nodes else set()
    found: list[list[int]] = []  # index of a line that is shown, how many are folded away below it
    chain: list[int] = []  # for every depth the place in `found` of the line that is open there
    for index, line in enumerate(every):
        del chain[line.depth :]
        above = found[chain[-1]] if chain else None
        parent = every[above[0]] if above is not None else None
        direct = len(chain) == line.depth
        if parent is not None and (line.depth > 1) and not (direct and parent.node in open_):
            found[chain[-1]][1] += 1
            continue
        chain.append(len(found))
        found.append([index, 0])
    for index, more in found:
        yield every[index], more


def _way(debate: ArgumentMap, where: Standing, card: str | None) -> Iterator[str]:
    """A card, and those under which it stands, up to the top."""
    while card is not None:
        yield card
        target = where.home.get(card)
        while target is not None and target in debate.relations:
            relation = debate.relations[target]
            target = (
                relation.target
                if relation.target in debate.nodes
                else debate.relations[relation.target].premises[0]
            )
        card = target


def _nested(
    debate: ArgumentMap, shown: list[tuple[Line, int]], place: Place, words: dict[str, str]
) -> Iterator[OutlineLine]:
    chain: list[str | None] = []  # the relation of the last line at each depth
    address = place.cards()
    lists = 0  # how many are open
    for index, (line, more) in enumerate(shown):
        leads = line.role == "premises" and chain[line.depth : line.depth + 1] != [line.relation]
        chain[line.depth :] = [*[None] * (line.depth - len(chain)), line.relation]
        node = debate.nodes[line.node]
        # Depths may jump by more than one where undercuts stand: a list opens one level at a time.
        following = shown[index + 1][0].depth if index + 1 < len(shown) else 0
        opens = following > line.depth
        closes = min(max(line.depth - following, 0), lists + opens)
        lists += opens - closes
        role = line.role if line.role is not None and node.kind not in ("question", "position") else node.kind
        source = None
        if node.kind == "evidence" and node.sources:
            first, *others = node.sources
            source = citation(debate.sources[first].fields, len(others), _WIDE)
        yield OutlineLine(
            card=node.id,
            href=address(node.id),
            tone=(shade := tone(role)),
            sign=SIGNS.get(shade),
            role=words[role],
            text=node.name if line.again else node.text,
            language=node.language,
            source=source,
            linked=line.role == "premises",
            again=line.again,
            chosen=node.id == place.card and not line.again,
            opens=opens,
            closes=closes,
            more=more,
            first=leads,
        )
