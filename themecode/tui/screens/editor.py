"""What pages to write in share: they close once what was written is on disk, and ask before they let a change go."""

from __future__ import annotations

from textual.screen import ModalScreen

from themecode.tui.screens.choose import ChooseScreen
from themecode.tui.words import Words


class EditorScreen(ModalScreen[bool]):
    """A page over the screen to write in; returns whether something was saved."""

    def __init__(self, words: Words) -> None:
        """Take the words of the interface."""
        super().__init__()
        self._words = words
        self._settled = False
        """Saved, or thrown away on purpose."""

    @property
    def changed(self) -> bool:
        """Whether something stands here that is not on disk; each page knows its own."""
        raise NotImplementedError

    def action_save(self) -> None:
        """Have written what stands here; each page in its own way."""
        raise NotImplementedError

    def action_leave(self) -> None:
        """Close; where something is not saved, ask first."""
        if not self.is_active:  # the question is open already: it is the answer that is taken back
            self.app.pop_screen()
        elif not self.changed:
            self._settled = True
            self.dismiss(False)
        else:
            options = [(what, self._words(f"memo {what}")) for what in ("save", "go on", "drop")]
            self.app.push_screen(ChooseScreen(self._words("memo unsaved"), options), self._answered)

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
