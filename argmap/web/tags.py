"""The tags of a card in words: those of people as they are, those of argmap as what they mean."""

from __future__ import annotations

from collections.abc import Iterator

from argmap.analysis import schemes
from argmap.analysis.review import dismissed
from argmap.analysis.schemes import NEEDS_BACKING
from argmap.model import ArgumentMap, Node
from argmap.web.words import Translate


def facts(debate: ArgumentMap, node: Node, translate: Translate) -> Iterator[tuple[str, str]]:
    """What the tags of a card say: the name of each fact, and the fact."""
    plain: list[str] = []
    for tag in node.tags:
        rule, asked = dismissed.meant(tag), schemes.meant(tag)
        if rule is not None:
            yield translate("Said to be fine"), translate(rule.title)
        elif asked is not None:
            yield translate("Asked about"), translate(asked[0].name)
        elif tag == NEEDS_BACKING:
            if unbacked(debate, node, translate):
                continue  # that is said above
            yield translate("Has to be backed"), translate("by a reason of its own")
        else:
            plain.append(tag)
    if plain:
        yield translate("Tags"), translate(", ").join(plain)


def unbacked(debate: ArgumentMap, node: Node, translate: Translate) -> str | None:
    """What there is to say of a card that has to be backed, and for which nobody has given a reason."""
    if NEEDS_BACKING not in node.tags or any(each.kind == "support" for each in debate.incoming(node.id)):
        return None
    return translate("Nobody has backed this yet: whoever asks it has to give a reason for it.")
