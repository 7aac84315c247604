"""Languages: chosen by the browser and by hand; and nothing English is left on a page in another one.

The pages are walked in a made-up language that puts every translated sentence between marks. Maps are written in Greek
letters, so whatever Latin word stands outside the marks was never translated.
"""

from __future__ import annotations

import gettext
import re
from collections.abc import Callable, Iterator
from datetime import timedelta
from functools import partial
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest

from argmap import assets
from argmap.service import bundled
from argmap.service.shelf import Shelf
from argmap.web import templating
from argmap.web.map_page import title
from argmap.web.templating import Templates
from tests.web import catalogues
from tests.web.conftest import Browser
from tools.sentences import sentences

Browsers = Callable[[], Browser]
OPEN, CLOSE = "⟦", "⟧"
FORM = {
    "accept": "text/html",
    "content-type": "application/x-www-form-urlencoded",
    "sec-fetch-site": "same-origin",
}

# Names are the same in every language: of programs, formats, and the nicknames and codes that were given.
NAMES = re.compile(
    r"argmap\.test|\bargmap\b|\bArgdown\b|\bJSON\b|\bSVG\b|English|Español|Français|\bUTC\b|https?://[^\s⟧]*|\b[0-9a-f]{64}\b|\bASPARTIX\b|"
    r"\bPNG\b|\bPDF\b|\bHTML\b|\bBibTeX\b|\bCSL\b|\bSHA-256\b|\bsha256sum\b|\bICCMA\b|\bclingo\b|\bMB\b|\bUTF-8\b|&\w+;|\bMLP\b|DF-QuAD|\bp af\b|\bapx\b|\btgf\b"
)
GAPS = re.compile(r"\{[^{}]*\}|%\(\w+\)s")
READ_OUT = ("aria-label", "title", "placeholder", "alt", "data-done", "data-lost", "data-new", "data-changed")
SILENT = ("style", "script", "code", "kbd", "textarea")


class Texts(HTMLParser):
    """What of a page is read: its texts, and the attributes that are read out or shown later."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []
        self._within: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        self._attributes(attrs)
        # In elements with no end there is nothing.
        if tag in ("meta", "link", "input", "br", "path", "use", "rect", "circle", "img", "wbr", "col", "hr"):
            return
        self._within.append("silent" if tag in SILENT or given.get("translate") == "no" else tag)

    def handle_endtag(self, tag: str) -> None:
        if self._within:
            self._within.pop()

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._attributes(attrs)

    def _attributes(self, attrs: list[tuple[str, str | None]]) -> None:
        # Before the texts, since an attribute may stand in the middle of a sentence.
        self.found[:0] = [value for name, value in attrs if name in READ_OUT and value]

    def handle_data(self, data: str) -> None:
        if "silent" not in self._within:
            self.found.append(data)


def unmarked(html: str) -> Iterator[str]:
    """What stands in Latin letters outside all marks."""
    page = Texts()
    page.feed(html)
    # As a whole: a sentence may have a link in its middle.
    before, bare = "", NAMES.sub(" ", "\n".join(page.found))
    for each in bundled.maps().values():
        bare = bare.replace(title(each.debate, str), " ")
    while bare != before:
        before, bare = bare, re.sub(f"{OPEN}[^{OPEN}{CLOSE}]*{CLOSE}", " ", bare)
    for text in bare.splitlines():
        if re.search(r"[A-Za-z]{2}", text):
            yield " ".join(text.split())


class Unfound(gettext.NullTranslations):
    """What a catalogue turns to for what it lacks: keeps every sentence that was asked for in vain."""

    def __init__(self) -> None:
        super().__init__()
        self.sentences: set[str] = set()

    def gettext(self, message: str) -> str:
        self.sentences.add(message)
        return message

    def ngettext(self, msgid1: str, msgid2: str, n: int) -> str:
        self.sentences.add(f"{msgid1} / {msgid2}")
        return super().ngettext(msgid1, msgid2, n)


@pytest.fixture
def marked(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Every page in a language whose sentences are the English ones between marks."""
    found: dict[str, str] = {}
    for said in sentences():
        key = f"{said.key}\0{said.many}" if said.many else said.key
        found[key] = "\0".join(f"{OPEN}{form}{CLOSE}" for form in key.split("\0"))
    catalogues.write(tmp_path / "locale", "xx", found)
    made, unfound = Templates(assets.templates(), tmp_path / "locale"), Unfound()
    made._catalogue("xx").add_fallback(unfound)
    monkeypatch.setattr(templating, "ours", lambda: made)
    yield
    # A sentence may be asked for in another way than it was found: then it is in no catalogue, whatever stands in the source.
    assert {
        each for each in unfound.sentences if re.search("[A-Za-z]", GAPS.sub("", NAMES.sub("", each)))
    } == set()


def speaking(browser: Browser, language: str = "xx") -> Browser:
    browser.headers["accept-language"] = language
    return browser


def post(browser: Browser, address: str, **typed: Any) -> None:
    answer = browser.post(address, data=typed, headers=FORM)
    browser.html, browser.status, browser.at = answer.text, answer.status_code, str(answer.url)


DEBATE = """===
title: "Ποιος;"
===
[Α]: Ναι βεβαίως. #position
  + <Β>: Διότι ο αέρας καθαρίζει. {foo: bar}
    - <Γ>: Αλλά όχι για όλους.
      - <Δ>: Και όμως. [Ε, 2020] "λόγια"
[Ζ]: Όχι βεβαίως. #position
  + <Η>: Διότι είναι μακριά.
  - <Θ>: Διότι ο αέρας καθαρίζει.
[Μόνο]: Μόνο του.
"""


def places(here: str) -> list[str]:
    cards = [f"n{number}" for number in range(1, 9)]
    forms = (
        "reason",
        "evidence",
        "objection",
        "rebuttal",
        "premise",
        "undercut",
        "position",
        "edit",
        "connect",
    )
    more = ("move", "remove", "scheme", "merge")
    return [
        here,
        f"{here}?made=1&whole=1",
        *(f"{here}?card={card}&verdicts=1" for card in cards),
        *(f"{here}?card={card}&do={form}" for card in ("n2", "n3", "n4") for form in forms + more),
        f"{here}?focus=n3&card=n3",
        f"{here}?find=Διότι",
        f"{here}?find=ουδέν",
        f"{here}/history",
        f"{here}/share",
        f"{here}?fold=n3&view=simple",
        f"{here}/present",
        f"{here}/present?card=n3",
        f"{here}/present?view=map",
        f"{here}/replay",
        f"{here}/replay?step=2",
        f"{here}.png?scale=9",
        f"{here}.pdf?paper=B5",
        f"{here}/analysis",
        f"{here}/analysis?burden=prove&standard=dv&off=n3&score.n4=80",
        f"{here}/analysis/frameworks",
        f"{here}/analysis/frameworks?semantics=stable",
        f"{here}/analysis/frameworks?semantics=admissible&burden=prove",
        f"{here}/nowhere",
        f"{here}/analysis?burden=ποιος",
    ]


@pytest.mark.usefixtures("marked")
def test_no_page_of_a_map_has_anything_that_is_not_translated(browser: Browsers, shelf: Shelf):
    visitor = speaking(browser())
    visitor.open("/import")
    left: dict[str, list[str]] = {}

    def look(at: str) -> None:
        for text in unmarked(visitor.html):
            left.setdefault(text, []).append(at)

    look("/import")
    post(visitor, "/import", text=DEBATE)
    look("a report")
    here = re.search(r"/maps/[\w-]+", visitor.html)
    assert here is not None
    for address in places(here[0]):
        visitor.open(address)
        look(address)
    post(visitor, f"{here[0]}/cards", kind="reason", target="n2", text="Επειδή πρέπει.")
    look("a card that was added")
    post(visitor, f"{here[0]}/cards", kind="reason", target="n2", text="")
    look("a card without a text")
    post(visitor, f"{here[0]}/undo", revision="1", operation="α")
    look("an undo too late")
    post(visitor, "/import", text="{")
    look("a text that is no map")
    sharing(visitor, here[0], look)
    now = shelf.clock()
    for later in (timedelta(minutes=8), timedelta(hours=5), timedelta(days=3)):
        shelf.clock = partial(now.__add__, later)
        for address in ("/history", "/share", "/replay"):
            visitor.open(here[0] + address)
            look(f"{address} {later} later")
    for address in ("/new", "/nowhere", "/join", "/rooms/new", "/help/network"):
        visitor.open(address)
        look(address)
    if left:
        pytest.fail("\n".join(f"{text}  ({at[0]})" for text, at in left.items()))


def sharing(visitor: Browser, here: str, look: Callable[[str], None]) -> None:
    """Make the map public, freeze it, and go where that leads."""
    for address, fields in (
        ("/public", {"public": "1", "ends": "7"}), ("/links", {"role": "view", "ends": "7", "label": "Κλάση"}),
        ("/snapshots", {"public": "1"}), ("/snapshots", {"public": "0"}),
    ):  # fmt: skip
        post(visitor, here + address, **fields)
        look(address)
    for there in sorted(
        {
            *re.findall(r"/maps/\w+/code/\w+", visitor.html),
            *re.findall(r"/snapshots/\w+(?:/\w+)?", visitor.html),
        }
    ):
        visitor.open(there)
        look(there)
    for address in ("/embed", "/report", "/embed/nothing"):
        visitor.open(here + address)
        look(address)
    post(visitor, f"{here}/report", reason="")
    look("a report without a reason")
    post(visitor, f"{here}/report", reason="Λάθος.")
    look("a report")


@pytest.mark.usefixtures("marked")
def test_no_page_of_a_room_has_anything_that_is_not_translated(browser: Browsers):
    leader, pupil = speaking(browser()), speaking(browser())
    left: dict[str, list[str]] = {}

    def look(visitor: Browser, at: str) -> None:
        for text in unmarked(visitor.html):
            left.setdefault(text, []).append(at)

    leader.open("/rooms/new")
    leader.submit("/rooms", question="Ποιος;", position=["Ναι.", "Όχι."])
    look(leader, "the desk")
    code = re.search(r'id="code"[^>]*>([^<]+)<', leader.html)
    here = re.search(r"/maps/[\w-]+", leader.at)
    assert code is not None
    assert here is not None
    pupil.open(f"/r/{code[1].replace(' ', '')}")
    look(pupil, "the door")
    pupil.submit("/join", nickname="Σοφία")
    look(pupil, "the map with the words to come back with")
    for address in ("", "?card=n2", "/me", "/wall", "/room", "/room/sign", "/share", "/present", "/replay"):
        for visitor in (leader, pupil):
            visitor.open(here[0] + address)
            look(visitor, address)
    for switch in ("locked", "verdicts", "queue", "anonymous"):
        for on in ("1", "0"):
            post(leader, f"{here[0]}/room/switch", name=switch, on=on)
            look(leader, switch)
    if left:
        pytest.fail("\n".join(f"{text}  ({at[0]})" for text, at in left.items()))


def test_a_language_is_chosen_by_hand_and_the_place_is_kept(teacher: Browser):
    here = re.sub(r".*(/maps/[^?#]+).*", r"\1", teacher.at)
    teacher.open(f"{here}?card=n2&do=reason")
    ways = dict(re.findall(r'<a href="(/language[^"]*)" rel="nofollow" lang="(\w+)"', teacher.html))
    to = next(href for href, language in ways.items() if language == "ar").replace("&amp;", "&")
    html = teacher.open(to)
    assert '<html lang="ar" dir="rtl">' in html
    assert teacher.at.endswith(f"{here}?card=n2&do=reason")
    assert '<html lang="ar" dir="rtl">' in teacher.open("/new")
    assert '<html lang="fr" dir="ltr">' in teacher.open("/new?lang=fr")
    assert '<html lang="ar" dir="rtl">' in teacher.open("/nowhere")


@pytest.mark.parametrize(
    "back",
    [
        "https://elsewhere.example/",
        "//elsewhere.example",
        "/\\elsewhere.example",
        "/\n/a",
        "",
        "javascript:1",
    ],
)
def test_the_choice_of_a_language_leads_nowhere_else(browser: Browsers, back: str):
    answer = browser().get("/language", params={"to": "fr", "back": back}, follow_redirects=False)
    assert answer.status_code == 303
    assert answer.headers["location"] == "/"


def test_a_language_that_there_is_not_changes_nothing(browser: Browsers):
    answer = browser().get("/language", params={"to": "tlh", "back": "/new?lang=tlh"}, follow_redirects=False)
    assert answer.headers["location"] == "/new"
    assert "set-cookie" not in answer.headers
    assert '<html lang="en"' in browser().open("/new?lang=tlh")


def leading(html: str) -> list[str]:
    """Where the links and the forms that send something lead, within the site, but for the menu of languages."""
    found = re.findall(r'<a\b[^<>]*\shref="([^"]*)"', html)
    found += re.findall(r'<form method="post"[^<>]*action="([^"]*)"', html)
    found += re.findall(r'data-(?:folding|play)="([^"]*)"', html)
    return [
        each for each in found if each.startswith(("/", "http://argmap.test")) and "/language?" not in each
    ]


DEAL = "/maps/balochistan-mining-deal"


@pytest.mark.parametrize(
    "address",
    [
        f"{DEAL}?card=n2&fold=n3&lang=ur",
        f"{DEAL}?find=mines&lang=ur",
        f"{DEAL}/present?card=n3&lang=ur",
        f"{DEAL}/present?view=map&lang=ur",
        f"{DEAL}/replay?step=4&lang=ur",
        f"{DEAL}/embed?lang=ur",
        f"{DEAL}/analysis?lang=ur",
        f"{DEAL}/share?lang=ur",
        f"{DEAL}/wall?lang=ur",
        "/nowhere?lang=ur",
        "/?lang=ur",
    ],
)
def test_whoever_comes_by_an_address_with_a_language_stays_in_it(browser: Browsers, address: str):
    visitor = browser()
    html = visitor.open(address)
    assert '<html lang="ur" dir="rtl">' in html
    links = leading(html)
    assert links
    assert [each for each in links if "lang=ur" not in each] == []
    for action, fields in visitor.forms():
        assert action.startswith("#") or "lang=ur" in action or fields.get("lang") == "ur"
    card = next((each for each in links if "card=n" in each), None)
    if card is not None:
        assert '<html lang="ur" dir="rtl">' in visitor.open(card.replace("&amp;", "&"))
    # What is kept for those who chose the language in the menu is another page, and says nothing of it.
    plain = address.replace("lang=ur", "").rstrip("?&")
    visitor.open("/language?to=ur&back=/")
    assert '<html lang="ur" dir="rtl">' in visitor.open(plain)
    assert not any("lang=ur" in each for each in leading(visitor.html))


def test_a_form_that_is_sent_keeps_the_language_of_its_address(teacher: Browser):
    here = re.sub(r".*(/maps/[^?#]+).*", r"\1", teacher.at)
    teacher.open(f"{here}?card=n2&do=reason&lang=ur")
    assert teacher.submit("/cards?lang=ur", text="Because.") == 200
    assert "lang=ur" in teacher.at
    assert '<html lang="ur" dir="rtl">' in teacher.html
