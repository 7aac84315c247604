"""The scheme of an argument, and its critical questions, in real browsers: with scripts, without, and by keyboard."""

from __future__ import annotations

import json
import urllib.request
from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

from tests.e2e.axe import flaws
from tests.e2e.test_accessibility import reach

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

TEXT = """[Mine]: The mine should open. #position
  + [Gold]: There is gold.
    + <Geo>

<Geo>

(1) She is a geologist.
(2) She says that there is gold.
-- ExpertOpinion --
(3) [Gold]
"""


@pytest.fixture
def link(server: str) -> str:
    """The link for changing a map on which an expert says something."""
    sent = urllib.request.Request(server + "/api/maps", TEXT.encode(), {"content-type": "text/argdown"})
    with urllib.request.urlopen(sent) as answer:
        return str(json.load(answer)["links"]["edit"])


def choose(page: Page, text: str) -> None:
    page.locator(".outline a", has_text=text).first.click()
    expect(page.locator("#panel-name")).to_have_text(text)


def test_a_scheme_is_chosen_and_a_question_asked(page: Page, link: str, scripts: bool):
    page.goto(link)
    page.locator("#full").click()
    expect(page.locator("#full")).to_have_attribute("aria-current", "true")
    choose(page, "There is gold.")
    page.get_by_role("link", name="Choose a scheme").click()
    if scripts:
        expect(page.locator("#scheme")).to_be_focused()
    page.get_by_label("Scheme").select_option(label="Argument from sign")
    page.locator("#save").click()
    expect(page.locator(".pattern")).to_contain_text("The sign is there.")
    expect(page.locator("#scheme option:checked")).to_have_text("Argument from sign")
    page.locator(".questions button").first.click()
    expect(page.locator(".panel .role").first).to_have_text("Undercut")
    expect(page.locator(".details")).to_contain_text("Argument from sign")
    expect(page.locator("svg.diagram a[aria-current=true]")).to_have_count(1)
    if scripts:
        expect(page.locator("#panel")).to_be_focused()
    page.go_back()
    expect(page.locator(".questions .by a")).to_have_count(1)
    page.locator("#undo").click()
    expect(page.locator(".questions .by")).to_have_count(0)
    page.locator("#cancel").click()
    expect(page.locator(".stands")).to_contain_text("Argument from sign")


def test_a_question_that_has_to_be_backed_says_so(page: Page, link: str):
    page.goto(link)
    page.locator("#full").click()
    expect(page.locator("#full")).to_have_attribute("aria-current", "true")
    choose(page, "She is a geologist.")
    page.get_by_role("link", name="Ask or change").click()
    expect(page.locator("#ask-trust")).to_contain_text("speaks against the step; needs a reason of its own")
    page.locator("#ask-trust").click()
    expect(page.locator("#panel")).to_contain_text("Nobody has backed this yet")
    page.locator("#do-reason").click()
    page.locator("#text").fill("The company pays her.")
    page.locator("#save").click()
    expect(page.locator(".outline")).to_contain_text("The company pays her.")
    expect(page.locator("#panel")).not_to_contain_text("Nobody has backed this yet")


def test_by_keyboard_alone(page: Page, link: str):
    page.goto(link)
    reach(page, "#full")
    page.keyboard.press("Enter")
    expect(page.locator("#full")).to_have_attribute("aria-current", "true")
    line = page.locator(".outline a", has_text="There is gold.").first.get_attribute("id")
    reach(page, f"#{line}")
    page.keyboard.press("Enter")
    expect(page.locator("#panel-name")).to_have_text("There is gold.")
    reach(page, ".scheme a")
    page.keyboard.press("Enter")
    expect(page.locator("#scheme")).to_be_visible()
    if not page.evaluate("document.activeElement.id === 'scheme'"):
        reach(page, "#scheme")
    page.keyboard.type("Argument from sign")
    reach(page, "#save", 3)
    page.keyboard.press("Enter")
    expect(page.locator(".pattern")).to_contain_text("The sign is there.")
    reach(page, ".questions button")
    page.keyboard.press("Enter")
    expect(page.locator(".panel .role").first).to_have_text("Undercut")


def test_axe_finds_nothing(chromium: Browser, link: str):
    context = chromium.new_context()
    page = context.new_page()
    found: list[str] = []

    def check(what: str) -> None:
        found.extend(f"{what}: {flaw}" for flaw in flaws(page))

    page.goto(link)
    page.goto(page.url.split("?")[0].split("#")[0] + "?structure=full")
    for card in ("There is gold.", "She is a geologist."):
        choose(page, card)
        check(f"the card {card}")
        page.locator(".scheme a").click()
        expect(page.locator("#scheme")).to_be_visible()
        check(f"the form of {card}")
    page.locator("#ask-trust").click()
    expect(page.locator("#panel")).to_contain_text("Nobody has backed this yet")
    check("the card that asks")
    page.go_back()
    expect(page.locator(".questions .by a")).to_have_count(1)
    check("the form with what was asked")
    context.close()
    assert found == []


@pytest.mark.parametrize("width", [320, 390, 768])
def test_the_form_does_not_scroll_sideways(chromium: Browser, link: str, width: int):
    context = chromium.new_context(viewport={"width": width, "height": 800}, java_script_enabled=False)
    page = context.new_page()
    page.goto(link)
    page.goto(page.url + "?structure=full")
    choose(page, "She is a geologist.")
    page.locator(".scheme a").click()
    expect(page.locator("#questions")).to_be_visible()
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    context.close()
