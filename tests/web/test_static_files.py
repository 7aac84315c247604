from __future__ import annotations

import gzip
import os
from pathlib import Path

import pytest
from starlette.applications import Starlette

from argmap import assets
from argmap.web.security import Guard
from argmap.web.static_files import StaticFiles, lean
from tests.web.asgi import Answer, call
from tests.web.test_security import refuse

STYLE = "body{color: black}" * 50
FONT = bytes(range(256)) * 20
FOR_EVER = "public, max-age=31536000, immutable"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    made = tmp_path / "static"
    (made / "fonts").mkdir(parents=True)
    (made / "style.css").write_text(STYLE)
    (made / "app.js").write_text("import './map.js';")
    (made / "fonts" / "noto.woff2").write_bytes(FONT)
    (made / "fonts" / "OFL.txt").write_text("SIL Open Font License © Noto\n" * 30, "utf-8")
    (made / ".style.css.swp").write_text("half")
    (tmp_path / "secret.txt").write_text("secret")
    return made


class Clock:
    now = 0.0

    def __call__(self) -> float:
        return self.now


def get(files: StaticFiles, path: str, method: str = "GET", **headers: str) -> Answer:
    app = Starlette(routes=[*files.routes()])
    app.router.redirect_slashes = False
    sent = [(name.replace("_", "-"), value) for name, value in headers.items()]
    return call(app, method, path, sent)


def test_files_stand_under_one_address_and_may_be_kept_for_ever(folder: Path):
    files = StaticFiles(folder)
    assert len(files.prefix) == len("/static/") + 10
    for name, media_type, body in (
        ("style.css", "text/css; charset=utf-8", STYLE.encode()),
        ("app.js", "text/javascript; charset=utf-8", b"import './map.js';"),
        ("fonts/noto.woff2", "font/woff2", FONT),
        ("fonts/OFL.txt", "text/plain; charset=utf-8", (folder / "fonts" / "OFL.txt").read_bytes()),
    ):
        answer = get(files, f"{files.prefix}/{name}")
        assert (answer.status, answer.body) == (200, body)
        assert answer.header("content-type") == media_type
        assert answer.header("content-length") == str(len(body))
        assert answer.header("cache-control") == FOR_EVER


def test_a_kind_that_nobody_knows_is_only_bytes(folder: Path):
    (folder / "data.xyz").write_bytes(b"<script>")
    files = StaticFiles(folder)
    assert get(files, f"{files.prefix}/data.xyz").header("content-type") == "application/octet-stream"


def test_text_is_compressed_for_those_who_take_it_and_fonts_never(folder: Path):
    files = StaticFiles(folder)
    plain = get(files, f"{files.prefix}/style.css")
    packed = get(files, f"{files.prefix}/style.css", accept_encoding="gzip, br")
    assert packed.header("content-encoding") == "gzip"
    assert gzip.decompress(packed.body) == plain.body
    assert packed.header("content-length") == str(len(packed.body))
    assert len(packed.body) < len(plain.body) / 5
    assert plain.header("vary") == packed.header("vary") == "Accept-Encoding"
    assert packed.header("etag") != plain.header("etag")
    refused = get(files, f"{files.prefix}/style.css", accept_encoding="gzip;q=0")
    assert refused.header("content-encoding") is None
    font = get(files, f"{files.prefix}/fonts/noto.woff2", accept_encoding="gzip")
    assert (font.header("content-encoding"), font.header("vary"), font.body) == (None, None, FONT)


def test_who_has_a_file_already_is_told_so(folder: Path):
    files = StaticFiles(folder)
    address = f"{files.prefix}/style.css"
    for encoding in ("", "gzip"):
        tag = get(files, address, accept_encoding=encoding).header("etag")
        assert tag is not None
        again = get(files, address, accept_encoding=encoding, if_none_match=f'"x", W/{tag}')
        assert (again.status, again.body, again.header("etag")) == (304, b"", tag)
        assert again.header("cache-control") == FOR_EVER
        assert again.header("content-length") is None
    assert get(files, address, if_none_match='"x"').status == 200


def test_the_head_alone_says_the_same(folder: Path):
    files = StaticFiles(folder)
    address = f"{files.prefix}/style.css"
    assert get(files, address, "HEAD").headers == get(files, address).headers


@pytest.mark.parametrize("method", ["POST", "PUT", "DELETE", "PATCH"])
def test_nothing_can_be_put_there(folder: Path, method: str):
    files = StaticFiles(folder)
    assert get(files, f"{files.prefix}/style.css", method).status == 405


@pytest.mark.parametrize(
    "path",
    [
        "../secret.txt",
        "fonts/../../secret.txt",
        "..%2fsecret.txt",
        "/secret.txt",
        "//secret.txt",
        "fonts",
        "fonts/",
        "",
        "style.css/",
        "./style.css",
        "fonts/../style.css",
        "STYLE.CSS",
        "style.css\x00",
        "\udcff",
        ".style.css.swp",
        "x" * 10_000,
        "http://evil.test/",
    ],
)
def test_nothing_else_is_found(folder: Path, path: str):
    files = StaticFiles(folder)
    assert get(files, f"{files.prefix}/{path}").status == 404
    assert get(files, f"/static/0000000000/{path}").status == 404


def test_the_hash_depends_on_every_byte_and_every_name_and_on_nothing_else(folder: Path, tmp_path: Path):
    first = StaticFiles(folder).prefix
    assert StaticFiles(folder).prefix == first
    os.utime(folder / "style.css", (1, 1))
    assert StaticFiles(folder).prefix == first
    (folder / "app.js").write_text("import './Map.js';")
    second = StaticFiles(folder).prefix
    (folder / "app.js").rename(folder / "map.js")
    third = StaticFiles(folder).prefix
    (folder / "fonts" / "noto.woff2").write_bytes(FONT[:-1])
    assert len({first, second, third, StaticFiles(folder).prefix}) == 4


def test_an_old_address_leads_to_the_new_one(folder: Path):
    files = StaticFiles(folder)
    for old in ("0123456789", "x", "fonts", "evil.test"):
        answer = get(files, f"/static/{old}/fonts/noto.woff2")
        assert (answer.status, answer.header("location")) == (307, f"{files.prefix}/fonts/noto.woff2")
        assert answer.header("cache-control") == "no-cache"
    assert get(files, "/static/style.css").status == 404


def test_a_changed_file_is_noticed_in_a_checkout_but_looked_for_once_a_second_only(folder: Path):
    clock = Clock()
    files = StaticFiles(folder, clock=clock)
    before = files.prefix
    (folder / "style.css").write_text("body { color: red }")
    (folder / "new.js").write_text("1;")
    clock.now = 0.9
    assert files.prefix == before
    clock.now = 1.0
    assert files.prefix != before
    assert get(files, f"{files.prefix}/style.css").text == "body{color: red}"
    assert get(files, f"{files.prefix}/new.js").text == "1;"
    assert get(files, f"{before}/style.css").status == 307
    (folder / "new.js").unlink()
    clock.now = 2.0
    assert get(files, f"{files.prefix}/new.js").status == 404


def test_a_change_back_within_the_same_second_is_noticed_too(folder: Path):
    clock = Clock()
    files = StaticFiles(folder, clock=clock)
    status = (folder / "style.css").stat()
    (folder / "style.css").write_text(STYLE.replace("black", "white"))
    os.utime(folder / "style.css", ns=(status.st_atime_ns, status.st_mtime_ns + 1))
    clock.now = 1.0
    assert "white" in get(files, f"{files.prefix}/style.css").text


def test_a_folder_that_cannot_be_read_for_a_moment_keeps_what_was_read(
    folder: Path, monkeypatch: pytest.MonkeyPatch
):
    clock = Clock()
    files = StaticFiles(folder, clock=clock)
    before = files.prefix
    (folder / "style.css").write_text("body { color: red }")
    reading = Path.read_bytes

    def gone(self: Path) -> bytes:
        raise FileNotFoundError(self)

    monkeypatch.setattr(Path, "read_bytes", gone)
    clock.now = 1.0
    assert files.prefix == before
    monkeypatch.setattr(Path, "read_bytes", reading)
    clock.now = 2.0
    assert files.prefix != before


def test_in_a_wheel_nobody_looks_for_changes(folder: Path, tmp_path: Path):
    installed = tmp_path / "argmap" / "_assets" / "static"
    installed.parent.mkdir(parents=True)
    folder.rename(installed)
    clock = Clock()
    files = StaticFiles(installed, clock=clock)
    before = files.prefix
    (installed / "style.css").write_text("body { color: red }")
    clock.now = 100.0
    assert files.prefix == before


def test_the_files_of_argmap_are_all_there():
    files = StaticFiles()
    for path in assets.static().rglob("*"):
        name = path.relative_to(assets.static()).as_posix()
        if path.is_file() and not name.startswith("."):
            answer = get(files, f"{files.prefix}/{name}")
            assert (answer.status, answer.body) == (200, lean(path.read_bytes(), path.suffix))
            assert answer.header("content-type") != "application/octet-stream", f"{name} has no media type"


def test_behind_the_guard_files_may_still_be_kept_for_ever(folder: Path):
    files = StaticFiles(folder)
    app = Guard(Starlette(routes=[*files.routes()]), refuse)
    for _ in range(2):
        answer = call(app, path=f"{files.prefix}/style.css")
        assert answer.header("cache-control") == FOR_EVER
        assert answer.header("x-content-type-options") == "nosniff"
