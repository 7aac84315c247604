from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from argmap.messages import Message, counted, excerpt


def test_a_message_is_its_sentence_with_the_gaps_filled():
    message = Message("'{word}' stands {count} times.", {"word": "{mine}", "count": 2})
    assert str(message) == message.text() == "'{mine}' stands 2 times."
    assert message.text(lambda key: key.replace("stands", "steht")) == "'{mine}' steht 2 times."
    assert str(Message("Nothing there.")) == "Nothing there."


def test_messages_that_say_the_same_are_equal():
    assert Message("Jobs come.") == Message("Jobs come.", {})
    assert Message("{a}", {"a": 1}) != Message("{a}", {"a": 2})


def test_an_excerpt_is_the_text_itself_when_it_is_short():
    assert excerpt("The mine brings jobs.") == "The mine brings jobs."
    assert excerpt("") == ""
    assert excerpt("x" * 40) == "x" * 40
    assert excerpt("x" * 41) == "x" * 39 + "…"


@given(st.text(max_size=300), st.integers(2, 60))
def test_an_excerpt_is_one_short_printable_line(text: str, length: int):
    said = excerpt(text, length)
    assert len(said) <= length
    assert said.isprintable()
    assert said == " ".join(said.split())
    assert excerpt(said, length) == said


@pytest.mark.parametrize(
    ("text", "length", "said"),
    [
        ("For equitable development of the province.", 26, "For equitable development…"),
        ("For equitable development of the province.", 22, "For equitable…"),
        ("One reason, and another one.", 13, "One reason…"),
        ("الأرباح تذهب إلى المركز", 14, "الأرباح تذهب…"),
        ("معدنیات سے آمدنی بڑھے گی", 15, "معدنیات سے…"),
        ("鉱山は地域に仕事をもたらす", 9, "鉱山は地域に仕事…"),
        ("खनिजों", 3, "ख…"),
        ("x" * 30, 10, "x" * 9 + "…"),
    ],
)
def test_an_excerpt_ends_with_a_whole_word_or_letter(text: str, length: int, said: str):
    assert excerpt(text, length) == said


def test_an_excerpt_of_a_very_long_text_says_that_it_goes_on():
    assert excerpt(" " * 1_000_000 + "jobs") == "…"
    assert excerpt("jobs" + " " * 1_000_000) == "jobs…"


def test_a_message_in_a_gap_is_said_in_the_same_language():
    inner = Message("Position {number}", {"number": 2})
    outer = Message("{what}: write a sentence.", {"what": inner})
    german = {
        "Position {number}": "Antwort {number}",
        "{what}: write a sentence.": "{what}: Schreibe einen Satz.",
    }
    assert outer.text(lambda key: german[key]) == "Antwort 2: Schreibe einen Satz."
    assert str(outer) == "Position 2: write a sentence."


class Arabic:
    """A language with forms for none, one, two, few and others."""

    def __call__(self, key: str, /) -> str:
        return key.upper()

    def plural(self, one: str, many: str, count: int, /) -> str:
        return f"{('none', 'one', 'two')[count]} of {one}" if count < 3 else f"{{count}} of {many}"

    def around(self, text: str, /) -> str:
        return f"<{text}>"


def test_a_sentence_that_counts_takes_the_form_that_its_language_has_for_the_number():
    assert [counted(count, "one card", "{count} cards").text(Arabic()) for count in (0, 1, 2)] == [
        "none of one card",
        "one of one card",
        "two of one card",
    ]
    assert Message("and {count:,} more", {"count": 2}).text(Arabic()) == "two of and 2 more"
    assert Message("{T} STAYS", {"T": "n", "count": 2}).text(Arabic()) == "<n> STAYS"


def test_in_english_there_are_two_forms():
    card = "one card of {name}", "{count} cards of {name}"
    assert [str(counted(count, *card, name="Eve")) for count in (0, 1, 2)] == [
        "0 cards of Eve",
        "one card of Eve",
        "2 cards of Eve",
    ]
