"""What programs send and get that open rooms and join them."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated, Literal, Self

from pydantic import BaseModel, ConfigDict, Field, model_validator

from argmap.model.text import MAXIMUM
from argmap.service.maps import MOST_POSITIONS
from argmap.web.api_documents import MAP_ID, Sent, Text, sent, told
from argmap.web.api_items import Schema, either

Format = Literal["debate", "workshop"]
Key = Annotated[
    str, Field(pattern="^[a-z2-7]{34}$", description="Opens the map of the room, as a bearer token.")
]
CODE: Schema = {
    "type": "string",
    "description": "The code of the room. How it is written does not matter: capitals or not, with blanks or without.",
}


class NewRoom(Sent):
    """A room: on a new map from a question and positions, or on a map that there is."""

    question: Text | None = None
    positions: Annotated[
        list[Annotated[str, Field(max_length=MAXIMUM)]],
        Field(max_length=MOST_POSITIONS, description="Those that are empty are left out."),
    ] = []  # noqa: RUF012 - a model copies its defaults
    map: Annotated[
        str | None,
        Field(
            max_length=100,
            description="The id of a map that comes with argmap (the room is on a copy of it), or of one that the key"
            " of the request may change.",
        ),
    ] = None
    format: Format = "debate"
    anonymous: Annotated[
        bool, Field(description="Whether nobody but the facilitator sees who wrote what.")
    ] = False
    facilitator_name: Annotated[
        str | None,
        Field(max_length=500, description="What whoever leads the room is called in it: a nickname."),
    ] = None

    @model_validator(mode="after")
    def _one(self) -> Self:
        if (self.question is None) == (self.map is None):
            raise ValueError("send a question, or a map, and not both")
        if self.map is not None and self.positions:
            raise ValueError("the map has its positions already")
        return self


class RoomLinks(BaseModel):
    """Addresses. `facilitator` is a secret link: it opens the map in a browser, to lead the room; `join` is for all."""

    model_config = ConfigDict(populate_by_name=True, serialize_by_alias=True)

    page: str
    facilitator: str
    join: str
    svg: str
    json_: Annotated[str, Field(alias="json")]
    argdown: str


class RoomMap(BaseModel):
    """The map of a room that was opened."""

    id: str
    links: RoomLinks


class OpenedRoom(BaseModel):
    """A room. Keep `facilitator_key`: nobody can tell it again. Names are forgotten at `forget_at`."""

    code: Annotated[str, Field(pattern="^[0-9A-Z]{6}$", description="With it people come in.")]
    format: Format
    anonymous: bool
    facilitator_key: Key
    map: RoomMap
    forget_at: datetime | None
    notes: Annotated[
        list[str], Field(description="What was done to texts that could not be kept as they were.")
    ]


class Joining(Sent):
    """Who comes in. Without a nickname, or with an empty one, one is given."""

    nickname: Annotated[str | None, Field(max_length=200)] = None


class JoinedMap(BaseModel):
    """The map of a room that somebody came into."""

    id: str


class Joined(BaseModel):
    """Somebody who came in. Keep `participant_key`: nobody can tell it again.

    `participant` is the id by which their cards name them. With the `return_words` another device becomes the same
    person, on the page of the room.
    """

    participant: Annotated[str, Field(pattern="^[a-z2-7]{16}$")]
    nickname: str
    participant_key: Key
    return_words: str
    map: JoinedMap


def components() -> dict[str, Schema]:
    """Every schema that the description of rooms names."""
    one = either(
        {"required": ["question"], "properties": {"map": {"type": "null"}, "question": {"type": "string"}}},
        {
            "required": ["map"],
            "properties": {
                "map": {"type": "string"},
                "question": {"type": "null"},
                "positions": {"maxItems": 0},
            },
        },
    )
    opened = told(OpenedRoom)
    joined = told(Joined)
    for made, name in ((opened, "RoomMap"), (joined, "JoinedMap")):
        made[name]["properties"]["id"] = MAP_ID
    return {**sent(NewRoom, one), **opened, **sent(Joining), **joined}
