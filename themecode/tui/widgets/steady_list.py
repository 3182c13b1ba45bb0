"""A list of options that draws only the lines that look different."""

from __future__ import annotations

from textual.geometry import Region
from textual.reactive import reactive
from textual.visual import VisualType
from textual.widgets import OptionList


class SteadyList(OptionList):
    """An option list in which a step of the cursor draws two lines: Textual's own draws all, some ten kilobytes."""

    highlighted: reactive[int | None] = reactive(None, repaint=False)

    def _watch_highlighted(self, before: int | None, now: int | None) -> None:
        for place in (before, now):
            self._draw_again(place)

    def replace_line(self, place: int, prompt: VisualType) -> None:
        """Put something else on the line of an option, as tall as what stood there."""
        self.get_option_at_index(place)._set_prompt(prompt)
        self._option_render_cache.clear()
        self._draw_again(place)

    def _draw_again(self, place: int | None) -> None:
        if place is not None and place in self._index_to_line:  # else the list is not laid out, and is drawn whole
            top = self._index_to_line[place] - round(self.scroll_y)
            self.refresh(Region(0, top, self.size.width, self._heights[place]))
