"""Counts laid out as rows of figures, with what each figure leads to: the query that finds its passages."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from themecode.analysis.cooccurrence import CoOccurrence
from themecode.analysis.counts import CategoryCounts
from themecode.analysis.crosstab import CrossTable, Row
from themecode.analysis.query.parse import quoted
from themecode.core.localized import Localized
from themecode.report.numbers import percent

BAR = 30
"""Cells of the longest bar."""
SHORT_BAR = 8
"""Cells of the longest bar where there is no more room."""
AROUND = 22
"""Cells of a row of bars that are neither bar nor label: number, share, and what parts the columns."""
WIDE = 110
"""Cells in which bars and labels have all the room they want."""
LABEL = 44
"""Letters of a code's label at most."""
HEAD = 14
"""Letters of a value's label at most."""


@dataclass(frozen=True)
class Figure:
    """One cell."""

    text: str
    weight: float = 0.0
    """How large the figure is among those of the table, 0-1: its shade. 0 has none."""
    bold: bool = False


@dataclass(frozen=True)
class Jump:
    """What a figure leads to: a query, and the cases it is asked of."""

    query: str
    variable: str | None = None
    value: str | None = None
    """Of the variable, as written; ``None`` with a variable: the cases without a value."""


@dataclass(frozen=True)
class Table:
    """What is shown: heads, rows, and a jump behind each cell, ``None`` where there is nothing behind it."""

    heads: tuple[str, ...]
    rows: tuple[tuple[Figure, ...], ...]
    jumps: tuple[tuple[Jump | None, ...], ...]


def bar_rows(
    counts: CategoryCounts, language: str, level: int | None, heads: Sequence[str], width: int = WIDE
) -> Table:
    """Lay counts out as bars, the codes that occur by falling count; all levels, or one.

    In a narrow ``width``, in cells, the bars give way to the labels.
    """
    shown = [each for each in (counts.categories if level is None else counts.level(level)) if each.count]
    most = max((each.count for each in shown), default=0)
    label = max((min(LABEL, len(each.label.in_language(language))) for each in shown), default=0)
    longest = max(SHORT_BAR, min(BAR, width - AROUND - label))
    rows = []
    for each in shown:
        share = f"{percent(each.count, counts.base)} %" if counts.base else ""
        bar = "█" * max(1, round(longest * each.count / most))
        said = _cut(each.label.in_language(language), LABEL)
        rows.append((Figure(f"{each.count:>5}"), Figure(f"{share:>5}"), Figure(bar), Figure(said)))
    jumps = tuple((Jump(quoted(each.code)),) * 4 for each in shown)
    return Table(tuple(heads), tuple(rows), jumps)


def cross_rows(table: CrossTable, language: str, level: int | None, missing: str, heads: Sequence[str]) -> Table:
    """Lay a cross-table out: number and share of those in the column who answered, which also is the shade.

    ``heads`` has what stands above the codes, above the totals, and before the bases at the foot.
    """
    code, total, answered = heads
    shown = [row for row in table.rows if level is None or row.depth == level - 1]
    highest = max((_share(number, column.answered) for row in shown for number, column in table.cells(row)), default=0)
    by = table.counts.by
    rows: list[tuple[Figure, ...]] = []
    jumps: list[tuple[Jump | None, ...]] = []
    for row in shown:
        figures, behind = [_label(row, language, level)], [Jump(quoted(row.code))]
        for number, column in table.cells(row):
            share = _share(number, column.answered)
            shown_share = f" {percent(number, column.answered):>3} %" if column.answered else ""
            figures.append(Figure(f"{number}{shown_share}", share / highest if highest else 0))
            behind.append(Jump(quoted(row.code), by, column.value))
        rows.append((*figures, Figure(str(row.total), bold=True)))
        jumps.append((*behind, behind[0]))
    bases = [Figure(f"{column.answered}", bold=True) for column in table.columns]
    rows.append((Figure(answered, bold=True), *bases, Figure(str(table.counts.answered), bold=True)))
    jumps.append((None,) * (len(table.columns) + 2))
    values = [_cut(_value(column.label, missing, language), HEAD) for column in table.columns]
    return Table((code, *values, total), tuple(rows), tuple(jumps))


def together_rows(found: CoOccurrence, language: str, head: str) -> Table:
    """Lay co-occurrence out as a half square; columns have the numbers of the rows, the diagonal the code alone."""
    highest = found.highest
    rows: list[tuple[Figure, ...]] = []
    jumps: list[tuple[Jump | None, ...]] = []
    for place, one in enumerate(found.codes):
        label = _cut(f"{place + 1} {one.label.in_language(language)}", LABEL)
        figures = [Figure(label)]
        behind: list[Jump | None] = [Jump(quoted(one.key))]
        for column, other in enumerate(found.codes):
            number = found.number(one.key, other.key)
            if column > place:
                figures.append(Figure(""))
                behind.append(None)
            elif column == place:
                figures.append(Figure(str(number), bold=True))
                behind.append(Jump(quoted(one.key)))
            elif number is None:
                figures.append(Figure("–"))
                behind.append(None)
            else:
                figures.append(Figure(str(number), number / highest if highest else 0))
                behind.append(_both(one.key, other.key, found) if number else None)
        rows.append(tuple(figures))
        jumps.append(tuple(behind))
    heads = (head, *(str(place + 1) for place in range(len(found.codes))))
    return Table(heads, tuple(rows), tuple(jumps))


def _both(one: str, other: str, found: CoOccurrence) -> Jump:
    if found.basis == "cases":
        return Jump(f"{quoted(one)} and {quoted(other)} within the same case")
    return Jump(f"{quoted(one)} overlaps {quoted(other)}")


def _label(row: Row, language: str, level: int | None) -> Figure:
    indent = "  " * row.depth if level is None else ""
    return Figure(_cut(indent + row.label.in_language(language), LABEL))


def _value(label: Localized | None, missing: str, language: str) -> str:
    return missing if label is None else label.in_language(language)


def _share(number: int, base: int) -> float:
    return number / base if base else 0.0


def _cut(text: str, most: int) -> str:
    return text if len(text) <= most else text[: most - 1] + "…"
