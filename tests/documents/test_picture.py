"""Pictures and sheets: as in a browser, and with words that can be read back."""

from __future__ import annotations

import numpy as np
import pytest

from argmap.diagram import Drawing
from argmap.documents import picture
from argmap.documents.problems import NotMade
from tests.documents import debates
from tests.documents.debates import HOSTILE, SCRIPTS, drawn, of, pages, read, spaceless


def grey(png: bytes) -> np.ndarray:
    return np.asarray(debates.picture(png).convert("L"), dtype=float)


def likeness(one: np.ndarray, other: np.ndarray, side: int = 8) -> float:
    """The mean structural similarity (SSIM, Wang et al. 2004) over blocks of 8 by 8 pixels."""
    down, across = (size // side for size in one.shape)
    blocks = [
        each[: down * side, : across * side].reshape(down, side, across, side).transpose(0, 2, 1, 3).reshape(-1, side * side)
        for each in (one, other)
    ]  # fmt: skip
    (a, b), (low, high) = [each.mean(1) for each in blocks], ((0.01 * 255) ** 2, (0.03 * 255) ** 2)
    shared = ((blocks[0] - a[:, None]) * (blocks[1] - b[:, None])).mean(1)
    spread = blocks[0].var(1) + blocks[1].var(1)
    found = (2 * a * b + low) * (2 * shared + high) / ((a * a + b * b + low) * (spread + high))
    return float(found.mean())


@pytest.mark.parametrize("which", ["deal_drawn", "mixed_drawn"])
def test_a_png_looks_as_in_a_browser(which, request, chromium):
    drawing: Drawing = request.getfixturevalue(which)
    made = grey(picture.png(drawing, "Map"))
    page = chromium.new_page(viewport={"width": 1200, "height": 800}, device_scale_factor=1)
    page.set_content(f'<body style="margin:0">{drawing.svg}')
    page.evaluate("Promise.all([...document.fonts].map((each) => each.load())).then(() => null)")
    seen = grey(page.locator("svg").screenshot())
    page.close()
    assert abs(made.shape[0] - drawing.height) < 1 > abs(seen.shape[0] - drawing.height)
    assert made.shape[1] == seen.shape[1] == drawing.width
    down = int(drawing.height)
    assert likeness(made[:down], seen[:down]) > 0.95


def test_cards_stand_where_the_drawing_says(deal_drawn):
    """The white of a sheet against its ground: no edge is more than 2 px from where it ought to be."""
    made = grey(picture.png(deal_drawn, "Map"))
    for place in deal_drawn.boxes.values():
        middle = int(place.top + place.height - 4)
        row = made[middle, int(place.left) - 8 : int(place.left + place.width) + 9]
        dark = np.flatnonzero(row < 240)
        assert abs(dark[0] - 8) <= 2 or row[:6].min() < 240  # a line may run into the card
        assert abs(dark[-1] - (place.width + 8)) <= 2 or row[-6:].min() < 240
        assert made[middle, int(place.left + place.width) - 6] == 255


def test_a_scale_is_that_many_pixels():
    drawing = drawn(read("[A]: Cars out. #position\n"))
    for scale in (1, 3):
        size = debates.picture(picture.png(drawing, "Map", scale)).size
        assert size == (drawing.width * scale, drawing.height * scale)


def test_scales_and_sizes_that_there_are_not(deal_drawn):
    with pytest.raises(NotMade, match="no scale '5'"):
        picture.png(deal_drawn, "Map", 5)
    huge = Drawing(
        deal_drawn.svg.replace(f'width="{deal_drawn.width:g}"', 'width="90000"', 1),
        "tree",
        (),
        90_000,
        3000,
        {},
    )
    with pytest.raises(NotMade, match="90,000 × "):
        picture.png(huge, "Map")
    with pytest.raises(NotMade, match="Take a smaller scale"):
        picture.png(huge, "Map", 2)


def test_every_statement_is_read_back_from_the_pdf(deal, deal_drawn, mixed_drawn):
    read_back = spaceless(pages(picture.pdf(deal_drawn, "Deal"))[0])
    assert all(spaceless(node.text) in read_back for node in deal.nodes.values())
    read_back = spaceless(pages(picture.pdf(mixed_drawn, "Water"))[0])
    for script, text in SCRIPTS.items():
        assert spaceless(text) in read_back, script


def test_what_people_write_is_never_markup():
    (page,) = pages(picture.pdf(drawn(of(*HOSTILE, title=HOSTILE[0])), HOSTILE[1]))
    assert all(spaceless(each) in spaceless(page) for each in HOSTILE)


def test_a_light_ground_is_not_printed_and_a_dark_one_is():
    light = picture.pdf(drawn(read("[A]: Cars out. #position\n")), "Map")
    dark = picture.pdf(drawn(read("[A]: Cars out. #position\n"), "dark"), "Map")
    import pypdfium2

    corners = []
    for each in (light, dark):
        with pypdfium2.PdfDocument(each) as document:
            corners.append(document[0].render(scale=0.2).to_pil().convert("RGB").getpixel((2, 2)))
    assert corners == [(255, 255, 255), (0x14, 0x17, 0x1B)]
