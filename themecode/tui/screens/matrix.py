"""The matrix of the framework method: cases by themes, a summary written in each cell, its passages behind it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path

from rich.cells import cell_len
from rich.text import Text
from textual.app import ComposeResult
from textual.widgets import DataTable, Input, Static

from themecode.analysis.matrix import Matrix, MatrixCase, MatrixCell, levels, matrix
from themecode.analysis.query.parse import quoted
from themecode.analysis.retrieval import TRANSCRIPTS, Scope, own_scope, result_scope
from themecode.core.errors import RefusedError
from themecode.tui.actions import bindings
from themecode.tui.screens.choose import ChooseScreen
from themecode.tui.screens.memo import MemoScreen
from themecode.tui.screens.table_file import TableFileScreen
from themecode.tui.view.columns import one_line
from themecode.tui.view.table_file import Filed, write_matrix
from themecode.usecases import looking
from themecode.usecases.codebook_at_hand import codebook_most_used
from themecode.usecases.looking import CodeRow
from themecode.usecases.matrix import write_cell
from themecode.usecases.study import Study

PAGE = 100
"""Cases shown at a time; the next ones come as the last is reached."""
LINES = 3
"""Lines of a row with something written; the whole of the cell one is at stands below the table."""
WIDTH = 26
"""Cells of a column at least."""
LEAST_CASE, CASE = 8, 30
"""Cells of the column of cases at least and at most."""


@dataclass(frozen=True)
class Asked:
    """Which matrix is shown."""

    codebook: str | None = None
    level: int = 1
    interviews: bool = True
    result: bool = False
    filter: str = ""


class MatrixScreen(TableFileScreen):
    """A table of cases and themes; enter writes in a cell, its passages are a key away."""

    NAME = "matrix"
    BINDINGS = bindings("matrix")
    DEFAULT_CSS = """
    MatrixScreen DataTable { height: 1fr; background: $surface; }
    MatrixScreen #cell { height: auto; max-height: 40%; padding: 0 1; border-top: solid $panel-lighten-2; }
    MatrixScreen #filter, MatrixScreen #filter:focus {
        dock: bottom; height: 1; border: none; margin-bottom: 1; padding: 0 1; display: none;
    }
    """

    def __init__(self) -> None:
        """Begin with the top level of the codebook that the interviews are most read with."""
        super().__init__()
        self._asked = Asked()
        self._read_at = -1
        self._shown = 0
        """Rows in the table so far."""
        self.matrix: Matrix | None = None
        self.cases: list[MatrixCase] = []
        """The cases that the filter leaves."""

    def compose(self) -> ComposeResult:
        """Lay the screen out."""
        yield Static("", id="status", markup=False)
        yield DataTable(id="matrix", fixed_columns=1, cell_padding=1)
        yield Static("", id="cell", markup=False)
        yield Input(placeholder=self.words("matrix filter"), id="filter")
        yield self.key_bar()

    def on_mount(self) -> None:
        """Choose the themes of the interviews, and read the matrix."""
        super().on_mount()
        interviews = bool(looking.contents(self.study).transcripts)
        used = codebook_most_used(self.study, interviews=interviews)
        self._books = sorted(looking.code_tree(self.study, None), key=lambda each: each[0].id != used)
        self._asked = Asked(self._books[0][0].key if self._books else None, interviews=interviews)
        self.table.focus()
        self.status(self.words("matrix"))
        self._read()

    @property
    def table(self) -> DataTable[Text]:
        """The cases by the themes."""
        return self.query_one(DataTable)

    def reload(self) -> None:
        """Read again where something was written since."""
        if self.is_there and self._read_at not in (-1, looking.data_version(self.study)):
            self._read()

    # -- what can be done ---------------------------------------------------------------------

    def on_data_table_cell_highlighted(self, event: DataTable.CellHighlighted) -> None:
        """Show the whole cell, and more cases as the last is reached."""
        self._show_cell()
        if event.coordinate.row == self._shown - 1:
            self._more()

    def on_data_table_cell_selected(self, event: DataTable.CellSelected) -> None:
        """Write in a cell; the name of a case leads to its passages."""
        event.stop()
        self.action_edit_cell()

    def action_edit_cell(self) -> None:
        """Write the summary of a case on a theme."""
        here = self._here()
        if here is None:
            self.action_cell_passages()
            return
        case, code, cell = here
        heading = f"{case.key} · {code.label.in_language(self.words.language)}"

        def save(text: str, done: Callable[[], None]) -> None:
            self.write(lambda study: write_cell(study, case.key, code.key, text), lambda _: done())

        self.app.push_screen(MemoScreen(heading, cell.text, self.words, save), lambda _: self._read())

    def action_cell_passages(self) -> None:
        """Show the passages of the cell, or of all themes of the case where one is at its name."""
        from themecode.tui.screens.retrieval import RetrievalScreen

        if self.matrix is None or not self.cases:
            return
        case = self.cases[self.table.cursor_row]
        here = self._here()
        codes = [here[1]] if here is not None else list(self.matrix.codes)
        scope = replace(self._scope(), case=case.key, question=TRANSCRIPTS if self._asked.interviews else None)
        self.app.push_screen(RetrievalScreen(" or ".join(quoted(code.key) for code in codes), scope))

    def action_filter(self) -> None:
        """Type what the cases are to have: in their name, their value, or what is written."""
        line = self.query_one("#filter", Input)
        line.display = True
        line.focus()

    def on_input_submitted(self, event: Input.Submitted) -> None:
        """Show the cases with a text."""
        event.stop()
        self._asked = replace(self._asked, filter=event.value.strip())
        event.input.display = bool(self._asked.filter)
        self.table.focus()
        self._show()

    def action_themes(self) -> None:
        """Choose a codebook and a level of its tree."""
        options = []
        for book, rows in self._books:
            name = book.name.in_language(self.words.language) or book.key
            deepest = levels(rows)
            options += [
                (f"{level} {book.key}", name if deepest == 1 else f"{name} · {self.words('level of', n=level)}")
                for level in range(1, deepest + 1)
            ]

        def chosen(which: str | None) -> None:
            if which is not None:
                level, _, key = which.partition(" ")
                self._asked = replace(self._asked, codebook=key, level=int(level))
                self._read()

        if options:
            self.app.push_screen(ChooseScreen(self.words("which matrix"), options), chosen)

    def action_kind_of_case(self) -> None:
        """Change between cases with interviews and cases with answers."""
        self._asked = replace(self._asked, interviews=not self._asked.interviews)
        self._read()

    def action_whose(self) -> None:
        """Change between one's own passages and those of the result."""
        if not self._asked.result and result_scope(self.study) is None:
            self.notify(self.words("result hidden"), timeout=4)
        else:
            self._asked = replace(self._asked, result=not self._asked.result)
            self._read()

    def action_back(self) -> None:
        """End the filter, else go back."""
        line = self.query_one("#filter", Input)
        if line.display:
            line.display, line.value = False, ""
            self._asked = replace(self._asked, filter="")
            self.table.focus()
            self._show()
        else:
            self.dismiss()

    # -- reading ------------------------------------------------------------------------------

    def file_name(self) -> str:
        """Name the file after the codebook."""
        return f"{self.words('matrix name')}-{self._asked.codebook or ''}".strip("-")

    def write_to(self, study: Study, path: Path) -> Filed:
        """Write all cases, also those that the filter leaves out."""
        if self.matrix is None or not self.matrix.cases:
            raise RefusedError("nothing is counted yet", fix="code something first")
        return write_matrix(path, self.matrix, self.words.language)

    def _scope(self) -> Scope:
        result = result_scope(self.study) if self._asked.result else None
        return result or own_scope(self.study)

    def _read(self) -> None:
        """Have the matrix read."""
        asked, scope = self._asked, self._scope()
        self._read_at = looking.data_version(self.study)
        if asked.codebook is None:
            self.query_one("#cell", Static).update(self.words("no matrix"))
            return
        codebook = asked.codebook

        def work(study: Study) -> Matrix:
            return matrix(study, codebook, scope, level=asked.level, interviews=asked.interviews)

        self.read(work, self._take, what="matrix")

    def _take(self, found: Matrix) -> None:
        self.matrix = found
        self._show()

    # -- showing ------------------------------------------------------------------------------

    def _show(self) -> None:
        assert self.matrix is not None
        language, found = self.words.language, self.matrix
        wanted = self._asked.filter.casefold()
        self.cases = [case for case in found.cases if not wanted or self._holds(case, wanted)]
        at, shown = self.table.cursor_coordinate, max(PAGE, self._shown)
        table = self.table
        table.clear(columns=True)
        self._shown = 0
        room = max(WIDTH, (self.size.width - 20) // max(1, len(found.codes)) - 2)
        keys = [cell_len(case.key) for case in self.cases]
        # Of a width that is said: the table would forget the one it measured as it is filled anew.
        table.add_column(Text(self.words("case of")), key="case", width=min(CASE, max([*keys, LEAST_CASE])))
        for code in found.codes:
            table.add_column(Text(code.label.in_language(language)[:room]), key=code.key, width=room)
        while self._shown < min(shown, len(self.cases)):
            self._more()
        table.move_cursor(row=min(at.row, max(0, len(self.cases) - 1)), column=max(1, at.column))
        written = sum(bool(found.cell(case, code).text) for case in self.cases for code in found.codes)
        name = found.codebook.name.in_language(language) or found.codebook.key
        kind = self.words("interviews of" if self._asked.interviews else "answers of")
        figures = self.words("matrix of", n=len(self.cases), cells=written, all=len(self.cases) * len(found.codes))
        whose = self.words("the result" if self._asked.result else "own codings")
        self.status(f"{self.words('matrix')} · {name} · {kind}", f"{figures} · {whose} ")
        self._show_cell()

    def _more(self) -> None:
        """Show the next cases."""
        assert self.matrix is not None
        for case in self.cases[self._shown : self._shown + PAGE]:
            cells = [self.matrix.cell(case, code) for code in self.matrix.codes]
            lines = LINES if any(cell.text for cell in cells) else 1
            self.table.add_row(Text(case.key, style="bold"), *map(self._cell, cells), height=lines, key=str(case.id))
        self._shown = min(len(self.cases), self._shown + PAGE)

    def _cell(self, cell: MatrixCell) -> Text:
        number = f"[{cell.passages}] " if cell.passages else ""
        return Text.assemble((number, "bold"), one_line(cell.text), overflow="ellipsis")

    def _show_cell(self) -> None:
        here = self._here()
        told = ""
        if here is not None:
            case, code, cell = here
            passages = self._passages(cell.passages)
            parts = [case.key, code.label.in_language(self.words.language), passages, cell.coder]
            told = " · ".join(part for part in parts if part) + (f"\n{cell.text}" if cell.text else "")
        elif self.matrix is not None and not self.cases:
            told = self.words("no matrix")
        self.query_one("#cell", Static).update(told)

    def _passages(self, number: int) -> str:
        key = {0: "no passages", 1: "found one passage"}.get(number, "found passages")
        return self.words(key, n=number)

    def _here(self) -> tuple[MatrixCase, CodeRow, MatrixCell] | None:
        """Return the cell one is at; ``None`` on the name of a case, and where there is nothing."""
        row, column = self.table.cursor_row, self.table.cursor_column
        if self.matrix is None or not 0 <= row < len(self.cases) or not 1 <= column <= len(self.matrix.codes):
            return None
        case, code = self.cases[row], self.matrix.codes[column - 1]
        return case, code, self.matrix.cell(case, code)

    def _holds(self, case: MatrixCase, wanted: str) -> bool:
        assert self.matrix is not None
        texts = (self.matrix.cell(case, code).text for code in self.matrix.codes)
        return wanted in case.key.casefold() or any(wanted in text.casefold() for text in texts)
