"""The figures of the counts screen as a file: the tidy tables that the commands write, and Markdown."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from themecode.analysis.cooccurrence import CoOccurrence
from themecode.analysis.counts import CategoryCounts
from themecode.core.errors import InputError

SUFFIXES = (".xlsx", ".csv", ".md")


@dataclass(frozen=True)
class Filed:
    """A file of figures that was written."""

    path: Path
    rows: int
    held: int
    """Figures held back, since they may tell of a few persons."""


def write_figures(
    path: Path, counts: Sequence[CategoryCounts], together: Sequence[CoOccurrence], language: str
) -> Filed:
    """Write counts, or with ``together`` how often codes stand together, replacing a file that is there.

    Figures of groups are guarded as everywhere that figures leave the study: small ones are left empty.
    Raises InputError for another suffix, and where the file cannot be written; then nothing is replaced.
    """
    from themecode.formats.write_tables import Cell, write_table
    from themecode.report import retrieval_tables
    from themecode.report.counts_table import COLUMNS, count_rows
    from themecode.report.guard import Guard, hold_counts

    if path.suffix.lower() not in SUFFIXES:
        raise InputError("figures are written to .xlsx, .csv or .md", str(path), "give the file one of these suffixes")
    rows: list[list[Cell]] = []
    columns: Sequence[str] = COLUMNS
    held = 0
    if together:
        columns = retrieval_tables.names(retrieval_tables.TOGETHER)
        rows = [list(row) for row in retrieval_tables.together_rows(together, language)]
    else:
        for each in counts:
            back, listed = hold_counts(each, Guard())
            held += len(listed)
            rows += count_rows(each, language, back)
    if path.suffix.lower() == ".md":
        _write_markdown(path, columns, rows)
    else:
        write_table(path, columns, rows)
    return Filed(path, len(rows), held)


def _write_markdown(path: Path, columns: Sequence[str], rows: Sequence[Sequence[object]]) -> None:
    """Write a table with the columns that hold anything."""
    from themecode.formats.files import replacing

    kept = [place for place in range(len(columns)) if any(row[place] not in (None, "") for row in rows)]
    lines = [[columns[place] for place in kept], ["---"] * len(kept)]
    lines += [[_cell(row[place]) for place in kept] for row in rows]
    text = "\n".join(f"| {' | '.join(line)} |" for line in lines)
    with replacing(path) as file:
        file.write(f"{text}\n".encode())


def _cell(value: object) -> str:
    if value is None:
        return ""
    text = f"{value:.4g}" if isinstance(value, float) else str(value)
    return " ".join(text.replace("\\", "\\\\").replace("|", "\\|").split())
