"""Reports as files, the format by the suffix."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from themecode.analysis.counts import CategoryCounts
from themecode.core.errors import InputError
from themecode.formats.files import replacing
from themecode.report.render import Markup, render, whole_report

MARKUP: dict[str, Markup] = {".txt": "text", ".md": "markdown"}


def write_report(
    path: Path, found: Sequence[CategoryCounts], style: str, language: str, *, level: int | None = None
) -> None:
    """Write a report to .txt or .md, replacing a file that is there.

    Raises InputError for another suffix, and where the file cannot be written; then nothing is replaced.
    """
    markup = MARKUP.get(path.suffix.lower())
    if markup is None:
        raise InputError(
            f"a report cannot be written as {path.suffix or 'a file without suffix'}",
            str(path),
            f"choose one of: {', '.join(MARKUP)}",
        )
    parts = [
        render(counts, style, language, level=level, markup=markup, table_number=place + 1)
        for place, counts in enumerate(found)
    ]
    with replacing(path) as file:
        file.write(whole_report(parts, markup).encode())
