"""A report's blocks as plain text and as Markdown."""

from __future__ import annotations

from collections.abc import Sequence

from themecode.report.blocks import (
    Block,
    BlockQuote,
    BulletList,
    Chapter,
    Heading,
    Note,
    Paragraph,
    Runs,
    Table,
    plain,
)
from themecode.report.grid import markdown_table, plain_table

INDENT = "    "
_MARKS = "\\`*_[]<>|#"


def as_text(chapter: Chapter) -> str:
    """Return a report as plain text: a paragraph on one line, an empty line between blocks, a newline at the end."""
    return _whole(chapter.blocks, [_text(block) for block in chapter.blocks])


def as_markdown(chapter: Chapter) -> str:
    """Return a report as Markdown; nothing in the study's own texts is read as a mark."""
    return _whole(chapter.blocks, [_markdown(block) for block in chapter.blocks])


def _whole(blocks: Sequence[Block], parts: Sequence[str]) -> str:
    """Join the parts; before a heading that begins something new there is one line more."""
    found: list[str] = []
    for block, part in zip(blocks, parts, strict=True):
        if found and isinstance(block, Heading) and block.level <= 2:
            found.append("")
        found.append(part)
    return "\n\n".join(found) + "\n" if found else ""


def _text(block: Block) -> str:
    match block:
        case Heading(_, runs) | Paragraph(runs) | Note(runs, _):
            return plain(runs)
        case BulletList(items):
            return "\n".join(f"• {plain(item)}" for item in items)
        case BlockQuote(paragraphs):
            return "\n\n".join(INDENT + _starred(paragraph) for paragraph in paragraphs)
        case Table(caption, head, rows, foot):
            cells = [[plain(cell) for cell in row] for row in rows]
            last = None if foot is None else [plain(cell) for cell in foot]
            return f"{plain(caption)}\n\n{plain_table(head, cells, foot=last)}"


def _starred(runs: Runs) -> str:
    """Return a quote in which what is strong stands between stars, as plain text has no other way to show it."""
    return "".join(f"*{run.text}*" if run.strong and run.text.strip() else run.text for run in runs)


def _markdown(block: Block) -> str:
    match block:
        case Heading(level, runs):
            return f"{'#' * level} {_escaped(plain(runs))}"
        case Paragraph(runs):
            return _line(runs)
        case Note(runs, warning):
            return f"**{_escaped(plain(runs))}**" if warning else _line(runs)
        case BulletList(items):
            return "\n".join(f"- {_line(item)}" for item in items)
        case BlockQuote(paragraphs):
            return "\n>\n".join(f"> {_line(paragraph)}" for paragraph in paragraphs)
        case Table(caption, head, rows, foot):
            cells = [[plain(cell) for cell in row] for row in rows]
            last = None if foot is None else [plain(cell) for cell in foot]
            return f"{_escaped(plain(caption))}\n\n{markdown_table(head, cells, foot=last)}"


def _line(runs: Runs) -> str:
    """Return runs with their strength; spaces stay outside the marks, where Markdown wants them."""
    found = ""
    for run in runs:
        text = run.text.strip()
        if run.strong and text:
            before, after = run.text[: run.text.index(text)], run.text[run.text.index(text) + len(text) :]
            found += f"{before}**{_escaped(text)}**{after}"
        else:
            found += _escaped(run.text)
    return _unlisted(found)


def _escaped(text: str) -> str:
    for mark in _MARKS:
        text = text.replace(mark, "\\" + mark)
    return text


def _unlisted(line: str) -> str:
    """Keep a line that begins like a list item, or with a number and a stop, from becoming one."""
    if line[:2] in ("- ", "+ "):
        return f"\\{line}"
    digits = line[: len(line) - len(line.lstrip("0123456789"))]
    return f"{digits}\\{line[len(digits) :]}" if digits and line[len(digits) :][:1] in (".", ")") else line
