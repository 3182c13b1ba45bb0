"""Rows from an .xlsx workbook, as text.

The parts are read here and not by openpyxl: that takes three times as long for a survey of 100,000 rows,
believes the size a sheet declares, and cannot tell a formula nobody has worked out from an empty cell.
"""

from __future__ import annotations

import posixpath
import zlib
from collections.abc import Mapping
from io import BytesIO
from xml.etree.ElementTree import Element, ParseError, TreeBuilder, XMLParser
from xml.parsers.expat import ExpatError
from zipfile import BadZipFile, ZipFile

from themecode.core.errors import InputError
from themecode.formats.sheet import NumberFormats, read_sheet, read_strings

MOST_UNPACKED = 1_000_000_000
"""Bytes a workbook may unpack to: a zip bomb grows a thousandfold."""
MOST_CELLS = 60_000_000
"""Cells up to the last filled one of each row: a few far-off cells would otherwise fill the memory."""

_OLD_OR_LOCKED = b"\xd0\xcf\x11\xe0"
_UNREADABLE = (
    BadZipFile, zlib.error, ExpatError, ParseError, LookupError, ValueError, OverflowError, EOFError,
    NotImplementedError, RuntimeError,  # an unknown compression, a password
)  # fmt: skip


def read_spreadsheet(data: bytes, name: str) -> list[tuple[int, list[str]]]:
    """Return (row number, cells) from the first to the last filled row of the first sheet that has any.

    ``name`` is the file's name for messages. Numbers come without a needless ``.0``, dates in ISO form,
    booleans as ``TRUE`` and ``FALSE``, formulas as their results. Rows reach at least as far as the first.

    Raises InputError where the bytes are no workbook, it unpacks to too much, or it has formulas that
    were never worked out.
    """
    if data.startswith(_OLD_OR_LOCKED):
        raise InputError("this is an old or a locked workbook", name, "save it as .xlsx without a password")
    try:
        with ZipFile(BytesIO(data)) as archive:
            if sum(part.file_size for part in archive.infolist()) > MOST_UNPACKED:
                raise InputError("the workbook is too large to read", name, "save the sheet as .csv")
            return _laid_out(_first_filled(archive, name), name)
    except _UNREADABLE as error:
        raise InputError(
            "this is no workbook that can be read", name, "open it, and save it as .xlsx or .csv"
        ) from error


def _first_filled(archive: ZipFile, name: str) -> list[tuple[int, dict[int, str]]]:
    """Return the filled cells by column of each filled row of the first sheet that has any."""
    main = next((part for kind, part in _related(archive, "").values() if kind == "officeDocument"), "xl/workbook.xml")
    workbook, parts = _tree(archive, main), _related(archive, main)
    by_kind = dict(parts.values())
    properties = workbook.find("{*}workbookPr")
    mac = properties is not None and properties.get("date1904") in ("1", "true")
    formats = _number_formats(_tree(archive, by_kind["styles"]), mac) if "styles" in by_kind else NumberFormats()
    strings: list[str] = []
    if "sharedStrings" in by_kind:
        with archive.open(by_kind["sharedStrings"]) as part:
            strings = read_strings(part)
    for sheet in workbook.iterfind("{*}sheets/{*}sheet"):
        kind, place = parts[next(value for key, value in sheet.items() if key.endswith("}id"))]
        if kind == "worksheet":
            with archive.open(place) as part:
                if rows := read_sheet(part, strings, formats, name):
                    return rows
    return []


def _laid_out(rows: list[tuple[int, dict[int, str]]], name: str) -> list[tuple[int, list[str]]]:
    """Turn cells by column into lists, and put in the empty rows between."""
    found: list[tuple[int, list[str]]] = []
    left = MOST_CELLS
    for number, cells in rows:
        width = max(rows[0][1]) + 1
        length = max(width, max(cells) + 1)
        skipped = range(found[-1][0] + 1, number) if found else range(0)
        left -= length + len(skipped) * width
        if left < 0:
            raise InputError("the sheet is too large to read", name, "delete what stands far from the table")
        found += [(empty, [""] * width) for empty in skipped]
        found.append((number, [cells.get(place, "") for place in range(length)]))
    return found


def _number_formats(styles: Element, mac: bool) -> NumberFormats:
    from openpyxl.styles.numbers import BUILTIN_FORMATS, is_date_format, is_timedelta_format  # loads numpy

    codes: dict[int, str] = dict(BUILTIN_FORMATS)
    codes |= {
        int(form.get("numFmtId", 0)): form.get("formatCode", "") for form in styles.iterfind("{*}numFmts/{*}numFmt")
    }
    used = [codes.get(int(style.get("numFmtId", 0))) for style in styles.iterfind("{*}cellXfs/{*}xf")]
    return NumberFormats(
        dates=frozenset(str(place) for place, code in enumerate(used) if is_date_format(code)),
        durations=frozenset(str(place) for place, code in enumerate(used) if is_timedelta_format(code)),
        mac=mac,
    )


def _related(archive: ZipFile, part: str) -> Mapping[str, tuple[str, str]]:
    """Return (kind, part) by id of what a part refers to; ``""`` is the workbook as a whole."""
    folder, file = posixpath.split(part)
    links = _tree(archive, posixpath.join(folder, "_rels", f"{file}.rels"))
    return {
        link.get("Id", ""): (
            link.get("Type", "").rpartition("/")[2],
            posixpath.normpath(posixpath.join("/", folder, link.get("Target", ""))).lstrip("/"),
        )
        for link in links
    }


class _WithoutDoctype(TreeBuilder):
    def doctype(self, name: str, pubid: str | None, system: str | None) -> None:
        raise ValueError("a workbook has no DOCTYPE, whose entities could explode")


def _tree(archive: ZipFile, part: str) -> Element:
    parser = XMLParser(target=_WithoutDoctype())
    parser.feed(archive.read(part))
    root: Element = parser.close()
    return root
