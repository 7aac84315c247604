"""Rooms on pages: opened, entered, led and left; every action at the desk by everybody; the wall; one's own cards."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from html import unescape

import pytest

from argmap.service.shelf import Shelf
from argmap.web.app import create_app
from argmap.web.limits import LIMITS, Limits
from tests.web.conftest import Browser

Browsers = Callable[[], Browser]
FORM = {
    "accept": "text/html",
    "content-type": "application/x-www-form-urlencoded",
    "sec-fetch-site": "same-origin",
}


@dataclass
class Room:
    """A room that was just opened, the browser that leads it, its code and its map."""

    leader: Browser
    code: str
    map: str

    @property
    def here(self) -> str:
        return f"/maps/{self.map}"

    @property
    def desk(self) -> str:
        return self.leader.open(f"{self.here}/room")

    def press(self, what: str, **typed: str) -> int:
        return send(self.leader, f"{self.here}/room/{what}", **typed)

    def card(self, text: str) -> str:
        nodes = self.leader.get(f"{self.here}.json").json()["nodes"]
        return next(str(node["id"]) for node in nodes if node["text"] == text)


def send(browser: Browser, address: str, **typed: str) -> int:
    """Send a form as the page would; the status of where it leads to."""
    answer = browser.post(address, data=typed, headers=FORM)
    browser.html, browser.status, browser.at = answer.text, answer.status_code, str(answer.url)
    return browser.status


def opened(browser: Browser, **typed: str | list[str]) -> Room:
    browser.open("/rooms/new")
    typed = {"question": "Should cars leave the town?", "position": ["Yes.", "No."], **typed}
    assert browser.submit("/rooms", **typed) == 200
    code = re.search(r'id="code"[^>]*>([^<]+)<', browser.html)
    found = re.search(r"/maps/([a-z2-7]+)/room$", browser.at)
    assert code
    assert found
    return Room(browser, code.group(1).replace(" ", ""), found.group(1))


@pytest.fixture
def room(browser: Browsers) -> Room:
    return opened(browser())


@pytest.fixture
def joined(browser: Browsers, room: Room) -> Callable[..., Browser]:
    """Somebody who has come in, under a nickname."""

    def join(name: str = "", code: str = room.code) -> Browser:
        made = browser()
        made.open(f"/r/{code}")
        assert made.submit("/join", nickname=name) == 200, made.html
        return made

    return join


def write(
    browser: Browser, room: Room, text: str, card: str = "n2", kind: str = "reason", **more: str
) -> int:
    return send(browser, f"{room.here}/cards", operation=text, kind=kind, card=card, text=text, **more)


def words(browser: Browser) -> str:
    found = re.search(r'class="four"[^>]*>([^<]+)<', browser.html)
    assert found, browser.html
    return found.group(1)


# Opening


def test_a_room_is_open_after_one_form(room: Room):
    page = room.desk
    assert f"http://argmap.test/r/{room.code}" in page
    assert '<svg class="qr" role="img"' in page
    assert f"{room.here}/open/" in page
    assert room.leader.open(room.here).count(f'href="{room.here}/room"') == 1


@pytest.mark.parametrize("chosen", ["template-classroom-debate", "town-centre-cars"])
def test_a_room_is_opened_on_a_copy_of_a_bundled_map(browser: Browsers, chosen: str):
    leader = browser()
    assert f'<option value="{chosen}"' in leader.open("/rooms/new")
    made = opened(leader, map=chosen)
    assert made.map != chosen
    assert leader.get(f"{made.here}.json").json()["nodes"]


def test_a_room_is_opened_on_a_map_of_ones_own_once(teacher: Browser):
    map_id = re.search(r"/maps/([a-z2-7]+)", teacher.at)
    assert map_id
    assert f"/rooms/new?map={map_id.group(1)}" in teacher.open(f"/maps/{map_id.group(1)}/share")
    assert f'value="{map_id.group(1)}" dir="auto" selected' in teacher.open(
        f"/rooms/new?map={map_id.group(1)}"
    )
    made = opened(teacher, map=map_id.group(1))
    assert made.map == map_id.group(1)
    assert send(teacher, "/rooms", map=made.map) == 422
    assert "There is a room on this map already." in teacher.html


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ({"question": " "}, "The question"),
        ({"format": "party"}, "A room is for a"),
        ({"position": ["x"] * 21}, "20 are the most"),
    ],
)
def test_a_form_that_does_not_fit_comes_back_with_what_was_typed(
    browser: Browsers, typed: dict[str, str | list[str]], said: str
):
    made = browser()
    made.open("/rooms/new")
    assert made.submit("/rooms", **{"question": "Cars?", "position": ["Yes.", ""], **typed}) == 422
    assert said in unescape(made.html)
    if typed.get("question") is None:
        assert 'value="Cars?"' in made.html


@pytest.mark.parametrize(
    ("base", "local"),
    [("http://localhost:8000", True), ("http://127.0.0.1:8000", True), ("http://10.0.0.7:8000", False)],
)
def test_an_address_that_nobody_else_reaches_says_so(shelf: Shelf, base: str, local: bool):
    made = opened(Browser(create_app(shelf), base_url=base))
    assert ("argmap classroom" in made.desk) is local
    assert f"{base}/r/{made.code}" in made.desk
    assert ("<b>Not yet.</b>" in made.leader.open("/help/network")) is local


def test_an_address_that_the_server_was_told_goes_into_code_and_links(shelf: Shelf):
    app = create_app(shelf, public="https://debate.example.org")
    made = opened(Browser(app, base_url="http://127.0.0.1:8000"))
    assert f"https://debate.example.org/r/{made.code}" in made.desk
    assert "127.0.0.1" not in made.desk


# Coming in


def test_whoever_has_the_code_comes_in_however_it_is_typed(browser: Browsers, room: Room):
    pupil = browser()
    typed = f" {room.code[:3].lower()}-{room.code[3:].lower()} "
    pupil.get("/join")
    answer = pupil.get("/join", params={"code": typed})
    assert str(answer.url).endswith(f"/r/{room.code}")
    pupil.html = answer.text
    assert pupil.submit("/join", nickname="Ada") == 200
    assert 'You are <b dir="auto">Ada</b>' in pupil.html
    assert "Ada" in room.desk


def test_a_name_is_given_to_whoever_types_none(joined: Callable[..., Browser]):
    name = re.search(r'You are <b dir="auto">([^<]+)</b>', joined().html)
    assert name
    assert len(name.group(1)) > 2


def test_a_name_that_looks_like_anothers_is_not_given_twice(
    browser: Browsers, room: Room, joined: Callable[..., Browser]
):
    joined("Heron 1")
    other = browser()
    other.open(f"/r/{room.code}")
    assert other.submit("/join", nickname="HERON 1") == 422
    assert "Somebody here is called" in other.html
    assert 'value="HERON 1"' in other.html
    assert other.submit("/join", nickname="Heron 2") == 200


@pytest.mark.parametrize("code", ["nowhere", "CCCCCC", "x" * 200, "%00", "💥"])
def test_a_wrong_code_says_what_to_do(browser: Browsers, code: str):
    made = browser()
    for address in (f"/r/{code}", f"/join?code={code}"):
        made.open(address)
        assert made.status == 404
        assert "Look at the board again" in made.html
        assert 'name="code"' in made.html


def test_only_wrong_codes_are_limited(shelf: Shelf):
    app = create_app(shelf, Limits({**LIMITS}))
    made = opened(Browser(app, base_url="http://argmap.test"))
    for number in range(40):
        pupil = Browser(app, base_url="http://argmap.test")
        pupil.open(f"/r/{made.code}")
        assert pupil.submit("/join", nickname=f"Heron {number}") == 200
    guesser = Browser(app, base_url="http://argmap.test")
    found = [guesser.get("/r/CCCCCC", headers=FORM).status_code for _ in range(70)]
    assert set(found) == {404, 429}
    # The class shares the address of whoever guessed, and comes in all the same.
    late = Browser(app, base_url="http://argmap.test")
    late.open(f"/r/{made.code}")
    assert late.submit("/join", nickname="Late") == 200


def test_the_words_are_shown_until_they_are_copied_and_let_another_device_in(
    browser: Browsers, room: Room, joined: Callable[..., Browser]
):
    first = joined("Ada")
    said = words(first)
    first.open(room.here)
    assert words(first) == said
    assert first.submit("/me/kept") == 200
    assert "four" not in re.sub(r"style.*", "", first.open(room.here))
    second = browser()
    second.open(f"/r/{room.code}")
    assert second.submit("/back", words="one two three four") == 422
    assert "These words open nothing here." in second.html
    assert second.submit("/back", words=said.upper().replace(" ", "-")) == 200
    assert 'You are <b dir="auto">Ada</b>' in second.open(room.here)
    assert "One participant" in room.desk


def test_a_locked_room_says_so_and_lets_nobody_in(
    browser: Browsers, room: Room, joined: Callable[..., Browser]
):
    inside = joined("Ada")
    assert room.press("switch", name="locked", on="1") == 200
    other = browser()
    assert "The room is locked" in other.open(f"/r/{room.code}")
    assert send(other, f"/r/{room.code}/join", nickname="Ben") == 422
    assert write(inside, room, "The air gets cleaner.") == 403
    assert "The room is locked at present" in inside.html
    assert "The room is locked" in inside.open(room.here)
    assert 'id="do-reason"' not in inside.open(f"{room.here}?card=n2")
    assert "The room is locked" in room.leader.open(f"{room.here}/wall")
    assert room.press("switch", name="locked", on="0") == 200
    assert write(inside, room, "The air gets cleaner.") == 200


def test_a_form_that_is_sent_twice_makes_nobody_two(room: Room, joined: Callable[..., Browser]):
    pupil = joined("Ada")
    assert send(pupil, f"/r/{room.code}/join", nickname="Ada") == 200
    assert pupil.at.endswith(room.here)
    assert "One participant" in room.desk


def test_the_desk_is_not_lost_by_joining_ones_own_room(room: Room):
    assert "This browser leads the room" in room.leader.open(f"/r/{room.code}")
    assert send(room.leader, f"/r/{room.code}/join", nickname="Me") == 200
    assert room.leader.at.endswith(f"{room.here}/room")


# Leading

DESK = {
    "switch": {"name": "queue", "on": "1"},
    "code": {},
    "forget": {"days": "7"},
    "erase": {"sure": "1"},
    "rename": {"participant": "?", "nickname": "Bea"},
    "remove": {"participant": "?"},
    "device": {"participant": "?"},
    "approve": {"card": "n2"},
    "refuse": {"card": "n2"},
    "show": {"card": "n2"},
}


def role(name: str, browser: Browsers, room: Room, joined: Callable[..., Browser]) -> Browser:
    """A browser that comes to the room as somebody."""
    if name == "facilitator":
        return room.leader
    if name == "participant":
        return joined("Eve")
    made = browser()
    if name == "onlooker":
        send(room.leader, f"{room.here}/links", role="view")
        link = re.findall(r'value="http://argmap.test(/maps/[^"]*/open/[^"]*)"', room.leader.html)[-1]
        made.open(link)
    if name == "other":
        opened(made)
    return made


@pytest.mark.parametrize("what", DESK)
@pytest.mark.parametrize("who", ["facilitator", "participant", "onlooker", "other", "nobody"])
def test_only_the_facilitator_acts_at_the_desk(
    browser: Browsers, room: Room, joined: Callable[..., Browser], who: str, what: str
):
    pupil = joined("Ada")
    write(pupil, room, "The air gets cleaner.")
    found = re.search(r'id="person-([a-z2-7]+)"', room.desk)
    assert found
    typed = {name: found.group(1) if value == "?" else value for name, value in DESK[what].items()}
    before = room.desk
    visitor = role(who, browser, room, joined)
    expected = {"facilitator": 200, "participant": 403, "onlooker": 403}.get(who, 404)
    if what in ("approve", "refuse", "show") and who == "facilitator":
        expected = 422  # the card neither waits nor is hidden
    assert send(visitor, f"{room.here}/room/{what}", **typed) == expected
    if who != "facilitator":
        after = re.sub(r"<li><p><b[^>]*>Eve</b>.*?</li>", "", room.desk, flags=re.DOTALL)
        for fact in ("Ada", room.code[:3] + " " + room.code[3:], 'aria-checked="false"'):
            assert (fact in after) == (fact in before)


@pytest.mark.parametrize("page", ["room", "room/log.txt"])
@pytest.mark.parametrize(
    ("who", "status"), [("participant", 403), ("onlooker", 403), ("other", 404), ("nobody", 404)]
)
def test_only_the_facilitator_sees_the_desk(
    browser: Browsers, room: Room, joined: Callable[..., Browser], page: str, who: str, status: int
):
    visitor = role(who, browser, room, joined)
    assert room.code not in visitor.open(f"{room.here}/{page}")
    assert visitor.status == status


def test_the_printed_link_leads_back_to_the_desk(browser: Browsers, room: Room):
    key = re.search(r'id="key"[^>]*value="http://argmap.test([^"]*)"', room.desk)
    assert key
    other = browser()
    other.open(key.group(1))
    assert f'href="{room.here}/room"' in other.html
    other.open(f"{room.here}/room")
    assert other.status == 200


@pytest.mark.parametrize("name", ["locked", "verdicts", "queue", "anonymous"])
def test_every_switch_goes_on_and_off(room: Room, name: str):
    for on in ("1", "0"):
        assert room.press("switch", name=name, on=on) == 200
        button = re.search(rf'id="switch-{name}"[^>]*aria-checked="(\w+)"', room.desk)
        assert button
        assert button.group(1) == ("true" if on == "1" else "false")


def test_a_switch_that_there_is_not_says_so(room: Room):
    assert room.press("switch", name="revision", on="1") == 422
    assert "A room has no switch" in room.leader.html


def test_a_new_code_lets_nobody_in_by_the_old_one(
    browser: Browsers, room: Room, joined: Callable[..., Browser]
):
    pupil = joined("Ada")
    assert room.press("code") == 200
    made = browser()
    made.open(f"/r/{room.code}")
    assert made.status == 404
    assert write(pupil, room, "The air gets cleaner.") == 200


def test_people_are_renamed_and_removed_and_get_another_device(
    browser: Browsers, room: Room, joined: Callable[..., Browser]
):
    pupil = joined("Rude Name")
    person = re.search(r'id="person-([a-z2-7]+)"', room.desk)
    assert person
    assert room.press("rename", participant=person.group(1), nickname="Bea") == 200
    assert 'You are <b dir="auto">Bea</b>' in pupil.open(room.here)
    assert room.press("rename", participant=person.group(1), nickname="\u200b") == 422
    assert room.press("device", participant=person.group(1)) == 200
    link = re.search(r'id="pass"[^>]*value="http://argmap.test([^"]*)"', room.leader.html)
    assert link
    tablet = browser()
    tablet.open(link.group(1))
    assert 'You are <b dir="auto">Bea</b>' in tablet.html
    assert room.press("remove", participant=person.group(1)) == 200
    for device in (pupil, tablet):
        device.open(room.here)
        assert device.status == 404
    assert "not in the room any more" in room.desk


def test_what_waits_is_seen_by_its_writer_and_the_facilitator_alone(
    room: Room, joined: Callable[..., Browser]
):
    ada, ben = joined("Ada"), joined("Ben")
    room.press("switch", name="queue", on="1")
    assert write(ada, room, "The air gets cleaner.") == 200
    assert write(ada, room, "Everybody walks more.") == 200
    for page in (
        room.here,
        f"{room.here}/wall",
        f"{room.here}.json",
        f"{room.here}.svg",
        f"{room.here}.html",
    ):
        assert "The air gets cleaner." not in ben.open(page).replace("\n", " ")
    assert "It waits to be let through" in ada.open(f"{room.here}/me")
    assert "Written by Ada" in room.desk
    waiting = re.findall(r'name="card" value="(\w+)"', room.desk)
    first, second = waiting[0], waiting[2]
    assert room.press("approve", card=first, operation="a") == 200
    assert "The air gets cleaner." in ben.open(room.here)
    assert room.press("refuse", card=second, operation="b") == 200
    assert "Hidden cards" in room.desk
    assert "Hidden by the facilitator" in ada.open(f"{room.here}/me")
    assert room.press("show", card=second, operation="c") == 200
    assert "Everybody walks more." in ben.open(room.here)


def test_names_are_erased_once_it_is_meant(room: Room, joined: Callable[..., Browser]):
    pupil = joined("Ada")
    write(pupil, room, "The air gets cleaner.")
    assert "Ada  Added" in room.leader.get(f"{room.here}/room/log.txt").text
    assert room.press("erase") == 422
    assert "tick the box" in room.leader.html
    assert room.press("erase", sure="1") == 200
    for page in ("/room", "/room/log.txt", "", "/history", "/wall"):
        assert "Ada" not in room.leader.open(room.here + page)
    assert "The air gets cleaner." in room.leader.get(f"{room.here}/room/log.txt").text
    assert write(pupil, room, "It is quiet there.") == 200


@pytest.mark.parametrize(
    ("days", "status"), [("1", 200), ("365", 200), ("0", 422), ("366", 422), ("soon", 422)]
)
def test_names_are_kept_for_as_long_as_is_said(room: Room, days: str, status: int):
    assert room.press("forget", days=days) == status


# The map of a room


def test_everybody_changes_their_own_cards_alone_and_answers_any(room: Room, joined: Callable[..., Browser]):
    ada, ben = joined("Ada"), joined("Ben")
    write(ada, room, "The air gets cleaner.")
    card = room.card("The air gets cleaner.")
    mine, theirs = ada.open(f"{room.here}?card={card}"), ben.open(f"{room.here}?card={card}")
    assert "Written by you" in mine
    assert "Written by Ada" in theirs
    for action in ("edit", "move", "connect", "remove"):
        assert f'class="quiet" id="{action}"' in mine
        assert f'class="quiet" id="{action}"' not in theirs
        assert 'id="save"' not in ben.open(f"{room.here}?card={card}&do={action}")
    assert 'id="do-objection"' in theirs
    assert 'id="hide"' not in mine + theirs
    assert 'id="merge"' not in mine + theirs
    for what, typed in (
        ("edit", {"version": "1", "text": "It does not."}),
        ("connect", {"kind": "attack", "target": "n3"}),
        ("remove", {"version": "1"}),
        ("hide", {}),
        ("merge", {"keep": "n2"}),
    ):
        assert send(ben, f"{room.here}/cards/{card}/{what}", operation="x", **typed) == 403, what
    assert send(ben, f"{room.here}/links", role="edit") == 403
    assert send(ben, f"{room.here}/undo", operation="x", revision="2") == 403
    assert ben.open(f"{room.here}/history")
    assert ben.status == 403
    assert 'id="question"' not in theirs
    assert write(ben, room, "Vans stay.", card, "objection") == 200


def test_deleting_an_answered_card_leaves_a_trace(room: Room, joined: Callable[..., Browser]):
    ada, ben = joined("Ada"), joined("Ben")
    write(ada, room, "The air gets cleaner.")
    write(ada, room, "It is quiet there.")
    first, second = room.card("The air gets cleaner."), room.card("It is quiet there.")
    write(ben, room, "Vans stay.", first, "objection")
    assert "an empty card stays in its place" in ada.open(f"{room.here}?card={first}&do=remove")
    assert ada.submit("/remove") == 200
    assert "The air gets cleaner." not in ada.open(room.here)
    assert "Vans stay." in ada.open(room.here)
    ada.open(f"{room.here}?card={second}&do=remove")
    assert ada.submit("/remove") == 200
    assert len(room.leader.get(f"{room.here}.json").json()["nodes"]) == 5


def test_what_was_nearly_said_already_is_pointed_out_once_and_never_refused(
    room: Room, joined: Callable[..., Browser]
):
    ada, ben = joined("Ada"), joined("Ben")
    write(ada, room, "Without cars the air gets cleaner.")
    card = room.card("Without cars the air gets cleaner.")
    ben.open(f"{room.here}?card=n2&do=reason")
    assert ben.submit("/cards", text="Without cars, the air gets cleaner!") == 422
    assert f'href="{room.here}?card={card}"' in ben.html
    assert "Add it all the same" in ben.html
    assert len(room.leader.get(f"{room.here}.json").json()["nodes"]) == 4
    assert ben.submit("/cards") == 200
    assert len(room.leader.get(f"{room.here}.json").json()["nodes"]) == 5


def test_two_cards_are_merged_and_one_hidden_and_both_undone(room: Room, joined: Callable[..., Browser]):
    ada, ben = joined("Ada"), joined("Ben")
    write(ada, room, "Without cars the air gets cleaner.")
    write(
        ben,
        room,
        "Without cars the air soon gets cleaner.",
        seen=room.card("Without cars the air gets cleaner."),
    )
    write(ben, room, "Nonsense and more.")
    kept, gone = (
        room.card("Without cars the air gets cleaner."),
        room.card("Without cars the air soon gets cleaner."),
    )
    page = room.leader.open(f"{room.here}?card={gone}&do=merge")
    choices = re.findall(r'<option value="(\w+)"( selected)?', page)
    assert choices[0] == (kept, " selected")
    assert gone not in dict(choices)
    assert "This card goes:" in page
    far = room.card("Nonsense and more.")
    assert '<option value="" disabled selected' in room.leader.open(f"{room.here}?card={far}&do=merge")
    room.leader.open(f"{room.here}?card={gone}&do=merge")
    assert room.leader.submit("/merge", keep=kept) == 200
    assert "Merged into" in room.leader.html
    assert "Without cars the air soon gets cleaner." not in ben.open(room.here)
    nonsense = room.card("Nonsense and more.")
    room.leader.open(f"{room.here}?card={nonsense}")
    assert room.leader.submit("/hide") == 200
    assert "Nonsense and more." not in ada.open(room.here)
    for text in ("Nonsense and more.", "Without cars the air soon gets cleaner."):
        room.leader.open(room.here)
        assert room.leader.submit("/undo") == 200
        assert text in ada.open(room.here)
    assert send(room.leader, f"{room.here}/cards/{gone}/merge", operation="y", keep=gone) == 422


def test_undo_takes_back_ones_own_change_and_the_history_anybodys(room: Room, joined: Callable[..., Browser]):
    ada = joined("Ada")
    write(room.leader, room, "Parking is cheap.")
    write(ada, room, "The air gets cleaner.")
    page = room.leader.open(room.here)
    assert 'title="Takes back: Added “Parking is cheap.” for “Yes.”"' in page
    assert room.leader.submit("/undo") == 200
    page = ada.open(room.here)
    assert "Parking is cheap." not in page
    assert "The air gets cleaner." in page
    page = room.leader.open(f"{room.here}/history")
    latest = re.findall(r'action="([^"]*/history/\d+)"', page)[0]
    assert room.leader.submit(latest) == 200
    assert "The air gets cleaner." not in ada.open(room.here)


def test_in_an_anonymous_room_the_facilitator_alone_knows_who_wrote_what(browser: Browsers):
    made = opened(browser(), anonymous="1")
    people = []
    for name in ("Zuleika", "Balthazar"):
        people.append(browser())
        people[-1].open(f"/r/{made.code}")
        assert people[-1].submit("/join", nickname=name) == 200
    write(people[0], made, "The air gets cleaner.")
    card = made.card("The air gets cleaner.")
    ids = re.findall(r'id="person-([a-z2-7]+)"', made.desk)
    assert len(ids) == 2
    for page in (
        "",
        f"?card={card}&structure=full",
        "/wall",
        "/share",
        ".json",
        ".svg",
        ".html",
        ".argdown",
        "/me",
        "?badges=author",
        ".svg?badges=author",
        ".html?badges=author",
    ):
        text = people[1].open(made.here + page)
        assert people[1].status == 200
        assert not [each for each in ("Zuleika", *ids) if each in text], page
    assert "Written by you" in people[0].open(f"{made.here}?card={card}")
    assert "Written by Zuleika" in made.leader.open(f"{made.here}?card={card}")
    for page in ("?badges=author", ".svg?badges=author"):
        assert 'class="badge"' in made.leader.open(made.here + page)
        assert ">Zuleika<" in made.leader.open(made.here + page)


def test_pages_are_never_kept_for_somebody_else(room: Room, joined: Callable[..., Browser]):
    ada, ben = joined("Ada"), joined("Ben")
    for each in (ada, ben):
        send(each, f"{room.here}/me/kept")
    assert 'You are <b dir="auto">Ada</b>' in ada.open(room.here)
    assert 'You are <b dir="auto">Ben</b>' in ben.open(room.here)
    assert "You are <b" not in room.leader.open(room.here)


# The wall, and one's own page


def test_the_wall_shows_the_code_and_what_is_new_answered_and_waiting(
    browser: Browsers, room: Room, joined: Callable[..., Browser]
):
    ada = joined("Ada")
    empty = room.leader.open(f"{room.here}/wall")
    assert "The first card will stand here." in empty
    assert '<svg class="qr"' in empty
    assert "Every card has an answer." not in empty
    assert 'id="unanswered"' not in empty
    assert '<noscript><meta http-equiv="refresh" content="5"></noscript>' in empty
    write(ada, room, "The air gets cleaner.")
    write(ada, room, "Vans stay.", room.card("The air gets cleaner."), "objection")
    projector = role("onlooker", browser, room, joined)
    page = projector.open(f"{room.here}/wall")
    lists = dict(re.findall(r'<section aria-labelledby="(\w+)"[^>]*>(.*?)</section>', page, re.DOTALL))
    assert "Vans stay." in lists["newest"]
    assert "The air gets cleaner." in lists["answered"]
    assert "one answer" in lists["answered"]
    assert "Vans stay." in lists["unanswered"]
    assert "The air gets cleaner." not in lists["unanswered"]
    assert "No." in lists["unanswered"]
    assert "Yes." not in lists["unanswered"]
    assert '<svg class="qr"' in page
    assert "4 cards: 2 positions, one reason, one objection." in page
    write(ada, room, "Tests show it.", room.card("The air gets cleaner."), "evidence")
    assert "2 positions, one reason, one piece of evidence, one objection." in projector.open(
        f"{room.here}/wall"
    )
    assert f"{room.code[:3]} {room.code[3:]}" in page
    assert "Ada" not in page


def test_the_projector_shows_how_to_join_and_nothing_that_is_for_the_facilitator_alone(
    room: Room, joined: Callable[..., Browser]
):
    joined("Ada")
    key = re.search(r"/open/([a-z2-7]{34})", room.desk)
    assert key is not None
    shown = room.leader.open(f"{room.here}/room/sign")
    assert room.code[:3] in shown
    assert "One has joined." in shown
    assert key.group(1) not in shown
    assert "Ada" not in shown
    pupil = joined("Ben")
    pupil.open(f"{room.here}/room/sign")
    assert pupil.status == 403


def test_the_link_that_was_kept_opens_the_desk(room: Room, browser: Browsers):
    link = re.search(r"/maps/[^/]+/open/[a-z2-7]{34}", room.desk)
    assert link is not None
    another = browser()
    another.open(link.group())
    assert another.at.endswith(f"{room.here}/room")


def test_the_desk_keeps_itself_up_to_date(room: Room, joined: Callable[..., Browser]):
    desk = room.desk
    assert f'data-live-map="{room.here}"' in desk
    before = re.search(r'data-stamp="([^"]*)"', desk)
    joined("Ada")
    after = re.search(r'data-stamp="([^"]*)"', room.desk)
    assert before is not None
    assert after is not None
    assert before.group(1) != after.group(1)


def test_the_next_one_at_a_shared_device_cannot_read_the_words_of_the_last(
    room: Room, joined: Callable[..., Browser]
):
    pupil = joined("Ada")
    words = re.search(r'class="four"[^>]*>([^<]+)<', pupil.open(room.here))
    assert words is not None
    assert words.group(1) not in pupil.open(f"{room.here}/me")


def test_whoever_was_removed_is_told_so_and_not_to_look_for_missing_letters(
    room: Room, joined: Callable[..., Browser]
):
    pupil = joined("Ada")
    found = re.search(r'name="participant" value="([^"]+)"', room.desk)
    assert found is not None
    room.press("remove", participant=found.group(1))
    text = pupil.open(room.here)
    assert pupil.status == 404
    assert "you are not in the room any more" in text
    assert "missing letters" not in text


def test_what_came_of_a_press_stands_where_one_goes_on_writing(room: Room, joined: Callable[..., Browser]):
    pupil = joined("Ada")
    room.press("switch", name="queue", on="1")
    write(pupil, room, "The air gets cleaner.")
    told = re.search(r'<p class="told"[^>]*>([^<]*)<', pupil.html)
    assert told is not None
    assert "The air gets cleaner." in told.group(1)


def test_a_map_without_a_room_has_a_wall_without_a_code(browser: Browsers):
    made = browser()
    assert 'class="corner"' not in made.open("/maps/town-centre-cars/wall")
    assert made.status == 200


def test_not_you_lets_the_next_one_at_this_device_come_in(room: Room, joined: Callable[..., Browser]):
    pupil = joined("Ada")
    assert "Ada" in pupil.open(f"{room.here}/me")
    assert pupil.submit("/me/not") == 200
    assert pupil.at.endswith(f"/r/{room.code}")
    pupil.open(room.here)
    assert pupil.status == 404
    pupil.open(f"/r/{room.code}")
    assert pupil.submit("/join", nickname="Ben") == 200
    assert "2 participants" in room.desk


@pytest.mark.parametrize("texts", [False, True])
def test_whoever_leaves_takes_their_name_along_and_what_they_wrote_if_they_like(
    room: Room, joined: Callable[..., Browser], texts: bool
):
    pupil = joined("Ada")
    write(pupil, room, "The air gets cleaner.")
    room.press("switch", name="locked", on="1")
    pupil.open(f"{room.here}/me")
    assert pupil.submit("/me/leave") == 422
    assert "Nothing was erased" in pupil.html
    assert pupil.submit("/me/leave", sure="1", **({"texts": "1"} if texts else {})) == 200
    assert pupil.at.endswith("/join")
    pupil.open(room.here)
    assert pupil.status == 404
    for page in ("", "/room", "/room/log.txt", "/history"):
        text = room.leader.open(room.here + page)
        assert "Ada" not in text
        if texts:
            assert "The air gets cleaner." not in text
    assert ("The air gets cleaner." in room.leader.open(room.here)) is not texts


@pytest.mark.parametrize("what", ["", "/not", "/leave"])
def test_only_participants_have_a_page_of_their_own(room: Room, what: str):
    if what:
        assert send(room.leader, f"{room.here}/me{what}") == 403
    else:
        room.leader.open(f"{room.here}/me")
        assert room.leader.status == 403


def test_the_front_page_lists_the_rooms_that_one_leads_and_is_in(room: Room, joined: Callable[..., Browser]):
    assert "You lead its room" in room.leader.open("/")
    assert "You take part in its room" in joined("Ada").open("/")


def test_a_link_that_is_for_less_does_not_take_the_desk_away(
    browser: Browsers, room: Room, joined: Callable[..., Browser]
):
    send(room.leader, f"{room.here}/links", role="view")
    link = re.findall(r'value="http://argmap.test(/maps/[^"]*/open/[^"]*)"', room.leader.html)[-1]
    room.leader.open(link)
    room.leader.open(f"{room.here}/room")
    assert room.leader.status == 200
    pupil = joined("Ada")
    pupil.open(link)
    assert 'You are <b dir="auto">Ada</b>' in pupil.open(room.here)


def test_hostile_names_do_no_harm(room: Room, browser: Browsers):
    for name in ("<script>alert(1)</script>", "'\"><img src=x>", "a" * 59, "\u202egnp.exe", "x" * 400):
        made = browser()
        made.open(f"/r/{room.code}")
        assert made.submit("/join", nickname=name) in (200, 422)
    assert "<script>alert" not in room.desk
    assert "<img src=x>" not in room.desk


def waits(room: Room, joined: Callable[..., Browser], *texts: str) -> list[str]:
    """Cards of one pupil that wait for the facilitator; their ids."""
    assert room.press("switch", name="queue", on="1") == 200
    pupil = joined("Ada")
    for text in texts:
        write(pupil, room, text)
    return re.findall(r'id="wait-(\w+)"', room.desk)


def test_what_waits_says_what_it_answers_and_is_gone_through_one_by_one(
    room: Room, joined: Callable[..., Browser]
):
    first, second, third = waits(room, joined, "The air gets cleaner.", "Streets get safer.", "It is quiet.")
    assert "Reason for “Yes.”" in room.desk
    assert room.press("approve", operation="a", card=second) == 200
    assert room.leader.at.endswith(f"/room#wait-{third}")
    assert room.press("refuse", operation="b", card=third) == 200
    assert room.leader.at.endswith(f"/room#wait-{first}")
    assert room.press("approve", operation="c", card=first) == 200
    assert room.leader.at.endswith("/room#people")


def test_all_that_waits_is_let_through_at_once_and_taken_back_at_once(
    room: Room, joined: Callable[..., Browser]
):
    waits(room, joined, "The air gets cleaner.", "Streets get safer.")
    assert "Let all 2 through" in room.desk
    assert room.leader.submit("/approve-all") == 200
    assert "Streets get safer." in room.leader.open(room.here)
    assert 'id="wait-' not in room.desk
    assert room.leader.submit("/undo") == 200
    assert room.leader.at.endswith("/room")
    assert room.leader.html.count('id="wait-') == 2
    assert room.press("approve-all", operation="d") == 200
    assert room.press("approve-all", operation="e") == 422
    assert "No card waits any more." in room.leader.html


def test_a_name_that_is_taken_comes_back_beside_its_field(room: Room, joined: Callable[..., Browser]):
    joined("Ada"), joined("Ben")
    ben = re.findall(r'id="person-([a-z2-7]+)">Ben<', room.desk)[0]
    assert room.press("rename", participant=ben, nickname="Adа") == 422
    panel = re.search(r"<details open>.*?</details>", room.leader.html, re.DOTALL)
    assert panel
    assert "Somebody here is called" in panel.group()
    assert 'value="Adа" aria-invalid="true" aria-describedby="error" autofocus' in panel.group()
    assert room.leader.html.count('id="error"') == 1
    assert room.press("rename", participant=ben, nickname="Bea") == 200
    assert room.leader.at.endswith(f"/room#person-{ben}")


def test_those_whose_names_are_erased_are_one_line_and_a_newcomer_is_another(
    room: Room, joined: Callable[..., Browser]
):
    joined("Ada"), joined("Ben")
    assert room.press("erase", sure="1") == 200
    assert "2 whose names are erased" in room.desk
    assert "2 participants" in room.desk
    assert 'id="person-' not in room.desk
    joined("Cem")
    assert room.desk.count('id="person-') == 1


def test_the_link_to_the_desk_is_printed_on_a_sheet_of_its_own(room: Room, joined: Callable[..., Browser]):
    sheet = re.search(r'<section class="paper-only own-sheet".*?</section>', room.desk, re.DOTALL)
    assert sheet
    assert '<svg class="qr"' in sheet.group()
    assert f"http://argmap.test{room.here}/open/" in sheet.group()


def test_the_log_tells_what_was_done_at_the_desk_and_no_name_that_was_erased(
    room: Room, joined: Callable[..., Browser]
):
    first, second, third = waits(
        room, joined, "The air gets cleaner.", "Streets get safer.", "Safer streets."
    )
    room.press("approve", operation="a", card=first)
    room.press("refuse", operation="b", card=second)
    room.press("approve-all", operation="c")
    send(room.leader, f"{room.here}/cards/{third}/merge", operation="d", keep=first)
    ada = re.findall(r'id="person-([a-z2-7]+)"', room.desk)[0]
    room.press("rename", participant=ada, nickname="Bea")
    for name in ("locked", "verdicts", "anonymous"):
        room.press("switch", name=name, on="1")
        room.press("switch", name=name, on="0")
    room.press("code")
    room.press("forget", days="7")
    room.press("remove", participant=ada)
    log = room.leader.get(f"{room.here}/room/log.txt").text
    told = [line[21:] for line in log.splitlines() if line.startswith("20")]
    for said in (
        "Facilitator  Let new cards wait at the desk",
        "Facilitator  Let through “The air gets cleaner.”",
        "Facilitator  Refused “Streets get safer.”",
        "Facilitator  Merged “Safer streets.” into “The air gets cleaner.”",
        "Facilitator  Renamed somebody, who is now Bea",
        "Facilitator  Locked the room",
        "Facilitator  Opened the room again",
        "Facilitator  Made a new code",
        "Facilitator  Changed how long names are kept",
        "Facilitator  Removed Bea from the room",
    ):
        assert said in told
    assert sum("Showed everybody" in line for line in told) == 2
    room.press("erase", sure="1")
    log = room.leader.get(f"{room.here}/room/log.txt").text
    assert "Facilitator  Erased all names" in log
    assert "Renamed somebody, who is now Participant 1" in log
    assert not re.search("Ada|Bea|Participant 0", log)


def test_a_locked_room_says_what_became_of_what_was_written_and_offers_no_copy_first(
    room: Room, joined: Callable[..., Browser]
):
    pupil = joined("Ada")
    room.press("switch", name="locked", on="1")
    assert write(pupil, room, "The air gets cleaner.") == 403
    assert "whoever leads it can open it again" in pupil.html
    assert "The air gets cleaner." in pupil.html
    assert "This is not allowed" not in pupil.html
    assert "make a copy" not in pupil.html
    assert 'id="copy"' not in pupil.open(room.here)
    room.press("switch", name="locked", on="0")
    assert "Choose a card to answer it." in pupil.open(room.here)
    assert "Choose a card to answer or change it." in room.leader.open(room.here)


@pytest.mark.parametrize("anonymous", ["", "1"])
def test_that_a_file_names_no_authors_is_a_loss_where_they_are_seen_alone(browser: Browsers, anonymous: str):
    made = opened(browser(), anonymous=anonymous)
    write(made.leader, made, "The air gets cleaner.")
    page = made.leader.open(f"{made.here}/share")
    assert ("One thing is said differently there: The authors" in page) == (not anonymous)
    assert "1 things" not in page


def test_help_with_the_network_leads_back_to_the_desk(room: Room):
    assert f'href="/help/network?room={room.map}"' in room.desk
    page = room.leader.open(f"/help/network?room={room.map}")
    assert f'href="{room.here}/room"' in page
    assert "Stop argmap" not in page
    assert 'id="back"' not in room.leader.open("/help/network?room=../evil")


def test_a_rebuttal_says_whom_it_answers(room: Room, joined: Callable[..., Browser]):
    write(room.leader, room, "Shops lose trade.", kind="objection")
    objection = room.card("Shops lose trade.")
    assert "Rebuttal of an objection to it" in room.leader.open(f"{room.here}?card=n2")
    page = room.leader.open(f"{room.here}?card={objection}")
    assert 'id="do-rebuttal"' in page
    assert "Rebuttal of an objection to it" not in page


def test_participants_take_a_map_with_them_and_share_nothing(room: Room, joined: Callable[..., Browser]):
    page = joined("Ada").open(f"{room.here}/share")
    assert "<title>Take “" in page
    assert 'id="sharing"' not in page
    assert 'id="taking" aria-current="page"' in page
    assert "<title>Share “" in room.leader.open(f"{room.here}/share")


def test_whoever_leads_is_called_what_they_typed(browser: Browsers):
    made = opened(browser(), name="Ms Khan")
    write(made.leader, made, "The air gets cleaner.")
    card = made.card("The air gets cleaner.")
    pupil = browser()
    pupil.open(f"/r/{made.code}")
    assert pupil.submit("/join", nickname="Ms Khan") == 422
    assert pupil.submit("/join", nickname="Ada") == 200
    assert "Written by Ms Khan" in pupil.open(f"{made.here}?card={card}")
    other = browser()
    other.open("/rooms/new")
    assert other.submit("/rooms", question="Why?", name="\u200b") == 422
    assert "nickname" in other.html


def test_what_was_erased_stays_in_its_place_and_leads_no_list(
    browser: Browsers, room: Room, joined: Callable[..., Browser]
):
    ada, ben = joined("Ada"), joined("Ben")
    write(ada, room, "The air gets cleaner.")
    card = room.card("The air gets cleaner.")
    write(ben, room, "Vans stay.", card, "objection")
    ada.open(f"{room.here}/me")
    assert ada.submit("/me/leave", sure="1", texts="1") == 200
    assert "[erased by its author]" in room.leader.open(f"{room.here}?card={card}")
    assert "[erased" not in room.leader.open(f"{room.here}/wall")
    page = room.leader.open(f"{room.here}/analysis?position=n2")
    assert "Vans stay." in page
    charts = re.findall(r'<svg class="chart".*?</svg>', page, re.DOTALL)
    assert "Vans stay." in "".join(charts)
    assert "[erased" not in "".join(charts)
    assert "[erased" not in "".join(re.findall(r"<legend.*?</legend>", page))


def test_the_undo_button_does_not_tell_what_a_hidden_card_says_since(
    room: Room, joined: Callable[..., Browser]
):
    ada, ben = joined("Ada"), joined("Ben")
    write(ben, room, "The air gets cleaner.")
    write(ada, room, "Only in summer.", card="n4", kind="objection")
    send(room.leader, f"{room.here}/cards/n4/hide")
    assert (
        send(
            ben,
            f"{room.here}/cards/n4/edit",
            operation="later",
            text="Never to be read.",
            version="2",
        )
        == 200
    )
    for page in ("", "/me", "/share"):
        assert "Never to be read." not in ada.open(room.here + page)
    assert "Never to be read." in room.leader.open(f"{room.here}/history")
