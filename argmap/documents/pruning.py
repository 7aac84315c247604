"""The part of a style sheet that a page needs: the rules for what is on it."""

from __future__ import annotations

import re
from collections.abc import Iterator

_COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)
_NAMES = re.compile(r"[A-Za-z_][\w-]*")
_NEVER = re.compile(r":not\((?:[^()]|\([^()]*\))*\)")
_ANY = re.compile(r":(?:is|where|has)\(((?:[^()]|\([^()]*\))*)\)")
_CLASS = re.compile(r"[.#]([A-Za-z_][\w-]*)")
_TAG = re.compile(r"(?:^|[\s>+~(,])([a-z][a-z0-9]*)")


def pruned(sheet: str, page: str) -> str:
    """The rules of a style sheet for whose classes, ids and elements there is a word on a page; no fonts, no comments.

    It keeps rather too much than too little. Linear.

    >>> pruned("/* Ink */ .line { color: red } .panel, .line b { margin: 0 } @media print { .panel { color: red } }",
    ...        '<p class="line"><b>')
    '.line{color:red}.line b{margin:0}'
    """
    return "".join(_kept(_COMMENT.sub("", sheet), frozenset(_NAMES.findall(page))))


def _kept(sheet: str, names: frozenset[str]) -> Iterator[str]:
    for head, body in _blocks(sheet):
        if head.startswith("@font-face"):
            continue
        if head.startswith(("@media", "@supports")):
            inner = "".join(_kept(body, names))
            if inner:
                yield f"{head}{{{inner}}}"
        elif head.startswith("@"):
            yield f"{head}{{{_tight(body)}}}"
        else:
            wanted = [each.strip() for each in _split(head) if _concerns(each, names)]
            if wanted:
                yield f"{','.join(wanted)}{{{_tight(body)}}}"


def _blocks(sheet: str) -> Iterator[tuple[str, str]]:
    """The blocks at the top: what stands before the brace, and what stands in it."""
    start = depth = opened = 0
    for place, character in enumerate(sheet):
        if character == "{":
            depth += 1
            if depth == 1:
                opened = place
        elif character == "}":
            depth -= 1
            if depth == 0:
                yield " ".join(sheet[start:opened].split()), sheet[opened + 1 : place]
                start = place + 1


def _split(head: str) -> Iterator[str]:
    """The selectors of a rule: commas inside brackets part nothing."""
    start = depth = 0
    for place, character in enumerate(head):
        depth += (character == "(") - (character == ")")
        if character == "," and depth == 0:
            yield head[start:place]
            start = place + 1
    yield head[start:]


def _concerns(selector: str, names: frozenset[str]) -> bool:
    plain = _NEVER.sub("", selector)
    for choice in _ANY.findall(plain):
        if not any(_concerns(each, names) for each in _split(choice)):
            return False
    plain = _ANY.sub("", plain)
    return names.issuperset(_CLASS.findall(plain)) and names.issuperset(_TAG.findall(plain))


def _tight(body: str) -> str:
    text = " ".join(body.split())
    return re.sub(r"\s*([{};])\s*", r"\1", re.sub(r":\s+", ":", text)).rstrip(";")
