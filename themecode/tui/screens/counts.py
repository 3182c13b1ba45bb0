"""The counts as the report counts them, with bars."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar, cast

from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import VerticalScroll
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Static

from themecode.analysis.counts import CategoryCounts, count_everything
from themecode.core.errors import ThemecodeError
from themecode.report.notes import all_notes, heading
from themecode.report.numbers import percent
from themecode.usecases.looking import QuestionRow
from themecode.usecases.study import Study

if TYPE_CHECKING:
    from themecode.tui.app import ThemecodeApp

BAR = 30
"""Cells of the longest bar."""


class CountsScreen(ModalScreen[None]):
    """Counts of one question, or of the transcripts, under each of its codebooks."""

    BINDINGS: ClassVar[list[BindingType]] = [("escape,q,r,enter", "dismiss", "")]

    def __init__(self, question: QuestionRow | None) -> None:
        """Take the question, or ``None`` for the transcripts."""
        super().__init__()
        self._question = question

    def compose(self) -> ComposeResult:
        """Lay out a page that fills when the counting is done."""
        with VerticalScroll(id="counts-box"):
            yield Static(self._host.words("counting"), id="counts", markup=False)

    def on_mount(self) -> None:
        """Count in a thread, on a connection of its own."""
        self.query_one(VerticalScroll).focus()
        self.run_worker(self._count, thread=True)

    @property
    def _host(self) -> ThemecodeApp:
        return cast("ThemecodeApp", self.app)

    def _count(self) -> None:
        own = self._host.study
        try:
            with Study.open(own.path, coder=own.coder, read_only=own.read_only) as study:
                key = self._question.key if self._question else None
                found = count_everything(study, question=key, provisional=True)
            shown = [counts for counts in found if self._question or counts.question is None]
            content = Content("\n\n").join([self._page(counts) for counts in shown])
        except ThemecodeError as error:
            content = Content(str(error))
        self.app.call_from_thread(self._take, content)

    def _take(self, content: Content) -> None:
        self.query_one("#counts", Static).update(content)

    def _page(self, counts: CategoryCounts) -> Content:
        language = self._host.words.language
        lines = [Content.styled(heading(counts, language), "bold"), Content("")]
        most = max((category.count for category in counts.categories), default=0)
        for category in counts.categories:
            if category.count:
                label = category.label.in_language(language)
                share = f" {percent(category.count, counts.answered):>3} %" if counts.answered else ""
                bar = "█" * max(1, round(BAR * category.count / most))
                lines.append(Content(f"{category.count:>5}{share}  {bar:<{BAR}}  {label}"))
        lines += [Content(""), *(Content(note) for note in all_notes(counts, language))]
        return Content("\n").join(lines)
