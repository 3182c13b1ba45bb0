"""The counts as the report counts them: bars, against a variable, and which codes stand together."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from textual.app import ComposeResult
from textual.content import Content
from textual.widgets import DataTable, Static

from themecode.analysis.cooccurrence import TOGETHER, CoOccurrence, co_occurrences
from themecode.analysis.counts import CategoryCounts, count_everything
from themecode.analysis.crosstab import cross_table
from themecode.analysis.retrieval import TRANSCRIPTS, Scope, own_counted_scope, result_scope
from themecode.core.errors import RefusedError, ThemecodeError
from themecode.report.notes import all_notes, heading
from themecode.report.words import word
from themecode.tui.actions import bindings
from themecode.tui.screens.choose import ChooseScreen
from themecode.tui.screens.table_file import TableFileScreen
from themecode.tui.view.table_file import FIGURES, Filed, write_figures
from themecode.tui.view.tabulating import Jump, Table, bar_rows, cross_rows, together_rows
from themecode.tui.widgets.figures import FigureTable
from themecode.tui.words.faults import in_words
from themecode.usecases import looking
from themecode.usecases.looking import QuestionRow
from themecode.usecases.study import Study
from themecode.usecases.unfinished import begun_transcripts

FEW = 5
"""Below so many in a cell, persons may be recognised."""


@dataclass(frozen=True)
class Asked:
    """What is counted, and how it is shown."""

    view: str = "bars"
    """``bars``, ``cross-table`` or ``together``."""
    own: bool = False
    variable: str | None = None
    basis: str = TOGETHER[0]
    level: int | None = None
    book: int = 0
    """Which of the codebooks that the question, or the interviews, are read with."""


@dataclass(frozen=True)
class Counted:
    """What was counted: the counts under each codebook and, where asked for, which codes stand together."""

    asked: Asked
    scope: Scope
    counts: Sequence[CategoryCounts]
    together: Sequence[CoOccurrence] = ()
    begun: Sequence[str] = ()
    """Interviews that are coded, and not in the counts because nobody is done with them."""


class CountsScreen(TableFileScreen):
    """Counts of one question, or of the interviews. Enter shows the passages behind a figure."""

    NAME = "counts"
    BINDINGS = bindings("counts")
    SUFFIXES = FIGURES
    DEFAULT_CSS = """
    CountsScreen #counts { height: auto; max-height: 40%; padding: 1 1; }
    CountsScreen #key { height: auto; max-height: 3; padding: 0 1; }
    """

    def __init__(self, question: QuestionRow | None) -> None:
        """Take the question, or ``None`` for the interviews."""
        super().__init__()
        self._question = question
        self._asked = Asked()
        """Of the latest counting: an earlier one that is done later is not shown."""
        self._read_at = -1
        self.found: Counted | None = None
        self.table: Table | None = None

    def compose(self) -> ComposeResult:
        """Lay a page out that fills when the counting is done."""
        yield Static("", id="status", markup=False)
        yield Static(self.words("counting"), id="counts", markup=False)
        yield FigureTable(id="figures", zebra_stripes=False)
        yield self.key_bar()

    def on_mount(self) -> None:
        """Have it counted."""
        super().on_mount()
        self.query_one(FigureTable).focus()
        self.watch(self.app, "theme", self._repaint, init=False)
        self._count()

    def reload(self) -> None:
        """Count again where something was written since."""
        if self.is_there and self._read_at not in (-1, looking.data_version(self.study)):
            self._count()

    # -- what can be done ---------------------------------------------------------------------

    def on_data_table_cell_selected(self, event: DataTable.CellSelected) -> None:
        """Show the passages behind a figure."""
        event.stop()
        self._jump(event.coordinate.row, event.coordinate.column)

    def on_data_table_row_selected(self, event: DataTable.RowSelected) -> None:
        """Show the passages behind a bar."""
        event.stop()
        self._jump(event.cursor_row, 0)

    def action_open_cell(self) -> None:
        """Show the passages (for the click on the key bar; the table takes enter itself)."""
        self.query_one(FigureTable).action_select_cursor()

    def file_name(self) -> str:
        """Name the file after the question and what it is split by."""
        about, asked = self._question, self._asked
        name = self.words("figures interviews")
        if about is not None:
            name = f"{self.words('figures name')}-{about.number or about.key}"
        if asked.view == "cross-table":
            return f"{name}-{asked.variable}"
        return f"{name}-{self.words('together')}" if asked.view == "together" else name

    def write_to(self, study: Study, path: Path) -> Filed:
        """Write what is counted: every codebook, and all levels."""
        found = self.found
        if found is None or not found.counts:
            raise RefusedError("nothing is counted yet", fix="code something first")
        return write_figures(path, found.counts, found.together, self.words.language)

    def action_report(self) -> None:
        """Show the report of these counts as it will be printed."""
        from themecode.tui.screens.report import ReportScreen

        self.app.push_screen(ReportScreen(self._question))

    def action_bars(self) -> None:
        """Show the counts as bars."""
        self._ask(view="bars")

    def action_cross_table(self) -> None:
        """Choose a variable, and show the counts against it."""
        names = looking.variable_names(self.study)
        if not names:
            self.notify(self.words("no variables"), timeout=4)
            return

        def chosen(name: str | None) -> None:
            if name is not None:
                self._ask(view="cross-table", variable=name)

        self.app.push_screen(ChooseScreen(self.words("which variable"), [(name, name) for name in names]), chosen)

    def action_together(self) -> None:
        """Show which codes stand together; where that is shown, in the other way."""
        basis = self._asked.basis
        if self._asked.view == "together":
            basis = TOGETHER[(TOGETHER.index(self._asked.basis) + 1) % len(TOGETHER)]
        self._ask(view="together", basis=basis)

    def action_level(self) -> None:
        """Go through the levels of the tree: all, the top, and down."""
        level = (self._asked.level or 0) + 1
        counts = self._current()
        self._ask(level=level if counts is not None and counts.level(level) else None)

    def action_next_codebook(self) -> None:
        """Go to the next codebook."""
        if self.found is not None and len(self.found.counts) > 1:
            self._ask(book=(self._asked.book + 1) % len(self.found.counts), level=None)

    def action_whose(self) -> None:
        """Change between the result and one's own codings."""
        if result_scope(self.study) is None:
            self.notify(self.words("result hidden"), timeout=4)
        else:
            self._ask(own=not self._asked.own)

    def action_back(self) -> None:
        """Go back."""
        self.dismiss()

    # -- counting -----------------------------------------------------------------------------

    def _ask(self, **changes: object) -> None:
        self._asked = replace(self._asked, **changes)  # type: ignore[arg-type]
        self._count()

    def _count(self) -> None:
        asked = self._asked
        self._read_at = looking.data_version(self.study)
        self.read(lambda study: self._counted(study, asked), self._take, failed=self._say_fault, what="counts")

    def _counted(self, study: Study, asked: Asked) -> Counted:
        result = result_scope(study)
        scope = own_counted_scope(study) if asked.own or result is None else result
        if scope.counted is not None and study.coder_id() is None:  # new to the study: has coded nothing
            return Counted(asked, scope, ())
        begun = () if self._question else begun_transcripts(study, own=scope.counted is not None)
        question = self._question.key if self._question else None
        by = asked.variable if asked.view == "cross-table" else None
        counts = count_everything(
            study, question=question, by=by, coder=scope.counted, rounds=scope.rounds, provisional=True
        )
        counts = [each for each in counts if self._question or each.question is None]
        together: list[CoOccurrence] = []
        if asked.view == "together" and counts:
            book = counts[min(asked.book, len(counts) - 1)].codebook.key
            level, basis = asked.level, asked.basis
            together = co_occurrences(
                study,
                question=question,
                codebook=book,
                basis=basis,
                level=level,
                coder=scope.counted,
                rounds=scope.rounds,
            )
            together = [each for each in together if self._question or each.question is None]
        return Counted(asked, replace(scope, question=question or TRANSCRIPTS), counts, together, begun)

    def _say_fault(self, error: ThemecodeError) -> None:
        self.query_one("#counts", Static).update(Content(in_words(error, self.words.language)))

    def _take(self, found: Counted) -> None:
        changed = self.found is None or found.asked != self.found.asked
        self.found = found
        self._show(stay=not changed)

    # -- showing ------------------------------------------------------------------------------

    def _show(self, *, stay: bool) -> None:
        assert self.found is not None
        words, asked, scope = self.words, self.found.asked, self.found.scope
        asking = self._question
        title = words("transcripts") if asking is None else words("question", number=asking.number or asking.key)
        self.status(f"{title} · {words(asked.view)}", words("own counted" if scope.counted else "the result") + " ")
        self.table = self._laid_out()
        table = self.query_one(FigureTable)
        at = (table.cursor_row, table.cursor_column) if stay else None
        shown = self.table or Table((), (), ())
        table.show(shown.heads, shown.rows, by_cell=asked.view != "bars", at=at)
        self.query_one("#counts", Static).update(self._notes())

    def _repaint(self) -> None:
        """Shade the figures in the colours of another theme, once it is in force."""
        if self.found is not None:
            self.call_after_refresh(self._show, stay=True)

    def _laid_out(self) -> Table | None:
        assert self.found is not None
        words, asked = self.words, self.found.asked
        counts = self._current()
        if counts is None:
            return None
        if asked.view == "bars":
            heads = (words("count of"), words("share of"), "", words("code of"))
            return bar_rows(counts, words.language, asked.level, heads, self.size.width)
        if asked.view == "cross-table":
            said = (words("code of"), word("all", words.language), words("answered of"))
            return cross_rows(cross_table(counts), words.language, asked.level, words("value missing"), said)
        return together_rows(self.found.together[0], words.language, words("code of")) if self.found.together else None

    def _notes(self) -> Content:
        """Say what was counted and of what; shorter where a table needs the room."""
        assert self.found is not None
        counts, asked = self._current(), self.found.asked
        if counts is None:
            return Content("\n".join([self.words("nothing counted"), *self.words.begun(self.found.begun)]))
        books = len(self.found.counts)
        of_books = [self.words("place of many", place=asked.book + 1, all=books)] if books > 1 else []
        level = self.words("all levels") if asked.level is None else self.words("level of", n=asked.level)
        shown = [level, *of_books]
        if asked.view == "cross-table":
            shown.insert(0, str(asked.variable))
        elif asked.view == "together":
            shown.insert(0, self.words(f"together {asked.basis}"))
        notes = [*self.words.begun(self.found.begun), *all_notes(counts, self.words.language)]
        if asked.view == "cross-table" and (few := self._few()):
            notes.insert(0, word("small cells", self.words.language, n=few))
        first = Content.styled(heading(counts, self.words.language), "bold")
        return Content("\n").join([first, Content(" · ".join(shown)), *(Content(note) for note in notes)])

    def _few(self) -> int:
        counts = self._current()
        groups = counts.groups if counts is not None else ()
        return sum(0 < category.count < FEW for group in groups for category in group.categories)

    def _current(self) -> CategoryCounts | None:
        found = self.found.counts if self.found is not None else ()
        return found[min(self._asked.book, len(found) - 1)] if found else None

    def _jump(self, row: int, column: int) -> None:
        """Open the passages behind a cell, in the codings that it counts."""
        from themecode.tui.screens.retrieval import RetrievalScreen

        if self.found is None or self.table is None or row >= len(self.table.jumps):
            return
        to: Jump | None = self.table.jumps[row][column]
        if to is not None:
            scope = replace(self.found.scope, variable=to.variable, value=to.value)
            self.app.push_screen(RetrievalScreen(to.query, scope))
