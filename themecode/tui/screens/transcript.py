"""Coding an interview."""

from __future__ import annotations

from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical
from textual.widgets import Static

from themecode.core.states import Completion
from themecode.tui.actions import bindings
from themecode.tui.screens.coding import CodingScreen
from themecode.tui.widgets.code_tree import CodeTree
from themecode.tui.widgets.transcript import TranscriptView
from themecode.usecases import looking


class TranscriptScreen(CodingScreen):
    """The interview to the left; codes, and what stands on the cursor, to the right."""

    NAME = "transcript"
    BINDINGS = bindings("transcript")

    def __init__(self, document_id: int) -> None:
        """Take the transcript to open."""
        super().__init__()
        self._document_id = document_id

    def compose(self) -> ComposeResult:
        """Lay the screen out."""
        yield Static("", id="status", markup=False)
        with Horizontal():
            yield TranscriptView(id="text")
            with Vertical(id="side"):
                yield CodeTree(id="codes")
                yield Static("", id="here")
        yield self.key_bar()

    def on_mount(self) -> None:
        """Open the transcript."""
        super().on_mount()
        self.open(self._document_id)

    def open(self, document_id: int) -> None:
        """Show a transcript from its beginning."""
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
        self.show_status()

    def action_next_unread(self) -> None:
        """Go to the next transcript not done, after this one and then from the start."""
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

    def action_back(self) -> None:
        """Go back to the list."""
        self.dismiss()
