"""axe-core on a page as it is seen: at every width, in light and in dark.

Server and scripts make the same page for all of them, so it is visited once, and looked at again after each change.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Literal

from axe_playwright_python.base import AxeResults
from axe_playwright_python.sync_playwright import Axe

if TYPE_CHECKING:
    from playwright.sync_api import Page, ViewportSize

PHONE: ViewportSize = {"width": 390, "height": 844}
WIDE: ViewportSize = {"width": 1280, "height": 720}

COLOURS = ("color-contrast", "link-in-text-block")
"""The rules that ask for colours: all others find the same in dark as in light."""

_AXE = Axe()
_RUN = """only => axe.run({
  resultTypes: ["violations"],
  ...(only.length ? { runOnly: only, preload: false } : {}),
})"""


def flaws(
    page: Page, sizes: Sequence[ViewportSize] = (WIDE, PHONE), *, dark: bool = True, sideways: bool = False
) -> list[str]:
    """What axe finds on this page; with `sideways` also where it scrolls so. Afterwards all is as it was before."""
    size, found = page.viewport_size, list[str]()
    page.evaluate(_AXE.axe_script)
    for each in sizes:
        if page.viewport_size != each:
            page.set_viewport_size(each)
        found += _found(page, "light", ())
        if dark:
            found += _found(page, "dark", COLOURS)
        if sideways and page.evaluate("document.documentElement.scrollWidth > innerWidth"):
            found.append(f"{page.url} scrolls sideways at {each['width']}")
    page.emulate_media(color_scheme="light")
    if size is not None and page.viewport_size != size:
        page.set_viewport_size(size)
    return found


def _found(page: Page, scheme: Literal["light", "dark"], only: Sequence[str]) -> list[str]:
    page.emulate_media(color_scheme=scheme)
    assert page.evaluate("scheme => matchMedia(`(prefers-color-scheme: ${scheme})`).matches", scheme)
    results = AxeResults(page.evaluate(_RUN, list(only)))
    if not results.violations_count:
        return []
    return [f"{page.url} in {scheme} at {page.viewport_size}: {results.generate_report()}"]
