"""Choosing a colour."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import OptionList, Static
from textual.widgets.option_list import Option


class ColourScreen(ModalScreen[str | None]):
    """The colours of the palette, each with the codes that have it; enter takes one, escape none."""

    BINDINGS: ClassVar[list[BindingType]] = [("escape", "dismiss", "")]
    DEFAULT_CSS = """
    ColourScreen { align: center middle; }
    #colour-box {
        width: 70; max-width: 95%; height: auto; max-height: 90%;
        border: round $primary; background: $surface; padding: 0 1;
    }
    #colour-box OptionList { height: auto; border: none; background: $surface; }
    """

    def __init__(self, question: str, colours: Sequence[tuple[str, str]], now: str) -> None:
        """Take the question, (colour, who has it) and the colour that is there now."""
        super().__init__()
        self._question = question
        self._colours = colours
        self._now = now

    def compose(self) -> ComposeResult:
        """Put the question above the colours."""
        with Vertical(id="colour-box"):
            yield Static(self._question, classes="heading", markup=False)
            yield OptionList(
                *(Option(_line(number, *each), id=each[0]) for number, each in enumerate(self._colours, 1))
            )

    def on_mount(self) -> None:
        """Begin on the colour that is there."""
        options = self.query_one(OptionList)
        options.focus()
        found = [colour for colour, _ in self._colours]
        options.highlighted = found.index(self._now) if self._now in found else 0

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        """Take a colour."""
        self.dismiss(event.option.id)


def _line(number: int, colour: str, used: str) -> Content:
    line = Content.assemble(f"{number:>2} ", ("████", colour), f"  {used or '–'}")
    return line if len(line) <= 62 else Content.assemble(line[:61], "…")
