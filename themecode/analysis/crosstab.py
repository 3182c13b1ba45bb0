"""Counts against the values of a variable, as a table: nothing is counted here, only laid out."""

from __future__ import annotations

from dataclasses import dataclass

from themecode.analysis.counts import CategoryCounts
from themecode.core.localized import Localized


@dataclass(frozen=True)
class Column:
    """The cases with one value of a variable."""

    value: str | None
    """As written, by which the cases are found; ``None``: those without a value."""
    label: Localized | None
    answered: int
    """The base of the shares in the column."""


@dataclass(frozen=True)
class Row:
    """One code, with how often it stands in each column."""

    code: str
    label: Localized
    depth: int
    """0 for the top of the codebook's tree."""
    total: int
    numbers: tuple[int, ...]


@dataclass(frozen=True)
class CrossTable:
    """Codes by values."""

    counts: CategoryCounts
    columns: tuple[Column, ...]
    rows: tuple[Row, ...]

    def cells(self, row: Row) -> list[tuple[int, Column]]:
        """Return each number of a row with its column."""
        return list(zip(row.numbers, self.columns, strict=True))


def cross_table(counts: CategoryCounts) -> CrossTable:
    """Lay counts made with ``by`` out as codes that occur, by falling count within their parent, against values."""
    numbers = [{category.code: category.count for category in group.categories} for group in counts.groups]
    children: dict[str | None, list[str]] = {}
    known = {category.code: category for category in counts.categories}
    for category in counts.categories:
        children.setdefault(category.parent if category.parent in known else None, []).append(category.code)
    rows: list[Row] = []
    waiting = [(code, 0) for code in reversed(children.get(None, []))]
    while waiting:
        code, depth = waiting.pop()
        category = known[code]
        if category.count:
            of_groups = tuple(by_code.get(code, 0) for by_code in numbers)
            rows.append(Row(code, category.label, depth, category.count, of_groups))
        waiting += [(child, depth + 1) for child in reversed(children.get(code, []))]
    columns = tuple(Column(group.key, group.value, group.answered) for group in counts.groups)
    return CrossTable(counts, columns, tuple(rows))
