"""What the script adds to the page of a map: nothing typed is lost, and nobody loses their place."""

from __future__ import annotations

import html
import json
import re
import urllib.error
import urllib.request
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any
from uuid import uuid4

import pytest
from playwright.sync_api import expect

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page, Route

LOST = "The server did not answer"


class Debate:
    """A map on the server, and somebody else who changes it: a question, two positions, reasons under both."""

    def __init__(self, server: str) -> None:
        self.server = server
        nodes = [{"id": "n1", "kind": "question", "text": "Should cars leave the town?"}]
        nodes += [{"id": f"n{n}", "kind": "position", "text": f"Position {n}."} for n in (2, 3)]
        nodes += [{"id": f"n{n}", "kind": "claim", "text": f"Card {n}."} for n in range(4, 18)]
        relations = [
            {"id": f"r{n}", "kind": "support", "premises": [f"n{n}"], "target": "n2" if n < 7 else "n3"}
            for n in range(4, 18)
        ]
        made = self.ask("/api/maps", {"nodes": nodes, "relations": relations})
        self.key, self.link = made["edit_key"], made["links"]["edit"]
        self.page = f"{server}/maps/{made['id']}"

    def ask(self, path: str, body: dict[str, Any], **headers: str) -> Any:
        headers["content-type"] = "application/json"
        sent = urllib.request.Request(self.server + path, json.dumps(body).encode(), headers)
        with urllib.request.urlopen(sent) as answer:
            return json.load(answer)

    def change(self, card: str, text: str) -> None:
        path = self.page.replace(self.server + "/maps", "/api/maps") + "/operations"
        edit = {"type": "EditNode", "id": card, "changes": {"text": text}}
        body = {"operation_id": uuid4().hex, "operations": [edit]}
        self.ask(path, body, authorization=f"Bearer {self.key}")

    def texts(self) -> list[str]:
        asked = urllib.request.Request(self.page + ".json", headers={"authorization": f"Bearer {self.key}"})
        with urllib.request.urlopen(asked) as answer:
            return [node["text"] for node in json.load(answer)["nodes"]]

    def refusal(self, **headers: str) -> str:
        """The page with which the server refuses a form; empty when it takes it."""
        headers["accept"] = "text/html"
        sent = urllib.request.Request(self.page + "/cards", b"kind=reason&card=n2&text=One+more", headers)
        try:
            urllib.request.urlopen(sent)
        except urllib.error.HTTPError as refused:
            return refused.read().decode()
        return ""


@pytest.fixture
def debate(server: str) -> Debate:
    return Debate(server)


def visit(chromium: Browser, debate: Debate, width: int, height: int) -> Iterator[Page]:
    context = chromium.new_context(viewport={"width": width, "height": height})
    context.set_default_timeout(15_000)
    page = context.new_page()
    wrong: list[str] = []
    page.on("pageerror", lambda error: wrong.append(str(error)))
    page.goto(debate.link)
    yield page
    context.close()
    assert wrong == []


@pytest.fixture
def page(chromium: Browser, debate: Debate) -> Iterator[Page]:
    yield from visit(chromium, debate, 1280, 720)


@pytest.fixture
def phone(chromium: Browser, debate: Debate) -> Iterator[Page]:
    yield from visit(chromium, debate, 390, 844)


def focused(page: Page) -> str:
    return str(page.evaluate("document.activeElement.id || document.activeElement.tagName"))


def opened(page: Page, debate: Debate, query: str) -> None:
    page.goto(debate.page + query)


def top(page: Page, selector: str) -> float:
    found = page.locator(selector).bounding_box()
    assert found is not None
    return found["y"]


# A form that the server refuses


def test_a_refused_text_comes_back_with_its_error(page: Page, debate: Debate):
    opened(page, debate, "?card=n2&do=reason")
    page.locator("#text").fill("   ")
    page.locator("#text").press("Enter")
    expect(page.locator("#error")).to_be_visible()
    expect(page.locator("#text")).to_have_value("   ")
    expect(page.locator("#text")).to_be_focused()
    expect(page.locator("#alert")).to_have_text("")
    page.locator("#text").fill("Now with words.")
    page.locator("#text").press("Enter")
    expect(page.locator(".outline")).to_contain_text("Now with words.")
    expect(page.locator("#error")).to_have_count(0)


def test_a_refused_source_comes_back_with_its_error(page: Page, debate: Debate):
    opened(page, debate, "?card=n2&do=evidence")
    page.locator("#text").fill("It was found.")
    page.locator("#form summary").click()
    page.locator("#source_url").fill("ftp://x")
    page.locator("#save").click()
    expect(page.locator("#error")).to_contain_text("http")
    expect(page.locator("#source_url")).to_be_focused()
    expect(page.locator("#source_url")).to_have_value("ftp://x")
    expect(page.locator("#text")).to_have_value("It was found.")
    page.locator("#source_url").fill("https://x.example")
    page.locator("#source_year").fill("2020")
    page.reload()
    expect(page.locator("#text")).to_have_value("It was found.")
    expect(page.locator("#source_url")).to_have_value("https://x.example")
    page.locator("#save").click()
    expect(page.locator(".outline")).to_contain_text("It was found.")


def test_a_refused_choice_comes_back_with_its_error(page: Page, debate: Debate):
    opened(page, debate, "?card=n4&do=move")
    page.locator("#save").click()
    expect(page.locator("#error")).to_be_visible()
    expect(page.locator("#target")).to_be_focused()
    opened(page, debate, "?card=n4&do=connect")
    page.locator("#target").select_option("n2")
    page.locator("#save").click()
    expect(page.locator("#error")).to_be_visible()
    expect(page.locator("#target")).to_be_focused()
    expect(page.locator("#target")).to_have_value("n2")


@pytest.mark.parametrize("status", [403, 409, 413, 429, 503])
def test_a_refusal_leaves_the_page_and_what_was_typed(page: Page, debate: Debate, status: int):
    refusal = ""
    if status == 429:
        while not refusal:
            refusal = debate.refusal(authorization=f"Bearer {debate.key}")
    else:
        refusal = debate.refusal(**{"sec-fetch-site": "cross-site"})
    told = re.findall(r"<p[^>]*>(.*?)</p>", refusal.partition("<h1>")[2])[:2]
    opened(page, debate, "?card=n2&do=reason")
    steps = page.evaluate("history.length")

    def refuse(route: Route) -> None:
        route.fulfill(status=status, content_type="text/html; charset=utf-8", body=refusal)

    page.route("**/cards", refuse)
    page.locator("#text").fill("Not to be lost.")
    page.locator("#text").press("Enter")
    expect(page.locator("#alert[role=alert]")).to_have_text(html.unescape(" ".join(told)))
    expect(page.locator(".notice[role=status]")).to_have_text("")
    expect(page.locator("#text")).to_have_value("Not to be lost.")
    expect(page.locator("#text")).to_be_focused()
    assert page.evaluate("history.length") == steps
    page.unroute("**/cards")
    if status != 429:
        page.locator("#text").press("Enter")
        expect(page.locator(".outline")).to_contain_text("Not to be lost.")
        expect(page.locator("#alert")).to_have_text("")


def test_a_card_that_has_changed_is_not_taken_away(page: Page, debate: Debate):
    opened(page, debate, "?card=n4&do=remove")
    debate.change("n4", "Theirs.")
    page.locator("#save").click()
    expect(page.locator("#alert")).to_contain_text("Theirs.")
    expect(page.locator(".outline")).to_be_visible()
    expect(page.locator("#form")).to_be_visible()


# Somebody else is faster


def test_a_stale_edit_meets_the_conflict_page(page: Page, debate: Debate):
    opened(page, debate, "?card=n4&do=edit")
    page.locator("#text").fill("Mine.")
    debate.change("n4", "Theirs.")
    page.locator("#full").click()
    expect(page.locator("#full")).to_have_attribute("aria-current", "true")
    expect(page.locator("#panel-name")).to_have_text("Theirs.")
    expect(page.locator("#text")).to_have_value("Mine.")
    page.locator("#save").click()
    expect(page.locator("#conflict")).to_be_visible()
    expect(page.locator(".theirs")).to_contain_text("Theirs.")
    expect(page.locator("#text")).to_have_value("Mine.")
    assert "Theirs." in debate.texts()
    # Settled, so that nothing of it comes up again.
    page.locator("#text").fill("Both.")
    # Nothing says here that Enter sends, and so it does not.
    page.locator("#text").press("Enter")
    expect(page.locator("#text")).to_have_value("Both.\n")
    page.locator("#form button").click()
    expect(page.locator(".outline")).to_contain_text("Both.")
    page.locator("#edit").click()
    expect(page.locator("#text")).to_have_value("Both.")


def test_a_stale_edit_is_noticed_after_a_way_round(page: Page, debate: Debate):
    opened(page, debate, "?card=n4&do=edit")
    page.locator("#text").fill("Mine.")
    page.locator("#line-n5").click()
    expect(page.locator("#panel-name")).to_have_text("Card 5.")
    debate.change("n4", "Theirs.")
    page.locator("#line-n4").click()
    page.locator("#edit").click()
    expect(page.locator("#text")).to_have_value("Mine.")
    page.reload()
    expect(page.locator("#text")).to_have_value("Mine.")
    page.locator("#save").click()
    expect(page.locator("#conflict")).to_be_visible()
    page.locator("#main .row a").click()
    expect(page.locator(".outline")).to_contain_text("Theirs.")
    opened(page, debate, "?card=n4&do=edit")
    expect(page.locator("#text")).to_have_value("Theirs.")


# What was typed stays


def test_drafts_come_back(page: Page, debate: Debate):
    opened(page, debate, "?card=n2&do=reason")
    text = page.locator("#text")
    text.fill("Half a sent")
    page.locator("#line-n4").click()
    expect(page.locator("#panel-name")).to_have_text("Card 4.")
    page.locator("#do-objection").click()
    expect(text).to_have_value("")
    text.fill("Another half")
    page.go_back()
    expect(text).to_have_count(0)
    page.go_back()
    expect(text).to_have_value("Half a sent")
    page.go_forward()
    page.go_forward()
    expect(text).to_have_value("Another half")
    page.reload()
    expect(text).to_have_value("Another half")
    page.locator("#sharing").click()
    page.locator("#back").click()
    page.locator("#line-n2").click()
    page.locator("#do-reason").click()
    expect(text).to_have_value("Half a sent")
    expect(text).to_be_focused()
    # The same text for another way to answer: it is sent as what the form says now.
    page.locator("#do-objection").click()
    expect(page.locator("#do-objection")).to_have_attribute("aria-current", "true")
    expect(text).to_have_value("Half a sent")
    expect(page.locator("#form [name=kind]")).to_have_value("objection")
    text.press("Enter")
    expect(page.locator(".outline .objection")).to_contain_text("Half a sent")
    expect(text).to_have_value("")
    page.reload()
    expect(text).to_have_value("")


def test_cancel_throws_a_draft_away(page: Page, debate: Debate):
    opened(page, debate, "?card=n2&do=reason")
    page.locator("#text").fill("Half a sent")
    page.locator("#cancel").click()
    expect(page.locator("#text")).to_have_count(0)
    expect(page.locator("#do-reason, #panel")).not_to_have_count(0)
    assert focused(page) in ("do-reason", "panel")
    page.locator("#do-reason").click()
    expect(page.locator("#text")).to_have_value("")


def test_a_page_without_storage_works(chromium: Browser, debate: Debate):
    context = chromium.new_context()
    context.add_init_script(
        "Object.defineProperty(window, 'sessionStorage', { get() { throw new Error('refused') } })"
    )
    page = context.new_page()
    page.goto(debate.link)
    opened(page, debate, "?card=n2&do=reason")
    page.locator("#text").fill("Half a sent")
    page.locator("#line-n4").click()
    expect(page.locator("#panel-name")).to_have_text("Card 4.")
    page.go_back()
    expect(page.locator("#text")).to_have_value("Half a sent")
    page.locator("#text").press("Enter")
    expect(page.locator(".outline")).to_contain_text("Half a sent")
    context.close()


def test_choices_are_kept_too(page: Page, debate: Debate):
    opened(page, debate, "?card=n4&do=connect")
    page.locator("[name=kind][value=attack]").check()
    page.locator("#target").select_option("n3")
    page.locator("#full").click()
    expect(page.locator("#full")).to_have_attribute("aria-current", "true")
    expect(page.locator("[name=kind][value=attack]")).to_be_checked()
    expect(page.locator("#target")).to_have_value("n3")
    page.reload()
    expect(page.locator("[name=kind][value=attack]")).to_be_checked()
    expect(page.locator("#target")).to_have_value("n3")
    opened(page, debate, "?card=n3&do=remove")
    page.locator("[name=branch]").check()
    # Simple it is already: only full can be waited for. A page that came while the mouse is down would swallow the press.
    page.locator("#full").click()
    expect(page.locator("#full")).to_have_attribute("aria-current", "true")
    expect(page.locator("[name=branch]")).to_be_checked()
    page.locator("#cancel").click()
    expect(page.locator("[name=branch]")).to_have_count(0)
    page.locator("#remove").click()
    expect(page.locator("[name=branch]")).not_to_be_checked()


@pytest.mark.parametrize(
    ("then", "left"), [("Quite another one.", "Quite another one."), ("First. More", " More")]
)
def test_what_is_typed_while_a_form_is_on_its_way(page: Page, debate: Debate, then: str, left: str):
    opened(page, debate, "?card=n2&do=reason")
    held: list[Route] = []
    page.route("**/cards", lambda route: held.append(route))  # noqa: PLW0108 - a builtin has no signature to look at
    page.locator("#text").fill("First.")
    with page.expect_request("**/cards"):
        page.locator("#text").press("Enter")
    page.locator("#text").fill(then)
    held[0].continue_()
    expect(page.locator(".outline")).to_contain_text("First.")
    expect(page.locator("#text")).to_have_value(left)
    expect(page.locator("#text")).to_be_focused()
    page.reload()
    expect(page.locator("#text")).to_have_value(left)


def test_the_last_press_counts(page: Page, debate: Debate):
    """A page that is still on its way does not take the form away to which one has turned meanwhile."""
    opened(page, debate, "?card=n2&do=reason")
    held: list[Route] = []

    def hold(route: Route) -> None:
        held.append(route)

    page.route("**?card=n4", hold)
    with page.expect_request("**?card=n4"):
        page.locator("#line-n4").click()
    page.locator("#do-reason").click()
    expect(page.locator("#text")).to_be_focused()
    page.keyboard.type("Half a sent")
    held[0].continue_()
    page.wait_for_timeout(500)
    expect(page.locator("#text")).to_have_value("Half a sent")


def test_what_was_said_makes_room(phone: Page, debate: Debate):
    opened(phone, debate, "?card=n2&do=reason")
    for number in (1, 2):
        phone.locator("#text").fill(f"Reason {number}.")
        expect(phone.locator(".notice[role=status]")).to_have_text("")
        phone.locator("#text").press("Enter")
        expect(phone.locator(".notice[role=status]")).to_contain_text(f"Reason {number}.")
    # It stands below the form, and covers nothing.
    expect(phone.locator("#form .told")).to_contain_text("Reason 2.")
    assert phone.locator(".notice[role=status]").evaluate("each => each.getBoundingClientRect().width") <= 1


def test_without_a_server_the_page_stays(page: Page, debate: Debate):
    opened(page, debate, "?card=n2")
    page.locator("#do-reason").click()
    page.locator("#text").fill("Half a sent")
    here = page.url
    page.context.set_offline(True)
    page.locator("#line-n4").click()
    expect(page.locator("#alert")).to_contain_text(LOST)
    assert page.url == here
    page.go_back()
    expect(page.locator("#text")).to_have_value("Half a sent")
    page.wait_for_url(here)
    page.locator("#text").press("Enter")
    expect(page.locator("#alert")).to_contain_text(LOST)
    page.context.set_offline(False)
    page.locator("#text").press("Enter")
    expect(page.locator(".outline")).to_contain_text("Half a sent")
    expect(page.locator("#alert")).to_have_text("")
    page.go_back()
    expect(page.locator("#text")).to_have_count(0)
    page.wait_for_url("**?card=n2")


# The keyboard keeps its place


def test_undo_twice_by_keyboard(page: Page, debate: Debate):
    opened(page, debate, "?card=n2&do=reason")
    for text in ("One reason.", "Two reasons."):
        page.locator("#text").fill(text)
        page.locator("#text").press("Enter")
        expect(page.locator(".outline")).to_contain_text(text)
    page.locator("#undo").focus()
    for text in ("Two reasons.", "One reason."):
        page.keyboard.press("Enter")
        expect(page.locator(".outline")).not_to_contain_text(text)
    # Nothing is left to take back: the focus goes next door.
    expect(page.locator("#undo")).to_be_disabled()
    expect(page.locator("#analysis")).to_be_focused()


def test_forms_without_a_text_get_the_focus(page: Page, debate: Debate):
    opened(page, debate, "?card=n4")
    for link, field in (("remove", "#save"), ("move", "#target"), ("connect", "[name=kind]:checked")):
        page.locator(f"#{link}").focus()
        page.keyboard.press("Enter")
        expect(page.locator(f"#form {field}")).to_be_focused()
        expect(page.locator(f"#form {field}")).to_be_in_viewport()
        page.locator("#cancel").press("Enter")
        expect(page.locator(f"#{link}")).to_be_focused()
    page.locator("#edit").press("Enter")
    expect(page.locator("#text")).to_be_focused()
    page.locator("#text").fill("Card four.")
    page.keyboard.press("Enter")
    expect(page.locator(".outline")).to_contain_text("Card four.")
    expect(page.locator("#panel")).to_be_focused()
    page.locator("#remove").press("Enter")
    expect(page.locator("#save")).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.locator(".outline")).not_to_contain_text("Card four.")
    expect(page.locator("#panel")).to_be_focused()


def test_a_button_that_can_do_no_more_hands_on_the_focus(page: Page, debate: Debate):
    opened(page, debate, "?card=n5&do=move")
    page.locator("#earlier").press("Enter")
    expect(page.locator("#earlier")).to_be_disabled()
    expect(page.locator("#later")).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.locator("#earlier")).to_be_enabled()
    expect(page.locator("#later")).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.locator("#later")).to_be_disabled()
    expect(page.locator("#earlier")).to_be_focused()


@pytest.mark.parametrize("card", ["card-n5", "line-n5"])
def test_enter_on_a_card_leads_to_its_actions_and_escape_back(page: Page, debate: Debate, card: str):
    page.locator(f"#{card}").focus()
    page.keyboard.press("Enter")
    expect(page.locator("#panel-name")).to_have_text("Card 5.")
    expect(page.locator("#panel")).to_be_focused()
    page.keyboard.press("Tab")
    expect(page.locator("#close")).to_be_focused()
    page.keyboard.press("Escape")
    expect(page.locator(f"#{card}")).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.locator("#panel")).to_be_focused()
    page.locator("#do-reason").press("Enter")
    expect(page.locator("#text")).to_be_focused()
    page.keyboard.type("Half a sent")
    page.keyboard.press("Escape")
    expect(page.locator(f"#{card}")).to_be_focused()
    expect(page.locator(f"#{card}")).to_be_in_viewport()
    expect(page.locator("#text")).to_have_value("Half a sent")
    page.locator("#close").press("Enter")
    expect(page.locator("#panel")).to_have_count(0)
    expect(page.locator(f"#{card}")).to_be_focused()


def test_a_click_on_a_card_keeps_the_focus_there(page: Page, debate: Debate):
    page.locator("#line-n5").click()
    expect(page.locator("#panel-name")).to_have_text("Card 5.")
    expect(page.locator("#line-n5")).to_be_focused()


def test_shift_and_enter_begin_a_new_line(page: Page, debate: Debate, chromium: Browser):
    opened(page, debate, "?card=n2&do=reason")
    page.locator("#text").fill("One")
    page.keyboard.press("Shift+Enter")
    page.keyboard.type("two.")
    expect(page.locator("#text")).to_have_value("One\ntwo.")
    expect(page.locator("#form .live-only")).to_be_visible()
    context = chromium.new_context(java_script_enabled=False)
    plain = context.new_page()
    plain.goto(debate.link)
    opened(plain, debate, "?card=n2&do=reason")
    expect(plain.locator("#form .live-only")).to_be_hidden()
    context.close()


# What one looks at stays where it is


def test_closing_on_a_phone_leads_back_to_the_line(phone: Page, debate: Debate):
    line = phone.locator("#line-n15")
    line.scroll_into_view_if_needed()
    before = top(phone, "#line-n15")
    line.click()
    expect(phone.locator("#panel-name")).to_have_text("Card 15.")
    expect(phone.locator("#panel")).to_be_in_viewport()
    phone.locator("#close").click()
    expect(phone.locator("#panel")).to_have_count(0)
    expect(line).to_be_focused()
    assert abs(top(phone, "#line-n15") - before) < 3


@pytest.mark.parametrize("size", [(1280, 720), (390, 844)], ids=["wide", "phone"])
@pytest.mark.parametrize("card", ["n3", "n12"])
def test_the_form_keeps_its_place_while_one_adds(
    page: Page, debate: Debate, card: str, size: tuple[int, int]
):
    page.set_viewport_size({"width": size[0], "height": size[1]})
    opened(page, debate, "?card=" + card)
    page.locator("#do-reason").click()
    expect(page.locator("#text")).to_be_focused()
    page.mouse.wheel(0, 60)
    page.wait_for_timeout(200)
    before = top(page, "#text")
    for number in range(4):
        page.keyboard.type(f"New {number}.")
        page.keyboard.press("Enter")
        expect(page.locator(".outline")).to_contain_text(f"New {number}.")
        expect(page.locator("#text")).to_have_value("")
        assert abs(top(page, "#text") - before) < 3


def test_the_words_of_the_server_are_announced(page: Page, debate: Debate):
    """The notice is said by a region that stays, as browsers announce it."""
    opened(page, debate, "?card=n2&do=reason")
    page.evaluate("document.querySelector('.notice[role=status]').dataset.same = 'yes'")
    page.locator("#text").fill("One more.")
    page.locator("#text").press("Enter")
    expect(page.locator(".notice[role=status][data-same]")).to_contain_text("One more.")
