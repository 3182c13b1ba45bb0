"""How much a coder has coded with each codebook: what a screen begins with."""

from __future__ import annotations

import sqlite3
from collections import Counter

from themecode.storage.queries.own_work import Reader


def own_codings_by_codebook(
    connection: sqlite3.Connection, reader: Reader, *, interviews: bool, document_id: int | None = None
) -> Counter[int]:
    """Return how many codings a coder has with each codebook, by its id: in interviews, or in answers too.

    ``document_id``: in that document only.
    """
    which = "(:interviews = 0 OR d.kind = 'transcript')" if document_id is None else "d.id = :document"
    rows = connection.execute(
        "SELECT c.codebook_id, count(*) FROM documents d "
        f"CROSS JOIN codings g ON {reader.coded()} JOIN codes c ON c.id = g.code_id "
        f"WHERE d.deleted = 0 AND {which} GROUP BY c.codebook_id",
        {**reader.parameters(), "interviews": interviews, "document": document_id},
    )
    return Counter(dict(rows))
