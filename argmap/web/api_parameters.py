"""How addresses of the API name a map."""

from __future__ import annotations

from typing import Any

from fastapi import Path

from argmap.service import bundled
from argmap.web.api_documents import MAP_ID

_ABOUT = "The id of the map, as it was given when the map was made."
# The pattern only describes: whatever is no id of a map gets the same answer as the id of no map.
_PATTERN: dict[str, Any] = {"pattern": MAP_ID["pattern"]}
MapId = Path(description=_ABOUT, json_schema_extra=_PATTERN)
ReadId = Path(
    description=f"{_ABOUT} Maps that come with argmap have names, and need no key.",
    json_schema_extra=_PATTERN,
    openapi_examples={"bundled": {"value": bundled.OPENING}},
)
RoomCode = Path(
    description="The code of the room, as its facilitator shows it, in capitals or not.",
)
