"""All keys of a screen, from the registry, under headings."""

from __future__ import annotations

from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical, VerticalScroll
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Static

from themecode.tui.actions import actions_of
from themecode.tui.actions.groups import HEADING, grouped
from themecode.tui.actions.screens import CODING
from themecode.tui.words import Words
from themecode.tui.words.catalog import translated

WIDE = 140
"""Cells from which the keys stand in two columns."""


class HelpScreen(ModalScreen[None]):
    """A page over the screen it was asked for on; arrows and page keys scroll it."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape,q,question_mark,f1,enter", "dismiss", show=False),
    ]
    DEFAULT_CSS = """
    HelpScreen #help-box {
        width: 96; max-width: 100%; height: auto; max-height: 100%; padding: 0 1;
        border: round $primary; background: $surface;
    }
    HelpScreen.wide #help-box { width: 190; max-width: 95%; }
    HelpScreen #help-keys { height: auto; max-height: 1fr; }
    HelpScreen #help-foot { height: 1; dock: bottom; }
    HelpScreen.wide #help-keys { layout: grid; grid-size: 2; grid-gutter: 0 2; grid-rows: auto; }
    HelpScreen .help-group { height: auto; margin-bottom: 1; }
    HelpScreen .help-group Static { height: auto; }
    HelpScreen .help-row { layout: horizontal; height: auto; }
    HelpScreen .help-key { width: 12; text-style: bold; }
    HelpScreen .help-sentence { width: 1fr; }
    """

    def __init__(self, screen: str) -> None:
        """Take the screen's name in the registry."""
        super().__init__()
        self._screen = screen

    def compose(self) -> ComposeResult:
        """Print the actions under their headings."""
        words: Words = self.app.words  # type: ignore[attr-defined]
        with Vertical(id="help-box"):
            with VerticalScroll(id="help-keys"):
                if self._screen in CODING:
                    with Vertical(classes="help-group"):
                        yield Static(Content.styled(words("moving"), "bold underline"))
                        yield Static(words("move"), markup=False)
                for heading, actions in grouped(actions_of(self._screen)):
                    with Vertical(classes="help-group"):
                        yield Static(Content.styled(translated(heading, words.language, HEADING), "bold underline"))
                        for action in actions:
                            with Vertical(classes="help-row"):
                                yield Static(action.shown, classes="help-key", markup=False)
                                yield Static(action.sentence(words.language), classes="help-sentence", markup=False)
            yield Static(words("help keys"), id="help-foot", markup=False)

    def on_mount(self) -> None:
        """Begin where the keys can be scrolled."""
        self.query_one("#help-keys").focus()

    def on_resize(self) -> None:
        """Use two columns where there is room."""
        self.set_class(self.size.width >= WIDE, "wide")
