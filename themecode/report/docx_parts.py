"""Pieces of WordprocessingML: paragraphs, runs and table rows, made of elements.

Through python-docx's own paragraphs and cells the time grows with the square of the rows.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import Any

from themecode.report.blocks import Run
from themecode.report.directions import LEFT_TO_RIGHT, RIGHT_TO_LEFT

_FORBIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_NUMBERED = re.compile(r"(Tabell|Table|Figur|Figure) (\d+)(\..*)", re.DOTALL)


def element(parent: Any, name: str, **attributes: str) -> Any:
    """Make an element such as ``w:p``, inside ``parent`` unless that is ``None``."""
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn

    made = OxmlElement(name, {qn(f"w:{key}"): value for key, value in attributes.items()})
    if parent is not None:
        parent.append(made)
    return made


def sound(text: str) -> str:
    """Return a text without what XML cannot hold; shown as the sign for an unknown character."""
    return _FORBIDDEN.sub("\ufffd", text)


def paragraph(runs: Iterable[Run], style: str, *, strong: bool = False) -> Any:
    """Make a paragraph in a style, named by its id."""
    made = element(None, "w:p")
    element(element(made, "w:pPr"), "w:pStyle", val=style)
    for run in runs:
        add_run(made, run.text, strong=run.strong or strong)
    return made


def caption(runs: Sequence[Run], style: str) -> Any:
    """Make a caption whose number is a field, so that Word can list the tables and number them anew."""
    text = "".join(run.text for run in runs)
    found = _NUMBERED.fullmatch(text)
    if found is None:
        return paragraph(runs, style)
    made = paragraph([Run(f"{found[1]} ")], style)
    field = element(made, "w:fldSimple", instr=f" SEQ {found[1]} \\* ARABIC ")
    add_run(field, found[2])
    add_run(made, found[3])
    return made


def add_run(parent: Any, text: str, *, strong: bool = False) -> None:
    """Put a text into a paragraph; words that run from right to left are runs of their own."""
    text = sound(text)
    place = 0
    for found in RIGHT_TO_LEFT.finditer(text):
        _run(parent, text[place : found.start()], strong=strong)
        _run(parent, found[0], strong=strong, rtl=True)
        _run(parent, LEFT_TO_RIGHT, strong=strong)
        place = found.end()
    _run(parent, text[place:], strong=strong)


def _run(parent: Any, text: str, *, strong: bool, rtl: bool = False) -> None:
    if not text:
        return
    run = element(parent, "w:r")
    if strong or rtl:
        look = element(run, "w:rPr")
        if strong:
            element(look, "w:b")
            element(look, "w:bCs")
        if rtl:
            element(look, "w:rtl")
    run.text = text  # a tab in it becomes a tab, a line break a break


def table(head: Sequence[str], widths: Sequence[int], *, style: str, about: str, total: bool) -> Any:
    """Make a table with its head, which is repeated on every page; rows are appended to it.

    ``widths`` are in twentieths of a point. ``about`` is read out by programs that read aloud.
    """
    made = element(None, "w:tbl")
    look = element(made, "w:tblPr")
    element(look, "w:tblStyle", val=style)
    element(look, "w:tblW", type="dxa", w=str(sum(widths)))
    element(look, "w:tblLayout", type="fixed")
    element(
        look,
        "w:tblLook",
        firstRow="1",
        lastRow="1" if total else "0",
        firstColumn="0",
        lastColumn="0",
        noHBand="1",
        noVBand="1",
        val="0660" if total else "0620",
    )
    element(look, "w:tblCaption", val=sound(about)[:250])
    grid = element(made, "w:tblGrid")
    for width in widths:
        element(grid, "w:gridCol", w=str(width))
    made.append(row([[Run(text)] for text in head], widths, head=True))
    return made


def row(cells: Sequence[Iterable[Run]], widths: Sequence[int], *, head: bool = False, keep: bool = False) -> Any:
    """Make a table row: the first column text, the others numbers. ``keep``: on one page with the next."""
    made = element(None, "w:tr")
    rules = element(made, "w:trPr")
    element(rules, "w:cantSplit")
    if head:
        element(rules, "w:tblHeader")
    for place, (runs, width) in enumerate(zip(cells, widths, strict=False)):
        cell = element(made, "w:tc")
        look = element(cell, "w:tcPr")
        element(look, "w:tcW", type="dxa", w=str(width))
        if head:
            element(look, "w:vAlign", val="bottom")
        inner = element(cell, "w:p")
        rules = element(inner, "w:pPr")
        element(rules, "w:pStyle", val=CELL)
        if keep or head:
            element(rules, "w:keepNext")
        if place:
            element(rules, "w:jc", val="right")
        for run in runs:
            add_run(inner, run.text, strong=run.strong or head)
    return made


CELL = "TableText"
"""The id of the paragraph style in tables."""
