"""Suggested codes beside a text: when they are shown, asking for them, letting them learn.

They are worked out in a process of their own (`tui.suggestion_worker`). A key never waits for it: what it has not
answered yet is not on the screen. What the coder does is told to it once it is on disk.
"""

from __future__ import annotations

from collections.abc import Sequence

from textual.timer import Timer

from themecode.core.documents import Span
from themecode.suggest.rankings import Ranking
from themecode.tui.screens.coding import CodingScreen
from themecode.tui.suggested_codebook import suggested_codebook
from themecode.tui.suggestion_talk import (
    Answer,
    Ended,
    Explained,
    Failed,
    FoundLike,
    Order,
    Place,
    Progress,
    Rank,
    Ranked,
    Ready,
    Reread,
    Subject,
)
from themecode.tui.view import suggesting as view
from themecode.tui.widgets.suggestions import Suggestions
from themecode.usecases import looking, round_plans, suggesting

CLEAR_AFTER_S = 0.2
"""How long suggestions for the text before stay on the screen while those for this one are worked out."""


_SAID = frozenset(
    {
        *("suggestions begin", "suggestions wait", "suggestions none", "suggestions stopped"),
        *("suggestions round off", "suggestions no codes"),
    }
)
"""What is said in place of suggestions by its name in the words; anything else is a sentence already."""


class SuggestedScreen(CodingScreen):
    """A text with codes beside it, and where the coder wants that, suggested ones below them."""

    _when = "off"
    """When suggestions are shown; see `view.suggesting.when`."""
    ranked: Ranked | None = None
    """The latest ranking; it may be of a text that was left."""
    _asked: Place | None = None
    """The place whose ranking is being worked out."""
    _ready = False
    _saying = ""
    """What is said in place of suggestions, while there are none."""
    _told: tuple[int, object] = (0, None)
    """The document whose decisions the process knows, and what they were then."""
    _told_version = 0
    _codes: Sequence[looking.CodeRow] = ()
    _clock: Timer | None = None

    # -- beginning ----------------------------------------------------------------------------

    def read_codes(self) -> None:
        """Read the codes, and whether they are to be suggested."""
        super().read_codes()
        self.follow_mode()

    def follow_mode(self) -> None:
        """Show the list of suggestions, or take it away, as the study and the round say."""
        production = self.study.find_round().kind == "production"
        mode = suggesting.mode(self.study)
        self._when = view.when(mode, round_plans.suggestions_in(self.study), production=production)
        if self._when == "off":
            self._stop()
            return
        if not self.query(Suggestions):
            panel = Suggestions(self.words("suggestions"), self.words("suggestion keys").split("  "))
            self.query_one("#side").mount(panel, after="#codes")
        codes = tuple(self.by_id.values())
        if codes != self._codes:
            self.learn_anew()
        self._codes = codes
        self.call_after_refresh(self._begin)  # what one reads is painted first

    def reload(self) -> None:
        """Read again; the suggestions take in what was done since, here or on other screens."""
        if looking.data_version(self.study) != self._told_version:
            self.learn_anew()
        super().reload()

    def on_unmount(self) -> None:
        """Hear nothing more."""
        if (worker := self.host.suggestions) is not None:
            worker.leave(self._hear)

    def _begin(self) -> None:
        """Have suggestions prepared, unless they are."""
        if not self.is_attached or self._when == "off" or not self.query(Suggestions):
            return
        book = self._codebook()
        if self._when == "round off" or book is None:
            self._ready = False
            self._saying = "suggestions round off" if self._when == "round off" else "suggestions no codes"
            self._show_suggestions()
            return
        own = self.study
        question = self.question.key if self.question else None
        subject = Subject(own.path, own.coder, own.round, question, book, own.read_only)
        worker = self.host.suggestion_worker()
        if worker.stopped:
            self._saying = "suggestions stopped"
            self._show_suggestions()
        elif not worker.serves(subject, self._hear):
            self._ready, self._asked, self.ranked, self._told = False, None, None, (0, None)
            self._saying = "suggestions begin"
            self._show_suggestions()
            worker.begin(subject, self._hear)
        else:
            self._look()

    def _stop(self) -> None:
        self._ready, self.ranked, self._asked = False, None, None
        for panel in self.query(Suggestions):
            panel.remove()
        if (worker := self.host.suggestions) is not None:
            worker.leave(self._hear)

    def _codebook(self) -> str | None:
        """Return whose codes are suggested here."""
        books = {book.id: book.key for book in self.suggestable_books()}
        used = [self.by_id[each.code_id].codebook_id for each in self.codings if each.code_id in self.by_id]
        document_id = self.document.id if self.document is not None else 0
        return suggested_codebook(self.study, self.question, document_id, books, used)

    def suggestable_books(self) -> list[looking.CodebookRow]:
        """Return the codebooks of which codes can be suggested here, the main one first."""
        return [book for book, rows in self.shown if any(row.codable and not row.retired for row in rows)]

    # -- asking and hearing -------------------------------------------------------------------

    def show_here(self) -> None:
        """List what is here, and see to it that the suggestions are for this text."""
        super().show_here()
        self._look()

    def _look(self) -> None:
        """Tell the process what has been decided here, and ask for a ranking where the place is another."""
        if not self._ready or self.edging is not None:
            return
        place, document = self.place_here(), self.document
        known = (0, None) if document is None else (document.id, self._decided())
        if self._told[0] == known[0] and self._told != known:
            self.learn_anew(known[0])
            changed = True
        else:
            changed = self.ranked is None or self.ranked.place != place
        self._told = known
        if self.question is None and changed and self._codebook() != self._subject_codebook():
            self.call_after_refresh(self._begin)
        if changed:
            self.ask()
        self._show_suggestions()

    def learn_anew(self, document_id: int | None = None) -> None:
        """Have what stands on disk taken in: of one document at once, of all as soon as nothing else is asked.

        This place is ranked again after that.
        """
        if self._ready:
            self._told_version = looking.data_version(self.study)
            self.tell_process(Reread(document_id))
            if document_id is not None:
                self._asked = None
                self.ask()

    def ask(self) -> None:
        """Ask for the ranking of this place; one is worked out at a time, and the next is for where one is then."""
        place = self.place_here()
        if self._ready and place is not None and self._asked is None:
            self._asked = place
            self.tell_process(Rank(place))
            if self._clock is None:
                self._clock = self.set_timer(CLEAR_AFTER_S, self._clear_old)

    def _hear(self, answer: Answer) -> None:
        """Take in what the process says."""
        if not self.is_attached or not self.query(Suggestions):
            return
        match answer:
            case Progress(done, all):
                self._saying = self.words("suggestions vectors", done=done, all=all) if done < all else self._saying
            case Ready(notes):
                self._hear_ready(notes)
            case Ranked():
                self._asked = None
                if answer.place == self.place_here():
                    self.ranked = answer
                else:
                    self.ask()
            case Explained():
                self.explained(answer)
                return
            case FoundLike():
                self.found_like(answer)
                return
            case Failed(what):
                self._asked = None
                self._saying = "suggestions none"
                self._say_once(what)
            case Ended(again):
                self._ready, self._asked, self.ranked = False, None, None
                self._saying = "suggestions begin" if again else "suggestions stopped"
                self._say_once(self.words("suggestions again" if again else "suggestions ended"))
        self._show_suggestions()

    def explained(self, answer: Explained) -> None:
        """Take in why a code is suggested."""

    def found_like(self, answer: FoundLike) -> None:
        """Take in which texts are like this one."""

    def _hear_ready(self, notes: Sequence[str]) -> None:
        self._ready, self._asked, self.ranked = True, None, None
        self._saying = "suggestions wait"
        self._told_version = looking.data_version(self.study)
        worker = self.host.suggestion_worker()
        for note in notes:
            if note not in worker.told:
                worker.told.add(note)
                self._say_once(note)
        self._look()

    def tell_process(self, order: Order) -> None:
        """Hand an order to the process, where there is one."""
        if (worker := self.host.suggestions) is not None:
            worker.tell(order)

    def _say_once(self, text: str) -> None:
        self.notify(text, severity="warning", timeout=8, markup=False)

    def _subject_codebook(self) -> str | None:
        worker = self.host.suggestions
        return worker.subject.codebook if worker is not None and worker.subject is not None else None

    def place_here(self) -> Place | None:
        """Return what is suggested for: the whole answer, or what is selected of an interview."""
        document = self.document
        if document is None:
            return None
        span = Span(0, len(document.text)) if self.question is not None else self.target()
        return Place(document.id, span.start, span.end)

    def _decided(self) -> object:
        return tuple((each.code_id, each.span) for each in self.codings), self.state

    # -- showing ------------------------------------------------------------------------------

    def _clear_old(self) -> None:
        self._clock = None
        if self.ranked is not None and self.ranked.place != self.place_here():
            self.ranked = None
            self._show_suggestions()

    def suggested_here(self) -> Ranked | None:
        """Return the ranking for this place, where it is there and may be seen."""
        ranked = self.ranked
        if ranked is None or ranked.place != self.place_here() or not self._visible(ranked):
            return None
        return ranked

    def _visible(self, ranked: Ranked) -> bool:
        coded = [each.span for each in self.codings]
        return view.may_show(self._when, self.state, coded, ranked.about)

    def _show_suggestions(self) -> None:
        """Show the codes suggested for this text, or say why there are none."""
        for panel in self.query(Suggestions):
            if not panel.is_mounted:
                continue
            ranked = self.ranked
            if ranked is None:
                panel.show((), self.words(self._saying) if self._saying in _SAID else self._saying)
                continue
            self._show_foot(panel, ranked)
            if ranked.ranking is None:
                panel.show((), self.words("suggestions none"))
            elif not self._visible(ranked):
                panel.show((), self.words(f"suggestions {'done' if self._when == 'done' else 'after'}"))
            else:
                codes = view.shown_codes(ranked.ranking, asked=panel.asked)
                lines = []
                for each in codes:
                    word, bar = view.strength(each.strength)
                    lines.append((each.code, self.label_of_key(each.code), self.words(word), bar))
                panel.show(lines, "" if lines else self._silence(ranked.ranking))

    def _silence(self, ranking: Ranking) -> str:
        if not ranking.offered:
            return self.words("suggestions used up")
        said = {"no code fits": "suggest nothing"}.get(ranking.silence.value, ranking.silence.value)
        return self.words(said)

    def _show_foot(self, panel: Suggestions, ranked: Ranked) -> None:
        good = ranked.outcomes
        if not good.choices:
            panel.foot("")
            return
        top1, top3, base1, base3 = (
            round(100 * share) for share in (good.top1, good.top3, good.baseline_top1, good.baseline_top3)
        )
        panel.foot(self.words("outcomes", n=good.choices, top1=top1, top3=top3, base1=base1, base3=base3))

    def on_suggestions_looked(self) -> None:
        """Show the whole ranking to one who has gone to the list."""
        self._show_suggestions()

    def label_of_key(self, key: str) -> str:
        """Return what a code is called, by its key."""
        row = next((row for row in self.by_id.values() if row.key == key), None)
        return row.label.in_language(self.words.language) if row else key
