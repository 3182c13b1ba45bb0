"""Giving a codebook its shape: marking codes, grouping, moving, ordering, merging and splitting them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from typing import Any

from themecode.tui.screens.ask import AskScreen
from themecode.tui.screens.base import StudyScreen
from themecode.tui.screens.choose import ChooseScreen
from themecode.tui.screens.find import FindScreen
from themecode.tui.screens.palette import Chosen, PaletteScreen
from themecode.tui.screens.preview import PreviewScreen
from themecode.tui.screens.split import SplitScreen
from themecode.tui.widgets.codebook_tree import CodebookTree
from themecode.usecases import codebook_changes as changes
from themecode.usecases import codebook_preview, codebook_shaping
from themecode.usecases.looking import CodebookRow, CodeRow
from themecode.usecases.study import Study

NAMED = 3
"""Codes named at most in a question; more are counted."""


class CodebookShapingScreen(StudyScreen):
    """Codes in a tree that can be marked. Every change is one step, made when the person has seen what it does."""

    books: list[tuple[CodebookRow, list[CodeRow]]]
    numbers: Counter[int]

    @property
    def book_tree(self) -> CodebookTree:
        """The tree."""
        return self.query_one(CodebookTree)

    # -- marking and order --------------------------------------------------------------------

    def action_mark(self) -> None:
        """Mark the code, or let go of it."""
        self.book_tree.turn_mark()

    def action_shift_up(self) -> None:
        """Move the code up among its siblings."""
        self._shift(-1)

    def action_shift_down(self) -> None:
        """Move the code down among its siblings."""
        self._shift(1)

    # -- grouping and moving ------------------------------------------------------------------

    def action_group_codes(self) -> None:
        """Put the marked codes under a new category or theme."""
        rows = self.book_tree.chosen
        if not rows:
            return
        keys, words = [row.key for row in rows], self.words

        def name(kind: str | None) -> None:
            if kind is not None:
                question = words("group label", kind=words(f"kind {kind}"), codes=self.names(rows))
                self._ask_text(question, "", lambda label: make(label, kind))

        def make(label: str, kind: str) -> None:
            self._do(lambda study: codebook_shaping.group_codes(study, keys, label, kind=kind), follow=True)

        options = [(kind, words(f"group in new {kind}")) for kind in ("category", "theme")]
        self.app.push_screen(ChooseScreen(words("group what"), options), name)

    def action_move(self) -> None:
        """Put the marked codes elsewhere: to the top of a codebook, or below another code."""
        rows = self.book_tree.chosen
        if not rows:
            return
        keys, ids = [row.key for row in rows], {row.id for row in rows}
        options = []
        for book, codes in self.books:
            options.append((f"b{book.key}", f"[{book.name.in_language(self.words.language) or book.key}]"))
            options += [(f"c{row.key}", self._indented(row, codes)) for row in codes if row.id not in ids]

        def move(place: str | None) -> None:
            if place is not None:
                book, above = (place[1:], None) if place[0] == "b" else (None, place[1:])
                self._do(lambda study: codebook_shaping.move_codes(study, keys, codebook=book, parent=above))

        self.app.push_screen(FindScreen(self.words("move to", codes=self.names(rows)), options), move)

    # -- merging and splitting ----------------------------------------------------------------

    def action_merge(self) -> None:
        """Merge the marked codes into another or into one of them, after showing what that would do."""
        rows = self.book_tree.chosen
        ids = {row.id for row in rows}
        codes = [row for _, each in self.books for row in each if row.id not in ids and not row.retired]
        if len(rows) > 1:  # whoever marks two means these two: they come first
            codes = [row for row in rows if not row.retired] + codes

        def chosen(found: Chosen | None) -> None:
            if found is not None and not found.new:
                target = next(row for row in codes if row.key == found.text)
                self._preview_merge([row for row in rows if row.id != target.id], target)

        if rows and codes:
            heading = self.words("merge what", codes=self.names(rows))
            self.app.push_screen(PaletteScreen(codes, self.words, (), may_create=False, heading=heading), chosen)

    def action_split(self) -> None:
        """Choose passages of the code that go to a new one."""
        row = self.book_tree.row
        if row is None:
            return
        source, label = row.key, row.label.in_language(self.words.language)
        found = codebook_preview.passages_of(self.study, source)
        if not found:
            self.notify(self.words("nothing to split"), timeout=4)
            return

        def chosen(going: tuple[int, ...] | None) -> None:
            if going:
                question = self.words(
                    "split label", codings=self.words.codings(len(going)), code=label, left=len(found) - len(going)
                )
                self._ask_text(question, "", lambda text: split(text, going))

        def split(text: str, going: tuple[int, ...]) -> None:
            self._do(lambda study: changes.split_code(study, source, text, codings=going).code, follow=True)

        self.app.push_screen(SplitScreen(label, found, self.words), chosen)

    def names(self, rows: Sequence[CodeRow]) -> str:
        """Return what codes are called, or how many they are."""
        if len(rows) > NAMED:
            return self.words("n codes", n=len(rows))
        return ", ".join(row.label.in_language(self.words.language) for row in rows)

    # -- inside -------------------------------------------------------------------------------

    def _preview_merge(self, rows: Sequence[CodeRow], target: CodeRow) -> None:
        words, sources = self.words, [row.key for row in rows]
        seen = codebook_preview.preview_merge(self.study, sources, target.key)
        kept = words.codings(seen.kept)
        into = target.label.in_language(words.language)
        coders = ", ".join(f"{name} {number}" for name, number in seen.coders)
        facts = [
            words("merge codings", codings=words.codings(seen.codings), target=into, coders=coders, kept=kept)
            if seen.codings
            else words("merge none", target=into, kept=kept)
        ]
        if seen.twins:
            facts.append(words("merge twins", n=seen.twins))
        if seen.below:
            facts.append(words("merge below", n=seen.below))
        facts.append(words("merge gone", sources=self.names(rows)))
        question = words("merge into", sources=self.names(rows), target=into)
        samples = [(each.title, each.quote) for each in seen.passages]

        def answered(yes: bool | None) -> None:
            if yes:
                self.book_tree.go_to(target.id)
                self._do(lambda study: codebook_shaping.merge_several(study, sources, target.key))

        self.app.push_screen(PreviewScreen(question, facts, samples, words), answered)

    def _shift(self, step: int) -> None:
        row = self.book_tree.row
        siblings = [
            each.id
            for _, rows in self.books
            for each in rows
            if row and (each.parent_id, each.codebook_id) == (row.parent_id, row.codebook_id)
        ]
        if row is not None and 0 <= siblings.index(row.id) + step < len(siblings):
            key = row.key
            self._do(lambda study: codebook_shaping.shift_code(study, key, step))

    def _indented(self, row: CodeRow, codes: Sequence[CodeRow]) -> str:
        depth, above, by_id = 1, row.parent_id, {each.id: each for each in codes}
        while above is not None and above in by_id:
            depth, above = depth + 1, by_id[above].parent_id
        return f"{'  ' * depth}{row.label.in_language(self.words.language)}"

    def _do(self, job: Callable[[Study], Any], *, follow: bool = False) -> None:
        """Have a change made, and show the codebook then; with ``follow`` the cursor goes to the code it returns."""

        def done(made: Any) -> None:
            self.book_tree.clear_marks()
            if follow:
                self.book_tree.go_to(made.id)
            self.reload()

        self.write(job, done)

    def _ask_text(self, question: str, value: str, then: Callable[[str], None]) -> None:
        self.app.push_screen(AskScreen(question, value), lambda text: then(text) if text else None)
