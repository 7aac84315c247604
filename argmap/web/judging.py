"""How a map is asked to be judged: the settings in an address, and the gate before the work."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from typing import Any

from starlette.requests import Request

from argmap.analysis.report import BURDENS, SEMANTICS, STANDARDS, Settings
from argmap.messages import excerpt
from argmap.model import ArgumentMap
from argmap.service import sharing
from argmap.service.rooms import shown
from argmap.service.sharing import Access
from argmap.service.shelf import Held
from argmap.web.gate import Gate
from argmap.web.problems import Refused

JUDGING = Gate(2, 200, "Others are having their debates analysed at this moment.")
"""The gate before an analysis, which takes a processor for itself; whoever waits often finds it done."""

NAMES = {"semantics": tuple(SEMANTICS), "burden": tuple(BURDENS), "standard": tuple(STANDARDS)}
"""What each setting may be; the first one of `Settings` is the usual one."""


ATTACKS_ONLY = "This way to work out strengths knows objections only, and there are reasons on this map. So the usual one is used."
_UNFIT = (
    "The semantics “{name}” knows attacks only, and the map has supports: choose dfquad, qe, euler or mlp."
)


def fits(debate: ArgumentMap, semantics: str) -> bool:
    """Whether a gradual semantics can judge a map: some know attacks only."""
    if SEMANTICS[semantics].supports:
        return True
    return all(relation.kind == "attack" for relation in debate.visible().relations.values())


def check_fit(debate: ArgumentMap, semantics: str) -> None:
    """Refuse a semantics that cannot judge a map (409): the request is as it should be, the map is not for it."""
    if not fits(debate, semantics):
        raise Refused(409, _UNFIT, name=semantics)


async def check_presence(request: Request) -> None:
    """Do no work for somebody who has left while waiting (`Refused`, which nobody reads)."""
    if await request.is_disconnected():
        raise Refused(503, "Nobody waits for this any more.")


def unsigned(access: Access, held: Held) -> Held:
    """A map to be judged for somebody: without who wrote what, where that is kept from them ("one voice only" tells of it)."""
    if access.named:
        return held
    return replace(held, map=f"{held.map} unsigned", debate=shown(access, held.debate))


def check_access(access: Access) -> None:
    """Refuse verdicts (403) where they are not to be seen yet."""
    if not sharing.may_judge(access):
        raise Refused(
            403,
            "What follows from this map is not shown yet: the facilitator decides when.",
            advice="It will be here as soon as whoever leads the debate shows it.",
        )


def asked(query: Iterable[tuple[str, str]]) -> Settings:
    """The settings that a program asks for. Raises `Refused` (422) for what there is not: a slip is not passed over."""
    given: dict[str, Any] = {}
    for name, value in query:
        if name not in NAMES:
            names = ", ".join(NAMES)
            raise Refused(422, "There is no setting “{name}”: {names}.", name=excerpt(name), names=names)
        if name in given:
            raise Refused(422, "The setting “{name}” is given twice.", name=name)
        if value not in NAMES[name]:
            names = ", ".join(NAMES[name])
            said = excerpt(value)
            raise Refused(422, "There is no {name} “{value}”: {names}.", name=name, value=said, names=names)
        given[name] = value
    return replace(Settings(), **given)
