from __future__ import annotations

import pytest

from argmap.diagram.look import Look
from argmap.diagram.marks import Mark
from argmap.documents.orders import Order, Setting, carried_out
from argmap.documents.problems import NotMade
from tests.documents.debates import of, pages, picture, read


@pytest.mark.parametrize(
    ("asked", "said"),
    [
        ({"form": "gif"}, "no file of the kind 'gif'; there are: svg, png, pdf, html"),
        ({"form": "svg", "scale": 2}, "scale is for PNG files: SVG"),
        ({"form": "png", "report": True}, "report is a PDF file"),
        ({"form": "html", "poster": True}, "poster is a PDF file"),
        ({"form": "png", "paper": "A3"}, "paper size is for PDF"),
        ({"form": "pdf", "social": True}, "PNG file: it cannot be made as PDF"),
        ({"form": "pdf", "report": True, "poster": True}, "either a report or a poster"),
        ({"form": "pdf", "paper": "B1"}, "no paper size 'B1'"),
        ({"form": "pdf", "poster": True, "tiles": "auto"}, "no paper size 'auto'"),
        ({"form": "png", "scale": 0}, "no scale '0'"),
    ],
)
def test_what_does_not_go_together_is_refused(asked, said):
    with pytest.raises(NotMade, match=said):
        Order(**asked)


def test_an_order_by_names():
    assert Order.of("png", {"scale": "3", "palette": "mono"}) == Order("png", scale=3)
    assert Order.of("pdf", {"paper": "", "report": "1"}) == Order("pdf", report=True)
    for typed in ("x", "-1", "9999999999", "1.5", "²"):
        with pytest.raises(NotMade, match="no scale"):
            Order.of("png", {"scale": typed})


def test_each_file_is_what_it_is_called():
    debate, dark = of("Yes."), Setting(look=Look(palette="dark", layout="tree"))
    assert carried_out(debate, Order("svg"), dark).data.startswith(b"<svg")
    assert picture(carried_out(debate, Order("png"), dark).data).convert("RGB").getpixel((1, 1)) == (
        0x14,
        0x17,
        0x1B,
    )
    assert "Yes." in pages(carried_out(debate, Order("pdf"), dark).data)[0]
    assert carried_out(debate, Order("html"), dark).data.lstrip().startswith(b"<!doctype html>")
    assert picture(carried_out(debate, Order("png", social=True), dark).data).size == (1200, 630)


def test_letters_without_a_font_are_told():
    taken = carried_out(of("水 is water."), Order("png"), Setting())
    assert "carries no font for 1 character (水)" in str(taken.notes[-1])
    assert carried_out(of("水 is water."), Order("svg"), Setting()).notes == ()


def test_what_cards_say_of_themselves_is_in_every_file():
    setting = Setting(badges={"n2": "by Ada"}, marks={"n2": Mark("Verdict: open.", "open", "ring")})
    for form in ("svg", "html"):
        text = carried_out(of("Yes."), Order(form), setting).data.decode()
        assert "by Ada" in text
        assert ">open<" in text
    (page,) = pages(carried_out(of("Yes."), Order("pdf"), setting).data)
    assert "by Ada" in page
    assert "open" in page


def test_the_whole_look_is_kept():
    simple = Setting(look=Look(view="simple", layout="tree"))
    linked = read("[A]: Yes. #position\n\n<B>: x\n\n(1) One.\n(2) Two.\n----\n(3) [A]\n")
    for form in ("svg", "html"):
        full = carried_out(linked, Order(form), Setting(look=Look(layout="tree"))).data
        assert full != carried_out(linked, Order(form), simple).data


def test_texts_that_are_cut_short_are_told():
    debate = of("Yes.", ("It is said at length, with all that belongs to it. " * 30).strip())
    for form in ("svg", "png", "pdf"):
        told = [str(each) for each in carried_out(debate, Order(form), Setting()).notes]
        assert told == ["On one card the text is cut short; a report and an HTML file have it whole."]
    assert carried_out(debate, Order("html"), Setting()).notes == ()
    assert carried_out(debate, Order("pdf", report=True), Setting()).notes == ()


def test_paper_has_the_whole_text():
    long = " ".join(f"word{n}" for n in range(1200))
    taken = carried_out(of(long), Order("svg"), Setting(look=Look(density="print", layout="tree")))
    assert taken.notes == ()
    assert "word1199" in taken.data.decode()
