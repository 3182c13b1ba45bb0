"""Interviews that have been coded and that nobody has yet declared done."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Sequence


def begun_transcripts(connection: sqlite3.Connection, coders: Sequence[int], rounds: Sequence[int]) -> list[str]:
    """Return the names of the transcripts that have codings by these coders in these rounds, and no completion.

    Those of excluded cases are left out.
    """
    rows = connection.execute(
        "SELECT d.name FROM documents d JOIN cases c ON c.id = d.case_id "
        "WHERE d.name IS NOT NULL AND d.deleted = 0 AND c.deleted = 0 AND c.excluded = 0 "
        "AND EXISTS (SELECT 1 FROM codings g WHERE g.document_id = d.id AND g.deleted = 0 "
        "AND +g.coder_id IN (SELECT value FROM json_each(:coders)) "
        "AND +g.round_id IN (SELECT value FROM json_each(:rounds))) "
        "AND NOT EXISTS (SELECT 1 FROM completions p WHERE p.document_id = d.id AND p.deleted = 0 "
        "AND p.state <> 'skipped') ORDER BY d.id",
        {"coders": json.dumps([*coders]), "rounds": json.dumps([*rounds])},
    )
    return [name for (name,) in rows]
