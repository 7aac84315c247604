"""The positions side by side: where each of them stands, and what to make of rivals."""

from __future__ import annotations

from argmap.analysis.cruxes import positions_of
from argmap.analysis.labelling import Labelling
from argmap.messages import Message, excerpt

_IS = {"in": "“{position}” stands", "out": "“{position}” does not stand", "undecided": "“{position}” is open"}


def verdict(labelling: Labelling, position: str) -> Message:
    """Where one position stands, as half a sentence.

    >>> from argmap import load
    >>> from argmap.analysis.labelling import label
    >>> debate, _ = load(b"[A]: Cars out. #position\\n  + [B]: The air clears.\\n")
    >>> str(verdict(label(debate), "n1"))
    '“A” stands'
    """
    name = excerpt(labelling.case.debate.nodes[position].name)
    return Message(_IS[labelling.nodes[position]], {"position": name})


def rivalry(labelling: Labelling) -> Message | None:
    """What the labels of rival positions together say, where that is worth a word; None where one of them stands alone.

    Positions compete unless they are marked as independent. That they do is no attack on any of them: several
    may stand. Linear.

    >>> from argmap import load
    >>> from argmap.analysis.labelling import label
    >>> town = b"[A]: Out. #position\\n  + The air clears.\\n\\n[B]: In. #position\\n  + Trade thrives.\\n"
    >>> str(rivalry(label(load(town)[0])))
    '“A” and “B” stand both, though they are rivals: what speaks for one has not been held against the other yet.'
    """
    nodes = labelling.case.debate.nodes
    rivals = [card for card in positions_of(labelling) if nodes[card].stance != "independent"]
    if len(rivals) < 2:
        return None
    standing = [card for card in rivals if labelling.nodes[card] == "in"]
    values: dict[str, object] = {"count": len(standing)}
    if len(standing) > 2:
        return Message(
            "{count} rival positions stand: what speaks for one has not been held against the others yet.",
            values,
        )
    if len(standing) == 2:
        values = {
            name: excerpt(nodes[card].name) for name, card in zip(("first", "second"), standing, strict=True)
        }
        return Message(
            "“{first}” and “{second}” stand both, though they are rivals: "
            "what speaks for one has not been held against the other yet.",
            values,
        )
    if standing:
        return None
    if any(labelling.nodes[card] == "undecided" for card in rivals):
        return Message("None of the rival positions stands so far.")
    return Message("None of the rival positions stands: each has been refuted, or nobody has shown it.")
