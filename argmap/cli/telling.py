"""The report of an analysis in lines of text, for a terminal."""

from __future__ import annotations

import textwrap
from collections.abc import Iterator

from argmap.analysis.cruxes import told as decided
from argmap.analysis.disputes import dispute
from argmap.analysis.report import MOST_POSITIONS, Report, Verdict
from argmap.messages import excerpt

_MOST_TOLD = 6
_UNDER = {
    "presume": "Every claim counts until it is challenged.",
    "prove": "Nothing counts that has not been shown: only evidence with a source counts by itself.",
}
_ELSE = {
    "presume": "And if every claim counted until it is challenged?",
    "prove": "And if nothing counted that has not been shown?",
}


def told(report: Report, other: Report, width: int) -> Iterator[str]:
    """The report in lines of text; `other` is the same map under the other burden."""
    page = _Page(width)
    yield "What follows from what is on this map so far"
    yield from page.block(_UNDER[report.settings.burden], 0)
    asked = next((node.text for node in report.debate.nodes.values() if node.kind == "question"), None)
    if asked:
        yield ""
        yield from page.block(asked, 0)
    if not report.verdicts:
        yield ""
        yield from page.block(
            "There is no position on this map. Say which answer its arguments are about.", 0
        )
    for verdict in _first(report):
        yield from _position(page, report, other, verdict)
    if report.rivalry:
        yield ""
        yield from page.block(str(report.rivalry), 0)
    yield from _strengths(page, report)
    yield from _balance(page, report)
    yield from _weak(page, report)


def _first(report: Report) -> tuple[Verdict, ...]:
    return report.verdicts[:MOST_POSITIONS]


class _Page:
    """Lines of at most so many characters."""

    def __init__(self, width: int) -> None:
        self.width = width

    def block(self, text: str, indent: int, first: str = "") -> list[str]:
        """A text in lines, all of them indented; the first begins with `first`."""
        space = " " * indent
        return textwrap.wrap(
            text, self.width, initial_indent=space + first, subsequent_indent=space + " " * len(first)
        )


def _name(report: Report, card: str, length: int = 60) -> str:
    return excerpt(report.debate.nodes[card].name, length)


def _percent(value: float | None) -> str:
    return "no strength" if value is None else f"{100 * value:.0f} %"


def _position(page: _Page, report: Report, other: Report, verdict: Verdict) -> Iterator[str]:
    yield ""
    node = report.debate.nodes[verdict.id]
    yield from page.block(
        f"{_name(report, verdict.id, 400)} (strength {_percent(verdict.strength)})", 0, "* "
    )
    if node.title:
        yield from page.block(node.text, 2)
    yield from page.block(str(verdict.why), 2)
    yield from page.block(str(decided(report.labelling, report.deciding(verdict.id))), 2)
    yield from page.block(f"{_ELSE[other.settings.burden]} {other.verdict(verdict.id).why}", 2)
    for turn in dispute(report.labelling, verdict.id)[:-1]:
        yield from page.block(str(turn.message), 4, "- ")


def _strengths(page: _Page, report: Report) -> Iterator[str]:
    yield ""
    yield "What the strengths hang on most"
    yield from page.block(str(report.grounds), 2)
    if report.unsettled:
        yield from page.block(str(report.unsettled), 2)
    for verdict in _first(report):
        bars = report.movers(verdict.id)
        if bars is None:
            yield from page.block(
                f"{_name(report, verdict.id)}: too many arguments in circles to try each card.", 2
            )
        elif bars:
            yield from page.block(f"{_name(report, verdict.id)}, {_percent(verdict.strength)} now:", 2)
            for bar in bars[:_MOST_TOLD]:
                moved = f"{_percent(bar.low):>5} if nobody believed it, {_percent(bar.high):>5} if all did"
                yield from page.block(f"{moved}: {_name(report, bar.card)}", 4)


def _balance(page: _Page, report: Report) -> Iterator[str]:
    if not report.balance:
        return
    yield ""
    yield "Balance of the sides"
    for each in report.balance[:MOST_POSITIONS]:
        sides = [
            f"{side.standing} of {side.cards} cards {word} stand, from {side.sources or 'no'} source{'s' * (side.sources != 1)}"
            for word, side in (("for it", each.pro), ("against it", each.con))
        ]
        yield from page.block(f"{_name(report, each.position)}: {'; '.join(sides)}.", 2)


def _weak(page: _Page, report: Report) -> Iterator[str]:
    yield ""
    yield "Weak points"
    if not report.findings:
        yield "  Nothing to mark."
    for position, findings in report.weak_points().items():
        if findings:
            name = f"In the case for “{_name(report, position)}”:" if position else "Elsewhere:"
            yield from page.block(name, 2)
            for each in findings:
                yield from page.block(f"{each.message} {each.suggestion}", 4, "- ")
