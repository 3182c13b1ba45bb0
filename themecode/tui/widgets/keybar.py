"""The keys of a screen, printed at its foot; each can be clicked."""

from __future__ import annotations

from rich.cells import cell_len
from textual.content import Content
from textual.timer import Timer
from textual.widgets import Static

from themecode.tui.actions import DIGITS, Action, actions_of

TOLD_S = 4
"""How long something that was done is told of."""

ALWAYS = ("back", "leave", "help")
"""Actions that stand in the bar however narrow it is, at its end."""


class KeyBar(Static):
    """One line of keys and words from the registry of actions, as many as fit."""

    DEFAULT_CSS = """
    KeyBar {
        dock: bottom; height: 1; background: $panel; color: $foreground; text-wrap: nowrap; text-overflow: ellipsis;
    }
    """

    def __init__(self, screen: str, language: str) -> None:
        """Take the screen's name in the registry."""
        super().__init__()
        self._screen = screen
        self._language = language
        self._instead = ""
        self._told = ""
        self._telling: Timer | None = None

    def tell(self, text: str) -> None:
        """Print for a few seconds what was done; the next thing told takes its place, a mode does not wait for it."""
        if self._telling is not None:
            self._telling.stop()
        self._told = " ".join(text.split())
        self._telling = self.set_timer(TOLD_S, lambda: self._stop_telling())
        self.on_resize()

    def _stop_telling(self) -> None:
        self._told = ""
        self.on_resize()

    def say(self, text: str) -> None:
        """Print something else, such as the keys of a mode; with an empty text the keys again."""
        if text != self._instead:
            self._instead = text
            self._told = ""
            self.on_resize()

    def on_resize(self) -> None:
        """Fit the bar to the width: what does not fit is left to the help, which always stands."""
        if said := self._told or self._instead:
            self.update(Content(f" {said}").stylize("bold"), layout=False)
            return
        actions = [action for action in actions_of(self._screen) if action.in_bar]
        last = [action for action in actions if action.name in ALWAYS]
        room = self.size.width - 1 - sum(self._cells(action) for action in last)
        shown = []
        for action in actions:
            if action not in last and self._cells(action) <= room:
                shown.append(action)
                room -= self._cells(action)
        parts = []
        for action in [*shown, *last]:
            words = f"[b]{action.shown}[/b] {action.label(self._language)}"
            parts.append(words if action is DIGITS else f"[@click=screen.{action.name}]{words}[/]")
        self.update(Content.from_markup(" " + "  ".join(parts)))

    def _cells(self, action: Action) -> int:
        return cell_len(f"{action.shown} {action.label(self._language)}  ")
