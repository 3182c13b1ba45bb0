"""Choosing one of many things by typing a few letters of it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Input, OptionList, Static
from textual.widgets.option_list import Option

from themecode.tui.view.fuzzy import rank


class FindScreen(ModalScreen[str | None]):
    """A question, a line to type in, and the things that fit; enter or a click takes one, escape none."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "dismiss", show=False),
        Binding("down", "move(1)", show=False, priority=True),
        Binding("up", "move(-1)", show=False, priority=True),
    ]
    DEFAULT_CSS = """
    FindScreen { align: center middle; }
    #find-box {
        width: 76; max-width: 95%; height: 22; max-height: 90%;
        border: round $primary; background: $surface; padding: 0 1;
    }
    #find-box Static { height: auto; padding: 0; }
    #find-box Input { height: 1; border: none; padding: 0; background: $boost; }
    #find-box OptionList { height: 1fr; border: none; padding: 0; background: $surface; margin-top: 1; }
    """

    def __init__(self, question: str, options: Sequence[tuple[str, str]]) -> None:
        """Take the question and (id, words) of each thing, in their order."""
        super().__init__()
        self._question = question
        self._options = options
        self._entries = [("", words, "") for _, words in options]

    def compose(self) -> ComposeResult:
        """Put the question above the line, and the things below it."""
        with Vertical(id="find-box"):
            yield Static(self._question, classes="heading", markup=False)
            yield Input()
            yield OptionList()

    def on_mount(self) -> None:
        """Show all."""
        self._show("")
        self.query_one(Input).focus()

    def on_input_changed(self, event: Input.Changed) -> None:
        """Show what fits."""
        self._show(event.value)

    def on_input_submitted(self) -> None:
        """Take what is highlighted."""
        option = self.query_one(OptionList).highlighted_option
        if option is not None:
            self.dismiss(option.id)

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        """Take what was clicked."""
        self.dismiss(event.option.id)

    def action_move(self, step: int) -> None:
        """Move the choice while typing goes on."""
        found = self.query_one(OptionList)
        if found.option_count:
            found.highlighted = max(0, min(found.option_count - 1, (found.highlighted or 0) + step))

    def _show(self, query: str) -> None:
        found = self.query_one(OptionList)
        chosen = [self._options[index] for index, _ in rank(query, self._entries)]
        found.set_options([Option(Content(words), id=id) for id, words in chosen])
        found.highlighted = 0 if chosen else None
