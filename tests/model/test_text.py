from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from argmap.model.text import clean, strays
from tests.invariants import is_plain

# Letters that fall together with others under NFC, white space of every sort, and what cannot be shown.
SPACES = " \t\n\r\x0b\x0c\x1c\x1f\x85\xa0\u1680\u2003\u2028\u2029\u3000"
NASTY = SPACES + "\x00\x01\x1b\x7f\x80\ud800\udfffe\u0301\u0327aA\u0340\u1100\u1161"
anything = st.text(st.sampled_from(NASTY) | st.characters(exclude_categories=()), max_size=40)


def is_stray(letter: str) -> bool:
    """A control of C0 that is no white space, DEL, or half of a pair."""
    control = ord(letter) < 32 or ord(letter) == 127
    return (control and not letter.isspace()) or unicodedata.category(letter) == "Cs"


def slowly(text: str) -> str:
    """The definition of a clean text, letter by letter."""
    made = ""
    for letter in text:
        if letter.isspace():
            made += "" if made.endswith(" ") or not made else " "
        elif not is_stray(letter):
            made += letter
    return unicodedata.normalize("NFC", made.removesuffix(" "))


@given(anything)
def test_clean_is_what_the_definition_says(text: str):
    assert clean(text) == slowly(text)


@given(anything)
def test_a_clean_text_is_plain_and_stays_as_it_is(text: str):
    once = clean(text)
    assert once == "" or is_plain(once)
    assert clean(once) == once
    assert unicodedata.is_normalized("NFC", once)
    assert strays(once) == 0


@given(anything)
def test_strays_are_counted(text: str):
    assert strays(text) == sum(map(is_stray, text))


@pytest.mark.parametrize(
    ("text", "cleaned"),
    [
        ("Jobs come.", "Jobs come."),
        ("", ""),
        (" \n\t", ""),
        ("Jobs\r\n\r\ncome.", "Jobs come."),
        ("Jobs\u00a0\u2009come.", "Jobs come."),
        ("Jo\x00bs \x08 come.", "Jobs come."),
        ("\ud83d\ude00 jobs", "jobs"),
        ("Re\u0301seau", "Réseau"),
        ("\u212bngström", "Ångström"),
        ("رو\u200cزگار", "رو\u200cزگار"),
        ("\u202eback", "\u202eback"),
        ("a\u200b b", "a\u200b b"),
        ("ﷺ ½", "ﷺ ½"),
    ],
)
def test_cases(text: str, cleaned: str):
    assert clean(text) == cleaned


def test_the_length_is_not_looked_at():
    assert len(clean("mine  " * 20_000)) == 5 * 20_000 - 1
