from __future__ import annotations

import json
import re
from collections.abc import Callable
from datetime import timedelta
from html import unescape
from urllib.parse import quote
from xml.etree import ElementTree as ET

import pytest

from argmap.service import sharing
from argmap.service.sharing import Access
from argmap.service.shelf import Shelf
from argmap.web.app import create_app
from tests.web.conftest import Browser
from tests.web.test_publication import address, public
from tests.web.test_snapshots import frozen

__all__ = ["public"]
HOST = "http://argmap.test"


@pytest.fixture
def owner(teacher: Browser, shelf: Shelf) -> Access:
    here = address(teacher).rpartition("/")[2]
    return sharing.enter(shelf, here, teacher.cookies[f"argmap_map_{here}"][:34])


def meta(page: str) -> dict[str, str]:
    """What a page tells those who pass it on."""
    found = re.findall(r'<meta (?:property|name)="((?:og|twitter):[^"]+)" content="([^"]*)">', page)
    return {name: unescape(value) for name, value in found}


def asked(browser: Browser, url: str, **more: str) -> tuple[int, dict[str, object]]:
    answer = browser.get("/oembed", params={"url": url, **more})
    return answer.status_code, answer.json() if answer.status_code == 200 else {}


def test_only_the_pages_for_embedding_may_be_framed(
    public: str, teacher: Browser, browser: Callable[[], Browser]
):
    snapshot, stranger = frozen(teacher, "1"), browser()
    for there in (f"{public}/embed", f"{snapshot}/embed", "/maps/town-centre-cars/embed"):
        answer = stranger.get(there)
        assert answer.status_code == 200
        policy = answer.headers["content-security-policy"]
        assert "frame-ancestors" not in policy
        assert "default-src 'none'" in policy
        assert "set-cookie" not in answer.headers
        assert answer.headers["x-robots-tag"] == "noindex"
        assert "x-frame-options" not in answer.headers
    for there in (
        "/",
        public,
        snapshot,
        f"{public}/share",
        f"{public}/report",
        f"{public}.svg",
        "/maps/none/embed",
    ):
        assert "frame-ancestors 'none'" in stranger.get(there).headers["content-security-policy"], there


def test_an_embedded_map_leads_to_the_map_and_its_links_stay_in_the_frame(
    public: str, browser: Callable[[], Browser]
):
    visitor = browser()
    page = visitor.open(f"{public}/embed?card=n2")
    assert f'href="{HOST}{public}" target="_blank" rel="noopener"' in page
    assert f'href="{public}/embed?card=n3#card-n3"' in page
    assert f'href="{public}?' not in page
    assert visitor.forms() == [(f"{public}/embed#found", {"find": ""})]
    assert "Share" not in page


def test_a_secret_map_is_embedded_by_a_key_for_reading_alone(
    owner: Access, teacher: Browser, browser: Callable[[], Browser], shelf: Shelf
):
    here, stranger = address(teacher), browser()
    assert stranger.get(f"{here}/embed").status_code == 404
    # Its owner's cookie does not count either: the address has to hold all that is needed.
    assert teacher.get(f"{here}/embed").status_code == 404
    link = sharing.share(shelf, owner, "view", days=2)
    there = f"{here}/embed/{link.key}"
    page = stranger.open(there)
    assert stranger.status == 200
    assert f'href="{there}?card=n2#card-n2"' in page
    assert '<meta name="robots" content="noindex">' in page
    assert stranger.get(f"{here}/embed/{owner.key}").status_code == 403
    now = shelf.clock()
    shelf.clock = lambda: now + timedelta(days=3)
    assert stranger.get(there).status_code == 404
    shelf.clock = lambda: now
    sharing.revoke(shelf, owner, link.id)
    assert stranger.get(there).status_code == 404
    assert stranger.get(f"{here}/embed/{'a' * 34}").status_code == 404


def test_oembed_tells_how_to_embed_what_a_stranger_may_see(
    public: str, teacher: Browser, browser: Callable[[], Browser]
):
    snapshot, stranger = frozen(teacher, "1"), browser()
    page = stranger.open(public)
    links = re.findall(r'<link rel="alternate" type="(\w+/\w+)\+oembed" href="([^"]+)"', page)
    assert [kind for kind, _ in links] == ["application/json", "text/xml"]
    found = stranger.get(unescape(links[0][1])).json()
    assert (found["version"], found["type"]) == ("1.0", "rich")
    assert found["title"] == "Should cars leave the town?"
    assert f'src="{HOST}{public}/embed"' in found["html"]
    assert (found["width"], found["height"]) == (800, 560)
    assert (found["thumbnail_url"], found["thumbnail_width"]) == (f"{HOST}{public}/social.png", 1200)
    tree = ET.fromstring(stranger.get(unescape(links[1][1])).text)
    assert {each.tag: each.text for each in tree} == {key: str(value) for key, value in found.items()}
    assert asked(stranger, HOST + snapshot)[1]["thumbnail_url"] == f"{HOST}{snapshot}/social.png"
    small = asked(stranger, HOST + public, maxwidth="300", maxheight="150")[1]
    assert (small["width"], small["height"]) == (300, 150)
    assert "thumbnail_url" not in small
    for url in (
        f"{HOST}{public}?card=n2",
        f"{HOST}{public}/embed",
        HOST + snapshot,
        f"{HOST}/maps/town-centre-cars",
    ):
        status, made = asked(stranger, url)
        assert status == 200
        assert "/embed" in str(made["html"])
    assert stranger.get("/oembed", params={"url": HOST + public, "format": "yaml"}).status_code == 501


@pytest.mark.parametrize(
    "url",
    ["", "x", "https://elsewhere.example/maps/town-centre-cars", f"{HOST}/", f"{HOST}/maps/none", "http://[", f"{HOST}/new",
     "javascript:alert(1)", f"{HOST}/maps/town-centre-cars/history", f"{HOST}/snapshots/aaaaaaaaaaaa", f"{HOST}@x/maps/a"],
)  # fmt: skip
def test_oembed_knows_nothing_else(browser: Callable[[], Browser], url: str):
    assert asked(browser(), url)[0] == 404


@pytest.mark.parametrize("bound", ["-1", "0", "x", "99999999999999", "1", ""])
def test_oembed_bears_any_bound(browser: Callable[[], Browser], bound: str):
    status, made = asked(browser(), f"{HOST}/maps/town-centre-cars", maxwidth=bound, maxheight=bound)
    assert status == 200
    assert isinstance(made["width"], int)
    assert 1 <= made["width"] <= 800


def test_nothing_of_a_secret_map_is_told_to_those_who_pass_its_address_on(
    owner: Access, teacher: Browser, browser: Callable[[], Browser], shelf: Shelf
):
    here, stranger = address(teacher), browser()
    for url in (here, f"{here}/embed", f"{here}/open/{owner.key}", f"{here}/embed/{owner.key}"):
        # Whoever has a cookie is told no more than anybody.
        for who in (stranger, teacher):
            assert asked(who, HOST + url)[0] in (403, 404), url
    assert meta(teacher.open(here)) == {}
    assert "oembed" not in teacher.html
    assert meta(teacher.open(f"{here}/share")) == {}
    assert "cars" not in stranger.open(here)
    # By the very address that holds the key of a link for reading, it is.
    link = sharing.share(shelf, owner, "view")
    status, made = asked(stranger, f"{HOST}{here}/open/{link.key}")
    assert status == 200
    assert f"{here}/embed/{link.key}" in str(made["html"])
    assert "thumbnail_url" not in made
    # It can be withdrawn at any moment, so nobody is asked to remember it.
    assert "cache_age" not in made
    assert asked(stranger, f"{HOST}{frozen(teacher, '0')}")[1].get("cache_age") is None
    assert asked(stranger, f"{HOST}/maps/town-centre-cars")[1]["cache_age"] == 3600


def test_a_public_map_shows_its_question_and_picture_where_it_is_passed_on(
    public: str, browser: Callable[[], Browser]
):
    told = meta(browser().open(public))
    assert told["og:title"] == "Should cars leave the town?"
    assert told["og:url"] == HOST + public
    assert told["og:image"] == f"{HOST}{public}/social.png" == told["twitter:image"]
    assert (told["og:image:width"], told["og:image:height"]) == ("1200", "630")
    assert "Should cars leave the town?" in told["og:image:alt"]
    assert told["twitter:card"] == "summary_large_image"
    assert told["og:description"] == "Yes. · No. An argument map with 2 cards."


def test_what_is_kept_for_others_holds_no_address_that_somebody_made_up(
    public: str, teacher: Browser, browser: Callable[[], Browser]
):
    snapshot, stranger = frozen(teacher, "1"), browser()
    for there in (
        "/maps/school-uniforms?card=n3",
        "/maps/school-uniforms/embed",
        "/maps/school-uniforms/wall",
        "/maps/school-uniforms.html",
        f"{public}?card=n2",
        f"{public}/embed",
        snapshot,
        f"{snapshot}/embed",
        f"{snapshot}.bib",
        f"{snapshot}.csl.json",
    ):
        assert stranger.get(there, headers={"host": "evil.example"}).status_code == 200
        assert "evil.example" not in stranger.get(there).text, there


def test_a_server_that_was_told_its_address_tells_no_other(shelf: Shelf):
    told = Browser(create_app(shelf, public="https://maps.example.org"), base_url="http://evil.example")
    for there in (
        "/maps/school-uniforms",
        "/maps/school-uniforms/share",
        "/maps/school-uniforms/code/public",
    ):
        page = told.open(there)
        assert "https://maps.example.org/maps/school-uniforms" in page
        assert "evil.example" not in page


def test_what_people_wrote_stays_text_in_all_of_it(teacher: Browser, browser: Callable[[], Browser]):
    title = '"><script>alert(1)</script> & \u202e]]>'
    teacher.open("/new")
    teacher.submit("/new", question=title, position=["</title><b>"])
    here = address(teacher)
    teacher.open(f"{here}/share")
    teacher.submit(f"{here}/public", public="1")
    stranger = browser()
    for page in (stranger.open(here), stranger.open(f"{here}/embed")):
        assert "<script>alert" not in page
        assert "</title><b>" not in page
    found = stranger.get("/oembed", params={"url": HOST + here}).json()
    assert "<script" not in found["html"]
    tree = ET.fromstring(stranger.get(f"/oembed?format=xml&url={quote(HOST + here)}").text)
    assert tree.findtext("title") == found["title"]
    teacher.open(f"{here}/share")
    assert "<script>alert" not in teacher.html


def test_the_script_for_embedding_pages_can_be_loaded_from_any_of_them(browser: Callable[[], Browser]):
    answer = browser().get("/embed.js")
    assert answer.headers["cross-origin-resource-policy"] == "cross-origin"
    assert answer.headers["content-type"].startswith("text/javascript")
    assert json.dumps(answer.text)
