from __future__ import annotations

import re
from collections.abc import Callable
from datetime import timedelta
from html import unescape

import pytest

from argmap.service import admin, publication, rooms, sharing
from argmap.service.shelf import Shelf
from argmap.web.app import create_app
from argmap.web.limits import LIMITS, Limits
from tests.web.conftest import Browser


def address(teacher: Browser) -> str:
    """The address of the map that a teacher has just made."""
    found = re.search(r"/maps/[a-z2-7]{12}", teacher.at)
    assert found
    return found.group()


@pytest.fixture
def public(teacher: Browser) -> str:
    here = address(teacher)
    teacher.open(f"{here}/share")
    assert teacher.submit(f"{here}/public", public="1") == 200
    return here


def test_everybody_reads_a_public_map_and_nobody_changes_it(
    public: str, teacher: Browser, browser: Callable[[], Browser]
):
    stranger = browser()
    assert "Should cars leave the town?" in stranger.open(public)
    assert stranger.status == 200
    for file in (".svg", ".json", ".argdown", "/analysis", "/revision", "/share"):
        assert stranger.get(public + file).status_code == 200, file
    assert stranger.get(f"/api{public}").status_code == 200
    assert stranger.get(f"{public}/history").status_code == 403
    assert not any(
        action.endswith(("/undo", "/cards", "/links", "/public")) for action, _ in stranger.forms()
    )
    headers = {"sec-fetch-site": "same-origin"}
    for form in ("/cards", "/undo", "/public", "/links"):
        assert stranger.post(public + form, data={"public": "0"}, headers=headers).status_code == 403, form
    assert "set-cookie" not in stranger.get(public).headers
    teacher.open(f"{public}/share")
    assert "Everybody." in teacher.html
    teacher.submit(f"{public}/public", public="0")
    assert "Only whoever has a link." in teacher.html
    stranger.open(public)
    assert stranger.status == 404


def test_the_code_of_a_room_and_who_is_in_it_are_not_for_everybody(
    browser: Callable[[], Browser], shelf: Shelf
):
    opened = rooms.open_room(shelf, "Should cars leave the town?", ["Yes."])
    here, code = f"/maps/{opened.room.map}", opened.room.code
    rooms.join(shelf, opened.room, "Zarminagul")
    lead = sharing.enter(shelf, opened.room.map, opened.facilitator_key)
    publication.publish(shelf, lead)
    stranger, reader = browser(), browser()
    for address in ("", "/wall", "/share", "/embed", ".json", "/analysis", "/room", "/me"):
        told = stranger.get(here + address).text
        for secret in (code, f"{code[:3]} {code[3:]}", "Zarminagul"):
            assert secret not in told, address
    # Whoever has a link for reading sees the code on the wall, as before.
    reader.open(f"{here}/open/{sharing.share(shelf, lead, 'view').key}")
    assert code in reader.open(f"{here}/wall")


def test_only_a_public_map_may_be_listed_by_search_engines(
    public: str, teacher: Browser, browser: Callable[[], Browser]
):
    stranger = browser()
    listed = stranger.get(public)
    assert listed.headers["x-robots-tag"] == "all"
    assert 'name="robots"' not in listed.text
    assert f'<link rel="canonical" href="http://argmap.test{public}">' in listed.text
    for other in ("/", "/new", f"{public}/analysis", f"{public}/report", f"{public}/share", f"{public}.svg"):
        answer = stranger.get(other)
        assert answer.headers["x-robots-tag"] == "noindex", other
        assert other.endswith(".svg") or '<meta name="robots" content="noindex">' in answer.text, other
    teacher.open(f"{public}/share")
    teacher.submit(f"{public}/public", public="0")
    secret = teacher.get(public)
    assert secret.headers["x-robots-tag"] == "noindex"
    assert '<meta name="robots" content="noindex">' in secret.text
    assert stranger.get(public).headers["x-robots-tag"] == "noindex"
    robots = stranger.get("/robots.txt").text
    assert "Allow: /maps/\n" in robots
    assert robots.endswith("Disallow: /\n")


def test_a_public_map_is_reported_in_own_words_and_then_hidden(
    public: str, teacher: Browser, browser: Callable[[], Browser], shelf: Shelf
):
    stranger = browser()
    stranger.open(public)
    assert f'href="{public}/report"' in stranger.html
    stranger.open(f"{public}/report")
    assert stranger.submit("/report", reason="  ") == 422
    assert "Say in a sentence" in stranger.html
    assert stranger.submit("/report", reason="Card 2 <b>names</b> a child.") == 200
    assert "Thank you" in stranger.html
    assert [each.reason for each in admin.reports(shelf)] == ["Card 2 <b>names</b> a child."]
    map_id = public.rpartition("/")[2]
    admin.hide(shelf, map_id)
    stranger.open(public)
    assert stranger.status == 410
    assert "hidden it" in stranger.html
    assert "cars" not in stranger.html
    stranger.open(f"{public}/report")
    assert stranger.status == 410
    teacher.open(f"{public}/share")
    assert "Whoever runs this server has hidden this map." in teacher.html
    assert "Somebody has reported this map." in teacher.html
    assert not any(action.endswith("/public") for action, _ in teacher.forms())


def test_what_is_secret_or_comes_with_argmap_cannot_be_reported(
    teacher: Browser, browser: Callable[[], Browser]
):
    assert browser().get(f"{address(teacher)}/report").status_code == 404
    # Not by its owner either: there is nobody who could see it.
    assert teacher.get(f"{address(teacher)}/report").status_code == 404
    assert browser().get("/maps/town-centre-cars/report").status_code == 404


def test_reports_are_limited_by_address(shelf: Shelf):
    app = create_app(shelf, Limits(LIMITS))
    owner = Browser(app, base_url="http://argmap.test")
    owner.open("/new")
    owner.submit("/new", question="Why?", position=["So."])
    here = address(owner)
    owner.open(f"{here}/share")
    owner.submit(f"{here}/public", public="1")
    stranger = Browser(app, base_url="http://argmap.test")
    said = []
    for _ in range(7):
        stranger.open(f"{here}/report")
        said.append(stranger.submit("/report", reason="Spam."))
    assert said == [200] * 5 + [429] * 2


def test_a_link_that_has_ended_says_so(teacher: Browser, browser: Callable[[], Browser], shelf: Shelf):
    here = address(teacher)
    teacher.open(f"{here}/share")
    teacher.submit(f"{here}/links", role="view", ends="7", label="Parents")
    (link,) = set(
        re.findall(rf"{here}/open/[a-z2-7]+", teacher.html.partition("Parents")[2].partition("</li>")[0])
    )
    reader, late = browser(), browser()
    assert "Should cars leave the town?" in reader.open(link)
    now = shelf.clock()
    shelf.clock = lambda: now + timedelta(days=8)
    reader.open(here)
    assert reader.status == 404
    assert "This link was open until" in reader.html
    late.open(link)
    assert late.status == 404
    assert "This link was open until" in late.html


@pytest.mark.parametrize("ends", ["0", "99999", "-1", "soon", "٣", "1e3"])
def test_a_link_ends_when_the_list_says(teacher: Browser, ends: str):
    here = address(teacher)
    teacher.open(f"{here}/share")
    assert teacher.submit(f"{here}/links", role="view", ends=ends) == 422
    teacher.open(f"{here}/share")
    assert teacher.submit(f"{here}/public", public="1", ends=ends) == 422


def test_a_program_whose_key_opens_nothing_is_told_so_even_of_a_public_map(public: str, teacher: Browser):
    headers = {"authorization": "Bearer " + "a" * 34}
    assert teacher.get(f"/api{public}", headers=headers).status_code == 404


def test_a_server_that_forgets_maps_says_so_on_the_page_that_shares_them(shelf: Shelf, teacher: Browser):
    here = address(teacher)
    teacher.open(f"{here}/share")
    assert "deletes maps" not in teacher.html
    app = create_app(shelf, forget_after=90)
    other = Browser(app, base_url="http://argmap.test", cookies=teacher.cookies)
    other.open(f"{here}/share")
    day = (shelf.clock() + timedelta(days=90)).date().isoformat()
    assert f"for 90 days. Opened today, this one is kept until {day}" in other.html


@pytest.mark.parametrize(("host", "local"), [("http://127.0.0.1:8000", True), ("http://argmap.test", False)])
def test_a_code_that_no_phone_can_open_is_not_offered_to_one(shelf: Shelf, host: str, local: bool):
    visitor = Browser(create_app(shelf), base_url=host)
    for page in ("share", "code/public"):
        told = unescape(visitor.open(f"/maps/town-centre-cars/{page}"))
        assert ("Others cannot reach this address." in told) == local
        assert ("a phone's camera opens" in told.lower()) != local
