"""Asking for a passphrase without showing it."""

from __future__ import annotations

from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Vertical
from textual.screen import ModalScreen
from textual.widgets import Input, Static


class PassphraseScreen(ModalScreen[str | None]):
    """A question and a hidden line, or two; enter takes the answer, escape none. Two that differ give an empty one."""

    BINDINGS: ClassVar[list[BindingType]] = [("escape", "cancel", "")]
    DEFAULT_CSS = """
    PassphraseScreen { align: center middle; }
    PassphraseScreen #passphrase-box {
        width: 76; max-width: 95%; height: auto; border: round $primary; background: $surface; padding: 1 2;
    }
    PassphraseScreen Static { height: auto; }
    """

    def __init__(self, question: str, again: str = "") -> None:
        """Take the question, and what asks for the same once more where the passphrase is new."""
        super().__init__()
        self._question = question
        self._again = again

    def compose(self) -> ComposeResult:
        """Put the questions above their lines."""
        with Vertical(id="passphrase-box"):
            yield Static(self._question, classes="heading", markup=False)
            yield Input(password=True, id="first")
            if self._again:
                yield Static(self._again, classes="heading", markup=False)
                yield Input(password=True, id="again")

    def on_input_submitted(self, event: Input.Submitted) -> None:
        """Take the answer, or go to the second line."""
        if self._again and event.input.id == "first":
            self.query_one("#again", Input).focus()
            return
        first = self.query_one("#first", Input).value
        self.dismiss(first if event.value == first else "")

    def action_cancel(self) -> None:
        """Take none."""
        self.dismiss(None)
