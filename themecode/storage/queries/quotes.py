"""Passages marked as quotes. Every reading names its coders, as with codings."""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from dataclasses import dataclass

from themecode.core.documents import Span


@dataclass(frozen=True)
class Quote:
    """A passage that one coder would quote, and the code it is to speak for."""

    id: int
    document_id: int
    span: Span
    code_id: int | None
    coder: str


def quotes_of(connection: sqlite3.Connection, document_id: int, coder_ids: Sequence[int]) -> list[Quote]:
    """Return the live quotes of these coders in a document, in text order."""
    marks = ", ".join("?" * len(coder_ids))
    rows = connection.execute(
        'SELECT t.id, t.document_id, t.start, t."end", t.code_id, k.name FROM quotes t '
        f"JOIN coders k ON k.id = t.coder_id WHERE t.document_id = ? AND +t.coder_id IN ({marks}) AND t.deleted = 0 "
        'ORDER BY t.start, t."end" DESC, t.id',
        (document_id, *coder_ids),
    )
    return [Quote(row[0], row[1], Span(row[2], row[3]), row[4], row[5]) for row in rows]
