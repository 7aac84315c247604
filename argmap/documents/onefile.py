"""A map as one HTML file that works from a disk with no network: the picture, the outline, styles, fonts, and the viewer."""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from hashlib import sha256
from html import unescape
from typing import Any

from markupsafe import Markup

from argmap.assets import static, templates
from argmap.diagram.inline import inline
from argmap.diagram.measure import drawable
from argmap.diagram.plan import Plan
from argmap.diagram.words import Words
from argmap.documents.faces import rules
from argmap.documents.listing import Entry, Reference, listing
from argmap.documents.pruning import pruned
from argmap.messages import Message
from argmap.model import ArgumentMap

_SIGNS = {"reason": "plus", "evidence": "plus", "objection": "minus", "rebuttal": "turn", "undercut": "cross"}
_MARKS = "viewing dragging traced hit now on off gone extra count folded view shown strips"  # what the viewer may say of elements
_LOOSE = "unfolded html body"


@dataclass(frozen=True, slots=True)
class Row:
    """A line of the outline: its entry, its sign (a drawing), and how many lists open and close after it."""

    entry: Entry
    sign: str | None
    opens: int
    closes: int


@dataclass(frozen=True, slots=True)
class OneFile:
    """Everything that the template gets. `style`, `script` and `policy` are ours; what people wrote is escaped there."""

    language: str
    direction: str
    title: str
    title_language: str | None
    picture: Markup
    key: Markup
    rows: tuple[Row, ...]
    sources: tuple[Reference, ...]
    policy: str = ""
    style: Markup | None = None
    script: Markup | None = None


def html(
    debate: ArgumentMap,
    made: Plan,
    title: str,
    words: Words,
    translate: Callable[[str], str] = str,
    language: str = "en",
    direction: str = "ltr",
) -> str:
    """A laid-out map as one file. `language` and `direction` are those of the words around what people wrote.

    A script runs only where the viewer is there (`static/viewer.js`), and by its hash; nothing else can.
    """
    entries, references = listing(debate, translate)
    drawn = inline(made, words=words, link="#line-{}".format, chosen=None)
    script = _viewer()
    page = OneFile(
        language=language, direction=direction, title=drawable(title), title_language=debate.language,
        picture=Markup(drawn.svg), key=Markup(drawn.key),  # noqa: S704 - our own drawings, which escape what people wrote
        rows=tuple(_rows(entries)), sources=references, script=Markup(script),  # noqa: S704 - our own script
    )  # fmt: skip
    # Which letters and which styles are needed is seen from the page itself, so that it is written twice.
    bare = _rendered(page, translate)
    faces = rules(unescape(bare))
    style = faces + pruned((static() / "style.css").read_text("utf-8"), f"{bare} {script} {_MARKS} {_LOOSE}")
    policy = (
        "default-src 'none'; font-src data:; img-src data:; base-uri 'none'; form-action 'none'; style-src "
        + _hash(style)
    )
    if script:
        policy += "; script-src " + _hash(script)
    return _rendered(
        OneFile(
            page.language, page.direction, page.title, page.title_language, page.picture, page.key, page.rows,
            page.sources, policy, Markup(style), page.script,  # noqa: S704 - our own styles
        ),
        translate,
    )  # fmt: skip


def _hash(text: str) -> str:
    return f"'sha256-{b64encode(sha256(text.encode()).digest()).decode()}'"


def _rows(entries: Sequence[Entry]) -> Iterator[Row]:
    lists = 0  # how many are open
    for index, entry in enumerate(entries):
        # Depths may jump by more than one where undercuts stand: a list opens one level at a time.
        following = entries[index + 1].depth if index + 1 < len(entries) else 0
        opens = int(following > entry.depth)
        closes = min(max(entry.depth - following, 0), lists + opens)
        lists += opens - closes
        yield Row(entry, _SIGNS.get(entry.tone) if entry.depth else None, opens, closes)


def _viewer() -> str:
    """The scripts of the viewer and of its print, as far as there are any, without what is written for their readers alone."""
    files = [static() / name for name in ("viewer.js", "print.js")]
    texts = [file.read_text("utf-8") for file in files if file.is_file()]
    lines = (line.strip() for line in "\n".join(texts).split("\n"))
    script = "".join(f"{line}\n" for line in lines if line and not line.startswith("//"))
    # An element of script ends where its end is written, wherever that is.
    return script.replace("</", "<\\/").replace("<!--", "<\\!--")


def _rendered(page: OneFile, translate: Callable[[str], str]) -> str:
    def said(text: str, **values: object) -> str:
        return translate(text) % values if values else translate(text)

    text: str = _environment().get_template("onefile.html").render(page=page, _=said, say=_say(translate))
    return text


def _say(translate: Callable[[str], str]) -> Callable[..., str]:
    return lambda text, **values: Message(text, values).text(translate)


@cache
def _environment() -> Any:
    from jinja2 import Environment, FileSystemLoader, StrictUndefined

    return Environment(
        loader=FileSystemLoader(templates()), autoescape=True, undefined=StrictUndefined, auto_reload=False,
        trim_blocks=True, lstrip_blocks=True,
    )  # fmt: skip
