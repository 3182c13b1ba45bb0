"""Asking for a line of text."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar, cast

from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Vertical
from textual.screen import ModalScreen
from textual.widgets import Input, Static

if TYPE_CHECKING:
    from themecode.tui.app import ThemecodeApp


class AskScreen(ModalScreen[str | None]):
    """A question and a line to answer it in; enter takes the answer, escape none."""

    BINDINGS: ClassVar[list[BindingType]] = [("escape", "cancel", "")]

    def __init__(self, question: str, value: str = "") -> None:
        """Take the question, and what the line begins with."""
        super().__init__()
        self._question = question
        self._value = value

    def compose(self) -> ComposeResult:
        """Put the question above the line."""
        with Vertical(id="ask-box") as box:
            box.border_subtitle = cast("ThemecodeApp", self.app).words("ask keys")
            yield Static(self._question, classes="heading", markup=False)
            yield Input(value=self._value)

    def on_input_submitted(self, event: Input.Submitted) -> None:
        """Take the answer."""
        self.dismiss(event.value.strip() or None)

    def action_cancel(self) -> None:
        """Take none."""
        self.dismiss(None)
