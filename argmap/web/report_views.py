"""What the templates of the pages get on which a public map is reported."""

from __future__ import annotations

from dataclasses import dataclass

from argmap.web.views import Frame


@dataclass(frozen=True, slots=True)
class ReportPage:
    """The form that tells whoever runs the server what is wrong with a public map. Field sent: reason.

    `told`: it was sent, and there is nothing more to do.
    """

    frame: Frame
    question: str
    action: str
    back: str
    reason: str
    longest: int
    error: str | None
    told: bool = False
