"""What programs send and get that share a map: links to it, and frozen snapshots of it."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated, Literal

from pydantic import BaseModel, Field

from argmap.service.sharing import LONGEST_DAYS, LONGEST_LABEL
from argmap.web.api_documents import Sent, sent, told
from argmap.web.api_items import Schema

Days = Annotated[
    int | None, Field(ge=1, le=LONGEST_DAYS, description="After how many days it ends; never without it.")
]
LinkId = Annotated[str, Field(pattern="^[a-z2-7]{8}$")]
SnapshotId = Annotated[str, Field(pattern="^[a-z2-7]{12}$")]


class Publishing(Sent):
    """Whether everybody may read the map, and for how long."""

    public: bool
    days: Days = None


class Published(BaseModel):
    """Whether everybody may read the map at `address`, and until when (null: until that is taken back)."""

    public: bool
    until: datetime | None
    address: str


class NewLink(Sent):
    """One more secret link. It ends no later than the one whose key makes it."""

    role: Literal["view", "edit"]
    days: Days = None
    label: Annotated[
        str | None,
        Field(max_length=LONGEST_LABEL, description="For whom it is; seen by those who may change the map."),
    ] = None


class LinkOut(BaseModel):
    """A secret link. `key` (a bearer token) and `address` are null for one that was made by way of another link."""

    id: LinkId
    role: Literal["view", "edit"]
    label: str | None
    made_at: datetime
    expires_at: datetime | None
    expired: bool
    key: Annotated[str | None, Field(pattern="^[a-z2-7]{34}$")]
    address: str | None


class LinksOut(BaseModel):
    """The links to a map that are not withdrawn, the oldest first."""

    links: list[LinkOut]


class NewSnapshot(Sent):
    """A snapshot of the map as it is now: for everybody, or under a secret address."""

    public: bool = False


class SnapshotOut(BaseModel):
    """A frozen snapshot. `sha256` is that of its argmap JSON, at `json_address`.

    `page` and `json_address` are null where they cannot be told by way of this key. `redacted_at`: since then what somebody
    erased is overwritten in it, and `sha256` is another one.
    """

    id: SnapshotId
    public: bool
    revision: Annotated[int, Field(ge=1)]
    made_at: datetime
    redacted_at: datetime | None
    sha256: Annotated[str, Field(pattern="^[0-9a-f]{64}$")]
    page: str | None
    json_address: str | None


class SnapshotsOut(BaseModel):
    """The snapshots of a map that are not withdrawn, the latest first; for readers, those for everybody."""

    snapshots: list[SnapshotOut]


class Withdrawn(BaseModel):
    """How many open nothing any more: with a link go those that were made by way of it."""

    withdrawn: Annotated[int, Field(ge=1)]


def components() -> dict[str, Schema]:
    """Every schema that the description of sharing names."""
    answers = (Published, LinkOut, LinksOut, SnapshotOut, SnapshotsOut, Withdrawn)
    made = {name: schema for each in answers for name, schema in told(each).items()}
    return {**sent(Publishing), **sent(NewLink), **sent(NewSnapshot), **made}
