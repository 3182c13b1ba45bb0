"""A text in rows with what stands on it: passages in lanes, what was found, signs and names beside it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from rich.cells import cell_len
from textual.cache import LRUCache
from textual.geometry import Region, Size
from textual.strip import Strip

from themecode.core.documents import Span
from themecode.tui.view.hits import Hits
from themecode.tui.view.lanes import Lanes, Mark, innermost_first
from themecode.tui.view.layout import Layout
from themecode.tui.widgets.dragging import DragView
from themecode.tui.widgets.palette import Palette
from themecode.tui.widgets.straight import StraightRows
from themecode.tui.widgets.transcript_rows import AFTER, GUTTER, Look, Speech, differing, draw

NAMES, MOST_NAMES = 24, 44
"""Cells for the names of codes, to the right of the text: on a view that is just wide enough, and at most."""
WIDE = 88
"""Cells of a view from which there is room for them."""
ROOMY = 120
"""Cells of a view from which they get more than that: half of what is more."""


class TextRows(StraightRows, DragView):
    """Draws the rows of a text, and after a change only those that look different."""

    def __init__(self, *, id: str | None = None, classes: str | None = None) -> None:
        super().__init__(id=id, classes=classes)
        self._drawable = ""
        self._marks: Sequence[Mark] = ()
        self._hits = Hits()
        self._signs: dict[int, str] = {}
        """By row: a letter outside the lanes."""
        self._sign_places: Mapping[int, str] = {}
        self._speech = Speech(())
        self._wrapped = Layout("", 1, cell_len)
        self._lanes = Lanes((), self._wrapped)
        self._chosen = Span(0, 0)
        self._top = 0
        """An offset on the top row, kept through changes of width."""
        self._palette: Palette | None = None
        self._strips: LRUCache[Look, Strip] = LRUCache(2048)
        self._drawn: dict[int, Look] = {}
        """What each row looked like when it was last drawn."""

    @property
    def cursor(self) -> int:
        """The offset of the cursor."""
        return 0

    # --- what stands on the text --------------------------------------------------------------

    def set_marks(self, marks: Sequence[Mark], signs: Mapping[int, str] | None = None) -> None:
        """Show other marks in the same text, and signs at the rows of offsets; only rows that differ are drawn."""
        self._marks = marks
        if signs is not None:
            self._sign_places = signs
        self._place_marks()
        self._redraw_changed()

    def set_hits(self, spans: Sequence[Span]) -> None:
        """Show other things found."""
        self._hits = Hits(spans)
        self._redraw_changed()

    @property
    def hits(self) -> Hits:
        """What was found."""
        return self._hits

    def marks_at(self, offset: int) -> list[Mark]:
        """Return the marks over an offset, the innermost first."""
        placed = self._lanes.on_row(self._wrapped.row_of(offset))
        return innermost_first(each.mark for each in placed if each.mark.start <= offset < each.mark.end)

    def _place_marks(self) -> None:
        self._lanes = Lanes(self._marks, self._wrapped)
        self._signs = {}
        for offset, sign in self._sign_places.items():
            self._signs.setdefault(self._wrapped.row_of(offset), sign)

    # --- layout -------------------------------------------------------------------------------

    def on_resize(self) -> None:
        """Wrap to the new width, with the same text on the top row."""
        if self._text_width == self._wrapped.width:
            return
        row = self._wrapped.rows[min(round(self.scroll_y), len(self._wrapped) - 1)]
        # Unless scrolled since, keep the offset kept before: rounding to rows would creep up by and by.
        if not row.start <= self._top < row.end:
            self._top = row.start
        begun = bool(self._wrapped.text)
        self._wrap()
        self.scroll_to(y=self._wrapped.row_of(self._top), animate=False)
        if not begun:
            self._reveal()
        self.refresh()

    @property
    def _names_width(self) -> int:
        """The cells kept for names: none on narrow screens."""
        width = self.scrollable_content_region.width
        return min(MOST_NAMES, NAMES + max(0, width - ROOMY) // 2) if width >= WIDE else 0

    @property
    def _text_width(self) -> int:
        return max(1, self.scrollable_content_region.width - GUTTER - AFTER - self._names_width)

    def _wrap(self) -> None:
        """Lay the text out for the present width; before that is known there is nothing to lay out for."""
        sized = bool(self.size)
        self._wrapped = Layout(self._drawable if sized else "", self._text_width if sized else 1, cell_len)
        self._place_marks()
        self._strips.clear()
        self._drawn.clear()
        self.virtual_size = Size(self._text_width + GUTTER + AFTER + self._names_width, len(self._wrapped))

    def _reveal(self) -> None:
        """Scroll to what should be seen."""

    # --- drawing ------------------------------------------------------------------------------

    def notify_style_update(self) -> None:
        """Take over the colours of a new theme."""
        super().notify_style_update()
        self._palette = None
        self._strips.clear()

    def watch_has_focus(self, has_focus: bool) -> None:
        """Show whether the keyboard is here."""
        super().watch_has_focus(has_focus)
        self._redraw_changed()

    def render_line(self, y: int) -> Strip:
        """Draw a row of the screen."""
        if self._palette is None:
            self._palette = Palette.of(self, "transcript--selection", "transcript--hit")
        row, width = y + round(self.scroll_y), self.scrollable_content_region.width
        if row >= len(self._wrapped):
            return Strip.blank(width, self._palette.lane(None))
        look = self._drawn[row] = self._look(row)
        return self._strip(look)

    def refresh_line(self, y: int) -> None:
        """Have what differs on a row drawn again, from the first cell that does to the last."""
        width = self.scrollable_content_region.width
        left, right = 0, width
        known = self._drawn.get(y)
        if known is not None and known in self._strips and self._palette is not None:
            left, right = differing(self._strips[known], self._strip(self._look(y)))
        if left < right:
            self.refresh(Region(left, y - round(self.scroll_y), right - left, 1))

    def _strip(self, look: Look) -> Strip:
        """Return a row as drawn, made once for each of its looks."""
        strip = self._strips.get(look)
        if strip is None:
            assert self._palette is not None
            width = self.scrollable_content_region.width
            strip = draw(look, self._wrapped, self._speech, self._palette, width, self._names_width)
            self._strips[look] = strip
        return strip

    def _look(self, row: int) -> Look:
        """Tell what a row should look like now."""
        _, start, end = self._wrapped.rows[row]
        chosen, focused = self._chosen, self.has_focus
        low, high = max(start, chosen.start), min(end, chosen.end)
        touched = low < high
        here = focused and start <= self.cursor < end
        return Look(
            row=row,
            placed=self._lanes.on_row(row),
            chosen=Span(low, high) if touched else None,
            opens=touched and low == chosen.start,
            closes=touched and high == chosen.end,
            cursor=self.cursor if here else None,
            focused=focused if touched else True,
            hits=self._hits.between(start, end) if self._hits.spans else (),
            sign=self._signs.get(row, ""),
        )

    def _redraw_changed(self) -> None:
        """Have the visible rows drawn again that should look different from what was drawn."""
        top = round(self.scroll_y)
        for row in range(top, min(top + self.size.height, len(self._wrapped))):
            if self._drawn.get(row) != self._look(row):
                self.refresh_line(row)
