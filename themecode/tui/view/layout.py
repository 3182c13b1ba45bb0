"""A document wrapped into rows, and the way between source offsets and screen cells."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator
from typing import NamedTuple

from themecode.core.documents import Span
from themecode.tui.view.characters import CellLength, clusters, is_simple, paragraphs


class Row(NamedTuple):
    """One row of the screen: a stretch of a paragraph, in source offsets."""

    paragraph: int
    start: int
    end: int


class Layout:
    """The rows of a text at a width.

    Rows break after spaces and beside double-width characters; a longer word is cut. The spaces at which a
    row breaks belong to it and may hang over the width. ``text`` is expected as ``drawable`` leaves it.
    """

    def __init__(self, text: str, width: int, cell_len: CellLength) -> None:
        self.text = text
        self.width = max(1, width)
        self._cell_len = cell_len
        self._simple: list[bool] = []
        self.rows: list[Row] = []
        for number, paragraph in enumerate(paragraphs(text)):
            simple = is_simple(text[paragraph.start : paragraph.end])
            self._simple.append(simple)
            ends = self._simple_ends(paragraph) if simple else self._cluster_ends(paragraph)
            start = paragraph.start
            for end in ends:
                self.rows.append(Row(number, start, end))
                start = end
        self._starts = [row.start for row in self.rows]

    def _simple_ends(self, paragraph: Span) -> Iterator[int]:
        """Yield where the rows end of a paragraph whose characters take one cell each."""
        text, width, start, end = self.text, self.width, paragraph.start, paragraph.end
        while end - start > width:
            space = text.rfind(" ", start, start + width + 1)
            cut = space + 1 if space >= 0 else start + width
            while cut < end and text[cut] == " ":
                cut += 1
            if cut == end:
                break
            yield cut
            start = cut
        yield end

    def _cluster_ends(self, paragraph: Span) -> Iterator[int]:
        """Yield where the rows end of a paragraph with wide or composed characters."""
        row = chance = paragraph.start
        used = used_at_chance = 0
        for start, end, cells in clusters(self.text, paragraph.start, paragraph.end, self._cell_len):
            space = self.text[start:end] == " "
            if cells > 1:
                chance, used_at_chance = start, used
            while used + cells > self.width and start > row and not space:
                if chance > row:
                    row, used = chance, used - used_at_chance
                else:
                    row, used = start, 0
                used_at_chance = 0
                yield row
            used += cells
            if space or cells > 1:
                chance, used_at_chance = end, used
        yield paragraph.end

    def __len__(self) -> int:
        """Return the number of rows, at least one."""
        return len(self.rows)

    def row_of(self, offset: int) -> int:
        """Return the row an offset is drawn on; a newline counts to the row it ends."""
        return max(0, bisect_right(self._starts, offset) - 1)

    def rows_of(self, start: int, end: int) -> tuple[int, int]:
        """Return the first and the last row that a stretch is drawn on."""
        after = bisect_right(self._starts, start)
        return max(0, after - 1), max(0, bisect_right(self._starts, max(start, end - 1), max(0, after - 1)) - 1)

    def shown(self, row: int) -> Span:
        """Return the stretch of a row without the spaces it breaks at."""
        _, start, end = self.rows[row]
        while end > start and self.text[end - 1] == " ":
            end -= 1
        return Span(start, end)

    def cluster_at(self, offset: int) -> Span:
        """Return the character as drawn that an offset belongs to; empty at the end of a paragraph."""
        row = self.rows[self.row_of(offset)]
        if offset >= row.end:
            return Span(row.end, row.end)
        if not self._simple[row.paragraph]:
            for start, end, _ in clusters(self.text, row.start, row.end, self._cell_len):
                if start <= offset < end:
                    return Span(start, end)
        return Span(offset, offset + 1)

    def cell_of(self, offset: int) -> int:
        """Return the first cell, in its row, of the character an offset belongs to."""
        row = self.rows[self.row_of(offset)]
        offset = min(offset, row.end)
        if self._simple[row.paragraph]:
            return offset - row.start
        cell = 0
        for _, end, cells in clusters(self.text, row.start, row.end, self._cell_len):
            if offset < end:
                break
            cell += cells
        return cell

    def offset_at(self, row: int, cell: int) -> int:
        """Return the character under a cell, also under the right half of a wide one.

        Left of the row it is the row's first character, right of it its last one that is not a space.
        """
        number, start, end = self.rows[row]
        if cell <= 0 or start == end:
            return start
        if self._simple[number]:
            if cell < end - start:
                return start + cell
        else:
            left = 0
            for first, _, cells in clusters(self.text, start, end, self._cell_len):
                left += cells
                if cell < left:
                    return first
        shown = self.shown(row)
        return self.cluster_at(max(start, shown.end - 1)).start


def top_to_show(first: int, last: int, *, top: int, height: int, rows: int) -> int:
    """Return the row to have at the top, so that ``first`` is in the view, and ``last`` if both fit.

    Scrolls by a good part of the view at once, with room to read on: scrolling redraws everything, so it should
    be seldom.
    """
    if last - first >= height:
        last = first
    if top <= first and last < top + height:
        return top
    room = height // 4 if first >= top else height // 2
    # What is seen together must still fit below the room that is left above.
    room = max(0, min(room, height - 1 - (last - first)))
    return max(0, min(first - room, rows - height))
