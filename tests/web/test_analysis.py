"""The page of an analysis, over HTTP: what it says, what it lets one suppose, who may see it."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from html import unescape
from random import Random

import pytest

from argmap.service import bundled, sharing
from tests.web.conftest import Browser

DEAL = f"/maps/{bundled.OPENING}/analysis"
HOSTILE = "<script>alert(1)</script><b onmouseover=alert(2)>\u202e&amp;'\""


def words(html: str) -> str:
    """What somebody reads, in one line."""
    body = re.sub(r"<(script|style)[^>]*>.*?</\1>", "", html, flags=re.DOTALL)
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", body)).replace("\xa0", " ").split())


@pytest.fixture
def visitor(browser: Callable[[], Browser]) -> Browser:
    return browser()


def test_the_verdicts_stand_side_by_side_with_their_reasons(visitor: Browser):
    text = words(visitor.open(DEAL))
    assert visitor.status == 200
    assert "What follows from what is on this map so far" in text
    assert "Open Brings development Yes: the deal is more likely" in text
    assert "Open: 2 of 6 reasons stand; answering “Rather than development” would settle it." in text
    assert "Stands Deepens conflict" in text
    assert (
        "And if only what has been shown counted? Does not stand: none of the 6 reasons for it stands."
        in text
    )
    assert "Strength 89 %" in text


def test_the_other_burden_is_one_link_away(visitor: Browser):
    html = visitor.open(DEAL)
    other = re.search(r'href="([^"]*burden=prove[^"]*)"', html)
    assert other is not None
    text = words(visitor.open(unescape(other.group(1))))
    assert "Only what has been shown counts" in text
    assert "Does not stand Brings development" in text
    assert "And if every claim counted until it is challenged? Open: 2 of 6" in text


def test_it_says_what_decides_what_the_strength_hangs_on_and_how_the_sides_are_balanced(visitor: Browser):
    text = words(visitor.open(DEAL))
    assert "“Brings development” turns on “Rather than development”." in text
    assert "For: The deal could turn Balochistan's critical minerals into income" in text
    assert "every card begins at 50 %" in text
    assert re.search(r"Rather than development 92 % 83 %", text)
    assert re.search(r"Brings development 15 1 2 1 11 0 2 1", text)


def test_weak_points_of_both_sides(visitor: Browser):
    text = words(visitor.open(DEAL))
    first, second = (text.index(f"In the case for “{name}") for name in ("Brings", "Deepens"))
    for part in (text[first:second], text[second:]):
        assert "still to answer" in part
        assert "Look for a second source" in part


def test_a_card_left_out_changes_the_verdict_and_saves_nothing(visitor: Browser):
    html = visitor.open(DEAL)
    attempt = re.search(r'href="([^"]*off=n10[^"]*)" aria-label="Try it', html)
    assert attempt is not None
    text = words(visitor.open(unescape(attempt.group(1))))
    assert "Supposed for now: “Rather than development” is left out." in text
    assert "Stands instead of: Open Brings development" in text
    assert "Open Brings development" in words(visitor.open(DEAL))
    assert "Supposed for now" not in words(visitor.open(DEAL))


def test_a_slider_changes_the_strength(visitor: Browser):
    text = words(visitor.open(f"{DEAL}?score.n6=0"))
    assert "Supposed for now: “Roads and power” begins at 0 %." in text
    assert "Strength 84 % instead of 89 %" in text


def test_a_form_sent_with_all_sliders_untouched_supposes_nothing(visitor: Browser):
    html = visitor.open(DEAL)
    names = re.findall(r'name="(score\.[^"]+)"[^>]*value="(\d+)"', html)
    assert len(names) >= 8
    query = "&".join(f"{name}={value}" for name, value in names)
    assert "Supposed for now" not in words(visitor.open(f"{DEAL}?{query}"))


def test_the_standard_is_chosen_in_a_form(visitor: Browser):
    text = words(visitor.open(f"{DEAL}?standard=preponderance"))
    assert visitor.status == 200
    assert "Open: “Risk of" not in text
    assert '<option value="preponderance" selected>' in visitor.html


def test_a_semantics_that_cannot_judge_the_map_is_not_offered_and_not_used(visitor: Browser):
    html = visitor.open(f"{DEAL}?semantics=hcat")
    assert visitor.status == 200
    assert "knows objections only" in words(html)
    assert "Strength 89 %" in words(html)
    assert 'value="hcat"' not in html


@pytest.mark.parametrize(
    "query",
    [
        "burden=shrug",
        "off=n999",
        "score.n2=999",
        "position=n999",
        "position=n5",
        "off=%3Cb%3E",
        "off=n2&off=n11",
        "&&==",
    ],
)
def test_addresses_that_make_no_sense_are_read_with_good_will(visitor: Browser, query: str):
    visitor.open(f"{DEAL}?{query}")
    assert visitor.status == 200


def test_a_position_left_out_has_no_strength(visitor: Browser):
    text = words(visitor.open(f"{DEAL}?off=n2&position=n2"))
    assert "Does not stand instead of: Open Brings development" in text
    assert "Strength – instead of 89 %" in text


def test_what_people_wrote_is_shown_and_never_run(teacher: Browser):
    address = teacher.at.partition("?")[0]
    teacher.open(f"{address}?card=n2&do=reason")
    assert teacher.submit("/cards", text=HOSTILE) == 200
    html = teacher.open(f"{address}/analysis?off=n4")
    assert teacher.status == 200
    assert "<script>alert" not in html
    assert "<b onmouseover" not in html
    assert "<script>alert(1)</script>" in words(html)


def test_a_map_without_positions_says_what_is_missing(browser: Callable[[], Browser]):
    writer = browser()
    writer.open("/import")
    assert writer.submit("/import", text="[A]: The air gets cleaner.\n") == 200
    address = re.search(r'href="(/maps/[a-z2-7]{12})[/?"]', writer.html)
    assert address is not None
    assert "There is no position on this map." in words(writer.open(f"{address.group(1)}/analysis"))


def test_readers_see_it_and_strangers_do_not(teacher: Browser, browser: Callable[[], Browser]):
    address = teacher.at.partition("?")[0]
    assert "What follows" in teacher.open(f"{address}/analysis")
    assert teacher.status == 200
    stranger = browser()
    stranger.open(f"{address}/analysis")
    assert stranger.status == 404


def test_it_changes_with_the_map(teacher: Browser):
    address = teacher.at.partition("?")[0]
    assert "Open: nobody has given a reason" in words(teacher.open(f"{address}/analysis"))
    teacher.open(f"{address}?card=n2&do=reason")
    teacher.submit("/cards", text="The air gets cleaner.")
    assert "Stands: “The air gets cleaner.” speaks for it" in words(teacher.open(f"{address}/analysis"))


def test_a_room_may_keep_verdicts_to_itself(visitor: Browser, monkeypatch: pytest.MonkeyPatch):
    assert f'href="{DEAL}"' in visitor.open(f"/maps/{bundled.OPENING}")
    monkeypatch.setattr(sharing, "may_judge", lambda access: False)
    assert "the facilitator decides when" in words(visitor.open(DEAL))
    assert visitor.status == 403
    assert f'href="{DEAL}"' not in visitor.open(f"/maps/{bundled.OPENING}?card=n2")


def test_a_large_map_is_bounded(browser: Callable[[], Browser]):
    """Sixty positions, each with its reasons: the page shows the first, says how many it does not, and stays small."""
    writer = browser()
    writer.open("/import")
    text = "".join(f"[P{n}]: Position {n}. #position\n  + [R{n}]: Reason {n}.\n\n" for n in range(60))
    assert writer.submit("/import", text=text) == 200
    address = re.search(r'href="(/maps/[a-z2-7]{12})[/?"]', writer.html) or re.search(
        r"(/maps/[a-z2-7]{12})", writer.at
    )
    assert address is not None
    html = writer.open(f"{address.group(1)}/analysis")
    assert "40 more positions are not shown." in words(html)
    assert len(html) < 400_000


def test_forms_and_links_carry_along_what_is_supposed(visitor: Browser):
    html = visitor.open(f"{DEAL}?off=n7&score.n9=10&burden=prove")
    form = next(form for form in re.findall(r"<form.*?</form>", html, re.DOTALL) if 'name="standard"' in form)
    assert {("off", "n7"), ("score.n9", "10"), ("burden", "prove")} <= set(
        re.findall(r'type="hidden" name="([^"]*)" value="([^"]*)"', form)
    )
    assert "Of the map as it is, without what is supposed" in words(html)


def test_the_map_is_linked_only_while_its_verdicts_are_the_same(visitor: Browser):
    assert 'id="seen"' in visitor.open(DEAL)
    for query in ("burden=prove", "standard=clear", "off=n7"):
        assert 'id="seen"' not in visitor.open(f"{DEAL}?{query}")


def test_a_reader_never_gets_the_page_of_somebody_who_may_change_the_map(
    teacher: Browser, browser: Callable[[], Browser]
):
    address = teacher.at.partition("?")[0]
    assert "/fine" in teacher.open(f"{address}/analysis")
    teacher.open(f"{address}/share")
    links = set(re.findall(r'value="(http://argmap.test/maps/[^"]*/open/[^"]*)"', teacher.html))
    readers = []
    for link in links:
        reader = browser()
        reader.open(link)
        readers.append("/fine" in reader.open(f"{address}/analysis"))
    assert sorted(readers) == [False, True]


def dense(cards: int, links: int) -> str:
    """A map on which everything speaks for or against everything, in argmap JSON."""
    dice = Random(1)
    nodes = [
        {"id": f"n{n}", "kind": "position" if n < 3 else "claim", "text": f"Card {n} says so."}
        for n in range(cards)
    ]
    relations = []
    for number in range(links):
        one, other = dice.sample(range(cards), 2)
        kind = dice.choice(["support", "attack"])
        relations.append({"id": f"r{number}", "kind": kind, "premises": [f"n{one}"], "target": f"n{other}"})
    return json.dumps({"format": "argmap", "version": 1, "nodes": nodes, "relations": relations})


def test_a_dense_map_is_analysed_as_far_as_it_goes_and_says_so(browser: Callable[[], Browser]):
    """Eighty cards that argue in thousands of circles: what would take minutes is left out."""
    writer = browser()
    answer = writer.post(
        "/api/maps", content=dense(80, 3000), headers={"content-type": "application/vnd.argmap+json"}
    )
    made = answer.json()
    key = {"authorization": f"Bearer {made['edit_key']}"}
    page = writer.get(f"/maps/{made['id']}/analysis", headers=key)
    assert page.status_code == 200
    assert "Too many arguments go round in circles here to try out each card." in words(page.text)
