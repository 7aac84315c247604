"""Where text meets markup: the templates of the pictures, and what a picture says of itself in words.

Text from users becomes markup in these templates and nowhere else: they escape whatever they are given, and
nothing that anybody typed becomes a name, an attribute of style, or a link.
"""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

from argmap.assets import templates
from argmap.diagram.measure import drawable
from argmap.diagram.words import Words
from argmap.model import ArgumentMap

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
    """What a picture is called."""
    return words["map of"].format(question=drawable(question)) if question else words["map"]


def description(debate: ArgumentMap, words: Words) -> str:
    """What there is in a picture, in one sentence."""
    relations = debate.relations.values()
    return words["contents"].format(
        cards=len(debate.nodes),
        positions=sum(node.kind == "position" for node in debate.nodes.values()),
        support=sum(relation.kind == "support" for relation in relations),
        attack=sum(relation.kind == "attack" for relation in relations),
    )
