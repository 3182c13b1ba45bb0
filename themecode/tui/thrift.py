"""What changed is written to the terminal in few bytes: only the cells that differ, and only the colours that do.

Textual writes a changed stretch of a row from the left edge of its widget on, and every piece of it with all its
colours and a reset. Over a slow line, or in a browser, that is most of what a step of the cursor costs.
"""

from __future__ import annotations

from functools import lru_cache
from typing import Any

from rich.color import ColorSystem
from rich.console import Console
from rich.control import Control
from rich.style import Style
from textual._compositor import ChopsUpdate, Compositor
from textual.screen import Screen
from textual.strip import Strip

RESET = "\x1b[0m"


class ThriftyScreen(Screen[None]):
    """A screen whose changes are written in few bytes."""

    def __init__(self, *args: Any, **named: Any) -> None:
        super().__init__(*args, **named)
        self._compositor = ThriftyCompositor()  # Textual has no other place where one can say how it is written


class ThriftyCompositor(Compositor):
    """Works out what has changed as Textual does, and has it written in few bytes."""

    def render_partial_update(self) -> ChopsUpdate | None:
        """Return what has changed since the last time, if anything has."""
        update = super().render_partial_update()
        return None if update is None else ThriftyUpdate(update.chops, update.spans, update.chop_ends)


class ThriftyUpdate(ChopsUpdate):
    """Stretches of rows, cut at both ends to what changed."""

    def render_segments(self, console: Console) -> str:
        """Return what to write: places, changes of colour, and text; the colours are reset at the end."""
        system = console._color_system or ColorSystem.TRUECOLOR
        pen = ""
        written: list[str] = []
        for y, left, right in self.spans:
            for end, (x, strip) in zip(self.chop_ends[y], self.chops[y].items(), strict=False):
                if strip is None or x >= right or end <= left:
                    continue
                first = max(x, left)
                written.append(Control.move_to(first, y).segment.text)
                for text, style, _ in strip.crop(first - x, min(end, right) - x):
                    if style is not None and style._link:
                        written += [turned(pen, ""), Strip.render_style(style, text, system)]
                        pen = ""
                    else:
                        wanted = _codes(style, system)
                        written += [turned(pen, wanted), text]
                        pen = wanted
        written.append(turned(pen, ""))
        return "".join(written)


def _codes(style: Style | None, system: ColorSystem) -> str:
    if style is None:
        return ""
    known = style._ansi
    return known if known is not None else Strip.render_ansi(style, system)


@lru_cache(maxsize=4096)
def turned(pen: str, wanted: str) -> str:
    """Return the sequence that turns the colours and signs of one list of SGR codes into those of another.

    What is to be added or changed is written alone; where something is to go, all is set anew.
    """
    if pen == wanted:
        return ""
    have, want = _parts(pen), _parts(wanted)
    if not have.keys() <= want.keys():
        return f"\x1b[0;{wanted}m" if wanted else RESET
    return f"\x1b[{';'.join(code for part, code in want.items() if have.get(part) != code)}m"


def _parts(codes: str) -> dict[str, str]:
    """Take a list of SGR codes apart: the colour of the text, that of the ground, and each sign by its own code."""
    found: dict[str, str] = {}
    left = codes.split(";") if codes else []
    while left:
        code = left[0]
        size = 1
        if code in ("38", "48"):
            size = 5 if left[1:2] == ["2"] else 3
        part = code
        if code == "38" or code in _INKS:
            part = "ink"
        elif code == "48" or code in _GROUNDS:
            part = "ground"
        found[part] = ";".join(left[:size])
        del left[:size]
    return found


_INKS = frozenset(str(code) for code in (*range(30, 38), 39, *range(90, 98)))
_GROUNDS = frozenset(str(code) for code in (*range(40, 48), 49, *range(100, 108)))
