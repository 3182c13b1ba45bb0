"""What a report is to be: a line for each thing that can be changed, and for each quote that can be chosen."""

from __future__ import annotations

from collections.abc import Mapping
from typing import ClassVar

from rich.cells import cell_len, set_cell_size
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.widgets import OptionList
from textual.widgets.option_list import Option

from themecode.tui.view.previewing import THRESHOLDS, Asked, Preview, shown_value
from themecode.tui.words import Words
from themecode.usecases.quotes_chosen import QuoteRow
from themecode.usecases.report_settings import ReportSettings


class WishList(OptionList):
    """Lines that left and right change; space takes a quote."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("left", "screen.less", show=False),
        Binding("right", "screen.more", show=False),
        Binding("space", "screen.take_quote", show=False),
        Binding("pagedown", "screen.page_on", show=False),
        Binding("pageup", "screen.page_back", show=False),
    ]

    @property
    def at(self) -> tuple[str, str]:
        """The kind and the name of the line that is chosen: ``threshold``, ``min_count``."""
        option = self.highlighted_option
        kind, _, name = (option.id or "" if option else "").partition(" ")
        return kind, name

    def show(
        self, words: Words, asked: Asked, about: str, found: Preview | None, pending: Mapping[str, int | None]
    ) -> None:
        """Show what is asked, in one line each; ``pending`` are thresholds on their way to be kept."""
        rows = found.quotes if found is not None else ()
        settings = found.settings if found is not None else None
        names = THRESHOLDS if asked.question else THRESHOLDS[-1:]
        lines = [
            Option(self._line(words("report question"), about), id="question"),
            Option(self._line(words("report style"), words(f"style {asked.style}")), id="style"),
            Option(self._line(words("report language"), words(f"language {asked.language}")), id="language"),
            _heading(words("report thresholds")),
            *(
                Option(
                    self._line(words(f"setting {name}"), _value(words, settings, name, pending)), id=f"threshold {name}"
                )
                for name in names
            ),
            _heading(words("report quotes", n=sum(row.chosen for row in rows), all=len(rows))),
            *(Option(self._quote(row), id=f"quote {row.id}") for row in rows),
        ]
        if not rows:
            lines.append(Option(Content(self._cut(" " + words("report no quotes"))), disabled=True))
        kept = self.highlighted_option.id if self.highlighted_option else None
        self.set_options(lines)
        ids = [line.id for line in lines]
        self.highlighted = ids.index(kept) if kept and kept in ids else 0  # headings have no id

    def _cut(self, text: str) -> str:
        room = max(16, (self.size.width or 30) - 3)
        return text if cell_len(text) <= room else set_cell_size(text, room - 1).rstrip() + "…"

    def _line(self, name: str, value: str) -> Content:
        return Content(f" {name}: ") + Content.styled(self._cut(f" {name}: {value}")[len(name) + 3 :], "bold")

    def _quote(self, row: QuoteRow) -> Content:
        mark = "✓" if row.chosen else "·"
        code = self._cut(f" {mark} {row.code or '–'}")
        return Content.styled(code, "bold") + Content("\n") + Content(self._cut(f"   {' '.join(row.text.split())}"))


def _heading(text: str) -> Option:
    return Option(Content.styled(text, "bold"), disabled=True)


def _value(words: Words, settings: ReportSettings | None, name: str, pending: Mapping[str, int | None]) -> str:
    """Return a threshold as it is shown: with a mark where it is the report's rule and not set."""
    if settings is None:
        return ""
    if name in pending:
        value = pending[name]
    else:
        value = None if name == "quotes" and settings.quotes == 4 else getattr(settings, name)
    if value is not None:
        return f"{value} %" if name == "min_percent" else str(value)
    rule = shown_value(ReportSettings(), name)
    return words("by rule", value=f"{rule} %" if name == "min_percent" else rule)
