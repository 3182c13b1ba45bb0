"""Coding and leaving many answers at once; each is one step, and one undo takes it back."""

from __future__ import annotations

from themecode.core.documents import Span
from themecode.core.sameness import normal_form
from themecode.core.states import Completion
from themecode.tui.screens.choose import ChooseScreen
from themecode.tui.screens.narrowing import NarrowingScreen
from themecode.tui.screens.palette import Chosen, PaletteScreen
from themecode.usecases import answer_table, bulk, looking, new_codes
from themecode.usecases.bulk import Bulk
from themecode.usecases.new_codes import MadeOnMany

DIGITS = 9


class BulkScreen(NarrowingScreen):
    """A table of answers that are coded and left many at a time: the marked ones, or the one under the cursor."""

    def targets(self) -> list[int]:
        """Return the ids of the marked answers, or else of the one under the cursor."""
        here = self.table.row_id
        return self.table.marked or ([here] if here is not None else [])

    # -- codes --------------------------------------------------------------------------------

    def action_code_marked(self) -> None:
        """Choose a code, or several, for the answers."""
        if self.targets():
            codes = [row for _, rows in self.books for row in rows if row.codable and not row.retired]
            create = "propose code" if looking.locked_by(self.study, self._book()) else "create code"
            self.app.push_screen(PaletteScreen(codes, self.words, self.digits, create=create), self._code_chosen)

    def action_digit(self, digit: int) -> None:
        """Code with the code on a digit."""
        if digit > len(self.digits) or not self.digits[digit - 1]:
            self.notify(self.words("no digit", digit=digit), timeout=3)
        else:
            self.code_marked(self.digits[digit - 1])

    def code_marked(self, key: str) -> None:
        """Put a code on the answers; they are painted when it is on disk."""
        if ids := self.targets():
            self.write(lambda study: bulk.code_many(study, ids, key), lambda done: self._coded(key, done))

    def action_remove_marked(self) -> None:
        """Remove a code of one's own from the answers; where there are several, ask which."""
        if not (ids := self.targets()):
            return
        found = answer_table.codes_on(self.study, ids)
        if not found:
            self.notify(self.words("no codes on these"), timeout=3)
        elif len(found) == 1:
            self._remove(ids, self.keys[next(iter(found))])
        else:
            options = [
                (self.keys[id], self.words("code and number", code=label, n=found[id]))
                for id, label in self.labels.items()
                if id in found
            ]
            self.app.push_screen(
                ChooseScreen(self.words("remove which from many"), options),
                lambda key: self._remove(ids, key) if key else None,
            )

    # -- states -------------------------------------------------------------------------------

    def action_done_marked(self) -> None:
        """Say that the answers are done; where all are, open them again."""
        if ids := self.targets():
            self.write(lambda study: bulk.complete_or_reopen(study, ids), lambda what: self._done(*what))

    def action_no_code_fits_marked(self) -> None:
        """Say that no code fits."""
        self.leave_marked(Completion.NO_CODE_FITS)

    def action_contentless_marked(self) -> None:
        """Say that the answers say nothing."""
        self.leave_marked(Completion.CONTENTLESS)

    def action_refers_marked(self) -> None:
        """Say that the answers refer to others."""
        self.leave_marked(Completion.REFERS_ELSEWHERE)

    def leave_marked(self, state: Completion) -> None:
        """Leave the answers in a state."""
        if ids := self.targets():
            self.write(lambda study: bulk.complete_many(study, ids, state), lambda done: self._left(state, done))

    # -- like answers -------------------------------------------------------------------------

    def action_mark_like(self) -> None:
        """Mark the answers in the table that say the same as the one under the cursor."""
        here = self.table.row_id
        document = looking.document(self.study, here) if here is not None else None
        if document is not None:
            question, said = self.question, normal_form(document.text)
            self.read(
                lambda study: answer_table.like_answers(study, question).get(said, []), self._mark_like, what="like"
            )

    def _mark_like(self, ids: list[int]) -> None:
        found = self.table.mark(ids) if ids else 0
        key = "like marked" if found > 1 else "like none"
        self.notify(self.words(key, n=found), timeout=4)

    # -- inside -------------------------------------------------------------------------------

    def _code_chosen(self, chosen: Chosen | None) -> None:
        if chosen is None:
            return
        if not chosen.new:
            self.code_marked(chosen.text)
            return
        label, book = chosen.text, self._book()
        if book is not None and (round := looking.locked_by(self.study, book)) is not None:
            self._propose(label, book, round)
        else:
            ids = self.targets()
            self.write(lambda study: new_codes.code_many_with_new(study, ids, label, codebook=book), self._created)

    def _book(self) -> str | None:
        """Return the key of the codebook that new codes go into."""
        return self.books[0][0].key if self.books else None

    def _propose(self, label: str, book: str, round: str) -> None:
        """Ask for a code where the codebook is locked, for the first of the answers."""
        from themecode.usecases.proposals import propose

        document = looking.document(self.study, self.targets()[0])
        span = Span(0, len(document.text)) if document else None
        text = self.words("proposed", label=label, round=round)
        self.write(
            lambda study: propose(study, label, codebook=book, document=document, span=span),
            lambda _: self.notify(text, timeout=5, markup=False),
        )

    def _created(self, made: MadeOnMany) -> None:
        self.read_names()
        self._coded(made.code.key, made.done)

    def _coded(self, key: str, done: Bulk) -> None:
        free = self.digits.index("") if "" in self.digits else len(self.digits)
        if key not in self.digits and free < DIGITS:
            digits, question = [*self.digits[:free], key, *self.digits[free + 1 :]], self.question
            self.digits = digits
            self.write(lambda study: looking.keep_digits(study, question, digits))
            self.show_digits()
        text = self.words("many coded", code=self._label(key), n=done.done)
        if done.left:
            text += " " + self.words("many had it", left=done.left)
        self._changed(text)

    def _remove(self, ids: list[int], key: str) -> None:
        def removed(done: Bulk) -> None:
            self._changed(self.words("many removed", code=self._label(key), n=done.done))

        self.write(lambda study: bulk.remove_many(study, ids, key), removed)

    def _done(self, done: Bulk, reopened: bool) -> None:
        if reopened:
            self._changed(self.words("many reopened", n=done.done))
        else:
            self._left(Completion.COMPLETED, done)

    def _left(self, state: Completion, done: Bulk) -> None:
        text = self.words("many left", n=done.done, state=self.words(state.value))
        if done.left:
            text += " " + self.words("many have codes", left=done.left)
        self._changed(text)

    def _changed(self, text: str) -> None:
        self.notify(text, timeout=5, markup=False)
        self.table.refetch()
        self.show_answer()

    def _label(self, key: str) -> str:
        return next((self.labels[id] for id, known in self.keys.items() if known == key), key)
