"""A map passed on: links that end, snapshots that stay, pages of others that show it, and what nobody may see."""

from __future__ import annotations

import hashlib
import re
import threading
from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import TYPE_CHECKING
from uuid import uuid4

import pytest
from playwright.sync_api import expect

from tests.e2e.axe import WIDE, flaws
from tests.e2e.test_scripts import Debate

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

Elsewhere = Callable[[str], str]


@pytest.fixture
def elsewhere() -> Iterator[Elsewhere]:
    """A site of somebody else: puts a page at an address of another origin."""
    pages: dict[str, str] = {}

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            body = pages.get(self.path, "").encode()
            self.send_response(200 if body else 404)
            self.send_header("content-type", "text/html; charset=utf-8")
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_words: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()

    def put(body: str) -> str:
        path = f"/{uuid4().hex}"
        pages[path] = f"<!doctype html><html lang='en'><title>An article</title><h1>An article</h1>{body}"
        # Another host too, so that it is another site, and not only another port.
        return f"http://class.test:{server.server_port}{path}"

    yield put
    server.shutdown()
    server.server_close()


@pytest.fixture
def debate(server: str) -> Debate:
    return Debate(server)


@pytest.fixture
def owner(page: Page, debate: Debate) -> Page:
    """The page Share of a map, in the browser of whoever made it."""
    page.goto(debate.link)
    page.goto(debate.page + "/share")
    return page


def stranger(chromium: Browser, **more: bool) -> Page:
    return chromium.new_context(viewport={"width": 1280, "height": 720}, **more).new_page()  # type: ignore[arg-type]


def press(page: Page, name: str) -> None:
    page.get_by_role("button", name=name, exact=True).click()
    page.wait_for_load_state()


def test_a_map_is_shared_frozen_made_public_and_taken_back(
    owner: Page, debate: Debate, chromium: Browser, scripts: bool
):
    reader = stranger(chromium, java_script_enabled=scripts)
    reader.goto(debate.page)
    expect(reader.locator("h1")).to_have_text("There is nothing here")
    expect(owner.locator(".state")).to_contain_text("Only whoever has a link.")

    owner.get_by_label("For whom").fill("The parents' evening")
    owner.get_by_label("Ends", exact=True).select_option(label="in 30 days")
    press(owner, "Make a link")
    made = owner.locator(".shared li", has_text="The parents' evening")
    expect(made).to_contain_text("ends on")
    link = made.locator("input").input_value()
    reader.goto(link)
    expect(reader.locator("h1")).to_have_text("Should cars leave the town?")

    owner.get_by_label("Who can read it").select_option(label="everybody")
    press(owner, "Freeze the map as it is now")
    there = owner.locator("input[id^=snapshot-]").first.input_value()
    debate.change("n4", "It says something else now.")
    anybody = stranger(chromium, java_script_enabled=scripts)
    anybody.goto(there)
    expect(anybody.locator(".outline")).to_contain_text("Card 4.")
    expect(anybody.locator(".outline")).not_to_contain_text("It says something else now.")
    shown = anybody.locator(".hash code").inner_text()
    with anybody.expect_download() as started:
        anybody.get_by_role("link", name="Everything, to bring it back here").click()
    assert hashlib.sha256(started.value.path().read_bytes()).hexdigest() == shown
    anybody.locator(".outline a", has_text="Card 5.").click()
    expect(anybody.locator("#panel-name")).to_have_text("Card 5.")
    assert anybody.context.cookies() == []
    expect(owner.locator("#cite-bibtex")).to_have_value(re.compile(shown))

    press(owner, "Make it public")
    expect(owner.locator(".state")).to_contain_text("Everybody.")
    anybody.goto(debate.page)
    expect(anybody.locator(".outline")).to_contain_text("It says something else now.")
    assert anybody.context.cookies() == []
    anybody.get_by_role("link", name="Report this map").click()
    anybody.get_by_label("What is wrong with it?").fill("Card 4 names a child.")
    press(anybody, "Send the report")
    expect(anybody.locator("h1")).to_have_text("Thank you")

    press(owner, "Make it secret again")
    anybody.goto(debate.page)
    expect(anybody.locator("h1")).to_have_text("There is nothing here")
    owner.locator(".shared li", has_text="The parents' evening").get_by_role(
        "button", name="Withdraw"
    ).click()
    owner.wait_for_load_state()
    reader.goto(debate.page)
    expect(reader.locator("h1")).to_have_text("There is nothing here")
    owner.get_by_role("button", name=re.compile("^Withdraw the snapshot of")).click()
    owner.wait_for_load_state()
    anybody.goto(there)
    expect(anybody.locator("h1")).to_have_text("This is not here any more")
    for page in (reader, anybody):
        page.context.close()


def test_a_page_of_another_site_shows_the_map_and_no_other_page_of_it(
    owner: Page, debate: Debate, elsewhere: Elsewhere, chromium: Browser, scripts: bool
):
    press(owner, "Make it public")
    code = owner.locator("#embed-code").input_value()
    page = stranger(chromium, java_script_enabled=scripts)
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    # Whoever has opened the map as its owner sees in the frame what everybody sees.
    page.goto(debate.link)
    page.goto(elsewhere(code))
    frame = page.frame_locator("iframe")
    expect(frame.locator("h1")).to_have_text("Should cars leave the town?")
    expect(frame.locator("form:not([method=dialog], [method=get])")).to_have_count(0)
    frame.locator("svg.diagram a", has_text="Card 5.").click()
    expect(frame.locator("#panel-name")).to_have_text("Card 5.")
    frame.get_by_role("link", name="Open the map in a window of its own").click()
    assert all(url.startswith((debate.server, "http://class.test", "data:")) for url in asked)
    page.context.close()

    other = stranger(chromium, java_script_enabled=scripts)
    for address in ("", "/share", "/report"):
        other.goto(elsewhere(f'<iframe src="{debate.page}{address}"></iframe>'))
        inside = other.frames[-1]
        inside.wait_for_load_state()
        assert "Should cars" not in inside.content()
    other.goto(elsewhere(code))
    expect(other.frame_locator("iframe").locator("h1")).to_have_text("Should cars leave the town?")
    assert other.context.cookies() == []
    other.context.close()


@pytest.mark.parametrize("scripts", [True])
def test_a_page_of_another_site_shows_the_pictures_that_everybody_may_see(
    owner: Page, debate: Debate, elsewhere: Elsewhere, chromium: Browser
):
    frozen: list[str] = []
    for who in ("everybody", "whoever has its address, which is secret"):
        owner.get_by_label("Who can read it").select_option(label=who)
        press(owner, "Freeze the map as it is now")
        frozen.append(owner.locator("input[id^=snapshot-]").first.input_value())
    everybody, secret = frozen
    addresses = {
        f"{debate.server}/maps/town-centre-cars.svg": True,
        f"{everybody}.svg": True,
        f"{everybody}/social.png": True,
        f"{secret}.svg": False,
        f"{debate.page}.svg": False,
    }
    page = stranger(chromium)
    pictures = "".join(f'<img src="{each}">' for each in addresses)
    page.goto(elsewhere(pictures))
    shown = "images => Object.fromEntries(images.map((each) => [each.src, each.naturalWidth > 0]))"
    assert page.locator("img").evaluate_all(shown) == addresses
    page.context.close()


@pytest.mark.parametrize("scripts", [True])
def test_a_secret_map_is_embedded_until_its_link_is_withdrawn(
    owner: Page, elsewhere: Elsewhere, chromium: Browser
):
    code = owner.locator("#embed-code").input_value()
    there = elsewhere(code)
    page = stranger(chromium)
    page.goto(there)
    expect(page.frame_locator("iframe").locator("h1")).to_have_text("Should cars leave the town?")
    owner.get_by_role("button", name=re.compile("^Withdraw the link: read,")).click()
    owner.wait_for_load_state()
    page.goto(there)
    page.frames[-1].wait_for_load_state()
    assert "Should cars" not in page.frames[-1].content()
    page.context.close()


def test_with_the_script_a_frame_is_as_high_as_the_map(
    debate: Debate, elsewhere: Elsewhere, chromium: Browser
):
    page = stranger(chromium)
    here = f"{debate.server}/maps/town-centre-cars/embed"
    body = f'<iframe src="{here}" title="x" width="600" height="300"></iframe>'
    page.goto(elsewhere(body))
    expect(page.frame_locator("iframe").locator("h1")).to_be_visible()
    assert page.locator("iframe").bounding_box()["height"] < 310  # type: ignore[index]
    page.goto(elsewhere(body + f'<script src="{debate.server}/embed.js" async></script>'))
    page.wait_for_function("document.querySelector('iframe').offsetHeight > 700")
    inside = page.frames[-1]
    assert inside.evaluate("document.documentElement.scrollHeight - innerHeight") <= 1
    page.context.close()


@pytest.mark.parametrize("scripts", [True])
def test_axe_finds_nothing_where_a_map_is_shared(owner: Page, debate: Debate):
    press(owner, "Make it public")
    press(owner, "Freeze the map as it is now")
    there = owner.locator("input[id^=snapshot-]").first.input_value()
    code = owner.locator("a[href*='/code/']").first.get_attribute("href")
    found: list[str] = []
    for address in ("/share", "/report", "/embed?card=n5", "", there, f"{debate.server}{code}"):
        owner.goto(address if address.startswith("http") else debate.page + address)
        found += flaws(owner, [WIDE, {"width": 320, "height": 720}], sideways=True)
    assert found == []
