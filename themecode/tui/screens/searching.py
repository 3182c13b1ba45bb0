"""Looking for words in the text that is read, and looking at one code's passages only."""

from __future__ import annotations

from textual.widgets import Input

from themecode.core.documents import Span
from themecode.tui.screens.palette import Chosen, PaletteScreen
from themecode.tui.screens.suggesting import SuggestingScreen
from themecode.tui.view import hits
from themecode.usecases.looking import CodeRow

NOT_WHILE_TYPING = frozenset({"next_answer", "previous_answer"})
"""Actions whose keys go before those of the line that is typed in, and must not."""


class SearchingScreen(SuggestingScreen):
    """A text with a line to search it, which stands at the foot while something is looked for."""

    DEFAULT_CSS = """
    SearchingScreen #search { height: 1; border: none; padding: 0 1; display: none; }
    """
    PROMPT = "search text"
    """What stands in the empty line, by its key in the words."""

    def search_line(self) -> Input:
        """Make the line."""
        return Input(placeholder=self.words(self.PROMPT), id="search")

    @property
    def line(self) -> Input:
        """The line."""
        return self.query_one("#search", Input)

    @property
    def searching(self) -> bool:
        """Tell whether something is looked for."""
        return self.line.display

    # -- searching ----------------------------------------------------------------------------

    def action_search(self) -> None:
        """Look for words in the text."""
        self.line.display = True
        self.line.focus()
        self.show_mode()

    def on_input_changed(self, event: Input.Changed) -> None:
        """Show the hits while they are typed."""
        if event.input is self.line and self.searching:
            self.show_hits()

    def on_input_submitted(self, event: Input.Submitted) -> None:
        """Go to the first hit from the cursor on."""
        if event.input is self.line:
            self.view.focus()
            self.to_first_hit()

    def show_hits(self) -> None:
        """Show what is found in this text."""
        if self.document is not None:
            self.view.set_hits(hits.find(self.document.text, self.line.value))
            self.show_mode()

    def to_first_hit(self) -> None:
        """Go to the first hit from the cursor on."""
        self._go_to_hit(self.view.hits.after(self.view.selection.start))

    def to_next_hit(self) -> None:
        """Go to the next hit; after the last comes the first."""
        self._go_to_hit(self.view.hits.after(self.view.selection.start + 1))

    def to_previous_hit(self) -> None:
        """Go to the hit before; before the first comes the last."""
        self._go_to_hit(self.view.hits.before(self.view.selection.start))

    def action_previous_hit(self) -> None:
        """Go to the hit before, where something is looked for."""
        if self.searching:
            self.to_previous_hit()
        else:
            self.tell(self.words("not searching"))

    def end_search(self) -> None:
        """Look for nothing more."""
        self.line.display = False
        self.view.set_hits(())
        self.view.focus()
        self.show_mode()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Leave letters to the line while one types there."""
        if action in NOT_WHILE_TYPING and self.line.has_focus:
            return False
        return super().check_action(action, parameters)

    # -- one code at a time -------------------------------------------------------------------

    def action_focus_code(self) -> None:
        """Show the passages of one code only: of the coding at the cursor, else of one that is chosen; or all again."""
        current = self.current()
        if self.looked_at is not None:
            self.look_at(None)
        elif current is not None and len(self.codings_here()) == 1:
            self.look_at(current.code_id)
        elif codes := self.codes_in_use():
            screen = PaletteScreen(codes, self.words, self.digits, may_create=False)
            self.app.push_screen(screen, self._look_at_chosen)
        else:
            self.notify(self.words("no codings"), timeout=3)

    def codes_in_use(self) -> list[CodeRow]:
        """Return the codes that can be looked at alone."""
        used = {each.code_id for each in self.codings}
        return [row for _, rows in self.books for row in rows if row.id in used]

    def look_at(self, code_id: int | None) -> None:
        """Show one code's passages only, the first from the cursor on; ``None``: those of all codes."""
        self.looked_at = code_id
        self.paint()
        self.show_here()
        self.show_mode()
        if code_id is not None and self.current() not in self.in_order():
            self.action_next_coding()

    def _look_at_chosen(self, chosen: Chosen | None) -> None:
        row = next((row for row in self.by_id.values() if chosen is not None and row.key == chosen.text), None)
        if row is not None:
            self.look_at(row.id)

    # -- the foot, and leaving ----------------------------------------------------------------

    def mode(self) -> str:
        """Say what the keys do while edges are moved, in a search, or with one code looked at."""
        if moving := super().mode():
            return moving
        if self.searching:
            return self.search_mode()
        if self.looked_at is not None and self.looked_at in self.by_id:
            return self.focus_mode(self.by_id[self.looked_at].label.in_language(self.words.language))
        return ""

    def search_mode(self) -> str:
        """Say what is found, and the keys."""
        found = self.view.hits
        number = len(found.spans)
        place = found.at(Span(self.view.selection.start, self.view.selection.end))
        if not self.line.value.strip():
            return self.words(self.PROMPT)
        if not number:
            return self.words("no hits")
        if place is not None and not self.line.has_focus:
            return self.words("hits", query=self.line.value, n=place + 1, all=number)
        return self.words("one hit found") if number == 1 else self.words("hits found", all=number)

    def focus_mode(self, code: str) -> str:
        """Say which code is looked at, and the keys."""
        number = len(self.in_order())
        return self.words("one focus on" if number == 1 else "focus on", code=code, n=number)

    def ended(self) -> bool:
        """End what goes on, one thing at a time: moving edges, the search, one code. Tell whether any did."""
        if self.edging is not None:
            self.leave_edges()
        elif self.searching:
            self.end_search()
        elif self.looked_at is not None:
            self.look_at(None)
        else:
            return False
        return True

    # -- inside -------------------------------------------------------------------------------

    def _go_to_hit(self, place: int) -> None:
        if found := self.view.hits.spans:
            self.view.select(found[place])
