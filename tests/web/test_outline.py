"""The outline as the equal of the picture: every relation can be read from it alone."""

from __future__ import annotations

import pytest

from argmap.model import ArgumentMap, replay
from argmap.model.operations import EditNode
from argmap.model.roles import standing
from argmap.web.addresses import Place
from argmap.web.outline import lines
from argmap.web.views import OutlineLine
from tests.diagram import reading
from tests.generated import SHAPES, generated

AGAINST = ("Objection", "Rebuttal", "Undercut")


def read(told: tuple[OutlineLine, ...]) -> set[reading.Said]:
    """The relations that somebody learns who goes through a nested list from the top."""
    above: list[str] = []
    groups: list[tuple[OutlineLine, list[str], str]] = []
    open_at: dict[int, int] = {}
    found: set[reading.Said] = set()
    for line in told:
        depth = len(above)
        if line.linked and not line.first:
            groups[open_at[depth]][1].append(line.card)
        elif depth and line.role not in ("Question", "Position", "Claim"):
            open_at[depth] = len(groups)
            groups.append((line, [line.card], above[-1]))
        if line.about:
            said = reading.cut(line.card, line.about)
            assert said is not None
            found.add(said)
        if line.opens:
            above.append(line.card)
        del above[len(above) - line.closes :]
    for line, cards, target in groups:
        if not line.about:
            kind = "attack" if line.role.startswith(AGAINST) else "support"
            found.add((kind, frozenset(cards), target))
    return found


def told(debate: ArgumentMap) -> tuple[OutlineLine, ...]:
    return lines(debate, standing(debate), Place("m", whole=True), str)


@pytest.mark.parametrize("shape", SHAPES)
def test_every_relation_can_be_read_from_the_outline_alone(shape: str):
    for seed in range(3):
        debate = reading.plain(generated(seed, 30, shape))
        held = {
            reading.meant(debate, each)
            for each in debate.relations.values()
            # Questions and positions are named as such wherever they stand.
            if not any(debate.nodes[card].kind in ("question", "position") for card in each.premises)
        }
        assert held <= read(told(debate))


def test_a_card_that_stands_elsewhere_is_named_by_what_is_written_on_it():
    debate = reading.plain(generated(1, 40, "graph"))
    debate = replay([EditNode(each, {"title": "Hidden title"}) for each in debate.nodes], debate)
    assert any(line.again for line in told(debate))
    assert not any("Hidden title" in line.text for line in told(debate))
