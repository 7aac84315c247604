"""Where text meets markup: the templates of the pictures, and what a picture says of itself in words.

Text from users becomes markup in these templates and nowhere else: they escape whatever they are given, and
nothing that anybody typed becomes a name, an attribute of style, or a link.
"""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

from argmap.assets import templates
from argmap.diagram.contents import contents
from argmap.diagram.labels import stop
from argmap.diagram.measure import drawable
from argmap.diagram.words import Words, translator
from argmap.model import ArgumentMap
from argmap.model.tally import tally

if TYPE_CHECKING:
    from jinja2 import Environment, Template

_LANGUAGE = re.compile(r"[A-Za-z]{2,8}(-[A-Za-z0-9]{1,8}){0,5}")


def template(name: str) -> Template:
    """A template by the name of its file."""
    return _environment().get_template(name)


@cache
def _environment() -> Environment:
    from jinja2 import Environment, FileSystemLoader, StrictUndefined

    return Environment(
        loader=FileSystemLoader(templates()),
        autoescape=True,
        undefined=StrictUndefined,
        auto_reload=False,
        trim_blocks=True,
        lstrip_blocks=True,
    )


def language(tag: str | None) -> str | None:
    """A language tag, if it is shaped like one (BCP 47): anything else says nothing to anybody."""
    return tag if tag and _LANGUAGE.fullmatch(tag) else None


def name(question: str | None, words: Words) -> str:
    """What a picture is called, with a stop at its end."""
    return stop(words["map of"].format(question=drawable(question)) if question else words["map"])


def description(debate: ArgumentMap, words: Words) -> str:
    """What there is in a picture, in one sentence; empty where there is nothing."""
    return contents(tally(debate), translator(words))
