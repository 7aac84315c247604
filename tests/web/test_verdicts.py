"""Verdicts on the page of a map: off at first, kept by every link, in picture, outline and panel, and only where one may."""

from __future__ import annotations

import re
from collections.abc import Callable
from html import unescape
from xml.etree import ElementTree as ET

import pytest

from argmap.service import sharing, verdicts
from argmap.service.sharing import Access
from argmap.web.addresses import Place
from tests.diagram.safety import SVG
from tests.web.conftest import Browser
from tests.web.test_forms import add, document, map_of

DEAL = "/maps/balochistan-mining-deal"
HEADING = verdicts.HEADING


@pytest.fixture
def nobody_may(monkeypatch: pytest.MonkeyPatch) -> None:
    def never(access: Access) -> bool:
        return access.map == ""

    monkeypatch.setattr(sharing, "may_judge", never)


def links(page: str) -> list[str]:
    return [unescape(each) for each in re.findall(r'<a [^>]*href="(/maps/[^"]*)"', page)]


def outline(page: str) -> list[str]:
    """The lines of the outline as they are read aloud."""
    found = re.findall(r'<a class="line .*?</a>', page, re.DOTALL)
    return [
        unescape(" ".join(re.sub(r"<[^>]+>", "", each.replace("<small", " <small")).split()))
        for each in found
    ]


def test_they_are_off_at_first_and_then_nothing_is_worked_out(
    browser: Callable[[], Browser], monkeypatch: pytest.MonkeyPatch
):
    def refuse(_debate: object) -> None:
        raise AssertionError("worked out for nobody")

    monkeypatch.setattr("argmap.web.map_page.verdicts", refuse)
    monkeypatch.setattr("argmap.web.taking.verdicts", refuse)
    visitor = browser()
    page = visitor.open(DEAL)
    assert HEADING not in page
    assert "does not stand" not in page
    assert 'class="mark' not in page
    assert re.search(r'id="verdicts-off" aria-current="true"', page)
    assert visitor.get(f"{DEAL}.svg").status_code == 200


def test_the_switch_keeps_the_place_and_every_link_keeps_the_switch(browser: Callable[[], Browser]):
    visitor = browser()
    page = visitor.open(f"{DEAL}?card=n5&focus=n5&depth=3")
    (on,) = re.findall(r'href="([^"]*)" id="verdicts-on"', page)
    assert unescape(on) == f"{DEAL}?card=n5&focus=n5&depth=3&verdicts=1"
    page = visitor.open(unescape(on))
    assert re.search(r'id="verdicts-on" aria-current="true"', page)
    (off,) = re.findall(r'href="([^"]*)" id="verdicts-off"', page)
    assert unescape(off) == f"{DEAL}?card=n5&focus=n5&depth=3"
    within = [each for each in links(page) if each.startswith((f"{DEAL}?", f"{DEAL}#"))]
    assert len(within) > 20
    assert [each for each in within if "verdicts=1" not in each] == [unescape(off)]


def test_cards_outline_panel_and_positions_say_the_same(browser: Callable[[], Browser]):
    page = browser().open(f"{DEAL}?card=n5&verdicts=1")
    assert page.count(HEADING) == 2  # above the picture, and in the panel
    assert "50 cards stand" in page
    assert "4 are open" in page
    assert "7 do not stand" in page
    labels = dict(re.findall(r'<a id="card-(n\d+)"[^>]*aria-label="([^"]*)"', page))
    assert "Verdict: does not stand." in labels["n5"]
    assert "Verdict: open." in labels["n2"]
    assert all("Verdict: " in label for label in labels.values())
    drawn = re.findall(r'<a id="card-(n\d+)".*?<g class="mark (\w+)">', page)
    assert len(drawn) == len(labels) == 61
    assert dict(drawn)["n5"] == "stop"
    said = outline(page)
    assert any(line.endswith("paid work and training. does not stand") for line in said)
    assert all(re.search(r"\b(stands|open|does not stand)\b", line) for line in said)
    panel = page.partition('id="panel"')[2].partition("</section>")[0]
    assert "Does not stand: “Past mega-projects” speaks against it" in unescape(panel)
    assert "Strength 28\u00a0%; nobody has rated it" in panel
    assert re.search(r'id="top-n2".*?class="verdict ring".*?open', page, re.DOTALL)


def test_strengths_stand_on_the_cards_in_the_full_view_alone(browser: Callable[[], Browser]):
    visitor = browser()
    simple = visitor.open(f"{DEAL}?verdicts=1")
    assert "%" not in simple.partition('class="diagram')[2].partition("</svg>")[0]
    full = visitor.open(f"{DEAL}?verdicts=1&structure=full")
    assert visitor.at.endswith("?verdicts=1")
    assert full.count('class="figure"') == 61
    assert "They are no probabilities." in full
    assert any(line.endswith("does not stand 28\u00a0%".replace("\u00a0", " ")) for line in outline(full))


def test_a_step_that_does_not_hold_is_said_where_its_card_stands(teacher: Browser):
    add(teacher, "n2", "reason", text="The air gets cleaner.")
    add(teacher, "n4", "objection", text="Cars come back by night.")
    (objection,) = (node["id"] for node in document(teacher)["nodes"] if "by night" in node["text"])
    add(teacher, objection, "undercut", text="They may not.")
    page = teacher.open(f"/maps/{map_of(teacher)}?verdicts=1")
    # The undercut names the card too, in saying which link it cuts.
    (line,) = [each for each in outline(page) if "by night" in each and "It says" not in each]
    assert line.endswith("stands · this step does not hold")
    assert "A lighter line is a step that does not hold." in page
    assert re.search(r'<path class="objection link faint"', page)


def test_the_next_card_changes_what_follows_and_a_form_keeps_the_switch(teacher: Browser):
    add(teacher, "n2", "reason", text="The air gets cleaner.")
    here = f"/maps/{map_of(teacher)}"
    page = teacher.open(f"{here}?verdicts=1&card=n4&do=objection")
    assert "4 cards stand" not in page
    assert any("cleaner. stands" in line for line in outline(page))
    assert teacher.submit("/cards", text="It does not.") == 200
    assert "verdicts=1" in teacher.at
    assert any("cleaner. does not stand" in line for line in outline(teacher.html))
    assert teacher.submit("/cards", text="") == 422  # the same page, with what was wrong
    assert HEADING in teacher.html


@pytest.mark.usefixtures("nobody_may")
def test_where_they_may_not_be_seen_there_is_no_switch_and_the_parameter_is_ignored(teacher: Browser):
    own = f"/maps/{map_of(teacher)}"
    for address in (f"{own}?verdicts=1&card=n2", f"{DEAL}?verdicts=1&card=n5"):
        page = teacher.open(address)
        assert teacher.status == 200
        assert "verdicts" not in page
        assert HEADING not in page
        assert 'class="mark' not in page
    assert 'class="mark' not in teacher.get(f"{DEAL}.svg?verdicts=1").text
    teacher.open(f"{own}?verdicts=1&card=n2&do=reason")
    assert teacher.submit("/cards", text="") == 422
    assert HEADING not in teacher.html


def test_a_page_that_was_kept_does_not_outlive_the_permission(
    browser: Callable[[], Browser], monkeypatch: pytest.MonkeyPatch
):
    visitor = browser()
    with_switch = visitor.open(DEAL)
    judged = visitor.open(f"{DEAL}?verdicts=1")
    with monkeypatch.context() as patched:
        patched.setattr(sharing, "may_judge", lambda _access: False)
        assert "verdicts-on" not in visitor.open(DEAL)
        assert HEADING not in visitor.open(f"{DEAL}?verdicts=1")
        assert "mark" not in visitor.get(f"{DEAL}.svg?verdicts=1").headers["content-type"]
    assert visitor.open(DEAL) == with_switch
    assert visitor.open(f"{DEAL}?verdicts=1") == judged


def test_the_drawing_to_take_away_bears_them_when_asked(browser: Callable[[], Browser]):
    visitor = browser()
    plain, judged = visitor.get(f"{DEAL}.svg"), visitor.get(f"{DEAL}.svg?verdicts=1")
    assert 'class="mark' not in plain.text
    marks = [
        each
        for each in ET.fromstring(judged.text).iter(f"{SVG}g")
        if (each.get("class") or "").startswith("mark")
    ]
    assert len(marks) == 61
    assert visitor.get(f"{DEAL}.svg?verdicts=2").text == plain.text
    assert judged.headers["etag"] != plain.headers["etag"]


def test_a_map_of_nothing_that_could_stand_has_no_switch(browser: Callable[[], Browser]):
    visitor = browser()
    visitor.open("/new")
    assert visitor.submit("/new", question="Should cars leave the town?", position=["", ""]) == 200
    assert "verdicts-on" not in visitor.html


def test_a_folded_map_shows_both_what_is_below_and_what_follows(teacher: Browser):
    nodes = [{"id": "p", "kind": "position", "text": "Yes."}]
    relations = []
    for i in range(40):
        above = "p"
        for level in range(3):
            card = f"c{i}-{level}"
            nodes.append({"id": card, "kind": "claim", "text": f"Card {i} {level}."})
            relations.append({"id": f"r{i}-{level}", "kind": "attack", "premises": [card], "target": above})
            above = card
    made = teacher.post("/api/maps", json={"nodes": nodes, "relations": relations}).json()
    teacher.open(made["links"]["edit"].replace("http://argmap.test", ""))
    page = teacher.open(f"/maps/{made['id']}?verdicts=1")
    drawn = re.findall(r'<a id="card-.*?</a>', page, re.DOTALL)
    assert len(re.findall(r'<a id="more-[^>]*verdicts=1[^>]*aria-label="Show 1 more below', page)) == 40
    assert all('class="mark' in card for card in drawn)
    assert all(re.search(r'aria-label="[^"]*Verdict: ', card) for card in drawn)


def test_what_an_address_asks_for():
    assert Place.of("m", {"verdicts": "1"}).href() == "/maps/m?verdicts=1"
    for other in ("0", "", "yes", "11"):
        assert Place.of("m", {"verdicts": other}) == Place("m")
