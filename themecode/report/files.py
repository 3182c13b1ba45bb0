"""Reports as files, the format by the suffix."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from pathlib import Path

from themecode.analysis.counts import CategoryCounts
from themecode.core.errors import InputError
from themecode.formats.files import replacing
from themecode.report.as_text import as_markdown, as_text
from themecode.report.blocks import Chapter
from themecode.report.render import Markup, render, whole_report

MARKUP: dict[str, Markup] = {".txt": "text", ".md": "markdown"}
WRITERS: dict[str, Callable[[Chapter], bytes]] = {
    ".txt": lambda chapter: as_text(chapter).encode(),
    ".md": lambda chapter: as_markdown(chapter).encode(),
}
"""What writes a chapter, by suffix."""


def write_report(
    path: Path, found: Sequence[CategoryCounts], style: str, language: str, *, level: int | None = None
) -> None:
    """Write a report to .txt or .md, replacing a file that is there.

    Raises InputError for another suffix, and where the file cannot be written; then nothing is replaced.
    """
    markup = MARKUP.get(path.suffix.lower())
    if markup is None:
        raise _unknown(path, MARKUP)
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
    writer = WRITERS.get(path.suffix.lower())
    if writer is None:
        raise _unknown(path, WRITERS)
    with replacing(path) as file:
        file.write(writer(chapter))


def _unknown(path: Path, known: Iterable[str]) -> InputError:
    return InputError(
        f"a report cannot be written as {path.suffix or 'a file without suffix'}",
        str(path),
        f"choose one of: {', '.join(known)}",
    )
