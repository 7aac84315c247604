"""Two people at one map: what one of them does comes to the other, who is not disturbed by it."""

from __future__ import annotations

import re
import time
from collections.abc import Callable, Iterator
from contextlib import nullcontext
from datetime import datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any
from uuid import uuid4

import pytest
from playwright.sync_api import expect

from tests.e2e.conftest import Running
from tests.e2e.test_scripts import Debate

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page, Request, ViewportSize

SOON = 20_000

Visitor = Callable[..., "Page"]


@pytest.fixture
def debate(server: str) -> Debate:
    return Debate(server)


@pytest.fixture
def visitor(chromium: Browser) -> Iterator[Visitor]:
    """Opens the map in a browser of its own; nothing may go wrong there in silence."""
    contexts, wrong = [], []

    def visit(
        debate: Debate,
        query: str = "",
        phone: bool = False,
        host: str = "127.0.0.1",
        begin: str = "",
        **more: Any,
    ) -> Page:
        size: ViewportSize = {"width": 390, "height": 844} if phone else {"width": 1280, "height": 720}
        context = chromium.new_context(viewport=size, **more)
        contexts.append(context)
        context.set_default_timeout(SOON)
        page = context.new_page()
        page.on("pageerror", lambda error: wrong.append(str(error)))
        if begin:
            page.add_init_script(begin)
        page.goto(debate.link.replace("127.0.0.1", host))
        page.goto((debate.page + query).replace("127.0.0.1", host))
        return page

    yield visit
    for context in contexts:
        context.close()
    assert wrong == []


def add(debate: Debate, text: str, target: str = "n2") -> str:
    """Somebody adds a reason by way of the API; the id of its card."""
    card = "x" + uuid4().hex[:8]
    change(
        debate,
        {"type": "AddNode", "node": {"id": card, "kind": "claim", "text": text}},
        {"type": "AddRelation", "relation": {"kind": "support", "premises": [card], "target": target}},
    )
    return card


def change(debate: Debate, *operations: dict[str, Any]) -> None:
    path = debate.page.replace(debate.server + "/maps", "/api/maps") + "/operations"
    body = {"operation_id": uuid4().hex, "operations": list(operations)}
    debate.ask(path, body, authorization=f"Bearer {debate.key}")


def arrived(page: Page, text: str) -> None:
    expect(page.locator(".outline")).to_contain_text(text, timeout=SOON)


def place(page: Page) -> dict[str, Any]:
    """Where somebody is: the focus, the caret, what is typed, and where on the screen that stands."""
    found: dict[str, Any] = page.evaluate(
        """() => { const field = document.activeElement; return {
            id: field.id, value: field.value, from: field.selectionStart, to: field.selectionEnd,
            top: Math.round(field.getBoundingClientRect().top) } }"""
    )
    return found


@pytest.mark.parametrize("phone", [False, True])
def test_what_one_adds_comes_to_another_who_is_writing(visitor: Visitor, debate: Debate, phone: bool):
    one, other = visitor(debate), visitor(debate, "?card=n12&do=reason", phone)
    other.locator("#text").fill("Half a sentence")
    other.locator("#text").evaluate("field => field.setSelectionRange(4, 6)")
    other.evaluate("window.mine = document.querySelector('#text')")
    before = place(other)
    one.goto(debate.page + "?card=n2&do=reason")
    one.locator("#text").fill("Streets get quieter.")
    one.locator("#text").press("Enter")
    arrived(other, "Streets get quieter.")
    assert place(other) == before
    # The very same field, with the very same address above it: nothing has been loaded.
    assert other.evaluate("window.mine === document.activeElement")
    # And it goes on like that.
    other.keyboard.press("End")
    other.keyboard.type(" and more")
    add(debate, "Children can play.")
    arrived(other, "Children can play.")
    assert place(other)["value"] == "Half a sentence and more"
    other.locator("#text").press("Enter")
    arrived(one, "Half a sentence and more")


def test_a_new_card_shines_and_is_said_once(visitor: Visitor, debate: Debate):
    page = visitor(debate)
    page.wait_for_function("document.querySelector('[data-stamp]')")
    card = add(debate, "Shops lose customers.")
    expect(page.locator(f"#card-{card}")).to_have_class(re.compile(r"\bfresh\b"), timeout=SOON)
    expect(page.locator("#news")).to_have_text("New reason: “Shops lose customers.”")
    for number in range(3):
        add(debate, f"One more, {number}.")
    arrived(page, "One more, 2.")
    # Several at once are counted, in however many sentences they come.
    expect(page.locator("#news")).to_have_text(re.compile("new card|New reason: “One more"), timeout=SOON)


def test_over_plain_http_under_another_name(visitor: Visitor, debate: Debate):
    page = visitor(debate, host="class.test")
    assert page.evaluate("isSecureContext") is False
    add(debate, "In a school's own network.")
    arrived(page, "In a school's own network.")
    expect(page.locator("#news")).to_have_text("New reason: “In a school's own network.”")


def test_there_is_a_sentence_every_five_seconds_at_most(visitor: Visitor, debate: Debate):
    page = visitor(debate, begin=COUNTED)
    page.clock.install()
    page.reload()
    # Its stream is open: else the page would take it for stuck when the clock leaps.
    page.wait_for_function("window.beats > 0")
    page.clock.pause_at(datetime.now() + timedelta(seconds=10))  # noqa: DTZ005 - the clock of the page
    said = page.locator("#news")

    def others_add(*texts: str) -> None:
        heard = page.evaluate("window.heard") + len(texts)
        for text in texts:
            add(debate, text)
        # The clock of the page stands still until then.
        patience = time.monotonic() + SOON / 1000
        while page.evaluate("window.heard") < heard:
            assert time.monotonic() < patience
            time.sleep(0.05)
        page.clock.run_for(1_500)  # it is fetched at once, and a second later at the latest
        arrived(page, texts[-1])

    others_add("The first.")
    page.clock.run_for(1)
    expect(said).to_have_text("New reason: “The first.”")
    others_add("The second.")
    others_add("The third.", "The fourth.")
    expect(said).to_have_text("New reason: “The first.”")
    page.clock.run_for(5_000)
    expect(said).to_have_text("3 new cards.")


COUNTED = """
  window.heard = window.beats = 0;
  const Usual = EventSource;
  window.EventSource = class extends Usual {
    constructor(address) { super(address); this.addEventListener("change", () => window.heard++); this.addEventListener("beat", () => window.beats++); }
  };
"""


def test_what_one_has_done_oneself_is_neither_said_nor_fetched_again(visitor: Visitor, debate: Debate):
    page = visitor(debate, "?card=n2&do=reason")
    other = visitor(debate)
    asked: list[str] = []
    page.on("request", lambda request: asked.append(f"{request.method} {request.resource_type}"))
    page.locator("#text").fill("My own reason.")
    page.locator("#text").press("Enter")
    arrived(page, "My own reason.")
    arrived(other, "My own reason.")
    add(debate, "Somebody else's.")
    arrived(page, "Somebody else's.")
    # One press with the page it led to, and one fetch for what the other did.
    assert asked == ["POST fetch", "GET fetch", "GET fetch"]
    expect(page.locator("#news")).to_have_text("New reason: “Somebody else's.”")


def test_the_focus_stays_on_what_it_is_on(visitor: Visitor, debate: Debate):
    page = visitor(debate, "?card=n12")
    page.locator("#line-n15").focus()
    before = place(page)
    add(debate, "A line far above.", "n4")
    arrived(page, "A line far above.")
    assert place(page) == before
    change(debate, {"type": "RemoveNode", "id": "n15"})
    expect(page.locator("#line-n15")).to_have_count(0, timeout=SOON)
    assert place(page)["id"] == "main"


def test_an_open_form_stays_when_its_card_goes(visitor: Visitor, debate: Debate):
    page = visitor(debate, "?card=n12&do=reason")
    page.locator("#text").fill("What I have to say.")
    change(debate, {"type": "RemoveNode", "id": "n12"})
    expect(page.locator("#line-n12")).to_have_count(0, timeout=SOON)
    expect(page.locator("#text")).to_have_value("What I have to say.")
    page.locator("#text").press("Enter")
    # The server keeps it as a card of its own, and says so.
    arrived(page, "What I have to say.")


def test_an_open_form_stays_as_it_was_opened(visitor: Visitor, debate: Debate):
    page = visitor(debate, "?card=n12&do=remove")
    debate.change("n12", "Put in other words.")
    expect(page.locator("#panel-name")).to_have_text("Put in other words.", timeout=SOON)
    # Who is about to take a card away has seen another text, and is told.
    page.locator("#save").click()
    expect(page.locator("#alert")).to_contain_text("Put in other words.")


def test_a_form_that_nobody_is_at_goes_with_its_card(visitor: Visitor, debate: Debate):
    page = visitor(debate, "?card=n12&do=edit")
    page.locator("#main").focus()
    change(debate, {"type": "RemoveNode", "id": "n12"})
    expect(page.locator("#form")).to_have_count(0, timeout=SOON)


def test_where_no_stream_comes_through_it_asks(visitor: Visitor, debate: Debate):
    page = visitor(debate)
    page.route("**/events*", lambda route: route.abort())
    page.reload()
    card = add(debate, "By asking.")
    arrived(page, "By asking.")
    expect(page.locator(f"#card-{card}")).to_have_class(re.compile(r"\bfresh\b"))
    expect(page.locator("#news")).to_have_text("One new card.")


@pytest.mark.parametrize(("own", "most"), [(False, 60_000), (True, 64_000)], ids=["to read", "to change"])
def test_a_first_visit_stays_light(chromium: Browser, server: str, own: bool, most: int):
    """To read a map of 61 cards; to change it as well, which brings the news of others along."""
    context = chromium.new_context()
    page = context.new_page()
    address = server + "/maps/balochistan-mining-deal"
    page.goto(address)
    if own:
        page.locator("#copy").click()
        page.wait_for_url("**/maps/*")
        address = page.url.partition("?")[0]
    cookies = context.cookies()
    context.close()
    # Whoever opens it first: nothing is kept, and the news come in too.
    context = chromium.new_context()
    context.add_cookies([{key: each[key] for key in ("name", "value", "domain", "path")} for each in cookies])  # type: ignore[misc]
    page = context.new_page()
    finished: list[Request] = []

    def note(request: Request) -> None:
        finished.append(request)

    page.on("requestfinished", note)
    with page.expect_request("**/events*") if own else nullcontext():
        page.goto(address)
    page.wait_for_function("document.fonts.status === 'loaded'")
    weights = {request.url: request.sizes()["responseBodySize"] for request in finished}
    context.close()
    assert any("live.js" in url for url in weights) is own
    assert any("noto-sans-latin" in url for url in weights)
    assert sum(weights.values()) < most, weights


def test_without_scripts_one_loads_the_page_again(visitor: Visitor, debate: Debate):
    page = visitor(debate, java_script_enabled=False)
    add(debate, "Seen after loading.")
    page.reload()
    arrived(page, "Seen after loading.")


def test_a_link_that_is_withdrawn_ends_it_in_words(visitor: Visitor, debate: Debate):
    writer = visitor(debate)
    writer.goto(debate.page + "/share")
    made = [each.input_value() for each in writer.locator("input[readonly]").all()]
    link = next(each for each in made if "/open/" in each and each != debate.link)
    reader = visitor(debate)
    reader.context.clear_cookies()
    reader.goto(link)
    add(debate, "Still there.")
    arrived(reader, "Still there.")
    writer.locator('form[action$="/revoke"] button').first.click()
    expect(reader.locator("#alert")).to_contain_text("cannot any more", timeout=SOON)
    arrived(reader, "Still there.")


def test_they_come_back_by_themselves_when_the_server_does(visitor: Visitor, tmp_path: Path):
    database = str(tmp_path / "maps.db")
    with Running(database) as first:
        debate = Debate(first.address)
        page = visitor(debate, "?card=n12&do=reason")
        page.locator("#text").fill("Kept all the while")
        add(debate, "Before it fell.")
        arrived(page, "Before it fell.")
        first.process.kill()
        first.process.wait()
    port = debate.server.rpartition(":")[2]
    with Running(database, "--port", port) as second:
        assert second.address == debate.server
        add(debate, "After it stood up.")
        expect(page.locator(".outline")).to_contain_text("After it stood up.", timeout=60_000)
        expect(page.locator("#text")).to_have_value("Kept all the while")
        add(debate, "And on.")
        arrived(page, "And on.")
