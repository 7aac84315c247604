"""``argmap analyze`` and ``argmap check``, run as processes of their own."""

from __future__ import annotations

import json

import pytest

from argmap import load
from argmap.analysis.report import Settings, analyze
from tests.cli.test_main import BALOCHISTAN, argmap

TOWN = "[Cars out]: Cars should leave. #position\n  + [Air]: The air gets cleaner.\n  - [Trade]: Shops lose customers.\n"


def said(*words: str, given: str = TOWN) -> tuple[int, str, str]:
    done = argmap(*words, given=given)
    return done.returncode, done.stdout.decode().replace("\r\n", "\n"), done.stderr.decode()


def flat(text: str) -> str:
    return " ".join(text.split())


def test_json_is_the_report_of_the_map():
    code, out, err = said("analyze", "-", "--json")
    assert (code, err) == (0, "")
    assert json.loads(out) == analyze(load(TOWN)[0]).record()


@pytest.mark.parametrize("burden", ["presume", "prove"])
@pytest.mark.parametrize("standard", ["none", "preponderance"])
def test_json_keeps_to_the_settings(burden, standard):
    words = ("--burden", burden, "--standard", standard, "--semantics", "dfquad")
    code, out, _ = said("analyze", str(BALOCHISTAN), "--json", *words)
    expected = analyze(load(BALOCHISTAN.read_bytes())[0], Settings("dfquad", burden, standard)).record()
    assert code == 0
    assert json.loads(out) == expected


def test_the_report_on_the_mining_deal_is_fair():
    """Verdicts under both burdens, what decides, and weak points of both sides, in words."""
    code, out, err = said("analyze", "example:balochistan-mining-deal")
    text = flat(out)
    assert (code, err) == (0, "")
    assert "Brings development (strength 89 %)" in text
    assert "Open: 2 of 6 reasons stand; answering “Rather than development” would settle it." in text
    assert "And if nothing counted that has not been shown? Does not stand: none of the 6 reasons" in text
    assert "“Deepens conflict” turns on each of these cards: “Prosperity for people”, “No peace" in text
    before, after = text.index("In the case for “Brings"), text.index("In the case for “Deepens")
    assert before < after
    for side in (text[before:after], text[after:]):
        assert "still to answer" in side
        assert "Nobody has answered" in side
        assert "rest on the same one" in side
    assert "15 of 18 cards for it stand" in text
    assert "every card begins at 50 %" in text
    assert max(map(len, out.splitlines())) <= 80


def test_the_other_burden():
    text = flat(said("analyze", "example:balochistan-mining-deal", "--burden", "prove")[1])
    assert "Nothing counts that has not been shown" in text
    assert "And if every claim counted until it is challenged? Open: 2 of 6 reasons stand" in text


def test_a_map_without_a_position_says_so():
    code, out, _ = said("analyze", "-", given="[A]: The air clears.\n")
    assert code == 0
    assert "There is no position on this map." in flat(out)


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        (("--semantics", "hcat"), "knows attacks only"),
        (("--semantics", "cubic"), "invalid choice: 'cubic'"),
        (("--burden", "shrug"), "invalid choice: 'shrug'"),
        (("--standard", "shrug"), "invalid choice: 'shrug'"),
    ],
)
def test_unusable_words_are_refused(words, expected):
    code, out, err = said("analyze", "-", *words)
    assert (code, out) == (2, "")
    assert expected in err


@pytest.mark.parametrize("command", ["analyze", "check"])
def test_unusable_input_is_refused(command):
    code, out, err = said(command, "-", given='{"argmap": 1}')
    assert (code, out) == (2, "")
    assert "<stdin>" in err


@pytest.mark.parametrize("command", ["analyze", "check"])
def test_what_is_read_with_a_loss_is_told(command):
    assert "<stdin>:1:" in said(command, "-", given="[A]: Out. #position {colour: red}\n")[2]


def test_check_lists_findings_and_says_so_by_its_code():
    code, out, err = said("check", "-")
    assert (code, err) == (1, "")
    assert (
        "weak: “Air” is said without a reason, evidence or a source. Say how one can know it: add a reason, a piece of "
        "evidence, or where it is written. [unsupported-claim n2]"
    ) in out.splitlines()


def test_check_as_json():
    code, out, _ = said("check", "-", "--json")
    assert code == 1
    assert json.loads(out)["findings"] == analyze(load(TOWN)[0]).record()["findings"]


def test_check_of_a_map_without_fault():
    code, out, _ = said("check", "-", given="[A]: Cars should leave the town. #position\n")
    assert (code, out) == (0, "Nothing to mark.\n")
