"""The report as it will be printed: what it is to be on the left, the text on the right, and writing it to a file."""

from __future__ import annotations

from dataclasses import replace

from textual.app import ComposeResult
from textual.containers import Horizontal, VerticalScroll
from textual.content import Content
from textual.timer import Timer
from textual.widgets import OptionList, Static

from themecode.core.errors import ThemecodeError
from themecode.core.localized import LANGUAGES
from themecode.report.remark_words import remark
from themecode.tui.actions import bindings
from themecode.tui.screens.ask import AskScreen
from themecode.tui.screens.choose import ChooseScreen
from themecode.tui.screens.report_file import FilingScreen
from themecode.tui.view.previewing import (
    Asked,
    Preview,
    preview,
    shown_value,
    stepped,
    styles_of,
    within,
)
from themecode.tui.widgets.report_wishes import WishList
from themecode.usecases import looking
from themecode.usecases.looking import QuestionRow
from themecode.usecases.quotes_chosen import QuoteRow, choose_quote
from themecode.usecases.report_settings import change_settings

KEEP_AFTER_S = 0.3
"""How long a threshold rests before it is kept, so that going through several is one step to undo."""


class ReportScreen(FilingScreen):
    """The report of a question, or of the interviews, in the making."""

    NAME = "report"
    BINDINGS = bindings("report")
    DEFAULT_CSS = """
    ReportScreen #wishes { width: 38%; min-width: 30; max-width: 52; height: 1fr; border: none; padding: 1 0 0 0; }
    ReportScreen #page { width: 1fr; height: 1fr; border-left: solid $panel-lighten-2; padding: 1 1 0 2; }
    ReportScreen #report-text { height: auto; }
    ReportScreen #report-remarks { height: auto; margin: 1 0 0 0; text-style: italic; }
    """

    def __init__(self, question: QuestionRow | None) -> None:
        """Take the question to begin with, or ``None`` for the interviews."""
        super().__init__()
        self._question = question
        """Of the latest rendering: an earlier one that is done later is not shown."""
        self._pending: dict[str, int | None] = {}
        """Thresholds that are not kept yet."""
        self._timer: Timer | None = None
        self.found: Preview | None = None

    def compose(self) -> ComposeResult:
        """Put the wishes beside the page."""
        yield Static("", id="status", markup=False)
        with Horizontal():
            yield WishList(id="wishes")
            with VerticalScroll(id="page"):
                yield Static(self.words("report working"), id="report-text", markup=False)
                yield Static("", id="report-remarks", markup=False)
        yield self.key_bar()

    def on_mount(self) -> None:
        """Show what can be wished for; the text is asked for once, when the screen is resumed right after."""
        super().on_mount()
        contents = looking.contents(self.study)
        self._questions: list[QuestionRow | None] = [*contents.questions, *([None] if contents.transcripts else [])]
        if self._question is None and not contents.transcripts and contents.questions:
            self._question = contents.questions[0]
        self.asked = Asked(self._question, language=self.study.language if self.study.language in LANGUAGES else "en")
        self.query_one("#page", VerticalScroll).can_focus = False
        self.query_one(WishList).focus()
        self._show_wishes()

    def reload(self) -> None:
        """Count and write again what was coded, or undone, since."""
        if self.is_there:
            self._typeset()

    # -- what can be done ---------------------------------------------------------------------

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        """Change what was chosen."""
        event.stop()
        self.action_change()

    def action_change(self) -> None:
        """Change what is chosen: by a list, by the next one, or by typing a number."""
        kind, name = self._at()
        if kind == "question":
            self._choose_question()
        elif kind in ("style", "language"):
            self._step(1)
        elif kind == "threshold":
            self._ask_threshold(name)
        elif kind == "quote":
            self.action_take_quote()

    def action_more(self) -> None:
        """Go to the next, or higher."""
        self._step(1)

    def action_less(self) -> None:
        """Go to the one before, or lower."""
        self._step(-1)

    def action_rule(self) -> None:
        """Let the report's own rule hold again for a threshold."""
        kind, name = self._at()
        if kind == "threshold":
            self._set(name, None)

    def action_take_quote(self) -> None:
        """Take a quote into the report, or out of it."""
        row = self._quote()
        if row is None:
            self.notify(self.words("no quote here"), timeout=3)
            return
        if not row.code:
            self.notify(self.words("quote no code"), timeout=4)
            return
        number, chosen = row.id, not row.chosen
        self.write(lambda study: choose_quote(study, number, chosen=chosen), lambda _: self._typeset(counted=True))

    def action_page_on(self) -> None:
        """Page on in the text."""
        self.query_one("#page", VerticalScroll).scroll_page_down(animate=False)

    def action_page_back(self) -> None:
        """Page back in the text."""
        self.query_one("#page", VerticalScroll).scroll_page_up(animate=False)

    def action_undo(self) -> None:
        """Take back what the coder did last."""
        self.keep()
        super().action_undo()

    def action_back(self) -> None:
        """Go back; what was changed is kept."""
        self.keep()
        self.dismiss()

    # -- changing -----------------------------------------------------------------------------

    def _step(self, step: int) -> None:
        kind, name = self._at()
        if kind == "question" and self._questions:
            at = self._questions.index(self.asked.question) if self.asked.question in self._questions else 0
            self._ask_for(self._questions[(at + step) % len(self._questions)])
        elif kind == "style":
            self.asked = stepped(self.asked, step)
            self._typeset(counted=True)
        elif kind == "language":
            at = LANGUAGES.index(self.asked.language)
            self.asked = replace(self.asked, language=LANGUAGES[(at + step) % len(LANGUAGES)])
            self._typeset(counted=True)
        elif kind == "threshold" and self.found is not None:
            value = self._pending.get(name)
            now = shown_value(self.found.settings, name) if value is None else value
            self._set(name, within(name, now + step))

    def _choose_question(self) -> None:
        options = [(str(place), self._about(row)) for place, row in enumerate(self._questions)]

        def chosen(place: str | None) -> None:
            if place is not None:
                self._ask_for(self._questions[int(place)])

        self.app.push_screen(ChooseScreen(self.words("report which"), options), chosen)

    def _ask_for(self, question: QuestionRow | None) -> None:
        self.keep()
        asked = replace(self.asked, question=question)
        self.asked = asked if asked.style in styles_of(asked) else replace(asked, style="prose")
        self._typeset()

    def _ask_threshold(self, name: str) -> None:
        def answered(text: str | None) -> None:
            if text is None:
                return
            if text.isdecimal():
                self._set(name, within(name, int(text)))
            else:
                self.notify(self.words("not a number", text=text), timeout=4, markup=False)

        value = "" if self.found is None else str(shown_value(self.found.settings, name))
        self.app.push_screen(AskScreen(self.words(f"ask {name}"), value), answered)

    def _set(self, name: str, value: int | None) -> None:
        """Show a threshold at once, and keep it when it has rested a moment."""
        self._pending[name] = value
        self._show_wishes()
        if self._timer is not None:
            self._timer.stop()
        self._timer = self.set_timer(KEEP_AFTER_S, self.keep)

    def keep(self) -> None:
        """Have the thresholds that were changed kept for the question, in one step."""
        if self._timer is not None:
            self._timer.stop()
        changes, question = self._pending, self.asked.question
        self._pending = {}
        if changes:
            self.write(lambda study: change_settings(study, changes, question), lambda _: self._typeset(counted=True))

    # -- the text -----------------------------------------------------------------------------

    def _typeset(self, *, counted: bool = False) -> None:
        """Have the text written; ``counted``: the counts are as they were."""
        asked = self.asked
        same = counted and self.found is not None and self.found.asked.question == asked.question
        counts = self.found.counts if same and self.found is not None else None

        self._show_wishes()
        self.read(lambda study: preview(study, asked, counts), self._take, failed=self._not_yet, what="text")

    def _not_yet(self, error: ThemecodeError) -> None:
        said = self.words("report not yet") if "not to be seen" in str(error) else str(error)
        self.query_one("#report-text", Static).update(said)

    def _take(self, made: Preview) -> None:
        text = self.query_one("#report-text", Static)
        if self.found is None or self.found.asked != made.asked:
            self.query_one("#page", VerticalScroll).scroll_home(animate=False)
            self.left_out = ()
        self.found = made
        text.styles.width = "auto" if made.wide else "1fr"
        text.update(Content(made.text if made.counts else self.words("report nothing")))
        self.show_remarks()
        self._show_wishes()

    def show_remarks(self) -> None:
        """Show what is for the one who reports, under the text."""
        if self.found is None or not self.is_there:
            return
        lines = [*self.found.remarks, *(each for each in self.left_out if each not in self.found.remarks)]
        shown = "\n".join([remark("intro", self.asked.language), *lines]) if lines else ""
        self.query_one("#report-remarks", Static).update(Content(shown))

    # -- the wishes ---------------------------------------------------------------------------

    def on_resize(self) -> None:
        """Fit the wishes to the width."""
        if hasattr(self, "asked"):
            self.call_after_refresh(self._show_wishes)

    def _at(self) -> tuple[str, str]:
        """Return the kind and the name of the line that is chosen."""
        return self.query_one(WishList).at

    def _quote(self) -> QuoteRow | None:
        kind, name = self._at()
        rows = self.found.quotes if self.found is not None else ()
        return next((row for row in rows if kind == "quote" and str(row.id) == name), None)

    def _about(self, question: QuestionRow | None) -> str:
        if question is None:
            return self.words("report interviews")
        wording = " ".join(question.wording.in_language(self.words.language).split())
        return f"{question.number or question.key}  {wording}".rstrip()

    def _show_wishes(self) -> None:
        question = self.asked.question
        about = self._about(question)
        found = self.found if self.found is not None and self.found.asked.question == question else None
        self.query_one(WishList).show(self.words, self.asked, about, found, self._pending)
        self.status(self.words("report screen"), about[: max(10, self.size.width // 3)] + " ")
