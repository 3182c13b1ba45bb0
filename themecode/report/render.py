"""The counted report in its styles: list, bullets, table."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from themecode.analysis.counts import Category, CategoryCounts
from themecode.core.errors import InputError
from themecode.report.grid import markdown_table, plain_table
from themecode.report.lists import bullets, label, running_list
from themecode.report.notes import all_notes, heading, nouns, preliminary_note
from themecode.report.numbers import grouped, percent
from themecode.report.words import word

STYLES = ("list", "bullets", "table")
Markup = Literal["text", "markdown"]


@dataclass(frozen=True)
class Rendered:
    """One question's part of a report."""

    heading: str
    body: str
    """The counts alone; with the warning before them where documents are unread."""
    notes: tuple[str, ...]


def render(
    counts: CategoryCounts,
    style: str,
    language: str,
    *,
    level: int | None = None,
    markup: Markup = "text",
    table_number: int = 1,
) -> Rendered:
    """Put counts into a style.

    ``list`` and ``bullets`` print one level of the tree (the top, unless ``level``), counts above 0;
    ``table`` all of the level, zeros kept. Raises InputError for an unknown style.
    """
    if style not in STYLES:
        raise InputError(f"unknown style {style!r}", fix=f"choose one of: {', '.join(STYLES)}")
    chosen = counts.level(level or 1)
    present = [category for category in chosen if category.count]
    if style == "list":
        body = running_list(present, language)
    elif style == "bullets":
        body = bullets(present, language)
    else:
        body = _table(counts, chosen, language, markup, table_number)
    body = body or word("nothing", language)
    if markup == "markdown" and style != "table":
        body = _escaped(body, bullets=style == "bullets")
    if warning := preliminary_note(counts, language):
        body = f"{warning}\n{body}" if markup == "text" else f"**{warning}**\n\n{body}"
    notes = [note for note in all_notes(counts, language) if note != warning]
    head = heading(counts, language)
    return Rendered(_escaped(head, bullets=False) if markup == "markdown" else head, body, tuple(notes))


def whole_report(parts: Sequence[Rendered], markup: Markup = "text") -> str:
    """Return all parts under their headings, each with its notes, ending in a newline."""
    mark = "## " if markup == "markdown" else ""
    blocks = [f"{mark}{part.heading}\n\n{part.body}\n\n" + _note_block(part.notes, markup) for part in parts]
    return "\n\n".join(blocks) + "\n"


def _note_block(notes: Sequence[str], markup: Markup) -> str:
    return ("\n\n" if markup == "markdown" else "\n").join(notes)


def _table(counts: CategoryCounts, chosen: Sequence[Category], language: str, markup: Markup, number: int) -> str:
    """Return a table of counts and shares: a caption, a row per category, the base as the total."""
    codings = counts.basis == "codings"
    head = [word("category", language), word("number", language)]
    rows = [[label(category, language), grouped(category.count, language)] for category in chosen]
    foot: list[str] | None = None
    if not codings:
        head.append(word("percent", language))
        for row, category in zip(rows, chosen, strict=True):
            row.append(str(percent(category.count, counts.answered)) if counts.answered else "")
        # Several categories per answer: the total is who answered, and its percent stays blank.
        foot = [word("total", language), grouped(counts.answered, language), ""]
    what = counts.codebook.name.in_language(language) or counts.codebook.key
    if markup == "markdown":
        what = _escaped(what, bullets=False)
    caption = f"{word('table', language)} {number}. " + word(
        "table caption codings" if codings else "table caption", language, what=what
    )
    build = markdown_table if markup == "markdown" else plain_table
    table = build(head, rows, foot=foot)
    if codings:
        base = word("basis codings", language)
    else:
        key = "base" if counts.question else "base interviews"
        base = word(key, language, answered=grouped(counts.answered, language), noun=nouns(counts, language)[1])
    return f"{caption}\n\n{table}\n\n{base}"


def _escaped(text: str, *, bullets: bool) -> str:
    """Keep Markdown from reading marks in labels; each bullet keeps its line by two spaces at its end."""
    for mark in ("\\", "|", "<", ">", "*", "_", "`", "[", "]"):
        text = text.replace(mark, "\\" + mark)
    return text.replace("\n", "  \n") if bullets else text
