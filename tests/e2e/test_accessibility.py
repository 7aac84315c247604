"""axe-core finds nothing on any page; everything can be done with the keyboard alone; a first visit is light."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

from tests.e2e.axe import PHONE, WIDE, flaws
from tests.e2e.test_journey import make

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page, Request

_FORMS = ("reason", "evidence", "objection", "edit", "connect", "move", "remove")


_OWN = (
    "?made=1",
    "",
    "?card=n2&structure=full",
    *(f"?card=n2&do={form}" for form in _FORMS),
    "/history",
    "/share",
    "/analysis/frameworks?semantics=stable",
)
_ANYBODYS = (
    "/",
    "/new",
    "/import",
    "/nowhere",
    *(
        f"/maps/balochistan-mining-deal{place}"
        for place in (
            "",
            "?card=n5",
            "/analysis/frameworks",
            "?focus=n5&card=n5&find=mines",
            "?verdicts=1",
            "?verdicts=1&card=n5&structure=full",
        )
    ),
)


@pytest.mark.timeout(180)
@pytest.mark.parametrize("own", [True, False], ids=["of one's own", "anybody's"])
def test_axe_finds_nothing_on_any_page(chromium: Browser, server: str, own: bool):
    context = chromium.new_context()
    page = context.new_page()
    here = server
    if own:
        make(page, server)
        here = re.sub(r"\?.*", "", page.url)
    found: list[str] = []
    for address in _OWN if own else _ANYBODYS:
        page.goto(here + address)
        found += flaws(page)
    context.close()
    assert found == []


MANY = """address => Promise.all(Array.from({ length: 60 }, () => fetch(address, {
  method: "POST", redirect: "manual", body: new URLSearchParams({ kind: "position", text: "One more." }),
})))"""
"""So many changes at once that the server asks for a break."""


def test_axe_finds_nothing_on_the_rarer_pages(chromium: Browser, server: str):
    """The forms of the full view, the report of an import, and every page that refuses something."""
    context = chromium.new_context(viewport=PHONE)
    page = context.new_page()
    found: list[str] = []

    def check(what: str, heading: str = "") -> None:
        expect(page.locator("h1")).to_contain_text(heading)
        found.extend(f"{what}: {flaw}" for flaw in flaws(page, [PHONE]))

    def send(path: str, typed: dict[str, str]) -> None:
        page.evaluate(
            """([path, typed]) => {
              const form = Object.assign(document.createElement("form"), { method: "post", action: path });
              for (const [name, value] of Object.entries(typed))
                form.append(Object.assign(document.createElement("textarea"), { name, value }));
              document.body.append(form);
              form.submit();
            }""",
            [path, typed],
        )
        page.wait_for_load_state("load")

    page.goto(server + "/import")
    text = "[Yes]: Yes. #position\n  + Air. {foo: bar}\n    - Vans.\n    + Dust.\n"
    page.locator("#pasted").fill(text)
    page.locator("form[action='/import'] button").click()
    expect(page.locator(".remarks")).to_be_visible()
    check("the report of an import")
    page.locator("main a.button").click()
    here = re.sub(r"[?#].*", "", page.url)
    page.goto(f"{here}?structure=full")
    cards = page.evaluate("[...document.querySelectorAll('.picture a')].map(card => card.id.slice(5))")
    for card in cards:
        for form in ("premise", "undercut", "rebuttal", "position"):
            page.goto(f"{here}?card={card}&do={form}")
            check(f"{form} at {card}")
    for path, typed, heading in (
        ("/maps/balochistan-mining-deal/undo", {"operation": "x"}, "This is not allowed"),
        (f"{here}/undo", {"operation": "x"}, "This does not fit any more"),
        ("/new", {"question": "x" * 300_000}, "This is too much at once"),
        (f"{here}/links", {"role": "owner"}, "Something does not fit"),
    ):
        page.goto(here)
        send(path, typed)
        check(path, heading)
    # On a slow machine one is allowed again before one has asked: then once more.
    for _ in range(10):
        page.goto(here)
        page.evaluate(MANY, f"{here}/cards")
        with page.expect_navigation():
            send(f"{here}/cards", {"kind": "position", "text": "One too many."})
        if "A little too fast" in page.content():
            break
    check("too fast", "A little too fast")
    context.close()
    assert found == []


def test_axe_finds_nothing_where_something_went_wrong(page: Page, server: str, scripts: bool):
    if not scripts:
        pytest.skip("axe is a script itself")
    make(page, server)
    here = re.sub(r"\?.*", "", page.url)
    page.goto(f"{here}?card=n2&do=edit")
    stale = page.context.new_page()
    stale.goto(f"{here}?card=n2&do=edit")
    stale.locator("#text").fill("Theirs.")
    stale.locator("#form button").last.click()
    expect(stale.locator(".outline")).to_contain_text("Theirs.")
    page.locator("#text").fill("Mine.")
    page.locator("#form button").last.click()
    expect(page.locator("main")).to_contain_text("Theirs.")
    expect(page.locator("main")).to_contain_text("Mine.")
    assert flaws(page, [WIDE]) == []
    page.goto(server + "/import")
    page.locator("textarea[name=text]").fill("{")
    page.locator("form[action='/import'] button").last.click()
    expect(page.locator("#error")).to_be_visible()
    assert flaws(page, [WIDE]) == []


def reach(page: Page, selector: str, most: int = 250) -> None:
    """Press Tab until the focus is on the first thing that fits."""
    for _ in range(most):
        page.keyboard.press("Tab")
        if page.evaluate(
            "selector => !!document.activeElement && document.activeElement.matches(selector)", selector
        ):
            return
    raise AssertionError(f"the keyboard does not reach {selector}")


def test_a_map_is_made_and_filled_by_keyboard_alone(page: Page, server: str, scripts: bool):
    page.goto(server + "/")
    reach(page, "#new")
    page.keyboard.press("Enter")
    page.wait_for_url("**/new**")
    reach(page, "[name=question]") if not page.locator("[name=question]").evaluate(
        "e => e === document.activeElement"
    ) else None
    page.keyboard.type("Should cars leave the town?")
    reach(page, "[name=position]")
    page.keyboard.type("Yes, they should.")
    reach(page, "form[action='/new'] button:not([type=button])")
    page.keyboard.press("Enter")
    expect(page.locator("#text")).to_be_focused()
    # Ten reasons without a mouse: the form stays open, empty and focused.
    for number in range(1, 11):
        page.keyboard.type(f"Reason {number}.")
        if scripts:
            page.keyboard.press("Enter")
        else:
            reach(page, "#form button:not([type=button])", 6)
            page.keyboard.press("Enter")
        expect(page.locator(".outline")).to_contain_text(f"Reason {number}.")
        expect(page.locator("#text")).to_have_value("")
        expect(page.locator("#text")).to_be_focused()
    assert page.locator("svg.diagram a").count() == 11
    reach(page, ".outline a[href*='card=n5'], svg.diagram a[href*='card=n5']")
    page.keyboard.press("Enter")
    expect(page.locator("#panel-name")).to_have_text("Reason 2.")
    reach(page, "#do-objection")
    page.keyboard.press("Enter")
    expect(page.locator("#text")).to_be_focused()
    page.keyboard.type("But not for all.")
    reach(page, "#form button:not([type=button])", 6)
    page.keyboard.press("Enter")
    expect(page.locator(".outline")).to_contain_text("But not for all.")
    reach(page, "#undo")
    page.keyboard.press("Enter")
    expect(page.locator(".outline")).not_to_contain_text("But not for all.")


def test_a_first_visit_is_light(chromium: Browser, server: str):
    """The page of the bundled debate with all that it loads, compressed, without scripts and with them."""
    for scripts in (False, True):
        context = chromium.new_context(java_script_enabled=scripts)
        page = context.new_page()
        finished: list[Request] = []

        def note(request: Request, finished: list[Request] = finished) -> None:
            finished.append(request)

        page.on("requestfinished", note)
        page.goto(server + "/maps/balochistan-mining-deal")
        page.wait_for_load_state("networkidle")
        weights = {request.url: request.sizes()["responseBodySize"] for request in finished}
        context.close()
        assert any("noto-sans-latin" in url for url in weights)
        assert sum(weights.values()) < 60_000, weights


@pytest.mark.parametrize("width", [320, 390, 768, 1280])
def test_no_page_scrolls_sideways(chromium: Browser, server: str, width: int):
    context = chromium.new_context(viewport={"width": width, "height": 800}, java_script_enabled=False)
    page = context.new_page()
    for address in (
        "/",
        "/new",
        "/import",
        "/maps/balochistan-mining-deal",
        "/maps/balochistan-mining-deal?card=n5",
        "/maps/balochistan-mining-deal?card=n5&verdicts=1",
    ):
        page.goto(server + address)
        wide = page.evaluate("document.documentElement.scrollWidth")
        assert wide <= width, address
    context.close()


def test_verdicts_are_switched_on_and_off_without_losing_the_place(page: Page, server: str, scripts: bool):
    page.goto(server + "/maps/balochistan-mining-deal?card=n5")
    expect(page.locator(".mark")).to_have_count(0)
    page.locator("#verdicts-on").focus()
    page.keyboard.press("Enter")
    expect(page.locator(".picture .mark")).to_have_count(61)
    expect(page.locator("#verdicts-on")).to_have_attribute("aria-current", "true")
    expect(page.locator(".panel .why")).to_contain_text("Does not stand")
    expect(page.locator("#line-n5")).to_contain_text("does not stand")
    if scripts:
        expect(page.locator("#verdicts-on")).to_be_focused()
    page.locator("#card-n2").click()
    expect(page.locator(".panel .why")).to_contain_text("Open")
    assert "verdicts=1" in page.url
    page.reload()
    expect(page.locator(".picture .mark")).to_have_count(61)
    page.locator("#verdicts-off").click()
    expect(page.locator(".mark")).to_have_count(0)
    expect(page.locator("#panel-name")).to_contain_text("Yes: the deal")
    assert "verdicts" not in page.url


@pytest.mark.parametrize("language", ["es", "fr", "ar", "ur"])
def test_axe_finds_nothing_in_any_language(chromium: Browser, server: str, language: str):
    """The kinds of pages, on a phone, where long words and the other direction show first."""
    context = chromium.new_context(viewport=PHONE, locale=language)
    page, found = context.new_page(), list[str]()
    here = "/maps/balochistan-mining-deal"
    for address in ("/", "/rooms/new", f"{here}?card=n5&verdicts=1", f"{here}/analysis", f"{here}/share"):
        page.goto(server + address)
        assert page.locator("html").get_attribute("lang") == language
        assert page.evaluate("document.documentElement.scrollWidth") <= PHONE["width"], address
        found += flaws(page, [PHONE], dark=False)  # colours are the same in every language
    context.close()
    assert found == []


@pytest.mark.parametrize("scripts", [True, False])
def test_a_language_is_chosen_in_the_menu_which_costs_no_font(chromium: Browser, server: str, scripts: bool):
    context = chromium.new_context(java_script_enabled=scripts, viewport=PHONE)
    page = context.new_page()
    fonts: list[str] = []
    page.on("request", lambda request: fonts.append(request.url) if ".woff2" in request.url else None)
    page.goto(server + "/new?question=Why")
    page.locator("#languages summary").click()
    expect(page.locator("#languages a[lang=ar]")).to_be_visible()
    assert page.locator("#languages a[lang=ar]").get_attribute("aria-label") == "العربية"
    page.wait_for_load_state("networkidle")
    assert fonts
    assert not any("arabic" in font for font in fonts)
    page.locator("#languages a[lang=ar]").click()
    expect(page.locator("html")).to_have_attribute("dir", "rtl")
    assert page.url.endswith("/new?question=Why")
    page.locator("#languages summary").click()
    page.locator("#languages a[lang=fr]").click()
    expect(page.locator("html")).to_have_attribute("lang", "fr")
    context.close()
