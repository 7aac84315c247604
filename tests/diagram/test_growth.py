"""A picture while it grows: whatever is shown stands where it stands in the whole, and a window rests on it."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from argmap.diagram.corridors import Box
from argmap.diagram.drawing import plan
from argmap.diagram.growth import part_of
from argmap.diagram.inline import inline
from argmap.diagram.shapes import bounds
from argmap.diagram.window import window
from argmap.diagram.words import ENGLISH
from argmap.model import ArgumentMap
from tests.strategies import maps


@settings(deadline=None, max_examples=25)
@given(maps(), st.data())
def test_nothing_moves_while_a_picture_grows(debate: ArgumentMap, data: st.DataObject):
    whole = plan(debate, "tree")
    cards = data.draw(st.sets(st.sampled_from(sorted(whole.boxes)))) if whole.boxes else set()
    links = {
        relation.id
        for relation in whole.debate.relations.values()
        if cards.issuperset(relation.premises) and relation.target in cards
    }
    part = part_of(whole, cards, links)
    assert part.boxes == {card: whole.boxes[card] for card in whole.boxes if card in cards}
    assert {link.relation for link in part.routes.links} == links & {
        link.relation for link in whole.routes.links
    }
    assert len(part.routes.heads) <= len(part.routes.links)
    frame = bounds(whole.boxes, whole.routes)
    drawn = inline(part, words=ENGLISH, link=str, chosen=None, frame=frame).svg
    empty = inline(part_of(whole, (), ()), words=ENGLISH, link=str, chosen=None, frame=frame).svg
    assert drawn.partition("role=")[0] == empty.partition("role=")[0]
    if cards == set(whole.boxes):
        everything = part_of(whole, cards, whole.debate.relations)
        assert everything.routes.heads == whole.routes.heads


def test_a_window_is_as_wide_as_the_picture_and_rests_near_what_is_looked_at():
    whole = (0.0, 0.0, 100.0, 1000.0)
    for top in range(0, 940, 20):
        left, upper, right, lower = window(whole, [Box(0, top, 60, 0, 230)], 1.0)
        assert (left, right, round(lower - upper, 6)) == (0, 100, 100)
        assert upper >= 0
        assert lower <= 1000.000001
        assert upper <= top + 30 <= lower
    seen = {window(whole, [Box(0, top, 60, 0, 230)], 1.0) for top in range(300, 320)}
    assert len(seen) <= 2


def test_a_picture_that_nearly_fits_is_shown_whole():
    assert window((0, 0, 100, 120), [], 1.0) == (0, 0, 100, 120)
    assert window((0, 0, 100, 200), [], 1.0) == (0, 0, 100, 100)
