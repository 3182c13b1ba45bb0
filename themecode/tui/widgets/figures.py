"""A table of figures with a cursor: bars, or cells shaded by how large they are. The figure always stands there too."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal

from rich.style import Style
from rich.text import Text
from textual.color import Color
from textual.widgets import DataTable

from themecode.tui.view.contrast import Rgb, blend, furthest
from themecode.tui.view.tabulating import Figure

FAINTEST, DEEPEST = 0.12, 0.85
"""How much of the theme's colour stands behind the smallest and the largest figure, 0-1."""


class FigureTable(DataTable[Text]):
    """Rows of figures; the first column says what they are of and stays in sight."""

    DEFAULT_CSS = "FigureTable { height: 1fr; background: $surface; }"

    def show(
        self,
        heads: Sequence[str],
        rows: Sequence[Sequence[Figure]],
        *,
        by_cell: bool,
        at: tuple[int, int] | None = None,
    ) -> None:
        """Show a table. With ``by_cell`` the cursor stands on one figure, else on a row; it goes to ``at``."""
        self.clear(columns=True)
        self.cursor_background_priority = "css"  # else the cursor's own letters stand on the shade of the figure
        self.cursor_type = "cell" if by_cell else "row"
        self.fixed_columns = 1 if by_cell else 0
        for place, head in enumerate(heads):
            self.add_column(Text(head, justify="right" if place and by_cell else "left"), key=str(place))
        for row in rows:
            self.add_row(*(self._cell(figure, right=bool(place)) for place, figure in enumerate(row)))
        if rows and heads:
            down, right = at or (0, 1)
            self.move_cursor(row=min(down, len(rows) - 1), column=min(max(right, int(by_cell)), len(heads) - 1))

    def _cell(self, figure: Figure, *, right: bool) -> Text:
        style = Style(bold=figure.bold)
        if figure.weight > 0:
            ground = blend(
                self._colour("surface"), self._colour("primary"), FAINTEST + (DEEPEST - FAINTEST) * figure.weight
            )
            style += Style.parse(f"{_hex(furthest(ground))} on {_hex(ground)}")
        justify: Literal["right", "left"] = "right" if right and self.cursor_type == "cell" else "left"
        text = f" {figure.text} " if figure.weight > 0 else figure.text
        return Text(text, style=style, justify=justify, no_wrap=True)

    def _colour(self, name: str) -> Rgb:
        colour = Color.parse(self.app.theme_variables[name])
        return colour.r, colour.g, colour.b


def _hex(colour: Rgb) -> str:
    return "#{:02x}{:02x}{:02x}".format(*colour)
