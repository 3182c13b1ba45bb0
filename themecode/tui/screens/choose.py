"""Choosing one of a few things."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, ClassVar, cast

from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import OptionList, Static
from textual.widgets.option_list import Option

if TYPE_CHECKING:
    from themecode.tui.app import ThemecodeApp


class ChooseScreen(ModalScreen[str | None]):
    """A question and its answers; enter or a click takes one, escape or q none."""

    BINDINGS: ClassVar[list[BindingType]] = [("escape,q", "cancel", "")]

    def __init__(self, question: str, options: Sequence[tuple[str, str]]) -> None:
        """Take the question and (id, words) of each answer."""
        super().__init__()
        self._question = question
        self._options = options

    def compose(self) -> ComposeResult:
        """Put the question above the answers."""
        with Vertical(id="choose-box") as box:
            box.border_subtitle = cast("ThemecodeApp", self.app).words("choose keys")
            yield Static(self._question, classes="heading", markup=False)
            yield OptionList(*(Option(Content(words), id=id) for id, words in self._options))

    def on_mount(self) -> None:
        """Begin on the first answer."""
        options = self.query_one(OptionList)
        options.focus()
        options.highlighted = 0

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        """Take an answer."""
        self.dismiss(event.option.id)

    def action_cancel(self) -> None:
        """Take none."""
        self.dismiss(None)
