"""The analysis of a debate in the browser: read, judged otherwise, and asked "what if?", with scripts and without."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

from tests.e2e.axe import flaws
from tests.e2e.test_keyboard import press, reach

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

DEAL = "/maps/balochistan-mining-deal"


def test_from_the_map_to_a_verdict_that_changes_and_back(page: Page, server: str, scripts: bool):
    page.goto(server + DEAL)
    page.locator("#analysis").click()
    first = page.locator(".standing").first
    expect(first).to_contain_text("Open")
    page.get_by_label("Try it: leave out “Rather than development”").first.click()
    expect(first).to_contain_text("Stands instead of: Open")
    expect(page.locator(".supposing")).to_contain_text("“Rather than development” is left out")
    page.locator(".supposing a").click()
    expect(page.locator(".supposing")).to_have_count(0)
    expect(first.locator(".state")).to_have_text("Open")
    page.locator("#burden-2").click()
    expect(first.locator(".state")).to_have_text("Does not stand")
    page.locator(".settings summary").click()
    page.locator("#standard").select_option("preponderance")
    page.get_by_role("button", name="Judge again").click()
    expect(page).to_have_url(re.compile("burden=prove&standard=preponderance"))
    expect(page.locator("#standard")).to_have_value("preponderance")


def test_sliders_and_switches_work_by_keyboard(page: Page, server: str, scripts: bool):
    page.goto(server + DEAL + "/analysis")
    slider = page.get_by_label("Belief in “Roads and power”, in percent")
    reach(page, "[type=range]", "", most=200)
    slider.focus()
    page.keyboard.press("Home")
    expect(slider).to_have_value("0")
    effect = page.locator(".effect li").first
    if scripts:
        # What follows is there without any button, and the focus has not moved.
        expect(effect).to_contain_text("84\xa0%")
        expect(slider).to_be_focused()
        page.keyboard.press("End")
        expect(effect).to_contain_text("92\xa0%")
        page.keyboard.press("Tab")
        page.keyboard.press("Space")
    else:
        page.keyboard.press("Tab")
        page.keyboard.press("Space")
        press(page, "button", "See what follows")
    expect(page.locator(".supposing")).to_contain_text("“Roads and power” is left out")
    expect(page).to_have_url(re.compile(r"\?off=n6|&off=n6"))
    expect(page.locator("[type=checkbox][name=off][value=n6]")).to_be_checked()
    # The address holds what is supposed: whoever opens it sees the same.
    address = page.url
    page.goto(server)
    page.goto(address)
    expect(page.locator(".supposing")).to_contain_text("“Roads and power” is left out")
    press(page, "a", "Back to the map as it is")
    expect(page.locator(".supposing")).to_have_count(0)


def test_a_finding_that_is_fine_leaves_the_review_and_can_come_back(page: Page, server: str):
    page.goto(server + "/maps/school-uniforms")
    page.locator("#copy").click()
    page.locator("#analysis").click()
    words = "“Less pressure” is said without a reason"
    finding = page.locator(".findings li").filter(has_text=words)
    expect(finding).to_have_count(1)
    page.get_by_role("button", name=f"That is fine: {words}").click()
    expect(page.locator(".sides .findings li").filter(has_text=words)).to_have_count(0)
    page.locator("summary").filter(has_text="said to be fine").click()
    page.get_by_role("button", name=f"It is not fine: {words}").click()
    expect(page.locator(".sides .findings li").filter(has_text=words)).to_have_count(1)


def test_axe_finds_nothing(chromium: Browser, server: str):
    context = chromium.new_context()
    page = context.new_page()
    found: list[str] = []
    for query in ("", "?burden=prove", "?off=n10&score.n6=0&position=n11", "?semantics=hcat"):
        page.goto(f"{server}{DEAL}/analysis{query}")
        page.evaluate("document.querySelectorAll('details').forEach((fold) => (fold.open = true))")
        found += flaws(page)
    context.close()
    assert found == []


@pytest.mark.parametrize("width", [320, 390, 768, 1280, 1920])
def test_nothing_makes_the_page_scroll_sideways(chromium: Browser, server: str, width: int):
    page = chromium.new_page(viewport={"width": width, "height": 800})
    page.goto(f"{server}{DEAL}/analysis?off=n10")
    page.evaluate("document.querySelectorAll('details').forEach((fold) => (fold.open = true))")
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    page.close()


def test_words_in_charts_stay_as_large_as_on_the_page(chromium: Browser, server: str):
    page = chromium.new_page(viewport={"width": 320, "height": 800})
    page.goto(f"{server}{DEAL}/analysis")
    box = page.locator(".chart").first.bounding_box()
    assert box is not None
    for text in page.locator(".chart >> nth=0 >> text").all():
        words = text.bounding_box()
        assert words is not None
        assert words["height"] >= 14
        # Around the letters goes a halo of four pixels, which the box of the words contains.
        assert words["x"] >= box["x"] - 5
        assert words["x"] + words["width"] <= box["x"] + box["width"] + 5
    page.close()
