"""A table of any length: only ids are held, and the rows in sight are fetched a page at a time."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import ClassVar

from rich.style import Style
from textual import events
from textual.binding import Binding, BindingType
from textual.cache import LRUCache
from textual.geometry import Size
from textual.message import Message
from textual.scroll_view import ScrollView
from textual.strip import Strip

from themecode.tui.view.columns import Column
from themecode.tui.view.marking import Marks
from themecode.tui.widgets.table_rows import GUTTER, TableRows

PAGE = 64
"""Rows fetched at a time."""
PAGES = 64
"""Pages kept."""
Cells = Sequence[str]
Fetch = Callable[[Sequence[int]], Mapping[int, Cells]]
"""Takes row ids and returns the cells of each by id; a row that is gone is left out."""


class PagedTable(ScrollView, can_focus=True, inherit_bindings=False):
    """Rows with a cursor and marks, drawn line by line (Textual's Line API).

    After a step only the rows it touches are drawn, so that a step in a long table takes as long as in a short
    one. The screen says which rows there are, in which order, and fetches what stands in them.
    """

    COMPONENT_CLASSES: ClassVar[set[str]] = {"paged-table--header", "paged-table--cursor", "paged-table--marked"}
    DEFAULT_CSS = """
    PagedTable {
        overflow-x: hidden;
        overflow-y: scroll;
        scrollbar-size-vertical: 1;
        background: $surface;
        color: $foreground;
    }
    PagedTable > .paged-table--header { background: $panel; color: $foreground; text-style: bold; }
    PagedTable > .paged-table--cursor {
        background: $block-cursor-background; color: $block-cursor-foreground; text-style: bold;
    }
    PagedTable > .paged-table--marked { background: $primary 25%; color: $foreground; }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        *(
            Binding(f"{shift}{key}", f"{action}({step!r})", show=False)
            for shift, action in (("", "move"), ("shift+", "stretch"))
            for key, step in (
                ("up", -1),
                ("down", 1),
                ("pageup", "-page"),
                ("pagedown", "+page"),
                ("home", "first"),
                ("end", "last"),
            )
        ),
        Binding("space", "turn", show=False),
        Binding("enter", "open", show=False),
    ]

    class Moved(Message):
        """The cursor stands on another row (``None``: the table is empty)."""

        def __init__(self, row_id: int | None) -> None:
            super().__init__()
            self.row_id = row_id

        def can_replace(self, message: Message) -> bool:
            """Let the newest stand for those not yet handled."""
            return isinstance(message, PagedTable.Moved)

    class MarksChanged(Message):
        """Other rows are marked than before."""

        def can_replace(self, message: Message) -> bool:
            """Let the newest stand for those not yet handled."""
            return isinstance(message, PagedTable.MarksChanged)

    class Opened(Message):
        """A row was chosen."""

        def __init__(self, row_id: int) -> None:
            super().__init__()
            self.row_id = row_id

    class HeaderClicked(Message):
        """A column's title was clicked."""

        def __init__(self, key: str) -> None:
            super().__init__()
            self.key = key

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

    # --- what the screen asks for -------------------------------------------------------------

    def set_columns(self, columns: Sequence[Column]) -> None:
        """Show other columns; the rows are fetched anew, since what stands in them differs."""
        self._columns = columns
        self._fit()
        self.refetch()

    def show(self, ids: Sequence[int], cursor: int | None = None) -> None:
        """Show another list, the cursor on a row by its id (where it is not in the list: as far down as it was)."""
        top = round(self.scroll_y)
        at_line = self._cursor - top
        self._ids = ids
        self._marks.over(ids)
        place = _index(ids, cursor) if cursor is not None else None
        self._cursor = max(0, min(self._cursor if place is None else place, len(ids) - 1))
        self.virtual_size = Size(max(1, self.size.width), len(ids) + 1)
        self.refetch()
        if place is not None and 0 <= at_line < self._rows_in_sight:
            self.scroll_to(y=self._cursor - at_line, animate=False)  # the row stays where it was on the screen
        self._reveal()
        self.post_message(self.Moved(self.row_id))
        self.post_message(self.MarksChanged())

    def refetch(self) -> None:
        """Fetch again what is in sight, after something was written."""
        self._pages.clear()
        self._strips.clear()
        self.refresh()

    @property
    def ids(self) -> Sequence[int]:
        """The rows, in order."""
        return self._ids

    @property
    def row_id(self) -> int | None:
        """The row under the cursor; ``None`` in an empty table."""
        return self._ids[self._cursor] if self._ids else None

    @property
    def place(self) -> int:
        """How many rows stand above the cursor."""
        return self._cursor

    @property
    def marked(self) -> list[int]:
        """The marked rows, in the order of the table."""
        return self._marks.in_order()

    @property
    def marks(self) -> int:
        """How many rows are marked."""
        return len(self._marks)

    def put_cursor(self, row_id: int) -> None:
        """Put the cursor on a row, where it is in the table."""
        place = _index(self._ids, row_id)
        if place is not None:
            self._move_to(place)

    def turn_all(self) -> None:
        """Mark all rows, or none where all are marked."""
        self._marks.turn_all()
        self._marks_changed()

    def mark(self, ids: Sequence[int]) -> int:
        """Mark more rows and return how many of them are in the table."""
        found = self._marks.add(ids)
        self._marks_changed()
        return found

    def clear_marks(self) -> None:
        """Mark nothing."""
        self._marks.clear()
        self._marks_changed()

    def cells(self, place: int) -> Cells | None:
        """Return what stands in a row by its place, ``None`` where it is gone."""
        number = place // PAGE
        page = self._pages.get(number)
        if page is None:
            page = self._fetch(self._ids[number * PAGE : (number + 1) * PAGE])
            self._pages[number] = page
        return page.get(self._ids[place])

    # --- keys ---------------------------------------------------------------------------------

    def action_move(self, step: int | str) -> None:
        """Move the cursor."""
        self._marks.let_go_of_range()
        self._move_to(self._target(step))

    def action_stretch(self, step: int | str) -> None:
        """Move the cursor and mark what it passes; going back lets go of it again."""
        if self._ids:
            before, target = self._cursor, self._target(step)
            changed = self._marks.stretch(before, target)
            self._move_to(target)
            self._refresh_rows(changed)
            self.post_message(self.MarksChanged())

    def action_turn(self) -> None:
        """Mark the row under the cursor, or let go of it, and go on to the next."""
        if self._ids:
            self._marks.turn(self._cursor)
            self._refresh_rows(range(self._cursor, self._cursor + 1))
            self._move_to(self._target(1))
            self.post_message(self.MarksChanged())

    def action_open(self) -> None:
        """Choose the row under the cursor."""
        if self.row_id is not None:
            self.post_message(self.Opened(self.row_id))

    def _target(self, step: int | str) -> int:
        page = max(1, self._rows_in_sight - 1)
        ends = {"first": 0, "last": len(self._ids) - 1, "-page": self._cursor - page, "+page": self._cursor + page}
        wanted = ends[step] if isinstance(step, str) else self._cursor + step
        return max(0, min(wanted, len(self._ids) - 1))

    # --- mouse --------------------------------------------------------------------------------

    def on_click(self, event: events.Click) -> None:
        """Put the cursor on a row; in the margin or with ctrl mark it, with shift mark up to it, twice opens it."""
        event.stop()
        if event.button != 1:
            return
        if event.y == 0:
            if key := self._rows.column_at(event.x):
                self.post_message(self.HeaderClicked(key))
            return
        place = event.y - 1 + round(self.scroll_y)
        if not 0 <= place < len(self._ids):
            return
        if event.shift:
            changed = self._marks.stretch(self._cursor, place)
            self._move_to(place)
            self._refresh_rows(changed)
            self.post_message(self.MarksChanged())
        elif event.ctrl or event.x < GUTTER:
            self._marks.turn(place)
            self._move_to(place)
            self._refresh_rows(range(place, place + 1))
            self.post_message(self.MarksChanged())
        else:
            self._marks.let_go_of_range()
            self._move_to(place)
            if event.chain > 1:
                self.action_open()

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

    def _move_to(self, place: int) -> None:
        before, self._cursor = self._cursor, max(0, place)
        self._reveal()
        if before != self._cursor:
            self._refresh_rows((before, self._cursor))
            self.post_message(self.Moved(self.row_id))

    def _reveal(self) -> None:
        top, height = round(self.scroll_y), self._rows_in_sight
        wanted = min(max(top, self._cursor - height + 1), self._cursor)
        if wanted != top:
            self.scroll_to(y=wanted, animate=False)

    def _marks_changed(self) -> None:
        self.refresh()
        self.post_message(self.MarksChanged())

    def _refresh_rows(self, places: range | tuple[int, ...]) -> None:
        sight = range(round(self.scroll_y), round(self.scroll_y) + self._rows_in_sight)
        for place in sight:
            if place in places:
                self.refresh_line(place + 1)


def _index(ids: Sequence[int], row_id: int) -> int | None:
    try:
        return ids.index(row_id)
    except ValueError:
        return None
