"""What one reader of a map may do with its cards, and whose names they may know, as the pages ask it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from argmap.debate import ownership
from argmap.debate.permissions import ROLES, may
from argmap.messages import Message
from argmap.model import ArgumentMap, Node
from argmap.service.sharing import Access
from argmap.web.words import Translate


@dataclass(frozen=True, slots=True)
class Rights:
    """Somebody with a map before them. `role` is that of `permissions`, or None outside rooms, where `all` decides.

    `names` are what people are called, by their ids, as far as this reader may know it.
    """

    all: bool
    role: str | None = None
    participant: str | None = None
    locked: bool = False
    names: Mapping[str, str] = field(default_factory=dict)

    @classmethod
    def of(cls, access: Access, names: Mapping[str, str]) -> Rights:
        """The rights that come with a key. The owner of a map leads its room too."""
        room = access.room
        leads = "facilitator" if room is not None and access.leads else None
        role = access.role if access.role in ROLES else leads
        return cls(access.leads, role, access.participant, room is not None and room.locked, names)

    @property
    def moderates(self) -> bool:
        """Whether cards may be hidden and merged: by whoever leads a room."""
        return self.role == "facilitator"

    def edit(self, node: Node) -> bool:
        """Whether a card may be edited."""
        return self._may("edit", node)

    def move(self, node: Node) -> bool:
        """Whether what a card does may be moved: it is what its writer says, and is there at all."""
        return self._may("move", node)

    def remove(self, node: Node) -> bool:
        """Whether a card may be taken away; where others have answered it, its words alone."""
        return self._may("take back", node)

    def answered(self, debate: ArgumentMap, node: Node) -> bool:
        """Whether others have answered a card that is one's own, so that it cannot go altogether."""
        return self.role == "participant" and ownership.answered(debate, node.id, self.participant)

    def writer(self, node: Node, translate: Translate) -> str | None:
        """Who wrote a card, in a sentence; None where nobody is to know it."""
        if self.participant is not None and ownership.owns(node, self.participant):
            return translate("Written by you")
        name = self.names.get(node.author or "")
        return Message("Written by {name}", {"name": name}).text(translate) if name else None

    def _may(self, action: str, node: Node) -> bool:
        if self.role is None:
            return self.all
        own = ownership.owns(node, self.participant)
        return may(self.role, action, own=own, locked=self.locked)
