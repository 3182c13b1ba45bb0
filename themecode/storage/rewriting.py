"""Everything people wrote or that names someone, wherever the study keeps it, read and written in place.

Beside `erasing` and `masking` the one place where what stands in the study is changed without leaving what it was.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from themecode.storage.bundles import FOR, ROUND

PROSE, SLUG, LABEL, JSON = "prose", "slug", "label", "json"
"""Plain writing; a key or file name; what stands before a colon; strings inside JSON."""

COLUMNS: dict[str, dict[str, str]] = {
    "documents": {"name": SLUG},
    "speakers": {"label": LABEL, "role": PROSE},
    "cases": {"key": SLUG, "exclusion_reason": PROSE},
    "attributes": {"value": PROSE},
    "variables": {"name": SLUG, "labels": JSON, "item": PROSE, "derived": JSON},
    "questions": {
        "key": SLUG,
        "wording": JSON,
        "columns": JSON,
        "asked_when": JSON,
        "specify_for": JSON,
        "nouns": JSON,
        "report": JSON,
    },
    "codebooks": {"key": SLUG, "name": JSON},
    "codes": {"key": SLUG},
    "code_texts": {"label": PROSE, "definition": PROSE, "include": PROSE, "exclude": PROSE, "examples": JSON},
    "rounds": {"name": SLUG, "plan": JSON},
    "sources": {"name": SLUG, "mapping": JSON},
    "codings": {"condensation": PROSE},
    "memos": {"text": PROSE},
    "quotes": {"edited": PROSE},
    "cells": {"text": PROSE},
    "decisions": {"reason": PROSE},
    "proposals": {"label": PROSE, "definition": PROSE, "answer": PROSE},
    "recordings": {"name": SLUG, "note": PROSE},
    "earlier_figures": {"value": PROSE, "source": PROSE},
    "releases": {"name": SLUG, "figures": JSON},
    "computations": {"what": PROSE},
    "history": {"summary": PROSE},
    "erasures": {"reason": PROSE},
    "study": {"value": JSON},
}
"""By table and column, how names stand there. The texts of documents and the names of coders are not among them."""

JUDGED = "names judged"
"""The setting with answers to what was found; it goes when names are replaced, and is no writing to look in."""
_KEYS = {"study": "key", "erasures": "uuid"}
_NOT_CONTENT = frozenset((*("uuid", "language", "created", "place mentioned", "bundles out"), FOR, ROUND, JUDGED))
"""What the study says of itself, of files elsewhere and of coders."""
_TOMBSTONES = frozenset(COLUMNS) - {"speakers", "computations", "history", "erasures", "study"}
UNIQUE = frozenset(
    (table, column)
    for table, column in (
        *(("documents", "name"), ("cases", "key"), ("variables", "name"), ("questions", "key")),
        *(("codebooks", "key"), ("codes", "key"), ("rounds", "name"), ("releases", "name")),
    )
)
"""Columns in which two live rows may not say the same."""

_ON_PASSAGES = ("codings", "memos", "quotes", "rejections", "decisions", "proposals", "suggestion_outcomes")
_FAR = 1_000_000_000
"""Added to positions on the way, so that no row stands for a moment where another one still is."""


@dataclass(frozen=True)
class Written:
    """A piece of writing in a row of the study."""

    table: str
    key: str | int
    column: str
    style: str
    text: str
    live: bool

    @property
    def path(self) -> str:
        """What tells it from all others in the study."""
        return f"{self.table}/{self.key}/{self.column}"


@dataclass(frozen=True)
class TextRow:
    """The text of a document."""

    id: int
    title: str
    text: str
    language: str
    live: bool
    labels: tuple[str, ...]


@dataclass(frozen=True)
class Image:
    """What the history kept of a row."""

    history_id: int
    table: str
    row_id: int
    before: str
    document_id: int | None
    """The document that positions in it refer to, where there are any."""

    @property
    def path(self) -> str:
        """What tells it from all others in the study."""
        return f"changes/{self.history_id}/{self.table}/{self.row_id}"


def texts(connection: sqlite3.Connection) -> Iterator[TextRow]:
    """Yield the texts of all documents, earlier versions too, with the labels of who speaks in them."""
    labels: dict[int, list[str]] = {}
    for document, label in connection.execute("SELECT document_id, label FROM speakers WHERE moderator = 0"):
        labels.setdefault(document, []).append(label)
    rows = connection.execute(
        "SELECT d.id, coalesce(d.name, c.key || ' / ' || q.key, c.key), d.text, d.language, d.deleted FROM documents d "
        "JOIN cases c ON c.id = d.case_id LEFT JOIN questions q ON q.id = d.question_id ORDER BY d.id"
    )
    for id, title, text, language, deleted in rows:
        yield TextRow(id, title, text, language, not deleted, tuple(labels.get(id, ())))


def latest_texts(connection: sqlite3.Connection) -> list[str]:
    """Return the texts of the documents that the latest entry of the history brought."""
    rows = connection.execute(
        "SELECT d.text FROM changes c JOIN documents d ON d.id = c.row_id WHERE c.table_name = 'documents' "
        "AND c.before IS NULL AND c.history_id = (SELECT max(id) FROM history)"
    )
    return [row[0] for row in rows]


def last_taken_out(connection: sqlite3.Connection) -> int:
    """Return the latest entry of the history that took names or texts out of the study, 0 where none did."""
    (found,) = connection.execute(
        "SELECT max(id) FROM history WHERE action IN ('pseudonymise', 'restore names', 'erase')"
    ).fetchone()
    return int(found or 0)


def label_places(connection: sqlite3.Connection, document_id: int) -> list[tuple[int, int]]:
    """Return from where to where labels of speakers stand in a document's text."""
    return connection.execute(
        "SELECT label_start, start FROM turns WHERE document_id = ? AND label_start < start ORDER BY start",
        (document_id,),
    ).fetchall()


def writings(connection: sqlite3.Connection) -> Iterator[Written]:
    """Yield everything written beside the documents' texts, tombstones too."""
    for table, columns in COLUMNS.items():
        key = _KEYS.get(table, "id")
        deleted = "deleted" if table in _TOMBSTONES else "0"
        for column, style in columns.items():
            rows = connection.execute(f"SELECT {key}, {column}, {deleted} FROM {table} WHERE {column} <> ''")
            for row, text, gone in rows.fetchall():
                if table != "study" or row not in _NOT_CONTENT:
                    yield Written(table, row, column, style, text, not gone and table not in ("history", "erasures"))


def replaces(connection: sqlite3.Connection, document_id: int | str) -> bool:
    """Tell whether a document is a later version of another."""
    row = connection.execute("SELECT replaces FROM documents WHERE id = ?", (document_id,)).fetchone()
    return bool(row and row[0])


def coder_of_entry(connection: sqlite3.Connection, history_id: int | str) -> str:
    """Return who made an entry of the history."""
    (name,) = connection.execute("SELECT coder FROM history WHERE id = ?", (history_id,)).fetchone()
    return str(name)


def coder_names(connection: sqlite3.Connection) -> list[str]:
    """Return the names of all coders."""
    return [row[0] for row in connection.execute("SELECT name FROM coders")]


def images(connection: sqlite3.Connection, moved: Mapping[int, object]) -> Iterator[Image]:
    """Yield what the history kept that has writing in it, or positions in one of the documents that are ``moved``."""
    for table in sorted({*COLUMNS, *_ON_PASSAGES} - {"speakers", "computations", "history", "erasures", "study"}):
        positions = table in _ON_PASSAGES and bool(moved)
        wanted = [f"json_type(before, '$.{column}') = 'text'" for column in COLUMNS.get(table, ())]
        wanted += [
            "json_type(before, '$.start') = 'integer'",
            "json_type(before, '$.document_id') = 'integer'",
        ] * positions
        if table == "documents":
            wanted.append("json_type(before, '$.text') = 'text'")
        if not wanted:
            continue
        where = f"table_name = ? AND before IS NOT NULL AND ({' OR '.join(wanted)})"
        rows = connection.execute(
            f"SELECT history_id, row_id, before FROM changes WHERE {where} ORDER BY row_id, history_id DESC", (table,)
        ).fetchall()
        row_now, document = None, None
        for history_id, row_id, before in rows:
            if positions and row_id != row_now:
                found = connection.execute(f"SELECT document_id FROM {table} WHERE id = ?", (row_id,)).fetchone()
                row_now, document = row_id, found and found[0]
            if positions:
                document = json.loads(before).get("document_id", document)
            yield Image(history_id, table, row_id, before, document)


def write(connection: sqlite3.Connection, path: str, text: str) -> None:
    """Put a text in the place of the one at a path."""
    table, _, rest = path.partition("/")
    if table == "changes":
        history_id, of_table, row_id = rest.split("/")
        connection.execute(
            "UPDATE changes SET before = ? WHERE history_id = ? AND table_name = ? AND row_id = ?",
            (text, history_id, of_table, row_id),
        )
        return
    key, _, column = rest.rpartition("/")
    assert column in COLUMNS[table]
    connection.execute(f"UPDATE {table} SET {column} = ? WHERE {_KEYS.get(table, 'id')} = ?", (text, key))


def write_text(connection: sqlite3.Connection, document_id: int, text: str, sha256: str) -> None:
    """Put a text in the place of a document's."""
    connection.execute("UPDATE documents SET text = ?, sha256 = ? WHERE id = ?", (text, sha256, document_id))


def is_taken(connection: sqlite3.Connection, table: str, column: str, text: str) -> bool:
    """Tell whether a live row has this name already."""
    row = connection.execute(f"SELECT 1 FROM {table} WHERE {column} = ? AND deleted = 0 LIMIT 1", (text,)).fetchone()
    return row is not None


Spans = dict[str, dict[int, tuple[int, int]]]
"""By table and id, where a row stands."""


def spans_on(connection: sqlite3.Connection, document_id: int) -> Spans:
    """Return where everything stands on a document, tombstones too."""
    found: Spans = {}
    for table in _ON_PASSAGES:
        rows = connection.execute(
            f'SELECT id, start, "end" FROM {table} WHERE document_id = ? AND start IS NOT NULL', (document_id,)
        ).fetchall()
        if rows:
            found[table] = {id: (start, end) for id, start, end in rows}
    return found


def place(connection: sqlite3.Connection, spans: Spans) -> list[int]:
    """Put rows where they are to stand; return the codings that fell together with another, tombstones now."""
    gone: list[int] = []
    for table, rows in spans.items():
        ids = json.dumps(list(rows))
        connection.execute(
            f'UPDATE {table} SET start = start + ?1, "end" = "end" + ?1 WHERE id IN (SELECT value FROM json_each(?2))',
            (_FAR, ids),
        )
        for id, (start, end) in sorted(rows.items()):
            if table == "codings" and _stands_there(connection, id, start, end):
                connection.execute("UPDATE codings SET deleted = 1 WHERE id = ?", (id,))
                gone.append(id)
            connection.execute(f'UPDATE {table} SET start = ?, "end" = ? WHERE id = ?', (start, end, id))
    return gone


def revive(connection: sqlite3.Connection, ids: Sequence[int]) -> None:
    """Make codings live again that fell together with another, where they stand apart now."""
    for id in ids:
        row = connection.execute('SELECT start, "end" FROM codings WHERE id = ? AND deleted = 1', (id,)).fetchone()
        if row is not None and not _stands_there(connection, id, *row, itself_too=True):
            connection.execute("UPDATE codings SET deleted = 0 WHERE id = ?", (id,))


def _stands_there(connection: sqlite3.Connection, id: int, start: int, end: int, *, itself_too: bool = False) -> bool:
    """Tell whether a live coding of the same coder, round and code stands on a span already."""
    live = "" if itself_too else " AND own.deleted = 0"
    return bool(
        connection.execute(
            "SELECT 1 FROM codings own JOIN codings o ON o.document_id = own.document_id AND o.code_id = own.code_id "
            "AND o.coder_id = own.coder_id AND o.round_id = own.round_id AND o.id <> own.id AND o.deleted = 0 "
            f'WHERE own.id = ? AND o.start = ? AND o."end" = ?{live} LIMIT 1',
            (id, start, end),
        ).fetchone()
    )


def segments(connection: sqlite3.Connection, document_id: int) -> dict[str, list[list[Any]]]:
    """Return the turns (start, end, label_start, speaker) and sentences (start, end) of a document."""
    turns = connection.execute(
        'SELECT start, "end", label_start, speaker_id FROM turns WHERE document_id = ? ORDER BY start', (document_id,)
    )
    sentences = connection.execute(
        'SELECT start, "end" FROM sentences WHERE document_id = ? ORDER BY start', (document_id,)
    )
    return {"turns": [list(row) for row in turns], "sentences": [list(row) for row in sentences]}


def write_segments(
    connection: sqlite3.Connection, document_id: int, rows: Mapping[str, Sequence[Sequence[Any]]]
) -> None:
    """Put turns and sentences in the place of a document's."""
    for table, columns in (("turns", 'start, "end", label_start, speaker_id'), ("sentences", 'start, "end"')):
        connection.execute(f"DELETE FROM {table} WHERE document_id = ?", (document_id,))
        marks = ", ".join("?" * (columns.count(",") + 2))
        connection.executemany(
            f"INSERT INTO {table} (document_id, {columns}) VALUES ({marks})",
            [(document_id, *row) for row in rows[table]],
        )


def settle(connection: sqlite3.Connection) -> None:
    """Make the search index anew, and drop what was worked out from the texts."""
    connection.execute("DELETE FROM vectors")
    connection.execute("INSERT INTO documents_fts (documents_fts) VALUES ('rebuild')")
