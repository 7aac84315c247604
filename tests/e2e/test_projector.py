"""The presenter and the replay on a projector and a phone: by keys, by links, with scripts and without."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from playwright.sync_api import expect

from tests.e2e.axe import PHONE, WIDE, flaws

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

TOWN = "/maps/town-centre-cars"
PAGES = (
    f"{TOWN}/present",
    f"{TOWN}/present?card=n3",
    f"{TOWN}/present?view=map&card=n3",
    f"{TOWN}/present?view=near&card=n3",
    f"{TOWN}/present?blank=1",
    f"{TOWN}/replay",
    f"{TOWN}/replay?step=6",
)


def follow(page: Page, key: str, link: str, scripts: bool) -> None:
    """Press a key, or without scripts its link."""
    address = page.url
    if scripts:
        page.keyboard.press(key)
    else:
        page.locator(f"#{link}").click()
    expect(page).not_to_have_url(address)


def test_a_debate_is_presented_by_keys_and_by_links(page: Page, server: str, scripts: bool):
    page.set_viewport_size({"width": 1920, "height": 1080})
    page.goto(server + TOWN)
    page.locator("#present").click()
    expect(page.locator("h1")).to_contain_text("Should the town centre")
    follow(page, "ArrowRight", "down", scripts)
    expect(page.locator(".big .role")).to_have_text("Position")
    follow(page, "ArrowRight", "down", scripts)
    expect(page.locator(".big .role")).to_have_text("Reason")
    expect(page.locator(".path li")).to_have_count(2)
    follow(page, "ArrowDown", "later", scripts)
    second = page.locator(".big").get_attribute("id")
    follow(page, "ArrowUp", "earlier", scripts)
    follow(page, "ArrowLeft", "up", scripts)
    expect(page.locator(".big .role")).to_have_text("Position")
    follow(page, "n", "contested", scripts)
    expect(page.locator(".note")).to_contain_text("Contested point 1 of")
    follow(page, "n", "contested", scripts)
    expect(page.locator(".note")).to_contain_text("Contested point 2 of")
    follow(page, "p", "contested-last", scripts)
    expect(page.locator(".note")).to_contain_text("Contested point 1 of")
    follow(page, "Space", "next", scripts)
    expect(page.locator(".big")).not_to_have_attribute("id", second or "")
    follow(page, "f", "view", scripts)
    expect(page.locator(".screen .diagram a[aria-current]")).to_be_in_viewport()
    follow(page, "f", "view", scripts)
    follow(page, "d", "palette", scripts)
    dark = page.evaluate("getComputedStyle(document.documentElement).backgroundColor")
    assert dark == "rgb(20, 23, 27)"
    follow(page, "b", "blank", scripts)
    assert page.locator(".blank").evaluate("each => getComputedStyle(each).backgroundColor") == "rgb(0, 0, 0)"
    follow(page, "b", "unblank", scripts)
    chosen = (page.locator(".big").get_attribute("id") or "").removeprefix("at-")
    follow(page, "Escape", "leave", scripts)
    expect(page.locator(f"#card-{chosen}")).to_have_attribute("aria-current", "true")


SIZES = """() => {
  const walk = document.createTreeWalker(document.querySelector("main"), NodeFilter.SHOW_TEXT);
  const found = [];
  while (walk.nextNode()) {
    const text = walk.currentNode.parentElement;
    if (!walk.currentNode.data.trim() || text.closest("desc, title") || !text.checkVisibility()) continue;
    const scale = text.closest("svg")?.getScreenCTM().a ?? 1;
    found.push([scale * parseFloat(getComputedStyle(text).fontSize), walk.currentNode.data]);
  }
  return found;
}"""


def test_everything_is_legible_from_the_last_row(chromium: Browser, server: str):
    context = chromium.new_context(viewport={"width": 1920, "height": 1080})
    page = context.new_page()
    deal = "/maps/balochistan-mining-deal"
    for address in (
        *(f"{TOWN}/{each}" for each in ("present", "present?card=n3", "replay?step=6", "replay?step=13")),
        *(f"{deal}/{each}" for each in ("present?card=n2", "present?card=n12", "present?card=n12&view=near")),
        *(f"{deal}/replay?step={step}" for step in (1, 20, 30, 53)),
    ):
        page.goto(server + address)
        assert [each for each in page.evaluate(SIZES) if each[0] < 22] == [], address
        box = page.evaluate("[document.documentElement.scrollWidth, document.documentElement.scrollHeight]")
        assert box == [1920, 1080], address
    # Only an overview is smaller, and says so; all of it is on the screen.
    page.goto(f"{server}{deal}/present?view=map")
    expect(page.locator(".note")).to_have_text("Overview. Choose a card to read it.")
    for card in page.locator(".diagram > a").all():
        expect(card).to_be_in_viewport(ratio=1)
    # Nothing but the map, until a hand moves; nothing is faint while it comes or goes.
    page.goto(f"{server}{TOWN}/present?card=n3")
    expect(page.locator(".ways")).to_have_css("opacity", "0")
    page.mouse.move(200, 200)
    page.mouse.move(220, 200)
    assert page.locator(".ways").evaluate("each => getComputedStyle(each).opacity") == "1"
    context.close()


def test_a_long_text_is_read_to_its_end_before_the_next_card_comes(chromium: Browser, server: str):
    context = chromium.new_context(viewport={"width": 1280, "height": 720}, reduced_motion="reduce")
    page = context.new_page()
    question = " ".join(f"term{n}" for n in range(70)) + "?"
    nodes = [
        {"id": "q", "kind": "question", "text": question},
        *({"id": f"p{n}", "kind": "position", "text": f"Position {n}."} for n in range(12)),
        {"id": "c", "kind": "claim", "text": " ".join(f"word{n}" for n in range(700))},
    ]
    relations = [{"id": "r", "kind": "support", "premises": ["c"], "target": "p0"}]
    answer = page.request.post(f"{server}/api/maps", data={"nodes": nodes, "relations": relations}).json()
    page.goto(answer["links"]["edit"])
    page.goto(f"{server}/maps/{answer['id']}/present")
    for position in page.locator(".arguments .shown").all():
        expect(position).to_be_in_viewport(ratio=1)
    page.goto(f"{server}/maps/{answer['id']}/present?card=c")
    end = (
        "const text = document.querySelector('.big .text').getBoundingClientRect(); text.bottom < innerHeight"
    )
    assert not page.evaluate(end)
    for _ in range(20):
        if page.evaluate(end):
            break
        page.keyboard.press("Space")
    assert page.evaluate(end)
    expect(page.locator(".big")).to_have_id("at-c")
    page.keyboard.press("Space")
    expect(page.locator(".big")).to_have_id("at-p1")
    assert page.evaluate("scrollY") == 0
    context.close()


def test_keys_of_one_letter_can_be_switched_off(chromium: Browser, server: str):
    """Somebody who dictates says words, not keys (WCAG 2.1.4); arrows and Escape act all the same."""
    context = chromium.new_context(viewport={"width": 1280, "height": 720})
    page = context.new_page()
    page.goto(f"{server}{TOWN}/present?card=n3")
    switch = page.locator("#letters")
    switch.focus()
    expect(page.locator(".ways")).to_have_css("opacity", "1")
    expect(switch).to_have_text(re.compile("Letter keys: on"), use_inner_text=True)
    page.keyboard.press("Space")
    expect(switch).to_have_text("Letter keys: off", use_inner_text=True)
    page.goto(f"{server}{TOWN}/present?card=n3")  # it is remembered
    before = page.url
    page.keyboard.type("nbdfgmp.")
    page.keyboard.press("ArrowLeft")
    expect(page).to_have_url(f"{server}{TOWN}/present?card=n2")
    page.goto(f"{server}{TOWN}/replay?step=3")
    page.keyboard.type("df")
    page.keyboard.press("ArrowRight")
    expect(page).to_have_url(f"{server}{TOWN}/replay?step=4")
    page.locator("#letters").press("Enter")
    page.keyboard.press("d")
    expect(page).to_have_url(f"{server}{TOWN}/replay?step=4&palette=dark")
    assert before.endswith("n3")
    context.close()


def test_a_debate_is_replayed_forwards_and_back(page: Page, server: str, scripts: bool):
    page.goto(server + TOWN)
    page.locator("#replay").click()
    expect(page.locator(".count")).to_have_text("14 cards in 13 steps")
    follow(page, "ArrowRight", "next", scripts)
    expect(page.locator(".screen .diagram a")).to_have_count(1)
    first = page.locator(".screen .diagram a").first
    drawn = first.get_attribute("transform")
    follow(page, "ArrowRight", "next", scripts)
    expect(page.locator(".screen .diagram a")).to_have_count(2)
    expect(page.locator(".screen .fresh")).to_have_count(1)
    assert first.get_attribute("transform") == drawn
    if scripts:
        expect(page.locator("#said")).to_contain_text("Position: No")
    follow(page, "End", "last", scripts)
    expect(page.locator(".screen .diagram a")).to_have_count(14)
    # What one sees of the picture moves along; within it no card does.
    assert first.get_attribute("transform") == drawn
    expect(page.locator(".screen .fresh").first).to_be_in_viewport(ratio=1)
    follow(page, "f", "view", scripts)
    expect(page.locator(".came")).to_contain_text("Overview")
    follow(page, "f", "view", scripts)
    follow(page, "ArrowLeft", "back", scripts)
    expect(page.locator(".count")).to_contain_text("Step 12 of 13")
    if not scripts:
        page.locator("#step").focus()
        page.keyboard.press("Home")
        page.locator("#seek").click()
        expect(page.locator(".count")).to_have_text("14 cards in 13 steps")
        return
    page.locator("#step").fill("5")
    expect(page.locator(".count")).to_contain_text("Step 5 of 13")
    page.locator("h1").click()
    page.keyboard.press("Space")
    expect(page.locator("#play")).to_have_attribute("aria-pressed", "true")
    expect(page.locator(".count")).to_contain_text("Step 6 of 13")
    expect(page.locator("#step")).to_have_value("6")
    page.keyboard.press("Space")
    expect(page.locator("#play")).to_have_attribute("aria-pressed", "false")
    page.go_back()
    expect(page.locator(".count")).to_contain_text("Step 5 of 13")
    follow(page, "Escape", "leave", scripts)
    expect(page.locator(".outline")).to_be_visible()


def test_axe_finds_nothing_on_a_projector_or_a_phone(chromium: Browser, server: str):
    context = chromium.new_context(viewport=WIDE)
    page = context.new_page()
    found: list[str] = []
    for address in PAGES:
        page.goto(server + address)
        size = PHONE if "n3" in address else WIDE
        page.set_viewport_size(size)
        page.mouse.move(100, 100)
        page.mouse.move(120, 100)
        # While what is new comes in, too: nothing fades.
        page.evaluate("document.getAnimations().forEach((each) => { each.pause(); each.currentTime = 40; })")
        found += flaws(page, [size])
    context.close()
    assert found == []


def test_no_page_of_the_projector_scrolls_sideways(chromium: Browser, server: str):
    context = chromium.new_context(java_script_enabled=False)
    page = context.new_page()
    for width in (320, 390, 768):
        page.set_viewport_size({"width": width, "height": 844})
        for address in PAGES:
            page.goto(server + address)
            assert page.evaluate("document.documentElement.scrollWidth") <= width, (address, width)
            small = [
                each.get_attribute("id")
                for each in page.locator(".ways a, .slide .button").all()
                if (box := each.bounding_box()) and min(box["height"], box["width"]) < 43.5
            ]
            assert small == [], (address, width)
    context.close()


def test_left_and_right_turn_with_the_page(chromium: Browser, server: str):
    """Mirrored by its own direction: the styles are logical, and the keys follow what the server says."""
    context = chromium.new_context(viewport={"width": 1280, "height": 720})
    page = context.new_page()
    page.goto(f"{server}{TOWN}/present?card=n3")
    page.evaluate("document.documentElement.dir = 'rtl'")
    big, side = page.locator(".big").bounding_box(), page.locator(".arguments").first.bounding_box()
    assert big is not None
    assert side is not None
    assert big["x"] > side["x"]
    assert page.evaluate("document.documentElement.scrollWidth") <= 1280
    assert re.search(r"present\?card=n2$", page.locator("#up").get_attribute("href") or "")
    context.close()
