"""What beginners get wrong: forgiven where it can be, and always spoken of at its place."""

from __future__ import annotations

import pytest

from argmap import formats


def said(text: str) -> list[str]:
    _, report = formats.load(text, "argdown", "m")
    return [str(remark) for remark in report if remark.kind != "noted"]


def texts(text: str) -> list[str]:
    return [node.text for node in formats.load(text, "argdown")[0].nodes.values()]


@pytest.mark.parametrize(
    ("text", "words", "tags"),
    [
        ("See https://example.org/a//b for it. #x", "See https://example.org/a//b for it.", ("x",)),
        ("See https://x.y/z#frag and https://x.y/_a_*b*[c]. #x // aside", "See https://x.y/z#frag and https://x.y/_a_*b*[c].", ("x",)),
        ("See https://x.y/ /* aside */ and. {origin: added}", "See https://x.y/ and.", ()),
        ("See https://x.y/a{origin: added}", "See https://x.y/a", ()),
        ("Read //http://x.y", "Read", ()),
    ],
)  # fmt: skip
def test_addresses_are_text(text: str, words: str, tags: tuple[str, ...]) -> None:
    debate, report = formats.load(text, "argdown")
    assert debate.nodes["n1"].text == words
    assert debate.nodes["n1"].tags == tags
    assert {remark.kind for remark in report} <= {"noted"}
    assert formats.load(formats.dump(debate, "argdown")[0])[0].nodes["n1"].text == words


def test_a_tag_within_a_text_stays_in_it() -> None:
    debate, report = formats.load("# For #1\n\nRoom #12b.\n\nDelta #evidence, more\n", "argdown", "m")
    assert [(node.text, node.kind) for node in debate.nodes.values()] == [
        ("Room #12b.", "claim"),
        ("Delta #evidence, more", "evidence"),
    ]
    assert debate.groups["g1"].title == "For #1"
    assert [str(remark) for remark in report] == [
        f"m:{place}: guessed: '{tag}' is a tag, and stays in the text: write '\\#' where none is meant."
        for place, tag in (("1:7", "#1"), ("3:6", "#12b"), ("5:7", "#evidence"))
    ]


def test_dashes_of_word_processors() -> None:
    text = "[A]: A\n  \u2013 B\n  \u2014 C\n    \uff0b D\n"
    debate, _ = formats.load(text, "argdown")
    assert [(r.premises, r.kind, r.target) for r in debate.relations.values()] == [
        (("n2",), "attack", "n1"), (("n3",), "attack", "n1"), (("n4",), "support", "n3"),
    ]  # fmt: skip
    assert said(text)[0] == "m:2:3: guessed: '\u2013' is read as '-'."
    assert texts("A\n\u2013 B\n") == ["A \u2013 B"]


def test_a_block_directly_below_a_text() -> None:
    text = "[A]: A\n  + B\n[C]: C\n  - D\n<E>: E\n"
    debate, _ = formats.load(text, "argdown")
    assert [node.text for node in debate.nodes.values()] == ["A", "B", "C", "D", "E"]
    assert said(text)[0] == "m:3:1: guessed: A new block begins here: leave an empty line before [C]."


@pytest.mark.parametrize(
    ("text", "remark"),
    [
        ("[A]: A\n  + b\n  \u2022 c\n", "m:3:3: guessed: This line begins with '\u2022' and was read as part of the text above: write '+' for a reason or '-' for an objection."),
        ("[A]: A\n  * c\n", "m:2:3: guessed: This line begins with '*' and was read as part of the text above: write '+' for a reason or '-' for an objection."),
        ("[Alpha]: A\n\n[Alfa]\n  - B\n", "m:3:1: guessed: [Alfa] has no text of its own: did you mean [Alpha]?"),
        ("[Alpha]: A\n\n[alpha]\n  - B\n", "m:3:1: guessed: [alpha] has no text of its own: did you mean [Alpha]?"),
        ("[A: Alpha\n  + B\n", "m:1:1: guessed: This '[' is never closed: for a title write '[A]: ...'."),
        ("title: Q?\n\n[A]: A\n", "m:1:1: guessed: This is read as a card: write === on a line above and on a line below it."),
        ("===\nTitle: Q?\n===\n\n[A]: A\n", "m:2:1: guessed: 'Title' is kept, but is not the question: write 'title: ...'."),
        ("A #Evidence\n", "m:1:3: guessed: '#Evidence' is no kind of card: did you mean '#evidence'?"),
        ("A #evidance\n", "m:1:3: guessed: '#evidance' is no kind of card: did you mean '#evidence'?"),
        ("A\n  ++ B\n", "m:2:3: guessed: The second '+' is read as part of the text: write one."),
        ("A {source: {title: Jobs, wages and more}}\n", "m:1:26: guessed: 'wages and more' has no value: put the text in double quotes when it holds a comma."),
        ("A {source: {title: T\n", "m:1:3: guessed: This '{' is never closed, so it stays in the text."),
        ("A {sorce: T}\n", "m:1:4: dropped: A card has no 'sorce': left out. Did you mean 'source'?"),
        ("A {origin: 3}\n", "m:1:4: dropped: 'origin' cannot be this, and is left out: write a text, as in {origin: added}."),
        ("A {weight: 0.7}\n", "m:1:4: dropped: A card has no 'weight': left out. It stands between the dashes: -- {weight: ...} --."),
        ("(1) A\n-- {wieght: 1} --\n(2) B\n", "m:2:5: dropped: An argument with premises has no 'wieght': left out. Did you mean 'weight'?"),
        ("===\ntitle: Are we #1?\n===\n", "m:2:15: guessed: From '#' on this line is a comment: put the text in double quotes if it is none."),
        ("===\ntitle: Q: should we?\n===\n", "m:2:8: guessed: Read as a text: put it in double quotes."),
        ("[T]: T\n  - <A>\n\n<A>\n\n(1) P\n----\n(2) So not.\n", "m:8:1: guessed: This conclusion becomes a card of its own: if it only repeats what its argument attacks, tag the conclusion #so."),
        ("[T]: T\n  + [A]\n\n<A>: A\n", "m:2:3: guessed: [A] has no text, <A> has: did you mean that?"),
    ],
)  # fmt: skip
def test_what_is_asked(text: str, remark: str) -> None:
    assert said(text) == [remark]


@pytest.mark.parametrize(
    "text",
    [
        "[T]: T\n  + A\n    _ U\n",
        "[T]: T\n  + [B]: B\n  - [B]\n",
        "[Reason 1]: A\n\n[Reason 2]\n  + B\n",
        "Lesson # 5 and C# and a - b and 3 \u2013 4\n",
    ],
)
def test_what_is_not_asked(text: str) -> None:
    assert said(text) == []


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("#For\n\n[A]: A\n", "m:1:1: '#For' is a tag without a text: for a heading write '# For'."),
        ("(1) P\n---- {weight: 1}\n(2) C\n", "m:2:5: These data stand between the dashes: write -- {weight: 0.7} --."),
        ("(1) P\n-- {weight: 7} --\n(2) C\n", "m:2:5: A weight lies between 0 and 1, and is not 7: write {weight: 0.7}."),
        ("A {source: {title: T, credibility: 7}}\n", "m:1:4: The credibility of a source lies between 0 and 1, and is not 7."),
        ("A {source: Report: 2020}\n", "m:1:18: Put the text in double quotes: it holds a colon."),
        ("A {source: Room #12b}\n", "m:1:17: From '#' on this line is a comment: put the text in double quotes if it is none."),
        ("===\ntitle: 'Q\n===\n", "m:2:8: This quote is never closed: write it at the end of the text too."),
        ("===\nShould we?\n===\n", "m:2:1: A key is missing: write 'title: ...' before the question."),
    ],
)  # fmt: skip
def test_what_is_refused(text: str, problem: str) -> None:
    with pytest.raises(formats.Unreadable) as caught:
        formats.load(text, "argdown", "m")
    assert str(caught.value) == problem


def test_the_question_may_hold_a_colon() -> None:
    assert texts('===\nlanguage: en\ntitle: Q: is it "so"?\nnote: *Really* so\n===\n') == ['Q: is it "so"?']


def test_there_is_no_such_day() -> None:
    debate, _ = formats.load("A {source: {issued: 2025-13-45}}\n\nB {source: {issued: 2024-02-29}}\n")
    assert [source.fields["issued"] for source in debate.sources.values()] == [
        {"literal": "2025-13-45"},
        {"date-parts": [[2024, 2, 29]]},
    ]


def test_what_is_no_text() -> None:
    with pytest.raises(formats.Unreadable, match=r"pass Path\('town.argdown'\)"):
        formats.load("town.argdown")
    with pytest.raises(TypeError, match="not NoneType"):
        formats.load(None)  # type: ignore[arg-type]
    with pytest.raises(formats.Unreadable, match="This is no text file"):
        formats.load(b"\x7fELF\x02\x01\x01" + b"\x00" * 20)
    assert formats.load(b"[A]: a\x00b", name="m")[0].nodes["n1"].text == "ab"
