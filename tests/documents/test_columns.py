from __future__ import annotations

import re
from itertools import pairwise

import pytest

import argmap
from argmap.cli.files import examples
from argmap.diagram import render
from argmap.diagram.look import Look
from argmap.documents.columns import columns, set_in
from argmap.documents.lettering import Lettered, lettered
from argmap.documents.paper import EASY, fitting, laid
from argmap.documents.problems import NotMade
from tests.documents.debates import SCRIPTS, drawn, read, tree

_SHEET = re.compile(r'<rect class="sheet" x="([-\d.]+)" y="([-\d.]+)" width="([\d.]+)" height="([\d.]+)"')


def sheets(made: Lettered) -> list[tuple[float, ...]]:
    """Where the cards are: left, top, right, bottom."""
    found = ([float(each) for each in box] for box in _SHEET.findall(made.shapes))
    return [(x, y, x + wide, y + high) for x, y, wide, high in found]


@pytest.mark.parametrize("look", [Look(layout="tree"), Look(layout="tree", density="print", direction="rtl")])
def test_every_card_and_every_word_stands_in_a_column(look):
    drawing = render(read(tree(120)), look=look)
    made = lettered(drawing.svg)
    found = list(columns(made, drawing.boxes))
    assert [len(each.parts) for each in found][:3] == [2, 3, 4]
    for lie in found[:4]:
        done = set_in(made, lie)
        cards = sheets(done)
        # One that stands across a cut is in both columns.
        assert 120 <= len(cards) <= 120 + 4 * (len(lie.parts) - 1)
        for x, y, right, bottom in cards:
            assert 0 <= x < right <= lie.width
            assert 0 <= y < bottom <= lie.height
            at = sum(x > n * (lie.across + lie.gap) for n in range(len(lie.parts))) - 1
            assert right < at * (lie.across + lie.gap) + lie.across
        kept = sorted(each.text for each in done.words)
        for each in made.words:
            kept.remove(each.text)
        # What is left are the numbers of the columns, and those of where lines go on.
        assert len([each for each in kept if not re.fullmatch(r"\d+(–\d+)?", each)]) < 16 * len(lie.parts)
        assert {str(n + 1) for n in range(len(lie.parts))} <= set(kept)
        # The texts are still on their cards.
        for word in done.words:
            if word.text.startswith("Card "):
                assert any(x < word.x < right and y < word.y < bottom for x, y, right, bottom in cards)


def test_columns_follow_one_another_from_the_side_where_one_reads():
    for direction in ("ltr", "rtl"):
        drawing = render(read(tree(60)), look=Look(layout="tree", direction=direction))
        made = lettered(drawing.svg)
        done = set_in(made, next(columns(made, drawing.boxes)))
        size = max(each.size for each in done.words)
        heads = {each.text: each.x for each in done.words if each.size == size and each.strong}
        assert (heads["1"] < heads["2"]) == (direction == "ltr")


def test_a_class_fits_on_a_wall():
    """A map of 120 cards as people write them, of three lines each."""
    drawing = drawn(
        read(
            tree(
                120, 4, "Card {} says about as much as people say in a lesson when they think of it for long."
            )
        )
    )
    made = lettered(drawing.svg)
    with pytest.raises(NotMade, match="A4"):
        fitting(made, "A4", list(columns(made, drawing.boxes)))
    assert laid(made, "A0").type_size < EASY
    sheet = fitting(made, "auto", list(columns(made, drawing.boxes)))
    assert sheet.columns is not None
    assert sheet.type_size >= EASY
    assert sheet.paper in ("A2", "A1")


def test_parts_follow_one_another_without_a_gap():
    drawing = drawn(read("\n\n".join(f"[P{n}]: {text} #position" for n, text in enumerate(SCRIPTS.values()))))
    made = lettered(drawing.svg)
    for lie in columns(made, drawing.boxes):
        assert lie.parts[0].top == 0
        assert lie.parts[-1].bottom == made.height
        assert all(one.bottom >= other.top for one, other in pairwise(lie.parts))


@pytest.mark.parametrize("name", [path.stem for path in examples()])
@pytest.mark.parametrize("view", ["full", "simple"])
def test_the_bundled_maps_are_set_in_columns_in_every_look(name: str, view: str):
    """Where cards leave narrow gaps, too."""
    debate, _ = argmap.load(next(path for path in examples() if path.stem == name))
    for layout in ("tree", "facing"):
        for density in ("screen", "projector", "print"):
            drawing = render(debate, look=Look(layout=layout, view=view, density=density))
            for lie in columns(lettered(drawing.svg), drawing.boxes):
                assert lie.parts[-1].bottom >= drawing.height - 1
                assert all(one.bottom >= other.top for one, other in pairwise(lie.parts))
