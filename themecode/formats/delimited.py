"""Rows from delimited text: comma, semicolon, tab or pipe, found out from the text itself."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator
from io import StringIO
from itertools import islice

from themecode.core.errors import InputError

DELIMITERS = "\t;|,"
"""Where two fit a table equally well, the first: commas stand in prose and in Swedish decimals."""

SAMPLE = 1000
"""Rows looked at to find the delimiter."""

_DECLARED = re.compile(r"sep=(.)\r?\n")
"""What Excel reads, and some survey tools write, as a first line."""

csv.field_size_limit(2**31 - 1)  # answers may be longer than csv's 131,072 characters


def read_delimited(text: str, name: str) -> list[tuple[int, list[str]]]:
    """Return (row number, cells) of every row that is not blank; quoted cells may hold any character.

    ``name`` is the file's name for messages. Rows are numbered as a spreadsheet would show them.

    Raises InputError where a quotation mark is opened and never closed, or text follows a closing one.
    """
    declared = _DECLARED.match(text)
    text = text[declared.end() :] if declared else text
    delimiter = declared[1] if declared else find_delimiter(text)
    rows: list[tuple[int, list[str]]] = []
    try:
        for number, cells in enumerate(_reader(text, delimiter), start=1):
            if len(cells) > 1 or (cells and (cells[0].strip() or not rows or len(rows[0][1]) == 1)):
                rows.append((number, cells))
    except csv.Error as error:
        where = f"{name}, in or after row {rows[-1][0] + 1 if rows else 1}"
        fix = 'a cell that begins with " must end with it, and each " inside it be doubled'
        raise InputError("a quotation mark is not closed, or text follows a closing one", where, fix) from error
    return rows


def find_delimiter(text: str) -> str:
    """Return the delimiter that divides the header and gives the most rows as many cells as it has.

    A header that none divides makes a table of one column: then a character that the text does not have.
    """
    scored = ((_fit(text, delimiter), delimiter) for delimiter in DELIMITERS)
    (fit, _), delimiter = max(scored, key=lambda pair: pair[0])
    if fit:
        return delimiter
    private_use = map(chr, range(0xE000, 0xF8FF))
    return next(character for character in private_use if character not in text)


def _fit(text: str, delimiter: str) -> tuple[float, int]:
    """Return the share of rows as wide as the header, and its width; 0 where the header is not divided."""
    widths: list[int] = []
    try:
        for cells in islice(_reader(text, delimiter), SAMPLE):
            if cells:
                widths.append(len(cells))
    except csv.Error:  # a quotation mark in an odd place: a row that does not fit
        widths.append(0)
    if not widths or widths[0] < 2:
        return 0.0, 0
    return widths.count(widths[0]) / len(widths), widths[0]


def _reader(text: str, delimiter: str) -> Iterator[list[str]]:
    return csv.reader(StringIO(text, newline=""), delimiter=delimiter, strict=True)
