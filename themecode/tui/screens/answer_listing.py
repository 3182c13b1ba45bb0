"""A list of answers in a table: reading it, and showing where it stands."""

from __future__ import annotations

from array import array
from collections.abc import Mapping, Sequence

from rich.cells import cell_len
from textual.content import Content
from textual.widgets import Static

from themecode.core.answer_filter import Condition, HasText, Order, OwnState
from themecode.tui.screens.base import StudyScreen
from themecode.tui.view import hits
from themecode.tui.view.characters import drawable
from themecode.tui.view.columns import Column, fitted
from themecode.tui.widgets.paged_table import PagedTable
from themecode.tui.widgets.steady_text import SteadyText
from themecode.usecases import answer_table, looking
from themecode.usecases.answer_table import AnswerLine, VariableRow
from themecode.usecases.looking import QuestionRow
from themecode.usecases.study import Study

FOUND = "bold italic underline"
"""How what was looked for stands out, without a colour, on any ground."""

STATE_WORDS = {OwnState.UNTOUCHED: "unread", OwnState.BEGUN: "begun"}
"""Words for states that are not called in the words of the screens what they are called in the study."""


class ListingScreen(StudyScreen):
    """Answers to a question in a table, as a filter and an order list them."""

    def __init__(self, question: QuestionRow) -> None:
        """Take the question whose answers are listed."""
        super().__init__()
        self.question = question
        self.conditions: tuple[Condition, ...] = ()
        self.line = ""
        """The conditions as they were typed."""
        self.order = Order()
        self.all = 0
        """How many answers there are without a filter."""
        self.fault = ""
        self.columns: list[str] = []
        """The variables that are columns, by name."""
        self.shown: list[VariableRow] = []
        """Those of them that there are."""
        self.listing = True
        """Whether the list is being worked out."""

    @property
    def table(self) -> PagedTable:
        """The table."""
        return self.query_one(PagedTable)

    @property
    def sought(self) -> tuple[str, ...]:
        """What the answers were narrowed to hold: it is shown where it stands."""
        return tuple(each.text for each in self.conditions if isinstance(each, HasText) and each.wanted)

    @property
    def title_of_question(self) -> str:
        """What the question is called."""
        return self.words("question", number=self.question.number or self.question.key)

    # -- reading ------------------------------------------------------------------------------

    def read_names(self) -> None:
        """Read the codes, the codes on the digits and the variables."""
        self.books = looking.code_tree(self.study, self.question)
        self.digits = looking.digits(self.study, self.question)
        self.labels = {row.id: row.label.in_language(self.words.language) for _, rows in self.books for row in rows}
        self.keys = {row.id: row.key for _, rows in self.books for row in rows}
        self.vocabulary = answer_table.vocabulary(self.study, self.question)
        known = {row.name: row for row in self.vocabulary.variables}
        self.shown = [known[name] for name in self.columns if name in known]
        self.show_columns()
        self.show_digits()

    def list_answers(self, at: int | None = None) -> None:
        """Have the list worked out; ``at`` is the answer to stand on then."""
        conditions, order, question = self.conditions, self.order, self.question
        self.listing = True
        self.show_listed()

        def work(study: Study) -> tuple[array[int], int]:
            ids = answer_table.listed(study, question, conditions, order)
            return ids, len(ids) if not conditions else len(answer_table.listed(study, question))

        self.read(work, lambda found: self._take(*found, at), what="list")

    def _take(self, ids: array[int], all: int, at: int | None) -> None:
        self.all = all
        self.listing = False
        self.table.show(ids, at)
        self.show_listed()
        self.show_answer()

    def _rows(self, ids: Sequence[int]) -> Mapping[int, Sequence[str]]:
        found = answer_table.lines(self.study, ids, [row.id for row in self.shown])
        return {id: self._cells(line) for id, line in found.items()}

    def _cells(self, line: AnswerLine) -> list[str]:
        values = [self.value_of(row, line.values.get(row.id)) for row in self.shown]
        return [line.case, line.text, ", ".join(self.labels_of(line)), self.state_of(line.state), *values]

    # -- words --------------------------------------------------------------------------------

    def labels_of(self, line: AnswerLine) -> list[str]:
        """Return what the codes of an answer are called, in codebook order."""
        return [label for id, label in self.labels.items() if id in line.codes]

    def state_of(self, state: OwnState) -> str:
        """Return what a state is called."""
        return self.words(STATE_WORDS.get(state, state.value))

    def value_of(self, variable: VariableRow, value: str | None) -> str:
        """Return a value as it is printed."""
        label = variable.labels.get(value) if value is not None else None
        return label.in_language(self.words.language) if label else value or ""

    def order_name(self) -> str:
        """Return what the column is called that the answers are ordered by."""
        if self.order.variable is not None:
            return self.variable(self.order.variable).name
        return self.words(f"column {self.order.column}")

    def variable(self, id: int) -> VariableRow:
        """Return a variable by its id."""
        return next(row for row in self.vocabulary.variables if row.id == id)

    # -- showing ------------------------------------------------------------------------------

    def show_columns(self) -> None:
        """Put the columns in the table, with a sign on the one it is ordered by."""
        columns = [
            Column("case", self._head("case"), 7, 14, 1),
            Column("text", self._head("text"), 18, None, 4, self.sought),
            Column("codes", self._head("codes"), 12, 60, 2),
            Column("state", self._head("state"), 9, 24, 1),
        ]
        columns += [Column(f"value {row.id}", self._head("value", row), 8, 18, 1) for row in self.shown]
        self.table.set_columns(columns)

    def _head(self, key: str, variable: VariableRow | None = None) -> str:
        name = variable.name if variable else self.words(f"column {key}")
        ordered = self.order.column == key and (variable is None or variable.id == self.order.variable)
        plain = self.order == Order()
        return f"{name} {'▼' if self.order.falling else '▲'}" if ordered and not plain else name

    def show_listed(self) -> None:
        """Say how many answers are listed and marked, in which order, or what of the filter is not understood."""
        line = self.query_one("#listed", Static)
        line.set_class(bool(self.fault), "fault")
        if self.fault:
            line.update(self.fault)
            return
        number, marks = len(self.table.ids), self.table.marks
        parts = [self.words("listed some", n=number, all=self.all)]
        if self.listing:
            parts = [self.words("listing")]
        elif not number and self.conditions:
            parts = [self.words("none meets")]
        elif not number:
            parts = [self.words("no answers")]
        elif number == self.all:
            parts = [self.words("one listed" if number == 1 else "listed all", n=number)]
        if marks:
            parts.append(self.words("one marked" if marks == 1 else "marked", n=marks))
        if self.order != Order():
            parts.append(self.words("ordered by", column=self.order_name(), way=" ▼" if self.order.falling else ""))
        line.update(" · ".join(parts), layout=False)

    def show_answer(self) -> None:
        """Show the answer under the cursor in full, with its codes, state and the case's attributes."""
        row_id = self.table.row_id
        about = self.query_one("#answer", SteadyText)
        found = looking.document(self.study, row_id) if row_id is not None else None
        if found is None or row_id is None:
            about.update(Content(self.words("row gone") if row_id is not None else ""))
            return
        line = answer_table.lines(self.study, [row_id]).get(row_id)
        if line is None:
            return
        place = f"{self.table.place + 1}/{len(self.table.ids)}"
        codes = "".join(f" ■ {label}" for label in self.labels_of(line))
        parts = [Content.assemble((f"{line.case} ({place})", "bold"), f" · {self.state_of(line.state)}{codes}")]
        attributes = " · ".join(f"{name}: {value}" for name, value in looking.attributes(self.study, found))
        if attributes:
            room = max(20, about.content_size.width) * (1 if self.has_class("narrow") else 8)
            parts.append(Content.styled(fitted(attributes, room, cell_len).rstrip(), "italic"))
        text = Content(drawable(line.text))
        for span in (span for each in self.sought for span in hits.find(line.text, each)):
            text = text.stylize(FOUND, span.start, span.end)
        parts.append(text)
        about.update(Content("\n").join(parts))

    def show_digits(self) -> None:
        """Show which codes stand on the digits."""
        by_key = {key: self.labels[id] for id, key in self.keys.items()}
        shown = [f"{place} {by_key[key]}" for place, key in enumerate(self.digits, 1) if key in by_key]
        text, room = "", self.size.width - 2
        for each in shown:
            if len(text) + len(each) + 2 > room:
                break
            text += each + "  "
        line = self.query_one("#shortcuts", Static)
        line.display = bool(text)
        line.update(text, layout=False)
