from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from jinja2 import Environment, TemplateNotFound, UndefinedError, nodes
from markupsafe import Markup

from argmap import assets
from argmap.web import templating
from argmap.web.templating import Templates, choose, direction
from tests.web import catalogues

GETTEXT = {"_": 1, "gettext": 1, "ngettext": 2, "pgettext": 2, "npgettext": 3}


@dataclass(frozen=True)
class Page:
    text: str
    count: int = 1


@pytest.fixture
def templates(tmp_path: Path) -> Templates:
    folder = tmp_path / "templates"
    folder.mkdir()
    (folder / "map.html").write_text(
        "<ul>\n  {% if page.count %}\n  <li>{{ page.text }}</li>\n  {% endif %}\n</ul>"
        '<b>{{ _("Undo") }}</b><i>{{ _("Answer %(text)s", text=page.text) }}</i>'
        "{% trans count=page.count %}{{ count }} card{% pluralize %}{{ count }} cards{% endtrans %}",
        "utf-8",
    )
    (folder / "wrong.html").write_text("{{ page.txet }}")
    (folder / "more.html").write_text("{{ frame }}")
    made = tmp_path / "locale"
    german = {
        "Undo": "Rückgängig",
        "Answer %(text)s": "Antworte auf <q>%(text)s</q>",
        "%(count)s card\0%(count)s cards": "%(count)s Karte\0%(count)s Karten",
    }
    catalogues.write(made, "de", german)
    catalogues.write(made, "pt_BR", {"Undo": "Desfazer"})
    return Templates(folder, made)


def test_a_page_is_made_in_english_and_in_every_language_with_a_catalogue(templates: Templates):
    assert templates.languages == ("en", "de", "pt-BR")
    page = Page("Jobs", 2)
    assert templates.render("map.html", page, "en") == (
        "<ul>\n  <li>Jobs</li>\n</ul><b>Undo</b><i>Answer Jobs</i>2 cards"
    )
    assert templates.render("map.html", page, "de") == (
        "<ul>\n  <li>Jobs</li>\n</ul><b>Rückgängig</b><i>Antworte auf <q>Jobs</q></i>2 Karten"
    )
    assert "<b>Desfazer</b><i>Answer Jobs</i>" in templates.render("map.html", page, "pt-BR")
    assert "1 Karte" in templates.render("map.html", Page("Jobs"), "de")


def test_what_people_wrote_is_text_even_inside_a_translation(templates: Templates):
    for language in templates.languages:
        made = templates.render("map.html", Page("<script>alert('%(x)s')</script>"), language)
        assert "<script>" not in made
        assert made.count("&lt;script&gt;alert(&#39;%(x)s&#39;)") == 2


def test_our_own_drawing_is_markup(templates: Templates):
    assert "<li><svg></svg></li>" in templates.render("map.html", Page(Markup("<svg></svg>")), "en")


def test_a_template_that_asks_for_what_is_not_there_is_a_mistake(templates: Templates):
    for name in ("wrong.html", "more.html"):
        with pytest.raises(UndefinedError):
            templates.render(name, Page("Jobs"), "en")
    with pytest.raises(TemplateNotFound):
        templates.render("../map.html", Page("Jobs"), "en")


@pytest.mark.parametrize("language", ["fr", "", "../../etc", "\udcff", "en-GB"])
def test_a_language_that_is_not_there_is_english(templates: Templates, language: str):
    assert "<b>Undo</b>" in templates.render("map.html", Page("Jobs"), language)
    assert templates.translator(language)("Undo") == "Undo"


def test_sentences_are_translated_and_the_notes_of_the_translators_are_none(templates: Templates):
    german = templates.translator("de")
    assert german("Undo") == "Rückgängig"
    assert german("Nobody translated this.") == "Nobody translated this."
    assert german("") == templates.translator("en")("") == ""


def test_a_changed_template_is_seen_in_a_checkout(templates: Templates, tmp_path: Path):
    templates.render("map.html", Page("Jobs"), "en")
    path = tmp_path / "templates" / "map.html"
    path.write_text("new {{ page.text }}")
    assert templates.render("map.html", Page("Jobs"), "en") == "new Jobs"


def test_many_threads_make_pages_at_once(templates: Templates):
    def work(number: int) -> bool:
        language = templates.languages[number % 3]
        made = templates.render("map.html", Page(f"n{number}", number), language)
        return f"<li>n{number}</li>" in made

    with ThreadPoolExecutor(8) as pool:
        assert all(pool.map(work, range(1, 300)))


def test_the_templates_of_argmap_are_used():
    assert templating.languages()[0] == "en"
    assert templating.translator("en")("Undo") == "Undo"
    assert templating.ours() is templating.ours()


@pytest.mark.parametrize("path", sorted(assets.templates().rglob("*.html")), ids=lambda path: str(path.name))
def test_templates_translate_only_what_stands_in_them(path: Path):
    # What is translated counts as markup of our own: a variable would come out unescaped.
    tree = Environment(autoescape=True, extensions=["jinja2.ext.i18n"]).parse(path.read_text("utf-8"))
    for call in tree.find_all(nodes.Call):
        name = call.node.name if isinstance(call.node, nodes.Name) else ""
        given = call.args[: GETTEXT.get(name, 0)]
        assert all(isinstance(each, nodes.Const) for each in given), f"{path.name}:{call.lineno}"


@pytest.mark.parametrize(
    ("header", "available", "language"),
    [
        ("", ["en", "de"], "en"),
        ("de", ["en", "de"], "de"),
        ("DE", ["en", "de"], "de"),
        ("de-CH-1996", ["en", "de"], "de"),
        ("de-CH", ["en", "de", "de-CH"], "de-CH"),
        ("pt", ["en", "pt-BR"], "pt-BR"),
        ("pt-PT", ["en", "pt-BR"], "pt-BR"),
        ("fr, de;q=0.5", ["en", "de"], "de"),
        ("de;q=0.5, en;q=0.8", ["en", "de"], "en"),
        ("de;q=0.8, en;q=0.5", ["en", "de"], "de"),
        ("de, en", ["en", "de"], "de"),
        ("*, de", ["en", "de"], "de"),
        ("*", ["en", "de"], "en"),
        ("fr, *;q=0.1", ["en", "de"], "en"),
        ("en;q=0, *", ["en", "de"], "de"),
        ("en;q=0", ["en", "de"], "de"),
        ("en;q=0, de;q=0", ["en", "de"], "en"),
        ("ur", ["en", "ur-Latn"], "ur-Latn"),
        ("d", ["en", "de"], "en"),
        ("deu", ["en", "de"], "en"),
        ("-, --de, de-", ["en", "de"], "de"),
        ("de;q=nonsense", ["en", "de"], "en"),
        ("de", [], "en"),
        ("ur-PK", ["ur"], "ur"),
    ],
)
def test_the_language_that_is_liked_best(header: str, available: list[str], language: str):
    assert choose(header, available) == language


@given(st.text() | st.text(st.sampled_from("de-CHn,;q=01. *"), max_size=80))
def test_nonsense_chooses_one_of_those_there_are(header: str):
    assert choose(header, ["en", "de", "pt-BR"]) in {"en", "de", "pt-BR"}


def test_a_very_long_wish_is_read_up_to_a_bound():
    assert choose("de," + "x" * 1_000_000, ["en", "de"]) == "de"
    assert choose("x," * 1_000_000 + "de", ["en", "de"]) == "en"
    assert choose("de-" * 1_000_000, ["en", "de"]) == "en"


@pytest.mark.parametrize(
    ("language", "written"),
    [
        ("en", "ltr"),
        ("ar", "rtl"),
        ("AR-eg", "rtl"),
        ("he", "rtl"),
        ("fa_IR", "rtl"),
        ("bal", "rtl"),
        ("ur-Latn-PK", "ltr"),
        ("pa-Arab", "rtl"),
        ("az-Cyrl", "ltr"),
        ("uz-1996-AF", "ltr"),
        ("arn", "ltr"),
        ("", "ltr"),
        ("-", "ltr"),
        ("ar\n", "ltr"),
        ("x" * 100_000, "ltr"),
    ],
)
def test_in_which_direction_a_language_is_written(language: str, written: str):
    assert direction(language) == written
