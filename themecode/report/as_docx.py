"""A report as a Word document: real headings, lists, quotes, captions and tables."""

from __future__ import annotations

import io
from collections.abc import Iterator, Sequence
from typing import Any

from themecode.core.errors import InputError
from themecode.report.blocks import (
    Block,
    BlockQuote,
    BulletList,
    Chapter,
    Heading,
    Note,
    Paragraph,
    Run,
    Table,
    plain,
)
from themecode.report.docx_pages import Pages
from themecode.report.docx_parts import caption, element, paragraph, row, sound, table
from themecode.report.docx_styles import (
    BARE_QUOTE,
    BULLET,
    CAPTION,
    LOCALES,
    NOTE,
    TABLE,
    TITLE,
    WARNING,
    prepare,
    text_width,
)
from themecode.report.headings import level_below, top_level

MOST_ROWS = 20_000
"""Rows of tables in a document; a word processor is no place for more."""
NUMBER_WIDTH, LEAST_TEXT, LEAST_NUMBER = 1300, 2400, 800
"""Of a column with numbers and of the first one, in twentieths of a point; of numbers where there is little room."""
SHORT_TEXT, MOST_NUMBER, LETTER_WIDTH, PADDING = 1200, 1700, 130, 170
"""Of the first column where its labels are short, of a column under a long word at most; what a letter takes."""


def as_docx(chapter: Chapter) -> bytes:
    """Return a report as .docx. Nobody's name is in its properties.

    Raises InputError where its tables have more than `MOST_ROWS` rows.
    """
    from docx import Document

    rows = sum(len(block.rows) for block in chapter.blocks if isinstance(block, Table))
    if rows > MOST_ROWS:
        raise InputError(
            f"a document holds no more than {MOST_ROWS} rows of tables", f"{rows} rows", "write .xlsx or .html"
        )
    document = Document()
    prepare(document, chapter.language)
    _properties(document, chapter)
    body = document.element.body
    end = body[-1]  # the page's settings stand last
    for made in _elements(chapter, Pages(end)):
        end.addprevious(made)
    buffer = io.BytesIO()
    document.save(buffer)
    return buffer.getvalue()


def _properties(document: Any, chapter: Chapter) -> None:
    properties = document.core_properties
    title = chapter.title or next((plain(block.runs) for block in chapter.blocks if isinstance(block, Heading)), "")
    properties.title = sound(title)[:255]
    properties.author = properties.last_modified_by = properties.comments = ""
    properties.language = LOCALES[chapter.language]


def _elements(chapter: Chapter, pages: Pages) -> Iterator[Any]:
    from docx.oxml.ns import qn

    if chapter.title:
        yield pages.seen(paragraph([Run(chapter.title)], TITLE))
    top = top_level(chapter.blocks)
    after_table = False
    for block in chapter.blocks:
        if isinstance(block, Table | Heading):
            across = isinstance(block, Table) and _is_wide(block)
            yield from pages.turn(across=across)
        made = list(_block(block, top, across=pages.across))
        if after_table and isinstance(block, Table):
            yield paragraph((), NOTE)  # else Word makes one table of the two
        elif after_table and not isinstance(block, Heading) and made:
            element(made[0].find(qn("w:pPr")), "w:spacing", before="160")
        yield from map(pages.seen, made)
        after_table = isinstance(block, Table)
    if after_table:
        yield paragraph((), NOTE)
    pages.end()


def _block(block: Block, top: int, *, across: bool = False) -> Iterator[Any]:
    match block:
        case Heading(level, runs):
            yield paragraph(runs, f"Heading{level_below(level, top, 3)}")
        case Paragraph(runs):
            yield paragraph(runs, "Normal")
        case Note(runs, warning):
            yield paragraph(runs, WARNING if warning else NOTE)
        case BulletList(items):
            yield from (paragraph(item, BULLET) for item in items)
        case BlockQuote(paragraphs):
            yield from (paragraph(runs, BARE_QUOTE) for runs in paragraphs)
        case Table():
            yield from _table(block, across=across)


def _table(block: Table, *, across: bool) -> Iterator[Any]:
    widths = _widths(block, text_width(across=across))
    yield caption(block.caption, CAPTION)
    head = [each.replace("_", "_\u200b") for each in block.head]  # a variable's name may be broken there
    made = table(head, widths, style=TABLE, about=plain(block.caption), total=block.foot is not None)
    last = len(block.rows) - 1
    for place, cells in enumerate(block.rows):
        made.append(row(cells, widths, keep=place == last and block.foot is not None))
    if block.foot:
        made.append(row(_filled(block.foot, len(widths)), widths))
    yield made


def _filled(cells: Sequence[Any], number: int) -> list[Any]:
    return [*cells, *[()] * (number - len(cells))]


def _is_wide(block: Table) -> bool:
    """Tell whether words in a table's head would be broken on an upright page."""
    return sum(map(_letters, block.head[1:])) > text_width() - _least(block)


def _least(block: Table) -> int:
    """Return how wide the first column must be."""
    labels = [plain(cells[0]) for cells in (*block.rows, block.foot or ()) if cells]
    longest = max(map(len, (*labels, *block.head[:1])), default=0)
    return min(LEAST_TEXT, max(SHORT_TEXT, longest * LETTER_WIDTH))


def _widths(block: Table, whole: int) -> list[int]:
    """Return the columns' widths: numbers as narrow as they go, the text the rest, less where it is short."""
    columns = len(block.head)
    if columns < 2:
        return [whole] * columns
    least = _least(block)
    wanted = [_under(head) for head in block.head[1:]]
    if sum(wanted) <= whole - least:
        return [whole - sum(wanted), *wanted]
    tight = [_letters(head) for head in block.head[1:]]
    room = whole - least
    if sum(tight) > room:  # words will be broken, the longest least
        tight = [each * room // sum(tight) for each in tight]
    return [whole - sum(tight), *tight]


def _under(head: str) -> int:
    """Return the width of a column of numbers that leaves room for the longest word of its head."""
    return max(NUMBER_WIDTH, min(_letters(head), MOST_NUMBER))


def _letters(head: str) -> int:
    """Return the width of the longest word of a head."""
    word = max(map(len, head.replace("_", " ").split()), default=0)
    return max(LEAST_NUMBER, word * LETTER_WIDTH + PADDING)
