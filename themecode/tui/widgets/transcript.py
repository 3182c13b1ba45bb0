"""The text of a document, to be read and coded."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from textual.actions import SkipAction
from textual.message import Message

from themecode.core.documents import Span, Turn
from themecode.tui.view.characters import drawable
from themecode.tui.view.edges import Edges
from themecode.tui.view.hits import Hits
from themecode.tui.view.lanes import LANES, Mark
from themecode.tui.view.layout import top_to_show
from themecode.tui.view.motions import Direction, Unit, Units
from themecode.tui.view.selection import Caret
from themecode.tui.widgets.transcript_keys import Reach, motion_bindings
from themecode.tui.widgets.transcript_rows import GUTTER, Speech
from themecode.tui.widgets.transcript_text import TextRows


class TranscriptView(TextRows, can_focus=True, inherit_bindings=False):
    """Shows a text with its coded passages; keys and mouse move the cursor and select.

    Rows are drawn one by one (Textual's Line API), and after a step only those that look different, so a step
    takes as long in a long text as in a short one. While the ends of a passage are moved (`begin_edges`), keys and
    mouse move them instead of the cursor.
    """

    COMPONENT_CLASSES: ClassVar[set[str]] = {"transcript--selection", "transcript--hit"}
    DEFAULT_CSS = """
    TranscriptView {
        overflow-x: hidden;
        overflow-y: scroll;
        scrollbar-size-vertical: 1;
        background: $surface;
        color: $foreground;
    }
    TranscriptView > .transcript--selection { background: $primary; }
    TranscriptView > .transcript--hit { background: $warning; }
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
        self._text = ""
        self._units = Units("")
        self._caret = Caret()
        self._edges: Edges | None = None
        self._pressed = Span(0, 0)
        self.leaves_escape = False
        """Whether escape goes to the screen at once, which has something of its own to end."""

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
        self._hits, self._sign_places, self._edges = Hits(), {}, None
        self._units = Units(text, sentences, turns)
        self._speech = Speech(turns)
        self._top = 0
        self._wrap()
        self.scroll_to(y=0, animate=False)
        self._put(Caret.placed(self._units, cursor, "document" if whole else "sentence"))
        self.refresh()

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

    def show_row_of(self, offset: int) -> None:
        """Scroll to the row of an offset, where it is out of sight; the cursor stays where it is."""
        row, top = self._wrapped.row_of(offset), round(self.scroll_y)
        revealed = top_to_show(row, row, top=top, height=self.size.height, rows=len(self._wrapped))
        if revealed != top:
            self.scroll_to(y=revealed, animate=False)

    def select(self, span: Span) -> None:
        """Select a passage, such as one that is coded."""
        self._put(Caret.over(span))

    # --- the ends of a passage ----------------------------------------------------------------

    @property
    def edges(self) -> Edges | None:
        """The ends that are moved, where some are."""
        return self._edges

    def begin_edges(self, span: Span) -> None:
        """Move the ends of a passage from now on, the last first."""
        self._put_edges(Edges(span))

    def end_edges(self) -> None:
        """Move the cursor again."""
        self._edges = None
        self._put(self._caret.cleared(self._units))

    def turn(self) -> None:
        """Move the other end from now on, of the passage or of what is selected."""
        if self._edges is not None:
            self._put_edges(self._edges.turned())
        else:
            self._put(self._caret.turned(self._units))

    def widen(self) -> None:
        """Select the next larger unit."""
        if self._edges is None:
            self._put(self._caret.widened(self._units))

    def narrow(self) -> None:
        """Select what was selected before widening, or the next smaller unit."""
        if self._edges is None:
            self._put(self._caret.narrowed(self._units))

    def _put_edges(self, edges: Edges) -> None:
        self._edges = edges
        self._put(Caret(edges.cursor, "word", edges.span, edges.edge))

    def _move_edge(self, edges: Edges, unit: Reach, direction: Direction) -> None:
        if unit == "row" or unit == "document":
            self._put_edges(edges.to(self._end_of(unit, direction)))
        else:
            self._put_edges(edges.moved(self._units, unit, direction))

    # --- keys ---------------------------------------------------------------------------------

    def action_move(self, unit: Reach, direction: Direction) -> None:
        """Move the cursor by a unit, or to an end of the row or the document."""
        if self._edges is not None:
            self._move_edge(self._edges, unit, direction)
        elif unit == "row" or unit == "document":
            kind: Unit = "word" if unit == "row" else "sentence"
            target = self._end_of(unit, direction)
            if direction > 0:
                target = self._units.move(kind, target, -1)
            self._put(Caret.placed(self._units, target, kind))
        else:
            self._put(self._caret.moved(self._units, unit, direction))

    def action_extend(self, unit: Reach, direction: Direction) -> None:
        """Grow or shrink the selection by a unit, or to an end of the row or the document."""
        if self._edges is not None:
            if unit == "word":
                self._put_edges(self._edges.stepped(self._wrapped, direction))
            else:
                self._move_edge(self._edges, unit, direction)
        elif unit == "row" or unit == "document":
            self._put(self._caret.extended_to(self._units, self._end_of(unit, direction)))
        else:
            self._put(self._caret.extended(self._units, unit, direction))

    def action_clear_selection(self) -> None:
        """Let go of the selection; without one the key is left to the screen."""
        if not self.has_selection or self.leaves_escape:
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
        if self._edges is not None:
            self._put_edges(self._edges.placed(self._under(row, cell)))
            return
        lane = GUTTER - 2 - cell  # beside the space before the text
        for placed in self._lanes.on_row(row) if 0 <= lane < LANES else ():
            if placed.lane == lane:
                self.select(Span(placed.mark.start, placed.mark.end))
                return
        self._pressed = self._under(row, cell)
        self._put(Caret.placed(self._units, self._pressed.start), reveal=False)

    def dragged(self, row: int, cell: int) -> None:
        """Select from the character pressed on to this one."""
        under = self._under(row, cell)
        if self._edges is not None:
            self._put_edges(self._edges.placed(under))
        elif under != self._pressed or self.has_selection:
            self._put(Caret.dragged(self._pressed, under), reveal=False)

    def clicked_again(self, row: int, cell: int, times: int) -> None:
        """Select the word at a double click, the sentence at a triple one."""
        if self._edges is not None:
            return
        unit: Unit = "word" if times == 2 else "sentence"
        self._put(Caret.over(self._units.at(unit, self._under(row, cell).start), unit), reveal=False)

    def _under(self, row: int, cell: int) -> Span:
        """Return the character under a cell of the view."""
        row = min(row, len(self._wrapped) - 1)
        return self._wrapped.cluster_at(self._wrapped.offset_at(row, cell - GUTTER))

    # --- inside -------------------------------------------------------------------------------

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
