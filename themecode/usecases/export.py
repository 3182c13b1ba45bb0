"""Codings, memos and cases as tidy tables."""

from __future__ import annotations

from dataclasses import astuple, fields
from pathlib import Path

from themecode.formats.write_tables import write_table
from themecode.storage.connection import reading
from themecode.storage.queries import cases as case_queries
from themecode.storage.queries import codings as coding_queries
from themecode.storage.queries import documents as document_queries
from themecode.storage.queries import memos as memo_queries
from themecode.storage.queries import study as study_queries
from themecode.usecases.study import Study

CODING_COLUMNS = tuple(field.name for field in fields(coding_queries.ExportRow))
_ORDER = (
    "case",
    "question",
    "document",
    "start",
    "end",
    "code",
    "coder",
    "quote",
    "round",
    "origin",
    "created",
    "condensation",
    "memo",
    "state",
)


def export_codings(study: Study, path: Path, *, coder: str | None = None) -> int:
    """Write all codings, of every coder or of one, as csv or xlsx; return how many rows.

    The first seven columns are those of a codings file, so that it can be imported again.
    """
    with reading(study.connection):
        if coder is None:
            coder_ids = [row.id for row in study_queries.coders(study.connection)]
        else:
            coder_ids = [study.known_coder(coder)]
        places = [CODING_COLUMNS.index(name) for name in _ORDER]
        rows = [
            [("" if values[place] is None else values[place]) for place in places]
            for values in map(astuple, coding_queries.export_rows(study.connection, coder_ids))
        ]
    write_table(path, _ORDER, rows)
    return len(rows)


MEMO_COLUMNS = tuple(field.name for field in fields(memo_queries.MemoExportRow))


def export_memos(study: Study, path: Path, *, coder: str | None = None) -> int:
    """Write all memos, of every coder or of one, as csv or xlsx; return how many rows.

    Raises NotFoundError for an unknown coder.
    """
    with reading(study.connection):
        if coder is None:
            coder_ids = [row.id for row in study_queries.coders(study.connection)]
        else:
            coder_ids = [study.known_coder(coder)]
        found = [astuple(row) for row in memo_queries.export_rows(study.connection, coder_ids)]
    write_table(path, MEMO_COLUMNS, [["" if value is None else value for value in row] for row in found])
    return len(found)


def export_cases(study: Study, path: Path) -> int:
    """Write one row per case with its kind, exclusion and a column per variable; return how many rows."""
    with reading(study.connection):
        variables = document_queries.variables(study.connection)
        values = [document_queries.attribute_values(study.connection, variable.id) for variable in variables]
        cases = case_queries.case_rows(study.connection)
    columns = ("case", "kind", "excluded", "exclusion_reason", *(variable.name for variable in variables))
    rows = [
        [
            key,
            kind,
            "yes" if excluded else "",
            reason or "",
            *(by_case.get(case_id, "") for by_case in values),
        ]
        for case_id, key, kind, excluded, reason in cases
    ]
    write_table(path, columns, rows)
    return len(rows)
