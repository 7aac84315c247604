from __future__ import annotations

from collections import Counter
from random import Random
from unicodedata import normalize

import pytest
from hypothesis import given
from hypothesis import strategies as st

from argmap.debate import codes
from argmap.debate.codes import (
    LENGTH,
    LETTERS,
    new,
    normalised,
    normalised_words,
    return_words,
    within_one,
    words,
)


def test_codes_are_six_letters_none_like_another_and_spell_nothing():
    assert not set(LETTERS) & set("0O1IL5S2Z8B" + "AEIOU")
    random = Random(1)
    made = [new(random) for _ in range(2000)]
    assert all(len(code) == LENGTH and set(code) <= set(LETTERS) for code in made)
    assert len(set(made)) > 1990
    assert set("".join(made)) == set(LETTERS)
    assert not any(bad in code for code in made for bad in ("KKK", "WTF", "FCK", "69", "XXX"))


def test_a_code_that_spells_something_is_thrown_away():
    class Planned(Random):
        letters = iter("FVCK99" + "HMW7CT")

        def choice(self, seq):
            return next(self.letters)

    assert new(Planned()) == "HMW7CT"


@pytest.mark.parametrize(
    ("typed", "code"),
    [
        ("HMW7CT", "HMW7CT"),
        ("hmw7ct", "HMW7CT"),
        (" hmw 7ct\n", "HMW7CT"),
        ("HMW-7CT", "HMW7CT"),
        ("H.M.W.7.C.T", "HMW7CT"),
        ("HMW–7CT", "HMW7CT"),
        ("ＨＭＷ７ＣＴ", "HMW7CT"),
        ("нмW7ст", "HMW7CT"),
        ("0O QqGg", "DDDD66"),
        ("uy1hmw", "VV7HMW"),
    ],
)
def test_codes_are_forgiving(typed, code):
    assert normalised(typed) == code


@pytest.mark.parametrize(
    "typed",
    ["", "HMW7C", "HMW7CTT", "HMW7CA", "HMW7C5", "hello", "😀" * 6, "H" * 10_000_000, "\x00" * 6, "ßßß"],
)
def test_what_is_no_code_is_none(typed):
    assert normalised(typed) is None


@given(st.text(max_size=120))
def test_whatever_is_typed_is_a_code_or_none(typed):
    code = normalised(typed)
    assert code is None or (normalised(code) == code and len(code) == LENGTH)
    said = normalised_words(typed)
    assert said is None or normalised_words(said) == said


@given(st.integers())
def test_every_code_is_read_as_itself(seed):
    random = Random(seed)
    code, said = new(random), return_words(random)
    assert normalised(code) == normalised(code.lower()) == normalised(f"{code[:3]}-{code[3:]}") == code
    assert normalised_words(said) == normalised_words(said.upper().replace(" ", "-")) == said


def test_the_words_are_many_short_and_plain():
    known = words()
    assert len(known) >= 1024  # four of them: 40 bits
    assert list(known) == sorted(set(known))
    assert all(word.isascii() and word.isalpha() and word.islower() and 4 <= len(word) <= 8 for word in known)


def test_no_slip_makes_one_word_of_another():
    """Two words within one edit share what is left when each loses one letter at the same place, or one of them does."""
    seen: Counter[str] = Counter()
    for word in words():
        seen.update({word} | {word[:place] + "*" + word[place + 1 :] for place in range(len(word))})
        seen.update({"-" + word[:place] + word[place + 1 :] for place in range(len(word))})
    assert [key for key, count in seen.items() if count > 1 and not key.startswith("-")] == []
    assert [word for word in words() if seen["-" + word]] == []


def test_a_slip_is_mended_when_one_word_alone_can_be_meant():
    said = "pavement figment rosemary bridge"
    assert normalised_words("pavment figmeent rosemery Bridge") == said
    assert normalised_words("pavement, figment / rosemary_bridge.") == said
    assert within_one("bake", "baker")
    assert normalised_words("bavement xxxxx rosemary bridge") is None


def test_a_slip_that_may_mean_two_words_is_not_guessed(monkeypatch):
    monkeypatch.setattr(codes, "words", lambda: ("meadow", "shadow", "barrel", "carpet"))
    assert normalised_words("meadow meadow barrel carpet") == "meadow meadow barrel carpet"
    monkeypatch.setattr(codes, "words", lambda: ("coats", "boots"))
    assert within_one("coots", "coats")
    assert within_one("coots", "boots")
    assert normalised_words("coots coats coats coats") is None


@pytest.mark.parametrize(
    "typed",
    ["", "pavement", "pavement figment rosemary", "a b c d", "x" * 10_000_000, "pavement " * 5, "\x00 " * 4],
)
def test_what_is_no_return_code_is_none(typed):
    assert normalised_words(typed) is None


@given(st.text("abc", max_size=6), st.text("abc", max_size=6))
def test_within_one_is_one_step_of_the_edit_distance(one, other):
    letters = "abc"
    steps = {one}
    for place in range(len(one) + 1):
        steps.update(one[:place] + letter + one[place:] for letter in letters)
        steps.add(one[:place] + one[place + 1 :])
        steps.update(one[:place] + letter + one[place + 1 :] for letter in letters if place < len(one))
    assert within_one(one, other) is (other in steps)


def test_codes_in_forms_of_unicode_are_one():
    assert normalised(normalize("NFKD", "ＨＭＷ７ＣＴ")) == "HMW7CT"
