"""A finished report from plain text and from Markdown."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

from themecode.formats.read_report import Part, TablePart, TextPart, seen

_ITEM = re.compile(r"(?:[•–*+-]|\d{1,3}[.)]) +(.*)", re.DOTALL)
_RULE = re.compile(r"[─━—=-]{3,}(?: +[─━—=-]{3,})*$")
_PIPE_RULE = re.compile(r"\|?(?: *:?-+:? *\|)+ *(?::?-+:? *)?$")
_HEADING = re.compile(r"(#{1,6}) +(.*?)(?: +#+)?$")
_ESCAPED = re.compile(r"\\([\\`*_\[\]<>|#().+!{}~-])")
_STRONG = re.compile(r"(?<!\\)(\*\*|__|~~)(?=\S)(.*?\S)(?<!\\)\1")
_SLANTED = re.compile(r"(?<![\\\w*])([*_])(?=[^\s*_])(.*?[^\s*_\\])\1(?![\w*])")
_CELL = re.compile(r"\S+(?: \S+)*")
_BARS = re.compile(r"(?<!\\)\|")
_COMMENT = re.compile(r"<!--.*?-->", re.DOTALL)
_ENTITIES = {"&lt;": "<", "&gt;": ">", "&amp;": "&", "&nbsp;": " ", "&quot;": '"'}
INDENTED = "    "
"""Before a quote that is set apart, in plain text."""


def parts_of_text(text: str) -> list[Part]:
    """Read plain text: blocks between empty lines, lists, tables with a rule under their head."""
    found: list[Part] = []
    for block in re.split(r"\n[ \t]*\n", text):
        lines = [line for line in block.split("\n") if line.strip()]
        if not lines:
            continue
        if any(_RULE.match(line.strip()) for line in lines):
            found += _grid(lines)
        elif all(line.startswith((INDENTED, "\t")) for line in lines):
            found.append(TextPart("quote", seen(" ".join(lines))))
        else:
            found += _lines(lines)
    return found


def _grid(lines: list[str]) -> Iterator[Part]:
    """Yield a table whose columns are set apart by two spaces or more; the head stands above the first rule."""
    rules = [place for place, line in enumerate(lines) if _RULE.match(line.strip())]
    heads, body = (
        lines[: rules[0]],
        [line for place, line in enumerate(lines) if place > rules[0] and place not in rules],
    )
    if not heads or not any(len(_columns(line)) > 1 for line in body):  # a heading underlined, or a line across
        yield from _lines([line for place, line in enumerate(lines) if place not in rules])
        return
    head, ends = _head(heads)
    yield TablePart(tuple(tuple(seen(cell) for cell in row) for row in [head, *(_row(line, ends) for line in body)]))


def _row(line: str, ends: list[int]) -> list[str]:
    """Return the cells of a line in their columns; where some are empty, by where the others end."""
    cells = _columns(line)
    if len(cells) >= len(ends) or len(cells) < 2:
        return cells
    row = [cells[0], *("" for _ in ends[1:])]
    others = list(_CELL.finditer(line))[1 if cells[0] else 0 :]
    column = 0
    for place, found in enumerate(others):
        left = len(others) - place - 1  # each of the rest needs a column too
        end = _width(line[: found.end()])
        column = min(range(column + 1, len(ends) - left), key=lambda each: abs(ends[each] - end))
        row[column] = found[0]
    return row


def _head(lines: list[str]) -> tuple[list[str], list[int]]:
    """Join a head that is broken into lines: what stands above a cell, and ends where it ends, belongs to it.

    Returns the heads, and where on the line each column ends, in letters as wide as the terminal shows them.
    """
    cells = _columns(lines[-1])
    ends = [_width(lines[-1][: found.end()]) for found in _CELL.finditer(lines[-1])]
    if len(cells) > len(ends):  # the first column has no head
        ends = [0, *ends]
    for line in reversed(lines[:-1]):
        for found in _CELL.finditer(line):
            end = _width(line[: found.end()])
            place = min(range(len(ends)), key=lambda column: abs(ends[column] - end))
            cells[place] = f"{found[0]} {cells[place]}"
    return cells, ends


def _width(text: str) -> int:
    """Return how wide a text is on a terminal: wide letters count twice, combining marks not at all."""
    wide = sum(unicodedata.east_asian_width(letter) in "WF" for letter in text)
    return len(text) + wide - sum(unicodedata.category(letter) in ("Mn", "Me", "Cf") for letter in text)


def _columns(line: str) -> list[str]:
    """Return the cells of a line; one that begins with spaces has nothing in its first."""
    cells = re.split(r"\s{2,}|\t", line.strip())
    return ["", *cells] if line[:1] in (" ", "\t") else cells


def _lines(lines: list[str]) -> Iterator[Part]:
    """Yield list items, and what stands between them as paragraphs; a line broken by hand goes on."""
    kind, gathered = "paragraph", [""]
    for line in lines:
        if item := _ITEM.fullmatch(line.strip()):
            yield from _one(kind, gathered)
            kind, gathered = "item", [item[1]]
        elif kind == "item" and not line.startswith((" ", "\t")) and gathered[-1].rstrip().endswith((".", "  ")):
            yield from _one(kind, gathered)
            kind, gathered = "paragraph", [line]
        else:
            gathered.append(line)
    yield from _one(kind, gathered)


def _one(kind: str, lines: list[str]) -> Iterator[TextPart]:
    if text := seen(" ".join(lines)):
        yield TextPart(kind, text)


def parts_of_markdown(text: str) -> list[Part]:
    """Read Markdown: headings, lists, pipe tables, block quotes, paragraphs; its marks are taken away."""
    found: list[Part] = []
    waiting: list[str] = []
    lines = [*_COMMENT.sub("", text).split("\n"), ""]
    place = 0

    def end_paragraph() -> None:
        found.extend(TextPart(part.kind, _shown(part.text)) for part in _lines(waiting) if isinstance(part, TextPart))
        waiting.clear()

    while place < len(lines):
        line = lines[place].strip()
        under = lines[place + 1].strip() if place + 1 < len(lines) else ""
        if heading := _HEADING.match(line):
            end_paragraph()
            found.append(TextPart("heading", _shown(heading[2]), len(heading[1])))
        elif "|" in line and "|" in under and _PIPE_RULE.match(under):
            end_paragraph()
            end = place + 2
            while end < len(lines) and _BARS.search(lines[end]):
                end += 1
            found.append(TablePart(tuple(_cells(row) for row in (line, *lines[place + 2 : end]))))
            place = end
            continue
        elif line.startswith(">"):
            end_paragraph()
            if quoted := _shown(line.lstrip("> ")):
                found.append(TextPart("quote", quoted))
        elif not line or _RULE.match(line):
            end_paragraph()
        else:
            waiting.append(lines[place])
        place += 1
    return found


def _cells(row: str) -> tuple[str, ...]:
    inner = row.strip().removeprefix("|")
    cells = _BARS.split(inner)
    if cells and not cells[-1].strip():
        cells = cells[:-1]
    return tuple(_shown(cell) for cell in cells)


def _shown(text: str) -> str:
    """Return Markdown as it is seen: without the marks of strength, and escaped marks as themselves."""
    text = _SLANTED.sub(r"\2", _STRONG.sub(r"\2", text))
    for entity, letter in _ENTITIES.items():
        text = text.replace(entity, letter)
    return seen(_ESCAPED.sub(r"\1", text))
