from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

import pytest

from argmap import formats
from argmap.model import building, replay
from tests.web.conftest import Browser

PROBLEM = "application/problem+json"


@pytest.fixture
def program(browser: Callable[[], Browser]) -> Browser:
    """A program: a client without cookies."""
    made = browser()
    made.headers.update({"accept": "application/json"})
    return made


def make(program: Browser, **body: Any) -> dict[str, Any]:
    answer = program.post("/api/maps", json=body or {"question": "Why?", "positions": ["Yes.", "No."]})
    assert answer.status_code == 201, answer.text
    found: dict[str, Any] = answer.json()
    return found


def auth(made: dict[str, Any], key: str | None = None) -> dict[str, str]:
    return {"authorization": f"Bearer {key or made['edit_key']}"}


def test_a_map_is_made_from_a_question_and_read_again(program: Browser):
    answer = program.post("/api/maps", json={"question": "Why?", "positions": ["Yes.", "No."]})
    made = answer.json()
    assert answer.headers["location"] == f"/api/maps/{made['id']}"
    assert set(made["links"]) == {"page", "edit", "view", "svg", "json", "argdown"}
    assert not program.cookies
    read = program.get(f"/api/maps/{made['id']}", headers=auth(made)).json()
    assert (read["id"], read["revision"], read["format"]) == (made["id"], 1, "argmap")
    assert [node["text"] for node in read["nodes"]] == ["Why?", "Yes.", "No."]
    # What was read can be sent back.
    again = program.post("/api/maps", json=read)
    assert again.status_code == 201
    assert again.json()["report"] == []


@pytest.mark.parametrize(
    ("kind", "body"),
    [
        ("application/json", '{"nodes": [{"id": "a", "text": "Yes."}], "relations": []}'),
        ("application/vnd.argmap+json", '{"nodes": [{"id": "a", "text": "Yes."}], "relations": []}'),
        ("text/argdown", "[A]: Yes.\n  + Because.\n"),
        ("text/plain; charset=utf-8", "[A]: Yes.\n  + Because.\n"),
    ],
)
def test_a_map_is_made_from_a_text(program: Browser, kind: str, body: str):
    answer = program.post("/api/maps", content=body, headers={"content-type": kind})
    assert answer.status_code == 201, answer.text
    read = program.get(f"/api/maps/{answer.json()['id']}", headers=auth(answer.json())).json()
    assert read["nodes"][0]["text"] == "Yes."


def test_every_bundled_map_goes_in_and_comes_out_as_it_was(program: Browser):
    from argmap.service import bundled

    for each in bundled.maps().values():
        text, _ = formats.dump(each.debate, "json")
        made = program.post("/api/maps", content=text, headers={"content-type": "application/json"}).json()
        for form, address in (("json", ".json"), ("argdown", ".argdown")):
            back = program.get(f"/maps/{made['id']}{address}", headers=auth(made))
            assert back.status_code == 200
            if form == "json":
                assert formats.load(back.text, "json")[0] == each.debate


def test_a_private_map_answers_to_its_key_alone(program: Browser):
    made, other = make(program), make(program)
    here = made["id"]
    addresses = [
        f"/api/maps/{here}",
        f"/maps/{here}",
        f"/maps/{here}.svg",
        f"/maps/{here}.json",
        f"/maps/{here}.argdown",
    ]
    for address in addresses:
        assert program.get(address).status_code == 404
        assert program.get(address, headers=auth(other)).status_code == 404
        assert program.get(address, headers=auth(made)).status_code == 200
        view = made["links"]["view"].rpartition("/")[2]
        assert program.get(address, headers=auth(made, view)).status_code == 200
    for address, body in (
        ("nodes", {"kind": "claim", "text": "x"}),
        ("operations", {"operation_id": "x", "operations": []}),
    ):
        answer = program.post(f"/api/maps/{here}/{address}", json=body)
        assert (answer.status_code, answer.headers["content-type"]) == (404, PROBLEM)
        assert program.post(f"/api/maps/{here}/{address}", json=body, headers=auth(other)).status_code == 404
        assert (
            program.post(f"/api/maps/{here}/{address}", json=body, headers=auth(made, view)).status_code
            == 403
        )


def test_a_card_is_added_with_what_it_does(program: Browser):
    made = make(program)
    answer = program.post(
        f"/api/maps/{made['id']}/nodes",
        json={"kind": "claim", "text": " A  reason. ", "supports": "n2"},
        headers=auth(made),
    )
    assert answer.status_code == 201
    assert answer.json() == {
        "node": {"id": "n4", "kind": "claim", "text": "A reason.", "rank": ""},
        "relation": {"id": "r5", "kind": "support", "premises": ["n4"], "target": "n2", "rank": "0001"},
        "revision": 2,
        "repeated": False,
        "notes": [],
        "similar": [],
    }
    cut = program.post(
        f"/api/maps/{made['id']}/nodes",
        json={"kind": "claim", "text": "But.", "attacks": "r5"},
        headers=auth(made),
    ).json()
    assert cut["relation"]["target"] == "r5"
    assert program.get(f"/maps/{made['id']}", headers=auth(made)).text.count("undercut") > 1


@pytest.mark.parametrize(
    ("body", "status"),
    [
        ({"kind": "claim", "text": "x", "supports": "n99"}, 409),
        ({"kind": "claim", "text": "x", "supports": "n2", "attacks": "n3"}, 422),
        ({"kind": "claim", "text": " "}, 422),
        ({"kind": "claim"}, 422),
        ({"kind": "poem", "text": "x"}, 422),
        ({"kind": "claim", "text": "x", "colour": "red"}, 422),
        ({"kind": "claim", "text": "x" * 10_001}, 422),
        ({"kind": "claim", "text": 7}, 422),
        ([], 422),
        (None, 415),
    ],
)
def test_a_card_that_cannot_be_added_is_refused_with_the_reason(program: Browser, body: Any, status: int):
    made = make(program)
    answer = program.post(f"/api/maps/{made['id']}/nodes", json=body, headers=auth(made))
    assert (answer.status_code, answer.headers["content-type"]) == (status, PROBLEM)
    problem = answer.json()
    assert {"type", "title", "status", "detail"} <= set(problem)
    assert problem["status"] == status
    assert len(program.get(f"/api/maps/{made['id']}", headers=auth(made)).json()["nodes"]) == 3


def test_operations_are_all_carried_out_or_none_and_once(program: Browser):
    made = make(program)
    here = f"/api/maps/{made['id']}"
    body = {
        "operation_id": "first",
        "operations": [
            {"type": "AddNode", "node": {"id": "air", "kind": "claim", "text": "Air."}},
            {"type": "AddRelation", "relation": {"kind": "support", "premises": ["air"], "target": "n2"}},
        ],
    }
    first = program.post(f"{here}/operations", json=body, headers=auth(made))
    assert (first.status_code, first.json()) == (200, {"revision": 2, "repeated": False, "notes": []})
    again = program.post(f"{here}/operations", json=body, headers=auth(made))
    assert (again.status_code, again.json()) == (200, {"revision": 2, "repeated": True, "notes": []})
    other = program.post(
        f"{here}/operations", json={**body, "operations": body["operations"][:1]}, headers=auth(made)
    )
    assert other.status_code == 409
    bad = {"operation_id": "second", "operations": [*body["operations"][:0],
           {"type": "AddNode", "node": {"kind": "claim", "text": "Kept?"}}, {"type": "RemoveNode", "id": "n99"}]}  # fmt: skip
    assert program.post(f"{here}/operations", json=bad, headers=auth(made)).status_code == 409
    read = program.get(here, headers=auth(made)).json()
    assert (read["revision"], len(read["nodes"])) == (2, 4)


def test_a_whole_map_can_be_built_by_operations(program: Browser):
    from argmap.model.records import record
    from argmap.service import bundled

    debate = bundled.maps()["town-centre-cars"].debate
    made = program.post(
        "/api/maps", json={"nodes": [{"id": "seed", "text": "Seed."}], "relations": []}
    ).json()
    sent = [*map(record, building(debate)), {"type": "RemoveNode", "id": "seed"}]
    answer = program.post(
        f"/api/maps/{made['id']}/operations",
        json={"operation_id": "all", "operations": sent},
        headers=auth(made),
    )
    assert answer.status_code == 200, answer.text
    back = program.get(f"/maps/{made['id']}.json", headers=auth(made)).text
    assert formats.load(back, "json")[0] == replay(building(debate))


@pytest.mark.parametrize(
    ("kind", "body", "status"),
    [
        ("application/json", b"{", 422),
        ("application/json", b"", 422),
        ("application/json", b"[" * 50_000, 422),
        ("application/json", b'{"question": "' + b"x" * 10_001 + b'"}', 422),
        ("application/json", b'{"question": 7}', 422),
        ("application/json", b'{"question": "\\ud800"}', 422),
        ("application/json", b'{"question": "x", "positions": "y"}', 422),
        ("application/json", b'{"nodes": [{"text": ""}]}', 422),
        ("application/json", b"\xff\xfe\x00", 422),
        ("application/vnd.argmap+json", b'{"question": "Why?"}', 422),
        ("text/argdown", b"", 422),
        ("text/argdown", b"===\ntitle: [\n===\n", 422),
        ("application/xml", b"<a/>", 415),
        ("", b"", 415),
        ("text/argdown", b"[A]: x\n" * 400_000, 413),
    ],
)
def test_what_is_no_map_is_refused_with_the_reason(program: Browser, kind: str, body: bytes, status: int):
    answer = program.post("/api/maps", content=body, headers={"content-type": kind} if kind else {})
    assert (answer.status_code, answer.headers["content-type"]) == (status, PROBLEM), answer.text[:500]
    assert answer.json()["detail"]


@pytest.mark.parametrize(
    "body", [b"{", b"[" * 50_000, b'{"operation_id": "a", "operations": [NaN]}', b"\xff"]
)
def test_a_body_that_is_no_json_is_refused(program: Browser, body: bytes):
    made = make(program)
    for address in ("nodes", "operations"):
        answer = program.post(
            f"/api/maps/{made['id']}/{address}",
            content=body,
            headers=auth(made) | {"content-type": "application/json"},
        )
        assert answer.status_code in (400, 422)
        assert answer.headers["content-type"] == PROBLEM


def test_an_answer_that_is_known_is_not_sent_again(program: Browser):
    made = make(program)
    first = program.get(f"/api/maps/{made['id']}", headers=auth(made))
    again = program.get(
        f"/api/maps/{made['id']}", headers=auth(made) | {"if-none-match": first.headers["etag"]}
    )
    assert (again.status_code, again.content) == (304, b"")


def test_the_description_says_what_there_is(program: Browser):
    described = program.get("/api/openapi.json").json()
    assert set(described["paths"]) == {
        "/api/maps",
        "/api/maps/{map_id}",
        "/api/maps/{map_id}/nodes",
        "/api/maps/{map_id}/operations",
        "/api/maps/{map_id}/analysis",
        "/api/maps/{map_id}/public",
        "/api/maps/{map_id}/links",
        "/api/maps/{map_id}/links/{link}",
        "/api/maps/{map_id}/snapshots",
        "/api/maps/{map_id}/snapshots/{snapshot}",
        "/api/rooms",
        "/api/rooms/{code}/join",
    }
    post = described["paths"]["/api/maps"]["post"]
    assert set(post["requestBody"]["content"]) == {
        "application/json",
        "application/vnd.argmap+json",
        "text/argdown",
        "text/vnd.argdown",
        "text/plain",
    }
    for path in described["paths"].values():
        for operation in path.values():
            assert operation["summary"]
            assert operation["description"]
            for status, answer in operation["responses"].items():
                if int(status) >= 400:
                    assert list(answer["content"]) == [PROBLEM], status
    json.dumps(described)
