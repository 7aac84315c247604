"""The page of a map as people meet it: on a phone, from an address that leads to a card, in another look, on paper."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pypdfium2
import pytest
from playwright.sync_api import expect

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

DEAL = "/maps/balochistan-mining-deal"


def keys(page: Page, *pressed: str) -> str:
    for key in pressed:
        page.keyboard.press(key)
    return str(page.evaluate("document.activeElement.id"))


def test_a_look_is_chosen_where_the_picture_is_and_the_keys_follow_it(wide: Page, server: str):
    wide.goto(server + DEAL)
    wide.get_by_text("Look", exact=True).click()
    wide.get_by_role("link", name="Two sides facing each other").click()
    expect(wide.locator("#card-n1")).to_be_in_viewport()  # the question, which stands between the sides
    expect(wide.locator("#look")).to_have_attribute("open", "")
    wide.get_by_role("link", name="Black and white").click()
    expect(wide).to_have_url(f"{server}{DEAL}?layout=facing&palette=mono")
    assert keys(wide, "Escape") == ""
    expect(wide.locator("#look")).not_to_have_attribute("open", "")
    wide.locator("#card-n2").focus()
    left = keys(wide, "ArrowLeft")
    assert wide.locator(f"#{left}").get_attribute("data-parent") == "n2"
    other = keys(wide, "ArrowRight", "ArrowRight")
    assert wide.locator(f"#{other}").get_attribute("class") == "position"
    assert other != "card-n2"
    right = keys(wide, "ArrowRight")
    assert wide.locator(f"#{right}").get_attribute("data-parent") == other.removeprefix("card-")
    wide.locator("[data-view=fit]").click()
    expect(wide.locator(f"#{right}")).to_be_in_viewport()
    wide.keyboard.press("0")


@pytest.mark.parametrize("scripts", [True, False])
def test_an_address_that_leads_to_a_card_shows_its_words_on_a_phone(
    chromium: Browser, server: str, scripts: bool
):
    with chromium.new_context(
        viewport={"width": 390, "height": 844}, java_script_enabled=scripts, has_touch=True
    ) as context:
        page = context.new_page()
        page.goto(server + DEAL)
        expect(page.locator("#card-n2")).to_be_in_viewport(ratio=0.9 if scripts else 0.1)
        page.goto(f"{server}{DEAL}?card=n14#card-n14")
        expect(page.locator("#panel-name")).to_be_in_viewport(ratio=1)


def printed(page: Page, to: Path, **how: object) -> list[str]:
    """The letters on every page of the paper; where words end in small type, readers of PDF only guess."""
    page.pdf(path=to, format="A4", **how)  # type: ignore[arg-type]
    with pypdfium2.PdfDocument(to) as paper:
        return ["".join(each.get_textpage().get_text_bounded().split()) for each in paper]


@pytest.mark.parametrize("landscape", [False, True])
def test_on_paper_the_map_begins_under_its_title_and_no_page_is_empty(
    wide: Page, server: str, tmp_path: Path, landscape: bool
):
    wide.goto(server + DEAL)
    pages = printed(wide, tmp_path / "map.pdf", landscape=landscape)
    assert "Balochistanisrichincopper" in pages[0]  # a card of the picture
    assert all(len(each) > 50 for each in pages)
    outline = next(number for number, each in enumerate(pages) if each.startswith("Outline"))
    drawn = " ".join(pages[:outline])
    # No line of a card is cut in two, as it would be by a page that ends anywhere.
    for words in wide.locator(".picture a[id^=card-] tspan").all_text_contents():
        assert "".join(words.split()) in drawn
    expect(wide.locator(".strips")).to_have_count(0)


def test_the_one_file_is_printed_alike(wide: Page, server: str, tmp_path: Path):
    file = tmp_path / "map.html"
    file.write_bytes(wide.request.get(f"{server}{DEAL}.html").body())
    wide.goto(file.as_uri())
    pages = printed(wide, tmp_path / "file.pdf")
    assert "Balochistanisrichincopper" in pages[0]
    assert all(len(each) > 50 for each in pages)


def test_a_word_of_thousands_of_letters_widens_no_page_and_is_read_whole_where_it_is_chosen(
    wide: Page, server: str
):
    word = "W" * 6000
    wide.goto(server)
    wide.locator("#question").fill(word)
    wide.get_by_role("button", name="Make the map").click()
    wide.locator("#text").fill(word + " yes")
    wide.keyboard.press("Control+Enter")
    expect(wide.locator(".positions a[id^=top]")).to_have_count(1)
    here = wide.url.split("?")[0]
    wide.goto(f"{here}?card=n2&do=reason")
    wide.locator("#text").fill(word + " since")
    wide.keyboard.press("Control+Enter")
    expect(wide.locator("#card-n3")).to_be_visible()
    for size in ({"width": 390, "height": 844}, {"width": 1280, "height": 720}):
        wide.set_viewport_size(size)  # type: ignore[arg-type]
        for end in (
            "",
            "?card=n3&verdicts=1",
            "/analysis",
            "/share",
            "/history",
            "/present",
            "/replay",
            "/..",
        ):
            wide.goto(here + end)
            assert wide.evaluate("document.documentElement.scrollWidth") <= size["width"], end
    wide.goto(here)
    assert len(wide.locator("h1").inner_text()) <= 200
    expect(wide.locator("#picture")).to_be_in_viewport()
    wide.get_by_role("link", name="Read the whole question").click()
    expect(wide.locator("#panel-name")).to_have_text(word)
