"""Tables from delimited text and spreadsheets: every cell as text, every row with its number for messages."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from hashlib import sha256
from pathlib import Path
from unicodedata import is_normalized

from themecode.core.errors import Fault, InputError
from themecode.core.plaintext import decode, normalise
from themecode.formats.delimited import read_delimited
from themecode.formats.files import read_bytes
from themecode.formats.spreadsheet import read_spreadsheet

TEXT_SUFFIXES = (".csv", ".tsv", ".tab", ".txt")
SPREADSHEET_SUFFIXES = (".xlsx", ".xlsm")

MOST_FAULTS = 50
"""Rows of a wrong length are listed up to this many; a table in disorder has one per row."""


@dataclass(frozen=True)
class Table:
    """A header and rows of text; cells are normalised, and ``""`` where empty."""

    name: str
    """The name of its file."""
    sha256: str
    """Of the file's bytes."""
    columns: tuple[str, ...]
    rows: Sequence[tuple[str, ...]]
    numbers: Sequence[int] = field(default=(), repr=False)
    """The number of each row, where they do not simply count up from 2."""

    def row_number(self, index: int) -> int:
        """Return the number a spreadsheet shows beside ``rows[index]``; the header is usually row 1."""
        return self.numbers[index] if self.numbers else index + 2

    def where(self, index: int, column: str = "") -> str:
        """Say where ``rows[index]`` stands, for messages: ``svar.csv, row 7, column region``."""
        place = f"{self.name}, row {self.row_number(index)}"
        return f"{place}, column {column}" if column else place


def read_table(path: Path) -> Table:
    """Read a table with a header: .csv, .tsv, .tab or .txt, its delimiter found out, or .xlsx.

    The header is the first row with any text. Empty rows at the end, columns without header or text, and
    blank lines of a text file are left out. Of a workbook the first sheet with content is read.

    Raises InputError where there is no such file or it is no table; headers are missing or double; rows
    are longer or shorter than the header. Each is listed with its row or column.
    """
    data = read_bytes(path)
    suffix, name = path.suffix.lower(), path.name
    if suffix in SPREADSHEET_SUFFIXES:
        records = read_spreadsheet(data, name)
    elif suffix not in TEXT_SUFFIXES:
        raise InputError("a table is a .csv, .tsv, .txt or .xlsx file", name, "save it as .xlsx or .csv")
    elif data.startswith(b"PK\x03\x04"):
        raise InputError("this is a workbook, not text", name, "give its name the suffix .xlsx")
    else:
        records = read_delimited(decode(data, name), name)
    while records and not any(records[-1][1]):
        records.pop()
    while records and not any(map(str.strip, records[0][1])):
        records.pop(0)
    if not records:
        raise InputError("the file is empty", name, "it needs a row of column names")
    columns = [normalise(cell).strip() for cell in records[0][1]]
    while not columns[-1]:
        columns.pop()
    below = [cells for _, cells in records[1:] if any(cells)] if len(columns) == 1 else []
    if below and all(sum(map(bool, cells)) > 1 for cells in below):
        fix = "remove what stands above the column names"
        raise InputError("a title stands where the column names should be", f"{name}, row {records[0][0]}", fix)
    fix = (
        "name its columns in the header, or empty the cells beyond it"
        if suffix in SPREADSHEET_SUFFIXES
        else "put text with the delimiter in it in quotes"
    )
    rows = _squared(records[1:], len(columns), name, fix)
    columns, rows = _without_empty(columns, rows)
    if faults := _header_faults(columns, f"{name}, row {records[0][0]}"):
        raise InputError.of(faults)
    numbers = [number for number, _ in records[1:]]
    return Table(name, sha256(data).hexdigest(), tuple(columns), rows, [] if _counts_up(numbers) else numbers)


def _squared(records: Iterable[tuple[int, list[str]]], width: int, name: str, fix: str) -> list[tuple[str, ...]]:
    """Return the rows, each ``width`` normalised cells; raise InputError listing those of another length."""
    rows: list[tuple[str, ...]] = []
    faults: list[Fault] = []
    for number, cells in records:
        if len(cells) != width:
            while len(cells) > width and not cells[-1]:
                cells.pop()
            if len(cells) != width:
                what = f"the row has {_cells(len(cells))}, the header has {width}"
                faults.append(Fault(what, f"{name}, row {number}", fix))
        rows.append(_normalised(cells))
    if len(faults) > MOST_FAULTS:
        faults[MOST_FAULTS:] = [Fault(f"{len(faults) - MOST_FAULTS} more rows have another length", name)]
    if faults:
        raise InputError.of(faults)
    return rows


def _normalised(cells: list[str]) -> tuple[str, ...]:
    """Normalise the cells of a row; nearly always nothing is to be done, which is told in one go."""
    whole = "".join(cells)
    if "\r" in whole or "\ufeff" in whole or not is_normalized("NFC", whole):
        return tuple(map(normalise, cells))
    return tuple(cells)


def _without_empty(columns: list[str], rows: list[tuple[str, ...]]) -> tuple[list[str], list[tuple[str, ...]]]:
    """Leave out the columns with neither name nor text, such as spreadsheets have between blocks."""
    kept = [place for place, column in enumerate(columns) if column or any(row[place] for row in rows)]
    if len(kept) == len(columns):
        return columns, rows
    return [columns[place] for place in kept], [tuple(row[place] for place in kept) for row in rows]


def _header_faults(columns: Sequence[str], where: str) -> list[Fault]:
    faults = [
        Fault("a column has text but no name", f"{where}, column {place}", "name it in the first row")
        for place, column in enumerate(columns, start=1)
        if not column
    ]
    faults += [
        Fault(f"{count} columns have the name {column!r}", where, "give every column its own name")
        for column, count in Counter(columns).items()
        if column and count > 1
    ]
    return faults


def _counts_up(numbers: Sequence[int]) -> bool:
    return all(number == index for index, number in enumerate(numbers, start=2))


def _cells(count: int) -> str:
    return "1 cell" if count == 1 else f"{count} cells"
