"""Reports as files, the format by the suffix."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from pathlib import Path

from themecode.analysis.counts import CategoryCounts
from themecode.core.errors import InputError
from themecode.formats.files import replacing
from themecode.report.as_text import as_markdown, as_text
from themecode.report.bars import with_bars
from themecode.report.blocks import Chapter
from themecode.report.counted import counted_chapter
from themecode.report.render import Markup, render, whole_report

MARKUP: dict[str, Markup] = {".txt": "text", ".md": "markdown"}
"""What has no headings and tables of its own: here lists, bullets and tables are rendered as on a terminal."""


def _docx(chapter: Chapter) -> bytes:
    from themecode.report.as_docx import as_docx

    return as_docx(chapter)


def _html(chapter: Chapter) -> bytes:
    from themecode.report.as_html import as_html

    return as_html(chapter).encode()


def _xlsx(chapter: Chapter) -> bytes:
    from themecode.report.as_xlsx import as_xlsx

    return as_xlsx(chapter)


def _json(chapter: Chapter) -> bytes:
    from themecode.report.as_json import as_json

    return as_json(chapter).encode()


WRITERS: dict[str, Callable[[Chapter], bytes]] = {
    ".docx": _docx,
    ".html": _html,
    ".xlsx": _xlsx,
    ".md": lambda chapter: as_markdown(chapter).encode(),
    ".txt": lambda chapter: as_text(chapter).encode(),
    ".json": _json,
}
"""What writes a chapter, by suffix."""


def check_suffix(path: Path) -> None:
    """Raise InputError where a report cannot be written to a file of this suffix, before any work is done."""
    if path.suffix.lower() not in WRITERS:
        raise _unknown(path, WRITERS)


def write_report(
    path: Path,
    found: Sequence[CategoryCounts],
    style: str,
    language: str,
    *,
    level: int | None = None,
    title: str = "",
) -> None:
    """Write counts in the style ``list``, ``bullets`` or ``table``, replacing a file that is there.

    Raises InputError for another suffix, and where the file cannot be written; then nothing is replaced.
    """
    check_suffix(path)
    markup = MARKUP.get(path.suffix.lower())
    if markup is None:
        chapter = counted_chapter(found, style, language, level=level)
        write_chapter(path, with_bars(chapter, found, title=title))
        return
    parts = [
        render(counts, style, language, level=level, markup=markup, table_number=place + 1)
        for place, counts in enumerate(found)
    ]
    with replacing(path) as file:
        file.write(whole_report(parts, markup).encode())


def write_chapter(path: Path, chapter: Chapter) -> None:
    """Write a chapter in the format of the suffix, replacing a file that is there.

    Raises InputError for another suffix, and where the file cannot be written; then nothing is replaced.
    """
    check_suffix(path)
    data = WRITERS[path.suffix.lower()](chapter)
    with replacing(path) as file:
        file.write(data)


def _unknown(path: Path, known: Iterable[str]) -> InputError:
    return InputError(
        f"a report cannot be written as {path.suffix or 'a file without suffix'}",
        str(path),
        f"choose one of: {', '.join(known)}",
    )
