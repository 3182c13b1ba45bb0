"""Holding a table of a file against the table that the study prints now, cell by cell."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from themecode.formats.read_report import TablePart
from themecode.report.verify_facts import key
from themecode.report.verify_model import Difference, Unrecognised, Verified
from themecode.report.verify_sentences import plain_number, scope_of

HELD = frozenset(("..", "…", "...", "*"))
"""What stands in a cell whose number is held back."""
_BLANK = frozenset(("", "–", "—", "-"))
_MARKED = re.compile(r"\d|^x$")
_UNIT = re.compile(r"\s*(?:%|procent|percent)$")
_CUT = "…"
ENOUGH = 0.5
"""Share of a table's rows, and of its columns, that must be known for it to be the same table."""


@dataclass(frozen=True)
class Expected:
    """A table as the study prints it, and what it is about."""

    table: TablePart
    question: str | None
    codebook: str


@dataclass(frozen=True)
class _Fit:
    """How the rows and columns of a table are those of another: place here -> place there."""

    expected: Expected
    rows: dict[int, int]
    columns: dict[int, int]
    titled: bool
    wrong: tuple[tuple[int, int], ...] = ()
    """(row, column) of the cells that differ."""

    @property
    def like(self) -> tuple[bool, int, int]:
        """How like the tables are, apart from their numbers."""
        return (self.titled, len(self.columns), len(self.rows))


def closest(table: TablePart, expected: Sequence[Expected]) -> _Fit | None:
    """Return the table that a table of a file is, ``None`` where it is none of them."""
    fits = [fit for each in expected if (fit := _fit(table, each)) is not None]
    most = max((fit.like for fit in fits), default=None)
    alike = [replace(fit, wrong=_wrong(table, fit)) for fit in fits if fit.like == most]
    return min(alike, key=lambda fit: len(fit.wrong), default=None)


def _fit(table: TablePart, expected: Expected) -> _Fit | None:
    there = expected.table
    titled = bool(table.caption) and scope_of(table.caption) == scope_of(there.caption)
    columns = _matched([_head(text) for text in table.rows[0][1:]], [_head(text) for text in there.rows[0][1:]])
    if not columns or len(columns) < ENOUGH * (len(table.rows[0]) - 1):
        return None
    rows = _matched([_label(row) for row in table.rows[1:]], [_label(row) for row in there.rows[1:]])
    if not rows or len(rows) < ENOUGH * sum(bool(_label(row)) for row in table.rows[1:]):
        return None
    return _Fit(expected, rows, columns, titled)


def _wrong(table: TablePart, fit: _Fit) -> tuple[tuple[int, int], ...]:
    return tuple((row, column) for row, column, printed, right in _cells(table, fit) if not _same(printed, right))


def check_grid(table: TablePart, fit: _Fit, heading: str, result: Verified) -> None:
    """Check every cell of a table, and say which rows and columns are not known."""
    for row, column, printed, right in _cells(table, fit):
        told = f"{table.rows[row][0]}, {table.rows[0][column]}"
        if printed.strip() in HELD:
            result.held += 1
        elif (row, column) in fit.wrong:
            result.checked += 1
            _differs(fit, heading, told, printed, right, result)
        elif _MARKED.search(printed):
            result.checked += 1
    result.known += len(fit.rows)
    for row in range(1, len(table.rows)):
        cells = table.rows[row]
        if row not in fit.rows and any(_MARKED.search(cell) for cell in cells[1:]):
            result.unrecognised.append(Unrecognised(heading, " | ".join(cells)))
    for column in range(1, len(table.rows[0])):
        if column not in fit.columns and any(
            _MARKED.search(row[column]) for row in table.rows[1:] if len(row) > column
        ):
            what = table.rows[0][column] or str(column + 1)
            result.unrecognised.append(Unrecognised(heading, what, "this column is not checked"))


def _differs(fit: _Fit, heading: str, told: str, printed: str, right: str, result: Verified) -> None:
    kind = "share" if re.search(r"andel|share|procent|percent|%", key(told.rpartition(", ")[2])) else "count"
    should = right if right.strip() else "empty"
    about = fit.expected
    result.differences.append(
        Difference(
            heading, f"{told} | {printed}", kind, printed or "empty", should, about.question, about.codebook, None
        )
    )


def _cells(table: TablePart, fit: _Fit) -> Iterator[tuple[int, int, str, str]]:
    """Yield (row, column, what stands there, what should) of the cells that both tables have."""
    there = fit.expected.table.rows
    for row, row_there in fit.rows.items():
        for column, column_there in fit.columns.items():
            printed = table.rows[row][column] if len(table.rows[row]) > column else ""
            right = there[row_there][column_there] if len(there[row_there]) > column_there else ""
            yield row, column, printed, right


def _same(printed: str, right: str) -> bool:
    here, there = _value(printed), _value(right)
    if here in HELD or here == there:
        return True
    if here in _BLANK:  # taken out by hand: nothing is said that could be wrong, but a mark that should be there
        return not re.fullmatch("x", there)
    return not _MARKED.search(here) and not _MARKED.search(there)


@lru_cache(10_000)
def _value(cell: str) -> str:
    text = _UNIT.sub("", key(cell)).strip()
    return re.sub(r"[−-]?\d+(?:[ ,.]\d+)*", lambda found: plain_number(found[0]), text).removeprefix("+")


def _matched(here: Sequence[str], there: Sequence[str]) -> dict[int, int]:
    """Pair labels, the first with the first of the same kind; places are counted from 1."""
    places: dict[str, list[int]] = {}
    for place, label in enumerate(there, start=1):
        places.setdefault(label, []).append(place)
    seen: Counter[str] = Counter()
    found = {}
    for place, label in enumerate(here, start=1):
        whole = label if label in places else _uncut(label, places)
        if whole and seen[whole] < len(places[whole]):
            found[place] = places[whole][seen[whole]]
            seen[whole] += 1
    return found


def _uncut(label: str, places: dict[str, list[int]]) -> str:
    """Return the one label that a cut one (with … at its end) stands for."""
    if not label.endswith(_CUT):
        return ""
    begun = [each for each in places if each.startswith(label[:-1].rstrip())]
    return begun[0] if len(begun) == 1 else ""


def _label(row: Sequence[str]) -> str:
    return _key(row[0]) if row else ""


_key = lru_cache(10_000)(key)


@lru_cache(10_000)
def _head(text: str) -> str:
    return key(text).replace(" ", "")
