"""The presenter and the replay as pages: for whoever may read the map, with what they may see of it."""

from __future__ import annotations

import re
from collections.abc import Callable
from html import unescape

import pytest

from argmap.service import rooms, sharing
from argmap.service.answers import Answer, add
from argmap.service.shelf import Press, Shelf
from argmap.web.present import Stage
from tests.web.conftest import Browser

Browsers = Callable[[], Browser]
DEAL = "/maps/balochistan-mining-deal"


def ways(html: str) -> dict[str, str]:
    """Where the keys lead, by their links."""
    found = re.findall(r'<a id="([a-z-]+)" href="([^"]*)" data-keys', html)
    return {name: unescape(href) for name, href in found}


def cards(html: str) -> set[str]:
    return set(re.findall(r'<a id="card-([^"]+)"', html))


# The presenter


@pytest.mark.parametrize(
    ("query", "address"),
    [
        ({}, "/maps/m/present"),
        ({"card": "n3", "view": "map", "palette": "dark"}, "/maps/m/present?card=n3&view=map&palette=dark"),
        ({"card": "<n3>", "view": "x", "palette": "pink", "from": "-1", "blank": "2"}, "/maps/m/present"),
        ({"card": "n3", "from": "3", "blank": "1"}, "/maps/m/present?card=n3&blank=1&from=3"),
    ],
)
def test_what_an_address_of_the_presenter_asks_for(query: dict[str, str], address: str):
    assert Stage.of("m", query).href() == address


def test_the_presenter_begins_with_the_question_and_goes_through_every_card(browser: Browsers):
    visitor = browser()
    page = visitor.open("/maps/town-centre-cars/present")
    assert "closed to private cars" in page
    assert page.count('class="shown position"') == 2
    seen = []
    while (onward := ways(page).get("next")) is not None:
        page = visitor.open(onward)
        seen.append(re.findall(r'id="at-([^"]+)"', page)[0])
    assert len(seen) == len(set(seen)) == 14
    assert "Escape" in page
    assert "/maps/town-centre-cars?card=" in ways(page)["leave"]


def test_a_card_stands_with_its_path_and_what_speaks_for_it_and_against_it(browser: Browsers):
    visitor = browser()
    page = visitor.open(f"{DEAL}/present?card=n3")
    path = page.partition('class="path"')[2].partition("</ol>")[0]
    assert path.count("<li") == 2
    assert 'id="at-n3"' in path
    assert "What speaks for it" in page
    assert ways(page)["up"] == f"{DEAL}/present?card=n2"
    assert "These count only together" in page


def test_the_contested_points_are_gone_through_the_most_contested_first(browser: Browsers):
    visitor = browser()
    page = visitor.open(f"{DEAL}/present")
    assert "22 contested points" in page
    page = visitor.open(ways(page)["contested"])
    assert "Contested point 1 of 22: one argument for it, one against it" in page
    assert "then the most evenly matched" in page
    page = visitor.open(ways(page)["contested"])
    assert "Contested point 2 of 22: " in page
    assert "Contested point 1 of 22: " in visitor.open(ways(page)["contested-last"])


def made(teacher: Browser, question: str, texts: dict[str, str], links: list[tuple[str, str, str]]) -> str:
    """The address of a map of a position p and claims; each link as its kind, its premise and its target."""
    nodes = [
        {"id": "q", "kind": "question", "text": question},
        *(
            {"id": each, "kind": "claim" if each[0] != "p" else "position", "text": text}
            for each, text in texts.items()
        ),
    ]
    relations = [
        {"id": f"r{n}", "kind": kind, "premises": [premise], "target": target}
        for n, (kind, premise, target) in enumerate(links)
    ]
    answer = teacher.post("/api/maps", json={"nodes": nodes, "relations": relations}).json()
    teacher.open(answer["links"]["edit"].replace("http://argmap.test", ""))
    return f"/maps/{answer['id']}"


def test_the_screen_is_filled_before_anything_is_left_to_a_link(teacher: Browser):
    texts = {"p": "Yes."} | {f"c{n}": f"Reason {n}." for n in range(40)}
    here = made(teacher, "Shall we?", texts, [("support", f"c{n}", "p") for n in range(40)])
    page = teacher.open(f"{here}/present?card=p")
    shown = len(set(re.findall(r"Reason \d+\.", page)))
    assert 10 < shown < 40
    assert f">{40 - shown} more <kbd" in page
    seen = set(re.findall(r"Reason \d+\.", page))
    while (more := re.search(r'id="more-for" href="([^"]*)"[^>]*>\d+ more', page)) is not None:
        page = teacher.open(more[1].replace("&amp;", "&"))
        new = set(re.findall(r"Reason \d+\.", page))
        assert not new & seen
        seen |= new
    assert len(seen) == 40
    assert "From the first on" in page
    assert "Reason 39." in teacher.open(f"{here}/present?card=p&from=900")


def test_six_reasons_and_an_objection_stand_on_one_screen(teacher: Browser):
    texts = {"p": "Yes."} | {
        f"c{n}": f"Reason {n}, of some length, as people write them here." for n in range(7)
    }
    links = [("support" if n else "attack", f"c{n}", "p") for n in range(7)]
    here = made(teacher, "Shall we?", texts, links)
    page = teacher.open(f"{here}/present?card=p")
    assert len(re.findall(r"Reason \d,", page)) == 7
    assert "more-for" not in page


def test_a_long_card_and_a_long_question_are_never_cut(teacher: Browser):
    long = " ".join(f"word{n}" for n in range(1100))[:8000]
    question = " ".join(f"term{n}" for n in range(60)) + "?"
    here = made(teacher, question, {"p": "Yes.", "c": long}, [("support", "c", "p")])
    assert long in teacher.open(f"{here}/present?card=c")
    assert f">{question}</h1>" in teacher.open(f"{here}/present")


def test_what_doubts_a_step_stands_beside_it(browser: Browsers):
    page = browser().open(f"{DEAL}/present?card=n12")
    step = page.partition('class="upon"')[2]
    assert "This step is doubted" in step
    assert 'href="/maps/balochistan-mining-deal/present?card=n41"' in step
    assert 'class="shown undercut"' in step


def test_the_map_can_be_seen_whole_or_in_part_or_not_at_all(browser: Browsers):
    visitor = browser()
    page = visitor.open(f"{DEAL}/present?card=n3&view=map")
    assert len(cards(page)) == 62  # two positions face each other, the question between them
    assert 'class="strip"' not in page
    assert "Overview. Choose a card to read it." in page
    page = visitor.open(ways(page)["near"])
    assert 'class="strip"' in page
    _, _, width, height = map(float, re.findall(r'viewBox="([-\d. ]+)" role', page)[0].split())
    assert width < 1520
    assert height < 870
    assert ways(page)["view"] == f"{DEAL}/present?card=n3"
    page = visitor.open(f"{DEAL}/present?card=n3&blank=1&palette=dark")
    assert "n2" not in cards(page)
    assert re.search(rf'id="unblank" href="{DEAL}/present\?card=n3&amp;palette=dark"', page)
    assert "stage dark" in page


def test_an_overview_says_how_much_it_shows_and_a_map_that_can_be_read_is_none(teacher: Browser):
    texts = {"p": "Yes."} | {f"c{n}": f"Reason {n}." for n in range(120)}
    deep = [("support", f"c{n}", f"c{n // 3 - 1}" if n > 2 else "p") for n in range(120)]
    page = teacher.open(f"{made(teacher, 'Shall we?', texts, deep)}/present?view=map")
    assert re.search(r"Overview: \d+ of 121 cards\. Choose one to read it\.", page)
    small = made(teacher, "Shall we?", {"p": "Yes.", "c": "Reason."}, [("support", "c", "p")])
    assert "Overview" not in teacher.open(f"{small}/present?view=map")


@pytest.mark.parametrize("page", ["present", "replay"])
def test_nobody_without_a_key_sees_them(teacher: Browser, browser: Browsers, page: str):
    here = re.sub(r"\?.*", "", teacher.at)
    teacher.open(f"{here}/{page}")
    assert teacher.status == 200
    stranger = browser()
    stranger.open(f"{here}/{page}")
    assert stranger.status == 404


@pytest.mark.parametrize(
    "query", ["?card=nowhere", "?step=99999999", "?card=%00&step=-1", "?palette=x&from=9"]
)
@pytest.mark.parametrize("page", ["present", "replay"])
def test_addresses_that_make_no_sense_lead_to_the_nearest_that_does(browser: Browsers, page: str, query: str):
    visitor = browser()
    visitor.open(f"{DEAL}/{page}{query}")
    assert visitor.status == 200


@pytest.mark.parametrize("page", ["present?card=n2", "present?view=map", "replay?step=2"])
def test_what_people_wrote_stays_text(browser: Browsers, page: str):
    evil = '<script>alert(1)</script>"><img src=x>'
    visitor = browser()
    visitor.open("/new")
    assert visitor.submit("/new", question=evil, position=[evil, "No."]) == 200
    here = re.sub(r"\?.*", "", visitor.at)
    html = visitor.open(f"{here}/{page}")
    assert visitor.status == 200
    assert "<script>alert" not in html
    assert "<img" not in html


def test_a_map_of_a_question_alone_can_be_presented(browser: Browsers):
    visitor = browser()
    visitor.open("/new")
    assert visitor.submit("/new", question="Should cars leave the town?", position=["", ""]) == 200
    here = re.sub(r"\?.*", "", visitor.at)
    for page in ("present", "present?view=map", "present?card=n1", "replay", "replay?step=5"):
        assert "Should cars leave the town?" in visitor.open(f"{here}/{page}")
        assert visitor.status == 200, page


# The replay


def test_a_debate_grows_and_nothing_moves(browser: Browsers):
    visitor = browser()
    page = visitor.open(f"{DEAL}/replay")
    assert "61 cards in 53 steps" in page
    places: dict[str, str] = {}
    shown: set[str] = set()
    for step in (1, 2, 10, 30, 53):
        page = visitor.open(f"{DEAL}/replay?step={step}")
        assert shown < cards(page)
        shown = cards(page)
        _, _, width, height = map(float, re.findall(r'viewBox="([-\d. ]+)" role', page)[0].split())
        assert width < 1110  # of the stage on 1920 x 1080, for letters of 22 px and more
        assert height < 830
        for card, place in re.findall(r'<a id="card-([^"]+)"[^>]* transform="([^"]*)"', page):
            assert places.setdefault(card, place) == place
        assert re.search(rf"Step {step} of 53: ", page)
        assert page.count(" fresh") >= 1
    assert len(shown) == 61
    assert "next" not in ways(page)
    assert ways(page)["back"] == f"{DEAL}/replay?step=52"
    page = visitor.open(ways(page)["view"])
    assert 'class="strip"' not in page
    assert "Overview: what came last is written beside it." in page
    assert ways(page)["back"] == f"{DEAL}/replay?step=52&view=map"


def test_a_replay_of_a_part_says_that_the_debate_goes_on(teacher: Browser):
    texts = {"p": "Yes."} | {f"c{n}": f"Reason {n}." for n in range(430)}
    here = made(teacher, "Shall we?", texts, [("support", f"c{n}", "p") for n in range(430)])
    page = teacher.open(f"{here}/replay")
    shown, last = re.findall(r"(\d+) cards in (\d+) steps", page)[0]
    assert f"The replay shows {shown} of 431 cards" in page
    page = teacher.open(f"{here}/replay?step={last}")
    assert f"Step {last} of {last}: {shown} of 431 cards" in page
    assert f"The debate goes on: {431 - int(shown)} more cards are on the map" in page


def opened(shelf: Shelf, *, anonymous: bool) -> rooms.Opened:
    """A room in which Zarmina has written a card."""
    made = rooms.open_room(shelf, "Should cars leave the town?", ["Yes.", "No."], anonymous=anonymous)
    joined = rooms.join(shelf, made.room, "Zarmina")
    access = sharing.enter(shelf, made.room.map, joined.key)
    answer = Answer("reason", "n2", "Cleaner air.")
    shelf.change(access, Press.fresh(), lambda debate, numbers: add(debate, numbers, answer))
    return made


@pytest.mark.parametrize("anonymous", [False, True])
def test_names_are_told_to_those_who_may_know_them(shelf: Shelf, browser: Browsers, anonymous: bool):
    made = opened(shelf, anonymous=anonymous)
    here = f"/maps/{made.room.map}"
    leader, pupil = browser(), browser()
    leader.open(f"{here}/open/{made.facilitator_key}")
    pupil.open(f"{here}/open/{rooms.join(shelf, made.room, 'Quirin').key}")
    assert "Cleaner air." in pupil.open(f"{here}/replay?step=3")
    assert ("Zarmina" in pupil.html) is not anonymous
    assert ("just now" in pupil.html) is not anonymous
    assert "Zarmina" in leader.open(f"{here}/replay?step=3")
    for reader in (leader, pupil):
        assert "Cleaner air." in reader.open(f"{here}/present?card=n2")


def test_what_was_hidden_is_not_replayed(shelf: Shelf, browser: Browsers):
    made = opened(shelf, anonymous=False)
    leader = browser()
    leader.open(f"/maps/{made.room.map}/open/{made.facilitator_key}")
    leader.open(f"/maps/{made.room.map}?card=n4")
    assert leader.submit("/cards/n4/hide") == 200
    for step in range(4):
        assert "Cleaner air." not in leader.open(f"/maps/{made.room.map}/replay?step={step}")
    assert "Cleaner air." not in leader.open(f"/maps/{made.room.map}/present?card=n2")


def test_what_was_erased_is_not_replayed(shelf: Shelf, browser: Browsers):
    made = rooms.open_room(shelf, "Should cars leave the town?", ["Yes.", "No."])
    joined = rooms.join(shelf, made.room, "Zarmina")
    here = f"/maps/{made.room.map}"
    access = sharing.enter(shelf, made.room.map, joined.key)
    answer = Answer("reason", "n2", "My secret.")
    shelf.change(access, Press.fresh(), lambda debate, numbers: add(debate, numbers, answer))
    leader = browser()
    leader.open(f"{here}/open/{made.facilitator_key}")
    assert "My secret." in leader.open(f"{here}/replay?step=3")
    rooms.leave(shelf, sharing.enter(shelf, made.room.map, joined.key), texts=True)
    for page in ("replay?step=3", "replay?step=2", "present?card=n2"):
        leader.open(f"{here}/{page}")
        assert leader.status == 200
        assert "My secret." not in leader.html
        assert "Zarmina" not in leader.html
