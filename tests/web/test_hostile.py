"""The hostile inputs through every form, the API and the importers: a clear answer each time, never a 500."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest

from tests.hostile import ATTRIBUTE, CASES, LINK, SCRIPT
from tests.web.conftest import Browser

_MOST = 2 * 1024 * 1024
TEXTS = [
    SCRIPT, ATTRIBUTE, LINK, "", " ", "\x00", "\ud800", "\u202e", "a" * 10_000, "a" * 10_001, "{{ 7 * 7 }}", "%s%n{0}{x}",
    "' OR 1=1 --", "../../etc/passwd", "</textarea></form><script>alert(1)</script>", "\r\nSet-Cookie: x=y", "{text}",
    "\u0627\u0644\u0633\u0644\u0627\u0645", "😀" * 500, "e\u0301" * 100, "]]>", "&lt;b&gt;", "\u2028\u2029",
]  # fmt: skip


def check(html: str) -> None:
    """No markup of anybody's, and no half-filled sentence."""
    assert not re.search(r"<script(?![^>]*\bsrc=\"/static/)", html)
    assert not re.search(r"<[a-z][^<>\"]*(\"[^\"]*\"[^<>\"]*)*\son[a-z]+\s*=", html)
    assert not re.search(r"href=\"\s*(javascript|data|vbscript):", html, re.IGNORECASE)
    assert "style=" not in re.sub(r">[^<]*<", "><", re.sub(r"\"[^\"]*\"", '""', html))


def safe(text: str) -> str:
    """A text as a browser can send it."""
    return text.encode("utf-8", "replace").decode()


@pytest.mark.parametrize("name", CASES)
def test_what_is_brought_is_a_map_or_one_clear_error(browser: Callable[[], Browser], name: str):
    data, visitor = CASES[name], browser()
    answer = visitor.post("/import", files={"file": (name, data)}, data={"text": ""})
    assert answer.status_code in ((200, 422) if len(data) < _MOST else (200, 413, 422))
    check(answer.text)
    if answer.status_code == 200:
        here = re.search(r"/maps/[a-z2-7]{12}", answer.text)
        assert here is not None
        for address in (
            "",
            ".svg",
            ".json",
            ".argdown",
            "/share",
            "/history",
            "?card=n1&do=edit",
            "?focus=n1",
        ):
            page = visitor.get(here.group() + address)
            assert page.status_code == 200, address
            if address not in (".json", ".argdown", ".svg"):
                check(page.text)


@pytest.mark.parametrize("name", CASES)
def test_what_a_program_sends_is_a_map_or_one_clear_problem(browser: Callable[[], Browser], name: str):
    data, program = CASES[name], browser()
    kind = "application/json" if name.endswith(".json") else "text/argdown"
    answer = program.post("/api/maps", content=data, headers={"content-type": kind})
    assert answer.status_code in ((201, 422) if len(data) < _MOST else (201, 413, 422)), answer.text[:300]
    if answer.status_code != 201:
        assert answer.headers["content-type"] == "application/problem+json"
        assert len(answer.json()["detail"]) < 1500


@pytest.mark.parametrize("text", TEXTS)
def test_any_text_in_any_field(teacher: Browser, text: str):
    here = re.sub(r"\?.*", "", teacher.at)
    typed = safe(text)
    sent = 0
    for page, action, names in (
        ("?card=n2&do=reason", "/cards", ("text",)),
        (
            "?card=n2&do=evidence",
            "/cards",
            ("text", "source_title", "source_author", "source_year", "source_url", "quote"),
        ),
        ("?card=n2&do=edit", "/cards/n2/edit", ("text",)),
        ("?card=n3&do=edit", "/cards/n3/edit", ("text", "kind", "stance", "version", "title")),
        ("?card=n2&do=connect", "/cards/n2/connect", ("kind", "target")),
        ("?card=n2&do=remove", "/cards/n2/remove", ("version", "branch")),
        ("?do=position", "/cards", ("text", "kind", "card", "aim")),
        ("/share", "/links", ("role",)),
        ("", "/undo", ("operation", "back")),
    ):
        teacher.open(here + page)
        if not any(address.endswith(action) for address, _ in teacher.forms()):
            continue
        assert teacher.submit(action, **dict.fromkeys(names, typed)) in (200, 409, 413, 422)
        check(teacher.html)
        sent += 1
    assert sent >= 6
    for path in ("/new", "/import"):
        answer = teacher.post(path, data={"question": typed, "position": [typed] * 3, "text": typed})
        assert answer.status_code in (200, 422)
        check(answer.text)
    for query in ("card", "do", "aim", "focus", "depth", "whole", "made", "view", "before"):
        for address in (here, f"{here}/history"):
            answer = teacher.get(address, params={query: typed[:300]})
            assert answer.status_code == 200
            check(answer.text)
    assert teacher.get(here).status_code == 200


@pytest.mark.parametrize("text", [each for each in TEXTS if each.strip()])
def test_any_text_in_an_address(teacher: Browser, text: str):
    from urllib.parse import quote

    part = quote(safe(text)[:300], safe="")
    here = re.sub(r"\?.*", "", teacher.at)
    for address in (
        f"/{part}", f"/maps/{part}", f"/maps/{part}.svg", f"{here}/{part}", f"{here}/open/{part}", f"/static/{part}/style.css",
        f"/static/x/{part}", f"/api/maps/{part}",
    ):  # fmt: skip
        answer = teacher.get(address, headers={"accept": "text/html"})
        assert answer.status_code in (200, 404, 414), address
        check(answer.text)
    for address in (
        f"{here}/cards/{part}/edit",
        f"{here}/cards/{part}/remove",
        f"{here}/links/{part}/revoke",
        f"{here}/history/{part}",
    ):
        answer = teacher.post(address, data={"operation": "x", "text": "y", "version": "1"})
        assert answer.status_code in (404, 405, 409, 422), address
        check(answer.text)


@pytest.mark.parametrize(
    ("kind", "body"),
    [
        ("application/json", b"{}"),
        ("multipart/form-data", b"nonsense"),
        ("multipart/form-data; boundary=x", b"--x\r\nnonsense"),
        (
            "multipart/form-data; boundary=x",
            b'--x\r\nContent-Disposition: form-data; name="a"\r\n\r\n' + b"y" * 300_000,
        ),
        ("application/x-www-form-urlencoded", b"&".join(b"a%d=b" % n for n in range(5000))),
        ("application/x-www-form-urlencoded", b"%ff%00%zz=%"),
        ("text/html", b""),
        ("", b"x"),
    ],
)
def test_a_body_that_is_no_form_of_ours(teacher: Browser, kind: str, body: bytes):
    here = re.sub(r"\?.*", "", teacher.at)
    for address in ("/new", "/import", f"{here}/cards", f"{here}/undo"):
        answer = teacher.post(address, content=body, headers={"content-type": kind})
        assert answer.status_code in (400, 409, 413, 415, 422), (address, answer.status_code)
        check(answer.text)
