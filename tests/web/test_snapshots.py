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
    assert stranger.get(f"{there}.svg").text.startswith("<svg")
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
    assert stranger.forms() == []
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
    assert stranger.get(f"{there}.json").status_code == 200


def test_a_withdrawn_or_hidden_snapshot_says_so(
    teacher: Browser, browser: Callable[[], Browser], shelf: Shelf
):
    first, stranger = frozen(teacher, "1"), browser()
    assert stranger.get(first).status_code == 200
    assert teacher.submit(f"{first}/withdraw".replace("/snapshots", f"{address(teacher)}/snapshots")) == 200
    for each in (first, f"{first}.json", f"{first}?card=n2", f"{first}/embed"):
        stranger.open(each)
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
