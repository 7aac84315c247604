"""Over HTTP: "that is fine", choosing a scheme, asking its questions; and who may."""

from __future__ import annotations

import re
from collections.abc import Callable
from html import unescape
from typing import Any

import pytest

from argmap.web.addresses import returning
from tests.hostile import SCRIPT
from tests.web.conftest import Browser
from tests.web.test_forms import document, edit_link, map_of, view_link
from tests.web.test_hostile import TEXTS, check, safe

TEXT = """[Mine]: The mine should open. #position
  + [Gold]: There is gold.
    + <Geo>

<Geo>

(1) She is a geologist. #(in the town)
(2) She says that there is gold.
-- ExpertOpinion --
(3) [Gold]
"""


@pytest.fixture
def expert(browser: Callable[[], Browser]) -> Browser:
    """A browser in the full view of a map on which an expert says something."""
    made = browser()
    made.open("/import")
    assert made.submit("/import", text=TEXT) == 200
    address = re.search(r'href="(/maps/[a-z2-7]{12})', made.html)
    assert address is not None
    made.open(address.group(1) + "?structure=full")
    return made


def at(browser: Browser) -> str:
    return f"/maps/{map_of(browser)}"


def ids(browser: Browser) -> dict[str, str]:
    """The cards by what they say; and the argument with two premises under "argument"."""
    made = document(browser)
    found = {node["text"]: node["id"] for node in made["nodes"]}
    return found | {"argument": next(r["id"] for r in made["relations"] if len(r["premises"]) == 2)}


def argument(browser: Browser) -> dict[str, Any]:
    return next(each for each in document(browser)["relations"] if len(each["premises"]) == 2)


def send(browser: Browser, path: str, **data: str) -> tuple[int, str]:
    """The status of the answer, and where it leads to."""
    answer = browser.post(
        at(browser) + path,
        data={"operation": "x", **data},
        headers={"sec-fetch-site": "same-origin", "accept": "text/html"},
        follow_redirects=False,
    )
    browser.html = answer.text
    return answer.status_code, answer.headers.get("location", "")


def tags(browser: Browser, card: str) -> list[str]:
    found: list[str] = next(node for node in document(browser)["nodes"] if node["id"] == card).get("tags", [])
    return found


# That is fine


def test_a_finding_is_said_to_be_fine_and_taken_back(teacher: Browser):
    here = f"{at(teacher)}?card=n2"
    assert send(teacher, "/fine", rule="fragment", on="n2", back=here) == (303, f"{here}#card-n2")
    assert tags(teacher, "n2") == ["fine:fragment"]
    assert "Said to be fine" in teacher.open(here)
    assert "“No whole sentence” is fine at “Yes.”" in teacher.open(f"{at(teacher)}/history")
    assert send(teacher, "/fine", rule="fragment", on="n2", again="1", back=here)[0] == 303
    assert tags(teacher, "n2") == []


def test_pressed_twice_it_is_said_once(teacher: Browser):
    for operation in ("one", "one", "two"):
        assert send(teacher, "/fine", operation=operation, rule="fragment", on="n2")[0] == 303
    assert tags(teacher, "n2") == ["fine:fragment"]
    assert "said already" in teacher.open(at(teacher))
    for operation in ("three", "four"):
        assert send(teacher, "/fine", operation=operation, rule="fragment", on="n2", again="1")[0] == 303
    assert tags(teacher, "n2") == []
    history = teacher.open(f"{at(teacher)}/history")
    assert history.count("<time") == 3


def test_it_can_be_undone(teacher: Browser):
    send(teacher, "/fine", rule="one-sided", on="")
    assert tags(teacher, "n1") == ["fine:one-sided"]
    teacher.open(at(teacher))
    assert teacher.submit("/undo") == 200
    assert tags(teacher, "n1") == []
    assert "Undid: Said that “One side only” is fine" in unescape(teacher.html)


def test_one_comes_back_to_the_analysis_and_nowhere_else(teacher: Browser):
    here = at(teacher)
    analysis = f"{here}/analysis"
    for back, then in (
        (analysis, analysis),
        (f"{analysis}?burden=prove&off=n2&off=n3#review", f"{analysis}?burden=prove&off=n2&off=n3#review"),
        (f"{analysis}?a=%0d%0aSet-Cookie:x&b=\u00e9", f"{analysis}?a=%0D%0ASet-Cookie%3Ax&b=%C3%A9"),
        (f"https://evil.example{analysis}", here),
        (f"//evil.example{analysis}", here),
        (f"{analysis}/../../../new", here),
        ("/maps/other/analysis?burden=prove", here),
        ("http://[", here),
        (f"{here}/history", here),
    ):
        # Every press is another one, so that none leads where the one before it did.
        assert send(teacher, "/fine", rule="fragment", on="n2", back=back) == (303, then), back


@pytest.mark.parametrize("text", TEXTS)
def test_no_text_leads_away(text: str):
    for typed in (text, f"/maps/m/analysis?{text}", f"/maps/m/analysis#{text}", f"/maps/m/analysis{text}"):
        found = returning("m", "analysis", typed)
        assert found is None or re.fullmatch(r"/maps/m/analysis(\?[!-~]*)?(#[\w.:-]+)?", found)


@pytest.mark.parametrize(
    ("rule", "on", "said"),
    [
        ("nonsense", "n2", "no rule"),
        ("", "", "no rule"),
        ("fragment", "n99", "not on the map"),
        (SCRIPT, SCRIPT, ""),
    ],
)
def test_what_cannot_be_said_to_be_fine_is_refused_in_words(teacher: Browser, rule: str, on: str, said: str):
    assert send(teacher, "/fine", rule=rule, on=on)[0] == 422
    assert said in teacher.html
    check(teacher.html)


# Schemes


def test_a_scheme_is_chosen_and_its_questions_are_shown(expert: Browser):
    cards = ids(expert)
    gold = cards["There is gold."]
    html = expert.open(f"{at(expert)}?card={gold}")
    assert "Choose a scheme" in html
    form = re.search(r'href="([^"]*do=scheme[^"]*)"', html)
    assert form is not None
    expert.open(unescape(form.group(1)))
    assert expert.submit("/relations/scheme", scheme="sign") == 200
    assert "do=scheme" in expert.at
    assert "This sign usually means that something is so." in expert.html
    assert "How surely does the sign mean this?" in expert.html
    assert "needs a reason of its own" in expert.html
    assert "2 questions are open" in expert.open(f"{at(expert)}?card={gold}")
    assert "Gave “There is gold.” the scheme “Argument from sign”" in unescape(
        expert.open(f"{at(expert)}/history")
    )
    expert.open(unescape(form.group(1)))
    assert expert.submit("/relations/scheme", scheme="none") == 200
    assert "Choose a scheme" in expert.open(f"{at(expert)}?card={gold}")


def test_a_scheme_of_a_file_keeps_the_name_it_has_there(expert: Browser):
    cards = ids(expert)
    expert.open(f"{at(expert)}?card={cards['She is a geologist.']}&do=scheme&aim={cards['argument']}")
    assert '<option value="expert-opinion" selected' in expert.html
    assert expert.submit("/relations/scheme") == 200
    assert "Nothing is different" in expert.html
    assert argument(expert)["scheme"] == "ExpertOpinion"


def test_a_scheme_that_is_not_known_is_kept_and_shown_as_it_is(browser: Callable[[], Browser]):
    other = browser()
    other.open("/import")
    other.submit("/import", text=TEXT.replace("ExpertOpinion", "Modus <i> ponens"))
    address = re.search(r'href="(/maps/[a-z2-7]{12})', other.html)
    assert address is not None
    other.open(address.group(1) + "?structure=full")
    cards = ids(other)
    card = cards["She is a geologist."]
    assert "Modus &lt;i&gt; ponens" in other.open(f"{at(other)}?card={card}")
    other.open(f"{at(other)}?card={card}&do=scheme&aim={cards['argument']}")
    assert "as it is: Modus &lt;i&gt; ponens" in other.html
    assert other.submit("/relations/scheme") == 200
    assert argument(other)["scheme"] == "Modus <i> ponens"
    check(other.html)


def test_a_question_is_asked_with_one_press(expert: Browser):
    cards = ids(expert)
    place = f"{at(expert)}?card={cards['She is a geologist.']}&do=scheme&aim={cards['argument']}"
    expert.open(place)
    assert "speaks against the step" in expert.html
    status, then = send(expert, "/relations/ask", relation=cards["argument"], question="trust", back=place)
    assert status == 303
    made = document(expert)
    new = made["nodes"][-1]
    assert new["tags"] == ["cq:expert-opinion:trust", "needs-backing"]
    assert made["relations"][-1]["target"] == cards["argument"]
    assert then == f"{at(expert)}?card={new['id']}#card-{new['id']}"
    html = expert.open(then)
    assert "It has to be backed" in html
    assert "Nobody has backed this yet" in html
    assert "cq:" not in html
    assert "needs-backing" not in html
    assert "Argument from expert opinion" in html
    # Now it stands there as asked, with a link to the card, and can be backed.
    html = expert.open(place)
    assert 'id="ask-trust"' not in html
    assert "The expert has something to gain" in html
    expert.open(f"{at(expert)}?card={new['id']}&do=reason")
    assert expert.submit("/cards", text="The company pays her.") == 200
    html = expert.open(f"{at(expert)}?card={new['id']}")
    assert "Nobody has backed this yet" not in html
    assert "Has to be backed" in html
    said = unescape(expert.open(f"{at(expert)}/history"))
    assert "is there something in it for them?” about “She is a geologist.”" in said


def test_a_question_is_asked_once_and_the_second_press_leads_to_the_card(expert: Browser):
    cards = ids(expert)
    leads = {
        send(expert, "/relations/ask", operation=operation, relation=cards["argument"], question="evidence")[
            1
        ]
        for operation in ("one", "one", "two")
    }
    assert len(leads) == 1
    assert len(document(expert)["nodes"]) == 5


def test_of_several_premises_one_chooses_which_is_doubted(expert: Browser):
    cards = ids(expert)
    says = cards["She says that there is gold."]
    html = expert.open(f"{at(expert)}?card={says}&do=scheme&aim={cards['argument']}")
    assert f'name="premise" value="{says}"' in html
    send(expert, "/relations/ask", relation=cards["argument"], question="wording", premise=says)
    assert document(expert)["relations"][-1]["target"] == says


@pytest.mark.parametrize(
    ("path", "data"),
    [
        ("/relations/scheme", {"relation": "r99", "scheme": "sign"}),
        ("/relations/scheme", {"relation": "n1", "scheme": "sign"}),
        ("/relations/scheme", {"relation": "argument", "scheme": "shoes"}),
        ("/relations/scheme", {"relation": "argument"}),
        ("/relations/scheme", {}),
        ("/relations/ask", {"relation": "r99", "question": "trust"}),
        ("/relations/ask", {"relation": "argument", "question": "shoes"}),
        ("/relations/ask", {"relation": "argument", "question": "trust", "premise": "n1"}),
        ("/relations/ask", {"relation": SCRIPT, "question": SCRIPT, "premise": SCRIPT, "back": SCRIPT}),
        ("/relations/ask", {}),
    ],
)
def test_what_is_not_there_is_refused_in_words(expert: Browser, path: str, data: dict[str, str]):
    cards = ids(expert)
    before = document(expert)
    data = {name: cards.get(value, value) for name, value in data.items()}
    back = f"{at(expert)}?card={cards['There is gold.']}"
    assert send(expert, path, **{"back": back, **data})[0] == 422
    assert 'role="alert"' in expert.html or "Something does not fit" in expert.html
    check(expert.html)
    assert document(expert) == before


@pytest.mark.parametrize("text", TEXTS)
def test_any_text_in_any_field(expert: Browser, text: str):
    typed = safe(text)
    relation = ids(expert)["argument"]
    for path, names in (
        ("/fine", ("rule", "on", "again", "operation", "back")),
        ("/relations/scheme", ("scheme", "operation", "back")),
        ("/relations/scheme", ("relation", "scheme")),
        ("/relations/ask", ("question", "operation", "back")),
        ("/relations/ask", ("relation", "question", "premise")),
    ):
        data = {"relation": relation, **dict.fromkeys(names, typed)}
        assert send(expert, path, **data)[0] in (303, 422)
        check(expert.html)
    check(expert.open(f"{at(expert)}?card=n2&do=scheme&aim={relation}"))


# Who may


def test_a_reader_sees_the_scheme_and_can_change_nothing(expert: Browser, browser: Callable[[], Browser]):
    cards = ids(expert)
    reader = browser()
    reader.open(view_link(expert))
    reader.open(at(expert) + "?structure=full")
    html = reader.open(f"{at(expert)}?card={cards['She is a geologist.']}&do=scheme&aim={cards['argument']}")
    assert "Argument from expert opinion" in html
    assert 'id="scheme-' not in html
    assert "/relations/" not in html
    assert "Choose a scheme" not in reader.open(f"{at(expert)}?card={cards['There is gold.']}")
    assert "(in the town)" not in html
    assert "in the town" in html
    for path, data in _ALL:
        assert send(reader, path, **data)[0] == 403, path
    stranger = browser()
    for path, data in _ALL:
        answer = stranger.post(at(expert) + path, data={"operation": "x", **data})
        assert answer.status_code == 404, path


_ALL: tuple[tuple[str, dict[str, str]], ...] = (
    ("/fine", {"rule": "fragment", "on": "n1"}),
    ("/relations/scheme", {"relation": "r1", "scheme": "sign"}),
    ("/relations/ask", {"relation": "r1", "question": "trust"}),
)


def test_items_of_another_map_are_not_there(expert: Browser, browser: Callable[[], Browser]):
    other = browser()
    other.open("/new")
    other.submit("/new", question="Another?", position=["Yes.", "No."])
    assert send(other, "/relations/scheme", relation=ids(expert)["argument"], scheme="sign")[0] == 422
    assert send(other, "/fine", rule="fragment", on="n4")[0] == 422
    for path, data in _ALL:
        assert other.post(at(expert) + path, data=data).status_code == 404, path


def test_two_who_ask_the_same_at_once_make_one_card(expert: Browser, browser: Callable[[], Browser]):
    colleague = browser()
    colleague.open(edit_link(expert))
    relation = ids(expert)["argument"]
    first = send(expert, "/relations/ask", operation="a", relation=relation, question="trust")
    assert send(colleague, "/relations/ask", operation="b", relation=relation, question="trust") == first
    assert "asked already" in colleague.open(at(expert))


def test_in_the_simple_view_schemes_are_out_of_sight(expert: Browser):
    card = ids(expert)["She is a geologist."]
    html = expert.open(f"{at(expert)}?card={card}&structure=simple")
    html = expert.open(f"{at(expert)}?card={card}")
    assert "do=scheme" not in html
    assert "Argument from expert opinion" not in html
