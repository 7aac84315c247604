"""The catalogues of translations: kept in step with the source, handed to translators in parts, and compiled.

    python -m tools.messages update             the sentences of the source into every catalogue, and all compiled
    python -m tools.messages todo fr todo.txt   what the French catalogue lacks, numbered, to translate
    python -m tools.messages fill fr todo.txt done.txt   the translations of a numbered list into the catalogue

How a translator works with these is in docs/translating.md.
"""

from __future__ import annotations

import argparse
import io
import re
import sys
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from string import Formatter

from babel.messages import Catalog, Message
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po

from tools.sentences import ROOT, sentences

LANGUAGES = ("ar", "es", "fr", "ur")
LOCALE = ROOT / "argmap" / "locale"
_ANY_DAY = datetime(2026, 1, 1, tzinfo=UTC)  # so that the same translations give the same bytes
_FIRST = (
    "templates/",
    "argmap/diagram/",
    "argmap/web/",
    "argmap/service/",
    "argmap/debate/",
    "argmap/analysis/",
    "argmap/formats/",
    "",
)
"""In which order sentences are translated."""

_FORMS = " || "
_HEAD = "# The translations of argmap. How one works on them is in docs/translating.md."
_COMMAND = re.compile(r"(\d+)\t(.*)")
_CHANGING = re.compile(
    rb'^"(POT-Creation-Date|PO-Revision-Date|Generated-By|Last-Translator|Language-Team|Report-Msgid-Bugs-To)[^\n]*\n',
    re.MULTILINE,
)
_TEMPLATE_GAP = re.compile(r"%\((\w+)\)s")


def template() -> Catalog:
    """A catalogue of all that argmap says, without a translation."""
    made = Catalog(project="argmap", charset="utf-8")
    for said in sentences():
        key = (said.key, said.many) if said.many else said.key
        made.add(key, locations=[(said.place, 0)])
    return made


def read(language: str, folder: Path = LOCALE) -> Catalog:
    """The catalogue of a language; an empty one where there is none yet."""
    path = folder / language / "LC_MESSAGES" / "argmap.po"
    if not path.exists():
        return Catalog(language, project="argmap", charset="utf-8")
    with path.open("rb") as file:
        return read_po(file, language)


def write(catalog: Catalog, language: str, folder: Path = LOCALE) -> None:
    """A catalogue at its place, as text and compiled."""
    path = folder / language / "LC_MESSAGES" / "argmap.po"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(text(catalog))
    path.with_suffix(".mo").write_bytes(compiled(catalog))


def text(catalog: Catalog) -> bytes:
    """A catalogue as a translator reads it; the same bytes for the same translations, whenever it is written."""
    catalog.header_comment = _HEAD
    catalog.fuzzy = False
    out = io.BytesIO()
    write_po(out, catalog, width=0, sort_output=True, ignore_obsolete=True, include_lineno=False)
    return _CHANGING.sub(b"", out.getvalue())


def compiled(catalog: Catalog) -> bytes:
    """A catalogue as the program reads it: without what is not translated, so that this stays English."""
    finished = Catalog(catalog.locale, project="argmap", charset="utf-8", fuzzy=False, creation_date=_ANY_DAY)
    for message in catalog:
        if message.id and _translated(message):
            finished.add(message.id, message.string)
    out = io.BytesIO()
    write_mo(out, finished)
    return out.getvalue()


def updated(catalog: Catalog, fresh: Catalog) -> Catalog:
    """A catalogue with the sentences of the source: translations are kept, what is said no more is left out.

    Nothing is guessed for a sentence that is new or was reworded, since a guess looks like a translation.
    """
    made = Catalog(catalog.locale, project="argmap", charset="utf-8")
    for message in fresh:
        if not message.id:
            continue
        key = message.id[0] if isinstance(message.id, tuple) else message.id
        old = catalog.get(key)
        same = old is not None and isinstance(old.id, tuple) == isinstance(message.id, tuple)
        made.add(message.id, old.string if old is not None and same else None, locations=message.locations)
    return made


def lacking(catalog: Catalog) -> list[Message]:
    """What has no translation yet, in the order of the places where it is said."""
    return [each for each in _ordered(catalog) if not _translated(each)]


def _ordered(catalog: Catalog) -> list[Message]:
    return sorted(
        (each for each in catalog if each.id),
        key=lambda each: (_turn(each), str(each.id)),
    )


def _turn(message: Message) -> tuple[int, str]:
    """Where a sentence is said, the pages that everybody sees before the mistakes in files and for programs."""
    places = [place for place, _ in message.locations] or [""]
    turns = [next(at for at, start in enumerate(_FIRST) if place.startswith(start)) for place in places]
    return min(zip(turns, places, strict=True))


def _keys(message: Message) -> tuple[str, ...]:
    """The sentence; for what counts, that for one and that for many."""
    return (message.id,) if isinstance(message.id, str) else tuple(message.id)


def _forms(message: Message) -> tuple[str, ...]:
    """Its translation, in all its forms; an empty text for one that lacks."""
    said = message.string
    return (said,) if isinstance(said, str) else tuple(each or "" for each in said or ("",))


def _translated(message: Message) -> bool:
    return all(_forms(message))


def mistakes(catalog: Catalog) -> Iterator[str]:
    """What is wrong with the translations there are: gaps that are not those of the sentence, too few forms, doubts."""
    for message in filter(_translated, _ordered(catalog)):
        keys, forms = _keys(message), _forms(message)
        counts = len(keys) > 1
        if message.fuzzy:
            yield f"marked as doubtful: {keys[0]}"
        if len(forms) != (catalog.num_plurals if counts else 1):
            yield f"has {len(forms)} forms: {keys[0]}"
        wanted = set().union(*map(gaps, keys))
        for form in forms:
            found = gaps(form)
            # A form for one or two may say the number in words.
            if found != wanted and not (counts and found == wanted - {"{count}", "%(num)s"}):
                yield f"has the gaps {sorted(found)} and not {sorted(wanted)}: {keys[0]} → {form}"


def gaps(sentence: str) -> set[str]:
    """The gaps of a sentence, those of code in braces and those of templates with their percent sign."""
    try:
        named = {name for _, name, _, _ in Formatter().parse(sentence) if name is not None}
    except ValueError:  # braces that are no gaps: nothing is put into this one
        named = set()
    return {f"{{{name}}}" for name in named} | {f"%({name})s" for name in _TEMPLATE_GAP.findall(sentence)}


def listed(catalog: Catalog, most: int) -> str:
    """What is to be translated, one numbered line each; a tab, and for what counts both sentences."""
    lines = []
    for number, message in enumerate(lacking(catalog)[:most], 1):
        lines.append(f"{number}\t" + _FORMS.join(map(_escaped, _keys(message))))
    return "\n".join(lines) + "\n"


def filled(catalog: Catalog, todo: str, done: str) -> list[str]:
    """Put the translations of a numbered list into a catalogue; what does not fit is told, and left out."""
    asked = dict(_numbered(todo))
    told = []
    for number, said in _numbered(done):
        if number not in asked:
            told.append(f"{number}: not in the list")
            continue
        key = _plain(asked[number].split(_FORMS)[0])
        message = catalog.get(key)
        if message is None:
            told.append(f"{number}: not in the catalogue: {key}")
            continue
        forms = tuple(_plain(each.strip("\n")) for each in said.split(_FORMS))
        if isinstance(message.id, tuple):
            forms = _all_forms(forms, catalog.num_plurals)
            message.string = forms
        else:
            message.string = forms[0]
    return told


def _all_forms(forms: tuple[str, ...], wanted: int) -> tuple[str, ...]:
    """All forms of a plural, from the shorter lists that translators may write: docs/translating.md says which."""
    if len(forms) == 1:
        return forms * wanted
    if wanted == 3 and len(forms) == 2:  # French and Spanish: the middle one is for millions
        return (forms[0], forms[1], forms[1])
    if wanted == 6 and len(forms) in (4, 5):  # Arabic: one, two, few, many, and others with none
        return (forms[-1], *forms[:4], forms[-1])
    return forms


def _numbered(lines: str) -> Iterator[tuple[int, str]]:
    for line in lines.splitlines():
        found = _COMMAND.fullmatch(line)
        if found:
            yield int(found[1]), found[2]


def _escaped(sentence: str) -> str:
    return sentence.replace("\\", "\\\\").replace("\n", "\\n")


def _plain(line: str) -> str:
    return re.sub(r"\\(.)", lambda found: "\n" if found[1] == "n" else found[1], line)


def main(words: list[str] | None = None) -> int:
    """Carry out one of the commands."""
    parser = argparse.ArgumentParser(prog="python -m tools.messages", description=__doc__)
    commands = parser.add_subparsers(dest="command", required=True)
    commands.add_parser("update")
    todo = commands.add_parser("todo")
    fill = commands.add_parser("fill")
    for each in (todo, fill):
        each.add_argument("language", choices=LANGUAGES)
        each.add_argument("todo", type=Path)
    todo.add_argument("--most", type=int, default=150)
    fill.add_argument("done", type=Path)
    asked = parser.parse_args(words)
    if asked.command == "update":
        fresh = template()
        for language in LANGUAGES:
            catalog = updated(read(language), fresh)
            write(catalog, language)
            print(f"{language}: {len(catalog)} sentences, {len(lacking(catalog))} without a translation")
        return 0
    catalog = read(asked.language)
    if asked.command == "todo":
        asked.todo.write_text(listed(catalog, asked.most), "utf-8")
        return 0
    told = filled(catalog, asked.todo.read_text("utf-8"), asked.done.read_text("utf-8"))
    write(catalog, asked.language)
    told += mistakes(catalog)
    print(*told, f"{len(lacking(catalog))} are left.", sep="\n")
    return 1 if told else 0


if __name__ == "__main__":
    sys.exit(main())
