"""Why a code is suggested: what speaks for it and against it, with the words that carry it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Vertical, VerticalScroll
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Static

from themecode.suggest.rankings import Evidence, Reason
from themecode.tui.words import Words


class WhySuggestedScreen(ModalScreen[None]):
    """The reason for one code; any of escape, enter, q and y closes it."""

    BINDINGS: ClassVar[list[BindingType]] = [("escape,enter,q,y", "dismiss", "")]
    DEFAULT_CSS = """
    WhySuggestedScreen { align: center middle; }
    #why-box {
        width: 84; max-width: 95%; height: auto; max-height: 90%;
        border: round $primary; background: $surface; padding: 0 1;
    }
    #why-box VerticalScroll { height: auto; max-height: 65vh; scrollbar-size-vertical: 1; }
    #why-box Static { height: auto; }
    """

    def __init__(self, label: str, text: str, reason: Reason, words: Words) -> None:
        """Take what the code is called, the text it is suggested for, and the reason."""
        super().__init__()
        self._label = label
        self._text = text
        self._reason = reason
        self._words = words

    def compose(self) -> ComposeResult:
        """Put the text first, then what speaks for the code."""
        with Vertical(id="why-box"):
            yield Static(Content(self._words("why", code=self._label)), classes="heading")
            with VerticalScroll():
                yield Static(Content("\n").join(self._lines()), id="why-said")
            yield Static(Content(self._words("why keys")), id="why-keys")

    def on_mount(self) -> None:
        """Let the arrows scroll."""
        self.query_one(VerticalScroll).focus()

    async def action_dismiss(self, result: None = None) -> None:
        """Close."""
        self.dismiss()

    def _lines(self) -> list[Content]:
        words, reason = self._words, self._reason
        lines = [marked(self._text, reason.words)]
        carried = words("why words", words=", ".join(reason.words)) if reason.words else words("why no words")
        lines += [Content.styled(carried, "italic"), Content("")]
        lines.append(Content.styled(words("why for") if reason.examples else words("why nothing"), "bold"))
        for each in reason.examples:
            lines += self._evidence(each, reason.words)
        if reason.against is not None:
            lines += [Content(""), Content.styled(words("why against"), "bold")]
            lines += self._evidence(reason.against, reason.words)
        if reason.exclude:
            lines += [Content(""), Content.styled(words("why exclude"), "bold"), Content(reason.exclude)]
        return lines

    def _evidence(self, each: Evidence, carrying: Sequence[str]) -> list[Content]:
        what = self._words(f"why {each.kind}", **({"case": each.case} if each.kind == "coded" else {}))
        head = self._words("why share", share=round(100 * abs(each.share)), what=what)
        return [Content(head), marked(f"  {each.text}", (*each.words, *carrying))]


def marked(text: str, words: Sequence[str]) -> Content:
    """Return a text in which some words are marked, in whatever case they stand; so that it is seen without colour."""
    content = Content(text)
    known = {word.casefold() for word in words}
    for word in re.finditer(r"[^\W_]+(?:[-'’][^\W_]+)*", text):
        if word[0].casefold() in known:
            content = content.stylize("bold underline", word.start(), word.end())
    return content
