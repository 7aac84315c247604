"""Rooms for programs: opened, joined, written in, limited, and anonymous where they are to be."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

import pytest
from starlette.responses import PlainTextResponse

from argmap.model import Conflict
from argmap.service import maps, rooms, sharing
from argmap.service.shelf import Shelf
from argmap.web import api_rooms
from argmap.web.app import create_app
from argmap.web.limits import LIMITS, Limit, Limits
from tests.web.conftest import Browser

QUESTION = {"question": "Should cars leave the town?", "positions": ["Yes.", "No."]}


@pytest.fixture
def program(browser: Callable[[], Browser]) -> Browser:
    """A program: a client without cookies."""
    made = browser()
    made.headers.update({"accept": "application/json"})
    return made


def opened(program: Browser, **more: Any) -> dict[str, Any]:
    answer = program.post("/api/rooms", json={**QUESTION, **more})
    assert answer.status_code == 201, answer.text
    found: dict[str, Any] = answer.json()
    return found


def joined(program: Browser, room: dict[str, Any], nickname: str | None = None) -> dict[str, Any]:
    body = {} if nickname is None else {"nickname": nickname}
    answer = program.post(f"/api/rooms/{room['code']}/join", json=body)
    assert answer.status_code == 201, answer.text
    found: dict[str, Any] = answer.json()
    return found


def by(key: str) -> dict[str, str]:
    return {"authorization": f"Bearer {key}"}


def add(program: Browser, room: dict[str, Any], key: str, text: str, **more: Any) -> Any:
    body = {"kind": "claim", "text": text, "supports": "n2", **more}
    return program.post(f"/api/maps/{room['map']['id']}/nodes", json=body, headers=by(key))


def test_a_room_is_opened_on_a_question(program: Browser):
    answer = program.post("/api/rooms", json={**QUESTION, "format": "workshop"})
    room = answer.json()
    assert (answer.status_code, room["format"], room["anonymous"]) == (201, "workshop", False)
    assert answer.headers["location"] == f"/api/maps/{room['map']['id']}"
    assert room["map"]["links"]["join"] == f"http://argmap.test/r/{room['code']}"
    read = program.get(answer.headers["location"], headers=by(room["facilitator_key"])).json()
    assert [node["text"] for node in read["nodes"]] == ["Should cars leave the town?", "Yes.", "No."]
    visitor = Browser(program.app, base_url="http://argmap.test")
    assert "Should cars leave the town?" in visitor.open(room["map"]["links"]["facilitator"])
    assert program.get(answer.headers["location"]).status_code == 404


def test_whoever_leads_a_room_may_have_a_name_in_it(program: Browser, shelf: Shelf):
    for name, kept in (("Ms Khan", "Ms Khan"), (None, "Facilitator"), (" ", "Facilitator")):
        room = opened(program, facilitator_name=name)
        access = sharing.enter(shelf, room["map"]["id"], room["facilitator_key"])
        assert [each.name for each in rooms.people(shelf, access)] == [kept]
    assert program.post("/api/rooms", json={**QUESTION, "facilitator_name": "a" * 40}).status_code == 422


def test_a_room_is_opened_on_a_copy_of_a_map_that_comes_with_argmap(program: Browser):
    answer = program.post("/api/rooms", json={"map": "town-centre-cars", "format": "debate"})
    room = answer.json()
    assert answer.status_code == 201
    assert room["map"]["id"] != "town-centre-cars"
    read = program.get(f"/api/maps/{room['map']['id']}", headers=by(room["facilitator_key"])).json()
    assert len(read["nodes"]) == len(program.get("/api/maps/town-centre-cars").json()["nodes"])


def test_a_room_is_opened_on_a_map_of_ones_own_once(program: Browser):
    made = program.post("/api/maps", json=QUESTION).json()
    body, key = {"map": made["id"]}, by(made["edit_key"])
    assert program.post("/api/rooms", json=body).status_code == 404
    view = made["links"]["view"].rpartition("/")[2]
    assert program.post("/api/rooms", json=body, headers=by(view)).status_code == 403
    room = program.post("/api/rooms", json=body, headers=key).json()
    assert room["map"]["id"] == made["id"]
    again = program.post("/api/rooms", json=body, headers=key)
    assert (again.status_code, "a room on this map already" in again.json()["detail"]) == (409, True)
    again = program.post("/api/rooms", json=body, headers=by(room["facilitator_key"]))
    assert again.status_code == 409


@pytest.mark.parametrize(
    "body",
    [
        {},
        {"question": "Why?", "map": "town-centre-cars"},
        {"map": "town-centre-cars", "positions": ["Yes."]},
        {"question": "Why?", "format": "quarrel"},
        {"question": " \x00 "},
        {"question": "Why?", "positions": "Yes."},
        {"question": "Why?", "code": "AAAAAA"},
    ],
)
def test_what_is_no_room_is_told(program: Browser, body: dict[str, Any]):
    answer = program.post("/api/rooms", json=body)
    assert answer.status_code == 422
    assert answer.json()["detail"]


def test_people_join_and_their_cards_are_signed(program: Browser):
    room = opened(program)
    one, two = joined(program, room, "Ayesha"), joined(program, room)
    assert one["nickname"] == "Ayesha"
    assert two["nickname"]
    assert len(one["return_words"].split()) == 4
    assert one["map"] == {"id": room["map"]["id"]}
    added = add(program, room, one["participant_key"], "The air gets cleaner there.", operation_id="a")
    assert added.json()["node"]["author"] == one["participant"]
    again = add(program, room, one["participant_key"], "The air gets cleaner there.", operation_id="a").json()
    assert again["repeated"]
    forged = {"type": "AddNode", "node": {"kind": "claim", "text": "Ha.", "author": one["participant"]}}
    body = {"operation_id": "b", "operations": [forged]}
    here = f"/api/maps/{room['map']['id']}"
    assert program.post(f"{here}/operations", json=body, headers=by(two["participant_key"])).status_code in (
        200,
        403,
    )
    read = program.get(here, headers=by(two["participant_key"])).json()
    said = {node["text"]: node.get("author") for node in read["nodes"]}
    assert said["The air gets cleaner there."] == one["participant"]
    assert said.get("Ha.", two["participant"]) == two["participant"]
    assert "Ayesha" not in json.dumps(read)


def test_a_code_is_read_however_it_is_typed_and_a_body_may_be_missing(program: Browser):
    room = opened(program)
    typed = f"{room['code'][:3]}-{room['code'][3:]}".lower()
    answer = program.post(f"/api/rooms/{typed}/join")
    assert answer.status_code == 201


def test_a_name_that_is_taken_a_locked_room_and_a_code_of_none(program: Browser, shelf: Shelf):
    room = opened(program)
    joined(program, room, "Heron 1")
    here = f"/api/rooms/{room['code']}/join"
    taken = program.post(here, json={"nickname": "hERON 1"})
    assert (taken.status_code, "hERON 1" in taken.json()["detail"]) == (409, True)
    assert program.post(here, json={"nickname": "Heron 2"}).status_code == 201
    assert program.post(here, json={"nickname": "\u202eTurned"}).status_code == 422
    assert program.post(here, json={"nickname": "x" * 100}).status_code == 422
    assert program.post(here, json={"nickname": 7}).status_code == 422
    assert program.post("/api/rooms/CCCCCC/join", json={}).status_code == 404
    assert program.post("/api/rooms/%20/join", json={}).status_code == 404
    access = sharing.enter(shelf, room["map"]["id"], room["facilitator_key"])
    rooms.switch(shelf, access, "locked", on=True)
    assert program.post(here, json={}).status_code == 409
    code = rooms.new_code(shelf, access)
    rooms.switch(shelf, access, "locked", on=False)
    assert program.post(here, json={}).status_code == 404
    assert program.post(f"/api/rooms/{code}/join", json={}).status_code == 201


def test_a_locked_room_is_read_and_not_written(program: Browser, shelf: Shelf):
    room = opened(program)
    key = joined(program, room)["participant_key"]
    access = sharing.enter(shelf, room["map"]["id"], room["facilitator_key"])
    rooms.switch(shelf, access, "locked", on=True)
    refused = add(program, room, key, "Late.")
    assert (refused.status_code, "locked" in refused.json()["detail"]) == (403, True)
    assert program.get(f"/api/maps/{room['map']['id']}", headers=by(key)).status_code == 200
    assert add(program, room, room["facilitator_key"], "In time.").status_code == 201


def test_a_whole_class_joins_from_one_address_and_only_wrong_codes_are_counted(shelf: Shelf):
    program = Browser(create_app(shelf), headers={"accept": "application/json"})
    room = opened(program)
    for _ in range(80):
        joined(program, room)
    seen = [program.post("/api/rooms/CCCCCC/join", json={}).status_code for _ in range(62)]
    assert seen[:60] == [404] * 60
    assert seen[-1] == 429
    # The class is let in all the same, and whoever guesses learns nothing: a room that is there says the same.
    joined(program, room)
    stranger = Browser(program.app, client=("198.51.100.7", 1))
    other = opened(stranger)
    answer = program.post(f"/api/rooms/{other['code']}/join", json={})
    assert answer.status_code == 429
    assert int(answer.headers["retry-after"]) > 0


def test_a_participant_may_post_ten_at_once_on_all_devices_together(shelf: Shelf):
    program = Browser(create_app(shelf), headers={"accept": "application/json"})
    room = opened(program)
    one, two = joined(program, room), joined(program, room)
    access = sharing.enter(shelf, room["map"]["id"], room["facilitator_key"])
    phone = rooms.let_back(shelf, access, one["participant"]).key
    keys = [one["participant_key"], phone] * 6
    seen = [add(program, room, key, f"Reason {number}.").status_code for number, key in enumerate(keys)]
    assert seen == [201] * 10 + [429] * 2
    refused = add(program, room, phone, "One more.")
    assert refused.headers["retry-after"] == "1"
    assert add(program, room, two["participant_key"], "Somebody else.").status_code == 201


def test_the_map_as_a_whole_bounds_what_many_participants_write(shelf: Shelf):
    limits = Limits({**LIMITS, "busy": Limit(60, 60, at_once=3)})
    program = Browser(create_app(shelf, limits), headers={"accept": "application/json"})
    room = opened(program)
    seen = [
        add(program, room, joined(program, room)["participant_key"], f"Reason {number}.").status_code
        for number in range(4)
    ]
    assert seen == [201, 201, 201, 429]


def test_cards_that_say_nearly_the_same_are_named_and_nothing_is_refused(program: Browser, shelf: Shelf):
    room = opened(program)
    one, two = joined(program, room), joined(program, room)
    first = add(program, room, one["participant_key"], "The air in the town gets much cleaner.").json()
    assert first["similar"] == []
    second = add(program, room, two["participant_key"], "The air in the towns gets much cleaner!").json()
    assert second["similar"] == [
        {"id": first["node"]["id"], "text": "The air in the town gets much cleaner."}
    ]
    turned = add(
        program, room, two["participant_key"], "The air in the town does not get much cleaner."
    ).json()
    assert turned["similar"] == []
    # What is hidden is not told.
    hiding = {"operation_id": "h", "operations": [{"type": "Hide", "id": first["node"]["id"]}]}
    here = f"/api/maps/{room['map']['id']}/operations"
    assert program.post(here, json=hiding, headers=by(room["facilitator_key"])).status_code == 200
    third = add(program, room, two["participant_key"], "The air in the town gets much cleaner.").json()
    assert [each["id"] for each in third["similar"]] == [second["node"]["id"]]


class TestHidden:
    """A card that the facilitator has hidden."""

    @pytest.fixture
    def hidden(self, program: Browser) -> tuple[dict[str, Any], dict[str, Any], dict[str, Any], str]:
        room = opened(program)
        one, two = joined(program, room), joined(program, room)
        card = add(program, room, one["participant_key"], "Something improper.").json()["node"]["id"]
        hiding = {"operation_id": "h", "operations": [{"type": "Hide", "id": card}]}
        here = f"/api/maps/{room['map']['id']}/operations"
        assert program.post(here, json=hiding, headers=by(room["facilitator_key"])).status_code == 200
        return room, one, two, card

    def test_the_facilitator_and_its_writer_know_of_it_and_nobody_else(self, program: Browser, hidden: Any):
        room, one, two, _ = hidden
        here = f"/api/maps/{room['map']['id']}"
        keys = (room["facilitator_key"], one["participant_key"], two["participant_key"])
        told = ["improper" in program.get(here, headers=by(key)).text for key in keys * 2]
        assert told == [True, True, False] * 2
        for address in (f"/maps/{room['map']['id']}.json", f"/maps/{room['map']['id']}.argdown"):
            assert not any("improper" in program.get(address, headers=by(key)).text for key in keys)

    @pytest.mark.parametrize(
        "operation",
        [
            {"type": "EditNode", "changes": {"text": "Mine."}},
            {"type": "EditNode", "changes": {"text": "Mine."}, "was": {"text": "Guess."}},
            {"type": "RemoveNode"},
            {"type": "Hide", "hidden": False},
            {"type": "Cite", "source": "s1"},
        ],
    )
    def test_no_refusal_tells_what_it_says(self, program: Browser, hidden: Any, operation: dict[str, Any]):
        room, _, two, card = hidden
        name = "node" if operation["type"] == "Cite" else "id"
        body = {"operation_id": "x", "operations": [{**operation, name: card}]}
        here = f"/api/maps/{room['map']['id']}/operations"
        answer = program.post(here, json=body, headers=by(two["participant_key"]))
        assert answer.status_code in (403, 409)
        assert "improper" not in answer.text

    def test_no_form_tells_what_it_says(self, program: Browser, hidden: Any):
        room, _, two, card = hidden
        pupil = Browser(program.app, base_url="http://argmap.test")
        here = f"/maps/{room['map']['id']}"
        pupil.open(f"{here}/open/{two['participant_key']}")
        headers = {"sec-fetch-site": "same-origin", "accept": "text/html"}
        for what in ("edit", "remove", "connect"):
            fields = {"operation": what, "version": "1", "text": "Mine.", "kind": "support", "target": card}
            answer = pupil.post(f"{here}/cards/{card}/{what}", data=fields, headers=headers)
            assert answer.status_code >= 400
            assert "improper" not in answer.text


def test_in_an_anonymous_room_no_answer_says_who_wrote_what(program: Browser, shelf: Shelf):
    room = opened(program, anonymous=True)
    people = [joined(program, room, name) for name in ("Zarmina", "Quirin")]
    leads = sharing.enter(shelf, room["map"]["id"], room["facilitator_key"])
    onlooker = sharing.share(shelf, leads, "view").key or ""
    here, page = f"/api/maps/{room['map']['id']}", f"/maps/{room['map']['id']}"
    changes = []
    for number, each in enumerate(people):
        key = by(each["participant_key"])
        node = {"id": f"c{number}", "kind": "claim", "text": f"Card {number}."}
        other = {"id": "c0", "changes": {"text": "Mine."}, "was": {"author": "x"}}
        for operation in ({"type": "AddNode", "node": node}, {"type": "EditNode", **other}):
            body = {"operation_id": f"{operation['type']}{number}", "operations": [operation]}
            changes.append(program.post(f"{here}/operations", json=body, headers=key))
        changes.append(add(program, room, each["participant_key"], f"Reason {number} of some length."))
    assert [each.status_code for each in changes] == [200, 200, 201, 200, 403, 201]
    secrets = [value for each in people for value in (each["participant"], each["nickname"])]
    for answer in changes:
        assert not [value for value in secrets if value in answer.text], answer.url
    for key in (*(each["participant_key"] for each in people), onlooker):
        for address in (here, f"{here}/analysis", f"{page}.json", f"{page}.argdown", f"{page}.svg"):
            answer = program.get(address, headers=by(key))
            assert answer.status_code == 200 or address.endswith("analysis")
            assert not [value for value in secrets if value in answer.text], address
        # On their own pages people are called by their own name.
        own = next((each["nickname"] for each in people if each["participant_key"] == key), None)
        visitor = Browser(program.app, base_url="http://argmap.test")
        visitor.open(f"{page}/open/{key}")
        seen = [
            visitor.get(f"{page}{rest}")
            for rest in ("", "?card=c0", "/history", "/share", "/analysis", "/wall")
        ]
        copied = visitor.post(
            f"{page}/copy", headers={"sec-fetch-site": "same-origin"}, data={"operation": "c"}
        )
        seen.append(visitor.get(f"/api/maps/{copied.url.path.rpartition('/')[2]}"))
        assert "Reason 1 of some length." in seen[-1].text
        for answer in seen:
            assert not [value for value in secrets if value != own and value in answer.text], answer.url
    led = program.get(here, headers=by(room["facilitator_key"])).json()
    assert {node.get("author") for node in led["nodes"]} == {None, *(each["participant"] for each in people)}


def test_names_that_are_shown_at_first_are_gone_as_soon_as_the_room_is_anonymous(
    program: Browser, shelf: Shelf
):
    room = opened(program)
    one, two = joined(program, room), joined(program, room)
    add(program, room, one["participant_key"], "A reason.")
    addresses = (f"/api/maps/{room['map']['id']}", f"/maps/{room['map']['id']}.json")
    before = [program.get(each, headers=by(two["participant_key"])) for each in addresses]
    assert all(one["participant"] in each.text for each in before)
    access = sharing.enter(shelf, room["map"]["id"], room["facilitator_key"])
    rooms.switch(shelf, access, "anonymous", on=True)
    for address, known in zip(addresses, before, strict=True):
        headers = {**by(two["participant_key"]), "if-none-match": known.headers["etag"]}
        again = program.get(address, headers=headers)
        assert again.status_code == 200
        assert one["participant"] not in again.text


def test_keys_open_their_own_room_alone(program: Browser):
    room, other = opened(program), opened(program)
    key = joined(program, room)["participant_key"]
    assert program.get(f"/api/maps/{other['map']['id']}", headers=by(key)).status_code == 404
    assert add(program, other, key, "Somewhere else.").status_code == 404
    assert add(program, other, room["facilitator_key"], "Somewhere else.").status_code == 404


def test_rooms_are_told_by_the_address_at_which_others_reach_them(shelf: Shelf):
    program = Browser(create_app(shelf, public="http://192.168.1.20:8000"))
    room = opened(program)
    assert room["map"]["links"]["join"] == f"http://192.168.1.20:8000/r/{room['code']}"
    made = program.post("/api/maps", json=QUESTION).json()
    assert made["links"]["page"].startswith("http://192.168.1.20:8000/maps/")


def test_the_stream_of_a_room_opens_to_its_keys_and_not_to_its_code(
    browser: Callable[[], Browser], shelf: Shelf, monkeypatch: pytest.MonkeyPatch
):
    class Live:
        """A stream that says to whom it is opened, and ends."""

        @staticmethod
        def stream(_visit: object, access: sharing.Access) -> PlainTextResponse:
            return PlainTextResponse(f"{access.map} {access.role}")

    monkeypatch.setattr(api_rooms, "live", Live)
    program = browser()
    room, other = opened(program), opened(program)
    key, map_id = joined(program, room)["participant_key"], room["map"]["id"]
    view = sharing.share(shelf, sharing.enter(shelf, map_id, room["facilitator_key"]), "view").key or ""
    here = f"/api/rooms/{room['code'].lower()}/events"
    keys = {"participant": key, "facilitator": room["facilitator_key"], "onlooker": view}
    for role, each in keys.items():
        assert program.get(here, headers=by(each)).text == f"{map_id} {role}"
    closed = [
        program.get(here),
        program.get(here, headers=by(other["facilitator_key"])),
        program.get(here, headers=by(room["code"])),
        program.get("/api/rooms/CCCCCC/events", headers=by(key)),
    ]
    assert [each.status_code for each in closed] == [404] * 4
    assert len({each.json()["detail"] for each in closed}) == 1


def test_of_two_who_open_a_room_on_one_map_at_once_one_does(shelf: Shelf):
    made = maps.make(shelf, "Should cars leave the town?", ["Yes."])
    before = sharing.enter(shelf, made.map, made.edit_key)
    rooms.open_on(shelf, before)
    with pytest.raises(Conflict, match="a room on this map already"):
        rooms.open_on(shelf, before)
