"""What a change would do, to be looked through before one says yes."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Vertical, VerticalScroll
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Static

from themecode.tui.words import Words


class PreviewScreen(ModalScreen[bool]):
    """A question, what it is about, and samples; enter says yes, escape no."""

    BINDINGS: ClassVar[list[BindingType]] = [("enter", "answer(True)", ""), ("escape,q,n", "answer(False)", "")]
    DEFAULT_CSS = """
    PreviewScreen { align: center middle; }
    #preview-box {
        width: 84; max-width: 95%; height: auto; max-height: 90%;
        border: round $primary; background: $surface; padding: 0 1;
    }
    #preview-box > Static { height: auto; }
    #preview-samples { height: auto; max-height: 1fr; margin: 1 0; }
    #preview-samples Static { height: auto; }
    """

    def __init__(self, question: str, facts: Sequence[str], samples: Sequence[tuple[str, str]], words: Words) -> None:
        """Take the question, lines that say what would be done, and samples of (where, what stands there)."""
        super().__init__()
        self._question = question
        self._facts = facts
        self._samples = samples
        self._words = words

    def compose(self) -> ComposeResult:
        """Lay the page out; what is long can be scrolled."""
        with Vertical(id="preview-box"):
            yield Static(self._question, classes="heading", id="preview-question", markup=False)
            yield Static("\n".join(self._facts), id="preview-facts", markup=False)
            if self._samples:
                with VerticalScroll(id="preview-samples"):
                    yield Static(Content("\n").join(_sample(*each) for each in self._samples))
            yield Static(self._words("preview keys"), id="preview-keys", markup=False)

    def action_answer(self, yes: bool) -> None:
        """Say yes or no."""
        self.dismiss(yes)


def _sample(where: str, said: str) -> Content:
    return Content.assemble((where, "bold"), f"  {' '.join(said.split())}")
