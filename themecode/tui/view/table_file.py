"""What the screens show as a file: the tables that the commands write, and figures as Markdown too."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from themecode.analysis.cooccurrence import CoOccurrence
from themecode.analysis.counts import CategoryCounts
from themecode.analysis.grouping import Group
from themecode.analysis.kwic import Line
from themecode.analysis.matrix import Matrix
from themecode.analysis.retrieval import read_all
from themecode.core.errors import InputError
from themecode.usecases.study import Study

FIGURES = (".xlsx", ".csv", ".md")
"""What a file of figures ends with."""


@dataclass(frozen=True)
class Filed:
    """A file that was written."""

    path: Path
    rows: int
    held: int = 0
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

    if path.suffix.lower() not in FIGURES:
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


def write_passages(
    study: Study, path: Path, groups: Sequence[Group], labels: Mapping[str, str], *, title: str, context: int
) -> Filed:
    """Write passages in their groups, each with ``context`` sentences around. Raises InputError as `write_figures`."""
    from themecode.report import retrieval_tables as tables

    tables.check_suffix(path)
    texts = read_all(study, [place for group in groups for place in group.places], context)
    return Filed(path, tables.write_rows(path, title, tables.PASSAGES, tables.passage_rows(texts, groups, labels)))


def write_lines(path: Path, lines: Sequence[Line], *, title: str) -> Filed:
    """Write keywords with what stands around them. Raises InputError as `write_figures`."""
    from themecode.report import retrieval_tables as tables

    tables.check_suffix(path)
    return Filed(path, tables.write_rows(path, title, tables.LINES, map(tables.line_row, lines)))


def write_matrix(path: Path, found: Matrix, language: str) -> Filed:
    """Write cases by themes: what is written in each cell, else how many passages it has.

    Raises InputError as `write_figures`.
    """
    from themecode.report import retrieval_tables as tables

    tables.check_suffix(path)
    title = found.codebook.name.in_language(language) or found.codebook.key
    columns = tables.matrix_columns(found, language, None)
    return Filed(path, tables.write_rows(path, title, columns, tables.matrix_rows(found, None, language)))


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
