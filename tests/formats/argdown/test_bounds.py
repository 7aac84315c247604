"""How much is done is counted: no file makes the reader work out of proportion."""

from __future__ import annotations

import pytest

from argmap import formats
from argmap.formats.argdown import inline, parse, relations
from argmap.formats.argdown.document import Member
from argmap.formats.report import Report


def _counted(monkeypatch: pytest.MonkeyPatch, holder: type, name: str) -> list[int]:
    calls = [0]
    original = getattr(holder, name)

    def counting(*arguments: object) -> object:
        calls[0] += 1
        return original(*arguments)

    monkeypatch.setattr(holder, name, counting)
    return calls


@pytest.mark.parametrize(("undercut", "count"), [("[U]", 400), ("[A]", 400)])
def test_an_undercut_drawn_again_is_not_expanded_again(
    monkeypatch: pytest.MonkeyPatch, undercut: str, count: int
) -> None:
    kept = _counted(monkeypatch, relations.Drafts, "_keep")
    text = "[A]: A\n" + "".join(f"  +> [T{i}]: T{i}\n" for i in range(200)) + f"  _ {undercut}\n" * 200
    debate, _ = formats.load(text, "argdown")
    assert (len(debate.relations), kept[0]) == (count, count)


def test_undercuts_of_the_same_steps_are_counted(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(relations, "MOST", 500)
    text = "[A]: A\n" + "".join(f"  +> [T{i}]: T{i}\n" for i in range(20))
    text += "".join(f"  _ [U{i}]: U{i}\n" for i in range(30))
    with pytest.raises(formats.Unreadable, match="more than 500 relations"):
        formats.load(text, "argdown")


def test_an_undercut_of_an_undercut_still_finds_it() -> None:
    debate, _ = formats.load("[A]: A\n  +> [T]: T\n  _ [U]: U\n    _ [V]: V\n  _ [U]\n", "argdown")
    assert [relation.target for relation in debate.relations.values()] == ["n2", "r1", "r2"]


@pytest.mark.parametrize("sign", ["*a ", "/* ", "#(", "@[", "\\\\a"])
def test_a_text_far_too_long_is_refused_early(monkeypatch: pytest.MonkeyPatch, sign: str) -> None:
    read = _counted(monkeypatch, inline.Scanner, "_special")
    with pytest.raises(formats.Unreadable) as caught:
        formats.load("A\n\nb " + sign * 200_000, "argdown", name="a")
    assert str(caught.value).startswith("a:3:1: This text has ")
    assert "10,000 are the most" in str(caught.value)
    assert read[0] <= inline.MOST_PIECES + 1


@pytest.mark.parametrize("line", ["*b\n", "b\n"])
def test_many_lines_are_one_text(monkeypatch: pytest.MonkeyPatch, line: str) -> None:
    read = _counted(monkeypatch, inline.Scanner, "scan")
    with pytest.raises(formats.Unreadable, match=r":1:1: This text has .* 10,000 are the most"):
        parse("[A]: a\n" + line * 200_000, Report())
    assert read[0] <= inline.MOST_PIECES


def test_a_comment_that_never_closes_is_looked_for_once(monkeypatch: pytest.MonkeyPatch) -> None:
    scanner: list[inline.Scanner] = []
    original = inline.Scanner.__init__

    def remembering(self: inline.Scanner, *arguments: object) -> None:
        original(self, *arguments)  # type: ignore[arg-type]
        scanner.append(self)

    monkeypatch.setattr(inline.Scanner, "__init__", remembering)
    _, report = formats.load("[A]: a /* b /* c\n\n" + "d /* e\n\n" * 100, "argdown")
    asked, found = scanner[0]._next["*/"]
    assert (asked, found) == (9, -1)
    assert len(report) == 101


def test_the_first_wording_is_put_together_once(monkeypatch: pytest.MonkeyPatch) -> None:
    asked = [0]
    original: property = vars(Member)["text"]

    def counting(self: Member) -> object:
        asked[0] += 1
        return original.__get__(self)

    monkeypatch.setattr(Member, "text", property(counting))
    debate, _ = formats.load("[A]: same {tags: [x, y]} #z\n\n" * 100, "argdown")
    assert asked[0] <= 100
    assert debate.nodes["n1"].tags == ("z", "x", "y")
