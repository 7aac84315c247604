"""Input that means harm, or looks as if it did: for the readers, the renderer and whatever else takes files.

Each name ends in the ending of a format. Every case must end in a map that keeps all rules, or in one clear
error with a place; quickly, and never in a traceback.
"""

from __future__ import annotations

import codecs
import json
from typing import Any

SCRIPT = "<script>alert(1)</script>"
ATTRIBUTE = '" onload="alert(1)" x=\''
LINK = "javascript:alert(1)"


def _json(nodes: list[dict[str, Any]], relations: list[dict[str, Any]] | None = None, **more: Any) -> bytes:
    value = {"format": "argmap", "version": 1, "nodes": nodes, "relations": relations or [], **more}
    return json.dumps(value).encode()


def _support(number: int, premise: str, target: str, kind: str = "support") -> dict[str, Any]:
    return {"id": f"r{number}", "kind": kind, "premises": [premise], "target": target}


def _everywhere(bad: str) -> bytes:
    return _json(
        [
            {"id": "n1", "kind": "position", "text": bad, "title": bad, "tags": [bad], "origin": bad, "language": bad,
             "author": bad, "sources": ["s1"], "group": "g1"},
            {"id": "n2", "text": f"Because {bad}"},
        ],
        [{"id": "r1", "kind": "attack", "premises": ["n2"], "target": "n1", "scheme": bad, "note": bad}],
        sources=[{"id": "s1", "fields": {"title": bad, "URL": bad, "author": [{"literal": bad}]}, "reason": bad}],
        quotes=[{"id": "q1", "node": "n1", "source": "s1", "exact": bad, "before": bad, "after": bad}],
        groups=[{"id": "g1", "title": bad}],
        foreign={"argdown": {"frontMatter": {"x": bad, "color": bad}, "titles": {"r1": bad}}},
    )  # fmt: skip


def _argdown_everywhere(bad: str) -> bytes:
    quoted = json.dumps(bad)
    return (
        f"===\ntitle: {quoted}\nauthor: {quoted}\n===\n\n# {bad}\n\n[A]: {bad} #position #({bad})"
        f" {{source: {{title: {quoted}, URL: {quoted}}}, origin: {quoted}}}\n  + <{bad}>: {bad}\n  - [{bad}]\n"
    ).encode()


def _nested(depth: int) -> bytes:
    return "".join(f"{'  ' * level}{'+ ' if level else ''}Claim {level}\n" for level in range(depth)).encode()


def _chain(depth: int) -> bytes:
    nodes = [{"id": f"n{i}", "text": f"Claim {i}"} for i in range(depth)]
    return _json(nodes, [_support(i, f"n{i}", f"n{i - 1}") for i in range(1, depth)])


def _dense(size: int) -> list[tuple[int, int]]:
    return [(one, other) for one in range(size) for other in range(size) if one != other]


def _undercuts(depth: int) -> bytes:
    nodes = [{"id": "a", "text": "A"}, {"id": "b", "text": "B"}]
    chain = [_support(i, "b", f"r{i - 1}" if i else "a", "attack") for i in range(depth)]
    return _json(nodes, chain[::-1])


A = {"id": "a", "text": "A"}
B = {"id": "b", "text": "B"}

_ARGDOWN: dict[str, str | bytes] = {
    "empty": "",
    "only-space": " \n\t\n ",
    "script": _argdown_everywhere(SCRIPT),
    "attribute": _argdown_everywhere(ATTRIBUTE),
    "javascript-link": f"[A]: See [here]({LINK}) and {LINK}.\n",
    "data-link": "[A]: See [here](data:text/html;base64,PHNjcmlwdD4=).\n",
    "svg-markup": "[A]: </text></svg><svg onload=alert(1)><foreignObject><body/></foreignObject>\n",
    "cdata": "[A]: ]]><!CDATA[ <!ENTITY x SYSTEM 'file:///etc/passwd'> &x;\n",
    "control-characters": b"[A]: a\x00b\x01c\x02d\x1b[31m\x7f \x08\n",
    "nul-only": b"\x00\x00\x00\x00",
    "bidi-override": "[A\u202e]: abc \u202etxt.exe\u202c \u2066x\u2069\n  + \u200f\u061c\u202b\n",
    "zero-width": "[\u200b]: \u200b\u200d\ufeff\n",
    "bad-utf-8": b"[A]: caf\xe9 \xff\xfe\x81\n  + \x80\x8d\x9d\n",
    "truncated-utf-8": b"[A]: \xe2\x82",
    "utf-16": "[A]: \u00e9.\n  + B\n".encode("utf-16"),
    "utf-16-odd": codecs.BOM_UTF16_LE + b"[\x00A\x00]",
    "bom": b"\xef\xbb\xbf[A]: B\n  + C\n",
    "two-boms": b"\xef\xbb\xbf\xef\xbb\xbf[A]: B\n",
    "old-mac-lines": b"[A]: B\r  + C\r",
    "windows-lines": b"[A]: B\r\n  + C\r\n\r\n[D]: E\r\n",
    "a-million-letters": "[A]: " + "a" * 1_000_000 + "\n",
    "a-million-words": "word " * 200_000,
    "a-long-title": "[" + "t" * 1_000_000 + "]: A\n",
    "nested-500": _nested(500),
    "nested-2000": _nested(2000),
    "siblings-10000": "[A]: A\n" + "".join(f"  + Reason {i}\n" for i in range(10_000)),
    "dense-90": "\n".join(f"[{a}]: Claim {a}\n" + "".join(f"  - [{b}]\n" for o, b in _dense(90) if o == a) for a in range(90)),
    "too-many": "\n\n".join(f"Claim {i}" for i in range(50_001)),
    "cycle": "[A]: A\n  + [B]: B\n    + [C]: C\n      + [A]\n      - [C]\n",
    "self": "[A]: A\n  + [A]\n  - [A]\n  >< [A]\n  _ [A]\n",
    "undercuts-in-a-circle": (
        "<a>\n  _ <b>\n\n(1) A\n----\n(2) x #so\n\n<b>\n  _ <a>\n\n(1) B\n----\n(2) y #so\n"
    ),
    "undercut-of-itself": "<a>\n  _ <a>\n\n(1) A\n----\n(2) x #so\n",
    "undercuts-repeated": (
        "[A]: A\n" + "".join(f"  +> [T{i}]: T{i}\n" for i in range(1_000)) + "  _ [U]\n" * 4_000 + "  _ [A]\n" * 4_000
    ),
    "undercuts-of-each-other": "".join(
        f"[A{i}]: A\n  +> [T]\n" + "".join(f"  _ [A{j}]\n" for j in range(8)) + "\n" for i in range(8)
    ),
    "undercuts-deep": "[T]: T\n  - <a0>\n\n" + "".join(
        f"<a{i}>\n  _ <a{i + 1}>\n\n(1) P{i}\n----\n(2) x #so\n\n" for i in range(1000)
    ),
    "braces": "{ " * 16_000,
    "braces-with-quotes": "{ \"" * 16_000,
    "braces-in-a-text": "[A]: a {b} c } d { e\n",
    "brackets": "[" * 100_000,
    "brackets-after-a-text": "a " + "[" * 100_000,
    "brackets-closed": "a " + "[" * 50_000 + "]" * 50_000,
    "brackets-and-link": "a " + "[" * 50_000 + "](",
    "angles": "<" * 100_000,
    "angles-after-a-text": "a " + "<" * 100_000 + "\n>",
    "addresses": "see https://a.org//b/ " * 10_000 + "\n" + "https://" * 20_000,
    "tags-near-kinds": "A " + " ".join(f"#evidenc{i}" for i in range(20_000)),
    "titles-without-texts": "".join(f"[Title {i} x]: A\n  + [title {i} x]\n  + [Titel {i} y]\n\n" for i in range(3_000)),
    "titles-never-closed": "[A: b\n\n" * 5_000 + "[" + "a" * 50_000 + ": b",
    "blocks-without-empty-lines": "".join(f"[A{i}]: b\n" for i in range(5_000)),
    "dashes-of-word-processors": "A\n" + "  \u2013 b\n  \u2022 c\n" * 5_000,
    "front-matter-with-colons": "===\n" + "a: b: c\n" * 5_000 + "===\n\nA\n",
    "keys-unknown": "\n\n".join(f"A {{sorce{i}: x, wieght: {i}}}" for i in range(5_000)),
    "values-missing": "A {source: {title: " + "a, b" * 10_000 + "}}",
    "stars": "*" * 100_000,
    "stars-and-words": "*a _b **c __d " * 10_000,
    "underscores": "a_b" * 50_000,
    "hashes": "#" * 100_000,
    "hashes-and-parentheses": "a " + "#(" * 50_000,
    "at-signs": "a " + "@[" * 50_000,
    "backslashes": "a " + "\\" * 100_001,
    "comments-unclosed": "a /*" * 20_000,
    "comments-unclosed-2": "a <!--" * 20_000,
    "stars-on-and-on": "*a " * 2_000_000,
    "comments-unclosed-on-and-on": "/* " * 1_000_000,
    "comments-unclosed-in-lines": "/* a\n\n" * 4_000,
    "tags-unclosed-on-and-on": "#(" * 1_000_000,
    "lines-on-and-on": "a\n" * 500_000,
    "tags-in-data": "[A]: B {tags: [" + ", ".join(f"t{i}" for i in range(6_000)) + "]}\n",
    "stance-of-a-claim": "A {stance: rival}\n\nB {stance: foo}\n",
    "front-matter-list": "===\ntitle: [a, b]\n===\n\nA\n",
    "slashes": "a:" + "//" * 50_000,
    "dashes": "-" * 100_000,
    "dashes-in-lines": "(1) a\n" + "--\n" * 20_000,
    "a-line-of-dashes-unclosed": "(1) a\n-- rule\n\n(2) b\n",
    "premises-without-conclusion": "(1) a\n(2) b\n",
    "conclusion-missing": "(1) a\n----\n\n[A]: B\n",
    "numbers-huge": "(" + "9" * 5000 + ") a\n----\n(2) b\n",
    "relation-first": "  + a\n",
    "relation-empty": "[A]: B\n  + \n  -\n",
    "premises-150": "".join(f"({i}) p{i}\n" for i in range(1, 151)) + "----\n(151) c\n",
    "front-matter-unclosed": "===\ntitle: a\n",
    "front-matter-bomb": "===\na: &a [x, x]\nb: &b [*a, *a]\nc: [*b, *b]\n===\n\nA\n",
    "front-matter-include": "===\nsrc: '@include(/etc/passwd)'\noutputPath: ../../x\ndot: {graphVizSettings: {x: '];'}}\n===\n\nA\n",
    "yaml-bomb": "[A]: B {a: &a [x], b: [*a, *a, *a]}\n",
    "yaml-python": "[A]: B {a: !!python/object/apply:os.system ['id']}\n",
    "yaml-deep": "[A]: B {a: " + "[" * 30_000 + "]" * 30_000 + "}\n",
    "yaml-long": "[A]: B {a: '" + "x" * 100_000 + "'}\n",
    "yaml-broken": "[A]: B {a: [1, }\n",
    "yaml-merge": "[A]: B {<<: {a: 1}, ? {x: y} : z}\n",
    "yaml-numbers": "[A]: B {source: {volume: 1e999, page: 0x10, number: 99999999999999999999, issued: .inf}}\n",
    "yaml-wrong-types": "[A]: B #position {source: [1, null, [x]], quotes: 7, stance: [x], origin: {a: b}, tags: no, title: []}\n",
    "stance-unknown": "[A]: B #position {stance: maybe}\n",
    "quote-without-source": "[A]: B {quotes: [{exact: x}]}\n",
    "prototype-titles": "[__proto__]: A\n  + [constructor]: B\n  + [Untitled 1]: C\n  + D\n",
    "shell": "[A]: $(id) `id` ; rm -rf / | cat %s %n {0} {{x}}\n",
    "format-strings": "[{0.__class__}]: {0.__class__} {}\n  + {name!r}\n",
    "a-pdf": b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n",
    "21-megabytes": b"a" * 21_000_000,
}  # fmt: skip

_JSON: dict[str, str | bytes] = {
    "empty": "",
    "script": _everywhere(SCRIPT),
    "attribute": _everywhere(ATTRIBUTE),
    "javascript-link": _everywhere(LINK),
    "entities": _everywhere("&lt;script&gt; &#60; &x; ]]>"),
    "control-characters": _everywhere("a\x00b\x1b\x7f\u0080c"),
    "lone-surrogate": b'{"nodes": [{"id": "a", "text": "x\\ud800y"}], "foreign": {"argdown": {"x": "\\udc00"}}}',
    "only-a-surrogate": b'{"nodes": [{"id": "a", "text": "\\ud800"}]}',
    "surrogate-key": b'{"nodes": [], "\\ud800": 1, "sources": [{"id": "s", "fields": {"\\udfff": "\\ud800"}}]}',
    "bidi-override": _everywhere("\u202eabc\u2066"),
    "bad-utf-8": b'{"nodes": [{"id": "a", "text": "caf\xe9"}]}',
    "utf-16": '{"nodes": []}'.encode("utf-16"),
    "bom": b'\xef\xbb\xbf{"nodes": []}',
    "a-million-letters": _json([{"id": "a", "text": "a" * 1_000_000}]),
    "siblings-10000": _json(
        [A, *({"id": f"n{i}", "text": f"Reason {i}"} for i in range(10_000))],
        [_support(i, f"n{i}", "a") for i in range(10_000)],
    ),
    "nested-500": _chain(500),
    "nested-20000": _chain(20_000),
    "dense-90": _json(
        [{"id": f"n{i}", "text": f"Claim {i}"} for i in range(90)],
        [_support(i, f"n{a}", f"n{b}", "attack") for i, (a, b) in enumerate(_dense(90))],
    ),
    "cycle": _json([A, B], [_support(1, "a", "b"), _support(2, "b", "a", "attack"), _support(3, "a", "a")]),
    "targets-in-a-circle": _json([A], [_support(1, "a", "r2", "attack"), _support(2, "a", "r1", "attack")]),
    "target-itself": _json([A], [_support(1, "a", "r1", "attack")]),
    "undercuts-400": _undercuts(400),
    "undercuts-20000": _undercuts(20_000),
    "groups-in-a-circle": _json(
        [], groups=[{"id": "g", "title": "G", "parent": "h"}, {"id": "h", "title": "H", "parent": "g"}]
    ),
    "groups-deep": _json([], groups=[{"id": f"g{i}", "title": "G", **({"parent": f"g{i - 1}"} if i else {})} for i in range(5000)]),
    "brackets": "[" * 100_000,
    "objects": '{"a":' * 100_000,
    "objects-closed": '{"a":' * 50_000 + "1" + "}" * 50_000,
    "foreign-deep": '{"nodes": [], "foreign": ' + '{"a":' * 900 + "1" + "}" * 900 + "}",
    "foreign-long": _json([], foreign={"x": "y" * 2_000_000}),
    "not-an-object": "[1, 2]",
    "a-number": "7",
    "nan": '{"nodes": [{"id": "a", "text": "A"}], "relations": [{"id": "r", "kind": "attack", "premises": ["a"], "target": "a", "weight": NaN}]}',
    "infinity": '{"nodes": [], "version": Infinity}',
    "a-huge-number": '{"nodes": [], "version": ' + "9" * 100_000 + "}",
    "a-huge-exponent": '{"nodes": [], "version": 1e400}',
    "duplicate-keys": '{"nodes": [{"id": "a", "id": "b", "text": "A", "text": "B"}], "nodes": []}',
    "a-proto": '{"__proto__": {"x": 1}, "nodes": [{"__class__": "x", "id": "a", "text": "A"}]}',
    "wrong-types": '{"nodes": {"a": 1}}',
    "wrong-inner-types": '{"nodes": [{"id": [], "text": {}, "tags": 3}]}',
    "ids-not-hashable": '{"nodes": [{"id": {"a": 1}, "text": "A"}], "relations": [{"id": ["x"], "premises": [[1]], "target": {}}]}',
    "id-with-a-path": _json([{"id": "../../etc/passwd", "text": "A"}]),
    "id-with-markup": _json([{"id": '"><script>', "text": "A"}]),
    "id-twice": _json([A, A]),
    "fields-unknown": _json([{"id": f"n{i}", "text": "A", f"txt{i}": 1} for i in range(10_000)], relation=[], node=[]),
    "dangling": _json([A], [_support(1, "nothing", "nowhere")]),
    "no-premises": _json([A], [{"id": "r", "kind": "attack", "premises": [], "target": "a"}]),
    "premises-twice": _json([A, B], [{"id": "r", "kind": "attack", "premises": ["a", "a"], "target": "b"}]),
    "rank-wrong": _json([{**A, "rank": "Z!"}]),
    "rank-long": _json([{**A, "rank": "z" * 100_000}, B]),
    "rank-without-room": _json([{**A, "rank": "z" * 200}, B]),
    "premises-many": _json([A], [{"id": "r", "kind": "attack", "premises": [f"p{i}" for i in range(60_000)] + ["p59999"], "target": "a"}]),
    "source-deep": _json([], sources=[{"id": "s", "fields": {"a": [[[[[[[[[["x"]]]]]]]]]]}}]),
    "quote-backwards": _json(
        [A], sources=[{"id": "s", "fields": {"title": "T"}}],
        quotes=[{"id": "q", "node": "a", "source": "s", "exact": "x", "start": 9, "end": 3}],
    ),
    "newer": '{"format": "argmap", "version": 99, "nodes": []}',
    "truncated": '{"format": "argmap", "nodes": [{"id": "a", "te',
    "trailing": '{"nodes": []} {"nodes": []}',
    "single-quotes": "{'nodes': []}",
    "tag-100": _json([{**A, "tags": [f"t{i}" for i in range(101)]}]),
    "too-many": _json([{"id": f"n{i}", "text": "x"} for i in range(50_001)]),
    "html": "<!DOCTYPE html><html><script>alert(1)</script></html>",
}  # fmt: skip


def _bytes(value: str | bytes) -> bytes:
    return value if isinstance(value, bytes) else value.encode()


CASES: dict[str, bytes] = {
    **{f"{name}.argdown": _bytes(value) for name, value in _ARGDOWN.items()},
    **{f"{name}.json": _bytes(value) for name, value in _JSON.items()},
}
