"""All answers to a question in a table: narrowed, ordered, coded many at a time."""

from __future__ import annotations

from textual.app import ComposeResult
from textual.containers import Horizontal
from textual.widgets import Input, Static

from themecode.tui import places
from themecode.tui.actions import bindings
from themecode.tui.screens.base import StudyScreen
from themecode.tui.screens.bulk import BulkScreen
from themecode.tui.screens.panes import PaneScreen
from themecode.tui.widgets.paged_table import PagedTable
from themecode.tui.widgets.side_pane import TextPane
from themecode.usecases import answer_table
from themecode.usecases.looking import QuestionRow

WIDE = 118
"""Cells from which the answer under the cursor stands beside the table rather than below it."""


class AnswerTableScreen(BulkScreen, PaneScreen):
    """The table, the line that narrows it above, and the answer under the cursor beside or below."""

    NAME = "answer_table"
    BINDINGS = bindings("answer_table")
    PANE = "#answer"
    DEFAULT_CSS = """
    AnswerTableScreen #filter { height: 1; border: none; padding: 0 1; background: $boost; }
    AnswerTableScreen #listed { height: 1; padding: 0 1; }
    AnswerTableScreen #listed.fault { height: auto; max-height: 3; text-style: bold; color: $text-error; }
    AnswerTableScreen #answer {
        width: 36%; max-width: 64; height: 1fr; border-left: solid $panel-lighten-2; padding: 0 1;
    }
    AnswerTableScreen.narrow Horizontal { layout: vertical; }
    AnswerTableScreen.narrow #answer {
        width: 100%; max-width: 100%; height: 6; border-left: none; border-top: solid $panel-lighten-2;
    }
    AnswerTableScreen PagedTable { width: 1fr; height: 1fr; }
    AnswerTableScreen #shortcuts { dock: bottom; height: 1; padding: 0 1; margin-bottom: 1; }
    """

    def __init__(self, question: QuestionRow, at: int | None = None, *, line: str = "") -> None:
        """Take the question, the document id of the answer to begin at, and what to narrow the table to."""
        super().__init__(question)
        self._begin_with = line
        self._begin_at = at
        self._left_at: int | None = None
        """The answer the cursor is on, also once the table is gone."""
        self._opened: StudyScreen | None = None

    def compose(self) -> ComposeResult:
        """Lay the screen out."""
        yield Static("", id="status", markup=False)
        yield Input(placeholder=self.words("filter answers"), id="filter", compact=True, select_on_focus=False)
        yield Static("", id="listed", markup=False)
        with Horizontal():
            yield PagedTable(self._rows, id="table")
            yield TextPane(id="answer")
        yield Static("", id="shortcuts", markup=False)
        yield self.key_bar()

    def on_mount(self) -> None:
        """Have the list worked out; the rows come when it is there."""
        super().on_mount()
        self.columns = answer_table.columns(self.study, self.question)
        self.read_names()
        self.table.focus()
        self.status(self.title_of_question)
        left = places.answer_place(self.study, self.question)
        at = self._begin_at if self._begin_at is not None else left
        if self._begin_with:
            self.filter_by(self._begin_with, at)
        else:
            self.list_answers(at)

    def on_unmount(self) -> None:
        """Keep which answer one was at."""
        if self._left_at is not None:
            places.keep(self.host, places.of_question(self.study, self.question), str(self._left_at))

    def on_resize(self) -> None:
        """Put the answer beside the table where there is room, else below it."""
        self.pane_below = self.size.width < WIDE
        self.set_class(self.pane_below, "narrow")
        self.status(self.title_of_question)
        self.show_digits()

    def pane_moved(self) -> None:
        """Fit the answer to the pane."""
        self.show_answer()

    # -- reading ------------------------------------------------------------------------------

    def reload(self) -> None:
        """Read again what is in sight. The list itself stays, so that nothing goes from under one's hands."""
        if not self.is_mounted or not self.query(PagedTable):
            return
        self.read_names()
        self.table.refetch()
        self.show_answer()

    def on_screen_resume(self) -> None:
        """Come back from an answer to its row, or to that of the answer read last."""
        document = getattr(self._opened, "document", None)
        self._opened = None
        self.reload()
        if document is not None:
            self.table.put_cursor(document.id)

    # -- what the table tells -----------------------------------------------------------------

    def on_paged_table_moved(self) -> None:
        """Show the answer that the cursor has come to."""
        self._left_at = self.table.row_id
        self.show_answer()

    def on_paged_table_marks_changed(self) -> None:
        """Say how many are marked."""
        self.show_listed()

    def on_paged_table_opened(self, event: PagedTable.Opened) -> None:
        """Open an answer; from there one goes on through the answers as they are listed here."""
        from themecode.tui.screens.answers import AnswersScreen

        self._opened = AnswersScreen(self.question, at=event.row_id, among=self.table.ids, highlighted=self.sought)
        self.app.push_screen(self._opened)

    def on_paged_table_header_clicked(self, event: PagedTable.HeaderClicked) -> None:
        """Put the answers in order of a column."""
        kind, _, id = event.key.partition(" ")
        self.order_by(kind, int(id) if id else None)

    def action_open_answer(self) -> None:
        """Open the answer under the cursor (for the click on the key bar; the table takes enter itself)."""
        self.table.action_open()

    def action_mark(self) -> None:
        """Mark the answer under the cursor (for the click on the key bar)."""
        self.table.action_turn()

    def action_mark_all(self) -> None:
        """Mark all that are listed, or none."""
        self.table.turn_all()

    # -- going --------------------------------------------------------------------------------

    def action_counts(self) -> None:
        """Show the counts as the report counts them."""
        from themecode.tui.screens.counts import CountsScreen

        self.app.push_screen(CountsScreen(self.question))

    def action_back(self) -> None:
        """Leave the line that filters, else the table."""
        if self.query_one("#filter", Input).has_focus:
            self.leave_filter()
        else:
            self.dismiss()
