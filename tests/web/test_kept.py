from __future__ import annotations

import gzip
import random
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from starlette.datastructures import Headers

from argmap.web.kept import Pages
from argmap.web.representation import Representation
from tests.web.asgi import call
from tests.web.conftest import Browser

PAGE = "<p>The mine brings jobs – or so they say.</p>" * 200


def test_a_page_is_found_again_under_its_key_alone():
    pages = Pages()
    entry = pages.put(("map", 7, "en", "edit"), PAGE)
    assert pages.get(("map", 7, "en", "edit")) is entry
    assert entry.body == PAGE.encode()
    assert pages.get(("map", 8, "en", "edit")) is None
    other = pages.put(("map", 7, "en", "edit"), "<p>new</p>")
    assert pages.get(("map", 7, "en", "edit")) is other
    assert len(pages) == 1


def test_a_page_that_many_want_at_once_is_made_once():
    pages, made = Pages(), []
    together = Barrier(8)

    def make() -> str:
        made.append(1)
        return PAGE

    def want(_number: int) -> bytes:
        together.wait()
        return pages.once("key", make).body

    with ThreadPoolExecutor(8) as pool:
        assert set(pool.map(want, range(8))) == {PAGE.encode()}
    assert made == [1]
    assert pages._making == {}


def test_a_page_that_cannot_be_made_is_tried_again():
    pages = Pages()

    def fails() -> str:
        raise RuntimeError

    with pytest.raises(RuntimeError):
        pages.once("key", fails)
    assert pages.once("key", lambda: PAGE).body == PAGE.encode()
    # Too large to be kept: it is made for everybody, and sent all the same.
    small = Pages(room=10)
    assert small.once("key", lambda: PAGE).body == small.once("key", lambda: PAGE).body == PAGE.encode()
    assert len(small) == 0


def test_an_answer_is_compressed_for_those_who_take_it():
    pages = Pages()
    entry = pages.put("key", PAGE)
    plain = call(pages.respond({}, entry))
    packed = call(pages.respond(Headers({"Accept-Encoding": "gzip, br"}), entry))
    assert plain.text == packed.text == PAGE
    assert (plain.header("content-encoding"), packed.header("content-encoding")) == (None, "gzip")
    assert len(packed.body) < len(plain.body) / 5
    for answer in (plain, packed):
        assert answer.status == 200
        assert answer.header("content-type") == "text/html; charset=utf-8"
        assert answer.header("content-length") == str(len(answer.body))
        assert answer.header("vary") == "Cookie, Accept-Encoding, Accept-Language"
        assert answer.header("cache-control") == "private, no-cache"
    assert plain.header("etag") != packed.header("etag")


def test_who_has_the_page_already_gets_304():
    pages = Pages()
    entry = pages.put("key", PAGE)
    for encoding in ("", "gzip"):
        tag = pages.respond({"accept-encoding": encoding}, entry).headers["etag"]
        asked = {"accept-encoding": encoding, "if-none-match": tag}
        answer = call(pages.respond(asked, entry))
        assert (answer.status, answer.body, answer.header("etag")) == (304, b"", tag)
        assert answer.header("vary") == "Cookie, Accept-Encoding, Accept-Language"
        assert answer.header("content-length") is answer.header("content-type") is None
    newer = pages.put("key", PAGE + "!")
    assert pages.respond({"accept-encoding": "gzip", "if-none-match": tag}, newer).status_code == 200


def test_other_kinds_of_answers_are_kept_too():
    pages = Pages()
    answer = call(pages.respond({}, pages.put("key", b"<svg/>", "image/svg+xml")))
    assert (answer.header("content-type"), answer.body) == ("image/svg+xml", b"<svg/>")


def test_a_short_answer_is_not_compressed():
    pages = Pages()
    entry = pages.put("key", "<p>" + "a" * 400)
    answer = pages.respond({"accept-encoding": "gzip"}, entry)
    assert "content-encoding" not in answer.headers
    assert entry.size == pages.size


def test_half_a_character_does_not_stop_a_page():
    assert Pages().put("key", "a\ud800b").body == b"a?b"


def test_the_pages_used_last_stay_and_the_bytes_are_bounded():
    pages = Pages(room=100_000)
    for number in range(100):
        pages.put(number, f"{number:05}" * 1000)
        pages.get(0)
        assert pages.size <= 100_000
    kept_now = [number for number in range(100) if pages.get(number)]
    assert kept_now[0] == 0
    assert kept_now[1:] == [*range(100 - len(kept_now) + 1, 100)]
    assert 5 < len(kept_now) <= 20


def test_the_compressed_form_counts_too():
    pages = Pages(room=100_000)
    body = random.Random(1).randbytes(5000).hex()  # half as long when compressed
    entries = [pages.put(number, f"{number}{body}") for number in range(5)]
    for entry in entries:
        before = pages.size
        pages.respond({"accept-encoding": "gzip"}, entry)
        assert before < pages.size <= 100_000
    assert pages.size == sum(entry.size for entry in entries)


def test_what_was_dropped_meanwhile_does_not_come_back_by_being_sent():
    pages = Pages(room=20_000)
    old = pages.put("old", PAGE)
    replaced = pages.put("key", PAGE)
    new = pages.put("key", PAGE + "!")
    assert pages.get("old") is None
    for entry in (old, replaced):
        answer = call(pages.respond({"accept-encoding": "gzip"}, entry))
        assert answer.text == PAGE
    assert pages.get("old") is None
    assert pages.get("key") is new
    assert pages.size == new.size


def test_what_is_larger_than_all_the_room_is_sent_and_drives_nothing_out():
    pages = Pages(room=20_000)
    pages.put("small", "<p>small</p>")
    giant = pages.put("giant", "x" * 50_000)
    assert len(call(pages.respond({}, giant)).body) == 50_000
    assert pages.get("giant") is None
    assert pages.get("small") is not None
    # One that was kept and has become too large does not stay as it was either.
    pages.put("small", "x" * 50_000)
    assert (pages.get("small"), pages.size, len(pages)) == (None, 0, 0)


def test_many_threads_compress_a_page_once(monkeypatch: pytest.MonkeyPatch):
    pages = Pages()
    entry = pages.put("key", PAGE)
    times = []
    compressing = Representation.compressed

    def counted(self: Representation, level: int) -> Representation | None:
        times.append(level)
        return compressing(self, level)

    monkeypatch.setattr(Representation, "compressed", counted)
    together = Barrier(8)

    def ask(_: int) -> bytes:
        together.wait()
        return bytes(pages.respond({"accept-encoding": "gzip"}, entry).body)

    with ThreadPoolExecutor(8) as pool:
        answers = list(pool.map(ask, range(8)))
    assert {gzip.decompress(answer) for answer in answers} == {PAGE.encode()}
    assert len(times) == 1


def test_many_threads_keep_the_books_right():
    pages = Pages(room=200_000)

    def work(number: int) -> None:
        key = number % 40
        entry = pages.get(key) or pages.put(key, f"{number:04}" * (100 + key * 10))
        pages.respond({"accept-encoding": "gzip"}, entry)

    with ThreadPoolExecutor(8) as pool:
        list(pool.map(work, range(4000)))
    left = [entry for key in range(40) if (entry := pages.get(key))]
    assert pages.size == sum(entry.size for entry in left) <= 200_000


def test_what_was_said_to_one_visitor_is_in_no_page_that_is_kept_for_others(browser: Callable[[], Browser]):
    here = "/maps/town-centre-cars"
    for place in (
        "", "?card=n2", "?verdicts=1", "/wall", "/present", "/present?card=n3", "/present?view=map", "/replay", "/replay?step=2",
        "/analysis", "/analysis/frameworks", "/share",
    ):  # fmt: skip
        first, second = browser(), browser()
        first.cookies.set("argmap_notice", "Never%20said.")
        first.open(here + place)
        assert "Never said." not in second.open(here + place), place
        assert second.status == 200
