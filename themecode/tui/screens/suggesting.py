"""Coding with suggested codes: taking and rejecting them, looking closer, coding like texts together."""

from __future__ import annotations

from collections.abc import Sequence

from themecode.core.documents import Span
from themecode.tui.screens.choose import ChooseScreen
from themecode.tui.screens.suggested import SuggestedScreen
from themecode.tui.suggested_codebook import keep_codebook
from themecode.tui.suggestion_talk import Explain, Explained, FindLike, FoundLike, Place, Ranked
from themecode.tui.view import suggesting as view
from themecode.tui.widgets.code_tree import CodeTree
from themecode.tui.widgets.suggestions import Suggestions
from themecode.usecases import looking, round_plans, suggesting, suggestion_decisions
from themecode.usecases.study import Study

BOOK = "codebook:"
"""What stands before a codebook's key in the list of `F`."""


class SuggestingScreen(SuggestedScreen):
    """A text with codes beside it, of which some may be suggested."""

    # -- taking and rejecting -----------------------------------------------------------------

    def apply_several(self, keys: Sequence[str]) -> None:
        """Put codes on the selection; of one that is ranked it is kept which place it had."""
        document, span, ranked = self.document, self.target(), self.ranked
        choice = None
        if document is not None and len(keys) == 1 and ranked is not None and ranked.place == self.place_here():
            in_sight = self.suggested_here() is not None and not self.pane_hidden
            seen = in_sight and any(panel.code is not None for panel in self.query(Suggestions))
            choice = self._choice(ranked, keys[0], shown=seen)
        if document is None or choice is None:
            super().apply_several(keys)
            return
        kept, start, end = choice, span.start, span.end
        self._settle(there=keys)
        self.write(
            lambda study: suggestion_decisions.choose(study, document, start, end, keys[0], kept),
            lambda _: self._coded(keys),
        )

    def action_accept_suggestion(self) -> None:
        """Take the first suggestion, or the one chosen in their list."""
        code = self._offered()
        if code is not None:
            self.accept(code)

    def on_suggestions_chosen(self, event: Suggestions.Chosen) -> None:
        """Take a suggestion chosen in the list, and go back to the text."""
        self.accept(event.code)
        self.view.focus()

    def accept(self, code: str) -> None:
        """Put a suggested code on the text; that it began as a suggestion is kept."""
        document, ranked = self.document, self.suggested_here()
        if self.edging is not None or document is None or ranked is None:
            return
        choice = self._choice(ranked, code, shown=True)
        if choice is None:
            return
        kept, span = choice, self._span(ranked)
        self._settle(there=[code])
        self.write(
            lambda study: suggestion_decisions.accept(study, document, span.start, span.end, code, kept),
            lambda _: self._coded([code]),
        )

    def action_reject_suggestion(self) -> None:
        """Say no to the first suggestion, or to the one chosen in their list."""
        code, document, ranked = self._offered(), self.document, self.suggested_here()
        if code is None or document is None or ranked is None:
            return
        span, said = self._span(ranked), self.words("rejected", code=self.label_of_key(code))
        self._settle(rejected=[code])

        def rejected(_: object) -> None:
            self.notify(said, timeout=3, markup=False)
            self.learn_anew(document.id)

        self.write(lambda study: suggestion_decisions.reject(study, document, span.start, span.end, code), rejected)

    def _offered(self) -> str | None:
        """Return the code that a key is about, or say why there is none; none is taken or rejected unseen."""
        panel = next(iter(self.query(Suggestions)), None)
        if panel is not None and self.pane_hidden:
            self.show_pane()
            return None
        code = panel.code if panel is not None and self.suggested_here() is not None else None
        if code is None:
            said = self.words("suggestions off") if panel is None else panel.said or self.words("suggestions none")
            self.notify(said, timeout=3, markup=False)
        return code

    def _choice(self, ranked: Ranked, code: str, *, shown: bool) -> suggestion_decisions.Choice | None:
        order = {row.key: place for place, row in enumerate(self.by_id.values())}
        return None if ranked.ranking is None else view.choice_of(ranked.ranking, code, order, shown=shown)

    def _settle(self, *, there: Sequence[str] = (), rejected: Sequence[str] = ()) -> None:
        """Offer what was just taken or rejected no more, while it is being written and learnt."""
        ranked = self.ranked
        if ranked is not None and ranked.ranking is not None:
            ranking = view.settled(ranked.ranking, there=there, rejected=rejected)
            self.ranked = Ranked(ranked.place, ranking, ranked.about, ranked.outcomes)

    def _span(self, ranked: Ranked) -> Span:
        """Return where a suggestion goes: what is selected, or the sentences it is about where less is marked."""
        target = self.target()
        if self.question is None and not self.view.has_selection and len(target) < len(ranked.about):
            return ranked.about
        return target

    # -- looking closer -----------------------------------------------------------------------

    def action_code_tree(self) -> None:
        """Go on from the text to the suggestions, the tree of codes, and back."""
        panel = next(iter(self.query(Suggestions)), None)
        ranked = self.suggested_here()
        self.show_pane()
        if self.edging is not None or panel is None or self.query_one(CodeTree).has_focus:
            super().action_code_tree()
        elif panel.asked or ranked is None or ranked.ranking is None or not ranked.ranking.offered:
            self.query_one(CodeTree).focus()
        else:
            panel.listed.focus()

    def action_why_suggested(self) -> None:
        """Show why the first suggestion is one, or the one chosen in their list."""
        code, ranked = self._offered(), self.suggested_here()
        if code is not None and ranked is not None:
            self.tell_process(Explain(ranked.place, code))

    def explained(self, answer: Explained) -> None:
        """Show why a code is suggested, unless one has gone on."""
        from themecode.tui.screens.why_suggested import WhySuggestedScreen

        if self.is_active and self.document is not None and answer.place.document_id == self.document.id:
            text = answer.place.span.of(self.document.text)
            label = self.label_of_key(answer.reason.code)
            self.app.push_screen(WhySuggestedScreen(label, text, answer.reason, self.words))

    def action_suggestions(self) -> None:
        """Choose when codes are suggested."""
        if self.study.read_only:
            self.notify(self.words("read only"), timeout=4)
            return
        if self.study.find_round().kind != "production":
            mode = self.words(f"mode {round_plans.suggestions_in(self.study)}")
            self.notify(self.words("mode of round", mode=mode), timeout=5)
            return
        modes = list(suggesting.MODES)
        present = suggesting.mode(self.study)
        options = [(mode, self.words(f"mode {mode}") + ("  *" if mode == present else "")) for mode in modes]
        books, book = self.suggestable_books(), self._codebook()
        for each in books if len(books) > 1 and present != "off" else ():
            said = self.words("suggest from", book=each.name.in_language(self.words.language) or each.key)
            options.append((BOOK + each.key, said + ("  *" if each.key == book else "")))
        question = self.words("suggestions when") + "\n" + self.words("suggestions steer")
        if self.ranked is not None and (good := self.ranked.outcomes).choices:
            question += "\n" + self.words("outcomes unseen", n=good.choices, unseen=good.choices - good.shown)
        self.app.push_screen(ChooseScreen(question, options), self._mode_chosen)

    def _mode_chosen(self, mode: str | None) -> None:
        if mode is None:
            return
        if mode.startswith(BOOK):
            self._codebook_chosen(mode.removeprefix(BOOK))
            return

        def kept(_: object) -> None:
            self.notify(self.words("mode kept", mode=self.words(f"mode {mode}")), timeout=4)
            worker = self.host.suggestions
            if worker is not None and (mode == "off" or worker.stopped):
                worker.close()
            if self.is_there:
                self.follow_mode()

        self.host.write(lambda study: suggesting.choose_mode(study, mode), kept)

    def _codebook_chosen(self, key: str) -> None:
        question, document_id = self.question, self.document.id if self.document is not None else 0
        self.write(lambda study: keep_codebook(study, question, document_id, key), lambda _: self.follow_mode())

    # -- texts like this one ------------------------------------------------------------------

    def action_code_alike(self) -> None:
        """Look through texts like this one, to give them a code of this one."""
        ranked = self.suggested_here()
        if ranked is None:
            self._offered()
        elif not self._own_codes(ranked):
            self.notify(self.words("alike code first"), timeout=5)
        else:
            self.tell_process(FindLike(ranked.place))

    def _own_codes(self, ranked: Ranked) -> list[str]:
        """Return the keys of the coder's codes on what the suggestions are about."""
        about = ranked.about
        found = [each for each in self.codings if each.span.start < about.end and about.start < each.span.end]
        return list(dict.fromkeys(each.code for each in found))

    def found_like(self, answer: FoundLike) -> None:
        """Let like texts be looked through, unless one has gone on."""
        ranked = self.suggested_here()
        if ranked is None or not self.is_active or answer.place != ranked.place:
            return
        codes = self._own_codes(ranked)
        if not answer.texts or not codes:
            self.notify(self.words("alike none"), timeout=4)
        elif len(codes) == 1:
            self._look_through(answer, codes[0])
        else:
            options = [(code, self.label_of_key(code)) for code in codes]
            self.app.push_screen(
                ChooseScreen(self.words("alike which"), options),
                lambda code: self._look_through(answer, code) if code else None,
            )

    def _look_through(self, answer: FoundLike, code: str) -> None:
        from themecode.tui.screens.alike import AlikeScreen

        label = self.label_of_key(code)
        heading = "alike" if self.question is not None else "alike sentences"

        def coded(places: list[Place] | None) -> None:
            if places:
                self.write(lambda study: _code_alike(study, places, code), lambda n: self._alike_coded(label, n))

        texts = [text for text in answer.texts if code not in text.rejected]
        if not texts:
            self.notify(self.words("alike none"), timeout=4)
            return
        self.app.push_screen(AlikeScreen(lambda n: self.words(heading, n=n, code=label), texts, self.words), coded)

    def _alike_coded(self, label: str, number: int) -> None:
        self.notify(self.words("alike given", code=label, n=number), timeout=6, markup=False)
        self.reload()


def _code_alike(study: Study, places: Sequence[Place], code: str) -> int:
    documents = [(looking.document(study, place.document_id), place) for place in places]
    chosen = [(document, place.start, place.end) for document, place in documents if document is not None]
    return suggestion_decisions.code_alike(study, chosen, code)
