"""What coding a transcript and coding an answer share: codes, marks, digits, palette, undo."""

from __future__ import annotations

from collections.abc import Sequence

from themecode.core.states import Completion
from themecode.tui.screens.edging import EdgesScreen
from themecode.tui.screens.palette import Chosen, PaletteScreen
from themecode.tui.widgets.code_tree import CodeTree
from themecode.usecases import completing, looking, new_codes, spans
from themecode.usecases.looking import CodebookRow, CodeRow, QuestionRow

DIGITS = 9


class CodingScreen(EdgesScreen):
    """A text with its codes beside it."""

    question: QuestionRow | None = None
    books: Sequence[tuple[CodebookRow, list[CodeRow]]] = ()
    """All codebooks, for the palette; a question's own, or the one at hand, come first."""
    at_hand: int | None = None
    """The id of the codebook that an interview is coded with, as it was when it was opened."""
    shown: Sequence[tuple[CodebookRow, list[CodeRow]]] = ()
    """Those in the tree: a question's own, where it has some."""
    digits: list[str]
    """Keys of the codes on the digits, in their order; an empty one is a digit that is free."""
    last: Sequence[str] = ()
    """Keys of the codes put on last, together."""

    # -- reading ------------------------------------------------------------------------------

    def read_codes(self) -> None:
        """Read the codebooks and the codes on the digits."""
        books = looking.code_tree(self.study, self.question)
        self.books = sorted(books, key=lambda each: each[0].id != self.at_hand)
        self.digits = looking.digits(self.study, self.question)
        self.by_id = {row.id: row for _, rows in self.books for row in rows}
        own = looking.own_codebooks(self.study, self.question) if self.question else []
        self.shown = [(book, rows) for book, rows in self.books if not own or book.id in own]
        self.show_codes()
        self.read_counts()

    def show_codes(self) -> None:
        """Show the codes and their digits in the tree."""
        self.query_one(CodeTree).show(self.shown, self.words.language, self.digits)

    def read_counts(self) -> None:
        """Have the live counts worked out."""
        question, tree = self.question, self.query_one(CodeTree)
        self.read(lambda study: looking.own_counts(study, question), tree.take_counts, what="counts")

    def reload(self) -> None:
        """Read codes and codings again, as after an undo or someone else's change."""
        if self.is_there:
            self.read_codes()
            self.read_codings()

    # -- coding -------------------------------------------------------------------------------

    def action_code(self) -> None:
        """Choose a code, or several, for the selection; while edges are moved, have them so."""
        if self.edging is not None:
            self.apply_edges()
        elif self._has_text():
            codes = self._usable()
            create = "propose code" if looking.locked_by(self.study, self._book()) else "create code"
            own = self._codes_at_hand()
            palette = PaletteScreen(codes, self.words, self.digits, several=True, create=create, own=own)
            self.app.push_screen(palette, self._apply_chosen)

    def on_code_tree_chosen(self, event: CodeTree.Chosen) -> None:
        """Code with a code chosen in the tree."""
        if self.edging is None and self._has_text():
            self.apply(event.key)
        self.view.focus()

    def action_digit(self, digit: int) -> None:
        """Code with the code on a digit."""
        if digit > len(self.digits) or not self.digits[digit - 1]:
            self.notify(self.words("no digit", digit=digit), timeout=3)
        elif self._has_text():
            self.apply(self.digits[digit - 1])

    def action_in_vivo(self) -> None:
        """Make the selected words themselves a code, and put it on them."""
        if self._has_text() and self.document is not None:
            span, language = self.target(), self.words.language
            label = " ".join(span.of(self.document.text).split())[:60].strip(' .,;:!?…”"')
            same = [row.key for row in self._usable() if row.label.in_language(language).casefold() == label.casefold()]
            if same:  # the words are a code already: no second one of the same name
                self.apply(same[0])
            else:
                self._create(label)

    def apply(self, key: str) -> None:
        """Put a code on the selection; it is painted when it is on disk."""
        self.apply_several([key])

    def apply_several(self, keys: Sequence[str]) -> None:
        """Put codes on the selection, as one step."""
        document, span = self.document, self.target()
        if document is None:
            return
        start, end = span.start, span.end
        there = {each.code for each in self.codings if each.span == span}
        if there.issuperset(keys):  # nothing would be written, and the next undo would take nothing back
            labels = {row.key: row.label.in_language(self.words.language) for row in self.by_id.values()}
            self.tell(self.words("coded already", code=", ".join(labels.get(key, key) for key in keys)))
            return
        if len(keys) == 1:
            self.write(lambda study: study.code(document, start, end, keys[0]), lambda _: self._coded(keys))
        else:
            self.write(lambda s: spans.code_several(s, document, start, end, keys), lambda _: self._coded(keys))

    def action_repeat(self) -> None:
        """Code with what was put on last."""
        if not self.last:
            self.notify(self.words("nothing to repeat"), timeout=3)
        elif self._has_text():
            self.apply_several(self.last)

    def action_remove(self) -> None:
        """Remove the coding at the cursor; where there are several, ask which."""
        self.with_coding("remove which", lambda each: self._remove(each.id))

    def action_pin(self) -> None:
        """Give the code in the tree, or at the cursor, a digit, or take it away."""
        tree, current = self.query_one(CodeTree), self.current() if self.document else None
        row = tree.row if tree.has_focus else self.by_id.get(current.code_id) if current else None
        if row is None:
            self.notify(self.words("nothing to pin"), timeout=4)
            return
        label = row.label.in_language(self.words.language)
        if row.key in self.digits:
            self._keep_digits([key if key != row.key else "" for key in self.digits])
            self.notify(self.words("unpinned", code=label), timeout=3, markup=False)
        elif (place := self._free_digit()) is None:
            self.notify(self.words("too many digits"), timeout=3)
        else:
            self._pin(row.key, place)
            self.notify(self.words("pinned", code=label, digit=place + 1), timeout=3, markup=False)

    # -- leaving ------------------------------------------------------------------------------

    def action_done(self) -> None:
        """Say that the document is done, or open it again."""
        document = self.document
        if document is None:
            return
        if self.state in (None, Completion.SKIPPED):
            self.declare(Completion.COMPLETED)
        else:
            self.write(lambda study: completing.reopen(study, document), lambda _: self.read_codings())

    def declare(self, state: Completion) -> None:
        """Leave the document in a state."""
        document = self.document
        if document is not None:
            self.write(lambda study: study.complete(document, state), lambda _: self.declared(state))

    def declared(self, state: Completion) -> None:
        """Show that the document was left in a state."""
        self.read_codings()

    def action_counts(self) -> None:
        """Show the counts as the report counts them."""
        from themecode.tui.screens.counts import CountsScreen

        self.app.push_screen(CountsScreen(self.question))

    def action_code_tree(self) -> None:
        """Go to the tree of codes, or back to the text; while edges are moved, to the other end."""
        if self.edging is not None:
            self.action_other_end()
            return
        self.show_pane()
        tree = self.query_one(CodeTree)
        (self.view if tree.has_focus else tree).focus()

    def pane_moved(self) -> None:
        """Fit the list of what is here to the pane."""
        self.show_here()

    # -- inside -------------------------------------------------------------------------------

    def _usable(self) -> list[CodeRow]:
        return [row for _, rows in self.books for row in rows if row.codable and not row.retired]

    def _codes_at_hand(self) -> set[int]:
        """Return the ids of the codes of the codebooks one works with here, which go before those of the others."""
        own = {book.id for book, _ in self.shown} if self.question is not None else {self.at_hand}
        return {row.id for book, rows in self.books if book.id in own for row in rows}

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
            self._create(chosen.text, also=chosen.also)
        else:
            self.apply_several((*chosen.also, chosen.text))

    def _create(self, label: str, also: Sequence[str] = ()) -> None:
        book = self._book()
        if book is not None and (round := looking.locked_by(self.study, book)) is not None:
            self._propose(label, book, round, also)
            return
        document, span = self.document, self.target()
        if document is None:
            return
        start, end = span.start, span.end
        self.write(
            lambda study: new_codes.code_with_new(study, document, start, end, label, codebook=book, also=also),
            lambda row: self._created(row, also),
        )

    def _book(self) -> str | None:
        """Return the key of the codebook that new codes go into."""
        return self.books[0][0].key if self.books else None

    def _propose(self, label: str, book: str, round: str, also: Sequence[str]) -> None:
        """Ask for a code where the codebook is locked; the other codes that were marked are put on."""
        from themecode.usecases.proposals import propose

        document, span = self.document, self.target()
        text = self.words("proposed", label=label, round=round)
        self.write(
            lambda study: propose(study, label, codebook=book, document=document, span=span),
            lambda _: self.notify(text, timeout=5, markup=False),
        )
        if also:
            self.apply_several(also)

    def _created(self, row: CodeRow, also: Sequence[str] = ()) -> None:
        self.read_codes()
        self._coded((*also, row.key))

    def _coded(self, keys: Sequence[str]) -> None:
        self.last = tuple(keys)
        self.host.happened("coded")
        for key in keys:
            place = self._free_digit()
            if key not in self.digits and place is not None:
                self._pin(key, place)
        self.read_codings()
        self.read_counts()

    def _free_digit(self) -> int | None:
        """Return the first place without a code: one that was given back, or the one after the last."""
        if "" in self.digits:
            return self.digits.index("")
        return len(self.digits) if len(self.digits) < DIGITS else None

    def _pin(self, key: str, place: int) -> None:
        self._keep_digits([*self.digits[:place], key, *self.digits[place + 1 :]])

    def _keep_digits(self, digits: list[str]) -> None:
        while digits and not digits[-1]:
            digits.pop()
        self.digits, question = digits, self.question
        self.write(lambda study: looking.keep_digits(study, question, digits))
        self.show_codes()

    def _remove(self, coding_id: int) -> None:
        self.write(lambda study: study.remove(coding_id), lambda _: self._removed())

    def _removed(self) -> None:
        self.read_codings()
        self.read_counts()
