"""What the fields of a map can hold, and what they cannot, as Hypothesis strategies: seldom harmless."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from hypothesis import strategies as st
from hypothesis.strategies import SearchStrategy

from argmap.model.text import clean

# Words that somebody's syntax takes for its own, and letters that do not run from left to right.
_TEXTS = (
    "Jobs come.", "Jobs come.", "jobs come.", "Reko Diq", "[Reko Diq]: jobs", "<Reko Diq>", "+ Reko Diq",
    "- no",
    "-> not this", "+> nor this", "_> undercut", "# CPEC", "## CPEC ##", "@[Reko Diq]", "{origin: added}",
    "{", "}",
    "*bold* _thin_ ~gone~", "**", "__", "`code`", "[a](b)", "![a](https://example.org/a.png)", "a\\",
    "\\[a\\]",
    "\\n", "/* never closed", "a */ b", "// CPEC", "<!-- CPEC -->", "]]>", "<script>alert(1)</script>",
    "&lt;b&gt;",
    "&", "'", '"', "'; DROP TABLE node; --", "|", "a|b|c", "----", "====", "===", "1. first", "(1) first",
    "null",
    "true", "0", "-0", "1e5", "~", "yes", "key: value", "- item", "? key", "%", "%s", "{0}", "${a}", "#tag",
    "#(a tag)",
    "=cmd|' /C calc'!A0", "@SUM(1)", ":", "::", ">", "> quoted", "><", "...", "…", "javascript:alert(1)",
    "روزگار نہیں ملتا۔", "لا تنمية [من دون] موافقة", "שלום (Reko Diq)", "采矿协议给当地居民带来的好处很少", "मूल्य",
    "\u202eevil", "a\u200bb", "\u200f", "é", "ﷺ", "👩‍👩‍👧 🗳️", "\U0001f1f5\U0001f1f0", "\u0301x",
    "\ufeffCPEC", "\x80", "\ufffe", "İstanbul", "ẞ", "x" * 200, "mine " * 1999 + "mines",
)  # fmt: skip
_LETTERS = "abcXYZ019 []<>{}#@*_\\|/:\"'+-=~`^()!?.,;%&$éßاבعن采矿ख🗳\u200d\u202b\u202c"


def _listed(choices: Sequence[Any]) -> SearchStrategy[Any]:
    """One of the choices; unlike `sampled_from` without writing all of them into every failure."""
    return st.integers(0, len(choices) - 1).map(choices.__getitem__)


_LETTER = st.sampled_from(_LETTERS) | st.characters()
_MADE = st.text(_LETTER, min_size=1, max_size=30).map(clean).filter(bool)
TEXT: SearchStrategy[str] = _listed(_TEXTS) | _MADE
SHORT: SearchStrategy[str] = _listed([text for text in _TEXTS if len(text) <= 200]) | _MADE
TEXT_OR_NONE = st.none() | TEXT
SHORT_OR_NONE = st.none() | SHORT
LANGUAGE = st.sampled_from([None, "en", "ur", "ar", "zh-Hans", "pt-BR"]) | SHORT
RANK = st.sampled_from(["", "", "1", "i", "z", "01", "zz"]) | st.text("0189az", max_size=4).map("{}i".format)
SHARE = st.none() | st.sampled_from([0, 1, 0.0, 1.0, 0.5, 0.1, 1e-300]) | st.floats(0, 1)
PLACE = st.none() | st.integers(0, 20)
VERSION = st.integers(1, 3)
_ODD_IDS = (
    "N1", "n01", "0", "_", "a:b.c-d", "constructor", "__proto__", "null", "x" * 64, "node", "1e5", "n1.",
    "n--1",
)  # fmt: skip
ID = st.builds("{}{}".format, st.sampled_from("nrsqg"), st.integers(1, 12)) | st.sampled_from(_ODD_IDS)
_DATA: SearchStrategy[Any] = st.recursive(
    st.none()
    | st.booleans()
    | st.integers(-(2**53) + 1, 2**53 - 1)
    | st.floats(-1e15, 1e15)
    | SHORT
    | st.just(""),
    lambda part: st.lists(part, max_size=2) | st.dictionaries(SHORT, part, max_size=2),
    max_leaves=4,
)
_CITATION: SearchStrategy[dict[str, Any]] = st.fixed_dictionaries(
    {},
    optional={
        "type": st.sampled_from(["book", "webpage", "article-journal"]),
        "title": SHORT,
        "author": st.lists(st.fixed_dictionaries({"family": SHORT, "given": SHORT}), max_size=2),
        "issued": st.integers(1, 2030).map(lambda year: {"date-parts": [[year, 2, 3]]}),
        "URL": st.sampled_from(
            ["https://example.org/?a=1&b=[2]#c", "javascript:alert(1)", "//x", "no address"]
        ),
    },
)
FIELDS: SearchStrategy[dict[str, Any]] = _CITATION | st.dictionaries(SHORT, _DATA, max_size=3)
_SCALAR = st.none() | st.booleans() | st.integers() | st.text(max_size=8)
FOREIGN: SearchStrategy[dict[str, Any]] = st.dictionaries(
    st.sampled_from(["argdown", "aif", "argmap", "sadface", "", "x"]),
    st.dictionaries(st.text(max_size=5), _SCALAR | st.lists(_SCALAR, max_size=2), max_size=2),
    max_size=2,
)


KIND = st.sampled_from(["question", "position", "position", "claim", "claim", "evidence"])
STANCE = st.sampled_from([None, "rival", "independent"])
SIGN = st.sampled_from(["support", "attack"])
HELD: dict[str, SearchStrategy[Any]] = {
    "text": TEXT, "title": TEXT_OR_NONE, "tags": st.lists(SHORT, unique=True, max_size=3).map(tuple),
    "language": LANGUAGE, "author": SHORT_OR_NONE, "origin": st.sampled_from([None, "added"]) | SHORT,
    "hidden": st.booleans(), "argument": st.booleans(), "stance": STANCE, "rank": RANK, "version": VERSION,
    "weight": SHARE, "scheme": SHORT_OR_NONE, "note": TEXT_OR_NONE,
    "credibility": SHARE, "reason": TEXT_OR_NONE, "exact": TEXT, "before": TEXT, "after": TEXT,
    "start": PLACE, "end": PLACE,
    "fields": FIELDS, "foreign": FOREIGN,
}  # fmt: skip
OWN_LANGUAGE = st.sampled_from([None, "en", "ur", "zh-Hans"])
# What no field can hold, or only some: each is tried everywhere.
WRONG = _listed((
    None, 5, -0.5, 1.5, True, float("nan"), float("inf"), "", " ", "two  spaces", "line\nbreak", "nul\x00",
    "\ud800",
    "e\u0301", "missing", "n0", "0", "ZZ", "-", "x" * 201, "x" * 10_001, (), ("missing",), ("n1", "n1"),
    (["n1"],),
    ["n1"], {}, {"a": (1,)}, {"a": float("nan")}, {"a": {1, 2}}, {1: "a"}, [[[[[[[[]]]]]]]], (5,), b"bytes",
))  # fmt: skip
OFTEN = st.sampled_from([True, True, True, True, False])
NEW = st.sampled_from(["new1", "new2", "new3"]) | ID
