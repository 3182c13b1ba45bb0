"""Narrowing a table of answers, putting it in order, and choosing its columns."""

from __future__ import annotations

from textual.widgets import Input

from themecode.core.answer_filter import Condition, Order
from themecode.tui.screens.answer_listing import ListingScreen
from themecode.tui.screens.choose import ChooseScreen
from themecode.tui.screens.palette import Chosen, PaletteScreen
from themecode.tui.view.filter_line import CODE, NO_CODE, NO_VALUE, STATE, STATES, FilterError, understand, with_term
from themecode.usecases import answer_table, looking
from themecode.usecases.answer_table import VariableRow


class NarrowingScreen(ListingScreen):
    """A table of answers with a line that filters, lists to pick from, an order, and columns to choose."""

    _narrowed: tuple[str, str] | None = None
    """What the line said before one code was looked at, and what it said then."""

    # -- the line -----------------------------------------------------------------------------

    def action_filter(self) -> None:
        """Go to the line that filters."""
        self.query_one("#filter", Input).focus()

    def on_input_submitted(self, event: Input.Submitted) -> None:
        """Show the answers that the line asks for."""
        event.stop()
        self.filter_by(event.value)

    def on_input_changed(self) -> None:
        """Take back what was said of a line that was not understood."""
        if self.fault:
            self.fault = ""
            self.show_listed()

    def filter_by(self, line: str, at: int | None = None) -> None:
        """Show the answers that a line asks for, where it is understood; else say why not.

        The cursor goes to the answer ``at``, by its document id, else it stays.
        """
        conditions = self.understood(line)
        if conditions is None:
            return
        self.line, self.conditions = line, conditions
        self.query_one("#filter", Input).value = line
        self.table.focus()
        self.show_columns()
        self.list_answers(self.table.row_id if at is None else at)

    def leave_filter(self) -> None:
        """Go back to the table and let the line say what is shown there."""
        self.query_one("#filter", Input).value = self.line
        self.fault = ""
        self.show_listed()
        self.table.focus()

    def action_show_all(self) -> None:
        """Remove the filter."""
        self.filter_by("")

    # -- lists to pick from -------------------------------------------------------------------

    def action_pick(self) -> None:
        """Choose what to narrow the table by, and then to what."""
        options = [
            ("state", self.words("pick state")),
            ("code", self.words("pick code")),
            ("none", self.words("pick no code")),
            *((f"value {row.id}", self.words("pick value", variable=row.name)) for row in self.vocabulary.variables),
        ]
        self.app.push_screen(ChooseScreen(self.words("pick which"), options), self._picked)

    def _picked(self, what: str | None) -> None:
        if what == "code":
            rows = [row for _, rows in self.books for row in rows]
            self.app.push_screen(PaletteScreen(rows, self.words, self.digits, may_create=False), self._code_picked)
        elif what == "none":
            self._add(self._mine(CODE), self._mine(NO_CODE))
        elif what == "state":
            options = [(self._mine(names), self._mine(names)) for names in STATES]
            self.app.push_screen(
                ChooseScreen(self.words("pick which state"), options),
                lambda state: self._add(self._mine(STATE), state) if state else None,
            )
        elif what is not None:
            self._pick_value(self.variable(int(what.partition(" ")[2])))

    def _code_picked(self, chosen: Chosen | None) -> None:
        if chosen is not None:
            self._add(self._mine(CODE), chosen.text)

    def _pick_value(self, variable: VariableRow) -> None:
        values = list(self.vocabulary.values_of(variable.id))
        labelled = [value for value in variable.labels if value in values]
        ordered = [*labelled, *(value for value in values if value not in labelled)]
        options = [(f"={value}", self.value_of(variable, value)) for value in ordered]
        options.append(("", self.words("no value")))

        def chosen(value: str | None) -> None:
            if value is not None:
                self._add(variable.name, value[1:] if value else self._mine(NO_VALUE), variable=True)

        self.app.push_screen(ChooseScreen(self.words("pick which value", variable=variable.name), options), chosen)

    def _add(self, name: str, value: str, *, variable: bool = False) -> None:
        self.filter_by(with_term(self.line, name, value, variable=variable))

    def _mine(self, names: tuple[str, str]) -> str:
        return names[self.words.language != "sv"]

    # -- one code -----------------------------------------------------------------------------

    def action_only_code(self) -> None:
        """Show only the answers with one code, beside what the line says already; again: as it was before."""
        if self._narrowed is not None and self._narrowed[1] == self.line:
            self.filter_by(self._narrowed[0])
            return
        here = self.table.row_id
        line = answer_table.lines(self.study, [here]).get(here) if here is not None else None
        codes = [id for id in self.labels if line is not None and id in line.codes]
        if len(codes) == 1:
            self._only(self.keys[codes[0]])
        else:
            used = looking.own_counts(self.study, self.question)
            rows = [row for _, rows in self.books for row in rows if used.get(row.id)]
            if not rows:
                self.notify(self.words("no codings"), timeout=3)
                return
            screen = PaletteScreen(rows, self.words, self.digits, may_create=False)
            self.app.push_screen(screen, lambda chosen: self._only(chosen.text) if chosen is not None else None)

    def _only(self, key: str) -> None:
        before = self.line
        self._add(self._mine(CODE), key)
        self._narrowed = (before, self.line)

    # -- order and columns --------------------------------------------------------------------

    def action_order(self) -> None:
        """Choose what the answers are ordered by."""
        columns = [(key, self.words(f"column {key}")) for key in ("case", "text", "codes", "state")]
        columns += [(f"value {row.id}", row.name) for row in self.vocabulary.variables]

        def chosen(key: str | None) -> None:
            if key is not None:
                kind, _, id = key.partition(" ")
                self.order_by(kind, int(id) if id else None)

        self.app.push_screen(ChooseScreen(self.words("order by which"), columns), chosen)

    def order_by(self, kind: str, variable: int | None = None) -> None:
        """Put the answers in order of a column; of the same one again, the other way round."""
        for known in ("case", "text", "codes", "state", "value"):
            if kind == known:
                same = (self.order.column, self.order.variable) == (known, variable)
                self.order = Order(known, variable, same and not self.order.falling)
        self.show_columns()
        self.list_answers(self.table.row_id)

    def action_choose_columns(self) -> None:
        """Show a variable as a column, or hide it."""
        if not self.vocabulary.variables:
            self.notify(self.words("no variables"), timeout=3)
            return
        options = [
            (str(row.id), f"{'✓' if row in self.shown else ' '} {row.name}") for row in self.vocabulary.variables
        ]
        self.app.push_screen(ChooseScreen(self.words("which columns"), options), self._column_chosen)

    def _column_chosen(self, id: str | None) -> None:
        if id is None:
            return
        row = self.variable(int(id))
        self.shown = [each for each in self.shown if each != row] if row in self.shown else [*self.shown, row]
        self.columns = [each.name for each in self.shown]
        names, question = self.columns, self.question
        if not self.study.read_only:
            self.write(lambda study: answer_table.keep_columns(study, question, names))
        self.show_columns()

    def understood(self, line: str) -> tuple[Condition, ...] | None:
        """Return what a filter says, ``None`` where it is not understood, which is then said."""
        try:
            conditions = understand(line, self.vocabulary)
        except FilterError as fault:
            self.fault = self.words(fault.key, **fault.values)
            self.show_listed()
            return None
        self.fault = ""
        return conditions
