"""Two people at once: what becomes of what both wrote, and what a form says when something is wrong with it."""

from __future__ import annotations

import re
from collections.abc import Callable
from html import unescape
from typing import Any

import pytest

from tests.web.conftest import Browser
from tests.web.test_forms import add, document, edit_link, map_of, texts

TWO = tuple[Browser, Browser]


@pytest.fixture
def two(teacher: Browser, browser: Callable[[], Browser]) -> TWO:
    """Two browsers that may change the same map, on which n4 is evidence for n2, from a source."""
    add(
        teacher,
        "n2",
        "evidence",
        text="Dust fell.",
        source_title="Report",
        source_year="2020",
        quote="It fell.",
    )
    colleague = browser()
    colleague.open(edit_link(teacher))
    return teacher, colleague


def open_edit(browser: Browser, card: str = "n4", structure: str = "") -> None:
    if structure:
        browser.open(f"/maps/{map_of(browser)}?structure={structure}")
    browser.open(f"/maps/{map_of(browser)}?card={card}&do=edit")


def card(browser: Browser, identifier: str) -> dict[str, Any]:
    return next(each for each in document(browser)["nodes"] if each["id"] == identifier)


def source(browser: Browser, identifier: str = "n4") -> dict[str, Any]:
    held = document(browser)
    (cited,) = card(browser, identifier)["sources"]
    fields: dict[str, Any] = next(each["fields"] for each in held["sources"] if each["id"] == cited)
    return fields


def visible(html: str) -> list[str]:
    """The names of the fields that somebody can write into or choose, in the form of the page."""
    form = re.search(r'<form[^>]*id="form".*?</form>', html, re.DOTALL)
    assert form is not None
    found = re.findall(r'<(?:textarea|input(?! type="hidden"))[^>]* name="([^"]+)"', form.group(0))
    return list(dict.fromkeys(found))


def notice(browser: Browser) -> str:
    found = re.search(r'<p class="notice"[^>]*>(.*?)</p>', browser.html)
    return unescape(found.group(1)) if found else ""


@pytest.mark.parametrize(
    ("theirs", "mine", "shown"),
    [
        ({"source_title": "Their report"}, {"source_title": "My report"}, ["source_title"]),
        ({"quote": "They quote."}, {"quote": "I quote."}, ["quote"]),
        ({"source_title": "Their report"}, {"source_year": "2021"}, ["source_year"]),
        ({"text": "Theirs."}, {"text": "Mine."}, ["text"]),
        ({"kind": "claim"}, {"kind": "position"}, ["kind"]),
    ],
)
def test_what_two_changed_at_once_is_shown_to_the_second(
    two: TWO, theirs: dict[str, str], mine: dict[str, str], shown: list[str]
):
    teacher, colleague = two
    open_edit(teacher)
    open_edit(colleague)
    assert teacher.submit("/cards/n4/edit", **theirs) == 200
    assert colleague.submit("/cards/n4/edit", **mine) == 409
    assert visible(colleague.html) == shown
    for value in (*theirs.values(), *mine.values()):
        assert value in colleague.html or value.capitalize() in colleague.html
    # What stands there is not written over before that is settled.
    before = document(teacher)
    assert colleague.submit("/cards/n4/edit", **mine) == 200
    after = document(teacher)
    assert after != before
    if "source_year" in mine:
        assert source(teacher) == {"title": "Their report", "issued": {"date-parts": [[2021]]}}


def test_what_two_changed_in_different_places_is_saved_for_both(two: TWO):
    teacher, colleague = two
    open_edit(teacher, structure="full")
    open_edit(colleague, structure="full")
    assert teacher.submit("/cards/n4/edit", text="Much dust fell.") == 200
    assert colleague.submit("/cards/n4/edit", title="Dust", source_title="Air report") == 200
    made = card(teacher, "n4")
    assert (made["text"], made["title"]) == ("Much dust fell.", "Dust")
    assert source(teacher)["title"] == "Air report"


def test_settling_sends_what_the_writer_changed_and_overwrites_nothing_else(two: TWO):
    teacher, colleague = two
    open_edit(teacher, structure="full")
    open_edit(colleague, structure="full")
    theirs = {"text": "Theirs.", "title": "Their name", "kind": "claim", "source_title": "Their report"}
    assert teacher.submit("/cards/n4/edit", **theirs) == 200
    assert colleague.submit("/cards/n4/edit", text="Mine.") == 409
    # All that differs is shown, and what they alone changed can only be read.
    assert visible(colleague.html) == ["text"]
    assert all(word in colleague.html for word in ("Their name", "Claim", "Their report"))
    assert colleague.submit("/cards/n4/edit", text="Ours.") == 200
    made = card(teacher, "n4")
    assert (made["text"], made["title"], made["kind"]) == ("Ours.", "Their name", "claim")
    assert source(teacher)["title"] == "Their report"


def test_a_third_change_while_settling_is_a_conflict_too(two: TWO):
    teacher, colleague = two
    open_edit(teacher)
    open_edit(colleague)
    teacher.submit("/cards/n4/edit", text="Theirs.")
    assert colleague.submit("/cards/n4/edit", text="Mine.") == 409
    open_edit(teacher)
    teacher.submit("/cards/n4/edit", text="Theirs again.")
    assert colleague.submit("/cards/n4/edit") == 409
    assert "Theirs again." in colleague.html
    assert colleague.submit("/cards/n4/edit") == 200
    assert card(teacher, "n4")["text"] == "Mine."


def test_a_form_that_came_back_with_an_error_still_knows_what_its_writer_saw(two: TWO):
    teacher, colleague = two
    open_edit(colleague)
    open_edit(teacher)
    teacher.submit("/cards/n4/edit", source_title="Their report")
    assert colleague.submit("/cards/n4/edit", source_title="Mine", text=" ") == 422
    assert colleague.submit("/cards/n4/edit", text="Dust fell.") == 409
    assert source(teacher)["title"] == "Their report"
    # What is wrong while settling does not undo what was settled.
    assert colleague.submit("/cards/n4/edit", source_title="x" * 1001) == 422
    assert colleague.submit("/cards/n4/edit", source_title="Ours") == 200
    assert source(teacher)["title"] == "Ours"


def test_a_form_that_carries_nothing_is_held_to_the_version(two: TWO):
    teacher, _ = two
    here = f"/maps/{map_of(teacher)}/cards/n4/edit"
    open_edit(teacher)
    teacher.submit("/cards/n4/edit", text="Theirs.")
    for version, status in (("1", 409), ("x", 409), ("2", 303)):
        answer = teacher.post(
            here,
            data={"operation": version, "version": version, "text": "Mine."},
            headers={"sec-fetch-site": "same-origin"},
            follow_redirects=False,
        )
        assert answer.status_code == status, version
    assert card(teacher, "n4")["text"] == "Mine."


def take_away(browser: Browser, identifier: str, **typed: str) -> None:
    browser.open(f"/maps/{map_of(browser)}?card={identifier}&do=remove")
    assert browser.submit(f"/cards/{identifier}/remove", **typed) == 200


def test_a_card_is_put_back_with_everything_and_where_it_stood(two: TWO):
    teacher, colleague = two
    open_edit(colleague)
    take_away(teacher, "n4")
    assert document(teacher)["sources"] == []
    assert colleague.submit("/cards/n4/edit", source_year="2021") == 409
    assert visible(colleague.html) == ["text", "source_year"]
    assert colleague.submit("/cards/n4/edit", text=" ") == 422
    assert "no text yet" in colleague.html
    assert colleague.submit("/cards/n4/edit", text="Dust fell indeed.") == 200
    assert notice(colleague) == "The card is put back."
    made = document(teacher)
    new = made["nodes"][-1]
    assert (new["text"], new["kind"]) == ("Dust fell indeed.", "evidence")
    assert source(teacher, new["id"]) == {"title": "Report", "issued": {"date-parts": [[2021]]}}
    assert made["quotes"][0]["exact"] == "It fell."
    assert [(each["premises"], each["target"]) for each in made["relations"]] == [([new["id"]], "n2")]
    assert f"card={new['id']}" in colleague.at


def test_a_card_that_can_stand_nowhere_is_put_back_by_itself(two: TWO):
    teacher, colleague = two
    open_edit(colleague)
    take_away(teacher, "n2", branch="1")
    assert colleague.submit("/cards/n4/edit", text="Mine.") == 409
    assert colleague.submit("/cards/n4/edit") == 200
    assert "a card of its own" in notice(colleague)
    assert document(teacher)["relations"] == []


def test_the_question_and_a_position_are_put_back_as_what_they_were(two: TWO):
    teacher, colleague = two
    for identifier, kind in (("n1", "question"), ("n3", "position")):
        open_edit(colleague, identifier)
        take_away(teacher, identifier)
        assert colleague.submit(f"/cards/{identifier}/edit", text="Again.") == 409
        assert colleague.submit(f"/cards/{identifier}/edit") == 200
        assert document(teacher)["nodes"][-1]["kind"] == kind


def test_what_a_form_carries_is_not_shown_as_written(teacher: Browser):
    open_edit(teacher, "n2")
    here = f"/maps/{map_of(teacher)}?card=n9"
    form = dict(next(fields for action, fields in teacher.forms() if action.endswith("/edit")))
    answer = teacher.post(
        f"/maps/{map_of(teacher)}/cards/n2/edit",
        data={
            **form,
            "text": "Mine is this.",
            "was_text": "Seen before.",
            "back": here,
            "operation": "x" * 9,
        },
        headers={"sec-fetch-site": "cross-site", "accept": "text/html"},
    )
    assert answer.status_code == 403
    assert "Seen before." not in answer.text


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("source_url", "ftp://example.org/x"),
        ("source_year", "x" * 41),
        ("source_author", "x" * 1001),
        ("source_title", "x" * 1001),
        ("quote", "x" * 10_001),
        ("text", "x" * 10_001),
    ],
)
@pytest.mark.parametrize("form", ["add", "edit"])
def test_the_field_that_is_wrong_is_marked_and_no_other(two: TWO, field: str, value: str, form: str):
    teacher, _ = two
    typed = {"text": "A sentence.", "source_title": "Report", field: value}
    if form == "add":
        teacher.open(f"/maps/{map_of(teacher)}?card=n2&do=evidence")
        assert teacher.submit("/cards", **typed) == 422
    else:
        open_edit(teacher)
        assert teacher.submit("/cards/n4/edit", **typed) == 422
    marked = re.findall(r'<(?:input|textarea)[^>]*aria-invalid="true"[^>]*>', teacher.html)
    assert len(marked) == 1
    assert f'name="{field}"' in marked[0]
    assert re.search(r'aria-describedby="error[" ]', marked[0])
    assert "<details open>" in teacher.html or field in ("text", "source_title")
    assert value in teacher.html


def test_an_address_without_scheme_is_completed(two: TWO):
    teacher, _ = two
    open_edit(teacher)
    assert teacher.submit("/cards/n4/edit", source_url="example.org/survey") == 200
    assert source(teacher)["URL"] == "https://example.org/survey"


def test_nothing_that_is_pasted_is_cut(two: TWO):
    teacher, _ = two
    for do in ("edit", "evidence"):
        teacher.open(f"/maps/{map_of(teacher)}?card=n4&do={do}")
        assert "maxlength" not in teacher.html


def test_every_change_says_what_it_did(teacher: Browser):
    here = f"/maps/{map_of(teacher)}"
    add(teacher, "n2", "reason", text="The  air gets <cleaner>.")
    assert notice(teacher) == "Added: “The air gets <cleaner>.”"
    add(teacher, "n2", "reason", text="x" * 300)
    assert notice(teacher) == f"Added: “{'x' * 79}…”"
    open_edit(teacher, "n4")
    teacher.submit("/cards/n4/edit", text="The air is better.")
    assert notice(teacher) == "Saved."
    teacher.open(f"{here}?card=n4&do=connect")
    teacher.submit("/cards/n4/connect", kind="attack", target="n3")
    assert notice(teacher) == "Connected."
    teacher.open(f"{here}?card=n4&do=move")
    teacher.submit("/relations/order", place="later")
    assert notice(teacher) == "Moved."
    take_away(teacher, "n4")
    assert notice(teacher) == "Deleted: “The air is better.” Undo brings it back."
    teacher.submit("/undo")
    assert "The air is better." in texts(teacher)


def test_earlier_and_later_work_for_whichever_connection_is_chosen(teacher: Browser):
    here = f"/maps/{map_of(teacher)}"
    add(teacher, "n2", "reason", text="Both.")
    add(teacher, "n3", "reason", text="Other.")
    teacher.open(f"{here}?card=n4&do=connect")
    teacher.submit("/cards/n4/connect", kind="attack", target="n3")
    relation = next(
        each["id"]
        for each in document(teacher)["relations"]
        if each["premises"] == ["n4"] and each["target"] == "n3"
    )
    teacher.open(f"{here}?card=n4&do=move")
    buttons = re.findall(r'<button[^>]*id="(?:earlier|later)"[^>]*>', teacher.html)
    assert len(buttons) == 2
    assert not any("disabled" in button for button in buttons)
    assert teacher.submit("/relations/order", relation=relation, place="earlier") == 200
    # The same connection is chosen still.
    assert f'<option value="{relation}" selected' in teacher.html
    order = [each for each in document(teacher)["relations"] if each["target"] == "n3"]
    assert min(order, key=lambda each: each["rank"])["id"] == relation
    assert teacher.submit("/relations/order", place="earlier") == 422
    assert "first one already" in teacher.html


def test_a_prompt_begins_with_the_sentence_itself(teacher: Browser):
    here = f"/maps/{map_of(teacher)}"
    add(teacher, "n2", "reason", text="The air gets cleaner.")
    open_edit(teacher, "n4", structure="full")
    teacher.submit("/cards/n4/edit", title="Air")
    html = unescape(teacher.open(f"{here}?card=n4&do=objection"))
    assert "“The air gets cleaner”, but …" in html
    assert "A reason for <a" in html
    assert "Yes</a>." in html
    assert "Yes.</a>." not in html
    html = unescape(teacher.open(f"{here}?card=n4&do=evidence"))
    assert "“The air gets cleaner”, this shows it: …" in html


def test_the_first_position_is_called_the_first(browser: Callable[[], Browser]):
    alone = browser()
    alone.open("/new")
    alone.submit("/new", question="Should cars leave?", position=[])
    here = f"/maps/{map_of(alone)}?do=position"
    assert "The first position" in alone.open(here)
    alone.submit("/cards", text="Yes.")
    assert "One more position" in alone.open(here)


@pytest.mark.parametrize(
    "typed",
    [{"card": "../../x"}, {"aim": "a b&do=edit"}, {"kind": "edit"}, {"card": "x" * 99}, {"kind": "\x00"}],
)
def test_what_forms_say_of_themselves_is_not_believed(teacher: Browser, typed: dict[str, str]):
    teacher.open(f"/maps/{map_of(teacher)}?card=n2&do=reason")
    status = teacher.submit("/cards", text="Kept.", **typed)
    assert status == (422 if "kind" in typed else 200)
    assert "do=edit" not in teacher.at
    # The id of a map may begin with any letter.
    assert "/x" not in teacher.at.replace(f"/maps/{map_of(teacher)}", "")
    assert 'name="version"' not in teacher.html


def test_a_form_sent_again_after_an_undo_is_carried_out_again(teacher: Browser):
    teacher.open(f"/maps/{map_of(teacher)}?card=n2&do=reason")
    page = teacher.html
    teacher.submit("/cards", text="Once.")
    teacher.submit("/undo")
    assert texts(teacher)[3:] == []
    for _ in range(2):
        teacher.html = page
        assert teacher.submit("/cards", text="Once.") == 200
        assert notice(teacher) == "Added: “Once.”"
    assert texts(teacher)[3:] == ["Once."]
