"""The styles a transcript is drawn in, from the theme and the colours of the codes."""

from __future__ import annotations

from typing import NamedTuple

from rich.color import Color as RichColour
from rich.style import Style
from textual.color import Color
from textual.widget import Widget

from themecode.tui.view import contrast
from themecode.tui.view.contrast import Rgb

MARK_SHARE = 0.28
"""How much of a code's colour is mixed into the ground behind its passages."""
BLURRED_SHARE = 0.45
"""The same for the selection while the keyboard is elsewhere."""
CURSOR_SHARE = 0.45
"""How far the cursor goes from its ground towards black or white."""


class Ink(NamedTuple):
    """All that decides how a stretch of text looks."""

    colour: str | None = None
    """Of the innermost mark."""
    depth: int = 0
    """Marks on top of one another."""
    label: bool = False
    moderator: bool = False
    chosen: bool = False
    cursor: bool = False
    focused: bool = True
    hit: bool = False
    """Part of what was looked for."""


class Palette:
    """Makes each style once.

    With a ``plain`` style no colours are mixed: for themes that use the terminal's own palette, and for
    NO_COLOR. There all marks are underlined and the selection is reversed.
    """

    def __init__(
        self, ground: Rgb, text: Rgb, chosen: Rgb, *, hit: Rgb | None = None, plain: Style | None = None
    ) -> None:
        self._base = plain
        self._hit = chosen if hit is None else hit
        self._ground, self._text, self._chosen = ground, contrast.readable(text, ground), chosen
        self._styles: dict[Ink, Style] = {}
        self._lanes: dict[str | None, Style] = {}

    @classmethod
    def of(cls, widget: Widget, selection: str, hit: str) -> Palette:
        """Read a widget's colours; component classes colour what is selected and what was looked for."""
        ground = widget.background_colors[1]
        text = ground.blend(widget.colors[3], widget.colors[3].a)
        chosen = widget.get_component_styles(selection).background
        found = widget.get_component_styles(hit).background
        plain = ground.ansi is not None or ground.is_transparent or widget.app.no_color
        return cls(
            ground.rgb,
            text.rgb,
            ground.blend(chosen, chosen.a).rgb,
            hit=ground.blend(found, found.a).rgb,
            plain=widget.rich_style if plain else None,
        )

    def style(self, ink: Ink) -> Style:
        """Return the style of text."""
        style = self._styles.get(ink)
        if style is None:
            style = self._styles[ink] = self._coloured(ink) if self._base is None else self._base + _plain(ink)
        return style

    def lane(self, colour: str | None, *, faint: bool = False) -> Style:
        """Return the style of the margin, and of a mark's line in it; a faint one has no colour."""
        if faint:
            return self.style(Ink(moderator=True))
        style = self._lanes.get(colour)
        if style is None:
            if colour is None:
                style = self.style(Ink())
            else:
                visible = contrast.readable(Color.parse(colour).rgb, self._ground, contrast.GRAPHIC)
                style = self.lane(None) + Style(color=RichColour.from_rgb(*visible))
            self._lanes[colour] = style
        return style

    def name(self, colour: str | None) -> Style:
        """Return the style of a code's name beside the text, of the colour as far as it can be read."""
        if colour is None or self._base is not None:
            return self.lane(None)
        visible = contrast.readable(Color.parse(colour).rgb, self._ground)
        return self.lane(None) + Style(color=RichColour.from_rgb(*visible))

    def bracket(self, ink: Ink) -> Style:
        """Return the style of the half blocks beside the selection, on the ground of their own place."""
        if self._base is not None:
            return self._base
        return _style(self._ground_of(ink._replace(chosen=True, cursor=False)), self._ground_of(ink))

    def _ground_of(self, ink: Ink) -> Rgb:
        if ink.chosen:
            return self._chosen if ink.focused else contrast.blend(self._ground, self._chosen, BLURRED_SHARE)
        if ink.hit:
            return self._hit
        if ink.colour is not None:
            return contrast.blend(self._ground, Color.parse(ink.colour).rgb, MARK_SHARE)
        return self._ground

    def _coloured(self, ink: Ink) -> Style:
        ground = self._ground_of(ink)
        text = contrast.readable(self._text, ground)
        if ink.moderator and not ink.chosen and not ink.hit:
            text = contrast.dimmed(text, ground)
        if ink.cursor:
            # Half way only: reversed altogether, the cursor looks like a hole in the selection.
            ground = contrast.blend(ground, contrast.furthest(ground), CURSOR_SHARE)
            text = contrast.readable(text, ground)
        return _style(text, ground) + Style(
            bold=ink.label or ink.chosen or ink.hit,
            italic=ink.hit,
            underline=ink.depth == 2,
            underline2=ink.depth > 2,
        )


def _plain(ink: Ink) -> Style:
    """Tell everything by attributes."""
    return Style(
        bold=ink.label or ink.chosen or ink.hit,
        italic=ink.hit,
        dim=ink.moderator and not ink.chosen and not ink.hit,
        reverse=ink.chosen != ink.cursor,
        underline=ink.depth == 1,
        underline2=ink.depth > 1,
    )


def _style(text: Rgb, ground: Rgb) -> Style:
    return Style(color=RichColour.from_rgb(*text), bgcolor=RichColour.from_rgb(*ground))
