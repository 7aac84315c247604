"""Looks: what can be asked for, and what is said of what cannot."""

from __future__ import annotations

import xml.etree.ElementTree as ET
from dataclasses import FrozenInstanceError, fields

import pytest
from hypothesis import given
from hypothesis import strategies as st

from argmap.diagram import Look, UnknownLook, render
from argmap.diagram.look import CHOICES, MOST_CLOSED, unclosable
from tests.diagram.safety import SVG
from tests.generated import generated

looks = st.builds(
    Look,
    **{part: st.sampled_from(choices) for part, choices in CHOICES.items()},
    closed=st.frozensets(st.sampled_from(["g1", "g2", "g13"])),
)


def test_a_look_is_one_value():
    assert Look() == Look("auto", "default", "screen", "full", frozenset(), "auto")
    assert hash(Look(palette="mono")) == hash(Look(palette="mono"))
    with pytest.raises(FrozenInstanceError):
        Look().palette = "mono"  # type: ignore[misc]


@pytest.mark.parametrize("part", CHOICES)
def test_what_there_is_not_is_named_with_what_there_is(part: str):
    with pytest.raises(UnknownLook, match=rf"There is no {part} 'sideways'; there are: {CHOICES[part][0]}, "):
        Look.of({part: "sideways"})


def test_a_very_long_word_is_cut_where_it_is_named():
    with pytest.raises(UnknownLook) as said:
        Look(layout="x" * 10_000)
    assert len(str(said.value)) < 200


@given(looks)
def test_a_look_is_read_back_from_what_it_asks_for(look: Look):
    asked = look.asked()
    assert Look.of(asked | {"card": "n1"}) == look
    assert set(asked) <= {each.name for each in fields(Look)}


def test_what_is_usual_is_not_said_and_what_is_empty_is_usual():
    assert Look().asked() == {}
    assert Look.of({"layout": "", "closed": " ,"}) == Look()


def test_groups_are_closed_one_by_one_and_not_without_end():
    look = Look().closing("g1", True).closing("g2", True)
    assert look.closed == {"g1", "g2"}
    assert look.closing("g1", False).closing("g2", False) == Look()
    with pytest.raises(UnknownLook, match="At most 200"):
        Look(closed=frozenset(f"g{n}" for n in range(MOST_CLOSED + 1)))


def test_a_group_that_is_not_there_is_named():
    assert unclosable(["g1"], ["g1", "g2"]) is None
    assert str(unclosable(["g9"], ["g10", "g2"])) == "There is no group 'g9' on this map; there are: g2, g10."
    assert "no groups at all" in str(unclosable(["g9"], []))


def test_a_drawing_tells_where_its_cards_stand():
    debate = generated(3, 20, "mixed")
    drawing = render(debate, look=Look(layout="tree"))
    root = ET.fromstring(drawing.svg)
    assert (float(root.get("width", 0)), float(root.get("height", 0))) == (drawing.width, drawing.height)
    drawn = {}
    for card in root.iter(f"{SVG}a"):
        sheet = card.find(f"{SVG}rect[@class='sheet']")
        assert sheet is not None
        drawn[card.get("id")] = tuple(float(sheet.get(name, 0)) for name in ("x", "y", "width", "height"))
    assert drawn.keys() == {f"card-{node}" for node in drawing.boxes}
    for node, box in drawing.boxes.items():
        assert drawn[f"card-{node}"] == pytest.approx((box.left, box.top, box.width, box.height), abs=0.06)
