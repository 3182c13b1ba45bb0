"""What must hold in a study file, asked of SQLite itself."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

from themecode.core.codebook import CodeKind
from themecode.core.private import private
from themecode.core.states import Completion
from themecode.core.survey import Level, QuestionKind
from themecode.storage.connection import reading
from themecode.storage.journal import REFERENCES, WITH_UUID
from themecode.storage.revisions import ON_PASSAGES

_PAGES_AT_ONCE = 2000

Fault = tuple[str, str]
"""(what is wrong, where)."""

_PAST_ITS_DOCUMENT = (
    "WITH documents AS MATERIALIZED (SELECT id, uuid, length(text) AS length FROM main.documents) "
    "SELECT {named}.uuid FROM {table} x JOIN documents d ON d.id = x.document_id "
    'WHERE x.start < 0 OR x."end" <= x.start OR x."end" > d.length'
)
"""Materialized, so that a long text is measured once, not once for each of its codings."""

_MUST_BE_EMPTY: tuple[tuple[str, str], ...] = (
    ("a coding goes past the end of its document", _PAST_ITS_DOCUMENT.format(table="codings", named="x")),
    ("a sentence goes past the end of its document", _PAST_ITS_DOCUMENT.format(table="sentences", named="d")),
    # A speaker named at the very end has said nothing: such a turn is empty, and sound.
    (
        "a turn goes past the end of its document",
        _PAST_ITS_DOCUMENT.replace('x."end" <= x.start', 'x."end" < x.start').format(table="turns", named="d"),
    ),
    *(
        (
            f"a {table.removesuffix('s')} goes past the end of its document",
            _PAST_ITS_DOCUMENT.format(table=table, named="x"),
        )
        for table in ON_PASSAGES
    ),
    (
        "a document is missing from the search index",
        "SELECT d.uuid FROM documents d WHERE d.id NOT IN (SELECT id FROM documents_fts_docsize)",
    ),
    (
        "an entry of the history is taken back by one that is not there, or that took back another",
        "SELECT h.uuid FROM history h LEFT JOIN history u ON u.id = h.undone_by "
        "WHERE h.undone_by IS NOT NULL AND (u.id IS NULL OR u.id <= h.id OR u.undoes IS NOT h.id)",
    ),
    (
        "an entry of the history takes back one that is not there before it",
        "SELECT h.uuid FROM history h WHERE h.undoes NOT IN (SELECT id FROM history) OR h.undoes >= h.id",
    ),
    (
        "an entry of the history has no moment in time",
        "SELECT uuid FROM history WHERE created NOT GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]T*'",
    ),
    (
        "the history keeps what a row was in a form that cannot be read",
        "SELECT table_name || ', row ' || row_id FROM changes "
        "WHERE before IS NOT NULL AND iif(json_valid(before), json_type(before) <> 'object', 1)",
    ),
    (
        "the study does not say which it is",
        "SELECT name FROM (SELECT 'uuid' AS name UNION SELECT 'language') WHERE name NOT IN (SELECT key FROM study)",
    ),
    (
        "the study has no production round",
        "SELECT 'rounds' WHERE NOT EXISTS (SELECT 1 FROM rounds WHERE deleted = 0 AND kind = 'production')",
    ),
)

_JSON: tuple[tuple[str, str, str], ...] = (
    ("codebooks", "name", "object"),
    ("code_texts", "examples", "array"),
    ("questions", "wording", "object"),
    ("questions", "columns", "array"),
    ("questions", "asked_when", "object"),
    ("questions", "specify_for", "object"),
    ("questions", "nouns", "object"),
    ("variables", "labels", "object"),
)
"""(table, column, what must stand there as JSON)."""

_KINDS: tuple[tuple[str, str, Iterable[str]], ...] = (
    ("codes", "kind", CodeKind),
    ("completions", "state", Completion),
    ("questions", "kind", QuestionKind),
    ("variables", "level", Level),
    ("documents", "kind", ("transcript", "answer")),
)
"""(table, column, the only words that may stand there)."""


def file_faults(connection: sqlite3.Connection) -> Iterator[Fault]:
    """Yield what SQLite finds wrong in a study of any version."""
    for (line,) in connection.execute("PRAGMA integrity_check"):
        if line != "ok":
            yield "SQLite finds damage", str(line)
    for table, row, parent, _ in connection.execute("PRAGMA foreign_key_check"):
        yield f"a row of {table} refers to a row of {parent} that is not there", f"row {row}"


def study_faults(connection: sqlite3.Connection) -> Iterator[Fault]:
    """Yield what does not hold in a study of this version, beyond SQLite's own rules."""
    for what, query in _MUST_BE_EMPTY:
        for (where,) in connection.execute(query):
            yield what, str(where)
    for child, column, parent in REFERENCES:
        for (row,) in connection.execute(
            f"SELECT c.id FROM {child} c JOIN {parent} p ON p.id = c.{column} WHERE c.deleted = 0 AND p.deleted = 1"
        ):
            yield f"a row of {child} refers to a row of {parent} that was taken away", f"row {row}"
    yield from _unreadable_values(connection)
    yield from _loops(connection)
    yield from _history_without_rows(connection)


def _unreadable_values(connection: sqlite3.Connection) -> Iterator[Fault]:
    for table, column, kind in _JSON:
        for (row,) in connection.execute(
            f'SELECT id FROM {table} WHERE iif(json_valid("{column}"), json_type("{column}") <> ?, 1)', (kind,)
        ):
            yield f"{column} of a row of {table} cannot be read", f"row {row}"
    for table, column, words in _KINDS:
        allowed = [str(word) for word in words]
        marks = ", ".join("?" * len(allowed))
        for row, found in connection.execute(
            f'SELECT id, "{column}" FROM {table} WHERE "{column}" NOT IN ({marks})', allowed
        ):
            yield f"{column} of a row of {table} is {found!r}", f"row {row}"


def _loops(connection: sqlite3.Connection) -> Iterator[Fault]:
    """Yield codes that stand below themselves."""
    above = dict(connection.execute("SELECT id, parent_id FROM codes WHERE deleted = 0"))
    sound: set[int | None] = {None}
    for code in above:
        way: list[int] = []
        place: int | None = code
        while place not in sound and place not in way:
            assert place is not None
            way.append(place)
            place = above.get(place)
        if place in sound:
            sound.update(way)
        else:
            yield "a code stands below itself", f"codes, row {code}"


def _history_without_rows(connection: sqlite3.Connection) -> Iterator[Fault]:
    """Yield changes of the history whose row, or column, is not there or is another."""
    tables = {row[0] for row in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")}
    for (table,) in connection.execute("SELECT DISTINCT table_name FROM changes").fetchall():
        if table not in tables or table.startswith("sqlite_"):
            yield "the history speaks of a table that is not there", repr(table)
            continue
        other = "c.uuid IS NOT t.uuid" if table in WITH_UUID else "0"
        for row, there in connection.execute(
            f'SELECT c.row_id, t.id IS NOT NULL FROM changes c LEFT JOIN "{table}" t ON t.id = c.row_id '
            f"WHERE c.table_name = ? AND (t.id IS NULL OR {other})",
            (table,),
        ):
            what = "another row than stands there" if there else "a row that is not there"
            yield f"the history speaks of {what}", f"{table}, row {row}"
        columns = {row[1] for row in connection.execute(f'PRAGMA table_info("{table}")')}
        for (name,) in connection.execute(
            "SELECT DISTINCT j.key FROM changes c, json_each(c.before) j "
            "WHERE c.table_name = ? AND c.before IS NOT NULL AND json_valid(c.before)",
            (table,),
        ):
            if name not in columns:
                yield "the history keeps what a column was that is not there", f"{table}, {name}"


def texts(connection: sqlite3.Connection) -> Iterator[tuple[str, str, str]]:
    """Yield (uuid, text, sha256 at import) of every document."""
    yield from connection.execute("SELECT uuid, text, sha256 FROM documents")


def state(connection: sqlite3.Connection) -> tuple[int, int, str]:
    """Return (version of the format, id and uuid of the latest history entry): a study in another state differs."""
    (version,) = connection.execute("PRAGMA user_version").fetchone()
    row = connection.execute("SELECT id, uuid FROM history ORDER BY id DESC LIMIT 1").fetchone()
    return (version, *(row or (0, "")))


def copy(connection: sqlite3.Connection, path: Path, go_on: Callable[[], object]) -> None:
    """Copy the whole file by SQLite's online backup, as one file that needs nothing beside it.

    What others write meanwhile is not in the copy, and does not hold it up. ``go_on`` is called every few
    megabytes; an exception it raises ends the copying.
    """
    open(path, "xb", opener=private).close()
    target = sqlite3.connect(path)
    try:
        with reading(connection):
            connection.execute("SELECT count(*) FROM sqlite_master").fetchone()  # from here on, one moment
            connection.backup(target, pages=_PAGES_AT_ONCE, sleep=0, progress=lambda *_: go_on())
        target.execute("PRAGMA journal_mode=DELETE")
    finally:
        target.close()
