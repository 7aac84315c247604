"""The application over a database of its own, and browsers and programs that talk to it without a network."""

from __future__ import annotations

import re
import shutil
from collections.abc import Callable, Iterator
from html import unescape
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from argmap.service.shelf import Shelf, open_shelf
from argmap.web.app import create_app
from argmap.web.limits import Limit, Limits

GENEROUS = Limits(
    {
        "write": Limit(100_000, 60, at_once=100_000),
        "person": Limit(100_000, 60, at_once=100_000),
        "busy": Limit(100_000, 60, at_once=100_000),
        "failed": Limit(100_000, 60, at_once=100_000, by_address=True),
        "map": Limit(100_000, 60, at_once=100_000, by_address=True),
        "report": Limit(100_000, 60, at_once=100_000, by_address=True),
    }
)


class Browser(TestClient):
    """A client that keeps cookies, and sends the forms of the page it is on."""

    html = ""

    def open(self, address: str) -> str:
        """Go to a page; its HTML."""
        answer = self.get(address, headers={"accept": "text/html"})
        self.html = answer.text
        self.status = answer.status_code
        self.at = str(answer.url)
        return self.html

    def submit(self, action: str, **typed: str | list[str]) -> int:
        """Fill in and send the form, or press the button, with this action; the status of where it leads to."""
        form = next(each for each in self.forms() if each[0].endswith(action))
        address, fields = form
        fields.update(typed)
        answer = self.post(
            address,
            data=fields,
            headers={
                "accept": "text/html",
                "content-type": "application/x-www-form-urlencoded",
                "sec-fetch-site": "same-origin",
            },
        )
        self.html = answer.text
        self.status = answer.status_code
        self.at = str(answer.url)
        return self.status

    def forms(self) -> list[tuple[str, dict[str, str | list[str]]]]:
        """The forms of the page: where each is sent to, and the values of its hidden fields and areas."""
        found = []
        for tag, body in re.findall(r"<form([^>]*)>(.*?)</form>", self.html, re.DOTALL):
            if 'method="dialog"' in tag:  # which closes a dialog, and is sent nowhere
                continue
            action = re.search(r'action="([^"]*)"', tag)
            fields: dict[str, str | list[str]] = {}
            for each in re.findall(r"<input[^>]*>", body):
                name, value = re.search(r'name="([^"]*)"', each), re.search(r'value="([^"]*)"', each)
                kind = re.search(r'type="([^"]*)"', each)
                if name and (
                    not kind or kind.group(1) not in ("checkbox", "radio", "file") or "checked" in each
                ):
                    fields[name.group(1)] = unescape(value.group(1)) if value else ""
            for name, body_ in re.findall(
                r'<textarea[^>]*name="([^"]*)"[^>]*>(.*?)</textarea>', body, re.DOTALL
            ):
                fields[name] = unescape(body_).lstrip("\n")
            for name, options in re.findall(
                r'<select[^>]*name="([^"]*)"[^>]*>(.*?)</select>', body, re.DOTALL
            ):
                values = re.findall(r'<option value="([^"]*)"( selected)?', options)
                chosen = [value for value, selected in values if selected] or [value for value, _ in values]
                if chosen:
                    fields[name] = unescape(chosen[0])
            found.append((unescape(action.group(1)) if action else "", fields))
            # A button may send the same form elsewhere.
            found.extend((unescape(each), fields) for each in re.findall(r'formaction="([^"]*)"', body))
        return found


@pytest.fixture
def shelf(tmp_path: Path, tables: Path) -> Iterator[Shelf]:
    opened = open_shelf(str(shutil.copyfile(tables, tmp_path / "maps.db")))
    yield opened
    opened.close()


@pytest.fixture
def browser(shelf: Shelf) -> Callable[[], Browser]:
    """Browsers, each with cookies of its own, on one server."""
    app = create_app(shelf, GENEROUS)
    return lambda: Browser(app, base_url="http://argmap.test", raise_server_exceptions=True)


@pytest.fixture
def teacher(browser: Callable[[], Browser]) -> Browser:
    """A browser that has just made a map with a question and two positions."""
    made = browser()
    made.open("/new")
    assert made.submit("/new", question="Should cars leave the town?", position=["Yes.", "No."]) == 200
    return made
