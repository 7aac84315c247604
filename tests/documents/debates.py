"""Maps to make files of: one in many scripts, one that would like to be markup, and what is read back from files."""

from __future__ import annotations

import re
from io import BytesIO

import pypdfium2
from PIL import Image

from argmap.diagram import Drawing, render
from argmap.diagram.look import Look
from argmap.formats import load
from argmap.model import ArgumentMap, Node, replay
from argmap.model.operations import AddNode

SCRIPTS = {
    "urdu": "شہر میں پانی کی قیمت استعمال کے مطابق ہونی چاہیے، اور میٹر پر 40 کروڑ روپے خرچ ہوں گے۔",
    "arabic": "يجب أن يكون الماء للجميع لأن الحياة بلا ماء مستحيلة الآن.",
    "hebrew": "המחיר צריך לשקף את העלות.",
    "hindi": "पानी पर सबका अधिकार है।",
    "russian": "Право на воду не означает бесплатную воду.",
    "greek": "Το νερό είναι δημόσιο αγαθό.",
    "vietnamese": "Nước là tài sản chung của mọi người.",
    "czech": "Příliš žluťoučký kůň pije vodu.",
}
"""A sentence in each script that there is a font for."""

MIXED = f"""===
title: Who pays for water?
===

[Use]: {SCRIPTS["urdu"]} #position
  + {SCRIPTS["hindi"]}
    - {SCRIPTS["russian"]}
      - {SCRIPTS["greek"]}
  + {SCRIPTS["hebrew"]}
  - {SCRIPTS["vietnamese"]}

[Free]: {SCRIPTS["arabic"]} #position
  + {SCRIPTS["czech"]}
"""

HOSTILE = (
    '#read("/etc/passwd") #import "@preview/x:1.0.0" $x^2$ *bold* _thin_ = Heading @label <b>&amp; // gone',
    "</style><script>document.title='caught'</script> @font-face{font-family:evil} ]#panic()",
)
"""Texts that would do something if they were taken for markup."""


def read(text: str) -> ArgumentMap:
    """A map from Argdown."""
    return load(text.encode(), format="argdown")[0]


def of(*texts: str, title: str = "What is said?") -> ArgumentMap:
    """A map of a question, and positions that say these things, letter by letter."""
    nodes = [Node(f"n{n}", "position", text) for n, text in enumerate(texts, 2)]
    return replay([AddNode(node) for node in (Node("n1", "question", title), *nodes)])


def tree(size: int, fan: int = 2, says: str = "Card {} says about as much as people say.") -> str:
    """Argdown of a position, and under each card `fan` others, to so many cards."""
    told = ["[A]: Yes. #position\n"]

    def tell(card: int, depth: int) -> None:
        if depth:
            told.append(f"{'  ' * depth}{'+' if card % 3 else '-'} {says.format(card)}\n")
        for answer in range(fan * (card - 1) + 2, min(fan * card + 1, size) + 1):
            tell(answer, depth + 1)

    tell(1, 0)
    return "".join(told)


def drawn(debate: ArgumentMap, palette: str = "default") -> Drawing:
    """Its picture; the same on every machine."""
    return render(debate, look=Look(layout="tree", palette=palette))


def pages(pdf: bytes) -> list[str]:
    """What can be read on each page of a PDF."""
    with pypdfium2.PdfDocument(pdf) as document:
        return [page.get_textpage().get_text_bounded() for page in document]


def spaceless(text: str) -> str:
    """A text without spaces, and without what sets directions: lines break where they like."""
    return re.sub("[\\s\u200b\u200e\u200f\u2060-\u2069\ufffe\x02]", "", text)


def picture(png: bytes) -> Image.Image:
    """A PNG."""
    return Image.open(BytesIO(png))
