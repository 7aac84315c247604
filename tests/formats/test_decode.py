from __future__ import annotations

import pytest

from argmap.formats import Report, Unreadable
from argmap.formats.decode import LARGEST, decode


@pytest.mark.parametrize(
    ("data", "text", "remarks"),
    [
        ("é\n".encode(), "é\n", 0),
        ("\ufeffé".encode(), "é", 0),
        ("é".encode("utf-16"), "é", 0),
        ("\ufeffé".encode("utf-32-be"), "é", 0),
        (b"a\r\nb\rc", "a\nb\nc", 0),
        (b"\x93caf\xe9\x94 \x81", "“café” \x81", 1),
        (b"\xef\xbb\xbf\xe9", "é", 1),
        ("Ã©".encode(), "Ã©", 0),
        ("\ufeffa\r\n", "a\n", 0),
    ],
)
def test_decode(data: bytes | str, text: str, remarks: int) -> None:
    report = Report()
    assert decode(data, report) == text
    assert len(report) == remarks


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"%PDF-1.7", "PDF"),
        (b"PK\x03\x04", "zip"),
        (b"\xff\xfea", "UTF-8"),
        (b"x" * (LARGEST + 1), "Split it"),
        (bytes(range(1, 9)) * 9, "no text file"),
    ],
)
def test_what_is_no_text_is_refused(data: bytes, words: str) -> None:
    with pytest.raises(Unreadable, match=words) as caught:
        decode(data, Report())
    assert (caught.value.line, caught.value.column) == (1, 1)
