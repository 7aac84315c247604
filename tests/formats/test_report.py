from __future__ import annotations

from pathlib import Path

import pytest

from argmap import formats
from argmap.formats import Report, Unreadable


def test_losses_are_what_was_dropped_or_altered() -> None:
    report = Report("a")
    for kind in ("dropped", "altered", "guessed", "noted"):
        report.add(kind, "{what} happened.", 1, 2, what=kind)
    assert [str(remark) for remark in report.losses] == [
        "a:1:2: dropped: dropped happened.",
        "a:1:2: altered: altered happened.",
    ]
    assert (len(report), bool(report), bool(Report())) == (4, True, False)


def test_after_a_hundred_remarks_are_counted() -> None:
    report = Report()
    for line in range(5_000):
        report.add("dropped", "Gone: {what}.", line, 1, what=line)
    assert len(report) == len(list(report)) == 101
    assert str(list(report)[-1]) == "<input>: dropped: … and 4,900 more of: Gone: 0."
    assert len(report.losses) == 101


def test_the_name_of_a_file_is_its_path(tmp_path: Path) -> None:
    path = tmp_path / "town.json"
    path.write_text("{", encoding="utf-8")
    with pytest.raises(Unreadable) as caught:
        formats.load(path)
    assert str(caught.value).startswith(f"{path}:1:2: ")
    assert (caught.value.line, caught.value.column, caught.value.name) == (1, 2, str(path))


def test_formats_are_told_by_content_first() -> None:
    for data, name, form in (
        (b'{"nodes": []}', "x.txt", "json"),
        (b'\xef\xbb\xbf {\n "nodes": []}', "x.argdown", "json"),
        (b"[A]: B", "x.txt", "argdown"),
        (b"", "x.json", "json"),
        (b"", None, "argdown"),
        (b"<A>: B", "X.JSON", "json"),
    ):
        assert formats.detect(data, name).name == form


@pytest.mark.parametrize(
    "action", [lambda: formats.load("A", "aif"), lambda: formats.dump(formats.load("A")[0], "aif")]
)
def test_an_unknown_format_is_refused(action) -> None:
    with pytest.raises(Unreadable, match="write argdown or json"):
        action()
