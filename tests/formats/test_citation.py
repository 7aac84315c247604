from __future__ import annotations

import json
import re
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from argmap.formats import citation
from argmap.formats.citation import Citation

HASH = "ab" * 32


def cited(title: str, language: str | None = None) -> Citation:
    return Citation(
        "k3v5n2q7w4ta", title, date(2026, 11, 26), "https://a.example/snapshots/k3v5n2q7w4ta", HASH, language
    )


@given(st.text(max_size=200))
def test_whatever_is_asked_the_entry_has_its_braces_and_holds_no_command(title: str):
    entry = citation.bibtex(cited(title))
    depth = 0
    for character in entry:
        depth += {"{": 1, "}": -1}.get(character, 0)
        assert depth >= 0
    assert depth == 0
    (line,) = [line for line in entry.splitlines() if line.startswith("  title = ")]
    text = line.removeprefix("  title = {{").removesuffix("}},")
    commands = set(re.findall(r"\\([a-z]+)", text))
    assert commands <= {
        "textbackslash",
        "textbraceleft",
        "textbraceright",
        "textasciitilde",
        "textasciicircum",
    }
    # Every special character stands behind a backslash.
    assert not re.search(r"(?<!\\)[$&#_%]", text)
    assert not set(text) & {"~", "^"}
    assert entry.count("\n") == 7


@given(st.text(max_size=200))
def test_the_file_for_programs_is_json_with_the_title_on_one_line(title: str):
    (entry,) = json.loads(citation.csl_json(cited(title)))
    assert entry["title"] == cited(title).line
    assert "\n" not in entry["title"]
    assert entry["issued"] == {"date-parts": [[2026, 11, 26]]}
    assert HASH in entry["note"]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("50% of R&D #1", r"50\% of R\&D \#1"),
        ("a_b $c", r"a\_b \$c"),
        ("~^", r"\textasciitilde{}\textasciicircum{}"),
        ("}", r"\textbraceright{}"),
        (r"\write18{rm}", r"\textbackslash{}write18\textbraceleft{}rm\textbraceright{}"),
        ("هل", "هل"),
    ],
)
def test_what_latex_would_carry_out_is_said_as_it_looks(text: str, said: str):
    assert citation.latex(text) == said


def test_date_address_hash_and_language_are_in_all_of_them():
    one = cited("Why\nso?", "ur")
    for text in (citation.bibtex(one), citation.csl_json(one), str(citation.sentence(one))):
        assert one.address in text
        assert HASH in text
        assert "2026" in text
        assert "Why so?" in text
    assert json.loads(citation.csl_json(one))[0]["language"] == "ur"
    assert "language" not in json.loads(citation.csl_json(cited("Why?")))[0]
