"""Coding an interview."""

from __future__ import annotations

from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical
from textual.widgets import Input, Static

from themecode.core.documents import Span
from themecode.core.states import Completion
from themecode.tui import places
from themecode.tui.actions import bindings
from themecode.tui.screens.palette import Chosen, PaletteScreen
from themecode.tui.screens.suggesting import SuggestingScreen
from themecode.tui.view import hits
from themecode.tui.widgets.code_tree import CodeTree
from themecode.tui.widgets.transcript import TranscriptView
from themecode.usecases import looking


class TranscriptScreen(SuggestingScreen):
    """The interview to the left; codes, and what stands on the cursor, to the right."""

    NAME = "transcript"
    BINDINGS = bindings("transcript")
    DEFAULT_CSS = """
    TranscriptScreen #search { dock: bottom; height: 1; margin-bottom: 1; border: none; padding: 0 1; display: none; }
    """

    def __init__(self, document_id: int, at: Span | None = None) -> None:
        """Take the transcript to open, and the passage to begin at."""
        super().__init__()
        self._document_id = document_id
        self._at = at
        self._place: places.TextPlace | None = None
        """Where one is, also once the text is gone; ``None`` where one has not moved."""

    def compose(self) -> ComposeResult:
        """Lay the screen out."""
        yield Static("", id="status", markup=False)
        with Horizontal():
            yield TranscriptView(id="text")
            with Vertical(id="side"):
                yield CodeTree(id="codes")
                yield Static("", id="here")
        yield Input(placeholder=self.words("search text"), id="search")
        yield self.key_bar()

    def on_mount(self) -> None:
        """Open the transcript."""
        super().on_mount()
        self.open(self._document_id)
        if self._at is not None:
            self.call_after_refresh(self.view.select, self._at)

    def open(self, document_id: int) -> None:
        """Show a transcript, where the coder left it."""
        self.keep_place()
        self.document = looking.document(self.study, document_id)
        if self.document is None:
            self.dismiss()
            return
        parts = looking.segmented(self.study, self.document)
        self.turns = parts.turns
        self.view.show(parts.text, turns=parts.turns, sentences=parts.sentences)
        self.view.focus()
        self.read_codes()
        self.read_codings()
        if self.searching:  # goes on in the next interview
            self.view.set_hits(hits.find(parts.text, self.query_one("#search", Input).value))
        self.show_mode()
        if self._at is None and (left := places.text_place(self.study, document_id)) is not None:
            self.call_after_refresh(self._go_to_place, left)

    def keep_place(self) -> None:
        """Keep where one is in the text."""
        if self.document is not None and self._place is not None:
            places.keep(self.host, places.of_text(self.study, self.document.id), str(self._place))
            self._place = None

    def on_unmount(self) -> None:
        """Keep where one was."""
        self.keep_place()

    def _go_to_place(self, place: places.TextPlace) -> None:
        code = next((row.id for row in self.by_id.values() if row.key == place.looked_at), None)
        if code is not None and any(each.code_id == code for each in self.codings):
            self.look_at(code)
        if self.document is not None and 0 <= place.cursor < len(self.document.text):
            self.view.jump(place.cursor)

    def show_status(self) -> None:
        """Say which interview, how many codings, how far down."""
        if self.document is None:
            return
        length = max(1, len(self.document.text))
        through = round(100 * self.view.cursor / length)
        state = self.words(self.state or "unread")
        codings = self.words.codings(len(self.codings))
        self.status(self.document.title, f"{codings} · {state} · {through} % ")

    def on_transcript_view_selection_changed(self) -> None:
        """Show what stands under the cursor, and how far down it is."""
        super().on_transcript_view_selection_changed()
        self._note_place()
        self.show_status()
        if self.searching:
            self.show_mode()

    def _note_place(self) -> None:
        row = self.by_id.get(self.looked_at) if self.looked_at is not None else None
        self._place = places.TextPlace(self.view.cursor, row.key if row is not None else "")

    # -- searching ----------------------------------------------------------------------------

    @property
    def searching(self) -> bool:
        """Tell whether something is looked for."""
        return self.query_one("#search", Input).display

    def action_search(self) -> None:
        """Look for words in the text."""
        line = self.query_one("#search", Input)
        line.display = True
        line.focus()
        self.show_mode()

    def on_input_changed(self, event: Input.Changed) -> None:
        """Show the hits while they are typed."""
        if self.document is not None and self.searching:
            self.view.set_hits(hits.find(self.document.text, event.value))
            self.show_mode()

    def on_input_submitted(self) -> None:
        """Go to the first hit from the cursor on."""
        self.view.focus()
        self._go_to_hit(self.view.hits.after(self.view.selection.start))

    def action_next_unread(self) -> None:
        """Go to the next transcript not done, after this one and then from the start; to the next hit of a search."""
        if self.searching:
            self._go_to_hit(self.view.hits.after(self.view.selection.start + 1))
            return
        figures = looking.transcript_progress(self.study)
        ids = [id for id, _ in looking.contents(self.study).transcripts]
        if self.document is None or self.document.id not in ids:
            return
        place = ids.index(self.document.id)
        for id in [*ids[place + 1 :], *ids[:place]]:
            if figures.get(id, (0, None))[1] in (None, Completion.SKIPPED):
                self.open(id)
                return
        self.notify(self.words("all read"), timeout=3)

    def action_previous_hit(self) -> None:
        """Go to the hit before."""
        if self.searching:
            self._go_to_hit(self.view.hits.before(self.view.selection.start))

    def _go_to_hit(self, place: int) -> None:
        if found := self.view.hits.spans:
            self.view.select(found[place])

    def _end_search(self) -> None:
        self.query_one("#search", Input).display = False
        self.view.set_hits(())
        self.view.focus()
        self.show_mode()

    # -- one code at a time -------------------------------------------------------------------

    def action_focus_code(self) -> None:
        """Show the passages of one code only: of the coding at the cursor, else of one that is chosen; or all again."""
        current = self.current()
        if self.looked_at is not None:
            self.look_at(None)
        elif current is not None and len(self.codings_here()) == 1:
            self.look_at(current.code_id)
        else:
            used = {each.code_id for each in self.codings}
            codes = [row for _, rows in self.books for row in rows if row.id in used]
            if not codes:
                self.notify(self.words("no codings"), timeout=3)
                return
            screen = PaletteScreen(codes, self.words, self.digits, may_create=False)
            self.app.push_screen(screen, self._look_at_chosen)

    def look_at(self, code_id: int | None) -> None:
        """Show one code's passages only, the first from the cursor on; ``None``: those of all codes."""
        self.looked_at = code_id
        self._note_place()
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
            return self._search_mode()
        if self.looked_at is not None and self.looked_at in self.by_id:
            number = len(self.in_order())
            code = self.by_id[self.looked_at].label.in_language(self.words.language)
            return self.words("one focus on" if number == 1 else "focus on", code=code, n=number)
        return ""

    def _search_mode(self) -> str:
        found, line = self.view.hits, self.query_one("#search", Input)
        number = len(found.spans)
        place = found.at(Span(self.view.selection.start, self.view.selection.end))
        if not line.value.strip():
            return self.words("search text")
        if not number:
            return self.words("no hits")
        if place is not None and not line.has_focus:
            return self.words("hits", query=line.value, n=place + 1, all=number)
        return self.words("one hit found") if number == 1 else self.words("hits found", all=number)

    def action_back(self) -> None:
        """End what goes on: moving edges, the search, looking at one code; else go back to the list."""
        if self.edging is not None:
            self.leave_edges()
        elif self.searching:
            self._end_search()
        elif self.looked_at is not None:
            self.look_at(None)
        else:
            self.dismiss()
