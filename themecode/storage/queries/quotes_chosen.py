"""Marked passages and what they are quoted as."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Sequence
from dataclasses import dataclass

from themecode.core.documents import Span


@dataclass(frozen=True)
class QuoteRow:
    """A passage marked as a quote, with whose words it is."""

    id: int
    uuid: str
    document_id: int
    span: Span
    code_id: int | None
    code: str
    """The code it illustrates; empty where none is named."""
    kind: str
    edited: str | None
    chosen: bool
    """Whether it is to be printed."""
    passage: str
    """The text marked, as in the document."""
    case_id: int
    case: str
    document: str
    """The transcript's name; empty for an answer."""
    question_id: int | None
    question: str
    speaker: str
    role: str
    coder: str

    @property
    def text(self) -> str:
        """What is printed: the edited text, else the passage."""
        return self.edited or self.passage

    @property
    def place(self) -> str:
        """Where it stands, as a person says it."""
        return self.document or f"{self.case} / {self.question}"


_QUOTE = (
    "SELECT u.id, u.uuid, u.document_id, u.start, u.\"end\", u.code_id, coalesce(c.key, ''), u.kind, u.edited, "
    "u.chosen, substr(d.text, u.start + 1, u.\"end\" - u.start), a.id, a.key, coalesce(d.name, ''), d.question_id, "
    "coalesce(q.key, ''), coalesce(s.label, ''), coalesce(s.role, ''), k.name "
    "FROM quotes u JOIN documents d ON d.id = u.document_id AND d.deleted = 0 "
    "JOIN cases a ON a.id = d.case_id AND a.deleted = 0 AND a.excluded = 0 JOIN coders k ON k.id = u.coder_id "
    "LEFT JOIN codes c ON c.id = u.code_id AND c.deleted = 0 LEFT JOIN questions q ON q.id = d.question_id "
    "LEFT JOIN turns t ON t.document_id = u.document_id AND t.start = (SELECT max(n.start) FROM turns n "
    "WHERE n.document_id = u.document_id AND n.label_start <= u.start) LEFT JOIN speakers s ON s.id = t.speaker_id "
    "WHERE u.deleted = 0"
)


def quotes(connection: sqlite3.Connection, *, quote_id: int | None = None) -> list[QuoteRow]:
    """Return all marked passages (or the one of an id) by code, then as they stand in the texts.

    Those of excluded cases are left out.
    """
    condition, values = ("", ()) if quote_id is None else (" AND u.id = ?", (quote_id,))
    rows = connection.execute(
        f"{_QUOTE}{condition} ORDER BY c.codebook_id, c.position, c.id, d.id, u.start, u.id", values
    )
    return [
        QuoteRow(id, uuid, document, Span(start, end), code_id, code, kind, edited, bool(chosen), *rest)
        for id, uuid, document, start, end, code_id, code, kind, edited, chosen, *rest in rows
    ]


def marked_apart(connection: sqlite3.Connection, coder: str, round_ids: Sequence[int]) -> set[int]:
    """Return the ids of quotes that others marked in documents of these rounds since each was made."""
    rows = connection.execute(
        "SELECT u.id FROM rounds r JOIN assignments a ON a.round_id = r.id AND a.deleted = 0 "
        "JOIN quotes u ON u.document_id = a.document_id AND u.deleted = 0 AND u.created >= r.created "
        "JOIN coders k ON k.id = u.coder_id AND k.name <> ? WHERE r.id IN (SELECT value FROM json_each(?))",
        (coder, json.dumps(list(round_ids))),
    )
    return {row[0] for row in rows}


def speakers_by_role(connection: sqlite3.Connection, document_ids: Sequence[int]) -> dict[str, int]:
    """Return how many speakers have each role in these transcripts, moderators and those without a role left out."""
    marks = ", ".join("?" * len(document_ids))
    return dict(
        connection.execute(
            "SELECT s.role, count(*) FROM speakers s JOIN documents d ON d.id = s.document_id AND d.deleted = 0 "
            f"WHERE s.moderator = 0 AND s.role <> '' AND s.document_id IN ({marks}) GROUP BY s.role",
            tuple(document_ids),
        )
    )
