"""A text of several rows that draws only the rows that look different."""

from __future__ import annotations

from itertools import zip_longest

from textual.content import Content
from textual.geometry import Region
from textual.strip import Strip
from textual.visual import Visual
from textual.widget import Widget

from themecode.tui.widgets.transcript_rows import differing


class SteadyText(Widget):
    """Shows a text as Textual's Static does, which draws all of its rows whenever one of them changes."""

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self._said = Content()
        self._strips: list[Strip] | None = None
        """The rows as drawn; ``None`` where they are to be made anew."""

    def update(self, said: Content) -> None:
        """Show another text; the widget keeps its size."""
        before, self._said, self._strips = self._strips, said, None
        if before is None:
            self.refresh()
            return
        blank = self._blank()
        for y, (old, new) in enumerate(zip_longest(before, self._rows(), fillvalue=blank)):
            left, right = differing(old, new)
            if left < right:
                self.refresh(Region(left, y, right - left, 1))

    def render(self) -> Content:
        """Return the text."""
        return self._said

    def render_line(self, y: int) -> Strip:
        """Draw a row."""
        rows = self._rows()
        return rows[y] if y < len(rows) else self._blank()

    def on_resize(self) -> None:
        """Wrap to the new width."""
        self._strips = None

    def notify_style_update(self) -> None:
        """Take over the colours of a new theme."""
        super().notify_style_update()
        self._strips = None

    def _rows(self) -> list[Strip]:
        if self._strips is None:
            self._strips = Visual.to_strips(self, self._said, *self.size, self.visual_style, pad=True)
        return self._strips

    def _blank(self) -> Strip:
        return Strip.blank(self.size.width, self.visual_style.rich_style)
