"""Plain tables, for the terminal and for Markdown."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from textwrap import wrap

HEAD = 16
"""Letters of a column head before it is broken."""


def width(text: str) -> int:
    """Return how many terminal cells a text takes: wide letters two, combining marks none."""
    return sum(
        0
        if unicodedata.combining(letter) or unicodedata.category(letter) in ("Mn", "Me", "Cf")
        else 2
        if unicodedata.east_asian_width(letter) in "WF"
        else 1
        for letter in text
    )


def plain_table(
    head: Sequence[str], rows: Sequence[Sequence[str]], *, foot: Sequence[str] | None = None, letters: int = HEAD
) -> str:
    """Return aligned columns, the first to the left and the rest to the right, with a rule under the head.

    Column heads of more than ``letters`` are broken at spaces.
    """
    heads = _wrapped(head, letters)
    every = [*heads, *rows, *([foot] if foot else [])]
    widths = [max(width(row[place]) for row in every) for place in range(len(head))]

    def line(row: Sequence[str]) -> str:
        cells = [
            cell + " " * (widths[place] - width(cell)) if place == 0 else " " * (widths[place] - width(cell)) + cell
            for place, cell in enumerate(row)
        ]
        return "  ".join(cells).rstrip()

    rule = "─" * (sum(widths) + 2 * (len(widths) - 1))
    lines = [*(line(row) for row in heads), rule, *(line(row) for row in rows)]
    if foot:
        lines += [rule, line(foot)]
    return "\n".join(lines)


def _wrapped(head: Sequence[str], letters: int) -> list[list[str]]:
    """Break long column heads at spaces into several lines, the last line full in every column."""
    columns = [wrap(cell, letters, break_long_words=False) or [""] for cell in head]
    height = max(len(column) for column in columns)
    return [
        [column[place - height + len(column)] if place >= height - len(column) else "" for column in columns]
        for place in range(height)
    ]


def markdown_table(head: Sequence[str], rows: Sequence[Sequence[str]], *, foot: Sequence[str] | None = None) -> str:
    """Return a Markdown pipe table; marks that mean something in Markdown are escaped in cells."""

    def line(row: Sequence[str]) -> str:
        return "| " + " | ".join(_escaped(cell) for cell in row) + " |"

    rule = "|" + "|".join([" :--- "] + [" ---: "] * (len(head) - 1)) + "|"
    return "\n".join([line(head), rule, *(line(row) for row in rows), *([line(foot)] if foot else [])])


def _escaped(cell: str) -> str:
    text = " ".join(cell.splitlines())
    for mark in ("\\", "|", "<", ">", "*", "_", "`", "[", "]"):
        text = text.replace(mark, "\\" + mark)
    return text
