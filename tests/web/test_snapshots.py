from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Callable

import pytest

from argmap.cli.main import main
from argmap.service import admin, sharing, snapshots
from argmap.service.shelf import Shelf
from tests.web.conftest import Browser
from tests.web.test_publication import address


def frozen(teacher: Browser, public: str) -> str:
    """The address of a snapshot that the teacher makes."""
    here = address(teacher)
    teacher.open(f"{here}/share")
    assert teacher.submit(f"{here}/snapshots", public=public) == 200
    found = re.search(r"http://argmap\.test(/snapshots/[a-z2-7]{12}(?:/[a-z2-7]{26})?)\b", teacher.html)
    assert found
    return found.group(1)


def test_a_public_snapshot_is_read_by_everybody_and_stays_what_it_is(
    teacher: Browser, browser: Callable[[], Browser], tmp_path, capsys: pytest.CaptureFixture[str]
):
    there = frozen(teacher, "1")
    stranger = browser()
    page = stranger.open(there)
    assert stranger.status == 200
    assert "Should cars leave the town?" in page
    here = address(teacher)
    teacher.open(f"{here}?card=n2&do=edit")
    assert teacher.submit("/cards/n2/edit", text="Certainly not.") == 200
    assert "Certainly not." not in stranger.open(f"{there}?card=n2")
    assert "Yes." in stranger.html
    # Whoever downloads it works out the same hash, by two ways.
    (shown,) = re.findall(r"<code dir=\"ltr\">([0-9a-f]{64})</code>", stranger.html)
    file = stranger.get(f"{there}.json")
    assert hashlib.sha256(file.content).hexdigest() == shown
    assert re.search(
        r'filename="should-cars-leave-the-town-20\d\d-\d\d-\d\d\.json"', file.headers["content-disposition"]
    )
    saved = tmp_path / "map.json"
    saved.write_text(json.dumps(json.loads(file.text), indent=3))
    assert main(["hash", str(saved)]) == 0
    assert capsys.readouterr().out.split()[0] == shown
    assert "Yes." in stranger.get(f"{there}.argdown").text
    assert shown in stranger.get(f"{there}.bib").text
    assert json.loads(stranger.get(f"{there}.csl.json").text)[0]["URL"] == f"http://argmap.test{there}"
    # The map itself is as secret as before, and the page of the snapshot does not lead to it.
    assert stranger.get(here).status_code == 404
    assert here + '"' not in stranger.html


def test_a_snapshot_asks_for_nothing_and_sets_no_cookie(teacher: Browser, browser: Callable[[], Browser]):
    there = frozen(teacher, "1")
    stranger = browser()
    stranger.open(f"{there}?card=n2&do=reason&verdicts=1&view=full&made=1")
    assert stranger.status == 200
    # What is chosen of a file changes nothing.
    assert {action.rpartition(".")[0] for action, _ in stranger.forms()} == {there}
    assert 'method="post"' not in stranger.html
    assert not stranger.cookies
    assert "live.js" not in stranger.html


def test_a_secret_snapshot_opens_with_its_key_alone(teacher: Browser, browser: Callable[[], Browser]):
    there = frozen(teacher, "0")
    stranger = browser()
    stranger.open(there)
    assert stranger.status == 200
    assert '<meta name="robots" content="noindex">' in stranger.html
    assert stranger.get(there).headers["x-robots-tag"] == "noindex"
    # Every link on it keeps the key.
    assert f'href="{there}?card=n2#card-n2"' in stranger.html
    without = there.rpartition("/")[0]
    for wrong in (without, f"{without}/{'a' * 26}", f"{without}.json", f"{without}/{'a' * 26}.json"):
        assert stranger.get(wrong).status_code == 404, wrong
    for ending in (".json", ".svg", "/social.png"):
        answer = stranger.get(there + ending)
        assert answer.status_code == 200, ending
        assert answer.headers["cross-origin-resource-policy"] == "same-origin"


def test_a_snapshot_is_taken_away_in_every_form(teacher: Browser, browser: Callable[[], Browser]):
    there, stranger = frozen(teacher, "1"), browser()
    page = stranger.open(there)
    listed = set(re.findall(r'<(?:a href|form method="get" action)="([^"]+)"', page))
    for ending, kind, begins in (
        (".svg", "image/svg+xml", b"<svg"),
        (".png?scale=2", "image/png", b"\x89PNG"),
        (".pdf?paper=A3", "application/pdf", b"%PDF"),
        (".pdf?report=1", "application/pdf", b"%PDF"),
        (".html", "text/html; charset=utf-8", b"<!doctype html>"),
        ("/social.png", "image/png", b"\x89PNG"),
    ):
        answer = stranger.get(there + ending)
        assert (answer.status_code, answer.headers["content-type"]) == (200, kind), ending
        assert answer.content.startswith(begins)
        assert answer.headers["cross-origin-resource-policy"] == "cross-origin"
        assert re.search(r"-20\d\d-\d\d-\d\d(-report)?\.\w+\"", answer.headers["content-disposition"])
        assert {there + ending, there + ending.partition("?")[0]} & listed, ending
    assert {f"{there}.json", f"{there}.argdown"} <= listed
    assert "weak points" not in page
    assert stranger.get(f"{there}.png?scale=9").status_code == 422
    # What follows from it is not told, as on its page.
    assert 'class="mark' not in stranger.get(f"{there}.svg?badges=verdict").text


def test_a_snapshot_is_passed_on_with_its_picture(teacher: Browser, browser: Callable[[], Browser]):
    for public in "10":
        there = frozen(teacher, public)
        page = browser().open(there)
        assert f'<meta property="og:image" content="http://argmap.test{there}/social.png">' in page
        assert '<meta name="twitter:card" content="summary_large_image">' in page


def test_what_is_copied_to_cite_holds_no_sign_that_is_not_seen(
    teacher: Browser, browser: Callable[[], Browser]
):
    there, reader = frozen(teacher, "1"), browser()
    page = reader.open(f"{there}?lang=ar")
    (sentence,) = re.findall(r'<p class="sentence" id="cite-sentence">(.*?)</p>', page)
    assert f'<bdi dir="ltr">http://argmap.test{there}</bdi>' in sentence
    assert "<bdi>Should cars leave the town?</bdi>" in sentence
    plain = re.sub("<[^>]+>", "", sentence)
    assert not re.search("[\u200e\u200f\u202a-\u202e\u2066-\u2069]", plain)
    assert "خريطة حجاجية" in plain
    teacher.open(f"{address(teacher)}/share?lang=ur")
    assert f'<bdi dir="ltr">http://argmap.test{there}</bdi>' in teacher.html


def test_a_withdrawn_or_hidden_snapshot_says_so(
    teacher: Browser, browser: Callable[[], Browser], shelf: Shelf
):
    first, stranger = frozen(teacher, "1"), browser()
    files = ("", ".svg", ".json", "/social.png")
    assert [stranger.get(first + each).status_code for each in files] == [200] * len(files)
    assert teacher.submit(f"{first}/withdraw".replace("/snapshots", f"{address(teacher)}/snapshots")) == 200
    more = (".argdown", ".bib", ".csl.json", ".png", ".pdf", ".html", "?card=n2", "/embed")
    for each in (*files, *more):
        stranger.open(first + each)
        assert stranger.status == 410, each
    assert "withdrawn on" in stranger.html
    second = frozen(teacher, "1")
    stranger.open(f"{second}/report")
    assert stranger.submit("/report", reason="It lies.") == 200
    (report,) = admin.reports(shelf)
    assert report.snapshot == second.rpartition("/")[2]
    admin.hide(shelf, report.map)
    stranger.open(second)
    assert stranger.status == 410
    assert "hidden" in stranger.html


def test_a_reader_sees_public_snapshots_and_makes_none(
    teacher: Browser, browser: Callable[[], Browser], shelf: Shelf
):
    secret, public = frozen(teacher, "0"), frozen(teacher, "1")
    here = address(teacher)
    lead = sharing.enter(
        shelf, here.rpartition("/")[2], teacher.cookies[f"argmap_map_{here.rpartition('/')[2]}"][:34]
    )
    reader = browser()
    reader.open(f"{here}/open/{sharing.share(shelf, lead, 'view').key}")
    reader.open(f"{here}/share")
    assert public in reader.html
    assert secret not in reader.html
    headers = {"sec-fetch-site": "same-origin"}
    assert reader.post(f"{here}/snapshots", data={"public": "1"}, headers=headers).status_code == 403
    gone = f"{here}{public}/withdraw"
    assert reader.post(gone, data={"x": "1"}, headers=headers).status_code == 403
    assert len(snapshots.listed(shelf, lead)) == 2
