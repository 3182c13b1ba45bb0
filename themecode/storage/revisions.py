"""What stands on passages of a document, for moving it to a corrected text."""

from __future__ import annotations

import sqlite3
from dataclasses import dataclass

from themecode.core.documents import Span

ON_PASSAGES = ("memos", "quotes", "rejections", "decisions", "proposals")
"""Tables, beside the codings, whose rows may stand on a passage; some stand on a whole document."""


@dataclass(frozen=True)
class Anchored:
    """A coding, or anything else that stands on a passage."""

    table: str
    id: int
    span: Span
    code: str
    """The code's key, or what stands there: ``memo``, ``quote`` and so on."""
    coder: str
    identity: tuple[int, ...]
    """Two codings with the same identity on the same span are the same coding."""


def anchored(connection: sqlite3.Connection, document_id: int) -> list[Anchored]:
    """Return all that stands on passages of a document, by every coder: codings first, then the rest."""
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
    for table in ON_PASSAGES:
        rows = connection.execute(
            f'SELECT t.id, t.start, t."end", k.name FROM {table} t JOIN coders k ON k.id = t.coder_id '
            "WHERE t.document_id = ? AND t.deleted = 0 AND t.start IS NOT NULL ORDER BY t.start, t.id",
            (document_id,),
        )
        what = table.removesuffix("s")
        found += [Anchored(table, id, Span(start, end), what, coder, (id,)) for id, start, end, coder in rows]
    return found


def mark_replaced(connection: sqlite3.Connection, new_id: int, old_id: int) -> None:
    """Note which document a new one replaces."""
    connection.execute("UPDATE documents SET replaces = ? WHERE id = ?", (old_id, new_id))
