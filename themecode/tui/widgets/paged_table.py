"""A table of any length: only ids are held, and the rows in sight are fetched a page at a time."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from textual import events
from textual.binding import Binding, BindingType
from textual.geometry import Size
from textual.message import Message

from themecode.tui.widgets.table_rows import GUTTER
from themecode.tui.widgets.table_view import TableView


class PagedTable(TableView, can_focus=True, inherit_bindings=False):
    """Rows with a cursor and marks, moved and made by keys and mouse.

    The screen says which rows there are, in which order, and fetches what stands in them.
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

    # --- what the screen asks for -------------------------------------------------------------

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

    # --- inside -------------------------------------------------------------------------------

    def _move_to(self, place: int) -> None:
        before, self._cursor = self._cursor, max(0, place)
        self._reveal()
        if before != self._cursor:
            self._refresh_rows((before, self._cursor))
            self.post_message(self.Moved(self.row_id))

    def _marks_changed(self) -> None:
        self.refresh()
        self.post_message(self.MarksChanged())


def _index(ids: Sequence[int], row_id: int) -> int | None:
    try:
        return ids.index(row_id)
    except ValueError:
        return None
