"""What a page that everybody may read tells those who find it or pass it on: search engines, chats, other pages.

Only pages that a stranger may see have it. An image is drawn elsewhere; here it is named.
"""

from __future__ import annotations

from dataclasses import dataclass
from urllib.parse import quote

from argmap.diagram.contents import cards
from argmap.messages import Message, excerpt
from argmap.model import ArgumentMap, tally
from argmap.web.words import Translate

WIDTH, HEIGHT = 1200, 630
"""The size of the image, in pixels: what chats and networks show without cutting it."""

_LONGEST = 200  # characters of a description: most who show it cut it there
_POSITIONS = 3


@dataclass(frozen=True, slots=True)
class Social:
    """A page as others show it: title, description, its own address, and where it can be embedded from.

    `image` is the address of a picture of `WIDTH` x `HEIGHT`, None where there is none; `alt` says what is in it. `oembed` is the
    address that tells how to embed it, but for the format. `index`: search engines may list the page.
    """

    title: str
    description: str
    address: str
    oembed: str
    alt: str
    image: str | None = None
    language: str | None = None
    index: bool = False
    width: int = WIDTH
    height: int = HEIGHT


def social(
    debate: ArgumentMap,
    title: str,
    base: str,
    path: str,
    translate: Translate,
    *,
    image: str | None = None,
    index: bool = False,
) -> Social:
    """What others show of the page of a map at a path of the server at `base`. `debate` holds what a stranger may see."""
    said = describe(debate, translate)
    alt = Message("An argument map: {title} {description}", {"title": title, "description": said})
    address = base + path
    return Social(
        excerpt(title, 150),
        said,
        address,
        f"{base}/oembed?url={quote(address, safe='')}",
        excerpt(alt.text(translate), 400),
        None if image is None else base + image,
        debate.language,
        index,
    )


def describe(debate: ArgumentMap, translate: Translate) -> str:
    """A map in a line: its positions, and how much is said about them."""
    positions = [node.text for node in debate.nodes.values() if node.kind == "position"]
    shown = " · ".join(excerpt(text, _LONGEST // _POSITIONS) for text in positions[:_POSITIONS])
    size = cards(tally.size(debate))
    if not shown:
        return Message("An argument map with {cards}.", {"cards": size}).text(translate)
    values = {"positions": shown, "cards": size}
    return excerpt(Message("{positions} An argument map with {cards}.", values).text(translate), 2 * _LONGEST)
