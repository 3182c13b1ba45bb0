"""Coding an interview."""

from __future__ import annotations

from collections.abc import Sequence

from textual.app import ComposeResult
from textual.containers import Horizontal
from textual.widgets import Static

from themecode.core.documents import Span, Turn
from themecode.core.states import Completion
from themecode.tui import places
from themecode.tui.actions import bindings
from themecode.tui.screens.searching import SearchingScreen
from themecode.tui.view.voices import first_words, only_moderators
from themecode.tui.widgets.code_tree import CodeTree
from themecode.tui.widgets.side_pane import SidePane
from themecode.tui.widgets.transcript import TranscriptView
from themecode.usecases import looking
from themecode.usecases.codebook_at_hand import codebook_of_interview


class TranscriptScreen(SearchingScreen):
    """The interview to the left; codes, and what stands on the cursor, to the right."""

    NAME = "transcript"
    BINDINGS = bindings("transcript")
    turns: Sequence[Turn] = ()
    _told_uncounted = False

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
            with SidePane(id="side"):
                yield CodeTree(id="codes")
                yield Static("", id="here")
        yield self.search_line()
        yield self.key_bar()

    def on_mount(self) -> None:
        """Open the transcript."""
        super().on_mount()
        self.open(self._document_id)
        if self._at is not None:
            self.call_after_refresh(self.view.select, self._at)

    def open(self, document_id: int) -> None:
        """Show a transcript, where the coder left it, else where the first participant speaks."""
        self.keep_place()
        self.document = looking.document(self.study, document_id)
        if self.document is None:
            self.dismiss()
            return
        parts = looking.segmented(self.study, self.document)
        self.turns = parts.turns
        self.view.show(parts.text, turns=parts.turns, sentences=parts.sentences, cursor=first_words(parts.turns))
        self.view.focus()
        self.at_hand = codebook_of_interview(self.study, document_id)
        self.read_codes()
        self.read_codings()
        if self.searching:  # goes on in the next interview
            self.show_hits()
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
        self._note_place()  # what stands under the cursor is shown by the class below, whose handler is called too
        self.show_status()
        if self.searching:
            self.show_mode()

    def _note_place(self) -> None:
        row = self.by_id.get(self.looked_at) if self.looked_at is not None else None
        self._place = places.TextPlace(self.view.cursor, row.key if row is not None else "")

    def _coded(self, keys: Sequence[str]) -> None:
        """Show what was coded; the first time that no figure will count it, say so."""
        known = {each.id for each in self.codings}
        super()._coded(keys)
        new = [each.span for each in self.codings if each.id not in known]
        if not self._told_uncounted and any(only_moderators(self.turns, span) for span in new):
            self._told_uncounted = True
            self.tell(self.words("moderator uncounted"))

    # -- going on -----------------------------------------------------------------------------

    def action_next_unread(self) -> None:
        """Go to the next transcript not done, after this one and then from the start; to the next hit of a search."""
        if self.searching:
            self.to_next_hit()
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

    def look_at(self, code_id: int | None) -> None:
        """Show one code's passages only, and keep that one does."""
        super().look_at(code_id)
        self._note_place()

    def action_back(self) -> None:
        """End what goes on; else go back to the list."""
        if not self.ended():
            self.dismiss()
