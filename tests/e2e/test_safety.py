"""No script of anybody's runs, whatever is on the cards."""

from __future__ import annotations

import json
import urllib.request
from typing import TYPE_CHECKING

from tests.web.test_hostile import TEXTS

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Dialog


def test_no_script_that_somebody_wrote_runs(chromium: Browser, server: str):
    texts = [text for text in TEXTS if text.strip().strip("\x00 \ud800") and len(text) < 10_001]
    texts += ["<img src=x onerror=alert(1)>", "<svg><style>@import url(//evil.example)</style></svg>"]
    source = {"id": "s1", "fields": {"title": texts[0], "URL": "javascript:alert(1)"}}
    nodes = [
        {"id": f"n{number}", "kind": "evidence", "text": text, "title": text, "sources": ["s1"]}
        for number, text in enumerate(texts, 2)
    ]
    body = {
        "nodes": [{"id": "n1", "kind": "position", "text": "<script>alert(0)</script>"}, *nodes],
        "relations": [
            {"id": f"r{node['id']}", "kind": "support", "premises": [node["id"]], "target": "n1"}
            for node in nodes
        ],
        "sources": [source],
    }
    request = urllib.request.Request(
        server + "/api/maps",
        json.dumps(body).encode(errors="surrogatepass"),
        {"content-type": "application/json"},
    )
    with urllib.request.urlopen(request) as answer:
        made = json.load(answer)
    context = chromium.new_context()
    page = context.new_page()
    ran: list[str] = []

    def dismissed(dialog: Dialog) -> None:
        ran.append(dialog.message)
        dialog.dismiss()

    page.on("dialog", dismissed)
    page.on("pageerror", lambda error: ran.append(str(error)))
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto(made["links"]["edit"])
    here = page.url
    for address in (
        "",
        "?card=n2",
        "?card=n2&do=edit",
        "?card=n2&do=remove",
        "?card=n5&do=reason",
        "/share",
        "/history",
    ):
        page.goto(here + address)
        page.wait_for_load_state("networkidle")
        assert page.locator("svg.diagram script, svg.diagram foreignObject").count() == 0
    page.goto(here + ".svg")
    assert ran == []
    assert all(url.startswith((server, "data:")) for url in asked)
    context.close()
