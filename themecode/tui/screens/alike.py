"""Looking through texts like one, before they get the same code together."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import OptionList, Static
from textual.widgets.option_list import Option

from themecode.suggest.rankings import Alike
from themecode.tui.suggestion_talk import Place
from themecode.tui.words import Words


class AlikeScreen(ModalScreen[list[Place] | None]):
    """A list of texts, each of which can be deselected; enter takes those that are left, escape none."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape,q", "cancel", show=False),
        Binding("space", "turn", show=False, priority=True),
        Binding("a", "turn_all", show=False),
        Binding("enter", "take", show=False, priority=True),
    ]
    DEFAULT_CSS = """
    AlikeScreen { align: center middle; }
    #alike-box {
        width: 90; max-width: 97%; height: auto; max-height: 92%;
        border: round $primary; background: $surface; padding: 0 1;
    }
    #alike-box OptionList, #alike-box OptionList:focus {
        height: auto; max-height: 65vh; border: none; padding: 0; background: $surface; scrollbar-size-vertical: 1;
    }
    #alike-box Static { height: auto; }
    """

    def __init__(self, heading: Callable[[int], str], texts: Sequence[Alike], words: Words) -> None:
        """Take what is said above of so many chosen texts, and the texts."""
        super().__init__()
        self._heading = heading
        self._texts = texts
        self._words = words
        self.chosen = set(range(len(texts)))
        """The numbers of the texts that are to be coded."""

    def compose(self) -> ComposeResult:
        """Put the texts between the heading and the keys."""
        with Vertical(id="alike-box"):
            yield Static("", classes="heading", id="alike-heading")
            yield OptionList(*(Option(self._line(number)) for number in range(len(self._texts))))
            yield Static(Content(self._words("alike keys")), id="alike-keys")

    def on_mount(self) -> None:
        """Begin on the first."""
        self.query_one(OptionList).focus()
        self.query_one(OptionList).highlighted = 0
        self._draw(range(0))

    def action_turn(self) -> None:
        """Deselect the text, or select it again."""
        number = self.query_one(OptionList).highlighted
        if number is not None:
            self._turn(number)

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        """Do the same at a click."""
        event.stop()
        self._turn(event.option_index)

    def action_turn_all(self) -> None:
        """Deselect all, or where some are not selected, select all."""
        everything = set(range(len(self._texts)))
        self.chosen = set() if self.chosen == everything else everything
        self._draw(sorted(everything))

    def action_take(self) -> None:
        """Have the selected ones coded."""
        found = [self._texts[number] for number in sorted(self.chosen)]
        self.dismiss([Place(each.document_id, each.span.start, each.span.end) for each in found])

    def action_cancel(self) -> None:
        """Code none."""
        self.dismiss(None)

    def _turn(self, number: int) -> None:
        self.chosen ^= {number}
        self._draw([number])

    def _draw(self, numbers: Sequence[int]) -> None:
        listed = self.query_one(OptionList)
        for number in numbers:
            listed.replace_option_prompt_at_index(number, self._line(number))
        self.query_one("#alike-heading", Static).update(Content(self._heading(len(self.chosen))))

    def _line(self, number: int) -> Content:
        each = self._texts[number]
        sign = "[x]" if number in self.chosen else "[ ]"
        return Content.assemble((f"{sign} {each.case}  ", "bold"), " ".join(each.text.split()))
