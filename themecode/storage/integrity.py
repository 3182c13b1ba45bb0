"""What must hold in a study file, asked of SQLite itself."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from pathlib import Path

from themecode.storage.journal import REFERENCES

_MUST_BE_EMPTY: tuple[tuple[str, str], ...] = (
    (
        "a coding goes past the end of its document",
        'SELECT g.uuid FROM codings g JOIN documents d ON d.id = g.document_id WHERE g."end" > length(d.text)',
    ),
    (
        "a sentence goes past the end of its document",
        'SELECT d.uuid FROM sentences s JOIN documents d ON d.id = s.document_id WHERE s."end" > length(d.text)',
    ),
    (
        "a turn goes past the end of its document",
        'SELECT d.uuid FROM turns t JOIN documents d ON d.id = t.document_id WHERE t."end" > length(d.text)',
    ),
    (
        "a document is missing from the search index",
        "SELECT d.uuid FROM documents d WHERE d.id NOT IN (SELECT id FROM documents_fts_docsize)",
    ),
    (
        "an entry of the history is taken back by one that is not there",
        "SELECT h.uuid FROM history h WHERE h.undone_by NOT IN (SELECT id FROM history)",
    ),
)


def faults(connection: sqlite3.Connection) -> Iterator[tuple[str, str]]:
    """Yield (what is wrong, where) for every rule that does not hold."""
    for (line,) in connection.execute("PRAGMA integrity_check"):
        if line != "ok":
            yield "SQLite finds damage", str(line)
    for table, row, parent, _ in connection.execute("PRAGMA foreign_key_check"):
        yield f"a row of {table} refers to a row of {parent} that is not there", f"row {row}"
    for what, query in _MUST_BE_EMPTY:
        for (where,) in connection.execute(query):
            yield what, str(where)
    for child, column, parent in REFERENCES:
        for (row,) in connection.execute(
            f"SELECT c.id FROM {child} c JOIN {parent} p ON p.id = c.{column} WHERE c.deleted = 0 AND p.deleted = 1"
        ):
            yield f"a row of {child} refers to a row of {parent} that was taken away", f"row {row}"
    tables = {row[0] for row in connection.execute("SELECT DISTINCT table_name FROM changes")}
    for table in sorted(tables):
        for (row,) in connection.execute(
            f"SELECT row_id FROM changes WHERE table_name = ? AND row_id NOT IN (SELECT id FROM {table})",
            (table,),
        ):
            yield "the history speaks of a row that is not there", f"{table}, row {row}"


def texts(connection: sqlite3.Connection) -> Iterator[tuple[str, str, str]]:
    """Yield (uuid, text, sha256 at import) of every document."""
    yield from connection.execute("SELECT uuid, text, sha256 FROM documents")


def copy(connection: sqlite3.Connection, path: Path) -> None:
    """Copy the whole file by SQLite's online backup."""
    target = sqlite3.connect(path)
    try:
        connection.backup(target)
    finally:
        target.close()
