"""Drawing the rows of a table: columns of fixed widths beside a margin for the mark and the cursor."""

from __future__ import annotations

from collections.abc import Sequence

from rich.cells import cell_len
from rich.segment import Segment
from rich.style import Style
from textual.strip import Strip

from themecode.tui.view.columns import GAP, Column, around, fitted, one_line, widths
from themecode.tui.view.hits import find

GUTTER = 4
"""Cells before the first column: the mark, the cursor, and spaces."""

FOUND = Style(bold=True, italic=True, underline=True)
"""How what was looked for stands out, without a colour."""


class TableRows:
    """The columns of a table, as wide as the table allows."""

    def __init__(self, columns: Sequence[Column] = (), width: int = 0) -> None:
        """Take the columns and the cells of the whole table."""
        self._columns = columns
        self._width = width
        self._widths = widths(columns, max(0, width - GUTTER - 1))

    def head(self, style: Style) -> Strip:
        """Draw the titles."""
        return self._strip([column.title for column in self._columns], " " * GUTTER, style)

    def row(self, cells: Sequence[str] | None, style: Style, *, marked: bool, here: bool) -> Strip:
        """Draw a row; ``None`` is one that is gone."""
        shown = ["—"] if cells is None else [one_line(cell) for cell in cells]
        return self._strip(shown, f" {'✓' if marked else ' '}{'▸' if here else ' '} ", style, body=True)

    def column_at(self, x: int) -> str | None:
        """Return the key of the column at a cell, ``None`` beside all of them."""
        start = GUTTER
        for column, width in zip(self._columns, self._widths, strict=True):
            if start <= x < start + width + GAP:
                return column.key
            start += width + GAP
        return None

    def _strip(self, cells: Sequence[str], gutter: str, style: Style, *, body: bool = False) -> Strip:
        segments = [Segment(gutter, style)]
        for place, (cell, room, column) in enumerate(zip(cells, self._widths, self._columns, strict=False)):
            segments.append(Segment(" " * GAP if place else "", style))
            segments += _cell(cell, room, column.sought if body else (), style)
        return Strip(Segment.simplify(segments)).adjust_cell_length(self._width, style)


def _cell(text: str, room: int, sought: Sequence[str], style: Style) -> list[Segment]:
    """Draw a cell; what was looked for stands out in it."""
    found = sorted({span for each in sought for span in find(text, each)}, key=lambda span: (span.start, span.end))
    text, found = around(text, found, room)
    shown, segments, done = fitted(text, room, cell_len), [], 0
    for span in found:
        start, end = max(done, span.start), min(span.end, len(shown))
        if start < end:
            segments += [Segment(shown[done:start], style), Segment(shown[start:end], style + FOUND)]
            done = end
    return [*segments, Segment(shown[done:], style)]
