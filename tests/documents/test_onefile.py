"""One file from a disk, in a browser that has no network: it asks for nothing, and nothing runs that is not ours."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from argmap.diagram.plan import plan
from argmap.diagram.words import ENGLISH
from argmap.documents import onefile
from argmap.model import ArgumentMap
from tests.documents.debates import HOSTILE, of


def made(debate: ArgumentMap, title: str = "Map") -> str:
    return onefile.html(debate, plan(debate, "tree"), title, ENGLISH)


@pytest.fixture
def opened(chromium, tmp_path: Path):
    """Open a file with the network off; the page, what it asked for, and what the browser complained of."""
    context = chromium.new_context(offline=True, viewport={"width": 1280, "height": 720})

    def at(text: str):
        file = tmp_path / "map.html"
        file.write_text(text, "utf-8")
        page = context.new_page()
        asked: list[str] = []
        said: list[str] = []
        page.on("request", lambda request: asked.append(request.url))
        page.on("console", lambda message: said.append(message.text))
        page.on("pageerror", lambda error: said.append(str(error)))
        page.goto(file.as_uri())
        page.wait_for_load_state("networkidle")
        return page, [each for each in asked if not each.startswith("data:")], said

    yield at
    context.close()


def test_it_works_from_a_disk_and_asks_for_nothing(opened, deal):
    page, asked, said = opened(made(deal, "Should the deal go ahead?"))
    assert asked == [page.url]
    assert said == []
    assert page.title() == page.locator("h1").inner_text() == "Should the deal go ahead?"
    assert page.locator(".picture a[id^=card-]").count() == len(deal.nodes) - 1
    text = " ".join(page.locator("#outline").inner_text().split())
    assert all(" ".join(node.text.split()) in text for node in deal.nodes.values() if node.kind != "question")
    assert page.evaluate("document.fonts.check('600 13px Noto Sans')")
    assert "Noto Sans" in page.evaluate(
        "[...document.fonts].filter(each => each.status == 'loaded')[0].family"
    )
    # Cards and lines lead to one another.
    page.locator(".picture a").first.click()
    assert re.search(r"#line-n\d+$", page.url)
    line = page.locator(".line:target")
    shade = "each => getComputedStyle(each).backgroundColor"
    assert line.evaluate(shade) not in (page.locator(".line").last.evaluate(shade), "rgba(0, 0, 0, 0)")
    assert line.evaluate("each => getComputedStyle(each, '::after').content") == '" ↑"'
    line.click()
    card = page.locator(".picture a:target")
    assert card.evaluate("each => each === document.activeElement")
    assert card.locator(".sheet").evaluate("each => getComputedStyle(each).strokeWidth") == "4px"
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")


def test_it_is_dark_where_its_reader_is_and_all_of_it_is_printed(opened, deal):
    page, _, _ = opened(made(deal))
    page.emulate_media(color_scheme="dark")
    assert page.evaluate("getComputedStyle(document.documentElement).backgroundColor") == "rgb(20, 23, 27)"
    page.emulate_media(media="print")
    assert page.evaluate("getComputedStyle(document.querySelector('.picture')).overflow") == "visible"


def test_its_script_runs_and_no_other(opened, monkeypatch):
    monkeypatch.setattr(onefile, "_viewer", lambda: "document.documentElement.dataset.ran = 'ours';\n")
    page, asked, said = opened(made(of(*HOSTILE, title=HOSTILE[1]), HOSTILE[1]))
    assert page.evaluate("document.documentElement.dataset.ran") == "ours"
    assert page.title() == HOSTILE[1]
    assert (len(asked), said) == (1, [])
    # Even what got into the page would not run.
    page.evaluate(
        "document.body.append(Object.assign(document.createElement('script'), {text: 'window.caught = 1'}))"
    )
    assert page.evaluate("window.caught") is None


def test_without_a_viewer_there_is_no_script(monkeypatch):
    monkeypatch.setattr(onefile, "_viewer", lambda: "")
    text = made(of("Yes."))
    assert "<script" not in text
    assert "script-src" not in text


def test_it_is_small(deal):
    assert len(made(deal).encode()) < 150_000


def test_the_same_map_gives_the_same_file(deal):
    assert made(deal) == made(deal)
