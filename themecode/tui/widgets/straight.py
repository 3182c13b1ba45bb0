"""Rows that go to the screen as they are drawn."""

from __future__ import annotations

from textual.geometry import Region
from textual.scroll_view import ScrollView
from textual.strip import Strip

_PARTS = 8
"""Parts of a cell by which a bar is drawn."""


class StraightRows(ScrollView):
    """A view drawn line by line that has no border, padding or opacity of its own.

    Textual makes each line anew for those, after each scroll, and so forgets what it had worked out about it
    (its colours, where it is cut). That was half of what a step took that scrolls.
    """

    def render_lines(self, crop: Region) -> list[Strip]:
        """Draw the rows of a region of the view."""
        _, background = self.background_colors
        filters = self.get_line_filters()
        left, right = crop.column_span
        strips = []
        for y in crop.line_range:
            strip = self.render_line(y)
            for each in filters:
                strip = strip.apply_filter(each, background)
            strips.append(strip.crop(left, right))
        return strips

    def watch_scroll_y(self, old_value: float, new_value: float) -> None:
        """Scroll; the bar is drawn again only where one would see it, which in a long table is seldom."""
        bar = self.vertical_scrollbar if self.show_vertical_scrollbar else None
        seen = max(1, self.virtual_size.height) / max(1, self.size.height * _PARTS)
        at_end = new_value in (0, self.max_scroll_y)
        if bar is None or at_end or int(bar.position / seen) != int(new_value / seen):
            super().watch_scroll_y(old_value, new_value)
        elif round(old_value) != round(new_value):
            self.refresh(self.size.region)
