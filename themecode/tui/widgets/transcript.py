"""The text of a document, to be read and coded."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from rich.cells import cell_len
from textual.actions import SkipAction
from textual.cache import LRUCache
from textual.geometry import Size
from textual.message import Message
from textual.strip import Strip

from themecode.core.documents import Span, Turn
from themecode.tui.view.characters import drawable
from themecode.tui.view.lanes import Lanes, Mark, innermost_first
from themecode.tui.view.layout import Layout, top_to_show
from themecode.tui.view.motions import Direction, Unit, Units
from themecode.tui.view.selection import Caret
from themecode.tui.widgets.dragging import DragView
from themecode.tui.widgets.palette import Palette
from themecode.tui.widgets.transcript_keys import Reach, motion_bindings
from themecode.tui.widgets.transcript_rows import AFTER, GUTTER, LANES, Look, Speech, draw


class TranscriptView(DragView, can_focus=True, inherit_bindings=False):
    """Shows a text with its coded passages; keys and mouse move the cursor and select.

    Rows are drawn one by one (Textual's Line API), and after a step only those that look different, so a step
    takes as long in a long text as in a short one.
    """

    COMPONENT_CLASSES: ClassVar[set[str]] = {"transcript--selection"}
    DEFAULT_CSS = """
    TranscriptView {
        overflow-x: hidden;
        overflow-y: scroll;
        scrollbar-size-vertical: 1;
        background: $surface;
        color: $foreground;
    }
    TranscriptView > .transcript--selection { background: $primary; }
    """
    BINDINGS = motion_bindings()

    class SelectionChanged(Message):
        """The cursor or what is selected has changed."""

        def __init__(self, view: TranscriptView, selection: Span, cursor: int) -> None:
            super().__init__()
            self.view = view
            self.start, self.end = selection.start, selection.end
            """What Enter would code."""
            self.cursor = cursor

        @property
        def control(self) -> TranscriptView:
            """The view it happened in."""
            return self.view

        def can_replace(self, message: Message) -> bool:
            """Let the newest stand for those not yet handled, as during a drag."""
            return isinstance(message, TranscriptView.SelectionChanged) and message.view is self.view

    def __init__(self, *, id: str | None = None, classes: str | None = None) -> None:
        super().__init__(id=id, classes=classes)
        self._text = self._drawable = ""
        self._marks: Sequence[Mark] = ()
        self._units = Units("")
        self._speech = Speech(())
        self._wrapped = Layout("", 1, cell_len)
        self._lanes = Lanes((), self._wrapped)
        self._caret = Caret()
        self._chosen = Span(0, 0)
        self._pressed = Span(0, 0)
        self._top = 0
        """An offset on the top row, kept through changes of width."""
        self._palette: Palette | None = None
        self._strips: LRUCache[Look, Strip] = LRUCache(2048)
        self._drawn: dict[int, Look] = {}
        """What each row looked like when it was last drawn."""

    # --- what the screen asks for -------------------------------------------------------------

    def show(
        self,
        text: str,
        *,
        turns: Sequence[Turn] = (),
        sentences: Sequence[Span] = (),
        marks: Sequence[Mark] = (),
        cursor: int = 0,
        whole: bool = False,
    ) -> None:
        """Show another text, the cursor at an offset of it; ``whole`` makes all of it the current unit."""
        self._text, self._marks, self._drawable = text, marks, drawable(text)
        self._units = Units(text, sentences, turns)
        self._speech = Speech(turns)
        self._top = 0
        self._wrap()
        self.scroll_to(y=0, animate=False)
        self._put(Caret.placed(self._units, cursor, "document" if whole else "sentence"))
        self.refresh()

    def set_marks(self, marks: Sequence[Mark]) -> None:
        """Show other marks in the same text; only rows on which they differ are drawn again."""
        self._marks = marks
        self._lanes = Lanes(marks, self._wrapped)
        self._redraw_changed()

    @property
    def selection(self) -> Span:
        """What Enter would code: what is selected, else the unit that the cursor was last moved by."""
        return self._chosen

    @property
    def has_selection(self) -> bool:
        """Tell whether something is selected by hand."""
        return self._caret.anchor is not None

    @property
    def cursor(self) -> int:
        """The offset of the cursor."""
        return self._caret.cursor

    def jump(self, offset: int) -> None:
        """Move the cursor to the sentence at an offset."""
        self._put(Caret.placed(self._units, offset))

    def select(self, span: Span) -> None:
        """Select a passage, such as one that is coded."""
        self._put(Caret.over(span))

    def marks_at(self, offset: int) -> list[Mark]:
        """Return the marks over an offset, the innermost first."""
        placed = self._lanes.on_row(self._wrapped.row_of(offset))
        return innermost_first(each.mark for each in placed if each.mark.start <= offset < each.mark.end)

    # --- keys ---------------------------------------------------------------------------------

    def action_move(self, unit: Reach, direction: Direction) -> None:
        """Move the cursor by a unit, or to an end of the row or the document."""
        if unit == "row" or unit == "document":
            kind: Unit = "word" if unit == "row" else "sentence"
            target = self._end_of(unit, direction)
            if direction > 0:
                target = self._units.move(kind, target, -1)
            self._put(Caret.placed(self._units, target, kind))
        else:
            self._put(self._caret.moved(self._units, unit, direction))

    def action_extend(self, unit: Reach, direction: Direction) -> None:
        """Grow or shrink the selection by a unit, or to an end of the row or the document."""
        if unit == "row" or unit == "document":
            self._put(self._caret.extended_to(self._units, self._end_of(unit, direction)))
        else:
            self._put(self._caret.extended(self._units, unit, direction))

    def action_clear_selection(self) -> None:
        """Let go of the selection; without one the key is left to the screen."""
        if not self.has_selection:
            raise SkipAction
        self._put(self._caret.cleared(self._units))

    def _end_of(self, reach: str, direction: Direction) -> int:
        """Return the start or end of the cursor's row, or of the document."""
        row = self._wrapped.shown(self._wrapped.row_of(self.cursor))
        span = row if reach == "row" else Span(0, len(self._text))
        return span.start if direction < 0 else span.end

    # --- mouse --------------------------------------------------------------------------------

    def pressed(self, row: int, cell: int) -> None:
        """Put the cursor on a character; in the margin, select the passage of the line pressed on."""
        row = min(row, len(self._wrapped) - 1)
        lane = LANES - cell
        for placed in self._lanes.on_row(row) if 0 <= lane < LANES else ():
            if placed.lane == lane:
                self.select(Span(placed.mark.start, placed.mark.end))
                return
        self._pressed = self._under(row, cell)
        self._put(Caret.placed(self._units, self._pressed.start), reveal=False)

    def dragged(self, row: int, cell: int) -> None:
        """Select from the character pressed on to this one."""
        under = self._under(row, cell)
        if under != self._pressed or self.has_selection:
            self._put(Caret.dragged(self._pressed, under), reveal=False)

    def clicked_again(self, row: int, cell: int, times: int) -> None:
        """Select the word at a double click, the sentence at a triple one."""
        unit: Unit = "word" if times == 2 else "sentence"
        self._put(Caret.over(self._units.at(unit, self._under(row, cell).start), unit), reveal=False)

    def _under(self, row: int, cell: int) -> Span:
        """Return the character under a cell of the view."""
        row = min(row, len(self._wrapped) - 1)
        return self._wrapped.cluster_at(self._wrapped.offset_at(row, cell - GUTTER))

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
    def _text_width(self) -> int:
        return max(1, self.scrollable_content_region.width - GUTTER - AFTER)

    def _wrap(self) -> None:
        """Lay the text out for the present width; before that is known there is nothing to lay out for."""
        sized = bool(self.size)
        self._wrapped = Layout(self._drawable if sized else "", self._text_width if sized else 1, cell_len)
        self._lanes = Lanes(self._marks, self._wrapped)
        self._strips.clear()
        self._drawn.clear()
        self.virtual_size = Size(self._text_width + GUTTER + AFTER, len(self._wrapped))

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
            self._palette = Palette.of(self, "transcript--selection")
        row, width = y + round(self.scroll_y), self.scrollable_content_region.width
        if row >= len(self._wrapped):
            return Strip.blank(width, self._palette.lane(None))
        look = self._drawn[row] = self._look(row)
        strip = self._strips.get(look)
        if strip is None:
            strip = draw(look, self._wrapped, self._speech, self._palette, width)
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
        )

    def _put(self, caret: Caret, *, reveal: bool = True) -> None:
        """Take over a cursor and selection, show them, and tell the screen."""
        self._caret = caret
        self._chosen = caret.selection(self._units)
        if reveal:
            self._reveal()
        self._redraw_changed()
        self.post_message(self.SelectionChanged(self, self._chosen, self.cursor))

    def _reveal(self) -> None:
        """Scroll to the cursor, and to the rest of the current unit, where they are outside the view."""
        first = self._wrapped.row_of(self.cursor)
        last = first if self.has_selection else self._wrapped.row_of(max(first, self._chosen.end - 1))
        top = round(self.scroll_y)
        revealed = top_to_show(first, last, top=top, height=self.size.height, rows=len(self._wrapped))
        if revealed != top:
            self.scroll_to(y=revealed, animate=False)

    def _redraw_changed(self) -> None:
        """Have the visible rows drawn again that should look different from what was drawn."""
        top = round(self.scroll_y)
        for row in range(top, min(top + self.size.height, len(self._wrapped))):
            if self._drawn.get(row) != self._look(row):
                self.refresh_line(row)
