"""Asking why something was decided."""

from __future__ import annotations

from collections.abc import Sequence

from textual.suggester import SuggestFromList
from textual.widgets import Input

from themecode.tui.screens.ask import AskScreen


class ReasonScreen(AskScreen):
    """Asks why it was decided so; an earlier reason is completed as one types. Enter alone gives none."""

    def __init__(self, question: str, earlier: Sequence[str]) -> None:
        """Take the question and the reasons given before."""
        super().__init__(question)
        self._earlier = earlier

    def on_mount(self) -> None:
        """Offer what was said before."""
        self.query_one(Input).suggester = SuggestFromList(self._earlier, case_sensitive=False)

    def on_input_submitted(self, event: Input.Submitted) -> None:
        """Take the reason, or none."""
        event.prevent_default()  # where nothing is written, AskScreen would cancel
        self.dismiss(event.value.strip())
