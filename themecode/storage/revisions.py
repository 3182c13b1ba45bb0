"""What stands on passages of a document, for moving it to a corrected text."""

from __future__ import annotations

import sqlite3
from dataclasses import dataclass

from themecode.core.documents import Span


@dataclass(frozen=True)
class Anchored:
    """A coding, or a memo on a passage."""

    table: str
    id: int
    span: Span
    code: str
    """The code's key, or ``memo``."""
    coder: str
    identity: tuple[int, ...]
    """Two codings with the same identity on the same span are the same coding."""


def anchored(connection: sqlite3.Connection, document_id: int) -> list[Anchored]:
    """Return all live codings of a document, by every coder, and all memos on passages of it."""
    codings = connection.execute(
        'SELECT g.id, g.start, g."end", c.key, k.name, g.code_id, g.coder_id, g.round_id FROM codings g '
        "JOIN codes c ON c.id = g.code_id JOIN coders k ON k.id = g.coder_id "
        "WHERE g.document_id = ? AND g.deleted = 0 ORDER BY g.start, g.id",
        (document_id,),
    )
    found = [
        Anchored("codings", id, Span(start, end), key, coder, (code_id, coder_id, round_id))
        for id, start, end, key, coder, code_id, coder_id, round_id in codings
    ]
    memos = connection.execute(
        'SELECT m.id, m.start, m."end", k.name FROM memos m JOIN coders k ON k.id = m.coder_id '
        "WHERE m.document_id = ? AND m.deleted = 0 AND m.start IS NOT NULL ORDER BY m.start, m.id",
        (document_id,),
    )
    return found + [Anchored("memos", id, Span(start, end), "memo", coder, (id,)) for id, start, end, coder in memos]


def mark_replaced(connection: sqlite3.Connection, new_id: int, old_id: int) -> None:
    """Note which document a new one replaces."""
    connection.execute("UPDATE documents SET replaces = ? WHERE id = ?", (old_id, new_id))
