"""Rows from an .xlsx workbook, as text."""

from __future__ import annotations

import warnings
from collections.abc import Iterable, Sequence
from datetime import datetime, time, timedelta
from io import BytesIO
from zipfile import ZipFile

from themecode.core.errors import InputError

MOST_ROWS = 1_048_576
"""Rows a sheet can hold."""
MOST_UNPACKED = 1_000_000_000
"""Bytes a workbook may unpack to: a zip bomb grows a thousandfold."""
MOST_CELLS = 60_000_000
"""Cells up to the last filled one of each row: a few far-off cells would otherwise fill the memory."""

_OLD_OR_LOCKED = b"\xd0\xcf\x11\xe0"


def read_spreadsheet(data: bytes, name: str) -> list[tuple[int, list[str]]]:
    """Return (row number, cells) from the first to the last filled row of the first sheet that has any.

    ``name`` is the file's name for messages. Numbers come without a needless ``.0``, dates in ISO form,
    booleans as ``TRUE`` and ``FALSE``, errors as ``#N/A`` and their like, formulas as their results: empty
    where no program ever worked them out. Rows reach at least as far as the first.

    Raises InputError where the bytes are no workbook, it unpacks to too much, or a number is marked as a
    date that no calendar has.
    """
    if data.startswith(_OLD_OR_LOCKED):
        raise InputError("this is an old or a locked workbook", name, "save it as .xlsx without a password")
    try:
        with ZipFile(BytesIO(data)) as archive:
            if sum(part.file_size for part in archive.infolist()) > MOST_UNPACKED:
                raise InputError("the workbook is too large to read", name, "save the sheet as .csv")
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # what a sheet has beside its cells
            warnings.filterwarnings("error", "Cell .* is marked as a date")  # else read as #VALUE!
            return _first_filled(data, name)
    except InputError:
        raise
    except UserWarning as warning:
        what = str(warning).partition(". ")[0]  # what openpyxl would do about it comes after
        raise InputError(f"a number is no date ({what})", name, "give the cell another format") from warning
    except Exception as error:  # openpyxl raises whatever a damaged part makes it stumble over
        raise InputError(
            "this is no workbook that can be read", name, "open it, and save it as .xlsx or .csv"
        ) from error


def _first_filled(data: bytes, name: str) -> list[tuple[int, list[str]]]:
    from openpyxl import load_workbook  # loads numpy

    workbook = load_workbook(BytesIO(data), read_only=True, data_only=True, keep_links=False)
    if not workbook.sheetnames:  # "Strict Open XML", which openpyxl does not know
        raise ValueError("no sheets")
    for sheet in workbook.worksheets:
        sheet.reset_dimensions()  # the size a sheet declares need not be true
        if rows := _filled(sheet.iter_rows(values_only=True), name):
            return rows
    return []


def _filled(rows: Iterable[Sequence[object]], name: str) -> list[tuple[int, list[str]]]:
    """Return the rows from the first to the last filled one."""
    found: list[tuple[int, list[str]]] = []
    left = MOST_CELLS
    for number, values in enumerate(rows, start=1):
        if number > MOST_ROWS:
            raise ValueError("a row beyond the last")
        cells = [_text(value) for value in values]
        while cells and not cells[-1]:
            cells.pop()
        if not cells:
            continue
        width = len(found[0][1]) if found else len(cells)
        skipped = range(found[-1][0] + 1, number) if found else range(0)
        left -= max(width, len(cells)) + len(skipped) * width
        if left < 0:
            raise InputError("the sheet is too large to read", name, "delete what stands far from the table")
        found += [(empty, [""] * width) for empty in skipped]
        found.append((number, cells + [""] * (width - len(cells))))
    return found


def _text(value: object) -> str:
    """Write a value as meant: ``3.0`` as ``3``, a moment in ISO form, a day without its midnight."""
    if value is None:
        return ""
    if isinstance(value, str):
        return _unescaped(value) if "_x" in value else value
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if isinstance(value, float):
        return str(int(value)) if value.is_integer() and abs(value) < 1e15 else repr(value)
    if isinstance(value, timedelta):
        minutes, seconds = divmod(round(abs(value).total_seconds()), 60)
        return f"{'-' if value < timedelta() else ''}{minutes // 60:02}:{minutes % 60:02}:{seconds:02}"
    if isinstance(value, datetime) and value.time() == time.min:
        value = value.date()
    return value.isoformat() if hasattr(value, "isoformat") else str(value)


def _unescaped(text: str) -> str:
    """Return what a workbook writes in place of what XML cannot hold: ``_x000D_`` is a carriage return."""
    from openpyxl.utils.escape import unescape

    return unescape(text)
