"""The whole way: from the demo to a map of one's own, shared, taken away and brought back."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

if TYPE_CHECKING:
    from playwright.sync_api import Browser, BrowserContext, Page


def make(page: Page, server: str) -> None:
    page.goto(server + "/new")
    page.get_by_label("Question").fill("Should cars leave the town?")
    fields = page.locator("input[name=position], textarea[name=position]")
    fields.nth(0).fill("Yes, they should.")
    fields.nth(1).fill("No, they should stay.")
    page.locator("form[action='/new'] button[type=submit], form[action='/new'] button").last.click()
    expect(page.locator("h1")).to_have_text("Should cars leave the town?")


def choose(page: Page, text: str) -> None:
    page.locator(".outline a", has_text=text).first.click()
    expect(page.locator("#panel-name")).to_have_text(text)


def answer(page: Page, kind: str, text: str, **source: str) -> None:
    page.locator(f"#do-{kind}").click()
    field = page.locator("#text")
    expect(field).to_be_focused()
    field.fill(text)
    if source:
        page.locator("#form summary").click()
    for name, value in source.items():
        page.locator(f"[name={name}]").fill(value)
    page.locator("#form button[type=submit], #form button").last.click()
    expect(page.locator(".outline")).to_contain_text(text)
    # The form stands open again, empty and focused.
    expect(page.locator("#text")).to_have_value("")
    expect(page.locator("#text")).to_be_focused()


@pytest.fixture(params=["127.0.0.1", "class.test"])
def server(request: pytest.FixtureRequest, server: str) -> str:
    """The server by its address, and by a name as a school's network has it: plain http, no secure context."""
    return server.replace("127.0.0.1", request.param)


def test_from_the_demo_to_a_map_of_ones_own(
    page: Page, server: str, chromium: Browser, context: BrowserContext, scripts: bool, downloads: Path
):
    page.goto(server + "/maps/balochistan-mining-deal")
    expect(page.locator("h1")).to_have_text("Should the US-Pakistan mining deal in Balochistan go ahead?")
    expect(page.locator("svg.diagram a")).to_have_count(61)
    page.locator("svg.diagram a").nth(3).click()
    expect(page.locator("#panel")).to_be_visible()
    expect(page.locator("svg.diagram a[aria-current=true]")).to_have_count(1)

    make(page, server)
    expect(page.get_by_text("Keep this link")).to_be_visible()
    choose(page, "Yes, they should.")
    answer(page, "reason", "The air gets cleaner.")
    choose(page, "The air gets cleaner.")
    answer(page, "evidence", "Dust fell in Oslo.", source_title="Air report", source_year="2021")
    answer(page, "objection", "Vans stay in any case.")
    answer(page, "rebuttal", "Vans can be electric.")
    page.locator("#full").click()
    expect(page.locator("#full")).to_have_attribute("aria-current", "true")
    answer(page, "premise", "Clean air matters to towns.")
    answer(page, "undercut", "Only cars outside count.")
    roles = page.locator("svg.diagram a .head").all_text_contents()
    assert {"Reason, linked", "Evidence", "Objection", "Rebuttal", "Undercut"} <= {
        role.strip() for role in roles
    }
    assert "Air report, 2021" in (page.locator("svg.diagram").text_content() or "")

    page.locator("#undo").click()
    expect(page.locator(".outline")).not_to_contain_text("Only cars outside count.")
    page.locator("#undo").click()
    expect(page.locator(".outline")).not_to_contain_text("Clean air matters to towns.")

    page.locator("#sharing").click()
    link = page.locator("input[value*='/open/']").nth(1).input_value()
    other = chromium.new_context(java_script_enabled=scripts)
    reader = other.new_page()
    reader.goto(link)
    assert "/open/" not in reader.url
    expect(reader.locator("h1")).to_have_text("Should cars leave the town?")
    expect(reader.locator("#undo")).to_have_count(0)
    reader.locator(".outline a", has_text="The air gets cleaner.").first.click()
    expect(reader.locator("#panel")).to_be_visible()
    assert reader.locator("#do-reason, #edit, #remove, #move, #connect, #history").count() == 0
    here = re.sub(r"[?#].*", "", reader.url)
    # A program of the test's own does not know the other name.
    forged = (
        ()
        if "class.test" in server
        else (
            ("/cards", {"kind": "reason", "card": "n2", "text": "No."}),
            ("/cards/n2/edit", {"version": "1", "text": "No."}),
            ("/cards/n2/remove", {"version": "1"}),
            ("/undo", {"operation": "x"}),
            ("/links", {"role": "edit"}),
        )
    )
    for path, typed in forged:
        assert reader.request.post(here + path, form=dict(typed)).status == 403, path
    other.close()

    saved = {}
    ways = {
        "svg": page.get_by_role("button", name="Get: A drawing that stays sharp"),
        "json": page.locator("a[href$='.json']").first,
        "argdown": page.locator("a[href$='.argdown']").first,
    }
    for ending, way in ways.items():
        with page.expect_download() as started:
            way.click()
        saved[ending] = downloads / f"map.{ending}"
        started.value.save_as(saved[ending])
    drawing = context.new_page()
    drawing.goto(saved["svg"].as_uri())
    assert "Vans can be electric." in (drawing.locator("svg").text_content() or "")
    drawing.close()
    nodes = json.loads(saved["json"].read_text("utf-8"))["nodes"]

    for ending in ("json", "argdown"):
        page.goto(server + "/import")
        page.locator("input[type=file]").set_input_files(saved[ending])
        page.locator("form[action='/import'] button").last.click()
        if page.locator("svg.diagram").count() == 0:
            page.locator("main a[href^='/maps/']").first.click()
        expect(page.locator("h1")).to_have_text("Should cars leave the town?")
        expect(page.locator("svg.diagram a")).to_have_count(len(nodes) - 1)
    page.goto(server + "/")
    expect(page.locator("main a", has_text="Should cars leave the town?")).to_have_count(3)
