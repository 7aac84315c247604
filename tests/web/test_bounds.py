"""Maps of any size and shape on pages: what a page writes is bounded, and there is a way on to everything."""

from __future__ import annotations

import re
from collections.abc import Callable
from html import unescape

import pytest

from argmap.model import ArgumentMap, Node, Relation, replay
from argmap.model.operations import AddNode, AddRelation, Operation
from argmap.service import maps
from argmap.service.maps import Made
from argmap.service.shelf import Shelf
from argmap.web.outline import COMPLETE, MOST
from argmap.web.picture import ROOM
from tests.web.conftest import Browser

MOST_BYTES = 1_500_000


def position(identifier: str = "p") -> Operation:
    return AddNode(Node(identifier, "position", "The deal goes ahead."))


def card(identifier: str, kind: str = "claim") -> Operation:
    return AddNode(Node(identifier, kind, f"Statement {identifier}."))


def link(identifier: str, premises: str, target: str, kind: str = "support") -> Operation:
    return AddRelation(Relation(identifier, kind, tuple(premises.split(",")), target))


def flat(count: int, kind: str = "support") -> ArgumentMap:
    """A position and so many arguments for it, or against it."""
    cards = [card(f"n{i}") for i in range(1, count + 1)]
    return replay([position(), *cards, *(link(f"r{i}", f"n{i}", "p", kind) for i in range(1, count + 1))])


def broad() -> ArgumentMap:
    """526 cards in three levels: a position, 25 reasons, 20 reasons for each."""
    log = [position()]
    for i in range(1, 26):
        log += [card(f"a{i}"), link(f"ra{i}", f"a{i}", "p")]
        for j in range(1, 21):
            log += [card(f"b{i}-{j}"), link(f"rb{i}-{j}", f"b{i}-{j}", f"a{i}")]
    return replay(log)


def chain(count: int) -> ArgumentMap:
    cards = [card(f"n{i}") for i in range(1, count + 1)]
    links = [link(f"r{i}", f"n{i}", f"n{i - 1}" if i > 1 else "p", "attack") for i in range(1, count + 1)]
    return replay([position(), *cards, *links])


def dense(count: int, links: int) -> ArgumentMap:
    """Few cards, and very many links between them."""
    log = [position(), *(card(f"n{i}") for i in range(1, count))]
    names = ["p", *(f"n{i}" for i in range(1, count))]
    log += [
        link(
            f"r{k}", names[1 + k % (count - 1)], names[(k // 7 + 3 * k) % count], ("support", "attack")[k % 2]
        )
        for k in range(links)
        if names[1 + k % (count - 1)] != names[(k // 7 + 3 * k) % count]
    ]
    return replay(log)


def linked(relations: int, premises: int) -> ArgumentMap:
    """101 cards: every argument of very many premises."""
    names = [f"n{i}" for i in range(1, 101)]
    log = [position(), *map(card, names)]
    for k in range(relations):
        chosen = [names[(k + i) % 100] for i in range(premises)]
        target = "p" if k % 3 else f"r{k - 1}" if k else "p"
        log.append(link(f"r{k}", ",".join(chosen), target, "attack" if target != "p" else "support"))
    return replay(log)


LARGE: dict[str, Callable[[], ArgumentMap]] = {
    "flat": lambda: flat(9_990),
    "against": lambda: flat(9_000, "attack"),
    "broad": broad,
    "chain": lambda: chain(3_000),
    "dense": lambda: dense(79, 20_000),
    "linked": lambda: linked(900, 100),
    "lone": lambda: replay([card(f"n{i}", "position") for i in range(9_000)]),
}


class Page:
    """A page of a map that somebody made: its text, and what stands on it."""

    def __init__(self, browser: Browser, address: str) -> None:
        answer = browser.get(address, headers={"accept": "text/html"})
        assert answer.status_code == 200, address
        self.html = answer.text
        self.size = len(answer.content)
        drawing = re.search(r"<svg[^>]*class=\"diagram.*?</svg>\s*</figure>", self.html, re.DOTALL)
        self.drawing = drawing.group() if drawing else ""

    @property
    def cards(self) -> list[str]:
        """The cards that are drawn."""
        return re.findall(r"id=\"card-([^\"]+)\"", self.drawing)

    @property
    def badges(self) -> list[str]:
        return re.findall(r">(\+[\d,]+) more<", self.drawing)

    @property
    def lines(self) -> list[str]:
        """The cards of the outline, each at its line."""
        return re.findall(r"<a class=\"line [a-z]+\"[^>]*href=\"[^\"]*card=([^&\"#]+)", self.html)

    @property
    def rests(self) -> list[tuple[str, str]]:
        """What the outline leaves out: where it leads, and what it says."""
        found = re.findall(r"<li class=\"rest\"><a href=\"([^\"]*)\">([^<]*)<", self.html)
        return [(unescape(href).partition("#")[0], text) for href, text in found]

    def options(self, name: str) -> list[str]:
        found = re.search(rf"<select[^>]*name=\"{name}\"[^>]*>(.*?)</select>", self.html, re.DOTALL)
        return re.findall(r"<option[^>]*>([^<]*)</option>", found.group(1)) if found else []


@pytest.fixture
def held(shelf: Shelf, browser: Callable[[], Browser]) -> Callable[[ArgumentMap], Callable[[str], Page]]:
    """A map on the shelf, and somebody who may change it: their pages."""

    def hold(debate: ArgumentMap) -> Callable[[str], Page]:
        visitor = browser()
        made: Made = maps.put(shelf, debate)
        visitor.get(f"/maps/{made.map}/open/{made.edit_key}")
        return lambda query: Page(visitor, query if query.startswith("/") else f"/maps/{made.map}{query}")

    return hold


Hold = Callable[[ArgumentMap], Callable[[str], Page]]


@pytest.mark.parametrize("name", LARGE)
def test_a_page_of_any_map_is_bounded(held: Hold, name: str):
    debate = LARGE[name]()
    see = held(debate)
    deep = list(debate.nodes)[len(debate.nodes) * 2 // 3]
    for query in ("", f"?card={deep}", f"?focus={deep}&card={deep}", "?whole=1", f"?card={deep}&do=connect"):
        page = see(query)
        assert page.size < MOST_BYTES, query
        assert len(page.cards) <= ROOM.cards
        assert len(page.lines) <= (MOST if len(debate.nodes) < MOST and "whole" in query else 600)
        assert page.drawing.count("M") < 3 * ROOM.lines + 20 * ROOM.cards
        if deep in query:
            assert deep in page.cards, query
            assert deep in page.lines, query


def test_a_page_draws_a_card_that_somebody_chooses_anywhere_in_a_large_map(held: Hold):
    see = held(broad())
    assert "b25-20" in see("?card=b25-20").cards
    assert "b25-20" in see("?focus=b25-20").cards
    first = see("")
    assert len(first.cards) == ROOM.cards
    counted = sum(int(badge.replace(",", "")) for badge in first.badges)
    assert len(first.cards) + counted == 526
    assert "opens what is folded away" not in first.html
    assert "The picture shows 400 of 526 cards, since no more fit into it." in first.html


def test_what_does_not_fit_is_counted_on_the_card_above_it(held: Hold):
    page = held(flat(9_990))("")
    assert page.badges == ["+9,591"]
    assert len(page.cards) == 400
    assert 'id="see-outline"' in page.html


def test_a_map_that_folds_says_as_before_how_to_open_it(held: Hold):
    page = held(chain(200))("")
    assert page.cards == ["p", "n1", "n2"]
    assert "opens what is folded away" in page.html


def test_the_outline_leads_on_to_every_card(held: Hold):
    see = held(flat(1_000))
    page, met = see(""), set[str]()
    for _ in range(10):
        met.update(page.lines)
        on = [href for href, text in page.rests if text.endswith("more")]
        if not on:
            break
        page = see(on[0])
    assert met == {"p", *(f"n{i}" for i in range(1, 1_001))}
    assert [text for _, text in page.rests] == ["800 before these"]
    assert "n1" not in page.lines
    back = see(page.rests[0][0])
    assert "n601" in back.lines
    assert "n801" not in back.lines


def test_the_outline_leads_on_at_the_top_too(held: Hold):
    see = held(replay([card(f"n{i}", "position") for i in range(500)]))
    first = see("")
    assert first.rests == [(first.rests[0][0], "and 300 more")]
    assert "n300" in see(first.rests[0][0]).lines
    chosen = see("?card=n450")
    assert "n450" in chosen.lines
    assert [text for _, text in chosen.rests] == ["400 before these"]


def test_the_outline_around_a_very_deep_card_begins_above_it(held: Hold):
    see = held(chain(1_000))
    page = see("?card=n700")
    assert page.lines[-2:] == ["n700", "n701"]
    assert len(page.lines) < 100
    (href, text) = page.rests[0]
    assert text == "what stands above this"
    assert "card=n" in href


def test_linked_premises_and_undercuts_count_as_lines(held: Hold):
    few = held(linked(1, 100))("")
    assert len(few.lines) == 101
    assert not few.rests
    many = held(linked(2, 100))("")
    assert len(many.lines) == 201 > COMPLETE


def test_what_a_line_hides_is_said_beside_it(held: Hold):
    page = held(broad())("")
    assert page.lines[:3] == ["p", "a1", "a2"]
    assert page.html.count("20 more cards below it") == 25


def test_a_card_that_does_very_much_says_so(held: Hold):
    see = held(dense(40, 4_000))
    page = see("?card=n1")
    assert page.html.count('id="stand-') == 12
    assert re.search(r"It does \d+ more things\.", page.html)
    assert len(see("?card=n1&do=move").options("relation")) <= 201


def test_lists_to_choose_from_are_bounded_and_say_how_many_more_there_are(held: Hold):
    see = held(flat(3_000, "attack"))
    aims = see("?card=p&do=rebuttal&aim=n2999")
    assert len(aims.options("aim")) == 201
    assert aims.options("aim")[-1] == "and 2,800 more"
    assert '<option value="n2999" selected' in aims.html
    targets = see("?card=n1&do=connect")
    assert len(targets.options("target")) == 201
    assert targets.options("target")[-1] == "and 2,800 more"
    assert '<option value="" disabled' in targets.html


def test_what_deleting_a_card_touches_is_bounded(held: Hold):
    page = held(flat(3_000))("?card=p&do=remove")
    told = re.search(r"<ul class=\"touches\">(.*?)</ul>", page.html, re.DOTALL)
    assert told is not None
    assert told.group(1).count("<li") == 14
    assert "And 2,988 more." in told.group(1)


def test_no_link_is_offered_that_leads_nowhere(held: Hold):
    see = held(chain(60))
    assert 'id="see-wider"' in see("?focus=n30&depth=8").html
    assert 'id="see-wider"' not in see("?focus=n30&depth=9").html


def test_the_whole_outline_is_one_link_away(held: Hold):
    see = held(broad())
    way = re.search(r"<a id=\"see-lines\" href=\"([^\"]*)\">([^<]*)<", see("").html)
    assert way is not None
    assert way.group(2) == "Show the whole outline"
    whole = see(unescape(way.group(1)).partition("#")[0])
    assert len(whole.lines) == 526
    assert not whole.rests
    assert "Open it branch by branch" in whole.html
    assert "see-lines" not in held(flat(MOST + 1))("").html
    assert "see-lines" not in held(flat(100))("").html


def test_a_card_that_is_not_there_any_more_is_told_of(held: Hold):
    see = held(chain(5))
    for query in ("?card=n77", "?focus=n77"):
        assert re.search(
            r"data-region=\"notice\"[^>]*>This card is not on the map any more\.<", see(query).html
        )
    assert "not on the map any more" not in see("?card=n3").html
    assert "stands outside this part" in held(chain(60))("?card=n40&focus=n3").html


def test_the_line_under_the_question_adds_up(held: Hold):
    log = [
        AddNode(Node("q", "question", "Shall it?")), position(), position("p2"),
        *map(card, ("n1", "n2", "n3", "n4", "n5", "n6", "n7")), card("e1", "evidence"), card("e2", "evidence"),
        link("r1", "n1", "p"), link("r2", "n2,n3", "p"), link("r3", "e1", "n1"), link("r4", "n4", "p", "attack"),
        link("r5", "n5", "n4", "attack"), link("r6", "n6", "r1", "attack"), link("r7", "n5", "p2", "attack"),
    ]  # fmt: skip
    page = held(replay(log))("")
    said = re.search(r"<span>(11 cards: [^<]*)</span>", page.html)
    assert said is not None, re.findall(r"<span>\d+ cards[^<]*", page.html)
    counts = [
        1 if part.startswith("one") else int(part.split()[0]) for part in said.group(1)[10:].split(", ")
    ]
    assert sum(counts) == 11
    assert "2 positions, 3 reasons, one piece of evidence, 2 objections, one undercut" in said.group(1)
    asked = held(replay([AddNode(Node("q", "question", "Shall it?"))]))("")
    assert not re.search(r"<div class=\"about\">\s*<p><span>[^<]*card", asked.html)


def test_texts_say_their_language_where_it_is_not_that_of_the_page(held: Hold):
    french = ArgumentMap(language="fr")
    debate = replay(
        [
            position(),
            AddNode(Node("n1", "claim", "Le bruit cesse.")),
            AddNode(Node("n2", "claim", "Ruhe.", language="de")),
        ],
        french,
    )
    page = held(debate)("?card=n1")
    assert re.search(r"<h1[^>]* lang=\"fr\"", page.html)
    assert re.search(r"<h2 id=\"panel-name\"[^>]* lang=\"fr\"", page.html)
    assert re.search(r"lang=\"fr\">Le bruit cesse\.", page.html)
    assert re.search(r"lang=\"de\">Ruhe\.", page.html)
    same = held(replay([position()], ArgumentMap(language="en")))("")
    assert not re.search(r"<h1[^>]* lang=", same.html)


def test_no_sign_stands_over_the_words_at_the_top(held: Hold):
    page = held(replay([position(), card("e1", "evidence"), card("e2", "evidence"), link("r1", "e2", "p")]))(
        ""
    )
    lone = re.search(r"<a class=\"line evidence\" id=\"line-e1\"[^>]*>(.*?)</a>", page.html, re.DOTALL)
    serving = re.search(r"<a class=\"line evidence\" id=\"line-e2\"[^>]*>(.*?)</a>", page.html, re.DOTALL)
    assert lone is not None
    assert serving is not None
    assert "<svg" not in lone.group(1)
    assert "<svg" in serving.group(1)
