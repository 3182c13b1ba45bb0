"""Codings that were set aside when an answer got a new text."""

from __future__ import annotations

import json
import sqlite3
from dataclasses import dataclass

from themecode.core.documents import Span
from themecode.storage.queries.own_work import Reader


@dataclass(frozen=True)
class SetAside:
    """A coder's coding of the text that an answer had before."""

    coding_id: int
    span: Span
    code_id: int
    key: str
    usable: bool
    """Whether the code is there and may still be put on text."""
    condensation: str | None
    origin: str


def replaced_by(connection: sqlite3.Connection, document_id: int) -> int | None:
    """Return the document that one replaces, ``None`` where it replaces none."""
    row = connection.execute("SELECT replaces FROM documents WHERE id = ?", (document_id,)).fetchone()
    return None if row is None else row[0]


def set_aside(connection: sqlite3.Connection, document_id: int, reader: Reader) -> list[SetAside]:
    """Return a coder's codings that went when a document was replaced, in text order.

    Those that the coder had taken away before are not among them: only what the very entry of the history
    set aside that replaced the document.
    """
    rows = connection.execute(
        'SELECT g.id, g.start, g."end", g.code_id, c.key, c.deleted = 0 AND c.retired = 0 AND c.codable = 1, '
        "g.condensation, g.origin FROM codings g JOIN codes c ON c.id = g.code_id "
        "WHERE g.document_id = ?1 AND g.coder_id = ?2 AND g.deleted = 1 "
        "AND g.round_id IN (SELECT value FROM json_each(?3)) AND EXISTS ("
        "SELECT 1 FROM changes mine CROSS JOIN changes its ON its.history_id = mine.history_id "
        "AND its.table_name = 'documents' AND its.row_id = ?1 "
        "WHERE mine.table_name = 'codings' AND mine.row_id = g.id AND mine.before IS NOT NULL) "
        'ORDER BY g.start, g."end", g.id',
        (document_id, reader.coder_id, json.dumps([reader.working, *reader.others])),
    )
    return [
        SetAside(id, Span(start, end), code, key, bool(usable), condensation, origin)
        for id, start, end, code, key, usable, condensation, origin in rows
    ]


def memos_on(connection: sqlite3.Connection, coding_id: int, coder_id: int) -> list[tuple[str, str]]:
    """Return (target, text) of a coder's memos on a coding, in the order they were written."""
    return connection.execute(
        "SELECT target, text FROM memos WHERE coding_id = ? AND coder_id = ? AND deleted = 0 ORDER BY id",
        (coding_id, coder_id),
    ).fetchall()
