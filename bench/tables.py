"""What was measured, as Markdown tables: read on a terminal, and pasted into docs/benchmarks.md."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from bench.measure import Series, ratios, spread

Row = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Aim:
    """How two commands should compare; `most` is the ratio of computing time hoped for, if there is one."""

    one: str
    other: str
    most: float | None = None


def table(head: Row, rows: Iterable[Row]) -> str:
    """A Markdown table, its columns lined up.

    >>> print(table(("what", "s"), [("a", "10")]))
    | what | s  |
    |------|----|
    | a    | 10 |
    """
    every = [head, *rows]
    widths = [max(len(row[column]) for row in every) for column in range(len(head))]
    lines = [
        "| " + " | ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)) + " |"
        for row in every
    ]
    lines.insert(1, "|" + "|".join("-" * (width + 2) for width in widths) + "|")
    return "\n".join(lines)


def costs(measured: Iterable[Series]) -> str:
    """Minimum, median and maximum of what each command took."""
    rows: list[Row] = []
    for series in measured:
        if series.costs:
            cpu = spread([cost.cpu for cost in series.costs])
            wall = spread([cost.wall for cost in series.costs])
            memory = max(cost.memory for cost in series.costs)
            rows.append((
                series.command.name, str(len(series.costs)), _three(cpu, " s"), _three(wall, " s"), f"{memory:.0f} MB"
            ))  # fmt: skip
        else:
            rows.append((series.command.name, "1", f"not finished in {series.unfinished:.0f} s", "", ""))
    return table(("command", "runs", "CPU: min, median, max", "clock: min, median, max", "peak memory"), rows)


def comparisons(measured: Sequence[Series], aims: Iterable[Aim]) -> str:
    """The ratios, worked out pair by pair within the same round, and the aims; empty without any pair."""
    found = {series.command.name: series for series in measured}
    rows: list[Row] = []
    for aim in aims:
        one, other = found.get(aim.one), found.get(aim.other)
        if one is None or other is None or not one.costs:
            continue
        if not other.costs:
            took = spread([cost.wall for cost in one.costs])[1]
            beyond = (other.unfinished or 0) / took
            rows.append((f"{aim.one} / {aim.other}", "", f"less than 1/{beyond:.0f}", "", ""))
            continue
        middle = spread(ratios(one, other, "cpu"))[1]
        rows.append((
            f"{aim.one} / {aim.other}",
            _three(spread(ratios(one, other, "cpu"))),
            _three(spread(ratios(one, other, "wall"))),
            _three(spread(ratios(one, other, "memory"))),
            f"at most {aim.most:g}: {'met' if middle <= aim.most else 'not met'}" if aim.most else "",
        ))  # fmt: skip
    head = (
        "ratio",
        "CPU: min, median, max",
        "clock: min, median, max",
        "memory: min, median, max",
        "aim for CPU",
    )
    return table(head, rows) if rows else ""


def _three(values: tuple[float, float, float], unit: str = "") -> str:
    decimals = next((places for places, end in ((4, 0.1), (3, 1), (2, 10), (1, 100)) if values[1] < end), 0)
    low, middle, high = (f"{value:.{decimals}f}" for value in values)
    return f"{low}, **{middle}**, {high}{unit}"
