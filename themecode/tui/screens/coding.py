"""What coding a transcript and coding an answer share: codes, marks, digits, palette, undo."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from textual.content import Content
from textual.widgets import Static

from themecode.core.documents import Span
from themecode.core.states import Completion
from themecode.tui.screens.base import StudyScreen
from themecode.tui.screens.palette import Chosen, PaletteScreen
from themecode.tui.view.lanes import Mark
from themecode.tui.widgets.code_tree import CodeTree
from themecode.tui.widgets.transcript import TranscriptView
from themecode.usecases import coding, completing, looking
from themecode.usecases.looking import CodebookRow, CodeRow, Coding, Document, QuestionRow
from themecode.usecases.study import Study

DIGITS = 9


class CodingScreen(StudyScreen):
    """A text with its codes beside it."""

    question: QuestionRow | None = None
    document: Document | None = None
    _shown_here: list[int] | None = None
    codings: Sequence[Coding] = ()
    state: str | None = None
    books: Sequence[tuple[CodebookRow, list[CodeRow]]] = ()
    """All codebooks, for the palette; a question's own come first."""
    shown: Sequence[tuple[CodebookRow, list[CodeRow]]] = ()
    """Those in the tree: a question's own, where it has some."""

    # -- reading ------------------------------------------------------------------------------

    def read_codes(self) -> None:
        """Read the codebooks and the codes on the digits."""
        self.books = looking.code_tree(self.study, self.question)
        self.digits = looking.digits(self.study, self.question)
        self.by_id = {row.id: row for _, rows in self.books for row in rows}
        own = looking.own_codebooks(self.study, self.question) if self.question else []
        self.shown = [(book, rows) for book, rows in self.books if not own or book.id in own]
        self.query_one(CodeTree).show(self.shown, self.words.language, self.digits)
        self.read_counts()

    def read_codings(self) -> None:
        """Read the coder's codings of the document and paint them."""
        if self.document is None:
            self.codings, self.state = (), None
        else:
            self.codings = looking.own_codings(self.study, self.document)
            self.state = looking.own_state(self.study, self.document)
        self.view.set_marks([self._mark(each) for each in self.codings if each.code_id in self.by_id])
        self.show_here()
        self.show_status()

    def read_counts(self) -> None:
        """Have the live counts worked out in a thread, on a connection of its own."""
        self.run_worker(self._count, thread=True, exclusive=True, group="counts")

    def reload(self) -> None:
        """Read codes and codings again, as after an undo or someone else's change."""
        if self.is_mounted and self.query(CodeTree):
            self.read_codes()
            self.read_codings()

    @property
    def view(self) -> TranscriptView:
        """The text."""
        return self.query_one(TranscriptView)

    def show_status(self) -> None:
        """Say where one is; each screen in its own way."""

    def target(self) -> Span:
        """Return what a code is put on now."""
        return self.view.selection

    # -- coding -------------------------------------------------------------------------------

    def action_code(self) -> None:
        """Choose a code for the selection."""
        if self._has_text():
            codes = [row for _, rows in self.books for row in rows if row.codable and not row.retired]
            self.app.push_screen(PaletteScreen(codes, self.words, self.digits), self._apply_chosen)

    def on_code_tree_chosen(self, event: CodeTree.Chosen) -> None:
        """Code with a code chosen in the tree."""
        if self._has_text():
            self.apply(event.key)
        self.view.focus()

    def action_digit(self, digit: int) -> None:
        """Code with the code on a digit."""
        if digit > len(self.digits):
            self.notify(self.words("no digit", digit=digit), timeout=3)
        elif self._has_text():
            self.apply(self.digits[digit - 1])

    def action_in_vivo(self) -> None:
        """Make the selected words themselves a code, and put it on them."""
        if self._has_text() and self.document is not None:
            span = self.target()
            label = " ".join(span.of(self.document.text).split())[:60].strip(' .,;:!?…”"')
            self._create(label)

    def apply(self, key: str) -> None:
        """Put a code on the selection; it is painted when it is on disk."""
        document, span = self.document, self.target()
        if document is None:
            return
        self.host.write(lambda study: study.code(document, span.start, span.end, key), lambda _: self._coded(key))

    def action_remove(self) -> None:
        """Remove the coding at the cursor; where there are several, ask which."""
        here = self.codings_here()
        if not here:
            self.notify(self.words("nothing to remove"), timeout=3)
        elif len(here) == 1:
            self._remove(here[0].id)
        else:
            from themecode.tui.screens.choose import ChooseScreen

            options = [(str(each.id), self._label_of(each)) for each in here]
            self.app.push_screen(
                ChooseScreen(self.words("remove which"), options),
                lambda chosen: self._remove(int(chosen)) if chosen else None,
            )

    def codings_here(self) -> list[Coding]:
        """Return the coder's codings over the cursor, the innermost first."""
        cursor = self.view.cursor
        here = [each for each in self.codings if each.span.start <= cursor < each.span.end]
        return sorted(here, key=lambda each: len(each.span))

    # -- leaving ------------------------------------------------------------------------------

    def action_done(self) -> None:
        """Say that the document is done, or open it again."""
        document = self.document
        if document is None:
            return
        if self.state in (None, Completion.SKIPPED):
            self.declare(Completion.COMPLETED)
        else:
            self.host.write(lambda study: completing.reopen(study, document), lambda _: self.read_codings())

    def declare(self, state: Completion) -> None:
        """Leave the document in a state."""
        document = self.document
        if document is not None:
            self.host.write(lambda study: study.complete(document, state), lambda _: self.declared(state))

    def declared(self, state: Completion) -> None:
        """Show that the document was left in a state."""
        self.read_codings()

    def action_counts(self) -> None:
        """Show the counts as the report counts them."""
        from themecode.tui.screens.counts import CountsScreen

        self.app.push_screen(CountsScreen(self.question))

    def action_code_tree(self) -> None:
        """Go to the tree of codes, or back to the text."""
        tree = self.query_one(CodeTree)
        (self.view if tree.has_focus else tree).focus()

    def on_transcript_view_selection_changed(self) -> None:
        """Show what stands under the cursor."""
        self.show_here()

    def show_here(self) -> None:
        """List the codings under the cursor."""
        here = self.codings_here() if self.document is not None else []
        shown = [each.id for each in here]
        if shown == self._shown_here:
            return
        self._shown_here = shown
        lines = [Content.styled(self.words("here"), "bold")]
        for each in here:
            row = self.by_id.get(each.code_id)
            lines.append(Content.assemble(("■ ", row.colour if row and row.colour else ""), self._label_of(each)))
        if not here:
            lines.append(Content.styled(self.words("nothing coded"), "italic"))
        self.query_one("#here", Static).update(Content("\n").join(lines))

    # -- inside -------------------------------------------------------------------------------

    def _has_text(self) -> bool:
        span = self.target()
        if self.document is not None and span.of(self.document.text).strip():
            return True
        self.notify(self.words("no text"), timeout=3)
        return False

    def _apply_chosen(self, chosen: Chosen | None) -> None:
        if chosen is None:
            return
        if chosen.new:
            self._create(chosen.text)
        else:
            self.apply(chosen.text)

    def _create(self, label: str) -> None:
        book = self.books[0][0].key if self.books else None
        self.host.write(lambda study: coding.new_code(study, label, codebook=book), self._created)

    def _created(self, row: CodeRow) -> None:
        self.read_codes()
        self.apply(row.key)

    def _coded(self, key: str) -> None:
        if key not in self.digits and len(self.digits) < DIGITS:
            self.digits = [*self.digits, key]
            keys, question = list(self.digits), self.question
            self.host.write(lambda study: looking.keep_digits(study, question, keys))
            self.query_one(CodeTree).show(self.shown, self.words.language, self.digits)
        self.read_codings()
        self.read_counts()

    def _remove(self, coding_id: int) -> None:
        self.host.write(lambda study: study.remove(coding_id), lambda _: self._removed())

    def _removed(self) -> None:
        self.read_codings()
        self.read_counts()

    def _mark(self, each: Coding) -> Mark:
        row = self.by_id[each.code_id]
        return Mark(
            each.id,
            each.span.start,
            each.span.end,
            row.colour or "#888888",
            row.label.in_language(self.words.language),
        )

    def _label_of(self, each: Coding) -> str:
        row = self.by_id.get(each.code_id)
        return row.label.in_language(self.words.language) if row else each.code

    def _count(self) -> None:
        with Study.open(self.study.path, coder=self.study.coder, read_only=self.study.read_only) as study:
            counts: Any = looking.own_counts(study, self.question)
        self.app.call_from_thread(self._take_counts, counts)

    def _take_counts(self, counts: Any) -> None:
        if self.query(CodeTree):
            self.query_one(CodeTree).take_counts(counts)
