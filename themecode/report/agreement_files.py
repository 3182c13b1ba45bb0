"""Agreement as files, the format by the suffix."""

from __future__ import annotations

from pathlib import Path

from themecode.analysis.agreement_result import Agreed
from themecode.core.errors import InputError
from themecode.formats.files import replacing
from themecode.formats.write_tables import write_table
from themecode.report.agreement import render_agreement
from themecode.report.agreement_tables import COLUMNS, table_rows
from themecode.report.files import MARKUP

SUFFIXES = (".md", ".txt", ".csv", ".xlsx")


def require_suffix(path: Path) -> None:
    """Raise InputError where agreement cannot be written to a file of this suffix."""
    if path.suffix.lower() not in SUFFIXES:
        raise InputError(
            f"agreement cannot be written as {path.suffix or 'a file without suffix'}",
            str(path),
            f"choose one of: {', '.join(SUFFIXES)}",
        )


def write_agreement(path: Path, agreed: Agreed, language: str) -> None:
    """Write all comparisons as text or Markdown, or a row per coefficient as .csv or .xlsx; replaces a file.

    Raises InputError for another suffix, and where the file cannot be written; then nothing is replaced.
    """
    require_suffix(path)
    markup = MARKUP.get(path.suffix.lower())
    if markup is None:
        write_table(path, COLUMNS, table_rows(agreed, language))
        return
    with replacing(path) as file:
        file.write(render_agreement(agreed, language, markup).encode())
