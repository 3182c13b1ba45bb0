"""Writing on what is read: memos, condensations, quotes."""

from __future__ import annotations

from collections.abc import Callable

from themecode.core.documents import Span
from themecode.tui.screens.choose import ChooseScreen
from themecode.tui.screens.memo import MemoScreen
from themecode.tui.screens.passages import PassageScreen
from themecode.tui.widgets.code_tree import CodeTree
from themecode.usecases import codebook_shaping, memos, quotes, spans
from themecode.usecases.looking import Coding
from themecode.usecases.memos import MemoPlace

SHOWN = 160
"""Letters of a passage at most, above what is written on it."""


class NotingScreen(PassageScreen):
    """A text that can be written on."""

    def action_memo(self) -> None:
        """Write a memo: on the code in the tree, the selection, the coding here, or the passage: the first there is."""
        document = self.document
        row = next((tree.row for tree in self.query(CodeTree) if tree.has_focus), None)
        if row is not None:
            self.write_memo(memos.on_code(row.id), row.label.in_language(self.words.language))
        elif document is None:
            return
        elif self.codings_here() and (self._walked or not self.view.has_selection):
            self.with_coding("which coding", self._memo_on)
        else:
            span = self.target()
            if span.of(document.text).strip():
                self.write_memo(memos.on_span(document, span.start, span.end), self._passage(span))

    def action_memos(self) -> None:
        """Choose whether to write on the text, its case, or the study."""
        document = self.document
        places: dict[str, tuple[str, MemoPlace]] = {}
        if document is not None:
            places["document"] = (self.words("on document", name=document.title), memos.on_document(document))
            places["case"] = (self.words("on case", name=document.case), memos.on_case(document.case_id))
        places["study"] = (self.words("on study"), memos.ON_STUDY)

        def chosen(which: str | None) -> None:
            if which is not None:
                what, place = places[which]
                self.write_memo(place, what)

        written = {which: memos.memo_at(self.study, place) is not None for which, (_, place) in places.items()}
        options = [(which, what + ("  *" if written[which] else "")) for which, (what, _) in places.items()]
        self.app.push_screen(ChooseScreen(self.words("memo where"), options), chosen)

    def write_memo(self, place: MemoPlace, what: str) -> None:
        """Open the coder's memo on something."""
        present = memos.memo_at(self.study, place)

        def save(text: str, then: Callable[[], None]) -> None:
            self.write(lambda study: memos.write_memo(study, place, text), lambda _: then())

        heading = self.words("memo on", what=what)
        self.app.push_screen(MemoScreen(heading, present.text if present else "", self.words, save), self._noted)

    def action_condense(self) -> None:
        """Write what the coded passage says in shorter words."""
        self.with_coding("which coding", self._condense, "nothing coded")

    def action_quote(self) -> None:
        """Mark what is selected as a quote; on a quote, take the mark away."""
        document, span = self.document, self.target()
        if document is None or not span.of(document.text).strip():
            return
        cursor, current = self.view.cursor, self.current()
        if not self.view.has_selection or self._walked:
            there = [each.span for each in self.quoted if each.span.start <= cursor < each.span.end]
            span = min(there, key=len, default=span)
        code = current.code if current else None
        self.write(
            lambda study: quotes.toggle_quote(study, document, span.start, span.end, code=code), self._quote_marked
        )

    def action_example(self) -> None:
        """Make the coded passage an example of its code in the codebook."""
        self.with_coding("example of", self._example, "nothing coded")

    # -- inside -------------------------------------------------------------------------------

    def _memo_on(self, coding: Coding) -> None:
        self.write_memo(memos.on_coding(coding.id), f"{self.label_of(coding)} · {self._passage(coding.span)}")

    def _condense(self, coding: Coding) -> None:
        def save(text: str, then: Callable[[], None]) -> None:
            self.write(lambda study: spans.condense(study, coding.id, text), lambda _: then())

        passage = coding.span.of(self.document.text) if self.document else ""
        heading = self.words("condensation of", passage=_cut(passage))
        self.app.push_screen(MemoScreen(heading, coding.condensation or "", self.words, save), self._noted)

    def _example(self, coding: Coding) -> None:
        passage, key = coding.span.of(self.document.text) if self.document else "", coding.code
        text = self.words("example added", code=self.label_of(coding))
        self.write(
            lambda study: codebook_shaping.add_example(study, key, passage),
            lambda _: self.notify(text, timeout=4, markup=False),
        )

    def _passage(self, span: Span) -> str:
        text = self.document.text if self.document else ""
        return self.words("on passage", passage=_cut(span.of(text)))

    def _noted(self, saved: bool | None) -> None:
        if saved:
            self.read_codings()

    def _quote_marked(self, marked: bool) -> None:
        self.notify(self.words("quoted" if marked else "unquoted"), timeout=3)
        self.read_codings()


def _cut(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= SHOWN else line[: SHOWN - 1] + "…"
