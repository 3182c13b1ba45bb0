"""Choosing which passages of a code go to a new one: by a text they hold, and one by one."""

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

from themecode.tui.words import Words
from themecode.usecases.codebook_preview import CodedPassage

SHOWN = 500
"""Passages listed at most; typing narrows them down."""

LETTERS = 300
"""Letters of a passage shown at most."""


class SplitScreen(ModalScreen[tuple[int, ...]]):
    """All passages of a code; those that hold what is typed are ticked, and each tick can be turned.

    Returns the ids of the codings that go to the new code, none where one leaves.
    """

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "cancel", show=False),
        Binding("tab", "other", show=False, priority=True),
        Binding("space", "turn", show=False),
        Binding("ctrl+s,f2", "go_on", show=False, priority=True),
    ]
    DEFAULT_CSS = """
    SplitScreen { align: center middle; }
    #split-box {
        width: 100; max-width: 95%; height: 90%;
        border: round $primary; background: $surface; padding: 0 1;
    }
    #split-box > Static { height: auto; }
    #split-box Input { height: 1; border: none; padding: 0 1; background: $boost; }
    #split-box OptionList { height: 1fr; border: none; padding: 0; background: $surface; }
    """

    def __init__(self, label: str, passages: Sequence[CodedPassage], words: Words) -> None:
        """Take what the code is called, and its passages."""
        super().__init__()
        self._label = label
        self._passages = passages
        self._words = words
        self._going: set[int] = set()
        self._listed: list[CodedPassage] = []

    def compose(self) -> ComposeResult:
        """Lay out the line to search with, the passages, and what was chosen."""
        words = self._words
        with Vertical(id="split-box"):
            yield Static(words("split which", code=self._label), classes="heading", markup=False)
            yield Input(placeholder=words("split search"), id="split-search")
            yield OptionList(id="split-passages")
            yield Static("", id="split-count", markup=False)
            yield Static(words("split keys"), markup=False)

    def on_mount(self) -> None:
        """Show all passages, none of them ticked."""
        self._list("")
        self.query_one(Input).focus()

    def on_input_changed(self, event: Input.Changed) -> None:
        """Tick the passages that hold what is typed, and show those."""
        wanted = event.value.strip().casefold()
        self._going = {each.id for each in self._passages if wanted and wanted in each.quote.casefold()}
        self._list(wanted)

    def on_input_submitted(self) -> None:
        """Go on with those ticked."""
        self.action_go_on()

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        """Go on with those ticked, or where none is, tick this one."""
        if self._going:
            self.action_go_on()
        else:
            self.action_turn()

    def action_other(self) -> None:
        """Go from the line to the passages, or back."""
        line, found = self.query_one(Input), self.query_one(OptionList)
        (found if line.has_focus else line).focus()

    def action_turn(self) -> None:
        """Tick the passage under the cursor, or take the tick away."""
        found = self.query_one(OptionList)
        place = found.highlighted
        if found.has_focus and place is not None:
            each = self._listed[place]
            self._going ^= {each.id}
            found.replace_option_prompt_at_index(place, self._prompt(each))
            found.action_cursor_down()
            self._count()

    def action_go_on(self) -> None:
        """Hand back those ticked."""
        if self._going:
            self.dismiss(tuple(each.id for each in self._passages if each.id in self._going))

    def action_cancel(self) -> None:
        """Hand back none."""
        self.dismiss(())

    # -- inside -------------------------------------------------------------------------------

    def _list(self, wanted: str) -> None:
        """Show the passages that hold a text; with none, all."""
        held = [each for each in self._passages if wanted in each.quote.casefold()]
        self._listed = held[:SHOWN]
        found = self.query_one(OptionList)
        found.set_options([Option(self._prompt(each)) for each in self._listed])
        found.highlighted = 0 if self._listed else None
        self._count()

    def _prompt(self, each: CodedPassage) -> Content:
        quote = " ".join(each.quote.split())
        shown = quote if len(quote) <= LETTERS else quote[: LETTERS - 1] + "…"
        return Content.assemble(("✓ " if each.id in self._going else "  ", "bold"), (each.title, "bold"), f"  {shown}")

    def _count(self) -> None:
        coders = len({each.coder_id for each in self._passages if each.id in self._going})
        text = self._words("split count", n=len(self._going), all=len(self._passages), coders=coders)
        self.query_one("#split-count", Static).update(text)
