from __future__ import annotations

import hashlib
from datetime import timedelta

import pytest

from argmap.service import maps, sharing
from argmap.service.maps import Made
from argmap.service.shelf import Shelf
from argmap.web.app import create_app
from tests.web.conftest import GENEROUS, Browser


@pytest.fixture
def made(shelf: Shelf) -> Made:
    return maps.make(shelf, "Should cars leave the town?", ["Yes.", "No."])


def program(shelf: Shelf, key: str | None) -> Browser:
    headers = {} if key is None else {"authorization": f"Bearer {key}"}
    return Browser(create_app(shelf, GENEROUS), base_url="http://argmap.test", headers=headers)


def test_a_link_is_made_with_an_end_listed_and_withdrawn(shelf: Shelf, made: Made):
    owner, here = program(shelf, made.edit_key), f"/api/maps/{made.map}"
    link = owner.post(f"{here}/links", json={"role": "view", "days": 2, "label": "Press"}).json()
    assert link["expires_at"].startswith((shelf.clock() + timedelta(days=2)).date().isoformat())
    assert link["address"] == f"http://argmap.test/maps/{made.map}/open/{link['key']}"
    reader = program(shelf, link["key"])
    assert reader.get(here).status_code == 200
    for refused in (
        reader.get(f"{here}/links"),
        reader.post(f"{here}/links", json={"role": "view"}),
        reader.put(f"{here}/public", json={"public": True}),
        reader.post(f"{here}/snapshots", json={}),
    ):
        assert refused.status_code == 403
    listed = owner.get(f"{here}/links").json()["links"]
    assert [each["label"] for each in listed] == [None, None, "Press"]
    assert owner.delete(f"{here}/links/{link['id']}").json() == {"withdrawn": 1}
    assert owner.delete(f"{here}/links/{link['id']}").status_code == 409
    assert reader.get(here).status_code == 404


def test_an_expired_link_says_so_to_programs_too(shelf: Shelf, made: Made):
    owner, here = program(shelf, made.edit_key), f"/api/maps/{made.map}"
    link = owner.post(f"{here}/links", json={"role": "edit", "days": 1}).json()
    now = shelf.clock()
    shelf.clock = lambda: now + timedelta(days=1)
    guest = program(shelf, link["key"])
    for answer in (guest.get(here), guest.post(f"{here}/nodes", json={"kind": "claim", "text": "No."})):
        assert answer.status_code == 404
        assert "open until" in answer.json()["detail"]
    assert [each["expired"] for each in owner.get(f"{here}/links").json()["links"]] == [False, False, True]


def test_a_map_is_made_public_and_secret_again(shelf: Shelf, made: Made):
    owner, anybody, here = program(shelf, made.edit_key), program(shelf, None), f"/api/maps/{made.map}"
    assert anybody.get(here).status_code == 404
    told = owner.put(f"{here}/public", json={"public": True, "days": 3}).json()
    assert told["address"] == f"http://argmap.test/maps/{made.map}"
    assert told["until"]
    assert anybody.get(here).status_code == 200
    assert owner.put(f"{here}/public", json={"public": False}).json()["until"] is None
    assert anybody.get(here).status_code == 404


def test_a_snapshot_is_made_listed_and_withdrawn(shelf: Shelf, made: Made):
    owner, anybody, here = program(shelf, made.edit_key), program(shelf, None), f"/api/maps/{made.map}"
    secret = owner.post(f"{here}/snapshots", json={}).json()
    public = owner.post(f"{here}/snapshots", json={"public": True}).json()
    for each in (secret, public):
        text = anybody.get(each["json_address"]).content
        assert hashlib.sha256(text).hexdigest() == each["sha256"]
        assert anybody.get(each["page"]).status_code == 200
    reader = program(shelf, made.view_key)
    assert reader.get(f"{here}/snapshots").json()["snapshots"] == [public]
    other = program(shelf, sharing.share(shelf, sharing.enter(shelf, made.map, made.edit_key), "edit").key)
    told = {each["id"]: each["page"] for each in other.get(f"{here}/snapshots").json()["snapshots"]}
    assert told == {public["id"]: public["page"], secret["id"]: None}
    assert owner.delete(f"{here}/snapshots/{secret['id']}").json() == {"withdrawn": 1}
    assert anybody.get(secret["page"]).status_code == 410
    assert anybody.get("/api/maps/town-centre-cars/snapshots").json() == {"snapshots": []}


@pytest.mark.parametrize(
    ("where", "body"),
    [
        ("links", {"role": "owner"}),
        ("links", {"role": "view", "days": 0}),
        ("links", {"role": "view", "days": 99999}),
        ("links", {"role": "view", "label": "x" * 81}),
        ("links", {}),
        ("snapshots", {"public": "perhaps"}),
        ("snapshots", {"revision": 3}),
    ],
)
def test_what_is_not_as_described_is_refused(shelf: Shelf, made: Made, where: str, body: dict[str, object]):
    answer = program(shelf, made.edit_key).post(f"/api/maps/{made.map}/{where}", json=body)
    assert answer.status_code == 422
    assert answer.json()["errors"]
