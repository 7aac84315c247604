"""Files of frameworks: what is read, what is written, and what is said of everything else."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from argmap.analysis import framework_files
from argmap.analysis.framework import Framework
from argmap.analysis.framework_files import FORMATS, Unreadable, detect, dump, load

NIXON = {
    "iccma": "# the diamond\np af 2\n\n1 2\n# and back\n2 1\n",
    "apx": "% the diamond\narg(1). arg( 2 ).\natt(1,2).att( 2 ,\n1 ) .\n",
    "tgf": "1\n2 Nixon's other side\n#\n1 2\n2 1 a label of it\n",
}


@pytest.mark.parametrize("form", FORMATS)
@pytest.mark.parametrize("ending", ["\n", "\r\n"])
@pytest.mark.parametrize("named", [True, False])
def test_each_format_is_read_and_told_by_its_content(form, ending, named):
    data = b"\xef\xbb\xbf" + NIXON[form].replace("\n", ending).encode()
    assert load(data, form if named else None) == Framework("12", [("1", "2"), ("2", "1")])


@pytest.mark.parametrize(
    ("data", "form", "line", "said"),
    [
        (b"", None, None, "empty"),
        (b" \n\t", None, None, "empty"),
        (b"hello\nworld", None, None, "no framework"),
        (b"\xff\xfe\x00", None, 1, "UTF-8"),
        (b"p af 2\n1 2\n\xff", None, 3, "UTF-8"),
        (b"\x00\x00\x00", None, None, "no framework"),
        (b"# only a comment", "iccma", None, "'p af'"),
        (b"p af", None, 1, "'p af'"),
        (b"# c\np af -3", None, 2, "'p af'"),
        (b"p af 3 4", None, 1, "'p af'"),
        (b"p af 1e9", None, 1, "'p af'"),
        ("p af ١".encode(), None, 1, "'p af'"),
        (b"p af 99999999999999999999", None, 1, "'p af'"),
        (b"p af 1000001", None, 1, "more than 1,000,000"),
        (b"1 2\np af 2", None, 1, "'p af'"),
        (b"p af 2\n1 2\np af 2", None, 3, "argument 'p'"),
        (b"p af 2\n1 3", None, 2, "argument '3'"),
        (b"p af 2\n0 1", None, 2, "argument '0'"),
        (b"p af 2\n01 1", None, 2, "argument '01'"),
        (b"p af 2\n\n1", None, 3, "two arguments"),
        (b"p af 2\n1 2 1", None, 2, "two arguments"),
        (b"p af 1\n" + b"x" * 10_000 + b" 1", None, 2, "xxx"),
        (b"arg(a).\narg(a).", None, 2, "'a' stands twice"),
        (b"arg(a).\n\natt(a,b).", None, 3, "argument 'b'"),
        (b"arg(a)\narg(b).", None, 1, "A fact is"),
        (b"arg(a).\nsupport(a,a).", None, 2, "A fact is"),
        (b"arg(a).\natt(a).", None, 2, "A fact is"),
        (b"arg(a,b).", None, 1, "A fact is"),
        (b"arg().", None, 1, "A fact is"),
        (b'arg("a).', None, 1, "A fact is"),
        (b"arg(" + b"(" * 50_000, None, 1, "A fact is"),
        (b"arg(a).\n" + b" " * 50_000 + b"!", None, 2, "A fact is"),
        (b"1\n2\n1\n#\n", None, 3, "'1' stands twice"),
        (b"1\n2\n#\n1 3\n", None, 4, "argument '3'"),
        (b"1\n2\n#\n1\n", None, 4, "two arguments"),
        (b"1\n2\n", "tgf", None, "no line '#'"),
    ],
)
def test_what_is_wrong_is_said_with_its_line(data, form, line, said):
    with pytest.raises(Unreadable) as caught:
        load(data, form)
    assert caught.value.line == line
    assert said in str(caught.value)
    assert len(str(caught.value)) < 300


def test_sizes_are_bounded(monkeypatch):
    monkeypatch.setattr(framework_files, "MOST_BYTES", 20)
    with pytest.raises(Unreadable, match="more than"):
        load(b"p af 2\n" + b"1 2\n" * 10)
    monkeypatch.undo()
    monkeypatch.setattr(framework_files, "MOST_ARGUMENTS", 2)
    for data, line in ((b"p af 3", 1), (b"arg(a).\narg(b).\narg(c).", 3), (b"a\nb\nc\n#\n", 3)):
        with pytest.raises(Unreadable, match="more than 2 arguments") as caught:
            load(data)
        assert caught.value.line == line


def test_an_attack_that_stands_twice_counts_once():
    for text in ("p af 2\n1 2\n1 2", "arg(1).arg(2).att(1,2).att(1,2).", "1\n2\n#\n1 2\n1 2"):
        assert load(text).attacks == [("1", "2")]


def test_attacks_of_apx_may_come_before_their_arguments():
    assert load("att(a,b).\narg(b).\narg(a).") == Framework("ba", [("a", "b")])


def test_a_framework_without_arguments():
    for form in FORMATS:
        assert load(dump(Framework([], []), form), form) == Framework([], [])


NAMES = st.one_of(
    st.text(max_size=6), st.sampled_from(["a", "1", "2", "#", "p", '"', "\\", "a b", "a,b", "\n", "%"])
)


@given(st.lists(NAMES, unique=True, max_size=6), st.data())
def test_what_is_written_is_read_again(names: list[str], data: st.DataObject):
    pairs = [(one, other) for one in names for other in names]
    attacks = data.draw(st.lists(st.sampled_from(pairs), unique=True)) if pairs else []
    framework = Framework(names, attacks)
    assert load(dump(framework, "apx"), "apx") == framework
    numbered = Framework.numbered([str(number) for number in range(1, len(names) + 1)], edges(framework))
    assert load(dump(framework, "iccma"), "iccma") == numbered
    again = load(dump(framework, "tgf"), "tgf")
    assert again in (framework, numbered)


def edges(framework: Framework) -> list[tuple[int, int]]:
    return [(framework.number(one), framework.number(other)) for one, other in framework.attacks]


@given(st.one_of(st.binary(max_size=200), st.text('parg(a,t).\n# 12%"', max_size=60).map(str.encode)))
def test_any_bytes_are_a_framework_or_one_clear_error(data: bytes):
    for form in (None, *FORMATS):
        try:
            framework = load(data, form)
        except Unreadable:
            continue
        for target in FORMATS:
            load(dump(framework, target), target)


def test_a_format_that_there_is_not():
    with pytest.raises(ValueError, match="there is no format 'xml'"):
        load(b"p af 1", "xml")
    with pytest.raises(ValueError, match="there is no format 'xml'"):
        dump(Framework([], []), "xml")


def test_the_first_words_decide():
    assert detect("arg(a).\n#\n") == "apx"
    assert detect("p\naf\n#\n") == "tgf"
    assert detect("#\n") == "tgf"
