"""The files that commands read and write."""

from __future__ import annotations

from argmap import formats
from argmap.cli.files import NAMES


def test_the_formats_that_can_be_named_are_those_that_there_are():
    assert set(NAMES) == set(formats.FORMATS)
