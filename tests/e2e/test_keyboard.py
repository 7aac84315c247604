"""The whole way by keyboard alone: Tab, Enter and letters, with scripts and without."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING

from playwright.sync_api import expect

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

_HERE = """([selector, text]) => {
  const at = document.activeElement;
  return !!at && at.matches(selector) && (at.textContent || at.value || "").includes(text);
}"""


def reach(page: Page, selector: str, text: str = "", most: int = 120) -> None:
    """Press Tab until the focus is on something that fits."""
    for _ in range(most):
        page.keyboard.press("Tab")
        if page.evaluate(_HERE, [selector, text]):
            return
    raise AssertionError(f"the keyboard does not reach {selector} {text}")


def press(page: Page, selector: str, text: str = "") -> None:
    reach(page, selector, text)
    page.keyboard.press("Enter")


def answer(page: Page, card: str, kind: str, text: str, source: str = "") -> None:
    press(page, ".outline a", card)
    expect(page.locator("#panel-name")).to_have_text(card)
    press(page, f"#do-{kind}")
    expect(page.locator("#text")).to_be_focused()
    page.keyboard.type(text)
    if source:
        reach(page, "[name=source_title]")
        page.keyboard.type(source)
    press(page, "#save")
    expect(page.locator(".outline")).to_contain_text(text)
    expect(page.locator("#text")).to_have_value("")


def test_a_debate_is_made_filled_undone_shared_and_brought_back_by_keyboard(
    page: Page, server: str, chromium: Browser, scripts: bool, downloads: Path
):
    reach(page, "#question")
    page.keyboard.type("Should cars leave the town?")
    press(page, "#new")
    page.wait_for_url("**/new?*")
    expect(page.locator("#question")).to_have_value("Should cars leave the town?")
    reach(page, "[name=position]")
    page.keyboard.type("Yes, they should.")
    page.keyboard.press("Enter")
    expect(page.locator("#text")).to_be_focused()
    page.keyboard.type("The air gets cleaner.")
    press(page, "#save")
    expect(page.locator(".outline")).to_contain_text("The air gets cleaner.")
    answer(page, "The air gets cleaner.", "evidence", "Dust fell in Oslo.", "Air report")
    answer(page, "The air gets cleaner.", "objection", "Vans stay in any case.")
    answer(page, "Vans stay in any case.", "rebuttal", "Vans can be electric.")
    press(page, "#full")
    expect(page.locator("#full")).to_have_attribute("aria-current", "true")
    answer(page, "The air gets cleaner.", "premise", "Clean air matters to towns.")
    answer(page, "The air gets cleaner.", "undercut", "Only cars outside count.")
    for text in ("Only cars outside count.", "Clean air matters to towns."):
        press(page, "#undo")
        expect(page.locator(".outline")).not_to_contain_text(text)

    press(page, "#sharing")
    page.wait_for_url("**/share")
    reach(page, "input[value*='/open/']")
    reach(page, "input[value*='/open/']")
    link = page.evaluate("document.activeElement.value")
    reader = chromium.new_context(java_script_enabled=scripts).new_page()
    reader.goto(link)
    expect(reader.locator("h1")).to_have_text("Should cars leave the town?")
    press(reader, ".outline a", "The air gets cleaner.")
    expect(reader.locator("#panel-name")).to_have_text("The air gets cleaner.")
    here = re.sub(r"[?#].*", "", reader.url)
    changing = reader.request.post(f"{here}/cards", form={"kind": "reason", "card": "n2", "text": "No."})
    assert changing.status == 403
    reader.context.close()

    with page.expect_download() as started:
        press(page, "a[href$='.json']")
    saved = downloads / "map.json"
    started.value.save_as(saved)
    page.goto(server + "/import")
    reach(page, "#pasted")
    page.keyboard.insert_text(saved.read_text("utf-8"))
    press(page, "main form button")
    expect(page.locator("h1")).to_have_text("Should cars leave the town?")
    expect(page.locator(".outline")).to_contain_text("Vans can be electric.")
