"""Data in braces and front matter: a small, safe part of YAML.

Plain scalars, lists and mappings; no anchors, aliases or tags, and bounds on size and depth. Words mean what
the core schema of YAML 1.2 says, so that `no` and `2025-09-10` stay words. Values are never interpreted.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterator, Mapping
from typing import Any

from argmap.formats.argdown.places import Speaker
from argmap.formats.argdown.quoting import COMMENTED, OTHERWISE, advice, commented, comments, quoted
from argmap.formats.report import Report, Unreadable
from argmap.model.text import clean

LARGEST = 64_000
DEEPEST = 20

_UNPRINTABLE = re.compile("[^\t\n\x20-\x7e\x85\xa0-\ud7ff\ue000-\ufefe\uff00-\ufffd\U00010000-\U0010ffff]")
_INT = re.compile(r"[-+]?[0-9]{1,16}\Z")
_FLOAT = re.compile(r"[-+]?(?:\.[0-9]{1,30}|[0-9]{1,17}(?:\.[0-9]{0,30})?)(?:[eE][-+]?[0-9]{1,3})?\Z")
_WORDS: Mapping[str, Any] = (
    dict.fromkeys(("", "~", "null", "Null", "NULL"))
    | dict.fromkeys(("true", "True", "TRUE"), True)
    | dict.fromkeys(("false", "False", "FALSE"), False)
)
_SIMPLE = re.compile(r"\{\s*([A-Za-z][\w-]*)\s*:\s+([A-Za-z][A-Za-z0-9]*)\s*\}\Z")


class Data(dict[str, Any]):
    """What a pair of braces holds, and the place of each key in the text."""

    places: dict[str, int]


def read(text: str, start: int, end: int, speaker: Speaker) -> Data:
    """The mapping that text[start:end] holds. Raises `Unreadable`. Linear."""
    block = text[start:end]
    found = _SIMPLE.match(block)
    if found:
        data = Data({found[1]: scalar(found[2])})
        data.places = {found[1]: start + found.start(1)}
        return data
    if len(block) > LARGEST:
        raise speaker.error(
            "These data have more than {most:,} characters: shorten them.", start, most=LARGEST
        )
    # A brace at the end of its line opens a block in the indented style; the braces themselves are no YAML then.
    if re.match(r"\{[ \t]*\n", block):
        return _loaded(" " + block[1:-1], start, speaker)
    return _loaded(block, start, speaker)


def front(text: str, start: int, end: int, speaker: Speaker) -> Data:
    """The mapping in the front matter, which is text[start:end] without its fences. Raises `Unreadable`."""
    if end - start > LARGEST:
        raise speaker.error(
            "The lines between === and === have more than {most:,} characters: shorten them.",
            start,
            most=LARGEST,
        )
    block = text[start:end]
    try:
        data = _loaded(block, start, speaker)
        for place in comments(block):
            speaker.remark("guessed", COMMENTED, start + place)
        return data
    except Unreadable:
        again, places = quoted(block)
        if not places:
            raise
        try:
            data = _loaded(again, start, Speaker(text, Report()))
        except Unreadable:
            data = None
        if data is None:
            raise
    for place in places:
        speaker.remark("guessed", "Read as a text: put it in double quotes.", start + place)
    # The places of keys are those in the changed text: not the ones a person sees.
    data.places = {}
    return data


def scalar(word: str) -> Any:
    """What a plain word means by the core schema of YAML 1.2.

    >>> scalar("no"), scalar("2025"), scalar("2025-09-10"), scalar("true"), scalar("0.5"), scalar("9" * 400) == "9" * 400
    ('no', 2025, '2025-09-10', True, 0.5, True)
    """
    if word in _WORDS:
        return _WORDS[word]
    if _INT.match(word) and abs(number := int(word)) < 2**53:
        return number
    if _FLOAT.match(word) and math.isfinite(value := float(word)):
        return value
    return word


def _loaded(block: str, start: int, speaker: Speaker) -> Data:
    import yaml

    plain, count = _UNPRINTABLE.subn(" ", block)
    if count:
        speaker.remark("altered", "Characters that cannot be shown were taken out of these data.", start)
    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    try:
        building = _Building(start, speaker)
        value = building.read(yaml.parse(plain, Loader=loader))
    except yaml.MarkedYAMLError as error:
        problem = str(error.problem or error.context)
        # What is never closed is pointed at where it begins.
        mark = error.context_mark if "end of stream" in problem else error.problem_mark
        at = min(mark.index if mark else 0, len(plain))
        if "expected ',' or" in problem and (hash_sign := commented(plain, at)) >= 0:
            raise speaker.error(COMMENTED, start + hash_sign) from None
        raise speaker.error(advice(problem, plain[at : at + 1]), start + at) from None
    except yaml.YAMLError:
        raise speaker.error(OTHERWISE, start) from None
    if value is None:
        value = {}
    if not isinstance(value, dict):
        raise speaker.error(
            "These data have no keys: write {{key: value}}."
            if block.startswith("{")
            else "A key is missing: write 'title: ...' before the question.",
            start + len(block) - len(block.lstrip()),
        )
    data = Data(value)
    data.places = building.places
    return data


class _Open:
    """A list or a mapping that is being read."""

    def __init__(self, value: list[Any] | dict[str, Any]) -> None:
        self.value = value
        self.key: str | None = None
        self.key_place = 0
        self.flow = False

    @property
    def wants_key(self) -> bool:
        return isinstance(self.value, dict) and self.key is None

    def put(self, value: Any) -> None:
        if isinstance(self.value, list):
            self.value.append(value)
        elif self.key is not None:
            self.value[self.key] = value
            self.key = None


class _Building:
    """Puts the events of one document together. Iterative: depth costs no stack."""

    def __init__(self, start: int, speaker: Speaker) -> None:
        self.start = start
        self.speaker = speaker
        self.values: list[Any] = []
        self.stack = [_Open(self.values)]
        self.places: dict[str, int] = {}

    def read(self, events: Iterator[Any]) -> Any:
        import yaml

        for event in events:
            place = self.start + event.start_mark.index
            if isinstance(event, yaml.AliasEvent) or getattr(event, "anchor", None):
                raise self.speaker.error(
                    "Anchors and aliases (& and *) are not read: write the value out, in quotes.", place
                )
            tag = getattr(event, "tag", None)
            if tag is not None and tag != "!":
                raise self.speaker.error(
                    "A type such as '{tag}' is not read: leave it out.", place, tag=tag[:40]
                )
            if isinstance(event, yaml.ScalarEvent):
                self.scalar(event.value, event.implicit[0], place)
            elif isinstance(event, yaml.SequenceStartEvent):
                self.open([], place, event.flow_style)
            elif isinstance(event, yaml.MappingStartEvent):
                self.open({}, place, event.flow_style)
            elif isinstance(event, yaml.SequenceEndEvent | yaml.MappingEndEvent):
                self.stack.pop()
        return self.values[0] if self.values else None

    def scalar(self, word: str, plain: bool, place: int) -> None:
        opened = self.stack[-1]
        if not opened.wants_key:
            if plain and not word and opened.flow and opened.key is not None:
                self.speaker.remark(
                    "guessed",
                    "'{key}' has no value: put the text in double quotes when it holds a comma.",
                    opened.key_place,
                    key=opened.key[:40],
                )
            value = scalar(word) if plain else word
            opened.put(clean(value) if isinstance(value, str) else value)
            return
        key = clean(word)
        if key in opened.value:
            self.speaker.remark("dropped", "'{key}' stands twice: the later one counts.", place, key=key[:40])
        if len(self.stack) == 2:
            self.places[key] = place
        opened.key, opened.key_place = key, place

    def open(self, value: list[Any] | dict[str, Any], place: int, flow: bool | None) -> None:
        if len(self.stack) > DEEPEST:
            raise self.speaker.error("These data are nested more than {most} deep.", place, most=DEEPEST)
        opened = self.stack[-1]
        if opened.wants_key:
            raise self.speaker.error("A key must be a word: write key: value.", place)
        opened.put(value)
        self.stack.append(_Open(value))
        self.stack[-1].flow = bool(flow)
