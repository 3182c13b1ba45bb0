"""The line of the tour, above the keys."""

from __future__ import annotations

from textual.content import Content
from textual.widgets import Static

from themecode.tui.tour import HIDE, STEPS, TOUR, Tour
from themecode.tui.words import Words
from themecode.tui.words.catalog import translated


class TourBar(Static):
    """Says what to try next in the demo."""

    DEFAULT_CSS = """
    TourBar { dock: bottom; height: auto; max-height: 3; margin-bottom: 1; padding: 0 1;
              background: $panel; color: $foreground; border-top: solid $accent; }
    """

    _shown: object = None

    def show(self, tour: Tour, words: Words) -> None:
        """Show where the tour is; nothing once it is over. It is asked for often, and painted when it differs."""
        step = tour.step
        if self._shown == (step, words.language):
            return
        self._shown = (step, words.language)
        self.display = step is not None
        if step is not None:
            text = translated(step.words, words.language, TOUR)
            rest = words("tour", at=tour.at + 1, of=len(STEPS), hide=HIDE)
            self.update(Content.assemble((f"{text}  ", "bold"), rest))
