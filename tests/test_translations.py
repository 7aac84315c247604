"""The catalogues: complete, true to the source, compiled; and what the tool for translators does with them."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from babel.messages import Catalog

from argmap.web.languages import NAMES, ways
from tools import messages
from tools.messages import LANGUAGES
from tools.sentences import ROOT, in_code, sentences


@pytest.fixture(scope="module")
def fresh() -> Catalog:
    """What the source says now."""
    return messages.template()


def found(source: str, name: str = "argmap/web/some.py") -> list[tuple[str, str | None]]:
    return [(said.key, said.many) for said in in_code(source, name)]


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_catalogue_lacks_nothing(language: str):
    lacking = [str(each.id) for each in messages.lacking(messages.read(language))]
    assert lacking == [], f"{language} lacks {len(lacking)}: see docs/translating.md"


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_catalogue_is_in_step_with_the_source(language: str, fresh: Catalog):
    """Nothing new is missing, nothing stale is kept, and it is compiled: run make messages."""
    folder = messages.LOCALE / language / "LC_MESSAGES"
    catalog = messages.updated(messages.read(language), fresh)
    assert (folder / "argmap.po").read_bytes() == messages.text(catalog)
    assert (folder / "argmap.mo").read_bytes() == messages.compiled(catalog)


@pytest.mark.parametrize("language", LANGUAGES)
def test_translations_have_the_gaps_and_forms_of_their_sentence(language: str):
    assert list(messages.mistakes(messages.read(language))) == []


def test_every_language_of_the_menu_has_a_catalogue():
    assert set(NAMES) == {"en", *LANGUAGES}


def test_names_of_languages_are_drawn_where_a_page_has_no_letters_for_them():
    assert {path.stem for path in (ROOT / "static/names").iterdir()} == {"ar", "ur"}
    drawn = {way.language for way in ways("en", "/") if way.drawn}
    assert drawn == {"ar", "ur"}
    assert not any(way.drawn for way in ways("ur", "/"))


def test_what_reads_like_a_sentence_is_one_and_what_is_for_programs_is_none():
    assert found('WORDS = {"in": "It stands."}') == [("It stands.", None)]
    assert (
        found('"""A module."""\ndef f(a: "Some Thing" = 1) -> str:\n    """What it does."""\n    return "x"')
        == []
    )
    assert found('raise ValueError("for makers of it")') == []
    assert found("raise Problem(\"There is no '{id}'.\", id=id)") == [("There is no '{id}'.", None)]
    assert found('translate("because")') == [("because", None)]
    assert found('KIND = "because"') == []
    assert found('f"{a} and more"') == []
    assert found('x = {"a": "One thing", "b": "Two things"}[kind]') == [
        ("One thing", None),
        ("Two things", None),
    ]


def test_what_a_template_says_in_any_way_is_found():
    templates = {said.key: said.many for said in sentences() if said.place.startswith("templates/")}
    assert "It stands in full at {number}." in templates  # by `say`
    assert templates["One more"] == "%(num)s more"
    assert templates["{at} of {count}"] is None  # which a script fills in


def test_what_counts_has_a_form_for_many():
    assert found('counted(n, "one card", "{count} cards")') == [("one card", "{count} cards")]
    assert found('_PARTS = (("reason", "one reason", "{count} reasons"),)') == [
        ("one reason", "{count} reasons")
    ]
    assert found('for size, one, many in ((60, "a minute", "{count} minutes"),): counted(n, one, many)') == [
        ("a minute", "{count} minutes")
    ]
    assert found('((n, "1 reason", "{count:,} reasons"),)') == [("1 reason", "{count:,} reasons")]
    assert found('Message("and {count:,} more", {"count": n})') == [
        ("and {count:,} more", "and {count:,} more")
    ]


def test_the_description_of_the_api_stays_english_and_its_refusals_do_not():
    source = (
        'router.get("/x", summary="Read a map")\nraise Refused(415, "Send it as JSON.")\nTEXT = "A long text"'
    )
    assert found(source, "argmap/web/api_items.py") == [("Send it as JSON.", None)]


def test_all_parts_of_the_program_are_looked_through():
    all_said = sentences()
    places = {said.place.split("/")[1] for said in all_said}
    assert {"analysis", "debate", "diagram", "formats", "model", "service", "web", "outline.html"} <= places
    assert any(said.key == "What makes this person an expert?" for said in all_said)


def test_an_update_keeps_translations_and_guesses_none():
    old = Catalog("fr")
    old.add("Stays.", "Reste.")
    old.add("Goes.", "Part.")
    old.add("one card", "une fiche")
    fresh = Catalog()
    for key in ("Stays.", "Stays!", ("one card", "{count} cards")):
        fresh.add(key)
    made = messages.updated(old, fresh)
    assert made["Stays."].string == "Reste."
    assert "Goes." not in made
    assert {str(each.id) for each in messages.lacking(made)} == {"Stays!", "('one card', '{count} cards')"}


def test_a_list_for_translators_is_filled_in_by_its_numbers():
    catalog = Catalog("ar")
    catalog.add("Stays.\nHere.")
    catalog.add(("one card", "{count} cards"))
    todo = messages.listed(catalog, 10)
    assert (
        re.findall(r"^\d+\t.*", todo, re.MULTILINE) == ["1\tone card || {count} cards", "2\tStays.\\nHere."]
        or todo
    )
    number = {line.partition("\t")[2]: line.partition("\t")[0] for line in todo.splitlines()}
    done = (
        f"{number['one card || {count} cards']}\tواحدة || اثنتان || {{count}} بطاقات || {{count}} بطاقة\n"
        f"{number[chr(83) + 'tays.' + chr(92) + 'nHere.']}\tيبقى.\\nهنا.\n99\tلا\n"
    )
    assert messages.filled(catalog, todo, done) == ["99: not in the list"]
    assert catalog["one card"].string == (
        "{count} بطاقة", "واحدة", "اثنتان", "{count} بطاقات", "{count} بطاقة", "{count} بطاقة",
    )  # fmt: skip
    assert catalog["Stays.\nHere."].string == "يبقى.\nهنا."
    assert messages.lacking(catalog) == []


@pytest.mark.parametrize(
    ("key", "said", "wrong"),
    [
        ("{count} of {all}", "{count} sur {tout}", True),
        ("{count} of {all}", "{all} : {count}", False),
        ("{count:,} more", "{count} de plus", False),
        ("See %(name)s", "Voir", True),
        ("See %(name)s", "Voir %(name)s", False),
        ("write {{a}}", "écrivez {{a}}", False),
        ("write {{a}}", "écrivez {a}", True),
    ],
)
def test_gaps_are_compared_by_their_names(key: str, said: str, wrong: bool):
    catalog = Catalog("fr")
    catalog.add(key, said)
    assert bool(list(messages.mistakes(catalog))) is wrong


def test_a_form_for_one_may_say_its_number_in_words_and_drop_no_other_gap():
    catalog = Catalog("fr")
    catalog.add(
        ("one card of {name}", "{count} cards of {name}"),
        ("une fiche de {name}",) + ("{count} fiches de {name}",) * 2,
    )
    assert list(messages.mistakes(catalog)) == []
    catalog["one card of {name}"].string = ("une fiche",) + ("{count} fiches de {name}",) * 2
    assert len(list(messages.mistakes(catalog))) == 1


def test_catalogues_are_written_the_same_whenever_they_are(tmp_path: Path):
    catalog = Catalog("fr")
    catalog.add("Stays.", "Reste.")
    messages.write(catalog, "fr", tmp_path)
    first = [path.read_bytes() for path in sorted(tmp_path.rglob("argmap.*"))]
    messages.write(messages.read("fr", tmp_path), "fr", tmp_path)
    assert [path.read_bytes() for path in sorted(tmp_path.rglob("argmap.*"))] == first
