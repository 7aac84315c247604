"""How the lines of an Argdown file begin: the marks of relations, premises, headings and lists."""

from __future__ import annotations

import re

RELATION = re.compile(r"\+>|->|<\+|<-|><|_>|<_|_(?=\s|\Z)|\+|-")
INFERENCE = re.compile(r"--")
NUMBER = re.compile(r"\((\d{1,9})\)")
HEADING = re.compile(r"(#+) ")
ITEM = re.compile(r"(?:\d{1,9}\.|\*)(?=\s)")
DASHES = re.compile(r"-{3,}[ \t]*(?=\n|\Z|//|/\*|<!--)|-{2}[ \t]*(?=\n\s*\n|\Z)")
BLANK = re.compile(r"[ \t\f\v]*")

LOOKALIKES = {"–": "-", "—": "-", "−": "-", "－": "-", "＋": "+"}
"""Signs that word processors and some keyboards write in place of others."""

LOOKALIKE = re.compile(rf"[{''.join(LOOKALIKES)}](?=\s)")
BULLET = re.compile(rf"[•·‣◦▪●*{''.join(LOOKALIKES)}](?=\s)")
UNCLOSED = re.compile(r"[\[<]([^\[\]<>:\n]{1,80}):[ \t][^\]>\n]*(?:\n|\Z)")
FENCELESS = re.compile(r"(?:={1,2}[ \t]*\n[ \t]*)?(?:title|question|language)[ \t]*:", re.IGNORECASE)

MARKS = {
    "+": ("support", False),
    "<+": ("support", False),
    "-": ("attack", False),
    "<-": ("attack", False),
    "_": ("undercut", False),
    "<_": ("undercut", False),
    "+>": ("support", True),
    "->": ("attack", True),
    "_>": ("undercut", True),
    "><": ("contradiction", True),
}
"""For each mark: the kind of relation, and whether it leads from what stands above to what follows."""

_TITLE = re.compile(r"\[((?:[^\[\]\n]|\[[^\[\]\n]*\])+)\](:?)|<((?![-!])[^<>\n]+)>(:?)")


def title(text: str, at: int) -> tuple[str, bool, bool, int] | None:
    """The title in brackets at a place: title, whether of an argument, whether a text follows, and its end.

    >>> title("[Cars out]: Cars ...", 0), title("<Air>", 0)
    (('Cars out', False, True, 11), ('Air', True, False, 5))
    """
    if text[at : at + 1] not in ("[", "<"):
        return None
    found = _TITLE.match(text, at)
    if found is None:
        return None
    words = found[1] if found[1] is not None else found[3]
    name = " ".join(words.split())
    # A bracket that a parenthesis follows is a link.
    if not name or (found[1] is not None and text.startswith("(", found.end())):
        return None
    return name, found[3] is not None, bool(found[2] or found[4]), found.end()


def front_matter(text: str) -> tuple[int, int, int] | None:
    """Start and end of the front matter between its fences, and where the rest begins; None without any.

    >>> front_matter("===\\ntitle: Cars\\n===\\n\\n[A]: ...")
    (3, 16, 19)
    """
    opening = re.compile(r"\s*(={3,})").match(text)
    if opening is None:
        return None
    start = opening.end(1)
    closing = re.compile(r"^={3,}[ \t]*$", re.MULTILINE).search(text, start) or re.compile(r"={3,}").search(
        text, start
    )
    if closing is None:
        return start, -1, len(text)
    return start, closing.start(), closing.end()
