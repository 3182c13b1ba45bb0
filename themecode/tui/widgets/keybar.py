"""The keys of a screen, printed at its foot; each can be clicked."""

from __future__ import annotations

from rich.cells import cell_len
from textual.content import Content
from textual.widgets import Static

from themecode.tui.actions import DIGITS, actions_of


class KeyBar(Static):
    """One line of keys and words from the registry of actions, as many as fit."""

    DEFAULT_CSS = "KeyBar { dock: bottom; height: 1; background: $panel; color: $foreground; }"

    def __init__(self, screen: str, language: str) -> None:
        """Take the screen's name in the registry."""
        super().__init__()
        self._screen = screen
        self._language = language
        self._instead = ""

    def say(self, text: str) -> None:
        """Print something else, such as the keys of a mode; with an empty text the keys again."""
        if text != self._instead:
            self._instead = text
            self.on_resize()

    def on_resize(self) -> None:
        """Fit the bar to the width: what does not fit is left to the help, which always stands."""
        if self._instead:
            self.update(Content(f" {self._instead}").stylize("bold"), layout=False)
            return
        actions = [action for action in actions_of(self._screen) if action.in_bar]
        help_last = sorted(actions, key=lambda action: action.name == "help")
        room = self.size.width - 1
        shown = []
        reserve = max(
            (cell_len(f"{a.shown} {a.label(self._language)}  ") for a in actions if a.name == "help"),
            default=0,
        )
        for action in help_last:
            need = cell_len(f"{action.shown} {action.label(self._language)}  ")
            if action.name == "help" or need <= room - reserve:
                shown.append(action)
                room -= need
        parts = []
        for action in shown:
            words = f"[b]{action.shown}[/b] {action.label(self._language)}"
            parts.append(words if action is DIGITS else f"[@click=screen.{action.name}]{words}[/]")
        self.update(Content.from_markup(" " + "  ".join(parts)))
