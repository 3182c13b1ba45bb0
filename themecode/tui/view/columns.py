"""How wide the columns of a table are, and what of a text fits in one."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from themecode.core.documents import Span
from themecode.tui.view.characters import clusters, drawable, is_simple

GAP = 2
"""Cells between columns."""


@dataclass(frozen=True)
class Column:
    """A column of a table: between its least and most cells wide, growing by its share of what is left."""

    key: str
    title: str
    least: int
    most: int | None = None
    """``None``: as wide as there is room for."""
    share: int = 1
    sought: tuple[str, ...] = ()
    """What was looked for: it stands out in the cells, which begin so that the first of it is in sight."""


def widths(columns: Sequence[Column], room: int) -> list[int]:
    """Return the cells of each column in a room of so many cells, gaps included.

    Every column gets its least; what is left is shared out, and what one does not take goes to the others.
    Where not even the least fit, columns are cut from the right, the last of them to nothing.
    """
    given = [column.least for column in columns]
    left = room - sum(given) - GAP * (len(columns) - 1)
    growing = [place for place, column in enumerate(columns) if column.share]
    while left > 0 and growing:
        shares = sum(columns[place].share for place in growing)
        taken = 0
        for place in list(growing):
            most = columns[place].most
            wanted = max(1, left * columns[place].share // shares)
            more = min(wanted, left - taken, wanted if most is None else most - given[place])
            given[place] += more
            taken += more
            if most is not None and given[place] >= most:
                growing.remove(place)
        left -= taken
        if not taken:
            break
    for place in range(len(columns) - 1, -1, -1):
        if left >= 0:
            break
        cut = min(given[place], -left)
        given[place] -= cut
        left += cut
    return given


def one_line(text: str) -> str:
    """Return a text as it is shown in a row: one line, with nothing in it that would disturb a terminal."""
    return drawable(" ".join(text.split()))


def around(text: str, found: Sequence[Span], width: int) -> tuple[str, list[Span]]:
    """Return a text from so near what was found that it is seen in a width, and where that stands then."""
    if not found or found[0].end < width:
        return text, list(found)
    wanted = max(0, found[0].start - width // 3)
    space = text.find(" ", wanted, found[0].start)
    begin = wanted if space < 0 else space + 1
    moved = [Span(each.start - begin + 2, each.end - begin + 2) for each in found]
    return f"… {text[begin:]}", moved


def fitted(text: str, width: int, cell_len: Callable[[str], int]) -> str:
    """Return a text in exactly so many cells: filled with spaces, or cut with an ellipsis between characters."""
    if is_simple(text):
        if len(text) <= width:
            return text.ljust(width)
        return f"{text[: width - 1]}…" if width else ""
    cells = cell_len(text)
    if cells <= width:
        return text + " " * (width - cells)
    if not width:
        return ""
    used, end = 0, 0
    for _, after, taken in clusters(text, 0, min(len(text), 4 * width + 16), cell_len):
        if used + taken > width - 1:
            break
        used, end = used + taken, after
    return f"{text[:end]}…{' ' * (width - 1 - used)}"
