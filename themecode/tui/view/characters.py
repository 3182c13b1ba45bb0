"""What the characters of a text take up on the screen."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from themecode.core.documents import Span

CellLength = Callable[[str], int]
"""Cells a string takes when drawn. The widget passes in the function that Textual draws with."""

_NOT_ONE_CELL = re.compile(
    "[^"
    "\u0020-\u007e\u00a0-\u00ac\u00ae-\u02ff"  # Latin, without control characters and the soft hyphen
    "\u0370-\u0377\u0400-\u0482"  # Greek, Cyrillic
    "\u2010-\u2015\u2018-\u2027\u2030-\u203b\u20ac"  # dashes, quotes, the euro sign
    "]"
)
"""A character outside the common ones that take one cell by themselves everywhere."""

_DISTURBING = re.compile("[\x00-\x09\x0b-\x1f\x7f-\x9f\u00ad\u2028\u2029]")
_REPLACEMENTS = {**dict.fromkeys("\t\v\f\r\x85\u2028\u2029", " "), "\u00ad": "-"}


def drawable(text: str) -> str:
    """Replace what must not reach a terminal, one character for one, so that offsets stay.

    Control characters would move the terminal's cursor or change its colours, and terminals disagree on soft
    hyphens.
    """
    return _DISTURBING.sub(lambda found: _REPLACEMENTS.get(found[0], "·"), text)


def is_simple(text: str) -> bool:
    """Tell whether every character takes one cell, so that cells are offsets."""
    return _NOT_ONE_CELL.search(text) is None


def paragraphs(text: str) -> list[Span]:
    r"""Cut a text at its newlines: the paragraphs without their ``\n``, empty ones as well."""
    spans, start = [], 0
    while (end := text.find("\n", start)) >= 0:
        spans.append(Span(start, end))
        start = end + 1
    spans.append(Span(start, len(text)))
    return spans


def clusters(text: str, start: int, end: int, cell_len: CellLength) -> Iterator[tuple[int, int, int]]:
    """Yield ``(start, end, cells)`` of what is drawn as one character, without gaps.

    A letter keeps its combining marks, an emoji its joiners, skin tone and variation, a flag both its
    letters. What takes no cell at the very beginning goes with the first character that does, so that each
    cluster has a cell of its own.
    """
    widths: dict[str, int] = {}
    first, cells, previous = start, 0, ""
    for offset in range(start, end):
        character = text[offset]
        width = widths.get(character)
        if width is None:
            width = widths[character] = cell_len(character)
        joined = (
            not width
            or not cells
            or previous == "\u200d"
            or (offset - first == 1 and _is_flag_letter(previous) and _is_flag_letter(character))
        )
        if offset > first and not joined:
            yield first, offset, cells
            first = offset
        cells = width if offset == first else cell_len(text[first : offset + 1])
        previous = character
    if end > start:
        yield first, end, cells


def _is_flag_letter(character: str) -> bool:
    """Tell a regional indicator, two of which make a flag."""
    return "\U0001f1e6" <= character <= "\U0001f1ff"
