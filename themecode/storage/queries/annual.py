"""Who is behind the words of some cases, for the report to each centre."""

from __future__ import annotations

import json
import sqlite3
from collections import Counter
from collections.abc import Iterable


def participants_by_role(connection: sqlite3.Connection, case_ids: Iterable[int]) -> Counter[str]:
    """Return how many speakers of each role are in the interviews of cases, moderators left out; ``""``: no role.

    Each interview's speakers count by themselves.
    """
    rows = connection.execute(
        "SELECT s.role, count(*) FROM speakers s JOIN documents d ON d.id = s.document_id AND d.deleted = 0 "
        "AND d.kind = 'transcript' WHERE s.moderator = 0 AND d.case_id IN (SELECT value FROM json_each(?)) "
        "GROUP BY s.role",
        (json.dumps(list(case_ids)),),
    )
    return Counter(dict(rows.fetchall()))


def questions_answered(connection: sqlite3.Connection, case_id: int) -> set[int | None]:
    """Return the ids of the questions a case has an answer to; ``None`` is among them where it has an interview."""
    rows = connection.execute(
        "SELECT DISTINCT question_id FROM documents WHERE case_id = ? AND deleted = 0", (case_id,)
    )
    return {question for (question,) in rows}
