"""Writing a memo, or any text of several lines."""

from __future__ import annotations

from collections.abc import Callable
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.widgets import Static, TextArea

from themecode.tui.screens.editor import EditorScreen
from themecode.tui.words import Words

Save = Callable[[str, Callable[[], None]], None]
"""Has a text written, and calls back once it is on disk."""


class MemoScreen(EditorScreen):
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
        super().__init__(words)
        self._heading = heading
        self._begun = text
        self._save = save
        self._now = text
        """What stands in the editor, also once that is gone."""

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

    @property
    def changed(self) -> bool:
        """Whether another text stands here than to begin with."""
        now = self.text if self.query(TextArea) else self._now  # what was just typed is told of a moment later
        return now != self._begun

    def on_text_area_changed(self, event: TextArea.Changed) -> None:
        """Remember what is written."""
        self._now = event.text_area.text

    def action_save(self) -> None:
        """Have the text written; where that fails the editor stays open with it."""
        if self.is_active:
            self._save(self.text, self._saved)

    def on_unmount(self) -> None:
        """Save what was written where the app ends before the person could."""
        if not self._settled and self.changed:
            self._save(self._now, lambda: None)
