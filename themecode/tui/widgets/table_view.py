"""The rows of a table of any length: only ids are held, and those in sight are fetched a page at a time."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import ClassVar

from rich.style import Style
from textual.cache import LRUCache
from textual.geometry import Size
from textual.strip import Strip

from themecode.tui.view.columns import Column
from themecode.tui.view.marking import Marks
from themecode.tui.widgets.straight import StraightRows
from themecode.tui.widgets.table_rows import TableRows

PAGE = 64
"""Rows fetched at a time."""
PAGES = 64
"""Pages kept."""
Cells = Sequence[str]
Fetch = Callable[[Sequence[int]], Mapping[int, Cells]]
"""Takes row ids and returns the cells of each by id; a row that is gone is left out."""


class TableView(StraightRows):
    """Draws rows with a cursor and marks line by line (Textual's Line API).

    After a step only the rows it touches are drawn, so that a step in a long table takes as long as in a short one.
    """

    COMPONENT_CLASSES: ClassVar[set[str]] = {"paged-table--header", "paged-table--cursor", "paged-table--marked"}
    DEFAULT_CSS = """
    TableView {
        overflow-x: hidden;
        overflow-y: scroll;
        scrollbar-size-vertical: 1;
        background: $surface;
        color: $foreground;
    }
    TableView > .paged-table--header { background: $panel; color: $foreground; text-style: bold; }
    TableView > .paged-table--cursor {
        background: $block-cursor-background; color: $block-cursor-foreground; text-style: bold;
    }
    TableView > .paged-table--marked { background: $primary 25%; color: $foreground; }
    """

    def __init__(self, fetch: Fetch, *, id: str | None = None) -> None:
        """Take what fetches rows."""
        super().__init__(id=id)
        self._fetch = fetch
        self._columns: Sequence[Column] = ()
        self._ids: Sequence[int] = ()
        self._cursor = 0
        self._marks = Marks()
        self._rows = TableRows()
        self._pages: LRUCache[int, Mapping[int, Cells]] = LRUCache(PAGES)
        self._strips: LRUCache[tuple[int, bool, bool, bool], Strip] = LRUCache(1024)
        self._styles: dict[tuple[bool, bool, bool], Style] = {}

    def set_columns(self, columns: Sequence[Column]) -> None:
        """Show other columns; the rows are fetched anew, since what stands in them differs."""
        self._columns = columns
        self._fit()
        self.refetch()

    def refetch(self) -> None:
        """Fetch again what is in sight, after something was written."""
        self._pages.clear()
        self._strips.clear()
        self.refresh()

    def cells(self, place: int) -> Cells | None:
        """Return what stands in a row by its place, ``None`` where it is gone."""
        number = place // PAGE
        page = self._pages.get(number)
        if page is None:
            page = self._fetch(self._ids[number * PAGE : (number + 1) * PAGE])
            self._pages[number] = page
        return page.get(self._ids[place])

    # --- drawing ------------------------------------------------------------------------------

    def on_resize(self) -> None:
        """Fit the columns to the width and keep the cursor in sight."""
        self._fit()
        self.virtual_size = Size(max(1, self.size.width), len(self._ids) + 1)
        self._reveal()

    def notify_style_update(self) -> None:
        """Take over the colours of a new theme."""
        super().notify_style_update()
        self._styles.clear()
        self._strips.clear()

    def watch_has_focus(self, has_focus: bool) -> None:
        """Show whether the keyboard is here."""
        super().watch_has_focus(has_focus)
        self._refresh_rows(range(self._cursor, self._cursor + 1))

    def render_line(self, y: int) -> Strip:
        """Draw a line: the titles at the head, then rows."""
        if y == 0:
            return self._rows.head(self.get_component_rich_style("paged-table--header"))
        place = y - 1 + round(self.scroll_y)
        if place >= len(self._ids):
            return Strip.blank(self.scrollable_content_region.width, self.rich_style)
        row_id = self._ids[place]
        here, marked = place == self._cursor, row_id in self._marks
        look = (row_id, here, marked, self.has_focus)
        strip = self._strips.get(look)
        if strip is None:
            style = self._style(here, marked, self.has_focus)
            strip = self._rows.row(self.cells(place), style, marked=marked, here=here)
            self._strips[look] = strip
        return strip

    def _style(self, here: bool, marked: bool, focused: bool) -> Style:
        key = (here, marked, focused)
        if key not in self._styles:
            style = self.rich_style
            if marked:
                style += self.get_component_rich_style("paged-table--marked")
            if here and focused:
                style += self.get_component_rich_style("paged-table--cursor")
            elif here:
                style += Style(bold=True, underline=True)
            self._styles[key] = style
        return self._styles[key]

    # --- inside -------------------------------------------------------------------------------

    @property
    def _rows_in_sight(self) -> int:
        return max(1, self.size.height - 1)

    def _fit(self) -> None:
        self._rows = TableRows(self._columns, self.scrollable_content_region.width)
        self._strips.clear()

    def _reveal(self) -> None:
        top, height = round(self.scroll_y), self._rows_in_sight
        wanted = min(max(top, self._cursor - height + 1), self._cursor)
        if wanted != top:
            self.scroll_to(y=wanted, animate=False)

    def _refresh_rows(self, places: range | tuple[int, ...]) -> None:
        sight = range(round(self.scroll_y), round(self.scroll_y) + self._rows_in_sight)
        for place in sight:
            if place in places:
                self.refresh_line(place + 1)
