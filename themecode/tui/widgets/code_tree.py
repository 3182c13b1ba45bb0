"""The codebooks as a tree with live counts; enter or a click codes."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence

from textual.content import Content
from textual.message import Message
from textual.widgets import OptionList
from textual.widgets.option_list import Option

from themecode.tui.widgets.steady_list import SteadyList
from themecode.usecases.looking import CodebookRow, CodeRow


class CodeTree(SteadyList):
    """One line per code, indented under its parent, with the coder's own count of cases."""

    class Chosen(Message):
        """A code was chosen, to be put on the text."""

        def __init__(self, key: str) -> None:
            super().__init__()
            self.key = key

    def __init__(self, *, id: str | None = None, retired: bool = False) -> None:
        """With ``retired``, codes out of use, and those that only group others, can be chosen too."""
        super().__init__(id=id)
        self._retired = retired
        self._tree: Sequence[tuple[CodebookRow, list[CodeRow]]] = ()
        self._digits: Mapping[str, int] = {}
        self._language = "sv"
        self._counts: Counter[int] = Counter()
        self._made: list[tuple[Content, str | None, bool]] = []
        """What stands on each line, the id of its code, and whether it cannot be chosen."""

    @property
    def row(self) -> CodeRow | None:
        """The code that is highlighted."""
        option = self.highlighted_option
        wanted = option.id if option else None
        return next((row for _, rows in self._tree for row in rows if str(row.id) == wanted), None)

    def show(self, tree: Sequence[tuple[CodebookRow, list[CodeRow]]], language: str, digits: Sequence[str]) -> None:
        """Show other codebooks, or the same anew."""
        self._tree, self._language = tree, language
        self._digits = {key: place + 1 for place, key in enumerate(digits)}
        self._rebuild()

    def take_counts(self, counts: Counter[int]) -> None:
        """Show other counts; only lines that differ are drawn again."""
        if counts != self._counts:
            self._counts = counts
            self._rebuild()

    def on_resize(self) -> None:
        """Fit the lines to the width."""
        self._rebuild()

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        """Tell the screen which code was chosen."""
        event.stop()
        for _, rows in self._tree:
            for row in rows:
                if str(row.id) == event.option.id:
                    self.post_message(self.Chosen(row.key))

    def _rebuild(self) -> None:
        """Make the lines anew; where they stand for the same codes, only those that differ are drawn."""
        made: list[tuple[Content, str | None, bool]] = []
        for book, rows in self._tree:
            name = book.name.in_language(self._language) or book.key
            made.append((Content.styled(name.upper(), "bold"), None, True))
            depths = _depths(rows)
            made += [
                (self._line(row, depths[row.id]), str(row.id), not (row.codable or self._retired))
                for row in rows
                if self._retired or not row.retired
            ]
        if [line[1:] for line in made] == [line[1:] for line in self._made]:
            for place, (line, known) in enumerate(zip(made, self._made, strict=True)):
                if line[0] != known[0]:
                    self.replace_line(place, line[0])
        else:
            kept = self.highlighted
            self.set_options([Option(prompt, id=id, disabled=disabled) for prompt, id, disabled in made])
            self.highlighted = kept if kept is not None and kept < len(made) else (1 if len(made) > 1 else None)
        self._made = made

    def _line(self, row: CodeRow, depth: int) -> Content:
        digit = self._digits.get(row.key)
        indent = "  " * depth
        label = row.label.in_language(self._language)
        count = str(self._counts.get(row.id) or "")
        room = max(8, self.scrollable_content_region.width - 6 - len(indent) - len(count))
        shown = label if len(label) <= room else label[: room - 1] + "…"
        return Content.assemble(
            (f"{digit or ' '} ", "bold"),
            indent,
            ("■ " if row.codable and not row.retired else "□ ", row.colour or ""),  # hollow: not put on text
            f"{shown}{' ' * (room - len(shown))} {count}",
        )


def _depths(rows: Sequence[CodeRow]) -> dict[int, int]:
    depths: dict[int, int] = {}
    for row in rows:  # parents stand before their children
        depths[row.id] = depths.get(row.parent_id, -1) + 1 if row.parent_id is not None else 0
    return depths
