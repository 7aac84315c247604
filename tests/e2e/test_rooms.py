"""A class in a room: a facilitator, a projector and pupils in browsers of their own, one of them without scripts."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

from tests.e2e.axe import PHONE, WIDE, flaws
from tests.e2e.test_accessibility import reach

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page, ViewportSize

PROJECTOR: ViewportSize = {"width": 1920, "height": 1080}


@pytest.fixture(params=["127.0.0.1", "class.test"])
def anywhere(request: pytest.FixtureRequest, server: str) -> str:
    """The server by its address, and by a name as a school's network has it: plain http, no secure context."""
    return server.replace("127.0.0.1", request.param)


@contextmanager
def device(chromium: Browser, size: ViewportSize = PHONE, scripts: bool = True) -> Iterator[Page]:
    """Somebody's own device, on whose pages nothing goes wrong in silence."""
    context = chromium.new_context(viewport=size, java_script_enabled=scripts)
    page = context.new_page()
    wrong: list[str] = []
    page.on("pageerror", lambda error: wrong.append(str(error)))
    yield page
    assert wrong == []
    context.close()


def open_room(page: Page, server: str) -> tuple[str, str]:
    """Open a room from the front page; its code and the address of its map."""
    page.goto(server + "/")
    page.locator("#open-room").click()
    page.locator("#question").fill("Should cars leave the town?")
    sides = page.locator("[name=position]")
    sides.nth(0).fill("Yes, they should.")
    sides.nth(1).fill("No, they should stay.")
    page.locator("#open").click()
    code = page.locator("#code").inner_text()
    return code, re.sub(r"/room.*", "", page.url)


def join(page: Page, server: str, code: str, name: str) -> None:
    page.goto(server + "/join")
    page.locator("#code").fill(code.lower())
    page.locator("#go").click()
    page.locator("#nickname").fill(name)
    page.locator("#enter").click()
    expect(page.locator(".guest")).to_contain_text(name)
    expect(page.locator(".four")).to_have_text(re.compile(r"^[a-z]+( [a-z]+){3}$"))
    page.locator("#kept").click()
    expect(page.locator(".four")).to_have_count(0)


def choose(page: Page, text: str) -> None:
    page.locator(".outline a", has_text=text).first.click()
    expect(page.locator("#panel-name")).to_have_text(text)


def begin(page: Page, side: str, text: str, kind: str = "reason") -> None:
    """Open the form at a card, and type; it is not sent yet."""
    choose(page, side)
    page.locator(f"#do-{kind}").click()
    page.locator("#text").fill(text)


def finish(page: Page, text: str) -> None:
    page.locator("#save").click()
    expect(page.locator(".outline")).to_contain_text(text)


_NAMES = ("Ada", "Ben", "Cleo", "Dan", "Eve")


def test_the_first_minutes_of_a_class(chromium: Browser, anywhere: str):
    server = anywhere
    with ExitStack() as stack:
        teacher = stack.enter_context(device(chromium, WIDE))
        wall = stack.enter_context(device(chromium, PROJECTOR))
        pupils = [
            stack.enter_context(device(chromium, scripts=scripts))
            for scripts in (True, True, False, True, False)
        ]
        ada, ben, cleo, dan, eve = pupils

        code, here = open_room(teacher, server)
        assert ("argmap classroom" in teacher.locator("main").inner_text()) is ("127.0.0.1" in server)
        teacher.goto(here + "/share")
        teacher.get_by_role("button", name="Make a link", exact=True).click()
        wall.goto(teacher.locator("input[value*='/open/']").last.input_value())
        wall.goto(here + "/wall")
        expect(wall.locator(".come .code")).to_have_text(code)
        assert wall.locator(".wall").evaluate("each => parseFloat(getComputedStyle(each).fontSize)") >= 22

        # The desk, and the page for the projector, see by themselves who comes.
        sign = stack.enter_context(device(chromium, PROJECTOR))
        sign.context.add_cookies(teacher.context.cookies())  # type: ignore[arg-type]
        sign.goto(here + "/room/sign")
        expect(sign.locator(".code")).to_have_text(code)
        teacher.goto(here + "/room")
        for page, name in zip(pupils, _NAMES, strict=True):
            join(page, server, code, name)
        expect(sign.locator(".joined")).to_have_text("5 have joined.")
        expect(teacher.locator("#people")).to_have_text("5 participants")

        # All write at once; nobody's words are lost.
        begin(ada, "Yes, they should.", "Without cars the air gets cleaner.")
        begin(ben, "No, they should stay.", "Some people cannot walk far.")
        begin(cleo, "Yes, they should.", "Children play where cars stood.")
        begin(dan, "No, they should stay.", "Shops live by those who drive.")
        begin(eve, "No, they should stay.", "The bus comes once an hour.")
        finish(ada, "Without cars the air gets cleaner.")
        finish(ben, "Some people cannot walk far.")
        finish(cleo, "Children play where cars stood.")
        finish(dan, "Shops live by those who drive.")
        finish(eve, "The bus comes once an hour.")
        # The wall follows by itself.
        expect(wall.locator("[aria-labelledby=newest]")).to_contain_text("The bus comes once an hour.")

        # Nearly the same again: pointed out once, and added all the same.
        begin(cleo, "Yes, they should.", "Without cars the air soon gets cleaner.")
        cleo.locator("#save").click()
        expect(cleo.locator("#similar a")).to_have_text("Without cars the air gets cleaner.")
        assert cleo.locator("#text").input_value() == "Without cars the air soon gets cleaner."
        finish(cleo, "Without cars the air soon gets cleaner.")
        begin(ben, "Without cars the air gets cleaner.", "Vans stay in any case.", "objection")
        finish(ben, "Vans stay in any case.")
        assert ben.locator("#edit, #move, #remove, #merge, #hide").count() == 0

        expect(wall.locator("[aria-labelledby=answered]")).to_contain_text(
            "Without cars the air gets cleaner."
        )
        expect(wall.locator("[aria-labelledby=newest] li").first).to_contain_text("Vans stay in any case.")
        assert not re.search("|".join(_NAMES), wall.locator("body").inner_text())

        # The teacher merges the two (two clicks), hides one, and takes that back.
        teacher.goto(here)
        choose(teacher, "Without cars the air soon gets cleaner.")
        teacher.locator("#merge").click()
        teacher.locator("#save").click()
        expect(teacher.locator(".outline")).not_to_contain_text("Without cars the air soon gets cleaner.")
        choose(teacher, "Some people cannot walk far.")
        teacher.locator("#hide").click()
        expect(teacher.locator(".outline")).not_to_contain_text("Some people cannot walk far.")
        ada.goto(here)
        expect(ada.locator(".outline")).not_to_contain_text("Some people cannot walk far.")
        for text in ("Some people cannot walk far.", "Without cars the air soon gets cleaner."):
            teacher.locator("#undo").click()
            expect(teacher.locator(".outline")).to_contain_text(text)

        # Locked: what is being typed is not lost, and nothing new is kept.
        begin(ada, "Yes, they should.", "It is quiet there.")
        teacher.goto(here + "/room")
        teacher.locator("#switch-locked").click()
        expect(teacher.locator("#switch-locked")).to_have_attribute("aria-checked", "true")
        ada.locator("#save").click()
        expect(ada.locator("#alert")).to_contain_text("The room is locked at present")
        assert ada.locator("#text").input_value() == "It is quiet there."
        teacher.locator("#switch-locked").click()
        expect(teacher.locator("#switch-locked")).to_have_attribute("aria-checked", "false")
        finish(ada, "It is quiet there.")


def test_a_pupils_whole_part_by_keyboard(page: Page, server: str, scripts: bool, chromium: Browser):
    with device(chromium, WIDE) as teacher:
        code, _ = open_room(teacher, server)
    page.set_viewport_size(PHONE)
    page.goto(server + "/join")
    expect(page.locator("#code")).to_be_focused()
    page.keyboard.type(code)
    page.keyboard.press("Enter")
    expect(page.locator("#nickname")).to_be_focused()
    page.keyboard.type("Ada")
    page.keyboard.press("Enter")
    expect(page.locator(".four")).to_be_visible()
    reach(page, "#kept")
    page.keyboard.press("Enter")
    expect(page.locator(".four")).to_have_count(0)
    reach(page, ".outline .line")
    page.keyboard.press("Enter")
    expect(page.locator("#panel")).to_be_visible()
    reach(page, "#do-reason")
    page.keyboard.press("Enter")
    expect(page.locator("#text")).to_be_visible()
    if not scripts:
        reach(page, "#text")
    page.keyboard.type("The air gets cleaner.")
    if scripts:
        page.keyboard.press("Enter")
    else:
        reach(page, "#save")
        page.keyboard.press("Enter")
    expect(page.locator(".outline")).to_contain_text("The air gets cleaner.")
    reach(page, "#me")
    page.keyboard.press("Enter")
    expect(page.locator(".cards")).to_contain_text("The air gets cleaner.")
    reach(page, "main details summary")
    page.keyboard.press("Enter")
    reach(page, "[name=sure]")
    page.keyboard.press("Space")
    reach(page, "#leave")
    page.keyboard.press("Enter")
    expect(page.locator("#code")).to_be_visible()


@pytest.mark.timeout(180)
def test_axe_finds_nothing_on_any_page_of_a_room(chromium: Browser, server: str):
    found: list[str] = []

    def check(page: Page, address: str = "") -> None:
        if address:
            page.goto(address)
        found.extend(flaws(page, sideways=True))

    with device(chromium, WIDE) as teacher, device(chromium) as pupil:
        for path in ("/rooms/new", "/join", "/join?code=nowhere", "/help/network"):
            check(teacher, server + path)
        code, here = open_room(teacher, server)
        check(teacher)
        door = f"{server}/r/{code.replace(' ', '')}"
        check(teacher, door)
        check(teacher, here + "/room/sign")
        check(teacher, here + "/wall")
        check(pupil, door)
        pupil.locator("main summary").click()
        pupil.locator("#words").fill("one two three four")
        pupil.locator("#return").click()
        check(pupil)
        pupil.goto(door)
        pupil.locator("#enter").click()
        check(pupil)
        pupil.locator("#kept").click()
        for text in ("Without cars the air gets cleaner.", "Without cars the air soon gets cleaner."):
            pupil.goto(f"{here}?card=n2&do=reason")
            pupil.locator("#text").fill(text)
            pupil.locator("#save").click()
            pupil.locator(".outline .line" if "soon" not in text else "#similar").last.wait_for()
        check(pupil)
        teacher.goto(here + "/room")
        teacher.locator("#switch-queue").click()
        pupil.locator("#save").click()
        expect(pupil.locator(".notice").first).to_contain_text(
            "It is seen once the facilitator lets it through."
        )
        for address in (here, f"{here}?card=n4", f"{here}?card=n4&do=remove", here + "/me", door):
            check(pupil, address)
        for address in (here, f"{here}?card=n4", f"{here}?card=n4&do=merge", here + "/share"):
            check(teacher, address)
        teacher.goto(f"{here}?card=n4")
        teacher.locator("#hide").click()
        expect(teacher.locator(".outline")).not_to_contain_text("Without cars")
        check(teacher, here + "/room")
        teacher.locator(".people summary").first.click()
        check(teacher)
        teacher.locator(".people form[action$='/device'] button").click()
        check(teacher)
        teacher.goto(here + "/room")
        teacher.locator("#erase").click()
        check(teacher)
        teacher.locator("#switch-locked").click()
        check(pupil, here)
        pupil.context.clear_cookies()
        check(pupil, door)
        check(pupil, here + "/room")
    assert found == []
