"""The list of suggested codes, below the codes: a heading, codes with their strength, how good they have been."""

from __future__ import annotations

from collections.abc import Sequence

from rich.cells import cell_len, set_cell_size
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.content import Content
from textual.message import Message
from textual.widgets import OptionList, Static
from textual.widgets.option_list import Option

Line = tuple[str, str, str, str]
"""(key of the code, its label, strength as a word, as a bar)."""


class Suggestions(Vertical):
    """Three lines unasked, more while one is in the list."""

    DEFAULT_CSS = """
    Suggestions { height: auto; max-height: 60%; border-top: solid $panel-lighten-2; padding: 0 1; }
    Suggestions OptionList, Suggestions OptionList:focus {
        height: 3; border: none; padding: 0; background: $surface; scrollbar-size-vertical: 1;
    }
    Suggestions:focus-within OptionList { height: 6; }
    Suggestions Static { height: auto; }
    """

    class Chosen(Message):
        """A suggestion was chosen in the list, to be accepted."""

        def __init__(self, code: str) -> None:
            super().__init__()
            self.code = code

    class Looked(Message):
        """The list is there, or one has gone to it or left it: more or less is to be shown."""

    def __init__(self, heading: str, keys: Sequence[str]) -> None:
        """Take what stands above, and the keys, of which as many are printed as there is room for."""
        super().__init__(id="suggestions")
        self._heading = heading
        self._keys = keys
        self._lines: Sequence[Line] = ()
        self._said = ""
        self._foot = ""

    def compose(self) -> ComposeResult:
        """Put the list between its heading and the figures."""
        yield Static("", id="suggestions-head")
        yield OptionList(id="suggested")
        yield Static("", id="suggestions-foot")

    @property
    def listed(self) -> OptionList:
        """The list itself."""
        return self.query_one(OptionList)

    @property
    def code(self) -> str | None:
        """The key of the code that is highlighted, where one is in the list, else of the first."""
        if not self._lines:
            return None
        place = self.listed.highlighted if self.asked else 0
        return self._lines[place or 0][0]

    @property
    def said(self) -> str:
        """What is said where there are no codes."""
        return self._said

    @property
    def asked(self) -> bool:
        """Tell whether one is in the list."""
        return self.listed.has_focus

    def show(self, lines: Sequence[Line], said: str = "") -> None:
        """Show codes, or where there are none a sentence."""
        if (lines, said) != (self._lines, self._said):
            self._lines, self._said = lines, said
            self._draw()

    def foot(self, text: str) -> None:
        """Show how good the suggestions have been."""
        if text != self._foot:
            self._foot = text
            foot = self.query_one("#suggestions-foot", Static)
            foot.update(Content(text))
            foot.display = bool(text)

    def on_mount(self) -> None:
        """Show nothing below, until there are figures, and have the rest shown."""
        self.query_one("#suggestions-foot").display = False
        self.post_message(self.Looked())

    def on_resize(self) -> None:
        """Fit the lines to the width."""
        room, keys = self.content_size.width - cell_len(self._heading), ""
        for part in self._keys:
            if cell_len(keys) + cell_len(part) + 2 > room:
                break
            keys += f"  {part}"
        self.query_one("#suggestions-head", Static).update(Content.assemble((self._heading, "bold"), keys))
        self._draw()

    def on_descendant_focus(self) -> None:
        """Have more shown."""
        self.post_message(self.Looked())

    def on_descendant_blur(self) -> None:
        """Have less shown."""
        self.post_message(self.Looked())

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        """Tell the screen which code was chosen."""
        event.stop()
        self.post_message(self.Chosen(str(event.option.id)))

    def _draw(self) -> None:
        listed = self.listed
        kept = listed.highlighted
        if self._lines:
            listed.set_options([Option(self._line(line), id=line[0]) for line in self._lines])
            listed.highlighted = min(kept or 0, len(self._lines) - 1) if self.asked else 0
        else:
            listed.set_options([Option(Content.styled(self._said, "italic"), disabled=True)] if self._said else [])

    def _line(self, line: Line) -> Content:
        _, label, word, bar = line
        widest = max(cell_len(each[2]) for each in self._lines)
        room = max(6, self.listed.scrollable_content_region.width - widest - 5)
        shown = label if cell_len(label) <= room else set_cell_size(label, room - 1) + "…"
        return Content.assemble(f"{set_cell_size(bar, 3)} ", (set_cell_size(word, widest), "bold"), f" {shown}")
