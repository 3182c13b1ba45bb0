"""What there is to read: questions and transcripts, with progress."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from rich.cells import cell_len
from textual.app import ComposeResult
from textual.content import Content
from textual.widgets import OptionList, Static
from textual.widgets.option_list import Option

from themecode.tui import places
from themecode.tui.actions import bindings
from themecode.tui.screens.base import StudyScreen
from themecode.tui.view.columns import fitted
from themecode.tui.widgets.steady_list import SteadyList
from themecode.usecases import looking
from themecode.usecases.looking import Progress, QuestionRow
from themecode.usecases.own_rounds import OwnRound, own_rounds

BAR = 12
"""Cells of a progress bar."""


@dataclass(frozen=True)
class Row:
    """A line of the list; without an ``item`` to open it is a heading."""

    text: str
    figures: str = ""
    item: str = ""


class HomeScreen(StudyScreen):
    """Lists questions and transcripts; enter opens one."""

    NAME = "home"
    BINDINGS = bindings("home")

    def compose(self) -> ComposeResult:
        """Lay the list out; it is there at once, and figures come after."""
        yield Static("", id="status", markup=False)
        yield SteadyList(id="contents")
        yield self.key_bar()

    def on_mount(self) -> None:
        """Show the list without figures, then have them worked out."""
        super().on_mount()
        self._read()
        self._begin_at = self.host.begin_at()
        self._progress: dict[int | None, Progress] = {}
        self._transcripts: dict[int, tuple[int, str | None]] = {}
        self._show()
        self.query_one(OptionList).focus()
        self.status(self.study.title)

    def on_screen_resume(self) -> None:
        """Leave the round that was worked in, and have the figures worked out again."""
        self.study.round = self.host.round
        self._show()
        # Behind what the screen above has handed over to be written, so that the figures know of it.
        self.write(lambda study: None, lambda _: self._read_again())

    def _read_again(self) -> None:
        self._rounds = own_rounds(self.study)
        self._show()
        self._work_figures_out()

    def reload(self) -> None:
        """Read the list again."""
        self._read()
        self._show()
        self._work_figures_out()

    def on_resize(self) -> None:
        """Fit the lines to the width."""
        if hasattr(self, "_contents"):
            self._show()
            self.status(self.study.title)

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        """Open a question or a transcript."""
        self._open(event.option.id or "")

    def action_open_item(self) -> None:
        """Open what is chosen (for the click on the key bar; the list takes enter itself)."""
        self.query_one(OptionList).action_select()

    def action_counts(self) -> None:
        """Show the counts of the chosen question, or of the transcripts."""
        from themecode.tui.screens.counts import CountsScreen

        option = self.query_one(OptionList).highlighted_option
        question = self._question(self._into_round(option.id or "")) if option else None
        self.app.push_screen(CountsScreen(question))

    def action_report(self) -> None:
        """Show the report of the chosen question, or of the interviews, as it will be printed."""
        from themecode.tui.screens.report import ReportScreen

        option = self.query_one(OptionList).highlighted_option
        question = self._question(self._into_round(option.id or "")) if option else None
        self.app.push_screen(ReportScreen(question))

    def action_compare(self) -> None:
        """Compare what coders gave the same texts in a closed round."""
        from themecode.tui.screens.compare_what import choose_comparison

        choose_comparison(self)

    def action_answer_table(self) -> None:
        """Show all answers to the chosen question in a table."""
        from themecode.tui.screens.answer_table import AnswerTableScreen

        option = self.query_one(OptionList).highlighted_option
        question = self._question(self._into_round(option.id or "")) if option else None
        if question is not None:
            self.app.push_screen(AnswerTableScreen(question))

    def action_pseudonyms(self) -> None:
        """Judge what may identify someone, and replace it."""
        from themecode.tui.screens.pseudonyms import PseudonymsScreen

        self.app.push_screen(PseudonymsScreen())

    def action_leave(self) -> None:
        """Quit; everything is on disk already."""
        self.app.exit()

    def _open(self, item: str) -> None:
        from themecode.tui.screens.answers import AnswersScreen
        from themecode.tui.screens.transcript import TranscriptScreen

        places.keep(self.host, places.HOME, item)
        item = self._into_round(item)
        if question := self._question(item):
            self.app.push_screen(AnswersScreen(question))
        elif item.startswith("d"):
            self.app.push_screen(TranscriptScreen(int(item[1:])))

    def _read(self) -> None:
        self._contents = looking.contents(self.study)
        self._rounds = own_rounds(self.study)

    def _into_round(self, item: str) -> str:
        """Work in the round that a chosen item stands under, and return the item as it is called elsewhere."""
        for each in self._rounds:
            if item.startswith(f"r{each.id}:"):
                self.study.round = each.name
                return item.partition(":")[2]
        return item

    def _question(self, item: str) -> QuestionRow | None:
        parts = [part.question for each in self._rounds for part in each.parts if part.question]
        return next((row for row in (*self._contents.questions, *parts) if item == f"q{row.id}"), None)

    def _work_figures_out(self) -> None:
        self.read(lambda study: (looking.progress(study), looking.transcript_progress(study)), self._take_figures)

    def _take_figures(self, found: tuple[dict[int | None, Progress], dict[int, tuple[int, str | None]]]) -> None:
        self._progress, self._transcripts = found
        self._show()

    def _show(self) -> None:
        rows = [row for each in self._rounds for row in self._round_rows(each)]
        if self._contents.questions:
            rows.append(Row(self.words("questions")))
            rows += [self._question_row(row) for row in self._contents.questions]
        if self._contents.transcripts:
            rows.append(Row(self.words("transcripts")))
            rows += [self._transcript_row(id, name) for id, name in self._contents.transcripts]
        options = self._options(rows)
        if not options:
            nothing = "nothing in round" if self.study.round else "nothing here"
            said = self.words(nothing, round=self.study.round, study=self.study.path.name)
            options = [Option(Content(said), disabled=True)]
        contents = self.query_one(OptionList)
        kept = contents.highlighted_option.id if contents.highlighted_option else self._begin_at
        contents.set_options(options)
        ids = [option.id for option in options]
        first = next((place for place, option in enumerate(options) if not option.disabled), None)
        contents.highlighted = ids.index(kept) if kept is not None and kept in ids else first

    def _options(self, rows: Sequence[Row]) -> list[Option]:
        """Lay the rows out: the figures of all begin at one column, as near the edge as the longest allow."""
        widest = max((cell_len(row.figures) for row in rows), default=0)
        room = max(20, self.size.width - 6 - widest)
        return [
            Option(Content(f"{fitted(row.text, room, cell_len)} {row.figures}"), id=row.item)
            if row.item
            else Option(Content.styled(row.text, "bold"), disabled=True)
            for row in rows
        ]

    def _round_rows(self, each: OwnRound) -> list[Row]:
        """Return the heading of a round with something for the coder, and a row for each place."""
        done = each.progress
        rows = [Row(self.words("round", round=each.name, read=done.read, all=done.documents))]
        for part in each.parts:
            read = self.words("read", read=part.progress.read, all=part.progress.documents)
            figures = f"{_bar(part.progress.read, part.progress.documents)} {read}"
            if part.question is not None:
                item, line = f"q{part.question.id}", self._wording(part.question)
            else:
                assert part.transcript is not None
                item, line = f"d{part.transcript[0]}", f"      {part.transcript[1]}"
            rows.append(Row(line, figures, f"r{each.id}:{item}"))
        return rows

    def _wording(self, row: QuestionRow) -> str:
        wording = " ".join(row.wording.in_language(self.words.language).split()) or row.key
        number = row.number or ("" if wording.casefold() == row.key.casefold() else row.key)
        return f"{number:>4}  {wording}"

    def _question_row(self, row: QuestionRow) -> Row:
        figures = ""
        if row.id in self._progress:
            done = self._progress[row.id]
            figures = f"{_bar(done.read, done.documents)} {self.words('read', read=done.read, all=done.documents)}"
        return Row(self._wording(row), figures, f"q{row.id}")

    def _transcript_row(self, document_id: int, name: str) -> Row:
        figures = ""
        if document_id in self._transcripts:
            codings, state = self._transcripts[document_id]
            figures = self.words.codings(codings) + " · " + self.words(state or "unread")
        return Row(f"      {name}", figures, f"d{document_id}")


def _bar(done: int, total: int) -> str:
    filled = round(BAR * done / total) if total else 0
    return "█" * filled + "░" * (BAR - filled)
