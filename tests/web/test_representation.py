from __future__ import annotations

import gzip
import random

from argmap.web.representation import Representation

HTML = "text/html; charset=utf-8"
CACHING = [(b"vary", b"Cookie"), (b"cache-control", b"private, no-cache")]


def test_an_answer_names_its_bytes():
    one = Representation.of(b"<p>Jobs</p>", HTML, CACHING)
    assert one == Representation.of(b"<p>Jobs</p>", HTML, CACHING)
    assert one.etag != Representation.of(b"<p>Jobs!</p>", HTML, CACHING).etag
    assert dict(one.headers) == {
        **dict(CACHING),
        b"content-type": HTML.encode(),
        b"content-length": b"11",
        b"etag": one.etag.encode(),
    }
    # What RFC 9110 asks of the answer 304.
    assert dict(one.unchanged) == {**dict(CACHING), b"etag": one.etag.encode()}


def test_compressed_it_is_other_bytes_with_another_tag():
    plain = Representation.of(b"<p>Jobs</p>" * 100, HTML, CACHING)
    packed = plain.compressed(6)
    assert packed is not None
    assert gzip.decompress(packed.body) == plain.body
    assert packed.etag != plain.etag
    assert dict(packed.headers) == {
        **dict(plain.headers),
        b"etag": packed.etag.encode(),
        b"content-length": b"%d" % len(packed.body),
        b"content-encoding": b"gzip",
    }
    assert len(packed.headers) == len(dict(packed.headers))
    assert dict(packed.unchanged) == {**dict(plain.unchanged), b"etag": packed.etag.encode()}
    # The same page gives the same bytes, whenever it is made.
    assert packed == plain.compressed(6)


def test_what_gains_nothing_is_not_compressed():
    assert Representation.of(b"<p>Jobs</p>", HTML, CACHING).compressed(9) is None
    assert Representation.of(random.Random(1).randbytes(5000), "font/woff2", CACHING).compressed(9) is None


def test_who_knows_it_gets_304():
    one = Representation.of(b"<p>Jobs</p>", HTML, CACHING)
    for known, status, body, headers in (
        (None, 200, one.body, one.headers),
        ('"other"', 200, one.body, one.headers),
        (one.etag, 304, b"", one.unchanged),
        (f"W/{one.etag}", 304, b"", one.unchanged),
    ):
        answer = one.answer(known)
        assert (answer.status_code, answer.body, answer.raw_headers) == (status, body, headers)


def test_what_is_added_to_one_answer_does_not_stick_to_the_next():
    one = Representation.of(b"<p>Jobs</p>", HTML, CACHING)
    answer = one.answer(None)
    answer.set_cookie("view", "full")
    answer.headers["x-other"] = "1"
    assert one.answer(None).raw_headers == one.headers
    assert "set-cookie" not in one.answer(None).headers
