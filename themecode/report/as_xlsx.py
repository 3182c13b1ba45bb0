"""A report's tables as a workbook: a sheet for each, numbers as numbers."""

from __future__ import annotations

import io
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from themecode.report.as_text import as_text
from themecode.report.blocks import Bars, Chapter, Heading, Note, Runs, Table, plain, sourced
from themecode.report.numbers import NO_BREAK_SPACE, percent
from themecode.report.words import word

NAME_LENGTH = 31
"""Of a sheet's name, in UTF-16 units."""
WIDEST, NARROWEST = 70, 12
"""Of a column, in characters."""

_FORBIDDEN_IN_NAME = re.compile(r"[\[\]:*?/\\\x00-\x1f\ud800-\udfff\ufffe\uffff]")
_NUMBERED = re.compile(r"(?:Tabell|Table)\s+\S+?\.\s+(.*)", re.DOTALL)
_NUMBER = re.compile(r"[-\u2212]?\d+(?:[.,]\d+)?")


@dataclass(frozen=True)
class Sheet:
    """A table on its way into a workbook."""

    name: str
    caption: str
    head: tuple[str, ...]
    rows: tuple[tuple[str | int | float | None, ...], ...]
    total: bool
    """Whether the last row is the total."""
    notes: tuple[str, ...]


def as_xlsx(chapter: Chapter) -> bytes:
    """Return a workbook with a sheet per table, its caption above and its notes below.

    Where a question's part has counts but no table, its sheet holds the counts that the text prints. A report without
    any number is a sheet of its text. Text stays text, whatever it begins with.
    """
    return _workbook(list(_sheets(chapter)) or [_text(chapter)], chapter)


def _sheets(chapter: Chapter) -> Iterator[Sheet]:
    """Yield the tables in reading order, then the counts of parts that have no table of them."""
    language = chapter.language
    tabled: set[tuple[str | None, str]] = set()
    blocks = chapter.blocks
    for place, block in enumerate(blocks):
        if not isinstance(block, Table):
            continue
        tabled |= {(run.source.question, run.source.codebook) for run in sourced([block]) if run.source}
        rows = [*block.rows, *([block.foot] if block.foot else [])]
        caption = plain(block.caption)
        yield Sheet(
            _about(caption),
            caption,
            block.head,
            tuple(tuple(_cell(cell, column, language) for column, cell in enumerate(row)) for row in rows),
            block.foot is not None,
            tuple(_notes_after(blocks[place + 1 :])),
        )
    for bars in chapter.bars:
        if (bars.question, bars.codebook) not in tabled:
            yield _counted(bars, language)


def _counted(bars: Bars, language: str) -> Sheet:
    head = [word("category", language), bars.unit] + ([word("percent", language)] if bars.base else [])
    rows: list[tuple[str | int | float | None, ...]] = []
    for bar in bars.bars:
        count = bar.count.source.value if bar.count.source else 0
        rows.append((bar.label, count, *([percent(count, bars.base)] if bars.base else [])))
    base = f"n = {bars.base} {bars.unit_of_base}" if bars.base else ""
    return Sheet(
        f"{bars.number} {bars.name}", bars.title, tuple(head), tuple(rows), total=False, notes=(base,) if base else ()
    )


def _text(chapter: Chapter) -> Sheet:
    """Return a report's text as a sheet, a line for each block, item and paragraph."""
    lines = [line for line in as_text(chapter).splitlines() if line.strip()]
    title = chapter.title or word("report", chapter.language)
    return Sheet(word("report", chapter.language), title, (), tuple((line.strip(),) for line in lines), False, ())


def _about(caption: str) -> str:
    """Return what a table is about: its caption without its number, up to the first comma."""
    found = _NUMBERED.fullmatch(caption)
    return (found[1] if found else caption).split(", ")[0]


def _notes_after(blocks: Sequence[Any]) -> Iterator[str]:
    for block in blocks:
        if isinstance(block, Heading | Table):
            return
        if isinstance(block, Note):
            yield plain(block.runs)


def _cell(runs: Runs, column: int, language: str) -> str | int | float | None:
    """Return a cell as a number where it is one; the first column holds text."""
    text = plain(runs)
    if column == 0 or not text:
        return text or None
    if len(runs) == 1 and (source := runs[0].source) is not None and source.kind == "count":
        return source.value
    plainer = text.strip().replace(NO_BREAK_SPACE, "").replace("\u202f", "")
    plainer = plainer.replace(",", "") if language == "en" else plainer
    if not _NUMBER.fullmatch(plainer):
        return text
    number = float(plainer.replace(",", ".").replace("\u2212", "-"))
    return int(number) if number.is_integer() and not re.search("[.,]", plainer) else number


def _names(sheets: Iterable[Sheet]) -> list[str]:
    """Return a valid name for each sheet, none twice; a spreadsheet does not tell large letters from small."""
    found: list[str] = []
    taken = {"history", "historik"}  # Excel keeps the first for itself
    times: dict[str, int] = {}
    for number, sheet in enumerate(sheets, 1):
        wanted = " ".join(_FORBIDDEN_IN_NAME.sub(" ", sheet.name).split()).strip("'").strip() or str(number)
        name = _cut(wanted, NAME_LENGTH)
        while name.casefold() in taken:
            times[wanted] = times.get(wanted, 1) + 1
            end = f" ({times[wanted]})"
            name = _cut(wanted, NAME_LENGTH - len(end)) + end
        taken.add(name.casefold())
        found.append(name)
    return found


def _cut(text: str, length: int) -> str:
    """Return the beginning of a text, in UTF-16 units, no letter cut in two."""
    return text.encode("utf-16-le")[: 2 * length].decode("utf-16-le", "ignore").rstrip(" '")


def _workbook(sheets: Sequence[Sheet], chapter: Chapter) -> bytes:
    from openpyxl import Workbook
    from openpyxl.cell import WriteOnlyCell
    from openpyxl.styles import Alignment, Border, Font, Side
    from openpyxl.utils import get_column_letter

    from themecode.formats.write_tables import stored_text

    bold, rule = Font(bold=True), Border(bottom=Side("thin"))
    above = Border(top=Side("thin"))
    wrapped, right = Alignment(wrap_text=True, vertical="top"), Alignment(horizontal="right", wrap_text=True)
    workbook = Workbook(write_only=True)
    workbook.properties.creator = ""
    workbook.properties.title = stored_text(chapter.title)
    for name, sheet in zip(_names(sheets), sheets, strict=True):
        page = workbook.create_sheet(name)
        page.freeze_panes = "B4"
        page.print_title_rows = "3:3"
        page.page_setup.fitToWidth, page.page_setup.fitToHeight = 1, 0
        page.sheet_properties.pageSetUpPr.fitToPage = True
        for column, width in enumerate(_widths(sheet), 1):
            page.column_dimensions[get_column_letter(column)].width = width

        def made(value: Any, page: Any = page, **look: Any) -> Any:
            cell = WriteOnlyCell(page, stored_text(value) if isinstance(value, str) else value)
            if isinstance(value, str):
                cell.data_type = "s"  # else = and # would begin a formula or an error
            elif value is not None:
                cell.number_format = "#,##0" if isinstance(value, int) else "0.0"
            for key, each in look.items():
                setattr(cell, key, each)
            return cell

        page.append([made(sheet.caption, font=bold)])
        page.append([])
        page.append(
            [
                made(text, font=bold, border=rule, alignment=right if place else wrapped)
                for place, text in enumerate(sheet.head)
            ]
        )
        for place, row in enumerate(sheet.rows, 1):
            last = {"font": bold, "border": above} if sheet.total and place == len(sheet.rows) else {}
            page.append(
                [
                    made(
                        value, **({"alignment": right if column else wrapped} if isinstance(value, str) else {}), **last
                    )
                    for column, value in enumerate(row)
                ]
            )
        if sheet.notes:
            page.append([])
        for note in sheet.notes:
            page.append([made(note)])
    buffer = io.BytesIO()
    workbook.save(buffer)
    return buffer.getvalue()


def _widths(sheet: Sheet) -> list[int]:
    """Return how wide the columns are, in characters."""
    first = max((len(str(row[0] or "")) for row in sheet.rows), default=0)
    words = [max((len(part) for part in text.split()), default=0) for text in sheet.head]
    return [min(WIDEST, max(NARROWEST, first + 2)), *(max(NARROWEST, length + 2) for length in words[1:])]
