"""A picture while it grows: whatever is shown stands where it stands in the whole, and a window rests on it."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from argmap.diagram.corridors import Box
from argmap.diagram.drawing import plan
from argmap.diagram.growth import part_of
from argmap.diagram.inline import inline
from argmap.diagram.shapes import bounds
from argmap.diagram.window import resting
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


def test_a_window_rests_while_what_came_is_in_sight_and_then_moves_on():
    whole = (0.0, 0.0, 2000.0, 5000.0)
    stops = [[Box(0, top, 60, 530 * (n % 2), 430)] for n, top in enumerate(range(0, 4900, 90))]
    views = resting(whole, stops, (1090, 780))
    assert len(set(views)) < len(views) / 3
    for [box], (left, top, right, bottom) in zip(stops, views, strict=True):
        assert (right - left, bottom - top) == (1090, 780)
        assert whole[0] <= left <= box.left
        assert box.right <= right <= whole[2]
        assert whole[1] <= top <= box.top
        assert box.bottom <= bottom <= whole[3]


def test_what_is_most_important_is_in_sight_where_not_all_can_be():
    near, far = Box(0, 4000, 60, 0, 430), Box(3, 0, 60, 1590, 430)
    assert resting((0, 0, 2000, 5000), [[near, far], [], [far, near]], (1000, 800)) == (
        (0, 3630, 1000, 4430),
        (0, 3630, 1000, 4430),
        (1000, 0, 2000, 800),
    )


def test_a_picture_that_fits_is_shown_whole_and_not_too_large():
    assert resting((0, 0, 900, 700), [[], []], (1000, 800)) == ((0, 0, 900, 700),) * 2
    assert resting((0, 0, 430, 100), [[]], (1600, 800)) == ((-285, -200, 715, 300),)
