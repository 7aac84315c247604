"""When something happened, in every language."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from argmap.web import templating
from argmap.web.dates import said
from argmap.web.languages import NAMES

NOW = datetime(2026, 3, 9, 12, tzinfo=UTC)
AGO = (timedelta(seconds=5), timedelta(minutes=8), timedelta(hours=5), timedelta(days=3))


@pytest.mark.parametrize("language", [each for each in NAMES if each != templating.ENGLISH])
def test_how_long_ago_is_said_in_the_language_of_the_page(language: str):
    translate = templating.translator(language)
    for ago in AGO:
        words, english = said(NOW - ago, NOW, translate), said(NOW - ago, NOW, str)
        assert words != english
        assert not set(words.split()) & {"ago", "just", "now"}


def test_from_a_week_on_it_is_the_day():
    assert said(NOW - timedelta(days=7), NOW, templating.translator("ur")) == "2026-03-02"
