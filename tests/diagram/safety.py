"""What a picture may hold, and nothing else."""

from __future__ import annotations

import re
from xml.etree import ElementTree as ET

SVG = "{http://www.w3.org/2000/svg}"
_ELEMENTS = frozenset({"svg", "title", "desc", "style", "rect", "path", "g", "a", "text", "tspan"})


def assert_safe(svg: str) -> None:
    """No script, no handler, no address but the picture's own places and its own fonts, well-formed XML."""
    root = ET.fromstring(svg)
    for element in root.iter():
        assert element.tag.removeprefix(SVG) in _ELEMENTS
        for name, value in element.attrib.items():
            assert not name.lower().startswith("on")
            assert name != "style"
            if "href" in name:
                assert re.fullmatch(r"#card-[\w.:-]+", value)
    style = root.find(f"{SVG}style")
    assert style is not None
    assert set(re.findall(r"url\((.{12})", style.text or "")) <= {"data:font/wo"}
