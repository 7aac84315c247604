from __future__ import annotations

import hashlib
import json

import pytest
from hypothesis import given

from argmap import formats
from argmap.formats.canonical import canonical, fingerprint
from argmap.model import ArgumentMap
from argmap.service import bundled
from tests import strategies


@given(strategies.maps())
def test_a_map_is_written_in_one_form_however_often_it_is_read(debate: ArgumentMap):
    text = canonical(debate).encode("utf-8", "replace").decode()
    again, _ = formats.load(text, format="json")
    assert canonical(again) == text


@pytest.mark.parametrize("name", list(bundled.maps()))
def test_spaces_in_a_file_do_not_count_and_a_single_letter_does(name: str):
    text = canonical(bundled.maps()[name].debate)
    indented = json.dumps(json.loads(text), indent=4)
    assert fingerprint(canonical(formats.load(indented, format="json")[0])) == fingerprint(text)
    assert fingerprint(text) == hashlib.sha256(text.encode()).hexdigest()
    assert fingerprint(text.replace("e", "é", 1)) != fingerprint(text)
