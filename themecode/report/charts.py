"""Counts as bars in a picture: SVG drawn by ourselves, and PNG of it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from html import escape
from pathlib import Path

from themecode.core.errors import InputError
from themecode.formats.files import replacing
from themecode.report.blocks import Bars
from themecode.report.directions import RIGHT_TO_LEFT
from themecode.report.grid import width
from themecode.report.words import word

SUFFIXES = (".svg", ".png")
MOST_BARS = 60
"""Bars of one question; more than a page of them shows nothing."""

WIDTH, LABELS, MARGIN, NUMBER = 760, 330, 24, 56
"""Of the picture, its labels, its edge and the room for a number, in pixels."""
SIZE, TITLE_SIZE, LINE, GAP, BAR = 14, 16, 18, 10, 16
FONTS = "Calibri, 'Segoe UI', Arial, Helvetica, 'Liberation Sans', 'DejaVu Sans', 'Noto Color Emoji', sans-serif"
PAPER, INK, SOFT, COLOUR = "#ffffff", "#1f2933", "#52606d", "#2f6f9f"
LETTER = 0.54
BOLD_LETTER = 0.64
"""An average letter's width, in heights: lines are broken by it."""

_FORBIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")


def write_chart(path: Path, bars: Sequence[Bars], language: str) -> None:
    """Write the counts of one or more questions as .svg or .png, replacing a file that is there.

    Raises InputError for another suffix, where there is no count, where the file cannot be written, and for a .png
    where the extra ``figures`` is not installed.
    """
    check_suffix(path)
    if not bars:
        raise InputError(
            "the report prints no count, so there is nothing to draw", str(path), "choose another question"
        )
    svg = as_svg(bars, language)
    data = as_png(svg, path) if path.suffix.lower() == ".png" else svg.encode()
    with replacing(path) as file:
        file.write(data)


def check_suffix(path: Path) -> None:
    """Raise InputError where a chart cannot be written to a file of this suffix."""
    if path.suffix.lower() not in SUFFIXES:
        kind = path.suffix or "a file without suffix"
        raise InputError(f"a chart cannot be written as {kind}", str(path), f"choose one of: {', '.join(SUFFIXES)}")


def as_png(svg: str, path: Path) -> bytes:
    """Return a picture as PNG, twice as large for print. Raises InputError where the extra is missing."""
    try:
        from resvg_py import svg_to_bytes
    except ImportError:
        raise InputError(
            "charts as .png need the extra figures",
            str(path),
            "install it: pip install 'themecode[figures]', or write .svg, which Word and web pages take as it is",
        ) from None
    return bytes(svg_to_bytes(svg_string=svg, zoom=2.0))


@dataclass(frozen=True)
class _Panel:
    """One question's bars, laid out: its lines, and how high it is."""

    lines: tuple[str, ...]
    height: int


def as_svg(bars: Sequence[Bars], language: str) -> str:
    """Return the bars of one or more questions, one below the other. Title and description say them in words."""
    panels, top = [], MARGIN
    for each in bars:
        panel = _panel(each, top, language)
        panels.append(panel)
        top += panel.height + MARGIN
    title = "; ".join(each.title for each in bars)
    told = ". ".join(
        f"{each.title}: " + ", ".join(f"{bar.label} {bar.count.text}" for bar in each.bars[:MOST_BARS]) for each in bars
    )
    inner = "\n".join(line for panel in panels for line in panel.lines)
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {top}" width="{WIDTH}" height="{top}" '
        f'role="img" aria-labelledby="title desc" xml:lang="{language}" font-family="{FONTS}" font-size="{SIZE}">\n'
        f'<title id="title">{_safe(title)}</title>\n<desc id="desc">{_safe(told)}.</desc>\n'
        f'<rect width="{WIDTH}" height="{top}" fill="{PAPER}"/>\n{inner}\n</svg>\n'
    )


def _panel(bars: Bars, top: int, language: str) -> _Panel:
    lines: list[str] = []
    y = top
    for text in wrapped(bars.title, WIDTH - 2 * MARGIN, TITLE_SIZE, letter=BOLD_LETTER):
        y += LINE + 2
        lines.append(_text(MARGIN, y, text, size=TITLE_SIZE, bold=True))
    if bars.base:
        y += LINE
        lines.append(_text(MARGIN, y, f"{bars.unit}, n = {bars.base} {bars.unit_of_base}", fill=SOFT))
    y += GAP
    shown = bars.bars[:MOST_BARS]
    values = [bar.count.source.value if bar.count.source else 0 for bar in shown]
    most = max(values, default=0)
    left = MARGIN + LABELS + GAP
    room = WIDTH - MARGIN - NUMBER - left
    for bar, value in zip(shown, values, strict=True):
        label = wrapped(bar.label, LABELS, SIZE)
        for number, text in enumerate(label):
            lines.append(_text(left - GAP, y + LINE * (number + 1), text, anchor="end"))
        length = round(room * value / most, 1) if most else 0
        middle = y + LINE * len(label) / 2
        lines.append(
            f'<rect x="{left}" y="{middle - BAR / 2 + 3:g}" width="{length:g}" height="{BAR}" fill="{COLOUR}"/>'
        )
        lines.append(_text(left + length + 6, middle + 8, bar.count.text))
        y += LINE * len(label) + GAP
    if more := len(bars.bars) - len(shown):
        y += LINE
        lines.append(_text(MARGIN, y, word("more categories", language, n=more), fill=SOFT))
    return _Panel(tuple(lines), y - top)


def wrapped(text: str, room: int, size: int, *, letter: float = LETTER) -> list[str]:
    """Break a text into lines of ``room`` pixels, as far as its letters can be reckoned; long words are cut."""
    most = max(1, int(room / (size * letter)))
    lines: list[str] = []
    line = ""
    for piece in _pieces(text.split(), most):
        longer = f"{line} {piece}" if line else piece
        if line and width(longer) > most:
            lines.append(line)
            line = piece
        else:
            line = longer
    return [*lines, line]


def _pieces(words: Sequence[str], most: int) -> Iterator[str]:
    for each in words:
        if width(each) <= most:
            yield each
            continue
        piece = ""
        for letter in each:
            if piece and width(piece + letter) > most:
                yield piece
                piece = ""
            piece += letter
        yield piece


def _text(
    x: float, y: float, text: str, *, anchor: str = "start", fill: str = INK, size: int = SIZE, bold: bool = False
) -> str:
    look = f' font-size="{size}"' if size != SIZE else ""
    look += ' font-weight="700"' if bold else ""
    look += f' text-anchor="{anchor}"' if anchor != "start" else ""
    if RIGHT_TO_LEFT.search(text):
        look += ' unicode-bidi="isolate"'
    return f'<text x="{x:g}" y="{y:g}" fill="{fill}"{look}>{_safe(text)}</text>'


def _safe(text: str) -> str:
    return escape(_FORBIDDEN.sub("\ufffd", text))
