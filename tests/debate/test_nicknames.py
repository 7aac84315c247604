from __future__ import annotations

import json
from random import Random
from unicodedata import category, is_normalized, normalize

import pytest
from hypothesis import given as drawn
from hypothesis import strategies as st

from argmap.debate import nicknames
from argmap.debate.nicknames import LONGEST, cleaned, distinct, given, skeleton
from argmap.model import Problem

GOOD = [
    "A",
    "7",
    "Zoë",
    "Nguyễn Thị Ánh",
    "О'Коннор",
    "علي رضا",
    "دینا",
    "שָׂרָה",
    "प्रिया",
    "สมชาย",
    "김민준",
    "小林",
    "Jean-Luc",
    "D’Arcy",
    "🦉",
    "Ada (7b)",
    "x" * LONGEST,
    "<script>alert(1)</script>",  # characters like any others: pages escape them
]

BAD = {
    "nothing": "",
    "spaces": " \t\n",
    "no-break space": "\u00a0",
    "too long": "x" * (LONGEST + 1),
    "far too long": "x" * 10_000_000,
    "two lines": "Ada\nTeacher",
    "return": "Ada\rTeacher",
    "line separator": "Ada\u2028Teacher",
    "next line": "Ada\u0085Teacher",
    "tab": "Ada\tB",
    "NUL": "Ada\x00",
    "escape": "\x1b[31mAda",
    "delete": "Ada\x7f",
    "right-to-left override": "\u202eadA",
    "isolate": "\u2067Ada\u2069",
    "right-to-left mark": "Ada\u200f",
    "Arabic letter mark": "\u061cAda",
    "zero-width space": "A\u200bda",
    "zero-width joiner": "A\u200dda",
    "zero-width no-break space": "\ufeffAda",
    "word joiner": "A\u2060da",
    "soft hyphen": "A\u00adda",
    "tags": "Ada\U000e0041\U000e007f",
    "grapheme joiner": "A\u034fda",
    "Hangul filler": "\u3164",
    "half-width filler": "Ada\uffa0",
    "Braille blank": "\u2800\u2800",
    "Mongolian selector": "Ada\u180b",
    "more selectors": "Ada\U000e0100",
    "lone surrogate": "Ada\ud800",
    "private use": "Ada\ue000",
    "unassigned": "Ada\U000e0fff",
    "dots": "...",
    "only a mark": "\u0301",
    "a mark first": "\u0301Ada",
    "a tower": "A" + "\u0301" * 20,
    "a cap over the next letter": "A\u20ddda",
}


@pytest.mark.parametrize("name", GOOD)
def test_people_are_called_what_they_are_called(name):
    assert cleaned(name) == normalize("NFC", name)


@pytest.mark.parametrize("name", BAD.values(), ids=BAD)
def test_hostile_names_are_refused_in_words(name):
    with pytest.raises(Problem) as refused:
        cleaned(name)
    said = str(refused.value)
    assert said.endswith((".", ")."))
    assert said.isprintable(), "the refusal does not carry what it refuses"
    assert len(said) < 200


def test_what_a_keyboard_adds_by_itself_is_dropped():
    assert cleaned(" Ada\u00a0 \u3000Byron\n") == "Ada Byron"
    assert cleaned("❤\ufe0f") == "❤"
    assert cleaned("Zoe\u0308") == "Zoë"


@drawn(st.text(max_size=40))
def test_whatever_is_typed_ends_in_a_decent_name_or_a_refusal(typed):
    try:
        name = cleaned(typed)
    except Problem:
        return
    assert 1 <= len(name) <= LONGEST
    assert name == " ".join(name.split())
    assert cleaned(name) == name
    assert is_normalized("NFC", name)
    assert not any(category(character) in ("Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp") for character in name)
    assert skeleton(name)


ALIKE = [
    ("PauI", "Paul"),
    ("PauI", "paul"),
    ("Аnna", "Anna"),
    ("АННА", "анна"),
    ("АННА", "AHHA"),
    ("Νina", "Nina"),
    ("Iris", "iris"),
    ("lris", "Iris"),
    ("B0b", "Bob"),
    ("Mia", "rnia"),
    ("ＡＤＡ", "ada"),
    ("𝓐𝓭𝓪", "Ada"),
    ("Ⅳ", "IV"),
    ("Zoë", "Zoe\u0308"),
    ("A\u200bda", "Ada"),
    ("Ada\u00a0B", " Ada  B "),
    ("раураl", "paypal"),
    ("Ꭺda", "Ada"),
    ("Heron l", "Heron 1"),
]

DIFFERENT = [
    ("Heron 1", "Heron 2"),
    ("Heron 1", "Heron 11"),
    ("Heron", "Herons"),
    ("Anna", "Hanna"),
    ("Zoë", "Zoe"),
    ("Eva", "Ena"),
    ("Вера", "Вара"),
    ("Nina", "Vina"),
    ("Νίκος", "Νίκη"),
    ("小林", "小木"),
    ("🦉", "🦊"),
]


@pytest.mark.parametrize(("one", "other"), ALIKE)
def test_names_that_look_alike(one, other):
    assert skeleton(one) == skeleton(other)


@pytest.mark.parametrize(("one", "other"), DIFFERENT)
def test_names_that_do_not(one, other):
    assert skeleton(one) != skeleton(other)


def test_no_two_letters_become_one_but_those_hard_to_tell():
    seen: dict[str, str] = {}
    for letter in "abcdefghijklmnopqrstuvwxyz0123456789":
        seen[skeleton(letter)] = seen.get(skeleton(letter), "") + letter
    assert sorted(each for each in seen.values() if len(each) > 1) == ["il1", "o0"]


@drawn(st.text(st.characters(codec="ascii"), max_size=30))
def test_case_never_counts(text):
    assert skeleton(text.upper()) == skeleton(text.lower()) == skeleton(text)


def test_a_name_taken_is_answered_with_a_free_one():
    assert distinct(" Ada ", ["Ben"]) == "Ada"
    with pytest.raises(Problem) as refused:
        distinct("АDA", ["Ada", "ada 2"])
    assert str(refused.value) == "Somebody here is called “Ada” already: how about “АDA 3”?"
    long = "x" * LONGEST
    with pytest.raises(Problem, match=r"“x{28} 2”"):
        distinct(long, [long])


def test_a_whole_school_is_given_names():
    random = Random(5)
    taken: list[str] = []
    for _ in range(300):
        name = given(random, taken)
        assert cleaned(name) == name
        taken.append(name)
    assert len({skeleton(name) for name in taken}) == 300

    # Even when all are taken there is one more.
    class Stubborn(Random):
        def choice(self, seq):
            return seq[0]

    first = given(Stubborn())
    assert given(Stubborn(), [first, f"{first} 2"]) == f"{first} 3"


def test_the_given_names_are_short_enough_and_distinct():
    adjectives, animals = nicknames._words()
    for words in (adjectives, animals):
        assert len(words) >= 64
        assert len({skeleton(word) for word in words}) == len(words)
    longest = max(map(len, adjectives)) + 1 + max(map(len, animals))
    assert longest + len(" 9999") <= LONGEST


def test_the_table_of_looks_says_where_it_is_from():
    folder = nicknames._DATA
    assert json.loads((folder / "lookalikes.json").read_bytes())["unicode"] == "17.0.0"
    assert "UNICODE LICENSE V3" in (folder / "UNICODE-LICENSE.txt").read_text("utf-8")
