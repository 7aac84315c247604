"""Every page in every language, wide and on a phone, in light and dark: a quarter of an hour, so `make soak` runs it.

The suite looks at every page in English, and at each kind of page in the other languages (`test_accessibility`).
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from argmap.web.languages import NAMES
from tests.e2e.axe import flaws
from tests.e2e.test_rooms import open_room
from tests.e2e.test_scripts import Debate
from tests.web.test_languages import places

if TYPE_CHECKING:
    from playwright.sync_api import Browser, BrowserContext

DEAL = "/maps/balochistan-mining-deal"
EVERYWHERE = (
    "/", "/new", "/import", "/join", "/rooms/new", "/nowhere", DEAL, f"{DEAL}?card=n5&verdicts=1", f"{DEAL}?focus=n5&card=n5",
    f"{DEAL}/analysis", f"{DEAL}/present?card=n5", f"{DEAL}/replay", f"{DEAL}/share", f"{DEAL}/embed",
)  # fmt: skip


@pytest.mark.soak
@pytest.mark.parametrize("language", list(NAMES))
def test_axe_finds_nothing_and_no_page_scrolls_sideways(chromium: Browser, server: str, language: str):
    debate = Debate(server)
    with chromium.new_context() as teacher:
        _, room = open_room(teacher.new_page(), server)
        teacher.new_page().goto(debate.link)  # whoever opens the link may change the map
        known: Any = teacher.storage_state()
    addresses = [
        *(server + each for each in EVERYWHERE),
        *(each for each in places(debate.page) if ".p" not in each),  # no pictures and documents
        *(room + each for each in ("", "?card=n2", "/room", "/room/sign", "/wall", "/me", "/share")),
    ]
    with chromium.new_context(locale=language, reduced_motion="reduce", storage_state=known) as context:
        found = [problem for each in addresses for problem in problems(context, each, language)]
    assert found == []


def problems(context: BrowserContext, address: str, language: str) -> list[str]:
    """What is wrong with a page."""
    page = context.new_page()
    page.goto(address)
    assert page.locator("html").get_attribute("lang") == language, address
    found = flaws(page, sideways=True)
    page.close()
    return [f"{address}: {flaw}" for flaw in found]
