"""Writing a memo, or any text of several lines."""

from __future__ import annotations

from collections.abc import Callable
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.screen import ModalScreen
from textual.widgets import Static, TextArea

from themecode.tui.screens.choose import ChooseScreen
from themecode.tui.words import Words

Save = Callable[[str, Callable[[], None]], None]
"""Has a text written, and calls back once it is on disk."""


class MemoScreen(ModalScreen[bool]):
    """An editor over the screen. It closes when the text is on disk, and asks before it lets a change go.

    Returns whether something was saved. Where the app ends around it, what was written is saved.
    """

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("ctrl+s,f2", "save", show=False, priority=True),
        Binding("escape", "leave", show=False, priority=True),
    ]
    DEFAULT_CSS = """
    MemoScreen { align: center middle; }
    #memo-box {
        width: 84; max-width: 95%; height: 20; max-height: 90%;
        border: round $primary; background: $surface; padding: 0 1;
    }
    #memo-box TextArea { height: 1fr; border: none; padding: 0; }
    #memo-box Static { height: auto; max-height: 3; }
    """

    def __init__(self, heading: str, text: str, words: Words, save: Save) -> None:
        """Take what stands above, the text to begin with, and what saves it."""
        super().__init__()
        self._heading = heading
        self._begun = text
        self._words = words
        self._save = save
        self._now = text
        """What stands in the editor, also once that is gone."""
        self._settled = False
        """Saved, or thrown away on purpose."""

    def compose(self) -> ComposeResult:
        """Lay out a heading, the text, and the keys."""
        with Vertical(id="memo-box"):
            yield Static(self._heading, classes="heading", markup=False)
            yield TextArea(self._begun, soft_wrap=True, tab_behavior="focus", highlight_cursor_line=False)
            yield Static(self._words("memo keys"), id="memo-keys", markup=False)

    def on_mount(self) -> None:
        """Write on at the end."""
        area = self.query_one(TextArea)
        area.cursor_blink = False
        area.focus()
        area.move_cursor(area.document.end)

    @property
    def text(self) -> str:
        """What stands in the editor now."""
        return self.query_one(TextArea).text

    def on_text_area_changed(self, event: TextArea.Changed) -> None:
        """Remember what is written."""
        self._now = event.text_area.text

    def action_save(self) -> None:
        """Have the text written; where that fails the editor stays open with it."""
        if self.is_current:
            self._save(self.text, self._saved)

    def action_leave(self) -> None:
        """Close; where something is not saved, ask first."""
        if not self.is_current:  # the question is open already: it is the answer that is taken back
            self.app.pop_screen()
        elif self.text == self._begun:
            self._settled = True
            self.dismiss(False)
        else:
            words = self._words
            options = [(what, words(f"memo {what}")) for what in ("save", "go on", "drop")]
            self.app.push_screen(ChooseScreen(words("memo unsaved"), options), self._answered)

    def on_unmount(self) -> None:
        """Save what was written where the app ends before the person could."""
        if not self._settled and self._now != self._begun:
            self._save(self._now, lambda: None)

    def _answered(self, chosen: str | None) -> None:
        if chosen == "save":
            self.action_save()
        elif chosen == "drop":
            self._settled = True
            self.dismiss(False)

    def _saved(self) -> None:
        self._settled = True
        if self.is_attached:
            self.dismiss(True)
