"""Coding survey answers one at a time."""

from __future__ import annotations

from collections.abc import Sequence

from rich.cells import cell_len
from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical
from textual.content import Content
from textual.widgets import Static

from themecode.core.documents import Span
from themecode.core.states import Completion, proposed_completion
from themecode.tui import places
from themecode.tui.actions import bindings
from themecode.tui.screens.answer_searching import AnswerSearchScreen
from themecode.tui.view.answer_queue import AnswerQueue
from themecode.tui.view.filter_line import text_term
from themecode.tui.widgets.code_tree import CodeTree
from themecode.tui.widgets.side_pane import SidePane
from themecode.tui.widgets.transcript import TranscriptView
from themecode.usecases import looking
from themecode.usecases.looking import AnswerPlace, QuestionRow
from themecode.usecases.study import Study


class AnswersScreen(AnswerSearchScreen):
    """One answer with its case's attributes and its state; codes go on the whole answer unless text is selected."""

    NAME = "answers"
    BINDINGS = bindings("answers")

    def __init__(
        self,
        question: QuestionRow,
        *,
        at: int | None = None,
        among: Sequence[int] | None = None,
        highlighted: Sequence[str] = (),
    ) -> None:
        """Take the question whose answers are read.

        ``at`` is the document id to begin with; else it is the first unread one from where the coder left off,
        so that one goes on where one was without meeting again what is done. ``among`` are the ids of the
        answers to go through, as the table lists them, else all in the order of the cases; ``highlighted`` is
        what they were narrowed to.
        """
        super().__init__()
        self.question = question
        self.queue = AnswerQueue()
        self.place: int = 0
        self.again: dict[int, tuple[str, ...]] = {}
        """Answers read before a code was there, by document id, and those codes."""
        self.among = among
        self.highlighted = highlighted
        self._begin_at = at
        self._rows_shown: dict[str, int] = {}
        """Rows that the texts below the answer take up, by selector."""

    def compose(self) -> ComposeResult:
        """Lay the screen out."""
        assert self.question is not None
        yield Static("", id="status", markup=False)
        yield Static(self.question.wording.in_language(self.words.language), id="wording", markup=False)
        with Horizontal():
            with Vertical():
                yield TranscriptView(id="text")
                yield Static("", id="state", markup=False)
                yield Static("", id="attributes", markup=False)
            with SidePane(id="side"):
                yield CodeTree(id="codes")
                yield Static("", id="here")
        yield self.search_line()
        yield self.key_bar()

    def on_mount(self) -> None:
        """Begin with the answer asked for, else where the coder left off."""
        super().on_mount()
        assert self.question is not None
        everything = AnswerQueue(
            (place.document_id, place.state) for place in looking.answer_queue(self.study, self.question)
        )
        self.queue = everything if self.among is None else everything.among(self.among)
        self.read_codes()
        self.again = looking.revisit(self.study, self.question)
        begin = self.queue.place_of(self._begin_at) if self._begin_at is not None else None
        self._show(begin if begin is not None else self._left_off())
        self.view.focus()
        self.find_like()

    def on_unmount(self) -> None:
        """Keep which answer was left."""
        if self.document is not None and self.question is not None:
            places.keep(self.host, places.of_question(self.study, self.question), str(self.document.id))

    def reload(self) -> None:
        """Read again, as after an undo; the states of all answers in a thread, since there may be many."""
        super().reload()
        assert self.question is not None
        question = self.question
        self.read(lambda study: looking.answer_queue(study, question), self._take_states, what="states")

    def target(self) -> Span:
        """Return the selected text, or the whole answer."""
        if self.document is None:
            return Span(0, 0)
        return self.view.selection if self.view.has_selection else Span(0, len(self.document.text))

    def codings_here(self) -> list[looking.Coding]:
        """Return all codings of the answer; it is short enough to be looked at as one."""
        return list(self.codings)

    def read_codings(self) -> None:
        """Read codings and state, and keep the state in the queue."""
        super().read_codings()
        if self.document is not None:
            self.queue.take({self.document.id: self.state})
            self.look_around()
            self.show_state()
            self.show_status()

    def show_status(self) -> None:
        """Say which question and case, and how many are read."""
        assert self.question is not None
        case = self.document.case if self.document else ""
        number = self.words("question", number=self.question.number or self.question.key)
        place = f"{self.place + 1}/{len(self.queue)}" if self.queue else "0"
        read = self.words("read", read=self.queue.read, all=len(self.queue))
        self.status(f"{number} · {case} ({place})", read + " ")

    # -- going on -----------------------------------------------------------------------------

    def action_next_unread(self) -> None:
        """Leave this answer and go to the next unread one; in a search, to the next that holds what is looked for."""
        if self.searching:
            self.to_next_hit()
            return
        self._leave()
        self._go_on()

    def leave_for(self, place: int) -> None:
        """Leave this answer and show the one at a place."""
        self._leave()
        self._show(place)

    def action_next_answer(self) -> None:
        """Leave this answer and go to the next."""
        self._leave()
        self._show(min(self.place + 1, len(self.queue) - 1))

    def action_previous_answer(self) -> None:
        """Leave this answer and go to the one before."""
        self._leave()
        self._show(max(self.place - 1, 0))

    def action_done(self) -> None:
        """Say that the answer is done, also when it was and is read again; else open it again."""
        if self.document is not None and self.document.id in self.again:
            self.declare(Completion.COMPLETED)
        else:
            super().action_done()

    def action_no_code_fits(self) -> None:
        """Say that no code fits, and go on."""
        self.declare(Completion.NO_CODE_FITS)

    def action_contentless(self) -> None:
        """Say that the answer says nothing, and go on."""
        self.declare(Completion.CONTENTLESS)

    def action_refers(self) -> None:
        """Say that the answer refers to another one, and go on."""
        self.declare(Completion.REFERS_ELSEWHERE)

    def action_skip(self) -> None:
        """Leave the answer unread and go on."""
        self.declare(Completion.SKIPPED)

    def declared(self, state: Completion) -> None:
        """Show the state and go on to the next unread answer."""
        if self.document is not None:
            self.again.pop(self.document.id, None)
        self.read_codings()
        self._go_on()

    def action_answer_table(self) -> None:
        """Show all answers in a table: the one that this answer was opened from, or one that stands at it."""
        from themecode.tui.screens.answer_table import AnswerTableScreen

        if self.among is not None:
            self._leave()
            self.dismiss()
            return
        assert self.question is not None
        self._leave()
        line = text_term(self.line.value) if self.searching else ""
        at = self.document.id if self.document else None
        self.app.switch_screen(AnswerTableScreen(self.question, at, line=line))

    def action_back(self) -> None:
        """End what goes on; else leave this answer and go back to the list."""
        if not self.ended():
            self._leave()
            self.dismiss()

    # -- inside -------------------------------------------------------------------------------

    def _next_unread(self, after: int) -> int | None:
        return self.queue.next_unread(after, self.again)

    def _left_off(self) -> int:
        """Return the place of the answer that was left where it is unread still, else that of the next unread one."""
        assert self.question is not None
        left = places.answer_place(self.study, self.question)
        place = self.queue.place_of(left) if left is not None else None
        if left is None or place is None:
            return self._next_unread(-1) or 0
        found = place if self.queue.is_unread(left) else self._next_unread(place)
        return place if found is None else found

    def _go_on(self) -> None:
        found = self._next_unread(self.place)
        if found is None:
            self.notify(self.words("all read"), timeout=3)
        else:
            self._show(found)

    def _leave(self) -> None:
        """Complete an answer that has a code; the queue knows at once, the file a moment later."""
        document = self.document
        if document is None or not self.codings or self.state not in (None, Completion.SKIPPED):
            return
        self.queue.awaiting(document.id, Completion.COMPLETED)

        def complete(study: Study) -> None:
            study.complete(document)

        self.write(complete, lambda _: self.queue.written(document.id))

    def _show(self, place: int) -> None:
        if not self.queue:
            self.document = None
            self.view.show("")
            self._put("#state", self.words("no answers"))
            self.read_codings()
            self.show_status()
            return
        self.place = place
        self.document = looking.document(self.study, self.queue[place])
        if self.document is None:  # someone took the answer away
            return
        parts = looking.segmented(self.study, self.document)
        self.view.show(parts.text, sentences=parts.sentences, whole=True)
        attributes = [f"{name}: {value}" for name, value in looking.attributes(self.study, self.document)]
        self._put("#attributes", " · ".join(attributes))
        left = self.queue.state(self.document.id)
        super().read_codings()
        if left is not None and self.state is None:
            self.state = left  # declared a moment ago, not yet on disk
        self.show_hits_again()
        self.look_around()
        self.show_state()
        self.show_status()

    def show_state(self) -> None:
        """Say below the answer where it stands, and what can be done with it."""
        text = self.words("state", state=self.words(self.state or "unread"))
        if self.state is None and not self.codings and self.document is not None:
            proposed = proposed_completion(self.document.text)
            if proposed is Completion.CONTENTLESS:
                text += " · " + self.words("looks contentless")
            elif proposed is Completion.REFERS_ELSEWHERE:
                text += " · " + self.words("looks referring")
        if self.document is not None and (codes := self.again.get(self.document.id)):
            text += " · " + self.words("to read again", codes=", ".join(codes))
        self._put("#state", " · ".join((text, *self.around())))

    def _put(self, selector: str, text: str) -> None:
        """Show a text below the answer; the screen is laid out anew only where it takes up other rows."""
        part = self.query_one(selector, Static)
        rows = -(-cell_len(text) // max(1, part.content_size.width)) if text else 0
        part.update(Content(text), layout=rows > 1 or rows != self._rows_shown.get(selector))
        self._rows_shown[selector] = rows

    def _take_states(self, queue: Sequence[AnswerPlace]) -> None:
        self.queue.take({place.document_id: place.state for place in queue})
        self.show_status()
