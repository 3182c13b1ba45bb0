"""A table as a Word document: landscape, its header row on every page."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

from themecode.core.errors import InputError
from themecode.formats.files import replacing

MOST_ROWS = 20_000
"""Rows of a table in a document; a word processor is no place for more."""

A4_LONG, A4_SHORT, MARGIN = 16838, 11906, 1134
"""Of the page and its left and right, in twentieths of a point: 297, 210 and 20 mm."""

_FORBIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
"""What XML cannot hold; shown as the sign for an unknown character."""


def write_word_table(
    path: Path,
    title: str,
    columns: Sequence[str],
    rows: Iterable[Sequence[str]],
    widths: Sequence[int],
    *,
    notes: Sequence[str] = (),
) -> None:
    """Write a title, notes and a table to a .docx; ``widths`` are shares of the page's width, a column each.

    Raises InputError where the file cannot be written or there are more rows than `MOST_ROWS`; then nothing
    is replaced.
    """
    from docx import Document
    from docx.enum.section import WD_ORIENT
    from docx.shared import Twips

    document = Document()
    section = document.sections[0]
    section.orientation = WD_ORIENT.LANDSCAPE
    section.page_width, section.page_height = Twips(A4_LONG), Twips(A4_SHORT)
    section.left_margin = section.right_margin = Twips(MARGIN)
    document.add_heading(_plain(title), level=1)
    for note in notes:
        document.add_paragraph(_plain(note))
    cells = [(A4_LONG - 2 * MARGIN) * width // sum(widths) for width in widths]
    table = document.add_table(rows=0, cols=len(columns), style="Table Grid")
    table.autofit = False
    for column, width in zip(table.columns, cells, strict=True):
        column.width = Twips(width)
    table._tbl.append(_row(columns, cells, head=True))
    for number, row in enumerate(rows, start=1):
        if number > MOST_ROWS:
            raise InputError(f"a document holds no more than {MOST_ROWS} rows", str(path), "write .xlsx or .csv")
        table._tbl.append(_row(row, cells))
    with replacing(path) as file:
        document.save(file)


def _row(texts: Sequence[str], widths: Sequence[int], *, head: bool = False) -> Any:
    """Make a table row. Built from elements: through python-docx's cells, time grows with the square of the rows."""
    row = _inside(None, "w:tr")
    properties = _inside(row, "w:trPr")
    _inside(properties, "w:cantSplit")
    if head:
        _inside(properties, "w:tblHeader")
    for text, width in zip(texts, widths, strict=True):
        cell = _inside(row, "w:tc")
        _inside(_inside(cell, "w:tcPr"), "w:tcW", type="dxa", w=str(width))
        for line in _plain(text).split("\n"):
            run = _inside(_inside(cell, "w:p"), "w:r")
            if head:
                _inside(_inside(run, "w:rPr"), "w:b")
            run.text = line  # a tab in it becomes a tab
    return row


def _inside(parent: Any, name: str, **attributes: str) -> Any:
    """Make an element of WordprocessingML, inside another."""
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn

    element = OxmlElement(name, {qn(f"w:{key}"): value for key, value in attributes.items()})
    if parent is not None:
        parent.append(element)
    return element


def _plain(text: str) -> str:
    return _FORBIDDEN.sub("\ufffd", text)
