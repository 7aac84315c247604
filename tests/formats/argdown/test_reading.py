"""What the Argdown reader makes of what people write, by the convention of docs/formats.md."""

from __future__ import annotations

import pytest

from argmap import formats
from argmap.formats import Report
from argmap.model import ArgumentMap


def read(text: str) -> ArgumentMap:
    """The map of a text over which the report has nothing to say."""
    debate, report = formats.load(text, "argdown")
    assert [str(remark) for remark in report] == []
    return debate


def said(text: str) -> tuple[ArgumentMap, Report]:
    return formats.load(text, "argdown")


def drawn(debate: ArgumentMap) -> set[tuple[str, str, str]]:
    """The relations as (premises, kind, target), cards by their names, relations by their notation."""

    def name(identifier: str) -> str:
        if identifier in debate.nodes:
            return debate.nodes[identifier].name
        relation = debate.relations[identifier]
        sign = "+" if relation.kind == "support" else "-"
        return f"({' & '.join(map(name, relation.premises))} {sign} {name(relation.target)})"

    return {(" & ".join(map(name, r.premises)), r.kind, name(r.target)) for r in debate.relations.values()}


def test_every_direction_of_relation() -> None:
    debate = read("[T]: T\n + [A]\n <+ [B]\n - [C]\n <- [D]\n +> [E]\n -> [F]\n >< [G]\n")
    assert drawn(debate) == {
        ("A", "support", "T"), ("B", "support", "T"), ("C", "attack", "T"), ("D", "attack", "T"),
        ("T", "support", "E"), ("T", "attack", "F"), ("T", "attack", "G"), ("G", "attack", "T"),
    }  # fmt: skip


def test_kinds_tags_and_data() -> None:
    debate = read(
        "===\ntitle: Cars?\nlanguage: en\ncolor: {x: 1}\n===\n\n"
        "[A]: Yes. #position #(in town) #x {stance: independent, origin: added}\n"
        "  + [B]: Seen. #evidence {\n      language: ur\n      source: A book\n    }\n"
    )
    question, position, evidence = debate.nodes.values()
    assert (question.kind, question.text, debate.language) == ("question", "Cars?", "en")
    assert (position.kind, position.tags, position.stance, position.origin) == (
        "position", ("in town", "x"), "independent", "added",
    )  # fmt: skip
    assert (evidence.kind, evidence.language) == ("evidence", "ur")
    assert [source.fields for source in debate.sources.values()] == [{"title": "A book"}]
    assert debate.foreign == {"argdown": {"frontMatter": {"color": {"x": 1}}}}


def test_without_a_tag_the_place_decides_what_a_position_is() -> None:
    debate = read("[A]: A\n  + [B]: B\n    + C\n\nD\n  - E\n\n[F]: F\n\n[G]: G #claim\n  + H\n")
    assert [n.text for n in debate.nodes.values() if n.kind == "position"] == ["A"]


def test_sources_equal_in_every_field_are_one() -> None:
    debate = read(
        "A {source: {title: T, author: X, issued: 2025-09-10}}\n\n"
        "B {source: [{title: T, author: [X], issued: 2025-09-10}, {title: U, credibility: 0.5, reason: old}],"
        " quotes: [{source: {title: U, credibility: 0.5, reason: old}, exact: so, start: 3, end: 5}]}\n"
    )
    first, second = debate.sources.values()
    assert first.fields == {
        "title": "T", "author": [{"literal": "X"}], "issued": {"date-parts": [[2025, 9, 10]]},
    }  # fmt: skip
    assert (second.fields, second.credibility, second.reason) == ({"title": "U"}, 0.5, "old")
    assert [node.sources for node in debate.nodes.values()] == [("s1",), ("s1", "s2")]
    assert [(q.node, q.source, q.exact, q.start, q.end) for q in debate.quotes.values()] == [
        ("n2", "s2", "so", 3, 5)
    ]


def test_an_argument_with_premises_is_one_relation() -> None:
    debate = read(
        "[T]: T\n  + <A>\n\n<A>: A note.\n  _ [U]: U\n\n(1) P\n(2) Q\n-- rule, other {weight: 0.5} --\n(3) [T]\n"
    )
    assert drawn(debate) == {("P & Q", "support", "T"), ("U", "attack", "(P & Q + T)")}
    step = debate.relations["r1"]
    assert (step.scheme, step.weight, step.note) == ("rule, other", 0.5, "A note.")
    assert debate.foreign == {"argdown": {"titles": {"r1": "A"}}}


def test_an_attack_with_premises_is_folded() -> None:
    debate = read(
        "[T]: T\n  - <A>\n\n<A>\n  _ <B>\n\n(1) P\n(2) Q\n----\n(3) So not T. #so\n\n<B>\n  _ [V]: V\n\n(1) R\n----\n(2) x #so\n"
    )
    assert drawn(debate) == {
        ("P & Q", "attack", "T"),
        ("R", "attack", "(P & Q - T)"),
        ("V", "attack", "(R - (P & Q - T))"),
    }
    assert {node.text for node in debate.nodes.values()} == {"T", "P", "Q", "R", "V"}


def test_a_conclusion_from_which_nothing_leads_is_not_folded() -> None:
    assert drawn(read("(1) P\n----\n(2) C #so\n")) == {("P", "support", "C")}


def test_steps_rest_on_what_they_use() -> None:
    text = "<A>\n\n(1) P\n(2) Q\n----\n(3) C\n(4) R\n-- x{} --\n  _ [U]: U\n(5) D\n"
    assert drawn(read(text.replace("x{}", "x"))) == {
        ("P & Q", "support", "C"), ("C & R", "support", "D"), ("U", "attack", "(C & R + D)"),
    }  # fmt: skip
    assert ("P & R", "support", "D") in drawn(read(text.replace("{}", " {uses: [1, 4]}")))
    with pytest.raises(formats.Unreadable, match=":8:1: 'uses' names a number"):
        said(text.replace("{}", " {uses: [9]}"))


def test_what_is_aimed_at_an_argument_is_aimed_at_its_last_step() -> None:
    debate = read("<A>\n  - [X]: X\n  + [Y]: Y\n\n(1) P\n----\n(2) [C]: C\n\n<A>\n  -> [T]: T\n")
    assert drawn(debate) == {
        ("P", "support", "C"), ("X", "attack", "(P + C)"), ("Y", "support", "(P + C)"), ("C", "attack", "T"),
    }  # fmt: skip


def test_an_undercut_of_a_card_is_one_of_each_of_its_relations() -> None:
    debate, report = said("[T]: T\n  + <A>: A\n    _ [U]: U\n\n<A>\n  -> [S]: S\n")
    assert drawn(debate) == {
        ("A", "support", "T"), ("A", "attack", "S"), ("U", "attack", "(A + T)"), ("U", "attack", "(A - S)"),
    }  # fmt: skip
    assert [(remark.kind, remark.line) for remark in report] == [("guessed", 3)]
    assert debate.nodes["n2"].argument
    lone, report = said("[T]: T\n  _ [U]: U\n")
    assert drawn(lone) == {("U", "attack", "T")}
    assert [remark.kind for remark in report] == ["altered"]


def test_relations_drawn_twice_are_one() -> None:
    assert len(read("[A]: A\n  + [B]: B\n\n[B]\n  +> [A]\n").relations) == 1


def test_groups_come_from_headings_at_any_depth() -> None:
    debate = read("A\n\n# One\n\n[B]\n\n### Two\n\n[B]: B\n\n# Three\n\nC\n")
    assert [(g.title, g.parent) for g in debate.groups.values()] == [
        ("One", None),
        ("Two", "g1"),
        ("Three", None),
    ]
    assert {n.text: n.group for n in debate.nodes.values()} == {"A": None, "B": "g2", "C": "g3"}


def test_titles_that_stand_for_others() -> None:
    debate = read("[n1]: A {untitled: true}\n  + [n1]\n\n[T 2]: B {title: T}\n\n[T]\n")
    assert [(n.title, n.text) for n in debate.nodes.values()] == [(None, "A"), ("T", "B"), ("T", "T")]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("A // aside\nB /* or\n\nso */ C <!-- x --> D\n", "A B C D"),
        ("// first\nA\n// between\nB\n", "A B"),
        (r"3 \* 4 \[x\] \\ \/\/ \# \_", r"3 * 4 [x] \ // # _"),
        ("3 * 4 and 5 - 6", "3 * 4 and 5 - 6"),
        ("Caf\u00e9  \t x", "Caf\u00e9 x"),
        ("\u202eabc", "\u202eabc"),
    ],
)
def test_texts(text: str, words: str) -> None:
    assert [node.text for node in read(text).nodes.values()] == [words]


@pytest.mark.parametrize(
    ("text", "words", "kind"),
    [
        ("see https://a.org/b", "see https://a.org/b", "noted"),
        ("a snake_case word and 2*3", "a snake_case word and 2*3", "noted"),
        ("a < b and <b>c</b>", "a < b and <b>c</b>", "noted"),
        ("as [sic] says", "as [sic] says", "noted"),
        ("[sic] he says", "[sic] he says", "guessed"),
        ("the set {a, b} is", "the set {a, b} is", "noted"),
        ("**Bold** and _leaning_.", "Bold and leaning.", "altered"),
        ("see [here](https://a.org).", "see here (https://a.org).", "altered"),
        ("the #climate debate", "the #climate debate", "guessed"),
        ("as @[A title] says", "as A title says", "altered"),
        ("a\x00b", "ab", "altered"),
    ],
)
def test_what_the_report_speaks_of(text: str, words: str, kind: str) -> None:
    debate, report = said(text)
    assert [node.text for node in debate.nodes.values()] == [words]
    assert {remark.kind for remark in report} == {kind}


@pytest.mark.parametrize(
    ("text", "relations"),
    [
        ("\ufeff[A]: A\r\n  + B\r\n", 1),
        ("[A]: A\n\n  + B\n", 1),
        ("[A]: A\n+ B\n", 1),
        ("[constructor]: A\n  + [Untitled 1]: B\n  + C\n", 2),
        ("(1) A\n\n(2) B\n----\n\n(3) C\n", 1),
    ],
)
def test_what_is_forgiven(text: str, relations: int) -> None:
    debate, report = said(text)
    assert len(debate.relations) == relations
    assert not report.losses


def test_lists_are_cards() -> None:
    debate, report = said("* A\n* B\n\n 1. C\n 2. D\n")
    assert [node.text for node in debate.nodes.values()] == ["A", "B", "C", "D"]
    assert {remark.kind for remark in report} == {"noted"}


def test_a_second_wording_is_reported() -> None:
    debate, report = said("[A]: One.\n\n[A]: Two.\n\n[A]: One.\n")
    assert [node.text for node in debate.nodes.values()] == ["One."]
    assert [(remark.kind, remark.line) for remark in report] == [("dropped", 3)]


def test_bytes_that_are_no_utf_8() -> None:
    debate, report = formats.load(b"[A]: caf\xe9\n", "argdown")
    assert debate.nodes["n1"].text == "caf\u00e9"
    assert [str(remark) for remark in report] == [
        "<input>:1:9: guessed: This is no UTF-8: read as Windows-1252. Save the file as UTF-8."
    ]


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("  + A\n", "1:3"),
        ("A\n\n- B\n", "3:1"),
        ("[A]: A\n  +\n", "2:3"),
        ("===\ntitle: x\n", "1:1"),
        ("A {x: [}\n", "1:8"),
        ("A {x: &y z}\n", "1:7"),
        ("A {\n  x: 1\n  y: !!int 2\n}\n", "3:6"),
        ("A\n----\n", "2:1"),
        ("(1) A\n(2) B\n", "2:1"),
        ("(1) A\n----\n\nB\n", "2:1"),
        ("(1) A\n-- rule\n\n(2) B\n", "2:1"),
        ("(1) A\n----\n(2) <B>\n", "3:1"),
        ("<A>\n\n(1) A\n----\n(2) B\n\n<A>\n\n(1) A\n----\n(2) B\n", "9:1"),
        ("A\n\n" + "b" * 10_001, "3:1"),
        ("A\n\n" + "*a " * 50_000, "3:1"),
    ],
)
def test_mistakes_have_a_place(text: str, place: str) -> None:
    with pytest.raises(formats.Unreadable) as caught:
        formats.load(text, "argdown", "town.argdown")
    assert str(caught.value).startswith(f"town.argdown:{place}: ")


def test_the_writer_counts_what_it_leaves_out() -> None:
    debate, _ = formats.load(
        '{"nodes": [{"id": "a", "text": "A", "author": "p1"}, {"id": "b", "text": "B", "hidden": true}], "foreign": {"aif": {}}}'
    )
    text, report = formats.dump(debate, "argdown")
    assert text == "A\n"
    assert [remark.kind for remark in report] == ["dropped"] * 3


@pytest.mark.parametrize(
    ("text", "place", "words"),
    [
        ("A\n {stance: x}\n", "2:3", "'stance' cannot be this"),
        ("A #claim\n {stance: rival}\n", "2:3", "Only a position has a stance"),
        ("===\nlanguage: en\ntitle: [a, b]\n===\n\nA\n", "3:1", "The question must be a text"),
    ],
)
def test_what_cannot_be_is_dropped_at_its_key(text: str, place: str, words: str) -> None:
    debate, report = formats.load(text, "argdown", name="a")
    (remark,) = report.losses
    assert str(remark).startswith(f"a:{place}: dropped: {words}")
    assert [(node.text, node.stance) for node in debate.nodes.values()] == [("A", None)]
