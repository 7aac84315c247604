"""Moving about in a map: by keyboard, mouse and touch; what is folded, traced and found; in a file without a server too."""

from __future__ import annotations

import gzip
import re
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

import argmap
from argmap.assets import static
from argmap.diagram.drawing import plan
from argmap.diagram.inline import inline
from argmap.diagram.words import ENGLISH
from tests.conftest import CHECKOUT
from tests.e2e.axe import WIDE, flaws

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

DEAL = "/maps/balochistan-mining-deal"
HEIGHT = "each => each.getBoundingClientRect().height"


def here(page: Page) -> str:
    return str(page.evaluate("document.activeElement.id"))


def top(page: Page, card: str) -> float:
    return float(page.locator(f"#card-{card}").evaluate("each => each.getBoundingClientRect().top"))


def keys(page: Page, *pressed: str) -> str:
    for key in pressed:
        page.keyboard.press(key)
    return here(page)


def test_the_script_is_light_and_stands_alone():
    text = (static() / "viewer.js").read_bytes()
    assert len(gzip.compress(text, 9, mtime=0)) < 6_000
    assert not re.search(rb"\b(import|export|fetch|XMLHttpRequest)\b", text)


def test_every_line_of_a_script_can_lose_its_indentation():
    """As they are sent: no text of a script runs over several lines."""
    for script in static().glob("*.js"):
        assert all(line.count("`") % 2 == 0 for line in script.read_text("utf-8").splitlines()), script.name


def test_the_diagram_is_one_tab_stop_and_arrows_follow_the_argument(wide: Page, server: str):
    wide.goto(server + DEAL)
    expect(wide.locator(".picture a[tabindex='0']")).to_have_count(1)
    wide.locator(".picture a[tabindex='0']").focus()
    assert keys(wide, "Home") == "card-n2"
    child = keys(wide, "ArrowRight")
    assert wide.locator(f"#{child}").get_attribute("data-parent") == "n2"
    below = keys(wide, "ArrowDown")
    assert below != child
    assert keys(wide, "ArrowUp") == child
    assert keys(wide, "ArrowLeft") == "card-n2"
    last = keys(wide, "End")
    assert last == wide.locator(".picture a[id^=card-]").last.get_attribute("id")
    expect(wide.locator(f"#{last}")).to_be_in_viewport()
    expect(wide.locator(".picture a[tabindex='0']")).to_have_count(1)
    wide.keyboard.press("Tab")
    assert not wide.evaluate("document.activeElement.closest('.picture')")
    wide.keyboard.press("Shift+Tab")
    assert here(wide) == last


def test_arrows_turn_with_a_picture_that_runs_from_right_to_left(wide: Page, server: str):
    wide.goto(server + DEAL)
    # As it is drawn for such a map: the same picture, mirrored.
    wide.evaluate("document.querySelector('.picture .diagram').setAttribute('transform', 'scale(-1, 1)')")
    wide.locator("#card-n2").focus()
    child = keys(wide, "ArrowLeft")
    assert wide.locator(f"#{child}").get_attribute("data-parent") == "n2"
    assert keys(wide, "ArrowRight") == "card-n2"


def test_space_folds_and_opens_and_the_card_stays_where_it_was(wide: Page, server: str):
    wide.goto(server + DEAL + "#card-n12")
    expect(wide.locator("#card-n12")).to_be_focused()
    expect(wide.locator("#card-n12")).to_be_in_viewport()
    before, drawn = top(wide, "n12"), wide.locator(".picture a[id^=card-]").count()
    wide.keyboard.press(" ")
    expect(wide.locator("#more-n12")).to_be_visible()
    assert wide.locator(".picture a[id^=card-]").count() < drawn
    expect(wide.locator("#card-n12")).to_be_focused()
    assert abs(top(wide, "n12") - before) < 3
    assert "fold=n12" in wide.url
    wide.keyboard.press(" ")
    expect(wide.locator("#more-n12")).to_have_count(0)
    expect(wide.locator(".picture a[id^=card-]")).to_have_count(drawn)
    expect(wide.locator("#card-n12")).to_be_focused()
    assert abs(top(wide, "n12") - before) < 3
    # A card in a branch that is closed is opened by its name.
    inside = wide.locator("[data-parent=n12]").first.get_attribute("id")
    wide.goto(f"{server}{DEAL}?fold=n12#{inside}")
    expect(wide.locator(f"#{inside}")).to_be_visible()


def test_f_shows_the_path_to_the_position_and_dims_the_rest(wide: Page, server: str):
    wide.goto(server + DEAL)
    wide.locator("#card-n2").focus()
    leaf = keys(wide, "ArrowRight", "ArrowRight")
    wide.keyboard.press("f")
    on = wide.locator(".picture a.on").evaluate_all("cards => cards.map(each => each.id)")
    assert {"card-n2", leaf} < set(on)
    assert len(on) == 3
    assert wide.locator(".lines .extra.link").count() >= 1
    faint = wide.locator(".picture a:not(.on)").first
    assert float(faint.evaluate("each => getComputedStyle(each).opacity")) < 0.5
    expect(wide.locator("[data-view=said]")).to_contain_text(" → Position: ")
    wide.keyboard.press("Escape")
    expect(wide.locator(".picture .traced, .picture .extra")).to_have_count(0)
    assert here(wide) == leaf


def test_zoom_by_keys_buttons_and_wheel_keeps_what_is_looked_at(wide: Page, server: str):
    wide.goto(server + DEAL)
    card = wide.locator("#card-n2")
    card.focus()
    width = card.bounding_box()["width"]  # type: ignore[index]
    wide.keyboard.press("-")
    assert abs(card.bounding_box()["width"] / width - 0.8) < 0.02  # type: ignore[index]
    expect(wide.locator("[data-view=reset]")).to_have_text("80%")
    wide.keyboard.press("0")
    assert abs(card.bounding_box()["width"] / width - 1) < 0.02  # type: ignore[index]
    box = card.bounding_box()
    assert box is not None
    x, y = box["x"] + box["width"] / 2, box["y"] + box["height"] / 2
    wide.mouse.move(x, y)
    wide.keyboard.down("Control")
    wide.mouse.wheel(0, 60)
    wide.keyboard.up("Control")
    expect(wide.locator("[data-view=reset]")).not_to_have_text("100%")
    wide.locator("[data-view=in]").click()
    wide.locator("[data-view=reset]").click()
    expect(wide.locator("[data-view=reset]")).to_have_text("100%")
    # A wheel alone scrolls the page.
    wide.mouse.wheel(0, 900)
    expect(card).not_to_be_in_viewport()
    expect(wide.locator("[data-view=reset]")).to_have_text("100%")
    wide.locator("[data-view=fit]").click()
    height = wide.locator(".picture .diagram").evaluate(HEIGHT)
    assert height < 720
    # It stays when the picture is changed.
    wide.locator("#card-n3").click()
    expect(wide.locator("#card-n3")).to_have_attribute("aria-current", "true")
    again = wide.locator(".picture .diagram").evaluate(HEIGHT)
    assert abs(again - height) < 3


def test_a_drag_moves_the_picture_and_opens_nothing(wide: Page, server: str):
    wide.goto(server + DEAL)
    wide.locator("[data-view=in]").click()
    wide.locator("#card-n3").focus()
    wide.keyboard.press("Home")
    box = wide.locator("#card-n2").bounding_box()
    assert box is not None
    wide.mouse.move(box["x"] + 60, box["y"] + 30)
    wide.mouse.down()
    wide.mouse.move(box["x"] + 50, box["y"] + 20)
    wide.mouse.move(box["x"] + 20, box["y"] - 70, steps=3)
    wide.mouse.up()
    moved = wide.locator("#card-n2").bounding_box()
    assert moved is not None
    assert abs(moved["x"] - box["x"] + 40) < 4
    assert abs(moved["y"] - box["y"] + 100) < 4
    assert "card=" not in wide.url
    wide.locator("[data-view=reset]").click()
    wide.locator("#card-n2").click()
    expect(wide.locator("#panel-name")).to_be_visible()


def test_cards_are_found_by_their_words(wide: Page, server: str):
    wide.goto(server + DEAL)
    wide.locator("#card-n2").focus()
    wide.keyboard.press("/")
    assert here(wide) == "find"
    wide.keyboard.type("RÉSISTANCE")
    expect(wide.locator("[data-view=found]")).to_have_text("1 of 2")
    expect(wide.locator(".picture .hit")).to_have_count(2)
    wide.keyboard.press("Enter")
    expect(wide.locator("[data-view=found]")).to_have_text("2 of 2")
    # The one that is shown differs from the others by more than its colour.
    dashes = wide.locator(".picture .hit:not(.now) .sheet, .picture .now .sheet")
    assert sorted(dashes.evaluate_all("all => all.map(each => getComputedStyle(each).strokeDasharray)")) == [
        "5px, 3px",
        "none",
    ]
    second = wide.locator(".picture a[tabindex='0']")
    expect(second).to_be_in_viewport()
    wide.keyboard.press("Shift+Enter")
    expect(wide.locator("[data-view=found]")).to_have_text("1 of 2")
    wide.locator("#find").fill("no such words anywhere")
    expect(wide.locator("[data-view=found]")).to_have_text("none")
    wide.locator("#find").fill("resistance")
    wide.keyboard.press("Escape")
    assert wide.evaluate("document.activeElement.matches('.hit')")
    wide.keyboard.press("Escape")
    expect(wide.locator(".picture .hit")).to_have_count(0)


def test_a_large_map_has_a_map_of_its_own(wide: Page, server: str):
    nodes = [{"id": "p", "kind": "position", "text": "Yes."}]
    relations = []
    for n in range(90):
        nodes.append({"id": f"c{n}", "kind": "claim", "text": f"Reason {n}."})
        relations.append({"id": f"r{n}", "kind": "support", "premises": [f"c{n}"], "target": "p"})
    answer = wide.request.post(server + "/api/maps", data={"nodes": nodes, "relations": relations})
    wide.goto(answer.json()["links"]["edit"])
    small = wide.locator(".minimap")
    expect(small.locator("rect:not(.view)")).to_have_count(91)
    wide.evaluate("scrollTo(0, 0)")
    box = small.bounding_box()
    assert box is not None
    assert min(box["width"], box["height"]) > 70
    before = wide.evaluate("scrollY")
    wide.mouse.click(box["x"] + box["width"] / 2, box["y"] + box["height"] * 0.8)
    assert wide.evaluate("scrollY") > before + 1000
    seen = small.locator(".view").bounding_box()
    assert seen is not None
    assert seen["y"] > box["y"] + box["height"] / 2
    # All of it can be seen at once, however little of it can be read then.
    wide.locator("[data-view=fit]").click()
    assert 0 < wide.locator(".picture .diagram").evaluate(HEIGHT) < 720
    low = wide.locator("[data-view=reset]").inner_text()
    wide.locator("[data-view=out]").click()
    expect(wide.locator("[data-view=reset]")).to_have_text(low)
    wide.locator("[data-view=reset]").click()
    wide.goto(server + DEAL)
    expect(small).to_be_hidden()


def test_the_keys_are_told(wide: Page, server: str):
    wide.goto(server + DEAL)
    wide.locator("#card-n2").focus()
    wide.keyboard.press("?")
    expect(wide.locator("dialog")).to_be_visible()
    assert flaws(wide, [WIDE], dark=False) == []
    wide.keyboard.press("Escape")
    expect(wide.locator("dialog")).to_be_hidden()
    assert here(wide) == "card-n2"


def test_two_fingers_zoom_and_the_tools_fit_a_phone(chromium: Browser, server: str):
    context = chromium.new_context(viewport={"width": 390, "height": 844}, has_touch=True)
    page = context.new_page()
    page.goto(server + DEAL)
    page.evaluate("""() => {
      const picture = document.querySelector(".picture");
      const touch = (n, x, y) => new Touch({ identifier: n, target: picture, clientX: x, clientY: y });
      const send = (name, ...touches) =>
        picture.dispatchEvent(new TouchEvent(name, { touches, bubbles: true, cancelable: true }));
      send("touchmove", touch(1, 100, 600), touch(2, 200, 600));
      send("touchmove", touch(1, 50, 600), touch(2, 250, 600));
      send("touchend");
    }""")
    expect(page.locator("[data-view=reset]")).to_have_text("200%")
    for button in page.locator(".tools button:not(.ask)").all():
        box = button.bounding_box()
        assert box is not None
        assert min(box["width"], box["height"]) >= 43
        assert box["x"] >= 0
        assert box["x"] + box["width"] <= 390
    context.close()


def test_nothing_lies_under_the_tools_and_an_empty_map_has_none(wide: Page, server: str):
    wide.goto(server + DEAL)
    tools, cards = wide.locator(".tools").bounding_box(), wide.locator(".picture a[id^=card-]")
    assert tools is not None
    assert wide.evaluate("scrollY") == 0
    tops = cards.evaluate_all("all => all.map(each => each.getBoundingClientRect().top)")
    assert min(tops) >= tools["y"] + tools["height"]
    made = wide.request.post(server + "/api/maps", data={"question": "Why?"})
    wide.goto(made.json()["links"]["edit"])
    expect(wide.locator("#find, [data-view=fit]")).to_have_count(2)
    expect(wide.locator(".tools")).to_be_hidden()


def test_an_address_that_names_no_card_does_no_harm(wide: Page, server: str):
    wide.goto(server + DEAL + "#card-%")
    wide.goto(server + DEAL + "#card-n12")
    expect(wide.locator("#card-n12")).to_be_focused()


@pytest.mark.parametrize("count", [200, 9990])
def test_a_card_is_found_that_is_not_drawn(page: Page, server: str, scripts: bool, count: int):
    """With scripts the field searches the page, then the server the map; without them the server does at once."""
    nodes = [{"id": "p", "kind": "position", "text": "Yes."}]
    relations = []
    for n in range(count):
        text = f"Reason number{n}x." + (" Élan." if n % 50 == 0 else "")
        nodes.append({"id": f"c{n}", "kind": "claim", "text": text})
        target = f"c{n // 3 - 1}" if n > 2 else "p"
        relations.append({"id": f"r{n}", "kind": "support", "premises": [f"c{n}"], "target": target})
    made = page.request.post(server + "/api/maps", data={"nodes": nodes, "relations": relations})
    page.goto(made.json()["links"]["edit"])
    expect(page.locator("#card-c199")).to_have_count(0)
    page.locator("#find").fill("NUMBER199x")
    if scripts:
        expect(page.locator("[data-view=found]")).to_have_text("none on this page")
    page.keyboard.press("Enter")
    expect(page.locator("#found-name")).to_have_text("One card with “NUMBER199x”")
    expect(page.locator("#found-c199")).to_be_in_viewport()
    if scripts:
        expect(page.locator("#found")).to_be_focused()
    page.locator("#found-c199").click()
    expect(page.locator("#card-c199")).to_be_in_viewport()
    expect(page.locator("#panel-name")).to_have_text("Reason number199x.")
    page.locator("#find").fill("elan")
    page.locator("#find-all").click()
    listed = page.locator("#found li")
    expect(listed).to_have_count(min(count // 50, 50) if count > 200 else 4)
    if scripts:
        # The arrows go through the whole map, and open what they come to.
        for number in (1, 2):
            page.locator("[data-view=next]").click()
            expect(page.locator("[data-view=found]")).to_have_text(f"{number} of {listed.count()}")
        here = listed.nth(1).locator("a")
        expect(here).to_have_attribute("aria-current", "true")
        expect(
            page.locator(f"#card-{str(here.get_attribute('id')).removeprefix('found-')}")
        ).to_be_in_viewport()
    page.locator("#end-search").click()
    expect(listed).to_have_count(0)


def test_without_scripts_there_are_no_tools(chromium: Browser, server: str):
    context = chromium.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(server + DEAL + "?card=n2")
    expect(page.locator("#find")).to_be_visible()
    expect(
        page.locator("[data-view=in], [data-view=next], [data-view=help]").locator("visible=true")
    ).to_have_count(0)
    page.locator("#fold").click()
    expect(page.locator("#more-n2")).to_contain_text("more")
    page.locator("#more-n2").click()
    expect(page.locator("#more-n2")).to_have_count(0)
    context.close()


@pytest.fixture(scope="module")
def alone(chromium: Browser, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Page]:
    """One file that holds a map of 100 cards and the script, opened from disk without a network."""
    debate, _ = argmap.load(CHECKOUT / "argmap" / "examples" / "balochistan-mining-deal.argdown")
    made = inline(plan(debate, "tree"), words=ENGLISH, link="#card-{}".format, chosen=None)
    script = (static() / "viewer.js").read_text("utf-8")
    tools = (
        '<div class="viewer"><div data-view="map" hidden></div><button data-view="in">+</button>'
        '<button data-view="reset">100%</button></div>'
    )
    path: Path = tmp_path_factory.mktemp("alone") / "map.html"
    path.write_text(
        f'<!doctype html><html lang="en"><style>.gone {{ display: none }} svg {{ zoom: var(--zoom, 1) }}</style>'
        f'<figure class="picture">{made.svg}</figure>{tools}<script type="module">{script}</script></html>',
        "utf-8",
    )
    context = chromium.new_context(offline=True)
    page = context.new_page()
    wrong: list[str] = []
    page.on("pageerror", lambda error: wrong.append(str(error)))
    page.goto(path.as_uri())
    yield page
    context.close()
    assert wrong == []


def test_a_file_alone_folds_by_itself(alone: Page):
    alone.locator("#card-n2").focus()
    child = keys(alone, "ArrowRight")
    shown = alone.locator(".picture a:visible").count()
    d = alone.locator(".lines path.link").first.get_attribute("d")
    assert keys(alone, "ArrowLeft", " ") == "card-n2"
    expect(alone.locator(f"#{child}")).to_be_hidden()
    hidden = shown - alone.locator(".picture a:visible").count()
    expect(alone.locator("#card-n2 .count")).to_have_text(f"+{hidden}")
    assert alone.locator(".lines path.link").first.get_attribute("d") != d
    alone.keyboard.press(" ")
    expect(alone.locator(".picture a:visible")).to_have_count(shown)
    assert alone.locator(".lines path.link").first.get_attribute("d") == d


def test_a_file_alone_zooms_and_leads_to_a_card(alone: Page):
    alone.locator("[data-view=in]").click()
    expect(alone.locator("[data-view=reset]")).to_have_text("125%")
    alone.evaluate("location.hash = '#card-n30'")
    expect(alone.locator("#card-n30")).to_be_focused()
    expect(alone.locator("#card-n30")).to_be_in_viewport()
