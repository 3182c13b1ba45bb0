"""Tables out: .csv and .xlsx that `read_table` reads back as they were.

Text that begins with ``=``, ``+``, ``-`` or ``@`` stays as it is. In .xlsx it is marked as text, and no
program works it out. A .csv cannot mark it: a spreadsheet that opens one may take such a cell for a formula,
so pass tables with text from others on as .xlsx.
"""

from __future__ import annotations

import csv
import math
import re
from collections.abc import Iterable, Iterator, Sequence
from io import TextIOWrapper
from itertools import chain
from pathlib import Path
from typing import Any, BinaryIO

from themecode.core.errors import InputError
from themecode.formats.files import replacing
from themecode.formats.spreadsheet import MOST_ROWS

Cell = str | int | float | bool | None
"""What a table is written from; ``None`` and not-a-number become empty cells."""

_Plain = str | int | float | None

MOST_CHARACTERS = 32_767
"""What a spreadsheet cell holds, counted in UTF-16 units."""

_TO_ESCAPE = re.compile("[\x00-\x08\x0b-\x1f\ud800-\udfff\ufffe\uffff]|_(?=x[0-9A-Fa-f]{4}_)")
"""What XML cannot hold (``\\r`` it would change), and ``_`` where it would look like an escape."""


def write_table(
    path: Path, columns: Sequence[str], rows: Iterable[Sequence[Cell]], *, widths: Sequence[int] | None = None
) -> None:
    """Write a header and rows to ``path``, by its suffix .csv or .xlsx; an existing file is replaced whole.

    With ``widths`` (in characters, a column each) text is wrapped in the cells of a workbook, and the first column
    stays in sight. A .csv is UTF-8 with a byte order mark: without one Excel takes it for Windows-1252 and breaks
    å ä ö. Its header is quoted, so that a delimiter in a column's name cannot be taken for the table's.

    Raises InputError where the suffix is another, the file cannot be written, or a workbook cannot hold the
    table; ValueError where a row is longer or shorter than the header.
    """
    suffix = path.suffix.lower()
    if suffix not in (".csv", ".xlsx"):
        raise InputError("a table is written as .csv or .xlsx", str(path), "give the file one of these suffixes")
    with replacing(path) as file:
        if suffix == ".xlsx":
            _write_xlsx(file, columns, _checked(rows, len(columns)), path.name, widths)
        else:
            _write_csv(file, columns, _checked(rows, len(columns)))


def _checked(rows: Iterable[Sequence[Cell]], width: int) -> Iterator[list[_Plain]]:
    for row in rows:
        if len(row) != width:
            raise ValueError(f"a row has {len(row)} cells, the header has {width}")
        yield [_plain(cell) for cell in row]


def _plain(cell: Cell) -> _Plain:
    """Bring a cell to what both kinds of file hold."""
    if isinstance(cell, bool):
        return "TRUE" if cell else "FALSE"
    if isinstance(cell, float):
        if math.isnan(cell):
            return None
        if cell.is_integer() and abs(cell) < 1e15:
            return int(cell)
        return cell if math.isfinite(cell) else str(cell)
    return cell


def _write_csv(file: BinaryIO, columns: Sequence[str], rows: Iterable[Sequence[_Plain]]) -> None:
    text = TextIOWrapper(file, encoding="utf-8-sig", newline="")
    csv.writer(text, quoting=csv.QUOTE_ALL).writerow(columns)
    csv.writer(text).writerows(rows)
    text.detach()  # flushes, and leaves the file open


def _write_xlsx(
    file: BinaryIO,
    columns: Sequence[str],
    rows: Iterable[Sequence[_Plain]],
    name: str,
    widths: Sequence[int] | None = None,
) -> None:
    from openpyxl import Workbook
    from openpyxl.cell import WriteOnlyCell
    from openpyxl.styles import Alignment, Font
    from openpyxl.utils import get_column_letter

    # all is checked before the first row is handed over: openpyxl leaves its own draft behind where it is interrupted
    stored = [
        [_stored(cell, f"{name}, row {number}, column {column}") for cell, column in zip(cells, columns, strict=True)]
        for number, cells in enumerate(chain([columns], rows), start=1)
    ]
    if len(stored) > MOST_ROWS:
        raise InputError(f"a workbook holds no more than {MOST_ROWS} rows", name, "write a .csv instead")
    workbook = Workbook(write_only=True)
    sheet = workbook.create_sheet()
    sheet.freeze_panes = "A2" if widths is None else "B2"
    for place, width in enumerate(widths or (), start=1):
        sheet.column_dimensions[get_column_letter(place)].width = width
    wrapped, bold = Alignment(wrap_text=True, vertical="top"), Font(bold=True)
    for number, cells in enumerate(stored):
        for place, cell in enumerate(cells):
            formula = isinstance(cell, str) and cell[:1] in ("=", "#")  # else taken for one, or for an error value
            if formula or widths is not None:
                cells[place] = WriteOnlyCell(sheet, cell)
            if formula:
                cells[place].data_type = "s"
            if widths is not None:
                cells[place].alignment = wrapped
                if not number:
                    cells[place].font = bold
        sheet.append(cells)
    workbook.save(file)


def _stored(cell: _Plain, where: str) -> Any:
    """Return a cell the way a workbook can hold it; its numbers have 15 digits, so longer ones become text."""
    if isinstance(cell, int) and abs(cell) >= 10**15:
        return str(cell)
    if not isinstance(cell, str):
        return cell
    text = stored_text(cell)
    if len(text) * 2 > MOST_CHARACTERS and len(text.encode("utf-16-le")) // 2 > MOST_CHARACTERS:
        what = f"the text has more than the {MOST_CHARACTERS} characters a workbook cell holds"
        raise InputError(what, where, "write a .csv instead")
    return text


def stored_text(text: str) -> str:
    """Return a text the way a workbook holds it: what XML cannot hold is escaped."""
    return _TO_ESCAPE.sub(lambda match: f"_x{ord(match[0]):04X}_", text)
