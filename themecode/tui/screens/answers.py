"""Coding survey answers one at a time."""

from __future__ import annotations

from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical
from textual.content import Content
from textual.widgets import Static

from themecode.core.documents import Span
from themecode.core.states import Completion, proposed_completion
from themecode.tui.actions import bindings
from themecode.tui.screens.coding import CodingScreen
from themecode.tui.widgets.code_tree import CodeTree
from themecode.tui.widgets.transcript import TranscriptView
from themecode.usecases import looking
from themecode.usecases.looking import AnswerPlace, QuestionRow
from themecode.usecases.study import Study


class AnswersScreen(CodingScreen):
    """One answer with its case's attributes and its state; codes go on the whole answer unless text is selected."""

    NAME = "answers"
    BINDINGS = bindings("answers")

    def __init__(self, question: QuestionRow) -> None:
        """Take the question whose answers are read."""
        super().__init__()
        self.question = question
        self.queue: list[AnswerPlace] = []
        self.states: dict[int, str | None] = {}
        self.place: int = 0
        self.again: dict[int, tuple[str, ...]] = {}
        """Answers read before a code was there, by document id, and those codes."""

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
            with Vertical(id="side"):
                yield CodeTree(id="codes")
                yield Static("", id="here")
        yield self.key_bar()

    def on_mount(self) -> None:
        """Begin with the first unread answer."""
        super().on_mount()
        assert self.question is not None
        self.queue = looking.answer_queue(self.study, self.question)
        self.states = {place.document_id: place.state for place in self.queue}
        self.read_codes()
        self.again = looking.revisit(self.study, self.question)
        unread = self._next_unread(-1)
        self._show(unread if unread is not None else 0)
        self.view.focus()

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
            self.states[self.document.id] = self.state
            self._show_state()
            self.show_status()

    def show_status(self) -> None:
        """Say which question and case, and how many are read."""
        assert self.question is not None
        read = sum(state not in (None, Completion.SKIPPED) for state in self.states.values())
        case = self.document.case if self.document else ""
        number = self.words("question", number=self.question.number or self.question.key)
        place = f"{self.place + 1}/{len(self.queue)}" if self.queue else "0"
        self.status(f"{number} · {case} ({place})", self.words("read", read=read, all=len(self.queue)) + " ")

    # -- going on -----------------------------------------------------------------------------

    def action_next_unread(self) -> None:
        """Leave this answer and go to the next unread one."""
        self._leave()
        found = self._next_unread(self.place)
        if found is None:
            self.notify(self.words("all read"), timeout=3)
        else:
            self._show(found)

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
        found = self._next_unread(self.place)
        if found is not None:
            self._show(found)
        else:
            self.notify(self.words("all read"), timeout=3)

    def action_back(self) -> None:
        """Leave this answer and go back to the list."""
        self._leave()
        self.dismiss()

    # -- inside -------------------------------------------------------------------------------

    def _next_unread(self, after: int) -> int | None:
        """Return the place of the next unread answer, looking on from the start at the end; skipped ones last."""
        order: list[int] = [*range(after + 1, len(self.queue)), *range(max(0, after))]
        states = [self.states[self.queue[place].document_id] for place in order]
        for wanted in (None, Completion.SKIPPED):
            if wanted in states:
                return order[states.index(wanted)]
        return next((place for place in order if self.queue[place].document_id in self.again), None)

    def _leave(self) -> None:
        """Complete an answer that has a code; the queue knows at once, the file a moment later."""
        document = self.document
        if document is None or not self.codings or self.state not in (None, Completion.SKIPPED):
            return
        self.states[document.id] = Completion.COMPLETED

        def complete(study: Study) -> None:
            study.complete(document)

        self.host.write(complete)

    def _show(self, place: int) -> None:
        if not self.queue:
            self.document = None
            self.view.show("")
            self.query_one("#state", Static).update(self.words("no answers"))
            self.read_codings()
            self.show_status()
            return
        self.place = place
        self.document = looking.document(self.study, self.queue[place].document_id)
        if self.document is None:  # someone took the answer away
            return
        parts = looking.segmented(self.study, self.document)
        self.view.show(parts.text, sentences=parts.sentences, whole=True)
        attributes = [f"{name}: {value}" for name, value in looking.attributes(self.study, self.document)]
        self.query_one("#attributes", Static).update(" · ".join(attributes))
        left = self.states[self.document.id]
        super().read_codings()
        if left is not None and self.state is None:
            self.state = left  # declared a moment ago, not yet on disk
        self._show_state()
        self.show_status()

    def _show_state(self) -> None:
        text = self.words("state", state=self.words(self.state or "unread"))
        if self.state is None and not self.codings and self.document is not None:
            proposed = proposed_completion(self.document.text)
            if proposed is Completion.CONTENTLESS:
                text += " · " + self.words("looks contentless")
            elif proposed is Completion.REFERS_ELSEWHERE:
                text += " · " + self.words("looks referring")
        if self.document is not None and (codes := self.again.get(self.document.id)):
            text += " · " + self.words("to read again", codes=", ".join(codes))
        self.query_one("#state", Static).update(Content(text))
