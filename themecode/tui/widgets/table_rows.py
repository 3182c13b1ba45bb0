"""Drawing the rows of a table: columns of fixed widths beside a margin for the mark and the cursor."""

from __future__ import annotations

from collections.abc import Sequence

from rich.cells import cell_len
from rich.segment import Segment
from rich.style import Style
from textual.strip import Strip

from themecode.tui.view.columns import GAP, Column, fitted, one_line, widths

GUTTER = 4
"""Cells before the first column: the mark, the cursor, and spaces."""


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
        return self._strip(shown, f" {'✓' if marked else ' '}{'▸' if here else ' '} ", style)

    def column_at(self, x: int) -> str | None:
        """Return the key of the column at a cell, ``None`` beside all of them."""
        start = GUTTER
        for column, width in zip(self._columns, self._widths, strict=True):
            if start <= x < start + width + GAP:
                return column.key
            start += width + GAP
        return None

    def _strip(self, cells: Sequence[str], gutter: str, style: Style) -> Strip:
        shown = [fitted(cell, room, cell_len) for cell, room in zip(cells, self._widths, strict=False)]
        text = gutter + (" " * GAP).join(shown)
        return Strip([Segment(text, style)]).adjust_cell_length(self._width, style)
