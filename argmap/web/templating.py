"""Pages from templates, in the reader's language.

A template gets one variable, `page`, and the words around it through gettext. What is translated counts as
markup of our own, so a template never translates a variable: whatever people wrote would then not be escaped.
"""

from __future__ import annotations

import gettext
import re
from collections.abc import Collection
from functools import cache, lru_cache
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from argmap import assets
from argmap.messages import Translator
from argmap.web.negotiation import weighted

ENGLISH = "en"
"""The language in which templates and messages are written; it needs no catalogue."""

_CATALOGUES = Path(__file__).resolve().parents[1] / "locale"
_LONGEST = 1000

_RIGHT_TO_LEFT = re.compile(
    "ar|arc|arz|azb|bal|bqi|ckb|dv|fa|glk|he|iw|ji|khw|ks|lrc|mzn|nqo|pnb|prs|ps|sd|sdh|skr|syr|ug|ur|yi"
)
_RIGHT_TO_LEFT_SCRIPTS = re.compile("adlm|arab|aran|hebr|mand|nkoo|rohg|samr|syrc|thaa|yezi")


class Translated:
    """What puts English sentences into one language, from its catalogue."""

    def __init__(self, catalogue: gettext.NullTranslations, *, right_to_left: bool = False) -> None:
        self._catalogue = catalogue
        self._right_to_left = right_to_left

    def __call__(self, key: str, /) -> str:
        """The sentence in this language; the English one where there is no translation."""
        if not key:  # under which a catalogue keeps the notes of its translators
            return key
        said = self._catalogue.gettext(key)
        # A sentence that is told of one and of many has its forms elsewhere in the catalogue.
        return self._catalogue.ngettext(key, key, 1) if said is key else said

    def plural(self, one: str, many: str, count: int, /) -> str:
        """The form for so many; the English one where there is no translation."""
        return self._catalogue.ngettext(one, many, count)

    def around(self, text: str, /) -> str:
        """A text for a gap. From right to left it is set apart (U+2068, U+2069): what people wrote may run the other way."""
        return f"\u2068{text}\u2069" if self._right_to_left else text


class Templates:
    """The templates of one folder, in every language that has a catalogue. Safe to use from many threads.

    Catalogues lie in `<catalogues>/<language>/LC_MESSAGES/argmap.mo`, the language written as `de` or `pt_BR`.
    """

    def __init__(self, folder: Path, catalogues: Path = _CATALOGUES) -> None:
        self._folder = folder
        self._paths = {
            path.parent.parent.name.replace("_", "-"): path
            for path in sorted(catalogues.glob("*/LC_MESSAGES/argmap.mo"))
        }
        self.languages = (ENGLISH, *(language for language in self._paths if language != ENGLISH))
        self._catalogue = cache(self._read)
        self._environment = cache(self._prepare)

    def translator(self, language: str) -> Translator:
        """What puts an English sentence into a language; where there is no translation it stays English."""
        known = self._known(language)
        return Translated(self._catalogue(known), right_to_left=direction(known) == "rtl")

    def render(self, template: str, page: object, language: str) -> str:
        """A finished page."""
        return self._environment(self._known(language)).get_template(template).render(page=page)

    def _known(self, language: str) -> str:
        return language if language in self._paths else ENGLISH

    def _read(self, language: str) -> gettext.NullTranslations:
        if language not in self._paths:
            return gettext.NullTranslations()
        with self._paths[language].open("rb") as file:
            return gettext.GNUTranslations(file)

    def _prepare(self, language: str) -> Environment:
        environment = Environment(
            loader=FileSystemLoader(self._folder),
            autoescape=True,
            undefined=StrictUndefined,
            trim_blocks=True,
            lstrip_blocks=True,
            # In a wheel nobody changes a template; in a checkout one sees at once what one has changed.
            auto_reload=self._folder.parent.name != "_assets",
            extensions=["jinja2.ext.i18n"],
        )
        catalogue = self._catalogue(language)
        environment.install_gettext_translations(catalogue, newstyle=True)  # type: ignore[attr-defined]
        return environment


@cache
def ours() -> Templates:
    """The templates that belong to argmap."""
    return Templates(assets.templates())


def languages() -> tuple[str, ...]:
    """The languages that pages can be shown in, English first."""
    return ours().languages


def translator(language: str) -> Translator:
    """What puts an English sentence into a language."""
    return ours().translator(language)


def render(template: str, page: object, language: str) -> str:
    """A finished page from one of argmap's templates."""
    return ours().render(template, page, language)


def choose(accept_language: str, available: Collection[str]) -> str:
    """The language that a browser likes best of those there are; the first of them if it likes none.

    >>> choose("de-CH, en;q=0.8", ["en", "de"]), choose("tlh", ["en", "de"])
    ('de', 'en')
    """
    if len(accept_language) > _LONGEST:
        accept_language = accept_language[:_LONGEST].rpartition(",")[0]
    return _choose(accept_language, tuple(available))


@lru_cache(maxsize=512)
def _choose(accept_language: str, available: tuple[str, ...]) -> str:
    wishes = weighted(accept_language)
    wanted = {language.lower(): language for language in available if wishes.get(language.lower()) != 0}
    liked = [wish for wish, weight in wishes.items() if weight]
    for wish in sorted(liked, key=lambda wish: (-wishes[wish], wish == "*")):
        found = next(iter(wanted.values()), None) if wish == "*" else _nearest(wish, wanted)
        if found is not None:
            return found
    return next(iter([*wanted.values(), *available]), ENGLISH)


def _nearest(wish: str, wanted: dict[str, str]) -> str | None:
    """The language asked for, else the same without its region or script, else one with another of these."""
    shorter = wish
    while shorter:
        if shorter in wanted:
            return wanted[shorter]
        shorter = shorter.rpartition("-")[0]
    main = wish.partition("-")[0]
    return next((wanted[language] for language in wanted if language.partition("-")[0] == main), None)


@lru_cache(maxsize=512)
def direction(language: str) -> str:
    """In which direction a language is written: "ltr" or "rtl". A script in its tag decides.

    >>> direction("ur"), direction("ur-Latn"), direction("pa-Arab-PK"), direction("de")
    ('rtl', 'ltr', 'rtl', 'ltr')
    """
    main, *others = language.lower().replace("_", "-").split("-")[:4]
    script = next((part for part in others if len(part) == 4 and part.isalpha()), None)
    found = _RIGHT_TO_LEFT.fullmatch(main) if script is None else _RIGHT_TO_LEFT_SCRIPTS.fullmatch(script)
    return "rtl" if found else "ltr"
