"""Sources and quotes, as the data of a statement state them."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from argmap.formats import csl
from argmap.formats.argdown.places import Speaker
from argmap.model import Quote, Source
from argmap.model.operations import AddQuote, AddSource, Operation

_OWN = ("credibility", "reason")
_OF_A_QUOTE = ("source", "exact", "before", "after", "start", "end")


class Citations:
    """The sources of one file: sources equal in every field are one."""

    def __init__(self, speaker: Speaker) -> None:
        self.speaker = speaker
        self.operations: list[tuple[Operation, int]] = []
        self.quotes: list[tuple[Operation, int]] = []
        self._known: dict[str, str] = {}

    def sources(self, value: Any, place: int) -> list[str]:
        """The ids of the sources that a value names: one, or a list of several."""
        found = [self.source(each, place) for each in (value if isinstance(value, list) else [value])]
        return list(dict.fromkeys(identifier for identifier in found if identifier is not None))

    def source(self, value: Any, place: int) -> str | None:
        """The id of one source; a new one when nothing like it was named before. None for what is no source."""
        if isinstance(value, str | int | float) and not isinstance(value, bool) and str(value):
            value = {"title": str(value)}
        if not isinstance(value, dict) or not value:
            self.speaker.remark(
                "dropped",
                "This is no source: write {{source: {{title: ..., author: ..., issued: ...}}}}.",
                place,
            )
            return None
        known = json.dumps(value, sort_keys=True)
        if known not in self._known:
            self._known[known] = self._add(value, place)
        return self._known[known]

    def _add(self, value: Mapping[str, Any], place: int) -> str:
        own = {name: value[name] for name in _OWN if name in value}
        credibility = own.get("credibility")
        if isinstance(credibility, int | float) and not 0 <= credibility <= 1:
            raise self.speaker.error(
                "The credibility of a source lies between 0 and 1, and is not {value}.",
                place,
                value=credibility,
            )
        fields = value["fields"] if isinstance(value.get("fields"), dict) else None
        if fields is None:
            fields = {name: each for name, each in value.items() if name not in _OWN}
        fields = csl.full(fields)
        known = json.dumps([fields, own], sort_keys=True)
        if known not in self._known:
            identifier = f"s{len(self.operations) + 1}"
            self._known[known] = identifier
            self.operations.append((AddSource(Source(identifier, fields, **own)), place))
        return self._known[known]

    def quote(self, node: str, value: Any, cited: list[str], place: int) -> None:
        """Tie a quote to a card; without a source of its own it is from the only one that the card cites."""
        if isinstance(value, str):
            value = {"exact": value}
        if not isinstance(value, dict) or not isinstance(value.get("exact"), str):
            self.speaker.remark("dropped", 'This is no quote: write {{quotes: [{{exact: "..."}}]}}.', place)
            return
        if "source" in value:
            source = self.source(value["source"], place)
        elif len(cited) == 1:
            source = cited[0]
        else:
            raise self.speaker.error(
                "Which source is this quote from? Give it one: {{source: {{title: ...}}, exact: ...}}.", place
            )
        for name in [name for name in value if name not in _OF_A_QUOTE]:
            self.speaker.remark("dropped", "A quote has no '{name}'.", place, name=name[:40])
        if source is not None:
            quote = Quote(
                f"q{len(self.quotes) + 1}",
                node,
                source,
                value["exact"],
                before=value.get("before") or "",
                after=value.get("after") or "",
                start=value.get("start"),
                end=value.get("end"),
            )
            self.quotes.append((AddQuote(quote), place))
