from __future__ import annotations

from argmap.diagram.sources import citation
from argmap.documents.listing import listing, reference
from tests.documents.debates import read


def told(text: str) -> list[tuple[str, str]]:
    return [(each.number, each.said) for each in listing(read(text))[0]]


def test_every_relation_is_said_in_words():
    text = "[A]: Cars out. #position\n  + The air clears.\n    - Not in winter.\n      - It does.\n  - Trade suffers.\n"
    assert told(text) == [
        ("1", "Position"), ("1.1", "Reason for 1"), ("1.1.1", "Objection to 1.1"),
        ("1.1.1.1", "Rebuttal of 1.1.1"), ("1.2", "Objection to 1"),
    ]  # fmt: skip


def test_linked_premises_name_one_another_and_an_undercut_names_the_link(deal):
    entries = {each.number: each.said for each in listing(deal)[0]}
    assert entries["1.1.1"] == "Reason for 1.1, together with 1.1.2"
    assert entries["1.1.2.1"] == "Undercut: that 1.1 from 1.1.1, 1.1.2 does not follow"


def test_every_card_stands_once_in_full_and_elsewhere_by_its_number(deal):
    entries, _ = listing(deal)
    full = {each.card: each.number for each in entries if each.again is None}
    assert len(full) == sum(each.again is None for each in entries)
    assert {each.card for each in entries if each.again} <= full.keys()
    assert all(each.again == full[each.card] for each in entries if each.again)
    assert len({each.number for each in entries}) == len(entries)
    # All but the question, which heads the document.
    assert len(full) == len(deal.nodes) - 1


def test_sources_are_numbered_as_they_are_named(deal):
    entries, references = listing(deal)
    assert [each.number for each in references] == list(range(1, len(references) + 1))
    assert {number for each in entries for number in each.sources} == {each.number for each in references}


def test_a_source_is_told_whatever_is_in_it():
    fields = {
        "author": [{"family": "Baloch", "given": "S."}, {"literal": "Mines Office"}, "?"], "title": "Who gains?",
        "container-title": "Journal", "issued": {"raw": "2024"}, "URL": "https://example.org/a",
    }  # fmt: skip
    made = reference(3, fields)
    assert made.text == "Baloch, S.; Mines Office. Who gains? Journal, 2024."
    assert made.url == "https://example.org/a"
    assert reference(1, {"URL": "javascript:alert(1)"}).url is None
    assert reference(1, {"title": ["odd"], "author": 7, "issued": []}).text == "?"


def test_a_source_has_the_comma_of_its_letters():
    arabic = {"author": [{"family": "بلوچ", "given": "س"}, {"literal": "دفتر"}], "title": "شہری رپورٹ", "publisher": "دفتر", "issued": {"raw": "2025"}}  # fmt: skip
    assert reference(1, arabic).text == "بلوچ، س؛ دفتر. شہری رپورٹ. دفتر، 2025."
    assert citation(arabic, 1, 20) == "شہری رپورٹ، 2025 +1"
    assert citation({"title": "דוח", "issued": {"raw": "2025"}}, 0, 20) == "דוח, 2025"
