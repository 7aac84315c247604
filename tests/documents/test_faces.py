from __future__ import annotations

import re
from base64 import b64decode
from io import BytesIO

from fontTools.ttLib import TTFont

from argmap.documents import faces, letters
from argmap.documents.lettering import faceless
from tests.documents.debates import SCRIPTS


def fonts(rules: str) -> list[TTFont]:
    return [TTFont(BytesIO(b64decode(each))) for each in re.findall(r"base64,([^)]+)\)", rules)]


def test_a_drawing_carries_the_letters_it_shows_and_hardly_more(deal_drawn, mixed_drawn):
    for drawing in (deal_drawn.svg, mixed_drawn.svg):
        made = faces.carried(drawing)
        drawn = {chr(code) for font in fonts(made) for code in font.getBestCmap()}
        assert not letters.strange([re.sub(r"<[^>]+>", "", faceless(drawing))])
        assert "q" not in drawn or "q" in faceless(drawing)
        assert len(made) < len(drawing)
        # All but the fonts is as it was.
        assert faceless(made) == faceless(drawing)


def test_every_letter_of_every_script_is_carried_in_both_weights():
    text = "".join(SCRIPTS.values())
    for weight in ("400", "600"):
        rules = "".join(each for each in faces.rules(text).split("}") if f"font-weight:{weight}" in each)
        carried = {chr(code) for font in fonts(rules) for code in font.getBestCmap()}
        assert set(text) <= carried


def test_the_same_letters_give_the_same_bytes():
    faces.subset.cache_clear()
    first = faces.rules("Water")
    faces.subset.cache_clear()
    assert faces.rules("reWat") == first
