"""All keys of a screen, from the registry."""

from __future__ import annotations

from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import VerticalScroll
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Static

from themecode.tui.actions import actions_of
from themecode.tui.actions.screens import CODING


class HelpScreen(ModalScreen[None]):
    """A page over the screen it was asked for on."""

    BINDINGS: ClassVar[list[BindingType]] = [("escape,q,question_mark,enter", "dismiss", "")]

    def __init__(self, screen: str) -> None:
        """Take the screen's name in the registry."""
        super().__init__()
        self._screen = screen

    def compose(self) -> ComposeResult:
        """Print a line per action."""
        words = self.app.words  # type: ignore[attr-defined]
        lines = [Content.from_markup(f"[b]{words('help')}[/b]"), Content("")]
        if self._screen in CODING:
            lines.append(Content(words("move")))
        for action in actions_of(self._screen):
            shown = ", ".join(dict.fromkeys([action.shown]))
            lines.append(Content.from_markup(f"[b]{shown:>9}[/b]  ") + Content(action.sentence(words.language)))
        lines += [Content(""), Content(words("press any key"))]
        with VerticalScroll(id="help-box"):
            yield Static(Content("\n").join(lines))
