from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

import pytest

from tests.web.conftest import Browser


def map_of(browser: Browser) -> str:
    found = re.search(r"/maps/([a-z2-7]{12})", browser.at)
    assert found is not None, browser.at
    return found.group(1)


def document(browser: Browser) -> dict[str, Any]:
    answer = browser.get(f"/api/maps/{map_of(browser)}")
    assert answer.status_code == 200
    read: dict[str, Any] = answer.json()
    return read


def add(browser: Browser, card: str, kind: str, **typed: str) -> None:
    browser.open(f"/maps/{map_of(browser)}?card={card}&do={kind}")
    assert browser.submit("/cards", **typed) == 200, browser.html


def texts(browser: Browser) -> list[str]:
    return [node["text"] for node in document(browser)["nodes"]]


def test_a_debate_is_filled_card_by_card(teacher: Browser):
    add(teacher, "n2", "reason", text="The air gets cleaner.")
    # The form stands open again, empty, under the same card.
    assert "do=reason" in teacher.at
    assert teacher.at.endswith("#text")
    assert "card=n2" in teacher.at
    assert teacher.submit("/cards", text="The streets get quieter.") == 200
    nodes = {node["text"]: node["id"] for node in document(teacher)["nodes"]}
    air = nodes["The air gets cleaner."]
    add(
        teacher,
        air,
        "evidence",
        text="Dust fell in Oslo.",
        source_title="Report",
        source_year="2021",
        quote="It fell.",
    )
    add(teacher, air, "objection", text="Vans stay.")
    add(teacher, air, "rebuttal", text="Vans can be electric.")
    add(teacher, air, "undercut", text="Air is no matter of towns.")
    add(teacher, air, "premise", text="Clean air matters.")
    add(teacher, "n1", "position", text="Only at night.")
    made = document(teacher)
    assert len(made["nodes"]) == 3 + 8
    assert made["quotes"][0]["exact"] == "It fell."
    linked = next(each for each in made["relations"] if len(each["premises"]) == 2)
    cut = next(each for each in made["relations"] if each["target"] == linked["id"])
    assert cut["kind"] == "attack"
    assert teacher.html.count("Clean air matters.") >= 1


def test_a_form_sent_twice_counts_once_and_with_other_words_twice(teacher: Browser):
    teacher.open(f"/maps/{map_of(teacher)}?card=n2&do=reason")
    page = teacher.html
    for text in ("Once.", "Once.", "Other."):
        teacher.html = page
        teacher.submit("/cards", text=text)
    assert texts(teacher)[3:] == ["Once.", "Other."]


def test_what_is_wrong_with_a_form_is_said_beside_what_was_typed(teacher: Browser):
    teacher.open(f"/maps/{map_of(teacher)}?card=n2&do=evidence")
    assert (
        teacher.submit("/cards", text="Dust <b>fell</b>.", source_url="javascript:alert(1)", quote="q") == 422
    )
    assert "begins with http://" in teacher.html
    assert "Dust &lt;b&gt;fell&lt;/b&gt;." in teacher.html
    assert "javascript:alert(1)" in teacher.html
    assert 'href="javascript' not in teacher.html
    assert teacher.submit("/cards", text="Dust fell.", source_url="https://example.org/", quote="") == 200
    assert texts(teacher)[3:] == ["Dust fell."]


def test_a_card_is_edited(teacher: Browser):
    teacher.open(f"/maps/{map_of(teacher)}?card=n2&do=edit")
    assert teacher.submit("/cards/n2/edit", text="Yes, at once.") == 200
    assert texts(teacher)[1] == "Yes, at once."
    teacher.open(f"/maps/{map_of(teacher)}?card=n1&do=edit")
    teacher.submit("/cards/n1/edit", text="Should all cars leave?")
    assert '<h1 dir="auto">Should all cars leave?</h1>' in teacher.html


def test_two_who_edit_the_same_card_lose_nothing(teacher: Browser, browser: Callable[[], Browser]):
    colleague = browser()
    colleague.open(edit_link(teacher))
    here = f"/maps/{map_of(teacher)}?card=n2&do=edit"
    teacher.open(here)
    colleague.open(here)
    assert teacher.submit("/cards/n2/edit", text="Yes, says the teacher.") == 200
    assert colleague.submit("/cards/n2/edit", text="Yes, says the colleague.") == 409
    assert "Yes, says the teacher." in colleague.html
    assert "Yes, says the colleague." in colleague.html
    assert colleague.submit("/cards/n2/edit") == 200
    assert texts(teacher)[1] == "Yes, says the colleague."


def test_a_card_that_was_taken_away_while_somebody_edited_it_can_be_put_back(
    teacher: Browser, browser: Callable[[], Browser]
):
    colleague = browser()
    colleague.open(edit_link(teacher))
    colleague.open(f"/maps/{map_of(teacher)}?card=n3&do=edit")
    teacher.open(f"/maps/{map_of(teacher)}?card=n3&do=remove")
    assert teacher.submit("/cards/n3/remove") == 200
    assert colleague.submit("/cards/n3/edit", text="No, never.") == 409
    assert "No, never." in colleague.html
    assert colleague.submit("/cards/n3/edit") == 200
    assert "No, never." in texts(teacher)


def test_an_answer_to_a_card_that_was_taken_away_is_kept(teacher: Browser, browser: Callable[[], Browser]):
    colleague = browser()
    colleague.open(edit_link(teacher))
    colleague.open(f"/maps/{map_of(teacher)}?card=n3&do=reason")
    teacher.open(f"/maps/{map_of(teacher)}?card=n3&do=remove")
    teacher.submit("/cards/n3/remove")
    assert colleague.submit("/cards", text="What I wrote.") == 200
    assert "removed in the meantime" in colleague.html
    assert "What I wrote." in texts(teacher)


def edit_link(browser: Browser) -> str:
    html = browser.get(f"/maps/{map_of(browser)}/share").text
    found = re.findall(r'value="(http://argmap\.test/maps/[a-z2-7]+/open/[a-z2-7]+)"', html)
    return str(found[0])


def view_link(browser: Browser) -> str:
    html = browser.get(f"/maps/{map_of(browser)}/share").text
    found = re.findall(r'value="(http://argmap\.test/maps/[a-z2-7]+/open/[a-z2-7]+)"', html)
    return str(found[1])


def test_cards_are_connected_moved_ordered_and_disconnected(teacher: Browser):
    for text in ("First.", "Second."):
        add(teacher, "n2", "reason", text=text)
    here = f"/maps/{map_of(teacher)}"
    first, second = (node["id"] for node in document(teacher)["nodes"][3:])
    teacher.open(f"{here}?card={first}&do=connect")
    assert teacher.submit(f"/cards/{first}/connect", kind="attack", target="n3") == 200
    teacher.open(f"{here}?card={second}&do=move")
    assert teacher.submit("/relations/order", place="earlier") == 200
    teacher.open(f"{here}?card={second}&do=move")
    assert teacher.submit("/relations/move", target="n3") == 200
    relations = {each["premises"][0] + each["target"]: each["id"] for each in document(teacher)["relations"]}
    assert set(relations) == {f"{first}n2", f"{first}n3", f"{second}n3"}
    teacher.open(f"{here}?card={first}&do=move")
    assert teacher.submit("/relations/remove", relation=relations[f"{first}n3"]) == 200
    assert len(document(teacher)["relations"]) == 2


def test_taking_a_card_away_says_first_what_it_touches(teacher: Browser):
    add(teacher, "n2", "reason", text="First.")
    add(teacher, "n4", "objection", text="But.")
    html = teacher.open(f"/maps/{map_of(teacher)}?card=n4&do=remove")
    assert "It no longer supports “Yes.”" in html
    assert "“But.” loses what it answers." in html
    assert teacher.submit("/cards/n4/remove", branch="1") == 200
    assert texts(teacher) == ["Should cars leave the town?", "Yes.", "No."]


def test_undo_and_history(teacher: Browser):
    for text in ("First.", "Second."):
        add(teacher, "n2", "reason", text=text)
    assert teacher.submit("/undo") == 200
    assert "Undid: Added “Second.” for “Yes.”" in teacher.html
    assert "do=reason" in teacher.at
    teacher.submit("/undo")
    assert len(texts(teacher)) == 3
    assert teacher.submit("/undo") == 409
    html = teacher.open(f"/maps/{map_of(teacher)}/history")
    assert html.count('<p dir="auto">Added “') == 2
    assert teacher.submit("/history/2") == 200
    assert texts(teacher)[3:] == ["First."]
    assert (
        teacher.post(f"/maps/{map_of(teacher)}/history/{10**30}", data={"operation": "x"}).status_code == 409
    )


def test_an_undo_that_others_have_built_on_is_refused_with_the_reason(teacher: Browser):
    add(teacher, "n2", "reason", text="First.")
    add(teacher, "n4", "objection", text="But.")
    teacher.open(f"/maps/{map_of(teacher)}/history")
    assert teacher.submit("/history/2") == 409
    assert "cannot be undone" in teacher.html
    assert len(texts(teacher)) == 5


def test_a_reader_can_change_nothing(teacher: Browser, browser: Callable[[], Browser]):
    reader = browser()
    html = reader.open(view_link(teacher))
    assert reader.at.endswith(f"/maps/{map_of(teacher)}")
    assert "/open/" not in html
    assert "/undo" not in html
    here = f"/maps/{map_of(teacher)}"
    for do in ("reason", "edit", "move", "connect", "remove", "position"):
        assert all("/copy" in action or action.endswith("#found") for action, _ in reader.forms())
        reader.open(f"{here}?card=n2&do={do}")
    for address, data in (
        ("/cards", {"kind": "reason", "card": "n2", "text": "Mine."}),
        ("/cards/n2/edit", {"version": "1", "text": "Mine."}),
        ("/cards/n2/remove", {"version": "1"}),
        ("/cards/n2/connect", {"kind": "support", "target": "n3"}),
        ("/relations/move", {"relation": "r4", "target": "n3"}),
        ("/undo", {}),
        ("/history/2", {}),
        ("/links", {"role": "edit"}),
        ("/links/aaaaaaaa/revoke", {}),
    ):
        answer = reader.post(here + address, data={"operation": "x", **data})
        assert answer.status_code == 403, address
    assert len(texts(teacher)) == 3


def test_without_a_key_there_is_nothing(teacher: Browser, browser: Callable[[], Browser]):
    stranger = browser()
    here = f"/maps/{map_of(teacher)}"
    for address in ("", "/history", "/share", ".svg", ".json", ".argdown", f"/open/{'a' * 34}"):
        assert stranger.get(here + address).status_code == 404, address
    for address in ("/cards", "/undo", "/copy", "/links"):
        assert stranger.post(here + address, data={"operation": "x"}).status_code == 404, address
    assert stranger.get("/api" + here).status_code == 404


def test_a_revoked_link_is_dead_at_once_and_its_cookies_too(teacher: Browser, browser: Callable[[], Browser]):
    reader = browser()
    link = view_link(teacher)
    reader.open(link)
    assert reader.status == 200
    teacher.open(f"/maps/{map_of(teacher)}/share")
    action = next(a for a, _ in teacher.forms() if a.endswith("/revoke") and link.rpartition("/")[2][:8] in a)
    assert teacher.submit(action) == 200
    assert reader.get(f"/maps/{map_of(teacher)}").status_code == 404
    assert reader.get(link).status_code == 404


def test_a_reading_link_does_not_take_the_right_to_change_away(teacher: Browser):
    teacher.open(view_link(teacher))
    assert "so it stays" in teacher.html
    teacher.open(f"/maps/{map_of(teacher)}?card=n2&do=reason")
    assert teacher.submit("/cards", text="Still mine.") == 200


@pytest.mark.parametrize("role", ["view", "edit"])
def test_more_links_are_made(teacher: Browser, browser: Callable[[], Browser], role: str):
    teacher.open(f"/maps/{map_of(teacher)}/share")
    assert teacher.submit("/links", role=role) == 200
    links = re.findall(r'value="(http://argmap\.test/maps/[a-z2-7]+/open/[a-z2-7]+)"', teacher.html)
    assert len(links) == 3
    other = browser()
    other.open(links[2])
    assert (other.status, "/undo" in other.html) == (200, role == "edit")


def test_a_bundled_map_is_copied_and_not_changed(browser: Callable[[], Browser]):
    visitor = browser()
    html = visitor.open("/maps/balochistan-mining-deal")
    assert visitor.status == 200
    assert "/undo" not in html
    assert visitor.post("/maps/balochistan-mining-deal/cards", data={"text": "x"}).status_code == 403
    assert visitor.submit("/copy") == 200
    assert "Keep this link" in visitor.html
    assert len(document(visitor)["nodes"]) > 60
    visitor.open("/")
    assert visitor.html.count("Should the US-Pakistan mining deal in Balochistan go ahead?") >= 2


def test_what_the_form_was_opened_from_is_where_one_comes_back_to_and_nowhere_else(teacher: Browser):
    here = f"/maps/{map_of(teacher)}"
    for back in (
        "https://evil.example/",
        "//evil.example",
        "/maps/other?card=n2",
        "\x00",
        "http://[",
        "?card=" + "x" * 99,
    ):
        answer = teacher.post(
            f"{here}/undo",
            data={"operation": back, "back": back},
            headers={"sec-fetch-site": "same-origin"},
            follow_redirects=False,
        )
        location = answer.headers.get("location", here)
        assert location.startswith(here), location
